//! Runs over shards: what is there after them, whatever happened on the way.

mod common;
#[path = "common/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use common::{ARTICLE, command, files, record, run};
use corpus::{gz, jsonl, pages, zst};
use serde_json::Value;

/// All files below `dir`, with their content.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut directories = vec![dir.to_owned()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                directories.push(path);
            } else {
                let name = path.strip_prefix(dir).expect("below").display().to_string();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// Writes shards of different sizes and formats to `dir/in`.
fn shards(dir: &Path, count: usize) {
    fs::create_dir_all(dir.join("in/deep")).expect("a directory");
    for number in 0..count {
        let lines = jsonl(&pages(10 + number * 7));
        let (name, bytes) = match number % 3 {
            0 => (format!("in/{number}.jsonl"), lines),
            1 => (format!("in/deep/{number}.jsonl.gz"), gz(&lines)),
            _ => (format!("in/{number}.jsonl.zst"), zst(&lines)),
        };
        fs::write(dir.join(name), bytes).expect("a shard");
    }
    corpus::table(&dir.join("in/deep/t.parquet"), &pages(60));
}

#[test]
fn threads_do_not_show() {
    let dir = files(&[]);
    shards(dir.path(), 5);
    let args =
        ["--min-body", "50", "--with-removed", "removed", "--rejects", "rejects", "--explain-sample", "3"];
    let mut seen = Vec::new();
    for threads in ["1", "2", "7"] {
        let run =
            run(dir.path(), &[&["clean", "in", "-o", "out", "--threads", threads], &args[..]].concat(), b"");
        assert_eq!(run.code, Some(0), "{run:?}");
        let all = ["out", "removed", "rejects"].map(|name| tree(&dir.path().join(name)));
        assert_eq!(all.each_ref().map(BTreeMap::len), [6, 6, 6], "{:?}", all[0].keys());
        seen.push((all, run.stderr));
        for name in ["out", "removed", "rejects"] {
            fs::remove_dir_all(dir.path().join(name)).expect("the outputs");
        }
    }
    assert!(seen[0].1.matches(", confidence ").count() == 3, "{}", seen[0].1);
    assert!(seen.iter().all(|one| *one == seen[0]));
}

#[test]
fn a_shard_that_is_done_is_skipped() {
    let dir = files(&[]);
    shards(dir.path(), 3);
    let clean = |args: &[&str]| {
        let run =
            run(dir.path(), &[&["clean", "in", "-o", "out", "--progress", "always"], args].concat(), b"");
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stderr
    };
    assert!(clean(&[]).contains("4 shards written, 0 done before"));
    let whole = tree(&dir.path().join("out"));
    fs::write(dir.path().join("out/0.jsonl"), "as it is").expect("a file");
    fs::remove_file(dir.path().join("out/2.jsonl.zst")).expect("a file");
    assert!(clean(&[]).contains("1 shard written, 3 done before"));
    assert!(clean(&[]).contains("all outputs exist, and nothing was done; --overwrite does them again"));
    assert_eq!(run(dir.path(), &["clean", "in", "-o", "out", "--progress", "never"], b"").stderr, "");
    let again = tree(&dir.path().join("out"));
    assert_eq!(again["0.jsonl"], b"as it is");
    assert_eq!(again["2.jsonl.zst"], whole["2.jsonl.zst"]);
    clean(&["--overwrite"]);
    assert_eq!(tree(&dir.path().join("out")), whole);
}

/// An output directory may lie within the input: what an earlier run wrote there is no input.
#[test]
fn outputs_within_the_input_are_not_read() {
    let dir = files(&[]);
    shards(dir.path(), 3);
    let args = ["clean", "in", "-o", "in/out", "--with-removed", "in/removed", "--overwrite"];
    let clean = || {
        let run = run(dir.path(), &args, b"");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        tree(&dir.path().join("in"))
    };
    let first = clean();
    assert_eq!(first.len(), 3 * 4);
    assert_eq!(clean(), first);
}

#[test]
fn a_killed_run_leaves_nothing_half_done() {
    let dir = files(&[]);
    shards(dir.path(), 9);
    let args = |out| ["clean", "in", "-o", out, "--threads", "2"];
    assert_eq!(run(dir.path(), &args("whole"), b"").code, Some(0));
    let whole = tree(&dir.path().join("whole"));
    for kill in 0..6 {
        let mut child = command(dir.path()).args(args("out")).stdin(Stdio::null()).spawn().expect("a run");
        thread::sleep(Duration::from_millis(30 + kill * 60));
        child.kill().expect("a kill");
        child.wait().expect("its end");
        for (name, bytes) in tree(&dir.path().join("out")) {
            let is_temporary = name.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
            assert!(is_temporary || whole[&name] == bytes, "{name}");
        }
        if kill % 2 == 1 {
            let _ = fs::remove_dir_all(dir.path().join("out/deep"));
        }
    }
    fs::create_dir_all(dir.path().join("out/deep")).expect("a directory");
    fs::write(dir.path().join("out/deep/.t.parquet.1.gangue-tmp"), "left by a run").expect("a file");
    assert_eq!(run(dir.path(), &args("out"), b"").code, Some(0));
    // A run that found all done looks into no directory; one that has something to do clears what was left.
    assert!(tree(&dir.path().join("out")).iter().filter(|(name, _)| !name.contains("/.")).eq(whole.iter()));
}

#[cfg(unix)]
#[test]
fn an_interrupt_removes_what_is_incomplete() {
    let dir = files(&[("in.jsonl", record("a", "A sentence.").repeat(10).as_bytes())]);
    let mut command = command(dir.path());
    command.args(["clean", "--format", "jsonl", "-", "-o", "out.jsonl"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run");
    // Kept open, so that the run has not come to its end.
    let stdin = child.stdin.take();
    let is_at_it = || tree(dir.path()).keys().any(|name| name.starts_with(".out.jsonl."));
    while !is_at_it() {
        thread::sleep(Duration::from_millis(5));
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill").success());
    let output = child.wait_with_output().expect("its end");
    drop(stdin);
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("interrupted"));
    assert_eq!(tree(dir.path()).len(), 1, "only the input is left");
}

#[test]
fn broken_shards_are_named_and_the_others_are_done() {
    let lines = jsonl(&pages(200));
    let dir = files(&[]);
    fs::create_dir_all(dir.path().join("in")).expect("a directory");
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - bytes.len() / 3].to_vec();
    corpus::table(&dir.path().join("whole.parquet"), &pages(100));
    let table = fs::read(dir.path().join("whole.parquet")).expect("the table");
    let mut flipped = table.clone();
    flipped[200..400].fill(0xAA);
    let shards: [(&str, Vec<u8>, Option<&str>); 12] = [
        ("a.jsonl", lines.clone(), None),
        ("cut.jsonl.gz", cut(gz(&lines)), Some("cut.jsonl.gz: ")),
        ("cut.jsonl.zst", cut(zst(&lines)), Some("cut.jsonl.zst: ")),
        ("cut.jsonl.bz2", cut(corpus::bz2(&lines)), Some("cut.jsonl.bz2: ")),
        ("cut.jsonl.xz", cut(corpus::xz(&lines)), Some("cut.jsonl.xz: ")),
        ("cut.parquet", cut(table), Some("cut.parquet: ")),
        ("flipped.parquet", flipped, Some("flipped.parquet: ")),
        ("cut.wet", cut(corpus::archive(&pages(20)).concat()), Some("cut.wet: record ")),
        ("not.jsonl.gz", lines.clone(), Some("not.jsonl.gz: not compressed as its name says")),
        ("nothing.jsonl", Vec::new(), None),
        ("nothing.jsonl.gz", Vec::new(), Some("nothing.jsonl.gz: an empty file")),
        ("nothing.parquet", Vec::new(), Some("nothing.parquet: ")),
    ];
    for (name, bytes, _) in &shards {
        fs::write(dir.path().join("in").join(name), bytes).expect("a shard");
    }
    let run = run(dir.path(), &["clean", "in", "-o", "out"], b"");
    assert_eq!(run.code, Some(2));
    let written = tree(&dir.path().join("out"));
    for (name, _, fault) in &shards {
        assert_eq!(written.contains_key(*name), fault.is_none(), "{name}");
        if let Some(fault) = fault {
            assert!(run.stderr.contains(&format!("in/{fault}")), "{fault}: {}", run.stderr);
            assert!(run.stderr.contains(&format!("out/{name}: not written")), "{name}: {}", run.stderr);
        }
    }
    assert_eq!((written.len(), written["nothing.jsonl"].len()), (2, 0));
}

#[test]
fn what_can_be_read_of_a_broken_input_goes_to_standard_output() {
    let lines = jsonl(&pages(400));
    let bytes = gz(&lines);
    let dir = files(&[("cut.jsonl.gz", &bytes[..bytes.len() * 3 / 4])]);
    let run = run(dir.path(), &["annotate", "cut.jsonl.gz"], b"");
    assert_eq!(run.code, Some(2));
    assert!((50..400).contains(&run.stdout.lines().count()), "{}", run.stdout.lines().count());
}

#[test]
fn bad_records_are_rejected_and_the_others_survive() {
    let bad = b"{\"id\":1,\"text\":\"a\"}\n{\"id\":oops}\n{\"id\":1,\"text\":7}\n\n\xFF\n{\"id\":1,\"text\":\"e\"}\n";
    let dir = files(&[("bad.jsonl", bad), ("good.jsonl", &jsonl(&pages(3)))]);
    let run =
        run(dir.path(), &["clean", "bad.jsonl", "good.jsonl", "-o", "out/", "--rejects", "rejects"], b"");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("bad.jsonl:2: expected value at column 7\n"), "{}", run.stderr);
    assert!(run.stderr.contains("3 records were skipped"));
    let out = tree(&dir.path().join("out"));
    assert_eq!(
        out["bad.jsonl"], b"{\"id\":1,\"text\":\"a\"}\n{\"id\":1,\"text\":\"e\"}\n",
        "the same id twice is no fault"
    );
    let rejects = tree(&dir.path().join("rejects"));
    assert_eq!(rejects["good.jsonl"], b"");
    let lines = String::from_utf8(rejects["bad.jsonl"].clone()).expect("UTF-8");
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let seen: Vec<(u64, &str)> = rows
        .iter()
        .map(|row| (row["line"].as_u64().expect("a line"), row["raw"].as_str().expect("text")))
        .collect();
    assert_eq!(seen, [(2, "{\"id\":oops}"), (3, "{\"id\":1,\"text\":7}"), (5, "\u{FFFD}")]);
}

#[test]
fn of_many_bad_records_the_first_are_named_and_all_are_counted() {
    let lines = |bad: usize| format!("{}{}", "oops\n".repeat(bad), record("a", ARTICLE));
    let dir = files(&[("a.jsonl", lines(130).as_bytes()), ("b.jsonl", lines(1).as_bytes())]);
    for (output, left) in [("out/", "out/a.jsonl: 30 more"), ("out.jsonl", "out.jsonl: 31 more")] {
        let rejects = if output.ends_with('/') { "rejects" } else { "rejects.jsonl" };
        let args = ["annotate", "a.jsonl", "b.jsonl", "-o", output, "--rejects", rejects];
        let run = run(dir.path(), &args, b"");
        assert_eq!(run.code, Some(1), "{run:?}");
        let of_b = usize::from(output.ends_with('/'));
        assert_eq!(run.stderr.matches(": expected value at column 1").count(), 100 + of_b, "{}", run.stderr);
        assert_eq!(run.stderr.matches("b.jsonl:1: ").count(), of_b, "{}", run.stderr);
        assert!(
            run.stderr.contains(left) && run.stderr.contains("131 records were skipped"),
            "{}",
            run.stderr
        );
        let rejected = tree(dir.path()).into_iter().filter(|(name, _)| name.starts_with(rejects));
        let rejected = rejected.map(|(_, bytes)| bytes.iter().filter(|&&byte| byte == b'\n').count());
        assert_eq!(rejected.sum::<usize>(), 131);
    }
}

#[test]
fn a_wrong_field_makes_no_shard() {
    let dir = files(&[("a.jsonl", &jsonl(&pages(3)))]);
    corpus::table(&dir.path().join("t.parquet"), &pages(3));
    let cases = [
        ("a.jsonl", "body", "a.jsonl:1: no field \"body\""),
        ("t.parquet", "body", "t.parquet: no column \"body\"; there are n, text, list, id"),
        ("t.parquet", "n", "t.parquet: column \"n\" is not of strings but of Int64"),
    ];
    for (name, field, message) in cases {
        let run = run(dir.path(), &["clean", name, "-o", "out/", "--text-field", field], b"");
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
        assert_eq!(tree(&dir.path().join("out")).len(), 0);
    }
}

#[test]
fn rows_without_text_are_rejected() {
    use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
    let dir = files(&[]);
    let ids: ArrayRef = std::sync::Arc::new(Int64Array::from(vec![1, 2, 3]));
    let texts: ArrayRef = std::sync::Arc::new(StringArray::from(vec![Some("One."), None, Some("Three.")]));
    let rows =
        RecordBatch::try_from_iter_with_nullable([("id", ids, true), ("text", texts, true)]).expect("rows");
    corpus::write_table(&dir.path().join("in.parquet"), &rows);
    let run =
        run(dir.path(), &["clean", "in.parquet", "-o", "out.parquet", "--rejects", "rejects.jsonl"], b"");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stderr.contains("in.parquet:row 2: field \"text\" is not a string but null\n"),
        "{}",
        run.stderr
    );
    let (after, _) = corpus::read_table(&dir.path().join("out.parquet"));
    assert_eq!(corpus::strings(&after, "text"), ["One.", "Three."]);
    let rejects = fs::read_to_string(dir.path().join("rejects.jsonl")).expect("the rejects");
    assert!(
        rejects.contains("\"row\":2") && rejects.contains("{\\\"id\\\":2,\\\"text\\\":null}"),
        "{rejects}"
    );
}

