//! Sorted terms, to be asked which of them a text begins with.
//!
//! Most places of a text begin no term, and Bloom filters over a term's first bytes tell so: of its *key*, and of eight bytes
//! or all where there are less. Where they do not, the terms that begin with eight bytes of the text are one range of
//! the sorted terms. The last term in it that is not greater than the text begins with every term of it that the text begins
//! with, so each term knows the longest one that it begins with itself. Shorter terms are found by all of their bytes.
//!
//! The build script of the library has this module too: it makes the tables of the built-in terms.

pub(crate) mod builder;
pub(crate) mod mention;
pub(crate) mod tables;

use std::ops::Range;

use crate::hash::scatter;
use mention::Mention;
use tables::{Number, Slot, Tables, Word, bucket, number};

/// No term.
const NONE: u32 = u32::MAX;

/// A Bloom filter with one hash, or a plain set of pairs of bytes: a power of two of words among those of all filters.
///
/// What no term has is let through by chance at the rate at which bits are set; with the built-in terms:
///
/// | filter | KiB | bits set |
/// |---|---|---|
/// | [`KEYS`], [`LONGER`] | 32, 64 | 6.7 %, 8.1 % |
/// | [`ENDING_KEYS`], [`ENDING`] | 32, 16 | 2.1 %, 5.7 % |
/// | [`SHORT`], [`SHORT_WIDE`] | 4, 4 | 1.1 %, 1.0 % |
/// | [`SHORT_OUTER`], [`SHORT_OPEN`], [`BEGINS`], [`WITHIN`] | 8 each | exact |
#[derive(Clone, Copy)]
pub(crate) struct Filter {
    first: usize,
    words: usize,
}

impl Filter {
    /// The words behind those of another filter.
    const fn behind(other: Self, words: usize) -> Self {
        Self { first: other.first + other.words, words }
    }

    /// The word and the bit of a hash.
    #[inline]
    const fn place(self, hash: u64) -> (usize, u32) {
        let shift = 64 - self.words.ilog2();
        (self.first + (hash >> shift) as usize, (hash >> (shift - 6) & 63) as u32)
    }

    /// The word and the bit of a pair of bytes, of which there is no hash.
    #[inline]
    const fn pair(self, pair: u16) -> (usize, u32) {
        (self.first + (pair >> 6) as usize, (pair & 63) as u32)
    }
}

/// The keys of terms of eight bytes and more; and at the same places those of terms that have less, but a key.
const KEYS: Filter = Filter { first: 0, words: 1 << 12 };
const ENDING_KEYS: Filter = Filter::behind(KEYS, KEYS.words);
/// The first eight bytes of the former, and all bytes of the latter: most places where a key stands by chance are told by
/// them, without a look at the terms, which are too many for the cache.
const LONGER: Filter = Filter::behind(ENDING_KEYS, 1 << 13);
const ENDING: Filter = Filter::behind(LONGER, 1 << 11);
/// All bytes of shorter terms; and the first three of those that begin with a letter of three bytes or more.
const SHORT: Filter = Filter::behind(ENDING, 1 << 9);
const SHORT_WIDE: Filter = Filter::behind(SHORT, 1 << 9);
/// Pairs: the first two bytes of shorter terms; and of those that a word may go on behind.
const SHORT_OUTER: Filter = Filter::behind(SHORT_WIDE, PAIRS);
const SHORT_OPEN: Filter = Filter::behind(SHORT_OUTER, PAIRS);
/// The first two bytes of all terms; and of those that may begin within a word.
const BEGINS: Filter = Filter::behind(SHORT_OPEN, PAIRS);
const WITHIN: Filter = Filter::behind(BEGINS, PAIRS);
const PAIRS: usize = 1 << 10;
const WORDS: usize = WITHIN.first + WITHIN.words;

/// Those that let something through by chance.
#[cfg(test)]
pub(crate) const HASHED: [Filter; 6] = [KEYS, ENDING_KEYS, LONGER, ENDING, SHORT, SHORT_WIDE];

/// Where to look in an [`Index`]: the first eight bytes of a text, and the hash of its key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probe {
    bytes: u64,
    hash: u64,
}

impl Probe {
    /// Looks at the place `at` of a text.
    #[inline]
    pub(crate) fn new(text: &[u8], at: usize) -> Self {
        let bytes = word_at(text, at);
        let key = bytes & KEY_MASKS[(bytes as u8 >> 7) as usize];
        Self { bytes, hash: hash(key) }
    }
}

