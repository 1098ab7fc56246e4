//! What surrounds a unit that is judged: its place on the page, and the blocks before and behind.

use std::ops::RangeInclusive;

use crate::profile::Profile;
use crate::signal::Surroundings;
use crate::steps;

use super::spam::{Judge, View};
use super::topics::is_prose;

/// So many blocks before, and so many behind.
const NEAR: usize = 2;

impl Judge<'_> {
    /// What surrounds every unit of a block; what depends on the unit is left at 0.
    pub(super) fn around(&self, block: usize) -> Surroundings {
        self.around_lines(block..=block)
    }

    /// What surrounds a unit of several lines, likewise.
    pub(super) fn around_lines(&self, lines: RangeInclusive<usize>) -> Surroundings {
        let (first, last) = (*lines.start(), self.view.blocks.len() - 1);
        Surroundings {
            neighbour_coverage: neighbour_coverage(&self.view, &lines),
            is_tiny_page: last < 2,
            in_long_block: self.view.profiles[first].is_long(),
            prose_near: prose_near(self.view.profiles, &lines),
            depth: first as f32 / last.max(1) as f32,
            edge_distance: first.min(last - lines.end()),
            ..Surroundings::default()
        }
    }
}

/// The few blocks before and behind some lines.
fn near(lines: &RangeInclusive<usize>, blocks: usize) -> impl Iterator<Item = usize> + Clone {
    let (first, behind) = (*lines.start(), lines.end() + 1);
    (first.saturating_sub(NEAR)..first).chain(behind..blocks.min(behind + NEAR))
}

/// Mean share of terms in the blocks near some lines.
fn neighbour_coverage(view: &View<'_>, lines: &RangeInclusive<usize>) -> f32 {
    let (sum, n) =
        near(lines, view.blocks.len()).fold((0.0, 0), |(sum, n), i| (sum + coverage(view, i), n + 1));
    if n == 0 { 0.0 } else { sum / n as f32 }
}

fn coverage(view: &View<'_>, block: usize) -> f32 {
    steps::count(view.hits_of(block).len());
    let covered: usize = view.hits_of(block).iter().map(|hit| hit.span.len()).sum();
    (covered as f32 / view.blocks[block].span.len() as f32).min(1.0)
}

/// The share of the blocks near some lines that are running text.
fn prose_near(profiles: &[Profile], lines: &RangeInclusive<usize>) -> f32 {
    let near = near(lines, profiles.len());
    let prose = near.clone().filter(|&i| is_prose(&profiles[i])).count();
    prose as f32 / near.count().max(1) as f32
}
