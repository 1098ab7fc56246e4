//! What the signals look at.

use super::frame::BoilerplateTerm;
use crate::label::Kind;
use crate::lexicon::Strength;
use crate::page::Page;
use crate::profile::Profile;
use crate::shingles::Shingles;
use crate::span::Span;

/// A wordlist term of a spam category, found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpamTerm {
    /// Where it stands, in bytes of the text.
    pub(crate) span: Span,
    /// Which entry of the lexicon it is.
    pub(crate) entry: u32,
    /// How strong evidence the term is.
    pub(crate) strength: Strength,
    /// The category.
    pub(crate) kind: Kind,
    /// Whether it is a term of another language than the page's.
    pub(crate) foreign: bool,
}

impl SpamTerm {
    /// Whether the term is evidence by itself, without others.
    pub(crate) fn tells(&self) -> bool {
        self.strength != Strength::Combo
    }
}

/// What the signals know of the lines around a unit and of the page beyond the profile counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Surroundings {
    /// Mean share of the neighbouring blocks that is covered by terms, 0 to 1.
    pub(crate) neighbour_coverage: f32,
    /// Terms of class strong or weak of the unit's main category in the prose of the page outside the unit, a
    /// thousand columns of that prose.
    pub(crate) topic_density: f32,
    /// The same for terms of any category.
    pub(crate) spam_density: f32,
    /// The mean logit that the running text of the page outside the block is worded like spam, if there is any.
    pub(crate) page_wording: Option<f32>,
    /// The share of the unit's words that stand in the short lines around, too.
    pub(crate) recombination: f32,
    /// In how many places of the unit letters are disguised, or kept apart.
    pub(crate) masks: usize,
    /// Whether the unit is, or is part of, a long block.
    pub(crate) in_long_block: bool,
    /// Whether the page has less than three blocks.
    pub(crate) is_tiny_page: bool,
    /// The share of the neighbouring blocks that are running text.
    pub(crate) prose_near: f32,
    /// The number of the block, as a share of that of the last.
    pub(crate) depth: f32,
    /// The share of the block that the unit is.
    pub(crate) block_share: f32,
    /// In how many other places the unit stands, if it is a name around a term.
    pub(crate) echoes: u8,
    /// How many of the two ends are ends of a sentence or of the block.
    pub(crate) seams: u8,
    /// How many of the two ends break into a sentence.
    pub(crate) broken_seams: u8,
    /// Whether the characters around it are a pair that the page has elsewhere.
    pub(crate) heals: bool,
    /// Whether they are a pair that other text has.
    pub(crate) joins: bool,
    /// How many of its ends make no usual pair with the character beside them.
    pub(crate) misfits: u8,
    /// Distance to the nearer end of the page, in blocks without a term that is evidence by itself.
    pub(crate) edge_distance: usize,
    /// The logit that the unit is worded like spam, where that is known already.
    pub(crate) wording: Option<f32>,
}

/// How many characters of a unit the signals of its form read.
pub(super) const READ: usize = 600;

/// The first [`READ`] characters of a text.
pub(super) fn head(text: &str) -> &str {
    &text[..text.char_indices().nth(READ).map_or(text.len(), |(at, _)| at)]
}

/// A unit of text under judgement: a block, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passage<'a> {
    /// The text of the unit, with its letters as they are without disguise.
    pub(crate) text: &'a str,
    /// Its counts.
    pub(crate) profile: &'a Profile,
    /// The spam terms in it, sorted by place. Their spans are in bytes of the page.
    pub(crate) hits: &'a [SpamTerm],
    /// The boilerplate terms in it, likewise.
    pub(crate) boilerplate: &'a [BoilerplateTerm],
    /// The logit that a text is worded like spam.
    pub(crate) wording: fn(&str) -> f32,
    /// The page that it stands on.
    pub(crate) page: &'a Page,
    /// The shingles of its long blocks.
    pub(crate) shingles: &'a Shingles,
    /// The lines around.
    pub(crate) around: Surroundings,
}

impl Passage<'_> {
    /// The logit that it is worded like spam.
    pub(crate) fn wording_logit(&self) -> f32 {
        self.around.wording.unwrap_or_else(|| (self.wording)(self.text))
    }
}
