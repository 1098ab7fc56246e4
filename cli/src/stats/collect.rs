//! From a report to numbers.

use std::collections::BTreeMap;

use gangue::{Label, Report, Segment, Verdict};

use super::count::{Absorb, Reason, Script, Share, TermCount};
use super::{Bytes, Stats, script};
use crate::findings::findings;
use crate::hash::hash;

/// What is known of a document besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meta<'m> {
    /// The input, and for a record its line: `crawl.jsonl:17`.
    pub(crate) place: &'m str,
    /// The id of the record; empty if there is none.
    pub(crate) id: &'m str,
    /// The host it comes from.
    pub(crate) host: Option<&'m str>,
}

impl Meta<'_> {
    fn name(self) -> String {
        if self.id.is_empty() { self.place.to_owned() } else { format!("{} · {}", self.id, self.place) }
    }
}

impl Stats {
    /// Adds a document. The report should come with its reasons: without them only reasons, terms and the reasons in the
    /// sample are missing.
    pub(crate) fn add(&mut self, report: &Report<'_>, meta: Meta<'_>) {
        let hash = hash(&[meta.id, report.text()]);
        let spam = spam(report);
        self.documents += 1;
        self.whole += u64::from(report.cut().next().is_none());
        self.with_spam += u64::from(spam.is_some());
        self.bytes.absorb(bytes(report));
        *self.verdicts.entry(report.verdict()).or_default() += 1;
        self.add_shares(report);
        self.add_script(report, spam);
        self.add_lengths(report);
        self.add_reasons(report);
        if let (Some(host), Some(bytes)) = (meta.host, spam) {
            self.hosts.add(host, hash, bytes);
        }
        self.sample.add(hash, || meta.name(), report);
    }

    /// A document that was added has been left out.
    pub(crate) fn drop(&mut self, why: &str, report: &Report<'_>) {
        let segments = count(report.kept().count());
        let dropped = Share { documents: 1, segments, bytes: sum(report.kept()) };
        self.dropped.absorb(BTreeMap::from([(why.to_owned(), dropped)]));
    }

    fn add_shares(&mut self, report: &Report<'_>) {
        let (mut labels, mut kinds, mut categories) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for segment in report.segments() {
            add_share(&mut labels, segment.label(), segment);
            match (segment.label(), segment.kind()) {
                (Label::Spam, Some(kind)) => add_share(&mut categories, kind, segment),
                (Label::Boilerplate, Some(kind)) => add_share(&mut kinds, kind, segment),
                _ => {}
            }
        }
        self.labels.absorb(labels);
        self.kinds.absorb(kinds);
        self.categories.absorb(categories);
    }

    fn add_script(&mut self, report: &Report<'_>, spam: Option<u64>) {
        let script = Script {
            documents: 1,
            with_spam: u64::from(spam.is_some()),
            bytes: count(report.text().len()),
            kept: sum(report.kept()),
            spam: spam.unwrap_or_default(),
        };
        self.scripts.absorb(BTreeMap::from([(script::of(report).to_owned(), script)]));
    }

    fn add_lengths(&mut self, report: &Report<'_>) {
        let histograms = &mut self.histograms;
        let spam = report.segments().iter().filter(|segment| segment.label() == Label::Spam);
        spam.for_each(|segment| histograms.spam_score.add(segment.score().into()));
        let (kept, cut) = (sum(report.kept()), sum(report.cut()));
        if kept + cut > 0 {
            histograms.kept.add(crate::figures::share(kept, kept + cut));
        }
        if report.verdict() == Verdict::Article {
            histograms.confidence.add(report.confidence().into());
        }
        let article = || report.segments().iter().filter(|segment| is_article(segment.label()));
        if let (Some(first), Some(last)) = (article().next(), article().next_back()) {
            let chars = |text: Option<&str>| text.unwrap_or_default().trim().chars().count();
            histograms.head.add(chars(report.text().get(..first.span().start())));
            histograms.tail.add(chars(report.text().get(last.span().end()..)));
        }
    }

    fn add_reasons(&mut self, report: &Report<'_>) {
        let mut found: BTreeMap<Label, BTreeMap<String, TermCount>> = BTreeMap::new();
        for segment in report.segments() {
            for finding in findings(segment.reasons()) {
                let milli = milli(finding.contribution);
                let reasons = self.reasons.entry(segment.label()).or_default();
                reasons.entry(finding.signal).or_default().absorb(Reason { segments: 1, milli });
                for term in &finding.terms {
                    let found = found.entry(segment.label()).or_default();
                    let known = found.entry(term.origin.to_owned()).or_default();
                    term.term.clone_into(&mut known.term);
                    known.documents = 1;
                    known.times += count(term.count);
                }
            }
        }
        self.terms.absorb(found);
    }
}

const fn is_article(label: Label) -> bool {
    matches!(label, Label::Title | Label::Body)
}

/// Adds a segment to the shares of one document, so that the document counts once.
fn add_share<K: Ord>(shares: &mut BTreeMap<K, Share>, key: K, segment: &Segment<'_>) {
    let share = shares.entry(key).or_default();
    share.documents = 1;
    share.segments += 1;
    share.bytes += count(segment.span().len());
}

fn bytes(report: &Report<'_>) -> Bytes {
    let (read, kept, cut) = (count(report.text().len()), sum(report.kept()), sum(report.cut()));
    Bytes {
        read,
        kept,
        cut,
        space: read.saturating_sub(kept + cut),
        readings: report.glosses().iter().map(|span| count(span.len())).sum(),
    }
}

/// Bytes of spam; `None` if there is none.
fn spam(report: &Report<'_>) -> Option<u64> {
    let bytes = sum(report.segments().iter().filter(|segment| segment.label() == Label::Spam));
    (bytes > 0).then_some(bytes)
}

fn sum<'s, 't: 's>(segments: impl Iterator<Item = &'s Segment<'t>>) -> u64 {
    segments.map(|segment| count(segment.span().len())).sum()
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[allow(clippy::cast_possible_truncation, reason = "contributions are small; a cast saturates")]
fn milli(contribution: f32) -> i64 {
    (f64::from(contribution) * 1000.0).round() as i64
}
