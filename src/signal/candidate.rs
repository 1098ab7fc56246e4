//! Where spam may stand inside a block: sentences and clusters that hold terms, and runs of another script.

use super::passage::SpamTerm;
use crate::block::{is_closing, is_terminal};
use crate::profile::Profile;
use crate::span::Span;
use crate::steps;
use crate::unicode::{Script, counts_double, props};

use super::seam::{MIN_STYLED, Seams};

/// Terms no further apart than this, in bytes, are one cluster. There are four such distances: for a filler word, or a separator
/// and a name; for the rest of a clause; for that of a sentence; and for a sentence without a term.
const CLUSTER_GAPS: [usize; 4] = [14, 60, 160, 400];
/// Runs of another script of fewer letters are names and abbreviations.
const MIN_FOREIGN: usize = 6;
/// Where a word goes on beside a term, the most bytes of it that are taken with the term.
const MAX_GLUED: usize = 40;
/// The most letters of a name before a term, in a script without blanks.
const MAX_NAME: usize = 5;
/// The most candidates of a block; a long block full of terms has more, and those are passed over.
const MAX_CANDIDATES: usize = 64;

/// Appends the parts of `block` that are to be judged on their own. They may overlap; none is the whole block. A part that is
/// taken for its terms holds one that is evidence by itself, or a word in styled letters. Takes O(bytes + hits). `seams` is
/// memory to be used again.
pub(crate) fn candidates(
    text: &str,
    block: Span,
    profile: &Profile,
    hits: &[SpamTerm],
    bulk: Option<Script>,
    seams: &mut Seams,
    out: &mut Vec<Span>,
) {
    steps::count(block.len() + hits.len());
    let first = out.len();
    let is_telling = hits.iter().any(SpamTerm::tells);
    let may_be_styled = profile.scriptless() >= MIN_STYLED;
    if is_telling || may_be_styled {
        seams.find(text, block);
        for &word in &seams.styled {
            out.push(word);
            around(text, block, word, seams, out);
        }
    }
    for gap in CLUSTER_GAPS.into_iter().filter(|_| is_telling) {
        let apart = if gap == CLUSTER_GAPS[0] { &*seams.sentences } else { &[] };
        for cluster in clusters(hits, gap, apart) {
            out.extend(named(text, block, cluster));
            out.push(widened(text, block, cluster));
            around(text, block, cluster, seams, out);
        }
    }
    if let Some(bulk) = bulk.filter(|&bulk| may_have_foreign_run(profile, bulk)) {
        foreign_runs(text, block, bulk, out);
    }
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

/// Appends what may have been inserted with a cluster: its sentence, as far as it goes or breaks off, and what stands between
/// pictures.
fn around(text: &str, block: Span, cluster: Span, seams: &Seams, out: &mut Vec<Span>) {
    out.push(between(text, block, &seams.sentences, cluster));
    let broken = between(text, block, &seams.broken, cluster);
    out.push(broken);
    let part = |start, end| Span::new(start, end).trimmed(text);
    let [before, behind] = nearest(&seams.torn, cluster);
    out.extend(behind.map(|end| part(broken.start(), end)));
    out.extend(before.zip(behind).map(|(start, end)| part(start, end)));
    let [[opens, _], [_, closes]] = [&seams.opened, &seams.closed].map(|places| nearest(places, cluster));
    out.extend(opens.map(|start| part(start, broken.end())));
    let starts = [opens, Some(broken.start()), Some(cluster.start())].into_iter().flatten();
    out.extend(closes.into_iter().flat_map(|end| starts.clone().map(move |start| part(start, end))));
}

/// Runs of terms with no more than a clause between them, as far as one of the terms is evidence by itself.
pub(crate) fn term_runs(hits: &[SpamTerm]) -> impl Iterator<Item = Span> + '_ {
    clusters(hits, CLUSTER_GAPS[1], &[])
}

/// Runs of terms with at most `gap` bytes between them, and none of the places `apart`, as far as one of the terms is evidence
/// by itself.
fn clusters<'a>(hits: &'a [SpamTerm], gap: usize, apart: &'a [usize]) -> impl Iterator<Item = Span> + 'a {
    let mut hits = hits.iter().peekable();
    let runs = std::iter::from_fn(move || {
        let first = hits.next()?;
        let (mut end, mut tells) = (first.span.end(), first.tells());
        while let Some(next) =
            hits.next_if(|next| next.span.start() <= end + gap && !parts(apart, end, next.span.start()))
        {
            end = end.max(next.span.end());
            tells |= next.tells();
        }
        Some((Span::new(first.span.start(), end), tells))
    });
    runs.filter(|(_, tells)| *tells).map(|(run, _)| run)
}

