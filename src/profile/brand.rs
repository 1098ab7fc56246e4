//! Words that have the shape of a brand name, told by their endings.

/// They are shapes, not names: any stem before one of them makes a brand.
pub(crate) const ENDINGS: [&str; 7] = ["bet", "win", "slot", "club", "casino", "poker", "toto"];

/// The fewest letters of a brand.
pub(crate) const MIN_LETTERS: usize = 4;

/// Whether the last word of a text, which has `letters` ASCII letters, ends like a brand, in any case.
#[inline]
pub(super) fn ends_like_brand(text: &[u8], letters: usize) -> bool {
    // Few words end with the letters of a brand.
    let Some(&last) = text.last_chunk() else { return false };
    let last = last_letters(last);
    last == LAST_LETTERS[slot(last)] && letters >= MIN_LETTERS && has_ending(&text[text.len() - letters..])
}

/// Three letters, in lower case, as a number.
const fn last_letters([a, b, c]: [u8; 3]) -> u32 {
    u32::from_le_bytes([a | 0x20, b | 0x20, c | 0x20, 0])
}

/// The slot of the last letters of a word. The factor gives each of the [`ENDINGS`] one of its own.
const fn slot(last_letters: u32) -> usize {
    (last_letters.wrapping_mul(0x5804_F923) >> 29) as usize
}

/// The last letters of the endings, each in its slot.
const LAST_LETTERS: [u32; 8] = {
    let mut slots = [0; 8];
    let mut i = 0;
    while i < ENDINGS.len() {
        let &[.., a, b, c] = ENDINGS[i].as_bytes() else { panic!() };
        let last = last_letters([a, b, c]);
        assert!(slots[slot(last)] == 0);
        slots[slot(last)] = last;
        i += 1;
    }
    slots
};

#[cold]
fn has_ending(word: &[u8]) -> bool {
    let ends = |end: &str| {
        let start = word.len().checked_sub(end.len());
        start.is_some_and(|start| word[start..].eq_ignore_ascii_case(end.as_bytes()))
    };
    ENDINGS.iter().any(|end| ends(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn brands_are_told_by_their_ends(
            before in "[a-z .]{0,3}",
            word in "[a-z]{0,3}(bet|win|slot|club|casino|poker|toto|Bet|POKER|lot|ino|club[s])?",
        ) {
            let lower = word.to_ascii_lowercase();
            let expected = word.len() >= MIN_LETTERS && ENDINGS.iter().any(|end| lower.ends_with(*end));
            proptest::prop_assert_eq!(ends_like_brand(format!("{before}{word}").as_bytes(), word.len()), expected);
        }
    }
}
