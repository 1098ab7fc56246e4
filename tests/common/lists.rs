//! The wordlists in the repository, as files.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/wordlists");

/// A list file, named as the library names it: `folder/file.txt`.
pub(crate) struct ListFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl ListFile {
    pub(crate) fn all() -> Vec<Self> {
        let folders = ["boilerplate", "function-words", "spam"].iter();
        let mut files: Vec<_> = folders.flat_map(|folder| Self::of(folder)).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }

    pub(crate) fn of(folder: &str) -> Vec<Self> {
        let entries = fs::read_dir(Path::new(ROOT).join(folder)).expect(folder);
        let paths = entries.map(|entry| entry.expect(folder).path());
        let read = |path: PathBuf| Self {
            name: format!("{folder}/{}", path.file_name().unwrap_or_default().display()),
            text: fs::read_to_string(&path).expect("a list is UTF-8"),
        };
        paths.map(read).collect()
    }

    /// The name within its folder.
    pub(crate) fn file(&self) -> &str {
        self.name.split('/').next_back().unwrap_or_default()
    }

    pub(crate) fn folder(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    /// Language and kind by the file's name; the kind of function words is empty.
    pub(crate) fn subject(&self) -> (&str, &str) {
        let stem = self.file().trim_end_matches(".txt");
        if self.folder() == "function-words" {
            (stem, "")
        } else {
            stem.rsplit_once('-').unwrap_or((stem, ""))
        }
    }

    /// Lines with their number, without comments and empty lines.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }

    pub(crate) fn terms(&self) -> impl Iterator<Item = (usize, &str)> {
        self.classed().map(|(number, term, _)| (number, term))
    }

    /// Terms with their line and class.
    pub(crate) fn classed(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        let lines = self.lines().filter(|(_, line)| !line.starts_with('@'));
        lines.map(|(number, line)| {
            let mut fields = line.split('\t');
            (number, fields.next().unwrap_or_default(), fields.next().unwrap_or_default())
        })
    }

    /// Lines and values of a directive.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        let value =
            move |line: &'a str| line.strip_prefix('@')?.strip_prefix(name)?.strip_prefix([' ', '\t']);
        self.lines().filter_map(move |(number, line)| Some((number, value(line)?.trim())))
    }
}
