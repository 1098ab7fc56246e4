//! Judges which blocks, or parts of blocks, are spam.

use std::cell::OnceCell;

use crate::block::Block;
use crate::config::Config;
use crate::decode::{Suspect, runs};
use crate::fold::Undressed;
use crate::label::Kind;
use crate::page::Page;
use crate::profile::Profile;
use crate::score::{SpamModel, Unit, misfits, worded_like_spam};
use crate::shingles::Shingles;
use crate::signal::{
    BoilerplateTerm, Echo, Echoes, Seams, Signal, SpamTerm, Strengths, Surroundings, candidates, fields,
    is_long_field, joints, term_runs,
};
use crate::sketch::{Elements, Sketch, Window};
use crate::span::Span;

use super::mixed::LIKELY;
use super::page_wording::Sample;
use super::quiet::QUIET;
use super::sieve::{Candidate, Memory, within};
use super::topics::Topics;
use super::worth::is_lone;

/// Lines among spam are spam from this share of the threshold on.
const IN_A_RUN: f32 = 0.6;
/// Pages of more blocks have a frame, and are no lines that stand alone.
const MAX_ALONE: usize = 8;
/// Terms of a block whose echoes are judged: a bound on the time that a line of nothing but terms takes.
const MAX_ECHOES: usize = 32;

/// Runs of terms of a block whose text is looked at beside them, likewise.
const MAX_RUNS: usize = 64;
/// Runs of terms in the same text stand together: it is looked for among what was found around this many before.
const NEAR_RUNS: usize = 32;

/// Bylines are shorter, in columns.
const MAX_BYLINE: u32 = 200;

/// A unit of text that was judged to be spam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Injection {
    /// Where it stands, in bytes of the text.
    pub(crate) span: Span,
    /// The block that it is, or is part of.
    pub(crate) block: usize,
    /// Whether it is the whole block.
    pub(crate) whole: bool,
    /// The weights that it was judged with.
    pub(crate) unit: Unit,
    /// The category with the most evidence.
    pub(crate) kind: Kind,
    /// Probability of spam.
    pub(crate) score: f32,
    /// The evidence.
    pub(crate) strengths: Strengths,
}

/// What is known of the page when spam is judged.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) blocks: &'a [Block],
    pub(crate) profiles: &'a [Profile],
    pub(crate) page: &'a Page,
    pub(crate) elements: &'a Elements,
    pub(crate) sketch: &'a Sketch,
    pub(crate) shingles: &'a Shingles,
    /// How letters are disguised; see [`crate::fold::Folded::undressed`].
    pub(crate) undressed: &'a [Undressed],
    /// Spam terms in the order of the text.
    pub(crate) hits: &'a [SpamTerm],
    /// What stands around them in other places, too.
    pub(crate) echoes: &'a Echoes,
    /// For each block, the first of its hits; one more entry at the end.
    pub(crate) first_hit: &'a [usize],
    /// Boilerplate terms, likewise.
    pub(crate) boilerplate: &'a [BoilerplateTerm],
}

impl<'a> View<'a> {
    /// The echoes of the spam terms of a block, the first few that do not reach beyond it: a long line is several blocks.
    pub(super) fn echoes_of(&self, block: usize) -> impl Iterator<Item = Echo> + 'a {
        let (echoes, span) = (self.echoes, self.blocks[block].span);
        let within = move |echo: &Echo| span.holds(echo.span);
        let hits = self.first_hit[block]..self.first_hit[block + 1];
        hits.take(MAX_ECHOES).filter_map(|hit| echoes.of(hit)).filter(within)
    }

    /// The names of a block that come again and hold a term that tells something, or more than a term and break into the text; but
    /// for one that is all of the block.
    fn names_of(&self, block: usize) -> impl Iterator<Item = Span> + 'a {
        let (text, whole, hits) = (self.text, self.blocks[block].span, self.hits_of(block));
        let is_worth = move |name: &Span| {
            let of_name = within(hits, *name, |hit| hit.span);
            of_name.iter().any(SpamTerm::tells)
                || (of_name.iter().all(|hit| hit.span != *name) && misfits(&joints(text, whole, *name).1) > 0)
        };
        let names = self.echoes_of(block).map(|echo| echo.span);
        names.filter(move |name| *name != whole && is_worth(name))
    }

    /// The spam terms of a block.
    pub(crate) fn hits_of(&self, block: usize) -> &'a [SpamTerm] {
        &self.hits[self.first_hit[block]..self.first_hit[block + 1]]
    }
}

/// Memory of [`judge`], reused from page to page.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(super) memory: Memory,
    /// Blocks that can be spam, or have parts that are.
    pub(super) worth: Vec<usize>,
    pub(super) wholes: Vec<Injection>,
    pub(super) parts: Vec<Injection>,
    /// Sentences of the article between pieces of spam.
    pub(super) between: Vec<Span>,
    seams: Seams,
    spans: Vec<Span>,
    suspects: Vec<Suspect>,
    spam: Vec<bool>,
}

