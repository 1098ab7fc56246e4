//! Whole pages, written for these tests, with the label of every line.
//!
//! What fails today stands in `pages/known-failures.tsv`; see `common/known.rs`. A row of that list is a line of the
//! page's file, or `verdict`, or `again` (cleaning the cleaned text changes it), or a line after the name of a variant
//! of the page in which it gets another label than in the page itself.

#[path = "common/answer.rs"]
mod answer;
#[path = "common/known.rs"]
mod known;
#[path = "common/page.rs"]
mod page;
#[path = "common/row.rs"]
mod row;

use std::ops::Range;

use gangue::{Classifier, Report, Verdict};

use answer::answer;
use known::Failure;
use page::Page;
use row::{Rendered, Row, render};

#[test]
fn pages_are_taken_apart_as_labelled() {
    let classifier = Classifier::new();
    let failures: Vec<_> = Page::all().iter().flat_map(|page| failures(page, &classifier)).collect();
    known::check("pages/known-failures.tsv", "UPDATE_PAGES", &failures, |_| true);
}

#[test]
fn labels_of_pages_exist() {
    for page in Page::all() {
        assert!(Verdict::from_name(&page.verdict).is_some(), "{}: {}", page.name, page.verdict);
        for row in &page.rows {
            assert_eq!(row.unknown_label(), None, "{}:{}", page.name, row.line);
        }
    }
}

/// All that is wrong with a page.
fn failures(page: &Page, classifier: &Classifier) -> Vec<Failure> {
    let plain = render(&page.rows, page.join, |_| true);
    let report = classifier.classify(&plain.text);
    let mut failures = Vec::new();
    let mut fail = |row: String, what: String, text: &str| {
        failures.push(Failure { item: page.name.clone(), row, what, text: text.to_owned() });
    };
    for (row, &start) in page.rows.iter().zip(&plain.starts).filter(|(row, _)| !row.is_blank()) {
        let got = answers(row, start, &report);
        if !accepts(row, &got) {
            fail(row.line.to_string(), format!("expected {}, got {}", row.label, got.join(" / ")), &row.text);
        }
    }
    if report.verdict().as_str() != page.verdict {
        fail("verdict".to_owned(), format!("expected {}, got {}", page.verdict, report.verdict()), "");
    }
    let cleaned = report.clean();
    let again = classifier.classify(&cleaned);
    if again.clean() != cleaned {
        fail("again".to_owned(), "cleaning the cleaned text cuts more".to_owned(), &lost(&again));
    }
    for (name, variant) in variants(page) {
        let changed = classifier.classify(&variant.text);
        for ((row, &start), &at) in page.rows.iter().zip(&plain.starts).zip(&variant.starts) {
            let (before, after) = (answers(row, start, &report), answers(row, at, &changed));
            if !row.is_blank() && before != after {
                let what = format!("{} becomes {}", before.join(" / "), after.join(" / "));
                fail(format!("{name}:{}", row.line), what, &row.text);
            }
        }
    }
    failures
}

/// Other ways to write the same page.
fn variants(page: &Page) -> Vec<(&'static str, Rendered)> {
    if page.join == " " {
        return Vec::new();
    }
    let dense = |row: &Row| !row.is_blank();
    vec![
        ("crlf", render(&page.rows, if page.join == "\n" { "\r\n" } else { "\n" }, |_| true)),
        ("dense", render(&page.rows, page.join, dense)),
        ("spaced", render(&page.rows, &page.join.repeat(2), dense)),
    ]
}

/// What was found in a row: in all of it, or outside and inside its marks.
fn answers(row: &Row, start: usize, report: &Report<'_>) -> Vec<String> {
    let moved = |range: Range<usize>| start + range.start..start + range.end;
    if row.marks.is_empty() {
        return vec![answer(report, moved(0..row.text.len()))];
    }
    let of = |parts: Vec<Range<usize>>| {
        let mut answers: Vec<_> = parts.into_iter().map(|part| answer(report, moved(part))).collect();
        answers.retain(|answer| !answer.is_empty());
        answers.dedup();
        answers.join(" + ")
    };
    let ends = row.marks.iter().map(|mark| mark.start).chain([row.text.len()]);
    let starts = [0].into_iter().chain(row.marks.iter().map(|mark| mark.end));
    vec![of(starts.zip(ends).map(|(start, end)| start..end).collect()), of(row.marks.clone())]
}

/// Whether the label of a row allows what was found in it.
fn accepts(row: &Row, answers: &[String]) -> bool {
    let expected = row.label.split('+');
    expected.zip(answers).all(|(expected, got)| expected.split('|').any(|label| allows(label, got)))
}

fn allows(label: &str, got: &str) -> bool {
    let mut parts = got.split(" + ");
    match label {
        "any" => true,
        "cut" => parts.all(|part| part != "body" && part != "title"),
        "boilerplate/*" => parts.all(|part| part.starts_with("boilerplate/")),
        _ => got == label,
    }
}

/// The first text that a report cuts.
fn lost(report: &Report<'_>) -> String {
    report.cut().next().map(|segment| segment.text().to_owned()).unwrap_or_default()
}
