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
