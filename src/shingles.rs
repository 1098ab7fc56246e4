//! Shingles: the short runs of characters that a text is made of. Those of the long blocks of a page tell what a unit has in
//! common with the text around it, even where words are inflected or have no blanks between them.

use std::cell::{Cell, RefCell};

use crate::block::Block;
use crate::hash::scatter;
use crate::profile::Profile;
use crate::runs::{Visitor, visit};
use crate::steps;
use crate::unicode::{Props, counts_double, simplified};

/// The characters of a shingle whose last one has a single column, and of one whose last one has two.
const LENGTHS: [u32; 2] = [5, 3];
/// Bits that are kept of a character, so that five of them are one number.
const BITS: u32 = 12;
/// Slots for each shingle of a page; and the fewest and the most slots, as powers of two.
const SPARE: usize = 4;
const SLOTS: [u32; 2] = [10, 18];
/// Pages with fewer shingles are too short to be compared with.
const MIN_SHINGLES: usize = 200;

/// How often each shingle stands in the long blocks of a page, by its hash.
#[derive(Debug, Default)]
pub(crate) struct Shingles {
    counts: RefCell<Vec<u16>>,
    /// Slots of the unit that is asked about.
    own: RefCell<Vec<usize>>,
    counted: Cell<bool>,
    telling: Cell<bool>,
}

impl Shingles {
    /// Forgets the page; the memory is kept for the next.
    pub(crate) fn clear(&mut self) {
        self.counted.set(false);
        self.telling.set(false);
    }

    /// Counts the shingles of a page, unless that is done. Takes O(bytes).
    pub(crate) fn count(&self, text: &str, blocks: &[Block], profiles: &[Profile]) {
        if self.counted.replace(true) {
            return;
        }
        let long = || blocks.iter().zip(profiles).filter(|(_, profile)| profile.is_long());
        let letters: usize = long().map(|(_, profile)| profile.letters as usize).sum();
        self.telling.set(letters >= MIN_SHINGLES);
        let size = (letters * SPARE).next_power_of_two().clamp(1 << SLOTS[0], 1 << SLOTS[1]);
        if let (true, Ok(mut counts)) = (letters >= MIN_SHINGLES, self.counts.try_borrow_mut()) {
            counts.resize(size, 0);
            counts.fill(0);
            for (block, _) in long() {
                shingles(block.span.of(text), |hash| {
                    let slot = slot(hash, size);
                    counts[slot] = counts[slot].wrapping_add(1);
                });
            }
        }
    }

    /// The share of the shingles of a unit that occur elsewhere in the long blocks, 0 to 1. `counted` says whether the unit lies in
    /// such a block itself. `None` where the page or the unit is too short to tell.
    pub(crate) fn overlap(&self, unit: &str, counted: bool) -> Option<f32> {
        let (mut counts, mut own) = (self.counts.try_borrow_mut().ok()?, self.own.try_borrow_mut().ok()?);
        if !self.telling.get() {
            return None;
        }
        own.clear();
        shingles(unit, |hash| own.push(slot(hash, counts.len())));
        // Those of the unit are taken out of the page, and put back.
        let one = u16::from(counted);
        own.iter().for_each(|&slot| counts[slot] = counts[slot].wrapping_sub(one));
        let shared = own.iter().filter(|&&slot| counts[slot] > 0).count();
        own.iter().for_each(|&slot| counts[slot] = counts[slot].wrapping_add(one));
        (!own.is_empty()).then(|| shared as f32 / own.len() as f32)
    }
}

fn slot(hash: u64, slots: usize) -> usize {
    (scatter(hash) >> 40) as usize & (slots - 1)
}

/// Calls `each` with every shingle of a text, whose letters are in lower case and simplified form, with one blank for whatever
/// stands between them.
fn shingles(text: &str, each: impl FnMut(u64)) {
    steps::count(text.len());
    let mut shingler = Shingler { text, each, window: 0, length: 0, end: 0 };
    visit(text, &mut shingler);
    shingler.go_on(text.len());
}

/// Finds the shingles of a text that it visits.
struct Shingler<'t, F> {
    text: &'t str,
    each: F,
    /// The last characters that were read, and how many were.
    window: u64,
    length: u32,
    /// Where the last letter or mark ended.
    end: usize,
}

