//! Sorted terms, to be asked which of them a text begins with.
//!
//! Most places of a text begin no term, and a bitmap over hashes of a term's first bytes, its *key*, tells so. Where it
//! does not, the terms with the key are one range of the sorted terms. The last term in it that is not greater than the
//! text begins with every term that the text begins with, so each term knows the longest one that it begins with itself.
//! Terms that are shorter than a key stand in a table of their own.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use crate::lexicon::hash::FastHash;

/// No term.
const NONE: u32 = u32::MAX;

/// A term that is written in an [`Index`].
#[derive(Clone, Copy, Debug)]
struct Term {
    /// Where it lies in the pool.
    start: u32,
    len: u32,
    /// The longest other term that this one begins with and that has its key.
    parent: u32,
}

/// The terms with one key.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    key: u64,
    first: u32,
    end: u32,
}

/// The place of no bucket.
const EMPTY: Bucket = Bucket { key: 0, first: NONE, end: NONE };

/// A set of hashes, with false positives, in two to the power of `BITS` bits.
#[derive(Clone, Debug)]
struct Filter<const BITS: u32>(Vec<u64>);

impl<const BITS: u32> Default for Filter<BITS> {
    fn default() -> Self {
        Self(vec![0; 1 << (BITS - 6)])
    }
}

impl<const BITS: u32> Filter<BITS> {
    fn insert(&mut self, hash: u64) {
        if let Some(word) = self.0.get_mut((hash >> (70 - BITS)) as usize) {
            *word |= 1 << (hash >> (64 - BITS) & 63);
        }
    }

    #[inline]
    fn holds(&self, hash: u64) -> bool {
        let word = self.0.get((hash >> (70 - BITS)) as usize).copied().unwrap_or_default();
        word >> (hash >> (64 - BITS) & 63) & 1 != 0
    }
}

/// A term for an [`Index`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where it begins in the pool.
    pub(super) start: usize,
    pub(super) len: usize,
    /// Whether it may begin within a word.
    pub(super) inner: bool,
    /// Whether a word may go on behind it.
    pub(super) open: bool,
}

/// Where to look in an [`Index`]: the first eight bytes of a text, and the hash of its key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Probe {
    bytes: u64,
    key: u64,
    hash: u64,
}

impl Probe {
    /// Looks at the place `at` of a text.
    #[inline]
    pub(super) fn new(text: &[u8], at: usize) -> Self {
        let bytes = match text.get(at..at + 8) {
            Some(bytes) => bytes.try_into().map_or(0, u64::from_le_bytes),
            None => last_bytes(text.get(at..).unwrap_or_default()),
        };
        let key = bytes & KEY_MASKS[(bytes as u8 >> 7) as usize];
        Self { bytes, key, hash: hash(key) }
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
    (key ^ key >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cold]
fn last_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// Sorted distinct terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pool: Cow<'static, str>,
    terms: Vec<Term>,
    /// Of each term the four bytes behind the key, for most comparisons: side by side, a bucket's are soon read.
    tails: Vec<u32>,
    /// While terms are added, the buckets in the order of their keys.
    buckets: Vec<Bucket>,
    /// Hash table of the buckets by their keys, with linear probing; [`EMPTY`] where there is none.
    slots: Vec<Bucket>,
    /// While terms are added, the last that is not shorter than its key.
    last_long: Option<u32>,
    /// The keys.
    outer: Filter<18>,
    /// The first eight bytes of terms that have so many, and all bytes of those that have less but a key: most places
    /// where a key stands by chance are told by them, without a look at the terms, which are too many for the cache.
    longer: Filter<19>,
    ending: Filter<17>,
    /// Terms shorter than a key, by their bytes with the length above them.
    short: HashMap<u64, u32, FastHash>,
    short_filter: Filter<15>,
    /// The first two bytes of short terms; and of those that a word may go on behind.
    short_outer: Pairs,
    short_open: Pairs,
    /// The first three bytes of short terms that begin with a letter of three bytes or more.
    short_wide: Filter<15>,
    /// The first two bytes of all terms that may begin within a word.
    within: Pairs,
}

/// A set of pairs of bytes.
#[derive(Clone, Debug)]
struct Pairs(Box<[u64; 1024]>);

impl Default for Pairs {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl Pairs {
    fn insert(&mut self, pair: u16) {
        self.0[usize::from(pair >> 6)] |= 1 << (pair & 63);
    }

