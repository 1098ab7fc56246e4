//! A learned vocabulary of boilerplate: hashed character n-grams of a line, each with a weight.
//!
//! Fitted by `cargo xtask fit` from labelled pages; `weights/README.md` tells from what and how. A block's logit is
//! `bias + scale * sum of table[gram] / sqrt(number of grams)`, positive where the block reads like an article.

use crate::steps;

/// The characters of a long block that are read from its start ...
const HEAD: usize = 100;
/// ... and from its end.
const TAIL: usize = 40;
/// The lengths of n-grams that are hashed at once: from 2 to 5 characters.
const LENGTHS: usize = 4;

const START: u32 = 2;
const END: u32 = 3;
const GAP: u32 = 4;

/// The most characters of a block that are read.
pub(crate) const REACH: usize = HEAD + TAIL;

/// Where the first piece is this far below a logit, the rest hardly ever makes up for it: in 5 to 41 of 31,616 long lines of the
/// development data, by the vocabulary of spam of 2c70f99 and for logits from -1 to 1.1.
const FAR: f32 = 1.5;

/// The weights of the n-grams of 2 to `LONGEST` characters, one for each bucket; there are a power of two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vocabulary<'a, const LONGEST: usize, const BUCKETS: usize> {
    /// Weight of each bucket, in units of `scale`.
    pub(crate) table: &'a [u8; BUCKETS],
    /// What one unit of the table is worth.
    pub(crate) scale: f32,
    /// The logit of a block without n-grams.
    pub(crate) bias: f32,
}

impl<const LONGEST: usize, const BUCKETS: usize> Vocabulary<'_, LONGEST, BUCKETS> {
    /// The logit that a block is body, from its wording alone. Reads at most 140 characters.
    pub(crate) fn logit(&self, block: &str) -> f32 {
        self.logit_of(std::iter::once(block))
    }

    /// The logit of a text in pieces.
    pub(crate) fn logit_of<'t>(&self, pieces: impl Iterator<Item = &'t str>) -> f32 {
        self.logit_from(pieces, f32::NEG_INFINITY).unwrap_or(self.bias)
    }

    /// The same, if it is at least `least`. Where the pieces so far are [`FAR`] below it, the whole is taken to be below it.
    pub(crate) fn logit_from<'t>(&self, pieces: impl Iterator<Item = &'t str>, least: f32) -> Option<f32> {
        let (mut sum, mut count) = (0, 0_u16);
        let mut logit = self.bias;
        for piece in pieces {
            grams::<LONGEST>(piece, |gram| {
                // The table holds two's complement. The mask keeps the index in range.
                sum += i32::from(self.table[bucket(gram, BUCKETS) & (BUCKETS - 1)].cast_signed());
                count += 1;
            });
            logit = self.bias + self.scale * sum as f32 / f32::from(count.max(1)).sqrt();
            if logit < least - FAR {
                break;
            }
        }
        steps::count(usize::from(count));
        (logit >= least).then_some(logit)
    }

    /// Visits the place after each character of a text, in bytes, with the worth of the n-grams that end there: what they would
    /// add to the sum of a text that holds them. There are no marks for its start and end. Stops when `visit` returns false.
    pub(crate) fn trace(&self, text: &str, mut visit: impl FnMut(usize, f32) -> bool) {
        let (mut last, mut known) = ([0; LENGTHS], 0);
        let lengths = LONGEST - 1;
        for (at, c) in text.char_indices() {
            let code = fold(c.into());
            let mut worth = 0;
            if known == 0 || code != BLANK || last[0] != BLANK {
                let mut hash = code;
                for (length, before) in (1..).zip(&last[..known]) {
                    hash = hash.wrapping_add(before.wrapping_mul(PRIME.wrapping_pow(length)));
                    let bucket = bucket(mixed(hash, length), BUCKETS) & (BUCKETS - 1);
                    worth += i32::from(self.table[bucket].cast_signed());
                }
                last.rotate_right(1);
                last[0] = code;
                known = lengths.min(known + 1);
            }
            if !visit(at + c.len_utf8(), self.scale * worth as f32) {
                break;
            }
        }
        steps::count(text.len());
    }
}

