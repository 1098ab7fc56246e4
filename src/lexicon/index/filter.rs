//! Tells of most places in a text that no term begins there, without a look at the terms.
//!
//! Sets hold what terms begin with: their first eight bytes, or fewer of shorter terms. Each place costs two or three looks at
//! a set, whatever stands there.

use super::builder::Edges;
use super::tables::Word;
use crate::hash::scatter;

/// A Bloom filter with two bits of one word for each key, or a plain set of pairs of bytes. Its words, a power of two, are some
/// of those of all sets.
///
/// A key that belongs to no term passes the filter if both of its bits happen to be set. With the built-in terms:
///
/// | set | KiB | bits set | passes |
/// |---|---|---|---|
/// | [`LONG`] | 64 | 16 % | 3 % |
/// | [`STEMS`] | 32 | 11 % | 1 % |
/// | [`HEADS`] | 4 | 2 % | .1 % |
/// | [`LENGTHS`] | 16 | 6 % | a length of a short term in 16 |
/// | [`SHORTER`] | 16 | 12 % | 1 % |
/// | [`GLUED`] | 16 | 17 % | 3 % |
/// | [`BEGINS`], [`WITHIN`] | 2 each | | as many second bytes share a bit |
#[derive(Clone, Copy)]
pub(crate) struct Set {
    first: usize,
    words: usize,
}

impl Set {
    /// The words after those of another set.
    const fn after(other: Self, words: usize) -> Self {
        Self { first: other.first + other.words, words }
    }

    /// The word of a hash.
    #[inline]
    const fn word(self, hash: u64) -> usize {
        self.first + (hash >> (64 - self.words.ilog2())) as usize
    }

    /// The word of a key, and its two bits.
    #[inline]
    const fn place(self, key: u64) -> (usize, u64) {
        let hash = hash(key);
        (self.word(hash), 1 << (hash >> 40 & 63) | 1 << (hash >> 34 & 63))
    }

    /// The word of a key, and where its byte begins.
    #[inline]
    const fn byte(self, key: u64) -> (usize, u64) {
        let hash = hash(key);
        (self.word(hash), hash >> 37 & 0o70)
    }

    /// The word of a pair of bytes, which is that of the first, and its bit.
    #[inline]
    const fn pair(self, first: u8, second: u8) -> (usize, u64) {
        (self.first + first as usize, 1 << (second & 63))
    }
}

/// The first eight bytes of terms of eight bytes or more.
const LONG: Set = Set { first: 0, words: 1 << 13 };
/// What short terms begin with: a word in ASCII, up to five letters; and six bytes of others, long ones among them.
const STEMS: Set = Set::after(LONG, 1 << 12);
/// Two or three bytes of others that are shorter.
const HEADS: Set = Set::after(STEMS, 1 << 9);
/// The lengths of short terms that begin with a word, six bytes or a head, as the bits of a byte.
const LENGTHS: Set = Set::after(HEADS, 1 << 11);
/// Short terms with their length, as [`short_key`] has them.
const SHORTER: Set = Set::after(LENGTHS, 1 << 11);
/// What terms of a single word begin with that are looked for in words run together: five bytes in ASCII, six of others.
const GLUED: Set = Set::after(SHORTER, 1 << 11);
/// The first two bytes of all terms; and of those that may begin within a word.
const BEGINS: Set = Set::after(GLUED, 1 << 8);
const WITHIN: Set = Set::after(BEGINS, 1 << 8);
pub(super) const WORDS: usize = WITHIN.first + WITHIN.words;

#[inline]
pub(super) const fn hash(key: u64) -> u64 {
    scatter(key ^ key >> 29)
}

/// The first `len` bytes, at most seven, and above them their number, in a byte that no text contains.
#[inline]
pub(super) const fn short_key(window: u64, len: usize) -> u64 {
    window & below(len) | (0xF8 | len as u64) << 56
}

/// All bits of the lowest bytes, of which there are at most seven.
const fn below(bytes: usize) -> u64 {
    (1 << (8 * bytes)) - 1
}

