//! Exact lists of what is known to fail.
//!
//! A list holds a line `item TAB row TAB reason` for each check that fails today. A failure that is not in the list
//! fails the test, and so does a line of the list whose check passes. With the environment variable named by the
//! list set, the list is written anew, and the test fails even so: nobody approves a list without looking at it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// A check that failed: of what, and what is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// A file, as a rule.
    pub(crate) item: String,
    /// The check within the item: a line, or a name.
    pub(crate) row: String,
    /// What was expected and what came.
    pub(crate) what: String,
    /// How the text in question begins.
    pub(crate) text: String,
}

/// Checks by item and row, the rows in natural order: `crlf:9` before `crlf:10`.
type Keys = (String, String, usize);

fn key(item: &str, row: &str) -> Keys {
    let stem = row.trim_end_matches(|c: char| c.is_ascii_digit());
    (item.to_owned(), stem.to_owned(), row[stem.len()..].parse().unwrap_or(0))
}

/// The row of a key.
fn row(stem: &str, number: usize) -> String {
    if number > 0 { format!("{stem}{number}") } else { stem.to_owned() }
}

/// Fails unless the failures are those of the list `file`, a path within `tests/`; of its rows those that were `checked`.
pub(crate) fn check(file: &str, update: &str, failures: &[Failure], checked: fn(&str) -> bool) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut known = parse(file, &text);
    let all = known.len();
    known.retain(|(_, stem, number), _| checked(&row(stem, *number)));
    let failing: BTreeMap<_, _> = failures.iter().map(|f| (key(&f.item, &f.row), f)).collect();
    assert_eq!(failing.len(), failures.len(), "every check has a name of its own");

    let new: Vec<_> = failing.iter().filter(|(key, _)| !known.contains_key(*key)).map(|(_, f)| *f).collect();
    let passing: Vec<_> = known.iter().filter(|(key, _)| !failing.contains_key(*key)).collect();
    let report = describe(&new, &passing);
    if env::var_os(update).is_some() {
        assert_eq!(known.len(), all, "{file}: only where everything is checked, which --release does");
        fs::write(&path, render(&text, &failing, &known)).expect("the list can be written");
        panic!("\n{report}\n{file} was rewritten: {} lines. Look at the change.\n", failing.len());
    }
    assert!(
        new.is_empty() && passing.is_empty(),
        "\n{report}\n{} fail that {file} does not list, {} pass that it lists; {update}=1 rewrites it\n",
        new.len(),
        passing.len()
    );
}

fn parse<'t>(file: &str, text: &'t str) -> BTreeMap<Keys, &'t str> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let parsed = lines.map(|line| {
        let mut fields = line.splitn(3, '\t');
        let (Some(item), Some(row), Some(reason)) = (fields.next(), fields.next(), fields.next()) else {
            panic!("{file}: {line:?} is not item, row, reason")
        };
        (key(item, row), reason)
    });
    parsed.collect()
}

fn describe(new: &[&Failure], passing: &[(&Keys, &&str)]) -> String {
    let mut out = String::new();
    let mut item = "";
    for failure in new {
        if failure.item != item {
            item = &failure.item;
            out += &format!("{item}\n");
        }
        out += &format!("  {:>10}  {}  {}\n", failure.row, failure.what, start(&failure.text));
    }
    for ((item, stem, number), _) in passing {
        out += &format!("passes now: {item} {}\n", row(stem, *number));
    }
    out
}

/// The first characters of a text.
fn start(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    format!("{start:?}")
}

/// The list for these failures: the comments at the top of the old one, and its reasons where they still apply.
fn render(old: &str, failing: &BTreeMap<Keys, &Failure>, known: &BTreeMap<Keys, &str>) -> String {
    let mut out: String =
        old.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    for (key, failure) in failing {
        let reason =
            known.get(key).map_or_else(|| format!("{} {}", today(), failure.what), ToString::to_string);
        out += &format!("{}\t{}\t{reason}\n", failure.item, failure.row);
    }
    out
}

/// The date, `YYYY-MM-DD`, by Hinnant's `civil_from_days`.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let days = seconds / 86_400 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}
