//! The documentation keeps up with the repository: the files and tests that it names are there.

use std::fs;
use std::path::{Path, PathBuf};

use gangue::{Classifier, Kind, Label, Segment};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const DOCUMENTS: [&str; 14] = [
    "README.md",
    "cli/README.md",
    "docs/body.md",
    "docs/calibration.md",
    "docs/evasion.md",
    "docs/promises.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "wordlists/README.md",
    "xtask/honest/README.md",
    "xtask/spam/README.md",
    "src/score/weights/README.md",
    "src/unicode/tables/NOTICE.md",
];

/// Where a test that is named by its path may stand.
const TEST_PLACES: [&str; 8] = [
    "tests/{}.rs",
    "cli/tests/{}.rs",
    "cli/src/{}.rs",
    "cli/src/{}/mod.rs",
    "src/{}.rs",
    "src/{}/mod.rs",
    "src/{}/tests.rs",
    "xtask/src/{}.rs",
];

fn read(path: impl AsRef<Path>) -> String {
    let path = Path::new(ROOT).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between two marks, wherever they occur in this order in a line.
fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    let inner = move |part: &'t str| part.split_once(close).map(|(inner, _)| inner);
    text.lines().flat_map(move |line| line.split(open).skip(1).filter_map(inner))
}

/// What stands in backticks, outside code blocks.
fn code(text: &str) -> Vec<&str> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(str::lines).flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// All elements of `wrong` are named at once.
fn assert_none(what: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn links_lead_to_files() {
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let folder = Path::new(ROOT).join(document).parent().map(Path::to_path_buf).unwrap_or_default();
        let local = between(&text, "](", ")").filter(|link| !link.contains("://"));
        let missing = local.filter(|link| !folder.join(link).exists());
        wrong.extend(missing.map(|link| format!("{document}: {link}")));
    }
    assert_none("links to nothing", &wrong);
}

#[test]
fn files_that_are_named_are_there() {
    let folders =
        ["src/", "tests/", "cli/", "xtask/", "wordlists/", "benches/", "examples/", "docs/", "fuzz/"];
    let is_path = |word: &&str| folders.iter().any(|folder| word.starts_with(folder));
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let paths = code(&text).into_iter().filter(is_path).filter(|path| !path.contains(['<', '*', ' ']));
        let missing = paths.filter(|path| !Path::new(ROOT).join(path).exists());
        wrong.extend(missing.map(|path| format!("{document}: {path}")));
    }
    assert_none("files that are not there", &wrong);
}

