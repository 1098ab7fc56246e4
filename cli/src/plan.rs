//! What a run has to do: which input goes to which output.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::args::{Format, InputArgs, RunArgs};
use crate::codec::Codec;
use crate::input::{self, Input, Source};
use crate::log::Log;
use crate::output::{Target, is_input, named};

/// What the commands decide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish<'a> {
    /// The format of standard input.
    pub(crate) stdin: Format,
    /// The format to write; else by extension of the output, else that of the input.
    pub(crate) output: Option<Format>,
    /// Wordlists, which are read as well.
    pub(crate) lists: &'a [PathBuf],
    /// Where the statistics go.
    pub(crate) stats: Option<&'a Path>,
}

/// A file to write.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub(crate) target: Target,
    pub(crate) codec: Codec,
    /// It lies in an output directory, which is created if it does not exist.
    pub(crate) deep: bool,
}

/// Inputs whose results make one output.
#[derive(Clone, Debug)]
pub(crate) struct Shard {
    /// Each with the format of its results.
    pub(crate) sources: Vec<(Source, Format)>,
    pub(crate) main: Destination,
    pub(crate) rejects: Option<Destination>,
    pub(crate) removed: Option<Destination>,
}

/// The shards of a run.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) shards: Vec<Shard>,
    /// How many were done before.
    pub(crate) done: usize,
}

impl Shard {
    pub(crate) fn is_table(&self) -> bool {
        self.sources.iter().any(|(_, format)| *format == Format::Parquet)
    }

    /// Whether each record is compressed by itself, as archives have it.
    pub(crate) fn has_members(&self) -> bool {
        self.main.codec == Codec::Gzip && self.sources.iter().any(|(_, format)| *format == Format::Warc)
    }

    fn destinations(&self) -> impl Iterator<Item = &Destination> {
        [Some(&self.main), self.rejects.as_ref(), self.removed.as_ref()].into_iter().flatten()
    }
}

/// Plans a run. Directories that cannot be read go to the log.
///
/// # Errors
/// If the output cannot have the format that is asked for, two outputs would go to one file, or one would replace an input.
pub(crate) fn plan(
    args: &InputArgs,
    run: &RunArgs,
    output: Option<&Path>,
    wish: Wish<'_>,
    log: &mut Log,
) -> io::Result<Plan> {
    let outputs = [output, run.rejects.as_deref(), run.with_removed.as_deref()];
    let inputs = input::expand(&args.files, outputs.into_iter().flatten(), log);
    let mut plan = Plan::default();
    match output {
        Some(directory) if is_directory(directory, &args.files) => {
            for input in &inputs {
                plan.shards.push(one_to_one(input, directory, args, run, wish)?);
            }
            check(&plan.shards, wish)?;
            if !run.overwrite {
                plan.shards.retain(|shard| !shard.main.target.path().is_some_and(Path::exists));
                plan.done = inputs.len() - plan.shards.len();
            }
        }
        _ => {
            plan.shards.push(all_to_one(&inputs, output, args, run, wish)?);
            check(&plan.shards, wish)?;
        }
    }
    Ok(plan)
}

/// Whether the output is a directory: it exists as one, or ends with a slash, or has no extension and an input is one.
fn is_directory(output: &Path, arguments: &[PathBuf]) -> bool {
    let ends_so = output.as_os_str().as_encoded_bytes().ends_with(b"/");
    let of_directory = || {
        output.extension().is_none() && arguments.iter().any(|path| path.is_dir() && !input::is_stdin(path))
    };
    output.is_dir() || ends_so || (!output.exists() && of_directory())
}

fn one_to_one(
    input: &Input,
    directory: &Path,
    args: &InputArgs,
    run: &RunArgs,
    wish: Wish<'_>,
) -> io::Result<Shard> {
    if input::is_stdin(&input.path) {
        return Err(io::Error::other("<stdin>: has no name to be written to a directory"));
    }
    let source = Source::new(&input.path, args.format, wish.stdin);
    let format = checked(&source, wish.output.unwrap_or(source.format))?;
    // An input whose format stays keeps its name, also if `--format` told it: attributes go by the names of their documents.
    let name =
        if source.format == format { input.relative.clone() } else { renamed(&input.relative, format) };
    let lines = renamed(&input.relative, Format::Jsonl);
    let beside = |base: &PathBuf| destination(base.join(&lines), true);
    Ok(Shard {
        main: destination(directory.join(name), true),
        sources: vec![(source, format)],
        rejects: run.rejects.as_ref().map(beside),
        removed: run.with_removed.as_ref().map(beside),
    })
}

fn all_to_one(
    inputs: &[Input],
    output: Option<&Path>,
    args: &InputArgs,
    run: &RunArgs,
    wish: Wish<'_>,
) -> io::Result<Shard> {
    let by_name = output.and_then(|path| Format::of_name(Codec::of_name(path).1));
    let wanted = wish.output.or(by_name);
    let mut sources = Vec::new();
    for input in inputs {
        let source = Source::new(&input.path, args.format, wish.stdin);
        let format = checked(&source, wanted.unwrap_or(source.format))?;
        sources.push((source, format));
    }
    one_format(&sources)?;
    let main = match output {
        Some(path) => destination(path.to_owned(), false),
        None => Destination { target: Target::Stdout, codec: Codec::Plain, deep: false },
    };
    let beside = |path: &PathBuf| destination(path.clone(), false);
    Ok(Shard {
        sources,
        main,
        rejects: run.rejects.as_ref().map(beside),
        removed: run.with_removed.as_ref().map(beside),
    })
}

