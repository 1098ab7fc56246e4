//! Cross-validates the boundary model over sites and prints tables.

pub(crate) mod spam;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use gangue::fitting::{FEATURE_COUNT, Fitted, Found};

use self::table::Table;
use crate::fit::corpus::{self, Doc, FOLDS, hash};
use crate::fit::example::{Example, f1};
use crate::fit::forms::{Form, Part};
use crate::fit::{Options, Trained, examples, train};

/// The features of one block.
type Row = [f32; FEATURE_COUNT];

/// The presets' prices of cutting at an edge.
const EDGE_BONUSES: [f32; 3] = [0.0, 2.0, 4.0];
const NAMES: [&str; 3] = ["aggressive", "balanced", "conservative"];

/// One page under each preset: characters kept that are body, kept, and body.
struct Outcome {
    lang: String,
    source: String,
    id: String,
    counts: [[f32; 3]; 3],
    /// The same for the best span there is.
    ceiling: f32,
    confidence: f32,
    /// The blocks with gold and scores, for reading.
    listing: String,
}

/// What outcomes are grouped by.
type Key = fn(&Outcome) -> &str;

/// Everything that was measured.
#[derive(Default)]
struct Outcomes {
    plain: Vec<Outcome>,
    forms: BTreeMap<usize, Vec<Outcome>>,
    body_only: Vec<Outcome>,
    prose: Vec<Outcome>,
}

/// Trains without each fold in turn, and tests on it.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let [data, worst, flags @ ..] = args else { return Err("usage: cargo xtask eval DATA WORST".to_owned()) };
    let options = options(flags)?;
    let (pages, prose) = (corpus::pages(data)?, corpus::prose(data)?);
    if options.costs {
        print_costs(&pages);
        return Ok(());
    }
    let begun = Instant::now();
    let mut examples = examples(&pages, &prose, &options);
    eprintln!("{} examples in {:.1} s", examples.len(), begun.elapsed().as_secs_f32());
    let mut outcomes = Outcomes::default();
    for fold in 0..FOLDS {
        let trained = train(&mut examples, Some(fold), &options);
        let in_fold = |docs: &[Doc]| docs.iter().filter(|d| d.fold == fold).cloned().collect::<Vec<_>>();
        test(&trained, &in_fold(&pages), &in_fold(&prose), options.quick, &mut outcomes)?;
        eprintln!("fold {fold} after {:.1} s", begun.elapsed().as_secs_f32());
    }
    print(&outcomes);
    print_costs(&pages);
    write_worst(worst, &outcomes.plain)
}

/// `--without-vocabulary` and the like, and `--name=number`.
fn options(flags: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    for flag in flags {
        let (name, value) = flag.split_once('=').unwrap_or((flag, "0"));
        let value: f64 = value.parse().map_err(|_| format!("{flag}: no number"))?;
        match name {
            "--without-vocabulary" => options.vocabulary = false,
            "--without-parts" => options.parts = false,
            "--without-forms" => options.forms = false,
            "--without-prose" => options.prose = false,
            "--likelihood" => options.likelihood_iterations = value as u64,
            "--risk" => options.risk_iterations = value as u64,
            "--blocks" => options.blocks = value,
            "--risk-blocks" => options.risk_blocks = value,
            "--risk-decay" => options.risk_decay = value,
            "--risk-likelihood" => options.risk_likelihood = value,
            "--decay" => options.decay = value,
            "--part-weight" => options.part_weight = value as f32,
            "--form-weight" => options.form_weight = value as f32,
            "--prose-weight" => options.prose_weight = value as f32,
            "--costs" => options.costs = true,
            "--without-chain" => {
                (options.likelihood, options.risk_iterations, options.trim) = (0.0, 0, 1.0);
            }
            "--quick" => options.quick = true,
            "--trim" => options.trim = value,
            "--threads" => options.threads = (value as usize).max(1),
            _ => return Err(format!("{flag}: no such option")),
        }
    }
    Ok(options)
}

fn test(
    trained: &Trained,
    pages: &[Doc],
    prose: &[Doc],
    quick: bool,
    outcomes: &mut Outcomes,
) -> Result<(), String> {
    let parse = |file: &String| Fitted::parse(file).ok_or("the weights do not parse");
    let models = [parse(&trained.weights[0])?, parse(&trained.weights[1])?];
    let test = |doc: &Doc, part: Part, form: Form| outcome(trained, &models, doc, part, form);
    for doc in pages.iter().filter(|doc| doc.complete) {
        outcomes.plain.extend(test(doc, Part::Whole, Form::Plain));
        outcomes.body_only.extend(test(doc, Part::BodyOnly, Form::Plain));
        for (i, form) in Form::ALL.into_iter().enumerate().filter(|(_, f)| !quick || *f == Form::Single) {
            outcomes.forms.entry(i).or_default().extend(test(doc, Part::Whole, form));
        }
    }
    for doc in prose.iter().filter(|doc| !quick || hash(&doc.id, 9).is_multiple_of(4)) {
        outcomes.prose.extend(test(doc, Part::Whole, Form::Plain));
    }
    Ok(())
}

