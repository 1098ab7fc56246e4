//! Signals of the vocabulary: how many different terms, of which class, and how much of the unit they make up.
//!
//! Known false positives: articles about the topic, which hold weak terms, but in sentences; film pages, shops.
//! Cost: O(hits²) for units of up to [`MAX_HITS`] hits, which bounds it.

use super::Passage;
use crate::lexicon::Strength;
use crate::odds::probability;
use crate::span::Span;

/// The most hits of a unit that are counted: more tell nothing new.
const MAX_HITS: usize = 64;

/// `1 - 0.5ⁿ` for n different strong terms.
pub(super) fn strong(passage: &Passage<'_>) -> f32 {
    saturating(0.5, distinct(passage, |class| class == Strength::Strong))
}

/// `1 - 0.65ⁿ` for n different weak terms.
pub(super) fn weak(passage: &Passage<'_>) -> f32 {
    saturating(0.65, distinct(passage, |class| class == Strength::Weak))
}

/// `1 - 0.8ⁿ` for n different combo terms.
pub(super) fn combo(passage: &Passage<'_>) -> f32 {
    saturating(0.8, distinct(passage, |class| class == Strength::Combo))
}

/// `1 - 0.85ⁿ` for n different terms of any class.
pub(super) fn variety(passage: &Passage<'_>) -> f32 {
    saturating(0.85, distinct(passage, |_| true))
}

/// 1 for a unit with one term, however often, which is weak or combo. Speaks against spam: no word decides alone.
pub(super) fn lone(passage: &Passage<'_>) -> f32 {
    let Some(first) = passage.hits.first().filter(|hit| hit.strength != Strength::Strong) else { return 0.0 };
    f32::from(passage.hits.iter().all(|hit| hit.entry == first.entry))
}

/// The share of the unit's bytes without white space that lie in terms.
pub(super) fn coverage(passage: &Passage<'_>) -> f32 {
    share(passage, passage.hits.iter().map(|hit| hit.span))
}

/// The same for terms of boilerplate.
pub(super) fn frame_coverage(passage: &Passage<'_>) -> f32 {
    share(passage, passage.boilerplate.iter().map(|term| term.span))
}

/// `1 / (1 + exp(-z))` for the logit z that the unit's wording is that of spam, by its n-grams.
pub(super) fn wording(passage: &Passage<'_>) -> f32 {
    probability(passage.wording_logit())
}

/// The share of the unit's bytes without white space that lie in spans, which are sorted by their start.
fn share(passage: &Passage<'_>, spans: impl Iterator<Item = Span>) -> f32 {
    let mut covered = 0;
    let mut end = 0;
    for span in spans {
        covered += span.end().saturating_sub(span.start().max(end));
        end = end.max(span.end());
    }
    let size = passage.text.len().saturating_sub(passage.profile.spaces as usize);
    (covered as f32 / size.max(1) as f32).min(1.0)
}

fn saturating(base: f32, n: usize) -> f32 {
    1.0 - base.powi(n.min(30) as i32)
}

/// Number of different entries among the first hits, of the classes that count.
fn distinct(passage: &Passage<'_>, counts: impl Fn(Strength) -> bool) -> usize {
    let hits = &passage.hits[..passage.hits.len().min(MAX_HITS)];
    let is_first = |i: &usize| !hits[..*i].iter().any(|earlier| earlier.entry == hits[*i].entry);
    (0..hits.len()).filter(|&i| counts(hits[i].strength)).filter(is_first).count()
}
