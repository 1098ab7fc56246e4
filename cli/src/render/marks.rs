//! Which parts of a segment to highlight.

use std::cmp::Reverse;

use gangue::{Reason, Report, Segment, Span};

use super::palette::Role;

/// The segment cut into parts with one role each, in order and without gaps.
pub(crate) fn parts(report: &Report<'_>, segment: &Segment<'_>) -> Vec<(Span, Role)> {
    let hits = segment.reasons().iter().filter(|reason| reason.term().is_some()).map(Reason::span);
    let mut marks: Vec<(Span, Role)> = hits.map(|span| (span, Role::Hit)).collect();
    marks.extend(glosses(report, segment.span()).iter().map(|&span| (span, Role::Gloss)));
    marks.sort_unstable_by_key(|(span, _)| (span.start(), Reverse(span.end())));
    fill(segment.span(), &marks)
}

/// The injected glosses that begin in `span`.
fn glosses<'r>(report: &'r Report<'_>, span: Span) -> &'r [Span] {
    let all = report.glosses();
    let first = all.partition_point(|gloss| gloss.start() < span.start());
    let behind = all.partition_point(|gloss| gloss.start() < span.end());
    all.get(first..behind).unwrap_or_default()
}

/// The sorted `marks` within `whole`, and what lies between them. Where marks overlap, the first one wins.
fn fill(whole: Span, marks: &[(Span, Role)]) -> Vec<(Span, Role)> {
    let mut parts = Vec::with_capacity(2 * marks.len() + 1);
    let mut from = whole.start();
    for &(mark, role) in marks {
        let mark = Span::new(mark.start().max(from), mark.end().min(whole.end()));
        if !mark.is_empty() {
            parts.push((Span::new(from, mark.start()), Role::Plain));
            parts.push((mark, role));
            from = mark.end();
        }
    }
    parts.push((Span::new(from, whole.end()), Role::Plain));
    parts.retain(|(span, _)| !span.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    type Mark = (usize, usize, Role);

    /// Plain, Hit and Gloss as one letter for each byte from 2 to 10.
    fn letters(marks: &[Mark]) -> String {
        let marks: Vec<_> = marks.iter().map(|&(start, end, role)| (Span::new(start, end), role)).collect();
        let letter = |role| match role {
            Role::Hit => "H",
            Role::Gloss => "G",
            _ => ".",
        };
        fill(Span::new(2, 10), &marks).iter().map(|(span, role)| letter(*role).repeat(span.len())).collect()
    }

    #[test]
    fn parts_cover_the_segment() {
        use Role::{Gloss, Hit};
        let cases: [(&[Mark], &str); 7] = [
            (&[], "........"),
            (&[(2, 4, Hit)], "HH......"),
            (&[(2, 10, Hit)], "HHHHHHHH"),
            (&[(3, 5, Hit), (5, 6, Gloss)], ".HHG...."),
            (&[(3, 6, Hit), (4, 5, Gloss), (5, 8, Gloss)], ".HHHGG.."),
            (&[(0, 3, Hit), (9, 20, Gloss)], "H......G"),
            (&[(0, 1, Hit), (11, 12, Hit)], "........"),
        ];
        for (marks, expected) in cases {
            assert_eq!(letters(marks), expected, "{marks:?}");
        }
    }
}
