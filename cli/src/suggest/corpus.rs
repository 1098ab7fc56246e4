//! What the pages of a corpus hold: terms in spam, repeated lines, and how often either occurs in honest text.

use std::collections::HashSet;

use gangue::{Label, Report, Segment, Span};

use super::counts::{Candidates, Sight, Sketch};
use super::tokens::{self, Token};
use crate::hash::hash;

/// Bytes of a page's spam, and of its honest text, that are looked at.
const SPAM: usize = 64 << 10;
const HONEST: usize = 32 << 10;
/// Pages whose honest text is counted; a sketch that is too full would call everything honest.
const PAGES: u32 = 100_000;
/// Bytes of a line that can be a term.
const LINE: usize = 80;
/// Characters of an example.
const EXAMPLE: usize = 70;

/// What was seen so far.
pub(super) struct Corpus {
    pub(super) pages: u32,
    /// Pages with spam.
    pub(super) spam: u32,
    /// Pages whose honest text was counted.
    pub(super) honest: u32,
    /// Whether the host of any page is known.
    pub(super) hosts: bool,
    /// Terms in segments of spam.
    pub(super) terms: Candidates,
    /// Lines outside the article, on pages of known hosts.
    pub(super) lines: Candidates,
    pub(super) sketch: Sketch,
}

impl Corpus {
    pub(super) fn new() -> Self {
        let (terms, lines) = (Candidates::default(), Candidates::default());
        Self { pages: 0, spam: 0, honest: 0, hosts: false, terms, lines, sketch: Sketch::new() }
    }

    /// Adds a page whose report has reasons.
    pub(super) fn add(&mut self, report: &Report<'_>, host: Option<&str>) {
        let source = hash(&[host.unwrap_or(report.text())]);
        self.pages += 1;
        self.hosts |= host.is_some();
        self.add_spam(report, source);
        self.add_honest(report);
        if host.is_some() {
            self.add_lines(report, source);
        }
    }

    fn add_spam(&mut self, report: &Report<'_>, source: u64) {
        let segments = || report.segments().iter().filter(|segment| segment.label() == Label::Spam);
        self.spam += u32::from(segments().next().is_some());
        let mut seen = HashSet::new();
        let mut rest = SPAM;
        for segment in segments() {
            let kind = (Label::Spam, segment.kind());
            for part in unknown(report.text(), segment) {
                rest = rest.saturating_sub(part.len());
                if rest == 0 {
                    return;
                }
                for run in tokens::runs(part.of(report.text())) {
                    let windows = tokens::windows(&run).filter(|window| tokens::may_be_term(window));
                    for (window, hash) in windows.map(|window| (window, hash_of(window))) {
                        if seen.insert(hash) {
                            let start = part.start() + window.first().map_or(0, |token| token.start);
                            let example = || example(report.text(), start);
                            let sight = Sight { hash, source, kind, example: &example };
                            self.terms.add(&tokens::term(window), &sight);
                        }
                    }
                }
            }
        }
    }

    fn add_honest(&mut self, report: &Report<'_>) {
        let segments = report.segments().iter().filter(|segment| segment.label() != Label::Spam);
        if self.honest >= PAGES {
            return;
        }
        let mut seen = HashSet::new();
        let mut rest = HONEST;
        for segment in segments {
            let text = segment.text();
            let text = text.get(..text.floor_char_boundary(rest)).unwrap_or_default();
            rest -= text.len();
            for run in tokens::runs(text) {
                seen.extend(tokens::windows(&run).map(hash_of));
            }
        }
        self.honest += u32::from(!seen.is_empty());
        // Sorted, because what a sketch says of colliding hashes depends on their order.
        let mut seen: Vec<u64> = seen.into_iter().collect();
        seen.sort_unstable();
        seen.into_iter().for_each(|hash| self.sketch.add(hash));
    }