/// Appends what is spam, in the order of the text.
pub(crate) fn judge(
    view: View<'_>,
    model: &SpamModel,
    config: &Config,
    buffers: &mut Buffers,
    out: &mut Vec<Injection>,
) {
    let threshold = config.spam_threshold();
    let judge = Judge::new(view, model);
    judge.wholes(threshold * IN_A_RUN, buffers);
    judge.wrapped(threshold * IN_A_RUN, buffers);
    judge.parts(threshold.min(LIKELY), buffers);
    judge.spread(buffers);
    let Buffers { worth, wholes, .. } = &mut *buffers;
    worth.retain(|&block| whole_of(wholes, block).is_none_or(|whole| whole.score < threshold));
    judge.fields(threshold.min(LIKELY), LIKELY, buffers);
    judge.merge(threshold, buffers, out);
    settle_runs(&view, threshold, buffers, out);
}

/// What a block is as a whole, if that was found; the wholes are in the order of their blocks.
pub(super) fn whole_of(wholes: &[Injection], block: usize) -> Option<&Injection> {
    wholes.binary_search_by_key(&block, |whole| whole.block).ok().map(|i| &wholes[i])
}

/// Drops the blocks that are neither spam by themselves nor in a run of spam, and the parts of blocks that are.
fn settle_runs(view: &View<'_>, threshold: f32, buffers: &mut Buffers, out: &mut Vec<Injection>) {
    let whole = |injection: &&Injection| injection.whole;
    let suspect = |injection: &Injection| Suspect {
        block: injection.block,
        sure: injection.score >= threshold,
        follows: !view.profiles[injection.block].is_long(),
    };
    let Buffers { suspects, spam, .. } = buffers;
    suspects.clear();
    suspects.extend(out.iter().filter(whole).map(suspect));
    runs(suspects, spam);
    let mut verdicts = spam.iter();
    let mut settled = None;
    out.retain(|injection| {
        if !injection.whole {
            return settled != Some(injection.block);
        }
        let is_spam = verdicts.next().is_some_and(|spam| *spam);
        settled = is_spam.then_some(injection.block);
        is_spam
    });
}

/// Appends every unit that is assessed at all, whatever the verdict on it: what the fitting sees.
#[cfg(feature = "fit")]
pub(crate) fn survey(view: View<'_>, model: &SpamModel, out: &mut Vec<Injection>) {
    let (judge, mut buffers) = (Judge::new(view, model), Buffers::default());
    judge.wholes(0.0, &mut buffers);
    judge.sentences(0.0, None, &mut buffers.memory, &mut buffers.wholes);
    judge.parts(0.0, &mut buffers);
    judge.fields(0.0, f32::INFINITY, &mut buffers);
    out.append(&mut buffers.wholes);
    out.append(&mut buffers.parts);
    out.sort_by_key(|unit| unit.block);
}

