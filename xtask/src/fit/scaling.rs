//! Standardises features.

use gangue::fitting::{CLIP, FEATURE_COUNT, features};

use super::chain::INPUTS;
use super::example::Example;

/// Mean and standard deviation of each feature.
#[derive(Clone, Debug)]
pub(crate) struct Scaling {
    pub(crate) mean: [f32; FEATURE_COUNT],
    pub(crate) deviation: [f32; FEATURE_COUNT],
}

impl Scaling {
    /// Over all blocks of the examples; features `without`, by the beginning of their names, do not vary.
    pub(crate) fn of(examples: &[&Example], without: &[&str]) -> Self {
        let (mut n, mut sum, mut squares) = (0.0_f64, [0.0_f64; FEATURE_COUNT], [0.0_f64; FEATURE_COUNT]);
        for row in examples.iter().flat_map(|example| &example.rows) {
            n += 1.0;
            for (i, &value) in row.iter().enumerate() {
                sum[i] += f64::from(value);
                squares[i] += f64::from(value) * f64::from(value);
            }
        }
        let mean = sum.map(|s| s / n);
        let mut deviation: [f32; FEATURE_COUNT] =
            std::array::from_fn(|i| (squares[i] / n - mean[i] * mean[i]).max(0.0).sqrt() as f32);
        for (deviation, (name, _)) in deviation.iter_mut().zip(features()) {
            if without.iter().any(|start| name.starts_with(start)) {
                *deviation = 0.0;
            }
        }
        Self { mean: mean.map(|m| m as f32), deviation }
    }

    /// The inputs of the chain for a block: standardised features, cut to ±[`CLIP`], and a constant.
    pub(crate) fn apply(&self, row: &[f32; FEATURE_COUNT]) -> [f32; INPUTS] {
        std::array::from_fn(|i| match row.get(i) {
            Some(_) if self.deviation[i] <= 1e-6 => 0.0,
            Some(value) => ((value - self.mean[i]) / self.deviation[i]).clamp(-CLIP, CLIP),
            None => 1.0,
        })
    }
}
