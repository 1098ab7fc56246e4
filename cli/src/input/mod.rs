//! Where pages come from: files and standard input, as batches of records.

mod batch;
mod json;
mod lines;
mod records;
mod table;
mod walk;
mod warc;
mod whole;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::args::Format;
use crate::codec::{self, Codec};

pub(crate) use batch::{Batch, Body, Pieces, gather};
pub(crate) use table::{Rows, Shape};
pub(crate) use walk::{Input, expand};
pub(crate) use warc::Headers;
pub(crate) use whole::{line_of, text};

/// Bytes read at once.
const BUFFER: usize = 1 << 16;

/// An input, not yet open.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// The path as given, or `<stdin>`.
    pub(crate) name: Arc<str>,
    pub(crate) format: Format,
    codec: Codec,
    /// Standard input whose format no flag tells.
    is_guess: bool,
}

/// The batches of an input, in order.
pub(crate) trait Batches: Send {
    /// The next batch. An error is the end of the input; what was read before it has come out.
    fn next(&mut self) -> io::Result<Option<Batch>>;
}

/// What a reader is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) fields: Fields,
    pub(crate) columns: Columns,
    /// Counts the bytes read, before they are decompressed.
    pub(crate) read: Arc<AtomicU64>,
}

/// Which columns of a table are read and looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Those of [`Fields`].
    Fields,
    /// All.
    All,
    /// All are read, those of [`Fields`] are looked at.
    Pass,
}

/// The names of fields of a record.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) text: String,
    pub(crate) id: String,
}

/// The name of an input in messages and as an id.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string() }
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

impl Source {
    /// A file, or standard input for `-`. Its format is `format`, else what the extension says; `stdin` is that of
    /// standard input.
    pub(crate) fn new(path: &Path, format: Option<Format>, stdin: Format) -> Self {
        let (codec, stem) = Codec::of_name(path);
        let by_name = if is_stdin(path) { stdin } else { Format::of_name(stem).unwrap_or(Format::Text) };
        Self {
            path: path.to_owned(),
            name: name(path).into(),
            format: format.unwrap_or(by_name),
            codec: if is_stdin(path) { Codec::Plain } else { codec },
            is_guess: is_stdin(path) && format.is_none(),
        }
    }

    /// Opens it.
    pub(crate) fn open(&self, wanted: &Wanted) -> io::Result<Box<dyn Batches>> {
        let name = Arc::clone(&self.name);
        if self.format == Format::Parquet {
            return Ok(Box::new(self.table(wanted)?));
        }
        let reader = codec::decoder(self.reader(wanted)?, self.codec)?;
        Ok(match self.format {
            Format::Text => Box::new(whole::Whole::new(reader, name, self.is_guess)),
            Format::Warc => gather(warc::Reader::new(reader), name, Body::Warc),
            _ => gather(lines::Lines::new(reader, is_stdin(&self.path)), name, Body::Lines),
        })
    }

    fn table(&self, wanted: &Wanted) -> io::Result<table::Table> {
        if is_stdin(&self.path) || self.codec != Codec::Plain {
            return Err(io::Error::other("Parquet is read from plain files only"));
        }
        table::Table::open(File::open(&self.path)?, Arc::clone(&self.name), wanted)
    }

    fn reader(&self, wanted: &Wanted) -> io::Result<Box<dyn BufRead + Send>> {
        let file: Box<dyn Read + Send> =
            if is_stdin(&self.path) { Box::new(io::stdin()) } else { Box::new(File::open(&self.path)?) };
        let counted = Counted { reader: file, read: Arc::clone(&wanted.read) };
        Ok(Box::new(BufReader::with_capacity(BUFFER, counted)))
    }
}

struct Counted {
    reader: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_go_by_the_extension() {
        let cases = [
            ("a.jsonl", Format::Jsonl),
            ("a.NDJSON", Format::Jsonl),
            ("a.jsonl.gz", Format::Jsonl),
            ("a.b/jsonl", Format::Text),
            ("c4-train.00000-of-01024.json.gz", Format::Jsonl),
            ("a.txt", Format::Text),
            ("a.txt.xz", Format::Text),
            ("a.parquet", Format::Parquet),
            ("a.warc.wet.gz", Format::Warc),
            ("a.warc", Format::Warc),
            ("a.gz", Format::Text),
        ];
        for (path, expected) in cases {
            assert_eq!(Source::new(Path::new(path), None, Format::Text).format, expected, "{path}");
        }
    }
}
