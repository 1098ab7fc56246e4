//! `gangue annotate` keeps its contract on texts of every shape.

mod common;

use common::{ARTICLE, files, record, run};
use serde_json::Value;

const LABELS: [&str; 5] = ["body", "title", "byline", "boilerplate", "spam"];

/// Texts that are hard to keep the contract on.
fn texts() -> Vec<String> {
    let crlf = ARTICLE.replace('\n', "\r\n");
    let mut texts: Vec<String> =
        ["", " ", "\n\n\n", "x", "\u{0}", "\u{0}\u{1}\u{2}", "\u{FEFF}", "e\u{301}", "漢字", "👩\u{200D}🚀"]
            .map(str::to_owned)
            .to_vec();
    texts.extend([
        ARTICLE.to_owned(),
        crlf,
        ARTICLE.replace('\n', " "),
        format!("Home | News | Sport | Contact\n\n{ARTICLE}\nCopyright 2024. All rights reserved.\n"),
        format!("\u{3000}\u{A0}{ARTICLE}\u{2028}\u{85}"),
        "a\n".repeat(5_000),
        "|".repeat(5_000),
        "词".repeat(5_000),
        "\u{0}\n".repeat(500),
        "word ".repeat(400_000),
    ]);
    texts
}

/// Checks a line of output against the text it is about.
fn check(line: &str, id: &str, text: &str) {
    let value: Value = serde_json::from_str(line).expect("a line of JSON");
    assert_eq!(value["id"], id);
    assert!(["article", "doorway", "empty"].contains(&value["verdict"].as_str().expect("a verdict")));
    assert!((0.0..=1.0).contains(&value["confidence"].as_f64().expect("a confidence")));
    let mut covered = 0;
    for segment in value["segments"].as_array().expect("segments") {
        let (start, end) = (offset(&segment["start"]), offset(&segment["end"]));
        assert!(covered <= start && start < end, "{id}: sorted, disjoint and not empty");
        assert!(text.get(start..end).is_some(), "{id}: on character boundaries");
        assert_eq!(text[covered..start].trim(), "", "{id}: a gap holds white space only");
        check_label(segment);
        covered = end;
    }
    assert_eq!(text[covered..].trim(), "", "{id}: all is covered");
}

fn offset(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("an offset")).expect("a small one")
}

fn check_label(segment: &Value) {
    let label = segment["label"].as_str().expect("a label");
    assert!(LABELS.contains(&label));
    assert!(segment["score"].is_number());
    assert_eq!(segment["kind"].is_string(), ["spam", "boilerplate"].contains(&label), "{segment}");
    let category = if label == "spam" { &segment["kind"] } else { &Value::Null };
    assert_eq!(&segment["category"], category);
}

#[test]
fn every_text_is_annotated_as_promised() {
    let texts = texts();
    let ids: Vec<String> = (0..texts.len()).map(|place| format!("text-{place}")).collect();
    let input: String = ids.iter().zip(&texts).map(|(id, text)| record(id, text)).collect();
    for args in [&["annotate"][..], &["annotate", "--preset", "aggressive"], &["annotate", "--clean"]] {
        let run = run(files(&[]).path(), args, input.as_bytes());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert_eq!(run.stdout.lines().count(), texts.len());
        for (line, (id, text)) in run.stdout.lines().zip(ids.iter().zip(&texts)) {
            check(line, id, text);
        }
    }
}

#[test]
fn a_text_file_is_one_document() {
    let dir = files(&[("a.txt", ARTICLE.as_bytes()), ("empty.txt", b"")]);
    let run = run(dir.path(), &["annotate", "a.txt", "empty.txt"], b"");
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!((run.code, lines.len()), (Some(0), 2));
    check(lines[0], "a.txt", ARTICLE);
    check(lines[1], "empty.txt", "");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let input: String = texts().iter().map(|text| record("x", text)).collect();
    let once = run(files(&[]).path(), &["annotate", "--clean"], input.as_bytes());
    let again = run(files(&[]).path(), &["annotate", "--clean"], input.as_bytes());
    assert_eq!(once.stdout, again.stdout);
}

#[test]
fn ids_pass_as_they_stand() {
    let cases = [
        (r#"{"id":"a\u00e9b","text":""}"#, r#"{"id":"a\u00e9b","#),
        (r#"{"id":12345678901234567890123,"text":""}"#, r#"{"id":12345678901234567890123,"#),
        (r#"{"id":1.50,"text":""}"#, r#"{"id":1.50,"#),
        (r#"{"text":""}"#, r#"{"id":null,"#),
        (r#"{"id":null,"text":""}"#, r#"{"id":null,"#),
        (r#"{"id":[1,{"a":2}],"text":""}"#, r#"{"id":[1,{"a":2}],"#),
    ];
    for (line, start) in cases {
        let run = run(files(&[]).path(), &["annotate"], line.as_bytes());
        assert!(run.stdout.starts_with(start), "{line}: {}", run.stdout);
        assert!(run.stdout.ends_with("}\n"));
    }
}

#[test]
fn clean_stands_only_where_it_was_asked_for() {
    let input = record("x", "A sentence is here.");
    for (args, expected) in [(&["annotate"][..], false), (&["annotate", "--clean"], true)] {
        let run = run(files(&[]).path(), args, input.as_bytes());
        let value: Value = serde_json::from_str(&run.stdout).expect("a line of JSON");
        assert_eq!(value.get("clean").is_some_and(Value::is_string), expected);
    }
}
