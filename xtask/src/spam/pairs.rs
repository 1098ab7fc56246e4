//! Counts which pairs of characters honest text has, in scripts without blanks.

use std::collections::{HashMap, HashSet};

use gangue::fitting::{PAIR_BITS, pair_bit};

use crate::fit::Writer;
use crate::fit::corpus::{pages, prose};

/// A pair is usual that so many texts have: fewer may all hold the same passage, or the same name.
const MIN_TEXTS: u32 = 3;

/// Writes the table of usual pairs of the pages and the prose of a data folder.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let (data, writer) = Writer::of(args)?;
    let mut counts: HashMap<(char, char), u32> = HashMap::new();
    for doc in pages(data)?.iter().chain(&prose(data)?) {
        let text = doc.text();
        let pairs: HashSet<_> = text.chars().zip(text.chars().skip(1)).collect();
        for pair in pairs.into_iter().filter(|&(a, b)| pair_bit(a, b).is_some()) {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let mut table = vec![0; PAIR_BITS / 8];
    let usual = counts.iter().filter(|(_, texts)| **texts >= MIN_TEXTS);
    for bit in usual.filter_map(|(&(a, b), _)| pair_bit(a, b)) {
        table[bit / 8] |= 1 << (bit % 8);
    }
    writer.put("pairs.bin", &table)
}
