//! Flags of statistics and of what is made of a corpus.

use std::path::PathBuf;

use clap::Args;

use super::{FileArgs, InputArgs, SetupArgs};
use crate::stats::DEFAULT_SAMPLE;

pub(super) const REPORT: &str = "\
The page has plots, the most frequent reasons, terms and hosts, and a sample of documents with their segments in colour and \
the reasons for each. It is one file that loads nothing. Statistics of several runs are added up.

Examples:
  gangue clean crawl.jsonl -o clean.jsonl --stats stats.json
  gangue report stats.json -o report.html
  gangue report shards/*.stats.json -o report.html";

pub(super) const SUGGEST: &str = "\
Proposes terms that are frequent in blocks judged spam and rare in honest text, and lines outside the article that recur \
on pages of different hosts. Terms that a wordlist has, or that were rejected, are left out. The output has the form of a \
wordlist: term, class, and after # the number of pages and hosts it was seen on, the honest pages that hold it, and an \
example. Nothing is added to any list: delete what is wrong, and choose list and class.

Examples:
  gangue lexicon suggest crawl.jsonl > proposals.txt
  gangue lexicon suggest --min-pages 20 --rejected refused.txt crawl.jsonl";

/// What to count.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Statistics")]
pub(crate) struct StatsArgs {
    /// Write statistics of the run to this file, as JSON, and a summary to standard error
    #[arg(long, value_name = "FILE")]
    pub(crate) stats: Option<PathBuf>,
    /// Write a summary of the statistics to standard error
    #[arg(long)]
    pub(crate) summary: bool,
    /// Number of documents of each group to keep as a sample in the statistics; 0 keeps no text
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SAMPLE, requires = "stats")]
    pub(crate) stats_sample: usize,
    /// Field of a record that holds its address, to count hosts
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub(crate) url_field: String,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Files that `--stats` wrote
    #[arg(required = true, value_name = "STATS")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) output: FileArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Field of a record that holds its address
    #[arg(long, value_name = "NAME", default_value = "url", help_heading = "Input")]
    pub(crate) url_field: String,
    #[command(flatten)]
    pub(crate) output: FileArgs,
    /// Least number of pages that a term must be on
    #[arg(long, value_name = "N", default_value_t = 5, help_heading = "Proposals")]
    pub(crate) min_pages: u32,
    /// Least number of hosts that these pages must come from; where no host is known, each page counts
    #[arg(long, value_name = "N", default_value_t = 3, help_heading = "Proposals")]
    pub(crate) min_hosts: usize,
    /// Most terms to propose
    #[arg(long, value_name = "N", default_value_t = 100, help_heading = "Proposals")]
    pub(crate) top: usize,
    /// File of terms that were reviewed and refused, in the form of `wordlists/rejected.txt` (repeatable)
    #[arg(long, value_name = "FILE", help_heading = "Proposals")]
    pub(crate) rejected: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) setup: SetupArgs,
}
