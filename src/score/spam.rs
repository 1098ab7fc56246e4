//! The spam model: a sum of small decision trees over the strengths of the signals.

use crate::error::Error;
use crate::score::bound::Reach;
use crate::score::forest::{Forest, Node, Split, Tree};
use crate::signal::{Signal, Stage, Strengths};

/// The built-in weights. `cargo xtask fit` writes them.
const BUILTIN: (&str, &str) = ("spam.txt", include_str!("weights/spam.txt"));

/// What is judged. Each has odds of its own from the start, and other evidence counts.
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

impl SpamModel {
    /// The model with the built-in weights.
    pub(crate) fn builtin() -> Self {
        Self::parse(BUILTIN.0, BUILTIN.1).unwrap_or_default()
    }

    /// Reads a weights file. Its lines are `<unit> bias <number>` and `<unit> tree <node>`, where a node is a number or
    /// `<signal> <threshold> <node if below> <node if not>`, four questions deep at most; `#` begins a comment.
    ///
    /// # Errors
    /// A line of another form, an unknown unit or signal, or a number that is none.
    pub(crate) fn parse(origin: &str, text: &str) -> Result<Self, Error> {
        let mut model = Self::default();
        for (i, line) in text.lines().enumerate() {
            let fail = |message: String| Error::new(origin, Some(i + 1), message);
            let mut words = line.split('#').next().unwrap_or_default().split_ascii_whitespace();
            let Some(unit) = words.next() else { continue };
            let unit = UNITS.iter().position(|known| *known == unit);
            let forest = unit.and_then(|unit| model.forests.get_mut(unit));
            let forest = forest.ok_or_else(|| fail("expected block, alone or insertion".into()))?;
            match words.next() {
                Some("bias") => forest.bias = number(words.next()).map_err(fail)?,
                Some("tree") => forest.trees.push(Tree::build(|| node(&mut words)).map_err(fail)?),
                _ => return Err(fail("expected bias or tree".into())),
            }
            if let Some(word) = words.next() {
                return Err(fail(format!("unexpected {word}")));
            }
        }
        model.forests.iter_mut().for_each(Forest::bind);
        Ok(model)
    }

    /// Log odds of spam.
    pub(crate) fn logit(&self, unit: Unit, strengths: &Strengths) -> f32 {
        self.forests[unit as usize].sum(|signal| strengths.get(signal))
    }

    /// Begins with a unit of which no signal is known yet.
    pub(crate) fn begin(&self, unit: Unit, reach: &mut Reach) {
        self.forests[unit as usize].bound().begin(reach);
    }

    /// Takes in the signals of a stage.
    pub(crate) fn narrow(&self, unit: Unit, strengths: &Strengths, stage: Stage, reach: &mut Reach) {
        self.forests[unit as usize].bound().narrow(strengths, stage, reach);
    }

    /// The highest log odds that a unit can have, whatever its signals that were not taken in are; its own if all were.
    pub(crate) fn most(&self, unit: Unit, reach: &Reach) -> f32 {
        self.forests[unit as usize].bound().most(reach)
    }

    /// What each signal adds to the log odds of a unit without any signal, if it adds anything. Of the signals that a tree
    /// asks for, the first counts as if it were alone, and each further one for what it changes.
    pub(crate) fn contributions(&self, unit: Unit, strengths: &Strengths) -> Vec<(Signal, f32)> {
        let mut sums = [0.0; Signal::ALL.len()];
        for tree in &self.forests[unit as usize].trees {
            let asked = tree.asked(|signal| strengths.get(signal));
            let mut before = tree.value(|_| 0.0);
            for (i, &signal) in asked.iter().enumerate() {
                let known = &asked[..=i];
                let value = tree.value(|s| if known.contains(&s) { strengths.get(s) } else { 0.0 });
                sums[signal as usize] += value - before;
                before = value;
            }
        }
        let sums = Signal::ALL.iter().zip(sums);
        sums.filter(|(_, sum)| *sum != 0.0).map(|(&signal, sum)| (signal, sum)).collect()
    }
}

/// The next node of a tree in a weights file.
fn node<'a>(words: &mut impl Iterator<Item = &'a str>) -> Result<Node, String> {
    let word = words.next().ok_or("expected a number or a signal")?;
    if word.starts_with(|c: char| c.is_ascii_lowercase())
        && let Some(signal) = Signal::from_name(word)
    {
        return Ok(Node::Split(Split { signal, threshold: number(words.next())? }));
    }
    word.parse().map(Node::Leaf).map_err(|_| format!("neither a number nor a signal: {word}"))
}

fn number(word: Option<&str>) -> Result<f32, String> {
    let word = word.ok_or("expected a number")?;
    word.parse().map_err(|_| format!("not a number: {word}"))
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
                for signal in tree.signals() {
                    assert!(Strengths::measures(signal), "{signal}");
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
            ("block tree", 1, "expected a number or a signal"),
            ("block tree hype 0.5 1", 1, "expected a number or a signal"),
            (
                "block tree hype 1 0 hype 2 0 hype 3 0 hype 4 0 hype 5 0 0",
                1,
                "more than 4 questions in a row",
            ),
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
            // With nothing left to measure, the bound is the sum.
            let mut reach = Reach::default();
            model().begin(Unit::Block, &mut reach);
            let narrow = |stage| model().narrow(Unit::Block, &strengths, stage, &mut reach);
            Stage::ALL.into_iter().for_each(narrow);
            assert_eq!(model().most(Unit::Block, &reach), logit, "{hype} {edge} {prose}");
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

    /// What a tree adds to every unit is no contribution of a signal.
    #[test]
    fn what_every_unit_has_is_no_contribution() {
        let model = SpamModel::parse("test", "block tree hype 0.5 3 edge 0.5 5 7").unwrap();
        for (hype, edge, expected) in [
            (0.0, 1.0, &[][..]),
            (1.0, 0.0, &[(Signal::Hype, 2.0)]),
            (1.0, 1.0, &[(Signal::Hype, 2.0), (Signal::Edge, 2.0)]),
        ] {
            let strengths = Strengths::default().with(Signal::Hype, hype).with(Signal::Edge, edge);
            let mut found = model.contributions(Unit::Block, &strengths);
            found.sort_by_key(|(signal, _)| *signal != Signal::Hype);
            assert_eq!(found, expected, "{hype} {edge}");
        }
    }
}
