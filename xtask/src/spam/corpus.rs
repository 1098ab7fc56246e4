//! Labelled texts for the fit of the spam model.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::path::Path;

use serde_json::Value;

use super::frames::framed;
use super::lists::{List, articles_of, with_spam};
use super::written::{ByLanguage, boilerplate, written};
use crate::evade::{ATTACKS, attacked};
use crate::fit::corpus::{self, FOLDS, hash, rows};
use crate::injected::{self, Injected};
use crate::left_out::{Collected, LeftOut, fold_of_page};
use crate::tables::traditional;

/// Spam as an attacker would rewrite it, in so many ways for each page.
const ATTACKED_WEIGHT: f64 = 0.2;
const ATTACKS_OF_A_PAGE: u64 = 4;
/// Pages of nothing but spam.
const DOORWAY_WEIGHT: f64 = 0.1;
/// Short honest texts below a piece of spam, and the spam above them.
const SHORT_WEIGHTS: [f64; 2] = [2.0, 0.1];
/// Real pages with menus, teasers and footers: a false alarm there costs as much as several missed lines.
const TWIN_WEIGHT: f64 = 4.0;
/// The other labelled pages: of a site only so many, as they repeat each other's frames.
const PAGE_WEIGHT: f64 = 2.0;
const PAGES_OF_A_SITE: usize = 3;
/// Pages that hold spam as they are found: a comment that sells stolen cards, lists of paid profiles.
const NOT_HONEST: [&str; 2] = ["trafseg-2a1b94ca85", "trafseg-1b4c2676e5"];
/// Honest text about a topic of spam within a page about something else, as teasers and news in brief are: above, in its
/// middle, and below it, where spam stands most and where what is not the article is cut anyway.
const TEASER_WEIGHTS: [f64; 3] = [2.0, 2.0, 0.5];
/// Short honest pages that report on spam, or warn of it.
const REPORT_WEIGHT: f64 = 10.0;
/// Honest texts with a frame of terms around them, of one text in so many.
const FRAME_WEIGHT: f64 = 2.0;
const FRAMED: usize = 2;
/// Pages with spam of our own, and the spam of them.
const LISTED_WEIGHTS: [f64; 2] = [0.5, 0.2];
/// Honest prose; that about the topics of spam counts most: cutting an article is the worst error.
const PROSE: [(&str, f64); 2] = [("clean", 4.0), ("hardneg", 10.0)];

/// Honest lines about the topics of spam, and of shops, menus and comments, written for the fit: a file for each language.
const LINES: &str = "xtask/honest/lines";
/// Short pages about the topics of spam, likewise.
const PAGES: &str = "xtask/honest/pages";
/// Ordinary prose in languages of which the data holds none: a paragraph a line, so many of which are a page.
const ORDINARY: &str = "xtask/honest/prose";
const PARAGRAPHS: usize = 5;
/// What stands between two pages of a file.
const RULE: &str = "\n---\n";

/// A text with the byte spans of its spam.
#[derive(Default)]
pub(super) struct Labelled {
    pub(super) text: String,
    pub(super) spam: Vec<Range<usize>>,
    pub(super) weight: f64,
    /// What its spam weighs.
    pub(super) spam_weight: f64,
    pub(super) fold: usize,
    /// As it is found, not made for the fit.
    pub(super) natural: bool,
    /// Of pages that are short on purpose, only whole blocks are learned from.
    pub(super) short: bool,
    /// Honest, and about the topics of spam.
    pub(super) about_spam: bool,
    /// The first two letters of its code, where it is known and honest lines are learned from.
    pub(super) language: String,
}

impl Labelled {
    fn honest(text: String, weight: f64, fold: usize) -> Self {
        Self { text, weight, spam_weight: weight, fold, ..Self::default() }
    }

    fn short(self) -> Self {
        Self { short: true, ..self }
    }

    fn natural(self) -> Self {
        Self { natural: true, ..self }
    }

    fn in_language(self, language: &str) -> Self {
        Self { language: language.to_owned(), ..self }
    }
}

/// The first two letters of a code: Chinese is one language.
fn short(code: &str) -> String {
    code.chars().take(2).collect()
}

fn language(row: &Value) -> String {
    short(row["lang"].as_str().unwrap_or_default())
}

/// Everything to learn from.
pub(super) fn texts(
    data: &str,
    lists: &[List],
    collected: &Collected,
    left_out: &LeftOut,
) -> Result<Vec<Labelled>, String> {
    let (mut texts, traditional) = (Vec::new(), traditional()?);
    let injected = injected::read(data)?;
    let are_twins: HashSet<&str> = injected.iter().map(|page| page.twin.as_str()).collect();
    let (twins, pieces) =
        pages(injected.iter().filter(|page| !left_out.touches(page, collected)), &traditional, &mut texts);
    real_pages(data, &are_twins, left_out, &mut texts)?;
    let articles = prose(data, &twins, &pieces, left_out, &mut texts)?;
    listed(&articles, lists, &traditional, &mut texts);
    teasers(&articles, lists, &mut texts)?;
    reports(&mut texts)?;
    ordinary(&mut texts)?;
    Ok(texts)
}

