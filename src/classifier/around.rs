//! What surrounds a unit that is judged: its place on the page, and the blocks before and after it.

use std::ops::{Range, RangeInclusive};

use crate::profile::Profile;
use crate::signal::{SpamTerm, Surroundings};
use crate::span::Span;
use crate::steps;

use super::spam::{Judge, View};
use super::topics::is_prose;

/// How many blocks before a unit, and after it, are near.
const NEAR: usize = 2;
/// So many blocks on each side are looked at for the edge of the page.
const FAR: usize = 64;

impl Judge<'_> {
    /// What surrounds every unit of a block. What depends on the unit itself is left at 0.
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
            edge_distance: edge_distance(&self.view, &lines),
            ..Surroundings::default()
        }
    }
}

/// Blocks between some lines and the nearer end of the page, but for those with a term that is evidence by itself: spam is put
/// above or below a page in several lines. Nothing is at an edge that is [`FAR`] from it.
fn edge_distance(view: &View<'_>, lines: &RangeInclusive<usize>) -> usize {
    let is_calm = |block: &usize| !view.hits_of(*block).iter().any(SpamTerm::tells);
    let calm = |blocks: Range<usize>| match blocks.len() {
        all @ ..=FAR => {
            steps::count(all);
            blocks.filter(is_calm).count()
        }
        all => all,
    };
    calm(0..*lines.start()).min(calm(lines.end() + 1..view.blocks.len()))
}

/// The few blocks before and after some lines.
fn near(lines: &RangeInclusive<usize>, blocks: usize) -> impl Iterator<Item = usize> + Clone {
    let (first, after) = (*lines.start(), lines.end() + 1);
    (first.saturating_sub(NEAR)..first).chain(after..blocks.min(after + NEAR))
}

/// Mean share of terms in the blocks near some lines.
fn neighbour_coverage(view: &View<'_>, lines: &RangeInclusive<usize>) -> f32 {
    let of = |i: usize| coverage(view.hits_of(i), view.blocks[i].span);
    let (sum, n) = near(lines, view.blocks.len()).fold((0.0, 0), |(sum, n), i| (sum + of(i), n + 1));
    if n == 0 { 0.0 } else { sum / n as f32 }
}

/// The share of a block that is covered by its terms.
pub(super) fn coverage(hits: &[SpamTerm], block: Span) -> f32 {
    steps::count(hits.len());
    let covered: usize = hits.iter().map(|hit| hit.span.len()).sum();
    (covered as f32 / block.len() as f32).min(1.0)
}

/// The share of the blocks near some lines that are running text.
fn prose_near(profiles: &[Profile], lines: &RangeInclusive<usize>) -> f32 {
    let near = near(lines, profiles.len());
    let prose = near.clone().filter(|&i| is_prose(&profiles[i])).count();
    prose as f32 / near.count().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::judged;
    use super::*;

    #[test]
    fn what_is_around_a_block() {
        let page = "slot gacor Morning\nMorning\nHarbour\nQuarry\nslot gacor";
        judged(page, |judge| {
            let around = |block| {
                let around = judge.around(block);
                assert!(!around.is_tiny_page && !around.in_long_block);
                (around.neighbour_coverage, around.depth, around.edge_distance)
            };
            let first = 10.0 / 18.0;
            let near = [0.0, first / 3.0, (first + 1.0) / 4.0, 1.0 / 3.0, 0.0];
            let expected = [(0.0, 0), (0.25, 0), (0.5, 1), (0.75, 0), (1.0, 0)];
            let expected: Vec<_> =
                near.into_iter().zip(expected).map(|(near, (depth, edge))| (near, depth, edge)).collect();
            assert_eq!((0..5).map(around).collect::<Vec<_>>(), expected);
        });
        for (blocks, tiny) in [(1, true), (2, true), (3, false)] {
            assert_eq!(judged(&"Harbour\n".repeat(blocks), |judge| judge.around(0).is_tiny_page), tiny);
        }
    }

    /// Lines with a telling term are no distance from an edge, as far as they are looked at.
    #[test]
    fn spam_of_several_lines_stands_at_the_edge() {
        for (above, below, expected) in [
            ("", "", 0),
            ("s", "", 0),
            ("c", "c", 1),
            ("scs", "cccs", 1),
            ("ccsc", "cscc", 3),
            ("sssss", "ccc", 0),
        ] {
            let lines = |of: &str| {
                of.chars().map(|c| if c == 's' { "slot gacor\n" } else { "Quay\n" }).collect::<String>()
            };
            let page = format!("{}Harbour\nHarbour\n{}", lines(above), lines(below));
            let first = above.len();
            let around = judged(&page, |judge| judge.around_lines(first..=first + 1));
            assert_eq!(around.edge_distance, expected, "{above} {below}");
        }
        for (lines, expected) in [(FAR, 0), (FAR + 1, FAR + 1)] {
            let spam = "slot gacor\n".repeat(lines);
            judged(&format!("{spam}Harbour\n{spam}"), |judge| {
                assert_eq!(judge.around(lines).edge_distance, expected);
            });
        }
    }

    #[test]
    fn running_text_near_a_block_is_that_of_two_on_each_side() {
        let long = "The ferry leaves at six every morning, and the captain rings the bell twice. ".repeat(3);
        for (blocks, expected) in [
            ("X", 0.0),
            ("lX", 0.0),
            ("pX", 1.0),
            ("pXl", 0.5),
            ("plXll", 0.25),
            ("pllXllp", 0.0),
            ("llXpp", 0.5),
        ] {
            let text = |c| if c == 'p' { &*long } else { "Home" };
            let profiles: Vec<_> = blocks.chars().map(|c| Profile::of(text(c))).collect();
            let at = blocks.find('X').unwrap();
            let near = prose_near(&profiles, &(at..=at));
            assert_eq!(near, expected, "{blocks}");
        }
    }

    #[test]
    fn lines_are_not_near_themselves() {
        let page = "slot gacor\nQuarry\nslot gacor\nslot gacor\nHarbour\nQuarry";
        judged(page, |judge| {
            let around = |lines| judge.around_lines(lines).neighbour_coverage;
            assert_eq!(around(2..=3), 0.25);
            assert_eq!(around(0..=3), 0.0);
            assert_eq!(judge.around_lines(2..=3).edge_distance, 1);
        });
    }
}