    fn add_lines(&mut self, report: &Report<'_>, source: u64) {
        let mut seen = HashSet::new();
        for segment in report.segments().iter().filter(|segment| segment.label() == Label::Boilerplate) {
            let mut hits: Vec<Span> = terms(segment).collect();
            hits.sort_unstable();
            let mut hits = hits.into_iter().peekable();
            // How far the terms reach that begin before the end of the line.
            let mut reach = 0;
            for (span, line) in lines_of(segment) {
                while let Some(hit) = hits.next_if(|hit| hit.start() < span.end()) {
                    reach = reach.max(hit.end());
                }
                let is_known = span.start() < reach;
                if line.len() > LINE || is_known {
                    continue;
                }
                let Some(run) = phrase(line) else { continue };
                let hash = hash_of(&run);
                if seen.insert(hash) {
                    let kind = (segment.label(), segment.kind());
                    self.lines.add(
                        &tokens::term(&run),
                        &Sight { hash, source, kind, example: &|| line.to_owned() },
                    );
                }
            }
        }
    }
}

/// The same for the same tokens, wherever they stand.
pub(super) fn hash_of(window: &[Token]) -> u64 {
    let mut parts = [""; tokens::LONGEST_RUN];
    let count = window.len().min(parts.len());
    parts.iter_mut().zip(window).for_each(|(slot, token)| *slot = &token.folded);
    hash(parts.get(..count).unwrap_or_default())
}

/// A line as a term: its words, if it is made of one run that is neither short nor long.
fn phrase(line: &str) -> Option<Vec<Token>> {
    let mut runs = tokens::runs(line);
    let (run, None) = (runs.next()?, runs.next()) else { return None };
    let is_word = run.first()?.is_word;
    let shortest = if is_word { 3 } else { 6 };
    let fits = (shortest..=tokens::LONGEST_RUN).contains(&run.len()) && tokens::may_be_term(&run);
    (fits && run.iter().all(|token| token.is_word == is_word)).then_some(run)
}

/// What no wordlist term covers. A word that a term is part of is covered as well.
fn unknown(text: &str, segment: &Segment<'_>) -> Vec<Span> {
    let mut hits: Vec<Span> = terms(segment).map(|hit| whole_words(text, hit)).collect();
    hits.sort_unstable();
    let mut from = segment.span().start();
    let mut parts = Vec::new();
    for hit in hits {
        parts.push(Span::new(from, hit.start()));
        from = from.max(hit.end());
    }
    parts.push(Span::new(from, segment.span().end()));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Letters of a word that are looked at on each side of a term.
const WORD: usize = 64;

fn whole_words(text: &str, hit: Span) -> Span {
    let part = hit.of(text);
    let length = |c: char| if tokens::is_in_word(c) { Some(c.len_utf8()) } else { None };
    let before = text.get(..hit.start()).unwrap_or_default().chars().rev();
    let behind = text.get(hit.end()..).unwrap_or_default().chars();
    let begins = part.starts_with(tokens::is_in_word);
    let ends = part.ends_with(tokens::is_in_word);
    let before: usize = before.take(if begins { WORD } else { 0 }).map_while(length).sum();
    let behind: usize = behind.take(if ends { WORD } else { 0 }).map_while(length).sum();
    Span::new(hit.start() - before, hit.end() + behind)
}

/// Where wordlist terms lie in a segment.
fn terms(segment: &Segment<'_>) -> impl Iterator<Item = Span> {
    segment.reasons().iter().filter(|reason| reason.term().is_some()).map(gangue::Reason::span)
}

fn lines_of<'t>(segment: &Segment<'t>) -> impl Iterator<Item = (Span, &'t str)> {
    let mut start = segment.span().start();
    segment.text().split('\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end() + 1;
        (span, line.trim())
    })
}

/// The text around a place, on one line.
fn example(text: &str, start: usize) -> String {
    let before = text.get(..start).unwrap_or_default();
    let from = before.char_indices().rev().take_while(|&(_, c)| c != '\n').take(EXAMPLE / 3).last();
    let line = text.get(from.map_or(start, |(place, _)| place)..).unwrap_or_default().lines().next();
    line.unwrap_or_default().chars().take(EXAMPLE).collect::<String>().trim().to_owned()
}
