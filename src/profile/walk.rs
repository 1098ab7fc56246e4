//! Counts a block in its runs.

use super::brand::{self, ends_like_brand};
use super::mark::{Mark, mark, mark_of_ascii};
use super::number::Numbers;
use super::{Profile, is_loud};
use crate::runs::Visitor;
use crate::unicode::{Props, Script, han_variant_counts, is_word, props};

/// Whether a character may be a letter in disguise, if it stands beside an ASCII letter or another such character.
fn may_disguise(c: char, props: Props) -> bool {
    let styled = matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{2460}'..='\u{24FF}' | '\u{1F100}'..='\u{1F1FF}');
    let stacked = matches!(c, '\u{32D}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}');
    c == '*' || styled || stacked || props.is_confusable() && props.script() != Script::Latin
}

/// The end of what has not occurred yet.
const NOWHERE: usize = usize::MAX;

/// Counts a block as it is visited. Remembers where the last of each of the things that matter ended.
pub(super) struct Walk<'t> {
    block: &'t str,
    profile: &'t mut Profile,
    numbers: Numbers,
    /// Bytes that are not the first of their character.
    continued: u32,
    ascii_letters: u32,
    /// The last letter, mark or digit, and the last one of ASCII.
    word: usize,
    ascii_word: usize,
    /// The last white space; the start of the block counts as such.
    space: usize,
    /// The last stop, with the closing quotes and brackets after it.
    ending: usize,
    wide_stop: usize,
    /// Whether there is `://`, and `www.`.
    scheme: bool,
    host: bool,
}

impl Visitor for Walk<'_> {
    #[inline(always)] // A call for each word is a good part of what it costs.
    fn letters(&mut self, at: usize, run: &[u8], upper: u32) {
        let (len, end) = (run.len(), at + run.len());
        if self.word == at && self.ascii_word != at {
            self.look_back(at);
        }
        self.pass_ascii(at, end);
        self.ascii_letters += len as u32;
        let p = &mut *self.profile;
        p.upper += upper;
        let (before, after) = self.block.as_bytes().split_at(end);
        // For all words: a branch for short ones would be taken about every other time.
        p.brandlike |= ends_like_brand(before, len)
            | (len >= brand::MIN_LETTERS) & after.first().is_some_and(u8::is_ascii_digit);
    }

    #[inline]
    fn digits(&mut self, at: usize, run: &[u8]) {
        self.profile.digits += run.len() as u32;
        self.numbers.digits(self.block, at, run);
        self.pass_ascii(at, at + run.len());
    }

    #[inline]
    fn sign(&mut self, at: usize, byte: u8) {
        if byte == b' ' {
            self.blank(at, at + 1);
        } else {
            self.profile.disguised |= byte == b'*';
            self.profile.loud += u32::from(matches!(byte, b'!' | b'%' | b'$'));
            self.scheme |= byte == b':' && self.block.as_bytes()[at..].starts_with(b"://");
            self.host |= byte == b'.' && self.block.as_bytes()[..at].ends_with(b"www");
            self.symbol(at, at + 1, mark_of_ascii(byte));
        }
    }

    #[inline]
    fn ideograph(&mut self, _: usize, c: char) {
        let (simplified, traditional) = han_variant_counts(c);
        self.profile.simplified += simplified;
        self.profile.traditional += traditional;
    }

    #[inline]
    fn letter(&mut self, at: usize, c: char, props: Props) {
        if props.script() == Script::Han {
            self.ideograph(at, c);
        }
        // What looks like an ASCII letter matters beside one.
        self.profile.disguised |= at == self.ascii_word && may_disguise(c, props);
    }

    #[inline]
    fn run(&mut self, at: usize, end: usize, first: Props, letters: u32, upper: u32) {
        self.pass_word(at, end);
        self.continued += (end - at) as u32 - letters;
        let p = &mut *self.profile;
        p.letters += letters;
        p.upper += upper;
        p.scripts[first.script() as usize] += letters;
        p.double += if first.counts_double() { letters } else { 0 };
        // Letters of a style are of no script.
        p.disguised |= first.script() == Script::Common && !first.counts_double();
    }

    fn other(&mut self, at: usize, c: char, props: Props) {
        let end = at + c.len_utf8();
        self.continued += (end - at) as u32 - 1;
        let p = &mut *self.profile;
        p.scripts[props.script() as usize] += 1;
        p.double += u32::from(props.counts_double());
        p.disguised |= may_disguise(c, props);
        if props.is_digit() {
            p.digits += 1;
            self.numbers.other(self.block, at, c);
            self.pass_word(at, end);
        } else if props.is_mark() {
            p.marks += 1;
            self.pass_word(at, end);
        } else {
            p.loud += u32::from(is_loud(c));
            self.symbol(at, end, mark(c));
        }
    }
}

