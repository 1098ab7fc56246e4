//! Blocks, and sentences, that are honest but for a part of them: what is cut then is the part.

use crate::score::{Unit, spam_wording};
use crate::signal::{Found, Signal, densest};
use crate::span::Span;
use crate::steps;

use super::sieve::{Candidate, Memory, within};
use super::spam::{Buffers, Injection, Judge};

/// What is left without a part is honest below this score.
const HONEST: f32 = 0.3;
/// Less text than this says nothing, in bytes.
const MIN_REST: usize = 12;
/// Text that shares less than the rest of this with the page does not belong to it.
const UNRELATED: f32 = 0.7;
/// A part that is likely to be spam by itself.
pub(super) const LIKELY: f32 = 0.5;

/// Whether a block that is spam may be honest but for a part of it: it is no list, it is not made of terms, and it shares
/// words with the page.
pub(super) fn may_be_mixed(whole: &Injection) -> bool {
    let below = |signal, most| whole.strengths.get(signal) < most;
    !is_list(whole) && below(Signal::TermCoverage, 0.5) && below(Signal::Unrelated, UNRELATED)
}

/// Whether a block has the form of a list, all of one piece.
fn is_list(whole: &Injection) -> bool {
    whole.strengths.get(Signal::KeywordList) >= 0.3
}

