//! Counts in bounded memory. Both kinds depend on the order of the pages at most where memory was short, and pages come in
//! the order of the input: the same corpus gives the same counts.

use std::collections::{BTreeMap, HashMap};

use gangue::{Kind, Label};

/// Terms that are counted at once. When there are more, the rarest are forgotten.
const LIMIT: usize = 400_000;
/// Different sources of a term that are counted.
pub(super) const SOURCES: usize = 50;

/// What a term was seen in.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidate {
    /// Pages that hold it.
    pub(super) pages: u32,
    /// Hashes of the hosts they come from; of the pages themselves where the host is not known.
    pub(super) sources: Vec<u64>,
    /// Labels and kinds of the segments that hold it, by pages.
    pub(super) kinds: BTreeMap<(Label, Option<Kind>), u32>,
    /// Where it was seen first.
    pub(super) example: Box<str>,
    /// Its hash among those of honest text.
    pub(super) hash: u64,
}

/// One sighting of a term.
pub(super) struct Sight<'s> {
    pub(super) hash: u64,
    pub(super) source: u64,
    pub(super) kind: (Label, Option<Kind>),
    /// Makes the example, if it is the first sighting.
    pub(super) example: &'s dyn Fn() -> String,
}

/// Terms and what they were seen in.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) terms: HashMap<Box<str>, Candidate>,
}

impl Candidates {
    /// Adds a term that a page holds, once for each page.
    pub(super) fn add(&mut self, term: &str, sight: &Sight<'_>) {
        match self.terms.get_mut(term) {
            Some(known) => known.add(sight),
            None => {
                let example = (sight.example)().into_boxed_str();
                let mut new = Candidate { example, hash: sight.hash, ..Candidate::default() };
                new.add(sight);
                self.terms.insert(term.into(), new);
            }
        }
        self.shrink();
    }

    fn shrink(&mut self) {
        let mut rare = 0;
        while self.terms.len() > LIMIT / if rare == 0 { 1 } else { 2 } {
            rare += 1;
            self.terms.retain(|_, candidate| candidate.pages > rare);
        }
    }
}

impl Candidate {
    fn add(&mut self, sight: &Sight<'_>) {
        self.pages += 1;
        *self.kinds.entry(sight.kind).or_default() += 1;
        if self.sources.len() < SOURCES && !self.sources.contains(&sight.source) {
            self.sources.push(sight.source);
        }
    }

    /// The label and kind of most pages.
    pub(super) fn kind(&self) -> (Label, Option<Kind>) {
        let most = self.kinds.iter().max_by_key(|&(kind, count)| (count, std::cmp::Reverse(kind)));
        most.map_or((Label::Spam, None), |(kind, _)| *kind)
    }
}

/// How many pages hold something, by its hash: never too few, and too many only where hashes meet (a count-min sketch
/// with conservative update).
#[derive(Debug)]
pub(super) struct Sketch {
    rows: [Vec<u32>; 2],
}

/// Cells of a row: 16 MiB each.
const CELLS: usize = 1 << 22;

impl Sketch {
    pub(super) fn new() -> Self {
        Self { rows: [vec![0; CELLS], vec![0; CELLS]] }
    }

    pub(super) fn add(&mut self, hash: u64) {
        let count = self.get(hash) + 1;
        for (row, place) in self.rows.iter_mut().zip(places(hash)) {
            if let Some(cell) = row.get_mut(place) {
                *cell = count.max(*cell);
            }
        }
    }

    pub(super) fn get(&self, hash: u64) -> u32 {
        let cells = self.rows.iter().zip(places(hash)).filter_map(|(row, place)| row.get(place));
        cells.copied().min().unwrap_or_default()
    }
}

#[allow(clippy::cast_possible_truncation, reason = "any bits will do")]
const fn places(hash: u64) -> [usize; 2] {
    [hash as usize % CELLS, (hash >> 32) as usize % CELLS]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(source: u64) -> Sight<'static> {
        Sight { hash: 1, source, kind: (Label::Spam, None), example: &String::new }
    }

    #[test]
    fn the_rarest_are_forgotten() {
        let mut candidates = Candidates::default();
        for number in 0..LIMIT {
            candidates.add(&number.to_string(), &sight(0));
            if number % 4 == 0 {
                candidates.add(&number.to_string(), &sight(1));
            }
        }
        assert_eq!(candidates.terms.len(), LIMIT);
        candidates.add("new", &sight(0));
        assert_eq!(candidates.terms.len(), LIMIT / 4);
        assert!(candidates.terms.contains_key("400") && !candidates.terms.contains_key("401"));
    }

    #[test]
    fn counts_are_never_too_low() {
        let mut sketch = Sketch::new();
        let hash = |number: u32| crate::hash::hash(&[&number.to_string()]);
        (0..200_000).for_each(|number| sketch.add(hash(number % 50_000)));
        assert!((0..50_000).all(|number| sketch.get(hash(number)) >= 4));
        let exact = (0..50_000).filter(|&number| sketch.get(hash(number)) == 4).count();
        assert!(exact > 49_500, "{exact}");
    }
}
