//! Batches: some records, or a large one, read together.

use std::io;
use std::sync::Arc;

use super::records::{Piece, Records};
use super::{Batches, Rows};

/// Bytes from which a batch is full.
pub(crate) const FULL: usize = 1 << 18;

/// Records of one input that follow each other.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The input.
    pub(crate) name: Arc<str>,
    pub(crate) body: Body,
}

/// What a batch holds.
#[derive(Debug)]
pub(crate) enum Body {
    /// A page.
    Text(Vec<u8>),
    /// JSON, a record a line.
    Lines(Pieces),
    /// Records of an archive.
    Warc(Pieces),
    /// Rows of a table.
    Rows(Rows),
}

impl Batch {
    /// Bytes it holds in memory.
    pub(crate) fn size(&self) -> usize {
        match &self.body {
            Body::Text(text) => text.len(),
            Body::Lines(pieces) | Body::Warc(pieces) => pieces.buffer.len(),
            Body::Rows(rows) => rows.size(),
        }
    }
}

/// Records in a buffer.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    buffer: Vec<u8>,
    pieces: Vec<Piece>,
}

impl Pieces {
    /// Number, head and rest of each record.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &[u8], &[u8])> {
        self.pieces.iter().map(|piece| {
            let part = |start, end| self.buffer.get(start..end).unwrap_or_default();
            (piece.number, part(piece.start, piece.head), part(piece.head, piece.end))
        })
    }
}

/// The records as batches; `body` makes one of them.
pub(crate) fn gather(
    records: impl Records + 'static,
    name: Arc<str>,
    body: fn(Pieces) -> Body,
) -> Box<dyn Batches> {
    Box::new(Gather { records, name, body, failed: None })
}

struct Gather<R> {
    records: R,
    name: Arc<str>,
    body: fn(Pieces) -> Body,
    /// An error that waits until what was read before it is out.
    failed: Option<io::Error>,
}

impl<R: Records> Batches for Gather<R> {
    fn next(&mut self) -> io::Result<Option<Batch>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut pieces = Pieces::default();
        while pieces.buffer.len() < FULL {
            match self.records.next(&mut pieces.buffer) {
                Ok(Some(piece)) => pieces.pieces.push(piece),
                Ok(None) => break,
                Err(error) if pieces.pieces.is_empty() => return Err(error),
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
            if self.records.may_wait() {
                break;
            }
        }
        let name = Arc::clone(&self.name);
        Ok((!pieces.pieces.is_empty()).then(|| Batch { name, body: (self.body)(pieces) }))
    }
}
