//! What `cargo xtask fit` sees of the spam side: every unit that is assessed, with the strength of its signals.

use super::{Classifier, Scratch, spam};
use crate::signal::{Signal, Strengths};
use crate::span::Span;

/// A unit of text with its signals.
#[derive(Clone, Debug)]
pub struct SurveyedUnit {
    /// Where it stands.
    pub span: Span,
    /// A part of a block, not a whole one.
    pub insertion: bool,
    /// How many wordlist terms it holds.
    pub terms: usize,
    /// The strength of each of [`signals`], in the same order.
    pub strengths: Vec<f32>,
}

/// The names of the signals that speak for or against spam.
#[must_use]
pub fn signals() -> Vec<&'static str> {
    measured().map(Signal::as_str).collect()
}

fn measured() -> impl Iterator<Item = Signal> {
    Signal::ALL.iter().copied().filter(|signal| Strengths::measures(*signal))
}

/// Every unit of the text that is assessed, in order.
#[must_use]
pub fn survey(classifier: &Classifier, text: &str) -> Vec<SurveyedUnit> {
    let mut scratch = Scratch::default();
    scratch.measure(text);
    scratch.search(text, &classifier.matcher, &classifier.function_words);
    let mut units = Vec::new();
    spam::survey(scratch.view(text), &classifier.spam, &mut units);
    let view = scratch.view(text);
    let surveyed = |unit: spam::Injection| SurveyedUnit {
        span: unit.span,
        insertion: !unit.whole,
        terms: spam::within(view.hits_of(unit.block), unit.span).len(),
        strengths: measured().map(|signal| unit.strengths.get(signal)).collect(),
    };
    units.into_iter().map(surveyed).collect()
}
