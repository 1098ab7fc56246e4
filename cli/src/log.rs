//! What went wrong: messages on standard error, and the exit code they lead to.
//!
//! Faults within a file begin with its name and the place, as compilers write them; others with the name of the program.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::render::escape::escaped;

/// Exit code if records were skipped or wordlists are faulty.
const SKIPPED: u8 = 1;
/// Exit code if a file could not be read or written.
const FAILED: u8 = 2;

/// Tells the user of faults as they come, and remembers them for the exit code.
#[derive(Debug, Default)]
pub(crate) struct Log {
    skipped: usize,
    bad_lists: usize,
    failed: bool,
}

impl Log {
    /// A record cannot be used and is left out; the run goes on.
    pub(crate) fn skip(&mut self, name: &str, place: impl Display, message: impl Display) {
        self.skipped += 1;
        say(format_args!("{name}:{place}: {message}"));
    }

    /// A record cannot be used, and is only counted.
    pub(crate) const fn count_skipped(&mut self) {
        self.skipped += 1;
    }

    /// More records that were only counted.
    pub(crate) fn more(&self, name: &str, count: usize) {
        say(format_args!("{name}: {count} more records cannot be used"));
    }

    /// The input is used, but not as it stands.
    pub(crate) fn warn(&self, name: &str, line: usize, message: impl Display) {
        say(format_args!("{name}:{line}: warning: {message}"));
    }

    /// What to do about records that cannot be used.
    pub(crate) fn hint(&self, message: impl Display) {
        say(format_args!("gangue: {message}"));
    }

    /// A file cannot be used; the run goes on with the others.
    pub(crate) fn fail(&mut self, name: &str, message: impl Display) {
        self.failed = true;
        say(format_args!("gangue: {name}: {message}"));
    }

    /// A wordlist is faulty; `message` names it.
    pub(crate) fn bad_list(&mut self, message: impl Display) {
        self.bad_lists += 1;
        say(message);
    }

    /// The run ended early. A reader that has seen enough, as `head` does, is no fault.
    pub(crate) fn stop(&mut self, error: &io::Error) {
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.failed = true;
            say(format_args!("gangue: {error}"));
        }
    }

    /// The exit code of the run; says how many records were skipped.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.skipped {
            0 => {}
            1 => say("gangue: 1 record was skipped"),
            count => say(format_args!("gangue: {count} records were skipped")),
        }
        match (self.failed, self.skipped + self.bad_lists) {
            (true, _) => ExitCode::from(FAILED),
            (false, 0) => ExitCode::SUCCESS,
            (false, _) => ExitCode::from(SKIPPED),
        }
    }
}

/// One line on standard error. File names can hold control characters, so they are escaped; a closed standard error
/// leaves nobody to tell.
fn say(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{}", escaped(&message.to_string()));
}
