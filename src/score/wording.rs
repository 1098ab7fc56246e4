//! Whether a text is worded like spam: a learned vocabulary of spam, beside that of boilerplate.
//!
//! Fitted by `cargo xtask fit-spam` to collected lines of spam and to honest lines; what it says is one signal
//! among others.

use crate::score::vocabulary::{REACH, Vocabulary};

/// Buckets of the vocabulary: it is of all languages.
pub(crate) const BUCKETS: usize = 1 << 18;
/// Of a text so many pieces are read.
const PIECES: usize = 2;

const TABLE: &[u8; BUCKETS] = include_bytes!("weights/spam-wording.bin");

/// What one unit of the table is worth: it holds weights from -3 to 3.
const SCALE: f32 = 3.0 / 127.0;

/// The logit that a text is worded like spam; 0 where its n-grams tell nothing. Reads at most 280 characters.
pub(crate) fn spam_wording(text: &str) -> f32 {
    Vocabulary { table: TABLE, scale: SCALE, bias: 0.0 }.logit_of(pieces(text))
}

/// The text in pieces, the first few of them.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let piece = move || {
        let all = rest.take()?;
        // No text of so few bytes has more characters.
        let more = (all.len() > REACH).then(|| all.char_indices().nth(REACH)).flatten();
        let Some((at, _)) = more else { return Some(all) };
        rest = Some(&all[at..]);
        Some(&all[..at])
    };
    std::iter::from_fn(piece).take(PIECES)
}

#[cfg(test)]
mod tests {
    use super::{pieces, spam_wording};

    #[test]
    fn a_text_is_read_in_pieces_up_to_the_second() {
        for (chars, expected) in [(0, &[0][..]), (140, &[140]), (141, &[140, 1]), (600, &[140; 2])] {
            let text = "字".repeat(chars);
            let found: Vec<_> = pieces(&text).map(|piece| piece.chars().count()).collect();
            assert_eq!(found, expected, "{chars}");
            assert!(text.starts_with(&pieces(&text).collect::<String>()));
        }
    }

    #[test]
    fn spam_is_worded_like_spam() {
        let spam = spam_wording("Play online slots, claim your free spins bonus at the best casino");
        let honest = spam_wording("The council voted on Tuesday to repair the bridge before the winter");
        assert!(spam > 0.0 && honest < 0.0, "{spam} {honest}");
    }
}
