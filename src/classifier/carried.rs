//! Lines in which a sentence of spam goes on: spam as well, though they may tell nothing by themselves.

use crate::span::Span;
use crate::steps;

use super::sieve::within;
use super::spam::{Injection, Judge};
use super::wrapped::{begins_small, continues};

/// From a line of at least this score, far above what it takes to be spam, a sentence may go on in others ...
const CARRIES: f32 = 0.8;
/// ... so many of them on each side.
const MAX_CARRIED: usize = 3;

impl Judge<'_> {
    /// Adds to what is spam the lines in which the sentence of a line goes on that is spam as a whole, as sure as that line.
    ///
    /// How far a sentence goes does not depend on what else is spam: a higher threshold may only take less.
    pub(super) fn carry_on(&self, out: &mut Vec<Injection>) {
        let found = out.len();
        for i in 0..found {
            let spam = out[i];
            if !spam.whole || spam.score < CARRIES {
                continue;
            }
            let (behind, before) = (spam.block + 1..self.view.blocks.len(), (0..spam.block).rev());
            let behind = behind.take_while(|&line| self.goes_on_in(line) && self.is_plain(line));
            let before = before.take_while(|&line| self.leads_on(line) && self.is_plain(line));
            for block in behind.take(MAX_CARRIED).chain(before.take(MAX_CARRIED)) {
                let at = out[..found].partition_point(|other| other.block < block);
                if !out[..found].get(at).is_some_and(|other| other.block == block && other.whole) {
                    out.push(Injection { span: self.view.blocks[block].span, block, ..spam });
                }
            }
        }
        if out.len() > found {
            surest_of_each_line(out);
        }
    }

    /// Whether a sentence goes on from the line before a line to it. Both are short.
    fn goes_on_in(&self, line: usize) -> bool {
        let (text, lines) = (self.view.text, [line - 1, line]);
        let [before, behind] = lines.map(|line| self.view.blocks[line].span);
        steps::count(behind.end() - before.start());
        lines.iter().all(|&line| !self.view.profiles[line].is_long())
            && Span::new(before.end(), behind.start()).of(text).matches('\n').count() == 1
            && continues(before.of(text), behind.of(text))
    }

    /// Whether a line has no term of boilerplate: one that has is an entry of a menu.
    fn is_plain(&self, line: usize) -> bool {
        within(self.view.boilerplate, self.view.blocks[line].span, |term| term.span).is_empty()
    }

    /// Whether a line is in the midst of a sentence that goes on in the line behind it: a title is not.
    fn leads_on(&self, line: usize) -> bool {
        begins_small(self.view.blocks[line].span.of(self.view.text)) && self.goes_on_in(line + 1)
    }
}

/// In the order of the text; of a line that is spam as a whole nothing else.
fn surest_of_each_line(out: &mut Vec<Injection>) {
    out.sort_unstable_by(|a, b| {
        let place = a.block.cmp(&b.block).then(b.whole.cmp(&a.whole)).then(a.span.cmp(&b.span));
        place.then(b.score.total_cmp(&a.score))
    });
    out.dedup_by(|other, first| other.block == first.block && first.whole);
}

#[cfg(test)]
mod tests {
    use super::super::sieve::{Candidate, Memory};
    use super::super::spam::tests::judged;
    use super::*;
    use crate::score::Unit;

    /// The blocks that are spam, with their scores and whether they are whole, where those of `spam` were found to be.
    fn carried(page: &str, spam: &[(usize, f32, bool)]) -> Vec<(usize, f32, bool)> {
        judged(page, |judge| {
            let injection = |&(block, score, whole): &(usize, f32, bool)| {
                let candidate =
                    Candidate { block, span: judge.view.blocks[block].span, around: judge.around(block) };
                Injection { whole, score, ..judge.assess(&candidate, Unit::Block, &mut Memory::default()) }
            };
            let mut out: Vec<_> = spam.iter().map(injection).collect();
            judge.carry_on(&mut out);
            for injection in &out {
                assert_eq!(injection.span, judge.view.blocks[injection.block].span);
            }
            out.iter().map(|injection| (injection.block, injection.score, injection.whole)).collect()
        })
    }

    fn whole(blocks: impl IntoIterator<Item = usize>, score: f32) -> Vec<(usize, f32, bool)> {
        blocks.into_iter().map(|block| (block, score, true)).collect()
    }

    #[test]
    fn sentences_of_spam_go_on_for_a_few_lines() {
        let page = ["The old mill", "by the", "river and", "the inn", "casino bonus", "for all", "who come"];
        let page = format!("{}\nto the\nvillage\n{}", page.join("\n"), "of the ferry");
        let sure = (4, CARRIES, true);
        // Three lines further, and back as far as lines begin with a small letter.
        assert_eq!(carried(&page, &[sure]), whole(1..=7, CARRIES));
        assert_eq!(carried(&page, &[(2, 0.9, true)]), whole(1..=5, 0.9));
        for doubtful in [(4, CARRIES - 0.01, true), (4, 0.9, false)] {
            assert_eq!(carried(&page, &[doubtful]), [doubtful]);
        }
    }

    #[test]
    fn lines_are_as_sure_as_the_surest_that_reaches_them() {
        let page = ["Buy", "a", "casino", "bonus", "for", "all", "of", "them"].join("\n");
        let found = carried(&page, &[(1, 0.85, true), (6, 0.95, true)]);
        assert_eq!(found, [whole(1..=2, 0.85), whole(3..=7, 0.95)].concat());
        // What is spam as a whole is as sure as it was, and a part of a line goes with the line.
        let found = carried(&page, &[(4, 0.9, true), (5, 0.3, true), (6, 0.5, false)]);
        assert_eq!(found, [whole(1..=4, 0.9), whole([5], 0.3), whole(6..=7, 0.9)].concat());
    }

    /// Titles, menus, paragraphs, other sentences.
    #[test]
    fn sentences_do_not_go_on_in_other_lines() {
        let long = "the ferry leaves at six and the captain rings the bell ".repeat(3);
        for (before, behind) in [
            ("The old mill turns again", "The ferry"),
            ("the mill turns again.", "2 ferries"),
            ("the mill\n", "\nthe ferry"),
            ("share this article", "share this article"),
            (&*long, &*long),
        ] {
            let page = format!("News\n{before}\ncasino bonus for you\n{behind}");
            let spam = judged(&page, |judge| {
                let line = |block: &usize| judge.view.blocks[*block].span.of(&page).starts_with("casino");
                (0..judge.view.blocks.len()).find(line).expect("a line")
            });
            assert_eq!(carried(&page, &[(spam, 0.99, true)]), whole([spam], 0.99), "{page}");
        }
    }

    #[test]
    fn what_is_spam_stays_in_the_order_of_the_text() {
        let page = "Play casino and poker\ncasino bonus";
        judged(page, |judge| {
            let found = |(block, start, end, whole, score): (usize, usize, usize, bool, f32)| {
                let candidate = Candidate { block, span: Span::new(start, end), around: judge.around(block) };
                Injection {
                    whole,
                    score,
                    ..judge.assess(&candidate, Unit::Insertion, &mut Memory::default())
                }
            };
            let parts = [(0, 5, 11, false, 0.6), (0, 16, 21, false, 0.9)].map(found);
            let last = found((1, 22, 34, true, 0.5));
            let mut out = [parts[0], parts[1], last].to_vec();
            judge.carry_on(&mut out);
            assert_eq!(out, [parts[0], parts[1], last]);
        });
    }
}
