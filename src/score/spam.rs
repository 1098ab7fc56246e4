//! The spam model: a sum of small decision trees over the strengths of the signals.

use crate::error::Error;
use crate::signal::{Signal, Strengths};

/// The built-in weights. `cargo xtask fit` writes them.
const BUILTIN: (&str, &str) = ("spam.txt", include_str!("weights/spam.txt"));

/// What is judged: they have different odds from the start, and other evidence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A whole block.
    Block,
    /// A whole block of a page with too little text to compare it with.
    Alone,
    /// A part of a block.
    Insertion,
}

/// The names of [`Unit`] in a weights file, in the same order.
const UNITS: [&str; 3] = ["block", "alone", "insertion"];

/// Log odds of spam for whole blocks, and for parts of blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SpamModel {
    forests: [Forest; 3],
}

/// What stands before any evidence, and what each tree adds.
#[derive(Clone, Debug, PartialEq)]
struct Forest {
    bias: f32,
    trees: Vec<Tree>,
    /// For each tree the most that it and those behind it can add, by what is [`Absent`] from the unit.
    rest: [Vec<f32>; Absent::COUNT],
}

/// What a unit does not have, so that signals of it are 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Absent {
    /// Wordlist terms of any class, of class strong, of class weak.
    pub(crate) terms: bool,
    pub(crate) strong: bool,
    pub(crate) weak: bool,
    /// Terms in the lines around.
    pub(crate) neighbours: bool,
}

impl Absent {
    const COUNT: usize = 16;

    fn number(self) -> usize {
        let bits = [self.terms, self.strong, self.weak, self.neighbours];
        bits.into_iter().fold(0, |number, bit| number << 1 | usize::from(bit))
    }

    fn from_number(number: usize) -> Self {
        let bit = |place: u32| number >> place & 1 != 0;
        Self { terms: bit(3), strong: bit(2), weak: bit(1), neighbours: bit(0) }
    }

    /// Whether a signal is 0 then.
    const fn silences(self, signal: Signal) -> bool {
        match signal {
            Signal::StrongTerms => self.terms || self.strong,
            Signal::WeakTerms => self.terms || self.weak,
            Signal::ComboTerms | Signal::LoneTerm | Signal::TermCoverage | Signal::TermVariety => self.terms,
            Signal::Neighbours => self.neighbours,
            _ => false,
        }
    }
}

/// More than sums in another order can differ by.
const ROUNDING: f32 = 0.001;

impl Forest {
    /// What the trees add to the bias; `None` where it is surely below `least`, as soon as that is certain.
    fn value_from(&self, least: f32, absent: Absent, mut strength: impl FnMut(Signal) -> f32) -> Option<f32> {
        let mut sum = 0.0;
        for (tree, rest) in self.trees.iter().zip(&self.rest[absent.number()]) {
            if sum + rest < least {
                return None;
            }
            sum += tree.value(&mut strength);
        }
        Some(sum)
    }

    /// Sums up what the trees can add.
    fn measure(&mut self) {
        for (number, rest) in self.rest.iter_mut().enumerate() {
            let absent = Absent::from_number(number);
            let mut most = ROUNDING;
            rest.clear();
            rest.extend(self.trees.iter().rev().map(|tree| {
                most += tree.most(absent);
                most
            }));
            rest.reverse();
        }
    }
}

impl Default for Forest {
    fn default() -> Self {
        Self { bias: -9.0, trees: Vec::new(), rest: Default::default() }
    }
}

/// A tree of at most two questions in a row: what two signals say together.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tree {
    root: Split,
    branches: [Split; 2],
    leaves: [[f32; 2]; 2],
}

/// Whether a signal is at least as strong as this.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    signal: Signal,
    threshold: f32,
}

impl Split {
    fn side(self, mut strength: impl FnMut(Signal) -> f32) -> usize {
        usize::from(strength(self.signal) >= self.threshold)
    }
}

impl Tree {
    fn value(&self, mut strength: impl FnMut(Signal) -> f32) -> f32 {
        let side = self.root.side(&mut strength);
        let [below, above] = self.leaves[side];
        // Where the answer does not matter the question is not asked: the signal may not be measured yet.
        if below == above { below } else { self.leaves[side][self.branches[side].side(strength)] }
    }

