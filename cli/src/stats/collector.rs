//! From the flags of a run to its statistics: what is collected, and where it goes at the end.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use gangue::{Classifier, Report};

use super::hosts::host_of;
use super::{Meta, Stats, write, write_summary};
use crate::args::StatsArgs;
use crate::document::{Document, Origin};
use crate::output::Output;
use crate::record::Record;

/// Collects statistics if they were asked for.
pub(crate) struct Collector<'a> {
    args: &'a StatsArgs,
    id_field: &'a str,
    stats: Option<Stats>,
    file: Option<Output>,
}

impl<'a> Collector<'a> {
    /// Opens the file of the statistics, so that a wrong path is known before the run and not behind it.
    pub(crate) fn open(
        args: &'a StatsArgs,
        id_field: &'a str,
        inputs: &[impl AsRef<Path>],
    ) -> io::Result<Self> {
        let file = args.stats.as_deref().map(|path| Output::open(Some(path), inputs)).transpose()?;
        let wanted = file.is_some() || args.summary;
        Ok(Self { args, id_field, stats: wanted.then(|| Stats::new(args.stats_sample)), file })
    }

    /// Classifies a text, with reasons where they are needed.
    pub(crate) fn classify<'t>(&self, classifier: &Classifier, text: &'t str) -> Report<'t> {
        if self.file.is_some() { classifier.explain(text) } else { classifier.classify(text) }
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, document: &Document<'_>, report: &Report<'_>) {
        let Some(stats) = &mut self.stats else { return };
        let (id, place) = match &document.origin {
            Origin::Whole => (Cow::default(), Cow::Borrowed(document.name)),
            Origin::Record(line, record) => {
                (string(record, self.id_field), Cow::Owned(format!("{}:{line}", document.name)))
            }
        };
        let host = host(document, self.id_field, &self.args.url_field);
        stats.add(report, Meta { place: &place, id: &id, host: host.as_deref() });
    }

    /// Writes what was collected.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Some(stats) = self.stats else { return Ok(()) };
        if let Some(mut file) = self.file {
            write(&mut file, &stats)?;
            file.flush()?;
        }
        // A closed standard error leaves nobody to tell.
        let _ = write_summary(&mut io::stderr().lock(), &stats);
        Ok(())
    }
}

/// The host that a document comes from: of its address, or of an id that is one.
pub(crate) fn host(document: &Document<'_>, id_field: &str, url_field: &str) -> Option<String> {
    let Origin::Record(_, record) = &document.origin else { return None };
    host_of(&string(record, url_field)).or_else(|| host_of(&string(record, id_field)))
}

/// A field as text: a string without its quotes, anything else as its JSON, nothing where there is none.
fn string<'l>(record: &Record<'l>, field: &str) -> Cow<'l, str> {
    match (record.text(field), record.get(field)) {
        (Ok(text), _) => text,
        (Err(_), Some(value)) if value.get() != "null" => Cow::Borrowed(value.get()),
        _ => Cow::default(),
    }
}
