//! Evidence: what speaks for spam, for the edges of the body, and for what stands around it. All are pure functions without
//! weights.
//!
//! A spam signal is a function from a unit of text and its page to a strength between 0 and 1, in the file of its family. Here
//! it has its value of [`Signal`], its description, its stage, and its row in the table of functions.

pub(crate) mod boundary;
mod candidate;
mod context;
mod date;
mod echo;
mod field;
mod frame;
mod glue;
mod headline;
mod passage;
mod pattern;
mod script;
mod seam;
mod shape;
mod terms;

use crate::label::named;
use crate::steps;

pub(crate) use boundary::Known;
pub(crate) use candidate::{candidates, ends, joints, term_runs};
pub(crate) use echo::{Echo, Echoes};
pub(crate) use field::{fields, is_long as is_long_field};
pub(crate) use frame::{BoilerplateTerm, Frame, KindVotes, term_votes};
pub(crate) use headline::{Line, repeated};
pub(crate) use passage::{Passage, SpamTerm, Surroundings};
pub(crate) use seam::{MIN_REST, MIN_STYLED, Seams};

named! {
    /// What can speak for a label: the last four for title, byline and boilerplate, all others for or against spam. With the
    /// feature `serde`, it is written as its name.
    ///
    /// ```
    /// assert_eq!(gangue::Signal::StrongTerms.as_str(), "strong-terms");
    /// assert!(gangue::Signal::StrongTerms.describe().contains("wordlist"));
    /// ```
    Signal {
        /// Wordlist terms of class `strong`.
        StrongTerms = "strong-terms",
        /// Wordlist terms of class `weak`.
        WeakTerms = "weak-terms",
        /// Wordlist terms of class `combo`.
        ComboTerms = "combo-terms",
        /// One term and no more, and not a strong one.
        LoneTerm = "lone-term",
        /// How much of the unit is made of wordlist terms.
        TermCoverage = "term-coverage",
        /// How far the article itself is about the topic of the terms.
        PageTopic = "page-topic",
        /// A list of even parts between separators.
        KeywordList = "keyword-list",
        /// The parts of a list begin or end alike.
        SharedAffix = "shared-affix",
        /// Few words or syllables, combined over and over.
        Redundancy = "redundancy",
        /// Sentences.
        Prose = "prose",
        /// Words that look like the brands of betting sites: letters with a number or a telling ending.
        BrandTokens = "brand-tokens",
        /// An address to go to.
        Address = "address",
        /// Loud: pictures, exclamation marks, prices, percentages, telephone numbers.
        Hype = "hype",
        /// Words of the unit recur in the short lines around it.
        Recombination = "recombination",
        /// Terms of another language than the page's.
        ForeignLanguage = "foreign-language",
        /// Letters of another script than the page's.
        ForeignScript = "foreign-script",
        /// Simplified characters on a Traditional page, or the reverse.
        ForeignVariant = "foreign-variant",
        /// Letters in disguise: look-alikes of other scripts, styled alphabets, stacked marks, masks.
        Disguise = "disguise",
        /// Shares few short runs of letters with the body of the page.
        Unrelated = "unrelated",
        /// The lines around are made of the same terms.
        Neighbours = "neighbours",
        /// First or last on the page.
        Edge = "edge",
        /// The same name stands in other places of the page, too.
        Echoed = "echoed",
        /// How wide the unit is.
        Length = "length",
        /// Different wordlist terms of any class.
        TermVariety = "term-variety",
        /// How far the article is about the topic of any kind of spam.
        SpamTopics = "spam-topics",
        /// Digits.
        Digits = "digits",
        /// Upper-case letters.
        Capitals = "capitals",
        /// Signs that are neither letter nor digit.
        Signs = "signs",
        /// Latin letters on a page of another script.
        LatinLetters = "latin-letters",
        /// Ends like a sentence.
        FullStop = "full-stop",
        /// The lines next to it are running text.
        AmongProse = "among-prose",
        /// How far down the page.
        Depth = "depth",
        /// How much of its block the unit is.
        BlockShare = "block-share",
        /// Begins and ends where sentences do.
        Seams = "seams",
        /// Begins or ends where no sentence does, with the letters of a beginning or an end.
        BrokenSeams = "broken-seams",
        /// Without it, what stands on both sides of it is a pair of characters that the page has, or any text.
        Heals = "heals",
        /// Makes unusual pairs of characters with what stands beside it.
        Misfit = "misfit",
        /// Words without blanks between them.
        RunTogether = "run-together",
        /// Random letters and digits after words of Han.
        RandomCode = "random-code",
        /// How much of the unit is made of wordlist terms of boilerplate.
        FrameCoverage = "frame-coverage",
        /// Worded like the spam that the model was fitted on.
        Wording = "wording",
        /// How far the article itself is worded like spam.
        PageWording = "page-wording",
        /// Wordlist terms of boilerplate.
        BoilerplateTerms = "boilerplate-terms",
        /// Where the block stands and what it looks like among its neighbours.
        OutsideBody = "outside-body",
        /// The form of a headline, near the start of the body.
        Headline = "headline",
        /// A date or a word of credit near the headline.
        Dateline = "dateline",
    }
}

