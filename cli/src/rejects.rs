//! Records that could not be used, kept to be looked at.

use std::io::{self, Write};

use serde::Serialize;

use crate::document::Place;

#[derive(Serialize)]
struct Reject<'r> {
    file: &'r str,
    /// One of these three says where.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<usize>,
    error: &'r str,
    raw: &'r str,
}

/// Writes a line of JSON. What is not UTF-8 in the record is replaced.
pub(crate) fn write(
    out: &mut impl Write,
    file: &str,
    place: Place,
    error: &str,
    raw: &[u8],
) -> io::Result<()> {
    let raw = String::from_utf8_lossy(raw);
    let mut reject = Reject { file, line: None, row: None, record: None, error, raw: &raw };
    match place {
        Place::Line(number) => reject.line = Some(number),
        Place::Row(number) => reject.row = Some(number),
        Place::Record(number) => reject.record = Some(number),
    }
    serde_json::to_writer(&mut *out, &reject)?;
    out.write_all(b"\n")
}
