//! The terms of the built-in lists, folded and sorted ahead, so that a process need not do so when it starts.
//!
//! `cargo xtask lists` writes the table from the wordlists. A line is a folded term, a tab, and for each list that has
//! it the number of the list, the class of the term and the rules at its two ends: `casino bonus\t147saa`. Lists are
//! numbered in the order of [`LISTS`](super::builtin::LISTS).

use crate::lexicon::entry::{Edge, Strength};

/// The table.
pub(super) static TABLE: &str = include_str!("prepared.txt");

/// About so many terms are in it: what room to make for them.
pub(super) const TERMS: usize = include_str!("prepared.txt").len() / 22;

/// A term in one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The number of the list.
    pub(super) list: usize,
    pub(super) strength: Strength,
    /// The rules at the start and the end of the term.
    pub(super) edges: (Edge, Edge),
}

const STRENGTHS: [(u8, Strength); 3] =
    [(b's', Strength::Strong), (b'w', Strength::Weak), (b'c', Strength::Combo)];
const EDGES: [(u8, Edge); 4] =
    [(b'f', Edge::Free), (b'a', Edge::Alphabet), (b'h', Edge::Hangul), (b'd', Edge::Digit)];

/// The terms of the table in order: where the term lies in it, and its mentions.
pub(super) fn terms() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    let mut start = 0;
    let body = TABLE.as_bytes();
    memchr::memchr_iter(b'\n', body).filter_map(move |end| {
        let line = TABLE.get(start..end)?;
        let at = std::mem::replace(&mut start, end + 1);
        let tab = memchr::memchr(b'\t', line.as_bytes())?;
        Some((at, line.get(..tab)?, line.get(tab + 1..)?))
    })
}

/// The mentions of a term.
pub(super) fn mentions(codes: &str) -> impl Iterator<Item = Mention> {
    codes.as_bytes().split(|&byte| byte == b' ').filter_map(|code| {
        let [number @ .., strength, left, right] = code else { return None };
        let list = number.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit.wrapping_sub(b'0')));
        let edges = (value(&EDGES, *left)?, value(&EDGES, *right)?);
        Some(Mention { list, strength: value(&STRENGTHS, *strength)?, edges })
    })
}

fn value<T: Copy>(names: &[(u8, T)], name: u8) -> Option<T> {
    names.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// The table as it should be, from the lists.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn table() -> String {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use crate::lexicon::{builtin, format};

    let mut terms: BTreeMap<Box<str>, String> = BTreeMap::new();
    for (list, (name, text)) in builtin::LISTS.iter().enumerate() {
        let (_, entries) = format::parse(name, text).unwrap_or_else(|error| panic!("{error}"));
        for entry in entries {
            let codes = terms.entry(entry.pattern.folded.clone()).or_default();
            let blank = if codes.is_empty() { "" } else { " " };
            let (left, right) = entry.pattern.edges;
            let name = [name_of(&STRENGTHS, entry.strength), name_of(&EDGES, left), name_of(&EDGES, right)];
            let _ = write!(codes, "{blank}{list}{}", name.into_iter().collect::<String>());
        }
    }
    terms.iter().map(|(term, codes)| format!("{term}\t{codes}\n")).collect()
}

#[cfg(any(test, feature = "fit"))]
fn name_of<T: Copy + PartialEq>(names: &[(u8, T)], value: T) -> char {
    names.iter().find(|row| row.1 == value).map_or('?', |row| char::from(row.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_that_of_the_lists() {
        let stale = table() != TABLE;
        assert!(!stale, "src/lexicon/prepared.txt is stale: run `cargo xtask lists`");
    }

    #[test]
    fn mentions_are_read() {
        let all = |edge| (edge, edge);
        let found: Vec<_> = mentions("7saa 120wfd ?").collect();
        let expected = [
            Mention { list: 7, strength: Strength::Strong, edges: all(Edge::Alphabet) },
            Mention { list: 120, strength: Strength::Weak, edges: (Edge::Free, Edge::Digit) },
        ];
        assert_eq!(found, expected);
    }
}
