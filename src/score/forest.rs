//! Sums of small decision trees over the strengths of signals, and a bound on them that asks for counts only.

use crate::signal::{Signal, Strengths};

/// So many units are bounded at once: as many as vector registers hold.
pub(crate) const LANES: usize = 8;

/// The strengths of some units, by signal.
#[derive(Clone, Debug)]
pub(crate) struct Batch([[f32; LANES]; Signal::ALL.len()]);

impl Default for Batch {
    fn default() -> Self {
        Self([[0.0; LANES]; Signal::ALL.len()])
    }
}

impl Batch {
    /// For each unit what stands for its answer to a question, or, as long as it cannot be told, for the answer with more.
    /// With masks instead of branches, which makes it vectors.
    #[inline]
    fn choose(&self, split: Split, below: &[f32; LANES], above: &[f32; LANES]) -> [f32; LANES] {
        if split.signal.is_walk() {
            return std::array::from_fn(|lane| below[lane].max(above[lane]));
        }
        let strengths = &self.0[split.signal as usize];
        std::array::from_fn(|lane| {
            let mask = u32::from(strengths[lane] >= split.threshold).wrapping_neg();
            f32::from_bits(above[lane].to_bits() & mask | below[lane].to_bits() & !mask)
        })
    }

    /// Puts the strengths of a unit into one of the lanes.
    pub(crate) fn set(&mut self, lane: usize, strengths: &Strengths) {
        for (lanes, strength) in self.0.iter_mut().zip(strengths.all()) {
            lanes[lane % LANES] = *strength;
        }
    }
}

/// What stands before any evidence, and what each tree adds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Forest {
    pub(super) bias: f32,
    /// Those first whose leaves differ most.
    pub(super) trees: Vec<Tree>,
    /// For each [`STRIDE`] of them the most that they and those behind them can add.
    rests: Vec<f32>,
}

/// After so many trees it is seen whether the rest is needed.
const STRIDE: usize = 16;

/// More than sums in another order can differ by.
const ROUNDING: f32 = 0.001;

impl Default for Forest {
    fn default() -> Self {
        Self { bias: -9.0, trees: Vec::new(), rests: Vec::new() }
    }
}

impl Forest {
    /// Sorts the trees, and makes the bound anew.
    pub(super) fn bound(&mut self) {
        self.trees.sort_by(|a, b| (b.most() - b.least()).total_cmp(&(a.most() - a.least())));
        let mut rest = 0.0;
        let strides = self.trees.chunks(STRIDE).rev().map(|stride| {
            rest += stride.iter().map(Tree::most).sum::<f32>();
            rest
        });
        self.rests = strides.collect();
        self.rests.reverse();
    }

    /// The bias and what the trees add to it.
    pub(super) fn sum(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        self.bias + self.trees.iter().fold(0.0, |sum, tree| sum + tree.value(&strength))
    }

    /// A number that the sum of a unit is not above, of which the wording is known but no other walk.
    pub(super) fn worded(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        let known = |signal: Signal| !signal.is_walk() || signal == Signal::Wording;
        let strength = |signal| known(signal).then(|| strength(signal));
        self.bias + ROUNDING + self.trees.iter().map(|tree| tree.ceiling(ROOT, &strength)).sum::<f32>()
    }

    /// For each of some units a number that its sum is not above, as near as it takes to see which of them are below
    /// `least`. Signals that are a walk are not asked for.
    pub(super) fn ceilings(&self, units: &Batch, least: f32) -> [f32; LANES] {
        let mut sums = [self.bias + ROUNDING; LANES];
        for (stride, rest) in self.trees.chunks(STRIDE).zip(&self.rests) {
            if sums.iter().all(|sum| sum + rest < least) {
                return sums.map(|sum| sum + rest);
            }
            stride.iter().for_each(|tree| tree.add(units, &mut sums));
        }
        sums
    }
}

/// So many questions a tree asks in a row at most: what so many signals say together.
pub(super) const DEPTH: usize = 4;
const LEAVES: usize = 1 << DEPTH;
const ROOT: usize = 0;