    #[inline]
    fn holds(&self, pair: u16) -> bool {
        self.0[usize::from(pair >> 6)] >> (pair & 63) & 1 != 0
    }
}

impl Index {
    /// With room for so many terms, which are to be added sorted and distinct.
    pub(super) fn with_capacity(pool: Cow<'static, str>, terms: usize) -> Self {
        let (terms, tails) = (Vec::with_capacity(terms), Vec::with_capacity(terms));
        Self { pool, terms, tails, ..Self::default() }
    }

    /// Adds a term that lies in the pool.
    pub(super) fn add(&mut self, place: Place) {
        let Place { start, len, .. } = place;
        let number = self.terms.len() as u32;
        let bytes = &self.pool.as_bytes()[start..start + len];
        let (probe, key_len) = (Probe::new(bytes, 0), key_len(bytes[0]));
        let (mut parent, tail) = (NONE, tail(bytes, key_len));
        if len >= key_len {
            // What a term begins with comes before it, and the last term begins with it, or is it.
            parent = self.last_long.unwrap_or(NONE);
            while parent != NONE && !bytes.starts_with(self.bytes(parent)) {
                parent = self.terms[parent as usize].parent;
            }
            self.last_long = Some(number);
        }
        self.terms.push(Term { start: start as u32, len: len as u32, parent });
        self.tails.push(tail);
        if len < key_len {
            self.insert_short(number, probe, place);
        } else {
            self.insert(number, probe, place);
        }
    }