    /// The greatest value that it can have where something is absent.
    fn most(&self, absent: Absent) -> f32 {
        let sides = |split: Split| {
            let known = absent.silences(split.signal);
            (0..2).filter(move |&side| !known || side == split.side(|_| 0.0))
        };
        let values = sides(self.root)
            .flat_map(|side| sides(self.branches[side]).map(move |second| self.leaves[side][second]));
        values.fold(f32::NEG_INFINITY, f32::max)
    }

    /// The signal that decides within the branch that is taken.
    fn second(&self, strength: impl Fn(Signal) -> f32) -> Signal {
        self.branches[self.root.side(strength)].signal
    }
}

impl SpamModel {
    /// The model with the built-in weights.
    pub(crate) fn builtin() -> Self {
        Self::parse(BUILTIN.0, BUILTIN.1).unwrap_or_default()
    }

    /// Reads a weights file. Its lines are `<unit> bias <number>` and `<unit> tree <node>`, where a node is a number or
    /// `<signal> <threshold> <node if below> <node if not>`, two questions deep at most; `#` begins a comment.
    ///
    /// # Errors
    /// A line of another form, an unknown unit or signal, or a number that is none.
    pub(crate) fn parse(origin: &str, text: &str) -> Result<Self, Error> {
        let mut model = Self::default();
        for (i, line) in text.lines().enumerate() {
            let fail = |message: String| Error::new(origin, Some(i + 1), message);
            let mut words = line.split('#').next().unwrap_or_default().split_whitespace();
            let Some(unit) = words.next() else { continue };
            let unit = UNITS.iter().position(|known| *known == unit);
            let forest = unit.and_then(|unit| model.forests.get_mut(unit));
            let forest = forest.ok_or_else(|| fail("expected block, alone or insertion".into()))?;
            match words.next() {
                Some("bias") => forest.bias = number(words.next()).map_err(fail)?,
                Some("tree") => forest.trees.push(tree(&mut words).map_err(fail)?),
                _ => return Err(fail("expected bias or tree".into())),
            }
            if let Some(word) = words.next() {
                return Err(fail(format!("unexpected {word}")));
            }
        }
        model.forests.iter_mut().for_each(Forest::measure);
        Ok(model)
    }

    /// Log odds of spam.
    #[cfg(test)]
    fn logit(&self, unit: Unit, strengths: &Strengths) -> f32 {
        let forest = &self.forests[unit as usize];
        forest.bias
            + forest
                .value_from(f32::NEG_INFINITY, Absent::default(), |signal| strengths.get(signal))
                .unwrap_or_default()
    }

    /// Log odds of spam, given a function that measures signals, which is asked for those that matter; `None` where they
    /// are surely below `least`.
    pub(crate) fn logit_from(
        &self,
        unit: Unit,
        least: f32,
        absent: Absent,
        strength: impl FnMut(Signal) -> f32,
    ) -> Option<f32> {
        let forest = &self.forests[unit as usize];
        forest.value_from(least - forest.bias, absent, strength).map(|sum| forest.bias + sum)
    }

    /// What each signal adds to the log odds of a unit without any: those that add anything. Of a tree that asks for
    /// two signals, the first counts as if it were alone, and the second for what it changes.
    pub(crate) fn contributions(&self, unit: Unit, strengths: &Strengths) -> Vec<(Signal, f32)> {
        let mut sums = [0.0; Signal::ALL.len()];
        let of_unit = |signal| strengths.get(signal);
        for tree in &self.forests[unit as usize].trees {
            let first = tree.root.signal;
            let alone = tree.value(|signal| if signal == first { of_unit(signal) } else { 0.0 });
            sums[first as usize] += alone - tree.value(|_| 0.0);
            sums[tree.second(of_unit) as usize] += tree.value(of_unit) - alone;
        }
        let sums = Signal::ALL.iter().zip(sums);
        sums.filter(|(_, sum)| *sum != 0.0).map(|(&signal, sum)| (signal, sum)).collect()
    }
}

/// A node of a tree in a weights file.
enum Node {
    Leaf(f32),
    Split(Split),
}

fn node<'a>(words: &mut impl Iterator<Item = &'a str>) -> Result<Node, String> {
    let word = words.next().ok_or("expected a number or a signal")?;
    match (word.parse(), Signal::from_name(word)) {
        (Ok(value), _) => Ok(Node::Leaf(value)),
        (_, Some(signal)) => Ok(Node::Split(Split { signal, threshold: number(words.next())? })),
        _ => Err(format!("neither a number nor a signal: {word}")),
    }
}

