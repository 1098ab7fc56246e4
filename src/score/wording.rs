//! Whether a text is worded like spam: a learned vocabulary of spam, beside that of boilerplate.
//!
//! Fitted by `cargo xtask fit-spam` to collected lines of spam and to honest lines; what it says is one signal
//! among others.

use crate::lexicon::Edge;
use crate::score::vocabulary::{REACH, Vocabulary};
use crate::span::Span;
use crate::unicode::is_word;

/// Buckets of the vocabulary, which serves all languages.
pub(crate) const BUCKETS: usize = 1 << 20;
/// The most characters of its n-grams.
pub(crate) const LONGEST: usize = 5;
/// How many pieces of a text are read.
const PIECES: usize = 2;

const TABLE: &[u8; BUCKETS] = include_bytes!("weights/spam-wording.bin");

/// What one unit of the table is worth: it holds weights from -3 to 3.
const SCALE: f32 = 3.0 / 127.0;

const VOCABULARY: Vocabulary<'_, LONGEST, BUCKETS> = Vocabulary { table: TABLE, scale: SCALE, bias: 0.0 };

/// The logit that a text is worded like spam; 0 where its n-grams tell nothing. Reads at most 280 characters.
pub(crate) fn spam_wording(text: &str) -> f32 {
    VOCABULARY.logit_of(pieces(text))
}

/// The same, if it is at least `least`. A text that begins far below that is read only in part.
pub(crate) fn spam_wording_from(text: &str, least: f32) -> Option<f32> {
    VOCABULARY.logit_from(pieces(text), least)
}

/// The price of each character beside a part: where nothing tells, the text is honest.
const PRICE: f32 = 0.4;
/// The least that text beside a part must be worth in all, above its price: a word or two may be worded like anything.
const LEAST: f32 = 6.0;
/// The most characters that are looked at on each side, ...
const AROUND: usize = 250;
/// ... before a part in stretches of this many, the nearest first, ...
const STRETCH: usize = 50;
/// ... until the sum has fallen this far below its highest: spam does not go on after so much honest text.
const FALL: f32 = 30.0;
/// How many characters before its last one an n-gram reaches.
const BACK: usize = LONGEST - 1;

/// How far the text around a part of a block is worded like spam: up to edges of words. Holds the part.
///
/// The logit of a text is a sum over its n-grams. Counted outwards from the part, that sum is highest where spam ends and honest
/// text begins. Takes O([`AROUND`]).
pub(crate) fn worded_like_spam(text: &str, block: Span, part: Span) -> Span {
    let before = Span::new(block.start(), part.start()).of(text);
    let after = Span::new(part.end(), block.end()).of(text);
    Span::new(block.start() + spam_begins(before), part.end() + spam_ends(after)).trimmed(text)
}

/// Where the spam begins in the text before a part.
fn spam_begins(before: &str) -> usize {
    let (mut sum, mut begin, mut highest) = (0.0, before.len(), LEAST);
    let mut start = before.len();
    for _ in 0..AROUND / STRETCH {
        let end = start;
        start = back(before, end, STRETCH);
        let first = back(before, start, BACK);
        let (mut stretch, mut lowest, mut at) = (0.0, f32::INFINITY, end);
        if is_edge(before, start) {
            (lowest, at) = (0.0, start);
        }
        VOCABULARY.trace(&before[first..end], |after, worth| {
            let place = first + after;
            stretch += if place > start { worth - PRICE } else { 0.0 };
            if place > start && stretch <= lowest && is_edge(before, place) {
                (lowest, at) = (stretch, place);
            }
            true
        });
        sum += stretch;
        if sum - lowest >= highest {
            (begin, highest) = (at, sum - lowest);
        }
        if start == 0 || sum < highest - FALL {
            break;
        }
    }
    begin
}

/// Where the spam ends in the text after a part.
fn spam_ends(after: &str) -> usize {
    let far = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let (mut sum, mut end, mut highest) = (0.0, 0, LEAST);
    VOCABULARY.trace(&after[..far], |at, worth| {
        sum += worth - PRICE;
        if sum >= highest && is_edge(after, at) {
            (end, highest) = (at, sum);
        }
        sum >= highest - FALL
    });
    end
}

