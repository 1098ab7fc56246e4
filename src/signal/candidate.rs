//! Where spam may stand inside a block: sentences and clusters that hold terms, and runs of another script.

use super::subject::Found;
use crate::block::{is_closing, is_terminal};
use crate::span::Span;
use crate::unicode::{Script, counts_double, props};

/// Terms no further apart than so many bytes are one cluster: a filler word, or a separator and a name.
const CLUSTER_GAP: usize = 14;
/// Runs of another script of fewer letters are names and abbreviations.
const MIN_FOREIGN: usize = 6;

/// Appends the parts of `block` that are to be judged on their own. They may overlap; none is the whole block.
/// Takes O(bytes + hits).
pub(crate) fn candidates(text: &str, block: Span, hits: &[Found], bulk: Option<Script>, out: &mut Vec<Span>) {
    let first = out.len();
    clusters(text, block, hits, out);
    sentences(text, block, hits, out);
    foreign_runs(text, block, bulk, out);
    let mut kept = first;
    for i in first..out.len() {
        let span = out[i];
        if span != block && !span.is_empty() && !out[first..kept].contains(&span) {
            out[kept] = span;
            kept += 1;
            if kept - first >= MAX_CANDIDATES {
                break;
            }
        }
    }
    out.truncate(kept);
}

/// A block has at most so many candidates; further ones of a long block full of terms are left.
const MAX_CANDIDATES: usize = 48;

/// Runs of terms with little between them.
fn clusters(text: &str, block: Span, hits: &[Found], out: &mut Vec<Span>) {
    let mut open: Option<Span> = None;
    for hit in hits {
        open = match open {
            Some(span) if hit.span.start() <= span.end() + CLUSTER_GAP => {
                Some(Span::new(span.start(), hit.span.end().max(span.end())))
            }
            closed => {
                out.extend(closed.map(|span| widened(text, block, span)));
                Some(hit.span)
            }
        };
    }
    out.extend(open.map(|span| widened(text, block, span)));
}

/// The run of terms with the most of the block in terms and the least between them: the largest sum of bytes in terms
/// minus bytes between, as in the maximum subarray. At least three terms.
pub(crate) fn densest(text: &str, block: Span, hits: &[Found]) -> Option<Span> {
    let mut best: Option<(isize, Span, usize)> = None;
    let mut open: Option<(isize, Span, usize)> = None;
    for hit in hits {
        let length = hit.span.len() as isize;
        open = match open {
            Some((sum, span, count)) if hit.span.start() <= span.end() => {
                let longer = hit.span.end().max(span.end());
                Some((sum + (longer - span.end()) as isize, Span::new(span.start(), longer), count + 1))
            }
            Some((sum, span, count)) if sum > (hit.span.start() - span.end()) as isize => {
                let gap = (hit.span.start() - span.end()) as isize;
                Some((sum - gap + length, Span::new(span.start(), hit.span.end()), count + 1))
            }
            _ => Some((length, hit.span, 1)),
        };
        if open.is_some_and(|(sum, ..)| best.is_none_or(|(most, ..)| sum > most)) {
            best = open;
        }
    }
    best.filter(|(_, _, count)| *count >= 3).map(|(_, span, _)| widened(text, block, span))
}

/// A cluster with the Latin words that touch it, or stand one blank away and carry digits: brands stand beside terms.
fn widened(text: &str, block: Span, span: Span) -> Span {
    let before = &text[block.start()..span.start()];
    let after = &text[span.end()..block.end()];
    let glued_before = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let glued_after = after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let mut start = span.start() - glued_before;
    let mut end = span.end() + glued_after;
    if let Some(word) = before.strip_suffix(' ').and_then(|rest| rest.rsplit(' ').next()) {
        start -= if glued_before == 0 && is_coded(word) { word.len() + 1 } else { 0 };
    }
    if let Some(word) = after.strip_prefix(' ').and_then(|rest| rest.split(' ').next()) {
        end += if glued_after == 0 && is_coded(word) { word.len() + 1 } else { 0 };
    }
    Span::new(start, end)
}

/// A word of ASCII letters and digits, both.
fn is_coded(word: &str) -> bool {
    word.len() >= 4
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Sentences that hold a term.
fn sentences(text: &str, block: Span, hits: &[Found], out: &mut Vec<Span>) {
    let mut hits = hits.iter().peekable();
    let mut start = block.start();
    let mut ended = false;
    let mut before = ' ';
    let chars = block.of(text).char_indices().map(|(at, c)| (block.start() + at, c));
    for (at, c) in chars.chain([(block.end(), '\n')]) {
        let boundary = ended && (c.is_whitespace() || (!before.is_ascii() && !is_closing(c)));
        if boundary || at == block.end() {
            let holds_hit = hits.next_if(|hit| hit.span.start() < at).is_some();
            while hits.next_if(|hit| hit.span.start() < at).is_some() {}
            if holds_hit {
                out.push(Span::new(start, at).trimmed(text));
            }
            start = at;
        }
        ended = is_terminal(c) || (ended && is_closing(c));
        before = c;
    }
}

/// Runs of letters of a script that neither is the page's nor Latin, with what stands between them.
fn foreign_runs(text: &str, block: Span, bulk: Option<Script>, out: &mut Vec<Span>) {
    let Some(bulk) = bulk else { return };
    let mut run: Option<(Span, usize)> = None;
    for (at, c) in block.of(text).char_indices().map(|(at, c)| (block.start() + at, c)) {
        let props = props(c);
        if !props.is_letter() {
            continue;
        }
        if is_foreign(props.script(), bulk) {
            let (span, letters) = run.unwrap_or((Span::new(at, at), 0));
            let weight = if counts_double(c) { 2 } else { 1 };
            run = Some((Span::new(span.start(), at + c.len_utf8()), letters + weight));
        } else if let Some((span, letters)) = run.take() {
            out.extend((letters >= MIN_FOREIGN).then_some(span));
        }
    }
    out.extend(run.filter(|(_, letters)| *letters >= MIN_FOREIGN).map(|(span, _)| span));
}

/// Han, kana and Hangul occur together in honest text, and Latin everywhere.
fn is_foreign(script: Script, bulk: Script) -> bool {
    let east_asian = |s| matches!(s, Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul);
    script != bulk
        && script != Script::Latin
        && script != Script::Common
        && !(east_asian(script) && east_asian(bulk))
}