// Which it is, the block or its part, must not depend on the threshold: a higher one may only take less.
impl Judge<'_> {
    /// Takes out of the wholes the long blocks of which only the part with the most terms is spam: what is left is honest, and
    /// one of the terms tells something by itself.
    /// Fills in those parts whose score is at least `least`.
    pub(super) fn only_parts(&self, least: f32, buffers: &mut Buffers) {
        let Buffers { memory, worth, wholes, parts, .. } = buffers;
        parts.clear();
        for &block in worth.iter().filter(|&&block| self.view.profiles[block].is_long()) {
            let hits = self.view.hits_of(block);
            let dense = densest(self.view.text, self.view.blocks[block].span, hits);
            let tells = |span: &Span| within(hits, *span, |hit| hit.span).iter().any(Found::tells);
            let Some(span) = dense.filter(tells) else { continue };
            let around = self.around(block);
            let part = self.assess(&Candidate { block, span, around }, self.unit(), memory);
            let whole = wholes.binary_search_by_key(&block, |whole| whole.block).ok().map(|i| wholes[i]);
            if part.score < least && whole.is_none() {
                continue;
            }
            let whole = whole.unwrap_or_else(|| {
                let whole = Candidate { block, span: self.view.blocks[block].span, around };
                self.assess(&whole, self.unit(), memory)
            });
            let as_part = self.score(Unit::Insertion, &part.strengths);
            if !is_list(&whole) && as_part >= HONEST && self.leaves_honest(&part, memory) {
                parts.push(part);
            }
        }
        let only = |whole: &Injection| parts.binary_search_by_key(&whole.block, |part| part.block).is_ok();
        wholes.retain(|whole| !only(whole));
        parts.retain(|part| part.score >= least);
    }

    /// Whether what is left of its block without a part is surely honest, and belongs to the page.
    fn leaves_honest(&self, part: &Injection, memory: &mut Memory) -> bool {
        let whole = self.view.blocks[part.block].span;
        let Some(span) = rests(whole, part.span).into_iter().max_by_key(|rest| rest.len()) else {
            return false;
        };
        if span.len() * 4 < whole.len() {
            return false;
        }
        let rest = Candidate { block: part.block, span, around: self.around(part.block) };
        let rest = self.assess(&rest, self.unit(), memory);
        rest.score < HONEST
            && self.score(Unit::Insertion, &rest.strengths) < HONEST
            && rest.strengths.get(Signal::Unrelated) < UNRELATED
            && rest.strengths.get(Signal::Wording) < 0.5
    }

    /// Appends the blocks and the best parts of blocks, in the order of the text; of a block that is honest but for a part
    /// of it, that part.
    pub(super) fn merge(&self, threshold: f32, buffers: &mut Buffers, out: &mut Vec<Injection>) {
        let Buffers { wholes, parts, memory, .. } = buffers;
        let mut wholes = wholes.iter().peekable();
        steps::count(parts.len());
        // The surest of each block first, the longer on a tie.
        parts.sort_unstable_by(|a, b| {
            let surest = b.score.total_cmp(&a.score).then(b.span.len().cmp(&a.span.len()));
            a.block.cmp(&b.block).then(surest).then(a.span.cmp(&b.span))
        });
        for parts in parts.chunk_by(|a, b| a.block == b.block) {
            while let Some(whole) = wholes.next_if(|whole| whole.block < parts[0].block) {
                out.push(*whole);
            }
            let whole = wholes.next_if(|whole| whole.block == parts[0].block);
            let mut is_mixed =
                |whole: &Injection| may_be_mixed(whole) && self.narrowed(whole, parts, memory).is_some();
            let whole = whole.filter(|whole| !is_mixed(whole));
            out.extend(whole);
            if whole.is_none_or(|whole| whole.score < threshold) {
                self.keep_best(parts, threshold, memory, out);
            }
        }
        out.extend(wholes);
    }

    /// Appends of overlapping injections the surest, in the order of the text; of one that is honest but for a part of it,
    /// that part, and of one within a longer one that is spam as well, the longer one. The surest come first.
    fn keep_best(&self, found: &[Injection], threshold: f32, memory: &mut Memory, out: &mut Vec<Injection>) {
        let first = out.len();
        steps::count(found.len() * found.len());
        for part in found {
            if !overlaps(&out[first..], part) {
                let narrowed = self.narrowed(part, found, memory).copied();
                let grown = || self.grown(part, found).filter(|grown| !overlaps(&out[first..], grown));
                out.push(narrowed.or_else(grown).unwrap_or(*part));
            }
        }
        let mut kept = first;
        for i in first..out.len() {
            if out[i].score >= threshold {
                out[kept] = out[i];
                kept += 1;
            }
        }
        out.truncate(kept);
        out[first..].sort_unstable_by_key(|part| part.span);
    }

    /// The surest part of an injection without which the rest of it is honest.
    fn narrowed<'f>(
        &self,
        outer: &Injection,
        found: &'f [Injection],
        memory: &mut Memory,
    ) -> Option<&'f Injection> {
        let inner = |part: &&Injection| {
            part.unit == Unit::Insertion
                && part.score >= LIKELY
                && outer.span.start() <= part.span.start()
                && part.span.end() <= outer.span.end()
                && part.span.len() * 4 <= outer.span.len() * 3
        };
        let part = found.iter().find(inner)?;
        self.is_honest_around(outer.span, part, memory).then_some(part)
    }

    /// The longest injection that holds another, if what it has besides is no honest text; as sure as the other.
    fn grown(&self, part: &Injection, found: &[Injection]) -> Option<Injection> {
        let holds = |outer: &&Injection| {
            outer.score >= LIKELY
                && outer.span.start() <= part.span.start()
                && part.span.end() <= outer.span.end()
        };
        let longest = found.iter().filter(holds).max_by_key(|outer| outer.span.len())?;
        let spammy = |span: &Span| spam_wording(span.of(self.view.text)) > 0.0;
        let rests = rests(longest.span, part.span);
        let mut rests = rests.iter().filter(|rest| rest.len() >= MIN_REST);
        rests.all(spammy).then_some(Injection { score: part.score, ..*longest })
    }

    /// Whether what a span holds besides a part of it is honest, as far as it says anything.
    fn is_honest_around(&self, outer: Span, part: &Injection, memory: &mut Memory) -> bool {
        let mut is_honest = |&span: &Span| {
            let rest = Candidate { block: part.block, span, around: self.around(part.block) };
            let rest = self.assess(&rest, Unit::Insertion, memory);
            rest.score < HONEST && spam_wording(span.of(self.view.text)) < 0.0
        };
        rests(outer, part.span).iter().filter(|rest| rest.len() >= MIN_REST).all(&mut is_honest)
    }
}

fn overlaps(kept: &[Injection], part: &Injection) -> bool {
    kept.iter().any(|other| other.span.start() < part.span.end() && part.span.start() < other.span.end())
}

