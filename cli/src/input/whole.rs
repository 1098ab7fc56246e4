//! Plain text: an input is a page.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::Arc;

use super::{Batch, Batches, Body};
use crate::record::Record;

/// An input that is one page.
pub(crate) struct Whole {
    reader: Option<Box<dyn io::BufRead + Send>>,
    name: Arc<str>,
    /// Nobody said that it is text, neither a flag nor its name.
    is_guess: bool,
}

impl Whole {
    pub(crate) fn new(reader: Box<dyn io::BufRead + Send>, name: Arc<str>, is_guess: bool) -> Self {
        Self { reader: Some(reader), name, is_guess }
    }
}

impl Batches for Whole {
    fn next(&mut self) -> io::Result<Option<Batch>> {
        let Some(mut reader) = self.reader.take() else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        if let Some(format) = records(&bytes).filter(|_| self.is_guess) {
            let what =
                format!("looks like records: say --format {format}, or --format text if it is one page");
            return Err(io::Error::other(what));
        }
        Ok(Some(Batch { name: Arc::clone(&self.name), body: Body::Text(bytes) }))
    }
}

/// The format of records that an input begins like.
fn records(bytes: &[u8]) -> Option<&'static str> {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty())?;
    if first.starts_with(b"WARC/") {
        return Some("warc");
    }
    Record::parse(first).is_ok().then_some("jsonl")
}

/// A whole input as text.
pub(crate) struct Text<'b> {
    pub(crate) text: Cow<'b, str>,
    /// The first line, counted from 1, where bytes that are not UTF-8 were replaced by U+FFFD.
    pub(crate) repaired: Option<usize>,
}

/// The text of an input.
pub(crate) fn text(bytes: &[u8]) -> Text<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Text { text: Cow::Borrowed(text), repaired: None },
        Err(error) => {
            Text { text: String::from_utf8_lossy(bytes), repaired: Some(line_of(bytes, error.valid_up_to())) }
        }
    }
}

/// The number of the line, counted from 1, in which byte `offset` lies.
pub(crate) fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|&&byte| byte == b'\n').count()
}
