//! Breaks styled text into lines of a width, and folds away the middle of what is long.

use std::collections::VecDeque;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::escape::{Chunk, chunks};
use super::palette::{Palette, Role};

/// Lines shown before and after what is folded.
const HEAD: usize = 3;
const TAIL: usize = 2;

/// Text that flows into lines. Keeps all of them, or the first and the last.
pub(crate) struct Flow {
    palette: Palette,
    /// Columns of a line.
    width: usize,
    line: Line,
    column: usize,
    role: Role,
    head: Vec<Line>,
    hidden: Hidden,
    tail: VecDeque<Line>,
    full: bool,
}

/// A finished line, with its escape sequences.
#[derive(Debug, Default)]
struct Line {
    text: String,
    words: usize,
}

/// What was folded away.
#[derive(Debug, Default)]
struct Hidden {
    lines: usize,
    words: usize,
    last: Line,
}

impl Flow {
    pub(crate) fn new(palette: Palette, width: usize, full: bool) -> Self {
        Self {
            palette,
            width: width.max(1),
            line: Line::default(),
            column: 0,
            role: Role::Plain,
            head: Vec::new(),
            hidden: Hidden::default(),
            tail: VecDeque::new(),
            full,
        }
    }

    /// Appends text of the page; what must not reach a terminal is escaped.
    pub(crate) fn push(&mut self, text: &str, role: Role) {
        for chunk in chunks(text) {
            match chunk {
                Chunk::Text(shown) => units(shown).for_each(|unit| self.unit(unit, role)),
                Chunk::Hidden(c) => self.unit(&c.escape_default().to_string(), Role::Escape),
                Chunk::Break => self.end_line(),
            }
        }
    }

    /// Appends a unit, on the next line if this one is full. A unit longer than a line is broken.
    fn unit(&mut self, unit: &str, role: Role) {
        self.line.words += unit.unicode_words().count();
        let columns = unit.width();
        if self.column + columns <= self.width {
            self.put(unit, columns, role);
        } else if columns > self.width {
            unit.graphemes(true).for_each(|grapheme| self.wrap(grapheme, role));
        } else {
            self.wrap(unit, role);
        }
    }

    /// Appends what is not broken. Blanks at the seam of two lines are dropped.
    fn wrap(&mut self, piece: &str, role: Role) {
        let columns = piece.width();
        if self.column + columns > self.width && self.column > 0 {
            self.end_line();
            if piece == " " {
                return;
            }
        }
        self.put(piece, columns, role);
    }

    fn put(&mut self, piece: &str, columns: usize, role: Role) {
        self.set_role(role);
        self.line.text.push_str(piece);
        self.column += columns;
    }

    fn set_role(&mut self, role: Role) {
        if role != self.role {
            let (old, new) = (self.palette.role(self.role), self.palette.role(role));
            self.line.text.push_str(&format!("{old:#}{new}"));
            self.role = role;
        }
    }

    /// Ends the line, without plain blanks behind it.
    fn end_line(&mut self) {
        if self.role == Role::Plain {
            self.line.text.truncate(self.line.text.trim_end_matches(' ').len());
        }
        self.set_role(Role::Plain);
        self.column = 0;
        let line = std::mem::take(&mut self.line);
        if self.full || self.head.len() < HEAD {
            self.head.push(line);
            return;
        }
        self.tail.push_back(line);
        if self.tail.len() > TAIL {
            self.hide_first();
        }
    }

    fn hide_first(&mut self) {
        if let Some(line) = self.tail.pop_front() {
            self.hidden.lines += 1;
            self.hidden.words += line.words;
            self.hidden.last = line;
        }
    }

    /// The lines, with a note where some are folded away. One line alone is not: the note would take its place.
    pub(crate) fn finish(mut self) -> Vec<String> {
        if self.column > 0 {
            self.end_line();
        }
        let mut lines: Vec<String> = self.head.into_iter().map(|line| line.text).collect();
        match self.hidden {
            Hidden { lines: 0, .. } => {}
            Hidden { lines: 1, last, .. } => lines.push(last.text),
            Hidden { lines: count, words, .. } => {
                let quiet = self.palette.quiet();
                lines.push(format!("{quiet}[… {words} words in {count} lines …]{quiet:#}"));
            }
        }
        lines.extend(self.tail.into_iter().map(|line| line.text));
        lines
    }
}

