//! The documentation keeps up with the repository: the files and tests that it names are there.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const DOCUMENTS: [&str; 7] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "wordlists/README.md",
    "src/score/weights/README.md",
    "src/unicode/tables/NOTICE.md",
];

/// Where a test that is named by its path may stand.
const TEST_PLACES: [&str; 5] =
    ["tests/{}.rs", "cli/tests/{}.rs", "cli/src/{}.rs", "src/{}.rs", "src/{}/tests.rs"];

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
    let folders = ["src/", "tests/", "cli/", "xtask/", "wordlists/", "benches/", "examples/"];
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

#[test]
fn tests_that_are_named_exist() {
    let readme = read("README.md");
    let promises = readme.split("\n## Promises\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let names: Vec<_> =
        promises.map(code).unwrap_or_default().into_iter().filter(|word| is_test(word)).collect();
    assert!(!names.is_empty(), "the README names tests under its promises");
    let missing: Vec<_> = names.iter().filter(|name| !exists(name)).map(|name| (*name).to_owned()).collect();
    assert_none("tests that do not exist", &missing);
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
    texts.any(|text| text.contains(&format!("fn {function}(")))
}
