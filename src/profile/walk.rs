//! The walk over a block that counts it: most of it in runs of letters, of which only the length matters.

use super::mark::{Mark, mark};
use super::number::Numbers;
use super::{Profile, ends_like_brand, is_loud};
use crate::unicode::{HanVariant, Props, Script, han_variant, leading_ideograph, leading_letters, props};

/// Whether a character can be in disguise beside a letter of ASCII or another character like it.
fn is_dress(c: char, props: Props) -> bool {
    let styled = matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{2460}'..='\u{24FF}' | '\u{1F100}'..='\u{1F1FF}');
    let stacked = matches!(c, '\u{32D}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}');
    c == '*' || styled || stacked || props.is_confusable() && props.script() != Script::Latin
}

/// The state between two characters.
#[derive(Default)]
pub(super) struct Walk {
    profile: Profile,
    /// Mark of the last character and of the one before; [`Mark::None`] for letters and digits.
    last: Mark,
    before: Mark,
    /// The last character is a letter, mark or digit; and it is ASCII.
    in_word: bool,
    in_ascii_word: bool,
    in_token: bool,
    /// A stop is behind, and after it at most closing quotes and brackets.
    ending: bool,
    /// `@` behind a word.
    at: bool,
    numbers: Numbers,
}

impl Walk {
    /// Steps over the ASCII letters that `bytes` begins with, at least one, as [`step`](Self::step) would one by one; not
    /// at the start of a block. Gives their bytes.
    pub(super) fn letters(&mut self, bytes: &[u8]) -> usize {
        let (len, upper) = leading_letters(bytes);
        let count = u32::try_from(len).unwrap_or(u32::MAX);
        self.numbers.letters('a', len);
        let p = &mut self.profile;
        p.chars = p.chars.saturating_add(count);
        p.letters = p.letters.saturating_add(count);
        p.upper += upper;
        p.scripts[Script::Latin as usize] = p.scripts[Script::Latin as usize].saturating_add(count);
        p.ascii_runs += u32::from(!self.in_ascii_word);
        // The first letter of a block is not in a run.
        p.brandlike |= len >= 3 && bytes.get(len).is_some_and(u8::is_ascii_digit);
        p.brandlike |= len >= 4 && ends_like_brand(&bytes[..len]);
        self.begin_word(len);
        self.in_ascii_word = true;
        len
    }

    /// Steps over a blank, likewise.
    pub(super) fn blank(&mut self) -> usize {
        self.numbers.other(' ');
        let p = &mut self.profile;
        p.chars = p.chars.saturating_add(1);
        p.scripts[Script::Common as usize] = p.scripts[Script::Common as usize].saturating_add(1);
        p.spaces += 1;
        p.sentences += u32::from(self.ending);
        p.separators += u32::from(self.last == Mark::Hyphen && self.before == Mark::Space);
        (self.at, self.ending, self.in_word, self.in_ascii_word, self.in_token) =
            (false, false, false, false, false);
        (self.before, self.last) = (self.last, Mark::Space);
        1
    }

    /// Steps over an ASCII character that is neither a letter nor a blank, likewise.
    pub(super) fn sign(&mut self, byte: u8) -> usize {
        let (c, digit) = (char::from(byte), byte.is_ascii_digit());
        let p = &mut self.profile;
        p.chars = p.chars.saturating_add(1);
        p.scripts[Script::Common as usize] = p.scripts[Script::Common as usize].saturating_add(1);
        let mark = if digit { Mark::None } else { mark(c) };
        if digit {
            self.numbers.digit(c);
            self.word(c, false, true);
        } else {
            p.disguised |= byte == b'*';
            p.loud += u32::from(matches!(byte, b'!' | b'%' | b'$'));
            self.numbers.other(c);
            self.symbol(mark);
        }
        (self.before, self.last, self.in_word) = (self.last, mark, digit);
        (self.in_ascii_word, self.in_token) = (digit, mark != Mark::Space);
        1
    }

    /// Steps over the common ideographs that `bytes` begins with, of which this is the first, likewise.
    pub(super) fn ideographs(&mut self, first: char, bytes: &[u8]) -> usize {
        let mut len = 0;
        let (mut simplified, mut traditional) = (0, 0);
        while let Some(ideograph) = bytes.get(len..).and_then(leading_ideograph) {
            match han_variant(ideograph) {
                HanVariant::Simplified => simplified += 1,
                HanVariant::Traditional => traditional += 1,
                HanVariant::Neither => {}
            }
            len += 3;
        }
        let count = u32::try_from(len / 3).unwrap_or(u32::MAX);
        self.numbers.letters(first, len / 3);
        let p = &mut self.profile;
        (p.simplified, p.traditional) = (p.simplified + simplified, p.traditional + traditional);
        p.double = p.double.saturating_add(count);
        p.chars = p.chars.saturating_add(count);
        p.letters = p.letters.saturating_add(count);
        p.scripts[Script::Han as usize] = p.scripts[Script::Han as usize].saturating_add(count);
        self.begin_word(len / 3);
        self.in_ascii_word = false;
        len
    }

