//! The small words of languages, by which the language of running text is recognised.

use std::collections::HashMap;
use std::sync::Arc;

use crate::hash::{Hashed, mix};
use crate::lexicon::Lexicon;
use crate::lexicon::entry::Group;

/// The most languages that are told apart: the bits of a set.
const MAX_LANGUAGES: usize = 64;

/// Which languages have which function words.
#[derive(Clone, Debug, Default)]
pub(crate) struct FunctionWords {
    /// By the hash of a word. Words with equal hashes count as equal.
    words: HashMap<WordHash, u64, Hashed>,
    languages: Vec<Arc<str>>,
}

impl FunctionWords {
    /// The languages that a lexicon has function words of. The words themselves are [inserted](Self::insert) later.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut known = Self::default();
        for list in lexicon.lists.iter().filter(|list| list.group == Group::FunctionWord) {
            let has_words = list.prepared().is_some() || !list.entries().is_empty();
            if has_words && !known.languages.contains(&list.lang) {
                known.languages.push(list.lang.clone());
            }
        }
        known.languages.truncate(MAX_LANGUAGES);
        known
    }

    /// Adds a word, folded, of the language with this number.
    pub(super) fn insert(&mut self, word: &str, language: Option<u8>) {
        if let Some(language) = language {
            let mut hash = WordHash::default();
            word.chars().for_each(|c| hash.push(c));
            *self.words.entry(hash).or_default() |= 1 << language;
        }
    }

    /// The number of a language, if it has function words.
    pub(crate) fn number(&self, language: &str) -> Option<u8> {
        self.languages.iter().position(|known| **known == *language).map(|number| number as u8)
    }

    /// The languages, as a set of bits by number, that have this word, given in lower case.
    pub(crate) fn languages_of(&self, word: WordHash) -> u64 {
        self.words.get(&word).copied().unwrap_or_default()
    }
}

/// The hash of a word, character by character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct WordHash(u64);

impl WordHash {
    /// Adds the next character.
    #[inline]
    pub(crate) fn push(&mut self, c: char) {
        self.0 = mix(self.0, u64::from(c));
    }
}
