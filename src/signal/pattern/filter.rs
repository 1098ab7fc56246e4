//! Tells which patterns a text can match at all, by bytes and words that they need: regular expressions are slow to compile
//! and to run, and hardly any block matches one.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{CALL, COPYRIGHT, HASH_TAGS, LICENCE, MAIL, NETWORK, PAGES, REGISTRATION, RESIDUE};

/// Patterns of which every match holds one of a few words. Words in ASCII stand for all their cases; others are listed in
/// each.
const NEEDED: [(usize, &[&str]); 3] = [
    (COPYRIGHT, &["©", "(c)", "copyright", "all rights re", "版权所有", "版權所有"]),
    (LICENCE, &["icp", "安备", "许可证"]),
    (
        REGISTRATION,
        &[
            "hrb", "vat", "ust-", "ustid", "iva", "siret", "siren", "nip", "regon", "cnpj", "cif", "ИНН",
            "ИНн", "ИнН", "Инн", "иНН", "иНн", "инН", "инн", "ОГР", "ОГр", "ОгР", "Огр", "оГР", "оГр", "огР",
            "огр", "ЄДР", "ЄДр", "ЄдР", "Єдр", "єДР", "єДр", "єдР", "єдр",
        ],
    ),
];

/// Letters that regular expressions take for another case of `s`, `k`, `д` and `о`.
const ODD_CASE: [&str; 4] = ["\u{17F}", "\u{212A}", "\u{1C81}", "\u{1C82}"];

/// Finds the words of [`NEEDED`] and [`ODD_CASE`].
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = NEEDED.iter().flat_map(|(_, words)| *words).chain(&ODD_CASE);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// The words of [`NEEDED`] that are ASCII, as the [signs](sign) of their bytes.
const SIGNS_OF_WORDS: [u64; 15] = [
    signs(b"(c)"),
    signs(b"copyright"),
    signs(b"allrightsre"),
    signs(b"icp"),
    signs(b"hrb"),
    signs(b"vat"),
    signs(b"ust"),
    signs(b"ustid"),
    signs(b"iva"),
    signs(b"siret"),
    signs(b"siren"),
    signs(b"nip"),
    signs(b"regon"),
    signs(b"cnpj"),
    signs(b"cif"),
];

/// What the others, and [`ODD_CASE`], begin with.
const OTHER_LEADS: u64 = signs(&[0xC2, 0xC5, 0xD0, 0xD1, 0xE1, 0xE2, 0xE5, 0xE7, 0xE8]);

const AT: u64 = sign(b'@');
const QUESTION_MARK: u64 = sign(b'?');
const MARKUP_SIGNS: u64 = signs(b"<{&");
const CALL_SIGNS: u64 = signs(b"04(");
/// Among them the byte that `页` begins with.
const PAGE_SIGNS: u64 = signs(&[b'1', b'/', 0xE9]);
const PAGE_LETTERS: u64 = signs(b"pag");

/// A bit for a byte, which other bytes may share: a text without the bit does not hold the byte. Both cases of a letter have
/// the same, and bytes that no pattern begins with have none.
const fn sign(byte: u8) -> u64 {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' => 1 << (byte & 31),
        b'@' => 1 << 27,
        b'?' => 1 << 28,
        b'<' | b'{' | b'&' => 1 << 29,
        b'0' | b'4' | b'(' => 1 << 30,
        b'1' | b'/' => 1 << 31,
        0x80.. => 1 << (32 + (byte & 31)),
        _ => 0,
    }
}

const fn signs(bytes: &[u8]) -> u64 {
    let (mut all, mut i) = (0, 0);
    while i < bytes.len() {
        all |= sign(bytes[i]);
        i += 1;
    }
    all
}

static SIGNS: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = sign(byte as u8);
        byte += 1;
    }
    table
};

