//! A bar while a run goes on, and a summary at its end: on standard error, if it is a terminal.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::args;
use crate::figures::{approximate, bytes, counted, percent};
use crate::plan::Shard;
use crate::work::Tally;

/// What is wide comes last: a narrow terminal cuts it short instead of breaking the line.
const BAR: &str = "{elapsed_precise} [{bar:20}] {percent:>3} %, {eta} left  {wide_msg}";
const SPINNER: &str = "{elapsed_precise} {decimal_bytes}  {wide_msg}";

/// Shows how far a run is.
pub(crate) struct Progress {
    bar: ProgressBar,
    summary: bool,
    read: Arc<AtomicU64>,
    start: Instant,
}

/// How many shards there were.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shards {
    pub(crate) written: usize,
    pub(crate) done_before: usize,
    pub(crate) failed: usize,
}

impl Progress {
    /// `read` counts the bytes of the inputs, as they are on the disk.
    pub(crate) fn new(when: args::Progress, shards: &[Shard], read: Arc<AtomicU64>) -> Self {
        let terminal = io::stderr().is_terminal();
        let summary = is_shown(when, terminal);
        let bar = if summary && terminal { bar(total(shards)) } else { ProgressBar::hidden() };
        Self { bar, summary, read, start: Instant::now() }
    }

    /// Shows what has been written.
    pub(crate) fn update(&self, tally: &Tally) {
        if !self.bar.is_hidden() {
            let seconds = self.start.elapsed().as_secs_f64();
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            self.bar.set_message(format!("{} of text", rates(tally, seconds)));
        }
    }

    /// Runs `tell`, which writes to standard error, while the bar is away.
    pub(crate) fn pause<T>(&self, tell: impl FnOnce() -> T) -> T {
        self.bar.suspend(tell)
    }

    /// The run is over.
    pub(crate) fn finish(&self, tally: &Tally, shards: Shards) {
        self.bar.finish_and_clear();
        if self.summary {
            let _ = io::stderr().lock().write_all(summary(tally, shards, self.start.elapsed()).as_bytes());
        }
    }
}

/// Whether to show anything.
const fn is_shown(when: args::Progress, terminal: bool) -> bool {
    match when {
        args::Progress::Auto => terminal,
        args::Progress::Always => true,
        args::Progress::Never => false,
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), BAR),
        None => (ProgressBar::no_length(), SPINNER),
    };
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// Bytes to read, where all are known.
fn total(shards: &[Shard]) -> Option<u64> {
    let sources = shards.iter().flat_map(|shard| &shard.sources);
    sources.map(|(source, _)| Some(fs::metadata(&source.path).ok()?.len())).sum()
}

fn rates(tally: &Tally, seconds: f64) -> String {
    let rate = |count: usize| approximate(count as u64) / seconds.max(0.001);
    format!("{:.0} pages/s, {:.1} MB/s", rate(tally.pages), rate(tally.bytes) / 1e6)
}

fn summary(tally: &Tally, shards: Shards, elapsed: Duration) -> String {
    let kept = percent(tally.kept as u64, tally.bytes as u64);
    let seconds = elapsed.as_secs_f64();
    let mut lines = vec![
        format!("{}, {} of text, {kept} kept", counted(tally.pages, "page"), bytes(tally.bytes as u64)),
        format!("{} dropped, {} skipped", counted(tally.dropped, "page"), counted(tally.skipped, "record")),
    ];
    if shards.written + shards.done_before + shards.failed > 1 {
        let Shards { written, done_before, failed } = shards;
        let written = counted(written, "shard");
        lines.push(format!("{written} written, {done_before} done before, {failed} not written"));
    }
    lines.push(format!("{seconds:.1} s, {}", rates(tally, seconds)));
    lines.push(times(tally));
    lines.into_iter().map(|line| format!("gangue: {line}\n")).collect()
}

/// The shares of the time that was worked, over all threads.
fn times(tally: &Tally) -> String {
    let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let parts =
        [("decoding", tally.decoding), ("classifying", tally.classifying), ("encoding", tally.encoding)];
    let all: u64 = parts.iter().map(|part| nanos(part.1)).sum();
    let parts = parts.map(|(name, time)| format!("{name} {}", percent(nanos(time), all)));
    format!("work: {}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_shown_where_it_is_wanted() {
        let shown = |when| [false, true].map(|terminal| is_shown(when, terminal));
        assert_eq!(shown(args::Progress::Auto), [false, true]);
        assert_eq!(shown(args::Progress::Always), [true, true]);
        assert_eq!(shown(args::Progress::Never), [false, false]);
    }
}
