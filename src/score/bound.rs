//! What a sum of trees can come to as its signals become known, one stage after the other.
//!
//! An answer to a question leaves some leaves of its tree within reach; several answers leave the intersection. So for each
//! signal, and each step between the thresholds that trees compare it with, the leaves left of all trees are computed ahead.
//! The leaves of a tree are a set of bits, sorted by what they add, largest first: the first bit that is left is the most that
//! the tree can add, and, once all signals are known, what it does add.

use std::ops::Range;

use crate::score::forest::{LANES, LEAVES, Question, Tree};
use crate::signal::{Signal, Stage, Strengths};

/// The leaves of a tree that are within reach, one bit for each.
type Left = u16;

/// The number of trees that are narrowed at once.
const STRIDE: usize = 64;

/// The leaves of a stride of trees that are within reach, in line with the registers that they are read by.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
struct Row([Left; STRIDE]);

impl Row {
    /// What both leave.
    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|tree| self.0[tree] & other.0[tree]))
    }
}

/// Where nothing is known.
const ALL: Row = Row([Left::MAX; STRIDE]);

/// What is left of a forest for a unit. Memory to be used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach(Vec<Row>);

/// The trees of a forest, made to be narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bound {
    bias: f32,
    /// The leaves of each tree, those that add the most first, by stride.
    leaves: Vec<[[f32; LEAVES]; STRIDE]>,
    answers: Vec<Answers>,
}

/// What a signal leaves.
#[derive(Clone, Debug, PartialEq)]
struct Answers {
    signal: Signal,
    /// All that the trees ask of it, in order.
    thresholds: Vec<f32>,
    /// How many of them a unit reaches that does not have the signal.
    reached_by_none: usize,
    /// For each number of thresholds that are reached, what is left of the trees of each stride.
    left: Vec<Row>,
}

impl Bound {
    pub(super) fn of(bias: f32, trees: &[Tree]) -> Self {
        let strides = trees.len().div_ceil(STRIDE);
        let mut leaves = vec![[[0.0; LEAVES]; STRIDE]; strides];
        let mut asked = vec![Vec::new(); Signal::ALL.len()];
        for (number, tree) in trees.iter().enumerate() {
            let (sorted, ranks) = tree.sorted();
            leaves[number / STRIDE][number % STRIDE] = sorted;
            for question in tree.questions() {
                asked[question.split.signal as usize].push(Asked::of(number, &question, &ranks));
            }
        }
        let of_signals = Signal::ALL.iter().zip(asked).filter(|(_, asked)| !asked.is_empty());
        let answers = of_signals.map(|(signal, asked)| Answers::of(*signal, asked, strides)).collect();
        Self { bias, leaves, answers }
    }

    /// Begins with a unit of which no signal is known.
    pub(super) fn begin(&self, reach: &mut Reach) {
        reach.0.clear();
        reach.0.resize(self.leaves.len(), ALL);
    }

    /// Takes in the signals of a stage.
    pub(super) fn narrow(&self, strengths: &Strengths, stage: Stage, reach: &mut Reach) {
        let mut rows: [&[Row]; Signal::ALL.len()] = [&[]; Signal::ALL.len()];
        let known = self.answers.iter().filter(|answers| answers.signal.stage() == stage);
        let mut count = 0;
        for (row, answers) in rows.iter_mut().zip(known) {
            *row = answers.of_strength(strengths.get(answers.signal), self.leaves.len());
            count += 1;
        }
        for (number, Row(left)) in reach.0.iter_mut().enumerate() {
            let narrowed = rows[..count].iter().fold(*left, |left, rows| {
                let row = &rows[number].0;
                std::array::from_fn(|tree| left[tree] & row[tree])
            });
            *left = narrowed;
        }
    }

    /// The most that the sum can come to, whatever the unknown signals are; the sum itself if all are known. Rounded addition is
    /// monotone, so rounding cannot break the bound.
    pub(super) fn most(&self, reach: &Reach) -> f32 {
        let mut sums = [0.0; LANES];
        for (leaves, Row(left)) in self.leaves.iter().zip(&reach.0) {
            for (leaves, left) in leaves.chunks_exact(LANES).zip(left.chunks_exact(LANES)) {
                for ((sum, leaves), left) in sums.iter_mut().zip(leaves).zip(left) {
                    *sum += leaves[left.trailing_zeros() as usize % LEAVES];
                }
            }
        }
        self.bias + sums.iter().sum::<f32>()
    }
}

