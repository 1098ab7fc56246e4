//! The spam model: weights × strengths, summed within groups, capped, summed.

use crate::error::Error;
use crate::signal::{Signal, Strengths};

/// The built-in weights. `cargo xtask fit` writes them.
const BUILTIN: (&str, &str) = ("spam.txt", include_str!("weights/spam.txt"));

/// What is judged: the two have different odds from the start, and other evidence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A whole block.
    Block,
    /// A part of a block.
    Insertion,
}

/// Weights of one signal.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    signal: Signal,
    group: usize,
    block: f32,
    insertion: f32,
}

/// A linear model over signals, with a cap on what each group of signals can contribute, so that forty weak hits of
/// one family cannot decide alone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SpamModel {
    bias: [f32; 2],
    rows: Vec<Row>,
    caps: Vec<f32>,
}

impl SpamModel {
    /// The model with the built-in weights.
    pub(crate) fn builtin() -> Self {
        Self::parse(BUILTIN.0, BUILTIN.1).unwrap_or_else(|_| Self {
            bias: [-9.0; 2],
            rows: vec![],
            caps: vec![],
        })
    }

    /// Reads a weights file: lines `bias <block> <insertion>`, `cap <group> <limit>` and
    /// `<signal> <group> <block> <insertion>`, in this order; `#` begins a comment.
    ///
    /// # Errors
    /// A line of another form, an unknown signal or group, or a number that is none.
    pub(crate) fn parse(origin: &str, text: &str) -> Result<Self, Error> {
        let mut model = Self { bias: [0.0; 2], rows: Vec::new(), caps: Vec::new() };
        let mut groups: Vec<&str> = Vec::new();
        for (i, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = line.split_whitespace().collect();
            let fail = |message: String| Error::new(origin, Some(i + 1), message);
            let number = |word: &str| word.parse::<f32>().map_err(|_| fail(format!("not a number: {word}")));
            match words[..] {
                [] => {}
                ["bias", block, insertion] => model.bias = [number(block)?, number(insertion)?],
                ["cap", group, limit] => {
                    groups.push(group);
                    model.caps.push(number(limit)?);
                }
                [signal, group, block, insertion] => model.rows.push(Row {
                    signal: Signal::from_name(signal)
                        .ok_or_else(|| fail(format!("unknown signal: {signal}")))?,
                    group: groups
                        .iter()
                        .position(|known| *known == group)
                        .ok_or_else(|| fail(format!("unknown group: {group}")))?,
                    block: number(block)?,
                    insertion: number(insertion)?,
                }),
                _ => return Err(fail("expected bias, cap, or signal, group and two weights".into())),
            }
        }
        Ok(model)
    }

    /// Log odds of spam.
    pub(crate) fn logit(&self, unit: Unit, strengths: &Strengths) -> f32 {
        let groups = self.caps.iter().enumerate().map(|(group, cap)| {
            let rows = self.rows.iter().filter(|row| row.group == group);
            rows.map(|row| row.weight(unit) * strengths.get(row.signal)).sum::<f32>().clamp(-cap, *cap)
        });
        self.bias[unit as usize] + groups.sum::<f32>()
    }

    /// What each signal adds to the log odds before capping: those that add anything.
    pub(crate) fn contributions<'a>(
        &'a self,
        unit: Unit,
        strengths: &'a Strengths,
    ) -> impl Iterator<Item = (Signal, f32)> + 'a {
        let parts =
            self.rows.iter().map(move |row| (row.signal, row.weight(unit) * strengths.get(row.signal)));
        parts.filter(|(_, contribution)| *contribution != 0.0)
    }
}

impl Row {
    const fn weight(&self, unit: Unit) -> f32 {
        match unit {
            Unit::Block => self.block,
            Unit::Insertion => self.insertion,
        }
    }
}

/// Log odds as a probability.
pub(crate) fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_weights_are_readable_and_name_every_spam_signal() {
        let model = SpamModel::parse(BUILTIN.0, BUILTIN.1).unwrap();
        for &signal in Signal::ALL {
            let rows = model.rows.iter().filter(|row| row.signal == signal).count();
            assert_eq!(rows, usize::from(Strengths::measures(signal)), "{signal}");
        }
    }

    #[test]
    fn errors_name_the_line() {
        for (text, line, message) in [
            ("bias 1 2\nnonsense", 2, "expected"),
            ("# comment\n\nstrong-terms words 1 2", 3, "unknown group: words"),
            ("cap words x", 1, "not a number: x"),
            ("cap words 3\nno-such-signal words 1 2", 2, "unknown signal: no-such-signal"),
        ] {
            let error = SpamModel::parse("test.txt", text).unwrap_err();
            assert_eq!((error.line(), error.origin()), (Some(line), "test.txt"));
            assert!(error.to_string().contains(message), "{error}");
        }
    }

    #[test]
    fn groups_are_capped_both_ways() {
        let text = "bias -1 -2\ncap words 3\nstrong-terms words 10 -10";
        let model = SpamModel::parse("test.txt", text).unwrap();
        let nothing = Strengths::default();
        let strong = Strengths::default().with(Signal::StrongTerms, 1.0);
        assert_eq!(model.logit(Unit::Block, &nothing), -1.0);
        assert_eq!(model.logit(Unit::Block, &strong), 2.0);
        assert_eq!(model.logit(Unit::Insertion, &strong), -5.0);
    }

    #[test]
    fn probabilities() {
        assert_eq!(probability(0.0), 0.5);
        assert!(probability(-90.0) >= 0.0 && probability(90.0) <= 1.0 && probability(2.0) > 0.88);
    }
}
