//! JSON Lines: each line that is not blank is a record.

use std::io::{self, BufRead};

use super::records::{Piece, Records};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The lines of an input.
pub(crate) struct Lines<R> {
    reader: R,
    number: usize,
    /// Lines come out as they come in.
    prompt: bool,
    waits: bool,
}

impl<R: BufRead> Lines<R> {
    /// If `prompt`, a line that is there does not wait for others.
    pub(crate) fn new(reader: R, prompt: bool) -> Self {
        Self { reader, number: 0, prompt, waits: false }
    }

    /// Reads up to a line feed, as `read_until`, and notes whether more is at hand.
    fn read_line(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize> {
        let start = buffer.len();
        loop {
            let available = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let end = memchr::memchr(b'\n', available).map(|end| end + 1);
            let count = end.unwrap_or(available.len());
            buffer.extend_from_slice(available.get(..count).unwrap_or_default());
            self.waits = self.prompt && count == available.len();
            self.reader.consume(count);
            if end.is_some() || count == 0 {
                return Ok(buffer.len() - start);
            }
        }
    }
}

impl<R: BufRead + Send> Records for Lines<R> {
    fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<Option<Piece>> {
        loop {
            let mut start = buffer.len();
            if self.read_line(buffer)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            let line = buffer.get(start..).unwrap_or_default();
            let end = buffer.len() - usize::from(line.ends_with(b"\n"));
            if self.number == 1 && line.starts_with(BYTE_ORDER_MARK) {
                start += BYTE_ORDER_MARK.len();
            }
            if !buffer.get(start..end).unwrap_or_default().trim_ascii().is_empty() {
                return Ok(Some(Piece { number: self.number, start, head: start, end }));
            }
            buffer.truncate(start);
        }
    }

    fn may_wait(&self) -> bool {
        self.waits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_over_blank_ones() {
        let cases: [(&str, &[(usize, &str)]); 6] = [
            ("", &[]),
            ("\n \r\n", &[]),
            ("a\nb", &[(1, "a"), (2, "b")]),
            ("\n\na\r\n", &[(3, "a\r")]),
            ("\u{FEFF}a\n\u{FEFF}b\n", &[(1, "a"), (2, "\u{FEFF}b")]),
            ("\u{FEFF}\nb\n", &[(2, "b")]),
        ];
        for (input, expected) in cases {
            for size in [1, 2, 100] {
                let mut lines = Lines::new(io::BufReader::with_capacity(size, input.as_bytes()), false);
                let (mut buffer, mut found) = (Vec::new(), Vec::new());
                while let Some(piece) = lines.next(&mut buffer).unwrap() {
                    found.push((piece.number, piece.head, piece.end));
                }
                let text = |start, end| std::str::from_utf8(&buffer[start..end]).unwrap();
                let found: Vec<(usize, &str)> =
                    found.iter().map(|&(number, start, end)| (number, text(start, end))).collect();
                assert_eq!(found, expected, "{input:?}");
            }
        }
    }

    #[test]
    fn a_line_that_is_there_does_not_wait() {
        let mut lines = Lines::new(io::BufReader::with_capacity(4, &b"a\nb\nc\n"[..]), true);
        let mut buffer = Vec::new();
        let waits: Vec<bool> = (0..3)
            .map(|_| {
                lines.next(&mut buffer).unwrap();
                lines.may_wait()
            })
            .collect();
        assert_eq!(waits, [false, true, true]);
    }
}
