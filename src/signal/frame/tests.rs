//! What blocks around an article look like.

use super::*;

const NONE: KindVotes = [0.0; Kind::ALL.len()];

fn voted(kind: Kind, votes: f32) -> KindVotes {
    let mut all = NONE;
    all[kind as usize] = votes;
    all
}

fn near(what: &str, found: f32, expected: f32) {
    assert!((found - expected).abs() < 1e-4, "{what}: {found}");
}

#[test]
fn headlines_are_short_and_bare() {
    let of = |width: usize| "a".repeat(width);
    let votes = |votes| voted(Kind::Legal, votes);
    for (text, votes, dated, overlap, expected) in [
        (&*of(20), NONE, false, 1.0, 0.805),
        (&of(46), NONE, false, 1.0, 1.0),
        (&of(46), NONE, false, 0.0, 0.35),
        (&of(46), NONE, false, 0.5, 0.675),
        (&of(13), NONE, false, 1.0, 0.4025),
        (&of(6), NONE, false, 1.0, 0.0),
        (&of(210), NONE, false, 1.0, 0.5),
        (&of(270), NONE, false, 1.0, 0.0),
        (&of(46), votes(1.5), false, 1.0, 0.5),
        (&of(46), votes(9.0), false, 1.0, 0.2),
        (&of(59), NONE, true, 1.0, 0.3),
        (&of(60), NONE, true, 1.0, 1.0),
        ("One sentence is a headline.", NONE, false, 1.0, 0.8575),
        ("Two sentences. They are none.", NONE, false, 1.0, 0.349),
        ("Two sentences. And a half", NONE, false, 1.0, 0.8425),
        ("Home | News | Sport | Contact", NONE, false, 1.0, 0.8725),
        ("Home | News | Sport | Contact | Us", NONE, false, 1.0, 0.455),
    ] {
        near(text, headline(&Profile::of(text), &votes, dated, overlap), expected);
    }
}

#[test]
fn bylines_are_short_and_dated_or_credited() {
    let of = |width: usize| "a".repeat(width);
    for (text, dated, credits, marks, expected) in [
        (&*of(120), true, 0.0, 0.0, 0.6),
        (&of(150), true, 0.0, 0.0, 0.3),
        (&of(180), true, 0.0, 0.0, 0.0),
        (&of(120), false, 0.0, 0.0, 0.0),
        (&of(120), false, 1.5, 0.0, 0.5),
        (&of(120), false, 3.0, 0.0, 0.6),
        (&of(120), true, 1.5, 0.0, 1.0),
        (&of(120), true, 0.0, 2.4, 0.6),
        (&of(120), true, 0.0, 2.5, 0.3),
        ("One sentence.", true, 0.0, 0.0, 0.6),
        ("One sentence. Another.", true, 0.0, 0.0, 0.24),
    ] {
        let evidence = if dated { 0.6 } else { 0.0 };
        near(text, byline(&Profile::of(text), evidence, credits, marks), expected);
    }
}

#[test]
fn authors_stand_after_a_word() {
    for (text, expected) in [
        // Nothing but two to four words that may be names.
        ("By Ada Marsh", 0.45),
        ("VON ADA MARSCH", 0.45),
        ("por Ana O'Marsh-Peña", 0.45),
        ("By J. R. Marsh Jr.", 0.45),
        ("โดย กิตติ ลมเหนือ", 0.45),
        // One may be anything, and so may what else there is.
        ("By Night", 0.3),
        ("By J. R. B. Marsh Jr.", 0.3),
        ("By Ada Marsh, Millbrook", 0.3),
        ("By Ada Marsh and others", 0.3),
        ("By Ada Marsh 3", 0.3),
        ("By the river", 0.0),
        ("By 1990", 0.0),
        ("Ada By Marsh", 0.0),
        ("By", 0.0),
        ("", 0.0),
    ] {
        assert_eq!(author(text), expected, "{text}");
    }
    let byline = |text: &str| Frame::of_head(text, &Profile::of(text), NONE, 1.0, 0.0).byline;
    near("a name", byline("By Ada Marsh"), 0.45);
    near("and a date", byline("By Ada Marsh, 6 May 2024"), 0.9);
}

