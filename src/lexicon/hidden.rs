//! Terms whose edges are hidden: by random letters after them (`casinoxkq`), and in words run together.

use std::ops::{Range, RangeInclusive};

use crate::lexicon::edge::Edge;
use crate::lexicon::entry::{Group, Strength};
use crate::lexicon::index::word_at;
use crate::lexicon::matcher::{Hit, Matcher, Search, sort};
use crate::steps;
use crate::unicode::lanes::{bits, mask, piece};
use crate::unicode::{Script, script};

/// The fewest bytes of a term that is found elsewhere than at the edges of words.
pub(super) const MIN_TERM: usize = 5;
/// How many random letters stand after a term.
const JUNK: RangeInclusive<usize> = 3..=6;
/// The fewest columns of what may be several words run together, and of a term that is looked for in it. It is taken for
/// several words ...
const MIN_RUN: usize = 10;
const MIN_COLUMNS: usize = 5;
/// ... where terms make up this share of it, in twelfths: any from 28 columns on, a quarter from 20 on, else all of it ...
const SHARES: [(usize, usize); 2] = [(28, 0), (20, 3)];
/// ... or several of them make up two thirds of it ...
const MIN_TERMS: usize = 2;
const SHARES_OF_SEVERAL: [(usize, usize); 1] = [(0, 8)];
/// ... or a third of it, half of it below 12 columns, and one of them is strong and stands at either end.
const SHARES_OF_STRONG: [(usize, usize); 2] = [(12, 4), (0, 6)];
/// In words of fewer columns only terms at the start are looked for.
const SHORT_RUN: usize = 12;

/// For each letter from a to z, those that follow it in at least one of 4,500 pairs of letters. Counted in all terms of the
/// wordlists as of 29 November 2026, each spelling once and in lower case. Not counted anew with every new term, so that a term
/// of one language does not change what is a word in another.
const FOLLOWERS: [&str; 26] = [
    "abcdefghijklmnoprstuvwyz",
    "abeilorsuy",
    "acehijklorstuyz",
    "adeiknoprsuyz",
    "abcdefghijklmnoprstuvwxyz",
    "aefilortu",
    "aeghilnorsuy",
    "adeilnortu",
    "abcdefghijklmnopqrstuvyz",
    "aeiou",
    "aehijklmnorstuy",
    "acdeghiklmnopstuvy",
    "abeimopsuy",
    "acdefghiklmnostuvyz",
    "abcdefghijklmnoprstuvwyz",
    "aehiloprstu",
    "u",
    "abcdefgiklmnorstuvyz",
    "abcehiklmnopstuvyz",
    "abcefhijklnorstuvwyz",
    "abcdefghijklmnoprstuwxy",
    "aeinoruy",
    "aeinorsy",
    "aeiox",
    "acdeknopstu",
    "adeiklnotuyz",
];

/// Whether random letters stand after a term that ends at byte `end`: the rest of its word has no vowel, or two letters
/// side by side that words do not have; or the term is of a script that Latin letters do not go on with.
pub(super) fn is_before_junk(folded: &str, end: usize) -> bool {
    let rest = folded.as_bytes().get(end..).unwrap_or_default();
    let len = rest.iter().take(JUNK.end() + 1).take_while(|byte| byte.is_ascii_lowercase()).count();
    let ends = JUNK.contains(&len) && Edge::at(folded, end + len) == Edge::Free;
    let written_apart = || {
        let last = folded.get(..end).and_then(|term| term.chars().next_back()).map_or(Script::Common, script);
        !matches!(last, Script::Latin | Script::Greek | Script::Cyrillic | Script::Common)
    };
    ends && (is_no_word(rest.get(..len).unwrap_or_default()) || written_apart())
}

/// Whether small ASCII letters are not part of any word: they have no vowel, or two side by side that words do not have.
pub(crate) fn is_no_word(letters: &[u8]) -> bool {
    letters.windows(2).any(|pair| is_rare(pair[0], pair[1]))
        || !letters.iter().any(|byte| b"aeiouy".contains(byte))
}

/// Whether hardly any word has one letter after the other.
fn is_rare(letter: u8, next: u8) -> bool {
    let followers = FOLLOWERS.get(usize::from(letter.wrapping_sub(b'a')));
    followers.is_some_and(|followers| !followers.as_bytes().contains(&next))
}

impl Matcher {
    /// Appends the spam terms in words run together, whatever stands next to them.
    pub(super) fn find_glued(&self, folded: &str, hits: &mut Vec<Hit>) {
        long_runs(folded.as_bytes(), |run| {
            let may_be_glued = folded.as_bytes().get(run.clone()).is_some_and(|run| columns(run) >= MIN_RUN);
            // Words of other scripts have no blanks between them anyway.
            if may_be_glued && Edge::at(folded, run.start) != Edge::Free {
                self.find_in_run(folded, run, hits);
            }
        });
    }

