//! Lines that are one sentence, broken at some width. They are also judged together, as one line may be too little evidence.

use crate::score::spam_wording;
use crate::signal::SpamTerm;
use crate::span::Span;

use super::sieve::{Candidate, Memory, within};
use super::spam::{Buffers, Injection, Judge, whole_of};

/// The most lines that are judged together.
const MAX_LINES: usize = 12;
/// A line of at least this score needs no others to be spam; they may be the title below it.
const SURE: f32 = 0.9;
/// The wording above which a line without a term looks like spam; that of short honest lines is often above 0.
const LIKE_SPAM: f32 = 0.5;

impl Judge<'_> {
    /// Appends the sentences of several lines that hold a term which is evidence by itself, if they score at least `least`.
    pub(super) fn sentences(
        &self,
        least: f32,
        wholes: Option<&[Injection]>,
        memory: &mut Memory,
        out: &mut Vec<Injection>,
    ) {
        let blocks = self.view.blocks;
        let mut after = 0;
        for block in 0..blocks.len() {
            if block < after || !self.view.hits_of(block).iter().any(SpamTerm::tells) {
                continue;
            }
            let first = self.sentence_start(block, after, wholes);
            after = self.sentence_end(first, wholes);
            if after > first + 1 {
                let span = Span::new(blocks[first].span.start(), blocks[after - 1].span.end());
                let around = self.around_lines(first..=after - 1);
                out.extend(self.sift(&Candidate { block: first, span, around }, self.unit(), least, memory));
            }
        }
    }

    /// The block that begins the sentence of a line; not before `from`, where a sentence begins.
    fn sentence_start(&self, line: usize, from: usize, wholes: Option<&[Injection]>) -> usize {
        let first = (from + 1..=line).rev().find(|&line| !self.goes_on(line, wholes)).unwrap_or(from);
        // A longer sentence is cut into pieces of that many lines.
        line - (line - first) % MAX_LINES
    }

    /// The block after the last line of the sentence that a block begins.
    fn sentence_end(&self, first: usize, wholes: Option<&[Injection]>) -> usize {
        let lines = first + 1..self.view.blocks.len().min(first + MAX_LINES);
        first + 1 + lines.take_while(|&line| self.goes_on(line, wholes)).count()
    }

    /// Whether a block continues the sentence of the block before it, and both are short. If the wholes are given, two blocks that
    /// look like spam also count as one sentence, unless one of them is surely spam by itself.
    fn goes_on(&self, block: usize, wholes: Option<&[Injection]>) -> bool {
        let blocks = [block - 1, block];
        let [before, after] = blocks.map(|block| self.view.blocks[block].span.of(self.view.text));
        let is_sure =
            |wholes, block| whole_of(wholes, block).is_some_and(|whole: &Injection| whole.score >= SURE);
        let may_be_spam = |&block: &usize| {
            wholes.is_some_and(|wholes| !is_sure(wholes, block))
                && self.is_like_spam(self.view.blocks[block].span)
        };
        blocks.iter().all(|block| !self.view.profiles[*block].is_long())
            && (continues(before, after) || blocks.iter().all(may_be_spam))
    }

    /// Adds the lines of sentences that are spam to the wholes, with the score of the sentence. Lines at its ends that do not
    /// look like spam are left out.
    pub(super) fn wrapped(&self, least: f32, buffers: &mut Buffers) {
        let Buffers { memory, wholes, parts, .. } = buffers;
        parts.clear();
        self.sentences(least, Some(wholes), memory, parts);
        for sentence in parts.drain(..) {
            let blocks = &self.view.blocks[sentence.block..];
            let lines = blocks.partition_point(|block| block.span.end() <= sentence.span.end());
            let is_like_spam = |&line: &usize| self.is_like_spam(blocks[line].span);
            let first = (0..lines).find(is_like_spam).unwrap_or(lines);
            let after = (first..lines).rev().find(is_like_spam).map_or(first, |last| last + 1);
            wholes.extend((first..after).map(|line| Injection {
                span: blocks[line].span,
                block: sentence.block + line,
                whole: true,
                ..sentence
            }));
        }
        // The surest of each line.
        wholes.sort_unstable_by(|a, b| a.block.cmp(&b.block).then(b.score.total_cmp(&a.score)));
        wholes.dedup_by_key(|whole| whole.block);
    }

    fn is_like_spam(&self, line: Span) -> bool {
        !within(self.view.hits, line, |hit| hit.span).is_empty()
            || spam_wording(line.of(self.view.text)) > LIKE_SPAM
    }
}

