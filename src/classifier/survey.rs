//! What `cargo xtask fit` sees of the spam side: every unit that is assessed, with the strength of its signals.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Classifier, Scratch, assemble, sieve, spam};
use crate::block::{Block, Pieces, split_into};
use crate::error::Error;
use crate::page::Page;
use crate::profile::Profile;
use crate::score::{SpamModel, Unit};
use crate::signal::{KindVotes, Known, Signal, Strengths};
use crate::sketch::Elements;
use crate::span::Span;

/// A unit of text with its signals.
#[derive(Clone, Debug)]
pub struct SurveyedUnit {
    /// Where it stands.
    pub span: Span,
    /// A part of a block, not a whole one.
    pub insertion: bool,
    /// A whole block of a page with too little text to compare it with.
    pub alone: bool,
    /// The running text that the signal of the page's wording is the mean of.
    pub page: Vec<Span>,
    /// How many wordlist terms it holds.
    pub terms: usize,
    /// The text as it was judged: with its letters as they are without disguise.
    pub text: String,
    /// The strength of each of [`signals`], in the same order.
    pub strengths: Vec<f32>,
    /// Probability of spam.
    pub score: f32,
}

/// The classifier with other weights of the spam model, in the form of the weights file.
///
/// # Errors
/// Those of the weights file.
pub fn with_spam_weights(classifier: &Classifier, weights: &str) -> Result<Classifier, Error> {
    let spam = Arc::new(SpamModel::parse("weights", weights)?);
    Ok(Classifier { spam, ..classifier.clone() })
}

/// The names of the signals that speak for or against spam.
#[must_use]
pub fn signals() -> Vec<&'static str> {
    measured().map(Signal::as_str).collect()
}

fn measured() -> impl Iterator<Item = Signal> {
    Signal::ALL.iter().copied().filter(|signal| Strengths::measures(*signal))
}

/// Whether a text holds a spam term, in whatever block.
#[must_use]
pub fn holds_term(classifier: &Classifier, text: &str) -> bool {
    !searched(classifier, text).view(text).hits.is_empty()
}

/// All that is known of a text before anything is judged.
fn searched(classifier: &Classifier, text: &str) -> Scratch {
    let mut scratch = Scratch::default();
    scratch.measure(text);
    scratch.search(text, &classifier.matcher, &classifier.function_words);
    scratch
}

/// Every unit of the text that is assessed, in order.
#[must_use]
pub fn survey(classifier: &Classifier, text: &str) -> Vec<SurveyedUnit> {
    let scratch = searched(classifier, text);
    let mut units = Vec::new();
    spam::survey(scratch.view(text), &classifier.spam, &mut units);
    let view = scratch.view(text);
    let judge = spam::Judge::new(view, &classifier.spam);
    let surveyed = |unit: spam::Injection| SurveyedUnit {
        span: unit.span,
        insertion: unit.unit == Unit::Insertion,
        alone: unit.unit == Unit::Alone,
        page: judge.sampled_without(unit.block),
        terms: sieve::within(view.hits, unit.span, |hit| hit.span).len(),
        text: sieve::undressed(&view, unit.span),
        strengths: measured().map(|signal| unit.strengths.get(signal)).collect(),
        score: unit.score,
    };
    units.into_iter().map(surveyed).collect()
}

/// A page as the boundary is measured from it.
#[derive(Debug)]
pub(crate) struct Surveyed {
    pub(crate) blocks: Vec<Block>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) page: Page,
    pub(crate) elements: Elements,
    pub(crate) votes: Vec<KindVotes>,
}

impl Surveyed {
    /// Measures and searches a text, with the built-in wordlists.
    pub(crate) fn of(text: &str) -> Self {
        Self::in_pieces(text, Pieces::OF_PAGE)
    }

    /// The same, where a page in one line is cut into such pieces.
    pub(crate) fn in_pieces(text: &str, of_page: Pieces) -> Self {
        let classifier = Classifier::new();
        let mut scratch = Scratch::default();
        split_into(text, of_page, &mut scratch.blocks);
        scratch.measure_blocks(text);
        scratch.search(text, &classifier.matcher, &classifier.function_words);
        let Scratch { blocks, profiles, page, elements, votes, .. } = scratch;
        Self { blocks, profiles, page, elements, votes }
    }

    /// What the boundary is measured from; `text` is the text that was measured.
    pub(crate) fn known<'a>(&'a self, text: &'a str) -> Known<'a> {
        let Self { blocks, profiles, page, elements, votes } = self;
        Known { text, blocks, profiles, page, elements, votes }
    }
}

/// The time that each of some stages takes, over many texts.
#[derive(Debug)]
pub(crate) struct Stopwatch<const N: usize> {
    times: [(&'static str, Duration); N],
    stage: usize,
    since: Instant,
}

impl<const N: usize> Stopwatch<N> {
    pub(crate) fn of(stages: [&'static str; N]) -> Self {
        Self { times: stages.map(|name| (name, Duration::ZERO)), stage: 0, since: Instant::now() }
    }

    /// Begins the first stage.
    pub(crate) fn start(&mut self) {
        (self.stage, self.since) = (0, Instant::now());
    }

    /// Ends a stage, and begins the next.
    pub(crate) fn lap(&mut self) {
        self.times[self.stage].1 += self.since.elapsed();
        self.stage += 1;
        self.since = Instant::now();
    }

    pub(crate) fn times(&self) -> Vec<(&'static str, Duration)> {
        self.times.to_vec()
    }
}

/// What each stage of the analysis costs over all texts, in the order in which they run.
#[must_use]
pub fn stages(classifier: &Classifier, texts: &[String]) -> Vec<(&'static str, Duration)> {
    let mut watch = Stopwatch::of(["measure", "search", "judge", "locate", "trim", "roles", "report"]);
    let mut scratch = Scratch::default();
    for text in texts {
        watch.start();
        scratch.measure(text);
        watch.lap();
        scratch.search(text, &classifier.matcher, &classifier.function_words);
        watch.lap();
        scratch.judge_spam(text, &classifier.spam, &classifier.config);
        watch.lap();
        scratch.locate_body(text, &classifier.config);
        watch.lap();
        scratch.trim_body(text);
        watch.lap();
        scratch.decide_roles(text);
        watch.lap();
        std::hint::black_box(assemble::report(text, &scratch, &classifier.config));
        watch.lap();
    }
    watch.times()
}
