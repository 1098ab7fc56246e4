//! Maintenance tasks of gangue.

mod eval;
mod fit;

use std::process::ExitCode;

const USAGE: &str = "usage:
  cargo xtask fit DATA         fit the boundary model from DATA/body.jsonl.xz and DATA/clean.jsonl.xz
  cargo xtask eval DATA WORST  cross-validate it over sites; the worst pages go to the file WORST";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["fit", data] => fit::run(data),
        ["eval", data, worst, ref options @ ..] => eval::run(data, worst, options),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
