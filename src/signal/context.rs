//! Signals of the surroundings: what the rest of the page says about the unit.

use super::Passage;
use crate::odds::probability;

/// How far the page's prose is about the unit's topic: `min(1, d / 3)` for d terms of the category in a thousand columns
/// of prose outside the unit. Speaks against spam: an article about gambling law holds the words of gambling.
pub(super) fn page_topic(passage: &Passage<'_>) -> f32 {
    (passage.around.topic_density / 3.0).clamp(0.0, 1.0)
}

/// The share of the unit's shingles, short runs of characters, that stand nowhere else in the long blocks of the page; 0 on
/// a page that has too little to tell.
pub(super) fn unrelated(passage: &Passage<'_>) -> f32 {
    let overlap = passage.shingles.overlap(passage.text, passage.around.in_long_block);
    overlap.map_or(0.0, |overlap| 1.0 - overlap)
}

/// The mean share of terms in the two blocks before and after.
pub(super) fn neighbours(passage: &Passage<'_>) -> f32 {
    passage.around.neighbour_coverage.clamp(0.0, 1.0)
}

/// The share of the unit's words, or pairs of characters, that recur in the six short blocks before and after.
/// The lines of a link farm recombine a few words; those of a menu do not.
pub(super) fn recombination(passage: &Passage<'_>) -> f32 {
    passage.around.recombination.clamp(0.0, 1.0)
}

/// 1 for the first and last block of the page, halving with each block further in that has no telling term; 0 on a page of
/// one or two blocks, which is all edge.
pub(super) fn edge(passage: &Passage<'_>) -> f32 {
    if passage.around.is_tiny_page {
        return 0.0;
    }
    0.5f32.powi(passage.around.edge_distance.min(10) as i32)
}

/// `1 − 0.6ⁿ` for a name around a term that stands in n other places of the page.
pub(super) fn echoed(passage: &Passage<'_>) -> f32 {
    1.0 - 0.6f32.powi(i32::from(passage.around.echoes))
}

/// How far the page's prose is about a topic of spam of any kind: as [`page_topic`], of terms of all categories.
pub(super) fn spam_topics(passage: &Passage<'_>) -> f32 {
    (passage.around.spam_density / 3.0).clamp(0.0, 1.0)
}

/// `1 / (1 + exp(-z))` for the mean logit z that the running text of the page outside the block is worded like spam, of eight
/// blocks at most, evenly spread; 0 where there is none.
pub(super) fn page_wording(passage: &Passage<'_>) -> f32 {
    passage.around.page_wording.map_or(0.0, probability)
}

/// The share of the two blocks before and the two after that are running text.
pub(super) fn among_prose(passage: &Passage<'_>) -> f32 {
    passage.around.prose_near.clamp(0.0, 1.0)
}

/// The number of the block ÷ that of the last; 0 on a page of one block.
pub(super) fn depth(passage: &Passage<'_>) -> f32 {
    passage.around.depth.clamp(0.0, 1.0)
}

/// Bytes of the unit ÷ bytes of its block.
pub(super) fn block_share(passage: &Passage<'_>) -> f32 {
    passage.around.block_share.clamp(0.0, 1.0)
}

/// The share of the unit's two ends where a sentence or the block begins or ends.
pub(super) fn seams(passage: &Passage<'_>) -> f32 {
    f32::from(passage.around.seams) / 2.0
}

/// The share of the unit's two ends that break into a sentence: it begins with a capital letter after a word without
/// a stop, or ends with a stop before a small letter.
pub(super) fn broken_seams(passage: &Passage<'_>) -> f32 {
    f32::from(passage.around.broken_seams) / 2.0
}

/// Where the unit was put between two characters, in a script without blanks: 1 where they stand next to each other elsewhere
/// in the long blocks of the page, a half where they do so in other text.
pub(super) fn heals(passage: &Passage<'_>) -> f32 {
    if passage.around.heals { 1.0 } else { 0.5 * f32::from(passage.around.joins) }
}

/// A half for each end that makes an unusual pair with the character beside it, in a script without blanks.
pub(super) fn misfit(passage: &Passage<'_>) -> f32 {
    f32::from(passage.around.misfits.min(2)) / 2.0
}
