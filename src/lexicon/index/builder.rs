//! Makes the tables of an index.

use std::borrow::Cow;
use std::ops::Range;

use super::mention::Mention;
use super::tables::{EMPTY, Tables, bucket, slot};
use super::{
    BEGINS, ENDING, ENDING_KEYS, KEYS, LONGER, NONE, Probe, SHORT, SHORT_OPEN, SHORT_OUTER, SHORT_WIDE, WIDE,
    WITHIN,
};
use super::{WORDS, hash, key_len, short_key, tail};

/// Where a term may stand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edges {
    /// Whether it may begin within a word.
    pub(crate) inner: bool,
    /// Whether a word may go on behind it.
    pub(crate) open: bool,
}

/// Takes terms in their order, each once.
#[derive(Debug)]
pub(crate) struct Builder {
    pool: Vec<u8>,
    starts: Vec<u32>,
    parents: Vec<u32>,
    tails: Vec<u32>,
    firsts: Vec<u32>,
    mentions: Vec<u32>,
    buckets: Vec<(u64, Range<u32>)>,
    sets: Vec<u64>,
    /// The last term that is not shorter than its key.
    last_long: u32,
}

impl Default for Builder {
    fn default() -> Self {
        let none = Vec::new;
        Self {
            pool: Vec::new(),
            starts: none(),
            parents: none(),
            tails: none(),
            firsts: none(),
            mentions: none(),
            buckets: Vec::new(),
            sets: vec![0; WORDS],
            last_long: NONE,
        }
    }
}

impl Builder {
    /// Adds a term, not empty, greater than those before it, and what is said of it.
    pub(crate) fn add(&mut self, term: &[u8], edges: Edges, mentions: impl Iterator<Item = Mention>) {
        let Some(&first) = term.first() else { return };
        let (number, key_len) = (self.starts.len() as u32, key_len(first));
        let is_long = term.len() >= key_len;
        // What a long term begins with comes before it, and the last long term begins with it, or is it.
        let mut parent = if is_long { self.last_long } else { NONE };
        while parent != NONE && !term.starts_with(self.term(parent)) {
            parent = self.parents[parent as usize];
        }
        self.starts.push(self.pool.len() as u32);
        self.pool.extend_from_slice(term);
        self.parents.push(parent);
        self.tails.push(tail(term, key_len));
        self.firsts.push(self.mentions.len() as u32);
        self.mentions.extend(mentions.map(Mention::pack));
        let probe = Probe::new(term, 0);
        if is_long {
            self.last_long = number;
            self.insert_long(number, probe, term.len(), edges);
        } else {
            self.insert_short(number, probe, term.len(), edges);
        }
    }

    fn term(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let end = self.starts.get(number + 1).map_or(self.pool.len(), |&next| next as usize);
        &self.pool[self.starts[number] as usize..end]
    }

    fn insert(&mut self, (word, bit): (usize, u32)) {
        self.sets[word] |= 1 << bit;
    }

    fn insert_long(&mut self, number: u32, probe: Probe, len: usize, edges: Edges) {
        match self.buckets.last_mut() {
            Some((key, terms)) if *key == probe.key => terms.end = number + 1,
            _ => self.buckets.push((probe.key, number..number + 1)),
        }
        let (word, bit) = KEYS.place(probe.hash);
        if len >= 8 {
            self.insert((word, bit));
            self.insert(LONGER.place(hash(probe.bytes)));
        } else {
            self.insert((ENDING_KEYS.first + word, bit));
            self.insert(ENDING.place(hash(short_key(probe.bytes, len))));
        }
        self.insert(BEGINS.pair(probe.bytes as u16));
        if edges.inner {
            self.insert(WITHIN.pair(probe.bytes as u16));
        }
    }

    fn insert_short(&mut self, number: u32, probe: Probe, len: usize, edges: Edges) {
        let key = short_key(probe.bytes, len);
        self.buckets.push((key, number..number + 1));
        self.insert(SHORT.place(hash(key)));
        self.insert(SHORT_WIDE.place(hash(probe.bytes & WIDE)));
        let second = (probe.bytes >> 8) as u8;
        for second in if len == 1 { 0..=255 } else { second..=second } {
            let pair = u16::from_le_bytes([probe.bytes as u8, second]);
            let sets = [(true, BEGINS), (true, SHORT_OUTER), (edges.open, SHORT_OPEN), (edges.inner, WITHIN)];
            sets.iter().filter(|(is_in, _)| *is_in).for_each(|(_, set)| self.insert(set.pair(pair)));
        }
    }

    /// The tables of the terms that were added.
    pub(crate) fn finish(mut self) -> Tables {
        self.starts.push(self.pool.len() as u32);
        self.firsts.push(self.mentions.len() as u32);
        let mut slots = vec![EMPTY; (self.buckets.len() * 3 / 2 + 1).next_power_of_two()];
        let mask = slots.len() - 1;
        for (key, terms) in &self.buckets {
            let mut at = (hash(*key) >> 32) as usize & mask;
            while !bucket(&slots[at]).1.is_empty() {
                at = (at + 1) & mask;
            }
            slots[at] = slot(*key, terms);
        }
        let numbers = |all: Vec<u32>| all.into_iter().flat_map(u32::to_le_bytes).collect();
        let words = |all: Vec<u64>| all.into_iter().flat_map(u64::to_le_bytes).collect();
        let tables: [Vec<u8>; 8] = [
            self.pool,
            numbers(self.starts),
            numbers(self.parents),
            numbers(self.tails),
            numbers(self.firsts),
            numbers(self.mentions),
            slots.into_flattened(),
            words(self.sets),
        ];
        Tables(tables.map(Cow::Owned))
    }
}
