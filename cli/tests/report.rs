//! Statistics of a run and their report.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::samples::{SPAM, corpus, records};
use common::{ARTICLE, files, record, run};
use serde_json::{Value, json};
use tempfile::TempDir;

fn dir() -> TempDir {
    files(&[("c.jsonl", records().as_bytes())])
}

fn read(dir: &Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).expect(name)
}

fn stats(dir: &Path, args: &[&str]) -> Value {
    let run = run(dir, &[args, &["--stats", "stats.json", "--overwrite", "-o", "out.jsonl"]].concat(), b"");
    assert_eq!(run.code, Some(0), "{run:?}");
    serde_json::from_str(&read(dir, "stats.json")).expect("statistics in JSON")
}

/// Counts by name.
type Counts = BTreeMap<String, u64>;

fn add(counts: &mut Counts, name: &str, count: u64) {
    *counts.entry(name.to_owned()).or_default() += count;
}

/// One number of each entry of a map.
fn column(map: &Value, name: &str) -> Counts {
    let map = map.as_object().expect("a map");
    map.iter().map(|(key, row)| (key.clone(), row[name].as_u64().expect(name))).collect()
}

/// The number of characters around what is title or body.
fn frame(text: &str, segments: &[Value]) -> Option<(usize, usize)> {
    let article =
        || segments.iter().filter(|segment| ["title", "body"].iter().any(|label| segment["label"] == *label));
    let offset = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("a small one");
    let (start, end) = (offset(&article().next()?["start"]), offset(&article().next_back()?["end"]));
    Some((text[..start].trim().chars().count(), text[end..].trim().chars().count()))
}

/// The bin of a length: 0, then powers of two.
fn bin(length: usize) -> usize {
    (0..).find(|&bin| length < 1 << bin).expect("a bin")
}

#[test]
fn statistics_are_the_sums_of_annotations() {
    let dir = dir();
    let annotated = run(dir.path(), &["annotate", "c.jsonl"], b"");
    let (mut bytes, mut documents, mut kinds, mut verdicts) =
        (Counts::new(), Counts::new(), Counts::new(), Counts::new());
    let (mut head, mut tail) = (vec![0u64; 20], vec![0u64; 20]);
    for (line, (_, _, text)) in annotated.stdout.lines().zip(corpus()) {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let segments = line["segments"].as_array().expect("segments");
        let mut labels = BTreeSet::new();
        for segment in segments {
            let label = segment["label"].as_str().expect("a label");
            let length =
                segment["end"].as_u64().expect("an end") - segment["start"].as_u64().expect("a start");
            add(&mut bytes, label, length);
            labels.insert(label);
            if let Some(kind) = segment["kind"].as_str() {
                add(&mut kinds, &format!("{label}/{kind}"), 1);
            }
        }
        labels.iter().for_each(|label| add(&mut documents, label, 1));
        add(&mut verdicts, line["verdict"].as_str().expect("a verdict"), 1);
        if let Some((before, behind)) = frame(&text, segments) {
            head[bin(before)] += 1;
            tail[bin(behind)] += 1;
        }
    }
    let read: usize = corpus().iter().map(|(_, _, text)| text.len()).sum();
    let kept = bytes["body"] + bytes.get("title").copied().unwrap_or_default();
    let cut = bytes.values().sum::<u64>() - kept;
    for command in [&["annotate", "c.jsonl"][..], &["clean", "c.jsonl"]] {
        let stats = stats(dir.path(), command);
        assert_eq!(stats["documents"], 7);
        let space = u64::try_from(read).expect("a small corpus") - kept - cut;
        assert_eq!(
            stats["bytes"],
            json!({"read": read, "kept": kept, "cut": cut, "space": space, "readings": 0})
        );
        assert_eq!(column(&stats["labels"], "bytes"), bytes);
        assert_eq!(column(&stats["labels"], "documents"), documents);
        assert_eq!(json!(verdicts), stats["verdicts"]);
        let found = [("spam", "categories"), ("boilerplate", "kinds")].iter().flat_map(|(label, map)| {
            column(&stats[*map], "segments")
                .into_iter()
                .map(move |(kind, count)| (format!("{label}/{kind}"), count))
        });
        assert_eq!(found.collect::<Counts>(), kinds);
        for (name, mut expected) in [("head", head.clone()), ("tail", tail.clone())] {
            expected.truncate(expected.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1));
            assert_eq!(stats["histograms"][name], json!(expected), "{name}");
        }
    }
}

#[test]
fn hosts_terms_reasons_and_scripts_are_counted() {
    let stats = stats(dir().path(), &["clean", "c.jsonl"]);
    let hosts: Vec<(&str, u64)> = stats["top"]["hosts"]
        .as_array()
        .expect("hosts")
        .iter()
        .map(|row| (row["host"].as_str().expect("a name"), row["documents"].as_u64().expect("a count")))
        .collect();
    assert!(hosts.contains(&("b.example", 2)) && hosts.contains(&("c.example", 1)), "{hosts:?}");
    assert!(!hosts.iter().any(|(host, _)| *host == "a.example"), "no spam there: {hosts:?}");
    let terms = stats["top"]["terms"].as_array().expect("terms");
    let casino = terms.iter().find(|row| row["term"] == "best online casino").expect("a term of the corpus");
    assert_eq!((&casino["documents"], &casino["label"]), (&json!(4), &json!("spam")));
    assert!(stats["reasons"]["spam"]["strong-terms"]["segments"].as_u64() >= Some(4));
    assert_eq!(stats["scripts"]["Arabic"]["documents"], 1);
    assert_eq!(stats["scripts"]["none"]["documents"], 1);
}