/// A full tree, level by level: below node `n` are the nodes `2n + 1` and `2n + 2`; behind the questions come the leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tree {
    splits: [Split; LEAVES - 1],
    leaves: [f32; LEAVES],
}

/// Whether a signal is at least as strong as this.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Split {
    pub(super) signal: Signal,
    pub(super) threshold: f32,
}

/// A question for where both answers lead to the same.
const IDLE: Split = Split { signal: Signal::Length, threshold: 0.0 };

/// What a node asks, or what it adds.
pub(super) enum Node {
    Leaf(f32),
    Split(Split),
}

impl Tree {
    /// Builds a tree from its nodes, each in front of what is below it: first where the signal is weaker.
    ///
    /// # Errors
    /// Those of `next`, and where there are too many questions in a row.
    pub(super) fn build(mut next: impl FnMut() -> Result<Node, String>) -> Result<Self, String> {
        let mut tree = Self { splits: [IDLE; LEAVES - 1], leaves: [0.0; LEAVES] };
        tree.grow(ROOT, &mut next)?;
        Ok(tree)
    }

    fn grow(&mut self, node: usize, next: &mut impl FnMut() -> Result<Node, String>) -> Result<(), String> {
        match (next()?, self.splits.get_mut(node)) {
            (Node::Leaf(value), _) => self.put(node, value),
            (Node::Split(_), None) => return Err(format!("more than {DEPTH} questions in a row")),
            (Node::Split(split), Some(place)) => {
                *place = split;
                self.grow(2 * node + 1, next)?;
                self.grow(2 * node + 2, next)?;
            }
        }
        Ok(())
    }

    /// Makes all leaves below a node the same.
    fn put(&mut self, node: usize, value: f32) {
        match node.checked_sub(self.splits.len()) {
            Some(leaf) => self.leaves[leaf] = value,
            None => (1..=2).for_each(|side| self.put(2 * node + side, value)),
        }
    }

    /// The questions that are asked of a unit, and the leaf that they lead to.
    fn walk(&self, strength: impl Fn(Signal) -> f32) -> ([Signal; DEPTH], f32) {
        let mut node = ROOT;
        let asked = std::array::from_fn(|_| {
            let Split { signal, threshold } = self.splits[node];
            node = 2 * node + 1 + usize::from(strength(signal) >= threshold);
            signal
        });
        (asked, self.leaves[node - self.splits.len()])
    }

    pub(super) fn value(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        self.walk(strength).1
    }

    /// The signals that decide, in the order in which they are asked for.
    pub(super) fn asked(&self, strength: impl Fn(Signal) -> f32) -> [Signal; DEPTH] {
        self.walk(strength).0
    }

    /// The most that can come out below a node, where some signals are not known.
    fn ceiling(&self, node: usize, strength: &impl Fn(Signal) -> Option<f32>) -> f32 {
        let Some(split) = self.splits.get(node) else { return self.leaves[node - self.splits.len()] };
        match strength(split.signal) {
            Some(known) => self.ceiling(2 * node + 1 + usize::from(known >= split.threshold), strength),
            None => self.ceiling(2 * node + 1, strength).max(self.ceiling(2 * node + 2, strength)),
        }
    }

    /// Adds to `sums` the most that can come out for some units, as long as their walks are not known.
    fn add(&self, units: &Batch, sums: &mut [f32; LANES]) {
        let mut values = self.leaves.map(|leaf| [leaf; LANES]);
        for level in (0..DEPTH).rev() {
            let nodes = 1 << level;
            for (i, split) in self.splits[nodes - 1..][..nodes].iter().enumerate() {
                values[i] = units.choose(*split, &values[2 * i], &values[2 * i + 1]);
            }
        }
        sums.iter_mut().zip(values[0]).for_each(|(sum, value)| *sum += value);
    }

    fn most(&self) -> f32 {
        self.leaves.iter().copied().fold(f32::NEG_INFINITY, f32::max)
    }

    fn least(&self) -> f32 {
        self.leaves.iter().copied().fold(f32::INFINITY, f32::min)
    }

