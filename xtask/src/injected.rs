//! Pages with injected spam, and how what the classifier finds is counted against it.

use std::ops::Range;
use std::path::Path;

use gangue::{Classifier, Label, Report};
use serde_json::Value;

use crate::fit::corpus::rows;

/// A page with spam, and the same page without it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Injected {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) category: String,
    pub(crate) position: String,
    pub(crate) shape: String,
    /// How the page was converted: no, to Traditional, or with one of the tables of glosses.
    pub(crate) conversion: String,
    /// What disguises the line holds.
    pub(crate) features: Vec<String>,
    pub(crate) text: String,
    /// The spam, in bytes of the text.
    pub(crate) spam: Vec<Range<usize>>,
    /// The spam with what else was put in for it: the rest counts neither way.
    pub(crate) inject: Vec<Range<usize>>,
    pub(crate) twin: String,
    /// For each line of the twin, 1 where it is body.
    pub(crate) labels: Vec<i64>,
}

/// Characters of a page that are not white space: its spam, how much of it was found, what was called spam, and how much of
/// the spam was kept.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) spam: usize,
    pub(crate) found: usize,
    pub(crate) called: usize,
    pub(crate) kept: usize,
}

/// A page counts as found from this share of its spam on.
const FOUND: f64 = 0.8;

impl Counts {
    pub(crate) fn is_recalled(self) -> bool {
        self.found as f64 >= FOUND * self.spam as f64
    }
}

/// The pages of `injected.jsonl.xz`.
pub(crate) fn read(data: &str) -> Result<Vec<Injected>, String> {
    Ok(rows(&Path::new(data).join("injected.jsonl.xz"))?.iter().map(Injected::of).collect())
}

impl Injected {
    fn of(row: &Value) -> Self {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let list = |key: &str| row[key].as_array().map_or(&[][..], Vec::as_slice);
        Self {
            id: text("id"),
            lang: text("lang"),
            category: text("category"),
            position: text("position"),
            shape: text("shape"),
            conversion: text("conv"),
            features: list("features").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            text: text("text"),
            spam: ranges(list("spam")),
            inject: ranges(list("inject")),
            twin: text("twin_text"),
            labels: list("labels").iter().filter_map(Value::as_i64).collect(),
        }
    }

    /// A Chinese keyword list at the head of the page.
    pub(crate) fn is_chinese_head(&self) -> bool {
        self.lang.starts_with("zh") && self.position == "head" && self.shape.starts_with("keyword-list")
    }

    /// Classifies the page and counts.
    pub(crate) fn count(&self, classifier: &Classifier) -> Counts {
        let report = classifier.classify(&self.text);
        let called = spans(&report, |label| label == Label::Spam);
        let kept = spans(&report, |label| matches!(label, Label::Body | Label::Title));
        let everything = 0..self.text.len();
        let all = visible(&self.text, &called, std::slice::from_ref(&everything));
        let found = visible(&self.text, &called, &self.spam);
        Counts {
            spam: visible(&self.text, &self.spam, &self.spam),
            found,
            called: found + all - visible(&self.text, &called, &self.inject),
            kept: visible(&self.text, &kept, &self.spam),
        }
    }
}

/// Sorted and joined: injections can stand side by side.
fn ranges(list: &[Value]) -> Vec<Range<usize>> {
    let offset = |pair: &Value, i: usize| pair[i].as_u64().unwrap_or_default() as usize;
    let mut sorted: Vec<_> = list.iter().map(|pair| offset(pair, 0)..offset(pair, 1)).collect();
    sorted.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in sorted {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The segments with such a label.
pub(crate) fn spans(report: &Report<'_>, of: impl Fn(Label) -> bool) -> Vec<Range<usize>> {
    let segments = report.segments().iter().filter(|segment| of(segment.label()));
    segments.map(|segment| segment.span().start()..segment.span().end()).collect()
}

/// Characters that are not white space and lie in both; each list is sorted and disjoint.
pub(crate) fn visible(text: &str, some: &[Range<usize>], others: &[Range<usize>]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (some.get(i), others.get(j)) {
        let (start, end) = (a.start.max(b.start), a.end.min(b.end));
        if start < end {
            count += text.get(start..end).map_or(0, |t| t.chars().filter(|c| !c.is_whitespace()).count());
        }
        if a.end < b.end {
            i += 1;
        } else {
            j += 1;
        }
    }
    count
}

/// The share of `whole` that `part` is; 0 of nothing.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The 95 % interval of a share (Wilson).
pub(crate) fn wilson(yes: usize, n: usize) -> (f64, f64) {
    const Z: f64 = 1.96;
    if n == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (n as f64, yes as f64 / n as f64);
    let centre = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::single_range_in_vec_init)]
    fn visible_characters_of_both() {
        let text = "ab cd 字 ef";
        for (some, others, expected) in
            [(vec![0..5], vec![3..9], 2), (vec![0..2, 3..9], vec![1..4, 5..13], 3), (vec![], vec![0..5], 0)]
        {
            assert_eq!(visible(text, &some, &others), expected, "{some:?} {others:?}");
        }
    }

    #[test]
    fn intervals() {
        let (low, high) = wilson(90, 100);
        assert!((low - 0.826).abs() < 1e-3 && (high - 0.945).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert!(wilson(5, 5).1 > 0.999);
    }
}
