//! The first step of the fold: maps characters, and notes what the second step must look for.

use crate::fold::Undressed;
use crate::fold::class::{Class, class, is_suspect_digit};
use crate::fold::compose::{compose, is_jamo_tail};
use crate::fold::letter::{Memo, TATWEEL, is_blank, is_stacked, look_alike};
use crate::fold::map::{MOST_PAIRS, OffsetMap};
use crate::fold::plain::{LANES, Plain, plain};
use crate::fold::unmask::{
    MIN_DOTTED_RUN, MIN_WIDE_RUN, Suspects, is_dot, is_mask, is_separator, is_wide_mask,
};
use crate::span::Span;
use crate::unicode::{fold_mapping, is_mark, unchanged_ideographs};

/// The first step over one source: maps characters, and notes what the second step must look for.
pub(super) struct Mapper<'a> {
    text: &'a mut String,
    map: &'a mut OffsetMap,
    memo: &'a mut Memo,
    undressed: &'a mut Vec<Undressed>,
    source: &'a str,
    base: usize,
    /// Where the fold of this source begins in `text`.
    from: usize,
    /// What the last character was before it was changed: marks compose with that, not with a look-alike.
    changed: Option<char>,
    /// Where the word after the last separator begins in `text`.
    word: usize,
    /// How many single letters stand in a row up to the last separator.
    singles: usize,
    /// Where the word before those begins, or an earlier one.
    before_singles: usize,
    /// The source has been mapped up to this byte. What was read after it will be copied in one piece.
    mapped: usize,
    /// Where the ASCII that is being read would begin in `text`; `usize::MAX` while other text is read.
    ascii_start: usize,
    suspects: Suspects,
}

impl<'a> Mapper<'a> {
    /// For `source`, which begins at byte `base` of the caller's text.
    pub(super) fn new(
        text: &'a mut String,
        map: &'a mut OffsetMap,
        memo: &'a mut Memo,
        undressed: &'a mut Vec<Undressed>,
        source: &'a str,
        base: usize,
    ) -> Self {
        let (from, suspects) = (text.len(), Suspects::default());
        Self {
            text,
            map,
            memo,
            undressed,
            source,
            base,
            from,
            changed: None,
            word: from,
            singles: 0,
            before_singles: from,
            mapped: 0,
            ascii_start: usize::MAX,
            suspects,
        }
    }

    /// Appends the fold of `source` to `text` and `map`; says what the second step must look for.
    pub(super) fn run(mut self) -> Suspects {
        let mut at = 0;
        while let Some(&byte) = self.source.as_bytes().get(at) {
            at = if byte.is_ascii() { self.read_ascii(at) } else { self.read_other(at) };
        }
        self.copy(self.source.len());
        self.suspects
    }

    /// Reads the ASCII at byte `at` of the source as far as it is copied, or maps its one blank; returns where it ends.
    fn read_ascii(&mut self, at: usize) -> usize {
        // What is copied keeps its length.
        self.ascii_start = self.text.len() + (at - self.mapped);
        let end = self.end_of_copy(at, self.ascii_start);
        if end == at {
            self.copy(at);
            self.append_blank(at, at + 1);
            self.mapped = at + 1;
            return at + 1;
        }
        end
    }

    /// Where the ASCII that is copied as it stands ends, from byte `at` of the source, whose fold begins at `begin`.
    fn end_of_copy(&mut self, at: usize, begin: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut end = at;
        let mut blank = match at.checked_sub(1).filter(|_| at > self.mapped) {
            Some(last) => bytes.get(last) == Some(&b' '),
            None => self.ends_blank(),
        };
        while let Some(&byte) = bytes.get(end) {
            let fold = begin + (end - at);
            match class(byte) {
                Class::Plain => {
                    end = self.pass_plain(bytes, end, fold).max(end + 1);
                    blank = bytes.get(end - 1) == Some(&b' ');
                    continue;
                }
                Class::Mask => self.suspects.masked.add(fold),
                Class::Digit if is_suspect_digit(bytes, end) => self.suspects.digits.add(fold),
                Class::Digit => {}
                Class::Separator => {
                    if end == at && self.is_after_han(at) {
                        self.suspects.masked.add(fold);
                    }
                    self.note_separator(fold, 1);
                }
                Class::Blank if !blank => {
                    self.note_separator(fold, 1);
                    blank = true;
                    end += 1;
                    continue;
                }
                Class::Blank | Class::Blanked | Class::Other => break,
            }
            blank = false;
            end += 1;
        }
        end
    }

