//! Cuts a text into blocks: what is judged at once.
//!
//! A block is a line, without the white space around it. Three kinds of input need more than that:
//! * a **long line** (some corpora have lost their newlines) is cut into pieces at sentence ends and wide gaps, and where it
//!   is the page itself, into finer ones, and around the headline;
//! * **hard-wrapped** lines (mail, plain-text exports) are joined into the paragraph that they were wrapped from;
//! * blank lines belong to no block.

mod headline;

use memchr::memchr2_iter;
use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;
use crate::steps;
use crate::unicode::{columns, counts_double, leading_ideograph, leading_letters};

/// A line of more columns than this is cut into pieces.
const LONG_LINE: usize = 1000;

/// How long the pieces of a long line are, in columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pieces {
    /// The fewest that a piece has before it is cut at a sentence end.
    sentence: usize,
    /// A piece that has grown to this many without a sentence end is cut at any blank.
    long: usize,
    /// Whether the line is a page, with a headline and with menus, whose entries end a piece as wide gaps do.
    of_page: bool,
}

impl Pieces {
    /// A long line among others is mostly a paragraph.
    pub(crate) const OF_PARAGRAPH: Self = Self { sentence: 200, long: 800, of_page: false };
    /// A line that is [most of the text](is_most) is a page that has lost its line ends: the edges of the article lie within, and
    /// menus have no sentences.
    pub(crate) const OF_PAGE: Self = Self { sentence: 60, long: 160, of_page: true };
}

/// A piece that has grown to this many columns without a blank is cut at a word boundary.
const LONGEST_PIECE: usize = 1600;
/// A wide gap ends a piece of at least this many columns.
const FIELD: usize = 40;
/// Texts whose longest line is within these columns may be hard-wrapped: 40 is the narrowest wrapping in use,
/// and 72 or 76 double-width characters make 152 columns.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 40..=160;
/// Hard wrapping is assumed where at least this many lines are full ...
const WRAP_MIN_LINES: usize = 4;
/// ... and at least one line in this many is.
const WRAP_MIN_SHARE: usize = 3;
/// Lines are joined into paragraphs of at most this many bytes. All other blocks are far shorter, and what may be spam in a
/// block is compared with everything else in it that may be.
const LONGEST_PARAGRAPH: usize = 1 << 16;
/// The most lines of a text that are blocks of their own. A block takes some 900 bytes of memory, many times what a short line
/// takes, so the lines after these are joined ...
const MOST_LINES: usize = 1 << 18;
/// ... into blocks of up to this many bytes.
const JOINED: usize = 1 << 10;

/// A run of text that is judged at once. It neither begins nor ends with white space and is never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Where the block lies in the text, in bytes.
    pub(crate) span: Span,
    /// Whether a blank line, or the edge of the text, stands before the block.
    pub(crate) after_blank: bool,
}

/// Appends the blocks of `text` in order: disjoint, and together holding every character that is not white space.
///
/// Takes O(bytes) time and no memory but the growth of `blocks`.
pub(crate) fn split(text: &str, blocks: &mut Vec<Block>) {
    split_into(text, Pieces::OF_PAGE, blocks);
}

/// As [`split`], with the pieces `of_page` for a line that is [most of the text](is_most).
pub(crate) fn split_into(text: &str, of_page: Pieces, blocks: &mut Vec<Block>) {
    steps::count(text.len());
    let first = blocks.len();
    let mut after_blank = true;
    let mut start = 0;
    let mut one_line = false;
    for end in memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        let span = Span::new(start, end).trimmed(text);
        if span.is_empty() {
            // The empty "line" between the two bytes of a CRLF is not a blank line.
            after_blank |= !text[..start].ends_with('\r') || !text[end..].starts_with('\n') || start != end;
        } else {
            let is_page = is_most(span.len() as u64, text.len() as u64);
            let pieces = if is_page { of_page } else { Pieces::OF_PARAGRAPH };
            one_line |= pieces.of_page;
            let line = Block { span, after_blank };
            if blocks.len() - first < MOST_LINES || !join_last(line, blocks) {
                push_line(text, line, pieces, blocks);
            }
            after_blank = false;
        }
        start = end + 1;
    }
    // Pieces of one line may look as full as lines that were wrapped.
    if !one_line && let Some(wrap) = Wrap::detect(text, &blocks[first..]) {
        wrap.join(text, blocks, first);
    }
}

