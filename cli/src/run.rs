//! A run over many records: reads shards, has them classified, and writes what becomes of them.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread;
use std::time::Instant;

use gangue::Classifier;

use crate::args::{self, Format, InputArgs, RunArgs, SetupArgs, StatsArgs};
use crate::codec::Codec;
use crate::explain;
use crate::input::{Batches, Columns, Wanted};
use crate::log::Log;
use crate::output::{Chunk, Committer, Interrupt, Sink, Target, named, remove_stale};
use crate::pipeline::{self, Closed, Event, Feed, Limits};
use crate::plan::{self, Destination, Plan, Shard, Wish};
use crate::progress::{Progress, Shards};
use crate::sample::{Sample, Sampler};
use crate::setup;
use crate::stats;
use crate::work::{Done, Job, Note, Tally, Task, Worker};

/// Most bytes of input in flight: a base, and more for each thread.
const BYTES: usize = 16 << 20;
const BYTES_A_THREAD: usize = 2 << 20;
/// Faults of a shard that are named one by one; the others are only counted.
const TOLD: usize = 100;

/// What a command wants.
pub(crate) struct Command<'a> {
    pub(crate) input: &'a InputArgs,
    pub(crate) output: Option<&'a Path>,
    pub(crate) setup: &'a SetupArgs,
    pub(crate) run: &'a RunArgs,
    pub(crate) stats: &'a StatsArgs,
    /// The format of standard input.
    pub(crate) stdin: Format,
    /// The format to write, if the command knows it.
    pub(crate) format: Option<Format>,
    /// The columns of a table that go into JSON.
    pub(crate) columns: Columns,
}

/// What the reader says between batches.
enum Mark {
    Begin(usize),
    /// An input could not be read to its end.
    Failed(Arc<str>, io::Error),
    End,
}

/// Runs a command.
///
/// # Errors
/// Those that end the run: of the setup, and of writing.
pub(crate) fn run(command: &Command<'_>, task: Box<dyn Task>, log: &mut Log) -> io::Result<()> {
    let classifier = setup::classifier(command.setup)?;
    let wish = Wish {
        stdin: command.stdin,
        output: command.format,
        lists: &command.setup.wordlists,
        stats: command.stats.stats.as_deref(),
    };
    let Plan { shards, done } = plan::plan(command.input, command.run, command.output, wish, log)?;
    if shards.is_empty() && done > 0 && command.run.progress != args::Progress::Never {
        log.hint(ALL_DONE);
    }
    let shards: Arc<[Shard]> = shards.into();
    let wanted = Wanted {
        fields: command.input.fields(),
        columns: command.columns,
        read: Arc::new(AtomicU64::new(0)),
    };
    let sampler = Arc::new(Sampler::new(command.run.explain_sample));
    let wanted_stats = stats::Wanted::new(command.stats, &command.input.id_field);
    let interrupt = Interrupt::install();
    let stats = stats::Collector::open(command.stats, &wanted_stats, &interrupt)?;
    let worker = Worker {
        classifier: classifier.clone(),
        task,
        fields: wanted.fields.clone(),
        removed: command.run.with_removed.is_some(),
        rejects: command.run.rejects.is_some(),
        stats: wanted_stats,
        sampler: Arc::clone(&sampler),
    };
    let progress = Progress::new(command.run.progress, &shards, Arc::clone(&wanted.read));
    let counts = Shards { done_before: done, ..Shards::default() };
    let mut writer = Writer::new(Arc::clone(&shards), log, progress, sampler, counts, stats, interrupt)?;
    pipeline::run(
        limits(command.run),
        move |feed| read(&shards, &wanted, feed),
        move |job: Job| worker.run(&job),
        |event| writer.take(event),
    )?;
    writer.finish(&classifier)
}

fn limits(args: &RunArgs) -> Limits {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let workers = args.threads.map_or_else(cores, usize::from);
    Limits { workers, bytes: BYTES + workers * BYTES_A_THREAD }
}