    fn find_in_run(&self, folded: &str, run: Range<usize>, hits: &mut Vec<Hit>) {
        steps::count(run.len());
        let first = hits.len();
        self.searches().for_each(|search| search.find_within(folded, run.clone(), hits));
        let found = hits.get_mut(first..).unwrap_or_default();
        if found.is_empty() {
            return;
        }
        sort(found);
        let (mut terms, mut covered, mut end) = (0, 0, run.start);
        for hit in &*found {
            terms += usize::from(hit.start >= end);
            covered += hit.end.saturating_sub(hit.start.max(end));
            end = end.max(hit.end);
        }
        let columns = folded.as_bytes().get(run.clone()).map_or(0, columns);
        let makes_up = |shares: &[(usize, usize)]| {
            let share = shares.iter().find(|(least, _)| columns >= *least).map_or(12, |(_, share)| *share);
            covered * 12 >= run.len() * share
        };
        let is_at_an_end =
            |hit: &Hit| hit.strength == Strength::Strong && (hit.start == run.start || hit.end == run.end);
        let has_strong_end = || hits.get(first..).unwrap_or_default().iter().any(is_at_an_end);
        let are_terms = makes_up(&SHARES)
            || terms >= MIN_TERMS && makes_up(&SHARES_OF_SEVERAL)
            || makes_up(&SHARES_OF_STRONG) && has_strong_end();
        if !are_terms {
            hits.truncate(first);
        }
    }
}

impl Search<'_> {
    /// Appends the spam terms anywhere in a run of letters, except those that mean something in their language only.
    fn find_within(&self, folded: &str, run: Range<usize>, hits: &mut Vec<Hit>) {
        let bytes = folded.as_bytes();
        let is_short = bytes.get(run.clone()).is_some_and(|run| columns(run) < SHORT_RUN);
        let starts = if is_short { run.start..run.start + 1 } else { run.clone() };
        let may_begin = |at: &usize| {
            let window = word_at(bytes, *at);
            !(0x80..0xC0).contains(&(window as u8)) && self.index.filter.may_be_glued(window)
        };
        for start in starts.filter(may_begin) {
            self.index.prefixes(bytes, start, |term, len| {
                let range = start..start + len;
                let found = bytes.get(range.clone()).filter(|_| range.end <= run.end);
                if found.is_some_and(|found| columns(found) >= MIN_COLUMNS) {
                    hits.extend(self.hits(folded, term, range, |hit, _| {
                        matches!(hit.group, Group::Spam(_)) && !hit.needs_its_language
                    }));
                }
            });
        }
    }
}

/// Bytes that are looked at together.
const LANES: usize = 32;

/// Which of these bytes belong to runs of letters, as bits. Han, kana and signs do not; digits do, as some letters fold to
/// them.
#[inline]
fn going_on(piece: &[u8; LANES]) -> u64 {
    let mut lanes = [0; LANES];
    for lane in 0..LANES {
        let byte = piece[lane];
        let other = mask(byte >= 0x80) & mask(byte < 0xEE) & mask(byte.wrapping_sub(0xE2) >= 8);
        lanes[lane] = mask(byte.wrapping_sub(b'a') < 26) | mask(byte.wrapping_sub(b'0') < 10) | other;
    }
    bits(lanes)
}

/// Calls `each` with the runs of at least [`MIN_RUN`] bytes.
fn long_runs(bytes: &[u8], mut each: impl FnMut(Range<usize>)) {
    let (mut before, mut start) = (0, 0);
    // Up to and including the end of the text, which ends a run.
    for at in (0..=bytes.len()).step_by(LANES) {
        // The bytes before the piece have the lower bits.
        let all = going_on(&piece(bytes, at)) << LANES | before;
        before = all >> LANES;
        let two = all & all << 1;
        let four = two & two << 2;
        let eight = four & four << 4;
        // Set for each byte that is at least the `MIN_RUN`th of its run.
        let long = eight & two << 8;
        let mut edges = (long ^ long << 1) >> LANES;
        while edges != 0 {
            let edge = edges.trailing_zeros() as usize;
            if long >> (LANES + edge) & 1 != 0 {
                start = at + edge + 1 - MIN_RUN;
            } else {
                each(start..at + edge);
            }
            edges &= edges - 1;
        }
    }
}

