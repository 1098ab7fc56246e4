//! Dates and times of day: numbers with separators, or numbers beside a word that may be the name of a month.
//!
//! Digits are those of any script, and years those of the calendars that pages are dated by. Read by hand: a regular
//! expression, which the tests compare it with where scripts do not matter, takes longer to compile than all wordlists. A
//! boundary is one of ASCII, as `(?-u:\b)` is, or the edge of a number.

use crate::unicode::{self, Script, is_digit, is_letter, is_mark, script};

/// Whether the text holds a date, or a time of day. Several times without a date are opening hours, a programme or a player.
pub(super) fn has_date(text: &str) -> bool {
    let (mut inside, mut times, mut after) = (false, 0, 0);
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let in_number = byte.is_ascii_digit() || leads_digit(byte) && digit(&text[at..]).is_some();
        if in_number && !inside && is_dated(&text[..at], &text[at..]) {
            return true;
        }
        if let Some(rest) = (in_number && !inside && at >= after).then(|| time(&text[at..])).flatten() {
            times += 1;
            after = text.len() - rest.len();
        }
        if byte.is_ascii() || byte >= FIRST_LEAD {
            inside = in_number || is_word(byte);
        }
    }
    times == 1
}

/// The least byte that a character of several bytes begins with.
const FIRST_LEAD: u8 = 0xC2;

/// Whether the number that `text` begins with belongs to a date; `before` is the text before it.
fn is_dated(before: &str, text: &str) -> bool {
    let numbers = || year_first(text).or_else(|| year_last(text));
    let words = || month_after(text).or_else(|| joined(text)).or_else(|| month_before(before, text));
    let calendars = || between_slashes(text).or_else(|| era(before, text));
    numbers().or_else(words).or_else(calendars).is_some()
}

/// `2024-03-05`, `2024年3月`, `2024. 3. 5.`.
fn year_first(text: &str) -> Option<()> {
    let text = one_of(blank(year(text, Script::Common)?), &['-', '/', '.', '年', '년'])?;
    one_of(blank(number(blank(text))?.1), &['-', '/', '.', '月', '월']).map(drop)
}

/// `5.3.2024`, `05/03/24`.
fn year_last(text: &str) -> Option<()> {
    let separated = |text| Some(blank(one_of(blank(number(text)?.1), &['-', '/', '.'])?));
    let text = separated(separated(text)?)?;
    year(text, Script::Common).and_then(end).or_else(|| end(digits(text, 2)?.1))
}

/// The text after a time of day, `14:05`.
fn time(text: &str) -> Option<&str> {
    let hours = digits(text, 2).filter(|(hour, _)| *hour < 24).or_else(|| digits(text, 1))?.1;
    let after = digits(hours.strip_prefix(':')?, 2).filter(|(minute, _)| *minute < 60)?.1;
    end(after).map(|()| after)
}

/// `1402/03/18`, `12/3/2568`. Such a year may be any number, so the date must be whole and possible, and between slashes:
/// versions have full stops, and telephone numbers hyphens.
fn between_slashes(text: &str) -> Option<()> {
    let persian = |text| year(text, Script::Arabic);
    let day = |text| up_to(31, text);
    let month = |text| up_to(12, text);
    let year_first = || end(day(slash(month(slash(persian(text)?)?)?)?)?);
    let year_last = || {
        let text = slash(month(slash(day(text)?)?)?)?;
        end(persian(text).or_else(|| year(text, Script::Thai))?)
    };
    year_first().or_else(year_last)
}

/// `令和6年`, `平成元年5月`, `民國113年5月6日`; without the name of the era, `113年5月6日`.
fn era(before: &str, text: &str) -> Option<()> {
    let of_era = |before: &str| ERAS.iter().any(|era| before.trim_end().ends_with(era));
    let month = |text| one_of(blank(number(blank(text))?.1), &['月']);
    if before.strip_suffix("元年").is_some_and(of_era) {
        return month(text).map(drop);
    }
    let year = digits(text, 3).or_else(|| number(text))?.1;
    let text = blank(year).strip_prefix('年')?;
    match (month(text), of_era(before)) {
        (Some(_), true) => Some(()),
        (Some(text), false) => one_of(blank(number(blank(text))?.1), &['日']).map(drop),
        // No date: `令和6年度`.
        (None, named) => (named && !text.starts_with(is_letter)).then_some(()),
    }
}

