//! The neighbours of a block: sums, windows and shares.

use std::ops::Range;

use super::local::Local;

/// What is summed up over blocks. Those that the same kind of feature asks for stand together: see [`Part`].
#[derive(Clone, Copy)]
pub(super) enum Sum {
    Long,
    Likely,
    Sentences,
    About,
    Width,
    Terminal,
    Z,
    LikelyLog,
    Claim,
    Stop,
    Echo,
    Date,
    Repeated,
    P,
}

const SUMS: usize = Sum::P as usize + 1;

/// A number for each sum.
pub(super) type All<T> = [T; SUMS];

/// What a block adds to each sum.
fn parts(local: &Local) -> All<f32> {
    [
        local.long * local.columns,
        local.likely * local.weight,
        local.sentences,
        local.about,
        local.width,
        local.terminal,
        local.z,
        local.likely * local.log_weight,
        local.claim,
        local.stop(),
        local.echo,
        local.date,
        local.repeated,
        local.likely,
    ]
}

/// For each block the sums over all blocks before it; one more at the end, over all.
#[derive(Debug, Default)]
pub(super) struct Sums(Vec<All<f64>>);

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

    /// The sums over all blocks.
    pub(super) fn all(&self) -> All<f64> {
        self.0.last().copied().unwrap_or_default()
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

/// Numbers for `N` of the sums, from the one with number `FROM` on.
#[derive(Clone, Copy)]
struct Part<const FROM: usize, const N: usize>([f32; N]);

impl<const FROM: usize, const N: usize> Part<FROM, N> {
    #[inline]
    fn of(number: impl Fn(usize) -> f64) -> Self {
        Self(std::array::from_fn(|i| number(FROM + i) as f32))
    }

    #[inline]
    fn get(&self, sum: Sum) -> f32 {
        self.0[sum as usize - FROM]
    }
}

impl<const FROM: usize, const N: usize> Default for Part<FROM, N> {
    fn default() -> Self {
        Self([0.0; N])
    }
}

/// From `Long` to `About`; from `Sentences` to `Claim`; from `Claim` to `Date`.
type Shares = Part<{ Sum::Long as usize }, 4>;
type Means = Part<{ Sum::Sentences as usize }, 7>;
type Sides = Part<{ Sum::Claim as usize }, 4>;

/// What many features ask of one block, all computed at once, as vectors.
#[derive(Default)]
pub(super) struct Around {
    /// Means over the block with up to two, and with up to five, blocks on each side.
    mean_2: Means,
    mean_5: Means,
    /// Means over the five blocks before, and the five after.
    ahead_5: Sides,
    behind_5: Sides,
    /// The shares of the page's sums that lie before and after.
    before: Shares,
    behind: Shares,
    /// The number of blocks on the way to the core, and the sums over them.
    path_blocks: usize,
    path: All<f64>,
}

impl Around {
    /// Looks around block `i` of a page with this core.
    pub(super) fn of(sums: &Sums, i: usize, core: &Range<usize>) -> Self {
        let Some(blocks) = sums.0.len().checked_sub(1) else { return Self::default() };
        let (all, here, next) = (&sums.0[blocks], &sums.0[i], &sums.0[i + 1]);
        let mean = |first: usize, end: usize| {
            let (first_sums, end_sums, n) = (&sums.0[first], &sums.0[end], (end - first).max(1) as f64);
            move |sum: usize| (end_sums[sum] - first_sums[sum]) / n
        };
        let (start_2, start_5) = (i.saturating_sub(2), i.saturating_sub(5));
        let end_5 = (i + 6).min(blocks);
        // From the block to the core, without the core.
        let path = if i < core.start { i..core.start } else { core.end..(i + 1).max(core.end) };
        let (path_start, path_end) = (&sums.0[path.start], &sums.0[path.end]);
        Self {
            mean_2: Means::of(mean(start_2, (i + 3).min(blocks))),
            mean_5: Means::of(mean(start_5, end_5)),
            ahead_5: Sides::of(mean(start_5, i)),
            behind_5: Sides::of(mean(i + 1, end_5)),
            before: Shares::of(|sum| here[sum] / all[sum]),
            behind: Shares::of(|sum| (all[sum] - next[sum]) / all[sum]),
            path_blocks: path.len(),
            path: std::array::from_fn(|sum| path_end[sum] - path_start[sum]),
        }
    }
}

/// The blocks of a page, for the features that look at neighbours.
pub(super) struct Context<'a> {
    /// Around the block whose features are asked for.
    pub(super) around: Around,
    pub(super) locals: &'a [Local],
    pub(super) sums: &'a Sums,
    /// The sums over all blocks.
    pub(super) all: All<f64>,
    pub(super) core: Range<usize>,
    /// The block that repeats the title.
    pub(super) headline: Option<usize>,
}

