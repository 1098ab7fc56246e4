//! Maintenance tasks of gangue.

use std::process::ExitCode;

mod evade;
mod eval;
mod fit;
mod injected;
mod left_out;
mod lists;
mod scaling;
mod spam;
mod speed;
mod tables;

/// The root of the repository.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const USAGE: &str = "usage: cargo xtask <task>

  eval DATA WORST       cross-validate the boundary over sites; the worst pages go to the file WORST;
                        --quick, --costs, --ablations, --languages (hold out languages), --without-PART
  eval-spam DATA        recall, precision and false alarms of the built-in spam model;
                        --worst FILE, --ablations, --only FOLD or LANGUAGES (that the fit was without)
  evade DATA            rewrite the spam of DATA/injected.jsonl.xz as an attacker would; recall by attack
  fit DATA              fit all models to DATA/*.jsonl.xz, and cross-validate the spam model; --check compares only
  fit-boundary DATA     fit the boundary alone
  fit-pairs DATA        count the usual pairs of characters alone
  fit-spam DATA         fit the spam model alone; --without FOLD or LANGUAGES leaves a part of the data out, to measure on
  lists [--check]       the table of built-in wordlists, and their folded terms
  scaling               what a byte costs in texts of all sizes and shapes; memory; two threads
  speed [--json FILE]   throughput compared with yardsticks, and where the time goes
  tables [--check]      the Unicode tables";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), String> {
    match args.first().map(String::as_str) {
        Some("eval") => eval::run(&args[1..]),
        Some("eval-spam") => eval::spam::run(&args[1..]),
        Some("evade") => evade::run(&args[1..]),
        Some("fit") => fit_all(&args[1..]),
        Some("fit-boundary") => fit::run(&args[1..]),
        Some("fit-pairs") => spam::pairs::run(&args[1..]),
        Some("fit-spam") => spam::run(&args[1..]),
        Some("lists") => lists::run(&args[1..]),
        Some("scaling") => scaling::run(&args[1..]),
        Some("speed") => speed::run(&args[1..]),
        Some("tables") => tables::run(&args[1..]),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    }
}

/// Whether a task that takes no argument but `--check` was given it.
fn is_check(task: &str, args: &[String]) -> Result<bool, String> {
    match args {
        [] => Ok(false),
        [flag] if flag == "--check" => Ok(true),
        _ => Err(format!("usage: cargo xtask {task} [--check]")),
    }
}

/// The spam model comes last: it measures with the rest as it is built in.
fn fit_all(args: &[String]) -> Result<(), String> {
    fit::run(args)?;
    spam::pairs::run(args)?;
    spam::run(args)
}

#[cfg(test)]
mod tests {
    /// What is misspelled does not run without it: `lists --chek` would write.
    #[test]
    fn an_unknown_flag_is_an_error() {
        for (task, flags) in [
            ("lists", vec!["--chek"]),
            ("lists", vec!["--check", "more"]),
            ("scaling", vec!["--check"]),
            ("speed", vec!["--jsn"]),
            ("tables", vec!["check"]),
        ] {
            let args = [vec![task], flags].concat();
            let args: Vec<String> = args.into_iter().map(str::to_owned).collect();
            let message = super::run(&args).expect_err(task);
            assert!(message.starts_with(&format!("usage: cargo xtask {task}")), "{args:?}: {message}");
        }
    }
}
