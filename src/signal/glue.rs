//! Signals of what is glued together: words without blanks, and random letters after words.
//!
//! Known false positives: text that lost its blanks on its way, long compounds, identifiers; numbers of models.
//! Cost: a walk over at most [`READ`](super::passage::READ) characters of a unit, where its counts allow for such words.

use super::Passage;
use super::passage::head;
use crate::lexicon::is_no_word;
use crate::unicode::{Script, counts_double, is_letter, is_mark, script};

/// The fewest columns of what is probably several words, run together.
const GLUED: usize = 28;

/// Lengths of random codes.
const CODE: std::ops::RangeInclusive<usize> = 4..=6;

/// The columns of letters in words of at least [`GLUED`] ÷ those of all letters, of scripts with blanks between words;
/// addresses left out.
pub(super) fn run_together(passage: &Passage<'_>) -> f32 {
    let (profile, text) = (passage.profile, passage.text);
    // What counts double is not part of a word, except for Hangul.
    let unspaced = profile.double.saturating_sub(profile.count(Script::Hangul));
    let most = profile.width().saturating_sub(profile.spaces + 2 * unspaced);
    if (most as usize) < GLUED || !has_long_run(text.as_bytes()) {
        return 0.0;
    }
    let (mut glued, mut all) = (0, 0);
    for token in head(text).split_whitespace().filter(|token| !is_address(token)) {
        for word in token.split(|c| columns(c) == 0) {
            let columns: usize = word.chars().map(columns).sum();
            all += columns;
            glued += if columns >= GLUED { columns } else { 0 };
        }
    }
    glued as f32 / all.max(1) as f32
}

/// Whether a row of ASCII letters and non-ASCII bytes is as long as a word of [`GLUED`] columns at least is.
fn has_long_run(text: &[u8]) -> bool {
    let is_of_word = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    // A row can begin only after the last other byte. Looked for from the end, most bytes need not be looked at.
    let mut start = 0;
    while let Some(row) = text.get(start..start + GLUED) {
        match row.iter().rposition(|byte| !is_of_word(byte)) {
            Some(last) => start += last + 1,
            None => return true,
        }
    }
    false
}

fn is_address(token: &str) -> bool {
    token.contains(['/', '@', '_', '=', '#', '\\'])
}

/// The columns of a letter or mark of a script with blanks between words; 0 for all else.
fn columns(c: char) -> usize {
    match c {
        'a'..='z' | 'A'..='Z' => 1,
        c if counts_double(c) => 2 * usize::from(script(c) == Script::Hangul),
        c => usize::from(is_letter(c) || is_mark(c)),
    }
}

/// `1 - 0.5ⁿ` for n codes of four to six small letters and digits that stand right after Han and not before a letter.
pub(super) fn random_code(passage: &Passage<'_>) -> f32 {
    if passage.profile.count(Script::Han) == 0 || passage.profile.ascii_runs == 0 {
        return 0.0;
    }
    let (mut codes, mut start, mut after_han) = (0, 0, false);
    let text = head(passage.text);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_ascii_alphanumeric() {
            continue;
        }
        let code = text.as_bytes().get(start..at).unwrap_or_default();
        codes += i32::from(after_han && !is_letter(c) && is_random(code));
        after_han = script(c) == Script::Han;
        start = at + c.len_utf8();
    }
    1.0 - 0.5f32.powi(codes.min(20))
}

/// Whether a code has letters and digits in turns, or letters that are not a word.
fn is_random(code: &[u8]) -> bool {
    let is_small = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !CODE.contains(&code.len()) || !code.iter().all(is_small) {
        return false;
    }
    let turns = code.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let digits = code.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = code[digits..].split(u8::is_ascii_digit).next().unwrap_or_default();
    turns >= 2 || letters.len() >= 3 && is_no_word(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::profile::Profile;
    use crate::shingles::Shingles;
    use crate::signal::Surroundings;

    fn near(of: fn(&Passage<'_>) -> f32, text: &str, expected: f32) {
        let (page, shingles) = (&Page::default(), &Shingles::default());
        let (profile, around) = (&Profile::of(text), Surroundings::default());
        let wording = |_: &str| 0.0;
        let strength =
            of(&Passage { text, profile, hits: &[], boilerplate: &[], wording, page, shingles, around });
        assert!((strength - expected).abs() < 0.01, "{text}: {strength}");
    }

    #[test]
    fn words_without_blanks_are_longer_than_words() {
        for (text, expected) in [
            ("thebestcasinobonusinthewholeworld", 1.0),
            ("read thebestcasinobonusinthewholeworld", 33.0 / 37.0),
            ("now we all read it here in the news thebestcasinobonusinthewholeworld", 33.0 / 60.0),
            ("лучшееказинослотысамыебольшиебонусы", 1.0),
            ("온라인카지노추천바카라사이트모음", 1.0),
            ("मटकासट्टाकिंगबाजारपरिणामआजका", 1.0),
            // Long words, and words that are put together with hyphens.
            ("Donaudampfschifffahrtskapitän", 1.0),
            ("Rindfleischetikettierungs-Überwachungsaufgaben", 0.0),
            ("the best casino bonus in the whole world", 0.0),
            ("온라인 카지노 추천 바카라 사이트 모음", 0.0),
            // Scripts without blanks, addresses, numbers.
            ("国产精品亚洲日韩欧美大色色成人视频五月天国产精品亚洲日韩欧美", 0.0),
            ("https://example.com/thebestcasinobonusinthewholeworld", 0.0),
            ("thebestcasino_bonusinthewholeworld_now", 0.0),
            ("1234567890123456789012345678901234567890", 0.0),
            ("", 0.0),
        ] {
            near(run_together, text, expected);
        }
    }

    #[test]
    fn codes_stand_after_han_and_are_no_words() {
        for (text, expected) in [
            ("辽阳饲料经销部wchsj,吐鲁番轴承有限公司", 0.5),
            ("公司9lo67, 经销部2gb9o", 0.75),
            ("公司jffm3", 0.5),
            ("公司7jff", 0.5),
            ("公司77jf", 0.0),
            // Words, names of models and standards, units.
            ("苹果iphone手机", 0.0),
            ("使用linux, 内存16gb, 编码gb2312, 视频h264", 0.0),
            ("微信wechat", 0.0),
            // Not after Han, not at the end, capitals, too short or long.
            ("wchsj 公司", 0.0),
            ("公司 wchsj", 0.0),
            ("公司WCHSJ", 0.0),
            ("公司wchsjé", 0.0),
            ("公司wch,公司wchsjqw", 0.0),
            ("公司12345", 0.0),
        ] {
            near(random_code, text, expected);
        }
    }
}
