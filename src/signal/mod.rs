//! Evidence: pure functions from a block and its page to a strength between 0 and 1. They know no weights.

pub(crate) mod boundary;

use crate::label::named;

named! {
    /// What can speak for or against a block being spam.
    ///
    /// ```
    /// assert_eq!(gangue::Signal::StrongTerms.as_str(), "strong-terms");
    /// assert!(gangue::Signal::StrongTerms.describe().contains("wordlist"));
    /// ```
    Signal {
        /// Terms of class `strong`.
        StrongTerms = "strong-terms",
        /// Terms of class `weak`.
        WeakTerms = "weak-terms",
        /// Terms of class `combo`.
        ComboTerms = "combo-terms",
    }
}

impl Signal {
    /// One sentence for people: what the signal measures.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::StrongTerms => "holds wordlist terms that honest text does not have",
            Self::WeakTerms => "holds wordlist terms of a spam topic",
            Self::ComboTerms => "holds wordlist terms that are telling only together",
        }
    }
}
