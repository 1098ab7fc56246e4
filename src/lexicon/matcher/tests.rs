//! Tests of the search, beside the plain automaton and a naive one.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use proptest::prelude::*;

use super::*;
use crate::fold::fold;
use crate::label::Kind;
use crate::lexicon::Lexicon;
use crate::lexicon::compile::compile;
use crate::lexicon::places::AT_ONCE;

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
    // A word goes on at `*`, with all that is found in it.
    for (phrase, text, expected) in [
        ("casino roy*", "casino royale", &[][..]),
        ("casino roy", "casino royale", &["a:casino*@0", "b:royale@7"]),
        ("casin*", "casino casino88 bonus", &["c:*bonus@16"]),
        ("casin*", "casino카지노 casino在线", &["b:카지노*@6", "c:在线@22"]),
        ("*bonus", "casinobonus bonus casino", &["a:casino*@18"]),
        ("*bonus", "casinobonus88 bonuses", &["c:*88@11"]),
        ("casino", "casino88", &["a:*casino88@0", "c:*88@6"]),
        ("在*", "在线casino", &["c:在线@0", "a:casino*@6"]),
        ("카지*", "카지노 카지노88", &[]),
        ("8*", "888 88casino", &["a:casino*@6"]),
    ] {
        let lists = [&["casino*", "*casino88"][..], &["royale", "카지노*"], &["*bonus", "在线", "*88"]];
        assert_eq!(found(&lexicon(&lists).allowing(phrase), text), expected, "{phrase}");
    }
    // So far, and no further: what is looked at must not grow with the text.
    for (letters, expected) in [(64, &[][..]), (65, &["a:*end@64"])] {
        let text = format!("ca{}end", "s".repeat(letters - "end".len()));
        let lexicon = lexicon(&[&["*end"]]).allowing("ca*");
        assert_eq!(found(&lexicon, &text), expected, "{letters}");
    }
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

/// A term of a matcher: the rules at its ends, and a hit of it alone.
struct Known {
    term: String,
    edges: (Edge, Edge),
    hit: Hit,
}

/// Every entry that a matcher searches for.
fn known(matcher: &Matcher) -> Vec<Known> {
    let mut known = Vec::new();
    for search in matcher.searches() {
        let terms = (0..).map_while(|term| Some((term, search.index.get(term)?)));
        for (number, term) in terms.map(|(number, term)| (number, str::from_utf8(term).unwrap())) {
            known.extend(search.hits(term, number, 0..term.len(), |_, _| true).map(|hit| {
                let Mention { edges: (left, right), .. } =
                    search.index.mention(hit.entry - search.terms.before);
                Known { term: term.to_owned(), edges: (Edge::ALL[left], Edge::ALL[right]), hit }
            }));
        }
    }
    known
}

/// The plain automaton over the folded term of every entry.
struct Plain {
    known: Vec<Known>,
    automaton: AhoCorasick,
}

impl Plain {
    fn new(matcher: &Matcher) -> Self {
        let known = known(matcher);
        let automaton = AhoCorasick::new(known.iter().map(|known| &known.term)).unwrap();
        Self { known, automaton }
    }
}

#[test]
fn every_entry_is_known() {
    let lexicon = Lexicon::builtin();
    let (matcher, _) = compile(&lexicon);
    let known = known(&matcher);
    assert_eq!(known.len(), lexicon.enabled().count());
    for Known { term, edges, hit } in known {
        let entry = matcher.entry(hit.entry).unwrap();
        let local =
            entry.pattern.edges == edges && entry.strength == hit.strength && entry.group == hit.group;
        assert!(local && *entry.pattern.folded == term, "{entry:?}");
    }
}

/// The built-in lists, but for one kind, and terms of the caller, which they have in part.
static MIXED: LazyLock<(Matcher, Plain)> = LazyLock::new(|| {
    let own =
        "@label spam\n@kind gambling\n@lang tr\ncasino\tweak\nbahis*\tweak\nbonus vere\tstrong\n카지\tweak\n";
    let lexicon = Lexicon::builtin().with_list("own", own).unwrap().without(Kind::Finance);
    let (matcher, _) = compile(&lexicon.allowing("viagra").allowing("online casino"));
    let plain = Plain::new(&matcher);
    (matcher, plain)
});

