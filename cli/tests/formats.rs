//! Every format in and out gives what JSON Lines give.

mod common;
#[path = "common/corpus.rs"]
mod corpus;

use std::fs;
use std::path::Path;

use common::{Run, files, run};
use corpus::{Page, pages, plain, read_table, strings};
use serde_json::Value;

fn ok(dir: &Path, args: &[&str]) -> Run {
    let run = run(dir, args, b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{args:?}");
    run
}

/// The texts that `clean` makes of the pages, by way of JSON Lines.
fn cleaned(pages: &[Page]) -> Vec<String> {
    let dir = files(&[("pages.jsonl", &corpus::jsonl(pages))]);
    texts(&ok(dir.path(), &["clean", "pages.jsonl"]).stdout)
}

fn texts(lines: &str) -> Vec<String> {
    let text = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a line of JSON");
        value["text"].as_str().expect("a text").to_owned()
    };
    lines.lines().map(text).collect()
}

#[test]
fn annotations_are_the_same_from_every_format() {
    let pages = pages(130);
    let dir = files(&[]);
    let names = corpus::write_all(dir.path(), &pages);
    corpus::write_texts(dir.path(), &pages);
    let expected = ok(dir.path(), &["annotate", "--clean", "pages.jsonl"]).stdout;
    assert_eq!(expected.lines().count(), pages.len());
    for name in names.iter().chain(&["pages"]) {
        assert_eq!(ok(dir.path(), &["annotate", "--clean", name]).stdout, expected, "{name}");
    }
    for name in names.iter().filter(|name| name.contains(".jsonl")) {
        let bytes = fs::read(dir.path().join(name)).expect("the file");
        assert_eq!(
            run(dir.path(), &["annotate", "--clean"], &bytes).stdout,
            expected,
            "{name} as standard input"
        );
    }
}

#[test]
fn cleaned_records_are_the_same_in_every_format() {
    let pages = pages(130);
    let dir = files(&[]);
    let expected = cleaned(&pages);
    for name in corpus::write_all(dir.path(), &pages) {
        let out = format!("out-{name}");
        ok(dir.path(), &["clean", name, "-o", &out]);
        let path = dir.path().join(&out);
        let found = if name.ends_with("parquet") {
            strings(&read_table(&path).0, "text")
        } else if name.contains("jsonl") {
            texts(&String::from_utf8(plain(&path)).expect("UTF-8"))
        } else {
            archive_texts(&plain(&path))
        };
        assert_eq!(found, expected, "{name}");
    }
}

/// The blocks of the pages in an archive; heads are as they were.
fn archive_texts(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut records = text.split("WARC/1.0\r\n").skip(1);
    let info = records.next().expect("the first record");
    assert!(info.starts_with("WARC-Type: warcinfo") && info.contains("software: none\r\n\r\n\r\n"), "{info}");
    records
        .map(|record| {
            let (head, block) = record.split_once("\r\n\r\n").expect("a head");
            assert!(head.contains("X-Kept: as it is\r\n"), "{head}");
            let block = block.strip_suffix("\r\n\r\n").expect("an end");
            assert!(
                format!("{head}\r\n").contains(&format!("Content-Length: {}\r\n", block.len())),
                "{head}"
            );
            block.to_owned()
        })
        .collect()
}

#[test]
fn archives_compress_each_record_by_itself() {
    let pages = pages(20);
    let dir = files(&[]);
    corpus::write_all(dir.path(), &pages);
    ok(dir.path(), &["clean", "pages.warc.wet.gz", "-o", "out.warc.wet.gz"]);
    let bytes = fs::read(dir.path().join("out.warc.wet.gz")).expect("the output");
    let mut first = String::new();
    let mut decoder = flate2::bufread::GzDecoder::new(&*bytes);
    std::io::Read::read_to_string(&mut decoder, &mut first).expect("a member");
    assert!(first.starts_with("WARC/1.0\r\nWARC-Type: warcinfo") && first.matches("WARC/1.0").count() == 1);
    let digests = String::from_utf8(plain(&dir.path().join("out.warc.wet.gz"))).expect("UTF-8");
    assert!(digests.contains("sha1:pages/0002.txt\r\n"), "an untouched block keeps its digest");
    assert!(!digests.contains("sha1:pages/0001.txt\r\n"), "a cleaned one has none");
}

