//! Fits the spam model: sums of small trees over the library's own signals.

mod corpus;
mod examples;
mod forest;
mod frames;
mod lists;
mod wording;
mod written;

use gangue::fitting::signals;

use crate::fit::Writer;
use crate::fit::corpus::FOLDS;
use crate::fit::optimize::minimize;
use crate::injected::wilson;
use corpus::texts;
use examples::{Example, examples};
use forest::{Forest, fit};
use lists::lists;
use wording::Wording;

const HEAD: &str = "\
# The spam model: log odds of spam for whole blocks and for parts of blocks, as a sum of trees over signals.
# Fitted by `cargo xtask fit` on labelled pages; see README.md beside this file.
# <unit> tree <signal> <threshold> <node if below> <node if not>; a node is what is added, or another question.
";

/// A held-out unit and its logit.
struct Scored {
    logit: f64,
    spam: bool,
    stands_for: f64,
    /// The line that it is of.
    line: [usize; 2],
}

/// Fits on the files of a data folder, writes the weights file and prints what it is worth on folds of its own.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let (data, writer) = Writer::of(args)?;
    let lists = lists()?;
    let texts = texts(data, &lists)?;
    let wording = Wording::fit(data, &texts, &lists)?;
    writer.put("spam-wording.bin", &wording.all.bytes())?;
    let examples = examples(&texts, &wording);
    println!("{} units", examples.len());
    let mut file = HEAD.to_owned();
    for unit in ["block", "alone", "insertion"] {
        let chosen: Vec<&Example> = examples.iter().filter(|example| example.unit == unit).collect();
        let held_out = cross_validate(&chosen)?;
        let mut forest = fit(&chosen)?;
        (forest.scale, forest.shift) = calibration(&held_out);
        print_table(unit, &held_out, &forest);
        file += &forest.lines(unit, &signals());
    }
    writer.put("spam.txt", file.as_bytes())
}

/// The surest unit of each line of texts as they are found, by the sums of a model that is fitted on the other folds: of
/// the parts of a block, that is the one that is cut.
fn cross_validate(examples: &[&Example]) -> Result<Vec<Scored>, String> {
    let mut scored = Vec::new();
    for fold in 0..FOLDS {
        let rest: Vec<&Example> = examples.iter().copied().filter(|example| example.fold != fold).collect();
        let held: Vec<&Example> =
            examples.iter().copied().filter(|example| example.fold == fold && example.natural).collect();
        let sums = fit(&rest)?.sums(&held);
        scored.extend(held.iter().zip(sums).map(|(example, logit)| Scored {
            logit,
            spam: example.spam,
            stands_for: example.stands_for,
            line: example.line,
        }));
    }
    scored.sort_by(|a, b| a.line.cmp(&b.line).then(b.logit.total_cmp(&a.logit)));
    scored.dedup_by_key(|unit| unit.line);
    Ok(scored)
}

/// The line through held-out sums that makes them log odds: the fit counts some examples more than others.
fn calibration(held_out: &[Scored]) -> (f64, f64) {
    let loss = |point: &[f64]| {
        let (mut value, mut gradient) = (0.0, vec![0.0; 2]);
        for unit in held_out {
            let logit = point[0] * unit.logit + point[1];
            let target = f64::from(u8::from(unit.spam));
            // ln(1 + exp(z)) - y z, without overflow.
            value += unit.stands_for * (logit.max(0.0) + (-logit.abs()).exp().ln_1p() - target * logit);
            let slope = unit.stands_for * (1.0 / (1.0 + (-logit).exp()) - target);
            gradient[0] += slope * unit.logit;
            gradient[1] += slope;
        }
        let n = held_out.len().max(1) as f64;
        (value / n, gradient.iter().map(|g| g / n).collect())
    };
    let (point, _) = minimize(&loss, vec![1.0, 0.0], 100);
    (point[0], point[1])
}

/// Scores between which the table tells what holds.
const BANDS: [f64; 12] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0];

/// Prints recall and false alarms from each score on, and the share of spam between it and the next.
fn print_table(unit: &str, held_out: &[Scored], forest: &Forest) {
    let spam = held_out.iter().filter(|unit| unit.spam).count();
    let all = held_out.len();
    println!("{unit}: {spam} spam of {all}; scale {:.3}, shift {:.3}", forest.scale, forest.shift);
    println!("  score   recall (95 % interval)  false alarms  up to   stand for  mean score  share of spam");
    for (from, to) in BANDS.into_iter().zip(BANDS.into_iter().skip(1)) {
        let score = |unit: &Scored| 1.0 / (1.0 + (-(forest.scale * unit.logit + forest.shift)).exp());
        let caught: Vec<&Scored> = held_out.iter().filter(|unit| score(unit) >= from).collect();
        let weigh = |which: &dyn Fn(&Scored) -> bool, of: &dyn Fn(&Scored) -> f64| -> f64 {
            let chosen = caught.iter().filter(|unit| which(unit));
            chosen.map(|unit| unit.stands_for * of(unit)).sum()
        };
        let hits = caught.iter().filter(|unit| unit.spam).count();
        let (low, high) = wilson(hits, spam);
        let recall = hits as f64 / spam.max(1) as f64;
        let false_alarms = weigh(&|unit| !unit.spam, &|_| 1.0);
        let band = |unit: &Scored| score(unit) < to;
        let stand_for = weigh(&band, &|_| 1.0);
        let mean = weigh(&band, &score) / stand_for;
        let share = weigh(&|unit| band(unit) && unit.spam, &|_| 1.0) / stand_for;
        println!(
            "  {from:.2}    {recall:.3} ({low:.3}-{high:.3})     {false_alarms:7.0}       {to:.2}    {stand_for:8.0}   {mean:.3}       {share:.3}"
        );
    }
}