/// A term of the built-in lists or a part of one, and what may stand between terms.
fn piece() -> impl Strategy<Value = String> {
    let term = |(number, cut): (prop::sample::Index, bool)| {
        let term = &number.get(&MIXED.1.known).term;
        let end = if cut { term.floor_char_boundary(term.len() / 2) } else { term.len() };
        term[..end].to_owned()
    };
    let term = any::<(prop::sample::Index, bool)>().prop_map(term);
    let own = prop::sample::select(vec!["casino", "bahis", "bonus vere", "카지", "viagra", "online casino"]);
    prop_oneof![4 => term, 1 => own.prop_map(fold), 2 => "[ .,0-9]?", 1 => "[a-zé字가я]{0,2}", 1 => "\\PC{0,3}"]
}

/// The words that an allowed phrase with `*` stands in, letter by letter; no text of these tests has longer ones.
fn grow(text: &str, plain: &Plain, hit: &mut Hit) {
    let allowed = plain.known.iter().find(|known| known.hit.entry == hit.entry).unwrap();
    let is_of = |class: Edge, c: Option<char>| {
        let other = c.map_or(Edge::Free, Edge::of);
        class != Edge::Free && (other == class || other == Edge::Digit)
    };
    let class = |c: Option<char>| c.map_or(Edge::Free, Edge::of);
    let (first, last) = (class(allowed.term.chars().next()), class(allowed.term.chars().next_back()));
    while allowed.edges.0 == Edge::Free && is_of(first, text[..hit.start].chars().next_back()) {
        hit.start = text.floor_char_boundary(hit.start - 1);
    }
    while allowed.edges.1 == Edge::Free && is_of(last, text[hit.end..].chars().next()) {
        hit.end = text.ceil_char_boundary(hit.end + 1);
    }
}

/// Every hit of a plain automaton over all terms, with the edges looked at after it and nested hits dropped by looking
/// at all pairs.
fn naive(plain: &Plain, text: &str, clear: fn(Edge, Option<char>) -> bool) -> Vec<Hit> {
    let hit = |m: aho_corasick::Match| {
        let Known { edges, hit, .. } = &plain.known[m.pattern().as_usize()];
        let may_be_hidden = m.len() >= MIN_TERM && matches!(hit.group, Group::Spam(_));
        let open = clear(edges.0, text[..m.start()].chars().next_back())
            && (clear(edges.1, text[m.end()..].chars().next())
                || may_be_hidden && is_before_junk(text, m.end()));
        open.then_some(Hit { start: m.start(), end: m.end(), ..*hit })
    };
    let mut all: Vec<_> = plain.automaton.find_overlapping_iter(text).filter_map(hit).collect();
    all.iter_mut().filter(|hit| hit.group == Group::Allowed).for_each(|hit| grow(text, plain, hit));
    let within = |a: &Hit, b: &Hit| b.start <= a.start && a.end <= b.end;
    let longer = |a: &Hit, b: &Hit| within(a, b) && b.end - b.start > a.end - a.start && a.group == b.group;
    let shielded = |a: &Hit, b: &Hit| within(a, b) && b.group == Group::Allowed;
    let kept = |a: &&Hit| !all.iter().any(|b| longer(a, b) || shielded(a, b));
    let mut kept: Vec<_> = all.iter().filter(kept).copied().collect();
    sort(&mut kept);
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
        allowed in prop::collection::vec("[*]?[ab性1]{1,3}[*]?", 0..2),
        text in "[abя性가1 .]{0,40}",
    ) {
        let mut lexicon = Lexicon::new();
        for ((name, head), terms) in LISTS.iter().zip(&terms) {
            let unique: std::collections::BTreeSet<_> = terms.iter().map(|term| fold(term.trim_matches('*'))).collect();
            let lines: String = terms.iter().filter(|_| unique.len() == terms.len()).map(|t| format!("{t}\tcombo\n")).collect();
            lexicon = lexicon.with_list(name, &format!("{head}{lines}")).unwrap();
        }
        let (matcher, _) = compile(&allowed.iter().fold(lexicon, |lexicon, term| lexicon.allowing(term)));
        let mut hits = Vec::new();
        matcher.find_at_edges(&text, &mut Vec::new(), &mut hits);
        drop_nested(&mut hits);
        prop_assert_eq!(hits, naive(&Plain::new(&matcher), &text, clear));
    }

    #[test]
    fn agrees_with_the_plain_automaton_on_the_built_in_lists(
        text in prop::collection::vec(piece(), 0..12).prop_map(|pieces| fold(&pieces.concat())),
    ) {
        let (matcher, plain) = &*MIXED;
        let mut hits = Vec::new();
        matcher.find_at_edges(&text, &mut Vec::new(), &mut hits);
        drop_nested(&mut hits);
        let clear = |edge: Edge, c: Option<char>| edge.admits(c.map_or(Edge::Free, Edge::of));
        prop_assert_eq!(hits, naive(plain, &text, clear));
    }
}
