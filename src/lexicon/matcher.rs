//! Finds the terms of a lexicon in folded text, all at once.
//!
//! A term begins where a word begins, unless it says otherwise or its script has no blanks. There, and elsewhere for those
//! that do, the [`Index`] is asked for the terms that the text begins with.

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
        let letters = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_lowercase());
        let end = at + letters.count();
        for start in at..end {
            if self.may_begin_within(bytes, start) {
                self.note(bytes, Place { start, before: Edge::Alphabet }, places);
            }
        }
        end
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
mod tests {
    use std::cmp::Reverse;

    use aho_corasick::AhoCorasick;
    use proptest::prelude::*;

    use super::*;
    use crate::fold::fold;
    use crate::lexicon::Lexicon;
    use crate::lexicon::compile::compile;

    const LISTS: [(&str, &str); 4] = [
        ("a", "@label spam\n@kind gambling\n@lang x\n"),
        ("b", "@label spam\n@kind adult\n@lang x\n"),
        ("c", "@label boilerplate\n@kind legal\n@lang x\n"),
        ("d", "@label spam\n@kind gambling\n@lang y\n"),
    ];

    /// A lexicon of these lists of terms, one for each of [`LISTS`].
    fn lexicon(terms: &[&[&str]]) -> Lexicon {
        LISTS.iter().zip(terms).fold(Lexicon::new(), |lexicon, ((name, head), terms)| {
            let lines: Vec<_> = terms.iter().map(|term| format!("{term}\tweak")).collect();
            lexicon.with_list(name, &format!("{head}{}", lines.join("\n"))).unwrap()
        })
    }

    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let (matcher, mut hits) = (compile(lexicon).0, Vec::new());
        matcher.find(text, &mut Vec::new(), &mut hits);
        let name = |hit: &Hit| {
            matcher.entry(hit.entry).map(|entry| format!("{}:{}@{}", entry.list, entry.term, hit.start))
        };
        hits.iter().filter_map(name).collect()
    }

    #[test]
    fn finds_terms_in_order() {
        let lexicon = lexicon(&[
            &["casino", "casino bonus", "bahis*", "카지노"],
            &["性病", "bonus"],
            &["bonus", "no casino"],
            &["casino", "카지노*"],
        ]);
        let words = "@label function-words\n@lang x\nthe\nno\n";
        let lexicon = lexicon.with_list("words", words).unwrap();
        let cases: [(&str, &[&str]); 8] = [
            ("the", &[]),
            ("specialist", &[]),
            ("casino bonus", &["a:casino bonus@0", "b:bonus@7", "c:bonus@7"]),
            ("no casino here", &["c:no casino@0", "a:casino@3", "d:casino@3"]),
            ("casino casino", &["a:casino@0", "d:casino@0", "a:casino@7", "d:casino@7"]),
            ("bahisleri", &["a:bahis*@0"]),
            ("慢性病", &["b:性病@3"]),
            ("카지노는", &["d:카지노*@0"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(&lexicon, text), expected, "{text}");
        }
    }

    #[test]
    fn an_allowed_phrase_shields_what_it_holds() {
        let lexicon = lexicon(&[&["casino*"], &["性病"], &["royale"]]);
        let lexicon = lexicon.allowing("Casino Royale").allowing("慢性病").allowing("");
        let cases: [(&str, &[&str]); 4] = [
            ("casino royale", &[]),
            ("casino royales", &["a:casino*@0"]),
            ("慢性病", &[]),
            ("royale 性病 casino royale casino", &["c:royale@0", "b:性病@7", "a:casino*@28"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(&lexicon, text), expected, "{text}");
        }
        assert!(found(&lexicon.allowing("casino"), "casino casinos").is_empty());
    }

    #[test]
    fn terms_are_found_in_order_however_many() {
        let text = "casino, bonus ".repeat(AT_ONCE);
        let found = found(&lexicon(&[&["casino"], &["bonus"]]), &text);
        let expected =
            (0..AT_ONCE).flat_map(|i| [format!("a:casino@{}", 14 * i), format!("b:bonus@{}", 14 * i + 8)]);
        assert!(found.into_iter().eq(expected));
    }

    #[test]
    fn an_empty_lexicon_finds_nothing() {
        assert!(found(&Lexicon::new(), "casino").is_empty());
        assert!(found(&Lexicon::new().allowing("casino"), "casino").is_empty());
    }

    /// The plain automaton over the folded term of every entry.
    fn automaton(matcher: &Matcher) -> AhoCorasick {
        let term = |entry: usize| matcher.firsts.partition_point(|&first| first as usize <= entry) - 1;
        let terms = (0..matcher.records.len()).map(|entry| matcher.index.term(term(entry) as u32));
        AhoCorasick::new(terms).unwrap()
    }

    static BUILTIN: LazyLock<(Matcher, AhoCorasick)> = LazyLock::new(|| {
        let (matcher, _) = compile(&Lexicon::builtin());
        let automaton = automaton(&matcher);
        (matcher, automaton)
    });

    /// A term of the built-in lists or a part of one, and what may stand between terms.
    fn piece() -> impl Strategy<Value = String> {
        let term = |(number, cut): (prop::sample::Index, bool)| {
            let term = BUILTIN.0.index.term(number.index(BUILTIN.0.firsts.len() - 1) as u32);
            let end = if cut { term.floor_char_boundary(term.len() / 2) } else { term.len() };
            term[..end].to_owned()
        };
        let term = any::<(prop::sample::Index, bool)>().prop_map(term);
        prop_oneof![4 => term, 2 => "[ .,0-9]?", 1 => "[a-zé字가я]{0,2}", 1 => "\\PC{0,3}"]
    }

    /// Every hit of a plain automaton over all terms, with the edges looked at behind it and nested hits dropped by looking
    /// at all pairs.
    fn naive(
        matcher: &Matcher,
        automaton: &AhoCorasick,
        text: &str,
        clear: fn(Edge, Option<char>) -> bool,
    ) -> Vec<Hit> {
        let hit = |m: aho_corasick::Match| {
            let record = matcher.records[m.pattern().as_usize()];
            let may_be_hidden = m.len() >= MIN_TERM && matches!(record.group, Group::Spam(_));
            let open = clear(record.edges.0, text[..m.start()].chars().next_back())
                && (clear(record.edges.1, text[m.end()..].chars().next())
                    || may_be_hidden && is_before_junk(text, m.end()));
            open.then(|| matcher.hit(m.pattern().as_u32(), m.range())).flatten()
        };
        let all: Vec<_> = automaton.find_overlapping_iter(text).filter_map(hit).collect();
        let within = |a: &Hit, b: &Hit| b.start <= a.start && a.end <= b.end;
        let longer =
            |a: &Hit, b: &Hit| within(a, b) && b.end - b.start > a.end - a.start && a.group == b.group;
        let shielded = |a: &Hit, b: &Hit| within(a, b) && b.group == Group::Allowed;
        let kept = |a: &&Hit| !all.iter().any(|b| longer(a, b) || shielded(a, b));
        let mut kept: Vec<_> = all.iter().filter(kept).copied().collect();
        kept.sort_by_key(|hit| (hit.start, Reverse(hit.end), hit.entry));
        kept
    }

    #[test]
    fn classes_are_those_of_the_edges() {
        for c in '\0'..=char::MAX {
            let (text, class) = (c.to_string(), Edge::of(c));
            assert_eq!(class_at(&text, 0), Some((class, c.len_utf8())), "{c:?}");
        }
    }

    /// The edge rule for the few characters of the test, written out.
    fn clear(edge: Edge, neighbour: Option<char>) -> bool {
        match edge {
            Edge::Free => true,
            Edge::Alphabet => !matches!(neighbour, Some('a' | 'b' | 'я')),
            Edge::Hangul => neighbour != Some('가'),
            Edge::Digit => neighbour != Some('1'),
        }
    }

    proptest! {
        #[test]
        fn agrees_with_a_naive_search(
            terms in prop::collection::vec(prop::collection::btree_set("[*]?[abя性가1]( ?[ab性가1]){0,2}[*]?", 0..5), 4),
            allowed in prop::collection::vec("[ab性]{1,3}", 0..2),
            text in "[abя性가1 .]{0,40}",
        ) {
            let mut lexicon = Lexicon::new();
            for ((name, head), terms) in LISTS.iter().zip(&terms) {
                let unique: std::collections::BTreeSet<_> = terms.iter().map(|term| term.trim_matches('*')).collect();
                let lines: String = terms.iter().filter(|_| unique.len() == terms.len()).map(|t| format!("{t}\tcombo\n")).collect();
                lexicon = lexicon.with_list(name, &format!("{head}{lines}")).unwrap();
            }
            let (matcher, _) = compile(&allowed.iter().fold(lexicon, |lexicon, term| lexicon.allowing(term)));
            let mut hits = Vec::new();
                matcher.find_at_edges(&text, &mut Vec::new(), &mut hits);
            drop_nested(&mut hits);
                prop_assert_eq!(hits, naive(&matcher, &automaton(&matcher), &text, clear));
        }

        #[test]
        fn agrees_with_the_plain_automaton_on_the_built_in_lists(
            text in prop::collection::vec(piece(), 0..12).prop_map(|pieces| fold(&pieces.concat())),
        ) {
            let (matcher, automaton) = &*BUILTIN;
            let mut hits = Vec::new();
                matcher.find_at_edges(&text, &mut Vec::new(), &mut hits);
            drop_nested(&mut hits);
                let clear = |edge: Edge, c: Option<char>| edge.admits(c.map_or(Edge::Free, Edge::of));
            prop_assert_eq!(hits, naive(matcher, automaton, &text, clear));
        }
    }
}
