//! The objective of the chain: likelihood of the gold spans, and expected F1 over all spans.

use gangue::fitting::{FEATURE_COUNT, PART_COUNT};

use super::example::{Example, f1};
use super::scaling::Scaling;

/// Features and a constant.
pub(crate) const INPUTS: usize = FEATURE_COUNT + 1;
/// Number of parameters: for each input, one for each part of the chain.
pub(crate) const PARAMETERS: usize = PART_COUNT * INPUTS;
/// The parameters of an input in memory: so many that they are added up at once.
const LANES: usize = 8;

/// Edges that are less likely are left out of the expectation.
const NEGLIGIBLE: f64 = 1e-4;

/// What is minimised.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loss {
    /// Weight of the negative log likelihood of the gold span.
    pub(crate) likelihood: f64,
    /// Weight of one minus the expected F1.
    pub(crate) risk: f64,
    /// Weight of the logistic loss of the blocks, each taken alone and weighed by the root of its letters.
    pub(crate) blocks: f64,
    /// Weight of half the squared parameters.
    pub(crate) decay: f64,
}

struct Page {
    inputs: Vec<[f32; INPUTS]>,
    gold: (usize, usize),
    /// Sums of `total` and `body` before each block.
    total: Vec<f32>,
    body: Vec<f32>,
    weight: f64,
}

/// The pages that the chain is fitted to.
pub(crate) struct Chain {
    pages: Vec<Page>,
    weight: f64,
}

fn sums_before(xs: &[f32]) -> Vec<f32> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(xs.iter().map(|x| {
        sum += x;
        sum
    }));
    sums
}

impl Chain {
    pub(crate) fn new(examples: &[&Example], scaling: &Scaling) -> Self {
        let page = |example: &&Example| Page {
            inputs: example.rows.iter().map(|row| scaling.apply(row)).collect(),
            gold: example.gold,
            total: sums_before(&example.total),
            body: sums_before(&example.body),
            weight: f64::from(example.weight),
        };
        let pages: Vec<_> = examples.iter().map(page).collect();
        Self { weight: pages.iter().map(|page| page.weight).sum(), pages }
    }

    /// Leaves out the pages with a higher risk (one minus expected F1).
    pub(crate) fn trim(&mut self, parameters: &[f64], most: f64) {
        let weights = weights(parameters);
        let loss = Loss { likelihood: 0.0, risk: 1.0, blocks: 0.0, decay: 0.0 };
        let before = self.pages.len();
        self.pages.retain(|page| {
            let mut slopes = Slopes::new(page.inputs.len());
            Scores::new(page, &weights).loss(page, loss, &mut slopes) <= most
        });
        self.weight = self.pages.iter().map(|page| page.weight).sum();
        eprintln!("{} of {before} pages are left out", before - self.pages.len());
    }

    /// Number of pages.
    pub(crate) fn len(&self) -> usize {
        self.pages.len()
    }

    /// The gradient of the mean loss of some pages.
    pub(crate) fn gradient(&self, pages: &[usize], parameters: &[f64], loss: Loss) -> Vec<f64> {
        let pages: Vec<&Page> = pages.iter().map(|&i| &self.pages[i]).collect();
        let scale = self.pages.len() as f64 / (self.weight * pages.len() as f64);
        let (_, mut gradient) = group_loss(&pages, &weights(parameters), loss);
        for (slope, parameter) in gradient.iter_mut().zip(parameters) {
            *slope = *slope * scale + loss.decay * parameter;
        }
        gradient
    }
}

/// The sum of the losses of pages, and its gradient.
fn group_loss(pages: &[&Page], weights: &Weights, loss: Loss) -> (f64, Vec<f64>) {
    let mut value = 0.0;
    let mut gradient = vec![0.0_f64; PARAMETERS];
    for page in pages {
        let scores = Scores::new(page, weights);
        let mut slopes = Slopes::new(scores.body.len());
        let of_page = scores.loss(page, loss, &mut slopes);
        value += page.weight * of_page;
        slopes.add_to(page, &mut gradient);
    }
    (value, gradient)
}

struct Scores {
    body: Vec<f64>,
    start: Vec<f64>,
    end: Vec<f64>,
}

/// The parameters, those of one input side by side.
type Weights = [[f32; LANES]; INPUTS];

fn weights(parameters: &[f64]) -> Weights {
    let mut weights = [[0.0; LANES]; INPUTS];
    for (weights, parameters) in weights.iter_mut().zip(parameters.chunks(PART_COUNT)) {
        for (weight, &parameter) in weights.iter_mut().zip(parameters) {
            *weight = parameter as f32;
        }
    }
    weights
}

