//! Dates, numbers, addresses and marks of the law, by regular expression. Looked for outside the body only.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

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

/// A date: numbers with separators, or a number beside the name of a month.
const DATE: &str = r"(?i)(?-u:\b)(19|20)[0-9][0-9]\s?[-/.年년]\s?[0-9]{1,2}\s?[-/.月월](\s?[0-9]{1,2})?|(?-u:\b)[0-9]{1,2}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?(19|20)?[0-9][0-9](?-u:\b)|(?-u:\b)[0-9]{1,2}(st|nd|rd|th)?[.,]?\s+(de\s+)?\p{L}{3,12}[.,]?\s+(de\s+)?(19|20)[0-9][0-9](?-u:\b)|(?-u:\b)\p{L}{3,12}\.?\s+[0-9]{1,2}(st|nd|rd|th)?,?\s+(19|20)[0-9][0-9](?-u:\b)|(?-u:\b)(1?[0-9]|2[0-3]):[0-5][0-9](?-u:\b)";

static KINDS: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(PATTERNS.iter().map(|(pattern, _, _)| pattern)).ok());
static DATES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DATE).ok());

/// Calls `vote` with the kind and weight of every pattern that the text holds.
pub(crate) fn votes(text: &str, mut vote: impl FnMut(Kind, f32)) {
    if let Some(set) = &*KINDS {
        for i in &set.matches(text) {
            vote(PATTERNS[i].1, PATTERNS[i].2);
        }
    }
}

/// Whether the text holds a date or a time of day.
pub(crate) fn has_date(text: &str) -> bool {
    DATES.as_ref().is_some_and(|date| date.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        assert!(KINDS.is_some() && DATES.is_some());
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
            ("14:05", true),
            ("Version 1.2", false),
            ("25 apples and 2000 pears", false),
            ("About us", false),
        ] {
            assert_eq!(has_date(text), expected, "{text}");
        }
    }

    #[test]
    fn kinds() {
        for (text, expected) in [
            ("© 2024 Example Press", vec![Kind::Legal]),
            ("湘ICP备12345678号-3", vec![Kind::Legal]),
            ("Tel. 030 1234 5678", vec![Kind::Contact]),
            ("redaktion@example.org", vec![Kind::Contact]),
            ("1 2 3 … 12", vec![Kind::Pagination]),
            ("• <tr id=\"a1b2c\"></tr>", vec![Kind::Residue]),
            ("?", vec![Kind::Residue]),
            ("#harbour #storm", vec![Kind::Tags]),
            ("Facebook", vec![Kind::Share]),
            ("An ordinary headline about 3 ships", vec![]),
        ] {
            let mut found = Vec::new();
            votes(text, |kind, _| found.push(kind));
            assert_eq!(found, expected, "{text}");
        }
    }
}
