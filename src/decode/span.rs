//! The best span of a chain head, body, tail, and how sure its two edges are.
//!
//! A span from block `s` to block `e` scores `start[s] + body[s] + … + body[e] + end[e]`; the chain's probability of
//! a span is the softmax of the scores of all spans. Everything here is linear in the number of blocks.

use crate::steps;

/// The scores of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scores {
    /// For lying in the body.
    pub(crate) body: f32,
    /// For being its first block.
    pub(crate) start: f32,
    /// For being its last block.
    pub(crate) end: f32,
}

/// A span of blocks and the probabilities of its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Best {
    /// The first block.
    pub(crate) first: usize,
    /// The last block, itself within the span.
    pub(crate) last: usize,
    /// Probability that the body begins with `first`.
    pub(crate) start_confidence: f32,
    /// Probability that the body ends with `last`.
    pub(crate) end_confidence: f32,
    /// How sure the chain is of any span: `exp(-h)`, where `h` is the mean of two entropies, that of the first block and that of
    /// the last. If n places are equally likely for each edge, this is 1 ÷ n.
    pub(crate) certainty: f32,
}

/// What speaks against cutting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caution {
    /// What is added to the score of a span for each edge of the page that it reaches.
    pub(crate) edge_bonus: f32,
    /// What lies in the body with this probability is kept on a page where the best span is not sure.
    pub(crate) likely: f32,
}

/// The span with the highest score, `edge_bonus` added to those that begin with the first block and to those that
/// end with the last one. Of equal spans the one that begins earliest, then the one that ends latest. Where it is hardly
/// better than others, as on pages that hold no article, it is widened to all blocks that are
/// [`likely`](Caution::likely) in the body. `None` without blocks. Probabilities do not count the bonus.
///
/// Pages have something on both sides of their article; what has it on one side only is mostly not a page but a text
/// with an unusual end. So a span that leaves out one side only has to beat the whole by a price that grows with the
/// bonus; see [`one_sided`].
pub(crate) fn best(scores: &[Scores], caution: Caution, sums: &mut Sums) -> Option<Best> {
    steps::count(scores.len());
    let edge_bonus = f64::from(caution.edge_bonus);
    let (mut first, mut last) = maximum(scores, edge_bonus)?;
    let end = scores.len() - 1;
    let lead = lead_over_whole(scores, edge_bonus, first, last);
    if (first == 0) != (last == end) && lead < one_sided(edge_bonus) {
        (first, last) = (0, end);
    }
    sums.add_up(scores);
    let score = |i: usize| scores.get(i).copied().unwrap_or_default();
    let (start_confidence, end_confidence) = (sums.begins(first, score(first)), sums.ends(last, score(last)));
    if start_confidence * end_confidence < UNSURE {
        let is_likely = |&i: &usize| sums.holds(i) >= caution.likely;
        first = (0..first).find(is_likely).unwrap_or(first);
        last = (last + 1..=end).rfind(is_likely).unwrap_or(last);
    }
    Some(Best { first, last, start_confidence, end_confidence, certainty: sums.certainty() })
}

/// A span whose edges are both right with less probability is one of many.
const UNSURE: f32 = 0.2;

/// What a cut on one side only has to gain: b⁴ ÷ 4 for a bonus b, which is 0, 4 and 64 in the presets, and nothing for a
/// negative one.
fn one_sided(edge_bonus: f64) -> f64 {
    edge_bonus.max(0.0).powi(4) / 4.0
}

fn maximum(scores: &[Scores], edge_bonus: f64) -> Option<(usize, usize)> {
    let n = scores.len();
    let mut before = 0.0;
    let mut open = (f64::NEG_INFINITY, 0);
    let mut best: Option<(f64, usize, usize)> = None;
    for (i, score) in scores.iter().enumerate() {
        let start = f64::from(score.start) + if i == 0 { edge_bonus } else { 0.0 } - before;
        if i == 0 || start > open.0 {
            open = (start, i);
        }
        before += f64::from(score.body);
        let end = f64::from(score.end) + if i + 1 == n { edge_bonus } else { 0.0 } + before;
        let total = open.0 + end;
        if best.is_none_or(|(most, first, _)| total > most || (total == most && open.1 <= first)) {
            best = Some((total, open.1, i));
        }
    }
    best.map(|(_, first, last)| (first, last))
}

/// By how much a span that leaves out one side beats the whole.
fn lead_over_whole(scores: &[Scores], edge_bonus: f64, first: usize, last: usize) -> f64 {
    let of = |part: fn(&Scores) -> f32, i: usize| scores.get(i).map_or(0.0, |score| f64::from(part(score)));
    let end = scores.len() - 1;
    let left_out = scores.iter().enumerate().filter(|(i, _)| !(first..=last).contains(i));
    let body: f64 = left_out.map(|(_, score)| f64::from(score.body)).sum();
    let edges = of(|s| s.start, first) - of(|s| s.start, 0) + of(|s| s.end, last) - of(|s| s.end, end);
    edges - body - edge_bonus
}

