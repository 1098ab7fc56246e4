//! A report as data: what the HTML page shows of a document, and what a sample keeps of it.

use std::collections::HashMap;

use gangue::{Kind, Label, Report, Segment, Signal, Span, Verdict};
use serde::{Deserialize, Serialize};

use crate::figures::rounded;
use crate::findings::{Finding, Term, findings};
use crate::render::{LineCount, Role, parts};

/// How much of a document to show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Segments; the middle ones are left out first.
    pub(crate) segments: usize,
    /// Bytes of one segment; its middle is left out first.
    pub(crate) bytes: usize,
    /// Terms of one reason.
    pub(crate) terms: usize,
}

impl Limits {
    /// Everything.
    pub(crate) const NONE: Self = Self { segments: usize::MAX, bytes: usize::MAX, terms: usize::MAX };
    /// What one person reads.
    pub(crate) const PAGE: Self = Self { segments: 1000, bytes: 20_000, terms: 40 };
    /// What fits into a sample of many.
    pub(crate) const SAMPLE: Self = Self { segments: 60, bytes: 1000, terms: 10 };
}

/// A document and what was found in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) verdict: Verdict,
    pub(crate) confidence: f64,
    pub(crate) bytes: usize,
    /// Bytes of the segments that are kept.
    pub(crate) kept: usize,
    pub(crate) pieces: Vec<Piece>,
}

/// A segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Piece {
    /// Segments left out before this one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) skipped: usize,
    /// White space before it, reduced to a blank or at most two line feeds.
    pub(crate) gap: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The line it begins in, counted from 1.
    pub(crate) line: usize,
    pub(crate) label: Label,
    pub(crate) kind: Option<Kind>,
    pub(crate) score: f64,
    pub(crate) kept: bool,
    pub(crate) runs: Vec<Run>,
    pub(crate) reasons: Vec<Why>,
}

/// A run of text within a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Run {
    /// Text as it stands.
    Text(String),
    /// A wordlist term.
    Term(String),
    /// An injected reading.
    Gloss(String),
    /// This many characters are left out.
    Skipped(usize),
}

/// One reason for a label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Why {
    pub(crate) signal: Signal,
    pub(crate) contribution: f64,
    pub(crate) terms: Vec<FoundTerm>,
    /// Further terms that are not listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) more: usize,
}

/// A wordlist term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FoundTerm {
    pub(crate) term: String,
    /// The lists and lines it stands in.
    pub(crate) origins: Vec<String>,
    pub(crate) count: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Page {
    /// The page of a report that came with its reasons. `name` names the document.
    pub(crate) fn new(name: String, report: &Report<'_>, limits: Limits) -> Self {
        Self {
            name,
            verdict: report.verdict(),
            confidence: rounded(report.confidence()),
            bytes: report.text().len(),
            kept: report.kept().map(|segment| segment.span().len()).sum(),
            pieces: pieces(report, limits),
        }
    }
}

fn pieces(report: &Report<'_>, limits: Limits) -> Vec<Piece> {
    let count = report.segments().len();
    let shown = limits.segments.min(count);
    let (head, tail) = (shown - shown / 4, shown / 4);
    let mut line = LineCount::new(report.text());
    let mut end = 0;
    let mut pieces = Vec::with_capacity(shown);
    for (place, segment) in report.segments().iter().enumerate() {
        let number = line.at(segment.span().start());
        if place < head || place >= count - tail {
            let skipped = if place > 0 && place == count - tail { count - shown } else { 0 };
            pieces.push(Piece {
                skipped,
                gap: gap(Span::new(end, segment.span().start()).of(report.text())),
                line: number,
                ..piece(report, segment, limits)
            });
        }
        end = segment.span().end();
    }
    pieces
}

fn piece(report: &Report<'_>, segment: &Segment<'_>, limits: Limits) -> Piece {
    Piece {
        skipped: 0,
        gap: String::new(),
        start: segment.span().start(),
        end: segment.span().end(),
        line: 1,
        label: segment.label(),
        kind: segment.kind(),
        score: rounded(segment.score()),
        kept: segment.is_kept(),
        runs: runs(report, segment, limits.bytes),
        reasons: findings(segment.reasons()).iter().map(|finding| why(finding, limits.terms)).collect(),
    }
}

/// Bytes of a gap that are looked at.
const GAP: usize = 64;

fn gap(space: &str) -> String {
    let breaks = space.bytes().take(GAP).filter(|&byte| byte == b'\n').count();
    match (space.is_empty(), breaks) {
        (true, _) => String::new(),
        (false, 0) => " ".to_owned(),
        (false, breaks) => "\n".repeat(breaks.min(2)),
    }
}

/// The text of a segment in runs, its middle left out where it is longer than `limit` bytes.
fn runs(report: &Report<'_>, segment: &Segment<'_>, limit: usize) -> Vec<Run> {
    let (text, span, hole) = (report.text(), segment.span(), hole(segment, limit));
    let parts = parts(report, segment);
    let within = |start: usize, end: usize| {
        let clipped = move |part: Span| Span::new(part.start().max(start), part.end().min(end));
        parts.iter().filter_map(move |&(part, role)| run(clipped(part).of(text), role))
    };
    let mut runs: Vec<Run> = within(span.start(), hole.start()).collect();
    if !hole.is_empty() {
        runs.push(Run::Skipped(hole.of(text).chars().count()));
        runs.extend(within(hole.end(), span.end()));
    }
    runs
}

/// What is left out of a segment: empty and at its end where nothing is.
fn hole(segment: &Segment<'_>, limit: usize) -> Span {
    let (text, span) = (segment.text(), segment.span());
    if text.len() <= limit {
        return Span::new(span.end(), span.end());
    }
    let tail = limit / 4;
    let start = text.floor_char_boundary(limit - tail);
    let end = text.ceil_char_boundary(text.len() - tail);
    Span::new(span.start() + start, span.start() + end)
}

fn run(text: &str, role: Role) -> Option<Run> {
    let text = (!text.is_empty()).then(|| text.to_owned())?;
    Some(match role {
        Role::Hit => Run::Term(text),
        Role::Gloss => Run::Gloss(text),
        Role::Plain | Role::Escape => Run::Text(text),
    })
}

fn why(finding: &Finding<'_>, limit: usize) -> Why {
    let mut terms: Vec<FoundTerm> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for term in &finding.terms {
        let place = *places.entry(term.term).or_insert(terms.len());
        match terms.get_mut(place) {
            Some(found) => found.add(term),
            None => terms.push(FoundTerm::new(term)),
        }
    }
    let more = terms.len().saturating_sub(limit);
    terms.truncate(limit);
    Why { signal: finding.signal, contribution: rounded(finding.contribution), terms, more }
}

impl FoundTerm {
    fn new(term: &Term<'_>) -> Self {
        Self { term: term.term.to_owned(), origins: vec![term.origin.to_owned()], count: term.count }
    }

    /// The same term in another list, which finds it in the same places.
    fn add(&mut self, term: &Term<'_>) {
        self.origins.push(term.origin.to_owned());
        self.count = self.count.max(term.count);
    }
}
