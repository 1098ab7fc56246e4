//! Throughput of the analysis, in bytes of text, compared with simpler work on the same bytes.
//!
//! Each group is one input. In it stand, measured in the same run so that their ratios can be read:
//! * `classify`: the whole analysis, with the built-in wordlists;
//! * `automaton`: a bare aho-corasick automaton (contiguous NFA, overlapping matches) with the same spam and boilerplate
//!   terms, folded, over the same bytes, unfolded: what a plain keyword scan would cost;
//! * `daachorse`: its charwise automaton, likewise;
//! * `from_utf8`: validation of the bytes;
//! * `newlines`: a scan for line ends.
//!
//! The group `stages` shows what each stage of the analysis costs; it needs `--features fit`. For real pages see
//! `cargo xtask speed`, for sizes and shapes `cargo xtask scaling`.
//!
//! `cargo bench --bench throughput -- --quick` takes about half a minute. A filter picks some: `-- chinese` or `-- classify`.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use criterion::{BenchmarkId, Criterion, Throughput};
use daachorse::CharwiseDoubleArrayAhoCorasick;
use gangue::{Classifier, Lexicon};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// One input: a name and the texts that are classified one after another.
struct Input {
    name: &'static str,
    texts: Vec<String>,
}

impl Input {
    fn bytes(&self) -> u64 {
        self.texts.iter().map(|text| text.len() as u64).sum()
    }
}

/// Pages of several kinds and sizes, all written for this repository.
fn inputs() -> Vec<Input> {
    let one = |name, text| Input { name, texts: vec![text] };
    vec![
        one("english-news", read(&path("examples/page.txt"))),
        one("chinese-mirror", read(&path("examples/page-zh.txt"))),
        one("russian-portal", page("ru-portal-dlinnyi-hvost")),
        one("chinese-doorway", page("zh-hans-doorway")),
        one("english-essay", page("en-plain-essay")),
        one("one-line-1-mb", repeated("zh-hans-one-line", 1 << 20).replace('\n', " ")),
        one("essay-1-mb", repeated("en-plain-essay", 1 << 20)),
        one("tag-lines-1-mb", repeated("en-tag-archive-list", 1 << 20)),
        Input { name: "all-test-pages", texts: pages().iter().map(|path| text_of(path)).collect() },
    ]
}

fn path(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with this extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

fn pages() -> Vec<PathBuf> {
    files(&path("tests/pages"), "page")
}

fn page(name: &str) -> String {
    text_of(&path("tests/pages").join(format!("{name}.page")))
}

/// The text of a labelled page: the second column below the line `---`, without the marks around inserted spam.
fn text_of(path: &Path) -> String {
    let file = read(path);
    let rows = file.split_once("\n---\n").map_or("", |(_, rows)| rows);
    let lines = rows.lines().map(|row| row.split_once('\t').map_or("", |(_, text)| text));
    lines.collect::<Vec<_>>().join("\n").replace(['⟦', '⟧'], "")
}

/// A page repeated until it has this many bytes.
fn repeated(name: &str, bytes: usize) -> String {
    let text = page(name) + "\n";
    text.repeat(bytes.div_ceil(text.len()))
}

/// The folded terms of the wordlists for spam and boilerplate, as the lines of the files give them.
fn terms() -> Vec<String> {
    let lists = ["wordlists/spam", "wordlists/boilerplate"].iter().flat_map(|name| files(&path(name), "txt"));
    let mut terms = Vec::new();
    for list in lists {
        let text = read(&list);
        let rows = text.lines().filter(|line| !line.starts_with(['#', '@']));
        let folded = rows
            .filter_map(|line| line.split_once('\t'))
            .map(|(term, _)| Lexicon::fold(term.trim_matches('*')));
        terms.extend(folded.filter(|term| !term.is_empty()));
    }
    terms
}

fn automaton() -> AhoCorasick {
    let builder = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(terms());
    builder.unwrap_or_else(|error| panic!("{error}"))
}

/// With each term once: this automaton takes no term twice.
fn charwise() -> CharwiseDoubleArrayAhoCorasick<u32> {
    let mut terms = terms();
    terms.sort_unstable();
    terms.dedup();
    CharwiseDoubleArrayAhoCorasick::new(terms).unwrap_or_else(|error| panic!("{error}"))
}

/// Something to do with a text, and its name. The number keeps it from being optimised away.
type Work<'w> = (&'static str, &'w dyn Fn(&str) -> usize);

/// Measures each of these functions on each input, by bytes.
fn throughput(criterion: &mut Criterion) {
    let (classifier, automaton, charwise) = (Classifier::new(), automaton(), charwise());
    let classify = |text: &str| classifier.classify(text).segments().len();
    let scan = |text: &str| automaton.find_overlapping_iter(text).count();
    let scan_chars = |text: &str| charwise.find_overlapping_iter(text).count();
    let validate = |text: &str| std::str::from_utf8(black_box(text.as_bytes())).map_or(0, str::len);
    let newlines = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let yardsticks: [Work<'_>; 5] = [
        ("classify", &classify),
        ("automaton", &scan),
        ("daachorse", &scan_chars),
        ("from_utf8", &validate),
        ("newlines", &newlines),
    ];
    for input in inputs() {
        let mut group = criterion.benchmark_group(input.name);
        group.throughput(Throughput::Bytes(input.bytes()));
        for (name, measured) in yardsticks {
            group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
                bencher.iter(|| input.texts.iter().map(|text| measured(black_box(text))).sum::<usize>());
            });
        }
        group.finish();
    }
}

/// What each stage of the analysis costs over all test pages. With the feature `fit`, which shows the stages.
#[cfg(feature = "fit")]
fn stages(criterion: &mut Criterion) {
    let (classifier, texts) =
        (Classifier::new(), pages().iter().map(|path| text_of(path)).collect::<Vec<_>>());
    let bytes = texts.iter().map(|text| text.len() as u64).sum();
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes));
    for (stage, (name, _)) in gangue::fitting::stages(&classifier, &texts).into_iter().enumerate() {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|rounds| {
                (0..rounds).map(|_| gangue::fitting::stages(&classifier, &texts)[stage].1).sum()
            });
        });
    }
    group.finish();
}

#[cfg(not(feature = "fit"))]
fn stages(_: &mut Criterion) {}

/// What a process pays once: the built-in lists and the automaton over them.
fn start(criterion: &mut Criterion) {
    let lexicon = Lexicon::builtin();
    criterion.bench_function("start/classifier", |bencher| {
        bencher.iter(|| Classifier::with(gangue::Config::default(), black_box(&lexicon)));
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    throughput(&mut criterion);
    stages(&mut criterion);
    start(&mut criterion);
    criterion.final_summary();
}