    /// Makes the hash table, when all terms are added.
    pub(super) fn finish(&mut self) {
        self.terms.shrink_to_fit();
        self.tails.shrink_to_fit();
        self.slots = vec![EMPTY; (self.buckets.len() * 3 / 2 + 1).next_power_of_two()];
        let mask = self.slots.len() - 1;
        for bucket in std::mem::take(&mut self.buckets) {
            let mut slot = (hash(bucket.key) >> 32) as usize & mask;
            while self.slots[slot].first != NONE {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = bucket;
        }
    }

    fn insert_short(&mut self, number: u32, probe: Probe, place: Place) {
        let len = place.len;
        let key = short_key(probe.bytes, len);
        self.short.insert(key, number);
        self.short_filter.insert(hash(key));
        let seconds = if len == 1 { 0..=255 } else { (probe.bytes >> 8) as u8..=(probe.bytes >> 8) as u8 };
        for second in seconds {
            let pair = u16::from_le_bytes([probe.bytes as u8, second]);
            self.short_outer.insert(pair);
            if place.open {
                self.short_open.insert(pair);
            }
            if place.inner {
                self.within.insert(pair);
            }
        }
        self.short_wide.insert(hash(probe.bytes & WIDE));
    }

    fn insert(&mut self, number: u32, probe: Probe, place: Place) {
        match self.buckets.last_mut() {
            Some(last) if last.key == probe.key => last.end = number + 1,
            _ => self.buckets.push(Bucket { key: probe.key, first: number, end: number + 1 }),
        }
        self.outer.insert(probe.hash);
        if place.len >= 8 {
            self.longer.insert(hash(probe.bytes));
        } else {
            self.ending.insert(hash(short_key(probe.bytes, place.len)));
        }
        if place.inner {
            self.within.insert(probe.bytes as u16);
        }
    }

    /// A term.
    pub(super) fn term(&self, number: u32) -> &str {
        let term = self.terms.get(number as usize);
        term.and_then(|t| self.pool.get(t.start as usize..(t.start + t.len) as usize)).unwrap_or_default()
    }

    #[inline]
    fn bytes(&self, number: u32) -> &[u8] {
        let Term { start, len, .. } = self.terms[number as usize];
        &self.pool.as_bytes()[start as usize..(start + len) as usize]
    }

    /// Whether a term that may begin within a word can begin with these bytes.
    #[inline]
    pub(super) fn may_begin_within(&self, bytes: [u8; 2]) -> bool {
        self.within.holds(u16::from_le_bytes(bytes))
    }

    /// Whether terms may begin at a place.
    #[inline]
    pub(super) fn may_begin(&self, probe: Probe) -> bool {
        self.may_be_long(probe) || self.may_be_short(probe)
    }

    #[inline]
    fn may_be_long(&self, probe: Probe) -> bool {
        self.outer.holds(probe.hash) && self.may_go_on(probe)
    }

    /// Whether terms with the key of a place may go on as the text does.
    fn may_go_on(&self, probe: Probe) -> bool {
        let ends = |len| self.ending.holds(hash(short_key(probe.bytes, len)));
        self.longer.holds(hash(probe.bytes)) || (key_len(probe.bytes as u8)..8).any(ends)
    }

    #[inline]
    fn may_be_short(&self, probe: Probe) -> bool {
        let bytes = probe.bytes.to_le_bytes();
        let lens = match bytes[0] {
            0xE0.. => return self.short_wide.holds(hash(probe.bytes & WIDE)),
            b'a'..=b'z' if bytes[1..4].iter().all(u8::is_ascii_lowercase) => {
                if self.short_open.holds(probe.bytes as u16) { 1..4 } else { return false }
            }
            _ if !self.short_outer.holds(probe.bytes as u16) => return false,
            first => 1..key_len(first),
        };
        lens.into_iter().any(|len| self.short_filter.holds(hash(short_key(probe.bytes, len))))
    }

    /// Calls `each` with the number and the length of every term that the text begins with at the place `at`, where the
    /// probe was taken; the longest first.
    pub(super) fn prefixes(&self, text: &[u8], at: usize, probe: Probe, mut each: impl FnMut(u32, usize)) {
        let rest = text.get(at..).unwrap_or_default();
        let bucket = if self.may_be_long(probe) { self.bucket(probe) } else { None };
        let mut term = bucket.map_or(NONE, |bucket| self.last_prefix(bucket, rest));
        while term != NONE {
            let Term { len, parent, .. } = self.terms[term as usize];
            each(term, len as usize);
            term = parent;
        }
        if self.may_be_short(probe) {
            for len in (1..key_len(probe.bytes as u8)).rev().filter(|len| *len <= rest.len()) {
                let key = short_key(probe.bytes, len);
                let known = self.short_filter.holds(hash(key));
                if let Some(&term) = known.then(|| self.short.get(&key)).flatten() {
                    each(term, len);
                }
            }
        }
    }

    #[inline]
    fn bucket(&self, probe: Probe) -> Option<&Bucket> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = (probe.hash >> 32) as usize & mask;
        loop {
            let bucket = self.slots.get(slot)?;
            if bucket.key == probe.key || bucket.first == NONE {
                return Some(bucket).filter(|bucket| bucket.first != NONE);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The longest term of a bucket that the text begins with.
    fn last_prefix(&self, bucket: &Bucket, text: &[u8]) -> u32 {
        let (mut low, mut high) = (bucket.first, bucket.end);
        let tail = tail(text, text.first().map_or(0, |&first| key_len(first)));
        while low < high {
            let middle = u32::midpoint(low, high);
            let order = self.tails[middle as usize].cmp(&tail);
            match order.then_with(|| self.bytes(middle).cmp(text)) {
                Ordering::Greater => high = middle,
                _ => low = middle + 1,
            }
        }
        let mut term = if low == bucket.first { NONE } else { low - 1 };
        while term != NONE && !text.starts_with(self.bytes(term)) {
            term = self.terms[term as usize].parent;
        }
        term
    }
}

/// The four bytes from byte `at` on, in their order; zero behind the end.
#[inline]
fn tail(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(bytes) => bytes.try_into().map_or(0, u32::from_be_bytes),
        None => {
            (at..at + 4).fold(0, |word, at| word << 8 | u32::from(bytes.get(at).copied().unwrap_or_default()))
        }
    }
}

/// The first `len` bytes, at most seven, with their number above them.
#[inline]
const fn short_key(bytes: u64, len: usize) -> u64 {
    bytes & ((1 << (8 * len)) - 1) | (len as u64) << 56
}