#[test]
fn collecting_changes_no_output() {
    let dir = dir();
    for command in ["clean", "annotate"] {
        let plain = run(dir.path(), &[command, "c.jsonl"], b"").stdout;
        let counted = run(dir.path(), &[command, "c.jsonl", "--stats", "s.json"], b"");
        assert_eq!(counted.stdout, plain);
        for part in ["7 documents", "kept", "spam", "gambling", "1 doorway", "b.example"] {
            assert!(counted.stderr.contains(part), "{part}: {}", counted.stderr);
        }
        let summed = run(dir.path(), &[command, "c.jsonl", "--summary"], b"");
        assert_eq!((summed.stdout, summed.stderr), (plain, counted.stderr));
    }
}

#[test]
fn a_sample_of_none_holds_no_text() {
    let dir = dir();
    stats(dir.path(), &["clean", "c.jsonl", "--stats-sample", "0"]);
    assert!(!read(dir.path(), "stats.json").contains("The bridge over"));
    stats(dir.path(), &["clean", "c.jsonl"]);
    assert!(read(dir.path(), "stats.json").contains("The bridge over"));
}

#[test]
fn the_order_of_files_does_not_matter() {
    let dir = dir();
    let more = format!("{}{}", record("x", ARTICLE), record("y", &format!("{SPAM}\n\n{ARTICLE}")));
    std::fs::write(dir.path().join("d.jsonl"), more).expect("a file");
    for name in ["c", "d"] {
        let (input, output) = (format!("{name}.jsonl"), format!("{name}.json"));
        assert_eq!(run(dir.path(), &["clean", &input, "--stats", &output], b"").code, Some(0));
    }
    let both = run(dir.path(), &["clean", "c.jsonl", "d.jsonl", "--stats", "both.json"], b"");
    assert_eq!(both.code, Some(0));
    let report = |args: &[&str]| run(dir.path(), &[&["report"], args].concat(), b"").stdout;
    assert!(report(&["both.json"]).contains("9 documents"));
    assert_eq!(report(&["c.json", "d.json"]), report(&["both.json"]));
    assert_eq!(report(&["d.json", "c.json"]), report(&["both.json"]));
}

#[test]
fn threads_do_not_matter() {
    let dir = dir();
    let many: String =
        (0..20).flat_map(|_| records().lines().map(|line| format!("{line}\n")).collect::<Vec<_>>()).collect();
    std::fs::write(dir.path().join("many.jsonl"), many).expect("a file");
    let with = |threads: &str| {
        let args = [
            "clean",
            "many.jsonl",
            "--overwrite",
            "-o",
            "out.jsonl",
            "--stats",
            "stats.json",
            "--threads",
            threads,
        ];
        assert_eq!(run(dir.path(), &args, b"").code, Some(0));
        read(dir.path(), "stats.json")
    };
    assert_eq!(with("1"), with("3"));
}

#[test]
fn what_is_no_statistics_is_refused() {
    let dir =
        files(&[("a.json", b"{\"documents\":1}"), ("b.json", b"{\"gangue_stats\":99}"), ("c.json", b"\xff")]);
    for (name, message) in
        [("a.json", "not statistics"), ("b.json", "format 99"), ("c.json", "not statistics")]
    {
        let run = run(dir.path(), &["report", name], b"");
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr.contains(name) && run.stderr.contains(message) && run.stdout.is_empty(),
            "{run:?}"
        );
    }
    let missing = run(dir.path(), &["report", "none.json"], b"");
    assert!(missing.code == Some(2) && missing.stderr.contains("none.json"), "{missing:?}");
}

#[test]
fn what_was_dropped_is_counted() {
    let dir = dir();
    let none = stats(dir.path(), &["clean", "c.jsonl"]);
    assert_eq!(none["dropped"], json!({}));
    let some = stats(dir.path(), &["clean", "c.jsonl", "--drop-doorways", "--min-body", "20"]);
    let dropped = column(&some["dropped"], "documents");
    assert_eq!(dropped["doorway"], none["verdicts"]["doorway"]);
    let written = read(dir.path(), "out.jsonl").lines().count();
    assert_eq!(some["documents"], dropped.values().sum::<u64>() + u64::try_from(written).expect("few"));
    let summary = run(dir.path(), &["clean", "c.jsonl", "--summary", "--drop-doorways"], b"").stderr;
    assert!(summary.contains("gone with 1 document: doorway"), "{summary}");
    let report = run(dir.path(), &["report", "stats.json"], b"").stdout;
    assert!(report.contains("<dt>dropped</dt>") && report.contains("1 doorway"));
    let all = stats(dir.path(), &["clean", "c.jsonl", "--min-body", "1000000"]);
    let short = &all["dropped"]["short"];
    assert_eq!((&short["documents"], &short["bytes"]), (&json!(7), &all["bytes"]["kept"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_fails_leaves_the_statistics_of_the_one_before() {
    let dir = dir();
    stats(dir.path(), &["clean", "c.jsonl"]);
    let before = read(dir.path(), "stats.json");
    let full = run(dir.path(), &["clean", "c.jsonl", "--stats", "stats.json", "-o", "/dev/full"], b"");
    assert_eq!(full.code, Some(2), "{full:?}");
    assert_eq!(read(dir.path(), "stats.json"), before);
    let names = std::fs::read_dir(dir.path()).expect("the directory").count();
    assert_eq!(names, 3, "nothing half done is left");
}
