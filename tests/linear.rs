//! The work of an analysis grows with the text and no faster: steps are counted, not seconds.
//!
//! A step is a byte, a term or a block that some stage walks over (`src/steps.rs`). Each family of texts is made to
//! be as bad as it can be for one of them.

#![cfg(feature = "fit")]

use gangue::fitting::steps;
use gangue::{Classifier, Config};

const KILOBYTE: usize = 1 << 10;
/// The smaller text of each family, and how often the larger one holds it.
const SMALL: usize = 12 * KILOBYTE;
const GROWTH: usize = 8;
/// Most steps for a byte of text, whatever it is. The families take 1 to 62.7: those of nothing but terms the most.
const MOST: u64 = 70;
/// How much faster than the text the steps may grow. Quadratic would be [`GROWTH`]; a little more than 1 comes from
/// limits that a small text does not reach, and from shingles, which are counted once something may be spam.
const SLACK: f64 = 1.4;

const PROSE: &str = "The ferry leaves at six, and the captain rings the bell twice. ";
const WRAPPED: &str = "the ferry that leaves at six in the morning rings its bell a buy\n";

/// Name, and what the text is made of: one piece again and again, or lines with a number that makes each different.
const FAMILIES: &[(&str, &[&str])] = &[
    ("nothing but line ends", &["\n"]),
    ("nothing but blanks", &[" "]),
    ("lines of one letter", &["a\n", "国\n", "|\n"]),
    ("one line of one letter", &["a"]),
    ("one line of prose", &[PROSE]),
    ("one line without a blank", &["国"]),
    ("all separators", &["|"]),
    ("separators of all kinds", &["|", "_", ",", "丨", " - ", "、", "\t"]),
    ("all terms, in one line", &["国产精品"]),
    ("all terms, in lines", &["casino bonus\n"]),
    ("terms within terms", &["casino online casino bonus casino "]),
    ("terms far from each other", &["casino xxxxxxxxxxxxxxxxxxxxxxxx "]),
    ("terms within a word", &["xxsportwettenxxxxxxxxxxxxxxxxwettbonus"]),
    ("a term in each sentence", &["You play in a casino. "]),
    ("sentences of one letter", &["a. "]),
    ("all Han", &["城南的旧书店今年五十岁了，店主每天上午九点准时开门。"]),
    ("runs of another script", &["мельница стояла word "]),
    ("all emoji", &["👩\u{200d}👩\u{200d}👧"]),
    ("all marks", &["\u{301}"]),
    ("marks on a letter", &["e\u{301}\u{302}\u{323}"]),
    ("zero width", &["\u{200b}"]),
    ("masks", &["v*i*a*g*r*a "]),
    ("nothing but masks", &["*"]),
    ("spaced letters", &["c a s i n o "]),
    ("opening brackets", &["("]),
    ("nested brackets", &["((", "国(", "))"]),
    ("readings", &["業(yè)務(wù)會(huì)"]),
    ("readings without an end", &["業(yè "]),
    ("readings of readings", &["業(y*è)(yè)"]),
    ("hard-wrapped terms", &["buy viagra online and casino bonus and cheap replica watches at six\n"]),
    ("one hard-wrapped paragraph", &[WRAPPED]),
    ("menus", &["Home | News | Sport\n"]),
    ("dates and numbers", &["2021-03-05 10:20\n", "010-0000 0000\n", "1 2 3\n"]),
    ("markup", &["<div>", "{{", "&nbsp;", "http://"]),
    ("spam and prose in turn", &[PROSE, "国产精品 日韩欧美一区二区\n"]),
    ("frame and prose in turn", &[PROSE, "\nShare this: Facebook Twitter\nTags: rivers\n"]),
];

/// A text of about `size` bytes made of the pieces in turn.
fn made_of(pieces: &[&str], size: usize) -> String {
    pieces.concat().repeat(size / pieces.concat().len())
}

/// Lines that are all different, with what a family repeats in each.
fn numbered(pieces: &[&str], size: usize) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < size {
        text += &format!("{number} {}", pieces.concat());
        number += 1;
    }
    text
}

/// The steps of everything that can be asked of a text.
fn work(text: &str) -> u64 {
    let classifier = Classifier::new().with_config(Config::aggressive());
    steps(|| {
        let report = classifier.explain(text);
        let _ = (report.body(), report.clean());
    })
}

/// What is wrong with the growth of a family.
fn fault(name: &str, make: impl Fn(usize) -> String) -> Option<String> {
    let (small, large) = (make(SMALL), make(SMALL * GROWTH));
    let (few, many) = (work(&small), work(&large));
    let grown = large.len() as f64 / small.len() as f64;
    let linear = many as f64 <= SLACK * grown * few as f64;
    let little = many <= MOST * large.len() as u64;
    let told = format!(
        "{name}: {few} steps for {} bytes, {many} for {}: {:.1} a byte, {:.2} times linear",
        small.len(),
        large.len(),
        many as f64 / large.len() as f64,
        many as f64 / few as f64 / grown
    );
    println!("{told}");
    (!linear || !little).then_some(told)
}

#[test]
fn work_is_linear_in_the_text() {
    let repeated = FAMILIES.iter().filter_map(|(name, pieces)| fault(name, |size| made_of(pieces, size)));
    let numbered = FAMILIES
        .iter()
        .filter_map(|(name, pieces)| fault(&format!("{name}, numbered"), |size| numbered(pieces, size)));
    let faults: Vec<_> = repeated.chain(numbered).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The steps are those of the stages: without work there are none, and each walk over a text counts.
#[test]
fn steps_are_counted() {
    assert_eq!(steps(|| ()), 0);
    let prose = PROSE.repeat(3);
    assert!(work(&prose) >= 5 * prose.len() as u64);
    assert_eq!(work(&prose), work(&prose));
}
