//! Labels outside the body: headline, byline, kinds of boilerplate. How many rows of our own pages get theirs.
//!
//! Rows count that have one label; a row that gets two is wrong. `pages` were at hand when the code was written, what fails
//! there is known line by line (`tests/pages.rs`); of `languages`, written later, nothing was mended line by line.

#[path = "common/answer.rs"]
mod answer;
#[path = "common/language.rs"]
#[expect(dead_code, reason = "other tests ask for more of a page")]
mod language;
#[path = "common/page.rs"]
#[expect(dead_code, reason = "other tests ask for more of a page")]
mod page;
#[path = "common/row.rs"]
#[expect(dead_code, reason = "other tests ask for more of a row")]
mod row;

use std::collections::BTreeMap;

use gangue::Classifier;

use answer::answer;
use row::{Row, render};

/// Precision and recall.
type Figures = [f64; 2];

/// Labels, and what their precision and recall in `pages` and `languages` may not fall below: what was measured, cut to
/// two digits. `docs/body.md` has the table.
#[rustfmt::skip]
const FLOORS: [(&str, Figures, Figures); 13] = [
    ("title", [0.98, 0.93], [0.95, 0.93]),
    ("byline", [0.96, 0.88], [0.94, 0.79]),
    ("boilerplate/navigation", [0.93, 0.92], [0.77, 0.84]),
    ("boilerplate/related", [0.81, 0.84], [0.74, 0.79]),
    ("boilerplate/comments", [0.76, 0.76], [0.86, 0.72]),
    ("boilerplate/legal", [0.95, 0.89], [0.81, 0.64]),
    ("boilerplate/share", [0.97, 0.79], [0.85, 0.77]),
    ("boilerplate/contact", [0.67, 0.80], [0.63, 0.62]),
    ("boilerplate/subscribe", [0.70, 0.48], [0.73, 0.42]),
    ("boilerplate/pagination", [0.85, 0.81], [0.77, 0.76]),
    ("boilerplate/tags", [0.84, 0.78], [0.60, 0.82]),
    ("boilerplate/credits", [0.37, 0.50], [0.23, 0.23]),
    ("boilerplate/consent", [1.00, 0.91], [0.74, 0.96]),
];

/// How often a label stands in the files and an answer is given to it.
type Counts = BTreeMap<(String, String), u32>;

#[test]
fn labels_outside_the_body_are_told() {
    let classifier = Classifier::new();
    let (mut pages, mut languages) = (Counts::new(), Counts::new());
    for page in page::Page::all() {
        count(&page.rows, page.join, &classifier, &mut pages);
    }
    for page in language::languages().iter().flat_map(|language| language::pages(language)) {
        count(&page.rows, "\n", &classifier, &mut languages);
    }
    let mut below = Vec::new();
    for (label, of_pages, of_languages) in FLOORS {
        for (set, counts, floors) in [("pages", &pages, of_pages), ("languages", &languages, of_languages)] {
            let (rows, figures) = figures(counts, label);
            println!(
                "{label:24} {set:9} {rows:4}  {:.3}  {:.3}  {}",
                figures[0],
                figures[1],
                others(counts, label)
            );
            if figures.iter().zip(floors).any(|(figure, floor)| *figure < floor) {
                below.push(format!("{label} in {set}: {figures:.4?} is below {floors:?}"));
            }
        }
    }
    assert!(below.is_empty(), "{below:#?}");
}

fn count(rows: &[Row], join: &str, classifier: &Classifier, counts: &mut Counts) {
    let rendered = render(rows, join, |_| true);
    let report = classifier.classify(&rendered.text);
    for (row, &start) in rows.iter().zip(&rendered.starts) {
        if !row.is_blank() && !row.label.contains(['|', '*', '+']) {
            let got = answer(&report, start..start + row.text.len());
            *counts.entry((row.label.clone(), got)).or_default() += 1;
        }
    }
}

/// Rows of a label; the share of those that are given it which have it, and of those that have it which are given it.
fn figures(counts: &Counts, label: &str) -> (u32, Figures) {
    let sum = |of: &dyn Fn(&(String, String)) -> bool| {
        counts.iter().filter(|(pair, _)| of(pair)).map(|(_, count)| count).sum::<u32>()
    };
    let (labelled, given) = (sum(&|pair| pair.0 == label), sum(&|pair| pair.1 == label));
    let right = sum(&|pair| pair.0 == label && pair.1 == label);
    let share = |of: u32| f64::from(right) / f64::from(of.max(1));
    (labelled, [share(given), share(labelled)])
}

/// What rows of a label are taken for, most often first.
fn others(counts: &Counts, label: &str) -> String {
    let mut others: Vec<_> = counts.iter().filter(|((has, got), _)| has == label && got != label).collect();
    others.sort_by_key(|(_, count)| u32::MAX - **count);
    let names = others.iter().take(3).map(|((_, got), count)| format!("{got} {count}"));
    names.collect::<Vec<_>>().join(", ")
}
