//! What a worker does with a batch: classifies its pages, and writes what becomes of them into memory.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use gangue::{Classifier, Report};

use crate::args::Format;
use crate::codec;
use crate::document::{self, Document, Entry, Place};
use crate::hash::hash;
use crate::input::{Batch, Body, Fields};
use crate::output::{self, Chunk};
use crate::rejects;
use crate::removed;
use crate::sample::{Sample, Sampler};
use crate::stats::{self, Stats};

/// What a command does with a page.
pub(crate) trait Task: Send + Sync + 'static {
    /// Puts what becomes of the page into `page`.
    fn page(&self, document: &Document<'_>, report: &Report<'_>, page: &mut Page<'_>) -> io::Result<Fate>;

    /// Whether records of an archive that are not pages pass through.
    fn passes(&self) -> bool;
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was written; the number of bytes of text that were kept.
    Written(usize),
    /// It was left out, and why.
    Dropped(&'static str),
}

/// Where a page is written.
pub(crate) struct Page<'o> {
    pub(crate) format: Format,
    pub(crate) out: &'o mut Vec<u8>,
    /// The text for a row of a table.
    pub(crate) text: Option<String>,
}

/// A batch, and the format of what becomes of it.
pub(crate) struct Job {
    pub(crate) batch: Batch,
    pub(crate) format: Format,
    /// Each record is compressed by itself.
    pub(crate) members: bool,
    /// How long it took to read.
    pub(crate) reading: Duration,
}

/// What became of a batch.
pub(crate) struct Done {
    /// The input.
    pub(crate) name: Arc<str>,
    pub(crate) main: io::Result<Chunk>,
    pub(crate) removed: Vec<u8>,
    pub(crate) rejects: Vec<u8>,
    pub(crate) notes: Vec<Note>,
    pub(crate) samples: Vec<Sample>,
    pub(crate) tally: Tally,
    pub(crate) stats: Option<Stats>,
}

/// Something to tell the user.
#[derive(Debug)]
pub(crate) enum Note {
    Skip(Place, String),
    Warning(usize, &'static str),
}

/// Counts of pages and bytes of text, and where the time went.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) pages: usize,
    pub(crate) dropped: usize,
    pub(crate) skipped: usize,
    pub(crate) bytes: usize,
    pub(crate) kept: usize,
    pub(crate) decoding: Duration,
    pub(crate) classifying: Duration,
    pub(crate) encoding: Duration,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.dropped += other.dropped;
        self.skipped += other.skipped;
        self.bytes += other.bytes;
        self.kept += other.kept;
        self.decoding += other.decoding;
        self.classifying += other.classifying;
        self.encoding += other.encoding;
    }
}

/// What all workers share.
pub(crate) struct Worker {
    pub(crate) classifier: Classifier,
    pub(crate) task: Box<dyn Task>,
    pub(crate) fields: Fields,
    pub(crate) removed: bool,
    pub(crate) rejects: bool,
    pub(crate) stats: stats::Wanted,
    pub(crate) sampler: Arc<Sampler>,
}

impl Worker {
    /// Processes a batch.
    pub(crate) fn run(&self, job: &Job) -> Done {
        let mut bench = Bench::new(self, job);
        document::entries(&job.batch, &self.fields, &mut |entry| bench.entry(entry));
        bench.finish(job)
    }
}

/// A batch that is being processed.
struct Bench<'w> {
    worker: &'w Worker,
    format: Format,
    members: bool,
    out: Vec<u8>,
    texts: Vec<Option<String>>,
    failed: Option<io::Error>,
    done: Done,
    clock: Instant,
}

impl<'w> Bench<'w> {
    fn new(worker: &'w Worker, job: &Job) -> Self {
        let done = Done {
            name: Arc::clone(&job.batch.name),
            main: Ok(Chunk::Bytes(Vec::new())),
            removed: Vec::new(),
            rejects: Vec::new(),
            notes: Vec::new(),
            samples: Vec::new(),
            tally: Tally { decoding: job.reading, ..Tally::default() },
            stats: worker.stats.begin(),
        };
        let (out, texts) = (Vec::new(), Vec::new());
        let (format, members) = (job.format, job.members);
        Self { worker, format, members, out, texts, failed: None, done, clock: Instant::now() }
    }

