//! Mandarin readings of Han characters.

use std::cmp::Ordering;

use crate::unicode::han::{HanMap, simplified};
use crate::unicode::tables::pinyin as table;

static READINGS: HanMap =
    HanMap { bits: &table::READINGS_BITS, ranks: &table::READINGS_RANKS, values: &table::READINGS_VALUES };

/// Marks the last syllable of a list.
const LAST: u16 = 1 << 15;

/// Syllables in the table.
const COUNT: usize = table::OFFSETS.len() - 1;

/// Whether `syllable` is a reading of `han` or of its other variant (個 and 个, 乾 and 干).
///
/// A syllable is toned pinyin in lower case and NFC, with ü where it belongs: `gè`, `nǚ`, or without tone `de`.
pub(crate) fn is_reading(han: char, syllable: &str) -> bool {
    let Some(value) = READINGS.get(simplified(han)) else { return false };
    let Some(id) = syllable_id(syllable) else { return false };
    match usize::from(value).checked_sub(COUNT) {
        None => value == id,
        Some(start) => list(start).any(|known| known == id),
    }
}

/// The syllables of the list that begins at `start`.
fn list(start: usize) -> impl Iterator<Item = u16> {
    let tail = table::LISTS.get(start..).unwrap_or_default();
    let more = tail.iter().position(|id| id & LAST != 0).map_or(0, |last| last + 1);
    tail.iter().take(more).map(|id| id & !LAST)
}

/// The number of a syllable.
fn syllable_id(syllable: &str) -> Option<u16> {
    let (mut low, mut high) = (0, COUNT);
    while low < high {
        let middle = usize::midpoint(low, high);
        match nth_syllable(middle)?.cmp(syllable) {
            Ordering::Equal => return u16::try_from(middle).ok(),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    None
}

fn nth_syllable(n: usize) -> Option<&'static str> {
    let (start, end) = (*table::OFFSETS.get(n)?, *table::OFFSETS.get(n + 1)?);
    table::SYLLABLES.get(usize::from(start)..usize::from(end))
}
