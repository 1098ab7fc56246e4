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
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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

    /// Cuts as well what is probably not the article.
    #[must_use]
    pub fn aggressive() -> Self {
        Self::preset(0.0, 0.3)
    }

    /// The preset with this name: `conservative`, `balanced` or `aggressive`.
    #[must_use]
    pub fn from_preset(name: &str) -> Option<Self> {
        match name {
            "conservative" => Some(Self::conservative()),
            "balanced" => Some(Self::balanced()),
            "aggressive" => Some(Self::aggressive()),
            _ => None,
        }
    }

    /// Sets what is paid for cutting nothing on a side of the page, in units of log odds of the body span: 0 has no
    /// preference, 8 almost never cuts. Cutting one side only costs a quarter of its fourth power. Of pages in one line it is
    /// three quarters. NaN counts as 0.
    #[must_use]
    pub fn with_edge_bonus(mut self, bonus: f32) -> Self {
        self.edge_bonus = if bonus.is_nan() { 0.0 } else { bonus };
        self
    }

    /// Sets the score, 0 to 1, from which text is labelled spam: at a higher one no more is. NaN counts as 1: nothing but
    /// what is certain is spam.
    #[must_use]
    pub fn with_spam_threshold(mut self, threshold: f32) -> Self {
        self.spam_threshold = if threshold.is_nan() { 1.0 } else { threshold.clamp(0.0, 1.0) };
        self
    }

    /// Sets the labels that count as kept: body and title by default.
    #[must_use]
    pub fn with_keep(mut self, labels: &[Label]) -> Self {
        self.keep = labels.to_vec();
        self
    }

    /// What is paid for cutting nothing on a side of the page, in log odds.
    #[must_use]
    pub const fn edge_bonus(&self) -> f32 {
        self.edge_bonus
    }

    /// The score from which text is labelled spam.
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
}
