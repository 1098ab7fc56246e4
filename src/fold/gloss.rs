//! Pinyin glosses that a mirror site's converter has put behind characters: `個(gè)`.
//!
//! Such glosses come from a table: a character has its one reading behind it wherever it stands, however common
//! it is, while most characters of the page never have one. Lessons, dictionaries and annotated classics gloss
//! few characters, or all, or hard ones where they come first, or give several readings of one.

use crate::span::Span;
use crate::steps;
use crate::unicode::{HanVariant, Script, han_variant, is_reading, script};

/// The longest syllable, in characters: `zhuāng`.
const MAX_SYLLABLE: usize = 6;
/// Below so many glosses, or glossed characters, nothing is told from them.
const MIN_GLOSSES: usize = 4;
const MIN_GLOSSED: usize = 3;
/// Below so many glossed characters the page must not speak of readings, and the characters must be common ones.
const MANY_GLOSSED: usize = 10;

/// Traditional characters that every reader knows how to read.
const COMMON: &str = "個們來這國時會對說為爲學過發經還動產從開關問間長門見後現當點無與業應體實進種機電車東\
    話語書買賣錢媽愛頭兒嗎麼樣邊題聽寫讀師員將區報場務設計記總內網數據資訊質質術標準級組織結構";
/// Traditional too, in the uses that a converter from Simplified makes of them.
const KEPT: &str = "徵夥暱";
/// What a page says that is about readings, of either variant.
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
    // A reading begins with a small letter of ASCII or one with a tone mark, perhaps behind a blank; Han letters come later.
    let first = *inner.as_bytes().first()?;
    if first >= 0xE4 || first.is_ascii() && !first.is_ascii_lowercase() && first != b' ' {
        return None;
    }
    let close = inner.char_indices().take(MAX_SYLLABLE + 5).find(|c| matches!(c.1, ')' | '）'))?;
    let content = inner.get(..close.0)?.trim_matches([' ', '\u{3000}', '\u{A0}']);
    (is_han(han) && is_reading(han, content))
        .then_some(rest.len() - inner.len() + close.0 + close.1.len_utf8())
}

fn is_han(c: char) -> bool {
    c >= '\u{2E80}' && script(c) == Script::Han
}

fn is_traditional(c: char) -> bool {
    han_variant(c) == HanVariant::Traditional || KEPT.contains(c)
}

/// A bracketed reading behind its character.
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
        // Most of what begins with this byte are other full-width signs.
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

