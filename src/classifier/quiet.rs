//! Units that are surely not spam, recognized by their terms, place and wording before they are measured. Without this, 139
//! of 31,256 texts of the development data would have more spam, with the weights of 9828b19.

use crate::lexicon::Strength;
use crate::score::{Unit, spam_wording_from};
use crate::signal::{Passage, SpamTerm, Surroundings};
use crate::span::Span;

use super::around::coverage;
use super::sieve::{Candidate, within};
use super::spam::Judge;
use super::worth::{is_in_script, is_lone, is_run_together};

/// The score that quiet units do not reach, but for a few.
pub(super) const QUIET: f32 = 0.15;

impl Judge<'_> {
    /// Whether a whole block is quiet, as most are. What is asked of its wording is kept in `around`.
    pub(super) fn is_quiet(&self, block: usize, around: &mut Surroundings) -> bool {
        if self.is_without_any(block, around) {
            return true;
        }
        let span = self.view.blocks[block].span;
        let Some(least) = least_of_block(self.view.hits_of(block), span, around) else { return false };
        around.wording = spam_wording_from(span.of(self.view.text), least);
        around.wording.is_none()
    }

    /// Whether a block is a short list in the letters of the page without a term, as menus are, and stands among few terms,
    /// neither at an edge of the page nor alone. Longer lists may be made of names that nobody knows.
    fn is_without_any(&self, block: usize, around: &Surroundings) -> bool {
        let profile = &self.view.profiles[block];
        let undressed = || within(self.view.undressed, self.view.blocks[block].span, |(place, _)| *place);
        self.view.hits_of(block).is_empty()
            && is_inside(around)
            && self.unit() == Unit::Block
            && profile.commas + profile.separators < LONG_LIST
            && !profile.disguised
            && is_in_script(profile, self.view.page)
            && !is_run_together(profile)
            && undressed().is_empty()
    }
}

/// The fewest separators of a list that is judged by its shape.
const LONG_LIST: u32 = 8;

/// Whether a block is neither the first nor the last, and stands among few terms.
fn is_inside(around: &Surroundings) -> bool {
    around.edge_distance > 0 && around.neighbour_coverage <= 0.25
}

/// The wording from which on a whole block is not quiet; `None` where it is not, whatever its wording.
fn least_of_block(hits: &[SpamTerm], span: Span, around: &Surroundings) -> Option<f32> {
    let coverage = coverage(hits, span);
    if !hits.iter().any(SpamTerm::tells) {
        return is_inside(around).then_some(if !hits.is_empty() && coverage < 0.1 { 0.8 } else { -0.3 });
    }
    if around.neighbour_coverage > 0.1 || holds_strong(hits) {
        return None;
    }
    match is_lone(hits) {
        true if coverage < 0.2 => Some(0.0),
        _ => (coverage < 0.1).then_some(-0.5),
    }
}

impl Judge<'_> {
    /// A part of a block that is not quiet by its own terms, with its wording as far as it was asked for.
    pub(super) fn unquiet_part(&self, part: &Candidate) -> Option<Candidate> {
        let hits = within(self.view.hits, part.span, |hit| hit.span);
        let is_disguised = || !within(self.view.undressed, part.span, |(place, _)| *place).is_empty();
        if holds_strong(hits) || is_disguised() {
            return Some(*part);
        }
        let echo = self.view.echoes_of(part.block).find(|echo| echo.span == part.span);
        let least = least_of_part(hits, echo.map_or(0, |echo| echo.others));
        let wording = spam_wording_from(part.span.of(self.view.text), least)?;
        Some(Candidate { around: Surroundings { wording: Some(wording), ..part.around }, ..*part })
    }
}

/// The wording from which on a part is not quiet, by its terms, of which none is strong, and the number of its echoes.
fn least_of_part(hits: &[SpamTerm], echoes: u8) -> f32 {
    match (echoes, hits) {
        (2.., _) => -1.0,
        (_, []) => 0.0,
        _ if is_lone(hits) => 0.4,
        _ => -0.5,
    }
}

/// The same in an article on the topic of the terms.
pub(super) const LEAST_ON_TOPIC: f32 = 1.1;

/// Whether a part of a block stands in such an article.
pub(super) fn is_on_topic(part: &Passage<'_>) -> bool {
    !part.hits.is_empty()
        && !holds_strong(part.hits)
        && part.around.echoes <= 1
        && part.around.topic_density > 0.9
}

