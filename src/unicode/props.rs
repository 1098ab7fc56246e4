//! Script, class and width of a character: one look-up.

use crate::unicode::tables::props as table;

/// The scripts that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Script {
    /// Used by many scripts, or taking that of the character before (Unicode's Common and Inherited).
    Common,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Tamil,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    Hangul,
    Han,
    Hiragana,
    Katakana,
    Ethiopic,
    /// Any other script, and unassigned code points.
    Other,
}

impl Script {
    /// How many scripts there are: `script as usize` is below it.
    pub(crate) const COUNT: usize = Self::Other as usize + 1;

    /// Every script, in the order of their numbers.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        table::SCRIPTS.into_iter().take(Self::COUNT)
    }
}

/// The bits of a record that are the number of the script.
const SCRIPT: u16 = 31;

/// What one look-up tells of a character: script and flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Props(u16);

impl Props {
    #[inline]
    pub(crate) const fn script(self) -> Script {
        table::SCRIPTS[(self.0 & SCRIPT) as usize]
    }

    /// General category L.
    #[inline]
    pub(crate) const fn is_letter(self) -> bool {
        self.has(table::LETTER)
    }

    /// General category M.
    #[inline]
    pub(crate) const fn is_mark(self) -> bool {
        self.has(table::MARK)
    }

    /// General category Nd.
    #[inline]
    pub(crate) const fn is_digit(self) -> bool {
        self.has(table::DIGIT)
    }

    /// General category Lu or Lt.
    #[inline]
    pub(crate) const fn is_upper(self) -> bool {
        self.has(table::UPPER)
    }

    /// Han, kana, Hangul, Thai, Lao, Khmer, Myanmar, full-width forms and ideographic punctuation.
    #[inline]
    pub(crate) const fn counts_double(self) -> bool {
        self.has(table::DOUBLE)
    }

    /// Whether [`fold_mapping`](super::fold_mapping) changes the character.
    #[inline]
    pub(crate) const fn folds(self) -> bool {
        self.has(table::FOLDS)
    }

    /// Whether [`confusable`](super::confusable) knows the character.
    #[inline]
    pub(crate) const fn is_confusable(self) -> bool {
        self.has(table::CONFUSABLE)
    }

    /// Whether both are of one script and width.
    #[inline]
    pub(crate) const fn writes_like(self, other: Self) -> bool {
        (self.0 ^ other.0) & (SCRIPT | table::DOUBLE) == 0
    }

    const fn has(self, flags: u16) -> bool {
        self.0 & flags != 0
    }
}

/// All properties of `c`: one look-up where several are wanted.
#[inline]
pub(crate) fn props(c: char) -> Props {
    match (table::NARROW.get(c as usize), c) {
        (Some(&record), _) => Props(record),
        (None, '\u{4E00}'..='\u{9FFF}') => Props(table::IDEOGRAPH),
        (None, '\u{AC00}'..='\u{D7A3}') => Props(table::SYLLABLE),
        (None, _) => staged(c as usize),
    }
}

/// The look-up through groups and blocks.
fn staged(c: usize) -> Props {
    let group = item(&table::GROUPS, c >> (table::BLOCK_SHIFT + table::GROUP_SHIFT));
    let block = item(&table::BLOCKS, join(group.into(), c >> table::BLOCK_SHIFT, table::GROUP_SHIFT));
    let code = item(&table::CODES, join(block.into(), c, table::BLOCK_SHIFT));
    Props(table::RECORDS[usize::from(code)])
}

/// The item of a stage. The tables hold every `char`: the default is never taken.
#[inline]
fn item<T: Copy + Default>(stage: &[T], index: usize) -> T {
    stage.get(index).copied().unwrap_or_default()
}

/// The index of the item that the low bits of `c` choose in a part of two to the power of `shift` items.
#[inline]
const fn join(part: usize, c: usize, shift: u32) -> usize {
    part << shift | c & ((1 << shift) - 1)
}

/// The script of `c`.
#[inline]
pub(crate) fn script(c: char) -> Script {
    props(c).script()
}

/// Whether `c` is a letter (general category L).
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    props(c).is_letter()
}

/// Whether `c` is a combining mark (general category M).
#[inline]
pub(crate) fn is_mark(c: char) -> bool {
    props(c).is_mark()
}

/// Whether `c` is a decimal digit (general category Nd).
#[inline]
pub(crate) fn is_digit(c: char) -> bool {
    props(c).is_digit()
}

/// Whether `c` belongs to a word: a letter, a mark or a decimal digit.
#[inline]
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let props = props(c);
    props.is_letter() || props.is_mark() || props.is_digit()
}

/// The display width of `c` in columns, roughly: 2 for what [counts double](Props::counts_double), 1 for all else.
#[inline]
pub(crate) fn columns(c: char) -> usize {
    1 + usize::from(counts_double(c))
}

/// Whether `c` counts as two columns: see [`Props::counts_double`].
#[inline]
pub(crate) fn counts_double(c: char) -> bool {
    props(c).counts_double()
}
