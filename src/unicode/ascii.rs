//! ASCII letters, eight bytes at a time.

/// A bit of each byte, and the high one.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// How many ASCII letters stand in a row at the start, and how many of them are upper case.
#[inline]
pub(crate) fn leading_letters(bytes: &[u8]) -> (usize, u32) {
    let (mut len, mut upper) = (0, 0);
    loop {
        let word = first_eight(bytes.get(len..).unwrap_or_default());
        let letters = letters(word);
        let others = !letters & HIGH;
        // All bits below the first byte that is no letter.
        let run = (others & others.wrapping_neg()).wrapping_sub(1);
        let capitals = letters & run & !(word << 2);
        // Adds up the bytes.
        upper += ((capitals >> 7).wrapping_mul(ONES) >> 56) as u32;
        len += others.trailing_zeros() as usize / 8;
        if others != 0 {
            return (len, upper);
        }
    }
}

/// How many of eight bytes, the first the lowest, are ASCII letters in lower case that stand in a row at the start.
#[inline]
pub(crate) const fn leading_lowercase(word: u64) -> usize {
    // Such letters are letters that have the bit of lower case.
    let lowercase = letters(word) & word << 2;
    (!lowercase & HIGH).trailing_zeros() as usize / 8
}

/// The high bit of each byte that is an ASCII letter. Adding within seven bits never carries into the next byte.
const fn letters(word: u64) -> u64 {
    let small = (word | (0x20 * ONES)) & !HIGH;
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let behind_z = small + (0x7F - b'z' as u64) * ONES;
    from_a & !behind_z & !word & HIGH
}

/// The ASCII letters and digits that a text begins with, `len` of them, in lower case and eight at a time; zeros behind the
/// last.
#[inline]
pub(crate) fn lower_case(bytes: &[u8], len: usize) -> impl Iterator<Item = u64> {
    (0..len).step_by(8).map(move |at| {
        let own = u64::MAX >> (64 - 8 * (len - at).min(8));
        (first_eight(bytes.get(at..).unwrap_or_default()) | (0x20 * ONES)) & own
    })
}

/// The first eight bytes of a text; zeros behind the last.
#[inline]
fn first_eight(text: &[u8]) -> u64 {
    text.first_chunk().map_or_else(|| short(text), |&bytes| u64::from_le_bytes(bytes))
}

/// The last bytes of a text, less than eight.
#[cold]
fn short(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn letters_are_those_of_the_library(bytes in "(?s)[a-zA-Z]{0,20}[@\\[`{\\x00-\u{FF}]?[a-zA-Z]{0,9}") {
            let letters: Vec<u8> = bytes.bytes().take_while(u8::is_ascii_alphabetic).collect();
            let upper = letters.iter().filter(|byte| byte.is_ascii_uppercase()).count();
            proptest::prop_assert_eq!(leading_letters(bytes.as_bytes()), (letters.len(), upper as u32));
        }
    }

    #[test]
    fn lower_case_is_that_of_the_library() {
        let text = b"AbC12xyzQR7ab Cd";
        for len in 1..14 {
            let found: Vec<u8> = lower_case(text, len).flat_map(u64::to_le_bytes).collect();
            let mut expected = text[..len].to_ascii_lowercase();
            expected.resize(len.next_multiple_of(8), 0);
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn every_byte_is_a_letter_or_not() {
        for byte in 0..=255_u8 {
            for at in 0..8 {
                let mut bytes = [b'Q'; 8];
                bytes[at] = byte;
                let expected = if byte.is_ascii_alphabetic() { 8 } else { at };
                assert_eq!(leading_letters(&bytes).0, expected, "{byte} {at}");
                let mut bytes = [b'q'; 8];
                bytes[at] = byte;
                let expected = if byte.is_ascii_lowercase() { 8 } else { at };
                assert_eq!(leading_lowercase(u64::from_le_bytes(bytes)), expected, "{byte} {at}");
            }
        }
    }
}
