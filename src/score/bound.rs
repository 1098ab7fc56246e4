//! The most that a sum of trees can come to while some signals are not known.
//!
//! An answer to a question leaves some leaves of its tree within reach, and several answers leave what each of them leaves.
//! So what a signal leaves is taken ahead for all trees, for each step between the thresholds that they ask for. Leaves are
//! sets of bits, those that add the most first: the first bit that is left is the most that the tree can add.
//!
//! Most units are told by less: by the most that a tree can add when one of its signals is known, the one that tells most.

use std::ops::Range;

use crate::score::forest::{LEAVES, Question, Split, Tree};
use crate::signal::{Signal, Strengths};

/// The leaves of a tree that are within reach, one bit for each.
type Left = u16;

/// After so many trees it is seen whether the rest is needed.
const STRIDE: usize = 64;

/// More than sums in another order can differ by.
const ROUNDING: f32 = 0.001;

/// The trees of a forest, made to be bounded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bound {
    bias: f32,
    /// The leaves of each tree, those that add the most first.
    leaves: Vec<[f32; LEAVES]>,
    answers: Vec<Answers>,
    /// The most that the trees from each stride on can add of which no signal tells anything but walks.
    rests: Vec<f32>,
}

/// What a signal leaves.
#[derive(Clone, Debug, PartialEq)]
struct Answers {
    signal: Signal,
    /// All that the trees ask of it, in order.
    thresholds: Vec<f32>,
    /// For each number of thresholds that are reached, what is left of the trees of each stride ...
    left: Vec<[Left; STRIDE]>,
    /// ... and the most that those from each stride on can add to which this signal says most.
    rests: Vec<f32>,
}

/// What a strength leaves, by stride.
type Row<'a> = (&'a [[Left; STRIDE]], &'a [f32]);

impl Bound {
    pub(super) fn of(bias: f32, trees: &[Tree]) -> Self {
        let mut leaves = Vec::with_capacity(trees.len());
        let mut asked = Vec::new();
        for (number, tree) in trees.iter().enumerate() {
            let (sorted, ranks) = tree.sorted();
            leaves.push(sorted);
            asked.extend(tree.questions().map(|question| Asked::of(number, &question, &ranks)));
        }
        let strides = trees.len().div_ceil(STRIDE);
        // Stable: those of a signal stay in the order of the trees.
        asked.sort_by_key(|asked| asked.split.signal as usize);
        let of_signals = asked.chunk_by(|a, b| a.split.signal == b.split.signal);
        let answers = of_signals.map(|asked| Answers::of(asked, strides)).collect();
        let mut bound = Self { bias: bias + ROUNDING, leaves, answers, rests: vec![0.0; strides] };
        bound.assign(&asked);
        bound
    }

    /// Gives each tree to the signal that tells most of it, by the mean over the steps of its strength.
    fn assign(&mut self, asked: &[Asked]) {
        let mut told: Vec<Option<(f32, usize)>> = vec![None; self.leaves.len()];
        let strides = self.rests.len();
        let of_signals = asked.chunk_by(|a, b| a.split.signal == b.split.signal);
        for (i, (answers, asked)) in self.answers.iter().zip(of_signals).enumerate() {
            if answers.signal.is_walk() {
                continue;
            }
            for asked in asked.chunk_by(|a, b| a.tree == b.tree) {
                let tree = asked[0].tree;
                let left = answers.left_of(tree, strides);
                let sum: f32 = left.map(|left| most_of(&self.leaves[tree], left)).sum();
                let mean = sum / (answers.thresholds.len() + 1) as f32;
                told[tree] = told[tree].filter(|(best, _)| *best <= mean).or(Some((mean, i)));
            }
        }
        for (tree, (told, leaves)) in told.into_iter().zip(&self.leaves).enumerate() {
            let add = |rests: &mut [f32], most: f32| {
                rests[..=tree / STRIDE].iter_mut().for_each(|rest| *rest += most);
            };
            let Some((_, i)) = told else {
                add(&mut self.rests, leaves[0]);
                continue;
            };
            let mosts: Vec<f32> =
                self.answers[i].left_of(tree, strides).map(|left| most_of(leaves, left)).collect();
            let rows = self.answers[i].rests.chunks_mut(strides);
            rows.zip(mosts).for_each(|(rests, most)| add(rests, most));
        }
    }