/// Words of the bits that most characters are told by to be without a gloss.
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
    /// A bit for the low bits of each of these: without it, a character is none of them.
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
        for line in text.split_inclusive('\n') {
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
mod tests {
    use super::*;

    /// How often a character stands with its reading, and how often without.
    type Row = (&'static str, usize, usize);

    /// Traditional characters that are in none of the lists above.
    #[rustfmt::skip]
    const RARE: [&str; 12] = [
        "橋(qiáo)", "樓(lóu)", "燈(dēng)", "島(dǎo)", "鳥(niǎo)", "魚(yú)",
        "龍(lóng)", "雞(jī)", "鴨(yā)", "豬(zhū)", "貓(māo)", "驢(lǘ)",
    ];
    const COMMON_ONES: [&str; 9] =
        ["個(gè)", "們(men)", "來(lái)", "這(zhè)", "國(guó)", "時(shí)", "會(huì)", "對(duì)", "說(shuō)"];
    const SAME_IN_BOTH: [&str; 5] = ["山(shān)", "水(shuǐ)", "火(huǒ)", "木(mù)", "土(tǔ)"];

    /// A text in which the characters stand as often as told, and so many other Han characters.
    fn page(rows: &[Row], others: usize) -> String {
        let mut text = "在".repeat(others);
        for (glossed, with, without) in rows {
            let han: String = glossed.chars().take(1).collect();
            text += &format!("，{}，{}", glossed.repeat(*with), han.repeat(*without));
        }
        text
    }

    fn rows(glossed: &[&'static str], with: usize) -> Vec<Row> {
        glossed.iter().map(|&glossed| (glossed, with, 0)).collect()
    }

    fn found(text: &str) -> usize {
        let mut spans = Vec::new();
        Glosses::default().find(text, [Span::new(0, text.len())].into_iter(), &mut spans);
        spans.len()
    }

    /// Whether the glosses are taken for injected: all of them, or none.
    #[track_caller]
    fn check(what: &str, text: &str, expected: bool) {
        let mut all = Vec::new();
        candidates(text, Span::new(0, text.len()), &mut all);
        let all = all.len();
        assert_eq!(found(text), if expected { all } else { 0 }, "{what}, {all} glosses: {text}");
    }

    #[test]
    fn a_table_of_readings_is_told_by_how_it_is_used() {
        let twice = rows(&RARE, 2);
        check("every character twice", &page(&twice, 100), true);
        check("rare characters once", &page(&rows(&RARE, 1), 100), false);
        for (repeated, expected) in [(3, true), (2, false)] {
            let page = page(&[rows(&RARE[..repeated], 2), rows(&RARE[repeated..], 1)].concat(), 100);
            check("a quarter again", &page, expected);
        }
        for (same, expected) in [(4, true), (5, false)] {
            let page = page(&[rows(&RARE[..7], 2), rows(&SAME_IN_BOTH[..same], 2)].concat(), 100);
            check("of both variants", &page, expected);
        }
        for (without, expected) in [(2, true), (3, false)] {
            let page = page(&[rows(&RARE[1..], 2), vec![(RARE[0], 2, without)]].concat(), 100);
            check("nearly wherever they stand", &page, expected);
        }
        for (other, expected) in [(1, true), (2, false)] {
            let another = [("會(huì)", 3 - other, 0), ("會(kuài)", other, 0)];
            let page = page(&[rows(&RARE[..11], 2), another[..].to_vec()].concat(), 100);
            check("one reading, as a rule", &page, expected);
        }
    }

    /// A mirror site's menu is not converted; a reader's aid is for the first time that a character comes.
    #[test]
    fn lines_without_a_gloss_count_less() {
        let text = page(&rows(&RARE, 2), 100);
        for (extra, expected) in [("", true), ("橋", false)] {
            let menu = format!("橋樓燈島鳥魚\n龍雞鴨豬貓驢{extra}\n");
            check("a menu", &format!("{menu}{text}"), expected);
            check("a footer", &format!("{text}\n{menu}"), expected);
        }
    }

    #[test]
    fn glosses_are_neither_everywhere_nor_hardly_anywhere() {
        // 24 glosses of 24 characters; between a hundredth and two fifths of all.
        for (others, expected) in [(36, true), (35, false), (2376, true), (2377, false)] {
            check("density", &page(&rows(&RARE, 2), others), expected);
        }
        // Only Han characters count.
        check("kana", &format!("{}{}", page(&rows(&RARE, 2), 100), "か".repeat(3000)), true);
    }

    #[test]
    fn pages_about_readings_are_left_alone() {
        let glossed = page(&rows(&RARE, 2), 100);
        for (loose, expected) in [("āēīōūǎ", true), ("āēīōūǎě", false)] {
            check("pinyin outside the glosses", &format!("{glossed} {loose}"), expected);
        }
        let few = page(&rows(&COMMON_ONES, 1), 60);
        check("few common characters", &few, true);
        check("few, and it says so", &format!("{few}注音"), false);
        check("many, and it says so", &format!("{glossed}注音"), true);
    }

    #[test]
    fn few_characters_must_be_plain_cases() {
        for (common, expected) in [(5, true), (4, false)] {
            let page = page(&rows(&[&COMMON_ONES[..common], &RARE[..9 - common]].concat(), 1), 60);
            check("half of them common", &page, expected);
        }
        for (same, expected) in [(1, true), (2, false)] {
            let page = page(&rows(&[&COMMON_ONES[..9 - same], &SAME_IN_BOTH[..same]].concat(), 2), 60);
            check("most of them Traditional", &page, expected);
        }
        check("two characters", &page(&rows(&COMMON_ONES[..2], 4), 60), false);
        check("three characters", &page(&rows(&COMMON_ONES[..3], 4), 60), true);
        check("three glosses", &page(&rows(&COMMON_ONES[..3], 1), 60), false);
        check("four glosses", &page(&rows(&COMMON_ONES[..4], 1), 60), true);
    }

    /// In a page with injected glosses, those that are hardly the converter's stay.
    #[test]
    fn other_glosses_of_a_glossed_page_stay() {
        let base = rows(&RARE, 4);
        let with = |row: Row| found(&page(&[base.clone(), vec![row]].concat(), 200)) - 48;
        for (row, expected) in [
            // A Traditional character: if at least half of its occurrences are glossed.
            (("個(gè)", 1, 1), 1),
            (("個(gè)", 1, 2), 0),
            // One that the table does not change: if all of several occurrences are.
            (("山(shān)", 1, 0), 0),
            (("山(shān)", 2, 0), 2),
            (("山(shān)", 3, 1), 0),
        ] {
            assert_eq!(with(row), expected, "{row:?}");
        }
        // Where there are more such characters, the table is not that strict.
        let loose = [base, vec![("山(shān)", 3, 1), ("水(shuǐ)", 1, 0)]].concat();
        assert_eq!(found(&page(&loose, 200)), 52);
    }

    #[test]
    fn a_reading_is_bracketed_and_short() {
        for (han, rest, expected) in [
            ('業', "(yè)務", Some(5)),
            ('業', "（yè）", Some(9)),
            ('業', "( yè\u{3000})", Some(9)),
            ('業', "(ye4", None),
            ('業', "yè)", None),
            ('業', "()", None),
            ('業', "(huì)", None),
            ('莊', "(zhuāng)", Some(9)),
            ('莊', "(  zhuāng  )", Some(13)),
            ('莊', "(   zhuāng  )", None),
            ('か', "(ka)", None),
            ('a', "(ā)", None),
        ] {
            assert_eq!(reading_at(han, rest), expected, "{han}{rest}");
        }
    }
}
