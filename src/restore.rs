//! Puts the kept text together again, with or without injected glosses.

use std::borrow::Cow;

use crate::report::Report;
use crate::span::Span;

/// The kept segments of a report without the spans `holes` (sorted, disjoint), joined by the white space that stood
/// before each of them. Borrows where one slice of the text is the answer.
pub(crate) fn join<'t>(report: &Report<'t>, holes: &[Span]) -> Cow<'t, str> {
    let mut runs = runs(report, holes);
    let Some(first) = runs.next() else { return Cow::Borrowed("") };
    let mut whole = Cow::Borrowed(first.of(report.text));
    for run in runs {
        whole.to_mut().push_str(run.of(report.text));
    }
    whole
}

/// The spans of the text to concatenate. Neighbouring kept segments and the white space between them are one span.
fn runs<'r>(report: &'r Report<'_>, holes: &'r [Span]) -> impl Iterator<Item = Span> + 'r {
    kept_spans(report).into_iter().flat_map(move |span| minus(span, holes))
}

/// Spans of the kept text: one for each run of kept segments. All but the first begin with the white space before them.
fn kept_spans(report: &Report<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut gap_start = 0;
    let mut open = false;
    for segment in report.segments() {
        if segment.is_kept() {
            match spans.last_mut() {
                Some(last) if open => *last = Span::new(last.start(), segment.span().end()),
                Some(_) => spans.push(Span::new(gap_start, segment.span().end())),
                None => spans.push(segment.span()),
            }
        }
        open = segment.is_kept();
        gap_start = segment.span().end();
    }
    spans
}

/// The parts of `span` outside the sorted, disjoint `holes`.
fn minus(span: Span, holes: &[Span]) -> impl Iterator<Item = Span> + '_ {
    let first = holes.partition_point(|hole| hole.end() <= span.start());
    let inside = holes[first..].iter().take_while(move |hole| hole.start() < span.end());
    let starts = std::iter::once(span.start()).chain(inside.clone().map(|hole| hole.end()));
    let ends = inside.map(|hole| hole.start()).chain(std::iter::once(span.end()));
    starts.zip(ends).map(|(start, end)| Span::new(start, end)).filter(|part| !part.is_empty())
}
