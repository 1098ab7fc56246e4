//! One spelling for many: width, case, look-alikes, Traditional and Simplified, masks and spacing are folded away.
//!
//! Wordlist terms and page text go through the same fold, so that a plain search finds a term however it is
//! dressed up. Folded text is for matching only: it drops what no reader would want dropped (masks inside words,
//! blanks between single letters), and [`Folded::source_span`] leads back to what really stands there.
//!
//! First each character is mapped: NFKC and case fold without default ignorables, Traditional to Simplified,
//! look-alikes to ASCII, letter and mark composed and other stacked marks dropped, runs of blanks `-` `_` to one
//! blank. Then [`unmask`] takes out what stands between letters to keep them apart.

mod compose;
pub(crate) mod gloss;
mod map;
mod unmask;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::fold::compose::{compose, is_jamo_tail};
use crate::fold::map::OffsetMap;
use crate::fold::unmask::{Suspects, is_mask, is_separator};
use crate::span::Span;
use crate::unicode::{confusable, fold_mapping, is_mark, simplified};

/// Folded text with the way back to its source; a scratch buffer to be cleared and filled again.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    map: OffsetMap,
    scratch: Scratch,
}

/// Buffers of the second step, kept for their capacity.
#[derive(Debug, Default)]
struct Scratch {
    cuts: Vec<Range<usize>>,
    run: Vec<Range<usize>>,
    text: String,
    map: OffsetMap,
}

impl Folded {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Forgets the text and keeps the capacity.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.map.clear();
    }

    /// Appends the fold of `source`, which begins at byte `base` of the caller's text. A newline, which no fold
    /// holds otherwise, parts it from what was pushed before, so that no term is found across the two.
    pub(crate) fn push(&mut self, source: &str, base: usize) {
        if !self.text.is_empty() {
            self.map.unit(self.text.len(), Span::new(base, base));
            self.text.push('\n');
        }
        let from = self.text.len();
        let mut mapper = Mapper::new(&mut self.text, &mut self.map, source, base);
        mapper.run();
        let suspects = mapper.suspects;
        self.unmask(from, suspects, source, base);
    }

    /// The folded text of all pushes.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The smallest source span whose fold covers the folded bytes `range`, in bytes of the caller's text. Never
    /// splits a character of the source; a range that splits a folded character is widened to hold it.
    pub(crate) fn source_span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        let start = self.text.floor_char_boundary(range.start.min(end));
        self.map.source_span(start..self.text.ceil_char_boundary(end))
    }

    /// The second step, on the folded text from byte `from` on. A gloss can hold a mask and a mask can hold a
    /// gloss, but neither any deeper: the third round finds nothing.
    fn unmask(&mut self, from: usize, mut suspects: Suspects, source: &str, base: usize) {
        for _ in 0..3 {
            unmask::glosses(&self.text, from, &mut self.scratch.cuts);
            let glossed = self.cut();
            suspects.spaced |= glossed;
            if suspects.masked {
                unmask::masks(&self.text, from, &mut self.scratch.cuts);
            }
            let masked = self.cut();
            if suspects.spaced {
                let map = &self.map;
                let spelling = |gap: Range<usize>| {
                    let span = map.source_span(gap);
                    source
                        .get(span.start().wrapping_sub(base)..span.end().wrapping_sub(base))
                        .unwrap_or_default()
                };
                unmask::spaced(&self.text, from, spelling, &mut self.scratch.run, &mut self.scratch.cuts);
            }
            if !(self.cut() | masked | glossed) {
                break;
            }
        }
    }

    /// Takes out the folded bytes in `scratch.cuts`; whether there were any.
    fn cut(&mut self) -> bool {
        let Scratch { cuts, text, map, .. } = &mut self.scratch;
        let Some(first) = cuts.first().map(|cut| cut.start) else { return false };
        self.map.cut(cuts, self.text.len(), map);
        text.clear();
        let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([self.text.len()]);
        for (kept, next) in cuts.iter().map(|cut| cut.end).zip(ends) {
            text.push_str(self.text.get(kept..next).unwrap_or_default());
        }
        self.text.truncate(first);
        self.text.push_str(text);
        cuts.clear();
        true
    }
}

