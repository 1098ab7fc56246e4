//! One spelling for many: width, case, look-alikes, Traditional and Simplified, masks and spacing are folded away.
//!
//! Wordlist terms and page text go through the same fold, so that a plain search finds a term however it is
//! dressed up. Folded text is for matching only: it drops what no reader would want dropped (masks inside words,
//! blanks between single letters), and a map leads back to what really stands there.
//!
//! First each character is mapped: NFKC and case fold without default ignorables, Traditional to Simplified,
//! look-alikes to ASCII, letter and mark composed and other stacked marks dropped, runs of blanks `-` `_` to one
//! blank. Then [`unmask`] takes out what stands between letters to keep them apart, and puts letters for digits.

mod class;
mod compose;
pub(crate) mod gloss;
mod letter;
mod map;
mod mapper;
mod plain;
mod undress;
mod unmask;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::fold::letter::Memo;
use crate::fold::map::OffsetMap;
use crate::fold::mapper::Mapper;
use crate::fold::unmask::Suspects;
use crate::span::Span;
use crate::steps;
use crate::unicode::is_letter;

pub(crate) use undress::{Undressed, undress};

/// Folded text with the way back to its source; a scratch buffer to be cleared and filled again.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    map: OffsetMap,
    memo: Memo,
    /// What was taken out or replaced, in bytes of the caller's text; see [`Folded::undressed`].
    undressed: Vec<Undressed>,
    scratch: Scratch,
}

/// Buffers of the second step, kept for their capacity.
#[derive(Debug, Default)]
struct Scratch {
    cuts: Vec<Range<usize>>,
    digits: Vec<(usize, char)>,
    run: Vec<Range<usize>>,
    text: String,
    map: OffsetMap,
}

impl Folded {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Removes the text and keeps the capacity.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.map.clear();
        self.undressed.clear();
    }

    /// Appends the fold of `source`, which begins at byte `base` of the caller's text. A newline, which folds never
    /// contain otherwise, separates it from what was pushed before, so that no term is found across the two.
    pub(crate) fn push(&mut self, source: &str, base: usize) {
        if !self.text.is_empty() {
            self.map.unit(self.text.len(), Span::new(base, base));
            self.text.push('\n');
        }
        steps::count(source.len());
        let (from, first) = (self.text.len(), self.undressed.len());
        let Self { text, map, memo, undressed, .. } = self;
        let suspects = Mapper::new(text, map, memo, undressed, source, base).run();
        self.unmask(from, suspects, source, base);
        if let Some(undressed) = self.undressed.get_mut(first..) {
            undressed.sort_unstable();
        }
    }

    /// Places of the source that stand for nothing (masks, gaps between single letters, glosses, invisible characters, stacked
    /// marks) or for a plain letter (letters of a style, digits inside words). Sorted; one can lie within another.
    pub(crate) fn undressed(&self) -> &[Undressed] {
        &self.undressed
    }

    /// The folded text of all pushes.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The smallest source span whose fold covers the folded bytes `range`, in bytes of the caller's text. Never
    /// splits a character of the source; a range that splits a folded character is widened to hold it.
    #[cfg(any(test, feature = "fit"))]
    pub(crate) fn source_span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        let start = self.text.floor_char_boundary(range.start.min(end));
        self.map.source_span(&self.text, start..self.text.ceil_char_boundary(end))
    }

    /// Where the source of a term stands. Terms must be asked for in the order of their starts; `piece` is 0 at first, and then
    /// what the last call made of it.
    pub(crate) fn next_source_span(&self, term: Range<usize>, piece: &mut usize) -> Span {
        self.map.next_source_span(&self.text, term, piece)
    }

    /// The second step, on the folded text from byte `from` on. A gloss can hold a mask and a mask can hold a
    /// gloss, but neither any deeper: the third round finds nothing.
    fn unmask(&mut self, from: usize, mut suspects: Suspects, source: &str, base: usize) {
        for _ in 0..3 {
            steps::count(self.text.len() - from);
            unmask::glosses(&self.text, from, &mut self.scratch.cuts);
            let glossed = self.cut(&mut suspects);
            if glossed {
                suspects.unmasked();
            }
            if suspects.dotted && suspects.masked.within(&self.text, from).is_some() {
                unmask::shreds(&self.text, from, &mut self.scratch.cuts);
            }
            let shredded = self.cut(&mut suspects);
            let digits = suspects.digits.within(&self.text, from);
            let lettered = digits.is_some_and(|seen| self.letter_digits(seen, source, base));
            if let Some(seen) = suspects.spaced.within(&self.text, from) {
                let (map, text) = (&self.map, &self.text);
                let spelling = |gap| spelling(source, base, map.source_span(text, gap));
                unmask::spaced(&self.text, seen, spelling, &mut self.scratch.run, &mut self.scratch.cuts);
            }
            let spaced = self.cut(&mut suspects);
            if let Some(seen) = suspects.masked.within(&self.text, from) {
                unmask::masks(&self.text, seen, &mut self.scratch.cuts);
            }
            let masked = self.cut(&mut suspects);
            if !(masked | spaced | shredded | lettered | glossed) {
                break;
            }
        }
    }

    /// Replaces digits that stand for letters by those letters; returns whether there were any. Offsets stay as they are. Letters
    /// that look like digits, such as з, are no disguise.
    fn letter_digits(&mut self, seen: Range<usize>, source: &str, base: usize) -> bool {
        let Scratch { digits, text, .. } = &mut self.scratch;
        unmask::digits(&self.text, seen, digits);
        let Some(&(first, _)) = digits.first() else { return false };
        let replaced =
            |&(at, letter): &(usize, char)| (self.map.source_span(&self.text, at..at + 1), Some(letter));
        let is_digit = |(place, _): &Undressed| !spelling(source, base, *place).starts_with(is_letter);
        self.undressed.extend(digits.iter().map(replaced).filter(is_digit));
        text.clear();
        let mut at = first;
        for &(digit, letter) in &*digits {
            text.push_str(self.text.get(at..digit).unwrap_or_default());
            text.push(letter);
            at = digit + 1;
        }
        text.push_str(self.text.get(at..).unwrap_or_default());
        self.text.truncate(first);
        self.text.push_str(text);
        digits.clear();
        true
    }

    /// Takes out the folded bytes in `scratch.cuts`; returns whether there were any.
    fn cut(&mut self, suspects: &mut Suspects) -> bool {
        let Scratch { cuts, text, map, .. } = &mut self.scratch;
        let Some(first) = cuts.first().map(|cut| cut.start) else { return false };
        suspects.moved();
        self.undressed.extend(cuts.iter().map(|cut| (self.map.source_span(&self.text, cut.clone()), None)));
        self.map.cut(cuts, &self.text, map);
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

/// What a span of the caller's text holds, of which `source` begins at byte `base`.
fn spelling(source: &str, base: usize, span: Span) -> &str {
    source.get(span.start().wrapping_sub(base)..span.end().wrapping_sub(base)).unwrap_or_default()
}

/// The fold of a wordlist term, the same as that of page text.
pub(crate) fn fold(term: &str) -> String {
    let mut folded = Folded::new();
    folded.push(term, 0);
    folded.text
}
