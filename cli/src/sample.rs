//! Pages drawn evenly from a run: those whose places have the smallest hashes. So the same ones come out whatever the
//! number of threads.

use std::sync::atomic::{AtomicU64, Ordering};

/// Draws pages.
#[derive(Debug)]
pub(crate) struct Sampler {
    count: usize,
    /// No hash above this is among the smallest any more.
    limit: AtomicU64,
}

/// A page that may be among those drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sample {
    pub(crate) hash: u64,
    pub(crate) title: String,
    pub(crate) text: String,
}

impl Sampler {
    pub(crate) fn new(count: usize) -> Self {
        Self { count, limit: AtomicU64::new(if count == 0 { 0 } else { u64::MAX }) }
    }

    /// Whether pages are drawn at all.
    pub(crate) fn is_on(&self) -> bool {
        self.count > 0
    }

    /// Whether a page with this hash may be among those drawn.
    pub(crate) fn may_take(&self, hash: u64) -> bool {
        self.count > 0 && hash <= self.limit.load(Ordering::Relaxed)
    }

    /// Adds `new` to the samples, and keeps those with the smallest hashes.
    pub(crate) fn merge(&self, samples: &mut Vec<Sample>, new: Vec<Sample>) {
        if new.is_empty() {
            return;
        }
        samples.extend(new);
        samples.sort();
        samples.truncate(self.count);
        if let (true, Some(last)) = (samples.len() == self.count, samples.last()) {
            self.limit.store(last.hash, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::hash;

    fn sample(title: &str) -> Sample {
        Sample { hash: hash(&[title]), title: title.to_owned(), text: String::new() }
    }

    #[test]
    fn the_same_pages_are_drawn_in_any_order_and_evenly() {
        let titles: Vec<String> = (0..1000).map(|line| format!("x.jsonl:{line}")).collect();
        let draw = |order: &mut dyn Iterator<Item = &String>| {
            let (sampler, mut samples) = (Sampler::new(100), Vec::new());
            for title in order {
                if sampler.may_take(hash(&[title])) {
                    sampler.merge(&mut samples, vec![sample(title)]);
                }
            }
            samples
        };
        let samples = draw(&mut titles.iter());
        assert_eq!(samples.len(), 100);
        assert_eq!(samples, draw(&mut titles.iter().rev()));
        let first_half = titles[..500].iter().filter(|title| samples.contains(&sample(title))).count();
        assert!((30..=70).contains(&first_half), "{first_half}");
        assert_eq!(draw(&mut titles[..3].iter()).len(), 3);
    }
}
