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
    /// Looks at a block of which only the kind is asked: as a headline or byline it counts for nothing. `votes` are those of
    /// its terms.
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
        let evidence = [(dated, 0.6), (is_of_author(text), 0.3)];
        let evidence = evidence.iter().filter(|(is, _)| *is).map(|(_, evidence)| evidence).sum();
        Self { headline, repeated, byline: byline(profile, evidence, credits, marks), ..frame }
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

    /// Longer than the entries of a menu.
    pub(crate) const fn is_wide(&self) -> bool {
        self.width >= WIDE
    }
}

/// Columns.
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

/// How much an arrow says that a link leads to the page before or after this one: `← Older`. Behind a link arrows often
/// mean no more than that it is one.
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

/// Whether a text begins with a word that stands before the name of an author, and something that may be one. In many
/// languages the word is too short and common for a wordlist.
fn is_of_author(text: &str) -> bool {
    let is_name = |name: &str| name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let parts = text.split_once(' ');
    parts.is_some_and(|(word, name)| is_name(name) && BEFORE_AUTHORS.contains(&word.to_lowercase().as_str()))
}

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
mod tests {
    use super::*;

    const NONE: KindVotes = [0.0; Kind::ALL.len()];

    fn voted(kind: Kind, votes: f32) -> KindVotes {
        let mut all = NONE;
        all[kind as usize] = votes;
        all
    }

    fn near(what: &str, found: f32, expected: f32) {
        assert!((found - expected).abs() < 1e-4, "{what}: {found}");
    }

    #[test]
    fn headlines_are_short_and_bare() {
        let of = |width: usize| "a".repeat(width);
        let votes = |votes| voted(Kind::Legal, votes);
        for (text, votes, dated, overlap, expected) in [
            (&*of(20), NONE, false, 1.0, 0.805),
            (&of(46), NONE, false, 1.0, 1.0),
            (&of(46), NONE, false, 0.0, 0.35),
            (&of(46), NONE, false, 0.5, 0.675),
            (&of(13), NONE, false, 1.0, 0.4025),
            (&of(6), NONE, false, 1.0, 0.0),
            (&of(210), NONE, false, 1.0, 0.5),
            (&of(270), NONE, false, 1.0, 0.0),
            (&of(46), votes(1.5), false, 1.0, 0.5),
            (&of(46), votes(9.0), false, 1.0, 0.2),
            (&of(59), NONE, true, 1.0, 0.3),
            (&of(60), NONE, true, 1.0, 1.0),
            ("One sentence is a headline.", NONE, false, 1.0, 0.8575),
            ("Two sentences. They are none.", NONE, false, 1.0, 0.349),
            ("Two sentences. And a half", NONE, false, 1.0, 0.8425),
            ("Home | News | Sport | Contact", NONE, false, 1.0, 0.8725),
            ("Home | News | Sport | Contact | Us", NONE, false, 1.0, 0.455),
        ] {
            near(text, headline(&Profile::of(text), &votes, dated, overlap), expected);
        }
    }

    #[test]
    fn bylines_are_short_and_dated_or_credited() {
        let of = |width: usize| "a".repeat(width);
        for (text, dated, credits, marks, expected) in [
            (&*of(120), true, 0.0, 0.0, 0.6),
            (&of(150), true, 0.0, 0.0, 0.3),
            (&of(180), true, 0.0, 0.0, 0.0),
            (&of(120), false, 0.0, 0.0, 0.0),
            (&of(120), false, 1.5, 0.0, 0.5),
            (&of(120), false, 3.0, 0.0, 0.6),
            (&of(120), true, 1.5, 0.0, 1.0),
            (&of(120), true, 0.0, 2.4, 0.6),
            (&of(120), true, 0.0, 2.5, 0.3),
            ("One sentence.", true, 0.0, 0.0, 0.6),
            ("One sentence. Another.", true, 0.0, 0.0, 0.24),
        ] {
            let evidence = if dated { 0.6 } else { 0.0 };
            near(text, byline(&Profile::of(text), evidence, credits, marks), expected);
        }
    }

    #[test]
    fn authors_stand_behind_a_word() {
        for (text, expected) in [
            ("By Ada Marsh", true),
            ("VON ADA MARSCH", true),
            ("โดย กิตติ ลมเหนือ", true),
            ("By the river", false),
            ("By 1990", false),
            ("Ada By Marsh", false),
            ("By", false),
            ("", false),
        ] {
            assert_eq!(is_of_author(text), expected, "{text}");
        }
        let byline = |text: &str| Frame::of_head(text, &Profile::of(text), NONE, 1.0, 0.0).byline;
        near("a name", byline("By Ada Marsh"), 0.3);
        near("and a date", byline("By Ada Marsh, 6 May 2024"), 0.9);
    }

