//! Pinyin glosses that a mirror site's converter has put after characters: `個(gè)`.
//!
//! Such glosses come from a table: a character is followed by its one reading wherever it stands, however common
//! it is, while most characters of the page never have one. Lessons, dictionaries and annotated classics gloss
//! few characters, or all, or hard ones where they come first, or give several readings of one.

use crate::span::Span;
use crate::steps;
use crate::unicode::{HanVariant, Script, han_variant, is_reading, script};

/// The longest syllable, in characters: `zhuāng`.
const MAX_SYLLABLE: usize = 6;
/// The fewest glosses, and glossed characters, from which anything can be concluded.
const MIN_GLOSSES: usize = 4;
const MIN_GLOSSED: usize = 3;
/// On a page with fewer glossed characters they must be common ones, and the page must not be about readings.
const MANY_GLOSSED: usize = 10;

/// Traditional characters that every reader knows how to read.
const COMMON: &str = "個們來這國時會對說為爲學過發經還動產從開關問間長門見後現當點無與業應體實進種機電車東\
    話語書買賣錢媽愛頭兒嗎麼樣邊題聽寫讀師員將區報場務設計記總內網數據資訊質質術標準級組織結構";
/// These count as Traditional too: Simplified text has them only in rare uses, and a converter writes them for other
/// characters.
const KEPT: &str = "徵夥暱";
/// Words of pages about readings, in either variant.
const ABOUT: [&str; 12] =
    ["拼音", "注音", "读音", "讀音", "多音", "声调", "聲調", "生词", "生詞", "pinyin", "Pinyin", "发音"];

/// Memory of the search for glosses, reused from page to page.
#[derive(Debug, Default)]
pub(crate) struct Glosses {
    glosses: Vec<Gloss>,
    glossed: Glossed,
}

impl Glosses {
    /// Adds the spans, in bytes of `text` and brackets included, of its glosses to `out` if they are injected. The brackets
    /// of the text begin in `parts`.
    pub(crate) fn find(&mut self, text: &str, parts: impl Iterator<Item = Span>, out: &mut Vec<Span>) {
        let Self { glosses, glossed } = self;
        glosses.clear();
        for part in parts {
            steps::count(part.len());
            candidates(text, part, glosses);
        }
        if glosses.len() < MIN_GLOSSES {
            return;
        }
        glossed.count(text, glosses);
        if glossed.is_injected(text, glosses.len()) {
            let strict = glossed.nearly_all_traditional();
            let injected = glosses.iter().filter(|gloss| glossed.has_injected(gloss.han, strict));
            out.extend(injected.map(|gloss| gloss.span));
        }
    }
}

/// Length in bytes of the bracket group that `rest` begins with, if it is a gloss of `han`.
pub(super) fn reading_at(han: char, rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix(['(', '（'])?;
    // A reading begins with a small letter of ASCII or one with a tone mark, perhaps after a blank; Han letters come later.
    let first = *inner.as_bytes().first()?;
    if first >= 0xE4 || first.is_ascii() && !first.is_ascii_lowercase() && first != b' ' {
        return None;
    }
    let close = inner.char_indices().take(MAX_SYLLABLE + 5).find(|c| matches!(c.1, ')' | '）'))?;
    let content = inner.get(..close.0)?.trim_matches([' ', '\u{3000}', '\u{A0}']);
    (is_han(han) && is_reading(han, content))
        .then_some(rest.len() - inner.len() + close.0 + close.1.len_utf8())
}

pub(super) fn is_han(c: char) -> bool {
    c >= '\u{2E80}' && script(c) == Script::Han
}

fn is_traditional(c: char) -> bool {
    han_variant(c) == HanVariant::Traditional || KEPT.contains(c)
}

/// A bracketed reading after its character.
#[derive(Clone, Copy, Debug)]
struct Gloss {
    han: char,
    /// Bracket to bracket.
    span: Span,
}

/// Finds the bracketed readings that begin in a part of `text`, whoever put them there.
fn candidates(text: &str, part: Span, found: &mut Vec<Gloss>) {
    for open in memchr::memchr2_iter(b'(', FULL_WIDTH, part.of(text).as_bytes()) {
        let (before, rest) = text.split_at(part.start() + open);
        // Most characters that begin with this byte are other full-width signs.
        if !rest.starts_with(['(', '（']) {
            continue;
        }
        let Some(han) = before.chars().next_back().filter(|&c| is_han(c)) else { continue };
        if let Some(len) = reading_at(han, rest) {
            let span = Span::new(before.len(), before.len() + len);
            found.push(Gloss { han, span });
        }
    }
}

/// The byte that `（` begins with in UTF-8.
const FULL_WIDTH: u8 = 0xEF;

/// How a page uses one glossed character.
#[derive(Clone, Copy, Debug)]
struct Usage {
    han: char,
    /// Occurrences with a gloss.
    glossed: usize,
    /// Occurrences in lines that have a gloss.
    seen: usize,
    /// The first gloss.
    first: Span,
    /// Glosses that differ from the first.
    other: usize,
}

/// Words of the set of bits that tells of most characters that they have no gloss.
const MARKS: usize = 32;

/// The word and the bit of a character.
const fn mark(c: char) -> (usize, u64) {
    (c as usize / 64 % MARKS, 1 << (c as usize % 64))
}