    /// Passes the plain text from byte `at` of the source on, whose fold begins at `begin`; returns where it ends. It does not
    /// begin with a separator.
    fn pass_plain(&mut self, bytes: &[u8], at: usize, begin: usize) -> usize {
        let mut end = at;
        loop {
            let Plain { len, separators } = plain(bytes.get(end..).unwrap_or_default());
            if separators != 0 {
                let fold = begin + (end - at);
                // The first one ends a word that began before; between the others there are no single letters.
                let (first, last) = (separators.trailing_zeros() as usize, separators.ilog2() as usize);
                self.note_separator(fold + first, 1);
                if last > first {
                    self.singles = 0;
                    (self.before_singles, self.word) = (fold + first + 1, fold + last + 1);
                }
            }
            end += len;
            // A blank in front of the next lanes could be the second.
            let blank = separators >> (LANES - 1) != 0;
            if len < LANES || blank {
                return end;
            }
        }
    }

    /// Maps what is not ASCII at byte `at` of the source, and reads what is copied; returns where it ends.
    fn read_other(&mut self, at: usize) -> usize {
        self.ascii_start = usize::MAX;
        let mut end = at;
        loop {
            end += unchanged_ideographs(self.source.as_bytes().get(end..).unwrap_or_default());
            let next = self.source.get(end..).and_then(|rest| rest.chars().next());
            let Some(c) = next.filter(|c| !c.is_ascii()) else { return end };
            let (start, letter) = (end, self.memo.letter(c));
            end += c.len_utf8();
            if letter == Some(c) {
                continue;
            }
            self.copy(start);
            if letter.is_some() && c.len_utf8() == 2 {
                end = self.map_pairs(start);
                continue;
            }
            self.mapped = end;
            if let Some(letter) = letter {
                if is_styled(c) {
                    self.undress(start, end, Some(letter));
                }
                self.append(letter, start, end);
                self.changed = Some(c);
            } else {
                self.expand(c, start, end);
            }
        }
    }

    /// Maps the letters of two bytes at byte `at` of the source, some of which are changed; returns where it ends.
    fn map_pairs(&mut self, at: usize) -> usize {
        self.map.pairs(self.text.len(), self.base + at);
        for c in self.source.get(at..).unwrap_or_default().chars().take(MOST_PAIRS) {
            let Some(letter) = Some(c).filter(|c| c.len_utf8() == 2).and_then(|c| self.memo.letter(c)) else {
                break;
            };
            if letter.is_ascii_digit() {
                self.suspects.digits.add(self.text.len());
            }
            self.text.push(letter);
            self.changed = Some(c);
            self.mapped += 2;
        }
        self.mapped
    }

    /// Appends what becomes of `c`, which stands at the source bytes `at..end`.
    fn expand(&mut self, c: char, at: usize, end: usize) {
        match fold_mapping(c) {
            None => self.append_folded(c, at, end),
            Some("") => self.undress(at, end, None),
            Some(folded) => folded.chars().for_each(|c| self.append_folded(c, at, end)),
        }
    }

    /// Appends what becomes of the folded character `c`, which the source bytes `at..end` were mapped to.
    fn append_folded(&mut self, c: char, at: usize, end: usize) {
        if is_blank(c) {
            self.append_blank(at, end);
        } else if is_mark(c) || is_jamo_tail(c) {
            self.append_mark(c, at, end);
        } else if c != TATWEEL {
            if is_mask(c) || is_wide_mask(c) {
                self.suspects.masked.add(self.text.len());
            }
            self.suspects.dotted |= is_dot(c);
            if is_separator(c) {
                self.note_separator(self.text.len(), c.len_utf8());
            }
            self.append_letter(c, at, end);
        }
    }

    /// Appends the mark `c`: composed with the letter before it where there is such a letter, or dropped if it is
    /// of the kind that is stacked on any script.
    fn append_mark(&mut self, c: char, at: usize, end: usize) {
        let last = self.text.get(self.from..).and_then(|text| text.chars().next_back());
        let base = self.changed.map(|c| fold_mapping(c).and_then(|to| to.chars().next_back()).unwrap_or(c));
        let composed = base.or(last).and_then(|base| compose(base, c));
        if let (Some(composed), Some(last)) = (composed, last) {
            let letter = self.text.len() - last.len_utf8();
            let start =
                self.map.source_span(self.text, letter..self.text.len()).start().wrapping_sub(self.base);
            self.text.truncate(letter);
            self.map.truncate(letter);
            self.append_letter(composed, start, end);
        } else if !is_stacked(c) {
            self.append(c, at, end);
            self.changed = None;
        } else if !matches!(c, '\u{64B}'..='\u{670}') {
            self.undress(at, end, None);
        }
    }

