//! The reasons of a segment, grouped: each signal once, with what it added and the terms it found.

use std::collections::HashMap;

use gangue::{Reason, Signal};

/// What one signal had to say.
pub(crate) struct Finding<'r> {
    pub(crate) signal: Signal,
    pub(crate) contribution: f32,
    pub(crate) terms: Vec<Term<'r>>,
}

/// A wordlist term and how often it was found.
pub(crate) struct Term<'r> {
    pub(crate) term: &'r str,
    pub(crate) origin: &'r str,
    pub(crate) count: usize,
}

/// The signals in the order of the reasons. Where a segment of several blocks has a signal more than once, the
/// contribution of the greatest magnitude stands for it.
pub(crate) fn findings(reasons: &[Reason]) -> Vec<Finding<'_>> {
    let mut findings: Vec<Finding<'_>> = Vec::new();
    let mut places: HashMap<(Signal, &str, &str), usize> = HashMap::new();
    for reason in reasons {
        let place = findings.iter().position(|finding| finding.signal == reason.signal());
        let place = place.unwrap_or_else(|| {
            findings.push(Finding { signal: reason.signal(), contribution: 0.0, terms: Vec::new() });
            findings.len() - 1
        });
        if let Some(finding) = findings.get_mut(place) {
            finding.contribution = stronger(finding.contribution, reason.contribution());
            count(&mut finding.terms, &mut places, reason);
        }
    }
    findings
}

fn stronger(a: f32, b: f32) -> f32 {
    if a.abs() >= b.abs() { a } else { b }
}

/// Counts the term of a reason. `places` knows where it stands, for a stuffed segment has terms by the thousand.
fn count<'r>(
    terms: &mut Vec<Term<'r>>,
    places: &mut HashMap<(Signal, &'r str, &'r str), usize>,
    reason: &'r Reason,
) {
    let Some(term) = reason.term() else { return };
    let origin = reason.origin().unwrap_or_default();
    let place = *places.entry((reason.signal(), term, origin)).or_insert(terms.len());
    match terms.get_mut(place) {
        Some(known) => known.count += 1,
        None => terms.push(Term { term, origin, count: 1 }),
    }
}
