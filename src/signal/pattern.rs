//! Numbers, addresses and legal marks, found by regular expressions. Looked for outside the body only.

mod filter;

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use self::filter::possible;
use super::date;
use crate::label::Kind;

/// The numbers of the patterns in [`PATTERNS`].
const COPYRIGHT: usize = 0;
const LICENCE: usize = 1;
const REGISTRATION: usize = 2;
const CALL: usize = 3;
const MAIL: usize = 4;
const PAGES: usize = 5;
const RESIDUE: usize = 6;
const NETWORK: usize = 7;
const HASH_TAGS: usize = 8;

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

/// The patterns that were asked for, compiled: most texts need none.
static COMPILED: [OnceLock<Option<Regex>>; PATTERNS.len()] = [const { OnceLock::new() }; PATTERNS.len()];

/// The pattern with a number in [`PATTERNS`].
fn pattern(number: usize) -> Option<&'static Regex> {
    COMPILED[number].get_or_init(|| Regex::new(PATTERNS[number].0).ok()).as_ref()
}

/// Calls `vote` with the kind and weight of every pattern that the text holds; `digits` is the number of its digits.
pub(crate) fn votes(text: &str, digits: u32, mut vote: impl FnMut(Kind, f32)) {
    let possible = possible(text, digits);
    // Most texts can match none.
    let patterns = if possible == 0 { &[] } else { PATTERNS };
    for (i, &(_, kind, weight)) in patterns.iter().enumerate().filter(|(i, _)| possible >> i & 1 != 0) {
        let is_held = |pattern: &Regex| match i {
            CALL => pattern.find_iter(text).any(|found| !is_dated(text, found.range())),
            _ => pattern.is_match(text),
        };
        if pattern(i).is_some_and(is_held) {
            vote(kind, weight);
        }
    }
}

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
        assert!((0..PATTERNS.len()).all(|number| pattern(number).is_some()));
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
                let matches = pattern(i).unwrap().is_match(&text);
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
            // Dates are not telephone numbers.
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
