//! Counts, and how they add up: a sum that is too large, as of files that somebody edited, stays at the largest number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What adds up, in any order.
pub(crate) trait Absorb {
    fn absorb(&mut self, other: Self);
}

/// The sum of counts.
pub(crate) fn total(counts: impl IntoIterator<Item = u64>) -> u64 {
    counts.into_iter().fold(0, u64::saturating_add)
}

impl Absorb for u64 {
    fn absorb(&mut self, other: Self) {
        *self = self.saturating_add(other);
    }
}

impl<K: Ord, V: Absorb> Absorb for BTreeMap<K, V> {
    fn absorb(&mut self, other: Self) {
        for (key, value) in other {
            match self.get_mut(&key) {
                Some(known) => known.absorb(value),
                None => {
                    self.insert(key, value);
                }
            }
        }
    }
}

/// How much of a corpus has a label or a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Share {
    /// Documents with such a segment.
    pub(crate) documents: u64,
    pub(crate) segments: u64,
    pub(crate) bytes: u64,
}

impl Absorb for Share {
    fn absorb(&mut self, other: Self) {
        self.documents.absorb(other.documents);
        self.segments.absorb(other.segments);
        self.bytes.absorb(other.bytes);
    }
}

/// The documents in one script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Script {
    pub(crate) documents: u64,
    pub(crate) with_spam: u64,
    pub(crate) bytes: u64,
    pub(crate) kept: u64,
    pub(crate) spam: u64,
}

impl Absorb for Script {
    fn absorb(&mut self, other: Self) {
        self.documents.absorb(other.documents);
        self.with_spam.absorb(other.with_spam);
        self.bytes.absorb(other.bytes);
        self.kept.absorb(other.kept);
        self.spam.absorb(other.spam);
    }
}

/// What a signal had to say about segments of one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reason {
    /// Segments in which it spoke.
    pub(crate) segments: u64,
    /// Sum of its contributions in thousandths: sums of fractions would depend on their order.
    pub(crate) milli: i64,
}

impl Absorb for Reason {
    fn absorb(&mut self, other: Self) {
        self.segments.absorb(other.segments);
        self.milli = self.milli.saturating_add(other.milli);
    }
}

/// A wordlist term in segments that were labelled for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TermCount {
    pub(crate) term: String,
    pub(crate) documents: u64,
    pub(crate) times: u64,
}

impl Absorb for TermCount {
    fn absorb(&mut self, other: Self) {
        self.documents.absorb(other.documents);
        self.times.absorb(other.times);
        // Two lists of one name in two runs can differ: the answer must not depend on the order.
        self.term = self.term.clone().max(other.term);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_stay_at_the_largest_number() {
        for (a, b, sum) in
            [(1, 2, 3), (u64::MAX, 0, u64::MAX), (u64::MAX, 1, u64::MAX), (u64::MAX - 1, 5, u64::MAX)]
        {
            let mut count = a;
            count.absorb(b);
            assert_eq!(count, sum);
            let term = |documents| TermCount { documents, ..TermCount::default() };
            let mut known = BTreeMap::from([("term", term(a))]);
            known.absorb(BTreeMap::from([("term", term(b)), ("other", term(b))]));
            assert_eq!((known["term"].documents, known["other"].documents), (sum, b));
        }
    }
}
