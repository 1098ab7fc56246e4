//! The blocks that are most surely the article, and the way from a block to them.

use std::ops::Range;

use super::context::Sums;
use super::local::Local;

/// A block that is at least this likely speaks for the core.
const LIKELY: f32 = 0.6;
/// How much more a block counts if it holds all words of the title.
const ABOUT: f32 = 4.0;
/// What a block above the headline costs.
const ABOVE: f32 = 2.0;
/// `ln(1 + v)` of 40 columns.
const PROSE_WIDTH: f32 = 3.7;

/// The run of blocks with the largest sum of `(p - 0.6) √W`, more where the words of the title stand, less above the
/// headline.
pub(super) fn core(locals: &[Local], headline: Option<usize>) -> Range<usize> {
    let (mut open, mut sum, mut most) = (0, 0.0, f32::NEG_INFINITY);
    let mut core = 0..0;
    for (i, local) in locals.iter().enumerate() {
        if sum < 0.0 {
            (open, sum) = (i, 0.0);
        }
        let gain = (local.likely - LIKELY) * local.weight.sqrt();
        sum += if gain > 0.0 { gain * (1.0 + ABOUT * local.about) } else { gain };
        sum -= if headline.is_some_and(|headline| i < headline) { ABOVE } else { 0.0 };
        if sum > most {
            (most, core) = (sum, open..i + 1);
        }
    }
    core
}

/// Fills in the longest gap and the lowest stretch on the path from each block to the core.
pub(super) fn measure_paths(locals: &mut [Local], sums: &Sums, core: &Range<usize>) {
    measure_path(locals, sums, core.end..locals.len());
    measure_path(locals, sums, (0..core.start).rev());
}

fn measure_path(locals: &mut [Local], sums: &Sums, blocks: impl Iterator<Item = usize>) {
    let (mut run, mut gap, mut low) = (0.0_f32, 0.0_f32, 0.0_f32);
    for i in blocks {
        let Some(local) = locals.get_mut(i) else { continue };
        let is_prose = local.sentences >= 1.0 && local.width > PROSE_WIDTH;
        run = if is_prose { 0.0 } else { run + 1.0 };
        gap = gap.max(run);
        low = low.min(sums.mean_z_5(i));
        (local.gap, local.low) = (gap, low);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odds::probability;

    fn block(z: f32, about: f32) -> Local {
        Local {
            z,
            likely: probability(z),
            about,
            weight: 100.0,
            sentences: 1.0,
            width: 5.0,
            ..Local::default()
        }
    }

    #[test]
    fn the_core_is_about_the_title() {
        let (prose, menu) = (block(3.0, 0.0), block(-3.0, 0.0));
        assert_eq!(core(&[menu, prose, menu, prose, prose], None), 3..5);
        assert_eq!(core(&[menu, prose, menu, menu, prose, prose], None), 4..6);
        assert_eq!(core(&[menu, block(3.0, 0.5), menu, menu, prose, prose], None), 1..2);
        assert_eq!(core(&[prose, prose, menu, prose], None), 0..2);
        assert_eq!(core(&[], None), 0..0);
    }

    #[test]
    fn gaps_and_low_stretches_lie_on_the_path() {
        let menu = Local { z: -3.0, ..Local::default() };
        let mut locals = [menu, block(3.0, 0.0), menu, menu, block(1.0, 0.0), menu];
        let mut sums = Sums::default();
        sums.add_up(&locals);
        measure_paths(&mut locals, &sums, &(1..2));
        assert_eq!(locals.map(|local| local.gap), [1.0, 0.0, 1.0, 2.0, 2.0, 2.0]);
        assert_eq!((locals[1].low, locals[2].low, locals[5].low), (0.0, -1.0, -2.0));
    }
}
