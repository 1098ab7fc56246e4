//! Probabilities and log odds.

/// A probability as log odds.
pub(crate) fn log_odds(probability: f32) -> f32 {
    (probability / (1.0 - probability)).ln()
}

/// Log odds as a probability: the logistic function.
pub(crate) fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_the_inverse_of_the_other() {
        assert_eq!(probability(0.0), 0.5);
        assert!(probability(-90.0) >= 0.0 && probability(90.0) <= 1.0 && probability(2.0) > 0.88);
        for logit in [-6.0, -0.5, 0.0, 2.0] {
            assert!((log_odds(probability(logit)) - logit).abs() < 0.001, "{logit}");
        }
        assert_eq!([log_odds(0.0), log_odds(1.0)], [f32::NEG_INFINITY, f32::INFINITY]);
    }
}
