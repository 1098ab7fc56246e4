//! `cargo xtask evade DATA`: rewrites injected spam as an attacker would, and measures how much is still found.

mod attack;
mod draw;
mod phrase;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;

use gangue::Classifier;

pub(crate) use self::attack::ATTACKS;
use self::attack::{Attack, Place, Spam};
pub(crate) use self::draw::Draw;
use self::phrase::byline;
use crate::injected::{self, Counts, Injected, ratio, wilson};
use crate::tables::traditional;

const USAGE: &str = "usage: cargo xtask evade DATA [--doc FILE] [--left FILE] [--only ATTACK] [--every N]

  --doc FILE      replace the tables in FILE, between the marks
  --left FILE     write what gets through to FILE, for reading
  --only ATTACK   one attack alone
  --every N       one page in N";

/// Marks around the tables in a document.
const MARKS: [&str; 2] = ["<!-- begin: cargo xtask evade -->\n", "<!-- end -->\n"];

#[derive(Default)]
struct Options {
    data: String,
    doc: Option<String>,
    left: Option<String>,
    only: Option<String>,
    every: usize,
}

/// A page before and after an attack.
struct Outcome<'p> {
    page: &'p Injected,
    before: Counts,
    after: Counts,
    attacked: Injected,
}

/// Measures every attack, prints the tables, and writes what was asked for.
///
/// # Errors
/// What went wrong, as a message: arguments, or a file that cannot be used.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let options = options(args)?;
    let table = traditional()?;
    let pages = injected::read(&options.data)?;
    let pages: Vec<&Injected> = pages.iter().step_by(options.every.max(1)).collect();
    let classifier = Classifier::new();
    let before: Vec<Counts> = pages.iter().map(|page| page.count(&classifier)).collect();
    let chosen = |attack: &&Attack| options.only.as_deref().is_none_or(|only| only == attack.name);
    let mut results = Vec::new();
    let mut left = String::new();
    for attack in ATTACKS.iter().filter(chosen) {
        let outcomes = outcomes(attack, &pages, &before, &classifier, &table);
        list_missed(attack, &outcomes, &mut left);
        eprintln!("{}: {} pages changed", attack.name, outcomes.len());
        results.push((attack, Summary::of(&outcomes, &pages, &before)));
    }
    let report = summary_table(&results) + "\n" + &language_table(&results);
    println!("{report}");
    if let Some(path) = &options.left {
        fs::write(path, left).map_err(|e| format!("{path}: {e}"))?;
    }
    options.doc.map_or(Ok(()), |path| replace_between_marks(&path, &report))
}