impl Signal {
    /// A few words for people: what the signal found, or for a quantity such as the length, its name.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::StrongTerms => "holds wordlist terms that honest text does not have",
            Self::WeakTerms => "holds wordlist terms of a spam topic",
            Self::ComboTerms => "holds wordlist terms that mean something only together",
            Self::LoneTerm => "holds a single term that says little by itself",
            Self::TermCoverage => "is largely made of wordlist terms",
            Self::PageTopic => "the article is about this topic",
            Self::KeywordList => "is a list of even parts",
            Self::SharedAffix => "the parts of the list begin or end alike",
            Self::Redundancy => "combines the same few words over and over",
            Self::Prose => "is made of sentences",
            Self::BrandTokens => "holds words shaped like brands of betting sites",
            Self::Address => "holds a web or mail address",
            Self::Hype => "is loud: signs, prices, exclamation marks",
            Self::Recombination => "repeats words of the short lines around it",
            Self::ForeignLanguage => "holds terms of a language other than the page's",
            Self::ForeignScript => "is in a script other than the page's",
            Self::ForeignVariant => "is in the variant of Chinese that the page does not use",
            Self::Disguise => "disguises its letters",
            Self::Unrelated => "shares little with the rest of the page",
            Self::Neighbours => "stands among lines with terms of the same kind",
            Self::Edge => "stands at the edge of the page",
            Self::Echoed => "stands elsewhere on the page as well",
            Self::Length => "its length",
            Self::TermVariety => "the number of different wordlist terms",
            Self::SpamTopics => "the article is about a topic of spam",
            Self::Digits => "holds digits",
            Self::Capitals => "holds capital letters",
            Self::Signs => "holds punctuation and symbols",
            Self::LatinLetters => "holds Latin letters on a page of another script",
            Self::FullStop => "ends like a sentence",
            Self::AmongProse => "stands among running text",
            Self::Depth => "its place down the page",
            Self::BlockShare => "its share of the block",
            Self::Seams => "begins and ends where sentences do",
            Self::BrokenSeams => "breaks into a sentence",
            Self::Heals => "breaks into a word",
            Self::Misfit => "does not go with the characters beside it",
            Self::RunTogether => "runs words together without spaces",
            Self::RandomCode => "puts random letters and digits after words",
            Self::FrameCoverage => "is largely made of boilerplate terms",
            Self::Wording => "is worded like spam",
            Self::PageWording => "the article is worded like spam",
            Self::BoilerplateTerms => "holds boilerplate terms",
            Self::OutsideBody => "lies outside the span that reads most like an article",
            Self::Headline => "has the form of a headline and stands above the body",
            Self::Dateline => "holds a date or a credit and stands by the headline",
        }
    }
}

/// What it takes to measure a signal, the cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Counts, as a rule, and n-grams: counts alone tell hardly anything.
    Counts,
    /// Its separators and words.
    Walks,
    /// The shingles of the page.
    Shingles,
}

impl Stage {
    pub(crate) const ALL: [Self; 3] = [Self::Counts, Self::Walks, Self::Shingles];
}