fn number(word: Option<&str>) -> Result<f32, String> {
    let word = word.ok_or("expected a number")?;
    word.parse().map_err(|_| format!("not a number: {word}"))
}

/// A tree. Where it asks less than it could, both answers lead to the same.
fn tree<'a>(words: &mut impl Iterator<Item = &'a str>) -> Result<Tree, String> {
    let Node::Split(root) = node(words)? else { return Err("expected a signal".into()) };
    let (mut branches, mut leaves) = ([root; 2], [[0.0; 2]; 2]);
    for side in 0..2 {
        match node(words)? {
            Node::Leaf(value) => leaves[side] = [value; 2],
            Node::Split(split) => {
                branches[side] = split;
                for leaf in &mut leaves[side] {
                    let Node::Leaf(value) = node(words)? else {
                        return Err("more than two questions".into());
                    };
                    *leaf = value;
                }
            }
        }
    }
    Ok(Tree { root, branches, leaves })
}

/// A probability as log odds.
pub(crate) fn log_odds(probability: f32) -> f32 {
    (probability / (1.0 - probability)).ln()
}

/// Log odds as a probability.
pub(crate) fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_weights_are_readable_and_ask_for_spam_signals_only() {
        let model = SpamModel::parse(BUILTIN.0, BUILTIN.1).unwrap();
        for forest in &model.forests {
            assert!(!forest.trees.is_empty());
            for tree in &forest.trees {
                for split in tree.branches.iter().chain([&tree.root]) {
                    assert!(Strengths::measures(split.signal), "{}", split.signal);
                }
            }
        }
    }

    #[test]
    fn errors_name_the_line() {
        for (text, line, message) in [
            ("block bias 1\nnonsense", 2, "expected block, alone"),
            ("block nonsense", 1, "expected bias or tree"),
            ("block bias x", 1, "not a number"),
            ("block bias", 1, "expected a number"),
            ("block bias 1 2", 1, "unexpected 2"),
            ("# nothing\ninsertion tree nonsense 1 0 0", 2, "neither a number nor a signal"),
            ("block tree 1", 1, "expected a signal"),
            ("block tree hype 0.5 1", 1, "expected a number or a signal"),
            ("block tree hype 0.5 1 edge 0.5 edge 0.2 1 2 3", 1, "more than two questions"),
        ] {
            let error = SpamModel::parse("weights", text).unwrap_err();
            assert_eq!((error.origin(), error.line()), ("weights", Some(line)), "{text}");
            assert!(error.to_string().contains(message), "{text}: {error}");
        }
    }

    /// Two trees over three signals; the second asks a single question.
    fn model() -> SpamModel {
        let file = "block bias -1\n\
                    block tree hype 0.5 edge 0.5 0 2 edge 0.25 3 7 # together\n\
                    block tree prose 0.5 0 -4\n";
        SpamModel::parse("test", file).unwrap()
    }

    #[test]
    fn trees_add_up() {
        for (hype, edge, prose, logit) in [
            (0.0, 0.0, 0.0, -1.0),
            (0.0, 0.5, 0.0, 1.0),
            (0.5, 0.0, 0.0, 2.0),
            (0.5, 0.25, 0.0, 6.0),
            (1.0, 1.0, 1.0, 2.0),
        ] {
            let strengths = Strengths::default().with(Signal::Hype, hype);
            let strengths = strengths.with(Signal::Edge, edge).with(Signal::Prose, prose);
            assert_eq!(model().logit(Unit::Block, &strengths), logit, "{hype} {edge} {prose}");
            let contributions: f32 = model().contributions(Unit::Block, &strengths).iter().map(|c| c.1).sum();
            assert_eq!(contributions, logit + 1.0, "{hype} {edge} {prose}");
        }
        assert_eq!(model().logit(Unit::Insertion, &Strengths::default()), -9.0);
    }

    #[test]
    fn the_second_signal_counts_for_what_it_changes() {
        let strengths = Strengths::default().with(Signal::Hype, 1.0).with(Signal::Edge, 1.0);
        let contributions = model().contributions(Unit::Block, &strengths);
        let mut expected = vec![(Signal::Hype, 3.0), (Signal::Edge, 4.0)];
        expected.sort_by_key(|(signal, _)| *signal as usize);
        assert_eq!(contributions, expected);
    }

    #[test]
    fn probabilities() {
        assert_eq!(probability(0.0), 0.5);
        assert!(probability(-90.0) >= 0.0 && probability(90.0) <= 1.0 && probability(2.0) > 0.88);
    }
}
