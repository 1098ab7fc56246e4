//! What `annotate` and `clean` leave beside the text.

mod common;

use common::samples::{LIST, LISTED};
use common::{ARTICLE, files, record, run};
use serde_json::Value;

fn lines(args: &[&str], records: &str) -> Vec<Value> {
    let dir = files(&[("list.txt", LIST.as_bytes()), ("in.jsonl", records.as_bytes())]);
    let run = run(dir.path(), &[args, &["--wordlist", "list.txt", "in.jsonl"]].concat(), b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{args:?}");
    let text = std::fs::read_to_string(dir.path().join("beside.jsonl")).unwrap_or(run.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn dolma_counts_characters() {
    let text = format!("{LISTED}\n\n{ARTICLE}").replace("river", "río 河 🚲");
    let records = record("a", &text) + &record("b", "");
    let dolma = lines(&["annotate", "--output-format", "dolma"], &records);
    let ours = lines(&["annotate"], &records);
    let characters: Vec<char> = text.chars().collect();
    for label in ["spam", "body", "boilerplate", "title", "byline"] {
        let spans = dolma[0]["attributes"][format!("gangue__{label}")].as_array().expect("spans");
        let mut segments = ours[0]["segments"].as_array().expect("segments").clone();
        segments.retain(|segment| segment["label"] == label);
        assert_eq!(spans.len(), segments.len(), "{label}");
        for (span, segment) in spans.iter().zip(&segments) {
            let at = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("small");
            let by_character: String = characters[at(&span[0])..at(&span[1])].iter().collect();
            assert_eq!(by_character, text[at(&segment["start"])..at(&segment["end"])]);
            assert_eq!(span[2], segment["score"]);
        }
    }
    assert_eq!(dolma[0]["id"], "a");
    assert_eq!(dolma[0]["attributes"]["gangue__doorway"], serde_json::json!([[0, characters.len(), 0.0]]));
    assert_eq!(dolma[1]["attributes"]["gangue__spam"], serde_json::json!([]));
}

#[test]
fn what_was_cut_is_not_lost() {
    let page = format!("{LISTED}\n\n{ARTICLE}");
    let lists = format!("{LISTED}\n\n").repeat(12);
    let doorway = format!("{lists}The bridge over the river was closed on Monday.\n\n{lists}");
    let records = record("page", &page)
        + &record("whole", ARTICLE)
        + &record("doorway", &doorway)
        + &record("short", "Yes.");
    let removed =
        lines(&["clean", "--drop-doorways", "--min-body", "10", "--with-removed", "beside.jsonl"], &records);
    let ids: Vec<&str> = removed.iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ["page", "doorway", "short"]);
    let part = &removed[0]["removed"][0];
    assert_eq!(
        (&part["text"], &part["label"], &part["kind"]),
        (&LISTED.into(), &"spam".into(), &"gambling".into())
    );
    assert_eq!((&part["start"], &part["end"]), (&0.into(), &LISTED.len().into()));
    assert_eq!((&removed[1]["dropped"], &removed[1]["text"]), (&"doorway".into(), &doorway.into()));
    assert_eq!((&removed[2]["dropped"], &removed[2]["text"]), (&"short".into(), &"Yes.".into()));
    let kept = lines(&["clean", "--drop-doorways", "--min-body", "10"], &records);
    let ids: Vec<&str> = kept.iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ["page", "whole"]);
}

#[test]
fn labels_are_kept_as_asked() {
    let (title, byline) = ("The old water mill turns again", "By Jane Doe, 3 March 2024, The Valley News");
    let dir = files(&[("page.txt", format!("{title}\n{byline}\n\n{ARTICLE}").as_bytes())]);
    let cases: [(&[&str], [bool; 3]); 5] = [
        (&[], [true, false, true]),
        (&["--keep", "title,body"], [true, false, true]),
        (&["--keep", "title,body,byline"], [true, true, true]),
        (&["--keep", "body"], [false, false, true]),
        (&["--keep", "byline"], [false, true, false]),
    ];
    for (args, expected) in cases {
        let run = run(dir.path(), &[&["clean", "page.txt"], args].concat(), b"");
        let found = [title, byline, "The bridge over the river"].map(|part| run.stdout.contains(part));
        assert_eq!((run.code, found), (Some(0), expected), "{args:?}");
    }
}

#[test]
fn attributes_have_the_names_of_their_documents() {
    let lines = record("a", ARTICLE);
    let dir = files(&[]);
    std::fs::create_dir(dir.path().join("documents")).expect("a directory");
    let names = ["0000.json", "0001.jsonl", "part-2"];
    for name in names {
        std::fs::write(dir.path().join("documents").join(name), &lines).expect("a shard");
    }
    let args = ["annotate", "documents", "--format", "jsonl", "--output-format", "dolma", "-o", "attributes"];
    let run = run(dir.path(), &args, b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    for name in names {
        let attributes = std::fs::read_to_string(dir.path().join("attributes").join(name)).expect(name);
        assert!(attributes.starts_with("{\"id\":\"a\",\"attributes\":{\"gangue__body\":[["), "{attributes}");
    }
}
