//! The one error type: a wordlist that cannot be used.

use std::fmt;

/// A wordlist that cannot be used. Its message names the list and, if one line is to blame, that line:
/// `list:line: what is wrong`.
///
/// Analysis of a text never fails; only loading a wordlist can.
///
/// ```
/// let error = gangue::Lexicon::new().with_list("mine.txt", "@label nonsense").unwrap_err();
/// assert_eq!((error.origin(), error.line()), ("mine.txt", Some(1)));
/// assert!(error.to_string().starts_with("mine.txt:1: "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    origin: String,
    line: Option<usize>,
    message: String,
}

impl Error {
    pub(crate) fn new(origin: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { origin: origin.to_owned(), line, message: message.into() }
    }

    /// The name of the list, or the path of the file, that could not be used.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The line at fault, counted from 1; `None` if no single line is.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.origin, self.message),
            None => write!(f, "{}: {}", self.origin, self.message),
        }
    }
}

impl std::error::Error for Error {}