/// Joins a line to the last block, unless that would be too long together.
fn join_last(line: Block, blocks: &mut [Block]) -> bool {
    let joined = blocks.last_mut().filter(|last| line.span.end() - last.span.start() <= JOINED);
    joined.is_some_and(|last| {
        last.span = Span::new(last.span.start(), line.span.end());
        true
    })
}

/// Whether a line is so much of a text, more than four fifths, that the text must have lost its line ends.
pub(crate) const fn is_most(line: u64, text: u64) -> bool {
    5 * line > 4 * text
}

/// Appends a line, in pieces where it is long.
fn push_line(text: &str, line: Block, pieces: Pieces, blocks: &mut Vec<Block>) {
    // No character has more columns than bytes: most lines need no counting.
    if line.span.len() <= LONG_LINE || !is_wider(line.span.of(text), LONG_LINE) {
        blocks.push(line);
        return;
    }
    let edges = if pieces.of_page { headline::edges(text, line.span) } else { [0; 3] };
    let mut after_blank = line.after_blank;
    let mut rest = line.span;
    while !rest.is_empty() {
        let end = rest.start() + piece_end(rest.of(text), pieces);
        let end = edges.into_iter().find(|edge| (rest.start() + 1..end).contains(edge)).unwrap_or(end);
        let span = Span::new(rest.start(), end).trimmed(text);
        steps::count(span.len());
        blocks.push(Block { span, after_blank });
        after_blank = false;
        rest = Span::new(end, rest.end()).trimmed(text);
    }
}

/// Whether the text has more columns than `most`. Only characters of three bytes and more can have two columns, so two quick
/// counts of bytes mostly decide.
fn is_wider(text: &str, most: usize) -> bool {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    let chars = count(|byte| byte & 0xC0 != 0x80);
    let long = count(|&byte| byte >= 0xE0);
    chars > most || chars + long > most && text.chars().map(columns).sum::<usize>() > most
}

/// Length in bytes of the first piece of a long line: at least one character, and all of a short line.
fn piece_end(line: &str, pieces: Pieces) -> usize {
    let (mut at, mut width) = (0, 0);
    let mut ended = false;
    let mut before = ' ';
    while let Some(c) = line[at..].chars().next() {
        // Within a sentence, no piece ends at a letter.
        let room = if ended { 0 } else { LONGEST_PIECE.saturating_sub(width) };
        let (letters, columns_of) = leading_run(&line.as_bytes()[at..], room);
        if letters > 0 {
            (at, width, before) = (at + letters, width + columns_of, c);
            continue;
        }
        let gap = c.is_whitespace();
        let wide_gap = gap && (c == '\t' || c == '\u{3000}' || before.is_whitespace());
        let field_ends = || wide_gap || (pieces.of_page && gap && separates_entries(before, &line[at..]));
        let cut =
            (width >= pieces.sentence && ended && (gap || !is_closing(c)) && (gap || !before.is_ascii()))
                || (width >= FIELD && field_ends())
                || (width >= pieces.long && gap);
        if cut {
            return at;
        }
        if width >= LONGEST_PIECE {
            return word_boundary(line, at);
        }
        ended = is_terminal(c) || (ended && is_closing(c));
        width += columns(c);
        (at, before) = (at + c.len_utf8(), c);
    }
    line.len()
}

/// Whether the white space that `after` begins with separates two entries of a menu.
fn separates_entries(before: char, after: &str) -> bool {
    // Hangul has blanks between its words.
    let is_ideograph = |c| matches!(c, '\u{2e80}'..='\u{9fff}');
    let next = after.trim_start().chars().next().unwrap_or(before);
    (is_ideograph(before) && is_ideograph(next)) || matches!(next, '|' | '·' | '•' | '›' | '»')
}

