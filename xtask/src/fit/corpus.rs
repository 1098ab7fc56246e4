//! Reads the labelled pages and the clean prose.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use liblzma::read::XzDecoder;
use serde_json::Value;

/// A part of a page with one label.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The text: a line, or a part of one.
    pub(crate) text: String,
    /// 1 body, 0 not, -1 not to be counted.
    pub(crate) label: i8,
}

/// A page as lines with labels.
#[derive(Clone, Debug)]
pub(crate) struct Doc {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) lang: String,
    /// Its site; prose has none.
    pub(crate) site: String,
    /// The fold that the page's site belongs to.
    pub(crate) fold: usize,
    /// Whether all lines are labelled.
    pub(crate) complete: bool,
    pub(crate) pieces: Vec<Piece>,
}

impl Doc {
    /// The lines of the page.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// Number of folds, disjoint in sites.
pub(crate) const FOLDS: usize = 5;

/// A fixed hash: the folds and whatever else is drawn must not change between runs.
pub(crate) fn hash(text: &str, seed: u64) -> u64 {
    let mut hash = seed ^ 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// The name of a site without its subdomains and public suffix, roughly: sister sites of a brand share it.
fn brand(host: &str) -> &str {
    let mut labels: Vec<&str> = host.split('.').collect();
    if labels.len() > 1 {
        labels.pop();
    }
    while labels.len() > 1 && labels.last().is_some_and(|label| label.len() <= 3) {
        labels.pop();
    }
    labels.last().copied().unwrap_or(host)
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_default()
}

/// The rows of an xz-compressed JSON Lines file.
pub(crate) fn rows(path: &Path) -> Result<Vec<Value>, String> {
    first_rows(path, usize::MAX)
}

fn first_rows(path: &Path, most: usize) -> Result<Vec<Value>, String> {
    let error = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let file = File::open(path).map_err(|e| error(&e))?;
    BufReader::new(XzDecoder::new(file))
        .lines()
        .take(most)
        .map(|line| serde_json::from_str(&line.map_err(|e| error(&e))?).map_err(|e| error(&e)))
        .collect()
}

/// The labelled pages of `body.jsonl.xz`.
pub(crate) fn pages(data: &str) -> Result<Vec<Doc>, String> {
    Ok(rows(&Path::new(data).join("body.jsonl.xz"))?.iter().map(page).collect())
}

/// The first of them.
#[cfg(test)]
pub(crate) fn first_pages(data: &str, most: usize) -> Result<Vec<Doc>, String> {
    Ok(first_rows(&Path::new(data).join("body.jsonl.xz"), most)?.iter().map(page).collect())
}

fn page(row: &Value) -> Doc {
    let ignored: Vec<u64> =
        row["ignore"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let labels: Vec<i64> = row["labels"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    let lines = row["lines"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let pieces = lines.zip(&labels).enumerate().map(|(i, (line, &label))| Piece {
        text: line.to_owned(),
        label: if ignored.contains(&(i as u64)) { -1 } else { label as i8 },
    });
    let site = brand(text(row, "host"));
    Doc {
        id: text(row, "id").to_owned(),
        source: text(row, "source").to_owned(),
        lang: text(row, "lang").to_owned(),
        site: site.to_owned(),
        fold: hash(site, 1) as usize % FOLDS,
        complete: !labels.contains(&-1),
        pieces: pieces.collect(),
    }
}

/// The prose of `clean.jsonl.xz` and `hardneg.jsonl.xz`, all of it body.
pub(crate) fn prose(data: &str) -> Result<Vec<Doc>, String> {
    let mut docs = Vec::new();
    for name in ["clean", "hardneg"] {
        for row in rows(&Path::new(data).join(format!("{name}.jsonl.xz")))? {
            let piece = |line: &str| Piece { text: line.to_owned(), label: 1 };
            docs.push(Doc {
                id: text(&row, "id").to_owned(),
                source: name.to_owned(),
                lang: text(&row, "lang").to_owned(),
                site: String::new(),
                fold: hash(text(&row, "id"), 2) as usize % FOLDS,
                complete: true,
                pieces: text(&row, "text").lines().map(piece).collect(),
            });
        }
    }
    Ok(docs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brands() {
        for (host, expected) in [
            ("www.example.com", "example"),
            ("news.example.co.uk", "example"),
            ("example.com.cn", "example"),
            ("localhost", "localhost"),
            ("abc.net.au", "abc"),
        ] {
            assert_eq!(brand(host), expected, "{host}");
        }
    }
}
