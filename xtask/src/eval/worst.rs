//! The pages on which the boundary model does worst, for reading.

use std::fmt::Write as _;
use std::fs;

use gangue::fitting::{Fitted, LocatedBody};

use super::print::ratio;
use super::{Outcome, Outcomes, Row};
use crate::fit::corpus::Doc;
use crate::fit::example::{Example, f1};
use crate::fit::forms::Form;

/// Pages of which the blocks are listed.
const LISTED: usize = 300;

/// A line for each block: kept or not, body or not, logit of its wording, score for the body, letters, text.
pub(super) fn list(doc: &Doc, example: &Example, rows: &[Row], model: &Fitted, body: LocatedBody) -> String {
    let (text, _) = Form::Plain.render(&doc.pieces);
    let scores = model.body_scores(rows);
    let z = gangue::fitting::features().iter().position(|(name, _)| *name == "z").unwrap_or_default();
    let mut out = String::new();
    for (i, span) in example.measured.spans().iter().enumerate() {
        let kept = if (body.first..=body.last).contains(&i) { '+' } else { ' ' };
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

/// Writes a line for each page, the worst first, then the blocks of the worst ones, and the prose of which something is cut.
pub(super) fn write(path: &str, outcomes: &Outcomes) -> Result<(), String> {
    let mut order: Vec<_> = outcomes.plain.iter().collect();
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
    for outcome in order.iter().take(LISTED) {
        let _ = write!(out, "\n==== {} {}\n{}", f1(outcome.counts[1]), outcome.id, outcome.listing);
    }
    let lost = |o: &Outcome, preset: usize| o.counts[preset][2] - o.counts[preset][0];
    let mut prose: Vec<_> = outcomes.prose.iter().filter(|o| lost(o, 1) > 0.0).collect();
    prose.sort_by(|a, b| lost(b, 1).total_cmp(&lost(a, 1)));
    for o in prose {
        let _ = write!(
            out,
            "\n==== prose: {} {} of {} cut, {} conservative\n{}",
            o.id,
            lost(o, 1),
            o.counts[1][2],
            lost(o, 2),
            o.listing
        );
    }
    fs::write(path, out).map_err(|e| format!("{path}: {e}"))
}
