//! Evidence of what a block outside the body is: title, byline, or a kind of boilerplate.

use super::pattern;
use crate::label::Kind;
use crate::lexicon::Strength;
use crate::profile::Profile;
use crate::span::Span;
use crate::steps;
use crate::unicode::{is_letter, is_mark};

/// Votes for each kind of boilerplate, in the order of [`Kind::ALL`].
pub(crate) type KindVotes = [f32; Kind::ALL.len()];

/// A boilerplate term in the block under judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BoilerplateTerm {
    /// Where it stands, in bytes of the text.
    pub(crate) span: Span,
    /// Which entry of the lexicon it is.
    pub(crate) entry: u32,
    /// How strong evidence the term is.
    pub(crate) strength: Strength,
    /// The kind of boilerplate.
    pub(crate) kind: Kind,
}

/// Evidence about one block, by its own text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    /// For each kind of boilerplate, how much speaks for it.
    pub(crate) votes: KindVotes,
    /// Columns.
    pub(crate) width: u32,
    /// Ends with a full stop, as sentences do and headlines mostly do not.
    pub(crate) is_stopped: bool,
    /// 0 to 1: looks like a headline.
    pub(crate) headline: f32,
    /// The share of the page's title that it repeats.
    pub(crate) repeated: f32,
    /// 0 to 1: looks like a date, source or author line.
    pub(crate) byline: f32,
}

impl Frame {
    /// Looks at a block that can be neither headline nor byline; `votes` are those of its terms.
    pub(crate) fn of(text: &str, profile: &Profile, votes: KindVotes) -> Self {
        Self::with_marks(text, profile, votes).0
    }

    /// Looks at a block that may be title or byline; `overlap` is what it shares with the body, 0 to 1, and `repeated` what it
    /// repeats of the page's title.
    pub(crate) fn of_head(
        text: &str,
        profile: &Profile,
        votes: KindVotes,
        overlap: f32,
        repeated: f32,
    ) -> Self {
        let (frame, marks) = Self::with_marks(text, profile, votes);
        let dated = profile.width() <= MAX_WIDTH && pattern::has_date(text, profile.digits);
        let credits = frame.votes[Kind::Credits as usize];
        let headline = headline(profile, &frame.votes, dated, overlap);
        let evidence = author(text) + if dated { 0.6 } else { 0.0 };
        Self { headline, repeated, byline: byline(profile, evidence, credits, marks), ..frame }
    }

    /// The most votes that any kind of boilerplate has.
    pub(crate) fn claim(&self) -> f32 {
        most(&self.votes)
    }

    /// Longer than the entries of a menu.
    pub(crate) const fn is_wide(&self) -> bool {
        self.width >= WIDE
    }

    /// Looks at a block, and sums up what its patterns say.
    fn with_marks(text: &str, profile: &Profile, mut votes: KindVotes) -> (Self, f32) {
        steps::count(text.len());
        let mut marks = 0.0;
        if profile.width() <= MAX_WIDTH {
            pattern::votes(text, profile.digits, |kind, weight| {
                votes[kind as usize] += weight;
                marks += weight;
            });
        }
        if is_menu(text, profile) {
            votes[Kind::Navigation as usize] += 6.0;
        }
        if profile.separators >= 2 && profile.sentences == 0 {
            votes[Kind::Navigation as usize] += 1.0;
        }
        votes[Kind::Pagination as usize] += arrow(text, profile);
        let frame = Self {
            votes,
            width: profile.width(),
            is_stopped: is_stopped(text),
            headline: 0.0,
            repeated: 0.0,
            byline: 0.0,
        };
        (frame, marks)
    }
}

/// What the boilerplate terms of a block say of it.
pub(crate) fn term_votes(text: &str, boilerplate: &[BoilerplateTerm]) -> KindVotes {
    steps::count(boilerplate.len());
    let mut votes = [0.0; Kind::ALL.len()];
    for term in boilerplate {
        // A term tells more where it is most of the line.
        let share = term.span.len() as f32 / text.len().max(1) as f32;
        votes[term.kind as usize] += weight(term.strength) * (0.4 + 0.6 * share);
    }
    votes
}

/// The most votes that any kind has.
pub(super) fn most(votes: &KindVotes) -> f32 {
    // Four side by side, so that one does not wait for the other.
    let (fours, rest) = votes.as_chunks::<4>();
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let most = fours.iter().fold([0.0; 4], |most, votes| std::array::from_fn(|i| larger(most[i], votes[i])));
    most.into_iter().chain(rest.iter().copied()).fold(0.0, larger)
}

/// The fewest columns of what is longer than an entry of a menu.
const WIDE: u32 = 24;

