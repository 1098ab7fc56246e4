//! The most that a sum of trees can come to while some signals are not known.
//!
//! An answer to a question leaves some leaves of its tree within reach, and several answers leave what each of them leaves.
//! So what a signal leaves is taken ahead for all trees, for each step between the thresholds that they ask for. Leaves are
//! sets of bits, those that add the most first: the first bit that is left is the most that the tree can add.

use crate::score::forest::{LEAVES, Question, Tree};
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
    /// The most that the trees from each stride on can add.
    rests: Vec<f32>,
    answers: Vec<Answers>,
}

/// What a signal leaves.
#[derive(Clone, Debug, PartialEq)]
struct Answers {
    signal: Signal,
    /// All that the trees ask of it, in order.
    thresholds: Vec<f32>,
    /// For each number of thresholds that are reached, what is left of each tree, filled up to whole strides.
    left: Vec<[Left; STRIDE]>,
}

impl Bound {
    pub(super) fn of(bias: f32, trees: &[Tree]) -> Self {
        let mut leaves = Vec::with_capacity(trees.len());
        let mut asked = Vec::new();
        for (number, tree) in trees.iter().enumerate() {
            let (sorted, ranks) = tree.sorted();
            leaves.push(sorted);
            asked.extend(tree.questions().map(|question| (number, Sides::of(&question, &ranks), question)));
        }
        let mut rest = 0.0;
        let mut rests: Vec<_> = leaves
            .chunks(STRIDE)
            .rev()
            .map(|stride| {
                rest += stride.iter().map(|leaves: &[f32; LEAVES]| leaves[0]).sum::<f32>();
                rest
            })
            .collect();
        rests.reverse();
        let strides = rests.len();
        let answers = Signal::ALL.iter().filter_map(|&signal| Answers::of(signal, &asked, strides)).collect();
        Self { bias: bias + ROUNDING, leaves, rests, answers }
    }

    /// A number that the sum is not above, whatever the signals are that are not `known`; as near as it takes to see whether
    /// it is below `least`.
    pub(super) fn most(&self, strengths: &Strengths, known: impl Fn(Signal) -> bool, least: f32) -> f32 {
        let mut rows: [&[[Left; STRIDE]]; Signal::ALL.len()] = [&[]; Signal::ALL.len()];
        let mut count = 0;
        for answers in self.answers.iter().filter(|answers| known(answers.signal)) {
            rows[count] = answers.left_by(strengths.get(answers.signal), self.rests.len());
            count += 1;
        }
        let mut sum = self.bias;
        for (number, (leaves, rest)) in self.leaves.chunks(STRIDE).zip(&self.rests).enumerate() {
            if sum + rest < least {
                return sum + rest;
            }
            let mut left = [Left::MAX; STRIDE];
            for row in &rows[..count] {
                left = std::array::from_fn(|tree| left[tree] & row[number][tree]);
            }
            let most =
                |(leaves, left): (&[f32; LEAVES], Left)| leaves[left.trailing_zeros() as usize % LEAVES];
            sum += leaves.iter().zip(left).map(most).sum::<f32>();
        }
        sum
    }
}

/// What the two answers to a question leave.
struct Sides {
    below: Left,
    above: Left,
}

impl Sides {
    fn of(question: &Question, ranks: &[usize; LEAVES]) -> Self {
        let without =
            |leaves: std::ops::Range<usize>| leaves.fold(Left::MAX, |left, leaf| left & !(1 << ranks[leaf]));
        Self { below: without(question.above.clone()), above: without(question.below.clone()) }
    }
}

impl Answers {
    /// Those of a signal, if any tree asks for it: `asked` has the number of the tree, the answers and the question.
    fn of(signal: Signal, asked: &[(usize, Sides, Question)], strides: usize) -> Option<Self> {
        let asked = || asked.iter().filter(|(_, _, question)| question.split.signal == signal);
        let mut thresholds: Vec<f32> = asked().map(|(_, _, question)| question.split.threshold).collect();
        thresholds.sort_by(f32::total_cmp);
        thresholds.dedup();
        let mut left = vec![[Left::MAX; STRIDE]; (thresholds.len() + 1) * strides];
        for (tree, sides, question) in asked() {
            let unreached = thresholds.partition_point(|threshold| *threshold < question.split.threshold);
            for (reached, row) in left.chunks_mut(strides).enumerate() {
                row[tree / STRIDE][tree % STRIDE] &=
                    if reached > unreached { sides.above } else { sides.below };
            }
        }
        (!thresholds.is_empty()).then_some(Self { signal, thresholds, left })
    }

    /// What a strength leaves of the trees, in so many strides.
    fn left_by(&self, strength: f32, strides: usize) -> &[[Left; STRIDE]] {
        let reached = self.thresholds.iter().filter(|threshold| strength >= **threshold).count();
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
            known in any::<[bool; SIGNALS.len()]>(),
            least in -300..300_i16,
        ) {
            let (bound, unit) = (Bound::of(1.0, &trees), strengths(unit));
            let is_known = |signal| SIGNALS.iter().zip(known).any(|(known, is)| *known == signal && is);
            let strength = |signal| is_known(signal).then(|| unit.get(signal));
            let most = 1.0 + ROUNDING + trees.iter().map(|tree| tree.ceiling(&strength)).sum::<f32>();
            prop_assert!((bound.most(&unit, is_known, f32::NEG_INFINITY) - most).abs() < ROUNDING);
            let early = bound.most(&unit, is_known, least.into());
            prop_assert!(early > most - ROUNDING && (early < least.into() || early < most + ROUNDING));
        }

        /// Whatever comes out for the signals that are not known is not above it.
        #[test]
        fn no_sum_is_above(
            trees in prop::collection::vec(tree(), 1..40),
            units in any::<[[u8; SIGNALS.len()]; 2]>(),
            known in any::<[bool; SIGNALS.len()]>(),
        ) {
            let mut other = units[0];
            for (i, value) in units[1].into_iter().enumerate().filter(|(i, _)| !known[*i]) {
                other[i] = value;
            }
            let is_known = |signal| SIGNALS.iter().zip(known).any(|(known, is)| *known == signal && is);
            let most = Bound::of(0.0, &trees).most(&strengths(units[0]), is_known, f32::NEG_INFINITY);
            let sum: f32 = trees.iter().map(|tree| tree.value(|signal| strengths(other).get(signal))).sum();
            prop_assert!(sum < most);
        }
    }
}
