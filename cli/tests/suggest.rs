//! `gangue lexicon suggest` finds what was planted, and nothing where there is nothing.

mod common;

use common::{ARTICLE, files, run};
use serde_json::json;

/// Sentences of honest pages; each page has some of them.
const SENTENCES: [&str; 9] = [
    "The museum in the old station shows two hundred clocks, and all of them are wound by hand every Monday.",
    "Visitors have asked for years whether the tower may be climbed, and from May on it may.",
    "A ferry runs every ten minutes from six in the morning until the last train has come in.",
    "The orchard behind the school was planted by the class that left it forty years ago.",
    "Nobody remembers when the lamps along the canal were lit for the first time.",
    "Rain kept most people at home, but the brass band played all the same.",
    "The council will decide in autumn what becomes of the empty mill.",
    "Two bakers share the oven in the square, one before dawn and one after it.",
    "The path through the reeds is closed while the storks are breeding.",
];

fn honest(number: usize) -> String {
    let sentence = |offset: usize| SENTENCES[(number * 2 + offset * (1 + number % 3)) % SENTENCES.len()];
    format!("{} {}\n\n{} {}\n\n{ARTICLE}", sentence(0), sentence(1), sentence(2), sentence(3))
}

/// Pages of as many hosts, every second one with `spam` on top.
fn corpus(count: usize, spam: &str) -> String {
    let page = |number: usize| {
        let text =
            if number.is_multiple_of(2) { format!("{spam}\n\n{}", honest(number)) } else { honest(number) };
        format!("{}\n", json!({"id": number, "url": format!("http://h{number}.example/"), "text": text}))
    };
    (0..count).map(page).collect()
}

fn suggest(corpus: &str, args: &[&str]) -> String {
    let refused = "# refused\nzorbaxin quell\tbecause we say so\n";
    let list = "@label spam\n@kind pharma\n@lang en\nzorbaxin*\tweak\n";
    let dir = files(&[
        ("c.jsonl", corpus.as_bytes()),
        ("refused.txt", refused.as_bytes()),
        ("list.txt", list.as_bytes()),
    ]);
    let run = run(dir.path(), &[&["lexicon", "suggest", "c.jsonl"], args].concat(), b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

fn terms(output: &str) -> Vec<&str> {
    output
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once('\t')?.0))
        .collect()
}

const SPAM: &str = "best online casino, Zorbaxin Quell, no deposit bonus casino, free spins slots, zorbaxin-quell, live roulette casino";

#[test]
fn a_planted_term_is_found() {
    let output = suggest(&corpus(16, SPAM), &[]);
    assert_eq!(terms(&output), ["zorbaxin quell"], "{output}");
    let line = output.lines().find(|line| line.starts_with("zorbaxin")).expect("the term");
    assert!(line.contains("# 8 pages, 8 hosts, honest 0: best online casino, Zorbaxin Quell, no"), "{line}");
    assert!(
        output.contains("from 16 pages, 8 of them with spam") && output.contains("# spam/gambling, Latin"),
        "{output}"
    );
    assert_eq!(output, suggest(&corpus(16, SPAM), &[]));
}

#[test]
fn nothing_is_suggested_where_nothing_is() {
    let cases: [(&str, String, &[&str]); 7] = [
        ("honest pages", corpus(40, ""), &[]),
        (
            "spam of known words",
            corpus(16, "best online casino, no deposit bonus casino, free spins slots"),
            &[],
        ),
        ("too few pages", corpus(8, SPAM), &[]),
        ("fewer pages than asked for", corpus(16, SPAM), &["--min-pages", "9"]),
        ("fewer hosts than asked for", corpus(16, SPAM), &["--min-hosts", "9"]),
        ("refused before", corpus(16, SPAM), &["--rejected", "refused.txt"]),
        (
            "in a list of one's own",
            corpus(16, &SPAM.replace(" Quell", "").replace("-quell", "")),
            &["--wordlist", "list.txt", "--top", "1"],
        ),
    ];
    for (name, corpus, args) in cases {
        let output = suggest(&corpus, args);
        let found = terms(&output);
        assert!(
            !found.iter().any(|term| term.contains("zorbaxin") || !name.starts_with("in a")),
            "{name}: {output}"
        );
    }
}

#[test]
fn hosts_are_those_of_the_field() {
    let corpus = corpus(16, SPAM).replace("\"url\"", "\"address\"");
    let hosts = ["--min-hosts", "8", "--min-pages", "8"];
    let output = suggest(&corpus, &[&hosts[..], &["--url-field", "address"]].concat());
    assert!(output.contains("# 8 pages, 8 hosts, "), "{output}");
    assert!(!suggest(&corpus, &hosts).contains(" hosts, "), "without a host each page counts");
}

#[test]
fn a_word_of_honest_text_is_no_term_of_spam() {
    let spam = SPAM.replace("Zorbaxin Quell", "the museum").replace("zorbaxin-quell", "the council");
    let output = suggest(&corpus(16, &spam), &[]);
    assert_eq!(terms(&output), [""; 0], "{output}");
}

#[test]
fn a_line_that_comes_again_on_other_hosts_is_found() {
    let page = |number: usize| {
        let text = format!(
            "{}\nShare this article: Facebook Twitter Email\nProudly served by Brimblewood Pages\nCopyright. All rights reserved.\n",
            honest(number)
        );
        format!("{}\n", json!({"url": format!("http://h{}.example/", number % 6), "text": text}))
    };
    let corpus: String = (0..12).map(page).collect();
    let output = suggest(&corpus, &["--preset", "aggressive"]);
    assert_eq!(terms(&output), ["proudly served by brimblewood pages"], "{output}");
    let one_host: String =
        corpus.lines().map(|line| line.replace(['1', '2', '3', '4', '5'], "0") + "\n").collect();
    assert_eq!(terms(&suggest(&one_host, &["--preset", "aggressive"])), [""; 0]);
}

#[test]
fn suggestions_are_lines_of_a_wordlist() {
    let spam = format!("{SPAM}, ゾルバ\u{202E}クシン");
    let output = suggest(&corpus(16, &spam), &[]);
    let list = format!("@label spam\n@kind gambling\n@lang en\n{output}");
    let dir = files(&[("list.txt", list.as_bytes())]);
    let check = run(dir.path(), &["lexicon", "check", "list.txt"], b"");
    assert_eq!((check.code, check.stderr.as_str()), (Some(0), ""), "{list}");
}