impl Scores {
    fn new(page: &Page, weights: &Weights) -> Self {
        let n = page.inputs.len();
        let mut scores = Self { body: vec![0.0; n], start: vec![0.0; n], end: vec![0.0; n] };
        for (i, x) in page.inputs.iter().enumerate() {
            let mut sums = [0.0_f32; LANES];
            for (x, weights) in x.iter().zip(weights) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight;
                }
            }
            let [body, start, next_start, end, last_end, ..] = sums.map(f64::from);
            scores.body[i] = body;
            scores.start[i] += start;
            if i + 1 < n {
                scores.start[i + 1] += next_start;
            }
            scores.end[i] += end;
            if i > 0 {
                scores.end[i - 1] += last_end;
            }
        }
        scores
    }

    /// Start scores less the body scores before, end scores with the body scores up to there: a span's score is
    /// the sum of one of each.
    fn edges(&self) -> (Vec<f64>, Vec<f64>) {
        let mut before = 0.0;
        let mut starts = Vec::with_capacity(self.body.len());
        let mut ends = Vec::with_capacity(self.body.len());
        for i in 0..self.body.len() {
            starts.push(self.start[i] - before);
            before += self.body[i];
            ends.push(self.end[i] + before);
        }
        (starts, ends)
    }

    fn loss(&self, page: &Page, loss: Loss, slopes: &mut Slopes) -> f64 {
        let n = self.body.len();
        let (starts, ends) = self.edges();
        let mut forward = Vec::with_capacity(n);
        let mut sum = f64::NEG_INFINITY;
        for &start in &starts {
            sum = log_add(sum, start);
            forward.push(sum);
        }
        let all = (0..n).fold(f64::NEG_INFINITY, |all, i| log_add(all, forward[i] + ends[i]));
        let mut behind = f64::NEG_INFINITY;
        let mut start_p = vec![0.0; n];
        for i in (0..n).rev() {
            behind = log_add(behind, ends[i]);
            start_p[i] = (starts[i] + behind - all).exp();
        }
        let end_p: Vec<f64> = (0..n).map(|i| (forward[i] + ends[i] - all).exp()).collect();
        let (first, last) = page.gold;
        let mut value = 0.0;
        if loss.likelihood > 0.0 {
            value += loss.likelihood * (all - starts[first] - ends[last]);
            let k = loss.likelihood * page.weight;
            for i in 0..n {
                slopes.start[i] += k * (start_p[i] - f64::from(u8::from(i == first)));
                slopes.end[i] += k * (end_p[i] - f64::from(u8::from(i == last)));
            }
        }
        if loss.risk > 0.0 {
            let edges = Edges { starts: &starts, ends: &ends, start_p: &start_p, end_p: &end_p, all };
            value += loss.risk * edges.risk(page, loss.risk * page.weight, slopes);
        }
        slopes.fill_body();
        if loss.blocks > 0.0 {
            value += loss.blocks * self.block_loss(page, loss.blocks * page.weight, slopes);
        }
        value
    }

    /// The logistic loss of the body scores, as a mean over the page's blocks; adds `k` times its gradient.
    fn block_loss(&self, page: &Page, k: f64, slopes: &mut Slopes) -> f64 {
        let part = |sums: &[f32], i: usize| f64::from(sums[i + 1] - sums[i]);
        let all: f64 = (0..self.body.len()).map(|i| part(&page.total, i).sqrt()).sum();
        let mut value = 0.0;
        for (i, &score) in self.body.iter().enumerate().filter(|_| all > 0.0) {
            let total = part(&page.total, i);
            let weight = total.sqrt() / all;
            let target = if total > 0.0 { part(&page.body, i) / total } else { 0.0 };
            value += weight * (log_add(0.0, score) - target * score);
            slopes.body[i] += k * weight * (1.0 / (1.0 + (-score).exp()) - target);
        }
        value
    }
}

/// The probabilities of a page's spans.
struct Edges<'a> {
    starts: &'a [f64],
    ends: &'a [f64],
    start_p: &'a [f64],
    end_p: &'a [f64],
    all: f64,
}