/// What is left of a span on both sides of a part of it.
const fn rests(whole: Span, part: Span) -> [Span; 2] {
    [Span::new(whole.start(), part.start()), Span::new(part.end(), whole.end())]
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::judged;
    use super::*;
    use crate::signal::Strengths;

    /// Honest on both sides of a few terms.
    const MIXED: &str =
        "The council voted on Tuesday to repair the bridge casino bonus before the first winter storm";
    /// The same, with terms at the start as well.
    const SPAM: &str =
        "cheap levitra, buy viagra online, slot gacor, casino bonus before the first winter storm";

    /// Worded like spam around the last of its terms.
    const ADVERT: &str =
        "Play online slots, claim your free spins bonus at the best casino, buy viagra online";

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
            let parts =
                [(20, 30, 0.9), (0, 10, 0.8), (5, 15, 0.7), (10, 20, 0.6), (25, 40, 0.5), (40, 50, 0.4)];
            let found = parts.map(|(start, end, score)| part(judge, Span::new(start, end), score));
            for (threshold, expected) in [
                (0.3, &[0, 10, 20, 40][..]),
                (0.6, &[0, 10, 20]),
                (0.7, &[0, 20]),
                (0.85, &[20]),
                (0.95, &[]),
            ] {
                let before = part(judge, Span::new(60, 70), 0.1);
                let mut out = vec![before];
                judge.keep_best(&found, threshold, &mut Memory::default(), &mut out);
                assert_eq!(out[0], before);
                let starts: Vec<_> = out[1..].iter().map(|part| part.span.start()).collect();
                assert_eq!(starts, expected, "{threshold}");
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
        ] {
            judged(text, |judge| {
                let outer = part(judge, Span::new(0, text.len()), 0.99);
                let inner = part(judge, at(text, inner), score);
                let found = judge.narrowed(&outer, std::slice::from_ref(&inner), &mut Memory::default());
                assert_eq!(found.is_some(), narrowed, "{text} {score}");
            });
        }
    }

    #[test]
    fn parts_are_three_quarters_at_most() {
        judged(MIXED, |judge| {
            let length = MIXED.len() / 4 * 4;
            for (start, end, narrowed) in [
                (0, length * 3 / 4, true),
                (0, length * 3 / 4 + 1, false),
                (length / 4, length, true),
                (length / 2, length + 1, false),
            ] {
                let outer = part(judge, Span::new(0, length), 0.99);
                let inner = part(judge, Span::new(start, end), 0.9);
                let found = judge.narrowed(&outer, std::slice::from_ref(&inner), &mut Memory::default());
                assert_eq!(found.is_some(), narrowed, "{start} {end}");
            }
        });
    }

    #[test]
    fn a_part_does_not_grow_over_another() {
        judged(ADVERT, |judge| {
            let first = part(judge, at(ADVERT, "Play online slots"), 0.9);
            let second = part(judge, at(ADVERT, "buy viagra online"), 0.7);
            for (start, grows) in [("online slots", false), ("claim", true)] {
                let outer = part(judge, Span::new(ADVERT.find(start).unwrap(), ADVERT.len()), 0.6);
                let mut out = Vec::new();
                judge.keep_best(&[first, second, outer], 0.3, &mut Memory::default(), &mut out);
                let expected = [first.span, if grows { outer.span } else { second.span }];
                assert_eq!(out.iter().map(|part| part.span).collect::<Vec<_>>(), expected, "{start}");
            }
        });
    }

    /// A whole block with strengths and a score of our own.
    fn whole(judge: &Judge<'_>, block: usize, strengths: &[(Signal, f32)], score: f32) -> Injection {
        let span = judge.view.blocks[block].span;
        let whole = judge.assess(
            &Candidate { block, span, around: judge.around(block) },
            Unit::Block,
            &mut Memory::default(),
        );
        let given = |all: Strengths, &(signal, strength): &(Signal, f32)| all.with(signal, strength);
        Injection { score, strengths: strengths.iter().fold(Strengths::default(), given), ..whole }
    }

    #[test]
    fn lists_and_what_is_strange_are_of_one_piece() {
        use Signal::{KeywordList, TermCoverage, Unrelated};
        judged(MIXED, |judge| {
            for (strengths, mixed) in [
                (&[][..], true),
                (&[(KeywordList, 0.29), (TermCoverage, 0.49), (Unrelated, 0.69)], true),
                (&[(KeywordList, 0.3)], false),
                (&[(KeywordList, 0.9)], false),
                (&[(TermCoverage, 0.5)], false),
                (&[(TermCoverage, 0.9)], false),
                (&[(Unrelated, UNRELATED)], false),
                (&[(Unrelated, 1.0)], false),
                (&[(TermCoverage, 0.9), (Unrelated, 1.0)], false),
            ] {
                assert_eq!(may_be_mixed(&whole(judge, 0, strengths, 0.9)), mixed, "{strengths:?}");
            }
        });
    }

    #[test]
    fn a_part_grows_over_what_is_worded_like_spam() {
        for (text, inner, outer, score, grown) in [
            (ADVERT, "buy viagra online", ADVERT, 0.5, true),
            (ADVERT, "buy viagra online", ADVERT, 0.49, false),
            (MIXED, "casino bonus", MIXED, 0.9, false),
            // What is left says nothing.
            (MIXED, "casino bonus", "bridge casino bonus before", 0.9, true),
            (MIXED, "casino bonus", "the bridge casino bonus", 0.9, true),
            (MIXED, "casino bonus", " the bridge casino bonus", 0.9, false),
            (SPAM, "cheap levitra", "buy viagra online", 0.9, false),
            (SPAM, "cheap levitra", "cheap levitra", 0.9, true),
        ] {
            judged(text, |judge| {
                let inner = part(judge, at(text, inner), 0.7);
                let outer = part(judge, at(text, outer), score);
                let found = judge.grown(&inner, std::slice::from_ref(&outer));
                assert_eq!(found.map(|found| found.span), grown.then_some(outer.span), "{text} {score}");
                assert!(found.is_none_or(|found| found.score == inner.score));
            });
        }
    }

    #[test]
    fn wholes_and_parts_come_in_the_order_of_the_text() {
        let text = "casino bonus\nthe town casino bonus council\nslot gacor\na part casino bonus of it";
        judged(text, |judge| {
            for (score, threshold, expected) in [
                (0.4, 0.55, &[(0, true), (1, true), (1, false), (2, true), (3, false)][..]),
                (0.54, 0.55, &[(0, true), (1, true), (1, false), (2, true), (3, false)]),
                (0.55, 0.55, &[(0, true), (1, true), (2, true), (3, false)]),
                (0.9, 0.55, &[(0, true), (1, true), (2, true), (3, false)]),
                (0.9, 0.85, &[(0, true), (1, true), (2, true)]),
            ] {
                let list = |block, score| whole(judge, block, &[(Signal::KeywordList, 1.0)], score);
                let inner = |block: usize| {
                    let start = text.match_indices("casino bonus").nth(block).unwrap().0;
                    let span = Span::new(start, start + 12);
                    let candidate = Candidate { block: [0, 1, 3][block], span, around: judge.around(1) };
                    Injection {
                        score: 0.8,
                        ..judge.assess(&candidate, Unit::Insertion, &mut Memory::default())
                    }
                };
                let mut buffers = Buffers::default();
                buffers.wholes = vec![list(0, 0.9), list(1, score), list(2, 0.9)];
                buffers.parts = vec![inner(2), inner(1)];
                let mut out = Vec::new();
                judge.merge(threshold, &mut buffers, &mut out);
                let found: Vec<_> = out.iter().map(|found| (found.block, found.whole)).collect();
                assert_eq!(found, expected, "{score} {threshold}");
            }
        });
    }

    #[test]
    fn only_the_part_of_a_long_block_is_spam_that_leaves_the_rest_honest() {
        let prose = "The council voted on Tuesday to repair the bridge over the river before the first winter storm, and the \
                     mayor said that the work of the masons on the piers of the bridge would begin within a week. ";
        let terms = "casino bonus, buy viagra online, slot gacor, cheap levitra, ";
        for (line, least, only) in [
            (format!("{prose}{terms}{prose}"), 0.0, true),
            (format!("{prose}{terms}"), 0.0, true),
            // Hardly anything is left, or nothing is put in, or it is below the threshold.
            (format!("{}{}", terms.repeat(4), "the bridge over the river"), 0.0, false),
            (prose.to_owned(), 0.0, false),
            (format!("{prose}{terms}{prose}"), 1.0, false),
        ] {
            let page = format!("{prose}\n{prose}{prose}\n{line}\n{prose}");
            judged(&page, |judge| {
                let list = |block| whole(judge, block, &[], 0.9);
                let mut buffers = Buffers::default();
                (buffers.worth, buffers.wholes) = (vec![1, 2, 3], vec![list(0), list(2)]);
                judge.only_parts(least, &mut buffers);
                let mut listed = Buffers::default();
                listed.worth = vec![2];
                listed.wholes = vec![whole(judge, 2, &[(Signal::KeywordList, 1.0)], 0.9)];
                judge.only_parts(least, &mut listed);
                assert_eq!(
                    (listed.parts.len(), listed.wholes.len()),
                    (0, 1),
                    "a list is of one piece: {line}"
                );
                let blocks = |found: &[Injection]| found.iter().map(|found| found.block).collect::<Vec<_>>();
                let is_taken = line.contains(&format!("{prose}{terms}"));
                assert_eq!(blocks(&buffers.parts), if only { vec![2] } else { vec![] }, "{line}");
                assert_eq!(blocks(&buffers.wholes), if is_taken { vec![0] } else { vec![0, 2] }, "{line}");
                let inside = |part: &Injection| terms.contains(part.span.of(&page));
                assert!(buffers.parts.iter().all(inside));
            });
        }
    }
}
