//! Takes out of folded text what only keeps the letters of a word apart.
//!
//! Each rule lists the byte ranges to cut, sorted and disjoint.

use std::ops::Range;

use crate::fold::compose::is_jamo_tail;
use crate::fold::gloss::{self, is_han};
use crate::unicode::{
    Script, counts_double, is_digit, is_letter, is_mark, leading_letters, script, unchanged_ideographs,
};

/// How many single letters in a row are taken for a spaced word.
const MIN_RUN: usize = 4;
/// The same for syllables and ideographs with signs between them.
pub(super) const MIN_DOTTED_RUN: usize = 2;
/// The same between blanks, in scripts that have none.
pub(super) const MIN_WIDE_RUN: usize = 3;

/// What the mapping has seen that makes the rules worth running, and where in the folded text.
#[derive(Clone, Debug, Default)]
pub(super) struct Suspects {
    /// Mask characters.
    pub(super) masked: Extent,
    /// There is a middle dot.
    pub(super) dotted: bool,
    /// From the word before a row of perhaps [`MIN_WIDE_RUN`] single letters to the last but one of them.
    pub(super) spaced: Extent,
    /// Digits that stand between two letters.
    pub(super) digits: Extent,
}

impl Suspects {
    /// Letters have moved: what was seen may be anywhere.
    pub(super) fn moved(&mut self) {
        for Extent(seen) in [&mut self.masked, &mut self.spaced, &mut self.digits] {
            *seen = seen.is_some().then_some(EVERYWHERE);
        }
    }

    /// Glosses were taken out: there may be masks and single letters where none were seen.
    pub(super) fn unmasked(&mut self) {
        (self.masked, self.spaced) = (Extent(Some(EVERYWHERE)), Extent(Some(EVERYWHERE)));
    }
}

const EVERYWHERE: Range<usize> = 0..usize::MAX;

/// From the first to the last place of a kind, if there are any.
#[derive(Clone, Debug, Default)]
pub(super) struct Extent(Option<Range<usize>>);

impl Extent {
    /// Adds a place, which lies after those before it.
    pub(super) fn add(&mut self, at: usize) {
        self.0 = Some(self.0.as_ref().map_or(at, |seen| seen.start)..at);
    }

    /// The extent within a text from byte `from` on.
    pub(super) fn within(&self, text: &str, from: usize) -> Option<Range<usize>> {
        self.0.as_ref().map(|seen| seen.start.max(from)..seen.end.min(text.len()))
    }
}

/// Characters put between or in place of letters. The wide asterisk is folded to `*`.
pub(super) fn is_mask(c: char) -> bool {
    matches!(c, '*' | '×' | '●')
}

/// Characters that keep spaced letters apart; `-` and `_` are folded to the blank.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '.' | '~' | '·' | '•' | '・' | '‧')
}

/// Signs that are put between Han letters as masks are; between others they are separators, or belong to names.
pub(super) fn is_wide_mask(c: char) -> bool {
    is_separator(c) && c != ' ' || matches!(c, '+' | '^' | '★' | '☆' | '♥' | '❤' | '◆' | '※')
}

/// A letter that stands by itself. Conjoining vowels do not: they would combine if what separates them were cut.
fn is_whole_letter(c: char) -> bool {
    is_letter(c) && !is_jamo_tail(c)
}

/// Pinyin glosses: a bracketed reading of the Han character before it, or of the one before glosses before it.
pub(super) fn glosses(text: &str, from: usize, cuts: &mut Vec<Range<usize>>) {
    let mut glossed = (from, None);
    for open in memchr::memchr_iter(b'(', text.as_bytes().get(from..).unwrap_or_default()) {
        let open = from + open;
        let (before, rest) = text.split_at_checked(open).unwrap_or_default();
        let han =
            if glossed.0 == open && glossed.1.is_some() { glossed.1 } else { before.chars().next_back() };
        if let Some(len) = han.and_then(|han| gloss::reading_at(han, rest)) {
            cuts.push(open..open + len);
            glossed = (open + len, han);
        }
    }
}

/// Mask characters between two letters: `v*i`, `欧美**字幕`, `欧·美`.
pub(super) fn masks(text: &str, seen: Range<usize>, cuts: &mut Vec<Range<usize>>) {
    let any_mask = |c| is_mask(c) || is_wide_mask(c);
    let from = text.get(..seen.start).unwrap_or_default().trim_end_matches(any_mask).len();
    let mut end = from;
    for (at, _) in text.get(from..).unwrap_or_default().match_indices(any_mask) {
        let at = from + at;
        if at > seen.end {
            break;
        }
        if at < end {
            continue;
        }
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let after = rest.trim_start_matches(any_mask);
        end = text.len() - after.len();
        let (left, right) = (before.chars().next_back(), after.chars().next());
        let between = if text.get(at..end).is_some_and(|mask| mask.chars().all(is_mask)) {
            left.is_some_and(|c| is_letter(c) || is_mark(c)) && right.is_some_and(is_whole_letter)
        } else {
            left.is_some_and(is_han) && right.is_some_and(is_han)
        };
        if between {
            cuts.push(at..end);
        }
    }
}