#[test]
fn other_columns_of_a_table_pass_untouched() {
    let pages = pages(130);
    let dir = files(&[]);
    corpus::table(&dir.path().join("in.parquet"), &pages);
    ok(dir.path(), &["clean", "in.parquet", "-o", "out.parquet"]);
    let (before, about) = read_table(&dir.path().join("in.parquet"));
    let (after, about_after) = read_table(&dir.path().join("out.parquet"));
    assert_eq!((after.schema(), after.num_rows()), (before.schema(), before.num_rows()));
    for name in ["n", "list", "id"] {
        assert_eq!(after.column_by_name(name), before.column_by_name(name), "{name}");
    }
    let custom =
        |all: &[parquet::file::metadata::KeyValue]| all.iter().filter(|pair| pair.key == "about").count();
    assert_eq!((custom(&about), custom(&about_after)), (1, 1));
    let lines = ok(dir.path(), &["clean", "in.parquet", "--output-format", "jsonl"]).stdout;
    assert!(lines.starts_with("{\"n\":null,\"text\":\""), "{}", &lines[..60]);
    assert!(lines.contains("\"list\":[7,null],\"id\":\"pages/0007.txt\"}\n"));
    assert_eq!(texts(&lines), strings(&after, "text"));
}

#[test]
fn rows_of_dropped_pages_go() {
    let pages = pages(130);
    let dir = files(&[]);
    corpus::write_all(dir.path(), &pages);
    let args = |name, out| ["clean", "--min-body", "100", name, "-o", out].map(str::to_owned);
    for (name, out) in
        [("pages.parquet", "out.parquet"), ("pages.jsonl", "out.jsonl"), ("pages.warc", "out.warc")]
    {
        ok(dir.path(), &args(name, out).each_ref().map(String::as_str));
    }
    let (rows, _) = read_table(&dir.path().join("out.parquet"));
    let kept = strings(&rows, "text");
    assert!(kept.len() < pages.len() && kept.iter().all(|text| text.chars().count() >= 100));
    assert_eq!(kept, texts(&fs::read_to_string(dir.path().join("out.jsonl")).expect("the output")));
    assert_eq!(kept, archive_texts(&plain(&dir.path().join("out.warc"))));
    let ids: Vec<String> = pages.iter().map(|page| page.0.clone()).collect();
    assert!(strings(&rows, "id").iter().all(|id| ids.contains(id)));
}

#[test]
fn one_format_becomes_another() {
    let pages = pages(12);
    let dir = files(&[]);
    corpus::write_all(dir.path(), &pages);
    corpus::write_texts(dir.path(), &pages);
    let expected = cleaned(&pages);
    for name in ["pages.warc.wet.gz", "pages.parquet", "pages", "pages.jsonl.xz"] {
        let made = ok(dir.path(), &["clean", name, "-o", "made.jsonl.zst"]);
        assert_eq!(made.stdout, "");
        let lines = String::from_utf8(plain(&dir.path().join("made.jsonl.zst"))).expect("UTF-8");
        assert_eq!(texts(&lines), expected, "{name}");
        let ids = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].clone());
        assert!(ids.eq(pages.iter().map(|page| Value::from(page.0.as_str()))), "{name}");
    }
    let whole: String =
        expected.iter().filter(|text| !text.is_empty()).map(|text| format!("{text}\n")).collect();
    for name in ["pages.warc", "pages.parquet", "pages"] {
        assert_eq!(ok(dir.path(), &["clean", "--output-format", "text", name]).stdout, whole, "{name}");
    }
}

#[test]
fn what_cannot_be_written_so_is_named() {
    let dir = files(&[("a.jsonl", b"{\"text\":\"a\"}\n"), ("a.txt", b"a\n")]);
    corpus::write_all(dir.path(), &pages(3));
    let cases: [(&[&str], &str); 5] = [
        (&["clean", "a.jsonl", "-o", "out.parquet"], "a.jsonl: Parquet is written from Parquet only"),
        (&["clean", "a.txt", "--output-format", "warc"], "a.txt: WARC is written from WARC only"),
        (&["clean", "pages.parquet", "a.jsonl"], "--output-format"),
        (&["annotate", "--format", "parquet", "-"], "<stdin>: Parquet is read from plain files only"),
        (&["clean", "a.jsonl", "a.jsonl", "-o", "out/"], "out/a.jsonl: two inputs"),
    ];
    for (args, message) in cases {
        let run = run(dir.path(), args, b"");
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
    }
}