#[test]
fn a_table_without_rows_keeps_its_columns() {
    let dir = files(&[]);
    corpus::table(&dir.path().join("in.parquet"), &pages(0));
    let run = run(dir.path(), &["clean", "in.parquet", "-o", "out.parquet"], b"");
    assert_eq!(run.code, Some(0), "{run:?}");
    let (before, after) = ("in.parquet", "out.parquet");
    let schema = |name| corpus::read_table(&dir.path().join(name)).0.schema();
    assert_eq!(schema(before), schema(after));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let dir = files(&[("a.jsonl", &jsonl(&pages(300)))]);
    for args in [&["clean", "a.jsonl", "-o", "/dev/full"][..], &["annotate", "a.jsonl", "-o", "/dev/full"]] {
        let run = run(dir.path(), args, b"");
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("/dev/full: No space left on device"), "{}", run.stderr);
    }
}

#[test]
fn records_of_an_archive_that_cannot_be_used_are_named() {
    let records = corpus::archive(&pages(4));
    let mut bad = records[2].clone();
    let at = bad.len() - 9;
    bad[at] = 0xFF;
    let archive = [&records[0], &records[1], &bad, &records[4]].map(Vec::as_slice).concat();
    let dir = files(&[("in.wet", &archive)]);
    let run = run(dir.path(), &["clean", "in.wet", "-o", "out.wet", "--rejects", "rejects.jsonl"], b"");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("in.wet:record 3: invalid UTF-8 at byte "), "{}", run.stderr);
    let out = fs::read_to_string(dir.path().join("out.wet")).expect("the output");
    assert_eq!(out.matches("WARC-Type: conversion").count(), 2);
    let rejects = fs::read_to_string(dir.path().join("rejects.jsonl")).expect("the rejects");
    assert!(rejects.starts_with("{\"file\":\"in.wet\",\"record\":3,"), "{rejects}");
}

/// Where the main file of a shard is, the shard is done, so it has its name after those beside it.
#[cfg(unix)]
#[test]
fn the_main_file_of_a_shard_comes_last() {
    use std::io::Write;
    for (flag, beside) in [("--with-removed", "gone/removed.jsonl"), ("--rejects", "gone/rejects.jsonl")] {
        let dir = files(&[]);
        fs::create_dir(dir.path().join("gone")).expect("a directory");
        let mut command = command(dir.path());
        command.args(["clean", "--format", "jsonl", "-o", "out.jsonl", flag, beside]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run");
        let mut stdin = child.stdin.take().expect("its standard input");
        stdin.write_all(record("a", ARTICLE).as_bytes()).expect("a record");
        while tree(dir.path()).len() < 2 {
            thread::sleep(Duration::from_millis(5));
        }
        // Now the file beside the main one cannot get its name.
        fs::remove_dir_all(dir.path().join("gone")).expect("the directory");
        drop(stdin);
        let output = child.wait_with_output().expect("its end");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(tree(dir.path()).len(), 0, "{flag}");
    }
}
