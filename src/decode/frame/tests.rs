//! Tests of titles, bylines and kinds of boilerplate, on zones written as words.

use super::*;

/// A block from a word: `S` spam, `B` body, `b` body that may be title or byline, `.` outside and narrow, `w`
/// outside and wide; `/` after it for a full stop; then evidence in hundredths, as in `.+h80`, columns, as in `.+c60`,
/// and votes in tenths, as in `.+legal30`.
fn zone(word: &str) -> Zone {
    let mut frame = Frame {
        votes: [0.0; Kind::ALL.len()],
        width: if word.starts_with('w') { 24 } else { 23 },
        is_stopped: word.contains('/'),
        headline: 0.0,
        repeated: 0.0,
        byline: 0.0,
    };
    for mark in word.split('+').skip(1) {
        let digits = mark.trim_start_matches(|c: char| c.is_ascii_lowercase());
        let (name, number) = (&mark[..mark.len() - digits.len()], digits.parse::<f32>().unwrap());
        match name {
            "h" => frame.headline = number / 100.0,
            "c" => frame.width = number as u32,
            "r" => frame.repeated = number / 100.0,
            "y" => frame.byline = number / 100.0,
            _ => frame.votes[Kind::from_name(name).unwrap() as usize] = number / 10.0,
        }
    }
    match word.as_bytes()[0] {
        b'S' => Zone::Spam,
        b'B' => Zone::Body(None),
        b'b' => Zone::Body(Some(frame)),
        _ => Zone::Outside(frame),
    }
}

fn decided(page: &str) -> Vec<Role> {
    let zones: Vec<_> = page.split_whitespace().map(zone).collect();
    let inside = |zone: &Zone| matches!(zone, Zone::Body(_));
    let first = zones.iter().position(inside).unwrap_or(0);
    let end = zones.iter().rposition(inside).map_or(0, |last| last + 1);
    let mut out = vec![Role { label: Label::Spam, kind: None, score: 0.0 }];
    roles(&zones, &(first..end), &mut out);
    out
}

/// The kind of each block, or its label where it has none.
fn names(page: &str) -> String {
    let name = |role: &Role| role.kind.map_or(role.label.as_str(), Kind::as_str);
    decided(page).iter().map(name).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (page, expected) in cases {
        assert_eq!(names(page), *expected, "{page}");
    }
}

#[test]
fn votes_make_a_kind() {
    check(&[
        ("", ""),
        ("S B S", "spam body spam"),
        ("w+legal30 B w+legal30", "legal body legal"),
        // The most votes; of equal ones the first in the order of kinds; votes for spam do not count.
        ("w+legal10+share20 B", "share body"),
        ("w+tags10+legal10 B", "legal body"),
        ("w+adult90+share4 B", "share body"),
        ("w+adult90+share3 B", "navigation body"),
        // A third of a vote is too little.
        ("w+share3 B w+share3", "navigation body related"),
        // Without votes: a teaser is wide and stands after the body.
        (". B . w .", "navigation body navigation related related"),
        ("w B w", "navigation body related"),
    ]);
}

/// How sure they are is said elsewhere.
#[test]
fn spam_and_body_are_certain() {
    assert!(decided("S B b").iter().all(|role| role.score == 1.0 && role.kind.is_none()));
}

#[test]
fn sections_go_on() {
    for kind in ["comments", "related", "consent"] {
        let page = format!("B w+{kind}20 . w S .");
        assert_eq!(names(&page), format!("body {kind} {kind} {kind} spam navigation"));
    }
    // The numbers of pages.
    assert_eq!(names("B w+pagination20 .+c4 .+c5"), "body pagination pagination navigation");
    assert_eq!(names("B w+share20 . w"), "body share share related");
    assert_eq!(names("w+share20 w B"), "share navigation body");
    for kind in ["legal", "subscribe"] {
        assert_eq!(names(&format!("w+{kind}20 w . B")), format!("{kind} {kind} navigation body"));
    }
    for kind in ["contact", "credits", "residue", "other"] {
        assert_eq!(names(&format!("w+{kind}20 w . B")), format!("{kind} navigation navigation body"));
    }
    check(&[
        ("B w+tags20 . w", "body tags tags related"),
        ("B w+navigation20 . w", "body navigation navigation related"),
        // Sections of the site among tags, but in no menu.
        ("B w+tags20 .+navigation30 .+navigation31", "body tags tags navigation"),
        ("w+tags20 .+navigation30 B", "tags navigation body"),
    ]);
}

