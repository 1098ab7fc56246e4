//! `gangue clean`: the article alone, in the format it came in.

use std::io::{self, Write};

use crate::args::{CleanArgs, Format};
use crate::document::{self, Origin};
use crate::log::Log;
use crate::output::Output;
use crate::record::Record;
use crate::setup;
use crate::stats::Collector;

/// Field of a record that names it in the statistics.
const ID_FIELD: &str = "id";

/// Cleans all inputs.
pub(crate) fn run(args: &CleanArgs, log: &mut Log) -> io::Result<()> {
    let classifier = setup::classifier(&args.setup)?;
    let mut out = Output::open(args.output.path.as_deref(), &args.input.files)?;
    let mut stats = Collector::open(&args.stats, ID_FIELD, &args.input.files)?;
    document::each(&args.input, Format::Text, log, |document| {
        let report = stats.classify(&classifier, &document.text);
        stats.add(document, &report);
        let text = if args.keep_glosses { report.body() } else { report.clean() };
        match &document.origin {
            Origin::Whole => write_text(&mut out, &text),
            Origin::Record(_, record) => write_record(&mut out, record, &args.input.text_field, &text),
        }
    })?;
    out.flush()?;
    stats.finish()
}

/// The text, ended by a line feed. Nothing where nothing is kept.
fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { writeln!(out, "{text}") }
}

fn write_record(out: &mut impl Write, record: &Record<'_>, field: &str, text: &str) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &record.with_text(field, text))?;
    out.write_all(b"\n")
}