/// Texts and JSON Lines go into one output, tables and archives only with their like.
fn one_format(sources: &[(Source, Format)]) -> io::Result<()> {
    let Some((first, format)) = sources.first() else { return Ok(()) };
    let is_mixable = |format: Format| matches!(format, Format::Text | Format::Jsonl);
    let differs =
        |other: &&(Source, Format)| other.1 != *format && !(is_mixable(other.1) && is_mixable(*format));
    let Some((other, _)) = sources.iter().find(differs) else { return Ok(()) };
    Err(io::Error::other(format!(
        "{} and {} do not go into one output: see --output-format, or write to a directory",
        first.name, other.name
    )))
}

/// The format, if the source can be written so.
fn checked(source: &Source, format: Format) -> io::Result<Format> {
    let name = match format {
        Format::Parquet if source.format != format => "Parquet",
        Format::Warc if source.format != format => "WARC",
        _ => return Ok(format),
    };
    Err(io::Error::other(format!("{}: {name} is written from {name} only", source.name)))
}

/// A file, compressed as its name says. Tables are not.
fn destination(path: PathBuf, deep: bool) -> Destination {
    let codec = Codec::of_name(&path).0;
    Destination { target: Target::File(path), codec, deep }
}

/// The name with the extension of the format, unless it has one of that format.
fn renamed(name: &Path, format: Format) -> PathBuf {
    let (codec, file) = Codec::of_name(name);
    let known = Format::of_name(file);
    if known == Some(format) || (known.is_none() && format == Format::Text) {
        return name.to_owned();
    }
    let stem = if known.is_some() { file.file_stem() } else { file.file_name() };
    let mut renamed = stem.unwrap_or_default().to_owned();
    let codec = codec.extension().filter(|_| format != Format::Parquet);
    for extension in [Some(format.extension()), codec].into_iter().flatten() {
        renamed.push(".");
        renamed.push(extension);
    }
    name.with_file_name(renamed)
}

/// No two outputs are one file, and none is an input or a wordlist.
fn check(shards: &[Shard], wish: Wish<'_>) -> io::Result<()> {
    let sources = shards.iter().flat_map(|shard| &shard.sources);
    let sources = sources.map(|(source, _)| &source.path).filter(|path| !input::is_stdin(path));
    let inputs: HashSet<PathBuf> = sources.chain(wish.lists).map(|path| place(path)).collect();
    let mut outputs = HashSet::new();
    let destinations = shards.iter().flat_map(Shard::destinations);
    for path in destinations.filter_map(|destination| destination.target.path()).chain(wish.stats) {
        let place = place(path);
        if inputs.contains(&place) {
            return Err(named(path.display(), &is_input()));
        }
        if !outputs.insert(place) {
            let what = "two inputs, or two kinds of output, would be written to this file";
            return Err(io::Error::other(format!("{}: {what}", path.display())));
        }
    }
    Ok(())
}

/// The place of a file that may not exist yet; whatever names it has, it is one.
fn place(path: &Path) -> PathBuf {
    let in_directory = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        Some(fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()?.join(path.file_name()?))
    };
    let known = fs::canonicalize(path).ok().or_else(in_directory);
    known.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_place() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("there"), "").unwrap();
        fs::create_dir(dir.path().join("deep")).unwrap();
        for name in ["there", "not-yet", "deep/not-yet", "no/such/directory"] {
            let path = dir.path().join(name);
            assert_eq!(place(&path), place(&path.join(".")), "{name}");
            assert_ne!(place(&path), place(&dir.path().join("other")), "{name}");
        }
        assert_eq!(place(&dir.path().join("deep/../there")), place(&dir.path().join("there")));
        assert_eq!(place(Path::new("not-yet")), place(Path::new("./not-yet")));
    }

    #[test]
    fn an_output_is_a_directory_by_its_name_and_its_inputs() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("pages")).unwrap();
        fs::create_dir(at("dir.jsonl")).unwrap();
        fs::write(at("file"), "").unwrap();
        for (output, input, expected) in [
            ("dir.jsonl", "file", true),
            ("new/", "file", true),
            ("new.d/", "file", true),
            ("new", "file", false),
            ("new", "pages", true),
            ("new.jsonl", "pages", false),
            ("file", "pages", false),
        ] {
            assert_eq!(is_directory(&at(output), &[at(input)]), expected, "{output} {input}");
        }
        assert!(is_directory(&at("new"), &[at("file"), at("pages")]));
    }

    #[test]
    fn names_follow_the_format() {
        let cases = [
            ("a/x.jsonl.gz", Format::Jsonl, "a/x.jsonl.gz"),
            ("a/x.ndjson", Format::Jsonl, "a/x.ndjson"),
            ("a/x.json.gz", Format::Jsonl, "a/x.json.gz"),
            ("a/x.parquet", Format::Jsonl, "a/x.jsonl"),
            ("x.txt.zst", Format::Jsonl, "x.jsonl.zst"),
            ("x.warc.wet.gz", Format::Jsonl, "x.warc.jsonl.gz"),
            ("x.warc.wet.gz", Format::Warc, "x.warc.wet.gz"),
            ("page.html", Format::Text, "page.html"),
            ("page.html", Format::Jsonl, "page.html.jsonl"),
            ("page", Format::Jsonl, "page.jsonl"),
            ("x.jsonl", Format::Text, "x.txt"),
        ];
        for (name, format, expected) in cases {
            assert_eq!(renamed(Path::new(name), format), Path::new(expected), "{name}");
        }
    }
}