/// How a page uses the characters it glosses.
#[derive(Debug, Default)]
struct Glossed {
    /// The glosses by character.
    sorted: Vec<Gloss>,
    /// Sorted by character.
    usages: Vec<Usage>,
    /// A bit for the low bits of each glossed character: a character without its bit is not one of them.
    marks: [u64; MARKS],
    /// Occurrences of glossed characters in lines without a gloss.
    elsewhere: usize,
    /// Han characters in the page.
    han: usize,
    /// Letters that are written in pinyin more than elsewhere, outside the glosses.
    loose: usize,
}

impl Glossed {
    /// Counts a page anew.
    fn count(&mut self, text: &str, glosses: &[Gloss]) {
        self.sort(text, glosses);
        (self.elsewhere, self.han, self.loose) = (0, 0, 0);
        let mut spans = glosses.iter().map(|gloss| gloss.span).peekable();
        let (mut at, mut end) = (0, 0);
        for line in text.split_inclusive(['\n', '\r']) {
            end += line.len();
            // Menus and teasers of a mirror site are not converted.
            let has_gloss = spans.peek().is_some_and(|span| span.start() < end);
            while let Some(span) = spans.next_if(|span| span.start() < end) {
                self.see(text.get(at..span.start()).unwrap_or_default(), has_gloss);
                at = span.end();
            }
            self.see(text.get(at..end).unwrap_or_default(), has_gloss);
            at = end;
        }
    }

    /// Fills in the glossed characters, each once; not yet `seen`.
    fn sort(&mut self, text: &str, glosses: &[Gloss]) {
        self.sorted.clear();
        self.sorted.extend_from_slice(glosses);
        self.sorted.sort_unstable_by_key(|gloss| (gloss.han, gloss.span.start()));
        self.usages.clear();
        self.marks.fill(0);
        for &Gloss { han, span } in &self.sorted {
            let (word, bit) = mark(han);
            self.marks[word] |= bit;
            match self.usages.last_mut().filter(|usage| usage.han == han) {
                Some(usage) => {
                    usage.glossed += 1;
                    usage.other += usize::from(usage.first.of(text) != span.of(text));
                }
                None => self.usages.push(Usage { han, glossed: 1, seen: 0, first: span, other: 0 }),
            }
        }
    }

    /// Counts the characters of a part of a line, and how often the glossed ones stand in lines that have a gloss.
    fn see(&mut self, part: &str, has_gloss: bool) {
        for c in part.chars().filter(|c| !c.is_ascii()) {
            let han = is_han(c);
            self.loose += usize::from(c < '\u{200}' && "āēīōūǎěǐǒǔǚ".contains(c));
            self.han += usize::from(han);
            let (word, bit) = mark(c);
            if self.marks[word] & bit == 0 {
                continue;
            }
            let found = self.usages.binary_search_by_key(&c, |usage| usage.han);
            if let Some(usage) = found.ok().and_then(|index| self.usages.get_mut(index)) {
                usage.seen += usize::from(has_gloss);
                self.elsewhere += usize::from(!has_gloss);
            }
        }
    }

    /// Whether the glosses, `count` of them, are those of a converter.
    fn is_injected(&self, text: &str, count: usize) -> bool {
        let all = self.usages.len();
        let traditional = self.number(|usage| is_traditional(usage.han));
        let needless = self.number(|usage| usage.glossed > 1 || COMMON.contains(usage.han));
        let seen: usize = self.usages.iter().map(|usage| usage.seen).sum();
        let other: usize = self.usages.iter().map(|usage| usage.other).sum();
        let by_table = all >= MIN_GLOSSED
            && traditional * 5 >= all * 3
            && needless * 4 >= all
            && count * 10 >= seen * 9
            && count >= self.elsewhere * 2
            && other * 20 <= count;
        let dense = count * 100 >= self.han && count * 5 <= self.han * 2;
        let few = all < MANY_GLOSSED;
        let told_by_few = || {
            traditional * 20 >= all * 17
                && needless * 2 >= all
                && !ABOUT.iter().any(|word| text.contains(word))
        };
        by_table && dense && self.loose * 4 <= count && (!few || told_by_few())
    }

    /// Whether at most one glossed character, or one in twenty, is not Traditional: then glosses of such characters
    /// are hardly the converter's.
    fn nearly_all_traditional(&self) -> bool {
        self.number(|usage| !is_traditional(usage.han)) * 20 <= self.usages.len().max(20)
    }

    /// Whether the glosses of `han` are the converter's in a page that has such: on a `strict` page, not the only
    /// one of a character that its table does not change.
    fn has_injected(&self, han: char, strict: bool) -> bool {
        let at = self.usages.binary_search_by_key(&han, |usage| usage.han).ok();
        at.and_then(|at| self.usages.get(at)).is_some_and(|usage| {
            let changed = !strict || is_traditional(han) || usage.glossed > 1 && usage.glossed == usage.seen;
            changed && usage.glossed * 2 >= usage.seen
        })
    }

    fn number(&self, holds: impl Fn(&Usage) -> bool) -> usize {
        self.usages.iter().filter(|usage| holds(usage)).count()
    }
}

#[cfg(test)]
mod tests;
