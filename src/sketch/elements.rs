//! What a text is compared by: pairs of neighbouring characters of scripts without blanks (in simplified form), and words of
//! the other scripts, as hashes.

use crate::block::Block;
use crate::profile::Profile;
use crate::runs::{Visitor, visit};
use crate::steps;
use crate::unicode::{Props, Script, simplified};

/// Words of fewer letters are left out: they are shared by any two texts of a language.
pub(super) const MIN_WORD: usize = 4;

/// The hashed elements of every block of a page: pairs of neighbouring characters of scripts without blanks (in
/// simplified form), and words of the other scripts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elements {
    hashes: Vec<u32>,
    /// For each block the number of elements before it, and that of all.
    firsts: Vec<usize>,
}

impl Elements {
    /// Takes the blocks of a page apart anew, and counts them; the memory is kept for the next page.
    pub(crate) fn measure(&mut self, text: &str, blocks: &[Block], profiles: &mut Vec<Profile>) {
        self.hashes.clear();
        self.firsts.clear();
        profiles.clear();
        profiles.resize(blocks.len(), Profile::default());
        for (block, profile) in blocks.iter().zip(profiles) {
            self.firsts.push(self.hashes.len());
            let block = block.span.of(text);
            let mut splitter = Splitter::new(block, |hash, counts| {
                // No branch: half of all words are too short, in no order that could be predicted.
                self.hashes.push(hash);
                self.hashes.truncate(self.hashes.len() - usize::from(!counts));
            });
            profile.count_with(block, &mut splitter);
            splitter.end_word();
        }
        self.firsts.push(self.hashes.len());
    }

    /// The elements of a block.
    pub(crate) fn of(&self, block: usize) -> &[u32] {
        &self.hashes[self.firsts[block]..self.firsts[block + 1]]
    }
}

/// Calls `each` with a hash of every element of the text.
pub(super) fn elements(text: &str, mut each: impl FnMut(u32)) {
    steps::count(text.len());
    let mut splitter = Splitter::new(text, |hash, counts| {
        if counts {
            each(hash);
        }
    });
    visit(text, &mut splitter);
    splitter.end_word();
}

/// Finds the elements of a text that it visits: `each` is called with every hash, and whether it counts as an element.
struct Splitter<'t, F> {
    text: &'t [u8],
    each: F,
    /// The hash of the word that is read, its characters, and where it ended.
    word: u32,
    length: usize,
    word_end: usize,
    /// The hash of the character that may be the first of a pair, and where it ended.
    first: u32,
    first_end: usize,
}

impl<'t, F: FnMut(u32, bool)> Splitter<'t, F> {
    const fn new(text: &'t str, each: F) -> Self {
        let text = text.as_bytes();
        Self { text, each, word: 0, length: 0, word_end: 0, first: 0, first_end: usize::MAX }
    }

    /// Ends the last word, unless it continues here.
    #[inline]
    fn go_on(&mut self, at: usize) {
        if self.word_end != at {
            self.end_word();
        }
    }

    /// Closes a word: one that is long enough is an element.
    #[inline]
    fn end_word(&mut self) {
        (self.each)(finish(self.word), self.length >= MIN_WORD);
        (self.word, self.length) = (0, 0);
    }

    /// ASCII letters or digits.
    #[inline]
    fn ascii(&mut self, at: usize, len: usize) {
        self.go_on(at);
        let end = at + len;
        let is_whole =
            || self.text.get(end).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric());
        // Half of all words are too short, and only counted.
        if self.length > 0 || len >= MIN_WORD || !is_whole() {
            self.word = ascii_word(self.word, &self.text[at..], len);
        }
        self.length += len;
        self.word_end = end;
    }

    /// A character of two columns, which counts as `half` of a pair.
    #[inline]
    fn half(&mut self, at: usize, end: usize, half: char) {
        if self.first_end == at {
            (self.each)(finish(mix(self.first, half)), true);
        }
        (self.first, self.first_end) = (mix(1, half), end);
    }
}

impl<F: FnMut(u32, bool)> Visitor for Splitter<'_, F> {
    #[inline]
    fn letters(&mut self, at: usize, run: &[u8], _: u32) {
        self.ascii(at, run.len());
    }

    #[inline]
    fn digits(&mut self, at: usize, run: &[u8]) {
        self.ascii(at, run.len());
    }

    #[inline]
    fn ideograph(&mut self, at: usize, c: char) {
        self.half(at, at + 3, simplified(c));
    }

    #[inline(always)] // A call for each letter is most of what it costs.
    fn letter(&mut self, at: usize, c: char, props: Props) {
        let end = at + c.len_utf8();
        if !props.counts_double() {
            self.go_on(at);
            self.word = if props.is_upper() { mix_lower(self.word, c) } else { mix(self.word, c) };
            self.length += 1;
            self.word_end = end;
        } else if let Some(half) = half(c, props) {
            self.half(at, end, half);
        }
    }

    #[inline(never)]
    fn other(&mut self, at: usize, c: char, props: Props) {
        if props.is_mark() || props.is_digit() {
            self.letter(at, c, props);
        }
    }
}

/// What a character counts as in a pair; `None` for Hiragana, which writes the endings and small words that all texts share.
pub(super) fn half(c: char, props: Props) -> Option<char> {
    (props.script() != Script::Hiragana).then(|| simplified(c))
}

/// The hash of a word that continues with a capital letter, which is rare.
#[inline(never)]
fn mix_lower(word: u32, c: char) -> u32 {
    c.to_lowercase().fold(word, mix)
}

/// The hash of a word that continues with `len` ASCII letters or digits, in lower case: digits have that bit already. The
/// first few are hashed without a branch, which could not be predicted.
#[inline]
fn ascii_word(word: u32, text: &[u8], len: usize) -> u32 {
    let go_on = |hash, byte: &u8| mix(hash, char::from(byte | 0x20));
    let Some(straight) = text.first_chunk::<STRAIGHT>() else {
        return text.iter().take(len).fold(word, go_on);
    };
    let mut hash = word;
    for (i, byte) in straight.iter().enumerate() {
        let mixed = go_on(hash, byte);
        hash = if i < len { mixed } else { hash };
    }
    if len <= STRAIGHT { hash } else { text[STRAIGHT..len].iter().fold(hash, go_on) }
}

/// Letters that are hashed without a branch.
const STRAIGHT: usize = 8;

pub(super) const fn mix(hash: u32, c: char) -> u32 {
    (hash.rotate_left(5) ^ c as u32).wrapping_mul(0x9E37_79B1)
}

pub(super) const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}