/// Injected pages with their twins, the same under an attack, and pages of nothing but spam. Returns the twins, and the
/// pieces of spam.
fn pages<'p>(
    injected: impl Iterator<Item = &'p Injected>,
    traditional: &BTreeMap<char, char>,
    texts: &mut Vec<Labelled>,
) -> (Vec<String>, ByLanguage) {
    let (mut twins, mut pieces) = (Vec::new(), ByLanguage::new());
    for page in injected {
        let fold = fold_of_page(page);
        texts.extend((0..ATTACKS_OF_A_PAGE).map(|number| {
            let Injected { text, spam, .. } = under_attack(page, number, traditional);
            Labelled { spam, ..Labelled::honest(text, ATTACKED_WEIGHT, fold) }
        }));
        let piece = page.spam.first().map(|span| page.text[span.clone()].to_owned()).unwrap_or_default();
        let same = pieces.entry(short(&page.lang)).or_default();
        same.push(piece);
        texts.push(doorway(same, fold));
        twins.push(page.twin.clone());
        let injected = Labelled { spam: page.spam.clone(), ..Labelled::honest(page.text.clone(), 1.0, fold) };
        texts.push(injected.natural());
        texts.push(Labelled::honest(page.twin.clone(), TWIN_WEIGHT, fold).natural());
    }
    (twins, pieces)
}

/// Labelled pages that nothing was put into.
fn real_pages(
    data: &str,
    twins: &HashSet<&str>,
    left_out: &LeftOut,
    texts: &mut Vec<Labelled>,
) -> Result<(), String> {
    let mut of_site = BTreeMap::new();
    for page in corpus::pages(data)? {
        let text = page.text();
        let is_out = left_out.holds_site(&page) || NOT_HONEST.contains(&page.id.as_str());
        if is_out || twins.contains(text.as_str()) {
            continue;
        }
        let pages: &mut usize = of_site.entry(page.site).or_default();
        *pages += 1;
        if *pages <= PAGES_OF_A_SITE {
            let page =
                Labelled::honest(text, PAGE_WEIGHT, page.fold).natural().in_language(&short(&page.lang));
            texts.push(page);
        }
    }
    Ok(())
}

/// A page with its spam as an attacker would rewrite it.
fn under_attack(page: &Injected, number: u64, traditional: &BTreeMap<char, char>) -> Injected {
    let attack = &ATTACKS[hash(&page.id, 5 + number) as usize % ATTACKS.len()];
    attacked(attack, page, traditional)
}

/// Honest prose as it is, in a frame, in short pages with and without spam, and among other text. Returns it by language.
fn prose(
    data: &str,
    twins: &[String],
    pieces: &ByLanguage,
    left_out: &LeftOut,
    texts: &mut Vec<Labelled>,
) -> Result<ByLanguage, String> {
    let frames = boilerplate()?;
    let mut articles = ByLanguage::new();
    for (name, weight) in PROSE {
        let rows = rows(&Path::new(data).join(format!("{name}.jsonl.xz")))?;
        for row in rows.iter().filter(|row| !left_out.holds_row(row)) {
            let text = row["text"].as_str().unwrap_or_default().to_owned();
            let language = language(row);
            let draw = hash(row["id"].as_str().unwrap_or_default(), 3) as usize;
            let fold = draw % FOLDS;
            let about_spam = name == "hardneg";
            if about_spam {
                texts.push(among(&teaser(&text), &twins[draw % twins.len()], draw));
            } else {
                articles.entry(language.clone()).or_default().push(beginning(&text, 900));
            }
            if let Some(terms) = frames.get(&language)
                && draw.is_multiple_of(FRAMED)
            {
                texts.push(Labelled::honest(
                    framed(&beginning(&text, 1500), terms, draw as u64),
                    FRAME_WEIGHT,
                    fold,
                ));
            }
            texts.extend(short_pages(&text, pieces.get(&language), draw, weight));
            let whole = Labelled::honest(text, weight, fold).natural().in_language(&language);
            texts.push(Labelled { about_spam, ..whole });
        }
    }
    Ok(articles)
}

