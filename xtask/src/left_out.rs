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

    /// Whether a page with spam is left out. Looks for its spam in all that was collected.
    pub(crate) fn holds(self, page: &Injected, collected: &Collected) -> bool {
        if self.is_nothing() {
            return false;
        }
        let spam = page.spam.first().map_or("", |span| &page.text[span.clone()]);
        self.is_fold(collected.fold_of(spam).unwrap_or_else(|| fold_of_page(page)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_is_taken_out_of_the_arguments() {
        let of = |args: &str| {
            let args: Vec<String> = args.split(' ').map(str::to_owned).collect();
            LeftOut::of(&args, "--without").map(|(left_out, rest)| (left_out.0, rest.join(" ")))
        };
        let rest = |args: &str| args.to_owned();
        assert_eq!(of("DATA --check"), Ok((None, rest("DATA --check"))));
        assert_eq!(of("DATA --without 2 --check"), Ok((Some(2), rest("DATA --check"))));
        for wrong in ["DATA --without", "DATA --without 5", "DATA --without all"] {
            assert_eq!(of(wrong), Err("--without takes a fold, 0 to 4".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn spam_is_left_out_with_its_source_and_learned_from_without_its_page() {
        let collected = Collected(vec![("win at the casino".to_owned(), 3)]);
        let page = |spam: &str| {
            let text = format!("{spam}\nThe ferry leaves at six.");
            Injected {
                spam: std::iter::once(0..spam.len()).collect(),
                twin: "The ferry leaves at six.".to_owned(),
                text,
                ..Injected::default()
            }
        };
        let of_page = fold_of_page(&page(""));
        for (spam, source) in [("the casino", 3), ("made up", of_page)] {
            for fold in 0..FOLDS {
                let (left_out, page) = (LeftOut(Some(fold)), page(spam));
                assert_eq!(left_out.holds(&page, &collected), fold == source, "{spam} {fold}");
                let touches = fold == source || fold == of_page;
                assert_eq!(left_out.touches(&page, &collected), touches, "{spam} {fold}");
            }
            assert!(!LeftOut(None).touches(&page(spam), &collected));
        }
    }
}
