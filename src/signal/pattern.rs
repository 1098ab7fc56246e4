//! Numbers, addresses and marks of the law, by regular expression. Looked for outside the body only.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::date;
use crate::label::Kind;

/// What a pattern says about the kind of the block that holds it.
const PATTERNS: &[(&str, Kind, f32)] = &[
    // Copyright: sign, or the word with a year.
    (
        r"(?i)©|\(c\)\s*(19|20)[0-9][0-9]|copyright(?-u:\b)|all rights reserved|版权所有|版權所有",
        Kind::Legal,
        3.0,
    ),
    // Chinese licence numbers: ICP filing, public security filing, news and broadcasting permits.
    (
        r"(?i)ICP[备備证證]|[京沪津渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新滬遼蘇閩贛魯][公网網]+安备|许可证(编号|号)?[:：]?\s*[0-9]",
        Kind::Legal,
        3.0,
    ),
    // Company and tax registration.
    (
        r"(?i)(?-u:\b)(HRB\s*[0-9]+|VAT\s*(no|id|number)|USt-?Id|P\.?\s?IVA|SIRET|SIREN|NIP|REGON|CNPJ|CIF|ИНН|ОГРН|ЄДРПОУ)(?-u:\b)",
        Kind::Legal,
        2.5,
    ),
    // Telephone numbers: at least eight digits in groups, with a country or trunk code.
    (
        r"(\+[0-9]{1,3}[ .-]?)?(\([0-9]{2,5}\)|(?-u:\b)0[0-9]{1,4})[ .\-–/]?[0-9]{2,4}([ .\-–]?[0-9]{2,4}){1,3}(?-u:\b)|(?-u:\b)400[- ]?[0-9]{3}[- ]?[0-9]{4}(?-u:\b)",
        Kind::Contact,
        1.5,
    ),
    // Mail addresses.
    (r"[\w.+-]+@[\w-]+\.[\w.]{2,}", Kind::Contact, 1.5),
    // Rows of page numbers; page x of y.
    (
        r"(^|\s)1\s+2\s+3(\s|$)|(^|\s)[0-9]+\s*/\s*[0-9]+\s*$|(?i)(?-u:\b)page [0-9]+ of [0-9]+|第\s*[0-9]+\s*页|共\s*[0-9]+\s*页",
        Kind::Pagination,
        2.5,
    ),
    // Markup and template remains.
    (
        r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|\{\{?[\w .]*\}?\}|&(nbsp|amp|lt|gt|quot|#[0-9]+);|^\W*\?+\W*$|(?i)^(undefined|null|nan|\[object object\])$",
        Kind::Residue,
        3.0,
    ),
    // Signs of social networks bound to nothing else.
    (
        r"(?i)^(facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|reddit|email|e-mail|instagram|youtube|weibo|line|vk|ok)$",
        Kind::Share,
        1.5,
    ),
    // Hash tags.
    (r"^(#[\w\p{L}]+[\s,]*)+$", Kind::Tags, 3.0),
];

static KINDS: [LazyLock<Option<Regex>>; PATTERNS.len()] = [
    LazyLock::new(|| regex(0)),
    LazyLock::new(|| regex(1)),
    LazyLock::new(|| regex(2)),
    LazyLock::new(|| regex(3)),
    LazyLock::new(|| regex(4)),
    LazyLock::new(|| regex(5)),
    LazyLock::new(|| regex(6)),
    LazyLock::new(|| regex(7)),
    LazyLock::new(|| regex(8)),
];

fn regex(number: usize) -> Option<Regex> {
    Regex::new(PATTERNS.get(number)?.0).ok()
}

/// What a text must hold for the first three patterns: every match of one begins with or holds one of its words. The words
/// are in the cases that a text can have them in; those of ASCII letters stand for all.
const NEEDED: [(usize, &[&str]); 3] = [
    (0, &["©", "(c)", "copyright", "all rights re", "版权所有", "版權所有"]),
    (1, &["icp", "安备", "许可证"]),
    (
        2,
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

const MAIL: u64 = sign(b'@');
const QUESTION: u64 = sign(b'?');
const MARKUP: u64 = signs(b"<{&");
const CALL: u64 = signs(b"04(");
const PAGE: u64 = signs(b"1/");
const PAGE_LETTERS: u64 = signs(b"pag");
const PAGE_LEAD: u64 = sign(0xE9);

/// A bit for a byte, which others have too: without it, a text does not hold the byte. Letters have one without regard to
/// case, and what no pattern begins with has none.
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

/// The patterns, as bits, that the text can match at all.
fn possible(text: &str, digits: u32) -> u16 {
    let bytes = text.as_bytes();
    let signs = bytes.iter().fold(0, |signs, byte| signs | SIGNS[usize::from(*byte)]);
    let mut patterns = 0;
    if signs & OTHER_LEADS != 0 || SIGNS_OF_WORDS.iter().any(|word| signs & word == *word) {
        patterns |= with_words(text);
    }
    patterns |= u16::from(digits >= 6 && signs & CALL != 0 && may_call(bytes)) << 3;
    patterns |= u16::from(signs & MAIL != 0) << 4;
    let pages = signs & (PAGE | PAGE_LEAD) != 0 || signs & PAGE_LETTERS == PAGE_LETTERS;
    patterns |= u16::from(digits > 0 && pages && may_paginate(text)) << 5;
    let first = bytes.first().map_or(0, u8::to_ascii_lowercase);
    let word = text.len() <= LONGEST_RESIDUE && matches!(first, b'u' | b'n' | b'[');
    let asks = signs & QUESTION != 0 && !bytes.first().is_some_and(u8::is_ascii_alphanumeric);
    patterns |= u16::from(signs & MARKUP != 0 && is_marked(bytes) || asks || word) << 6;
    patterns |= u16::from(may_be_network(text)) << 7;
    patterns | u16::from(bytes.first() == Some(&b'#')) << 8
}

/// Those of the first three patterns of which the text holds a word.
fn with_words(text: &str) -> u16 {
    let mut patterns = 0;
    // Most blocks hold none of the words, which is quicker to tell than which.
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

/// Bytes of `[object object]`, with letters of two bytes for `s` and `k`, had it any.
const LONGEST_RESIDUE: usize = 16;
/// Bytes of the name of a network, `facebook`, likewise with a `K` of three bytes.
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

/// Whether a text can hold markup: a sign, with what may follow it.
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

/// Whether a text can be the name of a network: it is one, or is short and has letters beyond ASCII.
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

/// Calls `vote` with the kind and weight of every pattern that the text holds; `digits` is the number of its digits.
pub(crate) fn votes(text: &str, digits: u32, mut vote: impl FnMut(Kind, f32)) {
    let possible = possible(text, digits);
    // Mostly none.
    let patterns = if possible == 0 { &[] } else { PATTERNS };
    for (i, &(_, kind, weight)) in patterns.iter().enumerate().filter(|(i, _)| possible >> i & 1 != 0) {
        let is_held = |pattern: &Regex| match i {
            CALLS => pattern.find_iter(text).any(|found| !is_dated(text, found.range())),
            _ => pattern.is_match(text),
        };
        if KINDS[i].as_ref().is_some_and(is_held) {
            vote(kind, weight);
        }
    }
}

/// The number of the pattern of telephone numbers.
const CALLS: usize = 3;

/// Whether what looks like a telephone number is a date, or a part of one.
fn is_dated(text: &str, call: Range<usize>) -> bool {
    let before = text[..call.start].trim_end_matches(|c: char| c.is_ascii_digit() || "./-".contains(c));
    date::has_date(&text[before.len()..call.end])
}

/// Whether the text holds a date or a time of day; `digits` is the number of its digits.
pub(crate) fn has_date(text: &str, digits: u32) -> bool {
    digits > 0 && date::has_date(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        assert!(KINDS.iter().all(|kind| kind.is_some()) && WORDS.is_some());
    }

    fn digits(text: &str) -> u32 {
        text.chars().filter(|&c| crate::unicode::is_digit(c)).count() as u32
    }

    proptest::proptest! {
        #[test]
        fn what_is_not_possible_does_not_match(
            text in "((?i)copyright|\\(c\\)|©| ?20[0-9]{2}|all rights reserved|版权所有|京公网安备|ICP备|许可证(编号)?:|HRB|VAT no|USt-?Id|\
                     P\\. ?IVA|SIRET|инн|ОГРН|ЄДРПОУ|NIP|ſIRET|faceboo\u{212a}|tel|0[0-9]{3}|[0-9]{2,4}|[-+ /.:()?#@&<>{}]|page|of|\
                     第|页|共|(?i)null|undefined|nan|\\[object object\\]|facebook|vk|x|e-mail|1\\s{1,2}2\\s3|(?-i)nbsp;|a|b){0,6}",
        ) {
            let possible = possible(&text, digits(&text));
            for i in 0..PATTERNS.len() {
                let matches = regex(i).unwrap().is_match(&text);
                proptest::prop_assert!(!matches || possible >> i & 1 != 0, "{}", i);
            }
            proptest::prop_assert!(digits(&text) > 0 || !date::has_date(&text));
        }
    }

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2025-04-17 11:54:55", true),
            ("2024年3月5日", true),
            ("2023년 1월 2일", true),
            ("12.03.2021", true),
            ("3 mars 2020", true),
            ("12 de maio de 2019", true),
            ("March 4th, 2018", true),
            ("5 января 2022 г.", true),
            ("May 6, 2024", true),
            ("14:05", true),
            ("ab 6, 2024", false),
            ("abcdefghijklm 6, 2024", false),
            ("Version 1.2", false),
            ("25 apples and 2000 pears", false),
            ("About us", false),
        ] {
            assert_eq!(has_date(text, digits(text)), expected, "{text}");
        }
    }

    #[test]
    fn kinds() {
        for (text, expected) in [
            ("© 2024 Example Press", vec![Kind::Legal]),
            ("湘ICP备12345678号-3", vec![Kind::Legal]),
            ("Tel. 030 1234 5678", vec![Kind::Contact]),
            ("030 1234 5678", vec![Kind::Contact]),
            // Dates are no telephone numbers.
            ("09.04.2024", vec![]),
            ("(27/03/2024)", vec![]),
            ("2021-04-07 08:05", vec![]),
            ("09.04.2024, 030 1234 5678", vec![Kind::Contact]),
            ("redaktion@example.org", vec![Kind::Contact]),
            ("1 2 3 … 12", vec![Kind::Pagination]),
            ("• <tr id=\"a1b2c\"></tr>", vec![Kind::Residue]),
            ("?", vec![Kind::Residue]),
            ("#harbour #storm", vec![Kind::Tags]),
            ("Facebook", vec![Kind::Share]),
            ("An ordinary headline about 3 ships", vec![]),
        ] {
            let mut found = Vec::new();
            votes(text, digits(text), |kind, _| found.push(kind));
            assert_eq!(found, expected, "{text}");
        }
    }
}
