//! What the blocks of a page have in common: the bulk of its prose, and blocks that occur more than once.

use crate::block::{Block, is_most};
use crate::hash;
use crate::profile::Profile;
use crate::steps;
use crate::unicode::{HanVariant, Script};

/// How many blocks have the text of a block, itself included, and how many of them stand before it.
#[derive(Clone, Copy, Debug)]
struct Repeats {
    all: u32,
    before: u32,
}

/// The page as a whole. Built once per page in reused memory, then read only.
#[derive(Debug, Default)]
pub(crate) struct Page {
    script: Option<Script>,
    variant: Option<HanVariant>,
    kana: bool,
    /// The hash of each block, and its number; sorted.
    hashes: Vec<(u64, u32)>,
    repeats: Vec<Repeats>,
    run_on: bool,
}

impl Page {
    /// Measures the page anew. Takes O(bytes) time and keeps its memory for the next page.
    pub(crate) fn measure(&mut self, text: &str, blocks: &[Block], profiles: &[Profile]) {
        self.count_bulk(profiles);
        self.count_repeats(text, blocks);
        self.run_on = is_run_on(text, blocks, profiles);
    }

    /// The script of most letters in long blocks, or in all blocks where none is long; `None` without a letter.
    /// Kana and Han are one: `Han`.
    pub(crate) fn script(&self) -> Option<Script> {
        self.script
    }

    /// The Han writing of the bulk; `Neither` where both or none are in use.
    pub(crate) fn variant(&self) -> HanVariant {
        self.variant.unwrap_or(HanVariant::Neither)
    }

    /// Whether at least one in ten of the Han characters and kana of the bulk is kana.
    pub(crate) fn has_kana(&self) -> bool {
        self.kana
    }

    /// How many blocks have the same text as block `i`, itself included.
    pub(crate) fn repeats(&self, i: usize) -> u32 {
        self.repeats.get(i).map_or(1, |repeats| repeats.all)
    }

    /// How many blocks before block `i` have the same text.
    pub(crate) fn repeats_before(&self, i: usize) -> u32 {
        self.repeats.get(i).map_or(0, |repeats| repeats.before)
    }

    /// Whether the page has lost its line ends: most of it lies in pieces of one line.
    pub(crate) fn is_run_on(&self) -> bool {
        self.run_on
    }

    fn count_bulk(&mut self, profiles: &[Profile]) {
        let has_long = profiles.iter().any(Profile::is_long);
        let mut scripts = [0_u64; Script::COUNT];
        let (mut simplified, mut traditional, mut kana) = (0_u64, 0_u64, 0_u64);
        for p in profiles.iter().filter(|p| !has_long || p.is_long()) {
            for (sum, &count) in scripts.iter_mut().zip(&p.scripts) {
                *sum += u64::from(count);
            }
            simplified += u64::from(p.simplified);
            traditional += u64::from(p.traditional);
            kana += u64::from(p.kana());
        }
        let of = |script: Script| scripts.get(script as usize).copied().unwrap_or_default();
        let han = of(Script::Han) + kana;
        self.kana = kana > 0 && kana * 10 >= han;
        self.variant = Some(match (simplified, traditional) {
            (s, t) if s > 4 * t => HanVariant::Simplified,
            (s, t) if t > 4 * s => HanVariant::Traditional,
            _ => HanVariant::Neither,
        });
        self.script = Script::all()
            .filter(|&script| is_bulk(script))
            .map(|script| (if script == Script::Han { han } else { of(script) }, script))
            .filter(|&(count, _)| count > 0)
            .max_by_key(|&(count, _)| count)
            .map(|(_, script)| script);
    }

    /// Equal hashes stand for equal blocks. They are sorted and not put into a hash table, because the writer of a page could
    /// make lines that all fall into one slot.
    fn count_repeats(&mut self, text: &str, blocks: &[Block]) {
        self.hashes.clear();
        self.hashes.extend(blocks.iter().zip(0..).map(|(block, number)| {
            steps::count(block.span.len());
            (hash::of_text(block.span.of(text)), number)
        }));
        self.hashes.sort_unstable();
        self.repeats.clear();
        self.repeats.resize(blocks.len(), Repeats { all: 1, before: 0 });
        for equal in self.hashes.chunk_by(|a, b| a.0 == b.0) {
            for (&(_, number), before) in equal.iter().zip(0..) {
                self.repeats[number as usize] = Repeats { all: equal.len() as u32, before };
            }
        }
    }
}

