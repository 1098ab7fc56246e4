//! Statistics as a file: JSON with all that a merge needs, and on top of it what a person looks for first.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use gangue::{Label, Signal};
use serde::{Deserialize, Serialize};

use super::{Host, Reason, Stats};
use crate::output::named;

/// Version of the format. A file of another is refused.
const FORMAT: u32 = 1;

/// Rows of the lists for people.
const TOP: usize = 50;

#[derive(Serialize)]
struct Written<'s> {
    gangue_stats: u32,
    top: Top<'s>,
    #[serde(flatten)]
    stats: &'s Stats,
}

/// The most frequent, for people and `jq`; left alone when the file is read.
#[derive(Serialize)]
struct Top<'s> {
    /// Hosts with most bytes of spam. Estimated from one in `hosts_counted_one_in` documents.
    hosts: Vec<Host>,
    hosts_counted_one_in: u64,
    terms: Vec<Term<'s>>,
    reasons: Vec<ReasonRow>,
}

/// A term and the lists it stands in.
#[derive(Serialize)]
pub(crate) struct Term<'s> {
    label: Label,
    pub(crate) term: &'s str,
    pub(crate) documents: u64,
    pub(crate) times: u64,
    pub(crate) origins: Vec<&'s str>,
}

impl Term<'_> {
    const EMPTY: Self = Self { label: Label::Spam, term: "", documents: 0, times: 0, origins: Vec::new() };
}

#[derive(Serialize)]
struct ReasonRow {
    label: Label,
    signal: Signal,
    #[serde(flatten)]
    reason: Reason,
}

#[derive(Deserialize)]
struct Version {
    gangue_stats: u32,
}

/// Writes statistics as JSON.
pub(crate) fn write(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let reason = |(label, signal, reason)| ReasonRow { label, signal, reason };
    let top = Top {
        hosts: stats.hosts.top(TOP),
        hosts_counted_one_in: stats.hosts.one_in(),
        terms: [Label::Spam, Label::Boilerplate]
            .iter()
            .flat_map(|&label| stats.top_terms(label, TOP))
            .collect(),
        reasons: stats.top_reasons(TOP).into_iter().map(reason).collect(),
    };
    serde_json::to_writer(&mut *out, &Written { gangue_stats: FORMAT, top, stats })?;
    out.write_all(b"\n")
}

/// Reads statistics.
///
/// # Errors
/// If the file cannot be read or does not hold statistics; the message names it.
pub(crate) fn read(path: &Path) -> io::Result<Stats> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| named(&name, &error))?;
    let wrong = |error| io::Error::other(format!("{name}: not statistics of gangue: {error}"));
    let version = serde_json::from_slice::<Version>(&bytes).map_err(wrong)?.gangue_stats;
    if version != FORMAT {
        return Err(io::Error::other(format!("{name}: statistics of format {version}, not {FORMAT}")));
    }
    serde_json::from_slice(&bytes).map_err(wrong)
}

impl Stats {
    /// The terms of a label that were found in most documents. A term that stands in several lists has one row.
    pub(crate) fn top_terms(&self, label: Label, count: usize) -> Vec<Term<'_>> {
        let mut terms: BTreeMap<&str, Term<'_>> = BTreeMap::new();
        for (origin, found) in self.terms.get(&label).into_iter().flatten() {
            let row =
                terms.entry(&found.term).or_insert_with(|| Term { label, term: &found.term, ..Term::EMPTY });
            row.documents = row.documents.max(found.documents);
            row.times = row.times.max(found.times);
            row.origins.push(origin);
        }
        let mut terms: Vec<Term<'_>> = terms.into_values().collect();
        terms.sort_by(|a, b| (b.documents, b.times, a.term).cmp(&(a.documents, a.times, b.term)));
        terms.truncate(count);
        terms
    }

    /// The signals that spoke in most segments.
    pub(crate) fn top_reasons(&self, count: usize) -> Vec<(Label, Signal, Reason)> {
        let rows = self.reasons.iter().flat_map(|(&label, signals)| {
            signals.iter().map(move |(&signal, &reason)| (label, signal, reason))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|a, b| (b.2.segments, a.0, a.1).cmp(&(a.2.segments, b.0, b.1)));
        rows.truncate(count);
        rows
    }
}
