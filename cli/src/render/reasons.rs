//! The reasons of a segment in words.

use gangue::Segment;

use crate::findings::{Finding, Term, findings};

use super::escape::escaped;
use super::lines::Flow;
use super::palette::{Palette, Role};

/// Signals shown for one segment unless all are asked for; one more if it is the last.
const SIGNALS: usize = 6;

/// Terms shown for one signal unless all are asked for.
const TERMS: usize = 8;

/// The columns of a number and the gap behind it.
const INDENT: &str = "        ";

/// The lines that tell the reasons, to be indented by the caller.
pub(crate) fn lines(segment: &Segment<'_>, palette: Palette, width: usize, full: bool) -> Vec<String> {
    let findings = findings(segment.reasons());
    let shown = if full || findings.len() <= SIGNALS + 1 { findings.len() } else { SIGNALS };
    let (first, rest) = findings.split_at(shown);
    let mut lines = Vec::new();
    for finding in first {
        let contribution = finding.contribution;
        let style = palette.contribution(segment.label(), contribution);
        lines.push(format!("{style}{contribution:+6.2}{style:#}  {}", finding.signal.describe()));
        lines.extend(terms(&finding.terms, palette, width, full));
    }
    lines.extend(summary(rest, palette));
    lines
}

/// One line for the signals that are not shown.
fn summary(rest: &[Finding<'_>], palette: Palette) -> Option<String> {
    let (sum, quiet) = (rest.iter().map(|finding| finding.contribution).sum::<f32>(), palette.quiet());
    (!rest.is_empty()).then(|| format!("{quiet}{sum:+6.2}  {} lesser reasons{quiet:#}", rest.len()))
}

fn terms(terms: &[Term<'_>], palette: Palette, width: usize, full: bool) -> Vec<String> {
    let shown = if full { terms.len() } else { TERMS };
    let mut flow = flow(palette, width, true);
    for (place, term) in terms.iter().take(shown).enumerate() {
        flow.push(if place > 0 { ", " } else { "" }, Role::Plain);
        flow.push(&described(term), Role::Plain);
    }
    if terms.len() > shown {
        flow.push(&format!(", and {} more", terms.len() - shown), Role::Plain);
    }
    below(flow, palette).collect()
}

/// For text below a number and what it says.
pub(super) fn flow(palette: Palette, width: usize, full: bool) -> Flow {
    Flow::new(palette, width.saturating_sub(INDENT.len()), full)
}

/// The lines of such a text.
pub(super) fn below(flow: Flow, palette: Palette) -> impl Iterator<Item = String> {
    let quiet = palette.quiet();
    flow.finish().into_iter().map(move |line| format!("{INDENT}{quiet}{line}{quiet:#}"))
}

fn described(term: &Term<'_>) -> String {
    let times = if term.count > 1 { format!(" ×{}", term.count) } else { String::new() };
    let origin = if term.origin.is_empty() { String::new() } else { format!(" ({})", term.origin) };
    escaped(&format!("{}{times}{origin}", term.term))
}
