//! Histograms with fixed bins.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::count::Absorb;

/// How many values fell into each bin; empty bins at the end are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Histogram<B> {
    counts: Vec<u64>,
    #[serde(skip)]
    bins: PhantomData<B>,
}

/// How values are sorted into bins.
pub(crate) trait Bins {
    type Value;
    fn bin(value: Self::Value) -> usize;
}

/// Lengths: 0, then powers of two. Bin `n` holds `2^(n-1)` up to `2^n - 1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lengths;

impl Bins for Lengths {
    type Value = usize;

    fn bin(length: usize) -> usize {
        length.checked_ilog2().map_or(0, |log| log as usize + 1)
    }
}

/// Scores from 0 to 1 in steps of a twentieth; the last bin holds 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scores;

impl Scores {
    pub(crate) const BINS: usize = 20;
}

impl Bins for Scores {
    type Value = f64;

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 20")]
    fn bin(score: f64) -> usize {
        ((score.clamp(0.0, 1.0) * 20.0).floor() as usize).min(Self::BINS - 1)
    }
}

impl<B> Default for Histogram<B> {
    fn default() -> Self {
        Self { counts: Vec::new(), bins: PhantomData }
    }
}

impl<B: Bins> Histogram<B> {
    pub(crate) fn add(&mut self, value: B::Value) {
        self.add_to(B::bin(value), 1);
    }
}

impl<B> Histogram<B> {
    pub(crate) fn counts(&self) -> &[u64] {
        &self.counts
    }

    fn add_to(&mut self, bin: usize, count: u64) {
        if count > 0 && self.counts.len() <= bin {
            self.counts.resize(bin + 1, 0);
        }
        if let Some(slot) = self.counts.get_mut(bin) {
            slot.absorb(count);
        }
    }
}

impl<B> Absorb for Histogram<B> {
    fn absorb(&mut self, other: Self) {
        for (bin, count) in other.counts.into_iter().enumerate() {
            self.add_to(bin, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_find_their_bins() {
        for (length, bin) in [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (usize::MAX, 64)] {
            assert_eq!(Lengths::bin(length), bin, "{length}");
        }
        let scores =
            [(0.0, 0), (0.049, 0), (0.05, 1), (0.5, 10), (0.999, 19), (1.0, 19), (f64::NAN, 0), (-3.0, 0)];
        for (score, bin) in scores {
            assert_eq!(Scores::bin(score), bin, "{score}");
        }
    }
}
