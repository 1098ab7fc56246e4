//! The one error type: wordlists and configuration that cannot be read.

use std::fmt;

/// A wordlist or a configuration that cannot be used. Names the source and, where there is one, its line.
///
/// Analysis of a text never fails; only loading can.
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

    /// The file or list that could not be used.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The line of the file, counted from 1, where one line is to blame.
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
