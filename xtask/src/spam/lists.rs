//! Spam of our own on honest pages, in each language: lines that were written for the fit, and what is put together from
//! the wordlists. What was collected is of a few languages.

use std::path::Path;

use super::written::{ByLanguage, terms, written};
use crate::fit::corpus::hash;
use crate::injected::Injected;

/// The wordlists of spam, relative to the root of the repository.
const LISTS: &str = "wordlists/spam";
/// Lines of spam that were written for the fit: a file for each language.
const LINES: &str = "xtask/spam/lines";
/// Pieces of spam that a wordlist is worth.
const PIECES: usize = 16;

/// What stands between the terms of a piece.
const SEPARATORS: [&str; 8] = [", ", " | ", " - ", " ", "\n", ",", " / ", "、"];

/// Of so many pieces of spam one is of another language than the page; of English ones, every other.
const FOREIGN: [u64; 2] = [2, 8];

/// What there is in a wordlist, or in a file of lines.
pub(super) struct List {
    pub(super) language: String,
    /// Its lines of spam.
    pub(super) examples: Vec<String>,
    /// Its honest lines.
    pub(super) honest: Vec<String>,
    /// Terms that are telling by themselves, and terms of a topic.
    terms: [Vec<String>; 2],
}

impl List {
    /// How many pieces of spam it is worth.
    pub(super) fn pieces(&self) -> usize {
        if self.has_terms() { PIECES } else { self.examples.len() }
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
        List { language, examples, honest, terms: ["strong", "weak"].map(of_class) }
    };
    let lists = written(Path::new(LISTS))?.into_iter().map(of);
    let lists = lists.filter(|list| !list.examples.is_empty() && list.has_terms());
    Ok(lists.chain(written(Path::new(LINES))?.into_iter().map(of_lines)).collect())
}

fn of_lines((language, text): (String, String)) -> List {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let examples = lines.map(str::to_owned).collect();
    List { language, examples, honest: Vec::new(), terms: Default::default() }
}

/// An article with the piece of spam of a number.
pub(super) fn with_spam(list: &List, articles: &ByLanguage, number: usize) -> Option<Injected> {
    let draw = hash(&list.examples[0], number as u64);
    let foreign = FOREIGN[usize::from(list.language != "en")];
    let of_page = if draw.is_multiple_of(foreign) {
        articles.values().nth(hash("language", draw) as usize % articles.len())?
    } else {
        articles.get(&list.language)?
    };
    let article = &of_page[hash("article", draw) as usize % of_page.len()];
    let example = &list.examples[number % list.examples.len()];
    let piece = piece(list, example, hash("piece", draw));
    let place = hash("place", draw) % 5;
    let inside = place >= 3 && !piece.contains('\n');
    let at = if inside { splice(article, place == 3) } else { line_end(article, place) };
    let [before, after] = if inside { [" ", " "] } else { [["", "\n"][usize::from(at > 0)], "\n"] };
    let start = at + before.len();
    let text = format!("{}{before}{piece}{after}{}", &article[..at], article[at..].trim_start());
    Some(Injected {
        id: format!("{} {number}", list.examples[0]),
        lang: list.language.clone(),
        spam: std::iter::once(start..start + piece.len()).collect(),
        twin: article.clone(),
        labels: vec![1; article.lines().count()],
        text,
        ..Injected::default()
    })
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

/// A place near the middle: between two words, or two letters where there are no blanks; or behind a sentence.
fn splice(text: &str, behind_sentence: bool) -> usize {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let rest = &text[middle..];
    let stop = rest.find(['.', '。', '!', '?', '！', '？', '।']).filter(|_| behind_sentence);
    let behind = stop.map(|at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
    middle + behind.or_else(|| rest.find(' ')).unwrap_or_default()
}