    /// The time since the last lap.
    fn lap(&mut self) -> Duration {
        let now = Instant::now();
        now.duration_since(std::mem::replace(&mut self.clock, now))
    }

    fn entry(&mut self, entry: Entry<'_>) {
        let time = self.lap();
        self.done.tally.decoding += time;
        let result = match entry {
            Entry::Document(document) => self.page(&document),
            Entry::Other(head, block) => self.other(head, block),
            Entry::Fault(place, message, raw) => self.fault(place, message, raw),
            Entry::Warning(line, message) => {
                self.done.notes.push(Note::Warning(line, message));
                Ok(())
            }
        };
        if let Err(error) = result {
            self.failed.get_or_insert(error);
        }
        let time = self.lap();
        self.done.tally.encoding += time;
    }

    fn page(&mut self, document: &Document<'_>) -> io::Result<()> {
        let report = self.worker.stats.classify(&self.worker.classifier, &document.text);
        let time = self.lap();
        self.done.tally.classifying += time;
        let start = self.out.len();
        let mut page = Page { format: self.format, out: &mut self.out, text: None };
        let fate = self.worker.task.page(document, &report, &mut page)?;
        let text = page.text;
        if self.format == Format::Parquet {
            self.texts.push(text);
        }
        self.close_member(start)?;
        if let Some(collected) = &mut self.done.stats {
            self.worker.stats.add(collected, document, &report, fate);
        }
        self.count(document, fate);
        if self.worker.removed {
            removed::write(&mut self.done.removed, document, &report, fate, &self.worker.fields.id)?;
        }
        self.sample(document);
        Ok(())
    }

    /// What was written from `start` on becomes a member of its own.
    fn close_member(&mut self, start: usize) -> io::Result<()> {
        if self.members && self.out.len() > start {
            let member = codec::gzip_member(self.out.get(start..).unwrap_or_default())?;
            self.out.truncate(start);
            self.out.extend_from_slice(&member);
        }
        Ok(())
    }

    fn count(&mut self, document: &Document<'_>, fate: Fate) {
        let tally = &mut self.done.tally;
        tally.pages += 1;
        tally.bytes += document.text.len();
        match fate {
            Fate::Written(kept) => tally.kept += kept,
            Fate::Dropped(_) => tally.dropped += 1,
        }
    }

    fn sample(&mut self, document: &Document<'_>) {
        if self.worker.sampler.is_on() {
            let title = document.title();
            let hash = hash(&[&title]);
            if self.worker.sampler.may_take(hash) {
                let text = document.text.clone().into_owned();
                self.done.samples.push(Sample { hash, title, text });
            }
        }
    }

    fn other(&mut self, head: &[u8], block: &[u8]) -> io::Result<()> {
        if self.format != Format::Warc || !self.worker.task.passes() {
            return Ok(());
        }
        let start = self.out.len();
        for part in [head, block, b"\r\n\r\n"] {
            self.out.write_all(part)?;
        }
        self.close_member(start)
    }

    fn fault(&mut self, place: Place, message: String, raw: &[u8]) -> io::Result<()> {
        self.done.tally.skipped += 1;
        if self.format == Format::Parquet {
            self.texts.push(None);
        }
        if self.worker.rejects {
            rejects::write(&mut self.done.rejects, &self.done.name, place, &message, raw)?;
        }
        self.done.notes.push(Note::Skip(place, message));
        Ok(())
    }

    fn finish(mut self, job: &Job) -> Done {
        self.done.main = match (self.failed.take(), &job.batch.body) {
            (Some(error), _) => Err(error),
            (None, Body::Rows(rows)) if self.format == Format::Parquet => {
                output::with_texts(&rows.batch, &self.worker.fields.text, &self.texts)
                    .map(|batch| Chunk::Rows(Arc::clone(&rows.shape), batch))
                    .map_err(io::Error::other)
            }
            _ => Ok(Chunk::Bytes(std::mem::take(&mut self.out))),
        };
        let time = self.lap();
        self.done.tally.encoding += time;
        self.done
    }
}
