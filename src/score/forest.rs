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
    /// For each unit what stands for its answer to a question. With masks instead of branches, which makes it vectors.
    #[inline]
    fn choose(&self, split: Split, below: &[f32; LANES], above: &[f32; LANES]) -> [f32; LANES] {
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
    pub(super) trees: Vec<Tree>,
    /// The same for the most that can come out while nothing is known of signals that are a [walk](Signal::is_walk).
    most: f32,
    /// Those first whose leaves differ most.
    ceilings: Vec<Tree>,
    /// For each [`STRIDE`] of them the most that they and those behind them can add.
    rests: Vec<f32>,
    /// The ceilings where the wording is known, the first of the walks.
    worded: Vec<Tree>,
}

/// After so many trees it is seen whether the rest is needed.
const STRIDE: usize = 16;

/// More than sums in another order can differ by.
const ROUNDING: f32 = 0.001;

impl Default for Forest {
    fn default() -> Self {
        Self {
            bias: -9.0,
            trees: Vec::new(),
            most: -9.0 + ROUNDING,
            ceilings: Vec::new(),
            rests: Vec::new(),
            worded: Vec::new(),
        }
    }
}

impl Forest {
    /// Makes the bound anew.
    pub(super) fn bound(&mut self) {
        let (constant, mut ceilings): (Vec<_>, Vec<_>) = self
            .trees
            .iter()
            .map(|tree| tree.ceiling(Signal::is_walk))
            .partition(|ceiling| ceiling.constant().is_some());
        self.most = self.bias + ROUNDING + constant.iter().filter_map(Tree::constant).sum::<f32>();
        ceilings.sort_by(|a, b| (b.most() - b.least()).total_cmp(&(a.most() - a.least())));
        let mut rest = 0.0;
        let strides = ceilings.chunks(STRIDE).rev().map(|stride| {
            rest += stride.iter().map(Tree::most).sum::<f32>();
            rest
        });
        self.rests = strides.collect();
        self.rests.reverse();
        self.ceilings = ceilings;
        let unknown = |signal: Signal| signal.is_walk() && signal != Signal::Wording;
        self.worded = self.trees.iter().map(|tree| tree.ceiling(unknown)).collect();
    }

    /// The bias and what the trees add to it.
    pub(super) fn sum(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        self.bias + self.trees.iter().fold(0.0, |sum, tree| sum + tree.value(&strength))
    }

    /// A number that the sum of a unit is not above, of which the wording is known but no other walk.
    pub(super) fn worded(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        self.bias + ROUNDING + self.worded.iter().map(|tree| tree.value(&strength)).sum::<f32>()
    }

    /// For each of some units a number that its sum is not above, as near as it takes to see which of them are below
    /// `least`. Signals that are a walk are not asked for.
    pub(super) fn ceilings(&self, units: &Batch, least: f32) -> [f32; LANES] {
        let mut sums = [self.most; LANES];
        for (stride, rest) in self.ceilings.chunks(STRIDE).zip(&self.rests) {
            if sums.iter().all(|sum| sum + rest < least) {
                return sums.map(|sum| sum + rest);
            }
            stride.iter().for_each(|tree| tree.add(units, &mut sums));
        }
        sums
    }
}

/// A tree of at most two questions in a row: what two signals say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tree {
    pub(super) root: Split,
    pub(super) branches: [Split; 2],
    pub(super) leaves: [[f32; 2]; 2],
}

/// Whether a signal is at least as strong as this.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Split {
    pub(super) signal: Signal,
    pub(super) threshold: f32,
}

/// A question for where both answers lead to the same.
const IDLE: Split = Split { signal: Signal::Length, threshold: 0.0 };

impl Split {
    fn side(self, strength: impl Fn(Signal) -> f32) -> usize {
        usize::from(strength(self.signal) >= self.threshold)
    }
}

impl Tree {
    pub(super) fn value(&self, strength: impl Fn(Signal) -> f32) -> f32 {
        let side = self.root.side(&strength);
        self.leaves[side][self.branches[side].side(strength)]
    }

    /// The signal that decides within the branch that is taken.
    pub(super) fn second(&self, strength: impl Fn(Signal) -> f32) -> Signal {
        self.branches[self.root.side(strength)].signal
    }

    /// Adds the values for some units to `sums`.
    fn add(&self, units: &Batch, sums: &mut [f32; LANES]) {
        let [low, high] = [0, 1].map(|side| {
            let [below, above] = self.leaves[side].map(|leaf| [leaf; LANES]);
            units.choose(self.branches[side], &below, &above)
        });
        let values = units.choose(self.root, &low, &high);
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }

    fn most(&self) -> f32 {
        self.leaves.as_flattened().iter().copied().fold(f32::NEG_INFINITY, f32::max)
    }

    fn least(&self) -> f32 {
        self.leaves.as_flattened().iter().copied().fold(f32::INFINITY, f32::min)
    }

    /// The value, where there is only one.
    fn constant(&self) -> Option<f32> {
        (self.most() == self.least()).then(|| self.most())
    }

    /// The lowest tree that is nowhere below this one and does not ask for signals that are unknown.
    fn ceiling(&self, unknown: impl Fn(Signal) -> bool) -> Self {
        let Self { root, mut branches, mut leaves } = *self;
        for (branch, leaves) in branches.iter_mut().zip(&mut leaves) {
            if unknown(branch.signal) {
                (*branch, *leaves) = (IDLE, [leaves[0].max(leaves[1]); 2]);
            }
        }
        if unknown(root.signal) {
            let [below, above] = leaves;
            leaves = below.map(|below| above.map(|above| below.max(above)));
            return Self { root: branches[0], branches: [branches[1]; 2], leaves };
        }
        Self { root, branches, leaves }
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
        (split(), [split(), split()], any::<[[i8; 2]; 2]>()).prop_map(|(root, branches, leaves)| Tree {
            root,
            branches,
            leaves: leaves.map(|leaves| leaves.map(f32::from)),
        })
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
                prop_assert!(most < worded && worded < ceiling + ROUNDING);
                let asks = |tree: &Tree| {
                    tree.branches.iter().chain([&tree.root]).any(|split| split.signal.is_walk())
                };
                prop_assert!(forest.trees.iter().any(asks) || ceiling < most + 2.0 * ROUNDING);
            }
        }
    }
}
