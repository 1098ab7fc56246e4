//! Sorted terms, and a search for those that a text begins with.
//!
//! Most places of a text begin no term, and a [`Filter`] rules them out. Where it does not, the terms that share the next
//! eight bytes of the text are one range of the sorted terms. In this range, take the last term that is not greater than the
//! text: every term that the text begins with is a prefix of it. So each term stores its own longest prefix among the terms,
//! and following these links finds them all. Terms of fewer than eight bytes are looked up whole.
//!
//! The build script of the library has this module too: it makes the tables of the built-in terms.

pub(crate) mod builder;
pub(crate) mod filter;
pub(crate) mod mention;
pub(crate) mod tables;

use std::ops::Range;

use filter::{Filter, hash, short_key};
use mention::Mention;
use tables::{Entry, FIRST, Number, PARENT, START, Slot, Tables, bucket, number};

/// No term.
const NONE: u32 = u32::MAX;

/// The eight bytes from byte `at` on, the first the lowest, with zeros after the end.
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
    /// What is known of each term, side by side for the cache; one more at the end.
    entries: &'t [Entry],
    mentions: &'t [Number],
    /// Hash table of the first eight bytes of terms, and of shorter terms, with linear probing.
    slots: &'t [Slot],
    pub(crate) filter: Filter<'t>,
}

impl<'t> Index<'t> {
    /// The index that tables hold, if they are of one.
    pub(crate) fn of(tables: &'t Tables) -> Option<Self> {
        let [pool, entries, mentions, slots, sets] = &tables.0;
        Some(Self {
            pool,
            entries: entries.as_chunks().0.as_chunks().0,
            mentions: mentions.as_chunks().0,
            slots: slots.as_chunks().0,
            filter: Filter(sets.as_chunks().0.first_chunk()?),
        })
    }

    /// How many mentions there are.
    pub(crate) const fn len(&self) -> usize {
        self.mentions.len()
    }

    /// The term with a number, if there is one.
    #[cfg(test)]
    pub(crate) fn get(&self, term: u32) -> Option<&'t [u8]> {
        (term as usize + 1 < self.entries.len()).then(|| self.term(term))
    }

    /// A term.
    #[inline]
    pub(crate) fn term(&self, term: u32) -> &'t [u8] {
        let Range { start, end } = self.range(term, START);
        &self.pool[start as usize..end as usize]
    }

    /// The number of a term, if it is in the index.
    pub(crate) fn find(&self, term: &str) -> Option<u32> {
        let mut found = None;
        let (bytes, len) = (term.as_bytes(), term.len());
        self.prefixes(bytes, 0, |term, of| {
            found = found.or((of == len).then_some(term));
        });
        found
    }

    /// The numbers of the mentions of a term.
    pub(crate) fn mentions_of(&self, term: u32) -> Range<u32> {
        self.range(term, FIRST)
    }

    /// What the mention with a number says.
    #[inline]
    pub(crate) fn mention(&self, mention: u32) -> Mention {
        Mention::unpack(number(&self.mentions[mention as usize]))
    }

    /// The term that a mention is of.
    pub(crate) fn mentioned(&self, mention: u32) -> Option<u32> {
        let after = self.entries.partition_point(|entry| number(&entry[FIRST]) <= mention);
        after.checked_sub(1).filter(|_| (mention as usize) < self.len()).map(|term| term as u32)
    }

    /// From a number of a term to that of the next one.
    #[inline]
    fn range(&self, term: u32, of: usize) -> Range<u32> {
        number(&self.entries[term as usize][of])..number(&self.entries[term as usize + 1][of])
    }

    /// The longest other term of eight bytes or more that a term begins with.
    #[inline]
    fn parent(&self, term: u32) -> u32 {
        number(&self.entries[term as usize][PARENT])
    }

    /// Calls `each` with the number and the length of every term that begins at byte `at` of the text, the longest first.
    #[inline]
    pub(crate) fn prefixes(&self, text: &[u8], at: usize, mut each: impl FnMut(u32, usize)) {
        let (window, rest) = (word_at(text, at), text.get(at..).unwrap_or_default());
        if self.filter.may_be_long(window) {
            let terms = self.terms(window);
            let mut term = terms.map_or(NONE, |terms| self.last_prefix(terms, rest));
            while term != NONE {
                each(term, self.term(term).len());
                term = self.parent(term);
            }
        }
        for len in self.filter.shorter(window) {
            let terms = self.terms(short_key(window, len)).filter(|_| len <= rest.len());
            terms.into_iter().for_each(|terms| each(terms.start, len));
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

    /// The longest of these terms that the text begins with. It begins with what they have in common.
    fn last_prefix(&self, Range { start, end }: Range<u32>, text: &[u8]) -> u32 {
        let (mut low, mut high) = (start, end);
        while low + 1 < high {
            let middle = u32::midpoint(low, high);
            if self.term(middle) > text { high = middle } else { low = middle }
        }
        let mut term = low;
        while term != NONE && !text.starts_with(self.term(term)) {
            term = self.parent(term);
        }
        term
    }
}
