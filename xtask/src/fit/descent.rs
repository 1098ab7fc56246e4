//! Stochastic descent along the chain's loss, by Adam.

use super::chain::{Chain, Loss};
use super::vocabulary::Random;

/// Pages of one step.
const BATCH: usize = 32;
/// How much of the running means a step keeps: of the gradient, and of its square.
const KEEP: [f64; 2] = [0.9, 0.999];
/// The share of the steps in which the rate rises from 0.
const WARM: f64 = 0.05;

/// How far and how fast.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course {
    /// How often each page is seen.
    pub(crate) epochs: usize,
    /// Largest change of a parameter in a step; it falls to 0.
    pub(crate) rate: f64,
}

/// Moves `point` down the loss, in steps along the slope of a few pages each, drawn in an order that is always the same for
/// one number `order`.
pub(crate) fn descend(chain: &Chain, point: &mut [f64], loss: Loss, course: Course, order: u64) {
    let mut random = Random(course.epochs as u64 + 1 + 1000 * order);
    let mut order: Vec<usize> = (0..chain.len()).collect();
    let mut means = [vec![0.0; point.len()], vec![0.0; point.len()]];
    let steps = (course.epochs * order.len().div_ceil(BATCH)) as f64;
    let mut step = 0;
    for _ in 0..course.epochs {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            step += 1;
            let progress = f64::from(step) / steps;
            let rate = course.rate * (1.0 - progress) * (progress / WARM).min(1.0);
            let gradient = chain.gradient(batch, point, loss);
            for (i, slope) in gradient.into_iter().enumerate() {
                for (k, x) in [slope, slope * slope].into_iter().enumerate() {
                    means[k][i] += (1.0 - KEEP[k]) * (x - means[k][i]);
                }
                let [mean, square] = [0, 1].map(|k| means[k][i] / (1.0 - KEEP[k].powi(step)));
                point[i] -= rate * mean / (square.sqrt() + 1e-8);
            }
        }
    }
}