/// Eras from whose beginnings years are counted.
const ERAS: [&str; 7] = ["令和", "平成", "昭和", "大正", "明治", "民國", "民国"];

/// `5 March 2024`, `5. mars, 2024`, `5 de mayo de 2024`, `۱۸ خرداد ۱۴۰۲`, `5 มี.ค. 68`.
fn month_after(text: &str) -> Option<()> {
    let day = mark(ordinal(number(text)?.1));
    let first = day.trim_start().chars().next().filter(|c| !c.is_ascii() || c.is_ascii_alphabetic())?;
    let script = script(first);
    let word = of(gap(day, script)?);
    let (text, short) = month(word)?;
    let text = of(gap(mark(text), script)?);
    let of_century = || digits(text, 2).filter(|_| short).map(|(_, text)| text);
    end(year(text, script).or_else(of_century)?)
}

/// `5.mar.2024`, `05-Mar-2024`, `5/mar/2024`.
fn joined(text: &str) -> Option<()> {
    let separated = |text| one_of(text, &['.', '-', '/']);
    let (word, after) = month_word(separated(number(text)?.1)?)?;
    end(year(separated(after)?, script(word.chars().next()?))?)
}

/// `March 5th, 2024`: the name ends `before`, and `text` begins with the number.
fn month_before(before: &str, text: &str) -> Option<()> {
    let day = ordinal(number(text)?.1);
    let day = blanks(one_of(day, &[',', '،']).unwrap_or(day))?;
    let word = before.trim_end();
    let word = if word.len() < before.len() { word.strip_suffix('.').unwrap_or(word) } else { return None };
    end(year(day, script(word.chars().next_back()?))?)?;
    let letters = word.char_indices().rev().take_while(|&(_, c)| is_month_letter(c)).take(MOST_LETTERS);
    let is_start = |at: usize| {
        let before = word[..at].chars().next_back();
        let in_ascii = before.is_some_and(|c| c.is_ascii() && is_word(c as u8));
        in_ascii != is_word(word.as_bytes()[at]) || !before.is_some_and(|c| c == '_' || unicode::is_word(c))
    };
    letters.skip(LEAST_LETTERS - 1).any(|(at, _)| is_start(at)).then_some(())
}

/// The text after a word that may be the name of a month, and whether it is a short one of Thai, which short years follow.
fn month(text: &str) -> Option<(&str, bool)> {
    if let Some(text) = THAI.iter().find_map(|month| text.strip_prefix(month)) {
        return Some((text, true));
    }
    let (word, after) = month_word(text)?;
    // Of two calendars, or languages: `أيار/مايو`.
    let second = after.strip_prefix('/').filter(|_| !word.is_ascii()).and_then(month_word);
    Some((second.map_or(after, |(_, after)| after), false))
}

/// A word that may be the name of a month, and the text after it.
fn month_word(text: &str) -> Option<(&str, &str)> {
    let after = text.trim_start_matches(is_month_letter);
    let word = &text[..text.len() - after.len()];
    let is_month = (LEAST_LETTERS..=MOST_LETTERS).contains(&word.chars().count()) || SHORTEST.contains(&word);
    is_month.then_some((word, after))
}

const LEAST_LETTERS: usize = 3;
const MOST_LETTERS: usize = 12;

/// The short names of months in Thai, up to their last full stop.
#[rustfmt::skip]
const THAI: [&str; 12] = [
    "ม.ค", "ก.พ", "มี.ค", "เม.ย", "พ.ค", "มิ.ย", "ก.ค", "ส.ค", "ก.ย", "ต.ค", "พ.ย", "ธ.ค",
];

/// Names of months of two characters: May in Indian scripts, and `دی`.
const SHORTEST: [&str; 9] = ["मई", "मे", "মে", "மே", "మే", "મે", "ਮਈ", "ಮೇ", "دی"];

