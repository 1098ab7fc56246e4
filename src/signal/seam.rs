//! Where text may have been spliced into a block.

use super::script::is_styled;
use crate::block::{is_closing, is_terminal};
use crate::profile::is_picture;
use crate::span::Span;
use crate::unicode::props;

/// Fewer bytes of text say nothing, and no sentence breaks off after fewer.
pub(crate) const MIN_REST: usize = 12;
/// The fewest styled letters of a word.
pub(crate) const MIN_STYLED: u32 = 3;
/// Styled letters no further apart than this, in bytes, are of one word.
const STYLED_GAP: usize = 4;

/// Places of a block, in bytes of the text.
#[derive(Debug, Default)]
pub(crate) struct Seams {
    /// Between sentences.
    pub(super) sentences: Vec<usize>,
    /// Between sentences, and where one breaks off: before a capital letter or a picture that follows a word or a comma, but not
    /// within the first few letters of a sentence.
    pub(super) broken: Vec<usize>,
    /// Where a sentence breaks off, and where one is taken up again: before a small letter that follows a stop.
    pub(super) torn: Vec<usize>,
    /// Where pictures begin, and where they end.
    pub(super) opened: Vec<usize>,
    pub(super) closed: Vec<usize>,
    /// Words in styled letters.
    pub(super) styled: Vec<Span>,
}

impl Seams {
    /// Finds the places of a block. Takes O(bytes).
    pub(super) fn find(&mut self, text: &str, block: Span) {
        self.find_sentences(text, block);
        self.opened.clear();
        self.closed.clear();
        self.styled.clear();
        // Pictures and styled letters begin with one of these bytes, and few other characters.
        if block.of(text).bytes().any(|byte| matches!(byte, 0xE2 | 0xF0)) {
            self.find_pictures(text, block);
            self.find_styled(text, block);
        }
    }

    fn find_sentences(&mut self, text: &str, block: Span) {
        self.sentences.clear();
        self.broken.clear();
        self.torn.clear();
        let (mut ended, mut small, mut before) = (false, false, ' ');
        let (mut at, mut begun) = (block.start(), block.start());
        while let Some(c) = text[at..block.end()].chars().next() {
            let sentence = ended && (before.is_whitespace() || (!before.is_ascii() && !is_closing(c)));
            let begins = sentence && !c.is_whitespace();
            let breaks = small && before == ' ' && (props(c).is_upper() || is_picture(c));
            if begins {
                self.sentences.push(at);
                begun = at;
            }
            let breaks_off = breaks && at - begun >= MIN_REST;
            if begins || breaks_off {
                self.broken.push(at);
            }
            if (begins && c.is_lowercase()) || breaks_off {
                self.torn.push(at);
            }
            if !c.is_whitespace() {
                ended = is_terminal(c) || (ended && is_closing(c) && !before.is_whitespace());
                small = (props(c).is_letter() && !props(c).is_upper()) || (small && c == ',');
            }
            before = c;
            at += c.len_utf8();
            at += like_last(c, &text.as_bytes()[at..block.end()]);
        }
    }

    /// Pictures side by side, and what joins or varies them, are one.
    fn find_pictures(&mut self, text: &str, block: Span) {
        let (mut is_open, mut end) = (false, block.start());
        for (at, c) in block.of(text).char_indices().map(|(at, c)| (block.start() + at, c)) {
            let goes_on = is_picture(c) || (is_open && matches!(c, '\u{200D}' | '\u{FE0F}'));
            if goes_on && !is_open {
                self.opened.push(at);
            } else if is_open && !goes_on && !c.is_whitespace() {
                self.closed.push(end);
            }
            if !c.is_whitespace() {
                (is_open, end) = (goes_on, at + c.len_utf8());
            }
        }
        self.closed.extend(is_open.then_some(end));
    }

    fn find_styled(&mut self, text: &str, block: Span) {
        let mut word: Option<(Span, u32)> = None;
        for (at, c) in block.of(text).char_indices().filter(|(_, c)| is_styled(*c)) {
            let (at, end) = (block.start() + at, block.start() + at + c.len_utf8());
            word = match word.take() {
                Some((span, letters)) if at <= span.end() + STYLED_GAP => {
                    Some((Span::new(span.start(), end), letters + 1))
                }
                before => {
                    self.push_styled(before);
                    Some((Span::new(at, end), 1))
                }
            };
        }
        self.push_styled(word);
    }

    fn push_styled(&mut self, word: Option<(Span, u32)>) {
        self.styled.extend(word.filter(|(_, letters)| *letters >= MIN_STYLED).map(|(span, _)| span));
    }
}

/// How many bytes of small ASCII letters follow one, or of ideographs an ideograph: nothing can begin there.
fn like_last(c: char, after: &[u8]) -> usize {
    match c {
        'a'..='z' => after.iter().take_while(|byte| byte.is_ascii_lowercase()).count(),
        // U+5000 to U+9FFF.
        '\u{5000}'..='\u{9FFF}' => {
            3 * after.chunks_exact(3).take_while(|c| matches!(c[0], 0xE5..=0xE9)).count()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