/// The ASCII letters or the ideographs that a text begins with, as many as fit into `room` columns: their bytes and columns.
fn leading_run(text: &[u8], room: usize) -> (usize, usize) {
    if text.first().is_some_and(u8::is_ascii) {
        let (len, _) = leading_letters(&text[..text.len().min(room)]);
        return (len, len);
    }
    let ideographs = text.chunks_exact(3).take(room / 2);
    let ideographs = ideographs.take_while(|bytes| leading_ideograph(bytes).is_some()).count();
    (3 * ideographs, 2 * ideographs)
}

/// The last word boundary at or before byte `at` of `line`, or `at` where there is none within reach.
fn word_boundary(line: &str, at: usize) -> usize {
    let from = line.floor_char_boundary(at.saturating_sub(256));
    let last = line[from..at].split_word_bound_indices().map(|(i, _)| from + i).next_back();
    last.filter(|&boundary| boundary > 0).unwrap_or(at)
}

/// Whether the character ends a sentence.
pub(crate) fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '．' | '।' | '॥' | '؟' | '۔' | '።' | '။' | '។')
}

/// Whether the character may follow the end of a sentence without beginning the next one.
pub(crate) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '」' | '』' | '）' | ')' | ']' | '】' | '》' | '〉')
        || is_terminal(c)
}

/// The width of a text, which is that of its bytes where all are ASCII.
fn width(text: &str, measure: fn(char) -> usize) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(measure).sum() }
}

/// The width that a text was wrapped at, in characters or in columns.
struct Wrap {
    width: usize,
    measure: fn(char) -> usize,
}

impl Wrap {
    /// The wrapping of the lines, if they are hard-wrapped: enough lines are full, which means that the first word
    /// of the next line would not have fitted after them.
    fn detect(text: &str, lines: &[Block]) -> Option<Self> {
        let longest = lines.iter().max_by_key(|line| line.span.len())?.span;
        // No character has fewer columns than a quarter of its bytes.
        let range = *WRAP_COLUMNS.start()..=4 * WRAP_COLUMNS.end();
        if !range.contains(&longest.len()) || lines.len() < WRAP_MIN_LINES {
            return None;
        }
        [columns as fn(char) -> usize, |_| 1].into_iter().find_map(|measure| {
            // For most texts one line is enough to tell that they are not wrapped.
            if width(longest.of(text), measure) > *WRAP_COLUMNS.end() {
                return None;
            }
            let width = lines.iter().map(|line| width(line.span.of(text), measure)).max()?;
            let wrap = Self { width, measure };
            let full = || lines.windows(2).filter(|pair| wrap.continues(text, pair[0], pair[1])).count();
            let wrapped = |full| full >= WRAP_MIN_LINES && full * WRAP_MIN_SHARE >= lines.len();
            (WRAP_COLUMNS.contains(&width) && wrapped(full())).then_some(wrap)
        })
    }

    /// Whether `next` continues the paragraph of `line`.
    fn continues(&self, text: &str, line: Block, next: Block) -> bool {
        // No character has more columns than bytes.
        if next.after_blank || line.span.len() + next.span.len() < self.width {
            return false;
        }
        steps::count(line.span.len() + next.span.len());
        let used = width(line.span.of(text), self.measure);
        let mut word = next.span.of(text).chars();
        let Some(first) = word.next() else { return false };
        let mut needed = (self.measure)(first);
        if !counts_double(first) {
            needed += 1;
            needed += word
                .take_while(|c| !c.is_whitespace() && !counts_double(*c))
                .map(self.measure)
                .sum::<usize>();
        }
        used + needed > self.width
    }

    /// Joins each line of `blocks[first..]` with the lines that continue it, up to [`LONGEST_PARAGRAPH`].
    fn join(&self, text: &str, blocks: &mut Vec<Block>, first: usize) {
        let mut kept = first;
        let mut last_line = blocks[first];
        for i in first + 1..blocks.len() {
            let line = blocks[i];
            let joined = Span::new(blocks[kept].span.start(), line.span.end());
            if joined.len() <= LONGEST_PARAGRAPH && self.continues(text, last_line, line) {
                blocks[kept].span = joined;
            } else {
                kept += 1;
                blocks[kept] = line;
            }
            last_line = line;
        }
        blocks.truncate(kept + 1);
    }
}

#[cfg(test)]
mod tests;
