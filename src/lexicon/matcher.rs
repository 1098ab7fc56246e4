//! Finds the terms of a lexicon in folded text, all at once.
//!
//! A term begins where a word begins, unless it says otherwise or its script has no blanks. There, and elsewhere for those
//! that do, the [`Index`] is asked for the terms that the text begins with.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::lexicon::entry::{Edge, Entry, Group, Strength};
use crate::lexicon::hidden::{MIN_TERM, is_before_junk};
use crate::lexicon::index::{Index, Probe};
use crate::lexicon::list::List;
use crate::steps;

/// A term found in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// First byte in the folded text.
    pub(crate) start: usize,
    /// The byte behind the last.
    pub(crate) end: usize,
    /// Which term; see [`Matcher::entry`].
    pub(crate) entry: u32,
    /// What its list is about.
    pub(crate) group: Group,
    /// Its class.
    pub(crate) strength: Strength,
    /// The language of its list, as the number that [`FunctionWords`](super::FunctionWords) gives.
    pub(crate) language: Option<u8>,
    /// Whether it means something only on a page of that language.
    pub(crate) needs_its_language: bool,
}

/// A term of a list, as far as the search needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// Which of the lists; none for an allowed phrase.
    pub(super) list: Option<u32>,
    pub(super) group: Group,
    pub(super) strength: Strength,
    pub(super) edges: (Edge, Edge),
    pub(super) language: Option<u8>,
    pub(super) needs_its_language: bool,
}

/// The search for all spam and boilerplate terms of a lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matcher {
    pub(super) index: Index,
    /// The entries in the order of the terms, those of a term in the order of the lists.
    pub(super) records: Vec<Record>,
    /// For each term of the index the first of its entries; one more at the end.
    pub(super) firsts: Vec<u32>,
    pub(super) lists: Vec<Arc<List>>,
}

impl Matcher {
    /// The term with the number that a hit of this matcher has.
    pub(crate) fn entry(&self, number: u32) -> Option<&Entry> {
        let list = self.lists.get(self.records.get(number as usize)?.list? as usize)?;
        let term = self.firsts.partition_point(|&first| first <= number).checked_sub(1)?;
        let folded = self.index.term(term as u32);
        list.entries().iter().find(|entry| *entry.pattern.folded == *folded).map(|entry| &**entry)
    }

    /// Replaces `hits` by those of a folded text, sorted by start, the longer first. A hit within a longer one of
    /// its group does not count, nor does one within an allowed phrase. `places` is memory to be used again.
    ///
    /// First some places are found where terms may begin, then the terms are looked up: what the memory is slow to tell of
    /// one place does not keep those behind it waiting.
    pub(crate) fn find(&self, folded: &str, places: &mut Vec<Place>, hits: &mut Vec<Hit>) {
        hits.clear();
        self.find_at_edges(folded, places, hits);
        self.find_glued(folded, hits);
        steps::count(folded.len() + hits.len());
        drop_nested(hits);
    }