/// A key is four bytes of ASCII, or six that begin with another letter: two to three letters.
const KEY_MASKS: [u64; 2] = [0xFFFF_FFFF, 0xFFFF_FFFF_FFFF];

/// The first three bytes.
const WIDE: u64 = 0xFF_FFFF;

const fn key_len(first: u8) -> usize {
    if first.is_ascii() { 4 } else { 6 }
}

#[inline]
const fn hash(key: u64) -> u64 {
    scatter(key ^ key >> 29)
}

/// The eight bytes from byte `at` on, the first the lowest; zero behind the end.
#[inline]
pub(crate) fn word_at(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    rest.first_chunk().map_or_else(|| last_bytes(rest), |bytes| u64::from_le_bytes(*bytes))
}

#[cold]
fn last_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// Sorted distinct terms, each with what is said of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index<'t> {
    pool: &'t [u8],
    /// Where each term begins in the pool; one more at the end.
    starts: &'t [Number],
    /// The longest other term of eight bytes or more that each begins with.
    parents: &'t [Number],
    /// For each term the first of its mentions; one more at the end.
    firsts: &'t [Number],
    mentions: &'t [Number],
    /// Hash table of the first eight bytes of terms, and of shorter terms, with linear probing.
    slots: &'t [Slot],
    filters: &'t [Word; WORDS],
}

impl<'t> Index<'t> {
    /// The index that tables hold, if they are of one.
    pub(crate) fn of(tables: &'t Tables) -> Option<Self> {
        let [pool, starts, parents, firsts, mentions, slots, filters] = &tables.0;
        Some(Self {
            pool,
            starts: starts.as_chunks().0,
            parents: parents.as_chunks().0,
            firsts: firsts.as_chunks().0,
            mentions: mentions.as_chunks().0,
            slots: slots.as_chunks().0,
            filters: filters.as_chunks().0.first_chunk()?,
        })
    }

    /// How many mentions there are.
    pub(crate) const fn len(&self) -> usize {
        self.mentions.len()
    }

