//! The neighbours of a block: sums, windows and shares.

use std::ops::Range;

use super::local::Local;

/// What is summed up over blocks.
#[derive(Clone, Copy)]
pub(super) enum Sum {
    Width,
    Terminal,
    Long,
    Z,
    Likely,
    LikelyLog,
    Stop,
    P,
    Sentences,
    Echo,
    Repeated,
    Date,
    Claim,
    About,
}

const SUMS: usize = Sum::About as usize + 1;

/// What a block adds to each sum.
fn parts(local: &Local) -> [f32; SUMS] {
    let likely = local.likely();
    [
        local.width,
        local.terminal,
        local.long * local.columns,
        local.z,
        likely * local.weight,
        likely * local.log_weight,
        local.stop(),
        likely,
        local.sentences,
        local.echo,
        local.repeated,
        local.date,
        local.claim,
        local.about,
    ]
}

/// For each block the sums over all blocks before it; one more at the end, over all.
#[derive(Debug, Default)]
pub(super) struct Sums(Vec<[f64; SUMS]>);

impl Sums {
    /// Adds up blocks anew; the memory is kept.
    pub(super) fn add_up(&mut self, locals: &[Local]) {
        self.0.clear();
        let mut sums = [0.0; SUMS];
        for local in locals {
            self.0.push(sums);
            for (sum, part) in sums.iter_mut().zip(parts(local)) {
                *sum += f64::from(part);
            }
        }
        self.0.push(sums);
    }

    fn before(&self, sum: Sum, i: usize) -> f64 {
        self.0.get(i).map_or(0.0, |sums| sums[sum as usize])
    }

    /// The mean of `z` over 5 blocks.
    pub(super) fn mean_z_5(&self, i: usize) -> f32 {
        self.mean_of(Sum::Z, i.saturating_sub(2), (i + 3).min(self.0.len() - 1))
    }

    fn mean_of(&self, sum: Sum, first: usize, end: usize) -> f32 {
        ((self.before(sum, end) - self.before(sum, first)) / (end - first).max(1) as f64) as f32
    }
}

/// The blocks of a page, for the features that look at neighbours.
pub(super) struct Context<'a> {
    pub(super) locals: &'a [Local],
    pub(super) sums: &'a Sums,
    pub(super) core: Range<usize>,
    /// The block that repeats the title.
    pub(super) headline: Option<usize>,
}

impl Context<'_> {
    fn neighbour(&self, i: usize, offset: isize) -> Option<&Local> {
        self.locals.get(i.checked_add_signed(offset)?)
    }

    /// `ln(1 + v)` of a neighbour, 0 outside.
    pub(super) fn width(&self, i: usize, offset: isize) -> f32 {
        self.neighbour(i, offset).map_or(0.0, |local| local.width)
    }

    /// The logit of a neighbour's wording, 0 outside.
    pub(super) fn z(&self, i: usize, offset: isize) -> f32 {
        self.neighbour(i, offset).map_or(0.0, |local| local.z)
    }

    pub(super) fn place(&self, i: usize) -> f32 {
        i as f32 / (self.locals.len().max(2) - 1) as f32
    }

    /// The sum over all blocks before `i`.
    fn sum(&self, sum: Sum, i: usize) -> f64 {
        self.sums.before(sum, i)
    }

    /// The mean over the blocks from `i - reach` to `i + reach`.
    pub(super) fn mean(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        self.mean_of(sum, i.saturating_sub(reach), (i + reach + 1).min(self.locals.len()))
    }

    /// The mean over the `reach` blocks before `i`, 0 where there is none.
    pub(super) fn ahead(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        self.mean_of(sum, i.saturating_sub(reach), i)
    }

    /// The mean over the `reach` blocks behind `i`, 0 where there is none.
    pub(super) fn behind(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        self.mean_of(sum, i + 1, (i + 1 + reach).min(self.locals.len()))
    }

    fn mean_of(&self, sum: Sum, first: usize, end: usize) -> f32 {
        self.sums.mean_of(sum, first, end)
    }

    /// The blocks from `i` to the core, without the core.
    fn way(&self, i: usize) -> Range<usize> {
        if i < self.core.start { i..self.core.start } else { self.core.end..(i + 1).max(self.core.end) }
    }

    /// The mean over the blocks from `i` to the core.
    pub(super) fn path(&self, sum: Sum, i: usize) -> Option<f32> {
        let way = self.way(i);
        (!way.is_empty()).then(|| self.mean_of(sum, way.start, way.end))
    }

    /// The sum over the blocks from `i` to the core.
    pub(super) fn path_sum(&self, sum: Sum, i: usize) -> f32 {
        let way = self.way(i);
        (self.sum(sum, way.end) - self.sum(sum, way.start)) as f32
    }

    /// The sum of `1 - p` over the blocks from `i` to the core.
    pub(super) fn path_boring(&self, i: usize) -> f32 {
        (self.way(i).len() as f32 - self.path_sum(Sum::P, i)).max(0.0)
    }

    /// The share of the page's sum that lies before `i`; `empty` where the page's sum is 0.
    pub(super) fn share(&self, sum: Sum, i: usize, empty: f32) -> f32 {
        let all = self.sum(sum, self.locals.len());
        if all > 0.0 { (self.sum(sum, i) / all) as f32 } else { empty }
    }

    /// The share of the page's sum that lies behind `i`; `empty` where the page's sum is 0.
    pub(super) fn rest(&self, sum: Sum, i: usize, empty: f32) -> f32 {
        let all = self.sum(sum, self.locals.len());
        if all > 0.0 { ((all - self.sum(sum, i + 1)) / all) as f32 } else { empty }
    }

    /// How many blocks the headline is ahead, 0 at and behind it.
    pub(super) fn to_headline(&self, i: usize) -> f32 {
        self.headline.map_or(0.0, |headline| headline.saturating_sub(i) as f32)
    }

    /// How many blocks the headline lies back, 0 before and at it.
    pub(super) fn since_headline(&self, i: usize) -> f32 {
        self.headline.map_or(0.0, |headline| i.saturating_sub(headline) as f32)
    }
}
