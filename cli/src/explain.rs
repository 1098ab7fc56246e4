//! `gangue explain`: a page for people, with the reasons for each label.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use gangue::Classifier;

use crate::args::{ExplainArgs, Format};
use crate::document;
use crate::html;
use crate::log::Log;
use crate::output::Output;
use crate::render::{Palette, View, write_report};
use crate::sample::Sample;
use crate::setup;
use crate::suspects::Suspects;
use crate::view::{Limits, Page};

/// Columns where there is no terminal to ask.
const WIDTH: usize = 100;

/// Explains all inputs.
pub(crate) fn run(args: &ExplainArgs, log: &mut Log) -> io::Result<()> {
    let classifier = setup::classifier(&args.setup)?;
    let mut out = Output::open(args.output.path(), args.input.files.iter().chain(&args.setup.wordlists))?;
    if args.html {
        return write_html(args, &classifier, out, log);
    }
    let view = view(args);
    let mut first = true;
    document::each(&args.input, Format::Text, log, |document| {
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        write_one(&mut out, &document.title(), &document.text, &classifier, view)
    })?;
    out.flush()
}

fn write_one(
    out: &mut impl Write,
    name: &str,
    text: &str,
    classifier: &Classifier,
    view: View,
) -> io::Result<()> {
    let report = classifier.explain(text);
    write_report(out, name, &report, &Suspects::of(classifier, &report), view)
}

fn write_html(args: &ExplainArgs, classifier: &Classifier, out: Output, log: &mut Log) -> io::Result<()> {
    let limits = if args.full { Limits::NONE } else { Limits::PAGE };
    let mut documents = html::Documents::new(out);
    document::each(&args.input, Format::Text, log, |document| {
        documents.write(&Page::new(document.title(), &classifier.explain(&document.text), limits))
    })?;
    documents.finish()
}

/// Explains pages that were drawn from a run, on standard error.
pub(crate) fn samples(samples: &[Sample], classifier: &Classifier) -> io::Result<()> {
    let palette = Palette::new(AutoStream::choice(&io::stderr()) != ColorChoice::Never);
    let view = View { palette, width: default_width(), full: false };
    let mut out = io::stderr().lock();
    for sample in samples {
        writeln!(out)?;
        write_one(&mut out, &sample.title, &sample.text, classifier, view)?;
    }
    Ok(())
}

fn view(args: &ExplainArgs) -> View {
    let palette = Palette::new(is_coloured(args));
    View { palette, width: args.width.map_or_else(default_width, usize::from), full: args.full }
}

/// Whether to colour. A file is coloured only when asked for; of standard output `anstream` knows the terminal,
/// `NO_COLOR` and their like.
fn is_coloured(args: &ExplainArgs) -> bool {
    match ColorChoice::from(args.color) {
        ColorChoice::Auto if args.output.path().is_some() => false,
        ColorChoice::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        choice => choice != ColorChoice::Never,
    }
}

fn default_width() -> usize {
    terminal_size::terminal_size()
        .map_or(WIDTH, |(terminal_size::Width(columns), _)| usize::from(columns).max(20))
}
