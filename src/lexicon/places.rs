//! Where terms may begin in folded text.
//!
//! A term begins where a word begins, unless it says otherwise or its script has no blanks. The text is read in pieces, as
//! vectors: they yield a bit for each such place, and the filter of the index rules out most places that begin no term. The
//! code branches on the script, and on nothing else in the text.

use crate::lexicon::edge::Edge;
use crate::lexicon::index::filter::Filter;
use crate::lexicon::index::word_at;
use crate::unicode::lanes::{bits, mask, piece};

/// The number of places that are noted before the terms are looked up.
pub(super) const AT_ONCE: usize = 1 << 10;
/// Bytes that are looked at together.
const LANES: usize = 32;

/// What stands in a piece of text, by bits for its bytes.
#[derive(Clone, Copy, Default)]
struct Kinds {
    /// ASCII letters.
    letters: u64,
    /// The first bytes of Latin and Cyrillic letters of two bytes.
    wide: u64,
    /// The first bytes of all characters but blanks.
    begins: u64,
}

impl Kinds {
    #[inline]
    fn of(bytes: &[u8; LANES + 1]) -> Self {
        let (mut letters, mut wide, mut begins) = ([0; LANES], [0; LANES], [0; LANES]);
        for lane in 0..LANES {
            let (byte, next) = (bytes[lane], bytes[lane + 1]);
            letters[lane] = mask(byte.wrapping_sub(b'a') < 26);
            // Not × and ÷. The mask also leaves out ė, ķ, ŗ and ŷ, which costs a few more places to look at.
            let latin = mask(byte.wrapping_sub(0xC3) < 3) & mask(next & 0xDF != 0x97);
            wide[lane] = latin | mask(byte & 0xFE == 0xD0);
            begins[lane] = mask(byte.wrapping_sub(0x80) >= 0x40) & mask(byte != b' ');
        }
        Self { letters: bits(letters), wide: bits(wide), begins: bits(begins) }
    }
}

/// Calls `look_up` with places of the text, in their order, some at a time: all where terms may begin, and others. `places`
/// is memory to be used again.
pub(super) fn each(
    filter: Filter<'_>,
    folded: &str,
    places: &mut Vec<usize>,
    mut look_up: impl FnMut(&[usize]),
) {
    let bytes = folded.as_bytes();
    places.resize(AT_ONCE + LANES, 0);
    let mut noted = 0;
    let (mut before, mut at) = (Kinds::default(), 0);
    while at < bytes.len() {
        let piece = piece(bytes, at);
        let kinds = Kinds::of(&piece);
        let mut begins = begins(filter, &piece, kinds, before);
        while begins != 0 {
            let place = at + begins.trailing_zeros() as usize;
            places[noted] = place;
            noted += usize::from(may_begin(filter, folded, place));
            begins &= begins - 1;
        }
        if noted >= AT_ONCE {
            look_up(&places[..noted]);
            noted = 0;
        }
        (before, at) = (kinds, at + LANES);
    }
    look_up(&places[..noted]);
}

/// Where terms may begin in a piece of text, by what stands in it and before it: outside words, and within words where a term
/// that may begin within one can.
#[inline]
fn begins(filter: Filter<'_>, piece: &[u8; LANES + 1], kinds: Kinds, before: Kinds) -> u64 {
    let letters = kinds.letters | kinds.wide;
    let last = |bits: u64| bits >> (LANES - 1) & 1;
    let of_word = letters | kinds.wide << 1 | last(before.wide);
    let of_word_before = last(before.letters | before.wide | before.wide << 1);
    let within = letters & (of_word << 1 | of_word_before);
    let begins = kinds.begins & !within;
    if within == 0 { begins } else { begins | within & filter.begins_within(piece) }
}

/// Whether terms may begin with the character at a place.
#[inline]
fn may_begin(filter: Filter<'_>, folded: &str, place: usize) -> bool {
    let window = word_at(folded.as_bytes(), place);
    match window as u8 {
        b'a'..=b'z' => filter.may_begin_word(window),
        // Ideographs.
        0xE4..0xEA => filter.may_begin_other(window),
        _ => {
            filter.may_begin_with(window, false)
                && (filter.may_begin_with(window, true) || !is_within(folded, place))
                && filter.may_begin_other(window)
        }
    }
}

/// Whether the character at a place continues a word or a number.
fn is_within(folded: &str, place: usize) -> bool {
    let class = Edge::at(folded, place);
    class != Edge::Free && class == Edge::before(folded, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each character, by its bytes and those after it.
    #[test]
    fn letters_are_of_alphabets() {
        for c in '\0'..=char::MAX {
            let text = format!("{c} ");
            let Kinds { letters, wide, begins } = Kinds::of(&piece(text.as_bytes(), 0));
            let is_alphabet = Edge::of(c) == Edge::Alphabet;
            assert!(is_alphabet || (letters | wide) & 1 == 0, "{c:?}");
            assert_eq!(letters & 1 != 0, c.is_ascii_lowercase(), "{c:?}");
            assert_eq!(begins, u64::from(c != ' '), "{c:?}");
        }
    }
}
