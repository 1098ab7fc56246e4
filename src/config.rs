//! What the caller can choose.

use crate::label::Label;

/// How much to cut, and what to keep.
///
/// Three presets set the price of cutting at the edges of a page and the threshold of spam:
///
/// | preset | edge bonus | spam threshold | for |
/// |---|---|---|---|
/// | [`conservative`](Self::conservative) | 4 | 0.9 | text that is mostly clean already |
/// | [`balanced`](Self::balanced), the default | 2 | 0.5 | pages as they are scraped |
/// | [`aggressive`](Self::aggressive) | 0 | 0.3 | corpora where a lost line costs less than a kept one |
///
/// ```
/// use gangue::{Config, Label};
/// let config = Config::conservative().with_keep(&[Label::Title, Label::Byline, Label::Body]);
/// assert!(config.keeps(Label::Byline) && !config.keeps(Label::Spam));
/// ```
///
/// With the feature `serde`, a configuration is written as an object, here the default:
/// `{"edge_bonus":2.0,"spam_threshold":0.5,"keep":["body","title"]}`. When one is read, a missing field is that of the
/// balanced preset, a number out of range is brought into it, and an unknown field is an error.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(from = "Written"))]
pub struct Config {
    edge_bonus: f32,
    spam_threshold: f32,
    keep: Vec<Label>,
}

impl Default for Config {
    fn default() -> Self {
        Self::balanced()
    }
}

/// A configuration as it stands in a file, where numbers can be out of range.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    edge_bonus: f32,
    spam_threshold: f32,
    keep: Vec<Label>,
}

#[cfg(feature = "serde")]
impl Default for Written {
    fn default() -> Self {
        let Config { edge_bonus, spam_threshold, keep } = Config::default();
        Self { edge_bonus, spam_threshold, keep }
    }
}

#[cfg(feature = "serde")]
impl From<Written> for Config {
    fn from(written: Written) -> Self {
        Self::default()
            .with_edge_bonus(written.edge_bonus)
            .with_spam_threshold(written.spam_threshold)
            .with_keep(&written.keep)
    }
}

impl Config {
    fn preset(edge_bonus: f32, spam_threshold: f32) -> Self {
        Self { edge_bonus, spam_threshold, keep: vec![Label::Body, Label::Title] }
    }

    /// Cuts only what is beyond doubt.
    #[must_use]
    pub fn conservative() -> Self {
        Self::preset(4.0, 0.9)
    }

    /// The default: pages as they are scraped.
    #[must_use]
    pub fn balanced() -> Self {
        Self::preset(2.0, 0.5)
    }

    /// Also cuts what is only probably outside the article.
    #[must_use]
    pub fn aggressive() -> Self {
        Self::preset(0.0, 0.3)
    }

    /// The preset with this name: `conservative`, `balanced` or `aggressive`. `None` for any other name.
    ///
    /// ```
    /// use gangue::Config;
    /// assert_eq!(Config::from_preset("balanced"), Some(Config::default()));
    /// assert_eq!(Config::from_preset("Balanced"), None);
    /// ```
    #[must_use]
    pub fn from_preset(name: &str) -> Option<Self> {
        match name {
            "conservative" => Some(Self::conservative()),
            "balanced" => Some(Self::balanced()),
            "aggressive" => Some(Self::aggressive()),
            _ => None,
        }
    }

    /// Sets the edge bonus: how much better, in log odds, a body that reaches an edge of the page is than one that does
    /// not. At 0 there is no preference, at 8 almost nothing is cut, and below 0 text is cut more readily. NaN counts as 0, and an
    /// infinite bonus as the largest finite one.
    ///
    /// A body that leaves out text on one side only must be better than the whole page by a quarter of the fourth power of
    /// the bonus, if that is positive. On a page without line breaks three quarters of the bonus count, and below 4
    /// proportionally less: a bonus of 2 counts 0.75.
    #[must_use]
    pub fn with_edge_bonus(mut self, bonus: f32) -> Self {
        self.edge_bonus = if bonus.is_nan() { 0.0 } else { bonus.clamp(f32::MIN, f32::MAX) };
        self
    }

    /// Sets the score, 0 to 1, from which on text is labelled spam. A higher threshold never labels more. A number out of
    /// range is brought into it, and NaN counts as 1, at which only what is certain is spam.
    #[must_use]
    pub fn with_spam_threshold(mut self, threshold: f32) -> Self {
        self.spam_threshold = if threshold.is_nan() { 1.0 } else { threshold.clamp(0.0, 1.0) };
        self
    }

    /// Sets the labels that are kept: body and title by default. This changes which segments
    /// [`Report::body`](crate::Report::body) joins, and no label.
    #[must_use]
    pub fn with_keep(mut self, labels: &[Label]) -> Self {
        self.keep = labels.to_vec();
        self
    }

    /// The edge bonus, in log odds.
    #[must_use]
    pub const fn edge_bonus(&self) -> f32 {
        self.edge_bonus
    }

    /// The score, 0 to 1, from which on text is labelled spam.
    #[must_use]
    pub const fn spam_threshold(&self) -> f32 {
        self.spam_threshold
    }

    /// Whether segments with this label are kept.
    #[must_use]
    pub fn keeps(&self, label: Label) -> bool {
        self.keep.contains(&label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_shows_the_presets() {
        for name in ["conservative", "balanced", "aggressive"] {
            let config = Config::from_preset(name).unwrap();
            let mut lines = include_str!("config.rs").lines();
            let row = lines.find(|line| line.starts_with(&format!("/// | [`{name}`]"))).unwrap();
            assert!(row.contains(&format!("| {} | {} |", config.edge_bonus, config.spam_threshold)), "{row}");
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn what_is_read_is_in_range() {
        let read = serde_json::from_str::<Config>;
        assert_eq!(read(r#"{"spam_threshold":7}"#).unwrap(), Config::balanced().with_spam_threshold(1.0));
        assert_eq!(read(r#"{"edge_bonus":4,"spam_threshold":0.9}"#).unwrap(), Config::conservative());
        assert!(read(r#"{"spam_treshold":0.9}"#).is_err(), "a field that does not exist");
        for bonus in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            let config = Config::default().with_edge_bonus(bonus);
            let written = serde_json::to_string(&config).unwrap();
            assert_eq!(serde_json::from_str::<Config>(&written).unwrap(), config, "{bonus}");
        }
        let written = serde_json::to_string(&Config::default()).unwrap();
        assert!(include_str!("config.rs").contains(&format!("/// `{written}`")), "{written}");
    }
}
