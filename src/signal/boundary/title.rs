//! The title of a page, what repeats it, and what shares words with it.
//!
//! Converters put the title of the document before its text. Where a page has none, its first block is a menu entry or the
//! first line of a text, which hardly any block shares words with, or all do.

use super::Known;
use crate::profile::Profile;
use crate::sketch::Elements;

/// The most bytes of a first block that is a title.
const LONGEST: usize = 600;
/// The fewest columns of a headline ...
const HEADLINE: u32 = 10;
/// ... and it has at least one byte for this many of the title.
const SHARE: usize = 3;
/// The most different words of the title that are looked for.
const WORDS: usize = 64;

/// The words of the first block, and the block that repeats it.
#[derive(Debug, Default)]
pub(super) struct Title {
    words: Vec<u32>,
    /// A bit for the low bits of each word: an element without its bit is not one of them.
    bits: [u64; 16],
    block: Option<usize>,
    headline: Option<usize>,
}

impl Title {
    /// Reads the title of a page of these blocks.
    pub(super) fn read(&mut self, known: &Known<'_>, members: &[usize]) {
        self.words.clear();
        self.block = members.first().copied();
        self.headline = headline(known, members);
        if let Some(block) = self.block {
            self.words.extend_from_slice(known.elements.of(block));
            self.words.sort_unstable();
            self.words.dedup();
            self.words.truncate(WORDS);
        }
        self.bits.fill(0);
        for (at, bit) in self.words.iter().map(|&word| place(word)) {
            self.bits[at] |= bit;
        }
    }

    /// The headline, by its number among the members: the first that is a part of the title, and not a small one.
    pub(super) fn headline(&self) -> Option<usize> {
        self.headline
    }

    /// The share of the title's words that stand in a block; 0 for the title itself.
    pub(super) fn shared_by(&self, block: usize, elements: &Elements) -> f32 {
        if self.block == Some(block) || self.words.is_empty() {
            return 0.0;
        }
        let may_be_one = |word: &&u32| {
            let (at, bit) = place(**word);
            self.bits[at] & bit != 0
        };
        let maybe = elements.of(block).iter().filter(may_be_one);
        let places = maybe.filter_map(|word| self.words.binary_search(word).ok());
        let found = places.fold(0_u64, |found, place| found | 1 << place);
        found.count_ones() as f32 / self.words.len() as f32
    }
}

const fn place(word: u32) -> (usize, u64) {
    ((word / u64::BITS % 16) as usize, 1 << (word % u64::BITS))
}

fn headline(known: &Known<'_>, members: &[usize]) -> Option<usize> {
    let line = |block: usize| known.blocks.get(block).map(|block| block.span.of(known.text));
    let (&first, rest) = members.split_first()?;
    let title = line(first).filter(|title| title.len() <= LONGEST)?;
    let is_wide = |block: usize| known.profiles.get(block).map_or(0, Profile::width) >= HEADLINE;
    let is_part =
        |line: &str| line.len() <= title.len() && SHARE * line.len() >= title.len() && holds(title, line);
    rest.iter().position(|&block| is_wide(block) && line(block).is_some_and(is_part)).map(|at| at + 1)
}

/// Whether a text holds another. Both are short: a searcher takes longer to build than to look.
fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.first().is_none_or(|&first| memchr::memchr_iter(first, text).any(|at| text[at..].starts_with(part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::split;
    use crate::label::Kind;
    use crate::page::Page;

    fn read(text: &str, members: impl Fn(usize) -> bool) -> (Option<usize>, Vec<f32>) {
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let (mut elements, mut profiles) = (Elements::default(), Vec::new());
        elements.measure(text, &blocks, &mut profiles);
        let votes = vec![[0.0; Kind::ALL.len()]; blocks.len()];
        let page = Page::default();
        let known = Known {
            text,
            blocks: &blocks,
            profiles: &profiles,
            page: &page,
            elements: &elements,
            votes: &votes,
        };
        let members: Vec<_> = (0..blocks.len()).filter(|&i| members(i)).collect();
        let mut title = Title::default();
        title.read(&known, &members);
        (title.headline(), members.iter().map(|&i| title.shared_by(i, &elements)).collect())
    }

    const PAGE: &str =
        "Buy now\nHarbour bridge reopens - Town Gazette\nGazette\nHarbour bridge reopens\nThe bridge.";

    #[test]
    fn the_headline_repeats_the_first_block() {
        assert_eq!(read(PAGE, |i| i > 0).0, Some(2));
        // The first block that is no spam is the title.
        assert_eq!(read(PAGE, |_| true).0, None);
        assert_eq!(read("", |_| true).0, None);
        assert_eq!(read("About\nAbout", |_| true).0, None);
    }

    #[test]
    fn words_of_the_title_are_counted() {
        let shared = read(PAGE, |i| i > 0).1;
        assert_eq!((shared[0], shared[1], shared[2], shared[3]), (0.0, 0.2, 0.6, 0.2));
    }
}