/// Whether a text ends with a full stop of any script, alone or within quotes.
fn is_stopped(text: &str) -> bool {
    let stops = ['.', '。', '．', '｡', '।', '॥', '۔', '։', '።', '។', '။'];
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', '」', '』']);
    text.ends_with(stops) && !text.ends_with("..")
}

/// A row of links, whatever they lead to: at least three short parts between bars, dashes or dots, and no number.
fn is_menu(text: &str, profile: &Profile) -> bool {
    let parts = || text.split(['|', '｜', '丨', '-', '/', '·', '•', '>', '»', '›']).map(str::trim);
    profile.digits == 0
        && profile.sentences == 0
        && (profile.symbols() >= 2 || profile.double > 0 && text.contains('丨'))
        && parts().take(3).count() == 3
        && parts().all(|part| part.chars().take(MAX_LINK + 1).count() <= MAX_LINK)
}

/// How much an arrow says that a link leads to the page before or after this one: `← Older`. Arrows after a link often only
/// mark it as one.
fn arrow(text: &str, profile: &Profile) -> f32 {
    let quote = text.contains('«') && text.contains('»');
    if !quote && ["←", "⟵", "« "].iter().any(|arrow| text.starts_with(arrow)) {
        1.2
    } else if !quote && profile.width() >= WIDE && ["→", "⟶", " »"].iter().any(|arrow| text.ends_with(arrow))
    {
        0.6
    } else {
        0.0
    }
}

/// The most characters of the text of a link in a menu.
const MAX_LINK: usize = 24;

/// The most columns of a block that patterns are looked for in: longer ones are prose, whatever numbers they hold.
const MAX_WIDTH: u32 = 600;

const fn weight(strength: Strength) -> f32 {
    match strength {
        Strength::Strong => 3.0,
        Strength::Weak => 1.2,
        Strength::Combo => 0.4,
    }
}

/// A headline has 8 to 200 columns, better 46 than 20, hardly any separators, no date, no full stop at its end, no word of
/// boilerplate, and shares words with the body.
fn headline(profile: &Profile, votes: &KindVotes, dated: bool, overlap: f32) -> f32 {
    let width = profile.width() as f32;
    let rise = |columns: f32| ((width - 6.0) / columns).clamp(0.0, 1.0);
    let length = (0.7 * rise(14.0) + 0.3 * rise(40.0)) * ((260.0 - width) / 100.0).clamp(0.0, 1.0);
    let telling = most(votes);
    let bare = 1.0 - (telling / 3.0).min(0.8);
    let form = if profile.terminal && profile.sentences > 1 { 0.4 } else { 1.0 };
    let date = if dated && width < 60.0 { 0.3 } else { 1.0 };
    let list = if profile.separators > 3 { 0.5 } else { 1.0 };
    length * bare * form * date * list * (0.35 + 0.65 * overlap)
}

/// How much says that a text begins with a word that stands before the name of an author, and something that may be one: more
/// if there is nothing else. In many languages the word is too short and common for a wordlist.
fn author(text: &str) -> f32 {
    let begins = |name: &str| name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let is = |word: &str, known: &str| word.chars().flat_map(char::to_lowercase).eq(known.chars());
    let is_before = |word: &str| BEFORE_AUTHORS.iter().any(|known| is(word, known));
    let Some((_, name)) = text.split_once(' ').filter(|(word, name)| begins(name) && is_before(word)) else {
        return 0.0;
    };
    let is_of_name = |c: char| is_letter(c) || is_mark(c) || ".-'’".contains(c);
    let is_name = |word: &str| begins(word) && word.chars().all(is_of_name);
    let words = name.split(' ').take(MOST_OF_NAME + 1).count();
    if (2..=MOST_OF_NAME).contains(&words) && name.split(' ').all(is_name) { 0.45 } else { 0.3 }
}

/// The most words of a name.
const MOST_OF_NAME: usize = 4;

/// English, German, French, Spanish and Portuguese, Italian, Dutch, Swedish and Norwegian, Danish, Romanian, Catalan, Indonesian,
/// Vietnamese, Thai, Greek, Croatian and Serbian, Filipino.
const BEFORE_AUTHORS: [&str; 17] = [
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "de",
    "per",
    "oleh",
    "bởi",
    "โดย",
    "του",
    "της",
    "od",
    "ni",
];

/// A byline is short and holds a date, the name of an author (`evidence`) or a word of credit.
fn byline(profile: &Profile, evidence: f32, credits: f32, marks: f32) -> f32 {
    let short = ((180.0 - profile.width() as f32) / 60.0).clamp(0.0, 1.0);
    let evidence = evidence + (credits / 3.0).min(0.6);
    let prose = if profile.sentences > 1 { 0.4 } else { 1.0 };
    (short * evidence * prose * if marks >= 2.5 { 0.5 } else { 1.0 }).min(1.0)
}

#[cfg(test)]
mod tests;
