//! What is left without half of the terms, or without one family of signals.

use std::fs;

use gangue::fitting::{signals, survey, thinned, with_spam_weights};
use gangue::{Classifier, Config, Lexicon};

use super::{Found, Pages};
use crate::fit::corpus::hash;
use crate::fit::folder;
use crate::injected::{Injected, ratio};

/// Seeds of the halves.
const SEEDS: [u64; 3] = [101, 102, 103];
/// One page in so many tells the means of the signals.
const SAMPLE: usize = 10;

/// Families of signals: each signal is in one.
const FAMILIES: [(&str, &str); 5] = [
    ("terms", "strong-terms weak-terms combo-terms lone-term term-coverage term-variety frame-coverage"),
    ("wording", "wording page-wording"),
    (
        "shape",
        "keyword-list shared-affix redundancy prose brand-tokens address hype length digits capitals signs full-stop \
         run-together random-code",
    ),
    ("writing", "foreign-language foreign-script foreign-variant disguise latin-letters"),
    (
        "context",
        "page-topic spam-topics recombination unrelated neighbours edge echoed among-prose depth block-share seams \
         broken-seams heals misfit",
    ),
];

/// Prints a row for each classifier that lacks something. The model is not fitted anew.
pub(super) fn print(pages: &Pages) -> Result<(), String> {
    let path = folder().join("spam.txt");
    let weights = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    println!(
        "| without | page recall | zh heads | left in | twin alarm | clean alarm | hardneg alarm |\n\
         |---|--:|--:|--:|--:|--:|--:|"
    );
    row("nothing", &Found::of(pages, &Classifier::new()));
    for seed in SEEDS {
        let half = thinned(&Lexicon::builtin(), |term| hash(term, seed).is_multiple_of(2));
        let name = format!("half of the terms (seed {seed})");
        row(&name, &Found::of(pages, &Classifier::with(Config::default(), &half)));
    }
    let means = means(pages);
    for (family, members) in FAMILIES {
        let mean = |signal: &str| {
            let is_member = members.split_whitespace().any(|member| member == signal);
            means.iter().find(|mean| mean.0 == signal && is_member).map(|mean| mean.1)
        };
        let less = without(&weights, mean).ok_or_else(|| format!("{}: no trees", path.display()))?;
        let classifier = with_spam_weights(&Classifier::new(), &less).map_err(|e| e.to_string())?;
        row(&format!("the signals of {family}"), &Found::of(pages, &classifier));
    }
    println!();
    Ok(())
}

fn row(name: &str, found: &Found<'_>) {
    let share = |(yes, n): (usize, usize)| ratio(yes, n);
    let (kept, spam) = found.injected.iter().fold((0, 0), |(k, s), (_, c)| (k + c.kept, s + c.spam));
    let [twins, clean, hardneg] = ["twins", "clean", "hardneg"].map(|source| share(found.alarms(source)));
    println!(
        "| {name} | {:.3} | {:.3} | {:.3} | {twins:.4} | {clean:.4} | {hardneg:.4} |",
        share(found.recalled(|_| true)),
        share(found.recalled(Injected::is_chinese_head)),
        ratio(kept, spam)
    );
}

/// The mean of every signal over the units of some pages.
fn means(pages: &Pages) -> Vec<(&'static str, f64)> {
    let (mut sums, mut units) = (vec![0.0; signals().len()], 0.0);
    for page in pages.injected.iter().step_by(SAMPLE) {
        for unit in survey(&Classifier::new(), &page.text) {
            units += 1.0;
            for (sum, strength) in sums.iter_mut().zip(unit.strengths) {
                *sum += f64::from(strength);
            }
        }
    }
    signals().into_iter().zip(sums).map(|(name, sum)| (name, sum / f64::max(units, 1.0))).collect()
}

/// The weights file as if the signals that `mean` knows had that strength everywhere.
fn without(weights: &str, mean: impl Fn(&str) -> Option<f64>) -> Option<String> {
    let mut out = String::new();
    let mut trees = 0;
    for line in weights.lines() {
        let mut words = line.split('#').next().unwrap_or_default().split_whitespace();
        match (words.next(), words.next()) {
            (Some(unit), Some("tree")) => {
                let tree = answered(&mut words, &mean)?;
                // A tree asks at least one question.
                let asks = tree.contains(' ');
                out += &if asks {
                    format!("{unit} tree {tree}\n")
                } else {
                    format!("{unit} tree hype 0 {tree} {tree}\n")
                };
                trees += 1;
            }
            _ => out += &format!("{line}\n"),
        }
    }
    (trees > 0).then_some(out)
}

/// A node of a tree without the questions that have one answer.
fn answered<'a>(
    words: &mut impl Iterator<Item = &'a str>,
    mean: &impl Fn(&str) -> Option<f64>,
) -> Option<String> {
    let word = words.next()?;
    if word.parse::<f64>().is_ok() {
        return Some(word.to_owned());
    }
    let threshold = words.next()?;
    let (below, above) = (answered(words, mean)?, answered(words, mean)?);
    Some(match mean(word) {
        Some(mean) if mean < threshold.parse().ok()? => below,
        Some(_) => above,
        None => format!("{word} {threshold} {below} {above}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_about_a_family_are_answered() {
        let mean = |signal: &str| (signal == "edge").then_some(0.3);
        for (tree, expected) in [
            ("prose 0.5 1 2", "prose 0.5 1 2"),
            ("prose 0.5 edge 0.2 1 2 edge 0.4 3 4", "prose 0.5 2 3"),
            ("edge 0.2 1 prose 0.5 2 3", "prose 0.5 2 3"),
            ("edge 0.2 1 2", "hype 0 2 2"),
        ] {
            let file = format!("# head\nblock bias -3\nblock tree {tree}\n");
            let expected = format!("# head\nblock bias -3\nblock tree {expected}\n");
            assert_eq!(without(&file, mean), Some(expected), "{tree}");
        }
        assert_eq!(without("block bias 1", mean), None);
    }

    #[test]
    fn each_signal_is_in_one_family() {
        let mut members: Vec<_> =
            FAMILIES.iter().flat_map(|(_, members)| members.split_whitespace()).collect();
        let mut signals = signals();
        members.sort_unstable();
        signals.sort_unstable();
        assert_eq!(members, signals);
    }
}
