//! What the shipped weights were made from, as numbers that change when any of it does.

use std::fs;
use std::path::Path;

use gangue::fitting::{FEATURE_COUNT, Measured, features};

use super::corpus::{Doc, hash};
use super::forms::Form;
use super::{Settings, Trained};

/// The comment in `boundary.txt` that holds the numbers.
const MARK: &str = "# made from:";
/// The files of `DATA`.
const FILES: [&str; 3] = ["body.jsonl.xz", "clean.jsonl.xz", "hardneg.jsonl.xz"];
/// So many pages are measured to see whether the features are still the same.
const PAGES: usize = 64;

fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The table and the weights of pages without line ends: `boundary.txt` says which belong to it.
fn companions(table: &[u8], run_on: &str) -> String {
    format!("table {:016x}, run-on {:016x}", digest(table), digest(run_on.as_bytes()))
}

/// The data, the settings, and what the library measures on some of the pages.
fn sources(data: &str, pages: &[Doc], settings: &Settings) -> Result<String, String> {
    let mut data_digest = 0;
    for name in FILES {
        let path = Path::new(data).join(name);
        data_digest =
            digest(&fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?) ^ data_digest << 1;
    }
    let settings = hash(&format!("{settings:?} {:?}", features()), 0);
    Ok(format!("data {data_digest:016x}, settings {settings:016x}, features {:016x}", measured(pages)))
}

fn measured(pages: &[Doc]) -> u64 {
    let mut bytes = Vec::new();
    let texts = |doc: &Doc| [Form::Plain, Form::Single].map(|form| form.render(&doc.pieces).0);
    for text in pages.iter().take(PAGES).flat_map(texts) {
        let measured = Measured::new(&text);
        for row in measured.rows(&vec![0.5; measured.spans().len()]) {
            let row: [f32; FEATURE_COUNT] = row;
            bytes.extend(row.iter().flat_map(|x| x.to_bits().to_le_bytes()));
        }
    }
    digest(&bytes)
}

/// The comment for `boundary.txt`.
pub(crate) fn record(
    data: &str,
    pages: &[Doc],
    settings: &Settings,
    trained: &Trained,
) -> Result<String, String> {
    let companions = companions(&trained.vocabulary.bytes(), &trained.weights[1]);
    Ok(format!("{MARK} {}; {companions}\n", sources(data, pages, settings)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::{corpus, folder};

    fn recorded() -> (String, String) {
        let file = fs::read_to_string(folder().join("boundary.txt")).unwrap();
        let line = file.lines().find_map(|line| line.strip_prefix(MARK)).unwrap();
        let (sources, companions) = line.split_once(';').unwrap();
        (sources.trim().to_owned(), companions.trim().to_owned())
    }

    #[test]
    fn the_shipped_files_belong_together() {
        let table = fs::read(folder().join("vocabulary.bin")).unwrap();
        let run_on = fs::read_to_string(folder().join("boundary-run-on.txt")).unwrap();
        assert_eq!(companions(&table, &run_on), recorded().1, "run cargo xtask fit DATA");
    }

    #[test]
    fn the_shipped_weights_are_of_this_data_and_these_features() {
        let data = Path::new(crate::ROOT).join("../shared/data/dev");
        let Some(data) = data.to_str().filter(|_| data.exists()) else {
            eprintln!("SKIPPED: no {}; whether the weights are of this data was not tested", data.display());
            return;
        };
        let pages = corpus::first_pages(data, PAGES).unwrap();
        let now = sources(data, &pages, &Settings::default()).unwrap();
        assert_eq!(now, recorded().0, "run cargo xtask fit DATA");
    }
}