/// The word in ASCII at the start, up to five letters.
#[inline]
const fn word(window: u64) -> u64 {
    let others = others(window);
    // All bits below the first byte that is not a letter.
    let letters = (others & others.wrapping_neg()).wrapping_sub(1) >> 7;
    window & letters & below(5)
}

/// The stem of others: six bytes.
#[inline]
const fn stem(window: u64) -> u64 {
    window & below(6)
}

/// The first bytes of what has at least five columns.
#[inline]
const fn columns(window: u64) -> u64 {
    window & below(if (window as u8).is_ascii() { 5 } else { 6 })
}

/// The first bytes, which are the head of shorter ones.
#[inline]
const fn head(window: u64) -> u64 {
    window & below(head_len(window))
}

#[inline]
const fn head_len(window: u64) -> usize {
    if (window as u8).is_ascii() { 2 } else { 3 }
}

/// How many ASCII letters stand at the start.
const fn letters(window: u64) -> usize {
    others(window).trailing_zeros() as usize / 8
}

/// The high bit of each byte that is not an ASCII letter in lower case. Adding within seven bits never carries into the next.
#[inline]
const fn others(window: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = window & !HIGH;
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let after_z = low + (0x7F - b'z' as u64) * ONES;
    (!from_a | after_z | window) & HIGH
}

/// The sets that let something through by chance.
#[cfg(test)]
pub(crate) const HASHED: [Set; 6] = [LONG, STEMS, HEADS, LENGTHS, SHORTER, GLUED];

/// The sets of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filter<'t>(pub(super) &'t [Word; WORDS]);

impl Filter<'_> {
    /// The share of the bits of a set that are set.
    #[cfg(test)]
    pub(crate) fn filled(self, Set { first, words }: Set) -> f64 {
        let set = self.0[first..first + words].iter().flatten().map(|byte| byte.count_ones());
        f64::from(set.sum::<u32>()) / (64 * words) as f64
    }

    #[inline]
    fn holds(self, (word, bits): (usize, u64)) -> bool {
        u64::from_le_bytes(self.0[word]) & bits == bits
    }

    /// Whether a term can begin with eight bytes.
    #[inline]
    pub(super) fn may_be_long(self, window: u64) -> bool {
        self.holds(LONG.place(window))
    }

    /// Whether a term can begin with the first two of these bytes: any, or one that may begin within a word.
    #[inline]
    pub(crate) fn may_begin_with(self, window: u64, within: bool) -> bool {
        let [first, second, ..] = window.to_le_bytes();
        self.holds(if within { WITHIN } else { BEGINS }.pair(first, second))
    }

    /// For each of these bytes but the last, as a bit, whether a term that may begin within a word can begin there.
    #[inline]
    pub(crate) fn begins_within<const N: usize>(self, bytes: &[u8; N]) -> u64 {
        let begins = |i: usize| u64::from(self.holds(WITHIN.pair(bytes[i], bytes[i + 1])));
        (0..N - 1).rev().fold(0, |all, i| all << 1 | begins(i))
    }

    /// The lengths of terms of less than eight bytes that a text can begin with; the longest first.
    #[inline]
    pub(super) fn shorter(self, window: u64) -> impl Iterator<Item = usize> {
        let of = |key| {
            let (word, shift) = LENGTHS.byte(key);
            u64::from_le_bytes(self.0[word]) >> shift & 0xFF
        };
        let mut left = if (window as u8).is_ascii_lowercase() {
            if self.holds(STEMS.place(word(window))) { of(word(window)) } else { 0 }
        } else {
            let of_head = if self.holds(HEADS.place(head(window))) { of(head(window)) } else { 0 };
            of_head | of(stem(window))
        };
        let lengths = std::iter::from_fn(move || {
            let longest = left.checked_ilog2()?;
            left ^= 1 << longest;
            Some(longest as usize)
        });
        lengths.filter(move |&len| self.holds(SHORTER.place(short_key(window, len))))
    }

    /// Whether terms may begin with an ASCII letter. Both sets are always looked at, so that no branch has to be predicted.
    #[inline]
    pub(crate) fn may_begin_word(self, window: u64) -> bool {
        self.may_be_long(window) | self.holds(STEMS.place(word(window)))
    }

    /// The same for terms that begin otherwise.
    #[inline]
    pub(crate) fn may_begin_other(self, window: u64) -> bool {
        self.holds(STEMS.place(stem(window))) | self.holds(HEADS.place(head(window)))
    }

    /// Whether terms of five columns and more, of a single word, may begin there.
    #[inline]
    pub(crate) fn may_be_glued(self, window: u64) -> bool {
        self.holds(GLUED.place(columns(window)))
    }
}