impl Signal {
    pub(crate) const fn stage(self) -> Stage {
        match self {
            Self::KeywordList
            | Self::SharedAffix
            | Self::Redundancy
            | Self::RunTogether
            | Self::RandomCode => Stage::Walks,
            Self::Unrelated => Stage::Shingles,
            _ => Stage::Counts,
        }
    }
}

/// A function that measures one signal.
type Measure = fn(&Passage<'_>) -> f32;

/// Each signal with the function that measures it.
const MEASURED: &[(Signal, Measure)] = &[
    (Signal::StrongTerms, terms::strong),
    (Signal::WeakTerms, terms::weak),
    (Signal::ComboTerms, terms::combo),
    (Signal::LoneTerm, terms::lone),
    (Signal::TermCoverage, terms::coverage),
    (Signal::PageTopic, context::page_topic),
    (Signal::KeywordList, shape::keyword_list),
    (Signal::SharedAffix, shape::shared_affix),
    (Signal::Redundancy, shape::redundancy),
    (Signal::Prose, shape::prose),
    (Signal::BrandTokens, shape::brand_tokens),
    (Signal::Address, shape::address),
    (Signal::Hype, shape::hype),
    (Signal::Recombination, context::recombination),
    (Signal::ForeignLanguage, script::foreign_language),
    (Signal::ForeignScript, script::foreign_script),
    (Signal::ForeignVariant, script::foreign_variant),
    (Signal::Disguise, script::disguise),
    (Signal::Unrelated, context::unrelated),
    (Signal::Neighbours, context::neighbours),
    (Signal::Edge, context::edge),
    (Signal::Echoed, context::echoed),
    (Signal::Length, shape::length),
    (Signal::TermVariety, terms::variety),
    (Signal::SpamTopics, context::spam_topics),
    (Signal::Digits, shape::digits),
    (Signal::Capitals, shape::capitals),
    (Signal::Signs, shape::signs),
    (Signal::LatinLetters, script::latin_letters),
    (Signal::FullStop, shape::full_stop),
    (Signal::AmongProse, context::among_prose),
    (Signal::Depth, context::depth),
    (Signal::BlockShare, context::block_share),
    (Signal::Seams, context::seams),
    (Signal::BrokenSeams, context::broken_seams),
    (Signal::Heals, context::heals),
    (Signal::Misfit, context::misfit),
    (Signal::RunTogether, glue::run_together),
    (Signal::RandomCode, glue::random_code),
    (Signal::FrameCoverage, terms::frame_coverage),
    (Signal::Wording, terms::wording),
    (Signal::PageWording, context::page_wording),
];

/// The strength of every signal, 0 to 1, in the order of [`Signal::ALL`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Strengths([f32; Signal::ALL.len()]);

impl Default for Strengths {
    fn default() -> Self {
        Self([0.0; Signal::ALL.len()])
    }
}

impl Strengths {
    /// Measures the signals of a stage; those that are not measured are 0.
    pub(crate) fn measure(&mut self, passage: &Passage<'_>, stage: Stage) {
        steps::count(if stage == Stage::Counts { passage.hits.len() } else { passage.text.len() });
        for &(signal, measure) in MEASURED.iter().filter(|row| row.0.stage() == stage) {
            self.set(signal, measure(passage));
        }
    }

    /// Whether a signal is among those that speak for or against spam.
    #[cfg(any(test, feature = "fit"))]
    pub(crate) fn measures(signal: Signal) -> bool {
        MEASURED.iter().any(|row| row.0 == signal)
    }

    /// The strength of one signal.
    pub(crate) fn get(&self, signal: Signal) -> f32 {
        self.0.get(signal as usize).copied().unwrap_or_default()
    }

    fn set(&mut self, signal: Signal, strength: f32) {
        debug_assert!((0.0..=1.0).contains(&strength), "{signal}: {strength}");
        if let Some(slot) = self.0.get_mut(signal as usize) {
            *slot = strength;
        }
    }

    /// These strengths with another value for one signal.
    #[cfg(test)]
    pub(crate) fn with(mut self, signal: Signal, strength: f32) -> Self {
        self.set(signal, strength);
        self
    }
}

#[cfg(test)]
mod tests;