/// The fold of a wordlist term, the same as that of page text.
pub(crate) fn fold(term: &str) -> String {
    let mut folded = Folded::new();
    folded.push(term, 0);
    folded.text
}

/// What the mapping does with an ASCII byte.
#[derive(Clone, Copy, PartialEq)]
enum Ascii {
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
}

const ASCII: [Ascii; 128] = {
    let mut table = [Ascii::Plain; 128];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = match byte as u8 {
            b' ' => Ascii::Blank,
            b'\t'..=b'\r' | b'-' | b'_' => Ascii::Blanked,
            b'.' | b'~' => Ascii::Separator,
            b'*' => Ascii::Mask,
            _ => Ascii::Plain,
        };
        byte += 1;
    }
    table
};

/// The first step over one source: maps characters, and notes what the second step must look for.
struct Mapper<'a> {
    text: &'a mut String,
    map: &'a mut OffsetMap,
    source: &'a str,
    base: usize,
    /// Where the fold of this source begins in `text`.
    from: usize,
    /// The last folded character before it became its look-alike, where that changed it: marks compose with it.
    unlike: Option<char>,
    /// Where the word behind the last separator begins in `text`.
    word: usize,
    /// Words in a row, up to the last separator, that are as short as one character.
    singles: usize,
    suspects: Suspects,
}

impl<'a> Mapper<'a> {
    fn new(text: &'a mut String, map: &'a mut OffsetMap, source: &'a str, base: usize) -> Self {
        let from = text.len();
        let suspects = Suspects::default();
        Self { text, map, source, base, from, unlike: None, word: from, singles: 0, suspects }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(&byte) = self.source.as_bytes().get(at) {
            at = if byte.is_ascii() { self.ascii(at, byte) } else { self.other(at) };
        }
    }

    /// Maps the ASCII at byte `at` of the source as far as it is copied; gives the byte behind.
    fn ascii(&mut self, at: usize, first: u8) -> usize {
        self.unlike = None;
        let begin = self.text.len();
        let mut blank = self.ends_blank();
        let mut end = at;
        for &byte in self.source.as_bytes().get(at..).unwrap_or_default() {
            let Some(&class) = ASCII.get(usize::from(byte)) else { break };
            match class {
                Ascii::Plain => {}
                Ascii::Mask => self.suspects.masked = true,
                Ascii::Separator => self.separator(begin + (end - at), 1),
                Ascii::Blank if !blank => self.separator(begin + (end - at), 1),
                Ascii::Blank | Ascii::Blanked => break,
            }
            blank = class == Ascii::Blank;
            end += 1;
        }
        if end == at {
            self.blank(at, at + 1);
            return at + usize::from(first.is_ascii());
        }
        self.copy(at, end);
        if let Some(copied) = self.text.get_mut(begin..) {
            copied.make_ascii_lowercase();
        }
        end
    }

    /// Maps what is not ASCII at byte `at` of the source: all that is copied as it is, or one character. Gives the
    /// byte behind.
    fn other(&mut self, at: usize) -> usize {
        let rest = self.source.get(at..).unwrap_or_default();
        let plain = rest.find(|c| !is_plain(c)).unwrap_or(rest.len());
        if plain > 0 {
            self.unlike = None;
            self.copy(at, at + plain);
            return at + plain;
        }
        let Some(c) = rest.chars().next() else { return self.source.len() };
        let end = at + c.len_utf8();
        match fold_mapping(c) {
            None => self.mapped(c, at, end),
            Some(folded) => folded.chars().for_each(|c| self.mapped(c, at, end)),
        }
        end
    }