/// Middle dots.
pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧')
}

/// Middle dots that cut words into shreds: `c·as·ino`, but not `News·Sport`. Where the words of a text are shreds taken
/// together, those of them that are hardly cut (`via·gra`) are among them; but not in Korean, where middle dots stand
/// between nouns of two letters.
pub(super) fn shreds(text: &str, from: usize, cuts: &mut Vec<Range<usize>>) {
    let goes_on = |c: char| is_dot(c) || is_letter(c) || is_mark(c);
    let text = text.get(from..).unwrap_or_default();
    let tokens = || text.split_inclusive(|c: char| !goes_on(c));
    let words = tokens().filter(|token| !token.chars().any(is_hangul)).map(Shreds::of);
    let words = words.filter(|word| word.dots > 0 && word.letters >= MIN_SHREDDED);
    let all = words.fold(Shreds::default(), |all, word| Shreds {
        dots: all.dots + word.dots,
        pieces: all.pieces + word.pieces,
        letters: all.letters + word.letters,
    });
    let are_shreds = all.dots >= MIN_DOTS && all.are_small();
    let mut start = from;
    for token in tokens() {
        let word = Shreds::of(token);
        let among = are_shreds && word.dots > 0 && !token.chars().any(is_hangul);
        if word.dots >= 2 && word.are_small() || among {
            dots(token, start, cuts);
        }
        start += token.len();
    }
}

fn is_hangul(c: char) -> bool {
    script(c) == Script::Hangul
}

/// A word of fewer letters, or a text of fewer dots, says nothing of other words.
const MIN_SHREDDED: usize = 4;
const MIN_DOTS: usize = 4;

/// What middle dots make of a word.
#[derive(Default)]
struct Shreds {
    dots: usize,
    pieces: usize,
    letters: usize,
}

impl Shreds {
    fn of(token: &str) -> Self {
        let dots = token.matches(is_dot).count();
        let letters = token.chars().filter(|&c| is_letter(c) && !is_jamo_tail(c)).count();
        Self { dots, pieces: dots + 1, letters }
    }

    /// Whether the pieces are of two letters and a half, at most.
    const fn are_small(&self) -> bool {
        self.letters * 2 <= self.pieces * 5
    }
}

/// Lists the middle dots between two letters of a token that begins at byte `start`.
fn dots(token: &str, start: usize, cuts: &mut Vec<Range<usize>>) {
    let mut before = None;
    let mut chars = token.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().is_some_and(|next| is_whole_letter(next.1));
        if is_dot(c) && after && before.is_some_and(|c| is_letter(c) || is_mark(c)) {
            cuts.push(start + at..start + at + c.len_utf8());
        }
        before = Some(c);
    }
}

/// Separators between single letters in a row: `c a s i n o`, `v.i.a.g.r.a`.
///
/// `spelling` gives the source of a folded range. The first gap of a row tells how its letters are spaced; a gap
/// spelled otherwise ends a word (`s l o t   g a c o r`), unless that would leave a letter alone.
pub(super) fn spaced<'a>(
    text: &str,
    seen: Range<usize>,
    spelling: impl Fn(Range<usize>) -> &'a str,
    run: &mut Vec<Range<usize>>,
    cuts: &mut Vec<Range<usize>>,
) {
    run.clear();
    // To the end of the word that follows.
    let after = text.get(seen.end..).unwrap_or_default();
    let text_seen = text.get(..seen.end + after.find(' ').unwrap_or(after.len())).unwrap_or_default();
    let rest = |at: usize| text_seen.get(at..).unwrap_or_default();
    let (mut before, mut at) = (None, seen.start);
    while let Some(c) = rest(at).chars().next() {
        let start = at;
        at += c.len_utf8();
        let is_start = is_whole_letter(c) && !before.is_some_and(|before| joins(c, before));
        before = Some(c);
        while let Some(mark) = rest(at).chars().next().filter(|next| is_start && is_mark(*next)) {
            at += mark.len_utf8();
            before = Some(mark);
        }
        if !is_start || rest(at).chars().next().is_some_and(|next| joins(c, next)) {
            at += letters_after(c, rest(at));
            continue;
        }
        if !run.last().is_some_and(|last| is_gap(text, last.end..start)) {
            close_run(text, run, &spelling, cuts);
        }
        run.push(start..at);
    }
    close_run(text, run, &spelling, cuts);
}

/// How many bytes of letters follow the character `c`, where that is quick to tell: none of them stands alone.
fn letters_after(c: char, rest: &str) -> usize {
    match c {
        'a'..='z' => leading_letters(rest.as_bytes()).0,
        '\u{4E00}'..='\u{9FFF}' => unchanged_ideographs(rest.as_bytes()),
        _ => 0,
    }
}

