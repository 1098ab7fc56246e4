//! One term of a wordlist: what it stands for, how much it says, and where it may match.

use std::sync::Arc;

use crate::fold::fold;
use crate::label::Kind;
use crate::lexicon::edge::Edge;

/// How much a term says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Strength {
    /// Practically never in honest text, not even about the topic. Boilerplate: enough to know the kind.
    Strong,
    /// A word of the topic, also in honest articles about it. Boilerplate: a hint.
    Weak,
    /// Innocent alone; telling only in dense combination with others.
    Combo,
}

impl Strength {
    /// In the order in which prepared terms number them.
    pub(crate) const ALL: [Self; 3] = [Self::Strong, Self::Weak, Self::Combo];

    /// The class with this name in a wordlist.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "strong" => Some(Self::Strong),
            "weak" => Some(Self::Weak),
            "combo" => Some(Self::Combo),
            _ => None,
        }
    }
}

/// What a list of terms is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Group {
    /// A category of spam.
    Spam(Kind),
    /// A kind of boilerplate.
    Boilerplate(Kind),
    /// The small words of a language, in which its prose is rich.
    FunctionWord,
    /// Phrases that the caller allows: neither they nor any term within them is a hit.
    Allowed,
}

impl Group {
    /// Number of values of [`Group::index`].
    pub(crate) const COUNT: usize = 2 * Kind::ALL.len() + 2;

    /// A dense number below [`Group::COUNT`].
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::FunctionWord => 0,
            Self::Allowed => 1,
            Self::Spam(kind) => 2 + kind as usize,
            Self::Boilerplate(kind) => 2 + Kind::ALL.len() + kind as usize,
        }
    }

    /// The category of spam or kind of boilerplate.
    pub(crate) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Spam(kind) | Self::Boilerplate(kind) => Some(kind),
            Self::FunctionWord | Self::Allowed => None,
        }
    }
}

/// A term as matched: its fold, and the rule at each end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// The term in the form in which text is searched, not empty, without blanks at its ends.
    pub(crate) folded: Box<str>,
    /// The rules at its start and its end.
    pub(crate) edges: (Edge, Edge),
}

impl Pattern {
    /// Reads a term: a `*` at an end lets the word go on there. `None` if the fold leaves nothing of the term.
    pub(crate) fn new(written: &str) -> Option<Self> {
        let (left, term) = written.strip_prefix('*').map_or((None, written), |rest| (Some(Edge::Free), rest));
        let (right, term) = term.strip_suffix('*').map_or((None, term), |rest| (Some(Edge::Free), rest));
        let folded = fold(term).trim().to_owned();
        // The script is that of the term as written: the fold can turn a letter into a digit that looks like it.
        let left = left.unwrap_or_else(|| Edge::of_end(term.trim().chars()));
        let right = right.unwrap_or_else(|| Edge::of_end(term.trim().chars().rev()));
        (!folded.is_empty()).then(|| Self { folded: folded.into(), edges: (left, right) })
    }
}

/// A term of a list.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The term as the list has it, with its `*`.
    pub(crate) term: Box<str>,
    /// What is searched for.
    pub(crate) pattern: Pattern,
    /// What the list is about.
    pub(crate) group: Group,
    /// How much the term says by itself; [`Strength::Combo`] for function words.
    pub(crate) strength: Strength,
    /// Name of the list.
    pub(crate) list: Arc<str>,
    /// Line of the list, counted from 1.
    pub(crate) line: usize,
}

/// Whether a folded term means something only on a page in its own language. Short words in Latin script are words of many
/// languages, with a different meaning in each; English words are used everywhere.
pub(crate) fn needs_its_language(folded: &str, english: bool) -> bool {
    !english && folded.len() <= 5 && folded.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_latin_words_need_their_language() {
        for (lang, term, expected) in [
            ("cs", "anal", true),
            ("en", "anal", false),
            ("cs", "anal sex", false),
            ("id", "bos88", false),
            ("ru", "хуй", false),
            ("cs", "análek", false),
        ] {
            assert_eq!(needs_its_language(&fold(term), lang == "en"), expected, "{term}");
        }
    }

    #[test]
    fn a_term_matches_at_the_edges_of_its_script() {
        let cases = [
            ("cialis", "specialist", false),
            ("cialis", "cialis", true),
            ("cialis", "(cialis)", true),
            ("cialis", "cialis100", true),
            ("casino", "casino bonus", true),
            ("casino", "casino\u{301}", false),
            ("casino", "casino在线", true),
            ("casino", "casino는", true),
            ("casino", "casinoв", false),
            ("bahis", "bahisleri", false),
            ("bahis*", "bahisleri", true),
            ("*apotheke", "onlineapotheke", true),
            ("*apotheke", "apothekenkunde", false),
            ("*wett*", "sportwetten", true),
            ("性病", "慢性病", true),
            ("สล็อต", "เกมสล็อตออนไลน์", true),
            ("スロット", "スロットー", true),
            ("카지노", "카지노는", false),
            ("카지노*", "카지노는", true),
            ("카지노", "카지노 사이트", true),
            ("казино", "казиноман", false),
            ("जुआ", "जुआ घर", true),
            ("जुआ", "जुआरी", false),
            ("קזינו", "קזינו־אונליין", true),
            ("קזינו", "הקזינו", false),
            ("365", "1365", false),
            ("365", "3650", false),
            ("365", "bet365 com", true),
            ("bet365", "bet365com", true),
            ("18+", "18+x", true),
            ("(c)", "a(c)b", true),
        ];
        for (term, text, expected) in cases {
            let pattern = Pattern::new(term).expect(term);
            let fits = |(start, hit): (usize, &str)| {
                pattern.edges.0.admits(Edge::before(text, start))
                    && pattern.edges.1.admits(Edge::at(text, start + hit.len()))
            };
            let found = text.match_indices(&*pattern.folded).any(fits);
            assert_eq!(found, expected, "{term} in {text}");
        }
    }

    #[test]
    fn nothing_is_no_term() {
        for term in ["", "*", "**", " ", "* *", "-"] {
            assert_eq!(Pattern::new(term), None, "{term:?}");
        }
    }

    #[test]
    fn group_numbers_are_dense_and_distinct() {
        let kinds = || Kind::ALL.iter().copied();
        let mut numbers: Vec<_> = [Group::FunctionWord, Group::Allowed]
            .into_iter()
            .chain(kinds().map(Group::Spam))
            .chain(kinds().map(Group::Boilerplate))
            .map(Group::index)
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..Group::COUNT).collect::<Vec<_>>());
    }
}