/// Reads all shards.
fn read(shards: &[Shard], wanted: &Wanted, feed: &Feed<Job, Mark, Done>) -> Result<(), Closed> {
    for (index, shard) in shards.iter().enumerate() {
        feed.mark(Mark::Begin(index))?;
        for (source, format) in &shard.sources {
            let columns = match format {
                Format::Parquet => Columns::Pass,
                Format::Jsonl => wanted.columns,
                Format::Text | Format::Warc => Columns::Fields,
            };
            let wanted = Wanted { columns, ..wanted.clone() };
            let read = match source.open(&wanted) {
                Ok(mut batches) => read_one(&mut *batches, *format, shard.has_members(), feed)?,
                Err(error) => Err(error),
            };
            if let Err(error) = read {
                feed.mark(Mark::Failed(Arc::clone(&source.name), error))?;
            }
        }
        feed.mark(Mark::End)?;
    }
    Ok(())
}

fn read_one(
    batches: &mut dyn Batches,
    format: Format,
    members: bool,
    feed: &Feed<Job, Mark, Done>,
) -> Result<io::Result<()>, Closed> {
    loop {
        let start = Instant::now();
        match batches.next() {
            Ok(Some(batch)) => {
                let (size, reading) = (batch.size(), start.elapsed());
                feed.job(Job { batch, format, members, reading }, size)?;
            }
            Ok(None) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        }
    }
}

/// What to look at if no record of a shard can be used.
const HINT: &str =
    "no record can be used: is --text-field right? What is not JSON Lines needs --format, as --format text";
/// What to say if nothing is to be done.
const ALL_DONE: &str = "all outputs exist, and nothing was done; --overwrite does them again";

/// The outputs of a shard.
struct Open {
    destination: Destination,
    main: Sink,
    removed: Option<Sink>,
    rejects: Option<Sink>,
    /// It is read as JSON Lines, perhaps by default.
    lines: bool,
    failed: bool,
    pages: usize,
    faults: usize,
}

/// Writes what comes out, in order.
struct Writer<'l> {
    shards: Arc<[Shard]>,
    log: &'l mut Log,
    progress: Progress,
    sampler: Arc<Sampler>,
    samples: Vec<Sample>,
    interrupt: Interrupt,
    committer: Committer,
    /// Directories that were cleared of leftovers of earlier runs.
    cleared: HashSet<PathBuf>,
    open: Option<Open>,
    tally: Tally,
    counts: Shards,
    stats: stats::Collector,
}

impl<'l> Writer<'l> {
    fn new(
        shards: Arc<[Shard]>,
        log: &'l mut Log,
        progress: Progress,
        sampler: Arc<Sampler>,
        counts: Shards,
        stats: stats::Collector,
        interrupt: Interrupt,
    ) -> io::Result<Self> {
        Ok(Self {
            committer: Committer::new(shards.len())?,
            shards,
            log,
            progress,
            sampler,
            samples: Vec::new(),
            interrupt,
            cleared: HashSet::new(),
            open: None,
            tally: Tally::default(),
            counts,
            stats,
        })
    }

    fn take(&mut self, event: Event<Mark, Done>) -> io::Result<()> {
        match event {
            Event::Mark(Mark::Begin(index)) => self.begin(index),
            Event::Mark(Mark::Failed(name, error)) => {
                self.progress.pause(|| self.log.fail(&name, error));
                self.open.iter_mut().for_each(|open| open.failed = true);
                Ok(())
            }
            Event::Mark(Mark::End) => self.end(),
            Event::Done(done) => self.done(done),
        }
    }

