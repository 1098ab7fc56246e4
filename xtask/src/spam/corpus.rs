//! Units of text with labels, as the fit of the spam model sees them.

use std::path::Path;

use gangue::fitting::{SurveyedUnit, survey, thinned};
use gangue::{Classifier, Config, Lexicon};
use serde_json::Value;

use crate::fit::corpus::{FOLDS, hash, rows};

/// A unit is spam from this share of injected bytes on, and honest up to the other; between them it is left out.
const SPAM_SHARE: f64 = 0.8;
const HONEST_SHARE: f64 = 0.05;
/// A block up to this share is not spam as a whole.
const PART_SHARE: f64 = 0.7;
/// Units of spam count more, as there are few of them; insertions most, among all the parts of blocks that are judged.
const SPAM_WEIGHTS: [f64; 2] = [3.0, 12.0];
/// Real pages with menus, teasers and footers: a false alarm there costs as much as several missed lines.
const TWIN_WEIGHT: f64 = 4.0;
/// Honest text about a topic of spam within a page about something else, as teasers and news in brief are.
const TEASER_WEIGHT: f64 = 2.0;
/// Honest prose; that about the topics of spam counts most: cutting an article is the worst error.
const CLEAN_WEIGHTS: [(&str, f64); 2] = [("clean", 4.0), ("hardneg", 10.0)];
/// Of honest parts of blocks, and honest blocks without a single term, one in so many stands for all.
const THINNING: usize = 8;

/// A unit with its label.
pub(super) struct Example {
    pub(super) strengths: Vec<f32>,
    pub(super) insertion: bool,
    pub(super) spam: bool,
    pub(super) weight: f64,
    /// How many units of the corpus it stands for.
    pub(super) stands_for: f64,
    pub(super) fold: usize,
    /// Seen with all terms of the lists.
    pub(super) all_terms: bool,
}

/// A text with the byte spans of its spam.
pub(super) struct Labelled {
    text: String,
    spam: Vec<(usize, usize)>,
    weight: f64,
    fold: usize,
}

impl Labelled {
    fn honest(text: String, weight: f64, fold: usize) -> Self {
        Self { text, spam: Vec::new(), weight, fold }
    }
}

/// Injected pages with their twins, honest prose, and honest prose among other text.
pub(super) fn texts(data: &str) -> Result<Vec<Labelled>, String> {
    let mut texts = Vec::new();
    for row in rows(&Path::new(data).join("injected.jsonl.xz"))? {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let fold = hash(&text("base"), 3) as usize % FOLDS;
        let offset = |pair: &Value, i: usize| pair[i].as_u64().unwrap_or_default() as usize;
        let spam = row["spam"].as_array().into_iter().flatten();
        let spam = spam.map(|pair| (offset(pair, 0), offset(pair, 1))).collect();
        texts.push(Labelled { text: text("text"), spam, weight: 1.0, fold });
        texts.push(Labelled::honest(text("twin_text"), TWIN_WEIGHT, fold));
    }
    let pages: Vec<String> =
        texts.iter().filter(|text| text.spam.is_empty()).map(|text| text.text.clone()).collect();
    for (name, weight) in CLEAN_WEIGHTS {
        for row in rows(&Path::new(data).join(format!("{name}.jsonl.xz")))? {
            let text = row["text"].as_str().unwrap_or_default().to_owned();
            let draw = hash(row["id"].as_str().unwrap_or_default(), 3) as usize;
            let fold = draw % FOLDS;
            if name == "hardneg" {
                let page = &pages[draw % pages.len()];
                let strange =
                    if draw % 3 == 0 { within(&teaser(&text), page) } else { teaser(&text) + "\n" + page };
                texts.push(Labelled::honest(strange, TEASER_WEIGHT, fold));
            }
            texts.push(Labelled::honest(text, weight, fold));
        }
    }
    Ok(texts)
}

/// The first line of a text, or what fits into a teaser of it.
fn teaser(text: &str) -> String {
    let line = text.lines().find(|line| line.chars().count() >= 20).unwrap_or(text);
    line.chars().take(250).collect()
}

/// A page with a line of another text in the middle.
fn within(line: &str, page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let (before, after) = lines.split_at(lines.len() / 2);
    [before, &[line], after].concat().join("\n")
}

/// All units of all texts, seen once with all terms and once with half of them: the weights must not lean on words
/// that the lists happen to hold.
pub(super) fn examples(texts: &[Labelled]) -> Vec<Example> {
    let half = thinned(&Lexicon::builtin(), |term| hash(term, 11).is_multiple_of(2));
    let classifiers = [Classifier::new(), Classifier::with(Config::default(), &half)];
    let mut examples = Vec::new();
    for text in texts {
        for (i, classifier) in classifiers.iter().enumerate() {
            let mut cover = None;
            for unit in survey(classifier, &text.text) {
                let share = share(&text.spam, &unit);
                let spam = share >= SPAM_SHARE;
                let whole_is_spam = unit.insertion && cover.is_some_and(|end| unit.span.start() < end);
                if !unit.insertion && spam {
                    cover = Some(unit.span.end());
                }
                // A block that is spam in part must not go as a whole.
                let undecided = share > HONEST_SHARE && !spam && (unit.insertion || share > PART_SHARE);
                let draw = unit.span.start() + text.text.len();
                let thinned = !spam && (unit.terms == 0 || unit.insertion);
                // Parts of a block that is spam as a whole are never asked about.
                if !undecided && !whole_is_spam && (!thinned || draw.is_multiple_of(THINNING)) {
                    let stands_for = if thinned { THINNING as f64 } else { 1.0 };
                    let weight = if spam { SPAM_WEIGHTS[usize::from(unit.insertion)] } else { text.weight };
                    examples.push(Example {
                        spam,
                        insertion: unit.insertion,
                        strengths: unit.strengths,
                        weight: weight * stands_for,
                        stands_for,
                        fold: text.fold,
                        all_terms: i == 0,
                    });
                }
            }
        }
    }
    examples
}

/// The share of a unit that is spam; of an insertion, no more than the share of the spam that it holds.
fn share(spam: &[(usize, usize)], unit: &SurveyedUnit) -> f64 {
    let overlap = |&(start, end): &(usize, usize)| {
        end.min(unit.span.end()).saturating_sub(start.max(unit.span.start())) as f64
    };
    let inside: f64 = spam.iter().map(overlap).sum();
    let part = inside / unit.span.len().max(1) as f64;
    if !unit.insertion || inside == 0.0 {
        return part;
    }
    let held = spam.iter().map(|span| overlap(span) / (span.1 - span.0).max(1) as f64).fold(0.0, f64::max);
    part.min(held.max(HONEST_SHARE * 2.0))
}
