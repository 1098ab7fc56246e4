//! What makes a block worth a look. It takes little: what is passed over here is kept, whatever it is.

use crate::lexicon::Strength;
use crate::page::Page;
use crate::profile::Profile;
use crate::signal::{MIN_STYLED, SpamTerm};
use crate::span::Span;
use crate::unicode::Script;

use super::around::coverage;
use super::spam::{Judge, View};
use super::topics::is_prose;

/// Commas and separators of a list.
const MIN_ITEMS: u32 = 3;
/// The share of a block that a term covers which tells only together with others.
const LONE_COVERAGE: f32 = 0.25;
/// Tenths of the letters that are in the script of the page, or Latin, where it is not in another one.
const MIN_IN_SCRIPT: u32 = 8;
/// Columns of words run together in a script that has blanks, and columns for each blank among them.
const MIN_RUN_TOGETHER: u32 = 40;
const MIN_BETWEEN_BLANKS: u32 = 28;

impl Judge<'_> {
    /// Whether a block is worth a look, for what it is or as a byline, where names are spliced in.
    pub(super) fn is_worth(&self, block: usize) -> bool {
        let View { blocks, profiles, page, .. } = self.view;
        worth_judging(blocks[block].span, &profiles[block], self.view.hits_of(block), page)
            || self.is_byline(block)
    }
}

/// Whether anything about a block can make it spam: a term, a list shape, disguise, another script, words run together.
pub(super) fn worth_judging(span: Span, profile: &Profile, hits: &[SpamTerm], page: &Page) -> bool {
    let styled = profile.scriptless() >= MIN_STYLED;
    let list = profile.commas + profile.separators >= MIN_ITEMS && !profile.address && !is_prose(profile);
    // Any word can stand in an address, and one that tells only together with others in any line.
    let lone = || hits.iter().any(SpamTerm::tells) || coverage(hits, span) >= LONE_COVERAGE;
    let terms = !is_lone(hits) || !profile.address && lone();
    terms || !is_in_script(profile, page) || styled || list || is_run_together(profile)
}

/// Whether a block is in the script of the page, or Latin letters, but for a fifth at most.
pub(super) fn is_in_script(profile: &Profile, page: &Page) -> bool {
    page.script().is_none_or(|bulk| {
        let own = profile.count(bulk) + profile.kana() + profile.count(Script::Latin);
        own * 10 >= profile.letters * MIN_IN_SCRIPT
    })
}

/// Whether a block is long and hardly has blanks, in a script that has them.
pub(super) fn is_run_together(profile: &Profile) -> bool {
    let unspaced = profile.double.saturating_sub(profile.count(Script::Hangul));
    profile.width() >= MIN_RUN_TOGETHER
        && profile.spaces * MIN_BETWEEN_BLANKS < profile.width()
        && unspaced * 10 < profile.letters
        && !profile.address
}

/// Whether there are no terms, or only one, which is not a strong one.
pub(super) fn is_lone(hits: &[SpamTerm]) -> bool {
    hits.iter().all(|hit| hit.strength != Strength::Strong && hit.entry == hits[0].entry)
}

#[cfg(test)]
mod tests;
