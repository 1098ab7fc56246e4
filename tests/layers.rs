//! Who may know whom under `src/`, and how large a file may be.
//!
//! A module uses modules of lower layers. Where two of one layer know each other, the pair stands in a table with the
//! reason. Test modules (`#[cfg(test)]` to the end of the file) may use what they like.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules by layer: each uses those before it.
const LAYERS: &[(&str, &[&str])] = &[
    ("vocabulary", &["span", "label", "error", "steps", "hash", "odds", "unicode"]),
    ("text", &["block", "fold", "runs"]),
    ("knowledge", &["lexicon"]),
    ("measurement", &["profile", "page", "sketch", "shingles", "language"]),
    ("evidence", &["signal"]),
    ("decision", &["score", "decode"]),
    ("face", &["report", "reason", "restore", "config", "classifier"]),
    // The crate's root, and the window for `cargo xtask fit` behind a feature.
    ("outside", &["lib", "fitting"]),
];

/// Modules of one layer that know each other.
const NEIGHBOURS: &[(&str, &str, &str)] = &[
    ("page", "profile", "a page is summed up from the profiles of its blocks"),
    ("sketch", "profile", "only long prose goes into the sketch"),
    ("shingles", "profile", "only those of long prose are counted"),
    ("language", "profile", "the scripts of its blocks decide between languages"),
    ("score", "decode", "the locator scores the blocks and decodes the span from that"),
    ("report", "reason", "segments carry their reasons"),
    ("report", "restore", "the body of a report is put together on demand"),
    ("restore", "report", "from its segments"),
    ("classifier", "config", "the pipeline knows all of the face"),
    ("classifier", "report", "the pipeline knows all of the face"),
    ("classifier", "reason", "the pipeline knows all of the face"),
];

/// Most lines of a file, test modules apart.
const MAX_LINES: usize = 400;

/// Files that are data.
const TABLES: &[&str] = &["unicode/tables/", "lexicon/builtin.rs"];

/// Things that only one file may name.
const PRIVATE: &[(&str, &str)] = &[
    ("aho_corasick", "signal/pattern/filter.rs"),
    // A lexicon can be read from a file. Nothing else does input or output.
    ("std::fs", "lexicon/mod.rs"),
    ("std::path", "lexicon/mod.rs"),
    ("std::io", ""),
    ("std::env", ""),
    ("std::net", ""),
    ("std::process", ""),
    ("std::thread", ""),
    ("static mut", ""),
    ("println!", ""),
];

struct Source {
    /// Path under `src/`, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        collect(&root, &mut files);
        files.sort();
        let read = |file: &PathBuf| {
            let path = file.strip_prefix(&root).expect("a file of src");
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            Self { path: parts.join("/"), text: fs::read_to_string(file).expect("UTF-8") }
        };
        files.iter().map(read).collect()
    }

    /// The module of the crate's root that the file belongs to.
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    fn is_test(&self) -> bool {
        // Files that the root of their module declares under `#[cfg(test)]`.
        self.path.ends_with("/tests.rs") || self.path.ends_with("/oracle.rs")
    }

    fn is_table(&self) -> bool {
        TABLES.iter().any(|table| self.path.starts_with(table))
    }

    /// The lines before the test module.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        self.text[..end].lines()
    }

    /// The lines that are not comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.lines().map(|line| line.split("//").next().unwrap_or_default())
    }

    /// The modules that the file names as `crate::module`, other than its own.
    fn uses(&self) -> BTreeSet<&str> {
        let after = self.code().flat_map(|line| line.split("crate::").skip(1));
        let names = after.map(|rest| {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            &rest[..end]
        });
        names.filter(|name| *name != self.module()).collect()
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|(_, modules)| modules.contains(&module))
}

/// Runs a check on every file and fails with all that it finds.
fn check(fault: impl Fn(&Source) -> Vec<String>) {
    let sources = Source::all();
    assert!(sources.len() > 20, "{} files", sources.len());
    let faults: Vec<_> = sources.iter().flat_map(fault).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn modules_use_lower_layers_only() {
    check(|source| {
        let Some(own) = layer(source.module()) else {
            return vec![format!(
                "{}: {} stands in no layer of tests/layers.rs",
                source.path,
                source.module()
            )];
        };
        if source.is_test() {
            return Vec::new();
        }
        let neighbours =
            |module: &str| NEIGHBOURS.iter().any(|(a, b, _)| (*a, *b) == (source.module(), module));
        let allowed = |module: &&str| layer(module).is_some_and(|layer| layer < own) || neighbours(module);
        let refused = source.uses().into_iter().filter(|module| !allowed(module));
        refused.map(|module| format!("{}: may not use crate::{module}", source.path)).collect()
    });
}

#[test]
fn neighbours_know_each_other() {
    let sources = Source::all();
    for (a, b, _) in NEIGHBOURS {
        let used = sources.iter().any(|source| source.module() == *a && source.uses().contains(b));
        assert!(used, "{a} does not use {b}: take it out of NEIGHBOURS");
        assert_eq!(layer(a), layer(b), "{a} and {b} are no neighbours");
    }
    for module in LAYERS.iter().flat_map(|(_, modules)| *modules) {
        assert!(sources.iter().any(|source| source.module() == *module), "there is no {module}");
    }
}

#[test]
fn files_are_short() {
    check(|source| {
        let lines = source.lines().count();
        let long = lines > MAX_LINES && !source.is_table();
        Vec::from_iter(long.then(|| format!("{}: {lines} lines, {MAX_LINES} are allowed", source.path)))
    });
}

#[test]
fn files_say_what_they_do() {
    check(|source| {
        let silent = !source.text.starts_with("//! ");
        Vec::from_iter(silent.then(|| format!("{}: begins without a //! line", source.path)))
    });
}

#[test]
fn private_things_stay_private() {
    check(|source| {
        let elsewhere = PRIVATE.iter().filter(|(name, file)| {
            source.path != *file && !source.is_test() && source.code().any(|line| line.contains(name))
        });
        elsewhere.map(|(name, _)| format!("{}: names {name}", source.path)).collect()
    });
}

/// The workspace forbids it, and every crate of it takes the lints of the workspace.
#[test]
fn unsafe_is_forbidden() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a manifest");
    let workspace = read("Cargo.toml");
    assert!(workspace.contains("unsafe_code = \"forbid\"\n"));
    let members = workspace.lines().find_map(|line| line.strip_prefix("members = [")).expect("members");
    for member in ["."].into_iter().chain(members.split('"').skip(1).step_by(2)) {
        let manifest = read(&format!("{member}/Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true\n"), "{member}");
    }
}
