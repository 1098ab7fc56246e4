//! Simplified and Traditional Han characters.

use crate::unicode::tables::han as table;

/// Which Chinese writing a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HanVariant {
    /// Used in both, or no Han character.
    Neither,
    /// Used in Simplified writing only (or in Japanese).
    Simplified,
    /// Changes when converted to Simplified.
    Traditional,
}

/// A map from U+4E00..=U+9FFF to 16-bit values that only some characters have.
pub(super) struct HanMap {
    /// A bit for each character that has a value.
    pub(super) bits: &'static [u64],
    /// How many bits are set before each word.
    pub(super) ranks: &'static [u16],
    pub(super) values: &'static [u16],
}

impl HanMap {
    #[inline]
    pub(super) fn get(&self, c: char) -> Option<u16> {
        let (word, bit) = position(c);
        let bits = *self.bits.get(word)?;
        if bits >> bit & 1 == 0 {
            return None;
        }
        let below = (bits & ((1 << bit) - 1)).count_ones();
        self.values.get(usize::from(*self.ranks.get(word)?) + below as usize).copied()
    }
}

static SIMPLIFIED: HanMap = HanMap {
    bits: &table::SIMPLIFIED_BITS,
    ranks: &table::SIMPLIFIED_RANKS,
    values: &table::SIMPLIFIED_VALUES,
};

/// Word and bit of a character. The word is beyond every table for characters outside U+4E00..=U+9FFF.
#[inline]
fn position(c: char) -> (usize, u32) {
    let i = u32::from(c).wrapping_sub(0x4E00);
    ((i / 64) as usize, i % 64)
}

/// Whether the bit of a character is set; `None` outside U+4E00..=U+9FFF.
#[inline]
fn bit(bits: &[u64], c: char) -> Option<bool> {
    let (word, bit) = position(c);
    bits.get(word).map(|bits| bits >> bit & 1 != 0)
}

/// The character that a text begins with, if it is from U+4E00 to U+9FFF. Needs no table, only its bytes.
#[inline]
pub(crate) fn leading_ideograph(text: &[u8]) -> Option<char> {
    let &[a @ 0xE4..0xEA, b, c, ..] = text else { return None };
    let code = u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
    char::from_u32(code).filter(|c| *c >= '\u{4E00}')
}

/// The bytes at the start of a text that are characters from U+4E00 to U+9FFF without another Simplified form.
#[inline]
pub(crate) fn unchanged_ideographs(text: &[u8]) -> usize {
    let unchanged = |&&[a, b, c]: &&[u8; 3]| {
        let code = u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
        let i = code.wrapping_sub(0x4E00);
        let bits = table::SIMPLIFIED_BITS.get((i / 64) as usize);
        a >> 4 == 0xE && bits.is_some_and(|bits| bits >> (i % 64) & 1 == 0)
    };
    3 * text.as_chunks().0.iter().take_while(unchanged).count()
}

/// The writing that `c` belongs to, by `OpenCC`'s character dictionaries.
#[inline]
pub(crate) fn han_variant(c: char) -> HanVariant {
    match (bit(&table::SIMPLIFIED_BITS, c), bit(&table::SIMPLIFIED_ONLY, c)) {
        (Some(true), _) if table::ALSO_SIMPLIFIED.binary_search(&c).is_err() => HanVariant::Traditional,
        (_, Some(true)) => HanVariant::Simplified,
        (None, _) if is_rare(c) => rare_variant(c),
        _ => HanVariant::Neither,
    }
}

/// The variant of `c` as what it adds to the counts of Simplified and of Traditional characters.
#[inline]
pub(crate) fn han_variant_counts(c: char) -> (u32, u32) {
    let (word, bit) = position(c);
    match (table::SIMPLIFIED_BITS.get(word), table::SIMPLIFIED_ONLY.get(word)) {
        // What does not change is counted without a branch: either kind is common.
        (Some(changes), Some(only)) if changes >> bit & 1 == 0 => ((only >> bit & 1) as u32, 0),
        _ => {
            let variant = han_variant(c);
            (u32::from(variant == HanVariant::Simplified), u32::from(variant == HanVariant::Traditional))
        }
    }
}

/// Whether `c` lies where the ideographs outside U+4E00..=U+9FFF are.
#[inline]
const fn is_rare(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cold]
fn rare_variant(c: char) -> HanVariant {
    if table::SIMPLIFIED_ONLY_REST.binary_search(&c).is_ok() {
        HanVariant::Simplified
    } else if rare_simplified(c).is_some() {
        HanVariant::Traditional
    } else {
        HanVariant::Neither
    }
}

/// The Simplified form of `c`, the usual one where there are several; `c` itself where there is none.
#[inline]
pub(crate) fn simplified(c: char) -> char {
    match SIMPLIFIED.get(c) {
        Some(value) => from_value(value).unwrap_or(c),
        None if is_rare(c) => rare_simplified(c).unwrap_or(c),
        None => c,
    }
}

/// Values below U+3000 stand for characters that need more than 16 bits.
#[inline]
fn from_value(value: u16) -> Option<char> {
    if value < 0x3000 { table::BEYOND.get(usize::from(value)).copied() } else { char::from_u32(value.into()) }
}

#[cold]
fn rare_simplified(c: char) -> Option<char> {
    let found = table::SIMPLIFIED_REST.binary_search_by_key(&c, |&(from, _)| from).ok()?;
    table::SIMPLIFIED_REST.get(found).map(|&(_, to)| to)
}
