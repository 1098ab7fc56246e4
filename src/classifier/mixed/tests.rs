//! Parts without which a block or a sentence is honest.

use super::super::spam::tests::judged;
use super::*;
use crate::signal::Strengths;

/// Honest on both sides of a few terms.
const MIXED: &str =
    "The council voted on Tuesday to repair the bridge casino bonus before the first winter storm";
/// The same, with terms at the start as well.
const SPAM: &str = "cheap levitra, buy viagra online, slot gacor, casino bonus before the first winter storm";

const COUNCIL: &str =
    "The council voted on Tuesday to repair the bridge over the river before the first winter storm";

/// Worded like spam around the last of its terms.
const ADVERT: &str = "Play online slots, claim your free spins bonus at the best casino, buy viagra online";

fn at(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(start, start + part.len())
}

/// A part of the only block, with a score of our own.
fn part(judge: &Judge<'_>, span: Span, score: f32) -> Injection {
    let candidate = Candidate { block: 0, span, around: judge.around(0) };
    Injection { score, ..judge.assess(&candidate, Unit::Insertion, &mut Memory::default()) }
}

#[test]
fn the_surest_of_overlapping_parts_are_kept() {
    judged(MIXED, |judge| {
        let parts = [(20, 30, 0.9), (0, 10, 0.8), (5, 15, 0.7), (10, 20, 0.6), (25, 40, 0.5), (40, 50, 0.4)];
        let found = parts.map(|(start, end, score)| part(judge, Span::new(start, end), score));
        for (threshold, expected) in
            [(0.3, &[0, 10, 20, 40][..]), (0.6, &[0, 10, 20]), (0.7, &[0, 20]), (0.85, &[20]), (0.95, &[])]
        {
            let before = part(judge, Span::new(60, 70), 0.1);
            let mut out = vec![before];
            judge.keep_best(&found, threshold, &mut Memory::default(), &mut out);
            assert_eq!(out[0], before);
            let starts: Vec<_> = out[1..].iter().map(|part| part.span.start()).collect();
            assert_eq!(starts, expected, "{threshold}");
        }
    });
}

/// A part in the place of a surer one is below the threshold, while one after it is not.
#[test]
fn a_narrowed_part_is_as_sure_as_itself() {
    judged(MIXED, |judge| {
        let outer = part(judge, Span::new(MIXED.find("voted").unwrap(), MIXED.len()), 0.99);
        let [before, inner] = [("The council", 0.9), ("casino bonus", 0.6)]
            .map(|(text, score)| part(judge, at(MIXED, text), score));
        for (threshold, expected) in [(0.5, &[before.span, inner.span][..]), (0.7, &[before.span])] {
            let mut out = Vec::new();
            judge.keep_best(&[outer, before, inner], threshold, &mut Memory::default(), &mut out);
            assert_eq!(out.iter().map(|part| part.span).collect::<Vec<_>>(), expected, "{threshold}");
        }
    });
}

#[test]
fn what_is_honest_around_a_part_is_left() {
    for (text, inner, score, narrowed) in [
        (MIXED, "casino bonus", 0.5, true),
        (MIXED, "casino bonus", 0.49, false),
        (MIXED, MIXED, 0.9, false),
        (SPAM, "casino bonus", 0.9, false),
        ("buy viagra, casino bonus", "casino bonus", 0.9, false),
        (&SPAM[SPAM.find("casino").unwrap()..], "casino bonus", 0.9, true),
        // What is left says nothing.
        ("our casino bonus", "casino bonus", 0.9, false),
    ] {
        judged(text, |judge| {
            let outer = part(judge, Span::new(0, text.len()), 0.99);
            let inner = part(judge, at(text, inner), score);
            let found = judge.narrowed(&outer, std::slice::from_ref(&inner), &mut Memory::default());
            assert_eq!(found.is_some(), narrowed, "{text} {score}");
        });
    }
}

