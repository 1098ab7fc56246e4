//! Where the article lies among the blocks of a page: a chain head, body, tail over features of the blocks.
//!
//! With `x` the standardised features of a block and a constant, a block scores `u·x` for lying in the body,
//! `S·x + S'·x'` for being its first (`x'` of the block before) and `T·x + T'·x'` for being its last (`x'` of the
//! block after); outside the page `x'` is 0 throughout. The weights were fitted by `cargo xtask fit`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::decode::span::{self, Caution, Scores, Sums};
use crate::page::Page;
use crate::score::vocabulary::Vocabulary;
use crate::signal::Known;
use crate::signal::boundary::{ABREAST, COUNT, Columns, FEATURES, Features, Lanes, Row};

/// Buckets of the vocabulary. One byte each.
pub(crate) const BUCKETS: usize = 1 << 16;
/// The most characters of its n-grams.
pub(crate) const LONGEST: usize = 4;
static VOCABULARY: &[u8; BUCKETS] = include_bytes!("weights/vocabulary.bin");
static LINES: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("weights/boundary.txt")).unwrap_or_default());
static RUN_ON: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("weights/boundary-run-on.txt")).unwrap_or_default());

/// Standardised features are cut to plus and minus this.
pub(crate) const CLIP: f32 = 6.0;

/// The parts of the chain that have weights of their own.
pub(crate) const PARTS: usize = 5;

/// The weights of one feature: for the body, the first block, the block before it, the last block, the block after.
pub(crate) type Weights = [f32; PARTS];

/// What was fitted.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// Value of one unit of the vocabulary's table, and the logit of a block without n-grams.
    pub(crate) scale: f32,
    pub(crate) bias: f32,
    /// Mean of each feature, and the inverse of its standard deviation.
    pub(crate) mean: Row,
    pub(crate) inverse_deviation: Row,
    /// Weights of the standardised features, and of the constant.
    weights: [[Lanes; PARTS]; COUNT],
    constant: [Lanes; PARTS],
}

impl Default for Model {
    /// Takes the whole page for the body.
    fn default() -> Self {
        Self {
            scale: 0.0,
            bias: 0.0,
            mean: [0.0; COUNT],
            inverse_deviation: [0.0; COUNT],
            weights: [[[0.0; ABREAST]; PARTS]; COUNT],
            constant: lanes([1.0, 0.0, 0.0, 0.0, 0.0]),
        }
    }
}

impl Model {
    /// The model that was fitted to such pages: those with lines, or those that have lost their line ends.
    pub(crate) fn builtin(run_on: bool) -> &'static Self {
        if run_on { &RUN_ON } else { &LINES }
    }

    /// Reads a weights file: lines of a name and numbers, `#` for comments. `None` where it does not fit the
    /// features.
    pub(crate) fn parse(file: &str) -> Option<Self> {
        let mut model = Self::default();
        let mut lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        [model.scale, model.bias] = numbers(lines.next()?, "vocabulary")?;
        model.constant = lanes(numbers(lines.next()?, "constant")?);
        for (i, feature) in FEATURES.iter().enumerate() {
            let [mean, deviation, weights @ ..] = numbers::<{ PARTS + 2 }>(lines.next()?, feature.name)?;
            model.mean[i] = mean;
            model.inverse_deviation[i] = if deviation > 0.0 { 1.0 / deviation } else { 0.0 };
            model.weights[i] = lanes(weights);
        }
        lines.next().is_none().then_some(model)
    }

    /// The logit of a block's wording with the vocabulary that was fitted with the model.
    pub(crate) fn wording(block: &str) -> f32 {
        let model = Self::builtin(false);
        let vocabulary: Vocabulary<'_, LONGEST, BUCKETS> =
            Vocabulary { table: VOCABULARY, scale: model.scale, bias: model.bias };
        vocabulary.logit(block)
    }

    /// What each part of the chain says of some blocks.
    #[inline(never)]
    fn parts(&self, columns: &Columns) -> [Lanes; PARTS] {
        let [mut a, mut b, mut c, mut d, mut e] = self.constant;
        for (i, (column, weights)) in columns.iter().zip(&self.weights).enumerate() {
            let (mean, inverse) = (self.mean[i], self.inverse_deviation[i]);
            let x = column.map(|x| ((x - mean) * inverse).clamp(-CLIP, CLIP));
            // One by one, so that each is a register.
            a = add(a, weights[0], x);
            b = add(b, weights[1], x);
            c = add(c, weights[2], x);
            d = add(d, weights[3], x);
            e = add(e, weights[4], x);
        }
        [a, b, c, d, e]
    }

    /// The scores of all `blocks` of a page. `fill` is called with the number of a block, to fill in the features of that and the
    /// next blocks, [`ABREAST`] in all.
    pub(crate) fn scores(&self, blocks: usize, fill: impl Fn(usize, &mut Columns), scores: &mut Vec<Scores>) {
        scores.clear();
        let mut before = 0.0;
        let mut columns = [[0.0; ABREAST]; COUNT];
        for first in (0..blocks).step_by(ABREAST) {
            fill(first, &mut columns);
            let parts = self.parts(&columns);
            for lane in 0..ABREAST.min(blocks - first) {
                let [body, start, start_outer, end, end_outer] = parts.map(|part| part[lane]);
                if let Some(last) = scores.last_mut() {
                    let last: &mut Scores = last;
                    last.end += end_outer;
                }
                scores.push(Scores { body, start: start + before, end });
                before = start_outer;
            }
        }
    }
}