/// Letters, marks, and what joins them or keeps them apart.
fn is_month_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    is_letter(c) || is_mark(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

/// The digit that the text begins with, and the text after it.
#[inline]
fn digit(text: &str) -> Option<(u32, &str)> {
    match *text.as_bytes().first()? {
        byte @ b'0'..=b'9' => Some((u32::from(byte - b'0'), &text[1..])),
        byte if leads_digit(byte) => wide_digit(text),
        _ => None,
    }
}

/// Whether a non-ASCII digit may begin with this byte in UTF-8.
const fn leads_digit(byte: u8) -> bool {
    matches!(byte, 0xD9 | 0xDB | 0xDF | 0xE0 | 0xE1 | 0xEA | 0xEF | 0xF0)
}

#[cold]
fn wide_digit(text: &str) -> Option<(u32, &str)> {
    let c = text.chars().next().filter(|&c| is_digit(c))?;
    Some((value(c), &text[c.len_utf8()..]))
}

/// The value of a non-ASCII digit. The last hexadecimal digit of a zero is always 0 or 6.
fn value(c: char) -> u32 {
    let code = u32::from(c);
    let row = code & !15;
    let zero = if char::from_u32(row).is_some_and(is_digit) { row } else { row + 6 };
    code.saturating_sub(zero)
}

/// The value of `count` digits, and the text after them.
#[inline]
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    (0..count)
        .try_fold((0, text), |(value, text), _| digit(text).map(|(digit, text)| (10 * value + digit, text)))
}

/// The value of a number of one or two digits, and the text after it.
fn number(text: &str) -> Option<(u32, &str)> {
    digits(text, 2).or_else(|| digits(text, 1))
}

/// The text after a number from 1 to `most`.
fn up_to(most: u32, text: &str) -> Option<&str> {
    number(text).filter(|(value, _)| (1..=most).contains(value)).map(|(_, text)| text)
}

/// The text after a year: of our era, or of the calendars of those who write in a script.
fn year(text: &str, script: Script) -> Option<&str> {
    let (year, text) = digits(text, 4)?;
    let is_year = match year / 100 {
        19 | 20 => true,
        24 | 25 => matches!(script, Script::Thai | Script::Lao | Script::Khmer),
        13 | 14 => script == Script::Arabic,
        _ => false,
    };
    is_year.then_some(text)
}

/// The text after one of these characters.
fn one_of<'t>(text: &'t str, chars: &[char]) -> Option<&'t str> {
    text.strip_prefix(chars)
}

fn slash(text: &str) -> Option<&str> {
    one_of(text, &['/'])
}

/// The text after a full stop or a comma, if there is one.
fn mark(text: &str) -> &str {
    one_of(text, &['.', ',', '،']).unwrap_or(text)
}

/// The text after at most one character of white space.
fn blank(text: &str) -> &str {
    text.strip_prefix(char::is_whitespace).unwrap_or(text)
}

/// The text after all white space, at least one character.
fn blanks(text: &str) -> Option<&str> {
    Some(text.trim_start()).filter(|rest| rest.len() < text.len())
}

/// The text after the white space between a number and a word. Some scripts may do without that space.
fn gap(text: &str, script: Script) -> Option<&str> {
    match script {
        Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Some(text.trim_start()),
        _ => blanks(text),
    }
}

/// The text after the ending of an English ordinal number, if there is one.
fn ordinal(text: &str) -> &str {
    let mut chars = text.chars();
    let ending = [chars.next(), chars.next()].map(|c| c.map_or(' ', |c| c.to_ascii_lowercase()));
    match ending {
        ['s' | '\u{17F}', 't'] | ['n' | 'r', 'd'] | ['t', 'h'] => chars.as_str(),
        _ => text,
    }
}

/// The text after the word `de`, or what Thai puts before a year of its era or ours, if there is one.
fn of(text: &str) -> &str {
    if let Some(text) = ["พ.ศ.", "ค.ศ."].iter().find_map(|era| text.strip_prefix(era)) {
        return text.trim_start();
    }
    let is_of = text.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("de"));
    is_of.then(|| blanks(&text[2..])).flatten().unwrap_or(text)
}

/// Whether no word or number continues here.
fn end(text: &str) -> Option<()> {
    let goes_on = text.bytes().next().is_some_and(is_word) || digit(text).is_some();
    (!goes_on).then_some(())
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests;
