//! Makes what a search needs of a lexicon: from the tables of prepared terms, and from what the caller added to it.

use std::collections::BTreeMap;

use crate::lexicon::edge::Edge;
use crate::lexicon::entry::{Entry, Group, Strength};
use crate::lexicon::function_words::FunctionWords;
use crate::lexicon::index::Index;
use crate::lexicon::index::builder::{Builder, Edges};
use crate::lexicon::index::mention::Mention;
use crate::lexicon::matcher::{ListTopic, Matcher, Terms};
use crate::lexicon::{Lexicon, builtin, prepared};

/// The matcher and the function words of a lexicon.
pub(crate) fn compile(lexicon: &Lexicon) -> (Matcher, FunctionWords) {
    let words = function_words(lexicon);
    let prepared = prepared_terms(lexicon, &words);
    let before = prepared.as_ref().map_or(0, Terms::len);
    let own = own_terms(lexicon, &words, before);
    let terms = prepared.into_iter().chain(own).collect();
    (Matcher { terms, lists: lexicon.lists.clone() }, words)
}

/// The terms of the built-in lists, if the lexicon has any of those.
fn prepared_terms(lexicon: &Lexicon, words: &FunctionWords) -> Option<Terms> {
    let mut topics = vec![None; builtin::LISTS.len()];
    for (number, list) in lexicon.lists.iter().enumerate() {
        if let Some(topic) = list.prepared().and_then(|number| topics.get_mut(number)) {
            *topic = topic_of(lexicon, words, number);
        }
    }
    let tables = prepared::tables();
    let index = Index::of(&tables)?;
    let allowed = lexicon.allowed.iter().filter_map(|entry| index.find(&entry.pattern.folded)).collect();
    let known = topics.iter().any(Option::is_some);
    known.then_some(Terms { tables, topics, allowed, before: 0 })
}

/// The terms that the caller added, and allowed phrases, if there are any; `before` is the number of terms before them.
fn own_terms(lexicon: &Lexicon, words: &FunctionWords, before: u32) -> Option<Terms> {
    let mut topics: Vec<_> =
        (0..lexicon.lists.len()).map(|number| topic_of(lexicon, words, number)).collect();
    let phrases = lexicon.allowed.iter().map(|entry| (topics.len(), entry));
    let lists = lexicon.lists.iter().enumerate().filter(|(_, list)| list.prepared().is_none());
    let listed = lists.flat_map(|(number, list)| list.entries().iter().map(move |entry| (number, entry)));
    let listed = listed.filter(|(_, entry)| lexicon.searches(entry.group, &entry.pattern.folded));
    // Terms of one spelling stay in the order of their lists.
    let mut terms: BTreeMap<&str, Vec<(usize, &Entry)>> = BTreeMap::new();
    for (list, entry) in phrases.chain(listed) {
        terms.entry(&entry.pattern.folded).or_default().push((list, entry));
    }
    let mut builder = Builder::default();
    for (term, entries) in &terms {
        let edges = Edges {
            inner: entries.iter().any(|(_, entry)| begins_within(term, entry.pattern.edges.0)),
            open: entries.iter().any(|(_, entry)| entry.pattern.edges.1 != Edge::Alphabet),
        };
        builder.add(term.as_bytes(), edges, entries.iter().map(|(list, entry)| mention(*list, entry)));
    }
    topics.push(Some(ListTopic { list: None, group: Group::Allowed, language: None, english: true }));
    let terms = (!terms.is_empty()).then(|| builder.finish())?;
    Some(Terms { tables: terms, topics, allowed: Vec::new(), before })
}

/// What the terms of the list with this number are about, if they are searched for.
fn topic_of(lexicon: &Lexicon, words: &FunctionWords, number: usize) -> Option<ListTopic> {
    let list = lexicon.lists.get(number)?;
    let topic = ListTopic {
        list: Some(number as u32),
        group: list.group,
        language: words.number(&list.lang),
        english: *list.lang == *"en",
    };
    lexicon.looks_for(list.group).then_some(topic)
}

/// What a list says of a term.
pub(super) fn mention(list: usize, entry: &Entry) -> Mention {
    let edge = |edge| Edge::ALL.iter().position(|known| *known == edge).unwrap_or_default();
    let strength = Strength::ALL.iter().position(|known| *known == entry.strength).unwrap_or_default();
    Mention { list, strength, edges: (edge(entry.pattern.edges.0), edge(entry.pattern.edges.1)) }
}

/// Whether a term with this rule at its start may begin within a word.
pub(super) fn begins_within(folded: &str, start: Edge) -> bool {
    let class = Edge::at(folded, 0);
    class != Edge::Free && start != class
}

/// The function words of a lexicon.
fn function_words(lexicon: &Lexicon) -> FunctionWords {
    let mut words = FunctionWords::new(lexicon);
    let mut prepared = vec![None; builtin::LISTS.len()];
    for list in lexicon.lists.iter().filter(|list| list.group == Group::FunctionWord) {
        let language = words.number(&list.lang);
        match list.prepared() {
            Some(number) => prepared[number] = language,
            None => list.entries().iter().for_each(|entry| words.insert(&entry.pattern.folded, language)),
        }
    }
    if prepared.iter().any(Option::is_some) {
        prepared::function_words().for_each(|(word, list)| words.insert(word, prepared[list]));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::lexicon::WordHash;

    #[test]
    fn function_words_are_those_of_their_lists() {
        let hash = |word: &str| {
            let mut hash = WordHash::default();
            word.chars().for_each(|c| hash.push(c));
            hash
        };
        let own = "@label function-words\n@lang x\nqwe\nthe\n";
        let spam = "@label spam\n@kind gambling\n@lang x\ncasino\tweak\n";
        let lexicon = Lexicon::builtin().with_list("own", own).unwrap().with_list("spam", spam).unwrap();
        let words = function_words(&lexicon);
        let languages = |word: &str| {
            let set = words.languages_of(hash(word));
            ["en", "de", "x"].map(|lang| words.number(lang).is_some_and(|number| set >> number & 1 == 1))
        };
        for (word, expected) in [
            ("the", [true, false, true]),
            ("und", [false, true, false]),
            ("qwe", [false, false, true]),
            ("casino", [false; 3]),
        ] {
            assert_eq!(languages(word), expected, "{word}");
        }
    }

    /// A term that may go on is found where a letter follows, even if it is very short.
    #[test]
    fn short_terms_go_on_where_they_may() {
        let list = "@label spam\n@kind gambling\n@lang x\nbet*\tweak\nsex\tweak\nab*\tweak\nлы*\tweak\n";
        let matcher = compile(&Lexicon::new().with_list("own", list).unwrap()).0;
        for (text, expected) in [
            ("betting", &[(0, 3)][..]),
            ("bet", &[(0, 3)]),
            ("abc bets sexual", &[(0, 2), (4, 7)]),
            ("sex sexes", &[(0, 3)]),
            ("лыжи", &[(0, 4)]),
        ] {
            let mut hits = Vec::new();
            matcher.find(&fold(text), &mut Vec::new(), &mut hits);
            let found: Vec<_> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