/// Whether a sentence goes on from one line to the next: no stop, and a small letter.
fn continues(line: &str, next: &str) -> bool {
    let last = line.trim_end().chars().next_back();
    let first = next.chars().find(|c| c.is_alphanumeric());
    last.is_some_and(|c| c.is_alphanumeric() || c == ',') && first.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::{ADVERTS, judged};
    use super::*;

    #[test]
    fn a_sentence_goes_on_with_a_small_letter() {
        for (line, next, expected) in [
            ("play at the best", "casino of the town", true),
            ("play online,", "«and win»", true),
            ("play online ", "  and win", true),
            ("play online.", "and win", false),
            ("play online", "And win", false),
            ("play online", "2 times", false),
            ("在线", "赌场", false),
            ("", "and win", false),
            ("play", "", false),
        ] {
            assert_eq!(continues(line, next), expected, "{line:?} {next:?}");
        }
    }

    #[test]
    fn sentences_end_where_they_stop_and_at_the_last_line() {
        let page = format!("Menu\nBuy\ncheap\nviagra online.\nnow\n{}", "go\n".repeat(MAX_LINES));
        judged(&page, |judge| {
            let ends: Vec<_> = [0, 1, 2, 3, 4].map(|first| judge.sentence_end(first, None)).into();
            assert_eq!(ends, [1, 4, 4, 4, 4 + MAX_LINES]);
            let cut = 4 + MAX_LINES;
            for (line, from, first) in
                [(0, 0, 0), (2, 0, 1), (3, 1, 1), (4, 0, 4), (cut - 1, 4, 4), (cut, 4, cut), (cut, cut, cut)]
            {
                assert_eq!(judge.sentence_start(line, from, None), first, "{line} {from}");
            }
        });
    }

    #[test]
    fn sentences_have_lines_and_a_term() {
        let page = "Buy viagra online.\nThe ferry\nleaves at six\nVisit our\ncasino bonus\nof the day";
        judged(page, |judge| {
            let mut found = Vec::new();
            judge.sentences(0.0, None, &mut Memory::default(), &mut found);
            let span = Span::new(page.find("Visit").unwrap(), page.len());
            let candidate = Candidate { block: 3, span, around: judge.around_lines(3..=5) };
            assert_eq!(found, [judge.assess(&candidate, judge.unit(), &mut Memory::default())]);
        });
    }

    #[test]
    fn sentences_follow_each_other() {
        let page = "Buy viagra\nat the mill\nCasino bonus\nfor the ferry\nFree spins casino\nof the day";
        judged(page, |judge| {
            let mut found = Vec::new();
            judge.sentences(0.0, None, &mut Memory::default(), &mut found);
            assert_eq!(found.iter().map(|found| found.block).collect::<Vec<_>>(), [0, 2, 4]);
        });
    }

    #[test]
    fn all_lines_of_a_sentence_that_look_like_spam_are() {
        let page = "Visit our\ncasino bonus\nand buy viagra online";
        judged(page, |judge| {
            let mut buffers = Buffers::default();
            judge.wrapped(0.0, &mut buffers);
            let found: Vec<_> = buffers.wholes.iter().map(|whole| whole.block).collect();
            assert_eq!(found.last(), Some(&2), "{found:?}");
            assert!(!judge.is_like_spam(Span::new(5, 6)), "a blank tells nothing");
        });
    }

    #[test]
    fn lines_worded_like_spam_are_judged_together_unless_one_is_sure() {
        let page =
            "Harbour news.\nBest casino bonus\nFree spins for all\nPlay online slots\nThe ferry leaves.";
        judged(page, |judge| {
            let worded: Vec<_> =
                (0..5).map(|block| judge.is_like_spam(judge.view.blocks[block].span)).collect();
            assert_eq!(worded, [false, true, true, true, false]);
            let whole = |block: usize, score: f32| {
                let candidate =
                    Candidate { block, span: judge.view.blocks[block].span, around: judge.around(block) };
                Injection { score, ..judge.assess(&candidate, judge.unit(), &mut Memory::default()) }
            };
            let (sure, doubtful) = ([whole(2, SURE)], [whole(2, SURE - 0.01)]);
            for (wholes, ends) in [
                (None, [1, 2, 3, 4, 5]),
                (Some(&[][..]), [1, 4, 4, 4, 5]),
                (Some(&doubtful[..]), [1, 4, 4, 4, 5]),
                (Some(&sure[..]), [1, 2, 3, 4, 5]),
            ] {
                assert_eq!([0, 1, 2, 3, 4].map(|first| judge.sentence_end(first, wholes)), ends);
            }
        });
    }

    #[test]
    fn long_lines_are_no_part_of_a_sentence_of_lines() {
        let long = "the ferry leaves at six and the captain rings the bell ".repeat(3);
        judged(&format!("{}\nand so on\nfor ever\n{long}", long.trim()), |judge| {
            let ends = [0, 1, 2, 3].map(|first| judge.sentence_end(first, None));
            assert_eq!(ends, [1, 3, 3, 4]);
        });
    }

    #[test]
    fn a_line_looks_like_spam_by_its_terms_or_its_wording() {
        let words: Vec<_> = ADVERTS.iter().flat_map(|advert| advert.split(' ')).collect();
        let parts: Vec<_> = words.windows(5).map(|words| words.join(" ")).collect();
        let page = format!(
            "the council voted to close the casino, the mayor told reporters on Monday\nthe ferry leaves at six and the captain rings the bell\n\n{}",
            parts.join("\n\n")
        );
        judged(&page, |judge| {
            let line = |block: usize| judge.view.blocks[block].span;
            let told = |block: usize| {
                (!judge.view.hits_of(block).is_empty(), spam_wording(line(block).of(&page)) > LIKE_SPAM)
            };
            let advert = (2..2 + parts.len()).find(|&block| told(block) == (false, true)).expect("an advert");
            assert_eq!([0, 1].map(told), [(true, false), (false, false)]);
            let like = [0, 1, advert].map(|block| judge.is_like_spam(line(block)));
            assert_eq!(like, [true, false, true]);
        });
    }

    #[test]
    fn lines_between_those_that_look_like_spam_are_as_sure_as_the_sentence() {
        let page = "Harbour news.\nThe mayor of\nthe old village\ncasino bonus\nof the old mill by the harbour\nbuy viagra online\nby the quay";
        judged(page, |judge| {
            let line = |block: usize| judge.view.blocks[block].span;
            let looks_like_spam = |&block: &usize| {
                !judge.view.hits_of(block).is_empty() || spam_wording(line(block).of(page)) > LIKE_SPAM
            };
            let like: Vec<_> = (1..=6).filter(looks_like_spam).collect();
            for block in 0..=6 {
                assert_eq!(judge.is_like_spam(line(block)), looks_like_spam(&block), "{block}");
            }
            let [first, .., last] = like[..] else { panic!("{like:?}") };
            assert!(first > 1 && last < 6 && like.len() < last + 1 - first, "{like:?}");
            let mut buffers = Buffers::default();
            judge.sentences(0.0, Some(&[]), &mut buffers.memory, &mut buffers.parts);
            let [sentence] = buffers.parts[..] else { panic!("{:?}", buffers.parts) };
            // One line is surer by itself, one is not.
            let alone = |block: usize, score: f32| Injection {
                span: line(block),
                block,
                whole: true,
                score,
                ..sentence
            };
            let [surer, less] = [alone(first, sentence.score + 0.1), alone(last, sentence.score - 0.1)];
            buffers.wholes.extend([surer, less]);
            judge.wrapped(0.0, &mut buffers);
            let expected: Vec<_> = std::iter::once(surer)
                .chain((first + 1..=last).map(|block| alone(block, sentence.score)))
                .collect();
            assert_eq!(buffers.wholes, expected);
        });
    }
}