impl Edges<'_> {
    /// One minus the expected F1; adds `k` times its gradient.
    fn risk(&self, page: &Page, k: f64, slopes: &mut Slopes) -> f64 {
        let likely = |p: &[f64]| -> Vec<usize> { (0..p.len()).filter(|&i| p[i] > NEGLIGIBLE).collect() };
        let (firsts, lasts) = (likely(self.start_p), likely(self.end_p));
        let all_body = page.body.last().copied().unwrap_or_default();
        let mut spans = Vec::new();
        let (mut expected, mut mass) = (0.0, 0.0);
        for &s in &firsts {
            for &e in lasts.iter().filter(|&&e| e >= s) {
                let p = (self.starts[s] + self.ends[e] - self.all).exp();
                let score =
                    f1([page.body[e + 1] - page.body[s], page.total[e + 1] - page.total[s], all_body]);
                expected += p * f64::from(score);
                mass += p;
                spans.push((s, e, p, f64::from(score)));
            }
        }
        for (s, e, p, score) in spans {
            let slope = -k * p * (score - expected);
            slopes.start[s] += slope;
            slopes.end[e] += slope;
        }
        mass - expected
    }
}

/// The gradient of a page's loss with respect to its scores.
struct Slopes {
    body: Vec<f64>,
    start: Vec<f64>,
    end: Vec<f64>,
}

impl Slopes {
    fn new(blocks: usize) -> Self {
        Self { body: vec![0.0; blocks], start: vec![0.0; blocks], end: vec![0.0; blocks] }
    }

    /// A block lies in the body of all spans that begin at or before it and do not end before it.
    fn fill_body(&mut self) {
        let mut inside = 0.0;
        for i in 0..self.body.len() {
            inside += self.start[i];
            self.body[i] = inside;
            inside -= self.end[i];
        }
    }

    fn add_to(&self, page: &Page, gradient: &mut [f64]) {
        let n = self.body.len();
        let mut sums = [[0.0_f32; LANES]; INPUTS];
        for (i, x) in page.inputs.iter().enumerate() {
            let next_start = if i + 1 < n { self.start[i + 1] } else { 0.0 };
            let last_end = if i > 0 { self.end[i - 1] } else { 0.0 };
            let slopes = [self.body[i], self.start[i], next_start, self.end[i], last_end, 0.0, 0.0, 0.0];
            let slopes = slopes.map(|slope| slope as f32);
            for (sums, x) in sums.iter_mut().zip(x) {
                for (sum, slope) in sums.iter_mut().zip(&slopes) {
                    *sum += x * slope;
                }
            }
        }
        for (gradient, sums) in gradient.chunks_mut(PART_COUNT).zip(&sums) {
            for (slope, sum) in gradient.iter_mut().zip(sums) {
                *slope += f64::from(*sum);
            }
        }
    }
}

fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::corpus::Piece;
    use crate::fit::forms::Form;

    fn example() -> Example {
        let piece = |text: &str, label| Piece { text: text.to_owned(), label };
        let pieces = [
            piece("Home", 0),
            piece("About us | Contact", 0),
            piece("The first sentence of it, which is long enough to be one.", 1),
            piece("Share", 0),
            piece("And one more, for good measure. The end.", 1),
            piece("© 2020 all of it", 0),
        ];
        let mut example = Example::new(&pieces, Form::Plain, 0, true);
        example.rows = example.measured.rows(&[-1.0, -2.0, 3.0, -0.5, 1.0, -1.5]);
        example
    }

    /// The gradient against differences of the loss.
    #[test]
    fn gradients_are_those_of_the_loss() {
        let example = example();
        let scaling = Scaling::of(&[&example], &[]);
        let chain = Chain::new(&[&example], &scaling);
        let start: Vec<f64> = (0..PARAMETERS).map(|i| 0.02 * ((i * 7 % 11) as f64 - 5.0)).collect();
        for loss in [
            Loss { likelihood: 1.0, risk: 0.0, blocks: 0.5, decay: 0.0 },
            Loss { likelihood: 0.1, risk: 1.0, blocks: 0.0, decay: 0.0 },
        ] {
            let gradient = chain.gradient(&[0], &start, loss);
            let value = |point: &[f64]| group_loss(&[&chain.pages[0]], &weights(point), loss).0;
            for at in (0..PARAMETERS).step_by(13) {
                let mut moved = start.clone();
                moved[at] += 1e-2;
                let above = value(&moved);
                moved[at] -= 2e-2;
                let slope = (above - value(&moved)) / 2e-2;
                assert!(
                    (slope - gradient[at]).abs() < 2e-3 + 0.02 * slope.abs(),
                    "{at}: {slope} {}",
                    gradient[at]
                );
            }
        }
    }
}
