//! Candidates.

use super::*;
use crate::label::Kind;
use crate::lexicon::Strength;

/// The terms where they stand in a text.
fn hits(text: &str, terms: &[&str]) -> Vec<SpamTerm> {
    let found = |(start, term): (usize, &str)| SpamTerm {
        span: Span::new(start, start + term.len()),
        entry: 0,
        strength: Strength::Weak,
        kind: Kind::Gambling,
        foreign: false,
    };
    let all = terms.iter().flat_map(|term| text.match_indices(term)).map(found);
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|hit| hit.span);
    all
}

fn found<'t>(text: &'t str, terms: &[&str], bulk: Option<Script>) -> Vec<&'t str> {
    let (mut seams, mut out) = (Seams::default(), vec![Span::new(0, 0)]);
    let (block, profile) = (Span::new(0, text.len()), Profile::of(text));
    candidates(text, block, &profile, &hits(text, terms), bulk, &mut seams, &mut out);
    assert_eq!(out[0], Span::new(0, 0));
    out[1..].iter().map(|span| span.of(text)).collect()
}

#[test]
fn a_name_behind_a_comma_belongs_to_its_term() {
    for (text, expected) in [
        ("排查，东方棋牌平台保证", Some("东方棋牌平台")),
        ("排查。东棋牌平台保证", Some("东棋牌平台")),
        ("排查：东西南北中棋牌平台保证", Some("东西南北中棋牌平台")),
        ("排查、𠀀𠀁棋牌平台保证", Some("𠀀𠀁棋牌平台")),
        // Too long, no mark, no name, no ideographs.
        ("排查，东西南北中外棋牌平台保证", None),
        ("东方棋牌平台保证", None),
        ("排查，棋牌平台保证", None),
        ("排查，east棋牌平台保证", None),
    ] {
        let term = hits(text, &["棋牌平台"])[0].span;
        let name = named(text, Span::new(0, text.len()), term).map(|name| name.of(text));
        assert_eq!(name, expected, "{text}");
    }
}

#[test]
fn clusters_and_what_lies_between_seams_are_candidates() {
    let terms = ["casino", "bonus", "slots"];
    for (text, expected) in [
        ("The ferry leaves at six.", &[][..]),
        ("casino", &[]),
        (
            "aaaa casino bonus bbbb cccc dddd eeee slots ffff",
            &["casino bonus", "slots", "casino bonus bbbb cccc dddd eeee slots"],
        ),
        ("One thing. Play at the casino tonight. Another.", &["casino", "Play at the casino tonight."]),
        (
            "One. The casino. And the bonus. Two.",
            &[
                "casino",
                "The casino.",
                "bonus",
                "And the bonus.",
                "casino. And the bonus",
                "The casino. And the bonus.",
            ],
        ),
        // Broken off behind a comma.
        ("we all went, Buy casino now.", &["casino", "Buy casino now."]),
        ("we all went to Buy casino bonus then home", &["casino bonus", "Buy casino bonus then home"]),
        ("we went out 🎁 casino bonus then home", &["casino bonus", "🎁 casino bonus then home"]),
        // Between pictures.
        (
            "we went out 🎁🎁 Try our casino! 🎉 then home",
            &[
                "casino",
                "we went out 🎁🎁 Try our casino!",
                "🎁🎁 Try our casino!",
                "🎁🎁 Try our casino! 🎉",
                "casino! 🎉",
            ],
        ),
        (
            "two of 9, 𝗟𝘂𝗰𝗸𝘆𝟳 for all! 🌟 then home",
            &["𝗟𝘂𝗰𝗸𝘆𝟳", "two of 9, 𝗟𝘂𝗰𝗸𝘆𝟳 for all!", "two of 9, 𝗟𝘂𝗰𝗸𝘆𝟳 for all! 🌟", "𝗟𝘂𝗰𝗸𝘆𝟳 for all! 🌟"],
        ),
        // Sentences up to where one goes on with a small letter.
        (
            "we all went to Buy casino now. Then home. and so on",
            &["casino", "we all went to Buy casino now.", "Buy casino now.", "Buy casino now. Then home."],
        ),
        // Not within the first letters of a sentence.
        ("One. Besuchen Sie casino bonus jetzt. Two.", &["casino bonus", "Besuchen Sie casino bonus jetzt."]),
        (
            "One. Besuchen wir Sie casino bonus jetzt. Two.",
            &["casino bonus", "Besuchen wir Sie casino bonus jetzt.", "Sie casino bonus jetzt."],
        ),
        // With the rest of its word, and with a brand beside it.
        ("at xcasinoy now", &["xcasinoy"]),
        ("at lucky7 casino now", &["lucky7 casino"]),
        ("at luc7 casino now", &["luc7 casino"]),
        ("at casino lucky7 now", &["casino lucky7"]),
        ("at lucky casino 1234 now", &["casino"]),
        ("at lu7 casino lu-cky7 now", &["casino"]),
        ("at lucky7 xcasino now", &["xcasino"]),
    ] {
        assert_eq!(found(text, &terms, None), expected, "{text}");
    }
}

