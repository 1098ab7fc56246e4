//! Labelled pages: `tests/pages/*.page`.
//!
//! ```text
//! # comment
//! @about    what the page is and what is tricky about it
//! @lang     en
//! @verdict  article | doorway | empty
//! @join     newline | space | crlf
//! ---
//! label TAB text of one line
//! ```

use std::fs;
use std::ops::Range;
use std::path::Path;

/// A page and what is expected of it.
pub(crate) struct Page {
    /// The file's name.
    pub(crate) name: String,
    pub(crate) verdict: String,
    /// What stands between two rows.
    pub(crate) join: &'static str,
    pub(crate) rows: Vec<Row>,
}

/// A line of a page.
pub(crate) struct Row {
    /// Line of the file, from 1.
    pub(crate) line: usize,
    /// The label as it is written; empty for a blank line.
    pub(crate) label: String,
    pub(crate) text: String,
    /// Bytes of the text that have a label of their own.
    pub(crate) marks: Vec<Range<usize>>,
}

/// A page as one text.
pub(crate) struct Rendered {
    pub(crate) text: String,
    /// Where each row begins.
    pub(crate) starts: Vec<usize>,
}

impl Page {
    /// All pages, by name.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
        let entries = fs::read_dir(folder).expect("tests/pages").map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<_> =
            entries.filter(|path| path.extension().is_some_and(|e| e == "page")).collect();
        paths.sort();
        let page = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap_or_default().display().to_string();
            Self::parse(&name, &fs::read_to_string(path).expect("a page is UTF-8"))
        };
        paths.iter().map(page).collect()
    }

    /// Panics where the file is not in the format.
    fn parse(name: &str, file: &str) -> Self {
        let (head, _) = file.split_once("---\n").unwrap_or_else(|| panic!("{name}: no line ---"));
        let value = |key: &str| {
            let values = head.lines().filter_map(|line| line.strip_prefix(key));
            values.map(str::trim).next().map(str::to_owned)
        };
        let required = |key| value(key).unwrap_or_else(|| panic!("{name}: no {key}"));
        required("@about");
        required("@lang");
        let join = match value("@join").as_deref() {
            None | Some("newline") => "\n",
            Some("space") => " ",
            Some("crlf") => "\r\n",
            Some(other) => panic!("{name}: unknown @join {other}"),
        };
        let first = head.lines().count() + 1;
        let rows = file.lines().enumerate().skip(first).map(|(at, line)| Row::parse(name, at + 1, line));
        Self { name: name.to_owned(), verdict: required("@verdict"), join, rows: rows.collect() }
    }

    /// The rows that `keeps` wants, joined by `join`.
    pub(crate) fn render(&self, join: &str, keeps: impl Fn(&Row) -> bool) -> Rendered {
        let mut text = String::new();
        let mut starts = Vec::new();
        for row in &self.rows {
            let kept = keeps(row);
            if kept && !starts.is_empty() && !(text.is_empty() && join == " ") {
                text += join;
            }
            starts.push(text.len());
            if kept {
                text += &row.text;
            }
        }
        Rendered { text, starts }
    }
}

impl Row {
    fn parse(page: &str, line: usize, row: &str) -> Self {
        let (label, text) = match row.split_once('\t') {
            Some((label, text)) if !label.is_empty() => (label, text),
            None if row.trim().is_empty() => ("", row),
            _ => panic!("{page}:{line}: no label"),
        };
        let (text, marks) = unmarked(text).unwrap_or_else(|| panic!("{page}:{line}: marks do not pair"));
        assert_eq!(
            label.contains('+'),
            !marks.is_empty(),
            "{page}:{line}: a mark needs a label, and the reverse"
        );
        Self { line, label: label.to_owned(), text, marks }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.label.is_empty()
    }
}

/// The text without its marks `⟦` and `⟧`, and the ranges between them.
fn unmarked(text: &str) -> Option<(String, Vec<Range<usize>>)> {
    let mut out = String::new();
    let mut marks = Vec::new();
    let mut parts = text.split('⟦');
    out += parts.next()?;
    for part in parts {
        let (inside, after) = part.split_once('⟧')?;
        marks.push(out.len()..out.len() + inside.len());
        out += inside;
        out += after;
    }
    (!out.contains('⟧')).then_some((out, marks))
}
