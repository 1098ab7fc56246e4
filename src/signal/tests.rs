//! The formulas of the signals, on texts whose counts are easily told.

use super::Signal::*;
use super::*;
use crate::block::split;
use crate::label::Kind;
use crate::lexicon::Strength;
use crate::page::Page;
use crate::profile::Profile;
use crate::shingles::Shingles;
use crate::span::Span;

const ENGLISH: &str = "The ferry leaves at six, and the captain rings the bell by the quay of the harbour, as he has done since \
    the war. Nobody in the village knows who painted the door of the mill, but all of them remember the winter in which the river froze \
    over and the school was closed for a month.";
const RUSSIAN: &str = "Паром уходит в шесть утра, и капитан звонит в колокол на пристани, как делает это со времён войны. Никто в \
    деревне не знает, кто покрасил дверь мельницы, но все помнят зиму, когда замёрзла река.";
const TRADITIONAL: &str = "渡口的船每天早上六點開,船長在碼頭上敲鐘,從戰後到現在都是這樣。村裏沒有人知道誰給磨坊的門上了漆,可是大家都記得那年冬天,河水結了冰,\
    學校關了一個月,孩子們在冰上走過對岸去看他們的親戚。";

/// Blocks and counts of a page.
fn read(text: &str) -> (Vec<crate::block::Block>, Vec<Profile>) {
    let mut blocks = Vec::new();
    split(text, &mut blocks);
    let profiles = blocks.iter().map(|block| Profile::of(block.span.of(text))).collect();
    (blocks, profiles)
}

/// Something to be judged, on a page.
#[derive(Clone, Copy)]
struct Unit<'t> {
    text: &'t str,
    page: &'t str,
    hits: &'t [SpamTerm],
    boilerplate: &'t [BoilerplateTerm],
    wording: fn(&str) -> f32,
    around: Surroundings,
}

impl Default for Unit<'_> {
    fn default() -> Self {
        let around = Surroundings::default();
        Self { text: "", page: "", hits: &[], boilerplate: &[], wording: |_| 0.0, around }
    }
}

impl Unit<'_> {
    fn strength(&self, signal: Signal) -> f32 {
        let &Self { text, hits, boilerplate, wording, around, .. } = self;
        let (blocks, profiles) = read(self.page);
        let (mut page, shingles, profile) = (Page::default(), Shingles::default(), Profile::of(text));
        page.measure(self.page, &blocks, &profiles);
        shingles.count(self.page, &blocks, &profiles);
        let (profile, page, shingles) = (&profile, &page, &shingles);
        let passage = Passage { text, profile, hits, boilerplate, wording, page, shingles, around };
        let measure = MEASURED.iter().find(|row| row.0 == signal).expect("a measure").1;
        measure(&passage)
    }

    fn has(&self, signal: Signal, expected: f32) {
        let strength = self.strength(signal);
        assert!((strength - expected).abs() < 1e-4, "{signal} of {:?}: {strength}", self.text);
    }
}

#[test]
fn lists_have_even_parts() {
    let part = |length: usize| vec!["a".repeat(length); 3].join(", ");
    for (text, expected) in [
        ("aaa, bbb, ccc", 0.25),
        ("aaa, bbb, ccc, ddd, eee, fff", 1.0),
        ("aaa, bbb, ccc, ddd, eee, fff, ggg", 1.0),
        ("aaa, bbb, ccc, ddd, eee, fff.", 0.4),
        ("aa, aaaaaa, aa, aaaaaa, aa, aaaaaa", 0.6),
        ("a.b, aaa, bbb, ccc, ddd, eee", 1.0),
        (&part(24), 0.25),
        (&part(25), 0.0),
        ("aaa, bbb", 0.0),
        (",,", 0.0),
        ("aaa I bbb I ccc", 0.25),
        ("aaa I bbb", 0.0),
        // Blanks part scripts that have none of their own, if that is most of the text.
        ("字字 字字 字字", 0.25),
        ("字字 a 字字", 0.21515),
        ("字字 a 字", 0.0),
        // The separator that makes most parts, the first of the table on a tie.
        ("a,b,c|dd|ee", 0.01716),
        ("aa|b|c|d,ee,f", 0.10523),
    ] {
        Unit { text, ..Unit::default() }.has(KeywordList, expected);
    }
}

