//! Evidence of what a block outside the body is: title, byline, or a kind of boilerplate.

use super::pattern;
use crate::label::Kind;
use crate::lexicon::Strength;
use crate::profile::Profile;
use crate::span::Span;
use crate::steps;

/// Votes for each kind of boilerplate, in the order of [`Kind::ALL`].
pub(crate) type KindVotes = [f32; Kind::ALL.len()];

/// A boilerplate term in the block under judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Where it stands, in bytes of the text.
    pub(crate) span: Span,
    /// Which entry of the lexicon it is.
    pub(crate) entry: u32,
    /// How much it tells.
    pub(crate) strength: Strength,
    /// The kind of boilerplate.
    pub(crate) kind: Kind,
}

/// Evidence about one block, by its own text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    /// For each kind of boilerplate, how much speaks for it.
    pub(crate) votes: KindVotes,
    /// At least 24 columns: longer than the entries of a menu.
    pub(crate) is_wide: bool,
    /// 0 to 1: looks like a headline.
    pub(crate) headline: f32,
    /// 0 to 1: looks like a date, source or author line.
    pub(crate) byline: f32,
}

impl Frame {
    /// Looks at a block of which only the kind is asked: as a headline or byline it counts for nothing. `votes` are those of
    /// its terms.
    pub(crate) fn of(text: &str, profile: &Profile, votes: KindVotes) -> Self {
        Self::with_marks(text, profile, votes).0
    }

    /// Looks at a block that may be title or byline; `overlap` is what it shares with the body, 0 to 1.
    pub(crate) fn of_head(text: &str, profile: &Profile, votes: KindVotes, overlap: f32) -> Self {
        let (frame, marks) = Self::with_marks(text, profile, votes);
        let dated = profile.width() <= MAX_WIDTH && pattern::has_date(text, profile.digits);
        let credits = frame.votes[Kind::Credits as usize];
        let headline = headline(profile, &frame.votes, dated, overlap);
        Self { headline, byline: byline(profile, dated, credits, marks), ..frame }
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
        (Self { votes, is_wide: profile.width() >= 24, headline: 0.0, byline: 0.0 }, marks)
    }
}

/// What the boilerplate terms of a block say of it.
pub(crate) fn term_votes(text: &str, mentions: &[Mention]) -> KindVotes {
    steps::count(mentions.len());
    let mut votes = [0.0; Kind::ALL.len()];
    for mention in mentions {
        // A term tells more where it is most of the line.
        let share = mention.span.len() as f32 / text.len().max(1) as f32;
        votes[mention.kind as usize] += weight(mention.strength) * (0.4 + 0.6 * share);
    }
    votes
}

/// The most votes that any kind has.
pub(super) fn most(votes: &KindVotes) -> f32 {
    // Side by side, so that one does not wait for the other.
    let (fours, rest) = votes.as_chunks::<4>();
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let most = fours.iter().fold([0.0; 4], |most, votes| std::array::from_fn(|i| larger(most[i], votes[i])));
    most.into_iter().chain(rest.iter().copied()).fold(0.0, larger)
}

impl Frame {
    /// The most votes that any kind of boilerplate has.
    pub(crate) fn claim(&self) -> f32 {
        most(&self.votes)
    }
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

/// The text of a link in a menu has at most so many characters.
const MAX_LINK: usize = 24;

/// Patterns are looked for in blocks of up to so many columns: longer ones are prose, whatever numbers they hold.
const MAX_WIDTH: u32 = 600;

const fn weight(strength: Strength) -> f32 {
    match strength {
        Strength::Strong => 3.0,
        Strength::Weak => 1.2,
        Strength::Combo => 0.4,
    }
}

/// A headline has 8 to 200 columns, hardly any separators, no date, no full stop at its end, no word of boilerplate,
/// and shares words with the body.
fn headline(profile: &Profile, votes: &KindVotes, dated: bool, overlap: f32) -> f32 {
    let width = profile.width() as f32;
    let length = ((width - 6.0) / 14.0).clamp(0.0, 1.0) * ((260.0 - width) / 100.0).clamp(0.0, 1.0);
    let telling = most(votes);
    let bare = 1.0 - (telling / 3.0).min(0.8);
    let form = if profile.terminal && profile.sentences > 1 { 0.4 } else { 1.0 };
    let date = if dated && width < 60.0 { 0.3 } else { 1.0 };
    let list = if profile.separators > 3 { 0.5 } else { 1.0 };
    length * bare * form * date * list * (0.35 + 0.65 * overlap)
}

/// A byline is short and holds a date or a word of credit.
fn byline(profile: &Profile, dated: bool, credits: f32, marks: f32) -> f32 {
    let short = ((180.0 - profile.width() as f32) / 60.0).clamp(0.0, 1.0);
    let evidence = if dated { 0.6 } else { 0.0 } + (credits / 3.0).min(0.6);
    let prose = if profile.sentences > 1 { 0.4 } else { 1.0 };
    (short * evidence * prose * if marks >= 2.5 { 0.5 } else { 1.0 }).min(1.0)
}