/// Sums over the chain's spans, in reused memory.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// For each block, the sums over all spans that hold it: of what lies up to it, and of what lies after it.
    up_to: Vec<Scaled>,
    from: Vec<Scaled>,
    /// What lying in the body is worth for each block.
    bodies: Vec<Scaled>,
    /// The sum over all spans.
    all: Scaled,
    /// The entropies of the first and of the last block together.
    entropy: f64,
}

impl Sums {
    fn add_up(&mut self, scores: &[Scores]) {
        self.up_to.clear();
        self.from.clear();
        self.bodies.clear();
        self.all = Scaled::default();
        let mut sum = Scaled::default();
        for score in scores {
            let (body, end) = (Scaled::exp(score.body), Scaled::exp(score.end));
            sum = sum.plus(Scaled::exp(score.start)).times(body);
            self.up_to.push(sum);
            self.from.push(end);
            self.bodies.push(body);
            self.all = self.all.plus(sum.times(end));
        }
        self.entropy = 0.0;
        let (mut after, mut held) = (Scaled::default(), 0.0);
        for ((from, up_to), body) in self.from.iter_mut().zip(&self.up_to).zip(&self.bodies).rev() {
            let ends = up_to.times(*from).share_of(self.all);
            *from = from.plus(after);
            after = from.times(*body);
            let holds = up_to.times(*from).share_of(self.all);
            // The next block is held where the body goes on, and where it begins there.
            self.entropy += surprise(ends) + surprise(held - (holds - ends));
            held = holds;
        }
        self.entropy += surprise(held);
    }

    /// See [`Best::certainty`].
    fn certainty(&self) -> f32 {
        (-0.5 * self.entropy).exp().min(1.0) as f32
    }

    /// The probability that the body begins with block `i`, which has this score.
    fn begins(&self, i: usize, score: Scores) -> f32 {
        self.probability(Scaled::exp(score.start).times(Scaled::exp(score.body)), self.from.get(i))
    }

    /// The probability that the body ends with block `i`, likewise.
    fn ends(&self, i: usize, score: Scores) -> f32 {
        self.probability(Scaled::exp(score.end), self.up_to.get(i))
    }

    /// The probability that the body holds block `i`.
    fn holds(&self, i: usize) -> f32 {
        self.up_to.get(i).map_or(0.0, |up_to| self.probability(*up_to, self.from.get(i)))
    }

    fn probability(&self, some: Scaled, others: Option<&Scaled>) -> f32 {
        others.map_or(0.0, |others| some.times(*others).share_of(self.all) as f32)
    }
}

/// What an outcome of this probability adds to the entropy; taken to be 0 where it is tiny.
fn surprise(probability: f64) -> f64 {
    if probability > 1e-6 { -probability * probability.ln() } else { 0.0 }
}

/// A number of any size, `value × BASE ^ exponent`: sums of exponentials leave what `f64` can hold on long pages, and sums of
/// logarithms take several times as long.
#[derive(Clone, Copy, Debug, Default)]
struct Scaled {
    value: f64,
    exponent: i32,
}

const BASE: f64 = 1e100;

impl Scaled {
    /// Scores beyond all that occur are clamped, so that the value stays within the range.
    fn exp(score: f32) -> Self {
        Self { value: f64::from(score.clamp(-200.0, 200.0)).exp(), exponent: 0 }
    }

    fn plus(self, other: Self) -> Self {
        let (small, large) = if self.exponent < other.exponent { (self, other) } else { (other, self) };
        let share = scale(small.exponent - large.exponent);
        Self { value: large.value + small.value * share, exponent: large.exponent }
    }

    fn times(self, other: Self) -> Self {
        let (value, exponent) = (self.value * other.value, self.exponent + other.exponent);
        if value > BASE {
            Self { value: value / BASE, exponent: exponent + 1 }
        } else if value < 1.0 / BASE {
            Self { value: value * BASE, exponent: exponent - 1 }
        } else {
            Self { value, exponent }
        }
    }

    /// What part of a sum this is.
    fn share_of(self, all: Self) -> f64 {
        (self.value / all.value * scale(self.exponent - all.exponent)).clamp(0.0, 1.0)
    }
}

/// `BASE ^ exponent`; 0 where adding it to 1 would change nothing.
fn scale(exponent: i32) -> f64 {
    match exponent {
        // The usual case.
        0 => 1.0,
        ..-2 => 0.0,
        _ => BASE.powi(exponent.min(2)),
    }
}

#[cfg(test)]
mod tests;
