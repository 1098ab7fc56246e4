//! Whether a text is worded like spam: a learned vocabulary of spam, beside that of boilerplate.
//!
//! Fitted by `cargo xtask fit-spam` to collected lines of spam and to honest lines; what it says is one signal
//! among others.

use crate::score::vocabulary::{BUCKETS, Vocabulary};

const TABLE: &[u8; BUCKETS] = include_bytes!("weights/spam-wording.bin");

/// What one unit of the table is worth: it holds weights from -3 to 3.
const SCALE: f32 = 3.0 / 127.0;

/// The logit that a text is worded like spam; 0 where its n-grams tell nothing. Reads at most 140 characters.
pub(crate) fn spam_wording(text: &str) -> f32 {
    Vocabulary { table: TABLE, scale: SCALE, bias: 0.0 }.logit(text)
}

#[cfg(test)]
mod tests {
    use super::spam_wording;

    #[test]
    fn the_middle_of_a_long_text_is_not_read() {
        let around = |middle: &str| format!("{}{middle}{}", "a b c d ".repeat(20), " e f g h".repeat(20));
        assert_eq!(spam_wording(&around("casino bonus")), spam_wording(&around("town council")));
    }

    #[test]
    fn spam_is_worded_like_spam() {
        let spam = spam_wording("Play online slots, claim your free spins bonus at the best casino");
        let honest = spam_wording("The council voted on Tuesday to repair the bridge before the winter");
        assert!(spam > 0.0 && honest < 0.0, "{spam} {honest}");
    }
}