/// Whether most columns lie in one line that was cut into pieces, its first piece not counted.
fn is_run_on(text: &str, blocks: &[Block], profiles: &[Profile]) -> bool {
    let (mut line, mut longest, mut all, mut end) = (0_u64, 0_u64, 0_u64, 0);
    for (block, profile) in blocks.iter().zip(profiles) {
        let width = u64::from(profile.width());
        let gap = text.get(end..block.span.start()).unwrap_or_default();
        let same_line = end > 0 && !gap.bytes().any(|byte| matches!(byte, b'\n' | b'\r'));
        line = if same_line { line + width } else { 0 };
        longest = longest.max(line);
        all += width;
        end = block.span.end();
    }
    is_most(longest, all)
}

/// Whether a page can be written in a script; kana counts as Han.
const fn is_bulk(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Hiragana | Script::Katakana | Script::Other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::split;

    fn page(text: &str) -> Page {
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let profiles: Vec<_> = blocks.iter().map(|b| Profile::of(b.span.of(text))).collect();
        let mut page = Page::default();
        page.measure("before", &blocks[..0], &profiles);
        page.measure(text, &blocks, &profiles);
        page
    }

    #[test]
    fn the_bulk_has_a_script() {
        let long = |word: &str| word.repeat(200);
        for (text, script, kana) in [
            (String::new(), None, false),
            ("12 34".to_owned(), None, false),
            ("Menu\nФильмы и новости".to_owned(), Some(Script::Cyrillic), false),
            (format!("{}\nAbout us and them\nMore", long("汉字")), Some(Script::Han), false),
            (format!("{}\nAbout us", long("かな字")), Some(Script::Han), true),
            (format!("{}\n字字字字字字", long("word ")), Some(Script::Latin), false),
        ] {
            let page = page(&text);
            assert_eq!((page.script(), page.has_kana()), (script, kana), "{text}");
        }
    }

    #[test]
    fn pages_without_line_ends_are_run_on() {
        let sentence = "A sentence that goes on for a while and then comes to its end. ";
        for (text, run_on) in [
            (String::new(), false),
            (sentence.repeat(3), false),
            (sentence.repeat(60), true),
            (format!("Title\n{}", sentence.repeat(60)), true),
            (format!("{sentence}\n").repeat(60), false),
        ] {
            assert_eq!(page(&text).is_run_on(), run_on, "{text}");
        }
    }

    #[test]
    fn the_bulk_is_of_a_variant_that_is_four_times_the_other() {
        use HanVariant::{Neither, Simplified, Traditional};
        for (simplified, traditional, expected) in [
            (0, 0, Neither),
            (1, 0, Simplified),
            (5, 1, Simplified),
            (4, 1, Neither),
            (7, 2, Neither),
            (0, 1, Traditional),
            (1, 5, Traditional),
            (1, 4, Neither),
            (2, 7, Neither),
        ] {
            let text = "门".repeat(simplified) + &"門".repeat(traditional) + "a";
            assert_eq!(page(&text).variant(), expected, "{simplified} {traditional}");
        }
    }

    #[test]
    fn repeats_are_counted() {
        let page = page("Share\nOne line\nShare\nshare\nShare");
        assert_eq!((0..5).map(|i| page.repeats(i)).collect::<Vec<_>>(), [3, 1, 3, 1, 3]);
        assert_eq!((0..5).map(|i| page.repeats_before(i)).collect::<Vec<_>>(), [0, 0, 1, 0, 2]);
        assert_eq!((page.repeats(99), page.repeats_before(99)), (1, 0));
    }

    /// One letter is another in each place, and the hash is of all of them.
    #[test]
    fn lines_that_differ_anywhere_are_no_repeats() {
        let lines: Vec<_> = (0..19).map(|at| format!("{}b{}", "a".repeat(at), "a".repeat(18 - at))).collect();
        let page = page(&[lines.clone(), lines].concat().join("\n"));
        assert!((0..38).all(|i| page.repeats(i) == 2 && page.repeats_before(i) == u32::from(i >= 19)));
    }
}
