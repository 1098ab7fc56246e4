//! The wordlists in the repository: all built in, readable, in canonical form, without contradictions.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gangue::Lexicon;

#[path = "common/lists.rs"]
mod lists;

use lists::{ListFile, ROOT};

/// Runs a check on every list and fails with all that it finds.
fn check(fault: impl Fn(&ListFile) -> Vec<String>) {
    let faults: Vec<_> = ListFile::all().iter().flat_map(fault).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn folded(term: &str) -> String {
    Lexicon::fold(term.trim_matches('*')).trim().to_owned()
}

#[test]
fn every_list_is_built_in() {
    let table = fs::read_to_string(Path::new(ROOT).join("../src/lexicon/builtin.rs")).unwrap();
    let row = |file: &ListFile| format!("(\"{0}\", include_str!(\"../../wordlists/{0}\")),", file.name);
    check(|file| {
        let missing = !table.contains(&row(file));
        Vec::from_iter(missing.then(|| format!("{}: not built in, run `cargo xtask lists`", file.name)))
    });
    assert_eq!(table.matches("include_str!").count(), ListFile::all().len(), "run `cargo xtask lists`");
}

#[test]
fn every_list_can_be_read() {
    check(|file| {
        let read = Lexicon::new().with_list(&file.name, &file.text);
        read.err().iter().map(ToString::to_string).collect()
    });
    let terms: usize = ListFile::all().iter().map(|file| file.terms().count()).sum();
    assert_eq!(Lexicon::builtin().len(), terms);
}

#[test]
fn headers_are_there_and_agree_with_the_name() {
    check(|file| {
        let (lang, kind) = file.subject();
        let kind = (!kind.is_empty()).then_some(("kind", kind));
        let expected = [("label", file.folder()), ("lang", lang), ("license", "MIT OR Apache-2.0")];
        let wrong = |(name, value): (&str, &str)| {
            let agrees = file.values(name).map(|(_, value)| value).eq([value]);
            (!agrees).then(|| format!("{}: header @{name} is not {value:?}", file.name))
        };
        let source = file.values("source").next().is_none();
        let source = source.then(|| format!("{}: header @source is missing", file.name));
        expected.into_iter().chain(kind).filter_map(wrong).chain(source).collect()
    });
}

#[test]
fn lists_are_in_canonical_form() {
    check(|file| {
        let terms: Vec<_> = file.terms().collect();
        let unsorted = terms.windows(2).filter(|pair| pair[0].1 >= pair[1].1);
        let unsorted =
            unsorted.map(|pair| format!("{}:{}: {:?} is out of order", file.name, pair[1].0, pair[1].1));
        let abnormal = terms.iter().filter_map(|(line, term)| {
            let c = abnormal(file.subject().0, term)?;
            Some(format!("{}:{line}: {c:?} in {term:?} is not in normal form", file.name))
        });
        let crlf = file.text.contains('\r').then(|| format!("{}: line ends are not LF", file.name));
        let last = (!file.text.ends_with('\n')).then(|| format!("{}: the last line has no end", file.name));
        unsorted.chain(abnormal).chain(crlf).chain(last).collect()
    });
}

/// The first character that does not stand for itself. Lower-case letters that the fold changes do: it takes dots,
/// accents or alphabets away that a term is easier to read with. So do Han characters outside Chinese: the fold
/// writes 無料 as 无料, but nobody should have to. Capitals, wide and Traditional forms do not.
fn abnormal(lang: &str, term: &str) -> Option<char> {
    let term = term.trim_matches('*');
    let wide = |c: char| ('\u{ff00}'..='\u{ffef}').contains(&c);
    let foreign = |c: char| lang != "zh" && ('\u{3400}'..='\u{9fff}').contains(&c);
    let kept = |c: char| c == ' ' || Lexicon::fold(c.encode_utf8(&mut [0; 4])) == *c.encode_utf8(&mut [0; 4]);
    let gaps = term.contains("  ").then_some(' ');
    term.chars().find(|&c| !(kept(c) || foreign(c) || c.is_lowercase() && !wide(c))).or(gaps)
}

#[test]
fn no_term_is_both_spam_and_boilerplate() {
    let files = ListFile::all();
    let terms = |folder: &str| -> BTreeMap<String, String> {
        let files = files.iter().filter(|file| file.folder() == folder);
        let at =
            |file: &ListFile, (line, term): (usize, &str)| (folded(term), format!("{}:{line}", file.name));
        files.flat_map(|file| file.terms().map(|term| at(file, term)).collect::<Vec<_>>()).collect()
    };
    let spam = terms("spam");
    let both = |(term, at): (String, String)| {
        spam.get(&term).map(|spam| format!("{at}: {term:?} is also at {spam}"))
    };
    let both: Vec<_> = terms("boilerplate").into_iter().filter_map(both).collect();
    assert!(both.is_empty(), "\n{}\n", both.join("\n"));
}

#[test]
fn rejected_terms_stay_out() {
    let Ok(rejected) = fs::read_to_string(Path::new(ROOT).join("rejected.txt")) else { return };
    let lines = rejected.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let reasons: BTreeMap<_, _> = lines
        .map(|line| {
            let (term, reason) = line.split_once('\t').expect("term, tab, reason");
            (folded(term), reason)
        })
        .collect();
    check(|file| {
        let reason = |(line, term): (usize, &str)| {
            let reason = reasons.get(&folded(term))?;
            Some(format!("{}:{line}: {term:?} was rejected: {reason}", file.name))
        };
        file.terms().filter_map(reason).collect()
    });
}

#[test]
fn lists_carry_examples() {
    check(|file| {
        let least = match file.folder() {
            "spam" => 3,
            "boilerplate" => 1,
            _ => 0,
        };
        let short = |name: &str| {
            let count = file.values(name).count();
            (count < least).then(|| format!("{}: {count} @{name}, {least} are needed", file.name))
        };
        ["hit", "pass"].into_iter().filter_map(short).collect()
    });
}
