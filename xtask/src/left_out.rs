//! A fold of the data that the spam model is not fitted to, and is measured on as if it came from elsewhere.
//!
//! `fit-spam DATA --without FOLD` leaves it out and writes the weights into the source tree; `eval-spam DATA --only FOLD`,
//! built with them, measures on nothing else. Collected spam belongs to the fold of where it was collected, spam that was
//! made up to that of its page, honest text to that of its source or site.

use std::path::Path;

use serde_json::Value;

use crate::fit::corpus::{Doc, FOLDS, hash, rows};
use crate::injected::Injected;

/// Collected texts, one blank for any white space within their lines, with the folds of where they are from.
pub(crate) struct Collected(Vec<(String, usize)>);

impl Collected {
    pub(crate) fn read(data: &str) -> Result<Self, String> {
        let rows = rows(&Path::new(data).join("spamlines.jsonl.xz"))?;
        let kept = rows.iter().filter(|row| row["category"] != "sms-ad");
        let collected = kept.map(|row| {
            let lines = row["text"].as_str().unwrap_or_default().lines();
            let text =
                lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
            (text.join("\n"), fold_of_source(row))
        });
        Ok(Self(collected.collect()))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(String, usize)> {
        self.0.iter()
    }

    /// The fold of the text that a piece of spam was taken from, if it was.
    pub(crate) fn fold_of(&self, spam: &str) -> Option<usize> {
        self.0.iter().find(|(text, _)| text.contains(spam)).map(|(_, fold)| *fold)
    }
}

fn fold_of_source(row: &Value) -> usize {
    hash(row["source"].as_str().unwrap_or_default(), 9) as usize % FOLDS
}

/// The fold of the honest page that spam was put into.
pub(crate) fn fold_of_page(page: &Injected) -> usize {
    hash(&page.twin, 3) as usize % FOLDS
}

/// What is left out: a fold, or nothing.
#[derive(Clone, Copy)]
pub(crate) struct LeftOut(Option<usize>);

impl LeftOut {
    /// Takes a flag with the number of a fold out of the arguments, if it is there.
    ///
    /// # Errors
    /// What is wrong with the number.
    pub(crate) fn of(args: &[String], flag: &str) -> Result<(Self, Vec<String>), String> {
        let Some(at) = args.iter().position(|arg| arg == flag) else {
            return Ok((Self(None), args.to_vec()));
        };
        let number = args.get(at + 1).and_then(|number| number.parse().ok()).filter(|fold| *fold < FOLDS);
        let number = number.ok_or_else(|| format!("{flag} takes a fold, 0 to {}", FOLDS - 1))?;
        Ok((Self(Some(number)), [&args[..at], &args[at + 2..]].concat()))
    }

    pub(crate) const fn is_nothing(self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn is_fold(self, fold: usize) -> bool {
        self.0 == Some(fold)
    }

    /// Whether a row of honest text is left out.
    pub(crate) fn holds_row(self, row: &Value) -> bool {
        self.is_fold(fold_of_source(row))
    }

    /// Whether a labelled page is left out.
    pub(crate) fn holds_site(self, page: &Doc) -> bool {
        self.is_fold(page.fold)
    }

    /// Whether a page with spam is left out, or shares its honest page or where its spam is from with what is.
    pub(crate) fn touches(self, page: &Injected, collected: &Collected) -> bool {
        self.holds(page, collected) || self.is_fold(fold_of_page(page))
    }

    /// Whether a page with spam is left out.
    pub(crate) fn holds(self, page: &Injected, collected: &Collected) -> bool {
        let spam = page.spam.first().map_or("", |span| &page.text[span.clone()]);
        self.is_fold(collected.fold_of(spam).unwrap_or_else(|| fold_of_page(page)))
    }
}
