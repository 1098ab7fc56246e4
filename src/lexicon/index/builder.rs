//! Makes the tables of an index.

use std::borrow::Cow;
use std::ops::Range;

use super::filter::{Sets, hash, short_key};
use super::mention::Mention;
use super::tables::{EMPTY, FIRST, PARENT, START, Tables, bucket, slot};
use super::{NONE, word_at};

/// Where a term may stand in a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edges {
    /// Whether it may begin within one.
    pub(crate) inner: bool,
    /// Whether one may go on after it.
    pub(crate) open: bool,
}

/// Takes terms in their order, each once.
#[derive(Debug)]
pub(crate) struct Builder {
    pool: Vec<u8>,
    entries: Vec<[u32; 3]>,
    mentions: Vec<u32>,
    buckets: Vec<(u64, Range<u32>)>,
    sets: Sets,
    /// The last term of eight bytes or more.
    last_long: u32,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            pool: Vec::new(),
            entries: Vec::new(),
            mentions: Vec::new(),
            buckets: Vec::new(),
            sets: Sets::default(),
            last_long: NONE,
        }
    }
}

impl Builder {
    /// Adds a term, not empty, greater than those before it, and what is said of it.
    pub(crate) fn add(&mut self, term: &[u8], edges: Edges, mentions: impl Iterator<Item = Mention>) {
        if term.is_empty() {
            return;
        }
        let number = self.entries.len() as u32;
        let is_long = term.len() >= 8;
        // What a long term begins with comes before it, and the last long term begins with it, or is it.
        let mut parent = if is_long { self.last_long } else { NONE };
        while parent != NONE && !term.starts_with(self.term(parent)) {
            parent = self.entries[parent as usize][PARENT];
        }
        self.push_entry(parent);
        self.pool.extend_from_slice(term);
        self.mentions.extend(mentions.map(Mention::pack));
        let window = word_at(term, 0);
        let key = if is_long { window } else { short_key(window, term.len()) };
        match self.buckets.last_mut() {
            Some((last, terms)) if *last == key => terms.end = number + 1,
            _ => self.buckets.push((key, number..number + 1)),
        }
        if is_long {
            self.last_long = number;
        }
        self.sets.insert(term, window, edges);
    }

    /// Adds what is known of the term that comes next in the pool.
    fn push_entry(&mut self, parent: u32) {
        let mut entry = [0; 3];
        (entry[START], entry[PARENT], entry[FIRST]) =
            (self.pool.len() as u32, parent, self.mentions.len() as u32);
        self.entries.push(entry);
    }

    fn term(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let end = self.entries.get(number + 1).map_or(self.pool.len(), |next| next[START] as usize);
        &self.pool[self.entries[number][START] as usize..end]
    }

    /// The tables of the terms that were added.
    pub(crate) fn finish(mut self) -> Tables {
        self.push_entry(NONE);
        let mut slots = vec![EMPTY; (self.buckets.len() * 6 / 5 + 1).next_power_of_two()];
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
        let tables: [Vec<u8>; 5] = [
            self.pool,
            numbers(self.entries.into_flattened()),
            numbers(self.mentions),
            slots.into_flattened(),
            words(self.sets.0),
        ];
        Tables(tables.map(Cow::Owned))
    }
}
