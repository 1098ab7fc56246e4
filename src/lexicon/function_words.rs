//! The small words of languages: they tell the language of running text.

use std::collections::HashMap;
use std::sync::Arc;

use super::Lexicon;

/// Languages beyond this many are not told apart.
const MAX_LANGUAGES: usize = 64;

/// Which languages have which function words.
#[derive(Clone, Debug, Default)]
pub(crate) struct FunctionWords {
    words: HashMap<Box<str>, u64>,
    languages: Vec<Arc<str>>,
}

impl FunctionWords {
    /// The function words of a lexicon.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut known = Self::default();
        for entry in lexicon.function_words() {
            let Some(number) = known.number_or_add(&entry.lang) else { continue };
            *known.words.entry(entry.pattern.folded.clone()).or_default() |= 1 << number;
        }
        known
    }

    fn number_or_add(&mut self, language: &Arc<str>) -> Option<usize> {
        self.number(language).or_else(|| {
            self.languages.push(language.clone());
            Some(self.languages.len() - 1).filter(|number| *number < MAX_LANGUAGES)
        })
    }

    /// The number of a language, if it has function words.
    pub(crate) fn number(&self, language: &str) -> Option<usize> {
        self.languages.iter().position(|known| **known == *language).filter(|number| *number < MAX_LANGUAGES)
    }

    /// The languages, as a set of bits by number, that have this lower-case word.
    pub(crate) fn languages_of(&self, word: &str) -> u64 {
        self.words.get(word).copied().unwrap_or_default()
    }
}
