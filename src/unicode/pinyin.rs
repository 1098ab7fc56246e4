//! Mandarin readings of Han characters.

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
    let is_it = |id: u16| nth_syllable(id.into()) == Some(syllable);
    match usize::from(value).checked_sub(COUNT) {
        None => is_it(value),
        Some(start) => list(start).any(is_it),
    }
}

/// The syllables of the list that begins at `start`.
fn list(start: usize) -> impl Iterator<Item = u16> {
    let tail = table::LISTS.get(start..).unwrap_or_default();
    let more = tail.iter().position(|id| id & LAST != 0).map_or(0, |last| last + 1);
    tail.iter().take(more).map(|id| id & !LAST)
}

fn nth_syllable(n: usize) -> Option<&'static str> {
    let (start, end) = (*table::OFFSETS.get(n)?, *table::OFFSETS.get(n + 1)?);
    table::SYLLABLES.get(usize::from(start)..usize::from(end))
}