    /// Appends the hits at the edges of words.
    fn find_at_edges(&self, folded: &str, places: &mut Vec<Place>, hits: &mut Vec<Hit>) {
        places.clear();
        let bytes = folded.as_bytes();
        let mut before = Edge::Free;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if places.len() >= AT_ONCE {
                self.look_up(folded, places, hits);
            }
            match byte {
                // No term begins with a blank.
                b' ' => (before, at) = (Edge::Free, at + 1),
                b'a'..=b'z' if before == Edge::Alphabet => at = self.pass_letters(bytes, at, places),
                // Ideographs.
                0xE4..0xEA => {
                    self.note(bytes, Place { start: at, before }, places);
                    (before, at) = (Edge::Free, at + 3);
                }
                _ => {
                    let Some((class, len)) = class_at(folded, at) else { break };
                    let within = class == before && class != Edge::Free;
                    if !within || self.may_begin_within(bytes, at) {
                        self.note(bytes, Place { start: at, before }, places);
                    }
                    (before, at) = (class, at + len);
                }
            }
        }
        self.look_up(folded, places, hits);
    }

    /// Appends the hits that begin at these places, and forgets the places.
    fn look_up(&self, folded: &str, places: &mut Vec<Place>, hits: &mut Vec<Hit>) {
        let bytes = folded.as_bytes();
        for place in places.drain(..) {
            let probe = Probe::new(bytes, place.start);
            let push = |term, len| self.push(folded, place, term, len, hits);
            self.index.prefixes(bytes, place.start, probe, push);
        }
    }

    /// Passes the ASCII letters from byte `at` on, which go on with a word; gives the byte behind.
    fn pass_letters(&self, bytes: &[u8], at: usize, places: &mut Vec<Place>) -> usize {
        let mut at = at;
        while bytes.get(at).is_some_and(u8::is_ascii_lowercase) {
            if self.may_begin_within(bytes, at) {
                self.note(bytes, Place { start: at, before: Edge::Alphabet }, places);
            }
            at += 1;
        }
        at
    }

    /// Whether a term that may begin within a word can begin at byte `at`.
    #[inline]
    fn may_begin_within(&self, bytes: &[u8], at: usize) -> bool {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        self.index.may_begin_within([byte(at), byte(at + 1)])
    }

    /// Appends a place if terms may begin there.
    #[inline]
    fn note(&self, bytes: &[u8], place: Place, places: &mut Vec<Place>) {
        if self.index.may_begin(Probe::new(bytes, place.start)) {
            places.push(place);
        }
    }

    /// Appends the entries of a term that the text has at a place, as far as their edges allow.
    fn push(&self, folded: &str, place: Place, term: u32, len: usize, hits: &mut Vec<Hit>) {
        let Place { start, before } = place;
        let end = start + len;
        let behind = class_at(folded, end).map_or(Edge::Free, |(class, _)| class);
        for entry in self.entries_of(term) {
            let Some(record) = self.records.get(entry as usize).filter(|of| of.edges.0.admits(before)) else {
                continue;
            };
            let may_be_hidden = len >= MIN_TERM && matches!(record.group, Group::Spam(_));
            if record.edges.1.admits(behind) || may_be_hidden && is_before_junk(folded, end) {
                hits.extend(self.hit(entry, start..end));
            }
        }
    }

    /// The numbers of the entries of a term.
    pub(super) fn entries_of(&self, term: u32) -> Range<u32> {
        let first = |term: u32| self.firsts.get(term as usize).copied().unwrap_or_default();
        first(term)..first(term + 1)
    }

    /// An entry as found in a range of the folded text.
    pub(super) fn hit(&self, entry: u32, Range { start, end }: Range<usize>) -> Option<Hit> {
        let Record { group, strength, language, needs_its_language, .. } =
            *self.records.get(entry as usize)?;
        Some(Hit { start, end, entry, group, strength, language, needs_its_language })
    }
}

/// So many places are noted before the terms are looked up.
const AT_ONCE: usize = 1 << 10;

/// Where a term may begin, and what stands before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    start: usize,
    before: Edge,
}

/// The classes of the characters of one or two bytes.
static CLASSES: LazyLock<[Edge; 0x800]> =
    LazyLock::new(|| std::array::from_fn(|code| char::from_u32(code as u32).map_or(Edge::Free, Edge::of)));

/// The class of the character at byte `at`, and its bytes; `None` at the end.
#[inline]
pub(super) fn class_at(text: &str, at: usize) -> Option<(Edge, usize)> {
    let bytes = text.as_bytes();
    match *bytes.get(at)? {
        byte @ 0..0x80 => Some((ASCII[usize::from(byte)], 1)),
        lead @ 0..0xE0 => {
            let code = usize::from(lead & 0x1F) << 6 | usize::from(bytes.get(at + 1)? & 0x3F);
            Some((CLASSES[code & 0x7FF], 2))
        }
        // U+4000 to U+9FFF: ideographs and hexagrams.
        0xE4..0xEA => Some((Edge::Free, 3)),
        _ => text.get(at..)?.chars().next().map(|c| (Edge::of(c), c.len_utf8())),
    }
}

const ASCII: [Edge; 128] = {
    let mut table = [Edge::Free; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_digit() {
            table[byte] = Edge::Digit;
        } else if (byte as u8).is_ascii_alphabetic() {
            table[byte] = Edge::Alphabet;
        }
        byte += 1;
    }
    table
};

/// Drops what lies within a longer hit of its group or within an allowed phrase, and those phrases. In one pass: by
/// the order of the hits, whatever could hold a hit comes before it, so the one that reaches farthest tells.
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
