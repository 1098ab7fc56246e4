//! Maintenance tasks of gangue.

use std::process::ExitCode;

mod lists;
mod tables;

const USAGE: &str = "usage: cargo xtask <task>

  lists [--check]   the table of built-in wordlists
  tables [--check]  the Unicode tables";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("lists") => lists::run(&args[1..]),
        Some("tables") => tables::run(&args[1..]),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