/// Spam of our own on honest pages, and under an attack.
fn listed(
    articles: &ByLanguage,
    lists: &[List],
    traditional: &BTreeMap<char, char>,
    texts: &mut Vec<Labelled>,
) {
    for list in lists {
        for page in (0..list.pieces()).filter_map(|number| with_spam(list, articles, number)) {
            let fold = hash(&page.text, 3) as usize % FOLDS;
            let attacked = under_attack(&page, 0, traditional);
            let weights = [LISTED_WEIGHTS, LISTED_WEIGHTS.map(|weight| weight * ATTACKED_WEIGHT)];
            for (Injected { text, spam, .. }, [weight, spam_weight]) in
                [page, attacked].into_iter().zip(weights)
            {
                // A piece weighs the same, however many lines it has.
                let lines: usize = spam.iter().map(|span| text[span.clone()].lines().count()).sum();
                let spam_weight = spam_weight / lines.max(1) as f64;
                texts.push(Labelled { spam, spam_weight, ..Labelled::honest(text, weight, fold) });
            }
        }
    }
}

/// Honest lines about the topics of spam alone and among texts about something else.
fn teasers(articles: &ByLanguage, lists: &[List], texts: &mut Vec<Labelled>) -> Result<(), String> {
    let own = written(LINES)?.into_iter();
    let own = own.map(|(language, text)| (language, text.lines().map(str::to_owned).collect::<Vec<_>>()));
    let listed = lists.iter().map(|list| (list.language.clone(), list.honest.clone()));
    for (language, lines) in own.chain(listed) {
        let Some(articles) = articles_of(articles, &language) else { continue };
        for line in lines {
            let draw = hash(&line, 3) as usize;
            for other in 0..3 {
                texts.push(among(&line, &articles[(draw + other) % articles.len()], draw + other));
            }
            let alone = Labelled::honest(line, TEASER_WEIGHTS[0], draw % FOLDS).short().natural();
            texts.push(Labelled { about_spam: true, ..alone.in_language(&language) });
        }
    }
    Ok(())
}

/// Short honest pages about the topics of spam.
fn reports(texts: &mut Vec<Labelled>) -> Result<(), String> {
    for (language, text) in written(PAGES)? {
        for page in text.split(RULE).map(str::trim) {
            let page = Labelled::honest(page.to_owned(), REPORT_WEIGHT, hash(page, 3) as usize % FOLDS);
            texts.push(Labelled { about_spam: true, ..page.natural().in_language(&language) });
        }
    }
    Ok(())
}

/// Ordinary prose that was written for the fit.
fn ordinary(texts: &mut Vec<Labelled>) -> Result<(), String> {
    let [(_, weight), _] = PROSE;
    for (language, text) in written(ORDINARY)? {
        let paragraphs: Vec<&str> = text.lines().collect();
        for page in paragraphs.chunks(PARAGRAPHS) {
            let page = page.join("\n");
            let fold = hash(&page, 3) as usize % FOLDS;
            texts.push(Labelled::honest(page, weight, fold).natural().in_language(&language));
        }
    }
    Ok(())
}

/// A line about a topic of spam above a page about something else, in its middle, or below it.
fn among(line: &str, page: &str, draw: usize) -> Labelled {
    let text = match draw % 3 {
        0 => format!("{line}\n{page}"),
        1 => within(line, page),
        _ => format!("{page}\n{line}"),
    };
    Labelled::honest(text, TEASER_WEIGHTS[draw % 3], draw % FOLDS)
}

/// A page of the last pieces of spam of a language: one, a few or many below each other, or one again and again.
fn doorway(pieces: &[String], fold: usize) -> Labelled {
    let (count, times) = [(1, 1), (3, 1), (1, 1), (6, 1), (40, 1), (1, 60)][pieces.len() % 6];
    let text =
        pieces.iter().rev().take(count).map(String::as_str).collect::<Vec<_>>().join("\n").repeat(times);
    Labelled { spam: whole(&text), ..Labelled::honest(text, DOORWAY_WEIGHT, fold).short() }
}

/// The first line of an honest text, its beginning, and, below a piece of spam, the same.
fn short_pages(text: &str, spam: Option<&Vec<String>>, draw: usize, weight: f64) -> Vec<Labelled> {
    let fold = draw % FOLDS;
    let beginning = beginning(text, [300, 700, 1500][draw % 3]);
    let mut pages = vec![Labelled::honest(teaser(text), weight, fold).short()];
    if let Some(piece) = spam.and_then(|pieces| pieces.get(draw % pieces.len())) {
        let text = format!("{piece}\n\n{beginning}");
        let [honest, spam_weight] = SHORT_WEIGHTS;
        let page = Labelled::honest(text, honest, fold).short();
        pages.push(Labelled { spam: whole(piece), spam_weight, ..page });
    }
    pages.push(Labelled::honest(beginning, weight, fold).short());
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
