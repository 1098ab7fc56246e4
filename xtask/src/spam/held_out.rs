//! What the spam model makes of lines that it was not fitted to: its scale, and a table of what each score is worth.

use std::fmt::Write as _;

use super::examples::Example;
use super::forest::{Forest, fit};
use crate::fit::corpus::FOLDS;
use crate::fit::optimize::minimize;
use crate::injected::wilson;

/// A held-out unit and its logit.
pub(super) struct Scored {
    logit: f64,
    spam: bool,
    stands_for: f64,
    /// The line that it is of.
    line: [usize; 2],
}

/// The surest unit of each line of texts as they are found, by the sums of a model that is fitted on the other folds: of
/// the parts of a block, that is the one that is cut.
pub(super) fn cross_validate(examples: &[&Example]) -> Result<Vec<Scored>, String> {
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
pub(super) fn calibration(held_out: &[Scored]) -> (f64, f64) {
    let loss = |point: &[f64]| {
        let (mut value, mut gradient) = (0.0, vec![0.0; 2]);
        for unit in held_out {
            let logit = point[0] * unit.logit + point[1];
            let target = f64::from(u8::from(unit.spam));
            // ln(1 + exp(z)) - y z, without overflow.
            value += unit.stands_for * (logit.max(0.0) + (-logit.abs()).exp().ln_1p() - target * logit);
            let slope = unit.stands_for * (probability(logit) - target);
            gradient[0] += slope * unit.logit;
            gradient[1] += slope;
        }
        let n = held_out.len().max(1) as f64;
        (value / n, gradient.iter().map(|g| g / n).collect())
    };
    let (point, _) = minimize(&loss, vec![1.0, 0.0], 100);
    (point[0], point[1])
}

fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// Where the bands of scores begin and end.
const BANDS: [f64; 11] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// A table in Markdown: recall and false alarms from each score on, and the share of spam between it and the next.
pub(super) fn table(unit: &str, held_out: &[Scored], forest: &Forest) -> String {
    let score = |unit: &Scored| probability(forest.scale * unit.logit + forest.shift);
    let sum = |units: &[&Scored], of: &dyn Fn(&Scored) -> f64| -> f64 {
        units.iter().map(|unit| unit.stands_for * of(unit)).sum()
    };
    let all = held_out.iter().filter(|unit| unit.spam).count();
    let mut out = format!("{unit}: {all} spam; scale {:.3}, shift {:.3}\n\n", forest.scale, forest.shift);
    out += "| score | recall from there on | 95 % | false alarms | lines up to the next | mean score | share that is spam |\n\
            |---|--:|:-:|--:|--:|--:|--:|\n";
    for band in BANDS.windows(2) {
        let caught: Vec<&Scored> = held_out.iter().filter(|unit| score(unit) >= band[0]).collect();
        let within: Vec<&Scored> = caught.iter().copied().filter(|unit| score(unit) < band[1]).collect();
        let found = caught.iter().filter(|unit| unit.spam).count();
        let (low, high) = wilson(found, all);
        let lines = sum(&within, &|_| 1.0);
        let _ = writeln!(
            out,
            "| {:.1} | {:.3} | {low:.3} to {high:.3} | {:.0} | {lines:.0} | {:.3} | {:.3} |",
            band[0],
            found as f64 / all.max(1) as f64,
            sum(&caught, &|unit| f64::from(u8::from(!unit.spam))).abs(),
            sum(&within, &score) / lines,
            sum(&within, &|unit| f64::from(u8::from(unit.spam))) / lines,
        );
    }
    out
}