    #[cfg(test)]
    pub(super) fn signals(&self) -> impl Iterator<Item = Signal> + '_ {
        self.splits.iter().map(|split| split.signal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIGNALS: [Signal; 6] = [
        Signal::Hype,
        Signal::Edge,
        Signal::Length,
        Signal::Unrelated,
        Signal::Redundancy,
        Signal::KeywordList,
    ];

    fn split() -> impl Strategy<Value = Split> {
        (0..SIGNALS.len(), 0..4u8)
            .prop_map(|(signal, at)| Split { signal: SIGNALS[signal], threshold: f32::from(at) / 4.0 })
    }

    fn tree() -> impl Strategy<Value = Tree> {
        (prop::array::uniform15(split()), any::<[i8; LEAVES]>())
            .prop_map(|(splits, leaves)| Tree { splits, leaves: leaves.map(f32::from) })
    }

    fn strengths(values: [u8; SIGNALS.len()]) -> Strengths {
        let all = SIGNALS.iter().zip(values);
        all.fold(Strengths::default(), |all, (signal, value)| all.with(*signal, f32::from(value % 5) / 4.0))
    }

    proptest! {
        /// Whatever the walks say, the sum is not above the ceiling; it is the sum where no tree asks for a walk.
        #[test]
        fn ceilings_are_those_of_all_walks(
            trees in prop::collection::vec(tree(), 1..6),
            units in prop::collection::vec(any::<[u8; SIGNALS.len()]>(), LANES),
        ) {
            let mut forest = Forest { trees, ..Forest::default() };
            forest.bound();
            let mut batch = Batch::default();
            for (lane, &unit) in units.iter().enumerate() {
                batch.set(lane, &strengths(unit));
            }
            let ceilings = forest.ceilings(&batch, f32::NEG_INFINITY);
            for least in [-40.0, 0.0, 100.0] {
                let early = forest.ceilings(&batch, least);
                for (early, ceiling) in early.into_iter().zip(ceilings) {
                    // Sums in another order are rounded otherwise.
                    prop_assert!(early > ceiling - ROUNDING);
                    prop_assert!(early < least || early < ceiling + ROUNDING);
                }
            }
            for (&[hype, edge, length, ..], ceiling) in units.iter().zip(ceilings) {
                let walks = (0..125).map(|i| strengths([hype, edge, length, i / 25, i / 5 % 5, i % 5]));
                let most = walks.map(|unit| forest.sum(|signal| unit.get(signal))).fold(f32::MIN, f32::max);
                prop_assert!(most < ceiling);
                let known = strengths([hype, edge, length, 0, 0, 0]);
                let worded = forest.worded(|signal| known.get(signal));
                prop_assert!(most < worded && worded < ceiling + 2.0 * ROUNDING);
                let asks = |tree: &Tree| tree.signals().any(Signal::is_walk);
                prop_assert!(forest.trees.iter().any(asks) || ceiling < most + 2.0 * ROUNDING);
            }
        }
    }

    /// `hype 0.5 edge 0.5 1 2 3`, the nodes below a leaf being all the same.
    #[test]
    fn trees_are_built_from_the_top() {
        let split = |signal| Ok(Node::Split(Split { signal, threshold: 0.5 }));
        let nodes = [split(Signal::Hype), split(Signal::Edge)].into_iter();
        let mut nodes = nodes.chain([1.0, 2.0, 3.0].map(|value| Ok(Node::Leaf(value))));
        let tree = Tree::build(|| nodes.next().unwrap()).unwrap();
        for (hype, edge, value) in [(0.0, 0.0, 1.0), (0.0, 1.0, 2.0), (1.0, 0.0, 3.0), (1.0, 1.0, 3.0)] {
            let unit = Strengths::default().with(Signal::Hype, hype).with(Signal::Edge, edge);
            assert_eq!(tree.value(|signal| unit.get(signal)), value, "{hype} {edge}");
        }
        assert_eq!(tree.asked(|_| 0.0)[..2], [Signal::Hype, Signal::Edge]);
    }
}
