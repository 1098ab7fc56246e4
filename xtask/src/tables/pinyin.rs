//! Mandarin readings of the characters.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyinMulti;

use super::han::{self, Han};
use super::{Table, literal};

/// Marks the last reading of a list.
const LAST: u16 = 1 << 15;

/// Toned syllables of each Simplified character, with those of the Traditional characters that become it.
fn readings(han: &Han) -> BTreeMap<char, BTreeSet<&'static str>> {
    let mut readings = BTreeMap::<char, BTreeSet<&'static str>>::new();
    for c in (han::FIRST..=han::LAST).filter_map(char::from_u32) {
        let key = han.simplified(c);
        if let Some(all) = c.to_pinyin_multi().filter(|_| han::is_direct(key)) {
            readings.entry(key).or_default().extend(all.into_iter().map(|reading| reading.with_tone()));
        }
    }
    readings
}

pub(super) fn table(han: &Han) -> Table {
    let readings = readings(han);
    let syllables: Vec<&str> =
        readings.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let id =
        |syllable: &&str| u16::try_from(syllables.binary_search(syllable).unwrap_or_default()).expect("few");
    let (mut lists, mut known, mut values) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (&c, all) in &readings {
        let mut ids: Vec<u16> = all.iter().map(id).collect();
        let value = match ids.as_mut_slice() {
            [single] => *single,
            [.., last] => {
                *last |= LAST;
                let offset = syllables.len() + lists.len();
                *known.entry(ids.clone()).or_insert_with(|| {
                    lists.extend(ids);
                    u16::try_from(offset).expect("few lists")
                })
            }
            [] => continue,
        };
        values.insert(c, value);
    }
    let offsets = syllables.iter().scan(0, |sum, syllable| {
        let offset = *sum;
        *sum += syllable.len();
        Some(offset)
    });
    let mut offsets: Vec<usize> = offsets.collect();
    let pool = syllables.concat();
    offsets.push(pool.len());
    let items = [
        literal::string("SYLLABLES", "The toned syllables, in order.", &pool),
        literal::array(
            "OFFSETS",
            "u16",
            "Where each syllable begins, and where the last one ends.",
            &offsets,
        ),
        han::map("READINGS", "a syllable, or from the number of syllables on an index into `LISTS`", &values),
        literal::array("LISTS", "u16", "Lists of syllables; the high bit marks the last of a list.", &lists),
    ];
    Table {
        name: "pinyin.rs",
        about: "Mandarin readings of the characters U+4E00..=U+9FFF, in their Simplified form.",
        sources: &[("pinyin", "MIT (pinyin-data)")],
        unicode: false,
        items: items.concat(),
    }
}
