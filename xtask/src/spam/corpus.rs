//! Labelled texts for the fit of the spam model.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::evade::{ATTACKS, attacked};
use crate::fit::corpus::{FOLDS, hash, rows};
use crate::injected;
use crate::tables::traditional;

/// Spam as an attacker would rewrite it, once for each page.
const ATTACKED_WEIGHT: f64 = 0.3;
/// Pages of nothing but spam.
const DOORWAY_WEIGHT: f64 = 0.1;
/// Short honest texts below a piece of spam.
const SHORT_WEIGHT: f64 = 0.1;
/// Real pages with menus, teasers and footers: a false alarm there costs as much as several missed lines.
const TWIN_WEIGHT: f64 = 4.0;
/// Honest text about a topic of spam within a page about something else, as teasers and news in brief are.
const TEASER_WEIGHT: f64 = 2.0;
/// Honest prose; that about the topics of spam counts most: cutting an article is the worst error.
const CLEAN_WEIGHTS: [(&str, f64); 2] = [("clean", 4.0), ("hardneg", 10.0)];

/// A text with the byte spans of its spam.
pub(super) struct Labelled {
    pub(super) text: String,
    pub(super) spam: Vec<Range<usize>>,
    pub(super) weight: f64,
    pub(super) fold: usize,
    /// As it is found, not made for the fit.
    pub(super) natural: bool,
    /// Of pages that are short on purpose, only whole blocks are learned from.
    pub(super) short: bool,
}

impl Labelled {
    fn honest(text: String, weight: f64, fold: usize) -> Self {
        Self { text, spam: Vec::new(), weight, fold, natural: false, short: false }
    }

    fn natural(self) -> Self {
        Self { natural: true, ..self }
    }
}

/// Pieces of spam by language.
type Pieces = BTreeMap<String, Vec<String>>;

/// Injected pages with their twins, the same under an attack, pages of nothing but spam, honest prose, short pages with
/// and without spam, and honest prose among other text.
pub(super) fn texts(data: &str) -> Result<Vec<Labelled>, String> {
    let mut texts = Vec::new();
    let traditional = traditional()?;
    let mut pieces = Pieces::new();
    let mut twins = Vec::new();
    for page in injected::read(data)? {
        let fold = hash(&page.twin, 3) as usize % FOLDS;
        let attack = &ATTACKS[hash(&page.id, 5) as usize % ATTACKS.len()];
        let attacked = attacked(attack, &page, &traditional);
        let piece = page.spam.first().map(|span| page.text[span.clone()].to_owned()).unwrap_or_default();
        let same = pieces.entry(page.lang.chars().take(2).collect()).or_default();
        same.push(piece);
        texts.push(doorway(same, fold));
        twins.push(page.twin.clone());
        texts.push(Labelled {
            text: page.text,
            spam: page.spam,
            weight: 1.0,
            fold,
            natural: true,
            short: false,
        });
        texts.push(Labelled::honest(page.twin, TWIN_WEIGHT, fold).natural());
        let (text, spam) = (attacked.text, attacked.spam);
        texts.push(Labelled { text, spam, weight: ATTACKED_WEIGHT, fold, natural: false, short: false });
    }
    for (name, weight) in CLEAN_WEIGHTS {
        for row in rows(&Path::new(data).join(format!("{name}.jsonl.xz")))? {
            let text = row["text"].as_str().unwrap_or_default().to_owned();
            let language: String = row["lang"].as_str().unwrap_or_default().chars().take(2).collect();
            let draw = hash(row["id"].as_str().unwrap_or_default(), 3) as usize;
            let fold = draw % FOLDS;
            if name == "hardneg" {
                let page = &twins[draw % twins.len()];
                let strange = if draw.is_multiple_of(3) {
                    within(&teaser(&text), page)
                } else {
                    teaser(&text) + "\n" + page
                };
                texts.push(Labelled::honest(strange, TEASER_WEIGHT, fold));
            }
            texts.extend(short_pages(&text, pieces.get(&language), draw, weight));
            texts.push(Labelled::honest(text, weight, fold).natural());
        }
    }
    Ok(texts)
}

/// A page of the last pieces of spam of a language: one, a few or many below each other, or one again and again.
fn doorway(pieces: &[String], fold: usize) -> Labelled {
    let (count, times) = [(1, 1), (3, 1), (1, 1), (6, 1), (40, 1), (1, 60)][pieces.len() % 6];
    let text =
        pieces.iter().rev().take(count).map(String::as_str).collect::<Vec<_>>().join("\n").repeat(times);
    Labelled { spam: whole(&text), text, weight: DOORWAY_WEIGHT, fold, natural: false, short: true }
}

/// The first line of an honest text, its beginning, and, below a piece of spam, the same.
fn short_pages(text: &str, spam: Option<&Vec<String>>, draw: usize, weight: f64) -> Vec<Labelled> {
    let fold = draw % FOLDS;
    let beginning = beginning(text, [300, 700, 1500][draw % 3]);
    let mut pages = vec![Labelled { short: true, ..Labelled::honest(teaser(text), weight, fold) }];
    if let Some(piece) = spam.and_then(|pieces| pieces.get(draw % pieces.len())) {
        let text = format!("{piece}\n\n{beginning}");
        pages.push(Labelled {
            text,
            spam: whole(piece),
            weight: SHORT_WEIGHT,
            fold,
            natural: false,
            short: true,
        });
    }
    pages.push(Labelled { short: true, ..Labelled::honest(beginning, weight, fold) });
    pages
}

/// The one span of a piece of spam at the start of a text.
fn whole(piece: &str) -> Vec<Range<usize>> {
    std::iter::once(0..piece.len()).collect()
}

/// Whole lines of a text, so many characters or what its first line has.
fn beginning(text: &str, chars: usize) -> String {
    let mut all = 0;
    let lines = text.lines().take_while(|line| {
        let before = all;
        all += line.chars().count();
        before == 0 || all <= chars
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The first line of a text, or what fits into a teaser of it.
fn teaser(text: &str) -> String {
    let line = text.lines().find(|line| line.chars().count() >= 20).unwrap_or(text);
    line.chars().take(250).collect()
}

/// A page with a line of another text in the middle.
fn within(line: &str, page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let (before, after) = lines.split_at(lines.len() / 2);
    [before, &[line], after].concat().join("\n")
}
