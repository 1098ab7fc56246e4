//! The first step of the fold: maps characters, and notes what the second step must look for.

use crate::fold::Undressed;
use crate::fold::compose::{compose, is_jamo_tail};
use crate::fold::map::OffsetMap;
use crate::fold::unmask::{MIN_WIDE_RUN, Suspects, is_dot, is_mask, is_separator, is_wide_mask};
use crate::span::Span;
use crate::unicode::{confusable, fold_mapping, is_mark, simplified, unchanged_ideographs};

/// What the mapping does with a byte.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// Copied, in lower case.
    Plain,
    /// `.` and `~`: copied, and may keep letters apart.
    Separator,
    /// The blank itself, copied if it is the first of its run.
    Blank,
    /// Becomes a blank: other white space, `-` and `_`.
    Blanked,
    /// `*`: copied, and suspect.
    Mask,
    /// A digit: copied, and suspect between letters.
    Digit,
    /// Not ASCII.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b' ' => Class::Blank,
            b'\t'..=b'\r' | b'-' | b'_' => Class::Blanked,
            b'.' | b'~' => Class::Separator,
            b'*' | b'+' | b'^' => Class::Mask,
            b'0'..=b'9' => Class::Digit,
            _ => Class::Plain,
        };
        byte += 1;
    }
    table
};

fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

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
    /// Where the word behind the last separator begins in `text`.
    word: usize,
    /// Words in a row, up to the last separator, that are as short as one character.
    singles: usize,
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
            suspects,
        }
    }

    /// Appends the fold of `source` to `text` and `map`; says what the second step must look for.
    pub(super) fn run(mut self) -> Suspects {
        let mut at = 0;
        while let Some(&byte) = self.source.as_bytes().get(at) {
            at = if byte.is_ascii() { self.ascii(at) } else { self.other(at) };
        }
        self.suspects
    }

    /// Maps the ASCII at byte `at` of the source as far as it is copied, or its one blank; gives the byte behind.
    fn ascii(&mut self, at: usize) -> usize {
        let begin = self.text.len();
        let end = self.copied(at, begin);
        if end == at {
            self.blank(at, at + 1);
            return at + 1;
        }
        self.copy(at, end);
        if let Some(copied) = self.text.get_mut(begin..) {
            copied.make_ascii_lowercase();
        }
        end
    }

    /// Where the ASCII that is copied as it stands ends, from byte `at` of the source, whose fold begins at `begin`.
    fn copied(&mut self, at: usize, begin: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut end = at;
        let mut blank = self.ends_blank();
        loop {
            let rest = bytes.get(end..).unwrap_or_default();
            let plain = rest.iter().position(|&byte| class(byte) != Class::Plain).unwrap_or(rest.len());
            end += plain;
            blank &= plain == 0;
            match rest.get(plain).map_or(Class::Other, |&byte| class(byte)) {
                Class::Mask => self.suspects.masked = true,
                Class::Digit => self.suspects.digits |= is_suspect_digit(bytes, end),
                Class::Separator => {
                    self.suspects.masked |= end == at && self.ends_han();
                    self.separator(begin + (end - at), 1);
                }
                Class::Blank if !blank => {
                    self.separator(begin + (end - at), 1);
                    blank = true;
                    end += 1;
                    continue;
                }
                _ => return end,
            }
            blank = false;
            end += 1;
        }
    }

    /// Maps what is not ASCII at byte `at` of the source; gives the byte behind.
    fn other(&mut self, at: usize) -> usize {
        let (mut copied, mut end) = (at, at);
        loop {
            end += unchanged_ideographs(self.source.as_bytes().get(end..).unwrap_or_default());
            let next = self.source.get(end..).and_then(|rest| rest.chars().next());
            let Some(c) = next.filter(|c| !c.is_ascii()) else { break };
            let (start, letter) = (end, self.memo.letter(c));
            end += c.len_utf8();
            if letter == Some(c) {
                continue;
            }
            self.copy(copied, start);
            copied = end;
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
        self.copy(copied, end);
        end
    }

    /// Appends what becomes of `c`, which stands at the source bytes `at..end`.
    fn expand(&mut self, c: char, at: usize, end: usize) {
        match fold_mapping(c) {
            None => self.mapped(c, at, end),
            Some("") => self.undress(at, end, None),
            Some(folded) => folded.chars().for_each(|c| self.mapped(c, at, end)),
        }
    }

    /// Appends what becomes of the folded character `c`, which the source bytes `at..end` were mapped to.
    fn mapped(&mut self, c: char, at: usize, end: usize) {
        if is_blank(c) {
            self.blank(at, end);
        } else if is_mark(c) || is_jamo_tail(c) {
            self.mark(c, at, end);
        } else if c != TATWEEL {
            self.suspects.masked |= is_mask(c) || is_wide_mask(c);
            self.suspects.dotted |= is_dot(c);
            if is_separator(c) {
                self.separator(self.text.len(), c.len_utf8());
            }
            self.letter(c, at, end);
        }
    }

    /// Appends the mark `c`: composed with the letter before it where there is such a letter, or dropped if it is
    /// of the kind that is stacked on any script.
    fn mark(&mut self, c: char, at: usize, end: usize) {
        let last = self.text.get(self.from..).and_then(|text| text.chars().next_back());
        let base = self.changed.map(|c| fold_mapping(c).and_then(|to| to.chars().next_back()).unwrap_or(c));
        let composed = base.or(last).and_then(|base| compose(base, c));
        if let (Some(composed), Some(last)) = (composed, last) {
            let letter = self.text.len() - last.len_utf8();
            let start = self.map.source_span(letter..self.text.len()).start().wrapping_sub(self.base);
            self.text.truncate(letter);
            self.map.truncate(letter);
            self.letter(composed, start, end);
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
    fn letter(&mut self, c: char, at: usize, end: usize) {
        self.append(look_alike(c), at, end);
        self.changed = Some(c);
    }

    /// Appends one character that stands for the source bytes `at..end`.
    fn append(&mut self, c: char, at: usize, end: usize) {
        let fold = self.text.len();
        self.suspects.digits |= c.is_ascii_digit();
        if c.len_utf8() == end - at {
            self.map.bytewise(fold, self.base + at);
        } else {
            self.map.unit(fold, Span::new(self.base + at, self.base + end));
        }
        self.text.push(c);
    }

    /// Appends the source bytes `at..end` as they are.
    fn copy(&mut self, at: usize, end: usize) {
        if at == end {
            return;
        }
        self.changed = None;
        self.map.bytewise(self.text.len(), self.base + at);
        self.text.push_str(self.source.get(at..end).unwrap_or_default());
    }

    /// Appends a blank for the source bytes `at..end`, or lets the blank before it stand for them too.
    fn blank(&mut self, at: usize, end: usize) {
        self.changed = None;
        if !self.ends_blank() {
            self.separator(self.text.len(), 1);
            return self.append(' ', at, end);
        }
        let blank = self.text.len() - 1;
        let start = self.map.source_span(blank..blank + 1).start();
        self.map.truncate(blank);
        self.map.unit(blank, Span::new(start, self.base + end));
    }

    /// Whether the last character is Han, as far as its first byte tells.
    fn ends_han(&self) -> bool {
        let bytes = self.text.as_bytes();
        bytes.len().checked_sub(3).and_then(|at| bytes.get(at)).is_some_and(|&lead| leads_han(lead))
    }

    fn ends_blank(&self) -> bool {
        self.text.as_bytes().last() == Some(&b' ')
    }

    /// Whether the word that ends at byte `at` is one letter with the marks that belong to it.
    fn is_cluster(&self, at: usize) -> bool {
        let word = self.text.get(self.word..at).unwrap_or_default();
        !word.is_ascii() && word.chars().skip(1).all(is_mark)
    }

    /// Notes a separator of `width` bytes at byte `at` of the folded text, which may end before it as yet.
    #[inline]
    fn separator(&mut self, at: usize, width: usize) {
        let word = at.saturating_sub(self.word);
        let lead = self.text.as_bytes().get(self.word).map_or(0, |byte| byte.leading_ones() as usize);
        let single = word == 1 || word > 1 && word == lead || word <= LONGEST_CLUSTER && self.is_cluster(at);
        self.singles = if single { self.singles + 1 } else { 0 };
        self.suspects.spaced |= self.singles >= MIN_WIDE_RUN - 1;
        self.word = at + width;
    }
}

/// Letters and digits that exist for their looks: mathematical, enclosed and squared ones.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F1FF}')
}

/// Bytes of one letter of a script whose marks stand beside it, with some marks.
const LONGEST_CLUSTER: usize = 12;

/// Whether a letter that may become an ASCII one stands behind the digit at byte `at`.
fn is_suspect_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|&next| next.is_ascii_alphabetic() || !next.is_ascii() && !leads_han(next))
}

