//! The forms in which one page can come: what different converters make of it.

use super::corpus::{Doc, Piece, hash};

/// How a page is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One line a block of the page.
    Plain,
    /// A blank line between all lines.
    Blank,
    /// Wrapped at 72 columns, a blank line between paragraphs.
    Wrapped,
    /// The whole page in one line.
    Single,
    /// One line for each cell of lines with separators.
    Cells,
    /// Markdown: short lines are list items with links, the others paragraphs.
    Markdown,
    /// Lines end with a carriage return and a line feed.
    Crlf,
    /// Four blanks before each line.
    Indented,
}

impl Form {
    /// All forms, the plain one first.
    pub(crate) const ALL: [Self; 8] = [
        Self::Plain,
        Self::Blank,
        Self::Wrapped,
        Self::Single,
        Self::Cells,
        Self::Markdown,
        Self::Crlf,
        Self::Indented,
    ];

    /// The text of a page in this form, and the byte range of each labelled piece.
    pub(crate) fn render(self, pieces: &[Piece]) -> (String, Vec<(usize, usize, i8)>) {
        let mut out = Rendered::default();
        for piece in pieces {
            self.write(piece, &mut out);
        }
        (out.text, out.pieces)
    }

    fn write(self, piece: &Piece, out: &mut Rendered) {
        let line = piece.text.as_str();
        match self {
            Self::Plain => out.push("", line, "\n", piece.label),
            Self::Blank => out.push("", line, "\n\n", piece.label),
            Self::Crlf => out.push("", line, "\r\n", piece.label),
            Self::Indented => out.push("    ", line, "\n", piece.label),
            Self::Single => out.push("", line, " ", piece.label),
            Self::Wrapped => {
                for part in wrap(line, 72) {
                    out.push("", part, "\n", piece.label);
                }
                out.text.push('\n');
            }
            Self::Cells => {
                for cell in line.split(SEPARATORS).filter(|cell| !cell.trim().is_empty()) {
                    out.push("", cell.trim(), "\n", piece.label);
                }
            }
            Self::Markdown if is_short(line) && hash(line, 3).is_multiple_of(8) => {
                out.push("## ", line, "\n\n", piece.label);
            }
            Self::Markdown if is_short(line) => {
                out.push("* [", line, "](/path/to/page)\n", piece.label);
            }
            Self::Markdown => out.push("\n", line, "\n\n", piece.label),
        }
    }
}

const SEPARATORS: [char; 6] = ['|', '｜', '·', '•', '›', '»'];

fn is_short(line: &str) -> bool {
    line.chars().map(width).sum::<usize>() < 60 && !line.ends_with(['.', '。', '!', '?', '！', '？'])
}

fn width(c: char) -> usize {
    1 + usize::from(c >= '\u{2e80}')
}

#[derive(Default)]
struct Rendered {
    text: String,
    pieces: Vec<(usize, usize, i8)>,
}

impl Rendered {
    fn push(&mut self, before: &str, piece: &str, behind: &str, label: i8) {
        self.text.push_str(before);
        let start = self.text.len();
        self.text.push_str(piece);
        self.pieces.push((start, self.text.len(), label));
        self.text.push_str(behind);
    }
}

/// Cuts a line at blanks, or between wide characters, so that no part has more columns than given.
fn wrap(line: &str, columns: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut used, mut cut) = (0, 0, 0);
    for (at, c) in line.char_indices() {
        if c == ' ' || width(c) == 2 {
            cut = at;
        }
        used += width(c);
        if used > columns && cut > start {
            parts.push(line[start..cut].trim());
            start = cut;
            used = line[start..at].chars().map(width).sum::<usize>() + width(c);
        }
    }
    parts.push(line[start..].trim());
    parts
}

/// What is left of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    BodyOnly,
    WithoutHead,
    WithoutTail,
    /// A notice: the first paragraphs, and few of the lines around them.
    Notice,
}

impl Part {
    /// The pieces of a page's part.
    pub(crate) fn of(self, doc: &Doc) -> Vec<Piece> {
        let (first, end) = edges(doc);
        match self {
            Self::Whole => doc.pieces.clone(),
            Self::BodyOnly => doc.pieces.iter().filter(|piece| piece.label == 1).cloned().collect(),
            Self::WithoutHead => doc.pieces[first..].to_vec(),
            Self::WithoutTail => doc.pieces[..end].to_vec(),
            Self::Notice => notice(doc, first, end),
        }
    }
}

/// One to four paragraphs of the article, which lies between `first` and `end`, and up to seven of the lines on either side;
/// those that do not count (headline, date) stay.
fn notice(doc: &Doc, first: usize, end: usize) -> Vec<Piece> {
    let draw = hash(&doc.id, 6) as usize;
    let paragraphs = doc.pieces[first..end].iter().filter(|piece| piece.label == 1).take(1 + draw % 4);
    let few = |pieces: &[Piece], most: usize| {
        let mut drawn: Vec<usize> = (0..pieces.len()).filter(|&i| pieces[i].label == 0).collect();
        drawn.sort_by_key(|&i| hash(&pieces[i].text, i as u64));
        drawn.truncate(most);
        let stays = |i: usize| pieces[i].label < 0 || drawn.contains(&i);
        (0..pieces.len()).filter(|&i| stays(i)).map(|i| pieces[i].clone()).collect::<Vec<_>>()
    };
    let mut pieces = few(&doc.pieces[..first], draw / 4 % 8);
    pieces.extend(paragraphs.cloned());
    pieces.extend(few(&doc.pieces[end..], draw / 32 % 8));
    pieces
}

/// Where the article of a page begins and ends among its pieces.
fn edges(doc: &Doc) -> (usize, usize) {
    let is_body = |piece: &Piece| piece.label == 1;
    let first = doc.pieces.iter().position(is_body).unwrap_or(0);
    (first, doc.pieces.iter().rposition(is_body).map_or(doc.pieces.len(), |last| last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_hold_the_pieces() {
        let piece = |text: &str, label| Piece { text: text.to_owned(), label };
        let long = "word ".repeat(40) + "end.";
        let pieces = [piece("Menu | More", 0), piece(&long, 1), piece("中文".repeat(50).as_str(), 1)];
        for form in Form::ALL {
            let (text, ranges) = form.render(&pieces);
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let body: String = ranges.iter().filter(|r| r.2 == 1).map(|r| letters(&text[r.0..r.1])).collect();
            assert_eq!(body, letters(&pieces[1].text) + &letters(&pieces[2].text), "{form:?}");
            if form == Form::Wrapped {
                assert!(text.lines().all(|line| line.chars().map(width).sum::<usize>() <= 72));
            }
        }
    }

    #[test]
    fn notices_are_short_and_in_order() {
        let piece = |i: usize| {
            let label = [0, 0, -1, 0][i % 4] + i8::from((40..60).contains(&i));
            Piece { text: format!("line {i:02}"), label }
        };
        let pieces: Vec<Piece> = (0..100).map(piece).collect();
        for id in 0..50 {
            let doc = Doc {
                id: id.to_string(),
                source: String::new(),
                lang: String::new(),
                site: String::new(),
                fold: 0,
                complete: true,
                pieces: pieces.clone(),
            };
            let notice = Part::Notice.of(&doc);
            let count = |label| notice.iter().filter(|piece| piece.label == label).count();
            assert!((1..=4).contains(&count(1)) && count(0) <= 14, "{id}");
            assert!(notice.is_sorted_by(|a, b| a.text < b.text), "{id}");
            assert_eq!(
                notice.iter().find(|piece| piece.label == 1).map(|piece| &*piece.text),
                Some("line 40")
            );
        }
    }
}
