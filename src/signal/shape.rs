//! Signals of form: lists, repetition, sentences, brand-like words. None of them knows a vocabulary.
//!
//! Known false positives: tag lines and menus are lists, too; what they lack is terms and distance from the page.
//! Cost: a few walks over at most [`READ`] characters of a unit.

use super::Passage;
use super::passage::{READ, head};
use crate::profile::{brand, is_loud};
use crate::unicode::is_word;

/// What can stand between the parts of a list, besides ` I ` and wide gaps.
const SEPARATORS: [char; 14] = ['_', ',', '，', '、', '-', '|', '｜', '丨', '/', '·', '•', ';', '；', '–'];

/// Lengths of the parts of a list.
struct Parts {
    count: usize,
    mean: f32,
    /// Standard deviation ÷ mean.
    variation: f32,
}

/// A list of even parts: `((n − 2) / 4) · (1.2 − 1.2 v) · s`, each factor within 0 and 1, for n parts whose lengths
/// vary by v (standard deviation ÷ mean) and s = 1 without a full stop, else 0.4; 0 where the mean part is longer than
/// 24 characters.
pub(super) fn keyword_list(passage: &Passage<'_>) -> f32 {
    let Some(parts) = parts(passage.text) else { return 0.0 };
    if parts.mean > 24.0 {
        return 0.0;
    }
    let many = ((parts.count as f32 - 2.0) / 4.0).clamp(0.0, 1.0);
    let even = (1.2 - 1.2 * parts.variation).clamp(0.0, 1.0);
    let sentences = if passage.profile.sentences > 0 && passage.profile.stops > 0 { 0.4 } else { 1.0 };
    many * even * sentences
}

/// The separator that makes the most parts.
fn separator(text: &str) -> Option<char> {
    let mut counts = [0u32; SEPARATORS.len()];
    for number in text.chars().take(READ).filter_map(number_of) {
        counts[number] += 1;
    }
    let best = (0..counts.len()).max_by_key(|&i| (counts[i], std::cmp::Reverse(i)))?;
    (counts[best] >= 2).then_some(SEPARATORS[best])
}

/// The number of a separator in [`SEPARATORS`].
#[inline]
fn number_of(c: char) -> Option<usize> {
    match c {
        // Most of any text are letters, and only one letter is a separator.
        'a'..='z' | ' ' | 'A'..='Z' | '0'..='9' | '\u{C0}'..='\u{2000}' => None,
        '\u{4E00}'..='\u{9FFF}' if c != '丨' => None,
        _ => SEPARATORS.iter().position(|&separator| separator == c),
    }
}

/// The parts of the unit between its commonest separator, between ` I `, or, if it has neither, between blanks where
/// the script has no blanks of its own.
fn parts(text: &str) -> Option<Parts> {
    let head = head(text);
    if let Some(separator) = separator(head) {
        return Parts::of(head.split(separator));
    }
    if memchr::memmem::find_iter(head.as_bytes(), " I ").nth(1).is_some() {
        return Parts::of(head.split(" I "));
    }
    let wide = head.chars().filter(|&c| crate::unicode::counts_double(c)).count();
    (wide * 2 > head.chars().count()).then(|| Parts::of(head.split_whitespace())).flatten()
}

impl Parts {
    fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut n, mut sum, mut squares) = (0usize, 0.0f32, 0.0f32);
        for length in parts.map(|part| part.trim().chars().count() as f32).filter(|&length| length > 0.0) {
            n += 1;
            sum += length;
            squares += length * length;
        }
        let mean = sum / n.max(1) as f32;
        let variance = (squares / n.max(1) as f32 - mean * mean).max(0.0);
        (n >= 3).then(|| Self { count: n, mean, variation: variance.sqrt() / mean })
    }
}

/// The share of neighbouring parts of a list that begin or end with the same two characters, whichever is more.
pub(super) fn shared_affix(passage: &Passage<'_>) -> f32 {
    let Some(separator) = separator(passage.text) else { return 0.0 };
    let parts = || passage.text.split(separator).take(64).map(str::trim).filter(|part| !part.is_empty());
    let pairs = parts().count().saturating_sub(1);
    if pairs < 2 {
        return 0.0;
    }
    let alike = |end: fn(&str) -> [Option<char>; 2]| {
        let equal = parts().zip(parts().skip(1)).filter(|(a, b)| end(a) == end(b) && end(a)[1].is_some());
        equal.count() as f32 / pairs as f32
    };
    alike(|part| first_two(part.chars())).max(alike(|part| first_two(part.chars().rev())))
}

fn first_two(mut chars: impl Iterator<Item = char>) -> [Option<char>; 2] {
    [chars.next(), chars.next()]
}

