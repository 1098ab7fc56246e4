//! Evidence of spam: pure functions from a unit of text and its page to a strength between 0 and 1. They know no
//! weights. One file per family; the table below is all there is to register.

pub(crate) mod boundary;
mod candidate;
mod composite;
mod context;
mod frame;
mod pattern;
mod script;
mod shape;
mod subject;
mod terms;

use crate::label::named;

pub(crate) use candidate::{candidates, densest};
pub(crate) use frame::{Frame, Mention};
pub(crate) use subject::{Found, Subject, Surroundings};

named! {
    /// What can speak for a label: most of these for or against spam, the last four for what is not spam.
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
        /// Words of the unit come again in the short lines around it.
        Recombination = "recombination",
        /// Terms of another language than the page's.
        ForeignLanguage = "foreign-language",
        /// Letters of another script than the page's.
        ForeignScript = "foreign-script",
        /// Simplified characters on a Traditional page, or the reverse.
        ForeignVariant = "foreign-variant",
        /// Letters in disguise: look-alikes of other scripts, styled alphabets, stacked marks, masks.
        Disguise = "disguise",
        /// Shares no pairs of letters with the body of the page.
        Unrelated = "unrelated",
        /// The lines around are made of the same terms.
        Neighbours = "neighbours",
        /// First or last on the page.
        Edge = "edge",
        /// A list that is made of terms.
        TermList = "term-list",
        /// A list in another script or variant than the page's.
        ForeignList = "foreign-list",
        /// A list that shares nothing with the page.
        UnrelatedList = "unrelated-list",
        /// A list of few words.
        RedundantList = "redundant-list",
        /// Terms that have nothing to do with the page.
        UnrelatedTerms = "unrelated-terms",
        /// Terms among lines of terms.
        NeighbourTerms = "neighbour-terms",
        /// Terms of a topic that the page is not about, in a unit that shares nothing with it.
        OffTopicTerms = "off-topic-terms",
        /// The parts of a list that shares nothing with the page begin or end alike.
        UnrelatedAffix = "unrelated-affix",
        /// Any terms at the edge of a page that they share nothing with.
        EdgeTerms = "edge-terms",
        /// Terms beside a brand-like word.
        BrandTerms = "brand-terms",
        /// Letters in disguise, in a unit that shares nothing with the page.
        UnrelatedDisguise = "unrelated-disguise",
        /// Loud, with an address, and nothing to do with the page.
        UnrelatedOffer = "unrelated-offer",
        /// Terms that come again in the lines around.
        RecombinedTerms = "recombined-terms",
        /// Little else than terms on a short line.
        BareTerms = "bare-terms",
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
    /// One sentence for people: what the signal measures.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::StrongTerms => "holds wordlist terms that honest text does not have",
            Self::WeakTerms => "holds wordlist terms of a spam topic",
            Self::ComboTerms => "holds wordlist terms that are telling only together",
            Self::TermCoverage => "is made of wordlist terms to a large part",
            Self::PageTopic => "the article is about this topic",
            Self::KeywordList => "is a list of even parts",
            Self::SharedAffix => "the parts of the list begin or end alike",
            Self::Redundancy => "combines the same few words over and over",
            Self::Prose => "reads like sentences",
            Self::BrandTokens => "holds words shaped like brands of betting sites",
            Self::Address => "holds a web or mail address",
            Self::Hype => "is loud: signs, prices, exclamation marks",
            Self::Recombination => "its words come again in the short lines around",
            Self::ForeignLanguage => "its terms are of another language than the page",
            Self::ForeignScript => "is in another script than the page",
            Self::ForeignVariant => "is in another variant of Chinese than the page",
            Self::Disguise => "writes letters in disguise",
            Self::Unrelated => "shares nothing with the rest of the page",
            Self::Neighbours => "stands among lines of such terms",
            Self::Edge => "stands at the edge of the page",
            Self::TermList => "is a list of wordlist terms",
            Self::ForeignList => "is a list in another script or variant than the page",
            Self::UnrelatedList => "is a list that shares nothing with the page",
            Self::RedundantList => "is a list that combines the same few words",
            Self::UnrelatedTerms => "holds terms that have nothing to do with the page",
            Self::NeighbourTerms => "is made of terms among lines of such terms",
            Self::OffTopicTerms => "is about a topic that the page is not about",
            Self::UnrelatedAffix => "is a list of parts alike that shares nothing with the page",
            Self::EdgeTerms => "holds terms, at the edge of a page that it shares nothing with",
            Self::BrandTerms => "holds terms beside a word shaped like a brand",
            Self::UnrelatedDisguise => "writes letters in disguise and shares nothing with the page",
            Self::UnrelatedOffer => "is an offer that has nothing to do with the page",
            Self::RecombinedTerms => "its terms come again in the lines around",
            Self::BareTerms => "is hardly more than wordlist terms",
            Self::BoilerplateTerms => "holds words of the frame around articles",
            Self::OutsideBody => "lies outside the span that reads most like an article",
            Self::Headline => "has the form of a headline and stands above the body",
            Self::Dateline => "holds a date or a credit and stands by the headline",
        }
    }
}

/// A function that measures one signal.
type Measure = fn(&Subject<'_>) -> f32;

/// The signals that are measured directly. Composites follow from them.
const MEASURED: &[(Signal, Measure)] = &[
    (Signal::StrongTerms, terms::strong),
    (Signal::WeakTerms, terms::weak),
    (Signal::ComboTerms, terms::combo),
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
    /// Measures all signals of a unit.
    pub(crate) fn of(subject: &Subject<'_>) -> Self {
        let mut strengths = Self::default();
        for &(signal, measure) in MEASURED {
            strengths.set(signal, measure(subject));
        }
        for &(signal, combine) in composite::COMPOSITES {
            strengths.set(signal, combine(&strengths, subject));
        }
        strengths
    }

    /// Whether a signal is among those that speak for or against spam.
    #[cfg(any(test, feature = "fit"))]
    pub(crate) fn measures(signal: Signal) -> bool {
        MEASURED.iter().any(|row| row.0 == signal) || composite::COMPOSITES.iter().any(|row| row.0 == signal)
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
