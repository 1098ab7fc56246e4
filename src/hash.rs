//! Hashes of 64 bits, by one multiplication for each word of eight bytes.
//!
//! | what is hashed | where | what is asked of the hash |
//! |---|---|---|
//! | a line of a page | `page` | that equal hashes stand for equal lines: every bit counts |
//! | a function word | `lexicon/function_words` | the same |
//! | a shingle | `shingles` | a slot; shingles that share one are counted as one |
//! | a pair of characters | `score/pairs` | a bit of a table; pairs that share one pass for each other |
//! | the first bytes of a term | `lexicon/index` | bits of filters, and a slot that is verified; the same in the build script |
//!
//! No bit of a product depends on higher bits of the factors, so slots are cut from its upper half.

use std::hash::{BuildHasherDefault, Hasher};

/// 2⁶⁴ divided by the golden ratio: multiples of it spread evenly.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a word. Only the upper half of the hash depends on the upper half of the word.
#[inline]
pub(crate) const fn scatter(word: u64) -> u64 {
    word.wrapping_mul(FACTOR)
}

/// Adds a word to the state of a hash.
#[inline]
pub(crate) const fn mix(state: u64, word: u64) -> u64 {
    scatter(state.rotate_left(5) ^ word)
}

/// The hash of a text, eight bytes at a time.
pub(crate) fn of_text(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks();
    let hash = words.iter().fold(text.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    mix(hash, rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)))
}

/// For tables whose keys are such hashes already. Not for keys that the writer of a page can choose.
pub(crate) type Hashed = BuildHasherDefault<HashedKey>;

/// Uses a key as its own hash, with the upper half mixed into the lower one, from which slots are cut.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HashedKey(u64);

impl Hasher for HashedKey {
    /// Never called: the keys are numbers of 64 bits.
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash ^ hash >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