/// A question of a tree, and what its two answers leave of it.
#[derive(Clone)]
struct Asked {
    tree: usize,
    threshold: f32,
    below: Left,
    above: Left,
}

impl Asked {
    fn of(tree: usize, question: &Question, ranks: &[usize; LEAVES]) -> Self {
        let without =
            |leaves: &Range<usize>| leaves.clone().fold(Left::MAX, |left, leaf| left & !(1 << ranks[leaf]));
        let (below, above) = (without(&question.above), without(&question.below));
        Self { tree, threshold: question.split.threshold, below, above }
    }

    /// Takes in an answer.
    fn narrow(&self, left: &mut [Row], answer: Left) {
        left[self.tree / STRIDE].0[self.tree % STRIDE] &= answer;
    }
}

impl Answers {
    /// The answers of one signal, which all these questions ask for.
    fn of(signal: Signal, mut asked: Vec<Asked>, strides: usize) -> Self {
        asked.sort_unstable_by(|a, b| a.threshold.total_cmp(&b.threshold));
        let by_threshold = || asked.chunk_by(|a, b| a.threshold == b.threshold);
        let thresholds: Vec<f32> = by_threshold().map(|asked| asked[0].threshold).collect();
        // What has reached a threshold has reached those that are lower.
        let mut known = vec![ALL; strides];
        let mut left = known.clone();
        left.reserve_exact(thresholds.len() * strides);
        for asked in by_threshold() {
            asked.iter().for_each(|asked| asked.narrow(&mut known, asked.above));
            left.extend_from_slice(&known);
        }
        // What is below a threshold is below those that are higher.
        known.fill(ALL);
        for (rows, asked) in left.chunks_exact_mut(strides).rev().skip(1).zip(by_threshold().rev()) {
            asked.iter().for_each(|asked| asked.narrow(&mut known, asked.below));
            rows.iter_mut().zip(&known).for_each(|(row, known)| *row = row.and(*known));
        }
        let reached_by_none = thresholds.partition_point(|threshold| *threshold <= 0.0);
        Self { signal, thresholds, reached_by_none, left }
    }

    /// What a strength leaves of the trees; `strides` is the number of their strides.
    fn of_strength(&self, strength: f32, strides: usize) -> &[Row] {
        // Compared with all thresholds: they are few, and that takes no branch. Most strengths are 0.
        let count = || self.thresholds.iter().filter(|threshold| strength >= **threshold).count();
        let reached = if strength == 0.0 { self.reached_by_none } else { count() };
        self.left.get(reached * strides..(reached + 1) * strides).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::score::forest::Forest;
    use crate::score::forest::tests::{SIGNALS, strengths, tree};

    proptest! {
        /// By every tree alone, as it is walked.
        #[test]
        fn the_most_is_that_of_every_tree(
            trees in prop::collection::vec(tree(), 0..70),
            unit in any::<[u8; SIGNALS.len()]>(),
            known in 0..Stage::ALL.len(),
        ) {
            let (unit, known) = (strengths(unit), Stage::ALL[known]);
            let strength = |signal: Signal| (signal.stage() <= known).then(|| unit.get(signal));
            let most = 1.0 + trees.iter().map(|tree| tree.ceiling(&strength)).sum::<f32>();
            prop_assert!((most_of(&trees, &unit, known) - most).abs() < 0.001);
        }

        /// Whatever comes out for what is not known is not above it, and with all known, it is what comes out.
        #[test]
        fn no_sum_is_above(
            trees in prop::collection::vec(tree(), 1..140),
            units in any::<[[u8; SIGNALS.len()]; 2]>(),
            known in 0..Stage::ALL.len(),
        ) {
            let known = Stage::ALL[known];
            let mut other = units[0];
            for (i, signal) in SIGNALS.iter().enumerate() {
                if signal.stage() > known {
                    other[i] = units[1][i];
                }
            }
            let other = strengths(other);
            let sum = Forest::new(1.0, trees.clone()).sum(|signal| other.get(signal));
            prop_assert!(sum <= most_of(&trees, &strengths(units[0]), known));
            prop_assert_eq!(sum, most_of(&trees, &other, Stage::Shingles));
        }
    }

    /// The most that trees come to where the signals up to a stage are known.
    fn most_of(trees: &[Tree], unit: &Strengths, known: Stage) -> f32 {
        let (bound, mut reach) = (Bound::of(1.0, trees), Reach::default());
        bound.begin(&mut reach);
        Stage::ALL
            .into_iter()
            .filter(|stage| *stage <= known)
            .for_each(|s| bound.narrow(unit, s, &mut reach));
        bound.most(&reach)
    }
}
