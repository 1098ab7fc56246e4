//! Which of the terms that were seen are worth a person's time.

use std::collections::HashMap;

use gangue::{Kind, Label, Lexicon};

use super::corpus::{Corpus, hash_of};
use super::counts::Candidate;
use super::tokens;
use crate::figures::approximate;

/// What is asked of a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Pages that hold it.
    pub(super) pages: u32,
    /// Hosts they come from.
    pub(super) hosts: usize,
    /// How many terms.
    pub(super) count: usize,
}

/// How much more frequent a term is in pages with spam than in honest text.
const LIFT: f64 = 10.0;
/// Least hosts of a repeated line. A site and its sisters share their frame.
const LINE_HOSTS: usize = 5;
/// Above this lift the class is guessed to be `weak`, below it `combo`; never `strong`, which takes a person.
const WEAK: f64 = 50.0;
/// A word in more than this share of honest pages is no edge of a term.
const COMMON: f64 = 0.02;
/// A longer term stands for a shorter one that it holds if it was seen on this share of its pages.
const SAME: f64 = 0.8;

/// A term that is proposed.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub(super) term: String,
    pub(super) kind: (Label, Option<Kind>),
    pub(super) weak: bool,
    pub(super) pages: u32,
    pub(super) hosts: usize,
    /// Honest pages that hold it.
    pub(super) honest: u32,
    pub(super) example: String,
    weight: f64,
}

/// The best terms, those of spam first.
pub(super) fn select(corpus: &Corpus, wanted: Wanted, refuse: impl Fn(&str) -> bool) -> Vec<Proposal> {
    // Refusing takes a look at the whole lexicon, so no more terms are asked about than needed.
    let best = |mut proposals: Vec<Proposal>| {
        proposals.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
        let accepted = proposals.into_iter().filter(|proposal| !refuse(&proposal.term));
        accepted.take(wanted.count).collect::<Vec<_>>()
    };
    let (spam, lines) = (best(distinct(&spam(corpus, wanted))), best(lines(corpus, wanted)));
    [spam, lines].concat()
}

/// Terms that are over-represented in spam.
fn spam(corpus: &Corpus, wanted: Wanted) -> Vec<Proposal> {
    let frequent =
        |candidate: &Candidate| candidate.pages >= wanted.pages && candidate.sources.len() >= wanted.hosts;
    let seen = corpus.terms.terms.iter().filter(|(_, candidate)| frequent(candidate));
    seen.filter_map(|(term, candidate)| {
        let honest = corpus.sketch.get(candidate.hash);
        let lift = lift(candidate.pages, corpus.spam, honest, corpus.honest);
        let fits = lift >= LIFT && !has_common_edge(corpus, term);
        fits.then(|| proposal(term, candidate, honest, lift))
    })
    .collect()
}

/// Lines that recur on pages of different hosts.
fn lines(corpus: &Corpus, wanted: Wanted) -> Vec<Proposal> {
    let hosts = wanted.hosts.max(LINE_HOSTS);
    let seen = corpus.lines.terms.iter();
    let repeated =
        seen.filter(|(_, candidate)| candidate.pages >= wanted.pages && candidate.sources.len() >= hosts);
    repeated.map(|(term, candidate)| proposal(term, candidate, 0, 1.0)).collect()
}

fn proposal(term: &str, candidate: &Candidate, honest: u32, lift: f64) -> Proposal {
    Proposal {
        term: term.to_owned(),
        kind: candidate.kind(),
        weak: lift >= WEAK,
        pages: candidate.pages,
        hosts: candidate.sources.len(),
        honest,
        example: candidate.example.to_string(),
        weight: f64::from(candidate.pages) * lift.ln_1p(),
    }
}

/// The ratio of the shares of pages, as if half a page more of each kind had been seen.
fn lift(spam: u32, of_spam: u32, honest: u32, of_honest: u32) -> f64 {
    let share = |part: u32, whole: u32| (approximate(part.into()) + 0.5) / (approximate(whole.into()) + 1.0);
    share(spam, of_spam) / share(honest, of_honest)
}

/// Whether a term of words begins or ends with a word that honest pages are full of.
fn has_common_edge(corpus: &Corpus, term: &str) -> bool {
    let Some(run) = tokens::runs(term).next() else { return true };
    let edges = [run.first(), run.last()].into_iter().flatten().filter(|token| token.is_word);
    edges.map(|token| corpus.sketch.get(hash_of(std::slice::from_ref(token)))).any(|pages| {
        corpus.honest > 0 && approximate(pages.into()) > (COMMON * approximate(corpus.honest.into())).max(2.0)
    })
}

/// Of terms that hold each other only one: the longer one if it is what the shorter one is nearly always part of, else the
/// shorter one.
fn distinct(proposals: &[Proposal]) -> Vec<Proposal> {
    let pages: HashMap<String, u32> =
        proposals.iter().map(|proposal| (proposal.term.clone(), proposal.pages)).collect();
    let mut outdone: HashMap<&str, bool> = HashMap::new();
    for proposal in proposals {
        for part in parts(&proposal.term) {
            let Some((part, &count)) = pages.get_key_value(&part) else { continue };
            let longer = approximate(proposal.pages.into()) >= SAME * approximate(count.into());
            outdone.insert(if longer { part } else { &proposal.term }, true);
        }
    }
    let outdone: Vec<bool> = proposals.iter().map(|proposal| outdone.contains_key(&*proposal.term)).collect();
    let kept = proposals.iter().zip(outdone).filter(|(_, outdone)| !outdone);
    kept.map(|(proposal, _)| proposal.clone()).collect()
}

/// The terms within a term, except itself.
fn parts(term: &str) -> Vec<String> {
    let Some(run) = tokens::runs(term).next() else { return Vec::new() };
    tokens::windows(&run).filter(|window| window.len() < run.len()).map(tokens::term).collect()
}

/// Whether a lexicon has a term: allowing it would take it out.
pub(super) fn has(lexicon: &Lexicon, term: &str) -> bool {
    lexicon.clone().allowing(term).len() < lexicon.len()
}