/// What it takes to assess the units of a page.
pub(super) struct Judge<'a> {
    pub(super) view: View<'a>,
    pub(super) model: &'a SpamModel,
    pub(super) topics: Topics,
    pub(super) sample: OnceCell<Sample>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(view: View<'a>, model: &'a SpamModel) -> Self {
        Self { view, model, topics: Topics::of(&view), sample: OnceCell::new() }
    }

    /// Fills in the blocks that are worth a look, and those whose score is at least `least`.
    pub(super) fn wholes(&self, least: f32, buffers: &mut Buffers) {
        let View { blocks, profiles, elements, .. } = self.view;
        let Buffers { memory, worth, wholes, .. } = buffers;
        let unit = self.unit();
        let mut window = None;
        worth.clear();
        wholes.clear();
        for (block, &Block { span, .. }) in blocks.iter().enumerate() {
            if self.is_worth(block) {
                worth.push(block);
                let mut around = self.around(block);
                if least > QUIET && self.is_quiet(block, &mut around) {
                    continue;
                }
                let window: &mut Window = window.get_or_insert_default();
                let recombination = window.recombination(elements, profiles, block);
                let around = Surroundings { recombination, ..around };
                let whole = Candidate { block, span, around };
                wholes.extend(self.sift(&whole, unit, least, memory));
            } else if self.view.names_of(block).next().is_some() {
                worth.push(block);
            }
        }
    }

    /// What the whole blocks of this page are judged as.
    pub(super) const fn unit(&self) -> Unit {
        let alone = !self.view.sketch.is_telling() && self.view.blocks.len() <= MAX_ALONE;
        if alone { Unit::Alone } else { Unit::Block }
    }

    /// Appends the parts of blocks that may have been inserted and whose score is at least `least`.
    fn parts(&self, least: f32, buffers: &mut Buffers) {
        let View { text, blocks, profiles, page, .. } = self.view;
        let Buffers { memory, worth, seams, spans, parts, .. } = buffers;
        parts.clear();
        for &block in &*worth {
            spans.clear();
            let hits = self.view.hits_of(block);
            spans.extend(self.view.names_of(block));
            spans.dedup();
            let whole = blocks[block].span;
            candidates(text, whole, &profiles[block], hits, page.script(), seams, spans);
            let known = spans.len();
            for run in term_runs(hits).take(MAX_RUNS) {
                let worded = worded_like_spam(text, whole, run);
                let near = spans.len().saturating_sub(NEAR_RUNS).max(known);
                if worded != whole && !spans[..known].contains(&worded) && !spans[near..].contains(&worded) {
                    spans.push(worded);
                }
            }
            let around = if spans.is_empty() { Surroundings::default() } else { self.around(block) };
            for &span in &*spans {
                parts.extend(self.sift(&Candidate { block, span, around }, Unit::Insertion, least, memory));
            }
        }
    }

    /// A name that comes again is in all its places what it is in the surest of them. No matter for [`survey`]: what is
    /// fitted must not depend on the weights that there are.
    fn spread(&self, buffers: &mut Buffers) {
        let Buffers { worth, parts, .. } = buffers;
        let text = |part: &Injection| part.span.of(self.view.text);
        // One of each name, the surest.
        let found = parts.len();
        parts.extend_from_within(..);
        parts[found..].sort_unstable_by(|a, b| text(a).cmp(text(b)).then(b.score.total_cmp(&a.score)));
        let mut names = found;
        for i in found..parts.len() {
            let is_name = parts[i].unit == Unit::Insertion && parts[i].strengths.get(Signal::Echoed) > 0.0;
            if is_name && (names == found || text(&parts[names - 1]) != text(&parts[i])) {
                parts[names] = parts[i];
                names += 1;
            }
        }
        parts.truncate(names);
        for &block in worth.iter().filter(|_| names > found) {
            for span in self.view.names_of(block) {
                let name = span.of(self.view.text);
                if let Ok(i) = parts[found..names].binary_search_by_key(&name, text) {
                    parts.push(Injection { span, block, ..parts[found + i] });
                }
            }
        }
        parts.drain(found..names);
        let place = |part: &Injection| (part.block, part.span, part.unit as u8);
        parts.sort_unstable_by(|a, b| place(a).cmp(&place(b)).then(b.score.total_cmp(&a.score)));
        parts.dedup_by_key(|part| place(part));
    }

    /// Appends the fields of blocks that are spam as lines of their own would be, where no other part is `likely` to be; and
    /// those of bylines.
    fn fields(&self, least: f32, likely: f32, buffers: &mut Buffers) {
        let Buffers { memory, worth, spans, parts, .. } = buffers;
        let (unit, found) = (self.unit(), parts.len());
        for &block in &*worth {
            let hits = self.view.hits_of(block);
            let is_byline = self.is_byline(block);
            let of_block = parts[..found].partition_point(|part| part.block < block);
            let mut others = parts[of_block..found].iter().take_while(|part| part.block == block);
            if !is_byline && (is_lone(hits) || others.any(|part| part.score >= likely)) {
                continue;
            }
            let span = self.view.blocks[block].span;
            let (line, profile) = (span.of(self.view.text), &self.view.profiles[block]);
            // All bars but two count as separators.
            if profile.separators == 0
                && !line.contains('\t')
                && (profile.double == 0 || !line.contains('丨'))
            {
                continue;
            }
            spans.clear();
            fields(self.view.text, span, is_byline, spans);
            let around = self.around(block);
            let is_worth = |span: Span| {
                let hits = within(hits, span, |hit| hit.span);
                if is_byline {
                    is_long_field(self.view.text, span) || hits.iter().any(SpamTerm::tells)
                } else {
                    !is_lone(hits)
                }
            };
            for &span in spans.iter().filter(|span| is_worth(**span)) {
                parts.extend(self.sift(&Candidate { block, span, around }, unit, least, memory));
            }
        }
    }

    /// Whether a block is a short line of several fields with a date or a credit.
    pub(super) fn is_byline(&self, block: usize) -> bool {
        let profile = &self.view.profiles[block];
        let is_credited = || {
            let span = self.view.blocks[block].span;
            let boilerplate = within(self.view.boilerplate, span, |term| term.span);
            boilerplate.iter().any(|term| term.kind == Kind::Credits)
        };
        profile.separators > 0
            && profile.width() < MAX_BYLINE
            && (profile.date || profile.year || is_credited())
    }
}

#[cfg(test)]
pub(super) mod tests;