/// Whether `c` is of a script without blanks: as wide as those of Korean, which has them.
fn is_unspaced(c: char) -> bool {
    counts_double(c) && script(c) != Script::Hangul
}

/// Whether `letter` and the character next to it belong to one word. In a script without blanks, digits belong to none.
fn joins(letter: char, next: char) -> bool {
    is_letter(next) || is_mark(next) || is_digit(next) && !is_unspaced(letter)
}

/// Whether `range` holds one separator and nothing else.
fn is_gap(text: &str, range: Range<usize>) -> bool {
    let mut chars = text.get(range).unwrap_or_default().chars();
    chars.next().is_some_and(is_separator) && chars.next().is_none()
}

/// Lists the gaps to cut between the letters of `run`, and clears it.
fn close_run<'a>(
    text: &str,
    run: &mut Vec<Range<usize>>,
    spelling: &impl Fn(Range<usize>) -> &'a str,
    cuts: &mut Vec<Range<usize>>,
) {
    let gap = |index: usize| Some(run.get(index)?.end..run.get(index + 1)?.start);
    let all = |of: fn(char) -> bool| {
        run.iter().all(|letter| text.get(letter.start..).is_some_and(|t| t.starts_with(of)))
    };
    let dotted = || run.windows(2).all(|pair| text.get(pair[0].end..pair[1].start) != Some(" "));
    let enough = if all(counts_double) && dotted() {
        MIN_DOTTED_RUN
    } else if all(is_unspaced) {
        MIN_WIDE_RUN
    } else {
        MIN_RUN
    };
    if run.len() >= enough {
        let usual = gap(0).map(spelling);
        let tight =
            |index: Option<usize>| index.and_then(gap).map(spelling).is_some_and(|gap| Some(gap) == usual);
        for index in 0..run.len() - 1 {
            let ends_word = !tight(Some(index)) && tight(index.checked_sub(1)) && tight(Some(index + 1));
            cuts.extend(gap(index).filter(|_| !ends_word));
        }
    }
    run.clear();
}

/// Endings in which a digit is a digit.
const DIMENSIONS: [&str; 3] = ["2d", "3d", "4d"];

/// Digits that stand for letters in words of ASCII, as the byte to replace and the letter: `sl0t`, `5l0t`, `c4s1n0`.
///
/// They do where there are digits inside a word and all of them may stand for letters. Some names (`log4j`) look the same, but
/// what becomes of them is not a word. Numbers (`viagra50mg`, `gacor77`), dimensions (`togel4d`) and a lone first digit
/// (`1xbet`) stay.
pub(super) fn digits(text: &str, seen: Range<usize>, found: &mut Vec<(usize, char)>) {
    let bytes = text.as_bytes();
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric();
    let (mut at, end) = (seen.start, bytes.len().min(seen.end.saturating_add(1)));
    while let Some(digit) = bytes.get(at..end).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        // The word around the digit.
        let (before, after) = bytes.split_at(at + digit);
        let start = before.len() - before.iter().rev().take_while(|byte| goes_on(byte)).count();
        at = before.len() + after.iter().take_while(|byte| goes_on(byte)).count();
        let whole = text.get(start..at).unwrap_or_default();
        let letters = whole.trim_end_matches(|c: char| c.is_ascii_digit());
        let stem = DIMENSIONS.iter().find_map(|end| letters.strip_suffix(end)).unwrap_or(letters);
        if stem.len() >= 3 && stand_for_letters(stem.as_bytes()) {
            // One digit at the end is a letter like those before it; more are a number.
            let all = if stem.len() + 1 == whole.len() { whole } else { stem };
            let bytes = all.bytes().enumerate();
            found.extend(bytes.filter_map(|(at, byte)| Some((start + at, letter_of(byte)?))));
        }
    }
}

/// Whether there are digits after the first character, and all of them may stand for letters: one by one, or two side by
/// side where there are others.
fn stand_for_letters(word: &[u8]) -> bool {
    let groups = || word.split(|byte| !byte.is_ascii_digit()).filter(|group| !group.is_empty());
    let longest = groups().map(<[u8]>::len).max().unwrap_or_default();
    word.iter().skip(1).any(u8::is_ascii_digit)
        && word.iter().all(|byte| !byte.is_ascii_digit() || letter_of(*byte).is_some())
        && (longest == 1 || longest == 2 && groups().count() >= 2)
}

/// The letter that a digit is drawn for.
pub(super) const fn letter_of(digit: u8) -> Option<char> {
    match digit {
        b'0' => Some('o'),
        b'1' => Some('i'),
        b'3' => Some('e'),
        b'4' => Some('a'),
        b'5' => Some('s'),
        _ => None,
    }
}