/// Whether a character that begins with this byte is Han.
fn leads_han(byte: u8) -> bool {
    matches!(byte, 0xE4..=0xE9)
}

/// Below it there is nothing to simplify.
const HAN: char = '\u{2E80}';
const TATWEEL: char = '\u{640}';

/// Remembers what characters become, so that the tables are asked once for each letter of an alphabet.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By the low bits of the character. Made on first use: most wordlist terms never ask.
    slots: Vec<(char, Option<char>)>,
}

/// Slots of a [`Memo`].
const SLOTS: usize = 1 << 10;

impl Memo {
    /// See [`letter_of`]. `c` is not ASCII.
    fn letter(&mut self, c: char) -> Option<char> {
        match c {
            '\u{4E00}'..='\u{9FFF}' => return Some(simplified(c)),
            '\u{AC00}'..='\u{D7A3}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => return Some(c),
            _ => {}
        }
        self.slots.resize(SLOTS, ('\0', None));
        let index = c as usize % SLOTS;
        match self.slots.get_mut(index) {
            Some(slot) if slot.0 == c => slot.1,
            slot => {
                let letter = letter_of(c);
                if let Some(slot) = slot {
                    *slot = (c, letter);
                }
                letter
            }
        }
    }
}

/// The one character that `c` becomes wherever it stands; `None` if it becomes none or several, or a blank, or if
/// that depends on what is before it.
fn letter_of(c: char) -> Option<char> {
    let folded = fold_mapping(c).map_or(Ok(c), str::parse).ok().filter(|&c| !is_blank(c))?;
    let indic = matches!(folded, '\u{900}'..='\u{FFF}');
    let joins = !indic && is_mark(folded) || is_jamo_tail(folded) || folded == TATWEEL;
    let parts = is_separator(folded) || is_mask(folded) || is_wide_mask(folded);
    (!joins && !parts).then(|| look_alike(folded))
}

/// Whether a blank is written for the folded character `c`.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}')
}

/// The ASCII character that is drawn like the folded `c`, or the Simplified one, or `c` itself.
fn look_alike(c: char) -> char {
    let c = if c < HAN { c } else { simplified(c) };
    if is_mask(c) { c } else { confusable(c).unwrap_or(c) }
}

/// Marks that can be set on a letter of any script, and the vowel signs that Arabic mostly leaves out.
pub(super) fn is_stacked(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{2DE0}'..='\u{2DFF}' | '\u{A66F}'..='\u{A67D}' | '\u{FE20}'..='\u{FE2F}')
}