#[test]
fn parts_of_a_list_begin_or_end_alike() {
    for (text, expected) in [
        ("abx, aby, abz", 1.0),
        ("xab, yab, zqq", 0.5),
        ("abx, aby", 0.0),
        ("abx,,aby", 0.0),
        ("a, a, a", 0.0),
        ("one, two, six", 0.0),
    ] {
        Unit { text, ..Unit::default() }.has(SharedAffix, expected);
    }
}

#[test]
fn words_and_pairs_that_come_again_are_redundant() {
    for (text, expected) in [
        ("a b c d e f g h", 0.0),
        ("a a a a b b b b", 0.75),
        ("a A a, A b B b-B", 0.75),
        ("a a a a a a a", 0.0),
        ("字字字字字字字字字", 0.875),
        ("字字字字字字字字", 0.0),
        ("字字 字字 字字 字字 字字 字字 字字 字字", 0.875),
    ] {
        Unit { text, ..Unit::default() }.has(Redundancy, expected);
    }
}

#[test]
fn prose_has_sentences_and_commas() {
    let long = "the ferry leaves at six and the captain rings the bell ".repeat(3);
    let (clause, short) = (format!("{}, and so on;", long.trim()), "the ferry leaves, and so on;");
    for (text, ends) in [
        ("one, two", 0.0),
        ("One. Two.", 2.0),
        ("One, two. Three.", 2.25),
        (short, 0.0),
        (&clause, 1.5),
        (&"a. ".repeat(30), 20.0),
    ] {
        Unit { text, ..Unit::default() }.has(Prose, 1.0 - 0.6f32.powf(ends));
    }
}

#[test]
fn brands_are_words_with_an_ending() {
    let after = |signs: usize| format!("{} lucky88", "é".repeat(signs - 1));
    for (text, brands) in [
        ("lucky88 casino", 1),
        ("lucky88 golden777", 2),
        ("superbet, winwin", 2),
        ("luck88", 1),
        ("abbet", 1),
        ("abet twin bet fx168 abc12", 0),
        ("lucky8 lucky8888 12345", 0),
        ("abcdefghijklmn88", 1),
        ("abcdefghijklmno88", 0),
        ("lucky88bet", 0),
        (&after(599), 1),
        (&after(600), 0),
    ] {
        Unit { text, ..Unit::default() }.has(BrandTokens, 1.0 - 0.6f32.powi(brands));
    }
}

#[test]
fn offers_are_loud() {
    let after = |letters: usize| format!("{}!", "a".repeat(letters));
    for (text, signs) in [
        ("Now! Now!", 2.0),
        ("call 12345", 5.0 / 3.0),
        ("only 50 % off, 5 €", 2.0),
        (&after(599), 1.0),
        (&after(600), 0.0),
        (&"!".repeat(40), 30.0),
        ("so it goes", 0.0),
    ] {
        Unit { text, ..Unit::default() }.has(Hype, 1.0 - 0.8f32.powf(signs));
    }
}

#[test]
fn counts_are_shares() {
    let long = "a".repeat(2000);
    for (signal, text, expected) in [
        (Length, "aaaaaaaaa", 10f32.ln() / 1001f32.ln()),
        (Length, &long, 1.0),
        (Length, "字", 3f32.ln() / 1001f32.ln()),
        (Digits, "a1 b2!", 0.5),
        (Digits, "", 0.0),
        (Capitals, "Ab 1", 0.5),
        (Capitals, "1", 0.0),
        (Signs, "a!? b", 0.4),
        (Signs, "", 0.0),
        (FullStop, "One.", 1.0),
        (FullStop, "One", 0.0),
        (Address, "www.example.com", 1.0),
        (Address, "www", 0.0),
    ] {
        Unit { text, ..Unit::default() }.has(signal, expected);
    }
}

fn hit(start: usize, end: usize, entry: u32, strength: Strength) -> SpamTerm {
    SpamTerm { span: Span::new(start, end), entry, strength, kind: Kind::Gambling, foreign: entry == 3 }
}

