//! Fits the weights of the spam model: two logistic regressions over the library's own signals.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use gangue::fitting::{SurveyedUnit, signals, survey, thinned};
use gangue::{Classifier, Config, Lexicon};
use serde_json::Value;

use crate::fit::corpus::{FOLDS, hash, rows};
use crate::fit::optimize::minimize;

/// The weights file, relative to the root of the repository. Its groups, caps and order are kept.
const WEIGHTS: &str = "src/score/weights/spam.txt";
/// A unit is spam from this share of injected bytes on, and honest up to the other; between them it is left out.
const SPAM_SHARE: f64 = 0.8;
const HONEST_SHARE: f64 = 0.05;
/// A block up to this share is not spam as a whole.
const PART_SHARE: f64 = 0.7;
/// Strength of the L2 penalty on all weights but the bias.
const DECAY: f64 = 1e-4;
/// Honest text counts more, that about the topics of spam most: cutting an article is the worst error.
/// Real pages with menus, teasers and footers: a false alarm there costs as much as several missed lines.
const TWIN_WEIGHT: f64 = 4.0;
/// Honest text about a topic of spam above a page about something else, as teasers and news in brief are.
const TEASER_WEIGHT: f64 = 2.0;
const CLEAN_WEIGHTS: [(&str, f64); 2] = [("clean", 4.0), ("hardneg", 10.0)];

/// A unit with its label.
struct Example {
    strengths: Vec<f32>,
    insertion: bool,
    spam: bool,
    weight: f64,
    fold: usize,
}

/// A text with the byte spans of its spam.
struct Labelled {
    text: String,
    spam: Vec<(usize, usize)>,
    weight: f64,
    fold: usize,
}

/// Fits on the files of a data folder, writes the weights file and prints what it is worth on folds of its own.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let [data] = args else { return Err("usage: cargo xtask fit-spam DATA".to_owned()) };
    let texts = texts(data)?;
    let examples = examples(&texts);
    println!("{} texts, {} units", texts.len(), examples.len());
    let mut weights = HashMap::new();
    for insertion in [false, true] {
        let chosen: Vec<&Example> =
            examples.iter().filter(|example| example.insertion == insertion).collect();
        cross_validate(if insertion { "insertions" } else { "blocks" }, &chosen);
        weights.insert(insertion, fit(&chosen));
    }
    let path = Path::new(WEIGHTS);
    let old = fs::read_to_string(path).map_err(|e| format!("{WEIGHTS}: {e}"))?;
    fs::write(path, rewritten(&old, &weights[&false], &weights[&true])).map_err(|e| format!("{WEIGHTS}: {e}"))
}

/// Injected pages with their twins, and honest prose.
fn texts(data: &str) -> Result<Vec<Labelled>, String> {
    let mut texts = Vec::new();
    for row in rows(&Path::new(data).join("injected.jsonl.xz"))? {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let fold = hash(&text("base"), 3) as usize % FOLDS;
        let offset = |pair: &Value, i: usize| pair[i].as_u64().unwrap_or_default() as usize;
        let spam = row["spam"].as_array().into_iter().flatten();
        let spam = spam.map(|pair| (offset(pair, 0), offset(pair, 1))).collect();
        texts.push(Labelled { text: text("text"), spam, weight: 1.0, fold });
        texts.push(Labelled { text: text("twin_text"), spam: Vec::new(), weight: TWIN_WEIGHT, fold });
    }
    let pages: Vec<String> =
        texts.iter().filter(|text| text.spam.is_empty()).map(|text| text.text.clone()).collect();
    for (name, weight) in CLEAN_WEIGHTS {
        for row in rows(&Path::new(data).join(format!("{name}.jsonl.xz")))? {
            let text = row["text"].as_str().unwrap_or_default().to_owned();
            let draw = hash(row["id"].as_str().unwrap_or_default(), 3) as usize;
            let fold = draw % FOLDS;
            if name == "hardneg" {
                let strange = teaser(&text) + "\n" + &pages[draw % pages.len()];
                texts.push(Labelled { text: strange, spam: Vec::new(), weight: TEASER_WEIGHT, fold });
            }
            texts.push(Labelled { text, spam: Vec::new(), weight, fold });
        }
    }
    Ok(texts)
}

/// The first line of a text, or what fits into a teaser of it.
fn teaser(text: &str) -> String {
    let line = text.lines().find(|line| line.chars().count() >= 20).unwrap_or(text);
    line.chars().take(250).collect()
}

