//! Reads what was written for this project: files that are named after languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::ROOT;
use crate::fit::corpus::hash;

/// The wordlists of boilerplate, below the root of the repository.
const BOILERPLATE: &str = "wordlists/boilerplate";

/// How hosts end.
const ENDINGS: [&str; 8] = [".com", ".net", ".org", ".info", ".xyz", ".top", ".vip", ".cc"];

/// Texts by language, by the first two letters of its code.
pub(super) type ByLanguage = BTreeMap<String, Vec<String>>;

/// The files of a folder of the repository, sorted by name, with the languages that their names begin with; hosts as others
/// have them.
pub(super) fn written(folder: &str) -> Result<Vec<(String, String)>, String> {
    let folder = Path::new(ROOT).join(folder);
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(&folder).map_err(failed)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |file: PathBuf| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let language = name.split('-').next().unwrap_or_default().to_owned();
        let text = fs::read_to_string(&file).map_err(failed)?;
        Ok((language, text.lines().map(with_host).collect::<Vec<_>>().join("\n")))
    };
    files.into_iter().map(read).collect()
}

/// A line with hosts that end like those of others: what is written for this project has `.example`.
fn with_host(line: &str) -> String {
    line.replace(".example", ENDINGS[hash(line, 13) as usize % ENDINGS.len()])
}

/// The terms of a wordlist, without their marks for open ends, and what stands behind each.
pub(super) fn terms(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = list.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '@']));
    rows.map(|row| row.split_once('\t').unwrap_or((row, "")))
        .map(|(term, rest)| (term.trim_matches('*'), rest))
}

/// The terms of the wordlists of boilerplate.
pub(super) fn boilerplate() -> Result<ByLanguage, String> {
    let mut all = ByLanguage::new();
    for (language, list) in written(BOILERPLATE)? {
        all.entry(language).or_default().extend(terms(&list).map(|(term, _)| term.to_owned()));
    }
    Ok(all)
}
