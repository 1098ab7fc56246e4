//! Signals of writing: another script or Han variant than the page's, and letters in disguise.
//!
//! Known false positives: quotations, names and code in another script; bilingual pages, whose bulk has both.

use super::Passage;
use crate::unicode::{HanVariant, Script, confusable, fold_mapping, is_mark, props};

/// The share of the unit's letters in another script than the bulk of the page. Latin on a page of another script
/// counts by half: names and product words are everywhere. Kana and Han are one script here.
pub(super) fn foreign_script(passage: &Passage<'_>) -> f32 {
    let Some(bulk) = passage.page.script() else { return 0.0 };
    let letters = passage.profile.letters.max(1) as f32;
    let latin = if bulk == Script::Latin { 0.0 } else { passage.profile.count(Script::Latin) as f32 };
    let own = if bulk == Script::Han { passage.profile.kana() } else { 0 } + passage.profile.count(bulk);
    let foreign = letters - own as f32 - 0.5 * latin;
    (foreign / letters).clamp(0.0, 1.0)
}

/// Latin letters ÷ letters, on a page whose bulk is in another script.
pub(super) fn latin_letters(passage: &Passage<'_>) -> f32 {
    if passage.page.script().is_none_or(|bulk| bulk == Script::Latin) {
        return 0.0;
    }
    // Roman numerals are Latin, and no letters.
    (passage.profile.count(Script::Latin) as f32 / passage.profile.letters.max(1) as f32).min(1.0)
}

/// The share of the terms that are in another language than the page.
pub(super) fn foreign_language(passage: &Passage<'_>) -> f32 {
    let foreign = passage.hits.iter().filter(|hit| hit.foreign).count();
    foreign as f32 / passage.hits.len().max(1) as f32
}

/// `min(1, n / 4)` for n characters of the variant of Chinese that the page's long blocks do not use.
pub(super) fn foreign_variant(passage: &Passage<'_>) -> f32 {
    let (simplified, traditional) = (passage.profile.simplified, passage.profile.traditional);
    let n = match passage.page.variant() {
        HanVariant::Traditional => simplified.saturating_sub(traditional),
        HanVariant::Simplified => traditional.saturating_sub(simplified),
        HanVariant::Neither => 0,
    };
    (n as f32 / 4.0).min(1.0)
}

/// `1 − 0.6ⁿ` for n places where letters are disguised: a look-alike of another script beside an ASCII letter, a
/// styled letter (mathematical, enclosed; full-width ones do not count), a mark stacked on an ASCII letter, a mask
/// of asterisks between letters, or anything else between letters that the fold took out or replaced by a plain letter.
pub(super) fn disguise(passage: &Passage<'_>) -> f32 {
    let masks = i32::try_from(passage.around.masks).unwrap_or(i32::MAX / 2);
    let places = masks + if passage.profile.disguised { places(passage.text) } else { 0 };
    1.0 - 0.6f32.powi(places.min(20))
}

/// In how many places of the beginning of a text letters are disguised.
fn places(text: &str) -> i32 {
    // What stands before a run of asterisks: those around a word are emphasis.
    let (mut places, mut before, mut masked) = (0, ' ', ' ');
    for c in text.chars().take(READ) {
        if c == '*' {
            masked = if before == '*' { masked } else { before };
        } else if before == '*' {
            places += i32::from(masked.is_alphanumeric() && c.is_alphanumeric());
        } else if !c.is_ascii_alphanumeric() || !before.is_ascii_alphanumeric() {
            places += i32::from(is_disguised(before, c) || is_disguised(c, before));
        }
        before = c;
    }
    places
}

/// Characters of a unit that are looked at for letters in disguise.
const READ: usize = 400;

/// Whether `c`, standing beside `neighbour`, is a letter in disguise.
fn is_disguised(neighbour: char, c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    let look_alike = neighbour.is_ascii_alphabetic() && confusable(c).is_some() && !is_latin(c);
    let styled = is_styled(c) && is_styled(neighbour);
    look_alike || styled || (is_stacked(c) && neighbour.is_ascii_alphabetic())
}

fn is_latin(c: char) -> bool {
    props(c).script() == Script::Latin
}

/// Letters that exist for looks: they fold to ASCII and stand outside the blocks of ordinary writing.
pub(super) fn is_styled(c: char) -> bool {
    matches!(c as u32, 0x1D400..=0x1D7FF | 0x2460..=0x24FF | 0x1F100..=0x1F1FF)
        && fold_mapping(c).is_some_and(|folded| folded.is_ascii() && !folded.is_empty())
}

/// Marks that belong to no language's letters: overlays, and the further combining marks.
fn is_stacked(c: char) -> bool {
    is_mark(c) && matches!(c as u32, 0x032D..=0x0338 | 0x033D..=0x036F | 0x20D0..=0x20FF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    proptest::proptest! {
        #[test]
        fn a_profile_knows_where_nothing_is_disguised(text in "(?s)[abаеж*Ⓐ𝐚🅰ªɑıⅰａ字か1.–×\u{336}\u{301} ]{0,12}|\\PC{0,12}") {
            proptest::prop_assert!(places(&text) == 0 || Profile::of(&text).disguised);
        }
    }
}
