//! `gangue lexicon suggest`: terms that a corpus has and the wordlists have not, for a person to review.

mod corpus;
mod counts;
mod select;
mod tokens;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use gangue::{Classifier, Kind, Lexicon};

use self::corpus::Corpus;
use self::select::{Proposal, Wanted};
use crate::args::{Format, SuggestArgs};
use crate::document;
use crate::figures::{counted, grouped};
use crate::log::Log;
use crate::output::Output;
use crate::render::escape::escaped;
use crate::setup;
use crate::stats::host;

/// Reads the corpus and writes what it suggests.
pub(crate) fn run(args: &SuggestArgs, log: &mut Log) -> io::Result<()> {
    let lexicon = setup::lexicon(&args.setup)?;
    let classifier = Classifier::with(setup::config(&args.setup), &lexicon);
    let rejected = rejected(args)?;
    let read = args.input.files.iter().chain(&args.setup.wordlists).chain(&args.rejected);
    let mut out = Output::open(args.output.path(), read)?;
    let mut corpus = Corpus::new();
    document::each(&args.input, Format::Jsonl, log, |document| {
        let host = host(document, &args.input.id_field, &args.url_field);
        corpus.add(&classifier.explain(&document.text), host.as_deref());
        Ok(())
    })?;
    let wanted = Wanted { pages: args.min_pages, hosts: args.min_hosts, count: args.top };
    let refuse = |term: &str| rejected.contains(&Lexicon::fold(term)) || select::has(&lexicon, term);
    write(&mut out, &corpus, &select::select(&corpus, wanted, refuse))?;
    out.flush()
}

/// Folded terms that no list may hold.
fn rejected(args: &SuggestArgs) -> io::Result<HashSet<String>> {
    let fold = |term: &str| Lexicon::fold(term.trim_matches('*'));
    let mut rejected: HashSet<String> = Lexicon::rejected().map(|(term, _)| fold(term)).collect();
    for path in &args.rejected {
        let text = setup::read_list(path)?;
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        rejected.extend(lines.map(|line| fold(line.split('\t').next().unwrap_or_default())));
    }
    Ok(rejected)
}

/// Writes proposals as lines of wordlists, by label, kind and script.
fn write(out: &mut impl Write, corpus: &Corpus, proposals: &[Proposal]) -> io::Result<()> {
    let mut groups: BTreeMap<_, Vec<&Proposal>> = BTreeMap::new();
    for proposal in proposals {
        let (label, kind) = proposal.kind;
        groups.entry((Reverse(label), kind, tokens::script(&proposal.term))).or_default().push(proposal);
    }
    writeln!(
        out,
        "# {} suggested from {} pages, {} of them with spam. For a person to review: classes are guesses.",
        counted(proposals.len(), "term"),
        grouped(corpus.pages.into()),
        grouped(corpus.spam.into())
    )?;
    for ((Reverse(label), kind, script), proposals) in groups {
        writeln!(out, "\n# {label}/{}, {script}", kind.map_or("other", Kind::as_str))?;
        proposals.iter().try_for_each(|proposal| write_one(out, corpus, proposal))?;
    }
    Ok(())
}

fn write_one(out: &mut impl Write, corpus: &Corpus, proposal: &Proposal) -> io::Result<()> {
    let class = if proposal.weak { "weak" } else { "combo" };
    let pages = counted(usize::try_from(proposal.pages).unwrap_or_default(), "page");
    let most = if proposal.hosts >= counts::SOURCES { "+" } else { "" };
    let hosts = format!(", {}{most}", counted(proposal.hosts, "host"));
    let hosts = if corpus.hosts { hosts } else { String::new() };
    let (term, honest) = (&proposal.term, grouped(proposal.honest.into()));
    writeln!(out, "{term}\t{class}\t# {pages}{hosts}, honest {honest}: {}", escaped(&proposal.example))
}
