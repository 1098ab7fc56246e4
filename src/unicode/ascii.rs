//! ASCII letters, eight bytes at a time.

/// The high bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// How many ASCII letters stand in a row at the start, and how many of them are upper case.
#[inline]
pub(crate) fn leading_letters(bytes: &[u8]) -> (usize, u32) {
    let (mut len, mut upper) = (0, 0);
    loop {
        let rest = bytes.get(len..).unwrap_or_default();
        let word = rest.first_chunk().map_or_else(|| short(rest), |&bytes| u64::from_le_bytes(bytes));
        let letters = letters(word);
        let others = !letters & HIGH;
        // All bits below the first byte that is not a letter.
        let run = (others & others.wrapping_neg()).wrapping_sub(1);
        let capitals = letters & run & !(word << 2);
        // One bit for each byte; the product adds them up in its highest byte.
        upper += ((capitals >> 7).wrapping_mul(ONES) >> 56) as u32;
        len += others.trailing_zeros() as usize / 8;
        if others != 0 {
            return (len, upper);
        }
    }
}

/// The high bit of each byte that is an ASCII letter. Adding within seven bits never carries into the next byte.
const fn letters(word: u64) -> u64 {
    let small = (word | (0x20 * ONES)) & !HIGH;
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let after_z = small + (0x7F - b'z' as u64) * ONES;
    from_a & !after_z & !word & HIGH
}

/// The last bytes of a text, fewer than eight.
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
    fn every_byte_is_a_letter_or_not() {
        for byte in 0..=255_u8 {
            for at in 0..8 {
                let mut bytes = [b'Q'; 8];
                bytes[at] = byte;
                let expected = if byte.is_ascii_alphabetic() { 8 } else { at };
                assert_eq!(leading_letters(&bytes).0, expected, "{byte} {at}");
            }
        }
    }
}
