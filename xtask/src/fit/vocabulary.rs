//! Fits the vocabulary: logistic regression over hashed n-grams of lines, by `AdaGrad`.

use gangue::fitting::BUCKETS;

use super::example::Example;

/// Largest weight that the table can hold.
const RANGE: f32 = 3.0;
/// How far a weight moves at its first step.
const RATE: f32 = 0.3;
/// One learner for each, which reads in an order of its own.
const SEEDS: [u64; 3] = [17, 18, 19];

/// How a vocabulary is learned.
pub(crate) struct Training {
    /// The number of its weights.
    pub(crate) buckets: usize,
    /// How often everything is read.
    pub(crate) epochs: u64,
    /// What a weight loses of itself with each step, beside what the text says (L2).
    pub(crate) decay: f32,
}

const BOILERPLATE: Training = Training { buckets: BUCKETS, epochs: 2, decay: 0.0 };

/// A fitted vocabulary, as it is shipped.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    pub(crate) table: Vec<i8>,
    pub(crate) scale: f32,
    pub(crate) bias: f32,
}

impl Vocabulary {
    /// A vocabulary that knows nothing.
    pub(crate) fn empty() -> Self {
        Self { table: vec![0; BUCKETS], scale: 0.0, bias: 0.0 }
    }

    /// The table as it is stored.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.table.iter().map(|weight| weight.cast_unsigned()).collect()
    }

    /// The logit of a block, as the library computes it.
    pub(crate) fn logit(&self, grams: &[u32]) -> f32 {
        let sum: i32 = grams.iter().map(|&gram| i32::from(self.table[gram as usize])).sum();
        self.bias + self.scale * sum as f32 / (grams.len().max(1) as f32).sqrt()
    }

    /// The logits of all blocks of a page.
    pub(crate) fn logits(&self, example: &Example) -> Vec<f32> {
        (0..example.total.len()).map(|i| self.logit(example.grams(i))).collect()
    }

    /// Learns from all examples. The mean of several learners, each with an order of its own: what depends on the
    /// order averages out.
    pub(crate) fn fit(examples: &[&Example]) -> Self {
        Self::fit_with(&BOILERPLATE, examples, |learner, example| learner.learn(example))
    }

    /// The same from items of any kind, which `learn` shows to a learner.
    pub(crate) fn fit_with<T>(training: &Training, items: &[T], learn: impl Fn(&mut Learner, &T)) -> Self {
        let run = |&seed| Learner::run(training, items, seed, &learn);
        let learners: Vec<Learner> = SEEDS.iter().map(run).collect();
        let mean = |of: &dyn Fn(&Learner) -> f32| learners.iter().map(of).sum::<f32>() / SEEDS.len() as f32;
        let unit = RANGE / 127.0;
        let weight = |gram: usize| (mean(&|l| l.weights[gram]) / unit).round().clamp(-127.0, 127.0) as i8;
        Self { table: (0..training.buckets).map(weight).collect(), scale: unit, bias: mean(&|l| l.bias) }
    }
}

/// Weights as they are learned.
pub(crate) struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    bias: f32,
    bias_square: f32,
    decay: f32,
}

impl Learner {
    fn run<T>(training: &Training, items: &[T], seed: u64, learn: impl Fn(&mut Self, &T)) -> Self {
        let &Training { buckets, epochs, decay } = training;
        let (weights, squares) = (vec![0.0; buckets], vec![1e-6; buckets]);
        let mut learner = Self { weights, squares, bias: 0.0, bias_square: 1e-6, decay };
        let mut order: Vec<usize> = (0..items.len()).collect();
        let mut random = Random(seed);
        for _ in 0..epochs {
            random.shuffle(&mut order);
            for &i in &order {
                learn(&mut learner, &items[i]);
            }
        }
        learner
    }

    /// A block weighs the root of its letters, the blocks of a page 1 on average, none more than 8.
    fn learn(&mut self, example: &Example) {
        let roots: Vec<f32> = example.total.iter().map(|w| w.sqrt()).collect();
        let mean = roots.iter().sum::<f32>() / roots.iter().filter(|&&r| r > 0.0).count().max(1) as f32;
        for (i, root) in roots.iter().enumerate().filter(|(_, root)| **root > 0.0) {
            let is_body = example.body[i] >= 0.5 * example.total[i];
            self.step(example.grams(i), is_body, example.weight * (root / mean).min(8.0));
        }
    }

    /// Learns from the n-grams of one text.
    pub(crate) fn step(&mut self, grams: &[u32], is_positive: bool, weight: f32) {
        let norm = 1.0 / (grams.len().max(1) as f32).sqrt();
        let sum: f32 = grams.iter().map(|&gram| self.weights[gram as usize]).sum();
        let p = 1.0 / (1.0 + (-(self.bias + norm * sum)).exp());
        let slope = weight * (p - f32::from(u8::from(is_positive)));
        self.bias_square += slope * slope;
        self.bias -= RATE * slope / self.bias_square.sqrt();
        let slope = slope * norm;
        let square = slope * slope;
        for &gram in grams {
            let at = gram as usize;
            self.squares[at] += square;
            self.weights[at] -= RATE * (slope + self.decay * self.weights[at]) / self.squares[at].sqrt();
        }
    }
}

/// Numbers without a pattern, the same in each run (xorshift).
pub(crate) struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Brings the items into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}
