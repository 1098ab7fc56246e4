//! A thread that has classified a page allocates nothing for the next but the report.

use allocation_counter::measure;
use gangue::Classifier;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The text of a labelled page: the second column below the line `---`, without the marks around inserted spam.
fn text_of(file: &str) -> String {
    let rows = file.split_once("\n---\n").map_or("", |(_, rows)| rows);
    let lines = rows.lines().map(|row| row.split_once('\t').map_or("", |(_, text)| text));
    lines.collect::<Vec<_>>().join("\n").replace(['⟦', '⟧'], "")
}

#[test]
fn only_the_report_is_allocated() {
    let classifier = Classifier::new();
    for name in ["en-plain-essay", "en-tag-archive-list", "ru-portal-dlinnyi-hvost", "zh-hans-doorway"] {
        let file = std::fs::read_to_string(format!("{ROOT}/tests/pages/{name}.page")).expect(name);
        let text = text_of(&file);
        for _ in 0..2 {
            let _ = classifier.classify(&text);
        }
        let allocations = measure(|| drop(classifier.classify(&text)));
        assert_eq!(allocations.count_total, 1, "{name}");
        assert_eq!(allocations.count_current, 0, "{name}");
    }
}
