//! What was cut from a page, so that nothing is lost: a line of JSON for each page that lost something.

use std::io::{self, Write};

use gangue::{Kind, Report, Segment};
use serde::Serialize;

use crate::document::{Document, Id};
use crate::figures::rounded;
use crate::work::Fate;

#[derive(Serialize)]
struct Removed<'d> {
    id: Id<'d>,
    /// Why the whole page was left out, and its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    dropped: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'d str>,
    removed: Vec<Part<'d>>,
    /// Injected readings inside what is kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    glosses: Vec<(usize, usize, &'d str)>,
}

#[derive(Serialize)]
struct Part<'d> {
    start: usize,
    end: usize,
    label: &'static str,
    kind: Option<&'static str>,
    score: f64,
    text: &'d str,
}

impl<'d> Part<'d> {
    fn of(segment: &Segment<'d>) -> Self {
        Self {
            start: segment.span().start(),
            end: segment.span().end(),
            label: segment.label().as_str(),
            kind: segment.kind().map(Kind::as_str),
            score: rounded(segment.score()),
            text: segment.text(),
        }
    }
}

/// Writes a line if something was cut.
pub(crate) fn write(
    out: &mut impl Write,
    document: &Document<'_>,
    report: &Report<'_>,
    fate: Fate,
    id: &str,
) -> io::Result<()> {
    let dropped = match fate {
        Fate::Dropped(why) => Some(why),
        Fate::Written(_) => None,
    };
    let glosses = report.glosses().iter().map(|span| (span.start(), span.end(), span.of(report.text())));
    let removed = Removed {
        id: document.id(id),
        dropped,
        text: dropped.map(|_| report.text()),
        removed: report.cut().map(Part::of).collect(),
        glosses: glosses.collect(),
    };
    if removed.dropped.is_none() && removed.removed.is_empty() && removed.glosses.is_empty() {
        return Ok(());
    }
    serde_json::to_writer(&mut *out, &removed)?;
    out.write_all(b"\n")
}
