//! Plain ASCII text, sixteen bytes at a time in [lanes](crate::unicode::lanes): what the fold copies without a closer look.

use crate::unicode::lanes::{bits, mask};

/// Bytes that are looked at together.
pub(super) const LANES: usize = 16;

/// The plain bytes that a text begins with.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    /// How many they are, at most [`LANES`].
    pub(super) len: usize,
    /// Which of them separate words, as bits.
    pub(super) separators: u32,
}

/// Plain are letters, digits, signs that mean nothing to the fold, and separators between words of two letters or more. Not
/// plain are a blank after another, a digit that may stand for a letter, and a separator after a single letter.
#[inline]
pub(super) fn plain(text: &[u8]) -> Plain {
    match text.first_chunk() {
        Some(bytes) => look(bytes),
        None => last(text),
    }
}

/// The end of a text, filled up with bytes that are not plain.
fn last(text: &[u8]) -> Plain {
    let mut bytes = [u8::MAX; LANES + 1];
    bytes.iter_mut().zip(text).for_each(|(lane, byte)| *lane = *byte);
    look(&bytes)
}

fn look(bytes: &[u8; LANES + 1]) -> Plain {
    let (mut blanks, mut separators, mut stops) = ([0; LANES], [0; LANES], [0; LANES]);
    for lane in 0..LANES {
        let (byte, next) = (bytes[lane], bytes[lane + 1]);
        blanks[lane] = mask(byte == b' ');
        separators[lane] = mask(byte == b' ') | mask(byte == b'.') | mask(byte == b'~');
        let special = mask(byte == b'-') | mask(byte == b'_') | mask(byte == b'*') | mask(byte == b'+');
        let other = mask(byte < b' ') | mask(byte == b'^') | mask(byte > b'~');
        let letter = mask((next | 0x20).wrapping_sub(b'a') < 26);
        // A digit before Han does not stand for a letter.
        let high = mask(next >= 0x80) & !mask(next.wrapping_sub(0xE4) < 6);
        stops[lane] = special | other | mask(byte.wrapping_sub(b'0') < 10) & (letter | high);
    }
    let (blanks, separators) = (bits(blanks) as u32, bits(separators) as u32);
    let stops = bits(stops) as u32 | blanks & blanks << 1 | separators & separators << 2 | 1 << LANES;
    let len = stops.trailing_zeros();
    Plain { len: len as usize, separators: separators & ((1 << len) - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    /// By the definition, byte by byte.
    fn naive(text: &[u8]) -> usize {
        let separates = |at: usize| matches!(text[at], b' ' | b'.' | b'~');
        let stops = |at: usize| match text[at] {
            b'-' | b'_' | b'*' | b'+' | b'^' | 0..b' ' | 0x7F.. => true,
            b'0'..=b'9' => text.get(at + 1).is_none_or(|next| {
                next.is_ascii_alphabetic() || !next.is_ascii() && !matches!(next, 0xE4..=0xE9)
            }),
            b' ' if at > 0 && text[at - 1] == b' ' => true,
            _ => separates(at) && at > 1 && separates(at - 2),
        };
        (0..text.len().min(LANES)).find(|&at| stops(at)).unwrap_or(text.len().min(LANES))
    }

    /// However much plain text stands before: that is read many bytes at a time.
    #[test]
    fn plain_text_is_read_at_once_and_nothing_after_it_missed() {
        let prose =
            "the old ferry, and the captain of the harbour rings the bell at six. all of them leave at once";
        for at in 0..prose.len() {
            let before = &prose[..at];
            // A letter by itself would belong to those after it.
            if before.trim_end().rsplit([' ', '.']).next().is_some_and(|word| word.len() == 1) {
                continue;
            }
            for (after, expected) in [
                (" 카.지", " 카지"),
                (" c a s i", " casi"),
                (" c.a.s.i of", " casi of"),
                ("  mill", " mill"),
                (" -ya", " ya"),
            ] {
                let (folded, expected) =
                    (fold(&format!("{before}{after}")), format!("{}{expected}", before.trim_end()));
                assert_eq!(folded.trim_start(), expected.trim_start());
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn plain_text_is_that_of_the_definition(text in "[a-z]{0,9}([a-zA-Z]{0,5}[ .~,0-9*_+^\\-é字\\x00-\\x7F]){0,6}") {
            let Plain { len, separators } = plain(text.as_bytes());
            proptest::prop_assert_eq!(len, naive(text.as_bytes()));
            for (lane, byte) in text.bytes().take(LANES).enumerate() {
                let expected = lane < len && matches!(byte, b' ' | b'.' | b'~');
                proptest::prop_assert_eq!(separators >> lane & 1 != 0, expected);
            }
        }
    }
}