#[test]
fn terms_tell_by_their_classes() {
    use Strength::{Combo, Strong, Weak};
    let two = [hit(0, 1, 1, Strong), hit(1, 2, 1, Strong), hit(2, 3, 2, Strong), hit(3, 4, 3, Weak)];
    let one = [hit(0, 1, 1, Combo), hit(1, 2, 1, Combo)];
    let other = [hit(0, 1, 1, Weak), hit(1, 2, 3, Combo)];
    // No more than 64 are looked at.
    let many = [vec![hit(0, 1, 1, Strong); 64], vec![hit(0, 1, 2, Strong)]].concat();
    for (hits, [strong, weak, combo, variety, lone, foreign]) in [
        (&two[..], [0.75, 0.35, 0.0, 1.0 - 0.85f32.powi(3), 0.0, 0.25]),
        (&one, [0.0, 0.0, 0.2, 0.15, 1.0, 0.0]),
        (&other, [0.0, 0.35, 0.2, 1.0 - 0.85f32.powi(2), 0.0, 0.5]),
        (&many, [0.5, 0.0, 0.0, 0.15, 0.0, 0.0]),
        (&two[..1], [0.5, 0.0, 0.0, 0.15, 0.0, 0.0]),
        (&[], [0.0; 6]),
    ] {
        let unit = Unit { text: "casino bonus", hits, ..Unit::default() };
        unit.has(StrongTerms, strong);
        unit.has(WeakTerms, weak);
        unit.has(ComboTerms, combo);
        unit.has(TermVariety, variety);
        unit.has(LoneTerm, lone);
        unit.has(ForeignLanguage, foreign);
    }
    assert!(two[0].tells() && two[3].tells() && !one[0].tells());
}

#[test]
fn terms_cover_bytes() {
    for (text, spans, expected) in [
        ("abcd efgh", &[(0, 4)][..], 0.5),
        ("abcd efgh", &[(0, 4), (2, 6)], 0.75),
        ("abcd efgh", &[(0, 6), (1, 3)], 0.75),
        ("abcd efgh", &[(0, 2), (6, 8)], 0.5),
        ("a b c d", &[(0, 7)], 1.0),
        ("", &[], 0.0),
    ] {
        let spans = || spans.iter().map(|&(start, end)| Span::new(start, end));
        let hits: Vec<_> = spans().map(|span| SpamTerm { span, ..hit(0, 0, 1, Strength::Weak) }).collect();
        let term = |span| BoilerplateTerm { span, entry: 1, strength: Strength::Weak, kind: Kind::Legal };
        let boilerplate: Vec<_> = spans().map(term).collect();
        Unit { text, hits: &hits, ..Unit::default() }.has(TermCoverage, expected);
        Unit { text, boilerplate: &boilerplate, ..Unit::default() }.has(FrameCoverage, expected);
    }
    Unit::default().has(Wording, 0.5);
    Unit { wording: |_| 2.0, ..Unit::default() }.has(Wording, 1.0 / (1.0 + (-2f32).exp()));
}

#[test]
fn surroundings_are_shares() {
    let none = Surroundings::default();
    for (signal, around, expected) in [
        (PageTopic, Surroundings { topic_density: 1.5, ..none }, 0.5),
        (PageTopic, Surroundings { topic_density: 6.0, ..none }, 1.0),
        (SpamTopics, Surroundings { spam_density: 1.5, ..none }, 0.5),
        (SpamTopics, Surroundings { spam_density: 6.0, ..none }, 1.0),
        (PageWording, none, 0.0),
        (PageWording, Surroundings { page_wording: Some(0.0), ..none }, 0.5),
        (Neighbours, Surroundings { neighbour_coverage: 0.25, ..none }, 0.25),
        (Recombination, Surroundings { recombination: 0.25, ..none }, 0.25),
        (Edge, Surroundings { is_tiny_page: true, ..none }, 0.0),
        (Edge, none, 1.0),
        (Edge, Surroundings { edge_distance: 2, ..none }, 0.25),
        (Echoed, none, 0.0),
        (Echoed, Surroundings { echoes: 2, ..none }, 0.64),
        (AmongProse, Surroundings { prose_near: 0.75, ..none }, 0.75),
        (Depth, Surroundings { depth: 0.75, ..none }, 0.75),
        (BlockShare, Surroundings { block_share: 0.75, ..none }, 0.75),
        (Seams, Surroundings { seams: 1, ..none }, 0.5),
        (Seams, Surroundings { seams: 2, ..none }, 1.0),
        (BrokenSeams, Surroundings { broken_seams: 1, ..none }, 0.5),
        (Heals, none, 0.0),
        (Heals, Surroundings { heals: true, joins: true, ..none }, 1.0),
        (Heals, Surroundings { joins: true, ..none }, 0.5),
        (Misfit, Surroundings { misfits: 1, ..none }, 0.5),
        (Misfit, Surroundings { misfits: 2, ..none }, 1.0),
        (Disguise, Surroundings { masks: 2, ..none }, 0.64),
    ] {
        Unit { text: "casino", around, ..Unit::default() }.has(signal, expected);
    }
}

