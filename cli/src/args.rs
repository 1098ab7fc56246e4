//! The command line: commands, flags and their help.

mod run;
mod stats;

use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use gangue::{Kind, Label};

use crate::input::Fields;

pub(crate) use run::{Annotations, DropArgs, Progress, RunArgs};
pub(crate) use stats::{ReportArgs, StatsArgs, SuggestArgs};

const EXAMPLES: &str = "\
Examples:
  gangue explain page.txt                    what each part of a page is, and why
  gangue clean page.txt > article.txt        the article alone
  gangue clean crawl.jsonl -o clean.jsonl    the same records, with cleaned text
  gangue annotate crawl.jsonl > labels.jsonl labels and byte offsets, one line per record
  zcat crawl.jsonl.gz | gangue annotate --clean --preset conservative
  gangue clean shards/ -o clean/             each file of a directory, to one of the same name

Exit status:
  0    all went well
  1    records were skipped, or `lexicon check` found faults
  2    wrong usage, or a file could not be read, written or used
  130  interrupted";

const ANNOTATE: &str = "\
Each record becomes one line, in the same order (broken in two here):
  {\"id\":7,\"segments\":[{\"start\":0,\"end\":51,\"label\":\"spam\",\"kind\":\"adult\",\"category\":
  \"adult\",\"score\":0.97}, ...],\"verdict\":\"article\",\"confidence\":0.9412}

  id          as it stands in the record, null if there is none; for a text file, its path
  start, end  bytes of the text in UTF-8; segments are sorted and disjoint, and hold all
              that is not white space
  label       body, title, byline, boilerplate or spam
  kind        kind of boilerplate or category of spam, else null
  category    the kind again where the label is spam, else null
  score       how strongly the evidence supports the label, 0 to 1
  verdict     article, doorway (the body itself is spam) or empty
  confidence  how sure the place of the body is, 0 to 1
  clean       with --clean: what is kept, without injected pinyin readings

With --output-format dolma, a line has the spans of each label in characters: \
{\"id\":7,\"attributes\":{\"gangue__spam\":[[0,51,0.97]], ...}}, and gangue__doorway and gangue__confidence over the whole text.

A record that is malformed, or has no text, is named on standard error and left out. In a text file, bytes that are \
not UTF-8 are replaced by U+FFFD with a warning, and the offsets refer to the repaired text.

Examples:
  gangue annotate crawl.jsonl -o labels.jsonl
  gangue annotate --id-field url --text-field content < crawl.jsonl
  gangue annotate pages/*.txt | jq -r 'select(.verdict == \"doorway\") | .id'";

const CLEAN: &str = "\
Writes what is kept of a text: title and body, unless --keep says otherwise. Records of JSON Lines, Parquet and archives are \
written as they stand except for their text, which is empty if nothing is kept. Pinyin readings that mirror sites put \
after characters are removed, unless they belong to the text, as in a language lesson.

Examples:
  gangue clean page.txt
  gangue clean --keep title,byline,body crawl.jsonl -o clean.jsonl
  gangue clean --format jsonl --text-field content < crawl.jsonl
  gangue clean crawl.warc.wet.gz -o clean.jsonl.zst --drop-doorways --min-body 200
  gangue clean shards/ -o clean/ --rejects rejects/ --with-removed removed/
  gangue clean --disable gambling --allow \"live casino\" page.txt";

const EXPLAIN: &str = "\
Shows for each segment its label, kind and score, its text with the wordlist terms highlighted, and the reasons: how much \
each signal weighs (for spam, what it adds to the log odds), and the terms with wordlist and line. Below text that is kept \
stands what would be spam at half the threshold; `--spam-threshold` with its score shows why. Control characters and \
invisible ones are escaped.

Examples:
  gangue explain page.txt
  gangue explain --html -o page.html page.txt
  gangue explain --full --color always page.txt | less -R
  sed -n 3p crawl.jsonl | gangue explain --format jsonl";

/// Separates injected SEO spam and boilerplate from the article in the plain text of web pages.
///
/// Reads text files, JSON Lines, Parquet, and WARC or WET, compressed or not; standard input if no file is given.
#[derive(Debug, Parser)]
#[command(name = "gangue", version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Label each part of each page, as JSON Lines
    #[command(after_help = ANNOTATE)]
    Annotate(AnnotateArgs),
    /// Write the article alone, in the format of the input
    #[command(after_help = CLEAN)]
    Clean(CleanArgs),
    /// Show what each part of a page is, and why
    #[command(after_help = EXPLAIN)]
    Explain(ExplainArgs),
    /// Show the statistics of runs as one HTML page
    #[command(after_help = stats::REPORT)]
    Report(ReportArgs),
    /// Work with wordlists
    Lexicon {
        #[command(subcommand)]
        command: LexiconCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Check wordlists, and name all faults by file and line
    ///
    /// `wordlists/README.md` in the repository of gangue defines their format. Nothing is said of a list without faults.
    Check {
        /// Wordlists to check
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Propose terms that a corpus has and the wordlists lack
    #[command(after_help = stats::SUGGEST)]
    Suggest(Box<SuggestArgs>),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Form of the annotations
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, help_heading = "Output")]
    pub(crate) output_format: Annotations,
    /// Add the cleaned text to each line, in the field `clean`
    #[arg(long)]
    pub(crate) clean: bool,
    /// Leave injected pinyin readings in the cleaned text
    #[arg(long, requires = "clean")]
    pub(crate) keep_glosses: bool,
    #[command(flatten)]
    pub(crate) setup: SetupArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) stats: StatsArgs,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Format of the output [default: by its extension, else that of the input]
    #[arg(long, value_name = "FORMAT", value_enum, help_heading = "Output")]
    pub(crate) output_format: Option<Format>,
    #[command(flatten)]
    pub(crate) setup: SetupArgs,
    #[command(flatten)]
    pub(crate) drop: DropArgs,
    /// Leave injected pinyin readings where they are
    #[arg(long)]
    pub(crate) keep_glosses: bool,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) stats: StatsArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: FileArgs,
    /// Write an HTML page to look at in a browser
    #[arg(long, conflicts_with_all = ["width", "color"])]
    pub(crate) html: bool,
    /// Show long segments, all reasons and all terms
    #[arg(long)]
    pub(crate) full: bool,
    /// Columns to wrap at [default: those of the terminal, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// When to use colour; auto honours `NO_COLOR`
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) setup: SetupArgs,
}

/// What to read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files to read, or directories of them; `-` is standard input. `.jsonl`, `.ndjson`, `.json`, `.parquet`,
    /// `.warc` and `.wet` hold records, other files one page each; all but Parquet may be compressed (`.gz`, `.zst`, `.bz2`, `.xz`)
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true, help_heading = None)]
    pub(crate) files: Vec<PathBuf>,
    /// Format of the input [default: by extension; of standard input, text for clean and explain, else jsonl]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Field of a record that holds its text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_field: String,
    /// Field of a record that holds its id
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(crate) id_field: String,
}

impl InputArgs {
    /// The names of fields.
    pub(crate) fn fields(&self) -> Fields {
        Fields { text: self.text_field.clone(), id: self.id_field.clone() }
    }
}

/// Where to write.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Write to this file instead of standard output; in a directory, each input gets its own output
    #[arg(short = 'o', long = "output", value_name = "FILE|DIR")]
    path: Option<PathBuf>,
}

/// Where to write what is one file.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct FileArgs {
    /// Write to this file instead of standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    path: Option<PathBuf>,
}

impl OutputArgs {
    /// The file or the directory; `None` for standard output.
    pub(crate) fn path(&self) -> Option<&Path> {
        unless_stdout(self.path.as_deref())
    }
}

impl FileArgs {
    /// The file; `None` for standard output.
    pub(crate) fn path(&self) -> Option<&Path> {
        unless_stdout(self.path.as_deref())
    }
}

/// The path, unless it is `-`, which is standard output, as it is standard input among the files to read.
fn unless_stdout(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| *path != Path::new("-"))
}

/// How to judge, and what to keep.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Judgement")]
pub(crate) struct SetupArgs {
    /// How much to cut
    #[arg(long, value_enum, default_value_t)]
    pub(crate) preset: Preset,
    /// Preference for cutting nothing at an edge of the page, in log odds: 0 has none, 8 almost never cuts [default: by preset]
    #[arg(long, value_name = "X", value_parser = edge_bonus, allow_negative_numbers = true)]
    pub(crate) edge_bonus: Option<f32>,
    /// Score from which on text is spam, 0 to 1 [default: by preset]
    #[arg(long, value_name = "X", value_parser = threshold, allow_negative_numbers = true)]
    pub(crate) spam_threshold: Option<f32>,
    /// Labels to keep, separated by commas [default: title,body]
    #[arg(long, value_name = "LABELS", value_delimiter = ',', value_parser = label())]
    pub(crate) keep: Option<Vec<Label>>,
    /// Wordlist to use in addition to the built-in ones (repeatable)
    #[arg(long = "wordlist", value_name = "FILE")]
    pub(crate) wordlists: Vec<PathBuf>,
    /// Disable the wordlists of this kind of boilerplate or category of spam (repeatable)
    #[arg(long, value_name = "KIND", value_parser = kind(), hide_possible_values = true, long_help = disable_help())]
    pub(crate) disable: Vec<Kind>,
    /// Allow this term or phrase, and do not count wordlist terms within it; `casin*` is all of a word (repeatable)
    #[arg(long, value_name = "TERM")]
    pub(crate) allow: Vec<String>,
}

/// What an input is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One page, as plain text
    Text,
    /// One JSON object per line
    Jsonl,
    /// A table; a row is a record
    Parquet,
    /// An archive (WARC, WET); its records of type `conversion` are pages
    Warc,
}

/// Extension and format; the first is the one to write.
const EXTENSIONS: [(&str, Format); 7] = [
    ("txt", Format::Text),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("json", Format::Jsonl),
    ("parquet", Format::Parquet),
    ("warc", Format::Warc),
    ("wet", Format::Warc),
];

impl Format {
    /// The format that the extension of a name stands for.
    pub(crate) fn of_name(name: &Path) -> Option<Self> {
        let extension = name.extension()?;
        EXTENSIONS.iter().find(|known| extension.eq_ignore_ascii_case(known.0)).map(|known| known.1)
    }

    /// The extension of its files.
    pub(crate) fn extension(self) -> &'static str {
        EXTENSIONS.iter().find(|known| known.1 == self).map_or("txt", |known| known.0)
    }
}

/// The presets of [`gangue::Config`].
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Preset {
    /// Cut only what is beyond doubt
    Conservative,
    /// For pages as they are scraped
    #[default]
    Balanced,
    /// Cut whatever is probably not the article
    Aggressive,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

fn label() -> impl TypedValueParser<Value = Label> {
    let names = PossibleValuesParser::new(Label::ALL.iter().map(|label| label.as_str()));
    names.try_map(|name| name.parse())
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    let names = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()));
    names.try_map(|name| name.parse())
}

/// The help of `--disable`, with the kinds, which are too many for the short one.
fn disable_help() -> String {
    let kinds = |label| {
        let kinds = Kind::ALL.iter().filter(move |kind| kind.label() == label);
        kinds.map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
    };
    let [boilerplate, spam, both] = [Some(Label::Boilerplate), Some(Label::Spam), None].map(kinds);
    format!(
        "Disable the wordlists of this kind of boilerplate or category of spam (repeatable)\n\n\
         Boilerplate: {boilerplate}\nSpam: {spam}\nBoth: {both}"
    )
}

fn edge_bonus(text: &str) -> Result<f32, String> {
    number(text).filter(|bonus| bonus.is_finite()).ok_or_else(|| "not a number".to_owned())
}

fn threshold(text: &str) -> Result<f32, String> {
    number(text)
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| "not a number from 0 to 1".to_owned())
}

fn number(text: &str) -> Option<f32> {
    text.parse().ok()
}

#[cfg(test)]
mod tests;
