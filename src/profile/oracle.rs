//! The counts of a block character by character, by the descriptions of the fields: what the walk in runs is compared with.

use super::mark::{Mark, mark};
use super::{Profile, is_loud};
use crate::unicode::{
    HanVariant, Script, confusable, han_variant, is_digit, is_letter, is_mark, is_word, props,
};

fn mark_of(c: char) -> Mark {
    if is_word(c) { Mark::None } else { mark(c) }
}

/// All of a profile but the hints.
pub(super) fn profile(block: &str) -> Profile {
    let chars: Vec<char> = block.chars().collect();
    let count = |holds: &dyn Fn(char) -> bool| chars.iter().filter(|&&c| holds(c)).count() as u32;
    let marks = |wanted: &[Mark]| count(&|c| wanted.contains(&mark_of(c)));
    // Places where a run of such characters begins.
    let runs = |holds: &dyn Fn(char) -> bool| {
        (0..chars.len()).filter(|&i| holds(chars[i]) && (i == 0 || !holds(chars[i - 1]))).count() as u32
    };
    let first = chars.first().copied();
    let last = chars.last().map_or(Mark::None, |&c| mark_of(c));
    let mut scripts = [0; Script::COUNT];
    for &c in &chars {
        scripts[props(c).script() as usize] += 1;
    }
    let stops = marks(&[Mark::Stop, Mark::WideStop]);
    let lone = marks(&[Mark::Colon, Mark::Separator, Mark::Bullet, Mark::Guillemet]);
    let hyphens = chars
        .windows(3)
        .filter(|w| [w[0], w[1], w[2]].map(mark_of) == [Mark::Space, Mark::Hyphen, Mark::Space]);
    let separators = lone + hyphens.count() as u32;
    let mails = chars.windows(3).any(|w| is_word(w[0]) && mark_of(w[1]) == Mark::At && is_word(w[2]));
    let (date, year, long_numbers) = numbers(&chars);
    Profile {
        chars: chars.len() as u32,
        double: count(&|c| props(c).counts_double()),
        letters: count(&is_letter),
        marks: count(&is_mark),
        digits: count(&is_digit),
        upper: count(&|c| props(c).is_upper()),
        spaces: count(&char::is_whitespace),
        tokens: runs(&|c| !c.is_whitespace()),
        ascii_runs: runs(&|c| c.is_ascii_alphanumeric()),
        runs: runs(&is_word),
        commas: marks(&[Mark::Comma, Mark::Semicolon]),
        stops,
        sentences: sentences(&chars),
        separators,
        brackets: marks(&[Mark::OpeningBracket, Mark::ClosingBracket]),
        long_numbers,
        scripts,
        simplified: count(&|c| is_letter(c) && han_variant(c) == HanVariant::Simplified),
        traditional: count(&|c| is_letter(c) && han_variant(c) == HanVariant::Traditional),
        terminal: [Mark::Stop, Mark::WideStop, Mark::Semicolon, Mark::Quote, Mark::Guillemet, Mark::Ellipsis]
            .contains(&last),
        colon_end: last == Mark::Colon,
        ellipsis_end: last == Mark::Ellipsis || block.ends_with(".."),
        opens: first.is_some_and(|c| {
            let marks = [Mark::OpeningBracket, Mark::Bullet, Mark::Separator, Mark::Hyphen, Mark::Guillemet];
            marks.contains(&mark_of(c))
        }),
        capital: first.is_some_and(|c| is_letter(c) && (props(c).counts_double() || props(c).is_upper())),
        number: first.is_some_and(is_digit),
        address: mails || separators >= 3 && block.contains("://") || stops >= 2 && block.contains("www."),
        date,
        brandlike: false,
        year,
        loud: count(&is_loud),
        disguised: false,
    }
}

fn sentences(chars: &[char]) -> u32 {
    let (mut ending, mut found, mut before) = (false, 0, Mark::None);
    for mark in chars.iter().map(|&c| mark_of(c)).chain([Mark::Space]) {
        found += u32::from(mark == Mark::Space && ending);
        found += u32::from(mark == Mark::WideStop && before != Mark::WideStop);
        let closes = matches!(mark, Mark::Quote | Mark::Guillemet | Mark::ClosingBracket);
        ending = matches!(mark, Mark::Stop | Mark::Ellipsis) || ending && closes;
        before = mark;
    }
    found
}

/// Whether there is a date, and a year; and the digits of long numbers.
fn numbers(chars: &[char]) -> (bool, bool, u32) {
    let mut numbers: Vec<std::ops::Range<usize>> = Vec::new();
    for i in (0..chars.len()).filter(|&i| is_digit(chars[i])) {
        match numbers.last_mut().filter(|number| number.end == i) {
            Some(number) => number.end += 1,
            None => numbers.push(i..i + 1),
        }
    }
    let short = |i: usize| numbers[i].len() <= 4;
    // The one character between a number and the one before.
    let between = |i: usize| {
        let gap = i.checked_sub(1).map(|before| &chars[numbers[before].end..numbers[i].start]);
        gap.filter(|gap| gap.len() == 1 && short(i - 1) && short(i)).map(|gap| gap[0])
    };
    let value = |i: usize| {
        chars[numbers[i].clone()].iter().fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or_default())
    };
    let dates = (0..numbers.len()).any(|i| {
        let joint = between(i);
        let chained = i >= 2 && matches!(joint, Some('/' | '-' | '.')) && between(i - 1) == joint;
        let time = joint == Some(':') && numbers[i - 1].len() <= 2 && numbers[i].len() == 2;
        let after = chars.get(numbers[i].end).copied().unwrap_or(' ');
        chained || time || short(i) && "年月日년월일".contains(after)
    });
    let years = (0..numbers.len()).any(|i| numbers[i].len() == 4 && (1900..2100).contains(&value(i)));
    let long = numbers.iter().map(ExactSizeIterator::len).filter(|&len| len >= 5).sum::<usize>();
    (dates, years, long as u32)
}

/// Whether a letter beside one of ASCII looks like another.
pub(super) fn is_disguised(block: &str) -> bool {
    let chars: Vec<char> = block.chars().collect();
    let like = |c: char| confusable(c).is_some() && props(c).script() != Script::Latin;
    let pair = |a: char, b: char| a.is_ascii_alphabetic() && like(b);
    chars.windows(2).any(|w| pair(w[0], w[1]) || pair(w[1], w[0]))
}
