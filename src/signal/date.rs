//! Dates and times of day: numbers with separators, or numbers beside a word that may be the name of a month.
//!
//! Read by hand: as a regular expression, which the test still has, it takes longer to compile than all wordlists. A
//! boundary is one of ASCII, as `(?-u:\b)` is.

use crate::unicode::is_letter;

/// Whether the text holds a date or a time of day.
pub(super) fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() && !is_word(before) {
            let rest = &text[at..];
            let numbers = year_first(rest).or_else(|| year_last(rest)).or_else(|| time(rest));
            let words = || month_behind(rest).or_else(|| month_before(&text[..at], rest));
            if numbers.or_else(words).is_some() {
                return true;
            }
        }
        before = byte;
    }
    false
}

/// `2024-03-05`, `2024年3月`.
fn year_first(text: &str) -> Option<()> {
    let text = one_of(blank(year(text)?), &['-', '/', '.', '年', '년'])?;
    one_of(blank(number(blank(text))?), &['-', '/', '.', '月', '월']).map(drop)
}

/// `5.3.2024`, `05/03/24`.
fn year_last(text: &str) -> Option<()> {
    let separated = |text| Some(blank(one_of(blank(number(text)?), &['-', '/', '.'])?));
    let text = separated(separated(text)?)?;
    year(text).and_then(end).or_else(|| end(digits(text, 2)?))
}

/// `14:05`.
fn time(text: &str) -> Option<()> {
    let paired = ("00".."24").contains(&text);
    let hours = digits(text, 2).filter(|_| paired).or_else(|| digits(text, 1))?;
    let minutes = hours.strip_prefix(':').filter(|rest| rest.starts_with(['0', '1', '2', '3', '4', '5']))?;
    end(digits(minutes, 2)?)
}

/// `5 March 2024`, `5. mars, 2024`, `5 de mayo de 2024`.
fn month_behind(text: &str) -> Option<()> {
    let day = ordinal(number(text)?);
    let text = of(blanks(one_of(day, &['.', ',']).unwrap_or(day))?);
    let word = text.trim_start_matches(is_month_letter);
    if !(3..=12).contains(&text[..text.len() - word.len()].chars().count()) {
        return None;
    }
    end(year(of(blanks(one_of(word, &['.', ',']).unwrap_or(word))?))?)
}

/// `March 5th, 2024`, of which the number begins the second text.
fn month_before(before: &str, text: &str) -> Option<()> {
    let day = ordinal(number(text)?);
    end(year(blanks(day.strip_prefix(',').unwrap_or(day))?)?)?;
    let word = before.trim_end();
    let word = if word.len() < before.len() { word.strip_suffix('.').unwrap_or(word) } else { return None };
    let letters = word.char_indices().rev().take_while(|&(_, c)| is_month_letter(c)).take(12);
    let is_start = |at: usize| {
        let before = at.checked_sub(1).is_some_and(|at| is_word(word.as_bytes()[at]));
        before != is_word(word.as_bytes()[at])
    };
    letters.skip(2).any(|(at, _)| is_start(at)).then_some(())
}

/// Letters, and the one mark that regular expressions take for another case of a letter.
fn is_month_letter(c: char) -> bool {
    is_letter(c) || c == '\u{345}'
}

/// The text behind `count` digits.
fn digits(text: &str, count: usize) -> Option<&str> {
    let all = text.as_bytes().get(..count)?.iter().all(u8::is_ascii_digit);
    all.then(|| &text[count..])
}

/// The text behind a number of one or two digits.
fn number(text: &str) -> Option<&str> {
    digits(text, 2).or_else(|| digits(text, 1))
}

/// Behind a year.
fn year(text: &str) -> Option<&str> {
    digits(text, 4).filter(|_| text.starts_with("19") || text.starts_with("20"))
}

/// Behind one of these characters.
fn one_of<'t>(text: &'t str, chars: &[char]) -> Option<&'t str> {
    text.strip_prefix(chars)
}

/// Behind at most one character of white space.
fn blank(text: &str) -> &str {
    text.strip_prefix(char::is_whitespace).unwrap_or(text)
}

/// Behind all white space, at least one character.
fn blanks(text: &str) -> Option<&str> {
    Some(text.trim_start()).filter(|rest| rest.len() < text.len())
}

/// Behind the ending of an English ordinal number, if there is one.
fn ordinal(text: &str) -> &str {
    let mut chars = text.chars();
    let ending = [chars.next(), chars.next()].map(|c| c.map_or(' ', |c| c.to_ascii_lowercase()));
    match ending {
        ['s' | '\u{17F}', 't'] | ['n' | 'r', 'd'] | ['t', 'h'] => chars.as_str(),
        _ => text,
    }
}

/// Behind the word `de`, if there is one.
fn of(text: &str) -> &str {
    let is_of = text.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("de"));
    is_of.then(|| blanks(&text[2..])).flatten().unwrap_or(text)
}

/// Whether no word goes on.
fn end(text: &str) -> Option<()> {
    (!text.bytes().next().is_some_and(is_word)).then_some(())
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The same as a regular expression.
    const DATE: &str = r"(?i)(?-u:\b)(19|20)[0-9][0-9]\s?[-/.年년]\s?[0-9]{1,2}\s?[-/.月월](\s?[0-9]{1,2})?|(?-u:\b)[0-9]{1,2}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?(19|20)?[0-9][0-9](?-u:\b)|(?-u:\b)[0-9]{1,2}(st|nd|rd|th)?[.,]?\s+(de\s+)?\p{L}{3,12}[.,]?\s+(de\s+)?(19|20)[0-9][0-9](?-u:\b)|(?-u:\b)\p{L}{3,12}\.?\s+[0-9]{1,2}(st|nd|rd|th)?,?\s+(19|20)[0-9][0-9](?-u:\b)|(?-u:\b)([01]?[0-9]|2[0-3]):[0-5][0-9](?-u:\b)";
    static REGEX: LazyLock<Regex> = LazyLock::new(|| Regex::new(DATE).unwrap());

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn agrees_with_the_regular_expression(
            text in "((?i)19|20|[0-9]{1,2}|20[0-9]{2}|[-/.:,_x]|\u{3000}| {1,2}|年|月|년|월|st|nd|rd|th|ſt|de|мая|March|ab|\
                     [a-z]{10,13}|é\u{345}e|é){0,9}",
        ) {
            prop_assert_eq!(has_date(&text), REGEX.is_match(&text));
        }

        #[test]
        fn agrees_on_dates_with_a_flaw(
            day in "[ x]?([0-9]|[0-3][0-9])(st|nd|,|\\.)?", month in "(de )?(March|мая|Mai|ab|[a-z]{11,14})[.,]?", year in "(de )?(19|20)?[0-9]{2}x?",
            gaps in ["[ -/.]", "[ -/.]"], turned in any::<bool>(),
        ) {
            let [first, second] = gaps;
            let text = if turned { format!("{month}{first}{day}{second}{year}") } else { format!("{day}{first}{month}{second}{year}") };
            prop_assert_eq!(has_date(&text), REGEX.is_match(&text), "{}", text);
        }
    }
}
