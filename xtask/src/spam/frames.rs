//! Frames around honest texts, put together from the wordlists of boilerplate: real pages with menus are at hand in a few
//! languages only.

use crate::fit::corpus::hash;

/// What stands between the links of a menu.
const SEPARATORS: [&str; 8] = ["\n", " | ", "\n", " ", " · ", " > ", "\n\n", "  "];

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
