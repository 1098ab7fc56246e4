//! Frames around honest texts, put together from the wordlists of boilerplate: real pages with menus are at hand in a few
//! languages only.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::fit::corpus::hash;

/// What stands between the links of a menu.
const SEPARATORS: [&str; 8] = ["\n", " | ", "\n", " ", " · ", " > ", "\n\n", "  "];

/// Terms of the wordlists by language.
pub(super) type Terms = BTreeMap<String, Vec<String>>;

/// The terms of all lists of a kind (`boilerplate` or `spam`), without their marks for open ends.
pub(super) fn terms(kind: &str) -> Result<Terms, String> {
    let folder = Path::new("wordlists").join(kind);
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(&folder).map_err(failed)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut terms = Terms::new();
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let language = name.split('-').next().unwrap_or_default().to_owned();
        let text = fs::read_to_string(&file).map_err(failed)?;
        let lines = text.lines().filter(|line| !line.starts_with(['#', '@']));
        let list =
            lines.filter_map(|line| line.split('\t').next()).map(|term| term.trim_matches('*').to_owned());
        terms.entry(language).or_default().extend(list.filter(|term| !term.is_empty()));
    }
    Ok(terms)
}

/// A text with menus above and below it.
pub(super) fn framed(text: &str, terms: &[String], draw: u64) -> String {
    let menus = |seed: u64, most: u64| {
        let count = hash("menus", draw ^ seed) % most + 1;
        (0..count).map(|i| menu(terms, hash("menu", draw ^ seed ^ (i << 8)))).collect::<Vec<_>>().join("\n")
    };
    format!("{}\n\n{text}\n\n{}", menus(1, 5), menus(2, 4))
}

/// A row of links, or one link.
fn menu(terms: &[String], draw: u64) -> String {
    let count = [1, 1, 2, 3, 5, 8, 12][(draw % 7) as usize];
    let separator = SEPARATORS[(draw / 7 % 8) as usize];
    let links: Vec<String> =
        (0..count).map(|i| link(&terms[hash("link", draw ^ i) as usize % terms.len()])).collect();
    links.join(separator)
}

/// Links begin with a capital letter where the script has them.
fn link(term: &str) -> String {
    let mut letters = term.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
