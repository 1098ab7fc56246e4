//! Spam of our own on honest pages, in each language: lines that were written for the fit, and what is put together from
//! the wordlists. What was collected is of a few languages.

use std::ops::Range;

use super::written::{ByLanguage, terms, written};
use crate::fit::corpus::hash;
use crate::injected::Injected;

/// The wordlists of spam, below the root of the repository.
const LISTS: &str = "wordlists/spam";
/// Lines of spam that were written for the fit: a file for each language.
const LINES: &str = "xtask/spam/lines";
/// Names as they are spliced into articles, likewise.
const BRANDS: &str = "xtask/spam/brands";
/// Pieces of spam that a wordlist is worth.
const PIECES: usize = 16;

/// What stands between the terms of a piece.
const SEPARATORS: [&str; 8] = [", ", " | ", " - ", " ", "\n", ",", " / ", "、"];

/// How many written lines make a piece.
const RUNS: [usize; 6] = [1, 1, 1, 1, 2, 4];

/// Of so many pieces of spam one is of another language than the page; of English ones, every other.
const FOREIGN: [u64; 2] = [2, 8];

/// On how many pages each name is.
const PAGES_OF_A_NAME: usize = 2;
/// In how many places of a page the same name is.
const COPIES: [u64; 6] = [1, 1, 1, 2, 3, 5];

/// What there is in a wordlist, or in a file of lines or names.
pub(super) struct List {
    pub(super) language: String,
    /// Its lines of spam.
    pub(super) examples: Vec<String>,
    /// Its honest lines.
    pub(super) honest: Vec<String>,
    /// Terms that are telling by themselves, and terms of a topic.
    terms: [Vec<String>; 2],
    /// Names, which are spliced in.
    are_brands: bool,
}

impl List {
    /// How many pieces of spam it is worth.
    pub(super) fn pieces(&self) -> usize {
        let times = if self.are_brands { PAGES_OF_A_NAME } else { 1 };
        if self.has_terms() { PIECES } else { self.examples.len() * times }
    }

    fn has_terms(&self) -> bool {
        !self.terms[0].is_empty()
    }
}

/// The wordlists of spam that have examples and telling terms, and the lines that were written.
pub(super) fn lists() -> Result<Vec<List>, String> {
    let of = |(language, text): (String, String)| {
        let of_class = |class: &str| {
            let of_class = terms(&text).filter(|(_, rest)| rest.starts_with(class));
            of_class.map(|(term, _)| term.to_owned()).collect::<Vec<_>>()
        };
        let lines_of = |word: &str| {
            let lines = text.lines().filter_map(|line| line.strip_prefix(word));
            lines.map(|line| line.trim().to_owned()).collect()
        };
        let (examples, honest) = (lines_of("@hit"), lines_of("@pass"));
        List { language, examples, honest, terms: ["strong", "weak"].map(of_class), are_brands: false }
    };
    let lists = written(LISTS)?.into_iter().map(of);
    let lists = lists.filter(|list| !list.examples.is_empty() && list.has_terms());
    let lines = written(LINES)?.into_iter().map(of_lines);
    let brands = written(BRANDS)?.into_iter().map(of_lines);
    Ok(lists.chain(lines).chain(brands.map(|list| List { are_brands: true, ..list })).collect())
}

fn of_lines((language, text): (String, String)) -> List {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let examples = lines.map(str::to_owned).collect();
    List { language, examples, honest: Vec::new(), terms: Default::default(), are_brands: false }
}

