//! What single characters become.

use crate::fold::compose::is_jamo_tail;
use crate::fold::unmask::{is_mask, is_separator, is_wide_mask};
use crate::unicode::{confusable, fold_mapping, is_mark, simplified};

/// No character below it has a Simplified form.
const HAN: char = '\u{2E80}';
pub(super) const TATWEEL: char = '\u{640}';

/// Remembers what characters become, so that the tables are asked once for each letter of an alphabet.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By the low bits of the character. Made on first use: most wordlist terms never ask.
    slots: Vec<(char, Option<char>)>,
}

/// Slots of a [`Memo`].
const SLOTS: usize = 1 << 10;

impl Memo {
    /// See [`letter_of`]. `c` is not ASCII.
    #[inline]
    pub(super) fn letter(&mut self, c: char) -> Option<char> {
        match c {
            '\u{4E00}'..='\u{9FFF}' => return Some(simplified(c)),
            '\u{AC00}'..='\u{D7A3}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => return Some(c),
            _ => {}
        }
        self.slots.resize(SLOTS, ('\0', None));
        let index = c as usize % SLOTS;
        match self.slots.get_mut(index) {
            Some(slot) if slot.0 == c => slot.1,
            slot => {
                let letter = letter_of(c);
                if let Some(slot) = slot {
                    *slot = (c, letter);
                }
                letter
            }
        }
    }
}

/// The one character that `c` becomes wherever it stands; `None` if it becomes a blank, no character or several, or if that
/// depends on what stands before it.
fn letter_of(c: char) -> Option<char> {
    let folded = fold_mapping(c).map_or(Ok(c), str::parse).ok().filter(|&c| !is_blank(c))?;
    let indic = matches!(folded, '\u{900}'..='\u{FFF}');
    let joins = !indic && is_mark(folded) || is_jamo_tail(folded) || folded == TATWEEL;
    let parts = is_separator(folded) || is_mask(folded) || is_wide_mask(folded);
    (!joins && !parts).then(|| look_alike(folded))
}

/// Whether a blank is written for the folded character `c`.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}')
}

/// The ASCII character that is drawn like the folded `c`, or the Simplified one, or `c` itself.
pub(super) fn look_alike(c: char) -> char {
    let c = if c < HAN { c } else { simplified(c) };
    if is_mask(c) { c } else { confusable(c).unwrap_or(c) }
}

/// Marks that can be set on a letter of any script, and the vowel signs that Arabic mostly leaves out.
pub(super) fn is_stacked(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{2DE0}'..='\u{2DFF}' | '\u{A66F}'..='\u{A67D}' | '\u{FE20}'..='\u{FE2F}')
}
