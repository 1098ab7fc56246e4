//! Flags of the commands that process whole corpora.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// How to process many records, and what else to write.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Run")]
pub(crate) struct RunArgs {
    /// Number of threads that classify [default: one per core]; the output does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Redo inputs whose output in the directory exists; by default they are skipped
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Write records that cannot be used to this file, with place and reason; with `-o DIR`, a directory
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Write what was cut to this file, as JSON Lines; with `-o DIR`, a directory
    #[arg(long, value_name = "FILE")]
    pub(crate) with_removed: Option<PathBuf>,
    /// Explain N pages on standard error, drawn evenly from all, and the same ones in each run
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) explain_sample: usize,
    /// When to show progress, and a summary at the end, on standard error
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) progress: Progress,
}

/// When to show progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Progress {
    /// On a terminal
    #[default]
    Auto,
    /// Always write the summary
    Always,
    /// Never
    Never,
}

/// Which pages to drop as a whole.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Judgement")]
pub(crate) struct DropArgs {
    /// Drop pages whose body is spam
    #[arg(long)]
    pub(crate) drop_doorways: bool,
    /// Drop pages of which fewer than N characters are kept
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) min_body: usize,
}

/// How annotations are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Annotations {
    /// One line per record with its segments, in bytes
    #[default]
    Jsonl,
    /// Dolma attributes, in characters
    Dolma,
}