    /// A number that the sum is not above, whatever the walks are, but for the wording if that is known; as near as it takes
    /// to see whether it is below `least`.
    pub(super) fn most(&self, strengths: &Strengths, worded: bool, least: f32) -> f32 {
        let strides = self.rests.len();
        let mut rows: [Row<'_>; Signal::ALL.len()] = [(&[], &[]); Signal::ALL.len()];
        let known = |signal: Signal| !signal.is_walk() || worded && signal == Signal::Wording;
        let mut count = 0;
        for answers in self.answers.iter().filter(|answers| known(answers.signal)) {
            rows[count] = answers.of_strength(strengths.get(answers.signal), strides);
            count += 1;
        }
        let (rows, mut sum) = (&rows[..count], self.bias);
        for (number, (leaves, rest)) in self.leaves.chunks(STRIDE).zip(&self.rests).enumerate() {
            let rest = rest + rows.iter().map(|(_, rests)| rests[number]).sum::<f32>();
            if sum + rest < least {
                return sum + rest;
            }
            let mut left = [Left::MAX; STRIDE];
            for (row, _) in rows {
                left = std::array::from_fn(|tree| left[tree] & row[number][tree]);
            }
            let most = |(leaves, left): (&[f32; LEAVES], Left)| most_of(leaves, left);
            sum += leaves.iter().zip(left).map(most).sum::<f32>();
        }
        sum
    }
}

/// The most of those leaves that are left.
#[inline]
fn most_of(leaves: &[f32; LEAVES], left: Left) -> f32 {
    leaves[left.trailing_zeros() as usize % LEAVES]
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
        let rests = vec![0.0; left.len()];
        Self { signal: asked[0].split.signal, thresholds, left, rests }
    }

    /// What each step of the strength leaves of a tree.
    fn left_of(&self, tree: usize, strides: usize) -> impl Iterator<Item = Left> + '_ {
        self.left.chunks(strides).map(move |row| row[tree / STRIDE][tree % STRIDE])
    }

    /// What a strength leaves of the trees, in so many strides.
    fn of_strength(&self, strength: f32, strides: usize) -> Row<'_> {
        let reached = self.thresholds.partition_point(|threshold| strength >= *threshold);
        let row = reached * strides..(reached + 1) * strides;
        (self.left.get(row.clone()).unwrap_or_default(), self.rests.get(row).unwrap_or_default())
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
            worded in any::<bool>(),
            least in -300..300_i16,
        ) {
            let (bound, unit) = (Bound::of(1.0, &trees), strengths(unit));
            let known = |signal: Signal| !signal.is_walk() || worded && signal == Signal::Wording;
            let strength = |signal| known(signal).then(|| unit.get(signal));
            let most = 1.0 + ROUNDING + trees.iter().map(|tree| tree.ceiling(&strength)).sum::<f32>();
            prop_assert!((bound.most(&unit, worded, f32::NEG_INFINITY) - most).abs() < ROUNDING);
            let early = bound.most(&unit, worded, least.into());
            prop_assert!(early > most - ROUNDING && (early < least.into() || early < most + ROUNDING));
        }

        /// Whatever comes out for the walks is not above it.
        #[test]
        fn no_sum_is_above(
            trees in prop::collection::vec(tree(), 1..40),
            units in any::<[[u8; SIGNALS.len()]; 2]>(),
            worded in any::<bool>(),
        ) {
            let mut other = units[0];
            for (i, signal) in SIGNALS.iter().enumerate() {
                if signal.is_walk() && !(worded && *signal == Signal::Wording) {
                    other[i] = units[1][i];
                }
            }
            let most = Bound::of(0.0, &trees).most(&strengths(units[0]), worded, f32::NEG_INFINITY);
            let sum: f32 = trees.iter().map(|tree| tree.value(|signal| strengths(other).get(signal))).sum();
            prop_assert!(sum < most);
        }
    }
}
