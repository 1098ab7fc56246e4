//! The tables against other sources of the same facts, for every character.

use std::collections::{BTreeMap, BTreeSet};

use caseless::Caseless;
use pinyin::{Pinyin, ToPinyinMulti};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::UnicodeScript;

use crate::unicode::{
    HanVariant, Script, confusable, fold_mapping, han_variant, is_reading, props, script, simplified,
};

/// Default ignorables: `DerivedCoreProperties.txt`.
const IGNORABLE: [(char, char); 17] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

fn every_char() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn classes_are_those_of_unicode() {
    for c in every_char() {
        let (found, category) = (props(c), c.general_category());
        let group = c.general_category_group();
        let upper = matches!(category, GeneralCategory::UppercaseLetter | GeneralCategory::TitlecaseLetter);
        assert_eq!(found.is_letter(), group == GeneralCategoryGroup::Letter, "{c:?}");
        assert_eq!(found.is_mark(), group == GeneralCategoryGroup::Mark, "{c:?}");
        assert_eq!(found.is_digit(), category == GeneralCategory::DecimalNumber, "{c:?}");
        assert_eq!(found.is_upper(), upper, "{c:?}");
    }
}

#[test]
fn scripts_are_those_of_unicode() {
    let names = names();
    let mut seen = BTreeSet::new();
    for c in every_char() {
        let full = c.script().full_name();
        let full = if full == "Inherited" { "Common" } else { full };
        assert_eq!(script(c), names.get(full).copied().unwrap_or(Script::Other), "{c:?}");
        seen.insert(script(c));
    }
    assert_eq!(seen.len(), Script::COUNT);
}

/// The scripts that are told apart, by their Unicode names.
fn names() -> BTreeMap<String, Script> {
    let mut scripts: Vec<Script> = every_char().map(script).collect();
    scripts.sort_unstable();
    scripts.dedup();
    scripts.into_iter().map(|script| (format!("{script:?}"), script)).collect()
}

/// `NFKC_Casefold` by its definition, but for Turkish İ.
fn naive_fold(c: char) -> String {
    if c == 'İ' {
        return "i".to_owned();
    }
    let mut text = String::from(c);
    loop {
        let kept = text.chars().filter(|&c| !is_ignorable(c));
        let next: String = kept.default_case_fold().nfkc().collect();
        if next == text {
            return text;
        }
        text = next;
    }
}

fn is_ignorable(c: char) -> bool {
    IGNORABLE.iter().any(|&(first, last)| (first..=last).contains(&c))
}

#[test]
fn folds_are_those_of_unicode() {
    for c in every_char() {
        let naive = naive_fold(c);
        let same = naive.chars().eq([c]);
        let expected = (!same).then_some(naive.as_str());
        assert!(is_newer(c) || fold_mapping(c) == expected, "{c:?} {naive:?}");
    }
}

/// Blocks in which letters got their case since Unicode 16, which caseless is of.
fn is_newer(c: char) -> bool {
    matches!(c, '\u{A7CE}'..='\u{A7E2}' | '\u{AB6C}'..='\u{AB6D}' | '\u{16EA0}'..='\u{16EB8}' | '\u{1DF40}'..='\u{1DF7E}')
}

#[test]
fn folds_are_stable() {
    for c in every_char().filter_map(fold_mapping).flat_map(str::chars) {
        assert_eq!(fold_mapping(c), None, "{c:?}");
    }
}

#[test]
fn likenesses_are_of_folded_characters_and_are_ascii() {
    let pairs: Vec<(char, char)> = every_char().filter_map(|c| Some((c, confusable(c)?))).collect();
    for &(c, plain) in &pairs {
        assert!(!c.is_ascii() && fold_mapping(c).is_none(), "{c:?}");
        assert!(plain.is_ascii_lowercase() || plain.is_ascii_digit(), "{c:?} {plain:?}");
    }
    for plain in ('a'..='z').chain('0'..='9') {
        assert!(pairs.iter().any(|&(_, found)| found == plain), "nothing is drawn like {plain}");
    }
}

#[test]
fn simplifying_is_stable_and_agrees_with_the_variant() {
    for c in every_char() {
        let to = simplified(c);
        assert_eq!(simplified(to), to, "{c}");
        assert!(to == c || fold_mapping(to).is_none(), "{c}");
        match han_variant(c) {
            HanVariant::Traditional => assert_ne!(to, c),
            HanVariant::Simplified => assert_eq!(to, c),
            HanVariant::Neither => {}
        }
        assert!(to == c || script(c) == Script::Han, "{c}");
    }
}

/// Every toned syllable of every ideograph, by its Simplified form.
fn naive_readings() -> BTreeMap<char, Vec<&'static str>> {
    let mut readings = BTreeMap::<char, Vec<&'static str>>::new();
    for c in '\u{4E00}'..='\u{9FFF}' {
        let toned = c.to_pinyin_multi().into_iter().flatten().map(Pinyin::with_tone);
        readings.entry(simplified(c)).or_default().extend(toned);
    }
    readings
}

#[test]
fn common_characters_have_all_their_readings() {
    let readings = naive_readings();
    let known = |c: char| readings[&simplified(c)].iter().filter(|syllable| is_reading(c, syllable)).count();
    let mut common = 0;
    for c in '\u{4E00}'..='\u{9FFF}' {
        assert!(known(c) == 0 || known(c) == readings[&simplified(c)].len(), "{c}");
        common += usize::from(known(c) > 0);
    }
    assert!(common > 9_000, "{common} characters with readings");
}

#[test]
fn other_syllables_are_no_readings() {
    let readings = naive_readings();
    let syllables: BTreeSet<&str> = readings.values().flatten().copied().collect();
    for (&c, own) in readings.iter().step_by(61) {
        let found = syllables.iter().filter(|syllable| is_reading(c, syllable));
        assert_eq!(
            found.filter(|syllable| !own.contains(syllable)).collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "{c}"
        );
    }
}
