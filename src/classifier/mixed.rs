//! Blocks and sentences that are honest except for a part of them: then only the part is cut.

use crate::block::is_terminal;
use crate::score::{Unit, spam_wording};
use crate::signal::{MIN_REST, Signal, SpamTerm, densest};
use crate::span::Span;
use crate::steps;

use super::sieve::{Candidate, Memory, within};
use super::spam::{Buffers, Injection, Judge, whole_of};

/// What is left without a part is honest if it scores less than this.
const HONEST: f32 = 0.3;
/// Text belongs to its page if less than this share of it is found nowhere else there.
const UNRELATED: f32 = 0.7;
/// A part that is likely to be spam by itself.
pub(super) const LIKELY: f32 = 0.5;
/// Sentences of fewer bytes say too little.
const LEAST_SENTENCES: usize = 60;
/// The score at which taking more text along gains as much as it costs.
const EVEN: f32 = 0.8;

/// Whether a block that is spam may be honest except for a part of it: it is not a list, it is not made of terms, and it
/// shares words with the page.
pub(super) fn may_be_mixed(whole: &Injection) -> bool {
    let below = |signal, most| whole.strengths.get(signal) < most;
    !is_list(whole) && below(Signal::TermCoverage, 0.5) && below(Signal::Unrelated, UNRELATED)
}

/// Whether a block has the form of a list, which is spam as a whole or not at all.
fn is_list(whole: &Injection) -> bool {
    whole.strengths.get(Signal::KeywordList) >= 0.3
}

// Whether the block or only a part of it is cut must not depend on the threshold: a higher one may only cut less.
impl Judge<'_> {
    /// Removes from the wholes those long blocks of which only the part with the most terms is spam: one of these terms is
    /// evidence by itself, and the rest of the block is honest. The parts with a score of at
    /// least `least` become `buffers.parts`.
    pub(super) fn only_parts(&self, least: f32, buffers: &mut Buffers) {
        let Buffers { memory, worth, wholes, parts, .. } = buffers;
        parts.clear();
        for &block in worth.iter().filter(|&&block| self.view.profiles[block].is_long()) {
            let hits = self.view.hits_of(block);
            let dense = densest(self.view.text, self.view.blocks[block].span, hits);
            let tells = |span: &Span| within(hits, *span, |hit| hit.span).iter().any(SpamTerm::tells);
            let Some(span) = dense.filter(tells) else { continue };
            let around = self.around(block);
            let part = self.assess(&Candidate { block, span, around }, self.unit(), memory);
            let whole = whole_of(wholes, block).copied();
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

    /// Appends the blocks and the best parts of blocks, in the order of the text; of a block that is honest except for a part,
    /// that part.
    pub(super) fn merge(&self, threshold: f32, buffers: &mut Buffers, out: &mut Vec<Injection>) {
        let Buffers { wholes, parts, memory, .. } = buffers;
        let mut wholes = wholes.iter().peekable();
        steps::count(parts.len());
        parts.retain(|part| !self.is_bridge(part, memory));
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

    /// Appends the surest of overlapping injections, in the order of the text. One that is honest except for a part is replaced
    /// by that part, and one within a longer one that is spam as well, by the longer one. `found` has the surest first. Takes
    /// O(n²) for n of them.
    fn keep_best(&self, found: &[Injection], threshold: f32, memory: &mut Memory, out: &mut Vec<Injection>) {
        let first = out.len();
        steps::count(found.len() * found.len());
        for part in found {
            if !overlaps(&out[first..], part) {
                let grown = Some(self.grown(part, found)).filter(|grown| !overlaps(&out[first..], grown));
                let grown = grown.unwrap_or(*part);
                out.push(self.narrowed(&grown, found, memory).copied().unwrap_or(grown));
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

    /// Of an injection and those that hold it, the one that is worth most, with the score of the injection itself.
    fn grown(&self, part: &Injection, found: &[Injection]) -> Injection {
        let holds = |outer: &&Injection| {
            outer.score >= LIKELY
                && outer.span.start() <= part.span.start()
                && part.span.end() <= outer.span.end()
        };
        let worth = |outer: &Injection| (outer.score - EVEN) * outer.span.len() as f32;
        let best = found.iter().filter(holds).max_by(|a, b| worth(a).total_cmp(&worth(b)));
        Injection { score: part.score, ..*best.unwrap_or(part) }
    }

    /// Whether a part reaches from one piece of spam to another over sentences of the article.
    fn is_bridge(&self, part: &Injection, memory: &mut Memory) -> bool {
        let hits = within(self.view.hits_of(part.block), part.span, |hit| hit.span);
        let mut end = part.span.start();
        hits.iter().filter(|hit| hit.tells()).any(|hit| {
            let gap = Span::new(end, hit.span.start().max(end));
            let is_first = end == part.span.start();
            end = end.max(hit.span.end());
            let sentences = sentences(self.view.text, gap);
            !is_first && sentences.len() >= LEAST_SENTENCES && self.is_honest(part.block, sentences, memory)
        })
    }

    /// Whether a span of a block is honest by itself.
    fn is_honest(&self, block: usize, span: Span, memory: &mut Memory) -> bool {
        let rest = Candidate { block, span, around: self.around(block) };
        let rest = self.assess(&rest, Unit::Insertion, memory);
        rest.score < HONEST && spam_wording(span.of(self.view.text)) < 0.0
    }

    /// Whether the rest of a span, without a part of it, is honest. Ends too short to tell are passed over; if both are too
    /// short, it is not.
    fn is_honest_around(&self, outer: Span, part: &Injection, memory: &mut Memory) -> bool {
        let mut is_honest = |&span: &Span| self.is_honest(part.block, span, memory);
        let rests = rests(outer, part.span);
        let mut rests = rests.iter().filter(|rest| rest.len() >= MIN_REST).peekable();
        rests.peek().is_some() && rests.all(&mut is_honest)
    }
}

/// The whole sentences of a gap.
fn sentences(text: &str, gap: Span) -> Span {
    let inside = gap.of(text);
    let [start, end] =
        [inside.find(is_terminal), inside.rfind(is_terminal)].map(|at| gap.start() + at.unwrap_or(0));
    Span::new(start, end).trimmed(text)
}

fn overlaps(kept: &[Injection], part: &Injection) -> bool {
    kept.iter().any(|other| other.span.start() < part.span.end() && part.span.start() < other.span.end())
}

/// What is left of a span on both sides of a part of it.
const fn rests(whole: Span, part: Span) -> [Span; 2] {
    [Span::new(whole.start(), part.start()), Span::new(part.end(), whole.end())]
}

#[cfg(test)]
mod tests;