impl<F: FnMut(u64)> Shingler<'_, F> {
    /// Reads one blank for all that stands between the last letter and this one.
    #[inline]
    fn go_on(&mut self, at: usize) {
        let is_blank = self.window & ((1 << BITS) - 1) == u64::from(' ');
        if self.end != at && !is_blank {
            let first = self.text[self.end..].chars().next().unwrap_or(' ');
            self.push(' ', counts_double(first));
        }
    }

    /// Reads a character.
    #[inline]
    fn push(&mut self, c: char, double: bool) {
        let code = u64::from(c) & ((1 << BITS) - 1);
        let wanted = LENGTHS[usize::from(double)];
        self.window = (self.window << BITS | code) & ((1 << (BITS * LENGTHS[0])) - 1);
        self.length += 1;
        if self.length >= wanted {
            (self.each)(self.window & ((1 << (BITS * wanted)) - 1));
        }
    }
}

impl<F: FnMut(u64)> Visitor for Shingler<'_, F> {
    #[inline]
    fn letters(&mut self, at: usize, run: &[u8], _: u32) {
        self.go_on(at);
        for byte in run {
            self.push(char::from(byte | 0x20), false);
        }
        self.end = at + run.len();
    }

    #[inline]
    fn digits(&mut self, _: usize, _: &[u8]) {}

    #[inline]
    fn ideograph(&mut self, at: usize, c: char) {
        self.go_on(at);
        self.push(simplified(c), true);
        self.end = at + 3;
    }

    #[inline]
    fn letter(&mut self, at: usize, c: char, props: Props) {
        self.go_on(at);
        let lower = if props.is_upper() { c.to_lowercase().next().unwrap_or(c) } else { simplified(c) };
        self.push(lower, props.counts_double());
        self.end = at + c.len_utf8();
    }

    #[inline]
    fn other(&mut self, at: usize, c: char, props: Props) {
        if props.is_mark() {
            self.letter(at, c, props);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::split;
    use crate::sketch::tests::{CHINESE, ENGLISH};
    use crate::unicode::props;

    /// The shingles character by character.
    fn naive(text: &str) -> Vec<u64> {
        let (mut window, mut length, mut found) = (0, 0, Vec::new());
        for c in text.chars() {
            let props = props(c);
            let letter = props.is_letter() || props.is_mark();
            if !letter && window % 4096 == u64::from(' ') {
                continue;
            }
            let read = match c {
                _ if !letter => ' ',
                _ if props.is_upper() => c.to_lowercase().next().unwrap(),
                _ => simplified(c),
            };
            window = (window << BITS) + u64::from(read) % 4096;
            length += 1;
            let wanted = if props.counts_double() { 3 } else { 5 };
            if length >= wanted {
                found.push(window % (1 << (BITS * wanted)));
            }
        }
        found
    }

    proptest::proptest! {
        #[test]
        fn shingles_are_those_of_the_definition(text in "(?s)[a-cA-C1 .,，字體造々한かÄжЖİ١\u{301}]{0,60}|.{0,60}") {
            let mut found = Vec::new();
            shingles(&text, |hash| found.push(hash));
            proptest::prop_assert_eq!(found, naive(&text));
        }
    }

    fn overlap(page: &str, unit: &str, counted: bool) -> Option<f32> {
        let mut blocks = Vec::new();
        split(page, &mut blocks);
        let profiles: Vec<_> = blocks.iter().map(|block| Profile::of(block.span.of(page))).collect();
        let shingles = Shingles::default();
        shingles.count(page, &blocks, &profiles);
        let first = shingles.overlap(unit, counted);
        assert_eq!(first, shingles.overlap(unit, counted), "what is taken out is put back");
        first
    }

    #[test]
    fn overlap_with_the_long_blocks() {
        for (page, unit, low, high) in [
            (ENGLISH, "Harbours with engineers leading projects", 0.5, 0.9),
            (ENGLISH, "cheap watches online casino", 0.0, 0.2),
            (ENGLISH, "HARBOUR AUTHORITY", 0.9, 1.0),
            (CHINESE, "重建北侧防波堤", 0.7, 1.0),
            (CHINESE, "重建北側防波堤", 0.7, 1.0),
            (CHINESE, "在线观看中文字幕", 0.0, 0.1),
        ] {
            let overlap = overlap(page, unit, false).unwrap();
            assert!((low..=high).contains(&overlap), "{unit}: {overlap}");
        }
        let (first, _) = ENGLISH.split_at(60);
        assert!(overlap(ENGLISH, first, false).unwrap() > 0.99);
        assert!(overlap(ENGLISH, first, true).unwrap() < 0.3);
        assert_eq!(overlap(ENGLISH, "ab", false), None);
        assert_eq!(overlap("Too short a page to tell.", "Too short", false), None);
    }
}