    /// Notes that the source bytes `at..end` stand for a plain letter, or for nothing.
    fn undress(&mut self, at: usize, end: usize, letter: Option<char>) {
        self.undressed.push((Span::new(self.base + at, self.base + end), letter));
    }

    /// Appends the folded character `c`, or what it looks like.
    fn append_letter(&mut self, c: char, at: usize, end: usize) {
        self.append(look_alike(c), at, end);
        self.changed = Some(c);
    }

    /// Appends one character that stands for the source bytes `at..end`.
    fn append(&mut self, c: char, at: usize, end: usize) {
        let fold = self.text.len();
        if c.is_ascii_digit() {
            self.suspects.digits.add(fold);
        }
        if c.len_utf8() == end - at {
            self.map.bytewise(fold, self.base + at);
        } else {
            self.map.unit(fold, Span::new(self.base + at, self.base + end));
        }
        self.text.push(c);
    }

    /// Appends what was read of the source up to byte `end`, in lower case.
    fn copy(&mut self, end: usize) {
        let read = self.source.get(self.mapped..end).unwrap_or_default();
        if read.is_empty() {
            return;
        }
        let begin = self.text.len();
        self.changed = None;
        self.map.bytewise(begin, self.base + self.mapped);
        self.text.push_str(read);
        if let Some(copied) = self.text.get_mut(begin..) {
            copied.make_ascii_lowercase();
        }
        self.mapped = end;
    }

    /// Appends a blank for the source bytes `at..end`, or lets the blank before it stand for them too.
    fn append_blank(&mut self, at: usize, end: usize) {
        self.changed = None;
        if !self.ends_blank() {
            self.note_separator(self.text.len(), 1);
            return self.append(' ', at, end);
        }
        let blank = self.text.len() - 1;
        let start = self.map.source_span(self.text, blank..blank + 1).start();
        self.map.truncate(blank);
        self.map.unit(blank, Span::new(start, self.base + end));
    }

    /// Whether the character before byte `at` of the source is Han, or was mapped to it, judging by its first byte.
    fn is_after_han(&self, at: usize) -> bool {
        let folded = self.text.as_bytes();
        let before = if at > self.mapped { self.source.as_bytes().get(..at) } else { Some(folded) };
        let lead = |len| before.and_then(|before| before.get(before.len().checked_sub(len)?)).copied();
        matches!(lead(3), Some(0xE3..=0xE9 | 0xEF)) || matches!(lead(4), Some(0xF0..))
    }

    fn ends_blank(&self) -> bool {
        self.text.as_bytes().last() == Some(&b' ')
    }

    /// Whether the word of `len` bytes that ends at byte `at` of the folded text is one letter with the marks that belong to it.
    /// The folded text is written up to there first.
    fn is_single(&mut self, at: usize, len: usize) -> bool {
        self.copy(self.mapped + at.saturating_sub(self.text.len()));
        let word = self.text.get(self.word..at).unwrap_or_default();
        let lead = word.as_bytes().first().map_or(0, |byte| byte.leading_ones() as usize);
        len == lead || !word.is_ascii() && word.chars().skip(1).all(is_mark)
    }

    /// Notes a separator of `width` bytes at byte `at` of the folded text, which need not be written up to there yet.
    #[inline]
    fn note_separator(&mut self, at: usize, width: usize) {
        let len = at.saturating_sub(self.word);
        let may_be_single = (2..=LONGEST_CLUSTER).contains(&len) && self.word < self.ascii_start;
        if len == 1 || may_be_single && self.is_single(at, len) {
            self.singles += 1;
            // Syllables and ideographs have three bytes and more.
            let enough = if len >= 3 { MIN_DOTTED_RUN } else { MIN_WIDE_RUN };
            if self.singles >= enough - 1 {
                self.suspects.spaced.add(self.before_singles);
                self.suspects.spaced.add(at + width);
            }
        } else {
            (self.singles, self.before_singles) = (0, self.word);
        }
        self.word = at + width;
    }
}

/// Whether a letter or digit exists for its looks: mathematical, enclosed and squared ones.
fn is_styled(c: char) -> bool {
    c >= '\u{24B6}'
        && matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F1FF}')
}

/// Bytes of one letter of a script whose marks stand beside it, with some marks.
const LONGEST_CLUSTER: usize = 12;
