//! Names that are spliced into a page again and again: what stands around a term every time it occurs.

use crate::block::is_terminal;
use crate::signal::SpamTerm;
use crate::span::Span;
use crate::steps;
use crate::unicode::{counts_double, is_word};

/// The most characters on each side of a term that can belong to the name.
const REACH: usize = 12;
/// The fewest characters of a term that can be a name by itself.
const MIN_NAME: usize = 4;
/// The most other places of the same term that a place is compared with.
const COMPARED: usize = 8;

/// A term with what stands around it in other places too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Echo {
    /// The common text, in bytes of the page: the term, and at least two characters more, or a longer term alone.
    pub(crate) span: Span,
    /// How many of the other places that were compared have it.
    pub(crate) others: u8,
}

/// The echoes of a page, for each of its terms. The memory is kept for the next page.
#[derive(Debug, Default)]
pub(crate) struct Echoes {
    by_entry: Vec<u32>,
    of_hit: Vec<Option<Echo>>,
}

impl Echoes {
    /// Finds the echoes of all terms. Takes O(hits · log hits).
    pub(crate) fn find(&mut self, text: &str, hits: &[SpamTerm]) {
        steps::count(hits.len() * COMPARED * REACH);
        self.of_hit.clear();
        self.of_hit.resize(hits.len(), None);
        self.by_entry.clear();
        self.by_entry.extend(0..hits.len() as u32);
        self.by_entry.sort_unstable_by_key(|&hit| (hits[hit as usize].entry, hit));
        let groups = self.by_entry.chunk_by(|&a, &b| hits[a as usize].entry == hits[b as usize].entry);
        for group in groups.filter(|group| group.len() > 1) {
            for (i, &hit) in group.iter().enumerate() {
                let others = group.iter().cycle().skip(i + 1).take(COMPARED.min(group.len() - 1));
                let others = others.map(|&other| hits[other as usize].span);
                self.of_hit[hit as usize] = echo(text, hits[hit as usize].span, others);
            }
        }
    }

    /// The echo of a hit, by its number.
    pub(crate) fn of(&self, hit: usize) -> Option<Echo> {
        self.of_hit.get(hit).copied().flatten()
    }
}

/// The longest common text of a term in one place with one of the others.
fn echo(text: &str, own: Span, others: impl Iterator<Item = Span>) -> Option<Echo> {
    let (before, after) = reach(text, own);
    let mut alike = [(0, 0); COMPARED];
    let mut compared = 0;
    for (slot, other) in alike.iter_mut().zip(others) {
        *slot = (common_end(before, &text[..other.start()]), common_start(after, &text[other.end()..]));
        compared += 1;
    }
    let alike = &alike[..compared];
    let (left, right) = alike.iter().copied().max_by_key(|(left, right)| left + right)?;
    let span = whole_words(text, Span::new(own.start() - left, own.end() + right));
    let added = span.of(text).chars().count().saturating_sub(own.of(text).chars().count());
    if added < 2 {
        let is_name = own.of(text).chars().take(MIN_NAME).count() == MIN_NAME;
        return is_name.then_some(Echo { span: own, others: compared as u8 });
    }
    // What is left of the common text without cut words and blanks is what the others have to share.
    let left = own.start().saturating_sub(span.start());
    let right = span.end().saturating_sub(own.end());
    let others = alike.iter().filter(|other| other.0 >= left && other.1 >= right).count() as u8;
    Some(Echo { span, others })
}

/// What can belong to a name on both sides of a term: up to a line or sentence end.
fn reach(text: &str, term: Span) -> (&str, &str) {
    let inner =
        |c: &char| !c.is_control() && !is_terminal(*c) && !matches!(c, ',' | '，' | '、' | '“' | '”' | '"');
    let (before, after) = (&text[..term.start()], &text[term.end()..]);
    let left: usize = before.chars().rev().take(REACH).take_while(inner).map(char::len_utf8).sum();
    let right: usize = after.chars().take(REACH).take_while(inner).map(char::len_utf8).sum();
    (&before[before.len() - left..], &after[..right])
}

/// Bytes of the characters that the first text begins with as the other does.
fn common_start(text: &str, other: &str) -> usize {
    let alike = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    text.floor_char_boundary(alike)
}

/// Bytes of the characters that the first text ends with as the other does.
fn common_end(text: &str, other: &str) -> usize {
    let alike = text.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    text.len() - text.ceil_char_boundary(text.len() - alike)
}

/// A span without the parts of words at its ends, and without blanks there.
fn whole_words(text: &str, span: Span) -> Span {
    let joins = |c: char| is_word(c) && !counts_double(c);
    let cut =
        |before: Option<char>, first: Option<char>| before.is_some_and(joins) && first.is_some_and(joins);
    let (mut start, mut end) = (span.start(), span.end());
    while start < end && cut(text[..start].chars().next_back(), text[start..].chars().next()) {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    while start < end && cut(text[end..].chars().next(), text[..end].chars().next_back()) {
        end -= text[..end].chars().next_back().map_or(1, char::len_utf8);
    }
    Span::new(start, end).trimmed(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Kind;
    use crate::lexicon::Strength;

    proptest::proptest! {
        #[test]
        fn bytes_in_common_are_those_of_characters(a in "[aé字倀]{0,6}", b in "[aé字倀]{0,6}") {
            let alike = |pairs: &mut dyn Iterator<Item = (char, char)>| {
                pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
            };
            proptest::prop_assert_eq!(common_start(&a, &b), alike(&mut a.chars().zip(b.chars())));
            proptest::prop_assert_eq!(common_end(&a, &b), alike(&mut a.chars().rev().zip(b.chars().rev())));
        }
    }

    #[test]
    fn names_around_a_term_that_stand_again() {
        for (text, term, expected) in [
            (
                "港口的工程金海娱乐平台明年完工，负责人金海娱乐平台表示没有问题",
                "娱乐平台",
                Some(("金海娱乐平台", 1)),
            ),
            (
                "a lucky7 casino b, see lucky7 casino c. The lucky7 casino",
                "casino",
                Some(("lucky7 casino", 2)),
            ),
            ("one casino here, another casino there", "casino", Some(("casino", 1))),
            ("the unlucky casino, a lucky casino", "casino", Some(("casino", 1))),
            ("casino lucky7 here. casino lucky7 there. casino", "casino", Some(("casino lucky7", 1))),
            ("a casino luckyone, a casino luckytwo", "casino", Some(("a casino", 1))),
            (
                "a big casino win, a big casino win. See a big casino now",
                "casino",
                Some(("a big casino win", 1)),
            ),
            ("娱乐平台。金海很好 娱乐平台。金海很好", "娱乐平台", Some(("娱乐平台", 1))),
            ("娱乐平台，金海很好 娱乐平台，金海很好", "娱乐平台", Some(("娱乐平台", 1))),
            ("a bet here, another bet there", "bet", None),
            ("casino", "casino", None),
        ] {
            let span = |at| Span::new(at, at + term.len());
            let found = |at| SpamTerm {
                span: span(at),
                entry: 7,
                strength: Strength::Weak,
                kind: Kind::Gambling,
                foreign: false,
            };
            let hits: Vec<SpamTerm> = text.match_indices(term).map(|(at, _)| found(at)).collect();
            let mut echoes = Echoes::default();
            echoes.find(text, &hits);
            assert_eq!(echoes.of(0).map(|echo| (echo.span.of(text), echo.others)), expected, "{text}");
        }
    }
}
