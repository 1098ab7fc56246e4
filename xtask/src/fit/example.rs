//! Pages as the fitting sees them: blocks with n-grams, features, and gold.

use gangue::fitting::{FEATURE_COUNT, Measured, grams};

use super::corpus::Piece;
use super::forms::Form;

/// A page with the gold of its blocks.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) fold: usize,
    /// How much the page counts.
    pub(crate) weight: f32,
    /// Whether the span stage can use it: all lines labelled, and some of them body.
    pub(crate) complete: bool,
    /// Whether the vocabulary learns from it.
    pub(crate) reads: bool,
    /// Whether only the model of pages without line ends learns from it, or only the other model.
    pub(crate) only_run_on: bool,
    pub(crate) measured: Measured,
    /// Letters and digits of each block that count, and those of them that are body.
    pub(crate) total: Vec<f32>,
    pub(crate) body: Vec<f32>,
    /// The span of blocks with the best F1, first and last.
    pub(crate) gold: (usize, usize),
    /// The buckets of all blocks' n-grams; `ends[i]` is where those of block `i` end.
    pub(crate) grams: Vec<u32>,
    pub(crate) ends: Vec<usize>,
    /// Filled by the span stage.
    pub(crate) rows: Vec<[f32; FEATURE_COUNT]>,
}

/// Letters and digits.
pub(crate) fn weight(text: &str) -> f32 {
    text.chars().filter(|c| c.is_alphanumeric()).count() as f32
}

impl Example {
    /// Measures a page in some form, as the library does.
    pub(crate) fn new(pieces: &[Piece], form: Form, fold: usize, complete: bool) -> Self {
        Self::measured(Measured::new, pieces, form, fold, complete)
    }

    /// The same for the model of pages with lines: one line teaches it what long blocks are that hold several lines.
    pub(crate) fn in_paragraphs(pieces: &[Piece], form: Form, fold: usize, complete: bool) -> Self {
        Self::measured(Measured::in_paragraphs, pieces, form, fold, complete)
    }

    fn measured(
        measure: fn(&str) -> Measured,
        pieces: &[Piece],
        form: Form,
        fold: usize,
        complete: bool,
    ) -> Self {
        let (text, ranges) = form.render(pieces);
        let measured = measure(&text);
        let spans: Vec<_> = measured.spans().iter().map(|span| (span.start(), span.end())).collect();
        let (total, body) = gold_weights(&text, &spans, &ranges);
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        for &(start, end) in &spans {
            all.extend(grams(&text[start..end]));
            ends.push(all.len());
        }
        Self {
            fold,
            weight: 1.0,
            reads: false,
            only_run_on: false,
            complete: complete && body.iter().any(|&w| w > 0.0),
            measured,
            gold: best_span(&total, &body),
            total,
            body,
            grams: all,
            ends,
            rows: Vec::new(),
        }
    }

    /// The buckets of one block's n-grams.
    pub(crate) fn grams(&self, i: usize) -> &[u32] {
        &self.grams[if i == 0 { 0 } else { self.ends[i - 1] }..self.ends[i]]
    }

    /// Characters kept that are body, kept, and body, where the blocks `first..=last` are kept.
    pub(crate) fn counts(&self, first: usize, last: usize) -> [f32; 3] {
        let sum = |xs: &[f32]| xs.iter().sum::<f32>();
        [sum(&self.body[first..=last]), sum(&self.total[first..=last]), sum(&self.body)]
    }
}

fn gold_weights(text: &str, spans: &[(usize, usize)], ranges: &[(usize, usize, i8)]) -> (Vec<f32>, Vec<f32>) {
    let (mut total, mut body) = (vec![0.0; spans.len()], vec![0.0; spans.len()]);
    let mut first = 0;
    for (i, &(start, end)) in spans.iter().enumerate() {
        while ranges.get(first).is_some_and(|range| range.1 <= start) {
            first += 1;
        }
        for &(from, to, label) in ranges[first..].iter().take_while(|range| range.0 < end) {
            let both = weight(&text[from.max(start)..to.min(end).max(from.max(start))]);
            total[i] += if label >= 0 { both } else { 0.0 };
            body[i] += if label == 1 { both } else { 0.0 };
        }
    }
    (total, body)
}

/// F1 of kept text, from characters kept that are body, kept, and body.
pub(crate) fn f1([hit, kept, body]: [f32; 3]) -> f32 {
    if kept + body > 0.0 { 2.0 * hit / (kept + body) } else { 1.0 }
}

/// The span with the best F1: its blocks have the largest sum of `2 body - F1 total` (Dinkelbach's iteration).
fn best_span(total: &[f32], body: &[f32]) -> (usize, usize) {
    let all: f32 = body.iter().sum();
    let mut best = (0, total.len().saturating_sub(1));
    let mut target = 0.0;
    for _ in 0..30 {
        let (mut open, mut sum, mut most) = (0, 0.0, f32::NEG_INFINITY);
        for i in 0..total.len() {
            if sum < 0.0 {
                (open, sum) = (i, 0.0);
            }
            sum += 2.0 * body[i] - target * total[i] - if total[i] == 0.0 { 1e-3 } else { 0.0 };
            if sum > most {
                (most, best) = (sum, (open, i));
            }
        }
        let sums = |xs: &[f32]| xs.get(best.0..=best.1).map_or(0.0, |xs| xs.iter().sum::<f32>());
        let found = f1([sums(body), sums(total), all]);
        if found <= target {
            break;
        }
        target = found;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_span_has_the_best_f1() {
        let total = [5.0, 40.0, 7.0, 0.0, 30.0, 90.0, 10.0];
        let body = [0.0, 40.0, 0.0, 0.0, 30.0, 0.0, 10.0];
        let of =
            |a: usize, b: usize| f1([body[a..=b].iter().sum(), total[a..=b].iter().sum(), body.iter().sum()]);
        let (first, last) = best_span(&total, &body);
        let most = (0..7).flat_map(|a| (a..7).map(move |b| of(a, b))).fold(0.0, f32::max);
        assert_eq!((first, last, of(first, last)), (1, 4, most));
    }
}
