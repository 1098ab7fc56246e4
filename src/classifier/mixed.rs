//! Blocks and sentences that are honest except for a part of them: then only the part is cut.

use crate::block::is_terminal;
use crate::score::{Unit, spam_wording};
use crate::signal::{MIN_REST, Signal, SpamTerm};
use crate::span::Span;
use crate::steps;

use super::sieve::{Candidate, Memory};
use super::spam::{Buffers, Injection, Judge};

/// What is left without a part is honest if it scores less than this.
const HONEST: f32 = 0.3;
/// A part that is likely to be spam by itself.
pub(super) const LIKELY: f32 = 0.5;
/// Sentences of fewer bytes say too little.
const LEAST_SENTENCES: usize = 60;
/// The score at which taking more text along gains as much as it costs.
const EVEN: f32 = 0.8;

/// A list from this strength on is spam as a whole or not at all, ...
const LIST: f32 = 0.3;
/// ... and so is a block of which this share is found nowhere else on the page.
const STRANGE: f32 = 0.85;

/// Whether a block that is spam may be honest except for a part of it.
fn may_be_mixed(whole: &Injection) -> bool {
    let below = |signal, most| whole.strengths.get(signal) < most;
    below(Signal::KeywordList, LIST) && below(Signal::Unrelated, STRANGE)
}

// Whether a block or only a part of it is cut must not depend on the threshold: a higher one may only cut less.
impl Judge<'_> {
    /// Appends the blocks and the best parts of blocks, in the order of the text; of a block that is honest except for a part,
    /// that part.
    pub(super) fn merge(&self, threshold: f32, buffers: &mut Buffers, out: &mut Vec<Injection>) {
        steps::count(buffers.parts.len());
        // The surest of each block first, the longer on a tie.
        buffers.parts.sort_unstable_by(|a, b| {
            let surest = b.score.total_cmp(&a.score).then(b.span.len().cmp(&a.span.len()));
            a.block.cmp(&b.block).then(surest).then(a.span.cmp(&b.span))
        });
        self.drop_bridges(buffers);
        let Buffers { wholes, parts, memory, .. } = buffers;
        let mut wholes = wholes.iter().peekable();
        for parts in parts.chunk_by(|a, b| a.block == b.block) {
            while let Some(whole) = wholes.next_if(|whole| whole.block < parts[0].block) {
                out.push(*whole);
            }
            let whole = wholes.next_if(|whole| whole.block == parts[0].block);
            let whole =
                whole.filter(|whole| !may_be_mixed(whole) || self.narrowed(whole, parts, memory).is_none());
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
        // Of a block that is spam as a whole, a quarter; of a part, anything that says something.
        let rest = if outer.whole { outer.span.len().div_ceil(4) } else { MIN_REST };
        let inner = |part: &&Injection| {
            part.unit == Unit::Insertion
                && part.score >= LIKELY
                && outer.span.holds(part.span)
                && part.span.len() + rest <= outer.span.len()
        };
        let part = found.iter().find(inner)?;
        self.is_honest_around(outer.span, part, memory).then_some(part)
    }

    /// Of an injection and those that hold it, the one that is worth most, with the score of the injection itself.
    fn grown(&self, part: &Injection, found: &[Injection]) -> Injection {
        let is_likely = |outer: &&Injection| outer.score >= LIKELY && outer.span.holds(part.span);
        let worth = |outer: &Injection| (outer.score - EVEN) * outer.span.len() as f32;
        let best = found.iter().filter(is_likely).max_by(|a, b| worth(a).total_cmp(&worth(b)));
        Injection { score: part.score, ..*best.unwrap_or(part) }
    }

    /// Drops the parts that reach from one piece of spam to another over sentences of the article. The parts are in the order of
    /// their blocks.
    fn drop_bridges(&self, buffers: &mut Buffers) {
        let Buffers { parts, between, memory, .. } = buffers;
        between.clear();
        for parts in parts.chunk_by(|a, b| a.block == b.block) {
            let block = parts[0].block;
            let is_bridged = |gap: &Span| {
                steps::count(parts.len());
                parts.iter().any(|part| part.span.holds(*gap))
            };
            let gaps = gaps(self.view.hits_of(block)).map(|gap| sentences(self.view.text, gap));
            let bridged = gaps.filter(|gap| gap.len() >= LEAST_SENTENCES).filter(is_bridged);
            between.extend(bridged.filter(|gap| self.is_honest(block, *gap, memory)));
        }
        parts.retain(|part| {
            let first = between.partition_point(|gap| gap.start() < part.span.start());
            between.get(first).is_none_or(|gap| !part.span.holds(*gap))
        });
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

/// What lies between one term that is evidence by itself and the next.
fn gaps(hits: &[SpamTerm]) -> impl Iterator<Item = Span> + '_ {
    let mut end = None;
    hits.iter().filter(|hit| hit.tells()).filter_map(move |hit| {
        let gap = end.filter(|end| *end < hit.span.start()).map(|end| Span::new(end, hit.span.start()));
        end = end.max(Some(hit.span.end()));
        gap
    })
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
