//! Measures units of text and weighs them by the spam model: first by the signals that are cheap to count, then, for those
//! that may still be spam, by all signals.

use crate::fold::undress;
use crate::label::Kind;
use crate::lexicon::Strength;
use crate::odds::{log_odds, probability};
use crate::profile::Profile;
use crate::score::{Reach, Unit, is_usual_pair, misfits, spam_wording};
use crate::signal::{Passage, SpamTerm, Stage, Strengths, Surroundings, ends, joints};
use crate::span::Span;

use super::quiet::{LEAST_ON_TOPIC, QUIET, is_on_topic};
use super::spam::{Injection, Judge, View};

/// A unit that may be spam.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) block: usize,
    pub(super) span: Span,
    pub(super) around: Surroundings,
}

/// The highest score that is compared by its log odds: those of higher ones are too near to each other.
const SURE: f32 = 0.999;

/// Memory that one unit after the other is measured in.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The text of a unit without disguise.
    plain: String,
    reach: Reach,
}

impl Judge<'_> {
    /// Measures and weighs one unit, stage by stage; `None` if its score is below `least`, which mostly shows at an early stage.
    pub(super) fn sift(
        &self,
        candidate: &Candidate,
        unit: Unit,
        least: f32,
        memory: &mut Memory,
    ) -> Option<Injection> {
        let (odds, Memory { plain, reach }) = (log_odds(least.min(SURE)), memory);
        let may_be_quiet = unit == Unit::Insertion && least > QUIET;
        let candidate = &if may_be_quiet { self.unquiet_part(candidate)? } else { *candidate };
        let strengths = self.with_passage(candidate, plain, |mut passage| {
            if may_be_quiet && is_on_topic(&passage) {
                let wording = passage.wording_logit();
                if wording < LEAST_ON_TOPIC {
                    return None;
                }
                passage.around.wording = Some(wording);
            }
            self.model.begin(unit, reach);
            let mut strengths = Strengths::default();
            for stage in Stage::ALL {
                self.measure(&passage, stage, &mut strengths);
                self.model.narrow(unit, &strengths, stage, reach);
                // After the last stage it is weighed anyway.
                if stage != Stage::Shingles && self.model.most(unit, reach) < odds {
                    return None;
                }
            }
            Some(strengths)
        })?;
        let score = probability(self.model.most(unit, reach));
        (score >= least).then(|| self.weighed(candidate, unit, strengths, score))
    }

    /// Measures and weighs one unit, whatever comes out.
    pub(super) fn assess(&self, candidate: &Candidate, unit: Unit, memory: &mut Memory) -> Injection {
        let strengths = self.with_passage(candidate, &mut memory.plain, |passage| {
            let mut strengths = Strengths::default();
            Stage::ALL.into_iter().for_each(|stage| self.measure(&passage, stage, &mut strengths));
            strengths
        });
        self.weighed(candidate, unit, strengths, self.score(unit, &strengths))
    }

    fn measure(&self, passage: &Passage<'_>, stage: Stage, strengths: &mut Strengths) {
        if stage == Stage::Shingles {
            self.view.shingles.count(self.view.text, self.view.blocks, self.view.profiles);
        }
        strengths.measure(passage, stage);
    }

    fn weighed(&self, candidate: &Candidate, unit: Unit, strengths: Strengths, score: f32) -> Injection {
        let &Candidate { block, span, .. } = candidate;
        let kind = main_kind(within(self.view.hits, span, |hit| hit.span));
        let whole = span == self.view.blocks[block].span;
        Injection { span, block, whole, unit, kind, score, strengths }
    }

    /// The probability of spam for what has these strengths.
    pub(super) fn score(&self, unit: Unit, strengths: &Strengths) -> f32 {
        probability(self.model.logit(unit, strengths))
    }

    /// Calls `measure` with what the signals see of a unit; `plain` is memory for its text without disguise.
    fn with_passage<T>(
        &self,
        candidate: &Candidate,
        plain: &mut String,
        measure: impl FnOnce(Passage<'_>) -> T,
    ) -> T {
        let &Candidate { block, span, around } = candidate;
        let View { text, blocks, profiles, page, shingles, undressed, .. } = self.view;
        let hits = within(self.view.hits, span, |hit| hit.span);
        let boilerplate = within(self.view.boilerplate, span, |term| term.span);
        let masks = undress(text, span, undressed, plain);
        let undressed = if masks.is_some() { &*plain } else { span.of(text) };
        let own;
        let profile = if span == blocks[block].span && masks.is_none() {
            &profiles[block]
        } else {
            own = Profile::of(undressed);
            &own
        };
        let echo = self.view.echoes_of(block).find(|echo| echo.span == span);
        let echoes = echo.map_or(0, |echo| echo.others);
        let (topic_density, spam_density) =
            self.topics.densities_outside(&self.view, main_kind(hits), block, profile, hits, echoes);
        // A sentence of several lines reaches beyond its first block.
        let outer = Span::new(blocks[block].span.start(), blocks[block].span.end().max(span.end()));
        let block_share = span.len() as f32 / outer.len().max(1) as f32;
        let (seams, broken_seams) = ends(text, outer, span);
        let (apart, joints) = joints(text, outer, span);
        let around = Surroundings {
            topic_density,
            spam_density,
            masks: masks.unwrap_or_default(),
            // It is that of the text as it stands.
            wording: around.wording.filter(|_| masks.is_none()),
            block_share,
            page_wording: self.page_wording(block),
            echoes,
            seams,
            broken_seams,
            heals: self.view.sketch.has_pair(apart.0, apart.1),
            joins: is_usual_pair(apart.0, apart.1) == Some(true),
            misfits: misfits(&joints) as u8,
            ..around
        };
        let wording = spam_wording;
        measure(Passage { text: undressed, profile, hits, boilerplate, wording, page, shingles, around })
    }
}