/// The patterns that the text can match at all, as bits; `digits` is the number of its digits.
pub(super) fn possible(text: &str, digits: u32) -> u16 {
    let bytes = text.as_bytes();
    let signs = bytes.iter().fold(0, |signs, byte| signs | SIGNS[usize::from(*byte)]);
    let has_any = |of: u64| signs & of != 0;
    let may_have_words = has_any(OTHER_LEADS) || SIGNS_OF_WORDS.iter().any(|word| signs & word == *word);
    let with_words = if may_have_words { with_words(text) } else { 0 };
    let first = bytes.first().copied().unwrap_or_default();
    let has_pages = has_any(PAGE_SIGNS) || signs & PAGE_LETTERS == PAGE_LETTERS;
    let is_question = has_any(QUESTION_MARK) && !first.is_ascii_alphanumeric();
    let is_value = text.len() <= LONGEST_RESIDUE && matches!(first.to_ascii_lowercase(), b'u' | b'n' | b'[');
    let others = [
        (CALL, digits >= 6 && has_any(CALL_SIGNS) && may_call(bytes)),
        (MAIL, has_any(AT)),
        (PAGES, digits > 0 && has_pages && may_paginate(text)),
        (RESIDUE, has_any(MARKUP_SIGNS) && is_marked(bytes) || is_question || is_value),
        (NETWORK, may_be_network(text)),
        (HASH_TAGS, first == b'#'),
    ];
    others
        .into_iter()
        .fold(with_words, |patterns, (pattern, may_match)| patterns | u16::from(may_match) << pattern)
}

/// The patterns of [`NEEDED`] of which the text holds a word; all of them where it has a letter in an odd case.
fn with_words(text: &str) -> u16 {
    let mut patterns = 0;
    // Most texts hold none of the words, which is quicker to tell than which ones a text holds.
    for found in WORDS.iter().filter(|words| words.is_match(text)).flat_map(|w| w.find_overlapping_iter(text))
    {
        let mut number = found.pattern().as_usize();
        let pattern = NEEDED.iter().find(|(_, words)| {
            number < words.len() || {
                number -= words.len();
                false
            }
        });
        patterns |= pattern.map_or(0b111, |(pattern, _)| 1 << pattern);
    }
    patterns
}

/// The most bytes of a value that a template left behind, such as `[object Object]`.
const LONGEST_RESIDUE: usize = 16;
/// The most bytes of the name of a network: in an odd case, a `k` has three.
const LONGEST_NETWORK: usize = 16;

/// Whether a text can hold a telephone number: a zero or `400` begins a word, or a bracket opens before a digit.
fn may_call(bytes: &[u8]) -> bool {
    let starts = |at: usize| at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    memchr::memchr3_iter(b'0', b'4', b'(', bytes).any(|at| match &bytes[at..] {
        [b'0' | b'(', digit, ..] if digit.is_ascii_digit() => bytes[at] == b'(' || starts(at),
        [b'4', b'0', b'0', ..] => starts(at),
        _ => false,
    })
}

/// Whether a text can hold markup: a sign of it, before what may follow that sign.
fn is_marked(bytes: &[u8]) -> bool {
    let is_mark = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        (b'<', Some(next)) => *next == b'/' || next.is_ascii_alphabetic(),
        (b'&', Some(next)) => matches!(next, b'n' | b'a' | b'l' | b'g' | b'q' | b'#'),
        (sign, _) => sign == b'{',
    };
    memchr::memchr3_iter(b'<', b'{', b'&', bytes).any(is_mark)
}

/// Whether a text can hold page numbers: it ends with a digit and has a slash, or has `1` before a blank, `pag`, or what
/// `页` begins with in UTF-8.
fn may_paginate(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends_with_digit = text.trim_end().ends_with(|c: char| c.is_ascii_digit());
    (0..bytes.len()).any(|at| match &bytes[at..] {
        [b'1', next, ..] => next.is_ascii_whitespace() || *next == 0x0B || !next.is_ascii(),
        [b'p' | b'P', b'a' | b'A', b'g' | b'G', ..] | [0xE9, 0xA1, ..] => true,
        [first, ..] => *first == b'/' && ends_with_digit,
        [] => false,
    })
}

/// Whether a text can be the name of a network: it is one, or is short and not in ASCII.
fn may_be_network(text: &str) -> bool {
    let initial = text.bytes().next().is_some_and(|first| first.is_ascii_alphabetic());
    text.len() <= LONGEST_NETWORK
        && initial
        && (!text.is_ascii() || NETWORKS.iter().any(|name| name.eq_ignore_ascii_case(text)))
}

/// The names in the pattern of social networks.
const NETWORKS: [&str; 16] = [
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "pinterest",
    "reddit",
    "email",
    "e-mail",
    "instagram",
    "youtube",
    "weibo",
    "line",
    "vk",
    "ok",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_can_be_searched_for() {
        assert!(WORDS.is_some());
    }
}