#[test]
fn arrows_lead_to_other_pages() {
    for (text, expected) in [
        ("← Older", 1.2),
        ("« The mill turns again", 1.2),
        ("The mill turns again, at last →", 0.6),
        ("The mill turns again, at last »", 0.6),
        ("The mill →", 0.0),
        ("« La roue » tourne de nouveau", 0.0),
        ("«Колесо» снова вертится в деревне »", 0.0),
        ("A → B, and on to the next mill", 0.0),
    ] {
        near(text, arrow(text, &Profile::of(text)), expected);
    }
    let votes = Frame::of("← Older", &Profile::of("← Older"), NONE).votes;
    near("votes", votes[Kind::Pagination as usize], 1.2);
}

#[test]
fn menus_are_three_short_parts() {
    let parts = |length: usize| format!("{} | News | Sport", "a".repeat(length));
    for (text, expected) in [
        ("Home | News | Sport", true),
        ("Home | News", false),
        ("one-two-three", true),
        ("Home 1 | News | Sport", false),
        ("Home | News | Sport.", false),
        ("首页丨新闻丨体育", true),
        ("首页丨新闻", false),
        ("Home!, News?", false),
        (&parts(24), true),
        (&parts(25), false),
    ] {
        assert_eq!(is_menu(text, &Profile::of(text)), expected, "{text}");
    }
}

#[test]
fn sentences_are_stopped() {
    for text in ["It rained.", "「雨だ。」", "下雨了。", "बारिश हुई।", "بارش ہوئی۔", "“It rained.”", "Անձրև։"]
    {
        assert!(Frame::of(text, &Profile::of(text), NONE).is_stopped, "{text}");
    }
    for text in ["Rain", "It rained...", "It rained…", "Rain?", "Rain!", "“Rain”", "3.14", ""] {
        assert!(!Frame::of(text, &Profile::of(text), NONE).is_stopped, "{text}");
    }
}

#[test]
fn the_most_votes_are_those_of_any_kind() {
    assert_eq!(most(&NONE), 0.0);
    for kind in Kind::ALL {
        let mut votes = [1.0; Kind::ALL.len()];
        votes[*kind as usize] = 2.0;
        assert_eq!((most(&votes), most(&voted(*kind, 0.5))), (2.0, 0.5), "{kind}");
    }
}

#[test]
fn terms_vote_by_class_and_share() {
    let term = |start, end, strength| BoilerplateTerm {
        span: Span::new(start, end),
        entry: 0,
        strength,
        kind: Kind::Share,
    };
    use Strength::{Combo, Strong, Weak};
    for (boilerplate, expected) in [
        (&[term(0, 5, Strong)][..], 2.1),
        (&[term(0, 10, Weak)], 1.2),
        (&[term(0, 1, Combo)], 0.184),
        (&[term(0, 5, Strong), term(0, 10, Weak)], 3.3),
        (&[], 0.0),
    ] {
        let votes = term_votes("0123456789", boilerplate);
        near("share", votes[Kind::Share as usize], expected);
        assert_eq!(votes.iter().sum::<f32>(), votes[Kind::Share as usize]);
    }
}

#[test]
fn a_frame_knows_marks_menus_and_width() {
    let of = |text: &str| Frame::of_head(text, &Profile::of(text), voted(Kind::Legal, 0.5), 1.0, 0.0);
    let menu = of("Home | News | Sport");
    assert_eq!((menu.votes[Kind::Navigation as usize], menu.claim(), menu.is_wide()), (7.0, 7.0, false));
    let row = of("Home | News: all that happened in the county | Sport");
    assert_eq!((row.votes[Kind::Navigation as usize], row.is_wide()), (1.0, true));
    let sentence = of("Home | News: all that happened in the county | Sport.");
    assert_eq!(sentence.votes[Kind::Navigation as usize], 0.0);
    assert_eq!([23, 24].map(|width| of(&"a".repeat(width)).is_wide()), [false, true]);
    // Marks of boilerplate, and dates, are looked for in lines that are not too long.
    let legal = |width: usize| of(&format!("© 2024 Example Press {}", "a".repeat(width - 21)));
    let [short, long] = [600, 601].map(|width| legal(width).votes[Kind::Legal as usize]);
    assert!(short > long && long == 0.5, "{short} {long}");
    let dated = of("6 May 2024, 14:05");
    let undated = of("six of May, at two");
    assert!(dated.byline == 0.6 && undated.byline == 0.0 && dated.headline < undated.headline, "{dated:?}");
    near("a mark", of("© 2024 Example Press, 6 May 2024").byline, 0.3);
}