fn holds_strong(hits: &[SpamTerm]) -> bool {
    hits.iter().any(|hit| hit.strength == Strength::Strong)
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::judged;
    use super::*;
    use crate::label::Kind;
    use crate::score::spam_wording;
    use Strength::{Combo, Strong, Weak};

    fn hits(of: &[(u32, Strength)]) -> Vec<SpamTerm> {
        let hit = |(i, &(entry, strength)): (usize, &(u32, Strength))| SpamTerm {
            span: Span::new(10 * i, 10 * i + 10),
            entry,
            strength,
            kind: Kind::Gambling,
            foreign: false,
        };
        of.iter().enumerate().map(hit).collect()
    }

    #[test]
    fn blocks_of_few_terms_are_quiet_below_a_wording() {
        for (of, length, neighbours, edge, expected) in [
            (&[][..], 100, 0.0, 1, Some(-0.3)),
            (&[(1, Combo), (2, Combo)], 200, 0.25, 1, Some(-0.3)),
            (&[(1, Combo), (2, Combo)], 201, 0.25, 1, Some(0.8)),
            (&[], 100, 0.0, 0, None),
            (&[], 100, 0.26, 1, None),
            (&[(1, Weak)], 51, 0.1, 0, Some(0.0)),
            (&[(1, Weak)], 50, 0.0, 1, None),
            (&[(1, Weak)], 101, 0.11, 1, None),
            (&[(1, Weak), (2, Weak)], 201, 0.0, 1, Some(-0.5)),
            (&[(1, Weak), (2, Combo)], 200, 0.0, 1, None),
            (&[(1, Strong)], 1000, 0.0, 1, None),
        ] {
            let around = Surroundings {
                neighbour_coverage: neighbours,
                edge_distance: edge,
                ..Surroundings::default()
            };
            let least = least_of_block(&hits(of), Span::new(0, length), &around);
            assert_eq!(least, expected, "{of:?} {length} {neighbours} {edge}");
        }
    }

    /// A page of nine blocks and more, so that lines are judged as lines, with a line in its midst.
    fn page_around(line: &str) -> String {
        let prose = "The council voted on Tuesday to repair the bridge before the winter\n\n".repeat(5);
        format!("{prose}{line}\n\n{prose}")
    }

    #[test]
    fn short_lists_without_a_term_are_quiet() {
        for (line, expected) in [
            ("Home | News | Mill | Inn | Quay | Sea | Town | Tarn", true),
            ("Home | News | Mill | Inn | Quay | Sea | Town | Tarn | Bay", false),
            ("Home, News, Mill, Inn, Quay | Sea | Town | Tarn", true),
            ("Home, News, Mill, Inn, Quay | Sea | Town | Tarn | Bay", false),
            ("Home *News*", false),
            ("Паром уходит", false),
            ("Thebridgeandtheferrywereclosedallmonday.", false),
            ("slot gacor", false),
        ] {
            judged(&page_around(line), |judge| {
                let is_quiet = |block| judge.is_without_any(block, &judge.around(block));
                assert_eq!(judge.unit(), Unit::Block);
                assert_eq!([0, 5].map(is_quiet), [false, expected], "{line}");
            });
        }
        // On a page of a few lines nothing is.
        judged("The mill\nThe inn\nThe quay", |judge| {
            assert!(!judge.is_without_any(1, &judge.around(1)));
        });
    }

    #[test]
    fn lines_are_quiet_below_a_wording() {
        let lines = [
            "the casino of the old village by the harbour",
            "free slots and a bonus at the casino of your village",
            "In 1962 the council said that the old casino, built after the war, would be a museum of the town",
            "Home | News | Mill | Inn",
            "slot gacor",
            "The captain rings the bell by the quay of the harbour, as he has done since the war",
            "Best online prices, order now, cheap delivery worldwide, no prescription, free shipping, buy two get one",
        ];
        let mut seen = std::collections::BTreeSet::new();
        for line in lines {
            judged(&page_around(line), |judge| {
                let (mut around, span) = (judge.around(5), judge.view.blocks[5].span);
                let wording = spam_wording_from(line, f32::NEG_INFINITY).unwrap();
                let is_without_any = judge.is_without_any(5, &around);
                let least = least_of_block(judge.view.hits_of(5), span, &around);
                let is_quiet = is_without_any || least.is_some_and(|least| wording < least);
                assert_eq!(judge.is_quiet(5, &mut around), is_quiet, "{line}");
                assert_eq!(around.wording, Some(wording).filter(|_| !is_quiet && least.is_some()), "{line}");
                seen.insert((is_without_any, least.is_some(), is_quiet));
            });
        }
        let all = [(false, false, false), (false, true, false), (false, true, true), (true, true, true)];
        assert_eq!(Vec::from_iter(seen), all);
    }

    #[test]
    fn parts_are_quiet_below_a_wording() {
        for (of, echoes, expected) in [
            (&[][..], 0, 0.0),
            (&[(1, Weak)], 1, 0.4),
            (&[(1, Weak), (1, Weak)], 0, 0.4),
            (&[(1, Weak), (2, Combo)], 0, -0.5),
            (&[(1, Weak)], 2, -1.0),
        ] {
            assert_eq!(least_of_part(&hits(of), echoes), expected, "{of:?} {echoes}");
        }
    }

    /// What comes of the part of the first block with this span: nothing if it is quiet, else the wording that was asked for.
    fn wording_of(judge: &Judge<'_>, span: Span) -> Option<Option<f32>> {
        let part = judge.unquiet_part(&Candidate { block: 0, span, around: judge.around(0) })?;
        assert_eq!((part.block, part.span), (0, span));
        Some(part.around.wording)
    }

    #[test]
    fn parts_of_strong_terms_or_in_disguise_are_never_quiet() {
        let line = "The ferry of slot gacor leaves at six, v*i*e*w the bonus at the best casino or come to golden duck casino.";
        judged(line, |judge| {
            for (part, is_asked, is_quiet) in [
                ("slot gacor leaves at six", false, false),
                ("v*i*e*w the", false, false),
                ("The ferry", true, true),
                ("leaves at six", true, true),
                ("bonus at the best casino", true, false),
                ("to golden duck casino", true, false),
            ] {
                let start = line.find(part).unwrap();
                let found = wording_of(judge, Span::new(start, start + part.len()));
                let wording = is_asked.then(|| spam_wording(part));
                assert_eq!(found, (!is_quiet).then_some(wording), "{part}");
            }
        });
    }

    #[test]
    fn names_that_come_again_are_quiet_only_far_below() {
        let mut told = 0;
        for name in [
            "river casino school",
            "casino street bridge",
            "council casino library",
            "casino of the parish",
            "winter casino",
        ] {
            let page = format!(
                "On Monday the {name} was closed, said the mayor.\nNobody went to the {name} in May.\nSo the {name} fell down."
            );
            judged(&page, |judge| {
                let echo = judge.view.echoes_of(0).next().unwrap();
                assert_eq!(echo.others, 2);
                for (span, least) in [(echo.span, -2.0), (Span::new(0, echo.span.end()), 0.5)] {
                    let wording = spam_wording(span.of(&page));
                    let expected = (wording >= least).then_some(Some(wording));
                    assert_eq!(wording_of(judge, span), expected, "{} {wording}", span.of(&page));
                    told += usize::from((-2.0..0.5).contains(&wording));
                }
            });
        }
        assert!(told > 1, "{told}");
    }

    #[test]
    fn parts_are_on_topic_where_the_article_has_their_terms() {
        judged("The mill", |judge| {
            let profile = &judge.view.profiles[0];
            for (of, echoes, density, expected) in [
                (&[(1, Weak)][..], 1, 0.91, true),
                (&[(1, Weak), (2, Combo)], 0, 2.0, true),
                (&[], 1, 0.91, false),
                (&[(1, Weak), (2, Strong)], 1, 0.91, false),
                (&[(1, Weak)], 2, 0.91, false),
                (&[(1, Weak)], 1, 0.9, false),
            ] {
                let passage = Passage {
                    text: "The mill",
                    profile,
                    hits: &hits(of),
                    boilerplate: &[],
                    wording: |_| 0.0,
                    page: judge.view.page,
                    shingles: judge.view.shingles,
                    around: Surroundings { echoes, topic_density: density, ..Surroundings::default() },
                };
                assert_eq!(is_on_topic(&passage), expected, "{of:?} {echoes} {density}");
            }
        });
    }
}