/// Whether one of the places parts the end of a term from the start of the next.
fn parts(places: &[usize], end: usize, start: usize) -> bool {
    places.get(places.partition_point(|&place| place < end)).is_some_and(|&place| place <= start)
}

/// The part of the block between the last place up to the cluster and the first behind it.
fn between(text: &str, block: Span, places: &[usize], cluster: Span) -> Span {
    let [start, end] = nearest(places, cluster);
    Span::new(start.unwrap_or(block.start()), end.unwrap_or(block.end())).trimmed(text)
}

/// The last place up to the cluster, and the first behind it.
fn nearest(places: &[usize], cluster: Span) -> [Option<usize>; 2] {
    let before = places[..places.partition_point(|&place| place <= cluster.start())].last();
    let behind = places.get(places.partition_point(|&place| place < cluster.end()));
    [before.copied(), behind.copied()]
}

/// How many of the two ends of a part of a block are ends of a sentence, and how many break into one.
pub(crate) fn ends(text: &str, block: Span, part: Span) -> (u8, u8) {
    let before = Span::new(block.start(), part.start()).of(text).trim_end().chars().next_back();
    let after = Span::new(part.end(), block.end()).of(text).trim_start().chars().next();
    let (first, last) = (part.of(text).chars().next(), part.of(text).chars().next_back());
    let stops = |c: Option<char>| c.is_some_and(|c| is_terminal(c) || is_closing(c));
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    let clean_start = before.is_none() || stops(before);
    let clean_end = after.is_none() || (stops(last) && !is(after, char::is_lowercase));
    let broken_start = !clean_start && is(before, char::is_lowercase) && is(first, char::is_uppercase);
    let broken_end = !clean_end && (stops(last) || is(after, char::is_uppercase));
    let count = |a: bool, b: bool| u8::from(a) + u8::from(b);
    (count(clean_start, clean_end), count(broken_start, broken_end))
}

/// The characters on both sides of a part of a block, which it has come between, and those at its two joints.
pub(crate) fn joints(text: &str, block: Span, part: Span) -> ((char, char), [(char, char); 2]) {
    let none = '\n';
    let first = |text: &str| text.chars().next().unwrap_or(none);
    let last = |text: &str| text.chars().next_back().unwrap_or(none);
    let before = last(Span::new(block.start(), part.start()).of(text));
    let after = first(Span::new(part.end(), block.end()).of(text));
    ((before, after), [(before, first(part.of(text))), (last(part.of(text)), after)])
}

/// A cluster with the Latin words that touch it, or stand one blank away and carry digits: brands stand beside terms.
fn widened(text: &str, block: Span, span: Span) -> Span {
    let before = &text[block.start()..span.start()];
    let after = &text[span.end()..block.end()];
    let glued = |byte: &u8| byte.is_ascii_alphanumeric();
    let glued_before = before.as_bytes().iter().rev().take(MAX_GLUED).take_while(|byte| glued(byte)).count();
    let glued_after = after.as_bytes().iter().take(MAX_GLUED).take_while(|byte| glued(byte)).count();
    steps::count(glued_before + span.len() + glued_after);
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

/// A cluster with the name before it, of a few ideographs behind a stop or a comma.
fn named(text: &str, block: Span, span: Span) -> Option<Span> {
    let before = Span::new(block.start(), span.start()).of(text);
    let ideographs = before.chars().rev().take(MAX_NAME).take_while(|&c| props(c).script() == Script::Han);
    let name: usize = ideographs.map(char::len_utf8).sum();
    let mark = before.len().checked_sub(name).and_then(|end| before.get(..end)?.chars().next_back());
    let begins = mark.is_some_and(|c| is_terminal(c) || matches!(c, '，' | '、' | '：' | '；'));
    (name > 0 && begins).then(|| Span::new(span.start() - name, span.end()))
}

/// A word of ASCII letters and digits, both.
fn is_coded(word: &str) -> bool {
    word.len() >= 4
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Runs of letters of a script that neither is the page's nor Latin, with what stands between them.
fn foreign_runs(text: &str, block: Span, bulk: Script, out: &mut Vec<Span>) {
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

/// Whether a block has letters enough for a run of another script. A letter weighs two at most.
fn may_have_foreign_run(profile: &Profile, bulk: Script) -> bool {
    let foreign =
        Script::all().filter(|&script| is_foreign(script, bulk)).map(|script| profile.count(script));
    foreign.sum::<u32>() * 2 >= MIN_FOREIGN as u32
}

/// Han, kana and Hangul occur together in honest text, and Latin everywhere.
fn is_foreign(script: Script, bulk: Script) -> bool {
    let east_asian = |s| matches!(s, Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul);
    script != bulk
        && script != Script::Latin
        && script != Script::Common
        && !(east_asian(script) && east_asian(bulk))
}

#[cfg(test)]
mod tests;