/// Characters after which a line must not break.
const OPENING: &str = "([{<“‘«（「『《〈【";

/// Cuts a text where lines may be broken: at blanks, and before the words of scripts that are written without.
fn units(text: &str) -> impl Iterator<Item = &str> {
    let mut words = text.split_word_bound_indices().peekable();
    std::iter::from_fn(move || {
        let (start, mut last) = words.next()?;
        while let Some((_, next)) = words.next_if(|(_, next)| !may_break(last, next)) {
            last = next;
        }
        text.get(start..words.peek().map_or(text.len(), |&(end, _)| end))
    })
}

fn may_break(before: &str, after: &str) -> bool {
    let is_blank = |word: &str| word.starts_with(char::is_whitespace);
    let is_wide = |word: &str| word.chars().next().and_then(UnicodeWidthChar::width) == Some(2);
    let begins = after.starts_with(char::is_alphanumeric) || OPENING.contains(after);
    let between_words = begins && !OPENING.contains(before) && (is_wide(before) || is_wide(after));
    is_blank(before) || is_blank(after) || between_words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(width: usize, full: bool, pushes: &[(&str, Role)]) -> Vec<String> {
        let mut flow = Flow::new(Palette::new(false), width, full);
        for (text, role) in pushes {
            flow.push(text, *role);
        }
        flow.finish()
    }

    #[test]
    fn text_is_wrapped() {
        let cases: [(usize, &str, &[&str]); 11] = [
            (10, "", &[]),
            (10, "one two", &["one two"]),
            (7, "one two three", &["one two", "three"]),
            (5, "one two", &["one", "two"]),
            (4, "abcdefgh ij", &["abcd", "efgh", "ij"]),
            (6, "漢字漢字", &["漢字漢", "字"]),
            (5, "漢字漢字", &["漢字", "漢字"]),
            (6, "漢字(漢字)。漢", &["漢字", "(漢", "字)。", "漢"]),
            (8, "end here.", &["end", "here."]),
            (20, "a\r\nb\n\nc", &["a", "b", "", "c"]),
            (9, "x\u{1b}[2Jy", &["x\\u{1b}", "[2Jy"]),
        ];
        for (width, text, expected) in cases {
            assert_eq!(flow(width, true, &[(text, Role::Plain)]), expected, "{text:?}");
        }
    }

    #[test]
    fn the_middle_is_folded() {
        let text = |lines: usize| (1..=lines).map(|n| format!("line {n}\n")).collect::<String>();
        assert_eq!(flow(20, false, &[(&text(5), Role::Plain)]).len(), 5);
        assert_eq!(flow(20, false, &[(&text(6), Role::Plain)]).len(), 6);
        let folded = flow(20, false, &[(&text(9), Role::Plain)]);
        assert_eq!(folded, ["line 1", "line 2", "line 3", "[… 8 words in 4 lines …]", "line 8", "line 9"]);
        assert_eq!(flow(20, true, &[(&text(9), Role::Plain)]).len(), 9);
    }

    #[test]
    fn colour_ends_with_each_line() {
        let mut flow = Flow::new(Palette::new(true), 4, true);
        flow.push("abcdefgh", Role::Hit);
        for line in flow.finish() {
            assert!(line.starts_with('\u{1b}') && line.ends_with("\u{1b}[0m"), "{line:?}");
        }
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text =
            "Mixed 漢字 and かな with e\u{301}, 👩\u{200D}🚀, \u{202E}tricks and averyverylongwordindeed.";
        for width in 2..40 {
            for line in flow(width, true, &[(text, Role::Plain)]) {
                assert!(line.width() <= width.max(8), "{width}: {line:?}");
            }
        }
    }
}
