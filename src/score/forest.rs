//! Sums of small decision trees over the strengths of signals.

use std::ops::Range;

use crate::score::bound::Bound;
use crate::signal::Signal;

/// The log odds before any evidence, and the trees that add to them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Forest {
    pub(super) bias: f32,
    pub(super) trees: Vec<Tree>,
    bound: Bound,
}

impl Default for Forest {
    fn default() -> Self {
        Self { bias: -9.0, trees: Vec::new(), bound: Bound::of(-9.0, &[]) }
    }
}

/// Sums that are added up side by side, so that one does not wait for the other.
pub(super) const LANES: usize = 4;

impl Forest {
    /// Computes the bound anew, after trees were added.
    pub(super) fn bind(&mut self) {
        self.bound = Bound::of(self.bias, &self.trees);
    }

    /// The bias and what the trees add to it.
    pub(super) fn sum(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        let mut sums = [0.0; LANES];
        for trees in self.trees.chunks(LANES) {
            sums.iter_mut().zip(trees).for_each(|(sum, tree)| *sum += tree.value(&strength));
        }
        self.bias + sums.iter().sum::<f32>()
    }

    /// What bounds the sum while some signals are not known.
    pub(super) const fn bound(&self) -> &Bound {
        &self.bound
    }
}

/// The most questions that a tree asks in a row, and so the most signals that it weighs together.
pub(super) const DEPTH: usize = 4;
pub(super) const LEAVES: usize = 1 << DEPTH;
const ROOT: usize = 0;

/// A full tree, level by level: below node `n` are the nodes `2n + 1` and `2n + 2`. The leaves come after the questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tree {
    splits: [Split; LEAVES - 1],
    leaves: [f32; LEAVES],
}

/// The question whether a signal is at least as strong as a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Split {
    pub(super) signal: Signal,
    pub(super) threshold: f32,
}

/// The question where both answers lead to the same leaves.
const IDLE: Split = Split { signal: Signal::Length, threshold: 0.0 };

/// What a node asks, or what it adds.
pub(super) enum Node {
    Leaf(f32),
    Split(Split),
}

impl Tree {
    /// Builds a tree from its nodes, each followed by those below it: first the side where the signal is weaker.
    ///
    /// # Errors
    /// Those of `next`, and too many questions in a row.
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

    pub(super) fn value(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        let mut node = ROOT;
        for _ in 0..DEPTH {
            node = self.child(node, &strength);
        }
        self.leaves[node - self.splits.len()]
    }

    /// The signals that decide, in the order in which they are asked for.
    pub(super) fn asked(&self, strength: impl Fn(Signal) -> f32) -> [Signal; DEPTH] {
        let mut node = ROOT;
        std::array::from_fn(|_| {
            let signal = self.splits[node].signal;
            node = self.child(node, &strength);
            signal
        })
    }

    /// The node that the answer to a question leads to.
    fn child(&self, node: usize, strength: impl Fn(Signal) -> f32) -> usize {
        let Split { signal, threshold } = self.splits[node];
        2 * node + 1 + usize::from(strength(signal) >= threshold)
    }

    /// The questions that change anything.
    pub(super) fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        let below = |node: usize| {
            let (mut first, mut last) = (node, node);
            while first < self.splits.len() {
                (first, last) = (2 * first + 1, 2 * last + 2);
            }
            first - self.splits.len()..last + 1 - self.splits.len()
        };
        let question = move |(node, split): (usize, &Split)| Question {
            split: *split,
            below: below(2 * node + 1),
            above: below(2 * node + 2),
        };
        let differ = |question: &Question| {
            let first = self.leaves[question.below.start];
            self.leaves[question.below.start..question.above.end].iter().any(|leaf| *leaf != first)
        };
        self.splits.iter().enumerate().map(question).filter(differ)
    }

    /// The leaves, those that add the most first; and the place of each among them.
    pub(super) fn sorted(&self) -> ([f32; LEAVES], [usize; LEAVES]) {
        let mut order: [usize; LEAVES] = std::array::from_fn(|leaf| leaf);
        order.sort_by(|&a, &b| self.leaves[b].total_cmp(&self.leaves[a]));
        let mut ranks = [0; LEAVES];
        order.iter().enumerate().for_each(|(rank, &leaf)| ranks[leaf] = rank);
        (order.map(|leaf| self.leaves[leaf]), ranks)
    }
}

/// A question of a tree, and the leaves that its answers lead to.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) split: Split,
    pub(super) below: Range<usize>,
    pub(super) above: Range<usize>,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::signal::Strengths;
    use proptest::prelude::*;

    pub(in crate::score) const SIGNALS: [Signal; 6] =
        [Signal::Hype, Signal::Edge, Signal::Length, Signal::Unrelated, Signal::Wording, Signal::KeywordList];

    impl Forest {
        pub(in crate::score) fn new(bias: f32, trees: Vec<Tree>) -> Self {
            let bound = Bound::of(bias, &trees);
            Self { bias, trees, bound }
        }
    }

    impl Tree {
        pub(in crate::score) fn signals(&self) -> impl Iterator<Item = Signal> + '_ {
            self.splits.iter().map(|split| split.signal)
        }

        /// The most that can come out where some signals are not known.
        pub(in crate::score) fn ceiling(&self, strength: &impl Fn(Signal) -> Option<f32>) -> f32 {
            self.ceiling_below(ROOT, strength)
        }

        fn ceiling_below(&self, node: usize, strength: &impl Fn(Signal) -> Option<f32>) -> f32 {
            let Some(split) = self.splits.get(node) else { return self.leaves[node - self.splits.len()] };
            match strength(split.signal) {
                Some(known) => {
                    self.ceiling_below(2 * node + 1 + usize::from(known >= split.threshold), strength)
                }
                None => {
                    self.ceiling_below(2 * node + 1, strength).max(self.ceiling_below(2 * node + 2, strength))
                }
            }
        }
    }

    /// The README and the documentation of the crate say so.
    #[test]
    fn a_tree_asks_for_up_to_four_signals() {
        assert_eq!(DEPTH, 4);
    }

    fn split() -> impl Strategy<Value = Split> {
        (0..SIGNALS.len(), 0..4u8)
            .prop_map(|(signal, at)| Split { signal: SIGNALS[signal], threshold: f32::from(at) / 4.0 })
    }

    pub(in crate::score) fn tree() -> impl Strategy<Value = Tree> {
        (prop::array::uniform15(split()), any::<[i8; LEAVES]>())
            .prop_map(|(splits, leaves)| Tree { splits, leaves: leaves.map(f32::from) })
    }

    pub(in crate::score) fn strengths(values: [u8; SIGNALS.len()]) -> Strengths {
        let all = SIGNALS.iter().zip(values);
        all.fold(Strengths::default(), |all, (signal, value)| all.with(*signal, f32::from(value % 5) / 4.0))
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
