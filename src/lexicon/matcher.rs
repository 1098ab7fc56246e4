//! Finds the terms of a lexicon in folded text, all at once.
//!
//! A term begins where a word begins, unless it says otherwise or its script has no blanks. At each such place the [`Index`]
//! is asked for the terms that the text begins with there.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use crate::lexicon::edge::Edge;
use crate::lexicon::entry::{Entry, Group, Strength, needs_its_language};
use crate::lexicon::hidden::{MIN_TERM, is_before_junk};
use crate::lexicon::index::Index;
use crate::lexicon::index::mention::Mention;
use crate::lexicon::index::tables::Tables;
use crate::lexicon::list::List;
use crate::lexicon::places;
use crate::steps;

/// A term found in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// First byte in the folded text.
    pub(crate) start: usize,
    /// The first byte after the term.
    pub(crate) end: usize,
    /// Which term; see [`Matcher::entry`].
    pub(crate) entry: u32,
    /// What its list is about.
    pub(crate) group: Group,
    /// Its class.
    pub(crate) strength: Strength,
    /// The language of its list, by its number in [`FunctionWords`](super::FunctionWords).
    pub(crate) language: Option<u8>,
    /// Whether it means something only on a page of that language.
    pub(crate) needs_its_language: bool,
}

/// What the search needs to know of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListTopic {
    /// The number of the list; `None` for allowed phrases.
    pub(super) list: Option<u32>,
    pub(super) group: Group,
    pub(super) language: Option<u8>,
    /// Whether that is English.
    pub(super) english: bool,
}

/// Terms that are searched for together.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) tables: Tables,
    /// By the number of the list in a mention: what the list is about, or `None` if it is not searched for.
    pub(super) topics: Vec<Option<ListTopic>>,
    /// Terms that are allowed, and so are not hits.
    pub(super) allowed: Vec<u32>,
    /// The number of the first entry, which is that of all entries before these terms.
    pub(super) before: u32,
}

impl Terms {
    fn index(&self) -> Option<Index<'_>> {
        Index::of(&self.tables)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> u32 {
        self.index().map_or(0, |index| index.len() as u32)
    }
}

/// The search for all spam and boilerplate terms of a lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matcher {
    /// The built-in terms, and those of the caller. Their entries are numbered in the order of the terms, those of a term in
    /// the order of the lists.
    pub(super) terms: Vec<Terms>,
    pub(super) lists: Vec<Arc<List>>,
}

/// Terms, ready to be searched for.
#[derive(Clone, Copy)]
pub(super) struct Search<'m> {
    pub(super) index: Index<'m>,
    pub(super) terms: &'m Terms,
}

impl Matcher {
    pub(super) fn searches(&self) -> impl Iterator<Item = Search<'_>> {
        self.terms.iter().filter_map(|terms| Some(Search { index: terms.index()?, terms }))
    }

    /// The term with the number that a hit of this matcher has.
    pub(crate) fn entry(&self, number: u32) -> Option<&Entry> {
        let terms = self.terms.iter().rfind(|terms| terms.before <= number)?;
        let (index, mention) = (terms.index()?, number - terms.before);
        let term = index.mentioned(mention)?;
        let topic = (*terms.topics.get(index.mention(mention).list)?)?;
        let list = self.lists.get(topic.list? as usize)?;
        list.entry(index.term(term))
    }

    /// Replaces `hits` by those of a folded text, sorted by start, the longer first. A hit within a longer one of
    /// its group does not count, nor does one within an allowed phrase. `places` is reused memory.
    pub(crate) fn find(&self, folded: &str, places: &mut Vec<usize>, hits: &mut Vec<Hit>) {
        self.find_at_edges(folded, places, hits);
        let before = hits.len();
        self.find_glued(folded, hits);
        if hits.len() > before {
            sort(hits);
            hits.dedup();
        }
        steps::count(folded.len() + hits.len());
        drop_nested(hits);
    }

    /// Replaces `hits` by those at the edges of words.
    fn find_at_edges(&self, folded: &str, places: &mut Vec<usize>, hits: &mut Vec<Hit>) {
        hits.clear();
        self.searches().for_each(|search| search.find_at_edges(folded, places, hits));
        sort(hits);
    }
}

/// By start, the longer first.
pub(super) fn sort(hits: &mut [Hit]) {
    hits.sort_unstable_by_key(|hit| (hit.start, Reverse(hit.end), hit.entry));
}