#[test]
fn fields_of_forms_go_on() {
    check(&[
        ("B w+comments20 .+contact12 w", "body comments comments comments"),
        ("B w+comments20 .+contact13", "body comments contact"),
        ("B w+subscribe20 w+contact12", "body subscribe subscribe"),
        // A section that does not go on with a block like this.
        ("B w+subscribe20 .+contact12", "body subscribe contact"),
        ("B w+related20 .+contact12", "body related contact"),
    ]);
}

#[test]
fn entries_of_menus_are_navigation() {
    for kind in ["contact", "subscribe", "tags", "credits"] {
        assert_eq!(names(&format!(". .+{kind}20 .+share20 B")), "navigation navigation share body");
        assert_eq!(names(&format!(". .+{kind}20 .+share20")), "navigation navigation share");
        // At an edge of the page, beside a wide block, itself wide, or with more votes than a word has.
        assert_eq!(names(&format!(".+{kind}20 .+share20 B")), format!("{kind} share body"));
        assert_eq!(names(&format!("w .+{kind}20 .+share20 B")), format!("navigation {kind} share body"));
        assert_eq!(names(&format!(".+share20 .+{kind}20 w+share20 B")), format!("share {kind} share body"));
        assert_eq!(names(&format!(". w+{kind}20 .+share20 B")), format!("navigation {kind} share body"));
        assert_eq!(names(&format!(". .+{kind}31 .+share20 B")), format!("navigation {kind} share body"));
        assert_eq!(names(&format!(". .+{kind}30 .+share20 B")), "navigation navigation share body");
        // After the article.
        assert_eq!(names(&format!("B . .+{kind}20 .+share20")), format!("body navigation {kind} share"));
    }
    check(&[
        (". .+related20 . B", "navigation related related body"),
        (". .+legal20 .+share20 B", "navigation legal share body"),
    ]);
}

#[test]
fn the_title_stands_before_the_body() {
    let far = |blocks: usize| format!("w+h60 {} B", "w ".repeat(blocks));
    let title = |page: &str| decided(page).iter().position(|role| role.label == Label::Title);
    for (page, expected) in [
        ("w+h25 B", None),
        ("w+h26 B", Some(0)),
        ("w+h90 w+h90 B", Some(1)),
        ("w+h99 w+h90 B", Some(0)),
        // Within the body: its first block, and the second if it is much more like a headline.
        ("w b+h50 B", Some(1)),
        ("w b+h50 b+h90 B", Some(2)),
        ("w b+h50 b+h80 B", Some(1)),
        ("w b b b+h90 B", Some(3)),
        ("w b b b b+h90 b+h90 B", Some(4)),
        ("w b b b b b+h90 B", None),
        // No headline stands after a paragraph.
        ("w b B b+h90", None),
        ("w b b/+c60 b+h90 B", None),
        ("w b b/+c59 b+h90 B", Some(3)),
        ("w b+h50", Some(1)),
        ("S b+h20 b+h90", Some(2)),
        ("w b+h25 B", Some(1)),
        ("w b+h24 B", None),
        // Not after it, and not without one.
        ("B w+h90", None),
        ("w+h90 w+h90", None),
        (&far(13), Some(0)),
        (&far(14), None),
    ] {
        assert_eq!(title(page), expected, "{page}");
    }
    let scores: Vec<_> = decided("w+h80 w w w w w w B").iter().map(|role| role.score).collect();
    assert_eq!(scores[0], 0.8 * (1.0 - 0.5 * 7.0 / 14.0));
}

#[test]
fn the_title_repeats_that_of_the_page() {
    let far = |blocks: usize| format!("w+h60+r60 {} B", "w ".repeat(blocks));
    let title = |page: &str| decided(page).iter().position(|role| role.label == Label::Title);
    for (page, expected) in [
        ("w+h50+r60 w+h99 B", Some(0)),
        // Like a headline at all.
        ("w+h24+r60 w+h99 B", Some(1)),
        // What repeats more; nearer ones.
        ("w+h50+r60 w+h99+r50 B", Some(0)),
        ("w+h50+r60 w+h50+r60 B", Some(1)),
        ("w+h50+r60 w w w w w w+h50+r57 B", Some(6)),
        (&far(31), Some(0)),
        (&far(32), None),
        // In the body, too, but not far in it.
        ("w+h90 b b/+c60 b+h50+r60 B", Some(3)),
        ("w b b b b b+h50+r60 B", None),
    ] {
        assert_eq!(title(page), expected, "{page}");
    }
    assert_eq!(decided("w+h50+r90 B")[0].score, 0.5);
}