#[test]
fn what_is_unrelated_shares_no_shingles() {
    let page = format!("{ENGLISH}\n{ENGLISH}");
    for (text, page, in_long_block, expected) in [
        ("who painted the door", &*page, false, 0.0),
        ("who painted the door", &page, true, 0.0),
        ("zzzzzzzzzzzz", &page, false, 1.0),
        ("zzzzzzzzzzzz", "Home", false, 0.0),
        ("Home", "Home\nHome", false, 0.0),
    ] {
        let around = Surroundings { in_long_block, ..Surroundings::default() };
        Unit { text, page, around, ..Unit::default() }.has(Unrelated, expected);
    }
}

#[test]
fn scripts_are_foreign_to_pages() {
    let simplified =
        "渡口的船每天早上六点开,船长在码头上敲钟,从战后到现在都是这样。村里没有人知道谁给磨坊的门上了漆。";
    let simplified = simplified.repeat(2);
    for (signal, page, text, expected) in [
        (ForeignScript, ENGLISH, "abжж", 0.5),
        (ForeignScript, ENGLISH, "abcd", 0.0),
        (ForeignScript, RUSSIAN, "abжж", 0.25),
        (ForeignScript, RUSSIAN, "abcd", 0.5),
        (ForeignScript, TRADITIONAL, "字かカa", 0.125),
        (ForeignScript, TRADITIONAL, "жжжж", 1.0),
        (ForeignScript, "", "abжж", 0.0),
        (LatinLetters, RUSSIAN, "abжж", 0.5),
        (LatinLetters, RUSSIAN, "ⅴⅵ", 1.0),
        (LatinLetters, ENGLISH, "abжж", 0.0),
        (LatinLetters, "", "abжж", 0.0),
        (ForeignVariant, TRADITIONAL, "门战", 0.5),
        (ForeignVariant, TRADITIONAL, "门战码門", 0.5),
        (ForeignVariant, TRADITIONAL, "门战码这谁点里", 1.0),
        (ForeignVariant, TRADITIONAL, "門戰", 0.0),
        (ForeignVariant, &simplified, "門戰", 0.5),
        (ForeignVariant, &simplified, "门战", 0.0),
        (ForeignVariant, ENGLISH, "門戰", 0.0),
    ] {
        Unit { text, page, ..Unit::default() }.has(signal, expected);
    }
}

#[test]
fn letters_in_disguise_are_counted_with_their_neighbours() {
    let masked = |letters: usize| format!("{}*a", "a".repeat(letters));
    for (text, places) in [
        ("plain text, ordinary signs * and numbers 123", 0),
        // A mask stands between letters; asterisks around words are emphasis.
        ("v*i", 1),
        ("v**i ж*к", 2),
        ("*i", 0),
        ("* i", 0),
        ("**bold** and *not*, * and 2 * 3", 0),
        // A look-alike of another script beside an ASCII letter.
        ("pаypal", 2),
        ("жа", 0),
        ("é", 0),
        ("aé", 0),
        // Styled letters beside each other, full-width ones not.
        ("𝐚𝐛", 1),
        ("𝐚 𝐛", 0),
        ("𝛂𝛃", 0),
        ("ⓐⓑ", 1),
        ("ａｂ", 0),
        // A mark that no language has, on an ASCII letter.
        ("a\u{336}", 1),
        ("a\u{301}", 0),
        ("ж\u{336}", 0),
        (&masked(398), 1),
        (&masked(399), 0),
    ] {
        Unit { text, ..Unit::default() }.has(Disguise, 1.0 - 0.6f32.powi(places));
    }
    let around = Surroundings { masks: 1, ..Surroundings::default() };
    Unit { text: "v*i", around, ..Unit::default() }.has(Disguise, 1.0 - 0.6f32.powi(2));
}

/// No text has a strength that is out of range, and every signal of spam is measured once.
#[test]
fn strengths_are_from_0_to_1() {
    for text in
        ["", " ", "a", "字", "!!!!", "12345", "a, b, c", &"casino88 ".repeat(300), ENGLISH, TRADITIONAL]
    {
        for page in ["", ENGLISH, RUSSIAN, TRADITIONAL] {
            for &(signal, _) in MEASURED {
                let strength = Unit { text, page, ..Unit::default() }.strength(signal);
                assert!((0.0..=1.0).contains(&strength), "{signal} of {text:?}: {strength}");
            }
        }
    }
    let measured = Signal::ALL.iter().filter(|&&signal| Strengths::measures(signal)).count();
    assert_eq!((measured, MEASURED.len()), (Signal::ALL.len() - 4, MEASURED.len()));
}
