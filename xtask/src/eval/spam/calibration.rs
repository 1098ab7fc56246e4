//! How far the score of a unit can be taken for the probability that it is spam.

use gangue::fitting::survey;
use gangue::{Classifier, Config};

use super::{Pages, ratio};
use crate::injected::visible;

/// Number of bins of scores.
const BINS: usize = 10;
/// A unit is spam from this share of injected characters on.
const SPAM: f64 = 0.5;

/// Units whose scores lie in one range.
#[derive(Clone, Copy, Default)]
struct Bin {
    units: usize,
    spam: usize,
    scores: f64,
}

/// Prints the bins of whole blocks and of parts, over all pages, and the expected calibration error.
pub(super) fn print(pages: &Pages, classifier: &Classifier) {
    let mut bins = [[Bin::default(); BINS]; 2];
    let honest = pages.honest.iter().map(|page| (page.text.as_str(), &[][..]));
    let injected = pages.injected.iter().map(|page| (page.text.as_str(), page.spam.as_slice()));
    for (text, spam) in injected.chain(honest) {
        let mut cover = 0;
        for unit in survey(classifier, text) {
            let span = unit.span.start()..unit.span.end();
            // Parts of a block that is spam as a whole are not asked about.
            if unit.insertion && span.start < cover {
                continue;
            }
            if !unit.insertion && unit.score >= Config::default().spam_threshold() {
                cover = span.end;
            }
            let all = visible(text, std::slice::from_ref(&span), std::slice::from_ref(&span));
            let share = ratio(visible(text, &[span], spam), all);
            let at = ((f64::from(unit.score) * BINS as f64) as usize).min(BINS - 1);
            let bin = &mut bins[usize::from(unit.insertion)][at];
            bin.units += 1;
            bin.spam += usize::from(share >= SPAM);
            bin.scores += f64::from(unit.score);
        }
    }
    for (name, bins) in ["whole blocks", "parts of blocks"].into_iter().zip(&bins) {
        println!("| {name}: score | units | mean score | share that is spam |\n|---|--:|--:|--:|");
        for (i, bin) in bins.iter().enumerate() {
            let mean = bin.scores / bin.units.max(1) as f64;
            let (low, high) = (i as f64 / BINS as f64, (i + 1) as f64 / BINS as f64);
            println!(
                "| {low:.1} to {high:.1} | {} | {mean:.3} | {:.3} |",
                bin.units,
                ratio(bin.spam, bin.units)
            );
        }
        println!(
            "\nExpected calibration error {:.4}; {:.4} from a score of 0.1 on.\n",
            error(bins),
            error(&bins[1..])
        );
    }
}

/// The mean distance between score and share, over units.
fn error(bins: &[Bin]) -> f64 {
    let units: usize = bins.iter().map(|bin| bin.units).sum();
    let off = |bin: &Bin| (bin.scores - bin.spam as f64).abs();
    bins.iter().map(off).sum::<f64>() / units.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_are_shares_have_no_error() {
        let bin = |units, spam, scores| Bin { units, spam, scores };
        assert!(error(&[bin(10, 1, 1.0), bin(10, 9, 9.0)]) < 1e-9);
        assert!((error(&[bin(10, 0, 1.0), bin(30, 24, 27.0)]) - 0.1).abs() < 1e-9);
    }
}
