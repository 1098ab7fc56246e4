//! Finds the terms of a lexicon in folded text: one automaton over all of them.
//!
//! A table of prefixes that picks the places for the automaton to look at was tried and is not here: in safe code it
//! took as long for a byte as the automaton does.

use std::cmp::Reverse;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::lexicon::Lexicon;
use crate::lexicon::entry::{Entry, Group, Strength};
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
}

/// The search for all spam and boilerplate terms of a lexicon.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    /// `None` without terms. The build could fail only beyond the size that [`Lexicon`] takes.
    automaton: Option<AhoCorasick>,
    /// The terms, by the number of their pattern.
    entries: Vec<Arc<Entry>>,
}

impl Matcher {
    /// Builds the automaton; takes some microseconds a term.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let entries: Vec<_> = lexicon.searched().cloned().collect();
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(entries.iter().map(|entry| &*entry.pattern.folded));
        Self { automaton: automaton.ok().filter(|_| !entries.is_empty()), entries }
    }

    /// The term with the number that a hit of this matcher has.
    pub(crate) fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(number as usize).map(|entry| &**entry)
    }

    /// Replaces `hits` by those of a folded text, sorted by start, the longer first. A hit within a longer one of
    /// its group does not count, nor does one within an allowed phrase.
    pub(crate) fn find(&self, folded: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        let matches =
            self.automaton.iter().filter_map(|a| a.try_find_overlapping_iter(folded).ok()).flatten();
        hits.extend(matches.filter_map(|m| self.hit(folded, m.pattern().as_u32(), m.start(), m.end())));
        steps::count(folded.len() + hits.len());
        hits.sort_unstable_by_key(|hit| (hit.start, Reverse(hit.end), hit.entry));
        drop_nested(hits);
    }

    fn hit(&self, folded: &str, number: u32, start: usize, end: usize) -> Option<Hit> {
        let entry = self.entries.get(number as usize)?;
        let hit = Hit { start, end, entry: number, group: entry.group, strength: entry.strength };
        entry.pattern.fits(folded, start, end).then_some(hit)
    }
}

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
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::entry::Edge;

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
        let (matcher, mut hits) = (Matcher::new(lexicon), Vec::new());
        matcher.find(text, &mut hits);
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
        assert_eq!(lexicon.function_words().map(|entry| &*entry.term).collect::<Vec<_>>(), ["the", "no"]);
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
    fn an_empty_lexicon_finds_nothing() {
        assert!(found(&Lexicon::new(), "casino").is_empty());
        assert!(found(&Lexicon::new().allowing("casino"), "casino").is_empty());
    }

    /// Every hit by comparison at every offset, nested ones dropped by looking at all pairs.
    fn naive(matcher: &Matcher, text: &str) -> Vec<Hit> {
        let at = |(number, entry): (usize, &Arc<Entry>), start: usize| {
            let end = start + entry.pattern.folded.len();
            let open = text[start..].starts_with(&*entry.pattern.folded)
                && clear(entry.pattern.edges.0, text[..start].chars().next_back())
                && clear(entry.pattern.edges.1, text[end..].chars().next());
            open.then_some(Hit {
                start,
                end,
                entry: number as u32,
                group: entry.group,
                strength: entry.strength,
            })
        };
        let starts = || text.char_indices().map(|(start, _)| start);
        let mut all: Vec<_> = starts()
            .flat_map(|start| matcher.entries.iter().enumerate().filter_map(move |e| at(e, start)))
            .collect();
        let within = |a: &Hit, b: &Hit| b.start <= a.start && a.end <= b.end;
        let longer =
            |a: &Hit, b: &Hit| within(a, b) && b.end - b.start > a.end - a.start && a.group == b.group;
        let shielded = |a: &Hit, b: &Hit| within(a, b) && b.group == Group::Allowed;
        let kept = |a: &&Hit| !all.iter().any(|b| longer(a, b) || shielded(a, b));
        let mut kept: Vec<_> = all.iter().filter(kept).copied().collect();
        kept.sort_by_key(|hit| (hit.start, Reverse(hit.end), hit.entry));
        all.clear();
        kept
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
            let matcher = Matcher::new(&allowed.iter().fold(lexicon, |lexicon, term| lexicon.allowing(term)));
            let mut hits = Vec::new();
            matcher.find(&text, &mut hits);
            prop_assert_eq!(hits, naive(&matcher, &text));
        }
    }
}
