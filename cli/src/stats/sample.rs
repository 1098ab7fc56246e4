//! A small sample of documents to look at: of each group those with the smallest hashes, so that the same documents are
//! drawn in whatever order they come.

use std::collections::BTreeMap;

use gangue::{Label, Report, Verdict};
use serde::{Deserialize, Serialize};

use super::count::Absorb;
use crate::view::{Limits, Page};

/// Documents of each group unless told otherwise.
pub(crate) const DEFAULT_SAMPLE: usize = 8;

/// What is worth looking at for a reason of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Group {
    /// Spam was cut from an article.
    Spam,
    /// What would be the body is spam.
    Doorway,
    /// No body was found.
    Empty,
    /// The place of the body is unsure.
    Unsure,
    /// Boilerplate was cut.
    Boilerplate,
    /// Nothing was cut.
    Whole,
}

/// Confidence below which the place of the body is called unsure.
const UNSURE: f32 = 0.4;

impl Group {
    /// The first group that fits.
    pub(crate) fn of(report: &Report<'_>) -> Self {
        match report.verdict() {
            Verdict::Doorway => Self::Doorway,
            Verdict::Empty => Self::Empty,
            _ if report.segments().iter().any(|segment| segment.label() == Label::Spam) => Self::Spam,
            _ if report.confidence() < UNSURE => Self::Unsure,
            _ if report.cut().next().is_some() => Self::Boilerplate,
            _ => Self::Whole,
        }
    }

    /// What it is, for people.
    pub(crate) const fn describe(self) -> &'static str {
        match self {
            Self::Spam => "spam in an article",
            Self::Doorway => "doorways",
            Self::Empty => "no body found",
            Self::Unsure => "place of the body unsure",
            Self::Boilerplate => "boilerplate cut",
            Self::Whole => "nothing cut",
        }
    }
}

/// Documents by group and hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sample {
    /// Most documents of each group.
    limit: usize,
    groups: BTreeMap<Group, BTreeMap<Hash, Page>>,
}

/// The hash of a document, in JSON as hexadecimal digits: many readers have no integers of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
struct Hash(u64);

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        format!("{:016x}", hash.0)
    }
}

impl TryFrom<String> for Hash {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u64::from_str_radix(&text, 16).map(Self)
    }
}

impl Default for Sample {
    fn default() -> Self {
        Self::new(DEFAULT_SAMPLE)
    }
}

impl Sample {
    pub(crate) const fn new(limit: usize) -> Self {
        Self { limit, groups: BTreeMap::new() }
    }

    /// Adds a document if it is among those of the smallest hashes of its group. Of equal documents the one whose name
    /// comes first stays.
    pub(crate) fn add(&mut self, hash: u64, name: impl FnOnce() -> String, report: &Report<'_>) {
        let (hash, limit) = (Hash(hash), self.limit);
        let group = self.groups.entry(Group::of(report)).or_default();
        let fits = group.len() < limit || group.last_key_value().is_some_and(|(last, _)| hash <= *last);
        if limit > 0 && fits {
            insert(group, hash, Page::new(name(), report, Limits::SAMPLE));
            shrink(group, limit);
        }
    }

    /// The documents, group by group.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (Group, impl Iterator<Item = &Page>)> {
        self.groups.iter().map(|(group, pages)| (*group, pages.values()))
    }
}

impl Absorb for Sample {
    fn absorb(&mut self, other: Self) {
        self.limit = self.limit.min(other.limit);
        for (group, pages) in other.groups {
            let own = self.groups.entry(group).or_default();
            pages.into_iter().for_each(|(hash, page)| insert(own, hash, page));
        }
        for group in self.groups.values_mut() {
            shrink(group, self.limit);
        }
        self.groups.retain(|_, pages| !pages.is_empty());
    }
}

fn insert(group: &mut BTreeMap<Hash, Page>, hash: Hash, page: Page) {
    match group.get(&hash) {
        Some(known) if known.name <= page.name => {}
        _ => {
            group.insert(hash, page);
        }
    }
}

fn shrink(group: &mut BTreeMap<Hash, Page>, limit: usize) {
    while group.len() > limit {
        group.pop_last();
    }
}
