//! A thread that has classified a page allocates nothing for the next but the report: its segments, and the places of
//! injected readings where there are any. Copies share what is large.

#[path = "common/page.rs"]
#[expect(dead_code, reason = "other tests ask for more of a page")]
mod page;
#[path = "common/row.rs"]
#[expect(dead_code, reason = "other tests ask for more of a row")]
mod row;

use allocation_counter::measure;
use gangue::{Classifier, Config, Lexicon};

use page::Page;
use row::render;

#[test]
fn only_the_report_is_allocated() {
    let classifier = Classifier::new();
    let text = |page: Page| (page.name, render(&page.rows, page.join, |_| true).text);
    let pages: Vec<_> = Page::all().into_iter().map(text).collect();
    for (_, text) in pages.iter().chain(&pages) {
        let _ = classifier.classify(text);
    }
    let mut wrong = Vec::new();
    for (name, text) in &pages {
        let mut parts = 0;
        let allocations = measure(|| {
            let report = classifier.classify(text);
            parts = 1 + u64::from(!report.glosses().is_empty());
        });
        assert_eq!(allocations.count_current, 0, "{name}");
        if allocations.count_total != parts {
            wrong.push(format!("{name}: {} instead of {parts}", allocations.count_total));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A copy has its own configuration, and its own list of lists.
#[test]
fn copies_share_what_is_large() {
    let (classifier, lexicon) = (Classifier::new(), Lexicon::builtin().allowing("casino royale"));
    let most = 64 << 10;
    for (what, allocations) in [
        ("a classifier", measure(|| drop(classifier.clone()))),
        ("another of the built-in ones", measure(|| drop(Classifier::new()))),
        ("another configuration", measure(|| drop(classifier.clone().with_config(Config::aggressive())))),
        ("a lexicon", measure(|| drop(lexicon.clone()))),
        ("the built-in lexicon", measure(|| drop(Lexicon::builtin()))),
    ] {
        assert!(allocations.bytes_total < most && allocations.count_total < 8, "{what}: {allocations:?}");
    }
}