#[test]
fn a_dateline_makes_a_title() {
    let title = |page: &str| decided(page).iter().position(|role| role.label == Label::Title);
    for (page, expected) in [
        ("w+h50 w+y60 w+legal9 w+legal9 w+h60 B", Some(0)),
        ("w+h50 w w w+y60 w+h50 B", Some(0)),
        ("w+h50 w w w w+y60 w+h60 B", Some(5)),
        // With something of the frame between.
        ("w+h50 w+legal9 w+y60 w+h60 B", Some(3)),
        // Above it, less so.
        ("w+y60 w+h55 w+h60 B", Some(1)),
        ("w+y60 w+legal9 w+h55 w+h60 B", Some(3)),
        ("w+y60 w+h50 w+h62 B", Some(2)),
        // Abbreviations of a short one look like sentences.
        ("w+h50 w+y24+c59 w+legal9 w+h60 B", Some(0)),
        ("w+h50 w+y24+c60 w+legal9 w+h60 B", Some(3)),
    ] {
        assert_eq!(title(page), expected, "{page}");
    }
    assert_eq!(decided("w+h90 w+y60 B")[0].score, 1.0);
}

#[test]
fn sentences_are_seldom_titles() {
    let title = |page: &str| decided(page).iter().position(|role| role.label == Label::Title);
    assert_eq!(title("w+legal4+h40 w/+c60+h70 B"), Some(0));
    assert_eq!(title("w+legal4+h40 w/+c59+h70 B"), Some(1));
}

#[test]
fn a_sentence_under_the_title_is_of_the_article() {
    check(&[
        ("w+h90 w/+c60 w+legal9 B", "title body legal body"),
        ("w+h90 w/+c59 w+legal9 B", "title byline legal body"),
        ("w+h90 w+c60 w+legal9 B", "title byline legal body"),
        ("w+h90 w/+c60+related4 B", "title related body"),
        ("w+h90 w/+c60+y30 B", "title byline body"),
        ("w+h90 w+legal9 w/+c60 B", "title legal byline body"),
        (".+share9 w/+c60 B", "share navigation body"),
    ]);
}

#[test]
fn a_name_stands_by_a_dateline() {
    let page = |near: &str| format!("w+h90 {near} w+legal9 w+legal9 w+legal9 B");
    for (near, expected) in [
        (".+c5 w+y60", "byline byline"),
        ("w+y60 .+c48", "byline byline"),
        (".+c4 w+y60", "navigation byline"),
        (".+c49 w+y60", "navigation byline"),
        ("./+c20 w+y60", "navigation byline"),
        (".+legal4 w+y60", "legal byline"),
        (".+credits20 w+y60", "byline byline"),
        ("w w+legal9 w+y60", "navigation legal byline"),
        ("w+y24 .", "byline byline"),
    ] {
        assert_eq!(names(&page(near)), format!("title {expected} legal legal legal body"), "{near}");
    }
    // Not above the title, and not far below.
    check(&[
        (
            ". w+y60 w+h90 w+legal9 w+legal9 w+legal9 w+legal9 B",
            "navigation byline title legal legal legal legal body",
        ),
        ("w+y24 w+legal9 w+h90 B", "navigation legal title body"),
        (
            "w+h90 w+legal9 w+legal9 w+legal9 w+y60 . w+legal9 B",
            "title legal legal legal byline navigation legal body",
        ),
    ]);
}

