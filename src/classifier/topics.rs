//! How far a page is about the topics of spam.

use crate::label::Kind;
use crate::profile::Profile;
use crate::signal::Found;

use super::spam::View;

/// How much of each category's topic the prose of the page holds.
pub(super) struct Topics {
    hits: [u32; Kind::ALL.len()],
    width: u32,
}

impl Topics {
    pub(super) fn of(view: &View<'_>) -> Self {
        let mut topics = Self { hits: [0; Kind::ALL.len()], width: 0 };
        for block in (0..view.blocks.len()).filter(|&block| is_prose(&view.profiles[block])) {
            topics.width += view.profiles[block].width();
            for hit in topical(view.hits_of(block)) {
                topics.hits[hit.kind as usize] += 1;
            }
        }
        topics
    }

    /// Topic words of `kind`, and of all kinds, a thousand columns of prose, without the unit of a block that has this
    /// profile and hits, and without its echoes.
    pub(super) fn densities_outside(
        &self,
        view: &View<'_>,
        kind: Kind,
        block: usize,
        unit: &Profile,
        own: &[Found],
        echoes: u8,
    ) -> (f32, f32) {
        let (mut hits, mut width) = (self.hits, self.width);
        if is_prose(&view.profiles[block]) {
            width = width.saturating_sub(unit.width());
            for hit in topical(own) {
                let hits = &mut hits[hit.kind as usize];
                *hits = hits.saturating_sub(1 + u32::from(echoes));
            }
        }
        let density = |hits: u32| if width == 0 { 0.0 } else { hits as f32 * 1000.0 / width as f32 };
        (density(hits[kind as usize]), density(hits.iter().sum()))
    }
}

fn topical(hits: &[Found]) -> impl Iterator<Item = &Found> {
    hits.iter().filter(|hit| hit.tells())
}

/// A block of running text.
pub(super) fn is_prose(profile: &Profile) -> bool {
    profile.is_long() && profile.sentences > 0
}
