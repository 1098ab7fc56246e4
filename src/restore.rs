//! Puts the kept text together again, with or without injected glosses.

use std::borrow::Cow;

use crate::report::Report;
use crate::span::Span;
use crate::steps;

/// The kept segments of a report without the spans `holes` (sorted, disjoint). Where something was cut between two of
/// them, the white space before or after it stays. Borrows if one slice of the text is the answer.
pub(crate) fn join<'t>(report: &Report<'t>, holes: &[Span]) -> Cow<'t, str> {
    let mut runs = kept_spans(report).into_iter().flat_map(|span| minus(span, holes));
    let Some(first) = runs.next() else { return Cow::Borrowed("") };
    let mut whole = Cow::Borrowed(first.of(report.text));
    for run in runs {
        whole.to_mut().push_str(run.of(report.text));
    }
    whole
}

/// Spans of the kept text: one for each run of kept segments, and the white space between two runs.
fn kept_spans(report: &Report<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    steps::count(report.segments().len());
    let mut end_before = 0;
    // The white space before what was cut last, if anything was.
    let mut before_cut = None;
    for segment in report.segments() {
        let span = segment.span();
        let gap = Span::new(end_before, span.start());
        end_before = span.end();
        if !segment.is_kept() {
            before_cut = before_cut.or(Some(gap));
            continue;
        }
        match (spans.last_mut(), before_cut.take()) {
            (Some(last), None) => *last = Span::new(last.start(), span.end()),
            (Some(_), Some(before)) => spans.extend([wider(report.text, before, gap), span]),
            (None, _) => spans.push(span),
        }
    }
    spans
}

/// The one of two stretches of white space that holds more line ends, without the blanks at the end of a line that was
/// cut; the second where they are alike, unless it is empty.
fn wider(text: &str, before: Span, after: Span) -> Span {
    // A carriage return ends a line by itself, or together with the line feed after it.
    let lines = |span: Span| {
        let space = span.of(text);
        space.matches(['\n', '\r']).count() - space.matches("\r\n").count()
    };
    if lines(before) > lines(after) || after.is_empty() {
        return before;
    }
    let rest = after.of(text).trim_start_matches([' ', '\t', '\u{3000}']);
    let start = if rest.starts_with(['\n', '\r']) { after.end() - rest.len() } else { after.start() };
    Span::new(start, after.end())
}

/// The parts of `span` outside the sorted, disjoint `holes`.
fn minus(span: Span, holes: &[Span]) -> impl Iterator<Item = Span> + '_ {
    let first = holes.partition_point(|hole| hole.end() <= span.start());
    let inside = holes[first..].iter().take_while(move |hole| hole.start() < span.end());
    let starts = std::iter::once(span.start()).chain(inside.clone().map(|hole| hole.end()));
    let ends = inside.map(|hole| hole.start()).chain(std::iter::once(span.end()));
    starts.zip(ends).map(|(start, end)| Span::new(start, end)).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Label, Verdict};
    use crate::report::Segment;

    /// A report on a text in which `[` and `]` stand around what is cut.
    fn report<'t>(text: &'t str, marked: &str) -> Report<'t> {
        let mut segments = Vec::new();
        let mut at = 0;
        for (i, part) in marked.split(['[', ']']).enumerate() {
            let span = Span::new(at, at + part.len()).trimmed(text);
            at += part.len();
            let (label, kept) = if i % 2 == 0 { (Label::Body, true) } else { (Label::Boilerplate, false) };
            if !span.is_empty() {
                segments.push(Segment {
                    text,
                    span,
                    label,
                    kind: None,
                    score: 1.0,
                    kept,
                    reasons: Vec::new(),
                });
            }
        }
        Report { text, segments, glosses: Vec::new(), verdict: Verdict::Article, confidence: 1.0 }
    }

    #[test]
    fn what_is_kept_keeps_its_lines_apart() {
        for (marked, expected) in [
            ("", ""),
            ("[a]", ""),
            ("  a \n b  ", "a \n b"),
            ("[x]\n\na", "a"),
            ("a\n[x]\nb", "a\nb"),
            ("a\n\n[x]\nb", "a\n\nb"),
            ("a\n[x]\n\n  b", "a\n\n  b"),
            ("a\r\n\r\n[x]\r\nb", "a\r\n\r\nb"),
            ("a\r\r[x]\rb", "a\r\rb"),
            ("a\r\n[x]\n\nb", "a\n\nb"),
            // Blanks at the end of a line go with the line.
            ("a\n[x] \t \nb", "a\nb"),
            ("a\n[x]\u{3000}\r\nb", "a\r\nb"),
            // A line stays a line when its beginning or its end is cut.
            ("a\n[x] b", "a\nb"),
            ("a [x]\nb", "a\nb"),
            ("a [x] b", "a b"),
            ("a[x] b", "a b"),
            ("a [x]b", "a b"),
            ("a[x]b", "ab"),
            ("a\n[x]\n[y] b\n[z]", "a\nb"),
        ] {
            let text = marked.replace(['[', ']'], "");
            let report = report(&text, marked);
            assert_eq!(join(&report, &[]), expected, "{marked:?}");
        }
    }

    #[test]
    fn holes_are_left_out() {
        let text = "ab(x)c\n(y)\nd(z)";
        let report = report(text, text);
        let holes: Vec<_> = text.match_indices('(').map(|(at, _)| Span::new(at, at + 3)).collect();
        assert_eq!(join(&report, &holes), "abc\n\nd");
        assert_eq!(join(&report, &holes[..1]), "abc\n(y)\nd(z)");
        assert!(matches!(join(&report, &[]), Cow::Borrowed(whole) if whole == text));
        assert!(matches!(join(&report, &holes[2..]), Cow::Borrowed("ab(x)c\n(y)\nd")));
    }
}
