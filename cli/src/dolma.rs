//! Dolma attributes: spans in characters, by name, in files beside the documents.

use std::io::{self, Write};

use gangue::{Label, Report, Verdict};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::document::Id;
use crate::figures::rounded;

/// Writes the attributes of a page. All names are there, also those without spans.
pub(crate) fn write(out: &mut impl Write, id: &Id<'_>, report: &Report<'_>) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &Line { id, attributes: Attributes(report) })?)
}

#[derive(Serialize)]
struct Line<'d> {
    id: &'d Id<'d>,
    attributes: Attributes<'d>,
}

struct Attributes<'d>(&'d Report<'d>);

/// Start, end and score.
type Span = (usize, usize, f64);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (spans, length) = in_characters(self.0);
        let mut map = serializer.serialize_map(None)?;
        for label in Label::ALL {
            let of_label: Vec<Span> =
                spans.iter().filter(|span| span.0 == *label).map(|span| span.1).collect();
            map.serialize_entry(&format!("gangue__{label}"), &of_label)?;
        }
        let doorway = if self.0.verdict() == Verdict::Doorway { 1.0 } else { 0.0 };
        for (name, score) in [("doorway", doorway), ("confidence", rounded(self.0.confidence()))] {
            map.serialize_entry(&format!("gangue__{name}"), &[(0, length, score)])?;
        }
        map.end()
    }
}

/// The segments with their places in characters, and the length of the text, in one pass over it.
fn in_characters(report: &Report<'_>) -> (Vec<(Label, Span)>, usize) {
    let mut counter = Counter { text: report.text(), bytes: 0, characters: 0 };
    let mut spans = Vec::with_capacity(report.segments().len());
    for segment in report.segments() {
        let start = counter.at(segment.span().start());
        let end = counter.at(segment.span().end());
        spans.push((segment.label(), (start, end, rounded(segment.score()))));
    }
    let length = counter.at(report.text().len());
    (spans, length)
}

/// Counts the characters before rising offsets.
struct Counter<'t> {
    text: &'t str,
    bytes: usize,
    characters: usize,
}

impl Counter<'_> {
    fn at(&mut self, offset: usize) -> usize {
        self.characters += self.text.get(self.bytes..offset).map_or(0, |text| text.chars().count());
        self.bytes = offset;
        self.characters
    }
}