fn options(args: &[String]) -> Result<Options, String> {
    let [data, flags @ ..] = args else { return Err(USAGE.to_owned()) };
    let mut options = Options { data: data.clone(), ..Options::default() };
    for pair in flags.chunks(2) {
        let [flag, value] = pair else { return Err(USAGE.to_owned()) };
        match flag.as_str() {
            "--doc" => options.doc = Some(value.clone()),
            "--left" => options.left = Some(value.clone()),
            "--only" => options.only = Some(value.clone()),
            "--every" => options.every = value.parse().map_err(|_| USAGE.to_owned())?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}

/// The pages that an attack changes.
fn outcomes<'p>(
    attack: &Attack,
    pages: &[&'p Injected],
    before: &[Counts],
    classifier: &Classifier,
    table: &BTreeMap<char, char>,
) -> Vec<Outcome<'p>> {
    let mut outcomes = Vec::new();
    for (&page, &before) in pages.iter().zip(before) {
        let attacked = attacked(attack, page, table);
        if attacked.text != page.text {
            let after = attacked.count(classifier);
            outcomes.push(Outcome { page, before, after, attacked });
        }
    }
    outcomes
}

/// The page with its spam rewritten.
pub(crate) fn attacked(attack: &Attack, page: &Injected, traditional: &BTreeMap<char, char>) -> Injected {
    let lines: Vec<&str> = page.twin.lines().collect();
    let is_body = |i: &usize| page.labels.get(*i) == Some(&1) && lines[*i].chars().count() >= 20;
    let honest: Vec<&str> = (0..lines.len()).filter(is_body).map(|i| lines[i]).collect();
    let mut draw = Draw::new(&page.id, attack.name);
    let mut rewrite = |text: &str| {
        (attack.rewrite)(&Spam { text, lang: &page.lang, honest: &honest, traditional }, &mut draw)
    };
    match attack.place {
        Place::Same => replaced(page, &mut rewrite),
        Place::Byline => above_body(page, &lines, &mut rewrite),
    }
}

/// Each span of spam rewritten where it stands.
fn replaced(page: &Injected, rewrite: &mut dyn FnMut(&str) -> String) -> Injected {
    let (mut text, mut spam, mut shifts, mut at) = (String::new(), Vec::new(), vec![(0, 0_isize)], 0);
    for span in &page.spam {
        text.push_str(&page.text[at..span.start]);
        let start = text.len();
        text.push_str(&rewrite(&page.text[span.clone()]));
        spam.push(start..text.len());
        at = span.end;
        shifts.push((at, text.len() as isize - at as isize));
    }
    text.push_str(&page.text[at..]);
    let shift = |offset: usize| {
        let after = shifts.partition_point(|shift| shift.0 <= offset);
        offset.saturating_add_signed(shifts[after.saturating_sub(1)].1)
    };
    let inject = page.inject.iter().map(|span| shift(span.start)..shift(span.end)).collect();
    Injected { text, spam, inject, ..page.clone() }
}

/// A line above the first line of the body, with the first span of spam in it.
fn above_body(page: &Injected, lines: &[&str], rewrite: &mut dyn FnMut(&str) -> String) -> Injected {
    let first = page.labels.iter().position(|&label| label == 1).unwrap_or_default();
    let at = lines.iter().take(first).map(|line| line.len() + 1).sum::<usize>().min(page.twin.len());
    let Some(source) = page.spam.first() else { return page.clone() };
    let line = rewrite(&page.text[source.clone()]);
    let (before, after) = page.twin.split_at(at);
    let text = format!("{before}{line}\n{after}");
    let inject = at..at + line.len() + 1;
    Injected {
        text,
        spam: std::iter::once(slot(&line, at, &page.lang)).collect(),
        inject: vec![inject],
        ..page.clone()
    }
}

/// Where the slot of a byline is in the line that begins at byte `at`.
fn slot(line: &str, at: usize, lang: &str) -> Range<usize> {
    let (before, after) = byline(lang).split_once("{}").unwrap_or_default();
    at + before.len()..at + line.len().saturating_sub(after.len()).max(before.len())
}

/// What an attack does to the shares that matter.
struct Summary {
    changed: usize,
    /// Recall of the pages changed, before and after.
    recall: [f64; 2],
    interval: (f64, f64),
    /// Share of their spam that stays in the body.
    left: [f64; 2],
    /// Recall of all pages, and of the Chinese keyword heads.
    overall: f64,
    heads: f64,
    precision: f64,
    /// By language: pages changed, found before, found after.
    languages: BTreeMap<String, [usize; 3]>,
}

impl Summary {
    fn of(outcomes: &[Outcome<'_>], pages: &[&Injected], before: &[Counts]) -> Self {
        let n = outcomes.len();
        let found = |of: fn(&Outcome<'_>) -> Counts| outcomes.iter().filter(|o| of(o).is_recalled()).count();
        let sum = |of: &dyn Fn(&Outcome<'_>) -> usize| outcomes.iter().map(of).sum::<usize>();
        let [was, is] = [found(|o| o.before), found(|o| o.after)];
        let mut languages: BTreeMap<String, [usize; 3]> = BTreeMap::new();
        for outcome in outcomes {
            let row = languages.entry(outcome.page.lang.clone()).or_default();
            row[0] += 1;
            row[1] += usize::from(outcome.before.is_recalled());
            row[2] += usize::from(outcome.after.is_recalled());
        }
        let all = before.iter().filter(|counts| counts.is_recalled()).count();
        Self {
            changed: n,
            recall: [ratio(was, n), ratio(is, n)],
            interval: wilson(is, n),
            left: [
                ratio(sum(&|o| o.before.kept), sum(&|o| o.before.spam)),
                ratio(sum(&|o| o.after.kept), sum(&|o| o.after.spam)),
            ],
            overall: ratio(all - was + is, pages.len()),
            heads: heads(outcomes, pages, before),
            precision: ratio(sum(&|o| o.after.found), sum(&|o| o.after.called)),
            languages,
        }
    }
}

/// Recall of the Chinese keyword heads: those changed as they are now, the others as they were.
fn heads(outcomes: &[Outcome<'_>], pages: &[&Injected], before: &[Counts]) -> f64 {
    let mut after = outcomes.iter().peekable();
    let (mut all, mut found) = (0, 0);
    for (page, counts) in pages.iter().zip(before) {
        let changed = after.next_if(|outcome| outcome.page.id == page.id);
        if page.is_chinese_head() {
            all += 1;
            found += usize::from(changed.map_or(*counts, |outcome| outcome.after).is_recalled());
        }
    }
    ratio(found, all)
}

fn summary_table(results: &[(&Attack, Summary)]) -> String {
    let mut out = String::from(
        "| attack | what it does | pages | recall before | recall after | 95 % | left in before | left in after \
         | char precision | all pages | zh heads |\n|---|---|--:|--:|--:|:-:|--:|--:|--:|--:|--:|\n",
    );
    for (attack, s) in results {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {:.3} | {:.3} | {:.3} to {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
            attack.name,
            attack.about,
            s.changed,
            s.recall[0],
            s.recall[1],
            s.interval.0,
            s.interval.1,
            s.left[0],
            s.left[1],
            s.precision,
            s.overall,
            s.heads
        );
    }
    out
}

/// Recall by language before and after each attack, on the same pages.
fn language_table(results: &[(&Attack, Summary)]) -> String {
    let mut languages: Vec<&str> =
        results.iter().flat_map(|(_, s)| s.languages.keys()).map(String::as_str).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut out =
        format!("| attack | {} |\n|---|{}\n", languages.join(" | "), "--:|".repeat(languages.len()));
    for (attack, s) in results {
        let cell = |lang: &&str| match s.languages.get(*lang) {
            Some(&[n, was, is]) => format!("{:.2} → {:.2}", ratio(was, n), ratio(is, n)),
            None => String::new(),
        };
        let cells: Vec<String> = languages.iter().map(cell).collect();
        let _ = writeln!(out, "| {} | {} |", attack.name, cells.join(" | "));
    }
    out
}

/// The spam that was found before the attack and is not any more, and what is called spam of it.
fn list_missed(attack: &Attack, outcomes: &[Outcome<'_>], out: &mut String) {
    let missed = outcomes.iter().filter(|o| o.before.is_recalled() && !o.after.is_recalled());
    for Outcome { page, after, attacked, .. } in missed {
        let share = ratio(after.found, after.spam);
        let _ = writeln!(
            out,
            "==== {}\t{}\t{}\t{}\t{}\tfound {share:.2}",
            attack.name, page.id, page.lang, page.shape, page.position
        );
        for span in &attacked.spam {
            let shown: String = attacked.text[span.clone()].chars().take(300).collect();
            let _ = writeln!(out, "{shown}");
        }
    }
}

/// Writes `report` into a document, between the marks.
fn replace_between_marks(path: &str, report: &str) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let parts = text.split_once(MARKS[0]).and_then(|(head, rest)| Some((head, rest.split_once(MARKS[1])?.1)));
    let (head, tail) = parts.ok_or_else(|| format!("{path}: no marks to write between"))?;
    let text = format!("{head}{}\n{report}\n{}{tail}", MARKS[0], MARKS[1]);
    fs::write(path, text).map_err(|e| format!("{path}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Injected {
        Injected {
            text: "A title\nThe old casino mill stands by the casino river.".to_owned(),
            spam: vec![16..22, 42..48],
            inject: vec![16..23, 42..49],
            ..Injected::default()
        }
    }

    #[test]
    fn spam_is_replaced_where_it_stands() {
        let page = page();
        assert!(page.spam.iter().all(|span| &page.text[span.clone()] == "casino"), "{}", page.text);
        let after = replaced(&page, &mut |spam| format!("{spam} royal"));
        assert_eq!(after.text, page.text.replace("casino", "casino royal"));
        assert!(after.spam.iter().all(|span| &after.text[span.clone()] == "casino royal"));
        assert!(after.inject.iter().all(|span| &after.text[span.clone()] == "casino royal "));
    }

    #[test]
    fn bylines_stand_above_the_body() {
        let twin = "A title\nThe mill.\n".to_owned();
        let page = Injected { twin, labels: vec![0, 1, 0], lang: "en".into(), ..page() };
        let attack = ATTACKS.iter().find(|attack| attack.place == Place::Byline).unwrap();
        let after = attacked(attack, &page, &BTreeMap::new());
        assert!(after.text.starts_with("A title\nBy casino | Updated"), "{}", after.text);
        assert_eq!(&after.text[after.spam[0].clone()], "casino");
    }
}