    #[test]
    fn arrows_lead_to_other_pages() {
        for (text, expected) in [
            ("← Older", 1.2),
            ("« The mill turns again", 1.2),
            ("The mill turns again, at last →", 0.6),
            ("The mill turns again, at last »", 0.6),
            ("The mill →", 0.0),
            ("« La roue » tourne de nouveau", 0.0),
            ("«Колесо» снова вертится в деревне »", 0.0),
            ("A → B, and on to the next mill", 0.0),
        ] {
            near(text, arrow(text, &Profile::of(text)), expected);
        }
        let votes = Frame::of("← Older", &Profile::of("← Older"), NONE).votes;
        near("votes", votes[Kind::Pagination as usize], 1.2);
    }

    #[test]
    fn menus_are_three_short_parts() {
        let parts = |length: usize| format!("{} | News | Sport", "a".repeat(length));
        for (text, expected) in [
            ("Home | News | Sport", true),
            ("Home | News", false),
            ("one-two-three", true),
            ("Home 1 | News | Sport", false),
            ("Home | News | Sport.", false),
            ("首页丨新闻丨体育", true),
            ("首页丨新闻", false),
            ("Home!, News?", false),
            (&parts(24), true),
            (&parts(25), false),
        ] {
            assert_eq!(is_menu(text, &Profile::of(text)), expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_stopped() {
        for text in
            ["It rained.", "「雨だ。」", "下雨了。", "बारिश हुई।", "بارش ہوئی۔", "“It rained.”", "Անձրև։"]
        {
            assert!(Frame::of(text, &Profile::of(text), NONE).is_stopped, "{text}");
        }
        for text in ["Rain", "It rained...", "It rained…", "Rain?", "Rain!", "“Rain”", "3.14", ""] {
            assert!(!Frame::of(text, &Profile::of(text), NONE).is_stopped, "{text}");
        }
    }

    #[test]
    fn the_most_votes_are_those_of_any_kind() {
        assert_eq!(most(&NONE), 0.0);
        for kind in Kind::ALL {
            let mut votes = [1.0; Kind::ALL.len()];
            votes[*kind as usize] = 2.0;
            assert_eq!((most(&votes), most(&voted(*kind, 0.5))), (2.0, 0.5), "{kind}");
        }
    }

    #[test]
    fn terms_vote_by_class_and_share() {
        let term = |start, end, strength| BoilerplateTerm {
            span: Span::new(start, end),
            entry: 0,
            strength,
            kind: Kind::Share,
        };
        use Strength::{Combo, Strong, Weak};
        for (boilerplate, expected) in [
            (&[term(0, 5, Strong)][..], 2.1),
            (&[term(0, 10, Weak)], 1.2),
            (&[term(0, 1, Combo)], 0.184),
            (&[term(0, 5, Strong), term(0, 10, Weak)], 3.3),
            (&[], 0.0),
        ] {
            let votes = term_votes("0123456789", boilerplate);
            near("share", votes[Kind::Share as usize], expected);
            assert_eq!(votes.iter().sum::<f32>(), votes[Kind::Share as usize]);
        }
    }

    #[test]
    fn a_frame_knows_marks_menus_and_width() {
        let of = |text: &str| Frame::of_head(text, &Profile::of(text), voted(Kind::Legal, 0.5), 1.0, 0.0);
        let menu = of("Home | News | Sport");
        assert_eq!((menu.votes[Kind::Navigation as usize], menu.claim(), menu.is_wide()), (7.0, 7.0, false));
        let row = of("Home | News: all that happened in the county | Sport");
        assert_eq!((row.votes[Kind::Navigation as usize], row.is_wide()), (1.0, true));
        let sentence = of("Home | News: all that happened in the county | Sport.");
        assert_eq!(sentence.votes[Kind::Navigation as usize], 0.0);
        assert_eq!([23, 24].map(|width| of(&"a".repeat(width)).is_wide()), [false, true]);
        // Marks of boilerplate, and dates, are looked for in lines that are not too long.
        let legal = |width: usize| of(&format!("© 2024 Example Press {}", "a".repeat(width - 21)));
        let [short, long] = [600, 601].map(|width| legal(width).votes[Kind::Legal as usize]);
        assert!(short > long && long == 0.5, "{short} {long}");
        let dated = of("6 May 2024, 14:05");
        let undated = of("six of May, at two");
        assert!(
            dated.byline == 0.6 && undated.byline == 0.0 && dated.headline < undated.headline,
            "{dated:?}"
        );
        near("a mark", of("© 2024 Example Press, 6 May 2024").byline, 0.3);
    }
}
