//! Units of text with labels, as the fit of the spam model sees them.

use std::ops::Range;
use std::path::Path;

use gangue::fitting::{SurveyedUnit, survey, thinned};
use gangue::{Classifier, Config, Lexicon};

use crate::evade::{ATTACKS, attacked};
use crate::fit::corpus::{FOLDS, hash, rows};
use crate::injected;
use crate::tables::traditional;

/// A unit is spam from this share of injected bytes on, and must not go as a whole up to another, of blocks and of parts
/// of blocks; between them it is left out.
const SPAM_SHARE: f64 = 0.8;
const HONEST_SHARES: [f64; 2] = [0.7, 0.05];
/// A part that holds less of the spam than this is left out: another part of its block holds more.
const HELD_SHARE: f64 = 0.8;
/// Units of spam count more, as there are few of them; insertions most, among all the parts of blocks that are judged.
const SPAM_WEIGHTS: [f64; 2] = [3.0, 12.0];
/// Spam as an attacker would rewrite it, once for each page.
const ATTACKED_WEIGHT: f64 = 0.3;
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
    spam: Vec<Range<usize>>,
    weight: f64,
    fold: usize,
}

impl Labelled {
    fn honest(text: String, weight: f64, fold: usize) -> Self {
        Self { text, spam: Vec::new(), weight, fold }
    }
}

/// Injected pages with their twins, the same under an attack, honest prose, and honest prose among other text.
pub(super) fn texts(data: &str) -> Result<Vec<Labelled>, String> {
    let mut texts = Vec::new();
    let traditional = traditional()?;
    for page in injected::read(data)? {
        let fold = hash(&page.twin, 3) as usize % FOLDS;
        let attack = &ATTACKS[hash(&page.id, 5) as usize % ATTACKS.len()];
        let attacked = attacked(attack, &page, &traditional);
        texts.push(Labelled { text: page.text, spam: page.spam, weight: 1.0, fold });
        texts.push(Labelled::honest(page.twin, TWIN_WEIGHT, fold));
        texts.push(Labelled { text: attacked.text, spam: attacked.spam, weight: ATTACKED_WEIGHT, fold });
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
                let (share, held) = shares(&text.spam, &unit);
                let spam = share >= SPAM_SHARE;
                let whole_is_spam = unit.insertion && cover.is_some_and(|end| unit.span.start() < end);
                if !unit.insertion && spam {
                    cover = Some(unit.span.end());
                }
                let unclear = !spam && share > HONEST_SHARES[usize::from(unit.insertion)];
                let undecided = unclear || unit.insertion && spam && held < HELD_SHARE;
                let draw = unit.span.start() + text.text.len();
                let thinned = !spam && (unit.terms == 0 || unit.insertion);
                // Parts of a block that is spam as a whole are never asked about.
                if !undecided && !whole_is_spam && (!thinned || draw.is_multiple_of(THINNING)) {
                    let stands_for = if thinned { THINNING as f64 } else { 1.0 };
                    let spam_weight = SPAM_WEIGHTS[usize::from(unit.insertion)] * text.weight;
                    let weight = if spam { spam_weight } else { text.weight };
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

/// The share of a unit that is spam, and the largest share of a run of spam that the unit holds.
fn shares(spam: &[Range<usize>], unit: &SurveyedUnit) -> (f64, f64) {
    let overlap = |run: &Range<usize>| {
        run.end.min(unit.span.end()).saturating_sub(run.start.max(unit.span.start())) as f64
    };
    let inside: f64 = spam.iter().map(overlap).sum();
    let held = spam.iter().map(|run| overlap(run) / run.len().max(1) as f64).fold(0.0, f64::max);
    (inside / unit.span.len().max(1) as f64, held)
}
