//! A thread that has classified a page allocates nothing for the next but the report: its segments, and the places of
//! injected readings where there are any. Copies share what is large.

use allocation_counter::measure;
use gangue::{Classifier, Config, Lexicon};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The text of a labelled page: the second column below the line `---`, without the marks around inserted spam.
fn text_of(file: &str) -> String {
    let rows = file.split_once("\n---\n").map_or("", |(_, rows)| rows);
    let lines = rows.lines().map(|row| row.split_once('\t').map_or("", |(_, text)| text));
    lines.collect::<Vec<_>>().join("\n").replace(['⟦', '⟧'], "")
}

/// The pages of the tests.
fn pages() -> Vec<(String, String)> {
    let folder = std::fs::read_dir(format!("{ROOT}/tests/pages")).expect("pages");
    let paths = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "page"));
    let page = |path: std::path::PathBuf| {
        (path.display().to_string(), text_of(&std::fs::read_to_string(&path).expect("page")))
    };
    paths.map(page).collect()
}

#[test]
fn only_the_report_is_allocated() {
    let classifier = Classifier::new();
    let pages = pages();
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