/// Adds a weighted feature to the sums.
#[inline]
fn add(sums: Lanes, weights: Lanes, x: Lanes) -> Lanes {
    std::array::from_fn(|lane| sums[lane] + weights[lane] * x[lane])
}

/// Fills in a few of these rows, from row `first` on.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn fill_from(rows: &[Row], first: usize, columns: &mut Columns) {
    for (lane, row) in rows.iter().skip(first).take(ABREAST).enumerate() {
        columns.iter_mut().zip(row).for_each(|(column, x)| column[lane] = *x);
    }
}

/// The weights, repeated for each lane.
fn lanes(weights: Weights) -> [Lanes; PARTS] {
    weights.map(|weight| [weight; ABREAST])
}

/// Blocks at the edges of an unsure body are kept if they belong to it with at least this probability.
const LIKELY: f32 = 0.15;
/// The same on pages without line ends: their blocks are too long to be kept on a guess.
const LIKELY_RUN_ON: f32 = 1.0;
/// The share of the edge bonus that counts on pages without line ends: these are more likely to have something around their
/// article, and their blocks less likely to end where it does.
const EDGE_RUN_ON: f32 = 0.75;
/// Below this bonus the share shrinks in proportion. At this bonus prose in one line is not cut, and at half of it, hardly ever.
const CAREFUL: f32 = 4.0;

/// What speaks against cutting a page.
pub(crate) fn caution(page: &Page, edge_bonus: f32) -> Caution {
    if page.is_run_on() {
        let share = EDGE_RUN_ON * (edge_bonus.abs() / CAREFUL).min(1.0);
        Caution { edge_bonus: share * edge_bonus, likely: LIKELY_RUN_ON }
    } else {
        Caution { edge_bonus, likely: LIKELY }
    }
}

/// The numbers of a line `name number number …`.
fn numbers<const N: usize>(line: &str, name: &str) -> Option<[f32; N]> {
    let mut fields = line.split_ascii_whitespace();
    if fields.next()? != name {
        return None;
    }
    let mut numbers = [0.0; N];
    for number in &mut numbers {
        *number = fields.next()?.parse().ok().filter(|n: &f32| n.is_finite())?;
    }
    fields.next().is_none().then_some(numbers)
}

/// Finds the body of a page. Keeps its memory for the next page, and what it found.
#[derive(Debug, Default)]
pub(crate) struct Locator {
    members: Vec<usize>,
    wording: Vec<f32>,
    features: Features,
    scores: Vec<Scores>,
    sums: Sums,
    logits: Vec<f32>,
}

/// Where the body lies.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Located {
    /// The blocks of the body, including those within it that were left out; `None` for a page without blocks.
    pub(crate) body: Option<Range<usize>>,
    /// Probability that the body begins there, and that it ends there: 0 to 1, not calibrated.
    pub(crate) start_confidence: f32,
    pub(crate) end_confidence: f32,
    /// How sure the place is: 0 to 1, see [`span::Best::certainty`].
    pub(crate) certainty: f32,
}

impl Located {
    /// Probability that both edges are right.
    pub(crate) fn confidence(&self) -> f32 {
        self.start_confidence * self.end_confidence
    }
}

impl Locator {
    /// Finds the body among the blocks that are not `left_out`, as spam is. `edge_bonus` is the
    /// price of cutting anything at all at one edge of the page: 0 aggressive, 2 balanced, 4 conservative.
    ///
    /// Takes O(bytes) time.
    pub(crate) fn locate(
        &mut self,
        known: Known<'_>,
        left_out: impl Fn(usize) -> bool,
        edge_bonus: f32,
    ) -> Located {
        let blocks = known.blocks;
        let model = Model::builtin(known.page.is_run_on());
        self.members.clear();
        self.members.extend((0..blocks.len()).filter(|&i| !left_out(i)));
        self.wording.clear();
        let wording = |&i: &usize| Some(Model::wording(blocks.get(i)?.span.of(known.text)));
        self.wording.extend(self.members.iter().filter_map(wording));
        self.features.measure(known, &self.members, &self.wording);
        let features = &self.features;
        model.scores(features.len(), |first, columns| features.fill(first, columns), &mut self.scores);
        self.logits.clear();
        self.logits.resize(blocks.len(), f32::NEG_INFINITY);
        for (&i, score) in self.members.iter().zip(&self.scores) {
            if let Some(logit) = self.logits.get_mut(i) {
                *logit = score.body;
            }
        }
        self.best(caution(known.page, edge_bonus))
    }

    /// The body logit of each block: positive for blocks that raise the score of a body that holds them, minus
    /// infinity for blocks that were left out.
    pub(crate) fn logits(&self) -> &[f32] {
        &self.logits
    }

    fn best(&mut self, caution: Caution) -> Located {
        let best = span::best(&self.scores, caution, &mut self.sums);
        let member = |i: usize| self.members.get(i).copied();
        let body = best.and_then(|best| Some(member(best.first)?..member(best.last)? + 1));
        Located {
            body,
            start_confidence: best.map_or(0.0, |best| best.start_confidence),
            end_confidence: best.map_or(0.0, |best| best.end_confidence),
            certainty: best.map_or(0.0, |best| best.certainty),
        }
    }
}

#[cfg(test)]
mod tests;
