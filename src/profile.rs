//! Counts of a block, taken in one walk over its characters: what the signals know of its form.

pub(crate) mod brand;
mod mark;
mod number;
#[cfg(test)]
mod oracle;
mod walk;

use crate::runs::{Visitor, visit};
use crate::steps;
use crate::unicode::Script;

use self::walk::Walk;

/// What one block is made of. Counts are in characters unless the field says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// Characters of the block, `n`.
    pub(crate) chars: u32,
    /// Characters that count double: Han, kana, Hangul, Thai, Lao, Khmer, Myanmar, full-width forms.
    pub(crate) double: u32,
    /// Letters.
    pub(crate) letters: u32,
    /// Combining marks.
    pub(crate) marks: u32,
    /// Decimal digits.
    pub(crate) digits: u32,
    /// Upper-case letters.
    pub(crate) upper: u32,
    /// White space.
    pub(crate) spaces: u32,
    /// Runs of characters that are not white space.
    pub(crate) tokens: u32,
    /// Runs of ASCII letters and digits.
    pub(crate) ascii_runs: u32,
    /// Runs of letters, marks and digits of any script, broken by anything else.
    pub(crate) runs: u32,
    /// Commas and semicolons, of any script.
    pub(crate) commas: u32,
    /// Full stops, question and exclamation marks, of any script.
    pub(crate) stops: u32,
    /// Ends of sentences: a stop and closing quotes or brackets, then white space or the end of the block; a stop
    /// of a script without blanks ends a sentence by itself. A run of stops counts once.
    pub(crate) sentences: u32,
    /// Separators as between the entries of a menu: `| ｜ › » > « / · • – — : ：`, and a hyphen between blanks.
    pub(crate) separators: u32,
    /// Opening and closing brackets, of any script.
    pub(crate) brackets: u32,
    /// Digits that stand in a run of their own of at least five: telephone and serial numbers.
    pub(crate) long_numbers: u32,
    /// Characters by script; `Common` counts those that belong to none.
    pub(crate) scripts: [u32; Script::COUNT],
    /// Han characters that occur in simplified writing only.
    pub(crate) simplified: u32,
    /// Han characters that occur in traditional writing only.
    pub(crate) traditional: u32,
    /// Ends with a stop, a closing quote or a semicolon.
    pub(crate) terminal: bool,
    /// Ends with a colon.
    pub(crate) colon_end: bool,
    /// Ends with `…` or `..`: cut short, as teasers are.
    pub(crate) ellipsis_end: bool,
    /// Begins with a bracket, an arrow or a bullet.
    pub(crate) opens: bool,
    /// Begins with an upper-case letter or a character that counts double.
    pub(crate) capital: bool,
    /// Begins with a digit.
    pub(crate) number: bool,
    /// Holds `://`, `www.`, or a word with `@` inside.
    pub(crate) address: bool,
    /// Holds a date or a time of day: numbers of one to four digits next to each other with `/ - .` (three
    /// numbers), `:` (two digits after), or `年 月 日 년 월 일` between or after.
    pub(crate) date: bool,
    /// Holds ASCII letters that end like a [brand](brand), or that a digit follows. A hint: without it, no word of the block is a
    /// brand; with it, one may be.
    pub(crate) brandlike: bool,
    /// Holds a number between 1900 and 2099 of four digits.
    pub(crate) year: bool,
    /// Signs that are [loud](is_loud).
    pub(crate) loud: u32,
    /// Holds a character that may be a letter in disguise, depending on what stands beside it. A hint: without it, no letter of
    /// the block is disguised as `signal/script` sees it; with it, one may be.
    pub(crate) disguised: bool,
}

impl Profile {
    /// Letters and marks that belong to no script, as styled letters do.
    pub(crate) fn scriptless(&self) -> u32 {
        let of_scripts: u32 = self.scripts.iter().skip(1).sum();
        (self.letters + self.marks).saturating_sub(of_scripts)
    }

    /// Counts `block` in one pass.
    pub(crate) fn of(block: &str) -> Self {
        let block = countable(block);
        steps::count(block.len());
        let mut profile = Self::default();
        let mut walk = Walk::new(block, &mut profile);
        visit(block, &mut walk);
        walk.finish();
        profile
    }

    /// Counts `block` into this profile, which must be empty, and shows it to another visitor on the way.
    pub(crate) fn count_with(&mut self, block: &str, visitor: &mut impl Visitor) {
        let block = countable(block);
        steps::count(block.len());
        let mut walk = Walk::new(block, self);
        visit(block, &mut (&mut walk, visitor));
        walk.finish();
    }

    /// Display width in columns, `v`: characters that count double add two.
    pub(crate) fn width(&self) -> u32 {
        self.chars.saturating_add(self.double)
    }

    /// Letters, marks and digits, `W`: what an evaluation weighs a block with.
    pub(crate) fn weight(&self) -> u32 {
        self.letters.saturating_add(self.marks).saturating_add(self.digits)
    }

    /// Words: tokens between white space, or, where 30 % of the characters count double, half of these and the
    /// runs of ASCII letters and digits.
    pub(crate) fn words(&self) -> u32 {
        if self.is_double() { self.double / 2 + self.ascii_runs } else { self.tokens }
    }

    /// Whether at least 30 % of the characters count double.
    pub(crate) fn is_double(&self) -> bool {
        u64::from(self.double) * 10 >= u64::from(self.chars) * 3 && self.double > 0
    }

    /// Neither letter, mark, digit nor white space.
    pub(crate) fn symbols(&self) -> u32 {
        self.chars.saturating_sub(self.weight()).saturating_sub(self.spaces)
    }

