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
    /// How sure the chain is of any span: `exp(-h)`, where `h` is the entropy of the first block, and that of the last one, in
    /// the mean. If n places are equally likely for each edge, this is 1 ÷ n.
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
/// Pages have something on both sides of their article; what has it on one side only is mostly no page but a text
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
    /// For each block the sum over all spans that hold it, up to it, and from behind it on.
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
        let (mut behind, mut held) = (Scaled::default(), 0.0);
        for ((from, up_to), body) in self.from.iter_mut().zip(&self.up_to).zip(&self.bodies).rev() {
            let ends = up_to.times(*from).share_of(self.all);
            *from = from.plus(behind);
            behind = from.times(*body);
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

/// What an outcome of this probability adds to the entropy; nothing where it adds hardly anything.
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
    /// Of scores beyond all that occur, the nearest that does not leave the range.
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

/// `BASE ^ exponent`, 0 where it is lost in rounding.
fn scale(exponent: i32) -> f64 {
    match exponent {
        // As mostly.
        0 => 1.0,
        ..-2 => 0.0,
        _ => BASE.powi(exponent.min(2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score(scores: &[Scores], edge_bonus: f64, first: usize, last: usize) -> f64 {
        let edges = f64::from(u8::from(first == 0) + u8::from(last + 1 == scores.len()));
        f64::from(scores[first].start)
            + scores[first..=last].iter().map(|s| f64::from(s.body)).sum::<f64>()
            + f64::from(scores[last].end)
            + edges * edge_bonus
    }

    fn spans(n: usize) -> impl Iterator<Item = (usize, usize)> {
        (0..n).flat_map(move |first| (first..n).map(move |last| (first, last)))
    }

    fn scores() -> impl Strategy<Value = Vec<Scores>> {
        // Few values make many ties.
        let most = prop_oneof![Just(1_i8), Just(40_i8)];
        let score = |most: i8| {
            (-most..=most, -most..=most, -most..=most).prop_map(|(body, start, end)| Scores {
                body: f32::from(body) / 8.0,
                start: f32::from(start) / 8.0,
                end: f32::from(end) / 8.0,
            })
        };
        most.prop_flat_map(move |most| prop::collection::vec(score(most), 1..12))
    }

    /// By the definition, from all spans.
    fn certainty(scores: &[Scores]) -> f64 {
        let n = scores.len();
        let most = spans(n).map(|(a, b)| score(scores, 0.0, a, b)).fold(f64::NEG_INFINITY, f64::max);
        let (mut first, mut last, mut all) = (vec![0.0; n], vec![0.0; n], 0.0);
        for (a, b) in spans(n) {
            let weight = (score(scores, 0.0, a, b) - most).exp();
            first[a] += weight;
            last[b] += weight;
            all += weight;
        }
        let entropy: f64 = first.iter().chain(&last).map(|weight| weight / all).map(surprise).sum();
        (-entropy / 2.0).exp()
    }

    /// The best span without caution but a bonus.
    fn best(scores: &[Scores], edge_bonus: f32) -> Option<Best> {
        super::best(scores, Caution { edge_bonus, likely: 2.0 }, &mut Sums::default())
    }

    proptest! {
        #[test]
        fn no_span_scores_higher(scores in scores(), edge_bonus in 0_u8..9) {
            let found = maximum(&scores, f64::from(edge_bonus)).unwrap();
            let of = |(first, last)| score(&scores, f64::from(edge_bonus), first, last);
            let most = spans(scores.len()).map(of).fold(f64::NEG_INFINITY, f64::max);
            let expected = spans(scores.len())
                .filter(|&span| of(span) == most)
                .min_by_key(|&(first, last)| (first, scores.len() - last));
            // Eighths add up without rounding.
            prop_assert_eq!(expected, Some(found));
        }

        #[test]
        fn one_side_alone_is_cut_for_a_price(scores in scores(), edge_bonus in -4_i8..5) {
            let found = best(&scores, f32::from(edge_bonus)).unwrap();
            let bonus = f64::from(edge_bonus);
            let (first, last) = maximum(&scores, bonus).unwrap();
            let end = scores.len() - 1;
            let lead = score(&scores, bonus, first, last) - score(&scores, bonus, 0, end);
            let kept = (first == 0) == (last == end) || lead >= bonus.max(0.0).powi(4) / 4.0;
            prop_assert_eq!((found.first, found.last), if kept { (first, last) } else { (0, end) });
        }

        #[test]
        fn confidences_are_those_of_all_spans(scores in scores()) {
            let found = best(&scores, 0.0).unwrap();
            let weight = |(first, last)| score(&scores, 0.0, first, last).exp();
            let all: f64 = spans(scores.len()).map(weight).sum();
            let start: f64 = spans(scores.len()).filter(|s| s.0 == found.first).map(weight).sum();
            let end: f64 = spans(scores.len()).filter(|s| s.1 == found.last).map(weight).sum();
            prop_assert!((f64::from(found.start_confidence) - start / all).abs() < 1e-5);
            prop_assert!((f64::from(found.end_confidence) - end / all).abs() < 1e-5);
            prop_assert!((f64::from(found.certainty) - certainty(&scores)).abs() < 1e-4);
        }

        #[test]
        fn confidences_hold_for_scores_of_any_size(
            scores in prop::collection::vec([-199_i16..200, -199..200, -199..200], 1..12),
        ) {
            let of = |[body, start, end]: [i16; 3]| {
                let [body, start, end] = [body, start, end].map(f32::from);
                Scores { body, start, end }
            };
            let scores: Vec<_> = scores.into_iter().map(of).collect();
            let found = best(&scores, 0.0).unwrap();
            let of = |(first, last)| score(&scores, 0.0, first, last);
            let most = spans(scores.len()).map(of).fold(f64::NEG_INFINITY, f64::max);
            let weight = |span| (of(span) - most).exp();
            let all: f64 = spans(scores.len()).map(weight).sum();
            let start: f64 = spans(scores.len()).filter(|s| s.0 == found.first).map(weight).sum();
            let end: f64 = spans(scores.len()).filter(|s| s.1 == found.last).map(weight).sum();
            prop_assert!((f64::from(found.start_confidence) - start / all).abs() < 1e-5);
            prop_assert!((f64::from(found.end_confidence) - end / all).abs() < 1e-5);
        }

        #[test]
        fn what_is_likely_is_kept(scores in scores(), likely in 1_u8..10) {
            let likely = f32::from(likely) / 10.0;
            let narrow = best(&scores, 1.0).unwrap();
            let mut sums = Sums::default();
            let wide = super::best(&scores, Caution { edge_bonus: 1.0, likely }, &mut sums).unwrap();
            let weight = |(first, last)| score(&scores, 0.0, first, last).exp();
            let all: f64 = spans(scores.len()).map(weight).sum();
            let holds = |i| spans(scores.len()).filter(|s| s.0 <= i && i <= s.1).map(weight).sum::<f64>() / all;
            for i in 0..scores.len() {
                prop_assert!((f64::from(sums.holds(i)) - holds(i)).abs() < 1e-5);
            }
            let unsure = narrow.start_confidence * narrow.end_confidence < UNSURE;
            let kept = |i: &usize| unsure && sums.holds(*i) >= likely || (narrow.first..=narrow.last).contains(i);
            prop_assert_eq!(Some(wide.first), (0..scores.len()).find(kept));
            prop_assert_eq!(Some(wide.last), (0..scores.len()).rfind(kept));
        }
    }

    /// Sums that `f64` cannot hold.
    #[test]
    fn confidences_on_long_pages() {
        let body = |i: usize| [-9.0, 9.0, -8.0][i / 100] + (i * 7 % 5) as f32 / 8.0;
        let score = |i: usize| Scores { body: body(i), start: (i % 3) as f32, end: (i % 4) as f32 };
        let scores: Vec<_> = (0..300).map(score).collect();
        let found = best(&scores, 0.0).unwrap();
        let most = spans(scores.len()).map(|(first, last)| self::score(&scores, 0.0, first, last));
        let most = most.fold(f64::NEG_INFINITY, f64::max);
        let weight = |(first, last)| (self::score(&scores, 0.0, first, last) - most).exp();
        let all: f64 = spans(scores.len()).map(weight).sum();
        let start: f64 = spans(scores.len()).filter(|s| s.0 == found.first).map(weight).sum();
        let end: f64 = spans(scores.len()).filter(|s| s.1 == found.last).map(weight).sum();
        assert!((f64::from(found.start_confidence) - start / all).abs() < 1e-5, "{found:?}");
        assert!((f64::from(found.end_confidence) - end / all).abs() < 1e-5, "{found:?}");
        assert!((f64::from(found.certainty) - certainty(&scores)).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn nothing_has_no_best_span() {
        assert_eq!(best(&[], 2.0), None);
    }

    #[test]
    fn one_block_is_certain() {
        let found = best(&[Scores { body: -9.0, start: -9.0, end: -9.0 }], 0.0).unwrap();
        assert_eq!((found.first, found.last, found.start_confidence, found.end_confidence), (0, 0, 1.0, 1.0));
        assert_eq!(found.certainty, 1.0);
    }

    #[test]
    fn certainty_is_a_mean_of_both_edges() {
        // The body ends with the last block, and begins with any of the four.
        let score = |i: usize| Scores { body: 0.0, start: 0.0, end: if i == 3 { 99.0 } else { 0.0 } };
        let found = best(&[0, 1, 2, 3].map(score), 0.0).unwrap();
        assert!((found.certainty - 0.5).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn the_edge_bonus_keeps_the_edges() {
        let scores = [-1.0, 3.0, -1.0].map(|body| Scores { body, start: 0.0, end: 0.0 });
        for (bonus, first, last) in [(0.0, 1, 1), (0.5, 1, 1), (1.5, 0, 2)] {
            let found = best(&scores, bonus).unwrap();
            assert_eq!((found.first, found.last), (first, last), "{bonus}");
        }
    }
}
