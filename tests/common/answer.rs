//! What a report says about a part of its text, and the notation for it: `body`, `boilerplate/legal`.

use std::fmt;
use std::ops::Range;

use gangue::{Kind, Label, Report};

/// A label with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    label: Label,
    kind: Option<Kind>,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Some(kind) => write!(f, "{}/{kind}", self.label),
            None => write!(f, "{}", self.label),
        }
    }
}

/// The different answers for the bytes `part` that are not white space, in the order of the text, as `body` or
/// `spam/adult + body`. Empty for white space.
pub(crate) fn answer(report: &Report<'_>, part: Range<usize>) -> String {
    let part = trimmed(report.text(), part);
    let segments = report.segments();
    let first = segments.partition_point(|segment| segment.span().end() <= part.start);
    let touching = segments[first..].iter().take_while(|segment| segment.span().start() < part.end);
    let mut answers: Vec<Answer> = Vec::new();
    for segment in touching {
        let answer = Answer { label: segment.label(), kind: segment.kind() };
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    answers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}