/// All units of all texts, seen once with all terms and once with half of them: the weights must not lean on words
/// that the lists happen to hold.
fn examples(texts: &[Labelled]) -> Vec<Example> {
    let classifiers = [
        Classifier::new(),
        Classifier::with(
            Config::default(),
            &thinned(&Lexicon::builtin(), |term| hash(term, 11).is_multiple_of(2)),
        ),
    ];
    let mut examples = Vec::new();
    for text in texts {
        for classifier in &classifiers {
            let mut cover = None;
            for unit in survey(classifier, &text.text) {
                let share = share(&text.spam, &unit);
                let whole_is_spam = unit.insertion && cover.is_some_and(|end| unit.span.start() < end);
                // A block that is spam in part must not go as a whole.
                let undecided =
                    share > HONEST_SHARE && share < SPAM_SHARE && (unit.insertion || share > PART_SHARE);
                if !unit.insertion && share >= SPAM_SHARE {
                    cover = Some(unit.span.end());
                }
                // Parts of a block that is spam as a whole are never asked about.
                if !undecided && !whole_is_spam {
                    examples.push(Example {
                        spam: share >= SPAM_SHARE,
                        insertion: unit.insertion,
                        strengths: unit.strengths,
                        // Insertions are rare among all the parts of blocks that are asked about.
                        weight: match (share >= SPAM_SHARE, unit.insertion) {
                            (true, true) => 12.0,
                            (true, false) => 3.0,
                            (false, _) => text.weight,
                        },
                        fold: text.fold,
                    });
                }
            }
        }
    }
    examples
}

/// The share of a unit that is spam; of an insertion, no more than the share of the spam that it holds.
fn share(spam: &[(usize, usize)], unit: &SurveyedUnit) -> f64 {
    let overlap = |&(start, end): &(usize, usize)| {
        end.min(unit.span.end()).saturating_sub(start.max(unit.span.start())) as f64
    };
    let inside: f64 = spam.iter().map(overlap).sum();
    let part = inside / unit.span.len().max(1) as f64;
    if !unit.insertion || inside == 0.0 {
        return part;
    }
    let held = spam.iter().map(|span| overlap(span) / (span.1 - span.0).max(1) as f64).fold(0.0, f64::max);
    part.min(held.max(HONEST_SHARE * 2.0))
}

/// Bias and weights that minimise the weighted log loss.
fn fit(examples: &[&Example]) -> Vec<f64> {
    let n = signals().len();
    let total: f64 = examples.iter().map(|example| example.weight).sum();
    let loss = |point: &[f64]| {
        let mut value = 0.0;
        let mut gradient = vec![0.0; n + 1];
        for example in examples {
            let logit = logit(point, &example.strengths);
            let target = f64::from(u8::from(example.spam));
            let probability = 1.0 / (1.0 + (-logit).exp());
            // ln(1 + exp(z)) - y z, without overflow.
            value += example.weight * (logit.max(0.0) + (-logit.abs()).exp().ln_1p() - target * logit);
            let slope = example.weight * (probability - target);
            gradient[0] += slope;
            for (g, &x) in gradient[1..].iter_mut().zip(&example.strengths) {
                *g += slope * f64::from(x);
            }
        }
        value /= total;
        gradient.iter_mut().for_each(|g| *g /= total);
        for (g, &w) in gradient.iter_mut().zip(point).skip(1) {
            value += 0.5 * DECAY * w * w;
            *g += DECAY * w;
        }
        (value, gradient)
    };
    minimize(&loss, vec![0.0; n + 1], 300).0
}

fn logit(point: &[f64], strengths: &[f32]) -> f64 {
    point[0] + point[1..].iter().zip(strengths).map(|(w, &x)| w * f64::from(x)).sum::<f64>()
}

/// Prints recall and false alarms of models fitted on the other folds.
fn cross_validate(name: &str, examples: &[&Example]) {
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let rest: Vec<&Example> = examples.iter().copied().filter(|example| example.fold != fold).collect();
        let point = fit(&rest);
        let held = examples.iter().filter(|example| example.fold == fold);
        scored.extend(held.map(|example| (logit(&point, &example.strengths), example.spam)));
    }
    let spam = scored.iter().filter(|(_, spam)| *spam).count();
    println!("{name}: {spam} spam of {}", scored.len());
    println!("  score   recall  false alarms");
    for threshold in [0.2f64, 0.35, 0.5, 0.6, 0.75, 0.9, 0.95] {
        let cut = (threshold / (1.0 - threshold)).ln();
        let caught = scored.iter().filter(|(logit, is)| *is && *logit >= cut).count();
        let false_alarms = scored.iter().filter(|(logit, is)| !*is && *logit >= cut).count();
        println!("  {threshold:.2}    {:.3}   {false_alarms}", caught as f64 / spam.max(1) as f64);
    }
}

/// The weights file with new numbers.
fn rewritten(old: &str, block: &[f64], insertion: &[f64]) -> String {
    let names = signals();
    let mut out = String::new();
    for line in old.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let numbers = match words[..] {
            ["bias", ..] => Some((format!("{:<32}", "bias"), 0)),
            [name, group, _, _] => {
                let at = names.iter().position(|known| *known == name);
                at.map(|at| (format!("{name:<20} {group:<11}"), at + 1))
            }
            _ => None,
        };
        match numbers {
            Some((head, at)) => out += &format!("{head} {:>6.2}  {:>6.2}\n", block[at], insertion[at]),
            None => out += &format!("{line}\n"),
        }
    }
    out
}
