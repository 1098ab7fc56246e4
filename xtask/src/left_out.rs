//! A part of the data that the spam model is not fitted to, and is measured on as if it came from elsewhere.
//!
//! `fit-spam DATA --without FOLD` leaves it out and writes the weights into the source tree; `eval-spam DATA --only FOLD`,
//! built with them, measures on nothing else. Collected spam belongs to the fold of where it was collected, spam that was
//! made up to that of its page, honest text to that of its source or site. `--without tr,vi` leaves out the spam of
//! languages, but neither their honest text nor what the repository holds.

use std::path::Path;

use serde_json::Value;

use crate::fit::corpus::{Doc, FOLDS, hash, rows};
use crate::injected::Injected;

/// A collected text, with one blank for any white space within its lines.
#[derive(Default)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// The fold of where it is from.
    pub(crate) fold: usize,
    lang: String,
}

/// Everything that was collected.
pub(crate) struct Collected(Vec<Text>);

impl Collected {
    pub(crate) fn read(data: &str) -> Result<Self, String> {
        let rows = rows(&Path::new(data).join("spamlines.jsonl.xz"))?;
        let kept = rows.iter().filter(|row| row["category"] != "sms-ad");
        let collected = kept.map(|row| {
            let lines = row["text"].as_str().unwrap_or_default().lines();
            let text =
                lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
            let lang = row["lang"].as_str().unwrap_or_default().to_owned();
            Text { text: text.join("\n"), fold: fold_of_source(row), lang }
        });
        Ok(Self(collected.collect()))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Text> {
        self.0.iter()
    }

    /// The fold of the text that a piece of spam was taken from, if it was.
    pub(crate) fn fold_of(&self, spam: &str) -> Option<usize> {
        self.0.iter().find(|found| found.text.contains(spam)).map(|found| found.fold)
    }
}

fn fold_of_source(row: &Value) -> usize {
    hash(row["source"].as_str().unwrap_or_default(), 9) as usize % FOLDS
}

/// The fold of the honest page that spam was put into.
pub(crate) fn fold_of_page(page: &Injected) -> usize {
    hash(&page.twin, 3) as usize % FOLDS
}

/// What is left out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LeftOut {
    Nothing,
    Fold(usize),
    /// The spam of languages.
    Languages(Vec<String>),
}

impl LeftOut {
    /// Takes a flag with the number of a fold, or with codes of languages, out of the arguments, if it is there.
    ///
    /// # Errors
    /// That they are missing, or of no fold.
    pub(crate) fn of(args: &[String], flag: &str) -> Result<(Self, Vec<String>), String> {
        let Some(at) = args.iter().position(|arg| arg == flag) else {
            return Ok((Self::Nothing, args.to_vec()));
        };
        let wrong = || format!("{flag} takes a fold, 0 to {}, or languages such as tr,vi", FOLDS - 1);
        let what = args.get(at + 1).ok_or_else(wrong)?;
        let is_language = |code: &str| code.len() >= 2 && code.starts_with(|c: char| c.is_ascii_lowercase());
        let left_out = match what.parse() {
            Ok(fold) if fold < FOLDS => Self::Fold(fold),
            Err(_) if what.split(',').all(is_language) => {
                Self::Languages(what.split(',').map(str::to_owned).collect())
            }
            _ => return Err(wrong()),
        };
        Ok((left_out, [&args[..at], &args[at + 2..]].concat()))
    }

    pub(crate) fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }

    fn is_fold(&self, fold: usize) -> bool {
        *self == Self::Fold(fold)
    }

    fn is_language(&self, lang: &str) -> bool {
        matches!(self, Self::Languages(codes) if codes.iter().any(|code| code == lang))
    }

    /// Whether a collected text is left out.
    pub(crate) fn holds_text(&self, text: &Text) -> bool {
        self.is_fold(text.fold) || self.is_language(&text.lang)
    }

    /// Whether a row of honest text is left out.
    pub(crate) fn holds_row(&self, row: &Value) -> bool {
        self.is_fold(fold_of_source(row))
    }

    /// Whether a labelled page is left out.
    pub(crate) fn holds_site(&self, page: &Doc) -> bool {
        self.is_fold(page.fold)
    }

    /// Whether a page with spam is left out, or shares its honest page or where its spam is from with what is.
    pub(crate) fn touches(&self, page: &Injected, collected: &Collected) -> bool {
        self.holds(page, collected) || self.is_fold(fold_of_page(page))
    }

    /// Whether a page with spam is left out. Looks for its spam in all that was collected.
    pub(crate) fn holds(&self, page: &Injected, collected: &Collected) -> bool {
        if !matches!(self, Self::Fold(_)) {
            return self.is_language(&page.lang);
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
            LeftOut::of(&args, "--without").map(|(left_out, rest)| (left_out, rest.join(" ")))
        };
        let rest = |args: &str| args.to_owned();
        assert_eq!(of("DATA --check"), Ok((LeftOut::Nothing, rest("DATA --check"))));
        assert_eq!(of("DATA --without 2 --check"), Ok((LeftOut::Fold(2), rest("DATA --check"))));
        let languages = ["tr", "zh-hans"].map(str::to_owned).into();
        assert_eq!(of("DATA --without tr,zh-hans"), Ok((LeftOut::Languages(languages), rest("DATA"))));
        let usage = "--without takes a fold, 0 to 4, or languages such as tr,vi";
        for wrong in ["DATA --without", "DATA --without 5", "DATA --without --check", "DATA --without tr,"] {
            assert_eq!(of(wrong), Err(usage.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn spam_is_left_out_with_its_source_and_learned_from_without_its_page() {
        let collected =
            Collected(vec![Text { text: "win at the casino".to_owned(), fold: 3, ..Text::default() }]);
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
                let (left_out, page) = (LeftOut::Fold(fold), page(spam));
                assert_eq!(left_out.holds(&page, &collected), fold == source, "{spam} {fold}");
                let touches = fold == source || fold == of_page;
                assert_eq!(left_out.touches(&page, &collected), touches, "{spam} {fold}");
            }
            assert!(!LeftOut::Nothing.touches(&page(spam), &collected));
        }
    }
}
