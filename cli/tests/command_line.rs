//! Command lines, what they read, and what they leave behind.

mod common;

use std::io::{Read, Write};
use std::process::Stdio;
use std::thread;

use common::{ARTICLE, command, files, record, run};

/// A command line and what is expected of it. In `stdout` and `stderr` each string must occur; none means that nothing is
/// written. Where `lines` is 0, they are not counted.
struct Case {
    args: &'static [&'static str],
    stdin: &'static [u8],
    code: i32,
    lines: usize,
    stdout: &'static [&'static str],
    stderr: &'static [&'static str],
}

const RECORDS: &[u8] = b"{\"id\":1,\"text\":\"one\"}\n{\"id\":2,\"text\":\"two\"}\n";

/// Five records, the third of them malformed.
const THIRD: &[u8] = b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n{\"id\":oops}\n{\"id\":4,\"text\":\"d\"}\n{\"id\":5,\"text\":\"e\"}\n";

const FILES: &[(&str, &[u8])] = &[
    ("page.txt", ARTICLE.as_bytes()),
    ("empty.txt", b""),
    ("empty.jsonl", b""),
    ("blank.jsonl", b"\n \r\n\n"),
    ("two.jsonl", RECORDS),
    ("two.ndjson", RECORDS),
    ("crlf.jsonl", b"\xEF\xBB\xBF{\"id\":1,\"text\":\"one\"}\r\n\r\n{\"id\":2,\"text\":\"two\"}"),
    ("third.jsonl", THIRD),
    (
        "fields.jsonl",
        b"{\"id\":1}\n{\"id\":2,\"text\":7}\n{\"id\":3,\"text\":null}\n[]\n{\"id\":5,\"text\":\"e\"}\n",
    ),
    ("latin1.jsonl", b"{\"id\":1,\"text\":\"caf\xE9\"}\n{\"id\":2,\"text\":\"two\"}\n"),
    ("latin1.txt", b"A page.\nA caf\xE9 in it.\n"),
    ("nul.txt", b"A page.\0With a NUL.\n"),
    ("bad-list.txt", b"@label nonsense\n"),
    ("faults.txt", b"@label spam\n@kind gambling\n@lang en\nbet\tmild\nspin\tweak\n@hit\n"),
    ("latin1-list.txt", b"@label spam\ncaf\xE9\tweak\n"),
    (
        "control.txt",
        b"Red \x1b[31mtext\x1b[0m and a bell\x07, and C1: \xC2\x9B2J, and a turn: \xE2\x80\xAEtfel.\n",
    ),
];

#[rustfmt::skip]
const CASES: &[Case] = &[
    // formats
    Case { args: &["annotate"], stdin: RECORDS, code: 0, lines: 2, stdout: &["{\"id\":1,", "\n{\"id\":2,"], stderr: &[] },
    Case { args: &["annotate", "-"], stdin: RECORDS, code: 0, lines: 2, stdout: &["{\"id\":1,"], stderr: &[] },
    Case { args: &["annotate", "two.jsonl", "two.ndjson"], stdin: b"", code: 0, lines: 4, stdout: &["{\"id\":1,"], stderr: &[] },
    Case { args: &["annotate", "page.txt", "two.jsonl"], stdin: b"", code: 0, lines: 3, stdout: &["{\"id\":\"page.txt\",", "{\"id\":2,"], stderr: &[] },
    Case { args: &["annotate", "--format", "text"], stdin: b"some text", code: 0, lines: 1, stdout: &["{\"id\":\"<stdin>\","], stderr: &[] },
    Case { args: &["annotate", "--format", "jsonl", "empty.txt"], stdin: b"", code: 0, lines: 0, stdout: &[], stderr: &[] },
    Case { args: &["annotate", "crlf.jsonl"], stdin: b"", code: 0, lines: 2, stdout: &["{\"id\":1,", "{\"id\":2,"], stderr: &[] },
    Case { args: &["annotate", "--id-field", "url", "--text-field", "content"], stdin: b"{\"url\":\"u\",\"content\":\"c\"}", code: 0, lines: 1, stdout: &["{\"id\":\"u\","], stderr: &[] },
    Case { args: &["clean", "--format", "jsonl"], stdin: RECORDS, code: 0, lines: 2, stdout: &["{\"id\":1,\"text\":\"", "{\"id\":2,\"text\":\""], stderr: &[] },
    Case { args: &["clean"], stdin: RECORDS, code: 2, lines: 0, stdout: &[], stderr: &["<stdin>: looks like records: say --format jsonl"] },
    Case { args: &["explain"], stdin: b"WARC/1.0\r\nWARC-Type: conversion\r\n", code: 2, lines: 0, stdout: &[], stderr: &["--format warc"] },
    Case { args: &["annotate", "--format", "text"], stdin: RECORDS, code: 0, lines: 1, stdout: &["{\"id\":\"<stdin>\","], stderr: &[] },
    Case { args: &["clean"], stdin: ARTICLE.as_bytes(), code: 0, lines: 3, stdout: &[ARTICLE], stderr: &[] },
    Case { args: &["clean", "page.txt", "-"], stdin: b"One sentence stands here.", code: 0, lines: 4, stdout: &[ARTICLE, "One sentence stands here.\n"], stderr: &[] },
    Case { args: &["explain"], stdin: ARTICLE.as_bytes(), code: 0, lines: 0, stdout: &["<stdin>: article", "│ The bridge"], stderr: &[] },
    Case { args: &["explain", "two.jsonl"], stdin: b"", code: 0, lines: 0, stdout: &["two.jsonl:1: ", "two.jsonl:2: "], stderr: &[] },
    // nothing in it
    Case { args: &["annotate"], stdin: b"", code: 0, lines: 0, stdout: &[], stderr: &[] },
    Case { args: &["annotate", "empty.jsonl", "blank.jsonl"], stdin: b"", code: 0, lines: 0, stdout: &[], stderr: &[] },
    Case { args: &["annotate", "empty.txt"], stdin: b"", code: 0, lines: 1, stdout: &["\"segments\":[],\"verdict\":\"empty\""], stderr: &[] },
    Case { args: &["clean"], stdin: b"", code: 0, lines: 0, stdout: &[], stderr: &[] },
    Case { args: &["clean", "empty.txt", "empty.jsonl"], stdin: b"", code: 0, lines: 0, stdout: &[], stderr: &[] },
    Case { args: &["explain", "empty.txt"], stdin: b"", code: 0, lines: 2, stdout: &["empty.txt: empty", "has no text"], stderr: &[] },
    // bad records: the others come out
    Case { args: &["annotate", "third.jsonl"], stdin: b"", code: 1, lines: 4, stdout: &["{\"id\":1,", "{\"id\":2,", "{\"id\":4,", "{\"id\":5,"], stderr: &["third.jsonl:3: expected value at column 7\n", "1 record was skipped"] },
    Case { args: &["annotate"], stdin: THIRD, code: 1, lines: 4, stdout: &["{\"id\":5,"], stderr: &["<stdin>:3: expected value at column 7\n"] },
    Case { args: &["clean", "third.jsonl"], stdin: b"", code: 1, lines: 4, stdout: &["{\"id\":5,"], stderr: &["third.jsonl:3: "] },
    Case { args: &["explain", "third.jsonl"], stdin: b"", code: 1, lines: 0, stdout: &["third.jsonl:1: ", "third.jsonl:5: "], stderr: &["third.jsonl:3: "] },
    Case { args: &["annotate", "fields.jsonl"], stdin: b"", code: 1, lines: 1, stdout: &["{\"id\":5,"], stderr: &["fields.jsonl:1: no field \"text\"\n", "fields.jsonl:2: field \"text\" is not a string but a number\n", "fields.jsonl:3: field \"text\" is not a string but null\n", "fields.jsonl:4: not a JSON object\n", "4 records were skipped"] },
    Case { args: &["annotate", "--text-field", "body", "two.jsonl"], stdin: b"", code: 1, lines: 0, stdout: &[], stderr: &["two.jsonl:1: no field \"body\"", "2 records were skipped"] },
    Case { args: &["annotate", "latin1.jsonl"], stdin: b"", code: 1, lines: 1, stdout: &["{\"id\":2,"], stderr: &["latin1.jsonl:1: invalid UTF-8 at column 20\n"] },
    // text that is not quite text
    Case { args: &["annotate", "latin1.txt"], stdin: b"", code: 0, lines: 1, stdout: &["{\"id\":\"latin1.txt\","], stderr: &["latin1.txt:2: warning: invalid UTF-8 replaced by U+FFFD"] },
    Case { args: &["annotate", "nul.txt"], stdin: b"", code: 0, lines: 1, stdout: &["{\"id\":\"nul.txt\","], stderr: &[] },
    Case { args: &["annotate"], stdin: b"{\"text\":\"a\\u0000b\"}", code: 0, lines: 1, stdout: &["{\"id\":null,"], stderr: &[] },
    // files that cannot be read: the others are
    Case { args: &["annotate", "missing.txt", "two.jsonl"], stdin: b"", code: 2, lines: 2, stdout: &["{\"id\":2,"], stderr: &["missing.txt: "] },
    Case { args: &["clean", "missing.d/", "empty.txt"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["missing.d/: "] },
    Case { args: &["annotate", "--format", "jsonl", "page.txt/x", "two.jsonl"], stdin: b"", code: 2, lines: 2, stdout: &["{\"id\":2,"], stderr: &["page.txt/x: "] },
    Case { args: &["explain", "missing.txt"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["missing.txt: "] },
    Case { args: &["annotate", "third.jsonl", "missing.txt"], stdin: b"", code: 2, lines: 4, stdout: &["{\"id\":5,"], stderr: &["third.jsonl:3: ", "missing.txt: "] },
    // files that cannot be written
    Case { args: &["annotate", "-o", "no/such/place", "two.jsonl"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["no/such/place: "] },
    Case { args: &["clean", "-o", "two.jsonl", "two.jsonl"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["two.jsonl: is also an input"] },
    // usage
    Case { args: &[], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["Usage: gangue"] },
    Case { args: &["annotate", "--nonsense"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["--nonsense"] },
    Case { args: &["annotate", "--preset", "bold"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["conservative, balanced, aggressive"] },
    Case { args: &["annotate", "--spam-threshold", "1.5"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["not a number from 0 to 1"] },
    Case { args: &["annotate", "--spam-threshold", "nan"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["not a number from 0 to 1"] },
    Case { args: &["annotate", "--edge-bonus", "inf"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["not a number"] },
    Case { args: &["annotate", "--keep-glosses"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["--clean"] },
    Case { args: &["clean", "--keep", "title,nonsense"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["nonsense", "byline"] },
    Case { args: &["clean", "--disable", "nonsense"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["nonsense", "gambling"] },
    Case { args: &["annotate", "--edge-bonus", "-1", "--spam-threshold", "0.5", "--disable", "adult", "--disable", "legal", "--allow", "casino"], stdin: RECORDS, code: 0, lines: 2, stdout: &["{\"id\":1,"], stderr: &[] },
    // wordlists
    Case { args: &["lexicon", "check"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["<FILE>"] },
    Case { args: &["lexicon", "check", "bad-list.txt"], stdin: b"", code: 1, lines: 0, stdout: &[], stderr: &["bad-list.txt:1: "] },
    Case { args: &["lexicon", "check", "faults.txt"], stdin: b"", code: 1, lines: 0, stdout: &[], stderr: &["faults.txt:4: ", "faults.txt:6: "] },
    Case { args: &["lexicon", "check", "latin1-list.txt"], stdin: b"", code: 1, lines: 0, stdout: &[], stderr: &["latin1-list.txt:2: invalid UTF-8\n"] },
    Case { args: &["lexicon", "check", "missing.txt", "bad-list.txt"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["missing.txt: ", "bad-list.txt:1: "] },
    Case { args: &["annotate", "--wordlist", "bad-list.txt"], stdin: RECORDS, code: 2, lines: 0, stdout: &[], stderr: &["bad-list.txt:1: "] },
    Case { args: &["annotate", "--wordlist", "missing.txt"], stdin: RECORDS, code: 2, lines: 0, stdout: &[], stderr: &["missing.txt: "] },
    // statistics
    Case { args: &["clean", "page.txt", "--summary"], stdin: b"", code: 0, lines: 3, stdout: &[ARTICLE], stderr: &["1 document", "kept"] },
    Case { args: &["annotate", "two.jsonl", "--stats", "no/such/place"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["no/such/place: "] },
    Case { args: &["clean", "two.jsonl", "--stats", "two.jsonl"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["two.jsonl: is also an input"] },
    Case { args: &["clean", "--stats-sample", "3", "page.txt"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["--stats"] },
    Case { args: &["report"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["<STATS>"] },
    Case { args: &["explain", "--html", "--color", "always", "page.txt"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["--color"] },
    Case { args: &["lexicon", "suggest", "empty.jsonl"], stdin: b"", code: 0, lines: 1, stdout: &["# 0 terms suggested from 0 pages"], stderr: &[] },
    Case { args: &["lexicon", "suggest", "--rejected", "missing.txt", "empty.jsonl"], stdin: b"", code: 2, lines: 0, stdout: &[], stderr: &["missing.txt: "] },
    // help
    Case { args: &["--version"], stdin: b"", code: 0, lines: 1, stdout: &["gangue 0."], stderr: &[] },
    Case { args: &["--help"], stdin: b"", code: 0, lines: 0, stdout: &["annotate", "clean", "explain", "Examples:", "Exit status:"], stderr: &[] },
    Case { args: &["annotate", "--help"], stdin: b"", code: 0, lines: 0, stdout: &["--wordlist", "Spam: adult, gambling", "verdict", "Examples:"], stderr: &[] },
];

#[test]
fn command_lines_do_what_they_say() {
    let dir = files(FILES);
    for Case { args, stdin, code, lines, stdout, stderr } in CASES {
        let run = run(dir.path(), args, stdin);
        assert_eq!(run.code, Some(*code), "{args:?}: {run:?}");
        assert_holds(args, &run.stdout, stdout);
        assert_holds(args, &run.stderr, stderr);
        assert!(*lines == 0 || run.stdout.lines().count() == *lines, "{args:?}: {}", run.stdout);
    }
}

/// `text` holds each of `parts`; where there are none, it is empty.
fn assert_holds(args: &[&str], text: &str, parts: &[&str]) {
    assert_eq!(text.is_empty(), parts.is_empty(), "{args:?}: {text}");
    for part in parts {
        assert!(text.contains(part), "{args:?}: {part:?} in\n{text}");
    }
}

#[test]
fn output_goes_to_the_file() {
    let dir = files(FILES);
    let to_stdout = run(dir.path(), &["annotate", "two.jsonl"], b"");
    let to_file = run(dir.path(), &["annotate", "two.jsonl", "-o", "out.jsonl"], b"");
    assert_eq!((to_file.code, to_file.stdout.as_str()), (Some(0), ""));
    let written = std::fs::read_to_string(dir.path().join("out.jsonl")).expect("the output");
    assert_eq!(written, to_stdout.stdout);
    let input = std::fs::read(dir.path().join("two.jsonl")).expect("the input");
    assert_eq!(input, RECORDS);
}

/// What is read stays, and no two outputs are one file, whatever names they go by.
#[test]
fn nothing_is_written_over() {
    let list = "@label spam\n@kind gambling\n@lang en\nzorbaxin\tweak\n";
    let names = ["page.txt", "list.txt", "refused.txt", "in/a.txt"];
    let dir = files(&[]);
    std::fs::create_dir(dir.path().join("in")).expect("a directory");
    let contents = [ARTICLE, list, "zorbaxin\twhy\n", ARTICLE];
    for (name, content) in names.iter().zip(contents) {
        std::fs::write(dir.path().join(name), content).expect("a file");
    }
    let (input, twice) = (": is also an input; write to another file\n", " would be written to this file\n");
    let cases: [(&[&str], &str); 10] = [
        (&["clean", "page.txt", "-o", "out.txt", "--stats", "out.txt"], twice),
        (&["clean", "page.txt", "-o", "out.txt", "--stats", "./in/../out.txt"], twice),
        (&["clean", "page.txt", "-o", "out.txt", "--with-removed", "in/../out.txt"], twice),
        (&["clean", "page.txt", "-o", "out.txt", "--with-removed", "beside", "--rejects", "./beside"], twice),
        (&["clean", "page.txt", "-o", "list.txt", "--wordlist", "list.txt"], input),
        (&["clean", "in", "-o", "out", "--stats", "in/a.txt"], input),
        (&["explain", "in", "-o", "in/a.txt"], input),
        (&["explain", "page.txt", "--wordlist", "list.txt", "-o", "./list.txt"], input),
        (&["lexicon", "suggest", "page.txt", "--wordlist", "list.txt", "-o", "list.txt"], input),
        (&["lexicon", "suggest", "page.txt", "--rejected", "refused.txt", "-o", "refused.txt"], input),
    ];
    for (args, message) in cases {
        let run = run(dir.path(), args, b"");
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{args:?}: {run:?}");
        assert!(run.stderr.ends_with(message), "{args:?}: {}", run.stderr);
        for (name, content) in names.iter().zip(contents) {
            assert_eq!(std::fs::read_to_string(dir.path().join(name)).expect(name), content, "{args:?}");
        }
        assert!(!dir.path().join("out.txt").exists(), "{args:?}");
    }
}

#[test]
fn a_summary_is_written_where_it_is_wanted() {
    let dir = files(FILES);
    let told = |when: &[&str]| run(dir.path(), &[&["annotate", "page.txt"], when].concat(), b"").stderr;
    assert_eq!([told(&[]), told(&["--progress", "never"])], ["", ""]);
    let summary = told(&["--progress", "always"]);
    assert!(summary.starts_with("gangue: 1 page, ") && summary.contains(" % kept\n"), "{summary}");
    assert!(summary.contains("decoding ") && summary.contains(" pages/s, "), "{summary}");
}

#[test]
fn other_fields_of_a_record_pass_in_their_order() {
    let line =
        r#"{"z":1.0,"url":"http://a.example/","text":"A sentence is here.","n":[1,{"b":null}],"a":1e400}"#;
    let run = run(files(&[]).path(), &["clean", "--format", "jsonl"], line.as_bytes());
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.starts_with(r#"{"z":1.0,"url":"http://a.example/","text":""#), "{}", run.stdout);
    assert!(run.stdout.ends_with("\",\"n\":[1,{\"b\":null}],\"a\":1e400}\n"), "{}", run.stdout);
}

#[test]
fn a_long_line_passes() {
    let input = record("long", &"A sentence of a long line. ".repeat(80_000)) + &record("short", "Another.");
    let run = run(files(&[]).path(), &["annotate"], input.as_bytes());
    assert_eq!((run.code, run.stdout.lines().count()), (Some(0), 2));
}

#[test]
fn a_dash_is_no_file() {
    let dir = files(&[]);
    for (folder, file, content) in [("-", "other.jsonl", "{}"), ("pages", "a.txt", ARTICLE)] {
        std::fs::create_dir(dir.path().join(folder)).expect("a folder");
        std::fs::write(dir.path().join(folder).join(file), content).expect("a file in it");
    }
    let input = record("x", ARTICLE);
    for (args, expected) in [
        (&["annotate"][..], r#"{"id":"x","#),
        (&["annotate", "-", "-o", "-"], r#"{"id":"x","#),
        (&["annotate", "pages", "-o", "-"], r#"{"id":"pages/a.txt","#),
        (&["explain", "pages/a.txt", "-o", "-"], "pages/a.txt: "),
    ] {
        let run = run(dir.path(), args, input.as_bytes());
        assert_eq!(run.code, Some(0), "{args:?}: {}", run.stderr);
        assert!(run.stdout.starts_with(expected), "{args:?}: {}", run.stdout);
    }
    assert_eq!(std::fs::read_dir(dir.path().join("-")).expect("the folder").count(), 1);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let line = record("x", ARTICLE);
    for args in [&["annotate"][..], &["clean", "--format", "jsonl"], &["explain", "--format", "jsonl"]] {
        let mut command = command(&std::env::temp_dir());
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the tool starts");
        let mut stdin = child.stdin.take().expect("its standard input");
        let line = line.clone();
        let writer = thread::spawn(move || while stdin.write_all(line.as_bytes()).is_ok() {});
        let mut stdout = child.stdout.take().expect("its standard output");
        stdout.read_exact(&mut [0; 10]).expect("its first bytes");
        drop(stdout);
        let output = child.wait_with_output().expect("the tool ends");
        writer.join().expect("its input ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
fn what_drives_a_terminal_is_shown_escaped() {
    let dir = files(FILES);
    let run = run(dir.path(), &["explain", "--full", "control.txt"], b"");
    assert_eq!(run.code, Some(0));
    for c in run.stdout.chars() {
        assert!(c == '\n' || !(c.is_control() || c == '\u{202E}'), "{c:?} in {}", run.stdout);
    }
    for escaped in ["\\u{1b}[31m", "\\u{7}", "\\u{9b}2J", "\\u{202e}"] {
        assert!(run.stdout.contains(escaped), "{escaped} in {}", run.stdout);
    }
}

#[test]
fn colour_is_for_terminals() {
    let dir = files(FILES);
    type Env = [(&'static str, &'static str)];
    let cases: [(&[&str], &Env, bool); 6] = [
        (&[], &[], false),
        (&["--color", "auto"], &[], false),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "auto"], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
    ];
    for (args, env, expected) in cases {
        let mut command = command(dir.path());
        command.arg("explain").args(args).arg("page.txt").envs(env.iter().copied());
        let output = command.output().expect("the tool runs");
        assert_eq!(output.stdout.contains(&0x1b), expected, "{args:?} {env:?}");
    }
}

#[test]
fn lines_are_no_wider_than_asked() {
    let dir = files(FILES);
    for width in ["60", "80", "200"] {
        let run = run(dir.path(), &["explain", "--full", "--width", width, "page.txt"], b"");
        let columns: usize = width.parse().expect("a number");
        let text = run.stdout.lines().filter(|line| line.starts_with('│'));
        assert!(text.clone().count() > 0);
        text.for_each(|line| assert!(line.chars().count() <= columns, "{line}"));
    }
}
