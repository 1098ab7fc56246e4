//! A learned vocabulary of boilerplate: hashed character n-grams of a line, each with a weight.
//!
//! Fitted by `cargo xtask fit` from labelled pages; `weights/README.md` tells from what and how. A block's logit is
//! `bias + scale * sum of table[gram] / sqrt(number of grams)`, positive where the block reads like an article.

use crate::steps;

/// Buckets of the hash table. One byte each.
pub(crate) const BUCKETS: usize = 1 << 16;
/// Of a long block so many characters are read from its start ...
const HEAD: usize = 100;
/// ... and so many from its end.
const TAIL: usize = 40;
/// The lengths of the n-grams.
const LENGTHS: usize = 3;

const START: u32 = 2;
const END: u32 = 3;
const GAP: u32 = 4;

/// The weights of the n-grams, one for each bucket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vocabulary<'a> {
    /// Weight of each bucket, in units of `scale`.
    pub(crate) table: &'a [u8; BUCKETS],
    /// What one unit of the table is worth.
    pub(crate) scale: f32,
    /// The logit of a block without a gram.
    pub(crate) bias: f32,
}

impl Vocabulary<'_> {
    /// The logit that a block is body, from its wording alone. Reads at most 140 characters.
    pub(crate) fn logit(&self, block: &str) -> f32 {
        let mut sum = 0;
        let mut count = 0_u16;
        grams(block, |gram| {
            // The table holds two's complement.
            sum += i32::from(self.table[usize::from(gram)].cast_signed());
            count += 1;
        });
        steps::count(usize::from(count));
        self.bias + self.scale * sum as f32 / f32::from(count.max(1)).sqrt()
    }
}

/// Visits the bucket of each n-gram (2 to 4 characters) of a block: lower case, digits as `0`, runs of white space
/// as one blank, framed by marks for its start and its end, and with a mark for what is left out of a long block.
pub(crate) fn grams(block: &str, visit: impl FnMut(u16)) {
    let mut window = Window { last: [0; LENGTHS], filled: 0, visit };
    window.push(START);
    let mut rest = block.chars();
    for c in rest.by_ref().take(HEAD) {
        window.push_char(c);
    }
    let mut rest = rest.as_str();
    if let Some((at, _)) = rest.char_indices().rev().nth(TAIL - 1)
        && at > 0
    {
        window.push(GAP);
        rest = &rest[at..];
    }
    for c in rest.chars() {
        window.push_char(c);
    }
    window.push(END);
}

/// The last characters, for the n-grams that end with the next one.
struct Window<F> {
    last: [u32; LENGTHS],
    filled: usize,
    visit: F,
}

impl<F: FnMut(u16)> Window<F> {
    fn push_char(&mut self, c: char) {
        let folded = fold(c);
        if folded != u32::from(' ') || self.last[LENGTHS - 1] != folded {
            self.push(folded);
        }
    }

    fn push(&mut self, c: u32) {
        const PRIME: u32 = 0x9E37_79B1;
        const PRIME_2: u32 = PRIME.wrapping_mul(PRIME);
        const PRIME_3: u32 = PRIME_2.wrapping_mul(PRIME);
        let [third, second, first] = self.last;
        let two = c.wrapping_add(first.wrapping_mul(PRIME));
        let three = two.wrapping_add(second.wrapping_mul(PRIME_2));
        let four = three.wrapping_add(third.wrapping_mul(PRIME_3));
        self.last = [second, first, c];
        if self.filled == LENGTHS {
            (self.visit)(bucket(two, 1));
            (self.visit)(bucket(three, 2));
            (self.visit)(bucket(four, 3));
            return;
        }
        for (length, hash) in [two, three, four].into_iter().enumerate().take(self.filled) {
            (self.visit)(bucket(hash, length as u32 + 1));
        }
        self.filled += 1;
    }
}

/// The bucket of an n-gram's hash; `length` keeps n-grams of different lengths apart.
fn bucket(hash: u32, length: u32) -> u16 {
    let mixed = (hash ^ (hash >> 15)).wrapping_add(length).wrapping_mul(0x85EB_CA6B);
    (mixed >> 16) as u16
}

/// What [`fold`] makes of ASCII.
const ASCII: [u8; 128] = {
    let mut table = [b' '; 128];
    let mut byte = 0x21;
    while byte < 128 {
        let digit = (byte as u8).is_ascii_digit();
        table[byte] = if digit { b'0' } else { (byte as u8).to_ascii_lowercase() };
        byte += 1;
    }
    table
};

/// Lower case for the alphabets that have it (by arithmetic: exact for the letters in use, and wrong without harm
/// for a few rare ones), digits as `0`, white space as a blank.
fn fold(c: char) -> u32 {
    let code = u32::from(c);
    if let Some(&folded) = ASCII.get(code as usize) {
        return folded.into();
    }
    match code {
        0xA0 | 0x2000..=0x200A | 0x3000 => u32::from(' '),
        0xFF10..=0xFF19 | 0x660..=0x669 | 0x6F0..=0x6F9 | 0x966..=0x96F | 0xE50..=0xE59 => u32::from('0'),
        0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3AB | 0x410..=0x42F => code + 0x20,
        0x100..=0x17F | 0x460..=0x52F | 0x1E00..=0x1EFF => code | 1,
        0x400..=0x40F => code + 0x50,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(block: &str) -> Vec<u16> {
        let mut found = Vec::new();
        grams(block, |gram| found.push(gram));
        found
    }

    #[test]
    fn grams_ignore_case_digits_and_the_amount_of_blank() {
        for (a, b) in
            [("Page 12", "page  34"), ("ÄÖÜ Ж Ё Σ", "äöü ж ё σ"), ("Ā Š Ѡ Ạ", "ā š ѡ ạ"), ("a\u{a0}b", "A b")]
        {
            assert_eq!(all(a), all(b), "{a}");
        }
        for (a, b) in [("page 1", "page 12"), ("ab", "ba"), ("ab", "a b"), ("字体", "字佛"), ("ā", "ă")]
        {
            assert_ne!(all(a), all(b), "{a}");
        }
    }

    #[test]
    fn long_blocks_are_read_at_their_ends() {
        let block = |middle: &str| format!("{}{}{}", "a".repeat(HEAD), middle, "b".repeat(TAIL));
        assert_eq!(all(&block("cd")), all(&block("some other words")));
        assert_ne!(all(&block("")), all(&block("cd")));
    }

    #[test]
    fn the_number_of_grams_is_that_of_the_formula() {
        // Framed: 5 characters, hence 4 bigrams, 3 trigrams and 2 of four characters.
        assert_eq!(all("abc").len(), 9);
        assert_eq!(all("").len(), 1);
    }

    #[test]
    fn logits_sum_the_weights() {
        let mut table = [0; BUCKETS];
        let grams = all("abc");
        table[usize::from(grams[0])] = 3_i8.cast_unsigned();
        table[usize::from(grams[1])] = (-9_i8).cast_unsigned();
        let vocabulary = Vocabulary { table: &table, scale: 0.5, bias: 1.0 };
        let expected: i32 = grams.iter().map(|&g| i32::from(table[usize::from(g)].cast_signed())).sum();
        assert_eq!(vocabulary.logit("abc"), 1.0 + 0.5 * expected as f32 / 3.0);
    }

    proptest! {
        #[test]
        fn grams_are_few(block in "(?s).{0,400}") {
            prop_assert!(all(&block).len() <= LENGTHS * (HEAD + TAIL + 2));
        }
    }
}
