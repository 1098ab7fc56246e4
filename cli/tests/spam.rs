//! A page with injected spam, by way of each command.

mod common;

use common::samples::{LIST, LISTED};
use common::{ARTICLE, Run, files, record, run};
use serde_json::Value;
use tempfile::TempDir;

fn page() -> String {
    format!("{LISTED}\n\n{ARTICLE}")
}

/// Runs the tool with the wordlist, on the page as `page.txt` and `page.jsonl`.
fn with_list(args: &[&str]) -> Run {
    let page = page();
    run(dir(&page).path(), &[args, &["--wordlist", "list.txt"]].concat(), b"")
}

fn dir(page: &str) -> TempDir {
    let records = record("a", page);
    files(&[("list.txt", LIST.as_bytes()), ("page.txt", page.as_bytes()), ("page.jsonl", records.as_bytes())])
}

#[test]
fn annotate_names_the_category() {
    let run = with_list(&["annotate", "page.jsonl"]);
    let value: Value = serde_json::from_str(&run.stdout).expect("a line of JSON");
    let first = &value["segments"][0];
    assert_eq!((&first["start"], &first["end"]), (&0.into(), &LISTED.len().into()));
    assert_eq!(
        (&first["label"], &first["kind"], &first["category"]),
        (&"spam".into(), &"gambling".into(), &"gambling".into())
    );
    let others = value["segments"].as_array().expect("segments").iter().skip(1);
    assert_eq!(others.filter(|segment| segment["label"] == "spam").count(), 0);
}

#[test]
fn clean_leaves_the_article() {
    let text = with_list(&["clean", "page.txt"]);
    assert_eq!((text.code, text.stdout.as_str()), (Some(0), ARTICLE));
    let records = with_list(&["clean", "page.jsonl"]);
    assert_eq!(records.stdout, record("a", ARTICLE.trim_end()));
    let annotated = with_list(&["annotate", "--clean", "page.jsonl"]);
    let value: Value = serde_json::from_str(&annotated.stdout).expect("a line of JSON");
    assert_eq!(value["clean"], ARTICLE.trim_end());
}

#[test]
fn flags_change_what_is_kept() {
    let cases: [(&[&str], bool); 4] = [
        (&[], false),
        (&["--keep", "title,body,spam"], true),
        (&["--spam-threshold", "1"], true),
        (&["--disable", "finance"], false),
    ];
    for (args, spam) in cases {
        let annotated = with_list(&[&["clean", "page.txt"], args].concat());
        assert_eq!(annotated.stdout.starts_with(LISTED), spam, "{args:?}: {}", annotated.stdout);
        assert!(annotated.stdout.ends_with(ARTICLE), "{args:?}");
    }
}

/// What is kept, and scores half the threshold or more, is named.
#[test]
fn suspects_are_shown_below_what_is_kept() {
    let told = format!("may be gambling spam, but scores less than 1.00: bytes 0..{}", LISTED.len());
    let all = "--keep=title,body,byline,boilerplate";
    for (args, shown) in [(&["--spam-threshold", "1", all][..], true), (&[all], false)] {
        let run = with_list(&[&["explain", "page.txt"], args].concat());
        assert_eq!(run.stdout.contains(&told), shown, "{args:?}: {}", run.stdout);
        assert_eq!(run.stdout.contains("may be"), shown, "{args:?}: {}", run.stdout);
    }
}

#[test]
fn an_allowed_term_is_no_reason() {
    let allowing = |phrase| ["explain", "--allow", phrase];
    for (args, found) in [
        (&["explain"][..], true),
        (&allowing("best slot bonus"), false),
        (&allowing("best slot bon*"), false),
        (&allowing("best slot bon"), true),
    ] {
        let run = with_list(&[args, &["--full", "page.txt"]].concat());
        assert_eq!(run.stdout.contains("list.txt:6"), found, "{args:?}: {}", run.stdout);
    }
}

#[test]
fn a_disabled_category_is_never_named() {
    let annotated = with_list(&["annotate", "--disable", "gambling", "page.jsonl"]);
    assert!(!annotated.stdout.contains("gambling"), "{}", annotated.stdout);
}

#[test]
fn explain_tells_the_terms_and_their_lines() {
    let run = with_list(&["explain", "--full", "page.txt"]);
    for part in ["page.txt: article", "gambling", "cut", "best slot bonus ×2 (list.txt:6)", "│ The bridge"]
    {
        assert!(run.stdout.contains(part), "{part:?} in\n{}", run.stdout);
    }
    let coloured = with_list(&["explain", "--color", "always", "page.txt"]);
    assert!(coloured.stdout.contains("mfree spins\u{1b}[0m "), "the hit is highlighted: {}", coloured.stdout);
    assert_eq!(uncoloured(&coloured.stdout), with_list(&["explain", "page.txt"]).stdout);
}

/// An article in Traditional characters.
const LIBRARY: &str = "河邊的新圖書館今天開門\n\n河邊的新圖書館今天開門,第一天就來了兩千個讀者。館長說,這裡的書比舊館多三倍,\
還有一個專門給孩子的房間。很多居民一早就來排隊,他們說已經等了五年。\n\n讀者可以在家裡預約座位,也可以帶著自己的電腦來工作。\
圖書館每天開到晚上九點,週末的時間還會更長。館長說,下個月會有三個講座,都不收費。\n";

/// The article as a mirror site would show it.
fn glossed() -> String {
    let readings = [
        ("個", "gè"),
        ("來", "lái"),
        ("開", "kāi"),
        ("時", "shí"),
        ("說", "shuō"),
        ("間", "jiān"),
        ("還", "hái"),
    ];
    readings
        .iter()
        .fold(LIBRARY.to_owned(), |text, (han, reading)| text.replace(han, &format!("{han}({reading})")))
}

#[test]
fn injected_readings_go_unless_they_are_kept() {
    let record = record("g", glossed().trim_end());
    let clean = |args: &[&str]| run(files(&[("g.jsonl", record.as_bytes())]).path(), args, b"").stdout;
    let (with, without) = (glossed(), LIBRARY);
    for (args, expected) in [
        (&["clean", "g.jsonl"][..], without),
        (&["clean", "--keep-glosses", "g.jsonl"], &with),
        (&["annotate", "--clean", "g.jsonl"], without),
        (&["annotate", "--clean", "--keep-glosses", "g.jsonl"], &with),
    ] {
        let output: Value = serde_json::from_str(&clean(args)).expect("a line of JSON");
        let text = output.get("clean").or_else(|| output.get("text")).expect("a text");
        assert_eq!(text, expected.trim_end(), "{args:?}");
    }
}

/// The text without its colours.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, behind)| behind))
}
