//! Command line tool over the gangue library: annotates and cleans pages, and explains the labels.

mod annotate;
mod args;
mod clean;
mod codec;
mod document;
mod dolma;
mod explain;
mod figures;
mod findings;
mod hash;
mod html;
mod input;
mod lexicon;
mod log;
mod output;
mod pipeline;
mod plan;
mod progress;
mod record;
mod rejects;
mod removed;
mod render;
mod report;
mod run;
mod sample;
mod setup;
mod stats;
mod suggest;
mod suspects;
mod view;
mod work;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command, LexiconCommand};
use crate::log::Log;

fn main() -> ExitCode {
    let mut log = Log::default();
    if let Err(error) = run(&Cli::parse(), &mut log) {
        log.stop(&error);
    }
    log.exit_code()
}

/// Runs the command. An error ends the run; what is wrong with one record or one file goes to the log instead.
fn run(cli: &Cli, log: &mut Log) -> io::Result<()> {
    match &cli.command {
        Command::Annotate(args) => annotate::run(args, log),
        Command::Clean(args) => clean::run(args, log),
        Command::Explain(args) => explain::run(args, log),
        Command::Report(args) => report::run(args),
        Command::Lexicon { command: LexiconCommand::Check { files } } => {
            lexicon::check(files, log);
            Ok(())
        }
        Command::Lexicon { command: LexiconCommand::Suggest(args) } => suggest::run(args, log),
    }
}
