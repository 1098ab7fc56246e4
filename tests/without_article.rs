//! Pages that hold no article: threads of forums, questions with answers, shops, lists, home pages. What they are made of,
//! posts and items, is kept rather than guessed at, and the confidence says that it is no article.
//!
//! The figure of a page is the share of the letters and digits of its posts or items that are kept.

#[path = "common/language.rs"]
#[expect(dead_code, reason = "other tests ask for more of a page")]
mod language;
#[path = "common/row.rs"]
mod row;

use std::fs;
use std::path::Path;

use gangue::{Classifier, Report};

use row::{Row, render};

/// Files, and what the mean figure of their pages may not fall below: what was measured, cut to two digits.
const FLOORS: [(&str, f64); 2] = [("threads", 0.60), ("listings", 0.79)];

/// How often an article has the higher confidence, of all pairs of an article and one of these pages: what was measured,
/// cut to two digits.
const CONFIDENCE_FLOOR: f64 = 0.88;

struct Page {
    name: String,
    rows: Vec<Row>,
}

/// The pages of `tests/pages-without-article/<file>.txt`: a line `@page LANG KIND SLUG`, then rows of label, tab, text.
fn pages(file: &str) -> Vec<Page> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pages-without-article/{file}.txt"));
    let text = fs::read_to_string(path).expect("a file of pages");
    let mut pages: Vec<Page> = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        match line.strip_prefix("@page ") {
            Some(name) => pages.push(Page { name: name.to_owned(), rows: Vec::new() }),
            None => pages.last_mut().expect("a page").rows.push(Row::parse(file, at + 1, line)),
        }
    }
    pages
}

#[test]
fn posts_and_items_are_kept() {
    let classifier = Classifier::new();
    for (file, floor) in FLOORS {
        let figures: Vec<_> = pages(file)
            .iter()
            .map(|page| {
                let text = render(&page.rows, "\n", |_| true).text;
                let report = classifier.classify(&text);
                let [kept, frame] = [kept(page, &report, "body"), kept(page, &report, "cut")];
                println!(
                    "    {kept:.3}  frame {frame:.3}  confidence {:.3}  {}",
                    report.confidence(),
                    page.name
                );
                kept
            })
            .collect();
        let mean = figures.iter().sum::<f64>() / figures.len() as f64;
        println!("{file}  {mean:.4}  floor {floor:.2}");
        assert!(mean >= floor, "{file}: {mean:.4} is below {floor}");
    }
}

#[test]
fn articles_are_surer() {
    let classifier = Classifier::new();
    let confidence = |rows: &[Row]| classifier.classify(&render(rows, "\n", |_| true).text).confidence();
    let articles: Vec<_> = language::languages()
        .iter()
        .flat_map(|language| language::pages(language))
        .map(|page| confidence(&page.rows))
        .collect();
    let others: Vec<_> =
        FLOORS.iter().flat_map(|(file, _)| pages(file)).map(|page| confidence(&page.rows)).collect();
    let pairs = articles.iter().flat_map(|article| others.iter().map(move |other| (article, other)));
    let won = pairs.map(|(a, b)| if a == b { 0.5 } else { f64::from(u8::from(a > b)) }).sum::<f64>();
    let share = won / (articles.len() * others.len()) as f64;
    println!("articles are surer in {share:.4} of the pairs  floor {CONFIDENCE_FLOOR:.2}");
    assert!(share >= CONFIDENCE_FLOOR, "{share:.4} is below {CONFIDENCE_FLOOR}");
}

/// The share of the letters and digits of rows with a label that are kept.
fn kept(page: &Page, report: &Report<'_>, label: &str) -> f64 {
    let starts = render(&page.rows, "\n", |_| true).starts;
    let (mut kept, mut all) = (0, 0);
    for (row, start) in page.rows.iter().zip(starts).filter(|(row, _)| row.label == label) {
        let end = start + row.text.len();
        let shared = report.kept().filter_map(|segment| {
            let span = segment.span();
            report.text().get(span.start().max(start)..span.end().min(end))
        });
        kept += shared.map(letters).sum::<usize>();
        all += letters(&row.text);
    }
    kept as f64 / all.max(1) as f64
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[test]
fn files_are_in_the_format() {
    for (file, _) in FLOORS {
        for page in pages(file) {
            assert_eq!(page.name.split(' ').count(), 3, "{}", page.name);
            for row in &page.rows {
                assert!(matches!(&*row.label, "body" | "cut" | "any"), "{file}:{}: {}", row.line, row.label);
                assert!(row.marks.is_empty() && row.unknown_label().is_none());
            }
        }
    }
}