/// The text of a span with its letters as they are without disguise.
#[cfg(feature = "fit")]
pub(crate) fn undressed(view: &View<'_>, span: Span) -> String {
    let mut memory = String::new();
    match undress(view.text, span, view.undressed, &mut memory) {
        Some(_) => memory,
        None => span.of(view.text).to_owned(),
    }
}

/// The terms that begin within a span; they are sorted.
pub(crate) fn within<T>(terms: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
    let first = terms.partition_point(|term| of(term).start() < span.start());
    let last = terms.partition_point(|term| of(term).start() < span.end());
    &terms[first..last.max(first)]
}

/// The category with the most weight of hits; ties go to the first in the order of [`Kind`].
fn main_kind(hits: &[SpamTerm]) -> Kind {
    let mut votes = [0u32; Kind::ALL.len()];
    for hit in hits.iter().take(256) {
        votes[hit.kind as usize] += match hit.strength {
            Strength::Strong => 6,
            Strength::Weak => 3,
            Strength::Combo => 1,
        };
    }
    let most = votes.iter().copied().max().unwrap_or_default();
    let winner = Kind::ALL.iter().copied().find(|&kind| votes[kind as usize] == most);
    winner.filter(|_| most > 0).unwrap_or(Kind::Other)
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::judged;
    use super::*;
    use crate::signal::Signal;
    use Strength::{Combo, Strong, Weak};

    fn found(kind: Kind, strength: Strength, span: Span) -> SpamTerm {
        SpamTerm { span, entry: 0, strength, kind, foreign: false }
    }

    #[test]
    fn the_category_is_that_of_most_weight() {
        for (hits, expected) in [
            (&[][..], Kind::Other),
            (&[(Kind::Pharma, Combo)], Kind::Pharma),
            (&[(Kind::Pharma, Combo), (Kind::Pharma, Combo), (Kind::Gaming, Weak)], Kind::Gaming),
            (&[(Kind::Gaming, Weak), (Kind::Gaming, Combo), (Kind::Pharma, Weak)], Kind::Gaming),
            (&[(Kind::Pharma, Weak), (Kind::Pharma, Combo), (Kind::Gaming, Strong)], Kind::Gaming),
            (&[(Kind::Gaming, Strong), (Kind::Pharma, Weak), (Kind::Pharma, Weak)], Kind::Pharma),
            (&[(Kind::Gaming, Weak), (Kind::Adult, Weak)], Kind::Adult),
        ] {
            let hits: Vec<_> =
                hits.iter().map(|&(kind, strength)| found(kind, strength, Span::new(0, 1))).collect();
            assert_eq!(main_kind(&hits), expected, "{hits:?}");
        }
    }

    /// A part of a block is measured by its own text, whatever stands around it.
    #[test]
    fn parts_are_measured_by_themselves() {
        use Signal::{BlockShare, Capitals, Digits, FullStop, Length, Prose, TermCoverage};
        let part = "WIN 500 NOW at the casino, 7 days a week!";
        let around = "the ferry leaves at six and the captain rings the bell";
        let page = format!("{around} {part} {around}\n{part}");
        judged(&page, |judge| {
            let of = |block: usize, at: usize| {
                let span = Span::new(at, at + part.len());
                let candidate = Candidate { block, span, around: judge.around(block) };
                judge.assess(&candidate, Unit::Block, &mut Memory::default()).strengths
            };
            let [inner, line] =
                [(0, around.len() + 1), (1, page.len() - part.len())].map(|(block, at)| of(block, at));
            for signal in [Capitals, Digits, FullStop, Length, Prose, TermCoverage] {
                assert_eq!(inner.get(signal), line.get(signal), "{signal}");
            }
            assert!(line.get(Digits) > 0.0 && line.get(Capitals) > 0.0);
            let share = part.len() as f32 / (part.len() + 2 * around.len() + 2) as f32;
            assert!((inner.get(BlockShare) - share).abs() < 1e-6 && line.get(BlockShare) == 1.0);
        });
    }

    #[test]
    fn terms_within_a_span_begin_in_it() {
        let spans = [(0, 2), (4, 6), (4, 9), (7, 9)].map(|(start, end)| Span::new(start, end));
        for (start, end, expected) in
            [(0, 9, 0..4), (4, 7, 1..3), (3, 8, 1..4), (1, 4, 1..1), (5, 5, 3..3), (9, 12, 4..4)]
        {
            assert_eq!(
                within(&spans, Span::new(start, end), |span| *span),
                &spans[expected],
                "{start} {end}"
            );
        }
    }
}