    fn begin(&mut self, index: usize) -> io::Result<()> {
        let shards = Arc::clone(&self.shards);
        let Some(shard) = shards.get(index) else { return Ok(()) };
        // Where each record is compressed by itself, nothing is left to compress.
        let codec = if shard.has_members() { Codec::Plain } else { shard.main.codec };
        self.open = Some(Open {
            main: self.sink(&Destination { codec, ..shard.main.clone() }, shard.is_table())?,
            removed: shard.removed.as_ref().map(|file| self.sink(file, false)).transpose()?,
            rejects: shard.rejects.as_ref().map(|file| self.sink(file, false)).transpose()?,
            destination: shard.main.clone(),
            lines: shard.sources.iter().any(|(source, _)| source.format == Format::Jsonl),
            failed: false,
            pages: 0,
            faults: 0,
        });
        Ok(())
    }

    /// Opens a target, in an output directory with the directories above it.
    fn sink(&mut self, destination: &Destination, is_table: bool) -> io::Result<Sink> {
        if let Some(directory) = destination.target.path().and_then(Path::parent) {
            if destination.deep {
                fs::create_dir_all(directory).map_err(|error| named(directory.display(), &error))?;
            }
            let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
            if self.cleared.insert(directory.to_owned()) {
                remove_stale(directory);
            }
        }
        if is_table {
            Sink::table(&destination.target, &self.interrupt)
        } else {
            Sink::bytes(&destination.target, destination.codec, &self.interrupt)
        }
    }

    fn done(&mut self, done: Done) -> io::Result<()> {
        let start = Instant::now();
        self.tell(&done);
        let Some(open) = &mut self.open else { return Ok(()) };
        open.pages += done.tally.pages;
        open.faults += done.tally.skipped;
        let chunk = done.main.map_err(|error| named(&done.name, &error))?;
        open.main.write(&chunk)?;
        for (sink, bytes) in [(&mut open.removed, done.removed), (&mut open.rejects, done.rejects)] {
            if let Some(sink) = sink {
                sink.write(&Chunk::Bytes(bytes))?;
            }
        }
        self.sampler.merge(&mut self.samples, done.samples);
        self.stats.merge(done.stats);
        self.tally.add(&done.tally);
        self.tally.encoding += start.elapsed();
        self.progress.update(&self.tally);
        Ok(())
    }

    /// Names the records that cannot be used: the first ones of a shard; the others are counted.
    fn tell(&mut self, done: &Done) {
        let mut told = self.open.as_ref().map_or(0, |open| open.faults);
        for note in &done.notes {
            match note {
                Note::Warning(line, message) => {
                    self.progress.pause(|| self.log.warn(&done.name, *line, message));
                }
                Note::Skip(place, message) if told < TOLD => {
                    told += 1;
                    self.progress.pause(|| self.log.skip(&done.name, place, message));
                }
                Note::Skip(..) => self.log.count_skipped(),
            }
        }
    }

    /// A shard is complete. It gets its name only if all of it could be read, and some of it could be used.
    fn end(&mut self) -> io::Result<()> {
        let start = Instant::now();
        let Some(open) = self.open.take() else { return Ok(()) };
        let name = open.destination.target.name();
        self.progress.pause(|| {
            if open.faults > TOLD {
                self.log.more(&name, open.faults - TOLD);
            }
        });
        let is_file = open.destination.target != Target::Stdout;
        let useless = open.pages == 0 && open.faults > 0;
        if useless && open.lines {
            self.progress.pause(|| self.log.hint(HINT));
        }
        if is_file && (open.failed || useless) {
            let why = if open.failed { "an input could not be read" } else { "no record can be used" };
            self.progress.pause(|| self.log.fail(&name, format_args!("not written: {why}")));
            self.counts.failed += 1;
            return Ok(());
        }
        // The main output comes last: where it is, the shard is done.
        let sinks = [open.removed, open.rejects, Some(open.main)].into_iter().flatten();
        self.committer.commit(sinks.map(Sink::finish).collect::<io::Result<_>>()?)?;
        self.counts.written += 1;
        self.tally.encoding += start.elapsed();
        Ok(())
    }

    fn finish(self, classifier: &Classifier) -> io::Result<()> {
        self.committer.finish()?;
        self.progress.finish(&self.tally, self.counts);
        explain::samples(&self.samples, classifier)?;
        self.stats.finish()
    }
}