    /// Steps over the letters of one script that `text` begins with, likewise; or over one character that is none.
    /// Gives their bytes.
    pub(super) fn letters_of(&mut self, text: &str) -> usize {
        let mut chars = text.chars();
        let first = chars.next().unwrap_or_default();
        let of_first = props(first);
        if !of_first.is_letter() {
            return self.step(first);
        }
        let (script, double) = (of_first.script(), of_first.counts_double());
        // Letters of a style are of no script; look-alikes matter beside a letter of ASCII.
        let mut disguised =
            script == Script::Common && !double || self.in_ascii_word && is_dress(first, of_first);
        let (mut c, mut of_c) = (first, of_first);
        let (mut len, mut count) = (0, 0);
        loop {
            len += c.len_utf8();
            count += 1;
            if script == Script::Han {
                self.han(c, script);
            } else {
                self.profile.upper += u32::from(of_c.is_upper());
            }
            let next = chars.next().unwrap_or(' ');
            if next.is_ascii() {
                disguised |= next.is_ascii_alphabetic() && is_dress(c, of_c);
                break;
            }
            (c, of_c) = (next, props(next));
            if !of_c.is_letter() || of_c.script() != script || of_c.counts_double() != double {
                break;
            }
        }
        self.numbers.letters(first, count as usize);
        let p = &mut self.profile;
        p.chars = p.chars.saturating_add(count);
        p.double = p.double.saturating_add(if double { count } else { 0 });
        p.letters = p.letters.saturating_add(count);
        p.scripts[script as usize] = p.scripts[script as usize].saturating_add(count);
        p.disguised |= disguised;
        self.begin_word(count as usize);
        self.in_ascii_word = false;
        len
    }

    /// What so many letters in a row change beside the counts of letters.
    fn begin_word(&mut self, letters: usize) {
        let p = &mut self.profile;
        p.runs += u32::from(!self.in_word);
        p.tokens += u32::from(!self.in_token);
        p.address |= self.at;
        (self.at, self.ending) = (false, false);
        self.before = if letters > 1 { Mark::None } else { self.last };
        (self.last, self.in_word, self.in_token) = (Mark::None, true, true);
    }

    /// Counts a character; gives its bytes.
    pub(super) fn step(&mut self, c: char) -> usize {
        let props = props(c);
        let (letter, digit, double) = (props.is_letter(), props.is_digit(), props.counts_double());
        let is_word = letter || digit || props.is_mark();
        let mark = if is_word { Mark::None } else { mark(c) };
        let p = &mut self.profile;
        if p.chars == 0 {
            p.capital = letter && (double || props.is_upper());
            p.number = digit;
            p.opens = matches!(mark, Mark::OpeningBracket | Mark::Bullet | Mark::Separator | Mark::Hyphen)
                || mark == Mark::Guillemet;
        }
        p.chars = p.chars.saturating_add(1);
        p.double = p.double.saturating_add(u32::from(double));
        if let Some(count) = p.scripts.get_mut(props.script() as usize) {
            *count = count.saturating_add(1);
        }
        if digit {
            self.numbers.digit(c);
        } else {
            self.numbers.other(c);
        }
        p.disguised |= is_dress(c, props);
        if is_word {
            p.upper += u32::from(props.is_upper());
            self.word(c, letter, digit);
            self.han(c, props.script());
        } else {
            p.loud += u32::from(is_loud(c));
            self.symbol(mark);
        }
        (self.before, self.last, self.in_word) = (self.last, mark, is_word);
        self.in_ascii_word = is_word && c.is_ascii();
        self.in_token = mark != Mark::Space;
        c.len_utf8()
    }

    fn word(&mut self, c: char, letter: bool, digit: bool) {
        let p = &mut self.profile;
        p.letters += u32::from(letter);
        p.digits += u32::from(digit);
        p.marks += u32::from(!letter && !digit);
        p.runs += u32::from(!self.in_word);
        p.ascii_runs += u32::from(c.is_ascii() && !self.in_ascii_word);
        p.tokens += u32::from(!self.in_token);
        p.address |= self.at;
        self.at = false;
        self.ending = false;
    }

    fn han(&mut self, c: char, script: Script) {
        if script == Script::Han {
            match han_variant(c) {
                HanVariant::Simplified => self.profile.simplified += 1,
                HanVariant::Traditional => self.profile.traditional += 1,
                HanVariant::Neither => {}
            }
        }
    }

    fn symbol(&mut self, mark: Mark) {
        let p = &mut self.profile;
        p.tokens += u32::from(mark != Mark::Space && !self.in_token);
        self.at = mark == Mark::At && self.in_word;
        match mark {
            Mark::Space => {
                p.spaces += 1;
                p.sentences += u32::from(self.ending);
                p.separators += u32::from(self.last == Mark::Hyphen && self.before == Mark::Space);
            }
            Mark::Stop | Mark::Ellipsis => p.stops += u32::from(mark == Mark::Stop),
            Mark::WideStop => {
                p.stops += 1;
                p.sentences += u32::from(self.last != Mark::WideStop);
            }
            Mark::Comma | Mark::Semicolon => p.commas += 1,
            Mark::Colon | Mark::Separator | Mark::Bullet | Mark::Guillemet => p.separators += 1,
            Mark::OpeningBracket | Mark::ClosingBracket => p.brackets += 1,
            Mark::None | Mark::Hyphen | Mark::Quote | Mark::At => {}
        }
        let closes = matches!(mark, Mark::Quote | Mark::Guillemet | Mark::ClosingBracket);
        self.ending = matches!(mark, Mark::Stop | Mark::Ellipsis) || (self.ending && closes);
    }

    pub(super) fn finish(mut self, block: &str) -> Profile {
        self.numbers.other('\n');
        let p = &mut self.profile;
        p.sentences += u32::from(self.ending);
        p.ellipsis_end = self.last == Mark::Ellipsis || block.ends_with("..");
        p.colon_end = self.last == Mark::Colon;
        p.terminal = matches!(
            self.last,
            Mark::Stop | Mark::WideStop | Mark::Semicolon | Mark::Quote | Mark::Guillemet | Mark::Ellipsis
        );
        p.address |= (p.separators >= 3 && block.contains("://")) || (p.stops >= 2 && block.contains("www."));
        p.date = self.numbers.date;
        p.year = self.numbers.year;
        p.long_numbers = self.numbers.long;
        self.profile
    }
}
