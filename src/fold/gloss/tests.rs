//! Readings that were injected, and others that belong to the text.

use super::*;

/// How often a character stands with its reading, and how often without.
type Row = (&'static str, usize, usize);

/// Traditional characters that are in none of the lists above.
#[rustfmt::skip]
const RARE: [&str; 12] = [
    "橋(qiáo)", "樓(lóu)", "燈(dēng)", "島(dǎo)", "鳥(niǎo)", "魚(yú)",
    "龍(lóng)", "雞(jī)", "鴨(yā)", "豬(zhū)", "貓(māo)", "驢(lǘ)",
];
const COMMON_ONES: [&str; 9] =
    ["個(gè)", "們(men)", "來(lái)", "這(zhè)", "國(guó)", "時(shí)", "會(huì)", "對(duì)", "說(shuō)"];
const SAME_IN_BOTH: [&str; 5] = ["山(shān)", "水(shuǐ)", "火(huǒ)", "木(mù)", "土(tǔ)"];

/// A text in which the characters stand as often as told, and so many other Han characters.
fn page(rows: &[Row], others: usize) -> String {
    let mut text = "在".repeat(others);
    for (glossed, with, without) in rows {
        let han: String = glossed.chars().take(1).collect();
        text += &format!("，{}，{}", glossed.repeat(*with), han.repeat(*without));
    }
    text
}

fn rows(glossed: &[&'static str], with: usize) -> Vec<Row> {
    glossed.iter().map(|&glossed| (glossed, with, 0)).collect()
}

fn found(text: &str) -> usize {
    let mut spans = Vec::new();
    Glosses::default().find(text, [Span::new(0, text.len())].into_iter(), &mut spans);
    spans.len()
}

/// Whether the glosses are taken for injected: all of them, or none.
#[track_caller]
fn check(what: &str, text: &str, expected: bool) {
    let mut all = Vec::new();
    candidates(text, Span::new(0, text.len()), &mut all);
    let all = all.len();
    assert_eq!(found(text), if expected { all } else { 0 }, "{what}, {all} glosses: {text}");
}

#[test]
fn a_table_of_readings_is_told_by_how_it_is_used() {
    let twice = rows(&RARE, 2);
    check("every character twice", &page(&twice, 100), true);
    check("rare characters once", &page(&rows(&RARE, 1), 100), false);
    for (repeated, expected) in [(3, true), (2, false)] {
        let page = page(&[rows(&RARE[..repeated], 2), rows(&RARE[repeated..], 1)].concat(), 100);
        check("a quarter again", &page, expected);
    }
    for (same, expected) in [(4, true), (5, false)] {
        let page = page(&[rows(&RARE[..7], 2), rows(&SAME_IN_BOTH[..same], 2)].concat(), 100);
        check("of both variants", &page, expected);
    }
    for (without, expected) in [(2, true), (3, false)] {
        let page = page(&[rows(&RARE[1..], 2), vec![(RARE[0], 2, without)]].concat(), 100);
        check("nearly wherever they stand", &page, expected);
    }
    for (other, expected) in [(1, true), (2, false)] {
        let another = [("會(huì)", 3 - other, 0), ("會(kuài)", other, 0)];
        let page = page(&[rows(&RARE[..11], 2), another[..].to_vec()].concat(), 100);
        check("one reading, as a rule", &page, expected);
    }
}

#[test]
fn lines_without_a_gloss_do_not_count_however_they_end() {
    for end in ["\n", "\r", "\r\n"] {
        let menu = format!("{end}{}{end}", "橋".repeat(10));
        check("a menu that was not converted", &(page(&rows(&RARE, 2), 100) + &menu), true);
    }
    check("the same line", &(page(&rows(&RARE, 2), 100) + &"橋".repeat(10)), false);
}

/// The shares that are just enough.
#[test]
fn a_table_of_readings_is_told_by_just_so_much() {
    let more = ["人(rén)", "口(kǒu)", "手(shǒu)"];
    let same = [rows(&RARE, 2), rows(&SAME_IN_BOTH, 2), rows(&more, 2)].concat();
    check("three fifths Traditional", &page(&same, 200), true);
    let seen = [rows(&RARE[1..10], 3), vec![(RARE[0], 3, 3)]].concat();
    check("nine tenths of those seen, and more", &page(&seen, 200), true);
    let seen = [rows(&RARE[1..9], 3), vec![(RARE[0], 3, 3)]].concat();
    check("nine tenths of those seen", &page(&seen, 200), true);
    let other = [rows(&RARE[..9], 2), vec![("會(huì)", 1, 0), ("會(kuài)", 1, 0)]].concat();
    check("one in twenty another reading", &page(&other, 200), true);
    let many = page(&rows(&RARE[..MANY_GLOSSED], 2), 100);
    check("just many, and it says so", &format!("{many}注音"), true);
    let fewer = page(&rows(&RARE[..MANY_GLOSSED - 1], 2), 100);
    check("fewer, and it says so", &format!("{fewer}注音"), false);
    let common = [rows(&COMMON_ONES[..3], 1), rows(&RARE[..3], 1)].concat();
    check("just half of them common", &page(&common, 60), true);
    assert!(is_han('\u{2E80}') && !is_han('\u{2E7F}'));
}

/// A mirror site's menu is not converted; a reader's aid is for the first time that a character comes.
#[test]
fn lines_without_a_gloss_count_less() {
    let text = page(&rows(&RARE, 2), 100);
    for (extra, expected) in [("", true), ("橋", false)] {
        let menu = format!("橋樓燈島鳥魚\n龍雞鴨豬貓驢{extra}\n");
        check("a menu", &format!("{menu}{text}"), expected);
        check("a footer", &format!("{text}\n{menu}"), expected);
    }
}

#[test]
fn glosses_are_neither_everywhere_nor_hardly_anywhere() {
    // 24 glosses of 24 characters; between a hundredth and two fifths of all.
    for (others, expected) in [(36, true), (35, false), (2376, true), (2377, false)] {
        check("density", &page(&rows(&RARE, 2), others), expected);
    }
    // Only Han characters count.
    check("kana", &format!("{}{}", page(&rows(&RARE, 2), 100), "か".repeat(3000)), true);
}

#[test]
fn pages_about_readings_are_left_alone() {
    let glossed = page(&rows(&RARE, 2), 100);
    for (loose, expected) in [("āēīōūǎ", true), ("āēīōūǎě", false)] {
        check("pinyin outside the glosses", &format!("{glossed} {loose}"), expected);
    }
    check("letters of other languages", &format!("{glossed} {}", "éñüøčЖ".repeat(20)), true);
    let few = page(&rows(&COMMON_ONES, 1), 60);
    check("few common characters", &few, true);
    check("few, and it says so", &format!("{few}注音"), false);
    check("many, and it says so", &format!("{glossed}注音"), true);
}

#[test]
fn few_characters_must_be_plain_cases() {
    for (common, expected) in [(5, true), (4, false)] {
        let page = page(&rows(&[&COMMON_ONES[..common], &RARE[..9 - common]].concat(), 1), 60);
        check("half of them common", &page, expected);
    }
    for (same, expected) in [(1, true), (2, false)] {
        let page = page(&rows(&[&COMMON_ONES[..9 - same], &SAME_IN_BOTH[..same]].concat(), 2), 60);
        check("most of them Traditional", &page, expected);
    }
    check("two characters", &page(&rows(&COMMON_ONES[..2], 4), 60), false);
    check("three characters", &page(&rows(&COMMON_ONES[..3], 4), 60), true);
    check("three glosses", &page(&rows(&COMMON_ONES[..3], 1), 60), false);
    check("four glosses", &page(&rows(&COMMON_ONES[..4], 1), 60), true);
}

/// In a page with injected glosses, those that are hardly the converter's stay.
#[test]
fn other_glosses_of_a_glossed_page_stay() {
    let base = rows(&RARE, 4);
    let with = |row: Row| found(&page(&[base.clone(), vec![row]].concat(), 200)) - 48;
    for (row, expected) in [
        // A Traditional character: if at least half of its occurrences are glossed.
        (("個(gè)", 1, 1), 1),
        (("個(gè)", 1, 2), 0),
        // One that the table does not change: if all of several occurrences are.
        (("山(shān)", 1, 0), 0),
        (("山(shān)", 2, 0), 2),
        (("山(shān)", 3, 1), 0),
    ] {
        assert_eq!(with(row), expected, "{row:?}");
    }
    // Where there are more such characters, the table is not that strict.
    let loose = [base, vec![("山(shān)", 3, 1), ("水(shuǐ)", 1, 0)]].concat();
    assert_eq!(found(&page(&loose, 200)), 52);
}

#[test]
fn a_reading_is_bracketed_and_short() {
    for (han, rest, expected) in [
        ('業', "(yè)務", Some(5)),
        ('業', "（yè）", Some(9)),
        ('業', "( yè\u{3000})", Some(9)),
        ('業', "(ye4", None),
        ('業', "yè)", None),
        ('業', "()", None),
        ('業', "(huì)", None),
        ('業', "(Yè)", None),
        ('業', "(業)", None),
        ('莊', "(zhuāng)", Some(9)),
        ('莊', "(  zhuāng  )", Some(13)),
        ('莊', "(   zhuāng  )", None),
        ('か', "(ka)", None),
        ('a', "(ā)", None),
    ] {
        assert_eq!(reading_at(han, rest), expected, "{han}{rest}");
    }
}
