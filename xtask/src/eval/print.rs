//! The tables of an evaluation.

use std::collections::BTreeMap;

use super::table::Table;
use super::{Outcome, Outcomes, baselines};
use crate::fit::corpus::Doc;
use crate::fit::example::f1;
use crate::fit::forms::Form;

const NAMES: [&str; 3] = ["aggressive", "balanced", "conservative"];

pub(super) fn ratio(a: f32, b: f32) -> f32 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// What outcomes are grouped by.
type Key = fn(&Outcome) -> &str;

/// Precision, recall and F1 as means over pages, then F1 of all characters together.
pub(super) fn scores(pages: impl Iterator<Item = [f32; 3]>) -> [f32; 4] {
    let (mut sums, mut pooled, mut n) = ([0.0; 3], [0.0; 3], 0.0);
    for counts @ [hit, kept, body] in pages {
        for (sum, x) in sums.iter_mut().zip([ratio(hit, kept), ratio(hit, body), f1(counts)]) {
            *sum += x;
        }
        for (sum, x) in pooled.iter_mut().zip(counts) {
            *sum += f64::from(x);
        }
        n += 1.0;
    }
    let [p, r, f] = sums.map(|sum| ratio(sum, n));
    [p, r, f, f1(pooled.map(|sum| sum as f32))]
}

/// Share of characters cut of all, and the mean share over documents.
pub(super) fn cut<'o>(outcomes: impl Iterator<Item = &'o Outcome>, preset: usize) -> [f32; 2] {
    let (mut all, mut lost, mut mean, mut n) = (0.0_f64, 0.0_f64, 0.0, 0.0);
    for [hit, _, body] in outcomes.map(|outcome| outcome.counts[preset]) {
        all += f64::from(body);
        lost += f64::from(body - hit);
        mean += 1.0 - ratio(hit, body);
        n += 1.0;
    }
    [ratio(lost as f32, all as f32), ratio(mean, n)]
}

fn groups(outcomes: &[Outcome], key: Key) -> Vec<(&str, Vec<&Outcome>)> {
    let mut groups: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        groups.entry(key(outcome)).or_default().push(outcome);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(name, members)| (usize::MAX - members.len(), *name));
    groups
}

pub(super) fn print(outcomes: &Outcomes) {
    let mut table = Table::new("preset, all sites held out in turn", &["n", "P", "R", "F1", "micro F1"]);
    for (preset, name) in NAMES.iter().enumerate() {
        table.row(name, outcomes.plain.len(), &scores(outcomes.plain.iter().map(|o| o.counts[preset])));
    }
    table.print();
    let keys: [(&str, Key); 2] = [("language", |o| &o.lang), ("source", |o| &o.source)];
    for (what, key) in keys {
        let head = ["n", "P", "R", "F1", "micro F1", "F1 aggr.", "F1 cons."];
        let mut table = Table::new(&format!("by {what}, balanced"), &head);
        for (name, members) in groups(&outcomes.plain, key) {
            let of = |preset| scores(members.iter().map(|o| o.counts[preset]));
            let balanced = of(1);
            let values = [&balanced[..], &[of(0)[2], of(2)[2]]].concat();
            table.row(name, members.len(), &values);
        }
        table.print();
    }
    print_forms(outcomes);
    print_cut(outcomes);
    print_confidence(&outcomes.plain);
}

/// The same pages by simple ways, as they are, without a model.
pub(super) fn print_baselines(pages: &[Doc], plain: &[Outcome]) {
    let mut table = Table::new("beside simple ways", &["n", "P", "R", "F1", "micro F1"]);
    for (name, method) in baselines::METHODS {
        let counts: Vec<_> = pages
            .iter()
            .filter(|doc| doc.complete)
            .map(|doc| baselines::counts(&doc.pieces, method))
            .filter(|counts| counts[2] > 0.0)
            .collect();
        table.row(name, counts.len(), &scores(counts.into_iter()));
    }
    for (preset, name) in NAMES.iter().enumerate() {
        table.row(name, plain.len(), &scores(plain.iter().map(|o| o.counts[preset])));
    }
    table.row("best span", plain.len(), &scores(plain.iter().map(|o| o.best)));
    table.print();
}

/// Nanoseconds a character, in one thread.
pub(super) fn print_costs(pages: &[Doc]) {
    let texts: Vec<String> = pages.iter().map(|doc| Form::Plain.render(&doc.pieces).0).collect();
    let chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    let mut table = Table::new("cost, ns a character", &["chars", "ns"]);
    for (stage, time) in gangue::fitting::costs(&texts) {
        table.row(stage, chars, &[time.as_nanos() as f32 / chars as f32]);
    }
    table.print();
}

fn print_forms(outcomes: &Outcomes) {
    let mut table = Table::new("forms", &["n", "F1 aggr.", "F1 bal.", "F1 cons.", "best span"]);
    for (&i, members) in &outcomes.forms {
        let [a, b, c] = [0, 1, 2].map(|preset| scores(members.iter().map(|o| o.counts[preset]))[2]);
        let ceiling = members.iter().map(|o| f1(o.best)).sum::<f32>() / members.len() as f32;
        table.row(&format!("{:?}", Form::ALL[i]), members.len(), &[a, b, c, ceiling]);
    }
    table.print();
}

fn print_cut(outcomes: &Outcomes) {
    let head = ["n", "aggr. chars", "mean", "bal. chars", "mean", "cons. chars", "mean"];
    let mut table = Table::new("cut where there is nothing to cut, %", &head);
    let mut row = |name: &str, members: &[&Outcome]| {
        let values: Vec<f32> =
            (0..3).flat_map(|preset| cut(members.iter().copied(), preset)).map(|x| 100.0 * x).collect();
        table.row(name, members.len(), &values);
    };
    row("body only", &outcomes.body_only.iter().collect::<Vec<_>>());
    row("all prose", &outcomes.prose.iter().collect::<Vec<_>>());
    for (name, members) in groups(&outcomes.prose, |o| &o.source) {
        row(name, &members);
    }
    for (name, members) in groups(&outcomes.prose, |o| &o.lang) {
        if cut(members.iter().copied(), 1)[0] > 0.0 {
            row(&format!("prose {name}"), &members);
        }
    }
    for (name, members) in groups(&outcomes.body_only, |o| &o.lang) {
        row(&format!("body only {name}"), &members);
    }
    table.print();
}

fn print_confidence(outcomes: &[Outcome]) {
    let mut table = Table::new("by confidence, balanced", &["n", "P", "R", "F1", "micro F1"]);
    for (low, high) in [(0.0, 0.05), (0.05, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.1)]
    {
        let members: Vec<_> = outcomes.iter().filter(|o| (low..high).contains(&o.confidence)).collect();
        table.row(
            &format!("{low} to {high}"),
            members.len(),
            &scores(members.into_iter().map(|o| o.counts[1])),
        );
    }
    table.print();
}