    /// Appends what becomes of `c`, which the source bytes `at..end` were mapped to.
    fn mapped(&mut self, c: char, at: usize, end: usize) {
        if c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}') {
            self.blank(at, end);
        } else if is_mark(c) || is_jamo_tail(c) {
            self.mark(c, at, end);
        } else if c != TATWEEL {
            if is_separator(c) {
                self.separator(self.text.len(), c.len_utf8());
            }
            self.look_alike(if c < HAN { c } else { simplified(c) }, at, end);
        }
    }

    /// Appends the mark `c`: composed with the letter before it where there is such a letter, or dropped if it is
    /// of the kind that is stacked on any script.
    fn mark(&mut self, c: char, at: usize, end: usize) {
        let last = self.text.get(self.from..).and_then(|text| text.chars().next_back());
        let composed = self.unlike.or(last).and_then(|base| compose(base, c));
        if let (Some(composed), Some(last)) = (composed, last) {
            let letter = self.text.len() - last.len_utf8();
            let start = self.map.source_span(letter..self.text.len()).start().wrapping_sub(self.base);
            self.text.truncate(letter);
            self.map.truncate(letter);
            self.look_alike(composed, start, end);
        } else if !is_stacked(c) {
            self.append(c, at, end);
            self.unlike = None;
        }
    }

    /// Appends `c` or the ASCII character that it looks like.
    fn look_alike(&mut self, c: char, at: usize, end: usize) {
        let masked = is_mask(c);
        self.suspects.masked |= masked;
        let like = if masked || c.is_ascii() { c } else { confusable(c).unwrap_or(c) };
        self.append(like, at, end);
        self.unlike = (like != c).then_some(c);
    }

    /// Appends one character that stands for the source bytes `at..end`.
    fn append(&mut self, c: char, at: usize, end: usize) {
        let fold = self.text.len();
        if c.len_utf8() == end - at {
            self.map.bytewise(fold, self.base + at);
        } else {
            self.map.unit(fold, Span::new(self.base + at, self.base + end));
        }
        self.text.push(c);
    }

    /// Appends the source bytes `at..end` as they are.
    fn copy(&mut self, at: usize, end: usize) {
        self.map.bytewise(self.text.len(), self.base + at);
        self.text.push_str(self.source.get(at..end).unwrap_or_default());
    }

    /// Appends a blank for the source bytes `at..end`, or lets the blank before it stand for them too.
    fn blank(&mut self, at: usize, end: usize) {
        self.unlike = None;
        if !self.ends_blank() {
            self.separator(self.text.len(), 1);
            return self.append(' ', at, end);
        }
        let blank = self.text.len() - 1;
        let start = self.map.source_span(blank..blank + 1).start();
        self.map.truncate(blank);
        self.map.unit(blank, Span::new(start, self.base + end));
    }

    fn ends_blank(&self) -> bool {
        self.text.as_bytes().last() == Some(&b' ')
    }

    /// Notes a separator of `width` bytes at byte `at` of the folded text, which may end before it as yet.
    fn separator(&mut self, at: usize, width: usize) {
        let long_char = || self.text.as_bytes().get(self.word).is_some_and(|byte| !byte.is_ascii());
        let single = match at.saturating_sub(self.word) {
            1 => true,
            2..=4 => long_char(),
            _ => false,
        };
        self.singles = if single { self.singles + 1 } else { 0 };
        self.suspects.spaced |= self.singles >= unmask::MIN_RUN - 2;
        self.word = at + width;
    }
}

/// Below it there is nothing to simplify.
const HAN: char = '\u{2E80}';
const TATWEEL: char = '\u{640}';

/// Characters of scripts without case, width, look-alikes or marks that map to themselves.
fn is_plain(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => simplified(c) == c,
        '\u{AC00}'..='\u{D7A3}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{3001}'..='\u{3002}' => true,
        _ => false,
    }
}

/// Marks that can be set on a letter of any script, and the vowel signs that Arabic mostly leaves out.
fn is_stacked(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{2DE0}'..='\u{2DFF}' | '\u{A66F}'..='\u{A67D}' | '\u{FE20}'..='\u{FE2F}')
}
