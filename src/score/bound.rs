//! The most that a sum of trees can come to while some signals are not known.
//!
//! An answer to a question leaves some leaves of its tree within reach, and several answers leave what each of them leaves.
//! So what a signal leaves is taken ahead for all trees, for each step between the thresholds that they ask for. Leaves are
//! sets of bits, those that add the most first: the first bit that is left is the most that the tree can add.

use std::ops::Range;

use crate::score::forest::{LEAVES, Question, Split, Tree};
use crate::signal::{Signal, Stage, Strengths};

/// The leaves of a tree that are within reach, one bit for each.
type Left = u16;

/// After so many trees it is seen whether the rest is needed.
const STRIDE: usize = 64;

/// Sums that go on side by side: one does not wait for the other.
const LANES: usize = 4;

/// More than sums in another order can differ by.
const ROUNDING: f32 = 0.001;

/// The trees of a forest, made to be bounded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bound {
    bias: f32,
    /// The leaves of each tree, those that add the most first, by stride.
    leaves: Vec<[[f32; LEAVES]; STRIDE]>,
    answers: Vec<Answers>,
    /// The most that the trees from each stride on can add.
    rests: Vec<f32>,
}

/// What a signal leaves.
#[derive(Clone, Debug, PartialEq)]
struct Answers {
    signal: Signal,
    /// All that the trees ask of it, in order.
    thresholds: Vec<f32>,
    /// For each number of thresholds that are reached, what is left of the trees of each stride.
    left: Vec<[Left; STRIDE]>,
}

impl Bound {
    pub(super) fn of(bias: f32, trees: &[Tree]) -> Self {
        let strides = trees.len().div_ceil(STRIDE);
        let mut leaves = vec![[[0.0; LEAVES]; STRIDE]; strides];
        let mut rests = vec![0.0; strides];
        let mut asked = Vec::new();
        for (number, tree) in trees.iter().enumerate() {
            let (sorted, ranks) = tree.sorted();
            leaves[number / STRIDE][number % STRIDE] = sorted;
            rests[..=number / STRIDE].iter_mut().for_each(|rest| *rest += sorted[0]);
            asked.extend(tree.questions().map(|question| Asked::of(number, &question, &ranks)));
        }
        // Stable: those of a signal stay in the order of the trees.
        asked.sort_by_key(|asked| asked.split.signal as usize);
        let of_signals = asked.chunk_by(|a, b| a.split.signal == b.split.signal);
        let answers = of_signals.map(|asked| Answers::of(asked, strides)).collect();
        Self { bias: bias + ROUNDING, leaves, answers, rests }
    }

    /// A number that the sum is not above, whatever the signals of later stages are; as near as it takes to see whether it is
    /// below `least`.
    pub(super) fn most(&self, strengths: &Strengths, stage: Stage, least: f32) -> f32 {
        let mut rows: [&[[Left; STRIDE]]; Signal::ALL.len()] = [&[]; Signal::ALL.len()];
        let known = self.answers.iter().filter(|answers| answers.signal.stage() <= stage);
        let mut count = 0;
        for (row, answers) in rows.iter_mut().zip(known) {
            *row = answers.of_strength(strengths.get(answers.signal), self.leaves.len());
            count += 1;
        }
        let (rows, mut sum) = (&rows[..count], self.bias);
        for (number, (leaves, rest)) in self.leaves.iter().zip(&self.rests).enumerate() {
            if sum + rest < least {
                return sum + rest;
            }
            let mut left = [Left::MAX; STRIDE];
            for row in rows {
                left = std::array::from_fn(|tree| left[tree] & row[number][tree]);
            }
            let mut sums = [0.0; LANES];
            for (tree, (leaves, left)) in leaves.iter().zip(left).enumerate() {
                sums[tree % LANES] += leaves[left.trailing_zeros() as usize % LEAVES];
            }
            sum += sums.iter().sum::<f32>();
        }
        sum
    }
}

/// A question of a tree, and what its two answers leave of it.
struct Asked {
    tree: usize,
    split: Split,
    below: Left,
    above: Left,
}

impl Asked {
    fn of(tree: usize, question: &Question, ranks: &[usize; LEAVES]) -> Self {
        let without =
            |leaves: &Range<usize>| leaves.clone().fold(Left::MAX, |left, leaf| left & !(1 << ranks[leaf]));
        Self { tree, split: question.split, below: without(&question.above), above: without(&question.below) }
    }
}

impl Answers {
    /// Those of the signal that is asked for, which is one.
    fn of(asked: &[Asked], strides: usize) -> Self {
        let mut thresholds: Vec<f32> = asked.iter().map(|asked| asked.split.threshold).collect();
        thresholds.sort_by(f32::total_cmp);
        thresholds.dedup();
        let mut left = vec![[Left::MAX; STRIDE]; (thresholds.len() + 1) * strides];
        for &Asked { tree, split, below, above } in asked {
            let unreached = thresholds.partition_point(|threshold| *threshold < split.threshold);
            for (reached, row) in left.chunks_mut(strides).enumerate() {
                row[tree / STRIDE][tree % STRIDE] &= if reached > unreached { above } else { below };
            }
        }
        Self { signal: asked[0].split.signal, thresholds, left }
    }

    /// What a strength leaves of the trees, in so many strides.
    fn of_strength(&self, strength: f32, strides: usize) -> &[[Left; STRIDE]] {
        let reached = self.thresholds.partition_point(|threshold| strength >= *threshold);
        self.left.get(reached * strides..(reached + 1) * strides).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::score::forest::tests::{SIGNALS, strengths, tree};

    proptest! {
        /// By every tree alone, as it is walked.
        #[test]
        fn the_most_is_that_of_every_tree(
            trees in prop::collection::vec(tree(), 0..70),
            unit in any::<[u8; SIGNALS.len()]>(),
            stage in 0..Stage::ALL.len(),
            least in -300..300_i16,
        ) {
            let (bound, unit, stage) = (Bound::of(1.0, &trees), strengths(unit), Stage::ALL[stage]);
            let strength = |signal: Signal| (signal.stage() <= stage).then(|| unit.get(signal));
            let most = 1.0 + ROUNDING + trees.iter().map(|tree| tree.ceiling(&strength)).sum::<f32>();
            prop_assert!((bound.most(&unit, stage, f32::NEG_INFINITY) - most).abs() < ROUNDING);
            let early = bound.most(&unit, stage, least.into());
            prop_assert!(early > most - ROUNDING && (early < least.into() || early < most + ROUNDING));
        }

        /// Whatever comes out for what is not known is not above it.
        #[test]
        fn no_sum_is_above(
            trees in prop::collection::vec(tree(), 1..40),
            units in any::<[[u8; SIGNALS.len()]; 2]>(),
            stage in 0..Stage::ALL.len(),
        ) {
            let stage = Stage::ALL[stage];
            let mut other = units[0];
            for (i, signal) in SIGNALS.iter().enumerate() {
                if signal.stage() > stage {
                    other[i] = units[1][i];
                }
            }
            let most = Bound::of(0.0, &trees).most(&strengths(units[0]), stage, f32::NEG_INFINITY);
            let sum: f32 = trees.iter().map(|tree| tree.value(|signal| strengths(other).get(signal))).sum();
            prop_assert!(sum < most);
        }
    }
}