impl Context<'_> {
    fn neighbour(&self, i: usize, offset: isize) -> Option<&Local> {
        self.locals.get(i.checked_add_signed(offset)?)
    }

    /// `ln(1 + v)` of a neighbour, 0 outside.
    #[inline]
    pub(super) fn width(&self, i: usize, offset: isize) -> f32 {
        self.neighbour(i, offset).map_or(0.0, |local| local.width)
    }

    /// The logit of a neighbour's wording, 0 outside.
    #[inline]
    pub(super) fn z(&self, i: usize, offset: isize) -> f32 {
        self.neighbour(i, offset).map_or(0.0, |local| local.z)
    }

    pub(super) fn place(&self, i: usize) -> f32 {
        i as f32 / (self.locals.len().max(2) - 1) as f32
    }

    /// The mean over the blocks from `i - reach` to `i + reach`.
    #[inline]
    pub(super) fn mean(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        match reach {
            2 => self.around.mean_2.get(sum),
            5 => self.around.mean_5.get(sum),
            _ => self.mean_of(sum, i.saturating_sub(reach), (i + reach + 1).min(self.locals.len())),
        }
    }

    /// The mean over the `reach` blocks before `i`, 0 where there is none.
    #[inline]
    pub(super) fn ahead(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        match reach {
            5 => self.around.ahead_5.get(sum),
            _ => self.mean_of(sum, i.saturating_sub(reach), i),
        }
    }

    /// The mean over the `reach` blocks after `i`, 0 where there is none.
    #[inline]
    pub(super) fn behind(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        match reach {
            5 => self.around.behind_5.get(sum),
            _ => self.mean_of(sum, i + 1, (i + 1 + reach).min(self.locals.len())),
        }
    }

    fn mean_of(&self, sum: Sum, first: usize, end: usize) -> f32 {
        self.sums.mean_of(sum, first, end)
    }

    /// The mean over the blocks from the block to the core.
    #[inline]
    pub(super) fn path(&self, sum: Sum) -> Option<f32> {
        let Around { path_blocks, path, .. } = &self.around;
        (*path_blocks > 0).then(|| (path[sum as usize] / *path_blocks as f64) as f32)
    }

    /// The sum over the blocks from the block to the core.
    #[inline]
    pub(super) fn path_sum(&self, sum: Sum) -> f32 {
        self.around.path[sum as usize] as f32
    }

    /// The sum of `1 - p` over the blocks from the block to the core.
    pub(super) fn path_boring(&self) -> f32 {
        (self.around.path_blocks as f32 - self.path_sum(Sum::P)).max(0.0)
    }

    /// The share of the page's sum that lies before the block; `empty` where the page's sum is 0.
    #[inline]
    pub(super) fn share(&self, sum: Sum, empty: f32) -> f32 {
        if self.all[sum as usize] > 0.0 { self.around.before.get(sum) } else { empty }
    }

    /// The share of the page's sum that lies after the block; `empty` where the page's sum is 0.
    #[inline]
    pub(super) fn rest(&self, sum: Sum, empty: f32) -> f32 {
        if self.all[sum as usize] > 0.0 { self.around.behind.get(sum) } else { empty }
    }

    /// How many blocks ahead the headline is; 0 at and after it.
    pub(super) fn to_headline(&self, i: usize) -> usize {
        self.headline.map_or(0, |headline| headline.saturating_sub(i))
    }

    /// How many blocks back the headline is; 0 before and at it.
    pub(super) fn since_headline(&self, i: usize) -> usize {
        self.headline.map_or(0, |headline| i.saturating_sub(headline))
    }
}