impl<'t> Walk<'t> {
    /// Counts `block` into `profile`, which must be empty.
    pub(super) fn new(block: &'t str, profile: &'t mut Profile) -> Self {
        Self {
            block,
            profile,
            numbers: Numbers::default(),
            continued: 0,
            ascii_letters: 0,
            word: NOWHERE,
            ascii_word: NOWHERE,
            space: 0,
            ending: NOWHERE,
            wide_stop: NOWHERE,
            scheme: false,
            host: false,
        }
    }

    /// Letters, marks or digits.
    #[inline]
    fn pass_word(&mut self, at: usize, end: usize) {
        self.profile.runs += u32::from(self.word != at);
        self.word = end;
    }

    /// Letters or digits of ASCII.
    #[inline]
    fn pass_ascii(&mut self, at: usize, end: usize) {
        self.pass_word(at, end);
        self.profile.ascii_runs += u32::from(self.ascii_word != at);
        self.ascii_word = end;
    }

    /// Looks at the letter before an ASCII letter.
    #[cold]
    fn look_back(&mut self, at: usize) {
        let before = self.block[..at].chars().next_back();
        self.profile.disguised |= before.is_some_and(|c| may_disguise(c, props(c)));
    }

    #[inline]
    fn blank(&mut self, at: usize, end: usize) {
        let p = &mut *self.profile;
        p.spaces += 1;
        p.tokens += u32::from(self.space != at);
        p.sentences += u32::from(self.ending == at);
        self.space = end;
    }

    fn symbol(&mut self, at: usize, end: usize, mark: Mark) {
        let p = &mut *self.profile;
        match mark {
            Mark::Space => self.blank(at, end),
            Mark::Stop => {
                p.stops += 1;
                self.ending = end;
            }
            Mark::Ellipsis => self.ending = end,
            Mark::WideStop => {
                p.stops += 1;
                p.sentences += u32::from(self.wide_stop != at);
                self.wide_stop = end;
            }
            Mark::Comma | Mark::Semicolon => p.commas += 1,
            Mark::Colon | Mark::Separator | Mark::Bullet => p.separators += 1,
            Mark::Hyphen => {
                let between = at > 0 && self.space == at && mark_at(self.block, end) == Mark::Space;
                p.separators += u32::from(between);
            }
            Mark::OpeningBracket => p.brackets += 1,
            Mark::ClosingBracket | Mark::Quote | Mark::Guillemet => {
                p.brackets += u32::from(mark == Mark::ClosingBracket);
                p.separators += u32::from(mark == Mark::Guillemet);
                self.ending = if self.ending == at { end } else { self.ending };
            }
            Mark::At => {
                p.address |= self.word == at && self.block[end..].chars().next().is_some_and(is_word);
            }
            Mark::None => {}
        }
    }

    pub(super) fn finish(mut self) {
        let block = self.block;
        self.numbers.close(block);
        let p = &mut *self.profile;
        p.letters += self.ascii_letters;
        p.scripts[Script::Latin as usize] += self.ascii_letters;
        p.chars = block.len() as u32 - self.continued;
        p.scripts[Script::Common as usize] = 0;
        p.scripts[Script::Common as usize] = p.chars - p.scripts.iter().sum::<u32>();
        p.tokens += u32::from(self.space != block.len());
        p.sentences += u32::from(self.ending == block.len());
        if let Some(first) = block.chars().next() {
            let props = props(first);
            p.capital = props.is_letter() && (props.counts_double() || props.is_upper());
            p.number = props.is_digit();
            p.opens = matches!(
                mark_at(block, 0),
                Mark::OpeningBracket | Mark::Bullet | Mark::Separator | Mark::Hyphen | Mark::Guillemet
            );
        }
        let last = block.chars().next_back().map_or(0, char::len_utf8);
        let last = mark_at(block, block.len() - last);
        p.ellipsis_end = last == Mark::Ellipsis || block.ends_with("..");
        p.colon_end = last == Mark::Colon;
        p.terminal = matches!(
            last,
            Mark::Stop | Mark::WideStop | Mark::Semicolon | Mark::Quote | Mark::Guillemet | Mark::Ellipsis
        );
        p.address |= self.scheme || self.host && p.stops >= 2;
        p.date = self.numbers.date;
        p.year = self.numbers.year;
        p.long_numbers = self.numbers.long;
    }
}

/// The mark of the character at a byte of the block; [`Mark::None`] of letters, digits and the end.
fn mark_at(block: &str, at: usize) -> Mark {
    block[at..].chars().next().map_or(Mark::None, |c| if is_word(c) { Mark::None } else { mark(c) })
}
