//! What may stand next to a term: classes of characters that tell a word from a part of a longer one.

use std::sync::LazyLock;

use crate::unicode::{Script, is_digit, is_letter, is_mark, script};

/// What may not stand next to one end of a term: a character of the same class would continue the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// Anything may: scripts written without blanks (Han, kana, Thai, Lao, Khmer, Myanmar), punctuation, symbols.
    Free,
    /// No letter or mark of an alphabet. Alphabets are one class: the fold writes Cyrillic and Greek letters that
    /// look like Latin ones as Latin. Digits may (`comments0`, `casino88`).
    Alphabet,
    /// No Hangul; a Latin word before a Korean particle ends where its letters do.
    Hangul,
    /// No digit: `365` is not in `1365`.
    Digit,
}

impl Edge {
    /// In the order in which prepared terms number them.
    pub(crate) const ALL: [Self; 4] = [Self::Free, Self::Alphabet, Self::Hangul, Self::Digit];

    /// The class of a character.
    pub(crate) fn of(c: char) -> Self {
        match script(c) {
            _ if is_digit(c) => Self::Digit,
            script if is_unspaced(script) => Self::Free,
            Script::Hangul => Self::Hangul,
            // The kana length mark is a letter that belongs to no script; an accent belongs to the letter before it.
            Script::Common if !is_mark(c) => Self::Free,
            _ if is_letter(c) || is_mark(c) => Self::Alphabet,
            _ => Self::Free,
        }
    }

    /// The class of the character at byte `at` of a text; free at its end.
    #[inline]
    pub(super) fn at(text: &str, at: usize) -> Self {
        match text.as_bytes().get(at..).unwrap_or_default() {
            [byte @ 0..0x80, ..] => ASCII[usize::from(*byte)],
            [lead @ 0..0xE0, next, ..] => {
                let code = usize::from(lead & 0x1F) << 6 | usize::from(next & 0x3F);
                NARROW[code & 0x7FF]
            }
            // The end, and U+4000 to U+9FFF: ideographs and hexagrams.
            [] | [0xE4..0xEA, ..] => Self::Free,
            _ => text.get(at..).and_then(|rest| rest.chars().next()).map_or(Self::Free, Self::of),
        }
    }

    /// The class of the character before byte `at` of a text; free at its start.
    #[inline]
    pub(super) fn before(text: &str, at: usize) -> Self {
        let last = at.checked_sub(1).map(|last| text.floor_char_boundary(last));
        last.map_or(Self::Free, |last| Self::at(text, last))
    }

    /// The class of the end of a term, given its characters from that end inwards.
    pub(super) fn of_end(mut inwards: impl Iterator<Item = char>) -> Self {
        let accent = |c: char| is_mark(c) && script(c) == Script::Common;
        inwards.find(|&c| !accent(c)).map_or(Self::Free, Self::of)
    }

    /// Whether a term with this end may stand next to a character of class `neighbour`. The end of the text is free.
    #[inline]
    pub(crate) fn admits(self, neighbour: Self) -> bool {
        self == Self::Free || self != neighbour
    }
}

/// The classes of ASCII characters.
const ASCII: [Edge; 128] = {
    let mut table = [Edge::Free; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_digit() {
            table[byte] = Edge::Digit;
        } else if (byte as u8).is_ascii_alphabetic() {
            table[byte] = Edge::Alphabet;
        }
        byte += 1;
    }
    table
};

/// The classes of the characters of one or two bytes.
static NARROW: LazyLock<[Edge; 0x800]> =
    LazyLock::new(|| std::array::from_fn(|code| char::from_u32(code as u32).map_or(Edge::Free, Edge::of)));

/// Whether a script is written without blanks between words.
const fn is_unspaced(script: Script) -> bool {
    use Script::{Han, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai};
    matches!(script, Han | Hiragana | Katakana | Thai | Lao | Khmer | Myanmar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_beside_a_place_are_those_of_the_characters() {
        for c in '\0'..=char::MAX {
            let (text, class) = (format!("字{c}"), Edge::of(c));
            assert_eq!(Edge::at(&text, "字".len()), class, "{c:?}");
            assert_eq!(Edge::before(&text, text.len()), class, "{c:?}");
            assert_eq!((Edge::before(&text, 0), Edge::at(&text, text.len())), (Edge::Free, Edge::Free));
        }
    }

    /// Accents are passed over; signs that belong to a script are not.
    #[test]
    fn the_end_of_a_term_is_its_last_letter() {
        for (end, expected) in [
            ("caf\u{65}\u{301}", Edge::of('e')),
            ("ж\u{301}\u{302}", Edge::of('ж')),
            ("7\u{20E3}", Edge::Digit),
            ("aบ\u{E34}", Edge::of('\u{E34}')),
            ("\u{301}", Edge::Free),
            ("", Edge::Free),
        ] {
            assert_eq!(Edge::of_end(end.chars().rev()), expected, "{end}");
        }
    }
}