/// An article with the piece of spam of a number.
pub(super) fn with_spam(list: &List, articles: &ByLanguage, number: usize) -> Option<Injected> {
    let draw = hash(&list.examples[0], number as u64);
    let foreign = FOREIGN[usize::from(list.language != "en")];
    let of_page = if draw.is_multiple_of(foreign) {
        articles.values().nth(hash("language", draw) as usize % articles.len())?
    } else {
        articles_of(articles, &list.language)?
    };
    let article = &of_page[hash("article", draw) as usize % of_page.len()];
    let example = &list.examples[number % list.examples.len()];
    if list.are_brands {
        let (text, spam) = with_brand(example, article, draw);
        return Some(injected(list, article, number, text, spam));
    }
    let run = RUNS[hash("run", draw) as usize % RUNS.len()];
    let piece = match run {
        2.. if !list.has_terms() => several(&list.examples, number, run),
        _ => piece(list, example, hash("piece", draw)),
    };
    let place = hash("place", draw) % 6;
    let inside = place >= 4 && !piece.contains('\n');
    let middle = article.chars().count() / 2;
    let at = if inside { splice(article, middle, place == 4) } else { line_end(article, place) };
    let [before, after] = if inside { [" ", " "] } else { [["", "\n"][usize::from(at > 0)], "\n"] };
    let start = at + before.len();
    let text = format!("{}{before}{piece}{after}{}", &article[..at], article[at..].trim_start());
    let spam = std::iter::once(start..start + piece.len()).collect();
    Some(injected(list, article, number, text, spam))
}

/// Honest articles in a language; English ones where there are none.
pub(super) fn articles_of<'a>(articles: &'a ByLanguage, language: &str) -> Option<&'a Vec<String>> {
    articles.get(language).or_else(|| articles.get("en"))
}

/// An article with a name in one or some places, half of them behind a comma or a stop.
fn with_brand(brand: &str, article: &str, draw: u64) -> (String, Vec<Range<usize>>) {
    let chars = article.chars().count().max(1);
    let place = |copy: u64| {
        let place = hash("copy", draw ^ copy << 8);
        splice(article, place as usize / 2 % chars, place.is_multiple_of(2))
    };
    let mut places: Vec<_> = (0..COPIES[(draw / 16 % 6) as usize]).map(place).collect();
    places.sort_unstable();
    places.dedup();
    let (mut text, mut spans, mut done) = (String::new(), Vec::new(), 0);
    for place in places {
        text += &article[done..place];
        text += if article[place..].starts_with(' ') { " " } else { "" };
        spans.push(text.len()..text.len() + brand.len());
        text += brand;
        done = place;
    }
    (text + &article[done..], spans)
}

/// A page that was made of an article for a piece of a list.
fn injected(list: &List, article: &str, number: usize, text: String, spam: Vec<Range<usize>>) -> Injected {
    Injected {
        id: format!("{} {number}", list.examples[0]),
        lang: list.language.clone(),
        spam,
        twin: article.to_owned(),
        labels: vec![1; article.lines().count()],
        text,
        ..Injected::default()
    }
}

/// So many examples, a line each, from a number on.
fn several(examples: &[String], number: usize, count: usize) -> String {
    let from_number = examples.iter().cycle().skip(number % examples.len());
    from_number.take(count.min(examples.len())).map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The example, or a list of terms: of one or two all are telling.
fn piece(list: &List, example: &str, draw: u64) -> String {
    let of = |all: &[String], i: u64| all[hash("of", draw ^ (i << 8)) as usize % all.len()].clone();
    let count = [0, 0, 1, 1, 2, 3, 5, 9][(draw % 8) as usize];
    if count == 0 || !list.has_terms() {
        return example.to_owned();
    }
    let [strong, weak] = &list.terms;
    let mixed = |i: u64| if count > 2 && i % 3 == 2 && !weak.is_empty() { weak } else { strong };
    let terms: Vec<_> = (0..count).map(|i| of(mixed(i), i)).collect();
    terms.join(SEPARATORS[(draw / 8) as usize % SEPARATORS.len()])
}

/// Where a line ends: none, the last, or one in the middle.
fn line_end(text: &str, place: u64) -> usize {
    match place {
        0 => 0,
        1 => text.len(),
        _ => text.match_indices('\n').nth(text.matches('\n').count() / 2).map_or(text.len(), |(at, _)| at),
    }
}

/// A place from a character on: between two words, or two letters where there are no blanks; or behind a sentence or a
/// clause.
fn splice(text: &str, from: usize, behind_clause: bool) -> usize {
    let from = text.char_indices().nth(from).map_or(0, |(at, _)| at);
    let rest = &text[from..];
    let stop = rest.find(['.', ',', '。', '，', '、', '!', '?', '！', '？', '।']).filter(|_| behind_clause);
    let behind = stop.map(|at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
    from + behind.or_else(|| rest.find(' ')).unwrap_or_default()
}
