//! Pages of languages that the boundary model was not fitted on: in none may it collapse.
//!
//! The figure of a page is the F1 of what is kept (title and body) against its labels, in letters and digits.
//! Bylines and rows whose label allows both to keep and to cut do not count. Rows that are labelled spam stand in
//! `languages-known-failures.tsv`: the pages hold none.

#[path = "common/answer.rs"]
mod answer;
#[path = "common/known.rs"]
mod known;
#[path = "common/language.rs"]
mod language;
#[path = "common/row.rs"]
mod row;

use gangue::{Classifier, Report};

use answer::answer;
use known::Failure;
use language::{Page, languages, pages};
use row::{Row, render};

/// Languages, and what the mean F1 of their pages may not fall below: what was measured, cut to two digits.
#[rustfmt::skip]
const FLOORS: &[(&str, f64)] = &[
    ("ar", 0.97),
    ("es", 0.94),
    ("fa", 0.94),
    ("fr", 0.95),
    ("he", 0.96),
    ("hi", 0.95),
    ("id", 0.96),
    ("it", 0.91),
    ("ko", 0.93),
    ("nl", 0.96),
    ("pt", 0.94),
    ("th", 0.92),
    ("tr", 0.97),
    ("uk", 0.98),
    ("vi", 0.98),
];

/// Each file has so many pages.
const PAGES: usize = 20;

#[test]
fn bodies_are_found_in_every_language() {
    let classifier = Classifier::new();
    let mut below = Vec::new();
    for &(language, floor) in FLOORS {
        let pages = pages(language);
        let figures: Vec<_> = pages.iter().map(|page| f1(page, &classifier)).collect();
        let mean = figures.iter().sum::<f64>() / figures.len() as f64;
        println!("{language}  {mean:.4}  floor {floor:.2}");
        for (page, figure) in pages.iter().zip(figures) {
            println!("    {figure:.3}  {}", page.slug);
        }
        if mean < floor {
            below.push(format!("{language}: {mean:.4} is below {floor}"));
        }
    }
    assert!(below.is_empty(), "{below:#?}");
}

#[test]
fn honest_pages_hold_no_spam() {
    let classifier = Classifier::new();
    let spam = |&(language, _): &(&str, f64)| {
        let spam = |page: &Page| spam(language, page, &classifier);
        pages(language).iter().flat_map(spam).collect::<Vec<_>>()
    };
    let failures: Vec<_> = FLOORS.iter().flat_map(spam).collect();
    known::check("languages-known-failures.tsv", "UPDATE_LANGUAGES", &failures, |_| true);
}

#[test]
fn files_of_languages_are_in_the_format() {
    assert_eq!(FLOORS.iter().map(|floor| floor.0).collect::<Vec<_>>(), languages());
    for &(language, _) in FLOORS {
        let pages = pages(language);
        assert_eq!(pages.len(), PAGES, "{language}");
        for page in pages {
            for row in &page.rows {
                assert_eq!(row.unknown_label(), None, "{language}:{}", row.line);
                assert!(row.marks.is_empty(), "{language}:{}: a mark", row.line);
            }
            assert!(page.rows.iter().any(|row| row.label == "body"), "{language}: {}", page.slug);
        }
    }
}

/// The rows of a page in which spam was found.
fn spam(language: &str, page: &Page, classifier: &Classifier) -> Vec<Failure> {
    let rendered = render(&page.rows, "\n", |_| true);
    let report = classifier.classify(&rendered.text);
    let failure = |(row, &start): (&Row, &usize)| {
        let got = answer(&report, start..start + row.text.len());
        got.contains("spam").then(|| Failure {
            item: format!("{language} {}", page.slug),
            row: row.line.to_string(),
            what: got,
            text: row.text.clone(),
        })
    };
    page.rows.iter().zip(&rendered.starts).filter_map(failure).collect()
}

/// The harmonic mean of precision and recall of the letters and digits that are kept.
fn f1(page: &Page, classifier: &Classifier) -> f64 {
    let rendered = render(&page.rows, "\n", |_| true);
    let report = classifier.classify(&rendered.text);
    let (mut right, mut kept, mut wanted) = (0, 0, 0);
    for (row, &start) in page.rows.iter().zip(&rendered.starts) {
        let Some(is_wanted) = is_wanted(&row.label) else { continue };
        let found = letters_kept(&report, start, row);
        kept += found;
        if is_wanted {
            wanted += letters(&row.text);
            right += found;
        }
    }
    2.0 * f64::from(right) / f64::from((kept + wanted).max(1))
}

/// Whether a row is to be kept, where it counts.
fn is_wanted(label: &str) -> Option<bool> {
    let keeps = |label| matches!(label, "body" | "title");
    let is_open = label.is_empty() || matches!(label, "byline" | "any");
    let kept = label.split('|').filter(|label| keeps(*label)).count();
    let counts = !is_open && (kept == 0 || kept == label.split('|').count());
    counts.then_some(kept > 0)
}

/// The letters and digits of a row that begins at `start` which are kept.
fn letters_kept(report: &Report<'_>, start: usize, row: &Row) -> u32 {
    let end = start + row.text.len();
    let shared = report.kept().filter_map(|segment| {
        let span = segment.span();
        report.text().get(span.start().max(start)..span.end().min(end))
    });
    shared.map(letters).sum()
}

fn letters(text: &str) -> u32 {
    text.chars().filter(|c| c.is_alphanumeric()).count() as u32
}