/// Both pieces are cut, and not what stands between them; unless that is spam as well, or too little.
#[test]
fn what_is_honest_between_two_pieces_is_left() {
    let [first, second] = ["buy cheap viagra online, cialis generic", "best online casino bonus, free spins"];
    for (between, is_left) in [(COUNCIL, true), (ADVERT, false), ("It rained", false)] {
        let page = format!("{first}. {between}. {second}.\n{}", [COUNCIL; 4].join(". "));
        judged(&page, |judge| {
            let mut buffers = Buffers::default();
            let outer = Span::new(0, at(&page, second).end());
            let pieces = [at(&page, first), at(&page, second)];
            buffers.parts = vec![part(judge, outer, 0.99)];
            buffers.parts.extend(pieces.map(|piece| part(judge, piece, 0.9)));
            let mut out = Vec::new();
            judge.merge(0.3, &mut buffers, &mut out);
            let found: Vec<_> = out.iter().map(|part| part.span).collect();
            assert_eq!(found, if is_left { pieces.to_vec() } else { vec![outer] }, "{between}");
        });
    }
}

/// Of a whole block a quarter, of a part of one a few words.
#[test]
fn enough_must_be_left() {
    judged(MIXED, |judge| {
        let length = MIXED.len() / 4 * 4;
        for (whole, left, narrowed) in [
            (true, length / 4, true),
            (true, length / 4 - 1, false),
            (false, MIN_REST, true),
            (false, MIN_REST - 1, false),
        ] {
            let outer = Injection { whole, ..part(judge, Span::new(0, length), 0.99) };
            for span in [Span::new(0, length - left), Span::new(left, length), Span::new(left, length + 1)] {
                let inner = part(judge, span, 0.9);
                let found = judge.narrowed(&outer, std::slice::from_ref(&inner), &mut Memory::default());
                assert_eq!(found.is_some(), narrowed && span.end() <= length, "{whole} {left} {span:?}");
            }
        }
    });
}

#[test]
fn a_part_does_not_grow_over_another() {
    judged(ADVERT, |judge| {
        let first = part(judge, at(ADVERT, "Play online slots"), 0.9);
        let second = part(judge, at(ADVERT, "buy viagra online"), 0.7);
        for (start, grows) in [("online slots", false), ("claim", true)] {
            let outer = part(judge, Span::new(ADVERT.find(start).unwrap(), ADVERT.len()), 0.9);
            let mut out = Vec::new();
            judge.keep_best(&[first, second, outer], 0.3, &mut Memory::default(), &mut out);
            let expected = [first.span, if grows { outer.span } else { second.span }];
            assert_eq!(out.iter().map(|part| part.span).collect::<Vec<_>>(), expected, "{start}");
        }
    });
}

/// A whole block with a score of our own.
fn whole(judge: &Judge<'_>, block: usize, score: f32) -> Injection {
    let span = judge.view.blocks[block].span;
    let candidate = Candidate { block, span, around: judge.around(block) };
    Injection { score, ..judge.assess(&candidate, Unit::Block, &mut Memory::default()) }
}

#[test]
fn a_part_grows_to_what_is_worth_most_and_is_as_sure_as_before() {
    judged(MIXED, |judge| {
        let inner = part(judge, Span::new(20, 30), 0.9);
        for (others, expected) in [
            (&[][..], (20, 30)),
            // More of the text, or less of it.
            (&[(10, 60, 0.85)], (10, 60)),
            (&[(10, 45, 0.82)], (20, 30)),
            (&[(10, 60, 0.82), (20, 35, 0.9), (0, 80, 0.75)], (20, 35)),
            (&[(10, 60, 0.85), (20, 35, 0.9), (0, 80, 0.75)], (10, 60)),
            // Unlikely to be spam.
            (&[(0, 90, 0.79)], (20, 30)),
            // Not around it.
            (&[(21, 90, 0.9)], (20, 30)),
            (&[(0, 29, 0.9)], (20, 30)),
        ] {
            let others = others.iter().map(|&(start, end, score)| part(judge, Span::new(start, end), score));
            let found: Vec<_> = std::iter::once(inner).chain(others).collect();
            let grown = judge.grown(&inner, &found);
            assert_eq!((grown.span, grown.score), (Span::new(expected.0, expected.1), 0.9));
        }
        let unlikely = part(judge, Span::new(20, 30), 0.3);
        assert_eq!(judge.grown(&unlikely, &[unlikely]), unlikely);
        for (score, end) in [(0.49, 30), (LIKELY, 40)] {
            let outer = part(judge, Span::new(10, 40), score);
            assert_eq!(judge.grown(&unlikely, &[outer, unlikely]).span.end(), end, "{score}");
        }
    });
}

