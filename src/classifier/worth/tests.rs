//! What is worth a look.

use super::super::spam::tests::{PAGES, judged};
use super::*;
use crate::profile::Profile;
use crate::signal::SpamTerm;

#[test]
fn what_is_worth_a_look_has_a_sign_of_spam() {
    let prose = "The ferry, the mill, the inn, and the bridge were closed on Monday. ".repeat(3);
    judged(PAGES[0], |judge| {
        for (text, expected) in [
            ("Home", false),
            ("Home | News", false),
            ("Home | News | Sport", false),
            ("Home | News | Sport | Contact", true),
            ("Home, News, and Sport", false),
            ("Home, News, Town | Sport", true),
            ("Home, News, Town, Sport, https://example.org/", false),
            ("Home! News! Sport!", false),
            (&*prose, false),
            ("abcdefgh Да", false),
            ("Домая", true),
            ("a Дома", true),
            ("abcdefghijklmnop 𝓬𝓪", false),
            ("abcdefghijklmnop 𝓬𝓪𝓼", true),
            ("a\u{301}bcdefghijklmnop 𝓬𝓪𝓼", true),
            ("カジノ", false),
            ("Thebridgeandtheferrywereclosedallmonday.", true),
            ("Thebridgeandtheferrywereclosedonmonday.", false),
            ("Thebridge and theferrywereclosedallmonday", false),
            ("https://thebridgeandtheferrywereclosedallmonday", false),
        ] {
            let span = Span::new(0, text.len());
            assert_eq!(worth_judging(span, &Profile::of(text), &[], judge.view.page), expected, "{text}");
        }
        let hits = judge.view.hits;
        let weak = hits.iter().position(|hit| hit.strength != Strength::Strong).unwrap();
        for (text, hits, expected) in [
            ("Home", &hits[..1], true),
            ("Home", &hits[weak..=weak], true),
            ("https://example.org/home", &hits[weak..=weak], false),
            ("https://example.org/home", &hits[..1], hits[0].strength == Strength::Strong),
            ("https://example.org/home", hits, true),
        ] {
            let span = Span::new(0, text.len());
            assert_eq!(worth_judging(span, &Profile::of(text), hits, judge.view.page), expected, "{text}");
        }
        let combo = SpamTerm { span: Span::new(0, 10), strength: Strength::Combo, ..hits[0] };
        let other = SpamTerm { entry: combo.entry + 1, ..combo };
        let weak = SpamTerm { strength: Strength::Weak, ..combo };
        for (hits, length, expected) in [
            (&[combo][..], 40, true),
            (&[combo], 41, false),
            (&[combo, combo], 80, true),
            (&[combo, combo], 81, false),
            (&[combo, other], 81, true),
            (&[weak], 81, true),
        ] {
            let span = Span::new(0, length);
            assert_eq!(
                worth_judging(span, &Profile::of("Home"), hits, judge.view.page),
                expected,
                "{length}"
            );
        }
    });
}

/// A byline is, and so is nothing that has no sign of spam.
#[test]
fn names_are_spliced_into_bylines() {
    let page =
        "The ferry leaves at six\nAda Marsh | 6 May 2024\nAda Marsh | Millbrook\nThe captain rings the bell.";
    judged(page, |judge| {
        let worth: Vec<_> = (0..4).map(|block| judge.is_worth(block)).collect();
        assert_eq!(worth, [false, true, false, false]);
    });
}

#[test]
fn a_blank_for_so_many_letters_keeps_words_apart() {
    judged(PAGES[0], |judge| {
        for (letters, expected) in [(14, false), (15, true)] {
            let text = format!("{0} {0} {1}", "a".repeat(20), "b".repeat(letters));
            let span = Span::new(0, text.len());
            assert_eq!(worth_judging(span, &Profile::of(&text), &[], judge.view.page), expected, "{text}");
        }
    });
}

/// Letters of the page's script, and Latin ones, are nothing strange; only scripts with blanks can lack them.
#[test]
fn what_is_worth_a_look_depends_on_the_script_of_the_page() {
    let russian = "Паром уходит в шесть утра, и капитан звонит в колокол на пристани. ".repeat(20);
    for (page, text, expected) in [
        (&*russian, "abcdefgh", false),
        (&russian, "абвгдежз ΑΒ", false),
        (&russian, "абвгдеж ΑΒ", true),
        (PAGES[1], &"港".repeat(30), false),
        // Kana stand beside ideographs; a page without letters has no script.
        (PAGES[1], "港港港港みなとみなと", false),
        (PAGES[1], "みなとみなと", false),
        ("2024", "Дома", false),
        (PAGES[1], &("a".repeat(91) + &"港".repeat(9)), true),
        (PAGES[1], &("a".repeat(90) + &"港".repeat(10)), false),
        (PAGES[1], &("a".repeat(89) + &"港".repeat(11)), false),
    ] {
        let span = Span::new(0, text.len());
        let worth = judged(page, |judge| worth_judging(span, &Profile::of(text), &[], judge.view.page));
        assert_eq!(worth, expected, "{text}");
    }
}