/// The place that is this many characters before byte `at`, or the start.
fn back(text: &str, at: usize, characters: usize) -> usize {
    text[..at].char_indices().rev().take(characters).last().map_or(at, |(first, _)| first)
}

/// Whether a place in a text does not lie within a word of a script with blanks between words.
fn is_edge(text: &str, at: usize) -> bool {
    let spaced = |c: char| is_word(c) && Edge::of(c) != Edge::Free;
    !(text[..at].chars().next_back().is_some_and(spaced) && text[at..].chars().next().is_some_and(spaced))
}

/// The text in pieces, the first few of them.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let piece = move || {
        let all = rest.take()?;
        // No text has more characters than bytes.
        let more = (all.len() > REACH).then(|| all.char_indices().nth(REACH)).flatten();
        let Some((at, _)) = more else { return Some(all) };
        rest = Some(&all[at..]);
        Some(&all[..at])
    };
    std::iter::from_fn(piece).take(PIECES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn a_part_reaches_as_far_as_the_wording_of_spam() {
        let honest = "The council voted on Tuesday to repair the bridge ";
        let spam =
            "Play the best online slots, claim your free spins bonus and win real money at our casino today";
        for (text, part, expected) in [
            (
                format!("{honest}{spam} before the winter, and the mayor thanked everybody"),
                "free spins",
                spam,
            ),
            (format!("{honest}viagra before the winter"), "viagra", "viagra"),
            (spam.to_owned(), "free spins", spam),
        ] {
            let span = |part: &str| {
                let start = text.find(part).expect("it stands there");
                Span::new(start, start + part.len())
            };
            let found = worded_like_spam(&text, Span::new(0, text.len()), span(part)).of(&text);
            let [missed, beyond] =
                [expected, found].map(|all| all.len().saturating_sub(found.len().min(expected.len())));
            assert!(found.contains(part) && missed <= 12 && beyond <= 12, "{found:?}");
        }
    }

    #[test]
    fn words_of_spaced_scripts_are_not_cut() {
        let text = "old mill, Ж 7a 在线赌场 casinoЖ";
        let at = |part: &str| text.find(part).unwrap();
        for (place, expected) in [
            (0, true),
            (1, false),
            (at(" mill"), true),
            (at("mill"), true),
            (at(", Ж"), true),
            (at("a 在"), false),
            (at("线"), true),
            (at("场"), true),
            (text.len() - "Ж".len(), false),
            (text.len(), true),
        ] {
            assert_eq!(is_edge(text, place), expected, "{place}");
        }
    }

    /// Text that tells nothing is worth less than its price.
    #[test]
    fn a_part_does_not_reach_through_text_that_tells_nothing() {
        let spam = "Play the best online slots, claim your free spins bonus and win real money at our casino";
        let nothing = "ሰላም ".repeat(20);
        let text = format!("{nothing}{spam} {nothing}");
        let start = text.find("free spins").unwrap();
        let part = Span::new(start, start + "free spins".len());
        let found = worded_like_spam(&text, Span::new(0, text.len()), part).of(&text);
        assert!(found.len() < spam.len() + nothing.len() / 2, "{found}");
        assert!(found.contains("your free spins bonus"), "{found}");
    }

    #[test]
    fn spam_is_looked_for_in_250_characters() {
        let around = "free spins casino bonus, best online slots, win real money, ".repeat(9);
        let text = format!("{around}viagra {around}");
        let part = Span::new(around.len(), around.len() + "viagra".len());
        let found = worded_like_spam(&text, Span::new(0, text.len()), part);
        for (side, length) in [("before", part.start() - found.start()), ("after", found.end() - part.end())]
        {
            assert!((235..=250).contains(&length), "{side}: {length}");
        }
    }

    proptest! {
        #[test]
        fn what_is_far_below_need_not_be_read(
            text in "(casino bonus |free spins |the council |vote |在线|赌场|, |Ж ){0,40}",
            least in -4.0..4.0_f32,
        ) {
            let (wording, first) = (spam_wording(&text), spam_wording(pieces(&text).next().unwrap_or_default()));
            let found = spam_wording_from(&text, least);
            prop_assert!(found.is_none_or(|found| found == wording && found >= least));
            // Only what begins far below it is told without the rest.
            prop_assert!(found.is_some() || wording < least || first < least - 1.0);
        }

        #[test]
        fn what_is_worded_like_spam_holds_the_part_and_stays_in_the_block(
            text in "(casino |bonus |free |the |vote |在线|赌场|, |Ж ){0,80}",
            [a, b, c, d] in any::<[prop::sample::Index; 4]>(),
        ) {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at = [a, b, c, d].map(|index| *index.get(&edges));
            at.sort_unstable();
            let (block, part) = (Span::new(at[0], at[3]), Span::new(at[1], at[2]).trimmed(&text));
            prop_assume!(!part.is_empty());
            let found = worded_like_spam(&text, block, part);
            prop_assert!(block.start() <= found.start() && found.start() <= part.start());
            prop_assert!(part.end() <= found.end() && found.end() <= block.end());
            prop_assert!(text.is_char_boundary(found.start()) && text.is_char_boundary(found.end()));
            // Where it reaches further than the part, it cuts no word but at an end of the block.
            let is_letter = |c: char| c.is_ascii_alphabetic() || c == 'Ж';
            let cuts = |at: usize| text[..at].ends_with(is_letter) && text[at..].starts_with(is_letter);
            prop_assert!([part.start(), block.start()].contains(&found.start()) || !cuts(found.start()));
            prop_assert!([part.end(), block.end()].contains(&found.end()) || !cuts(found.end()));
        }

        #[test]
        fn a_part_reaches_to_where_the_sum_is_highest(
            text in "(casino |bonus |free |the |vote |for |在线|赌场|, |Ж ){0,30}",
            [a, b] in any::<[prop::sample::Index; 2]>(),
        ) {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at = [a, b].map(|index| *index.get(&edges));
            at.sort_unstable();
            let [before, after] = [&text[..at[0]], &text[at[1]..]];
            // Every place, with the sum up to it.
            let sums = |side: &str| {
                let (mut sum, mut sums) = (0.0, Vec::new());
                VOCABULARY.trace(side, |at, worth| {
                    sum += worth - PRICE;
                    sums.push((at, sum));
                    true
                });
                (sums, sum)
            };
            let edges_of = |side: &str, sums: &[(usize, f32)]| -> Vec<_> {
                sums.iter().filter(|(at, _)| is_edge(side, *at)).copied().collect()
            };
            // Where the sums do not fall so far that the rest is left.
            let range = |sums: &[(usize, f32)]| {
                let all = sums.iter().map(|(_, sum)| *sum).chain([0.0]);
                all.clone().fold(f32::MIN, f32::max) - all.fold(f32::MAX, f32::min)
            };
            prop_assume!([before, after].iter().all(|side| range(&sums(side).0) < FALL));
            let (all, sum) = sums(before);
            let lowest = edges_of(before, &all).into_iter().chain([(0, 0.0)]).map(|(_, sum)| sum).fold(0.0, f32::min);
            let from = edges_of(before, &all).into_iter().rfind(|(_, sum)| *sum == lowest).map_or(0, |(at, _)| at);
            let start = if sum - lowest >= LEAST { from } else { before.len() };
            let (all, _) = sums(after);
            let worth: Vec<_> = edges_of(after, &all).into_iter().filter(|(_, sum)| *sum >= LEAST).collect();
            let highest = worth.iter().map(|(_, sum)| *sum).fold(LEAST, f32::max);
            let end = worth.iter().rfind(|(_, sum)| *sum == highest).map_or(0, |(at, _)| *at);
            let expected = Span::new(start, at[1] + end).trimmed(&text);
            let found = worded_like_spam(&text, Span::new(0, text.len()), Span::new(at[0], at[1]));
            prop_assert_eq!(found, expected);
        }
    }
}
