//! What the crates of this repository depend on: few crates in the library, each in one version, from the registry, and
//! under licences that allow both of ours. `cargo deny check` looks closer where it is installed.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What `cargo tree` says, without the network: all of it was fetched to build this test.
fn tree(arguments: &str) -> String {
    let common = ["tree", "--offline", "--locked"];
    let output = Command::new(env!("CARGO"))
        .args(common.into_iter().chain(arguments.split(' ')))
        .current_dir(ROOT)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The licences that `deny.toml` allows.
fn allowed() -> Vec<String> {
    let deny = read("deny.toml");
    let list = deny.split("\nallow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The crates whose licence `deny.toml` tells.
fn clarified() -> Vec<String> {
    let deny = read("deny.toml");
    let crates = deny.lines().filter_map(|line| line.strip_prefix("crate = \""));
    crates.map(|line| line.trim_end_matches('"').to_owned()).collect()
}

/// Whether a licence expression can be met with licences of the list. `/` is an old way to write `OR`.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ");
    expression.split(" AND ").all(|part| {
        let choices = part.trim_matches(['(', ')']).split(" OR ");
        choices
            .into_iter()
            .any(|licence| allowed.iter().any(|allowed| allowed == licence.trim_matches(['(', ')'])))
    })
}

#[test]
fn expressions_are_understood() {
    let allowed = ["MIT", "Zlib", "A WITH b"].map(str::to_owned);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("(GPL-3.0 OR LGPL-2.1) AND Zlib", false),
        ("A WITH b OR GPL-3.0", true),
        ("A", false),
        ("", false),
    ] {
        assert_eq!(is_met(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn licences_are_permissive() {
    let allowed = allowed();
    assert!(allowed.len() > 3 && !allowed.iter().any(|licence| licence.contains("GPL")), "{allowed:?}");
    let packages =
        tree("--workspace --all-features -e normal,build,dev --prefix none --no-dedupe --format {p};{l}");
    let clarified = clarified();
    let is_clarified = |line: &&str| clarified.iter().any(|name| line.starts_with(&format!("{name} ")));
    let refused: Vec<_> = packages
        .lines()
        .filter(|line| !is_clarified(line))
        .filter(|line| {
            !line.is_empty() && line.split_once(';').is_none_or(|(_, licence)| !is_met(licence, &allowed))
        })
        .collect();
    assert!(packages.lines().count() > 20 && refused.is_empty(), "{refused:?}");
}

#[test]
fn no_crate_is_built_in_two_versions() {
    for package in ["gangue", "gangue-cli"] {
        let twice = tree(&format!("-p {package} --all-features -e normal,no-proc-macro --duplicates"));
        assert!(twice.trim().is_empty(), "{package}:\n{twice}");
    }
}

#[test]
fn packages_come_from_the_registry() {
    let lock = read("Cargo.lock");
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    let elsewhere: Vec<_> = sources.filter(|source| !source.starts_with("\"registry+")).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn the_readme_shows_the_dependencies() {
    let command = "-p gangue -e normal --format {lib}";
    let shown = tree(command).trim().to_owned();
    let readme = read("README.md");
    assert!(
        readme.contains(&format!("$ cargo tree {command}\n{shown}\n```")),
        "README.md does not show\n{shown}"
    );
}
