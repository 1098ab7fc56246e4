//! The tables of an index as bytes: those of the built-in terms lie in the library as the build script wrote them.

use std::borrow::Cow;
use std::ops::Range;

/// A number of 32 bits, the low byte first.
pub(crate) type Number = [u8; 4];
/// Sixty-four bits of filters.
pub(crate) type Word = [u8; 8];

#[inline]
pub(crate) fn number(bytes: &Number) -> u32 {
    u32::from_le_bytes(*bytes)
}

/// Of a term: where it begins in the pool, the longest other one that it begins with, and the first of its mentions.
pub(crate) type Entry = [Number; 3];

pub(crate) const START: usize = 0;
pub(crate) const PARENT: usize = 1;
pub(crate) const FIRST: usize = 2;

/// The names of the tables, in their order.
pub(crate) const NAMES: [&str; 5] = ["pool", "entries", "mentions", "slots", "sets"];

/// The tables; [`Index`](super::Index) tells what is in them.
#[derive(Clone, Debug)]
pub(crate) struct Tables(pub(crate) [Cow<'static, [u8]>; NAMES.len()]);

/// The place of a key in the hash table: the terms with it, or none.
pub(crate) type Slot = [u8; 16];

pub(crate) const EMPTY: Slot = [0; 16];

pub(crate) fn slot(key: u64, terms: &Range<u32>) -> Slot {
    let mut slot = EMPTY;
    slot[..8].copy_from_slice(&key.to_le_bytes());
    slot[8..12].copy_from_slice(&terms.start.to_le_bytes());
    slot[12..].copy_from_slice(&terms.end.to_le_bytes());
    slot
}

/// The key of a slot, and its terms.
#[inline]
pub(crate) fn bucket(slot: &Slot) -> (u64, Range<u32>) {
    let [key @ .., a, b, c, d, e, f, g, h] = *slot;
    (u64::from_le_bytes(key), u32::from_le_bytes([a, b, c, d])..u32::from_le_bytes([e, f, g, h]))
}
