//! Mandarin readings of the characters.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{BIG5, Encoding, GBK};
use pinyin::{Pinyin, ToPinyinMulti};

use super::han::{self, Han};
use super::{Table, literal};

/// Marks the last reading of a list.
const LAST: u16 = 1 << 15;

/// Toned syllables of each common Simplified character, with those of the Traditional characters that become it.
fn readings(han: &Han) -> BTreeMap<char, BTreeSet<&'static str>> {
    let all = || (han::FIRST..=han::LAST).filter_map(char::from_u32);
    let common: BTreeSet<char> = all().filter(|&c| is_common(c)).map(|c| han.simplified(c)).collect();
    let mut readings = BTreeMap::<char, BTreeSet<&'static str>>::new();
    for c in all().filter(|&c| han::is_direct(han.simplified(c)) && common.contains(&han.simplified(c))) {
        let toned = c.to_pinyin_multi().into_iter().flatten().map(Pinyin::with_tone);
        readings.entry(han.simplified(c)).or_default().extend(toned);
    }
    readings
}

/// Whether `c` is among the 6,763 characters of GB 2312 or the 5,401 frequent ones of Big5.
fn is_common(c: char) -> bool {
    let code = |encoding: &'static Encoding| match *encoding.encode(c.encode_utf8(&mut [0; 4])).0 {
        [lead, trail] => u16::from_be_bytes([lead, trail]),
        _ => 0,
    };
    let (gbk, big5) = (code(GBK), code(BIG5));
    (0xB0A1..=0xF7FE).contains(&gbk) && gbk & 0xFF >= 0xA1 || (0xA440..=0xC67E).contains(&big5)
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
        about: "Mandarin readings of common characters, in their Simplified form.",
        sources: &[("pinyin", "MIT (`pinyin-data`)")],
        unicode: false,
        items: items.concat(),
    }
}