fn outcome(trained: &Trained, models: &[Fitted; 2], doc: &Doc, part: Part, form: Form) -> Option<Outcome> {
    let example = Example::new(&part.of(doc), form, doc.fold, true);
    if !example.complete {
        return None;
    }
    let model = &models[usize::from(example.measured.is_run_on())];
    let rows = example.measured.rows(&trained.vocabulary.logits(&example));
    let mut counts = [[0.0; 3]; 3];
    let mut confidence = 0.0;
    let mut listing = String::new();
    for (counts, bonus) in counts.iter_mut().zip(&EDGE_BONUSES) {
        let found = model.locate(&rows, *bonus)?;
        *counts = example.counts(found.first, found.last);
        confidence = found.confidence;
        if (part, form, *bonus) == (Part::Whole, Form::Plain, 2.0) && f1(*counts) < 0.95 {
            listing = list(doc, &example, &rows, model, found);
        }
    }
    Some(Outcome {
        lang: doc.lang.clone(),
        source: doc.source.clone(),
        id: doc.id.clone(),
        counts,
        ceiling: f1(example.counts(example.gold.0, example.gold.1)),
        confidence,
        listing,
    })
}

/// A line for each block: kept or not, body or not, logit of its wording, score for the body, letters, text.
fn list(doc: &Doc, example: &Example, rows: &[Row], model: &Fitted, found: Found) -> String {
    let (text, _) = Form::Plain.render(&doc.pieces);
    let scores = model.body_scores(rows);
    let z = gangue::fitting::features().iter().position(|(name, _)| *name == "z").unwrap_or_default();
    let mut out = String::new();
    for (i, span) in example.measured.spans().iter().enumerate() {
        let kept = if (found.first..=found.last).contains(&i) { '+' } else { ' ' };
        let gold = if example.total[i] == 0.0 {
            '?'
        } else if example.body[i] > 0.0 {
            'B'
        } else {
            '.'
        };
        let line: String = span.of(&text).chars().take(90).collect();
        let _ =
            writeln!(out, "{kept}{gold} {:5.1} {:5.1} {:5} {line}", rows[i][z], scores[i], example.total[i]);
    }
    out
}

fn ratio(a: f32, b: f32) -> f32 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// Precision, recall and F1 as means over pages, then F1 of all characters together.
fn scores<'o>(outcomes: impl Iterator<Item = &'o Outcome>, preset: usize) -> [f32; 4] {
    let (mut sums, mut pooled, mut n) = ([0.0; 3], [0.0; 3], 0.0);
    for outcome in outcomes {
        let counts @ [hit, kept, body] = outcome.counts[preset];
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
fn cut<'o>(outcomes: impl Iterator<Item = &'o Outcome>, preset: usize) -> [f32; 2] {
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

fn print(outcomes: &Outcomes) {
    let mut table = Table::new("preset, all sites held out in turn", &["n", "P", "R", "F1", "micro F1"]);
    for (preset, name) in NAMES.iter().enumerate() {
        table.row(name, outcomes.plain.len(), &scores(outcomes.plain.iter(), preset));
    }
    table.print();
    let keys: [(&str, Key); 2] = [("language", |o| &o.lang), ("source", |o| &o.source)];
    for (what, key) in keys {
        let head = ["n", "P", "R", "F1", "micro F1", "F1 aggr.", "F1 cons."];
        let mut table = Table::new(&format!("by {what}, balanced"), &head);
        for (name, members) in groups(&outcomes.plain, key) {
            let of = |preset| scores(members.iter().copied(), preset);
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

/// Nanoseconds a character, in one thread.
fn print_costs(pages: &[Doc]) {
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
        let [a, b, c] = [0, 1, 2].map(|preset| scores(members.iter(), preset)[2]);
        let ceiling = members.iter().map(|o| o.ceiling).sum::<f32>() / members.len() as f32;
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
        table.row(&format!("{low} to {high}"), members.len(), &scores(members.into_iter(), 1));
    }
    table.print();
}

fn write_worst(path: &str, outcomes: &[Outcome]) -> Result<(), String> {
    let mut order: Vec<_> = outcomes.iter().collect();
    order.sort_by(|a, b| f1(a.counts[1]).total_cmp(&f1(b.counts[1])).then_with(|| a.id.cmp(&b.id)));
    let mut out = String::new();
    for outcome in order.iter().copied() {
        let [hit, kept, body] = outcome.counts[1];
        let _ = writeln!(
            out,
            "{:.3}\tP {:.3}\tR {:.3}\tconfidence {:.3}\tbody {body}\t{}\t{}\t{}",
            f1(outcome.counts[1]),
            ratio(hit, kept),
            ratio(hit, body),
            outcome.confidence,
            outcome.lang,
            outcome.source,
            outcome.id
        );
    }
    for outcome in order.iter().take(300) {
        let _ = write!(out, "\n==== {} {}\n{}", f1(outcome.counts[1]), outcome.id, outcome.listing);
    }
    fs::write(path, out).map_err(|e| format!("{path}: {e}"))
}
