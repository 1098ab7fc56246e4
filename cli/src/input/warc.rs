//! WARC, and WET: records with headers. Those of type `conversion` are the text of a page.

use std::fmt::Write as _;
use std::io::{self, BufRead, Read};

use super::records::{Piece, Records};

/// Longest head of a record, in bytes.
const LONGEST_HEAD: usize = 1 << 20;

/// The records of an archive.
pub(crate) struct Reader<R> {
    reader: R,
    number: usize,
}

impl<R: BufRead> Reader<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, number: 0 }
    }

    fn fault(&self, what: &str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, format!("record {}: {what}", self.number))
    }

    /// Skips the empty lines between records. Whether there is more.
    fn skip_blank(&mut self) -> io::Result<bool> {
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return Ok(false);
            }
            let blank = available.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(true);
            }
            self.reader.consume(blank);
        }
    }

    /// Appends the head, with the empty line that ends it.
    fn read_head(&mut self, buffer: &mut Vec<u8>) -> io::Result<()> {
        let start = buffer.len();
        loop {
            let line = buffer.len();
            let room = (start + LONGEST_HEAD).saturating_sub(line) as u64;
            let count = self.reader.by_ref().take(room).read_until(b'\n', buffer)?;
            let read = buffer.get(line..).unwrap_or_default();
            if line == start && !read.starts_with(b"WARC/") {
                return Err(self.fault("does not begin with WARC/"));
            }
            if !read.ends_with(b"\n") {
                let what = if count as u64 == room { "its head does not end" } else { "cut short" };
                return Err(self.fault(what));
            }
            if read.trim_ascii().is_empty() {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead + Send> Records for Reader<R> {
    fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<Option<Piece>> {
        if !self.skip_blank()? {
            return Ok(None);
        }
        self.number += 1;
        let start = buffer.len();
        self.read_head(buffer)?;
        let head = buffer.len();
        let length = Headers::new(buffer.get(start..).unwrap_or_default())
            .get("Content-Length")
            .and_then(|value| value.parse::<u64>().ok())
            .ok_or_else(|| self.fault("no Content-Length"))?;
        let read = self.reader.by_ref().take(length).read_to_end(buffer)?;
        if (read as u64) < length {
            return Err(self.fault("cut short"));
        }
        Ok(Some(Piece { number: self.number, start, head, end: buffer.len() }))
    }
}

/// The head of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headers<'h>(&'h [u8]);

impl<'h> Headers<'h> {
    pub(crate) const fn new(head: &'h [u8]) -> Self {
        Self(head)
    }

    /// The value of a header, whatever the case of its name. None where it is not UTF-8.
    pub(crate) fn get(&self, name: &str) -> Option<&'h str> {
        self.lines().find_map(|line| field(line).filter(|field| field.0.eq_ignore_ascii_case(name)))?.1
    }

    /// The head as it stands, for a block of `length` bytes that is new: without the digests of the old one.
    pub(crate) fn for_new_block(&self, length: usize) -> Vec<u8> {
        let mut head = Vec::with_capacity(self.0.len() + 8);
        for line in self.lines() {
            let name = field(line).map_or("", |field| field.0);
            if name.eq_ignore_ascii_case("Content-Length") {
                let mut text = String::new();
                let _ = write!(text, "{name}: {length}\r\n");
                head.extend_from_slice(text.as_bytes());
            } else if !is_digest(name) {
                head.extend_from_slice(line);
            }
        }
        head
    }

    /// The head as it stands.
    pub(crate) const fn as_it_stands(&self) -> &'h [u8] {
        self.0
    }

    /// Its lines, with their ends.
    fn lines(&self) -> impl Iterator<Item = &'h [u8]> {
        self.0.split_inclusive(|&byte| byte == b'\n')
    }
}

fn is_digest(name: &str) -> bool {
    ["WARC-Block-Digest", "WARC-Payload-Digest"].iter().any(|digest| name.eq_ignore_ascii_case(digest))
}

/// Name and value of a line.
fn field(line: &[u8]) -> Option<(&str, Option<&str>)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    Some((std::str::from_utf8(name).ok()?.trim(), std::str::from_utf8(value).ok().map(str::trim)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(head: &str, body: &str) -> String {
        format!("WARC/1.0\r\n{head}Content-Length: {}\r\n\r\n{body}\r\n\r\n", body.len())
    }

    /// Heads and bodies of the records, or what is wrong.
    fn read(archive: &str, size: usize) -> Result<Vec<(String, String)>, String> {
        let mut reader = Reader::new(io::BufReader::with_capacity(size, archive.as_bytes()));
        let (mut buffer, mut found) = (Vec::new(), Vec::new());
        while let Some(piece) = reader.next(&mut buffer).map_err(|error| error.to_string())? {
            let part = |start, end| String::from_utf8(buffer[start..end].to_vec()).unwrap();
            found.push((part(piece.start, piece.head), part(piece.head, piece.end)));
        }
        Ok(found)
    }

    #[test]
    fn records_are_read() {
        let archive = record("WARC-Type: warcinfo\r\n", "a: b\r\n\r\nc")
            + &record("", "")
            + &record("X: y\r\n", "\n\nä");
        for size in [1, 7, 1000] {
            let bodies: Vec<String> =
                read(&archive, size).unwrap().into_iter().map(|found| found.1).collect();
            assert_eq!(bodies, ["a: b\r\n\r\nc", "", "\n\nä"]);
        }
        assert_eq!(read("", 10).unwrap(), []);
        assert_eq!(read("WARC/1.1\nContent-length:2\n\nab\n", 10).unwrap()[0].1, "ab", "bare line feeds");
    }

    #[test]
    fn faults_are_named() {
        let cases = [
            ("HTTP/1.1 200 OK\r\n\r\n", "record 1: does not begin with WARC/"),
            ("WARC/1.0\r\nA: b\r\n", "record 1: cut short"),
            ("WARC/1.0\r\nA: b\r\n\r\nx", "record 1: no Content-Length"),
            ("WARC/1.0\r\nContent-Length: -1\r\n\r\nx", "record 1: no Content-Length"),
            ("WARC/1.0\r\nContent-Length: 99\r\n\r\nabc", "record 1: cut short"),
            ("WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nabc", "record 1: cut short"),
            ("WARC/1.0\r\nContent-Length: 1\r\n\r\nabc", "record 2: does not begin with WARC/"),
        ];
        for (archive, expected) in cases {
            assert_eq!(read(archive, 10).unwrap_err(), expected, "{archive}");
        }
        let endless = format!("WARC/1.0\r\n{}", "a: b\r\n".repeat(300_000));
        assert_eq!(read(&endless, 1000).unwrap_err(), "record 1: its head does not end");
    }

    #[test]
    fn a_new_block_has_a_new_length_and_no_digest() {
        let head =
            b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Block-Digest: sha1:X\r\ncontent-length: 17\r\n\r\n";
        let headers = Headers::new(head);
        assert_eq!(headers.get("warc-type"), Some("conversion"));
        assert_eq!(headers.get("WARC-Date"), None);
        let expected = "WARC/1.0\r\nWARC-Type: conversion\r\ncontent-length: 5\r\n\r\n";
        assert_eq!(String::from_utf8(headers.for_new_block(5)).unwrap(), expected);
    }
}
