//! Pages, one at a time, from batches of records.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::args::{Format, InputArgs};
use crate::input::{self, Batch, Body, Columns, Fields, Headers, Pieces, Source, Wanted};
use crate::log::Log;
use crate::record::Record;

/// What is said of a text file that is not UTF-8.
const REPAIRED: &str = "invalid UTF-8 replaced by U+FFFD; offsets refer to the repaired text";

/// One page.
#[derive(Debug)]
pub(crate) struct Document<'d> {
    /// The input it comes from.
    pub(crate) name: &'d str,
    pub(crate) text: Cow<'d, str>,
    pub(crate) origin: Origin<'d>,
}

/// What a page was before it was a text.
#[derive(Debug)]
pub(crate) enum Origin<'d> {
    /// A whole input.
    Whole,
    /// A record in JSON.
    Record(Place, Record<'d>),
    /// A record of an archive.
    Warc(Place, Headers<'d>),
}

/// Where a record is, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Line(usize),
    Row(usize),
    Record(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "{number}"),
            Self::Row(number) => write!(f, "row {number}"),
            Self::Record(number) => write!(f, "record {number}"),
        }
    }
}

/// What is found in a batch.
#[derive(Debug)]
pub(crate) enum Entry<'d> {
    Document(Document<'d>),
    /// A record of an archive that is not a page.
    Other(&'d [u8], &'d [u8]),
    /// A record that cannot be used.
    Fault(Place, String, &'d [u8]),
    /// The page that follows was repaired.
    Warning(usize, &'static str),
}

/// Calls `handle` with each entry of a batch, in order.
pub(crate) fn entries(batch: &Batch, fields: &Fields, handle: &mut impl FnMut(Entry<'_>)) {
    let name = &*batch.name;
    match &batch.body {
        Body::Text(bytes) => whole(name, bytes, handle),
        Body::Lines(lines) => {
            lines
                .iter()
                .for_each(|(number, _, line)| record(name, Place::Line(number), line, fields, handle));
        }
        Body::Warc(pieces) => archived(name, pieces, handle),
        Body::Rows(rows) => rows.each(|number, line| match line {
            Ok(line) => record(name, Place::Row(number), line, fields, handle),
            Err(message) => handle(Entry::Fault(Place::Row(number), message, b"")),
        }),
    }
}

fn whole(name: &str, bytes: &[u8], handle: &mut impl FnMut(Entry<'_>)) {
    let page = input::text(bytes);
    if let Some(line) = page.repaired {
        handle(Entry::Warning(line, REPAIRED));
    }
    handle(Entry::Document(Document { name, text: page.text, origin: Origin::Whole }));
}

fn record(name: &str, place: Place, line: &[u8], fields: &Fields, handle: &mut impl FnMut(Entry<'_>)) {
    let document = Record::parse(line).and_then(|record| {
        Ok(Document { name, text: record.text(&fields.text)?, origin: Origin::Record(place, record) })
    });
    handle(match document {
        Ok(document) => Entry::Document(document),
        Err(message) => Entry::Fault(place, message, line),
    });
}

fn archived(name: &str, pieces: &Pieces, handle: &mut impl FnMut(Entry<'_>)) {
    for (number, head, block) in pieces.iter() {
        let (place, headers) = (Place::Record(number), Headers::new(head));
        let is_page = headers.get("WARC-Type").is_some_and(|kind| kind.eq_ignore_ascii_case("conversion"));
        handle(match std::str::from_utf8(block) {
            _ if !is_page => Entry::Other(head, block),
            Ok(text) => {
                Entry::Document(Document { name, text: text.into(), origin: Origin::Warc(place, headers) })
            }
            Err(error) => {
                let message = format!("invalid UTF-8 at byte {} of the block", error.valid_up_to());
                Entry::Fault(place, message, block)
            }
        });
    }
}

/// What names a page: the field of its record as it stands, or the path of its file.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Id<'d> {
    Name(&'d str),
    Field(Option<&'d RawValue>),
}

impl<'d> Document<'d> {
    /// Its place in the input, unless it is all of it.
    pub(crate) fn place(&self) -> Option<Place> {
        match self.origin {
            Origin::Whole => None,
            Origin::Record(place, _) | Origin::Warc(place, _) => Some(place),
        }
    }

    /// The input, and the place in it.
    pub(crate) fn title(&self) -> String {
        self.place().map_or_else(|| self.name.to_owned(), |place| format!("{}:{place}", self.name))
    }

    /// What names it. In archives the field `id` is that of the record, and others are headers.
    pub(crate) fn id(&self, field: &str) -> Id<'_> {
        match &self.origin {
            Origin::Whole => Id::Name(self.name),
            Origin::Record(_, record) => Id::Field(record.get(field)),
            Origin::Warc(_, headers) => {
                let header = if field == "id" { "WARC-Record-ID" } else { field };
                headers.get(header).map_or(Id::Field(None), Id::Name)
            }
        }
    }
}

/// Calls `handle` with each page that can be read, in order; what cannot be read goes to the log. `stdin` is the format of
/// standard input unless the arguments name one.
///
/// # Errors
/// Those of `handle`, which end the run.
pub(crate) fn each(
    args: &InputArgs,
    stdin: Format,
    log: &mut Log,
    mut handle: impl FnMut(&Document<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let fields = args.fields();
    let wanted =
        Wanted { fields: fields.clone(), columns: Columns::Fields, read: Arc::new(AtomicU64::new(0)) };
    for input in input::expand(&args.files, [], log) {
        let source = Source::new(&input.path, args.format, stdin);
        let mut batches = match source.open(&wanted) {
            Ok(batches) => batches,
            Err(error) => {
                log.fail(&source.name, error);
                continue;
            }
        };
        loop {
            match batches.next() {
                Ok(Some(batch)) => each_in(&batch, &fields, log, &mut handle)?,
                Ok(None) => break,
                Err(error) => {
                    log.fail(&source.name, error);
                    break;
                }
            }
        }
    }
    Ok(())
}

fn each_in(
    batch: &Batch,
    fields: &Fields,
    log: &mut Log,
    handle: &mut impl FnMut(&Document<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut result = Ok(());
    entries(batch, fields, &mut |entry| match entry {
        _ if result.is_err() => {}
        Entry::Document(document) => result = handle(&document),
        Entry::Fault(place, message, _) => log.skip(&batch.name, place, message),
        Entry::Warning(line, message) => log.warn(&batch.name, line, message),
        Entry::Other(..) => {}
    });
    result
}