/// The line of `annotate` in the README, without its scores.
#[test]
fn the_readme_shows_an_annotation() {
    let readme = read("README.md");
    let line = readme.lines().find(|line| line.starts_with(r#"{"id":"examples/page.txt""#)).expect("a line");
    let page = read("examples/page.txt");
    let report = Classifier::new().classify(&page);
    let is_shown = |segment: &Segment<'_>| {
        let (span, label) = (segment.span(), segment.label());
        let kind = segment.kind().map_or("null".to_owned(), |kind| format!("\"{kind}\""));
        let (start, end) = (span.start(), span.end());
        line.contains(&format!(r#"{{"start":{start},"end":{end},"label":"{label}","kind":{kind},"#))
    };
    let shown = report.segments().iter().filter(|segment| is_shown(segment)).count();
    assert_eq!(shown, line.matches(r#"{"start":"#).count(), "{report:?}");
    assert!(shown > 1 && line.contains(&format!(r#""verdict":"{}""#, report.verdict())));
}

/// The table of the README has a row for each label, with its kinds.
#[test]
fn the_readme_names_all_labels_and_kinds() {
    let readme = read("README.md");
    for &label in Label::ALL {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{label}` |"))).expect("a row");
        let named: Vec<_> = code(row).into_iter().skip(1).collect();
        let is_split = matches!(label, Label::Spam | Label::Boilerplate);
        let is_of = |kind: &&Kind| is_split && kind.label().is_none_or(|of| of == label);
        let kinds: Vec<_> = Kind::ALL.iter().filter(is_of).map(|kind| kind.as_str()).collect();
        assert_eq!(named, kinds, "{label}");
    }
}

#[test]
fn the_readme_names_the_version_of_rust() {
    let manifest = read("Cargo.toml");
    let version = between(&manifest, "rust-version = \"", "\"").next().expect("a version");
    let readme = read("README.md");
    assert!(readme.contains(&format!("\nRust {version} or newer.")), "{version}");
}

/// A row of `docs/promises.md`.
struct Promise<'t> {
    row: &'t str,
    said_by: Vec<&'t str>,
    held_by: Vec<&'t str>,
}

impl<'t> Promise<'t> {
    fn all(document: &'t str) -> Vec<Self> {
        let rows = document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise "));
        rows.filter_map(Self::parse).collect()
    }

    fn parse(row: &'t str) -> Option<Self> {
        let [_, _, said_by, held_by, _] = row.split('|').collect::<Vec<_>>()[..] else { return None };
        Some(Self { row, said_by: code(said_by), held_by: code(held_by) })
    }
}

#[test]
fn promises_name_tests_that_exist() {
    let document = read("docs/promises.md");
    let promises = Promise::all(&document);
    assert!(promises.len() > 20, "{}", promises.len());
    let rows = document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise "));
    assert_eq!(promises.len(), rows.count(), "a row has three columns");
    let untested = promises.iter().filter(|promise| !promise.held_by.iter().any(|word| word.contains("::")));
    assert_none(
        "promises without a test",
        &untested.map(|promise| promise.row.to_owned()).collect::<Vec<_>>(),
    );
    let names = promises.iter().flat_map(|promise| &promise.held_by).filter(|word| is_test(word));
    let missing: Vec<_> = names.filter(|name| !exists(name)).map(|name| (*name).to_owned()).collect();
    assert_none("tests that do not exist", &missing);
}

/// Who is said to promise something is there: the README, that of the tool (`CLI`), CONTRIBUTING, or a type of the public
/// interface.
#[test]
fn promises_are_said_by_someone() {
    let document = read("docs/promises.md");
    let interface = read("tests/api.txt");
    let is_of = |item: &str, name: &str| {
        item.split(' ').next() == Some(name) || item.strip_prefix("pub struct ") == Some(name)
    };
    let is_public = |name: &str| interface.lines().any(|item| is_of(item, name));
    let promises = Promise::all(&document);
    let unknown = |promise: &Promise<'_>| {
        let known = |name: &&str| ["README", "CLI", "CONTRIBUTING"].contains(name) || is_public(name);
        promise.said_by.is_empty() || !promise.said_by.iter().all(known)
    };
    let wrong: Vec<_> =
        promises.iter().filter(|promise| unknown(promise)).map(|p| p.row.to_owned()).collect();
    assert_none("promises by nobody", &wrong);
}

/// Whether this is a path of modules: types begin with a capital.
fn is_test(word: &str) -> bool {
    word.contains("::") && word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether there is a test `path::to::file::name`.
fn exists(name: &str) -> bool {
    let Some((path, function)) = name.rsplit_once("::") else { return false };
    let path = path.replace("::", "/");
    let files = TEST_PLACES.iter().map(|place| PathBuf::from(place.replace("{}", &path)));
    let mut texts = files.filter_map(|file| fs::read_to_string(Path::new(ROOT).join(file)).ok());
    texts.any(|text| is_marked(&text, function))
}

/// Whether a text holds a function of this name with the mark of a test above it.
fn is_marked(text: &str, function: &str) -> bool {
    let Some((before, _)) = text.split_once(&format!("fn {function}(")) else { return false };
    let above = before.trim_end().lines().rev().map(str::trim);
    above.take_while(|line| line.starts_with("#[") || line.starts_with("//")).any(|line| line == "#[test]")
}

#[test]
fn only_marked_functions_are_tests() {
    let text = "mod tests {\n    #[test]\n    #[ignore]\n    fn one() {}\n\n    fn two() {}\n}\n";
    assert!(is_marked(text, "one") && !is_marked(text, "two") && !is_marked(text, "three"));
}
