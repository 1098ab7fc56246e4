//! `cargo xtask eval-spam DATA`: what the built-in classifier finds of injected spam, and what honest text it cuts.

mod ablation;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gangue::{Classifier, Label};

use crate::evade::Draw;
use crate::fit::corpus::{pages, rows};
use crate::injected::{self, Counts, Injected, ratio, spans, visible, wilson};
use crate::left_out::{Collected, LeftOut};

const USAGE: &str = "usage: cargo xtask eval-spam DATA [--worst FILE] [--ablations] [--only FOLD]";

/// Resamples of the pages for an interval of a share of characters.
const RESAMPLES: usize = 400;

/// A page without spam.
pub(super) struct Honest {
    id: String,
    /// What it is of: twins, clean, hardneg, or labelled pages that nothing was put into.
    pub(super) source: &'static str,
    lang: String,
    pub(super) text: String,
}

/// All pages.
pub(super) struct Pages {
    pub(super) injected: Vec<Injected>,
    pub(super) honest: Vec<Honest>,
}

/// Measures and prints tables in Markdown.
///
/// # Errors
/// What went wrong, as a message: arguments, or a file that cannot be used.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let (only, args) = LeftOut::of(args, "--only")?;
    let [data, flags @ ..] = &args[..] else { return Err(USAGE.to_owned()) };
    let (mut worst, mut ablations) = (None, false);
    let mut flags = flags.iter();
    while let Some(flag) = flags.next() {
        match flag.as_str() {
            "--worst" => worst = Some(flags.next().ok_or(USAGE)?.clone()),
            "--ablations" => ablations = true,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let pages = Pages::read(data, &only)?;
    let classifier = Classifier::new();
    let found = Found::of(&pages, &classifier);
    found.print();
    if ablations {
        ablation::print(&pages)?;
    }
    worst.map_or(Ok(()), |path| found.write_worst(&path))
}

impl Pages {
    /// All of the data, or what was left out of the fit. Each twin once, since several pages were made from one.
    fn read(data: &str, only: &LeftOut) -> Result<Self, String> {
        let mut injected = injected::read(data)?;
        let twins: HashSet<String> = injected.iter().map(|page| page.twin.clone()).collect();
        if !only.is_nothing() {
            let collected = Collected::read(data)?;
            injected.retain(|page| only.holds(page, &collected));
        }
        let is_measured = |is_left_out: bool| only.is_nothing() || is_left_out;
        let mut seen = HashSet::new();
        let once = injected.iter().filter(|page| seen.insert(page.twin.as_str()));
        let twin = |page: &Injected| Honest {
            id: format!("twin of {}", page.id),
            source: "twins",
            lang: page.lang.clone(),
            text: page.twin.clone(),
        };
        let mut honest: Vec<Honest> = once.map(twin).collect();
        for (source, file) in [("clean", "clean.jsonl.xz"), ("hardneg", "hardneg.jsonl.xz")] {
            for row in rows(&Path::new(data).join(file))? {
                if is_measured(only.holds_row(&row)) {
                    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
                    honest.push(Honest { id: text("id"), source, lang: text("lang"), text: text("text") });
                }
            }
        }
        for page in pages(data)? {
            let text = page.text();
            if is_measured(only.holds_site(&page)) && !twins.contains(&text) {
                honest.push(Honest { id: page.id, source: "pages", lang: page.lang, text });
            }
        }
        Ok(Self { injected, honest })
    }
}

/// Honest characters of a page, those of them called spam, and the passages that are.
struct Alarm {
    all: usize,
    called: usize,
    passages: Vec<String>,
}

/// What a classifier makes of the pages.
pub(super) struct Found<'p> {
    injected: Vec<(&'p Injected, Counts)>,
    honest: Vec<(&'p Honest, Alarm)>,
}

impl<'p> Found<'p> {
    pub(super) fn of(pages: &'p Pages, classifier: &Classifier) -> Self {
        Self {
            injected: pages.injected.iter().map(|page| (page, page.count(classifier))).collect(),
            honest: pages.honest.iter().map(|page| (page, Alarm::of(&page.text, classifier))).collect(),
        }
    }

    /// Pages found among those that `of` says yes to, and their number.
    pub(super) fn recalled(&self, of: impl Fn(&Injected) -> bool) -> (usize, usize) {
        let chosen = || self.injected.iter().filter(|(page, _)| of(page));
        (chosen().filter(|(_, counts)| counts.is_recalled()).count(), chosen().count())
    }

    /// Honest pages of a source with anything called spam, and their number.
    pub(super) fn alarms(&self, source: &str) -> (usize, usize) {
        let chosen = || self.honest.iter().filter(|(page, _)| page.source == source);
        (chosen().filter(|(_, alarm)| alarm.called > 0).count(), chosen().count())
    }

    fn print(&self) {
        let keys: [(&str, fn(&Injected) -> String); 7] = [
            ("all", |_| "all".to_owned()),
            ("language", |page| page.lang.clone()),
            ("category", |page| page.category.clone()),
            ("shape", |page| page.shape.clone()),
            ("position", |page| page.position.clone()),
            ("conversion of the page", |page| page.conversion.clone()),
            ("disguise", |page| page.features.join(" + ")),
        ];
        for (name, key) in keys {
            println!("{}", self.injected_table(name, key));
        }
        let keys: [(&str, fn(&Honest) -> String); 2] = [
            ("honest pages", |page| page.source.to_owned()),
            ("honest pages by language", |page| format!("{} {}", page.source, page.lang)),
        ];
        for (name, key) in keys {
            println!("{}", self.honest_table(name, key));
        }
    }

    fn injected_table(&self, name: &str, key: fn(&Injected) -> String) -> String {
        let mut groups: BTreeMap<String, Vec<Counts>> = BTreeMap::new();
        for (page, counts) in &self.injected {
            groups.entry(key(page)).or_default().push(*counts);
        }
        let mut out = format!(
            "| {name} | pages | page recall | 95 % | char precision | 95 % | char recall | left in |\n\
             |---|--:|--:|:-:|--:|:-:|--:|--:|\n"
        );
        for (name, counts) in groups {
            let yes = counts.iter().filter(|counts| counts.is_recalled()).count();
            let (low, high) = wilson(yes, counts.len());
            let [p_low, p_high] = bootstrap(&counts, precision);
            let sum = |of: fn(&Counts) -> usize| counts.iter().map(of).sum::<usize>();
            let _ = writeln!(
                out,
                "| {} | {} | {:.3} | {low:.3} to {high:.3} | {:.3} | {p_low:.3} to {p_high:.3} | {:.3} | {:.3} |",
                if name.is_empty() { "none" } else { &name },
                counts.len(),
                ratio(yes, counts.len()),
                precision(&mut counts.iter()),
                ratio(sum(|c| c.found), sum(|c| c.spam)),
                ratio(sum(|c| c.kept), sum(|c| c.spam)),
            );
        }
        out
    }

    fn honest_table(&self, name: &str, key: fn(&Honest) -> String) -> String {
        let mut groups: BTreeMap<String, Vec<&Alarm>> = BTreeMap::new();
        for (page, alarm) in &self.honest {
            groups.entry(key(page)).or_default().push(alarm);
        }
        let mut out = format!(
            "| {name} | pages | with spam | share | 95 % | characters called spam |\n|---|--:|--:|--:|:-:|--:|\n"
        );
        for (name, alarms) in groups {
            let with = alarms.iter().filter(|alarm| alarm.called > 0).count();
            let (low, high) = wilson(with, alarms.len());
            let sum = |of: fn(&Alarm) -> usize| alarms.iter().map(|alarm| of(alarm)).sum::<usize>();
            let _ = writeln!(
                out,
                "| {name} | {} | {with} | {:.4} | {low:.4} to {high:.4} | {:.5} |",
                alarms.len(),
                ratio(with, alarms.len()),
                ratio(sum(|alarm| alarm.called), sum(|alarm| alarm.all))
            );
        }
        out
    }

    /// The false alarms with what was called spam, then the pages whose spam was missed, the worst first.
    fn write_worst(&self, path: &str) -> Result<(), String> {
        let mut out = String::new();
        let mut alarms: Vec<_> = self.honest.iter().filter(|(_, alarm)| alarm.called > 0).collect();
        alarms.sort_by_key(|(page, alarm)| (page.source, std::cmp::Reverse(alarm.called), &page.id));
        for (page, alarm) in alarms {
            let _ = writeln!(out, "==== {} {} {} {}", page.source, page.lang, page.id, alarm.called);
            alarm.passages.iter().for_each(|passage| out.push_str(&(shortened(passage) + "\n")));
        }
        let mut missed: Vec<_> = self.injected.iter().filter(|(_, counts)| !counts.is_recalled()).collect();
        missed.sort_by(|(a, x), (b, y)| {
            ratio(x.found, x.spam).total_cmp(&ratio(y.found, y.spam)).then_with(|| a.id.cmp(&b.id))
        });
        for (page, counts) in missed {
            let _ = writeln!(
                out,
                "==== missed {} {} {} {} {} found {:.2}",
                page.lang,
                page.shape,
                page.position,
                page.category,
                page.id,
                ratio(counts.found, counts.spam)
            );
            page.spam.iter().for_each(|span| out.push_str(&(shortened(&page.text[span.clone()]) + "\n")));
        }
        fs::write(path, out).map_err(|e| format!("{path}: {e}"))
    }
}

impl Alarm {
    fn of(text: &str, classifier: &Classifier) -> Self {
        let report = classifier.classify(text);
        let called = spans(&report, |label| label == Label::Spam);
        let all = 0..text.len();
        let all = std::slice::from_ref(&all);
        Self {
            all: visible(text, all, all),
            called: visible(text, &called, all),
            passages: called.iter().map(|span| text[span.clone()].to_owned()).collect(),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(300).collect()
}

/// The share of the characters called spam that are.
fn precision(counts: &mut dyn Iterator<Item = &Counts>) -> f64 {
    let (found, called) = counts.fold((0, 0), |(found, called), c| (found + c.found, called + c.called));
    if called == 0 { 1.0 } else { ratio(found, called) }
}

/// The 95 % interval of a figure of pages, by drawing as many of them anew.
fn bootstrap(counts: &[Counts], figure: fn(&mut dyn Iterator<Item = &Counts>) -> f64) -> [f64; 2] {
    let mut draw = Draw::new("bootstrap", "pages");
    let mut figures: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            figure(&mut (0..counts.len()).filter_map(|_| draw.pick(counts)).collect::<Vec<_>>().into_iter())
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    [figures[RESAMPLES / 40], figures[RESAMPLES - 1 - RESAMPLES / 40]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_hold_the_figure() {
        let page = |found, called| Counts { spam: 10, found, called, kept: 0 };
        let counts: Vec<Counts> = (0..200).map(|i| page(9, if i % 4 == 0 { 12 } else { 9 })).collect();
        let [low, high] = bootstrap(&counts, precision);
        let exact = precision(&mut counts.iter());
        assert!(low < exact && exact < high && high - low < 0.05, "{low} {exact} {high}");
    }
}
