//! Records in a buffer, and what reads them.

use std::io;

/// Where a record lies in its buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its line or its number, counted from 1.
    pub(crate) number: usize,
    pub(crate) start: usize,
    /// The end of its head, if it has one.
    pub(crate) head: usize,
    pub(crate) end: usize,
}

/// Reads records one at a time, one after the other into a buffer.
pub(crate) trait Records: Send {
    /// Appends the next record.
    fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<Option<Piece>>;

    /// Whether reading the next record may block while earlier ones are ready.
    fn may_wait(&self) -> bool {
        false
    }
}