#[test]
fn a_sentence_under_its_heading_is_no_title() {
    check(&[
        (".+h10 w/+h40 B", "title byline body"),
        ("w/+h40 B", "title body"),
        (".+h10 w+h40 B", "navigation title body"),
        // In the body, or at its start.
        ("b+h20 b/+c60+h60 B", "title body body"),
        (".+h20 b/+c60+h40 B", "title body body"),
        // A word of the frame, or a date.
        (".+h9 w/+h40 B", "navigation title body"),
        (".+h10+legal4 w/+h40 B", "legal title body"),
        (".+h10+y30 w/+h40 B", "byline title body"),
        // Not shorter, another sentence, not directly above, nothing, or spam.
        ("w+h20 w/+h40 B", "navigation title body"),
        (".+h20 b/+c60+h60 b+h80 B", "title body body body"),
        // Rather another one that is like a headline.
        ("w+h50 .+h20 w/+h60 B", "title byline byline body"),
        ("w+h20 .+h20 w/+h60 B", "navigation title byline body"),
        ("./+h20 w/+h40 B", "navigation title body"),
        (".+h20 .+legal9 w/+h40 B", "navigation legal title body"),
        ("S w/+h40 B", "spam title body"),
        ("b/+h40 B", "title body"),
    ]);
    assert_eq!(decided(".+h10 w/+h40 B")[0].score, 0.4 * (1.0 - 0.5 / 14.0));
}

#[test]
fn titles_and_bylines_stand_near_the_start_of_the_body() {
    for (body, first, last) in [(40..60, 6, 44), (34..35, 0, 38), (3..9, 0, 7), (0..1, 0, 4)] {
        let near: Vec<_> = (0..80).filter(|&block| may_head(block, &body)).collect();
        assert_eq!(near, (first..=last).collect::<Vec<_>>(), "{body:?}");
    }
    assert!((0..80).all(|block| !may_head(block, &(40..40))), "a page without a body");
}

#[test]
fn bylines_stand_by_the_title_and_the_body() {
    check(&[
        // A date before the body.
        ("w+y30 B", "byline body"),
        ("w+y29 B", "navigation body"),
        ("w+y30 w+legal9 w+legal9 w+legal9 B", "byline legal legal legal body"),
        ("w+y30 w+legal9 w+legal9 w+legal9 w+legal9 B", "navigation legal legal legal legal body"),
        // Two blocks before the title, and no more.
        ("w+y30 w+legal9 w+h90 B", "byline legal title body"),
        ("w+y30 w+legal9 w+legal9 w+h90 B", "navigation legal legal title body"),
        // What stands between title and body, unless it is claimed.
        ("w+h90 w B", "title byline body"),
        ("w+legal9 w+legal9 w+legal9 w+h90 w B", "legal legal legal title byline body"),
        ("w+h90 w+legal4 w B", "title legal byline body"),
        ("w+h90 w+legal3 w+credits30 B", "title byline byline body"),
        ("w+h90 w+legal4+y30 w B", "title byline byline body"),
        ("w+h90 w w w B", "title byline byline byline body"),
        ("w+h90 w w w w B", "title navigation navigation navigation navigation body"),
        // In the body it must be clear, and near its start or the title.
        ("b+y54 B", "body body"),
        ("b+y55 B", "byline body"),
        ("b b b b+y90 B", "body body body byline body"),
        ("b b b b b+y90 B", "body body body body body body"),
        ("b b+h90 b b b+y90 b+y90", "body title body body byline body"),
        // Right under the title, a name is enough.
        ("b+h90 b+y45 B", "title byline body"),
        ("w+h90 b+y40 B", "title byline body"),
        ("w+h90 b+y39 B", "title body body"),
        ("b+h90 b b+y45 B", "title body body body"),
        ("b+y45 b+h90 B", "body title body"),
        ("b+h90 b+y45+c49 B", "title body body"),
        ("b+h90 b/+y45 B", "title body body"),
        // No sentence, if it is not very short.
        ("b/+c60+y90 B", "body body"),
        ("b/+c59+y90 B", "byline body"),
        ("w/+c60+y90 B", "byline body"),
        // Not after the body.
        ("b w+y90", "body related"),
        ("w+y90 w+h90", "related related"),
    ]);
    let byline =
        |page: &str| decided(page).iter().find(|role| role.label == Label::Byline).map(|role| role.score);
    assert_eq!(byline("w+h90 w B"), Some(MIN_BYLINE));
    assert_eq!(byline("w+h90 w+y80 B"), Some(0.8));
}

#[test]
fn scores_grow_with_votes() {
    let score = |page: &str| decided(page)[0].score;
    for (page, expected) in [("w B", 0.5), ("w+legal20 B", 0.75), ("w+legal40 B", 1.0), ("w+legal90 B", 1.0)]
    {
        assert_eq!(score(page), expected, "{page}");
    }
}