/// Sets that are being filled.
#[derive(Debug)]
pub(super) struct Sets(pub(super) Vec<u64>);

impl Default for Sets {
    fn default() -> Self {
        Self(vec![0; WORDS])
    }
}

impl Sets {
    /// Inserts a term; `window` is its first eight bytes.
    pub(super) fn insert(&mut self, term: &[u8], window: u64, edges: Edges) {
        let (len, is_word) = (term.len(), letters(window) > 0);
        // Ideographs, kana and signs are not run together.
        if len >= 5 && !matches!(term[0], 0xE2..0xEA | 0xEE..) && !term.contains(&b' ') {
            self.set(GLUED.place(columns(window)));
        }
        if len >= 8 {
            self.set(LONG.place(window));
            if !is_word {
                self.set(STEMS.place(stem(window)));
            }
        } else {
            self.set(SHORTER.place(short_key(window, len)));
            if is_word {
                self.insert_word(window, len, len, edges.open);
            } else {
                self.insert_other(window, len);
            }
        }
        self.insert_pair(BEGINS, window, len);
        if edges.inner {
            self.insert_pair(WITHIN, window, len);
        }
    }

    fn set(&mut self, (word, bits): (usize, u64)) {
        self.0[word] |= bits;
    }

    /// Inserts the key of texts that begin with a short term of this length.
    fn insert_key(&mut self, set: Set, key: u64, len: usize) {
        self.set(set.place(key));
        let (word, shift) = LENGTHS.byte(key);
        self.0[word] |= 1 << len << shift;
    }

    /// Inserts the words of texts that begin with a short term whose first character is a letter; `read` bytes of them are
    /// known.
    fn insert_word(&mut self, window: u64, read: usize, len: usize, open: bool) {
        self.insert_key(STEMS, word(window), len);
        // If letters may follow, every letter may, up to five in all.
        if open && letters(window) == read && read < 5 {
            let longer = (b'a'..=b'z').map(|next| window | u64::from(next) << (8 * read));
            longer.for_each(|window| self.insert_word(window, read + 1, len, true));
        }
    }

    /// Inserts a short term that begins with another character.
    fn insert_other(&mut self, window: u64, len: usize) {
        if len >= 6 {
            self.insert_key(STEMS, stem(window), len);
        } else if len < head_len(window) {
            (0..=0xFF).for_each(|next| self.insert_key(HEADS, head(window | next << (8 * len)), len));
        } else {
            self.insert_key(HEADS, head(window), len);
        }
    }

    /// Inserts the first two bytes of a term, with every second byte if it has only one.
    fn insert_pair(&mut self, set: Set, window: u64, len: usize) {
        let [first, second, ..] = window.to_le_bytes();
        for second in if len == 1 { 0..=255 } else { second..=second } {
            self.set(set.pair(first, second));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_are_letters_in_a_row(bytes in "[a-z]{0,8}[A-Z@`{é \\x00]?[a-z]{0,8}") {
            let mut window = [0; 8];
            window.iter_mut().zip(bytes.bytes()).for_each(|(lane, byte)| *lane = byte);
            let expected = window.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            let word_of = window.iter().take(expected.min(5)).rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
            let window = u64::from_le_bytes(window);
            proptest::prop_assert_eq!((letters(window), word(window)), (expected, word_of));
        }
    }
}
