//! The terms of the built-in lists, folded and sorted ahead of time, so that a process need not do so when it starts.
//!
//! `cargo xtask lists` writes two texts from the wordlists: that of the terms to search for, in which the build script
//! makes the index of [`tables`], and that of the function words. Lists are numbered in the order of
//! [`LISTS`](super::builtin::LISTS).

use std::borrow::Cow;

use crate::lexicon::index::tables::Tables;

/// A line is a folded word, a tab, and the numbers of its lists.
const WORDS: &str = include_str!("words.txt");

macro_rules! table {
    ($name:literal) => {
        Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice())
    };
}

/// The index of all terms.
pub(super) const fn tables() -> Tables {
    Tables([table!("pool"), table!("entries"), table!("mentions"), table!("slots"), table!("sets")])
}

/// The function words, each with the number of a list that has it.
pub(super) fn function_words() -> impl Iterator<Item = (&'static str, usize)> {
    let lines = WORDS.lines().filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(word, lists)| lists.split(' ').filter_map(move |list| Some((word, list.parse().ok()?))))
}

/// The two texts as they should be, made from the lists.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn texts() -> [String; 2] {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use crate::lexicon::compile::{begins_within, mention};
    use crate::lexicon::entry::Group;
    use crate::lexicon::{builtin, format};

    let (mut terms, mut words) = (BTreeMap::<_, String>::new(), BTreeMap::<_, String>::new());
    for (list, (name, text)) in builtin::LISTS.iter().enumerate() {
        let (_, entries) = format::parse(name, text).unwrap_or_else(|error| panic!("{error}"));
        for entry in entries {
            let folded = &entry.pattern.folded;
            let is_word = entry.group == Group::FunctionWord;
            let codes = if is_word { &mut words } else { &mut terms }.entry(folded.clone()).or_default();
            let blank = if codes.is_empty() { "" } else { " " };
            let _ = if is_word {
                write!(codes, "{blank}{list}")
            } else {
                let code = mention(list, &entry).write(begins_within(folded, entry.pattern.edges.0));
                write!(codes, "{blank}{code}")
            };
        }
    }
    [terms, words].map(|lines| lines.iter().map(|(term, codes)| format!("{term}\t{codes}\n")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::codes;
    use crate::lexicon::index::Index;
    use crate::lexicon::index::filter::HASHED;

    #[test]
    fn the_tables_are_those_of_the_lists() {
        let [terms, words] = texts();
        let stale = words != WORDS || terms != include_str!("prepared.txt");
        assert!(!stale, "src/lexicon/prepared.txt or words.txt is stale: run `cargo xtask lists`");
        let same = codes::tables(&terms).is_some_and(|made| made.0 == tables().0);
        assert!(same, "the build script makes other tables");
    }

    /// A set that is fuller has to be made larger.
    #[test]
    fn filters_are_sparse() {
        let tables = tables();
        let index = Index::of(&tables).unwrap();
        let filled = HASHED.map(|set| index.filter.filled(set));
        assert!(filled.iter().all(|share| (0.01..0.25).contains(share)), "{filled:?}");
    }
}