impl Search<'_> {
    /// Appends the hits at the edges of words.
    ///
    /// First a number of places are found where terms may begin, then the terms are looked up there: so a cache miss at one
    /// place does not hold up the search for the next ones.
    fn find_at_edges(&self, folded: &str, places: &mut Vec<usize>, hits: &mut Vec<Hit>) {
        places::each(self.index.filter, folded, places, |places| {
            for &start in places {
                let push = |term, len| self.push(folded, start, term, len, hits);
                self.index.prefixes(folded.as_bytes(), start, push);
            }
        });
    }

    /// Appends the entries of a term that the text has at a place, if the characters next to it allow them.
    fn push(&self, folded: &str, start: usize, term: u32, len: usize, hits: &mut Vec<Hit>) {
        let end = start + len;
        let (before, after) = (Edge::before(folded, start), Edge::at(folded, end));
        hits.extend(self.hits(folded, term, start..end, |hit, edges| {
            let may_be_hidden = len >= MIN_TERM && matches!(hit.group, Group::Spam(_));
            edges.0.admits(before) && (edges.1.admits(after) || may_be_hidden && is_before_junk(folded, end))
        }));
    }

    /// The entries of a term that was found in a range of the folded text: those that are searched for and that `wants` is
    /// true for.
    pub(super) fn hits(
        &self,
        folded: &str,
        term: u32,
        Range { start, end }: Range<usize>,
        wants: impl Fn(&Hit, (Edge, Edge)) -> bool,
    ) -> impl Iterator<Item = Hit> {
        let text = folded.get(start..end).unwrap_or_default();
        let mentions = if self.terms.allowed.contains(&term) { 0..0 } else { self.index.mentions_of(term) };
        mentions.filter_map(move |number| {
            let Mention { list, strength, edges } = self.index.mention(number);
            let ListTopic { group, language, english, .. } = (*self.terms.topics.get(list)?)?;
            let needs_its_language = needs_its_language(text, english);
            let (entry, strength) = (self.terms.before + number, Strength::ALL[strength]);
            let hit = Hit { start, end, entry, group, strength, language, needs_its_language };
            let edges = (Edge::ALL[edges.0], Edge::ALL[edges.1]);
            wants(&hit, edges).then(|| if group == Group::Allowed { grown(folded, hit, edges) } else { hit })
        })
    }
}

/// What an allowed phrase shields: itself and, where `*` lets its word go on, the rest of that word, digits included.
fn grown(folded: &str, hit: Hit, edges: (Edge, Edge)) -> Hit {
    let (before, rest) = folded.split_at_checked(hit.start).unwrap_or_default();
    let (phrase, after) = rest.split_at_checked(hit.end - hit.start).unwrap_or_default();
    let start = match edges.0 {
        Edge::Free => hit.start - rest_of_word(phrase.chars(), before.chars().rev()),
        _ => hit.start,
    };
    let end = match edges.1 {
        Edge::Free => hit.end + rest_of_word(phrase.chars().rev(), after.chars()),
        _ => hit.end,
    };
    Hit { start, end, ..hit }
}

/// How many bytes of a word lie next to a phrase; both are read away from where they meet. None in scripts without blanks.
fn rest_of_word(mut phrase: impl Iterator<Item = char>, beside: impl Iterator<Item = char>) -> usize {
    let class = phrase.next().map_or(Edge::Free, Edge::of);
    let goes_on = |c: &char| class != Edge::Free && [class, Edge::Digit].contains(&Edge::of(*c));
    beside.take(LONGEST_REST).take_while(goes_on).map(char::len_utf8).sum()
}

/// Characters of a word on either side of an allowed phrase: a bound on the time that it takes to look for its end.
const LONGEST_REST: usize = 64;

/// Drops what lies within a longer hit of its group or within an allowed phrase, and those phrases. In one pass: by
/// the order of the hits, whatever could hold a hit comes before it, so it is enough to know which reaches farthest.
fn drop_nested(hits: &mut Vec<Hit>) {
    let mut farthest = [(0, 0); Group::COUNT];
    hits.retain(|hit| {
        let allowed = farthest.get(Group::Allowed.index()).is_some_and(|&(_, end)| hit.end <= end);
        let Some(reach) = farthest.get_mut(hit.group.index()) else { return false };
        let nested = hit.end <= reach.1 && (hit.start, hit.end) != *reach;
        if hit.end > reach.1 {
            *reach = (hit.start, hit.end);
        }
        !(nested || allowed || hit.group == Group::Allowed)
    });
}

#[cfg(test)]
mod tests;
