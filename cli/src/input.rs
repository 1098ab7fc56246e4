//! Where pages come from: files and standard input, whole or line by line. What decompresses input later wraps the reader
//! here.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::args::Format;

/// Bytes read at once.
const BUFFER: usize = 1 << 16;

/// An open input.
pub(crate) struct Source {
    /// The path as given, or `<stdin>`.
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) reader: Box<dyn BufRead>,
}

/// The name of an input in messages and as an id.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string() }
}

impl Source {
    /// Opens a file, or standard input for `-`. Its format is `format`, else what the extension says; `stdin` is that of
    /// standard input.
    pub(crate) fn open(path: &Path, format: Option<Format>, stdin: Format) -> io::Result<Self> {
        let by_name = if is_stdin(path) { stdin } else { by_extension(path) };
        Ok(Self { name: name(path), format: format.unwrap_or(by_name), reader: reader(path)? })
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn by_extension(path: &Path) -> Format {
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("jsonl") => Format::Jsonl,
        Some(extension) if extension.eq_ignore_ascii_case("ndjson") => Format::Jsonl,
        _ => Format::Text,
    }
}

fn reader(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if is_stdin(path) {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER, File::open(path)?)))
}

/// The lines of an input, one at a time in a buffer that is used again: memory grows with the longest line only.
pub(crate) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), number: 0 }
    }

    /// The next line that is not blank and its number, counted from 1. Without its line feed, and without the byte order
    /// mark on the first.
    pub(crate) fn next(&mut self) -> io::Result<Option<(usize, &[u8])>> {
        loop {
            self.buffer.clear();
            if self.reader.read_until(b'\n', &mut self.buffer)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if !self.line().trim_ascii().is_empty() {
                return Ok(Some((self.number, self.line())));
            }
        }
    }

    fn line(&self) -> &[u8] {
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        if self.number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line }
    }
}

/// A whole input as text.
pub(crate) struct Text {
    pub(crate) text: String,
    /// The first line, counted from 1, where bytes that are not UTF-8 were replaced by U+FFFD.
    pub(crate) repaired: Option<usize>,
}

/// Reads an input to its end.
pub(crate) fn read_text(mut reader: impl Read) -> io::Result<Text> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    Ok(String::from_utf8(bytes).map_or_else(
        |error| Text {
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            repaired: Some(line_of(error.as_bytes(), error.utf8_error().valid_up_to())),
        },
        |text| Text { text, repaired: None },
    ))
}

/// The number of the line, counted from 1, in which byte `offset` lies.
pub(crate) fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|&&byte| byte == b'\n').count()
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
            let mut lines = Lines::new(input.as_bytes());
            let mut found = Vec::new();
            while let Some((number, line)) = lines.next().unwrap() {
                found.push((number, String::from_utf8(line.to_vec()).unwrap()));
            }
            let found: Vec<(usize, &str)> =
                found.iter().map(|(number, line)| (*number, line.as_str())).collect();
            assert_eq!(found, expected, "{input:?}");
        }
    }

    #[test]
    fn formats_go_by_the_extension() {
        let cases = [
            ("a.jsonl", Format::Jsonl),
            ("a.NDJSON", Format::Jsonl),
            ("a.b/jsonl", Format::Text),
            ("a.json", Format::Text),
            ("a.txt", Format::Text),
        ];
        for (path, expected) in cases {
            assert_eq!(by_extension(Path::new(path)), expected, "{path}");
        }
    }
}
