//! Traditional and Simplified characters, from the character dictionaries of `OpenCC`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Table, literal, packages::Packages};

/// The package that holds `OpenCC`'s dictionaries.
const PACKAGE: &str = "ferrous-opencc";

/// The unified ideographs of the first block, which have direct tables.
pub(super) const FIRST: u32 = 0x4E00;
pub(super) const LAST: u32 = 0x9FFF;

/// Values of a 16-bit map below this are indices into a list of characters beyond 16 bits.
const ESCAPE: usize = 0x3000;

/// What is known of single characters.
pub(super) struct Han {
    /// Traditional to Simplified, only where it changes.
    simplified: BTreeMap<char, char>,
    /// Characters that change, but are also used in Simplified writing.
    also_simplified: BTreeSet<char>,
    /// Characters used in Simplified writing only.
    simplified_only: BTreeSet<char>,
}

impl Han {
    pub(super) fn read(packages: &Packages) -> Result<Self, String> {
        let to_simplified = dictionary(packages, "TSCharacters.txt")?;
        let to_traditional = dictionary(packages, "STCharacters.txt")?;
        let first = |c: char| to_simplified.get(&c).and_then(|values| values.first()).copied().unwrap_or(c);
        let simplified: BTreeMap<char, char> =
            to_simplified.keys().map(|&c| (c, first(first(c)))).filter(|(c, to)| c != to).collect();
        let targets: BTreeSet<char> = to_simplified.values().flatten().copied().collect();
        let only = |(c, forms): (&char, &Vec<char>)| {
            (!forms.contains(c) && !simplified.contains_key(c)).then_some(*c)
        };
        let simplified_only =
            to_traditional.iter().filter_map(only).filter(|c| targets.contains(c)).collect();
        let also_simplified = simplified.keys().filter(|&c| to_simplified[c].contains(c)).copied().collect();
        Ok(Self { simplified, also_simplified, simplified_only })
    }

    pub(super) fn simplified(&self, c: char) -> char {
        self.simplified.get(&c).copied().unwrap_or(c)
    }
}

/// The usual Traditional form of each character that has another.
pub(super) fn traditional(packages: &Packages) -> Result<BTreeMap<char, char>, String> {
    let forms = dictionary(packages, "STCharacters.txt")?;
    Ok(forms
        .iter()
        .filter_map(|(&c, forms)| forms.first().map(|&to| (c, to)))
        .filter(|(c, to)| c != to)
        .collect())
}

/// A dictionary: each character with its forms, the usual one first.
fn dictionary(packages: &Packages, name: &str) -> Result<BTreeMap<char, Vec<char>>, String> {
    let text = packages.file(PACKAGE, &format!("assets/dictionaries/{name}"))?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let row = |(key, forms): (&str, &str)| {
        Some((key.chars().next()?, forms.split(' ').filter_map(|form| form.chars().next()).collect()))
    };
    Ok(rows.filter_map(row).collect())
}

pub(super) fn table(han: &Han) -> Table {
    let mut known = han.simplified.keys().chain(&han.simplified_only);
    assert!(
        known.all(|&c| is_direct(c) || matches!(u32::from(c), 0x3400..=0x4DBF | 0x2_0000..=0x3_FFFF)),
        "is_rare"
    );
    let (mut values, mut beyond) = (BTreeMap::new(), Vec::new());
    for (&c, &to) in han.simplified.iter().filter(|(c, _)| is_direct(**c)) {
        let value = u16::try_from(u32::from(to)).unwrap_or_else(|_| {
            beyond.push(to);
            u16::try_from(beyond.len() - 1).expect("few characters beyond 16 bits")
        });
        values.insert(c, value);
    }
    assert!(beyond.len() < ESCAPE, "escapes and characters must not meet");
    let rest = han.simplified.iter().filter(|(c, _)| !is_direct(**c));
    let rest: Vec<String> =
        rest.map(|(&c, &to)| format!("({}, {})", literal::character(c), literal::character(to))).collect();
    let only = bits(han.simplified_only.iter().copied().filter(|c| is_direct(*c)));
    let only_rest = characters(han.simplified_only.iter().filter(|c| !is_direct(**c)));
    let items = [
        map("SIMPLIFIED", "what they become in Simplified; below 0x3000, an index into `BEYOND`", &values),
        literal::array("BEYOND", "char", "Simplified characters of more than 16 bits.", &characters(&beyond)),
        literal::array("SIMPLIFIED_REST", "(char, char)", "The same for other characters.", &rest),
        literal::array(
            "ALSO_SIMPLIFIED",
            "char",
            "Characters that change, but are also used in Simplified writing.",
            &characters(&han.also_simplified),
        ),
        literal::array(
            "SIMPLIFIED_ONLY",
            "u64",
            "U+4E00..=U+9FFF used in Simplified writing only, a bit each.",
            &only,
        ),
        literal::array("SIMPLIFIED_ONLY_REST", "char", "The same for other characters.", &only_rest),
    ];
    Table {
        name: "han.rs",
        about: "Traditional and Simplified characters: the character dictionaries of `OpenCC`.",
        sources: &[(PACKAGE, "Apache-2.0 (`OpenCC`)")],
        unicode: false,
        items: items.concat(),
    }
}

pub(super) fn is_direct(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

fn characters<'a>(all: impl IntoIterator<Item = &'a char>) -> Vec<String> {
    all.into_iter().map(|&c| literal::character(c)).collect()
}

/// One bit for each direct character.
fn bits(all: impl Iterator<Item = char>) -> Vec<u64> {
    let mut words = vec![0; (LAST - FIRST) as usize / 64 + 1];
    for c in all {
        let i = u32::from(c) - FIRST;
        words[i as usize / 64] |= 1 << (i % 64);
    }
    words
}

/// The three arrays of a map from direct characters to 16-bit values.
pub(super) fn map(name: &str, about: &str, values: &BTreeMap<char, u16>) -> String {
    let words = bits(values.keys().copied());
    let ranks: Vec<u32> = words
        .iter()
        .scan(0, |sum, word| {
            let rank = *sum;
            *sum += word.count_ones();
            Some(rank)
        })
        .collect();
    let values: Vec<u16> = values.values().copied().collect();
    [
        literal::array(&format!("{name}_BITS"), "u64", "U+4E00..=U+9FFF with a value, a bit each.", &words),
        literal::array(&format!("{name}_RANKS"), "u16", "How many bits stand before each word.", &ranks),
        literal::array(&format!("{name}_VALUES"), "u16", &format!("The values: {about}."), &values),
    ]
    .concat()
}
