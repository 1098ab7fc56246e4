//! Units of labelled texts, as the fit of the spam model sees them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use gangue::fitting::{SurveyedUnit, probability, signals, survey, thinned};
use gangue::{Classifier, Config, Lexicon, Span};

use super::corpus::Labelled;
use super::wording::{Wording, fold_of};
use crate::fit::corpus::hash;

/// A unit is spam from this share of injected bytes on, and must not go as a whole up to another, of blocks and of parts
/// of blocks; between them it is left out.
const SPAM_SHARE: f64 = 0.8;
const HONEST_SHARES: [f64; 2] = [0.7, 0.3];
/// A part that holds less of the spam than this is left out: another part of its block holds more.
const HELD_SHARE: f64 = 0.8;
/// Units of spam count more, as there are few of them; insertions most, among all the parts of blocks that are judged.
const SPAM_WEIGHTS: [f64; 2] = [3.0, 12.0];
/// Of honest blocks without a single term, and of honest parts of blocks, one in so many stands for all.
const THINNING: [usize; 2] = [8, 2];

/// A unit with its label.
pub(super) struct Example {
    pub(super) strengths: Vec<f32>,
    /// What it is judged as, by the name that the weights file has for it.
    pub(super) unit: &'static str,
    pub(super) spam: bool,
    pub(super) weight: f64,
    /// How many units of the corpus it stands for.
    pub(super) stands_for: f64,
    pub(super) fold: usize,
    /// Of a text as it is found, or one that stands alone, seen with all terms of the lists.
    pub(super) natural: bool,
    /// Identifies its line: spam by text and place, an honest line by its words, so that it is one on all pages.
    pub(super) line: [usize; 2],
}

/// All units of all texts, seen once with all terms and once with half of them: the weights must not lean on words
/// that the lists happen to hold.
pub(super) fn examples(texts: &[Labelled], wording: &Wording) -> Vec<Example> {
    let place = |signal| signals().iter().position(|name| *name == signal);
    let [worded, page_worded] = ["wording", "page-wording"].map(place);
    let half = thinned(&Lexicon::builtin(), |term| hash(term, 11).is_multiple_of(2));
    let seen_by = [Classifier::new(), Classifier::with(Config::default(), &half)];
    let mut examples = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let source = Source {
            text,
            number,
            spam_fold: text.spam.first().and_then(|span| wording.spam_fold(&text.text[span.clone()])),
            worded,
            page_worded,
            known: RefCell::default(),
        };
        for (i, classifier) in seen_by.iter().enumerate() {
            let labelled = labelled(survey(classifier, &text.text), text);
            examples
                .extend(labelled.filter_map(|(unit, label)| source.example(unit, &label, wording, i == 0)));
        }
    }
    examples
}

/// What is known of a unit from the spans of spam in its text.
struct Label {
    spam: bool,
    /// The share of it that is spam.
    share: f64,
}

/// The units that are learned from, with their labels. Parts of blocks that are spam as a whole are never asked about.
fn labelled(units: Vec<SurveyedUnit>, text: &Labelled) -> impl Iterator<Item = (SurveyedUnit, Label)> {
    let mut cover = 0;
    units.into_iter().filter_map(move |unit| {
        let (share, held) = shares(&text.spam, &unit);
        let spam = share >= SPAM_SHARE;
        let is_covered = unit.insertion && unit.span.start() < cover;
        if !unit.insertion && spam {
            cover = unit.span.end();
        }
        let is_unclear = !spam && share > HONEST_SHARES[usize::from(unit.insertion)];
        let is_fragment = unit.insertion && spam && held < HELD_SHARE;
        let is_out = is_unclear || is_fragment || is_covered || text.short && unit.insertion;
        (!is_out).then_some((unit, Label { spam, share }))
    })
}

/// A text that units are of.
struct Source<'t> {
    text: &'t Labelled,
    number: usize,
    /// The fold of its spam; `None` where each line has its own.
    spam_fold: Option<usize>,
    /// The numbers of the signals of wording.
    worded: Option<usize>,
    page_worded: Option<usize>,
    /// The logits of running text, by where it begins.
    known: RefCell<BTreeMap<usize, f32>>,
}

impl Source<'_> {
    /// Where the line begins that a place is in, and the line.
    fn line_of(&self, place: usize) -> (usize, &str) {
        let text = &self.text.text;
        let start = text[..place].rfind('\n').map_or(0, |end| end + 1);
        (start, text[start..].lines().next().unwrap_or_default())
    }

    /// The logit of running text of the page, from a vocabulary that has seen neither its line nor its spam.
    fn page_logit(&self, span: Span, wording: &Wording) -> f32 {
        let is_spam = self.text.spam.iter().any(|spam| spam.start < span.end() && span.start() < spam.end);
        let fold =
            self.spam_fold.filter(|_| is_spam).unwrap_or_else(|| fold_of(self.line_of(span.start()).1));
        let read = || wording.logit(span.of(&self.text.text), fold);
        *self.known.borrow_mut().entry(span.start()).or_insert_with(read)
    }

    /// The example that a unit makes, unless another stands for it.
    fn example(
        &self,
        mut unit: SurveyedUnit,
        label: &Label,
        wording: &Wording,
        with_all: bool,
    ) -> Option<Example> {
        let text = self.text;
        let (start, line) = self.line_of(unit.span.start());
        let is_thinned = !label.spam && (unit.terms == 0 || unit.insertion);
        let thinning = if is_thinned { THINNING[usize::from(unit.insertion)] } else { 1 };
        // Of a line all parts or none, as the surest of them is what counts.
        if !(start + text.text.len()).is_multiple_of(thinning) {
            return None;
        }
        if let Some(worded) = self.worded {
            let fold = self.spam_fold.filter(|_| label.share > 0.0).unwrap_or_else(|| fold_of(line));
            unit.strengths[worded] = probability(wording.logit(&unit.text, fold));
        }
        if let Some(page_worded) = self.page_worded.filter(|_| !unit.page.is_empty()) {
            let sum: f32 = unit.page.iter().map(|span| self.page_logit(*span, wording)).sum();
            unit.strengths[page_worded] = probability(sum / unit.page.len() as f32);
        }
        // Spam that was made for the fit is more than there is of it.
        let stands_for = if label.spam { text.spam_weight } else { thinning as f64 };
        let weight = if label.spam { SPAM_WEIGHTS[usize::from(unit.insertion)] } else { text.weight };
        Some(Example {
            spam: label.spam,
            unit: match (unit.insertion, unit.alone) {
                (true, _) => "insertion",
                (false, true) => "alone",
                (false, false) => "block",
            },
            strengths: unit.strengths,
            weight: weight * stands_for,
            stands_for,
            fold: text.fold,
            natural: (text.natural || unit.alone) && with_all,
            line: if label.spam { [self.number, start] } else { [usize::MAX, hash(line, 3) as usize] },
        })
    }
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