    /// The term with a number, if there are so many.
    #[cfg(test)]
    pub(crate) fn get(&self, term: u32) -> Option<&'t [u8]> {
        (term as usize + 1 < self.starts.len()).then(|| self.term(term))
    }

    /// A term.
    #[inline]
    pub(crate) fn term(&self, term: u32) -> &'t [u8] {
        &self.pool[self.range(self.starts, term)]
    }

    /// The number of a term, if it is one.
    pub(crate) fn find(&self, term: &str) -> Option<u32> {
        let mut found = None;
        let (bytes, len) = (term.as_bytes(), term.len());
        self.prefixes(bytes, 0, Probe::new(bytes, 0), |term, of| {
            found = found.or((of == len).then_some(term));
        });
        found
    }

    /// The numbers of the mentions of a term.
    pub(crate) fn mentions_of(&self, term: u32) -> Range<u32> {
        let Range { start, end } = self.range(self.firsts, term);
        start as u32..end as u32
    }

    /// What the mention with a number says.
    #[inline]
    pub(crate) fn mention(&self, mention: u32) -> Mention {
        Mention::unpack(number(&self.mentions[mention as usize]))
    }

    /// The term that a mention is of.
    pub(crate) fn mentioned(&self, mention: u32) -> Option<u32> {
        let behind = self.firsts.partition_point(|first| number(first) <= mention);
        behind.checked_sub(1).filter(|_| (mention as usize) < self.len()).map(|term| term as u32)
    }

    #[inline]
    fn range(&self, of: &[Number], term: u32) -> Range<usize> {
        number(&of[term as usize]) as usize..number(&of[term as usize + 1]) as usize
    }

    /// The share of the bits of a filter that are set.
    #[cfg(test)]
    pub(crate) fn filled(&self, Filter { first, words }: Filter) -> f64 {
        let set = self.filters[first..first + words].iter().flatten().map(|byte| byte.count_ones());
        f64::from(set.sum::<u32>()) / (64 * words) as f64
    }

    #[inline]
    fn holds(&self, (word, bit): (usize, u32)) -> bool {
        u64::from_le_bytes(self.filters[word]) >> bit & 1 != 0
    }

    /// Whether a term can begin with the first two of these bytes: any, or one that may begin within a word.
    #[inline]
    pub(crate) fn may_begin_with(&self, word: u64, within: bool) -> bool {
        self.holds(if within { WITHIN } else { BEGINS }.pair(word as u16))
    }

    /// For each of the first seven of eight bytes, as a bit, whether a term that may begin within a word can begin there.
    #[inline]
    pub(crate) fn may_begin_within_word(&self, word: u64) -> u32 {
        let begins = |byte: u32| u32::from(self.holds(WITHIN.pair((word >> (8 * byte)) as u16)));
        (0..7).fold(0, |all, byte| all | begins(byte) << byte)
    }

    /// Whether terms may begin at a place.
    #[inline]
    pub(crate) fn may_begin(&self, probe: Probe) -> bool {
        self.may_be_long(probe) || self.may_be_ending(probe) || self.may_be_short(probe)
    }

    #[inline]
    fn may_be_long(&self, probe: Probe) -> bool {
        self.holds(KEYS.place(probe.hash)) && self.holds(LONGER.place(hash(probe.bytes)))
    }

    #[inline]
    fn may_be_ending(&self, probe: Probe) -> bool {
        let ends = |len| self.holds(ENDING.place(hash(short_key(probe.bytes, len))));
        self.holds(ENDING_KEYS.place(probe.hash)) && (key_len(probe.bytes as u8)..8).any(ends)
    }

    #[inline]
    fn may_be_short(&self, probe: Probe) -> bool {
        let (bytes, pair) = (probe.bytes.to_le_bytes(), probe.bytes as u16);
        if bytes[0] >= 0xE0 {
            return self.holds(SHORT_WIDE.place(hash(probe.bytes & WIDE)));
        }
        let goes_on = || bytes[..4].iter().all(u8::is_ascii_lowercase);
        self.holds(SHORT_OUTER.pair(pair))
            && (self.holds(SHORT_OPEN.pair(pair)) || !goes_on())
            && (1..key_len(bytes[0])).any(|len| self.holds(SHORT.place(hash(short_key(probe.bytes, len)))))
    }

    /// Calls `each` with the number and the length of every term that the text begins with at the place `at`, where the
    /// probe was taken; the longest first.
    pub(crate) fn prefixes(&self, text: &[u8], at: usize, probe: Probe, mut each: impl FnMut(u32, usize)) {
        let rest = text.get(at..).unwrap_or_default();
        if self.may_be_long(probe) {
            let terms = self.terms(probe.bytes);
            let mut term = terms.map_or(NONE, |terms| self.last_prefix(terms, rest));
            while term != NONE {
                each(term, self.term(term).len());
                term = number(&self.parents[term as usize]);
            }
        }
        let key_len = key_len(probe.bytes as u8);
        let mut shorter = |filter: Filter, len: usize| {
            let key = short_key(probe.bytes, len);
            let terms = self.holds(filter.place(hash(key))).then(|| self.terms(key)).flatten();
            terms.filter(|_| len <= rest.len()).into_iter().for_each(|terms| each(terms.start, len));
        };
        if self.holds(ENDING_KEYS.place(probe.hash)) {
            (key_len..8).rev().for_each(|len| shorter(ENDING, len));
        }
        if self.may_be_short(probe) {
            (1..key_len).rev().for_each(|len| shorter(SHORT, len));
        }
    }

    /// The terms that begin with eight bytes, or the one that is shorter and has this key.
    #[inline]
    fn terms(&self, key: u64) -> Option<Range<u32>> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = (hash(key) >> 32) as usize & mask;
        loop {
            let (of, terms) = bucket(self.slots.get(at)?);
            if of == key || terms.is_empty() {
                return Some(terms).filter(|terms| !terms.is_empty());
            }
            at = (at + 1) & mask;
        }
    }

    /// The longest of these terms that the text begins with, which begins with what they have in common.
    fn last_prefix(&self, Range { start, end }: Range<u32>, text: &[u8]) -> u32 {
        let (mut low, mut high) = (start, end);
        while low + 1 < high {
            let middle = u32::midpoint(low, high);
            if self.term(middle) > text { high = middle } else { low = middle }
        }
        let mut term = low;
        while term != NONE && !text.starts_with(self.term(term)) {
            term = number(&self.parents[term as usize]);
        }
        term
    }
}

/// The first `len` bytes, at most seven, with their number above them in a byte that no text holds.
#[inline]
const fn short_key(bytes: u64, len: usize) -> u64 {
    bytes & ((1 << (8 * len)) - 1) | (0xF8 | len as u64) << 56
}
