//! What a run found, in numbers. Every figure is a count, a smallest or a set that is chosen by its members, so that
//! the order of documents and how they were spread over threads and shards do not matter: `merge` is commutative and
//! associative, also between files.

mod collect;
mod collector;
mod count;
mod file;
mod histogram;
mod hosts;
mod sample;
mod script;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use gangue::{Kind, Label, Signal, Verdict};
use serde::{Deserialize, Serialize};

pub(crate) use collect::Meta;
pub(crate) use collector::{Collector, Wanted, host};
pub(crate) use count::{Reason, Script, Share, TermCount, total};
pub(crate) use file::{read, write};
pub(crate) use histogram::{Histogram, Lengths, Scores};
pub(crate) use hosts::{Host, Hosts};
pub(crate) use sample::{DEFAULT_SAMPLE, Sample};
pub(crate) use summary::write_summary;

use count::Absorb;

/// The numbers of a run, of a part of it, or of several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stats {
    pub(crate) documents: u64,
    /// Documents of which nothing was cut.
    pub(crate) whole: u64,
    /// Documents with a segment of spam.
    pub(crate) with_spam: u64,
    pub(crate) bytes: Bytes,
    /// What would have been kept of documents that were left out as a whole, by the reason.
    pub(crate) dropped: BTreeMap<String, Share>,
    pub(crate) verdicts: BTreeMap<Verdict, u64>,
    pub(crate) labels: BTreeMap<Label, Share>,
    /// Kinds of boilerplate.
    pub(crate) kinds: BTreeMap<Kind, Share>,
    /// Categories of spam.
    pub(crate) categories: BTreeMap<Kind, Share>,
    /// By the script that most letters of the kept text are of.
    pub(crate) scripts: BTreeMap<String, Script>,
    pub(crate) reasons: BTreeMap<Label, BTreeMap<Signal, Reason>>,
    /// Wordlist terms in segments of a label, by the list and line they stand in. Their number is bounded by that of the
    /// terms in use.
    pub(crate) terms: BTreeMap<Label, BTreeMap<String, TermCount>>,
    pub(crate) hosts: Hosts,
    pub(crate) histograms: Histograms,
    pub(crate) sample: Sample,
}

/// Bytes of text. `read` is the sum of the others except `readings`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bytes {
    pub(crate) read: u64,
    pub(crate) kept: u64,
    pub(crate) cut: u64,
    /// White space between segments.
    pub(crate) space: u64,
    /// Of what is kept: injected readings.
    pub(crate) readings: u64,
}

/// How things are spread.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Histograms {
    /// Characters before title and body, of documents that have one.
    pub(crate) head: Histogram<Lengths>,
    /// Characters after them.
    pub(crate) tail: Histogram<Lengths>,
    /// Scores of segments of spam.
    pub(crate) spam_score: Histogram<Scores>,
    /// How sure the place of the body is, by document.
    pub(crate) confidence: Histogram<Scores>,
    /// Share of each document that is kept, white space not counted.
    pub(crate) kept: Histogram<Scores>,
}

impl Stats {
    /// Statistics that keep a sample of `sample` documents of each group.
    pub(crate) fn new(sample: usize) -> Self {
        Self { sample: Sample::new(sample), ..Self::default() }
    }

    /// Adds what another part of the run found.
    pub(crate) fn merge(&mut self, other: Self) {
        self.documents.absorb(other.documents);
        self.whole.absorb(other.whole);
        self.with_spam.absorb(other.with_spam);
        self.bytes.absorb(other.bytes);
        self.dropped.absorb(other.dropped);
        self.verdicts.absorb(other.verdicts);
        self.labels.absorb(other.labels);
        self.kinds.absorb(other.kinds);
        self.categories.absorb(other.categories);
        self.scripts.absorb(other.scripts);
        self.reasons.absorb(other.reasons);
        self.terms.absorb(other.terms);
        self.hosts.absorb(other.hosts);
        self.histograms.absorb(other.histograms);
        self.sample.absorb(other.sample);
    }
}

impl Absorb for Bytes {
    fn absorb(&mut self, other: Self) {
        self.read.absorb(other.read);
        self.kept.absorb(other.kept);
        self.cut.absorb(other.cut);
        self.space.absorb(other.space);
        self.readings.absorb(other.readings);
    }
}

impl Absorb for Histograms {
    fn absorb(&mut self, other: Self) {
        self.head.absorb(other.head);
        self.tail.absorb(other.tail);
        self.spam_score.absorb(other.spam_score);
        self.confidence.absorb(other.confidence);
        self.kept.absorb(other.kept);
    }
}