#[test]
fn wholes_and_parts_come_in_the_order_of_the_text() {
    let text =
        "casino bonus\nthe town casino bonus council\nslot gacor\na part casino bonus of it\nslot gacor";
    judged(text, |judge| {
        for (score, threshold, expected) in [
            (0.4, 0.55, &[(0, true), (1, true), (1, false), (2, true), (3, false), (4, true)][..]),
            (0.54, 0.55, &[(0, true), (1, true), (1, false), (2, true), (3, false), (4, true)]),
            (0.55, 0.55, &[(0, true), (1, true), (2, true), (3, false), (4, true)]),
            (0.9, 0.55, &[(0, true), (1, true), (2, true), (3, false), (4, true)]),
            (0.9, 0.85, &[(0, true), (1, true), (2, true), (4, true)]),
        ] {
            let inner = |block: usize| {
                let start = text.match_indices("casino bonus").nth(block).unwrap().0;
                let span = Span::new(start, start + 12);
                let candidate = Candidate { block: [0, 1, 3][block], span, around: judge.around(1) };
                Injection { score: 0.8, ..judge.assess(&candidate, Unit::Insertion, &mut Memory::default()) }
            };
            let mut buffers = Buffers::default();
            buffers.wholes = [(0, 0.9), (1, score), (2, 0.9), (4, 0.9)]
                .map(|(block, score)| whole(judge, block, score))
                .to_vec();
            buffers.parts = vec![inner(2), inner(1)];
            let mut out = Vec::new();
            judge.merge(threshold, &mut buffers, &mut out);
            let found: Vec<_> = out.iter().map(|found| (found.block, found.whole)).collect();
            assert_eq!(found, expected, "{score} {threshold}");
        }
    });
}

/// In the place of a whole that is honest but for a part of it stands the part, unless the part is in doubt or the whole is of one
/// piece.
#[test]
fn the_part_stands_in_the_place_of_a_mixed_whole() {
    use Signal::{KeywordList, Unrelated};
    judged(MIXED, |judge| {
        for (strengths, score, is_whole) in [
            (&[][..], 0.9, false),
            (&[], LIKELY, false),
            (&[], 0.4, true),
            (&[(KeywordList, 0.29), (Unrelated, 0.84)], 0.9, false),
            (&[(KeywordList, LIST)], 0.9, true),
            (&[(Unrelated, STRANGE)], 0.9, true),
            (&[(KeywordList, 1.0), (Unrelated, 1.0)], 0.9, true),
        ] {
            let given = |all: Strengths, &(signal, strength): &(Signal, f32)| all.with(signal, strength);
            let strengths = strengths.iter().fold(Strengths::default(), given);
            let mut buffers = Buffers::default();
            buffers.wholes = vec![Injection { strengths, ..whole(judge, 0, 0.9) }];
            buffers.parts = vec![part(judge, at(MIXED, "casino bonus"), score)];
            let mut out = Vec::new();
            judge.merge(0.3, &mut buffers, &mut out);
            assert_eq!(out.iter().map(|found| found.whole).collect::<Vec<_>>(), [is_whole], "{score}");
        }
    });
}
