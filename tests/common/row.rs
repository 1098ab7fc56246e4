//! The rows of labelled pages: `label TAB text of one line`.

use std::ops::Range;

use gangue::{Kind, Label};

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

/// The rows that `keeps` wants, joined by `join`.
pub(crate) fn render(rows: &[Row], join: &str, keeps: impl Fn(&Row) -> bool) -> Rendered {
    let mut text = String::new();
    let mut starts = Vec::new();
    for row in rows {
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

impl Row {
    /// Panics where the row is not in the format.
    pub(crate) fn parse(page: &str, line: usize, row: &str) -> Self {
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

    /// The first of the labels that exists nowhere.
    pub(crate) fn unknown_label(&self) -> Option<&str> {
        self.label.split(['|', '+']).find(|label| !self.is_blank() && !is_label(label))
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

fn is_label(label: &str) -> bool {
    match label.split_once('/') {
        None => matches!(label, "body" | "title" | "byline" | "cut" | "any"),
        Some(("boilerplate", "*")) => true,
        Some((label, kind)) => Kind::from_name(kind)
            .is_some_and(|kind| kind.label().unwrap_or(Label::Spam).as_str() == label || kind == Kind::Other),
    }
}