    /// Hiragana and Katakana.
    pub(crate) fn kana(&self) -> u32 {
        self.count(Script::Hiragana).saturating_add(self.count(Script::Katakana))
    }

    /// Characters of one script.
    pub(crate) fn count(&self, script: Script) -> u32 {
        self.scripts.get(script as usize).copied().unwrap_or_default()
    }

    /// Whether the block is running text by its size alone: at least 140 columns.
    pub(crate) fn is_long(&self) -> bool {
        self.width() >= LONG_WIDTH
    }
}

/// As much of a block as a `u32` can count: in practice all of it.
fn countable(block: &str) -> &str {
    &block[..block.floor_char_boundary(u32::MAX as usize)]
}

/// The fewest columns of a long block.
pub(crate) const LONG_WIDTH: u32 = 140;

/// Pictures, exclamation marks, percent and currency signs. None is a letter, mark or digit.
pub(crate) const fn is_loud(c: char) -> bool {
    matches!(c, '!' | '！' | '%' | '％' | '$' | '€' | '£' | '₽' | '₺' | '¥' | '￥' | '₹' | '₫' | '฿')
        || is_picture(c)
}

/// Emoji and dingbats, with which adverts like to open.
pub(crate) const fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes() {
        for (block, chars, width, weight, words) in [
            ("", 0, 0, 0, 0),
            ("two words", 9, 9, 8, 2),
            ("Straße 5!", 9, 9, 7, 2),
            ("汉字ab", 4, 6, 4, 2),
            ("한국어 글", 5, 9, 4, 2),
        ] {
            let p = Profile::of(block);
            assert_eq!((p.chars, p.width(), p.weight(), p.words()), (chars, width, weight, words), "{block}");
        }
    }

    #[test]
    fn punctuation() {
        for (block, stops, commas, sentences, separators, terminal) in [
            ("One. Two, three! \"Four?\" he said", 3, 1, 3, 0, false),
            ("Version 3.14 is out.", 2, 0, 1, 0, true),
            ("Wait... what?!", 5, 0, 2, 0, true),
            ("一句，两句。三句！！", 3, 1, 2, 0, true),
            ("Home | News > World - Europe", 0, 0, 0, 3, false),
            ("well-known", 0, 0, 0, 0, false),
            ("यह एक वाक्य है।", 1, 0, 1, 0, true),
            ("He said so.)", 1, 0, 1, 0, false),
        ] {
            let p = Profile::of(block);
            let found = (p.stops, p.commas, p.sentences, p.separators, p.terminal);
            assert_eq!(found, (stops, commas, sentences, separators, terminal), "{block}");
        }
    }

    #[test]
    fn shapes() {
        type Shape = fn(&Profile) -> bool;
        let cases: [(Shape, &[&str], &[&str]); 8] = [
            (
                |p| p.date,
                &["2024-05-06", "6.5.2024 um", "at 12:30", "5月6日", "06/05/24"],
                &["3.14", "1-2", "10:1", "a:30"],
            ),
            (|p| p.year, &["in 1999", "© 2024"], &["20240506", "1234", "12"]),
            (
                |p| p.address,
                &["see http://a.b/c", "me@b.c", "www.a.b"],
                &["a / b", "@ home", "a @ b", "e.g. this."],
            ),
            (|p| p.colon_end, &["Note:", "注："], &["a: b"]),
            (|p| p.ellipsis_end, &["more...", "more…"], &["more."]),
            (|p| p.opens, &["[1]", "→ next", "• item", "- item", "（注）"], &["a", "1.", "\"q\""]),
            (|p| p.capital, &["Word", "字", "Ёж"], &["word", "1", "(A"]),
            (|p| p.long_numbers > 0, &["tel 0123456"], &["1234 5678"]),
        ];
        for (i, (shape, hits, passes)) in cases.iter().enumerate() {
            for block in *hits {
                assert!(shape(&Profile::of(block)), "{i}: {block}");
            }
            for block in *passes {
                assert!(!shape(&Profile::of(block)), "{i}: {block}");
            }
        }
    }

    proptest! {
        #[test]
        fn blocks_are_counted_by_runs_as_by_characters(
            block in "[a-zA-Z0-9 .,:/@字年说說䀀䷀々か가년éЁж١ि-]{0,60}|[ -~\\t字]{0,40}|(?s).{0,40}|[a*ажⒶ1-3/年 .!。»”…|—（）]{0,40}",
        ) {
            let mut profile = Profile::of(&block);
            let naive = oracle::profile(&block);
            // Hints that miss nothing, and need not be right.
            prop_assert!(profile.disguised || !oracle::is_disguised(&block));
            (profile.disguised, profile.brandlike) = (false, false);
            prop_assert_eq!(profile, naive);
        }

        #[test]
        fn loud_signs_are_counted(block in "(?s).{0,20}|[a-z0-9 !％€✅🎁汉.]{0,40}") {
            prop_assert_eq!(Profile::of(&block).loud as usize, block.chars().filter(|&c| is_loud(c)).count());
        }

        #[test]
        fn counts_add_up(block in "(?s).{0,80}|[a-zA-Z0-9 .,:/@字かé-]{0,80}") {
            let p = Profile::of(&block);
            prop_assert_eq!(p.chars as usize, block.chars().count());
            prop_assert_eq!(p.scripts.iter().sum::<u32>(), p.chars);
            prop_assert_eq!(p.tokens as usize, block.split_whitespace().count());
            prop_assert!(p.weight() + p.spaces + p.symbols() == p.chars);
            prop_assert!(p.runs <= p.weight() && p.upper <= p.letters);
        }
    }
}