/// Visits the hash of each n-gram (2 to `LONGEST` characters) of a block: lower case, digits as `0`, runs of white space
/// as one blank, framed by marks for its start and its end, and with a mark for what is left out of a long block.
#[inline]
pub(crate) fn grams<const LONGEST: usize>(block: &str, mut visit: impl FnMut(u32)) {
    let lengths = LONGEST - 1;
    let mut read = [0; CAPACITY];
    // N-grams end at each character after the first.
    let ends = read_ends(block, &mut read) - BEFORE - 1;
    if let Some(first) = windows(&read, 0) {
        // Nothing goes back beyond the mark of the start.
        for end in 0..BEFORE.min(ends) {
            first.iter().take(lengths.min(end + 1)).for_each(|of_length| visit(of_length[end]));
        }
    }
    for at in (BEFORE..ends).step_by(ABREAST) {
        let Some(hashes) = windows(&read, at) else { break };
        for end in 0..ABREAST.min(ends - at) {
            hashes.iter().take(lengths).for_each(|of_length| visit(of_length[end]));
        }
    }
}

/// What the characters of an n-gram are multiplied by, to the power of their number from its end.
const PRIME: u32 = 0x9E37_79B1;

/// The characters that are hashed at once: as many as vector registers hold.
const ABREAST: usize = 8;

/// The hashes of the n-grams of the window that begins at a place; `None` after the end.
#[inline(always)] // As below; not every build does it by itself.
fn windows(read: &Read, at: usize) -> Option<[[u32; ABREAST]; LENGTHS]> {
    read.get(at..).and_then(<[u32]>::first_chunk).map(hashes)
}

/// The hashes of the n-grams that end with each character of a window but the first few, by their lengths.
#[inline(always)] // The hashes stay in registers until they are looked up.
fn hashes(window: &[u32; LENGTHS + ABREAST]) -> [[u32; ABREAST]; LENGTHS] {
    let term =
        |back: usize, i: usize| window[LENGTHS + i - back].wrapping_mul(PRIME.wrapping_pow(back as u32));
    let twos = std::array::from_fn(|i| term(0, i).wrapping_add(term(1, i)));
    let threes: [u32; ABREAST] = std::array::from_fn(|i| term(2, i).wrapping_add(twos[i]));
    let fours: [u32; ABREAST] = std::array::from_fn(|i| term(3, i).wrapping_add(threes[i]));
    let fives: [u32; ABREAST] = std::array::from_fn(|i| term(4, i).wrapping_add(fours[i]));
    let of_length = |hashes: [u32; ABREAST], length| hashes.map(|hash| mixed(hash, length));
    [of_length(twos, 1), of_length(threes, 2), of_length(fours, 3), of_length(fives, 4)]
}

/// The characters of a block that are read, folded and framed: a power of two, so that no index is out of range, above the
/// [`HEAD`], the [`TAIL`], three marks, and what a window needs before and after them.
type Read = [u32; CAPACITY];
const CAPACITY: usize = 256;
/// Places before the first character.
const BEFORE: usize = LENGTHS - 1;

/// Reads the ends of a block; returns the place after the last character.
fn read_ends(block: &str, read: &mut Read) -> usize {
    read[BEFORE] = START;
    let (at, mut len) = read_characters(block, HEAD, read, BEFORE + 1);
    let mut rest = &block[at..];
    if let Some(at) = last_characters(rest).filter(|&at| at > 0) {
        read[len % CAPACITY] = GAP;
        len += 1;
        rest = &rest[at..];
    }
    let (_, len) = read_characters(rest, TAIL, read, len);
    read[len % CAPACITY] = END;
    len + 1
}

const BLANK: u32 = b' ' as u32;

