//! Classes of bytes, by what the fold does with them.

/// What the mapping does with a byte.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Class {
    /// Copied, in lower case.
    Plain,
    /// `.` and `~`: copied, and may keep letters apart.
    Separator,
    /// The blank itself, copied if it is the first of its run.
    Blank,
    /// Becomes a blank: other white space, `-` and `_`.
    Blanked,
    /// `*`, `+` and `^`: copied, and suspect.
    Mask,
    /// A digit: copied, and suspect between letters.
    Digit,
    /// Not ASCII.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b' ' => Class::Blank,
            b'\t'..=b'\r' | b'-' | b'_' => Class::Blanked,
            b'.' | b'~' => Class::Separator,
            b'*' | b'+' | b'^' => Class::Mask,
            b'0'..=b'9' => Class::Digit,
            _ => Class::Plain,
        };
        byte += 1;
    }
    table
};

#[inline]
pub(super) const fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// Whether the digit at byte `at` stands before a letter that may become an ASCII one.
#[inline]
pub(super) fn is_suspect_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|&next| next.is_ascii_alphabetic() || !next.is_ascii() && !leads_han(next))
}

/// Whether a character that begins with this byte is Han.
const fn leads_han(byte: u8) -> bool {
    matches!(byte, 0xE4..=0xE9)
}