#[test]
fn a_cluster_of_terms_that_tell_only_together_is_none() {
    let (text, mut out) = ("at casino bonus and, far away from these two terms, at the slots", Vec::new());
    let (block, profile) = (Span::new(0, text.len()), Profile::of(text));
    for (strengths, expected) in [
        ([Strength::Combo; 3], &[][..]),
        ([Strength::Combo, Strength::Weak, Strength::Combo], &["casino bonus"]),
        ([Strength::Combo, Strength::Combo, Strength::Strong], &["slots"]),
    ] {
        let mut hits = hits(text, &["casino", "bonus", "slots"]);
        hits.iter_mut().zip(strengths).for_each(|(hit, strength)| hit.strength = strength);
        out.clear();
        candidates(text, block, &profile, &hits, None, &mut Seams::default(), &mut out);
        let short: Vec<_> = out.iter().map(|span| span.of(text)).filter(|part| part.len() < 20).collect();
        assert_eq!(short, expected, "{strengths:?}");
    }
}

#[test]
fn runs_of_another_script_are_candidates() {
    use Script::{Cyrillic, Han, Latin};
    for (text, bulk, expected) in [
        ("the ferry мельница стояла leaves", Latin, &["мельница стояла"][..]),
        ("the ferry leaves мельни", Latin, &["мельни"]),
        ("the ferry мельн leaves", Latin, &[]),
        ("the ferry 国产精 leaves", Latin, &["国产精"]),
        ("the ferry 国产 leaves", Latin, &[]),
        ("мельница стояла leaves at six", Cyrillic, &[]),
        ("城南的旧书店 ひらがなひらがな", Han, &[]),
        ("城南的旧书店 мельница", Han, &["мельница"]),
    ] {
        assert_eq!(found(text, &[], Some(bulk)), expected, "{text}");
    }
}

#[test]
fn scripts_that_occur_together_are_not_foreign() {
    use Script::{Common, Cyrillic, Han, Hangul, Hiragana, Katakana, Latin};
    for (script, bulk, expected) in [
        (Cyrillic, Latin, true),
        (Cyrillic, Cyrillic, false),
        (Latin, Cyrillic, false),
        (Latin, Latin, false),
        (Common, Latin, false),
        (Han, Latin, true),
        (Cyrillic, Han, true),
        (Hiragana, Han, false),
        (Katakana, Han, false),
        (Hangul, Han, false),
        (Han, Hangul, false),
    ] {
        assert_eq!(is_foreign(script, bulk), expected, "{script:?} {bulk:?}");
    }
}

#[test]
fn no_block_has_too_many_candidates() {
    let text = format!("casino {}", "a".repeat(500)).repeat(100);
    assert_eq!(found(&text, &["casino"], None).len(), MAX_CANDIDATES);
}

#[test]
fn joints_are_the_characters_on_both_sides_of_the_ends() {
    let n = '\n';
    for (text, apart, expected) in [
        ("城市赌场大桥", ('市', '大'), [('市', '赌'), ('场', '大')]),
        ("赌场大桥", (n, '大'), [(n, '赌'), ('场', '大')]),
        ("城市赌场", ('市', n), [('市', '赌'), ('场', n)]),
    ] {
        let start = text.find("赌场").unwrap();
        let part = Span::new(start, start + "赌场".len());
        assert_eq!(joints(text, Span::new(0, text.len()), part), (apart, expected), "{text}");
    }
}

#[test]
fn ends_are_those_of_sentences_or_break_into_them() {
    for (text, part, expected) in [
        ("One is here. Two is there.", "Two is there.", (2, 0)),
        ("One is here. Two is there.", "One is here.", (2, 0)),
        ("One is here. Two is there.", "is here.", (1, 0)),
        ("One (is here) Two is there.", "Two is there.", (2, 0)),
        ("one buy this now. two", "buy this now.", (0, 1)),
        ("one Buy this Two", "Buy this", (0, 2)),
        ("ONE Buy this two", "Buy this", (0, 0)),
        ("one buy this two", "buy this", (0, 0)),
        ("one Buy this", "Buy this", (1, 1)),
        ("buy this Two", "buy this", (1, 1)),
    ] {
        let start = text.find(part).unwrap();
        let part = Span::new(start, start + part.len());
        assert_eq!(ends(text, Span::new(0, text.len()), part), expected, "{text}");
    }
}
