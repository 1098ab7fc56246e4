//! From the flags of a run to its statistics: what workers collect, and where the sum goes at the end.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use gangue::{Classifier, Report};

use super::hosts::host_of;
use super::{Meta, Stats, write, write_summary};
use crate::args::StatsArgs;
use crate::codec::Codec;
use crate::document::{Document, Id, Origin};
use crate::output::{Chunk, Interrupt, Sink, Target};
use crate::work::Fate;

/// What a worker collects.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    stats: bool,
    reasons: bool,
    sample: usize,
    id_field: String,
    url_field: String,
}

impl Wanted {
    pub(crate) fn new(args: &StatsArgs, id_field: &str) -> Self {
        Self {
            stats: args.stats.is_some() || args.summary,
            reasons: args.stats.is_some(),
            sample: args.stats_sample,
            id_field: id_field.to_owned(),
            url_field: args.url_field.clone(),
        }
    }

    /// An empty collection, if one was asked for.
    pub(crate) fn begin(&self) -> Option<Stats> {
        self.stats.then(|| Stats::new(self.sample))
    }

    /// Classifies a text, with reasons where they are needed.
    pub(crate) fn classify<'t>(&self, classifier: &Classifier, text: &'t str) -> Report<'t> {
        if self.reasons { classifier.explain(text) } else { classifier.classify(text) }
    }

    /// Adds a document, and what became of it.
    pub(crate) fn add(&self, stats: &mut Stats, document: &Document<'_>, report: &Report<'_>, fate: Fate) {
        let (id, host) = (id(document, &self.id_field), host(document, &self.id_field, &self.url_field));
        stats.add(report, Meta { place: &document.title(), id: &id, host: host.as_deref() });
        if let Fate::Dropped(why) = fate {
            stats.drop(why, report);
        }
    }
}

/// The sum of what is collected, and the file it goes to.
pub(crate) struct Collector {
    stats: Option<Stats>,
    file: Option<Sink>,
}

impl Collector {
    /// Opens the file, so that a wrong path is known before the run and not after it.
    pub(crate) fn open(args: &StatsArgs, wanted: &Wanted, interrupt: &Interrupt) -> io::Result<Self> {
        let open = |path: &Path| Sink::bytes(&Target::File(path.to_owned()), Codec::Plain, interrupt);
        Ok(Self { stats: wanted.begin(), file: args.stats.as_deref().map(open).transpose()? })
    }

    /// Adds what a worker collected.
    pub(crate) fn merge(&mut self, part: Option<Stats>) {
        if let (Some(stats), Some(part)) = (&mut self.stats, part) {
            stats.merge(part);
        }
    }

    /// Writes what was collected.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Some(stats) = self.stats else { return Ok(()) };
        if let Some(mut file) = self.file {
            let mut json = Vec::new();
            write(&mut json, &stats)?;
            file.write(&Chunk::Bytes(json))?;
            file.finish()?.commit()?;
        }
        // A closed standard error leaves nobody to tell.
        let _ = write_summary(&mut io::stderr().lock(), &stats);
        Ok(())
    }
}

/// What names a document other than its place; empty if there is nothing.
fn id<'d>(document: &'d Document<'_>, field: &str) -> Cow<'d, str> {
    match (&document.origin, document.id(field)) {
        (Origin::Whole, _) | (_, Id::Field(None)) => Cow::default(),
        (Origin::Record(_, record), Id::Field(Some(value))) => {
            record.text(field).unwrap_or_else(|_| value.get().to_owned().into())
        }
        (_, Id::Name(name)) => name.to_owned().into(),
        (_, Id::Field(Some(value))) => value.get().to_owned().into(),
    }
}

/// The host that a document comes from: of its address, or of an id that is one.
pub(crate) fn host(document: &Document<'_>, id_field: &str, url_field: &str) -> Option<String> {
    let of_address = match &document.origin {
        Origin::Whole => None,
        Origin::Record(_, record) => record.text(url_field).ok().and_then(|url| host_of(&url)),
        Origin::Warc(_, headers) => headers.get("WARC-Target-URI").and_then(host_of),
    };
    of_address.or_else(|| host_of(&id(document, id_field)))
}
