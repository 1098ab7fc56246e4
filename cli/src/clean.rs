//! `gangue clean`: the article alone, in the format it came in or another.

use std::io::{self, Write};

use gangue::{Report, Verdict};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::args::{CleanArgs, Format};
use crate::document::{Document, Origin};
use crate::input::{Columns, Headers};
use crate::log::Log;
use crate::run::{self, Command};
use crate::work::{Fate, Page, Task};

/// Headers of an archive and the fields they become.
const HEADERS: [(&str, &str); 3] =
    [("url", "WARC-Target-URI"), ("date", "WARC-Date"), ("language", "WARC-Identified-Content-Language")];

/// Cleans all inputs.
pub(crate) fn run(args: &CleanArgs, log: &mut Log) -> io::Result<()> {
    let command = Command {
        input: &args.input,
        output: args.output.path(),
        setup: &args.setup,
        run: &args.run,
        stats: &args.stats,
        stdin: Format::Text,
        format: args.output_format,
        columns: Columns::All,
    };
    run::run(&command, Box::new(Clean(args.clone())), log)
}

struct Clean(CleanArgs);

impl Task for Clean {
    fn page(&self, document: &Document<'_>, report: &Report<'_>, page: &mut Page<'_>) -> io::Result<Fate> {
        let drop = &self.0.drop;
        if drop.drop_doorways && report.verdict() == Verdict::Doorway {
            return Ok(Fate::Dropped("doorway"));
        }
        let text = if self.0.keep_glosses { report.body() } else { report.clean() };
        if drop.min_body > 0 && text.chars().take(drop.min_body).count() < drop.min_body {
            return Ok(Fate::Dropped("short"));
        }
        match page.format {
            Format::Text => write_text(page.out, &text)?,
            Format::Jsonl => self.write_json(page.out, document, &text)?,
            Format::Warc => write_archived(page.out, document, &text)?,
            Format::Parquet => page.text = Some(text.clone().into_owned()),
        }
        Ok(Fate::Written(text.len()))
    }

    fn passes(&self) -> bool {
        true
    }
}

impl Clean {
    fn write_json(&self, out: &mut Vec<u8>, document: &Document<'_>, text: &str) -> io::Result<()> {
        let field = &self.0.input.text_field;
        match &document.origin {
            Origin::Record(_, record) => serde_json::to_writer(&mut *out, &record.with_text(field, text))?,
            Origin::Whole | Origin::Warc(..) => {
                let id = &self.0.input.id_field;
                serde_json::to_writer(&mut *out, &Made { document, id, field, text })?;
            }
        }
        out.write_all(b"\n")
    }
}

/// The text, ended by a line feed. Nothing where nothing is kept.
fn write_text(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { writeln!(out, "{text}") }
}

/// The record with its head, and the text as its block.
fn write_archived(out: &mut Vec<u8>, document: &Document<'_>, text: &str) -> io::Result<()> {
    let Origin::Warc(_, headers) = document.origin else {
        return Err(io::Error::other("only records of archives go into archives"));
    };
    let head = if text == document.text {
        headers.as_it_stands().to_vec()
    } else {
        headers.for_new_block(text.len())
    };
    for part in [&head, text.as_bytes(), b"\r\n\r\n"] {
        out.write_all(part)?;
    }
    Ok(())
}

/// A JSON record made from an input that is not JSON.
struct Made<'d> {
    document: &'d Document<'d>,
    id: &'d str,
    field: &'d str,
    text: &'d str,
}

impl Made<'_> {
    fn headers(&self) -> Option<Headers<'_>> {
        match self.document.origin {
            Origin::Warc(_, headers) => Some(headers),
            Origin::Whole | Origin::Record(..) => None,
        }
    }
}

impl Serialize for Made<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(self.id, &self.document.id(self.id))?;
        for (field, header) in HEADERS {
            if let Some(value) = self.headers().and_then(|headers| headers.get(header)) {
                map.serialize_entry(field, value)?;
            }
        }
        map.serialize_entry(self.field, self.text)?;
        map.end()
    }
}
