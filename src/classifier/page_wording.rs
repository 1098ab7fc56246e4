//! How the article itself is worded: a line about casinos says less in an article about casinos.

use crate::score::spam_wording;
#[cfg(feature = "fit")]
use crate::span::Span;
use crate::steps;

use super::spam::{Judge, View};
use super::topics::is_prose;

/// The most blocks that are read for it.
const SAMPLE: usize = 8;

/// Blocks of running text, evenly spread over the page, with the logits that they are worded like spam.
#[derive(Debug)]
pub(super) struct Sample {
    wordings: [(usize, f32); SAMPLE],
    len: usize,
}

impl Sample {
    fn of(view: &View<'_>) -> Self {
        let mut sample = Self { wordings: [(0, 0.0); SAMPLE], len: 0 };
        for (slot, block) in sample.wordings.iter_mut().zip(sampled(view)) {
            *slot = (block, spam_wording(view.blocks[block].span.of(view.text)));
            sample.len += 1;
        }
        sample
    }

    /// The mean of the logits of all but one block, if there is another one.
    fn mean_without(&self, block: usize) -> Option<f32> {
        let others = self.wordings[..self.len].iter().filter(|known| known.0 != block);
        let (sum, count) = others.fold((0.0, 0), |(sum, count), (_, logit)| (sum + logit, count + 1));
        (count > 0).then(|| sum / count as f32)
    }
}

/// All blocks of running text, or [`SAMPLE`] of them.
fn sampled<'a>(view: &View<'a>) -> impl Iterator<Item = usize> + 'a {
    let profiles = view.profiles;
    steps::count(profiles.len());
    let prose = move || (0..profiles.len()).filter(|&block| is_prose(&profiles[block]));
    let all = prose().count();
    let is_next = move |i: usize| i * SAMPLE / all != (i + 1) * SAMPLE / all;
    prose().enumerate().filter(move |(i, _)| is_next(*i)).map(|(_, block)| block)
}

impl Judge<'_> {
    /// The mean logit that the running text of the page, without a block, is worded like spam. Read when it is first asked for.
    pub(super) fn page_wording(&self, block: usize) -> Option<f32> {
        self.sample.get_or_init(|| Sample::of(&self.view)).mean_without(block)
    }

    /// Where the text stands that [`Self::page_wording`] is the mean of.
    #[cfg(feature = "fit")]
    pub(super) fn sampled_without(&self, block: usize) -> Vec<Span> {
        sampled(&self.view)
            .filter(|&other| other != block)
            .map(|other| self.view.blocks[other].span)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::spam::tests::judged;
    use super::*;

    const PROSE: &str = "The ferry leaves at six every morning, and the captain rings the bell twice by the quay of the harbour. \
                         Nobody in the village knows who painted the door of the old mill, nor who lives in it now.";

    /// The mean over the running text of the page but for the block itself, whatever the lines between.
    #[test]
    fn the_wording_of_a_page_is_the_mean_of_its_other_running_text() {
        let [first, second] = ["In autumn ", "In spring "].map(|season| format!("{season}{PROSE}"));
        judged(&format!("casino bonus\n{first}\n{second}\nHarbour"), |judge| {
            let [first, second] = [first, second].map(|text| spam_wording(&text));
            for (block, expected) in
                [(0, (first + second) / 2.0), (1, second), (2, first), (3, (first + second) / 2.0)]
            {
                assert_eq!(judge.page_wording(block), Some(expected), "{block}");
            }
        });
        for page in ["casino bonus\nHarbour", PROSE] {
            assert_eq!(judged(page, |judge| judge.page_wording(0)), None, "{page}");
        }
    }

    #[test]
    fn of_many_blocks_some_are_read_evenly_spread() {
        for (blocks, expected) in
            [(3, &[0, 1, 2][..]), (8, &[0, 1, 2, 3, 4, 5, 6, 7]), (16, &[1, 3, 5, 7, 9, 11, 13, 15])]
        {
            let page: Vec<_> = (0..blocks).map(|number| format!("{number} {PROSE}")).collect();
            judged(&page.join("\n\n"), |judge| {
                assert_eq!(sampled(&judge.view).collect::<Vec<_>>(), expected);
            });
        }
    }
}
