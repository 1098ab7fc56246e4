//! The most that a sum of trees can come to while some signals are not known.
//!
//! An answer to a question leaves some leaves of its tree within reach, and several answers leave what each of them leaves.
//! So what a signal leaves is taken ahead for all trees, for each step between the thresholds that they ask for. Leaves are
//! sets of bits, those that add the most first: the first bit that is left is the most that the tree can add.
//!
//! Most units are told by less: by the most that a tree can add when one of its signals is known, the one that tells most.

use crate::score::forest::{LEAVES, Question, Tree};
use crate::signal::{Signal, Strengths};

/// The leaves of a tree that are within reach, one bit for each.
type Left = u16;

/// After so many trees it is seen whether the rest is needed.
const STRIDE: usize = 32;

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
            asked.extend(tree.questions().map(|question| (number, Sides::of(&question, &ranks), question)));
        }
        let strides = trees.len().div_ceil(STRIDE);
        let of = |&signal: &Signal| Answers::of(signal, &asked, strides);
        let answers = Signal::ALL.iter().filter_map(of).collect();
        let mut bound = Self { bias: bias + ROUNDING, leaves, answers, rests: vec![0.0; strides] };
        (0..trees.len()).for_each(|tree| bound.assign(tree));
        bound
    }

    /// Gives a tree to the signal that tells most of it, by the mean over the steps of its strength.
    fn assign(&mut self, tree: usize) {
        let (leaves, strides) = (self.leaves[tree], self.rests.len());
        let most = |answers: &Answers| {
            let steps =
                answers.left.chunks(strides).map(|row| most_of(&leaves, row[tree / STRIDE][tree % STRIDE]));
            steps.sum::<f32>() / (answers.thresholds.len() + 1) as f32
        };
        let known = self.answers.iter().enumerate().filter(|(_, answers)| !answers.signal.is_walk());
        let told = known.map(|(i, answers)| (i, most(answers))).min_by(|a, b| a.1.total_cmp(&b.1));
        let add =
            |rests: &mut [f32], most: f32| rests[..=tree / STRIDE].iter_mut().for_each(|rest| *rest += most);
        let Some((i, _)) = told else { return add(&mut self.rests, leaves[0]) };
        let Answers { left, rests, .. } = &mut self.answers[i];
        for (row, rests) in left.chunks(strides).zip(rests.chunks_mut(strides)) {
            add(rests, most_of(&leaves, row[tree / STRIDE][tree % STRIDE]));
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
        let rests = vec![0.0; left.len()];
        (!thresholds.is_empty()).then_some(Self { signal, thresholds, left, rests })
    }

    /// What a strength leaves of the trees, in so many strides.
    fn of_strength(&self, strength: f32, strides: usize) -> Row<'_> {
        let reached = self.thresholds.iter().filter(|threshold| strength >= **threshold).count();
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
