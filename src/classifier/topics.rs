//! How far a page is about the topics of spam.

use crate::label::Kind;
use crate::profile::Profile;
use crate::signal::SpamTerm;

use super::around::coverage;
use super::spam::View;

/// A block with at least this share in terms is not a text about their topic.
const HEAPED: f32 = 0.3;

/// How much of each category's topic the prose of the page holds.
pub(super) struct Topics {
    hits: [u32; Kind::ALL.len()],
    width: u32,
}

impl Topics {
    pub(super) fn of(view: &View<'_>) -> Self {
        let mut topics = Self { hits: [0; Kind::ALL.len()], width: 0 };
        for block in (0..view.blocks.len()).filter(|&block| is_about(view, block)) {
            topics.width += view.profiles[block].width();
            for hit in topical(view.hits_of(block)) {
                topics.hits[hit.kind as usize] += 1;
            }
        }
        topics
    }

    /// Topic words of `kind`, and of all kinds, in a thousand columns of prose; without the unit of the block that has this
    /// profile and these hits, and without its echoes.
    pub(super) fn densities_outside(
        &self,
        view: &View<'_>,
        kind: Kind,
        block: usize,
        unit: &Profile,
        own: &[SpamTerm],
        echoes: u8,
    ) -> (f32, f32) {
        let (mut hits, mut width) = (self.hits, self.width);
        if is_about(view, block) {
            width = width.saturating_sub(unit.width());
            for hit in topical(own) {
                let hits = &mut hits[hit.kind as usize];
                *hits = hits.saturating_sub(1 + u32::from(echoes));
            }
        }
        let density = |hits: u32| if width == 0 { 0.0 } else { hits as f32 * 1000.0 / width as f32 };
        (density(hits[kind as usize]), density(hits.iter().sum()))
    }
}

/// Whether what a block holds tells what the page is about: prose, but not where terms are heaped up.
fn is_about(view: &View<'_>, block: usize) -> bool {
    is_prose(&view.profiles[block]) && coverage(view.hits_of(block), view.blocks[block].span) < HEAPED
}

fn topical(hits: &[SpamTerm]) -> impl Iterator<Item = &SpamTerm> {
    hits.iter().filter(|hit| hit.tells())
}

/// A block of running text.
pub(super) fn is_prose(profile: &Profile) -> bool {
    profile.is_long() && profile.sentences > 0
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::judged;
    use super::*;

    #[test]
    fn prose_is_long_and_has_a_sentence() {
        let words = "the ferry leaves at six and the captain rings the bell ".repeat(3);
        let sentence = format!("{}.", words.trim());
        for (text, expected) in [(&*words, false), (&sentence, true), ("The ferry leaves at six.", false)] {
            assert_eq!(is_prose(&Profile::of(text)), expected, "{text}");
        }
    }

    /// Prose tells what a page is about, also that of its first block, unless three tenths of it are terms.
    #[test]
    fn terms_heaped_up_are_no_topic() {
        let words = "and the council of the county votes on the new law before the winter ";
        let mut found = [false; 3];
        for letters in 20..400 {
            let text: String = words.chars().cycle().take(letters).collect();
            let prose = format!(
                "It says: casino online, slot gacor, buy viagra, poker online, cheap cialis, {text}."
            );
            judged(&prose, |judge| {
                let share = coverage(judge.view.hits_of(0), judge.view.blocks[0].span);
                let is_about = is_prose(&judge.view.profiles[0]) && share < 0.3;
                let width = if is_about { judge.view.profiles[0].width() } else { 0 };
                assert_eq!(Topics::of(&judge.view).width, width, "{share}: {prose}");
                found[0] |= (0.225..0.3).contains(&share);
                found[1] |= (0.3..0.375).contains(&share);
                found[2] |= share > 0.375;
            });
        }
        assert_eq!(found, [true; 3]);
    }

    /// The densities as the documentation has them: all hits of prose but those of the block, each with its echoes.
    #[test]
    fn densities_are_those_of_the_rest_of_the_page() {
        let prose = "The ferry leaves at six, and the captain rings the bell by the quay of the harbour, as he has done since the \
                     war. Nobody in the village knows who painted the door of the mill.";
        let law =
            format!("{prose} The casino and the poker room have to close, and no pharmacy may sell viagra.");
        let page = format!("casino | poker | viagra\n{prose}\n{law}\n{law} The casino, again.\ncasino");
        judged(&page, |judge| {
            let view = judge.view;
            let topics = Topics::of(&view);
            let is_prose: Vec<_> = view.profiles.iter().map(is_prose).collect();
            assert_eq!(is_prose, [false, true, true, true, false]);
            let count = |block: usize, kind: Option<Kind>| {
                let hits = view.hits_of(block).iter();
                hits.filter(|hit| hit.tells() && kind.is_none_or(|kind| kind == hit.kind)).count() as f32
            };
            assert!(count(2, Some(Kind::Gambling)) >= 2.0 && count(2, Some(Kind::Pharma)) >= 1.0);
            for (block, echoes) in [(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (2, 2), (4, 3)] {
                let own = is_prose[block];
                let without = |all: f32, own_hits: f32| {
                    (all - if own { own_hits * (1.0 + f32::from(echoes)) } else { 0.0 }).max(0.0)
                };
                let sum = |kind| (1..4).map(|block| count(block, kind)).sum::<f32>();
                let widths: u32 =
                    (1..4).filter(|&other| other != block).map(|other| view.profiles[other].width()).sum();
                let density = |hits: f32| hits * 1000.0 / widths as f32;
                let expected = [Kind::Gambling, Kind::Pharma]
                    .map(|kind| without(sum(Some(kind)), count(block, Some(kind))));
                let (profile, hits) = (&view.profiles[block], view.hits_of(block));
                for (kind, hits_left) in [Kind::Gambling, Kind::Pharma].into_iter().zip(expected) {
                    let found = topics.densities_outside(&view, kind, block, profile, hits, echoes);
                    let all: f32 = Kind::ALL
                        .iter()
                        .map(|kind| without(sum(Some(*kind)), count(block, Some(*kind))))
                        .sum();
                    let wanted = (density(hits_left), density(all));
                    assert!(
                        (found.0 - wanted.0).abs() < 1e-3 && (found.1 - wanted.1).abs() < 1e-3,
                        "{block} {echoes}: {found:?} {wanted:?}"
                    );
                }
            }
        });
        judged("casino\npoker", |judge| {
            let (profile, hits) = (&judge.view.profiles[0], judge.view.hits_of(0));
            let found = judge.topics.densities_outside(&judge.view, Kind::Gambling, 0, profile, hits, 0);
            assert_eq!(found, (0.0, 0.0), "a page without prose");
        });
    }
}