/// How often pairs of neighbouring characters (scripts without blanks) or words recur: `1 − different ÷ all`,
/// of at least 8 pairs or words.
pub(super) fn redundancy(passage: &Passage<'_>) -> f32 {
    let mut seen = Seen::default();
    if passage.profile.is_double() {
        let mut before = None;
        for c in passage.text.chars().take(READ) {
            let this = is_word(c).then_some(c);
            if let (Some(a), Some(b)) = (before, this) {
                seen.insert((a as u32).wrapping_mul(0x0100_0193) ^ b as u32);
            }
            before = this;
        }
    } else {
        for word in passage.text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).take(READ / 4) {
            let go_on = |hash: u32, c: char| hash.wrapping_mul(31) ^ c as u32;
            seen.insert(word.chars().fold(7, |hash, c| match c {
                '\0'..='\x7F' => go_on(hash, c.to_ascii_lowercase()),
                _ => c.to_lowercase().fold(hash, go_on),
            }));
        }
    }
    seen.repeated()
}

/// A set of hashes in 1,024 bits; collisions make it count a few too many repetitions.
#[derive(Default)]
struct Seen {
    bits: [u64; 16],
    different: u32,
    all: u32,
}

impl Seen {
    fn insert(&mut self, hash: u32) {
        let slot = (hash.wrapping_mul(0x9E37_79B1) >> 22) as usize;
        let bit = 1 << (slot % 64);
        self.all += 1;
        self.different += u32::from(self.bits[slot / 64] & bit == 0);
        self.bits[slot / 64] |= bit;
    }

    fn repeated(&self) -> f32 {
        if self.all < 8 { 0.0 } else { 1.0 - self.different as f32 / self.all as f32 }
    }
}

/// Ends of sentences, and commas a quarter as much: `1 − 0.6^(ends + commas / 4)`. A long unit that ends on any stop,
/// such as a clause of a law on its semicolon, has one end at least.
pub(super) fn prose(passage: &Passage<'_>) -> f32 {
    let profile = passage.profile;
    let ends = profile.sentences.max(u32::from(profile.terminal && profile.is_long())) as f32;
    let commas = if ends > 0.0 { profile.commas as f32 / 4.0 } else { 0.0 };
    1.0 - 0.6f32.powf((ends + commas).min(20.0))
}

/// `1 − 0.6ⁿ` for n words of 5 to 16 ASCII letters and digits that end like a brand: on a betting word, or on two or
/// three digits, after at least four letters (`twin` and `fx168` are none). Looked for up to [`READ`] characters that are
/// neither.
pub(super) fn brand_tokens(passage: &Passage<'_>) -> f32 {
    if !passage.profile.brandlike {
        return 0.0;
    }
    let bytes = passage.text.as_bytes();
    let (mut brands, mut others, mut at) = (0, 0, 0);
    while others < READ && at < bytes.len() {
        let rest = &bytes[at..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if (5..=16).contains(&len) {
            brands += i32::from(passage.text.get(at..at + len).is_some_and(is_brand));
        }
        // Characters are counted by their first bytes.
        others += usize::from(rest.get(len).is_some_and(|&byte| byte & 0xC0 != 0x80));
        at += len + 1;
    }
    1.0 - 0.6f32.powi(brands.min(20))
}

fn is_brand(word: &str) -> bool {
    let digits = word.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = &word[..word.len() - digits];
    let letters = !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_alphabetic());
    let ending = |end: &str| {
        let start = word.len().saturating_sub(end.len());
        start >= 2 && word.as_bytes()[start..].eq_ignore_ascii_case(end.as_bytes())
    };
    let has_ending = || brand::ENDINGS.iter().any(|end| ending(end));
    letters && stem.len() >= brand::MIN_LETTERS && ((2..=3).contains(&digits) || has_ending())
}

/// `1 − 0.8ⁿ` for n signs of an offer: pictures, exclamation marks, percent and currency signs, and a third for each
/// digit of long numbers.
pub(super) fn hype(passage: &Passage<'_>) -> f32 {
    let profile = passage.profile;
    let all = profile.chars as usize <= READ || profile.loud == 0;
    let read = || passage.text.chars().take(READ).filter(|&c| is_loud(c)).count();
    let signs = if all { profile.loud as f32 } else { read() as f32 };
    let numbers = profile.long_numbers as f32 / 3.0;
    1.0 - 0.8f32.powf((signs + numbers).min(30.0))
}

/// `ln(1 + v) / ln(1 + 1000)` of v columns, at most 1.
pub(super) fn length(passage: &Passage<'_>) -> f32 {
    ((passage.profile.width() as f32).ln_1p() / 1000f32.ln_1p()).min(1.0)
}

/// Digits ÷ letters, marks and digits.
pub(super) fn digits(passage: &Passage<'_>) -> f32 {
    passage.profile.digits as f32 / passage.profile.weight().max(1) as f32
}

/// Upper-case letters ÷ letters.
pub(super) fn capitals(passage: &Passage<'_>) -> f32 {
    passage.profile.upper as f32 / passage.profile.letters.max(1) as f32
}

/// Characters that are neither letter, mark, digit nor white space ÷ all characters.
pub(super) fn signs(passage: &Passage<'_>) -> f32 {
    passage.profile.symbols() as f32 / passage.profile.chars.max(1) as f32
}

/// 1 where the unit ends on a stop, a closing quote or a semicolon.
pub(super) fn full_stop(passage: &Passage<'_>) -> f32 {
    f32::from(passage.profile.terminal)
}

/// 1 where the unit holds a web or mail address.
pub(super) fn address(passage: &Passage<'_>) -> f32 {
    f32::from(passage.profile.address)
}
