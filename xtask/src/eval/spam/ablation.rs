//! What is left without half of the terms, or without one family of signals.

use std::fs;

use gangue::fitting::{thinned, with_spam_weights};
use gangue::{Classifier, Config, Lexicon};

use super::{Found, Pages, ratio};
use crate::fit::corpus::hash;

/// The weights file, relative to the root of the repository.
const WEIGHTS: &str = "src/score/weights/spam.txt";
/// Seeds of the halves.
const SEEDS: [u64; 3] = [101, 102, 103];

/// Prints a row for each classifier that lacks something. The weights are not fitted anew.
pub(super) fn print(pages: &Pages) -> Result<(), String> {
    let weights = fs::read_to_string(WEIGHTS).map_err(|e| format!("{WEIGHTS}: {e}"))?;
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
    for family in families(&weights) {
        let less = without(&weights, family);
        let classifier = with_spam_weights(&Classifier::new(), &less).map_err(|e| e.to_string())?;
        row(&format!("signals of {family}"), &Found::of(pages, &classifier));
    }
    println!();
    Ok(())
}

fn row(name: &str, found: &Found<'_>) {
    let share = |(yes, n): (usize, usize)| ratio(yes, n);
    let (kept, spam) = found.injected.iter().fold((0, 0), |(k, s), (_, c)| (k + c.kept, s + c.spam));
    let alarms = ["twins", "clean", "hardneg"].map(|source| share(found.alarms(source)));
    println!(
        "| {name} | {:.3} | {:.3} | {:.3} | {:.4} | {:.4} | {:.4} |",
        share(found.recalled(|_| true)),
        share(found.recalled(crate::injected::Injected::is_chinese_head)),
        ratio(kept, spam),
        alarms[0],
        alarms[1],
        alarms[2]
    );
}

/// The groups of signals that a weights file has caps for.
fn families(weights: &str) -> Vec<&str> {
    let words = weights.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    words.filter_map(|words| if let ["cap", group, _] = words[..] { Some(group) } else { None }).collect()
}

/// The weights file with zeros for the signals of a family.
fn without(weights: &str, family: &str) -> String {
    let line = |line: &str| match line.split_whitespace().collect::<Vec<_>>()[..] {
        [signal, group, ..] if group == family && signal != "cap" => format!("{signal} {group} 0 0\n"),
        _ => format!("{line}\n"),
    };
    weights.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_taken_out() {
        let weights = "bias -1 -2\ncap words 3\ncap form 4\n# words\na words 1 2\nb form 3 4\n";
        assert_eq!(families(weights), ["words", "form"]);
        assert_eq!(without(weights, "words"), weights.replace("a words 1 2", "a words 0 0"));
    }
}
