//! Takes out of folded text what only keeps the letters of a word apart.
//!
//! Each rule lists the byte ranges to cut, sorted and disjoint.

use std::ops::Range;

use crate::fold::compose::is_jamo_tail;
use crate::fold::gloss;
use crate::unicode::{is_digit, is_letter, is_mark};

/// Letters that must stand alone in a row before they are taken for a spaced word.
pub(super) const MIN_RUN: usize = 4;

/// What the mapping has seen that makes the rules worth running.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suspects {
    /// There is a mask character.
    pub(super) masked: bool,
    /// [`MIN_RUN`] single characters may stand in a row.
    pub(super) spaced: bool,
}

/// Characters put between or in place of letters. The wide asterisk is folded to `*`.
pub(super) fn is_mask(c: char) -> bool {
    matches!(c, '*' | '×' | '●')
}

/// Characters that keep spaced letters apart; `-` and `_` are folded to the blank.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '.' | '~' | '·' | '•' | '・' | '‧')
}

/// A letter that stands by itself: conjoining vowels do not, they would combine if what parts them were cut.
fn is_whole_letter(c: char) -> bool {
    is_letter(c) && !is_jamo_tail(c)
}

fn is_word_char(c: char) -> bool {
    is_letter(c) || is_mark(c) || is_digit(c)
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

/// Mask characters between two letters: `v*i`, `欧美**字幕`.
pub(super) fn masks(text: &str, from: usize, cuts: &mut Vec<Range<usize>>) {
    let mut end = from;
    for (at, _) in text.get(from..).unwrap_or_default().match_indices(is_mask) {
        let at = from + at;
        if at < end {
            continue;
        }
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let behind = rest.trim_start_matches(is_mask);
        end = text.len() - behind.len();
        let joins_left = before.chars().next_back().is_some_and(|c| is_letter(c) || is_mark(c));
        if joins_left && behind.chars().next().is_some_and(is_whole_letter) {
            cuts.push(at..end);
        }
    }
}

/// Separators between single letters in a row: `c a s i n o`, `v.i.a.g.r.a`.
///
/// `spelling` gives the source of a folded range. The first gap of a row tells how its letters are spaced; a gap
/// spelled otherwise ends a word (`s l o t   g a c o r`), unless that would leave a letter alone.
pub(super) fn spaced<'a>(
    text: &str,
    from: usize,
    spelling: impl Fn(Range<usize>) -> &'a str,
    run: &mut Vec<Range<usize>>,
    cuts: &mut Vec<Range<usize>>,
) {
    run.clear();
    let mut in_word = false;
    let mut chars = text.get(from..).unwrap_or_default().char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let starts = !in_word;
        in_word = is_word_char(c);
        let single = starts && is_whole_letter(c) && !chars.peek().is_some_and(|next| is_word_char(next.1));
        if !single {
            continue;
        }
        let letter = from + at..from + at + c.len_utf8();
        if !run.last().is_some_and(|last| is_gap(text, last.end..letter.start)) {
            close_run(run, &spelling, cuts);
        }
        run.push(letter);
    }
    close_run(run, &spelling, cuts);
}

/// Whether `range` holds one separator and nothing else.
fn is_gap(text: &str, range: Range<usize>) -> bool {
    let mut chars = text.get(range).unwrap_or_default().chars();
    chars.next().is_some_and(is_separator) && chars.next().is_none()
}

/// Lists the gaps to cut between the letters of `run`, and clears it.
fn close_run<'a>(
    run: &mut Vec<Range<usize>>,
    spelling: &impl Fn(Range<usize>) -> &'a str,
    cuts: &mut Vec<Range<usize>>,
) {
    let gap = |index: usize| Some(run.get(index)?.end..run.get(index + 1)?.start);
    if run.len() >= MIN_RUN {
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
