//! Pairs of characters that honest text has, in scripts that write no blanks: text that was spliced in breaks such a pair.

use crate::hash::scatter;
use crate::unicode::{Script, props, simplified};

/// Bits of the table; several pairs can share one.
pub(crate) const BITS: usize = 1 << 19;

/// Written by `cargo xtask fit-pairs`.
static TABLE: &[u8; BITS / 8] = include_bytes!("weights/pairs.bin");

/// Whether two characters often stand next to each other; `None` unless both are ideographs or kana. The table keeps only a bit
/// of each pair, so one in twelve of those that never do passes as well.
pub(crate) fn is_usual_pair(first: char, second: char) -> Option<bool> {
    pair_bit(first, second).map(|bit| TABLE[bit / 8] >> (bit % 8) & 1 != 0)
}

/// How many of some pairs are of ideographs or kana that hardly ever stand next to each other.
pub(crate) fn misfits(pairs: &[(char, char)]) -> usize {
    pairs.iter().filter(|&&(first, second)| is_usual_pair(first, second) == Some(false)).count()
}

/// The bit of a pair of ideographs or kana. Both variants of Chinese are one.
pub(crate) fn pair_bit(first: char, second: char) -> Option<usize> {
    let code = |c: char| {
        let unspaced = matches!(props(c).script(), Script::Han | Script::Hiragana | Script::Katakana);
        unspaced.then(|| u64::from(simplified(c)))
    };
    let hash = scatter(code(first)? << 32 | code(second)?);
    Some((hash >> 40) as usize % BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_pairs_are_those_of_words() {
        for (pair, expected) in [
            ("经济", Some(true)),
            ("經濟", Some(true)),
            ("記者", Some(true)),
            ("だっ", Some(true)),
            ("济鸭", Some(false)),
            ("a济", None),
            ("济。", None),
            ("한국", None),
        ] {
            let chars: Vec<char> = pair.chars().collect();
            assert_eq!(is_usual_pair(chars[0], chars[1]), expected, "{pair}");
        }
    }

    #[test]
    fn a_quarter_of_the_table_is_taken_at_most() {
        let set: u32 = TABLE.iter().map(|byte| byte.count_ones()).sum();
        assert!((BITS / 50..BITS / 4).contains(&(set as usize)), "{set}");
    }
}