/// Appends up to `most` characters to those that are read; returns their bytes, and the place after the last.
fn read_characters(text: &str, most: usize, read: &mut Read, mut len: usize) -> (usize, usize) {
    let mut rest = text.as_bytes();
    let mut last = read[(len - 1) % CAPACITY];
    let mut left = most;
    while left > 0 {
        let eight = rest.first_chunk().filter(|eight| left >= eight.len() && eight[0].is_ascii());
        if let Some((eight, plain)) = eight.map(|eight| (eight, plain(*eight, last))).filter(|(_, n)| *n > 0)
        {
            // What is not plain is overwritten by what comes next.
            for (read, byte) in read[len % CAPACITY..].iter_mut().zip(eight) {
                *read = narrow(u32::from(*byte));
            }
            (len, left, rest) = (len + plain, left - plain, &rest[plain..]);
            last = read[(len - 1) % CAPACITY];
            continue;
        }
        let (folded, after) = match *rest {
            [] => break,
            [a @ 0..0x80, ref after @ ..] => (narrow(a.into()), after),
            [a @ 0xC2..0xE0, b, ref after @ ..] => (narrow(bits(&[a & 0x1F, b])), after),
            [a @ 0xE0..0xF0, b, c, ref after @ ..] => (fold(bits(&[a & 0xF, b, c])), after),
            [a, b, c, d, ref after @ ..] => (fold(bits(&[a & 7, b, c, d])), after),
            // Never in valid UTF-8.
            [_, ref after @ ..] => (BLANK, after),
        };
        read[len % CAPACITY] = folded;
        // No branch: blanks come in no order that could be predicted.
        len += usize::from((folded != BLANK) | (last != BLANK));
        (last, rest) = (folded, after);
        left -= 1;
    }
    (text.len() - rest.len(), len)
}

/// How many of these bytes are ASCII, before the first that is not; 0 where two blanks stand together, counting the character
/// `before` them.
#[inline]
fn plain(bytes: [u8; 8], before: u32) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let word = u64::from_le_bytes(bytes);
    let ascii = (word & HIGH).trailing_zeros() / 8;
    // The high bit of each blank, where all is ASCII: adding within seven bits never carries into the next byte.
    let blanks = !(word & !HIGH).wrapping_add((0x7F - 0x20) * ONES) & HIGH & !word;
    let before = if before == BLANK { 0x80 } else { 0 };
    if blanks & (blanks << 8 | before) == 0 { ascii as usize } else { 0 }
}

/// The code point that the low six bits of these bytes make.
#[inline]
fn bits(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 6 | u32::from(byte & 0x3F))
}

/// Where the last [`TAIL`] characters begin, if there are that many.
fn last_characters(text: &str) -> Option<usize> {
    let begins = |(_, byte): &(usize, u8)| byte & 0xC0 != 0x80;
    text.bytes().enumerate().rev().filter(begins).nth(TAIL - 1).map(|(at, _)| at)
}

/// The hash of an n-gram, its high bits well mixed; `length` keeps n-grams of different lengths apart.
fn mixed(hash: u32, length: u32) -> u32 {
    (hash ^ (hash >> 15)).wrapping_add(length).wrapping_mul(0x85EB_CA6B)
}

/// The bucket of a hash; `buckets` is their number, a power of two.
pub(crate) const fn bucket(hash: u32, buckets: usize) -> usize {
    (hash >> (u32::BITS - buckets.ilog2())) as usize
}

/// What [`fold`] makes of characters of one and two bytes.
static NARROW: [u16; 0x800] = {
    let mut table = [0; 0x800];
    let mut code = 0;
    while code < table.len() {
        table[code] = fold(code as u32) as u16;
        code += 1;
    }
    table
};

#[inline]
fn narrow(code: u32) -> u32 {
    NARROW.get(code as usize).copied().unwrap_or_default().into()
}

/// Lower case for the alphabets that have it (by arithmetic: exact for the letters in use, and wrong without harm
/// for a few rare ones), digits as `0`, white space as a blank.
#[inline]
const fn fold(code: u32) -> u32 {
    if 0x3001 <= code && code <= 0xFF0F {
        // Most scripts without capital letters.
        return code;
    }
    match code {
        0..=0x20 | 0xA0 | 0x2000..=0x200A | 0x3000 => b' ' as u32,
        0x30..=0x39 | 0xFF10..=0xFF19 | 0x660..=0x669 | 0x6F0..=0x6F9 | 0x966..=0x96F | 0xE50..=0xE59 => {
            b'0' as u32
        }
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3AB | 0x410..=0x42F => code + 0x20,
        0x100..=0x17F | 0x460..=0x52F | 0x1E00..=0x1EFF => code | 1,
        0x400..=0x40F => code + 0x50,
        _ => code,
    }
}

#[cfg(test)]
mod tests;