/// The columns of letters: two for syllables of Hangul, which are told by their first byte, and one for others.
fn columns(letters: &[u8]) -> usize {
    let columns = |&byte: &u8| usize::from(byte & 0xC0 != 0x80) + usize::from((0xEA..=0xED).contains(&byte));
    letters.iter().map(columns).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::lexicon::Lexicon;
    use crate::lexicon::compile::compile;

    /// Whether a run goes on with a byte.
    const fn goes_on(byte: u8) -> bool {
        matches!(byte, b'a'..=b'z' | b'0'..=b'9' | 0x80..=0xE1 | 0xEA..=0xED)
    }

    proptest::proptest! {
        #[test]
        fn no_long_run_is_passed_over(text in "([a-c]{0,30}|[ a-cyz089/:`{яか가字\u{e000}.-]{0,9}){0,8}") {
            let mut start = 0;
            let mut runs = Vec::new();
            for run in text.as_bytes().split(|byte| !goes_on(*byte)) {
                runs.extend((run.len() >= MIN_RUN).then_some(start..start + run.len()));
                start += run.len() + 1;
            }
            let mut found = Vec::new();
            long_runs(text.as_bytes(), |run| found.push(run));
            proptest::prop_assert_eq!(found, runs);
        }
    }

    #[test]
    fn random_letters_are_no_part_of_a_word() {
        for (word, term, expected) in [
            ("casinoxkq", "casino", true),
            ("casinoqzv now", "casino", true),
            ("casinojwxqpf", "casino", true),
            ("casinobrt", "casino", true),
            ("casinoqaxi", "casino", true),
            // Words of the languages.
            ("casinospiele", "casino", false),
            ("casinos", "casino", false),
            ("bonusprogramm", "bonus", false),
            ("bookmakerhack", "bookmaker", false),
            ("kasinopelit", "kasino", false),
            // Too few, too many, or something else after them.
            ("casinoxk", "casino", false),
            ("casinojwxqpfv", "casino", false),
            ("casinoxkq7", "casino", false),
            ("casinoxkqя", "casino", false),
            ("casino", "casino", false),
            // Latin letters after a word of another script, but for those that share letters with Latin.
            ("سكسabc", "سكس", true),
            ("казиноdem", "казино", false),
        ] {
            assert_eq!(is_before_junk(word, term.len()), expected, "{word}");
        }
    }

    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let (matcher, text, mut hits) = (compile(lexicon).0, fold(text), Vec::new());
        matcher.find(&text, &mut Vec::new(), &mut hits);
        hits.iter().map(|hit| text[hit.start..hit.end].to_owned()).collect()
    }

    #[test]
    fn terms_are_found_where_words_run_together() {
        let list = "@label spam\n@kind gambling\n@lang en\ncasino\tweak\nviagra\tstrong\nbonus\tweak\njackpotmachine\tweak\nслоты\tweak\nказино\tweak\n카지노\tweak\n바카라\tweak\n";
        let other = "@label spam\n@kind gambling\n@lang x\nbahis\tweak\n";
        let frame = "@label boilerplate\n@kind legal\n@lang en\nprivacy\tweak\n";
        let lists = [("a", list), ("b", other), ("c", frame)];
        let lexicon =
            lists.iter().fold(Lexicon::new(), |lexicon, (name, list)| lexicon.with_list(name, list).unwrap());
        let cases: [(&str, &[&str]); 36] = [
            ("buyviagrafromthecasino", &["viagra", "casino"]),
            ("thebestcasinobonusinthewholeworld", &["casino", "bonus"]),
            ("лучшееказиноислоты", &[]),
            ("лучшееказинослотыказино", &["казино", "слоты", "казино"]),
            ("온라인카지노추천바카라사이트모음", &["카지노", "바카라"]),
            ("thecasinoandthebonus", &["casino", "bonus"]),
            ("acasinoandthebonus", &[]),
            // One term is enough if it is a quarter of a long word, or the word is too long for one.
            ("twentylettersandbonus", &[]),
            ("nineteenlettersbonus", &["bonus"]),
            ("thecasinooflettersofa", &["casino"]),
            ("specialistcasinorepresentatives", &["casino"]),
            ("thebonusofthespecialistsinit", &["bonus"]),
            ("thebonusofthespecialistsin", &[]),
            // A term that means something in its language only, and one of boilerplate.
            ("bahisandcasinoandprivacy", &["casino"]),
            ("thebahisandtheprivacyofspecialists", &[]),
            // A word that is not long enough.
            ("bonuscasino", &[]),
            // A strong one at the start of a short one, if it is half of it.
            ("viagraprice", &["viagra"]),
            ("cheapviagra", &[]),
            ("viagrapri", &[]),
            ("казинослоты", &[]),
            ("thejackpotmachines", &[]),
            // Found once, also where random letters stand after it.
            ("viagrajwxqpf", &["viagra"]),
            ("bestcasinobonusweb", &[]),
            // Two in a short word; a strong one at either end, and one within.
            ("viagracasino", &["viagra", "casino"]),
            ("supercasinobonus", &["casino", "bonus"]),
            ("viagrasofttabs", &["viagra"]),
            ("thepageofthecheapviagra", &["viagra"]),
            ("thepageofviagratabs", &[]),
            ("viagraandtheotherspecialities", &["viagra"]),
            ("cheapestviagra", &["viagra"]),
            ("forviagraprice", &[]),
            // Just long enough.
            ("viagrafrom", &["viagra"]),
            // Words without blanks between them are not run together.
            ("ราคาthecasinoandthebonus", &[]),
            // Not across what is no letter.
            ("thespecialistscas-inorepresentatives", &[]),
            ("casino bonus", &["casino", "bonus"]),
            ("casinoxkq", &["casino"]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|term| fold(term)).collect();
            assert_eq!(found(&lexicon, text), expected, "{text}");
        }
    }
}
