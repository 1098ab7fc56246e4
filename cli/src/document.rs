//! Pages, one at a time, from all inputs in order. What spreads pages over threads later goes between here and the
//! commands.

use std::borrow::Cow;
use std::io;

use crate::args::{Format, InputArgs};
use crate::input::{self, Lines, Source};
use crate::log::Log;
use crate::record::Record;

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
    /// A line of JSON, with its number counted from 1.
    Record(usize, Record<'d>),
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
    for path in &args.files {
        match Source::open(path, args.format, stdin) {
            Ok(source) if source.format == Format::Jsonl => each_record(source, args, log, &mut handle)?,
            Ok(source) => whole(source, log, &mut handle)?,
            Err(error) => log.fail(&input::name(path), error),
        }
    }
    Ok(())
}

fn whole(
    source: Source,
    log: &mut Log,
    handle: &mut impl FnMut(&Document<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let name = source.name.as_str();
    match input::read_text(source.reader) {
        Ok(page) => {
            if let Some(line) = page.repaired {
                log.warn(name, line, "invalid UTF-8 replaced by U+FFFD; offsets refer to the repaired text");
            }
            handle(&Document { name, text: Cow::Owned(page.text), origin: Origin::Whole })
        }
        Err(error) => {
            log.fail(name, error);
            Ok(())
        }
    }
}

fn each_record(
    source: Source,
    args: &InputArgs,
    log: &mut Log,
    handle: &mut impl FnMut(&Document<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let name = source.name.as_str();
    let mut lines = Lines::new(source.reader);
    loop {
        match lines.next() {
            Ok(Some((number, line))) => match document(name, number, line, &args.text_field) {
                Ok(document) => handle(&document)?,
                Err(message) => log.skip(name, number, message),
            },
            Ok(None) => return Ok(()),
            Err(error) => {
                log.fail(name, error);
                return Ok(());
            }
        }
    }
}

fn document<'d>(name: &'d str, number: usize, line: &'d [u8], field: &str) -> Result<Document<'d>, String> {
    let record = Record::parse(line)?;
    Ok(Document { name, text: record.text(field)?, origin: Origin::Record(number, record) })
}
