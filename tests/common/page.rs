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
use std::path::Path;

use crate::row::Row;

/// A page and what is expected of it.
pub(crate) struct Page {
    /// The file's name.
    pub(crate) name: String,
    pub(crate) verdict: String,
    /// What stands between two rows.
    pub(crate) join: &'static str,
    pub(crate) rows: Vec<Row>,
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
}
