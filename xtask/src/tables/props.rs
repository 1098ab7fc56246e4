//! Script, category and flags of every character, as one three-stage table of records.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::hash::Hash;
use std::ops::RangeInclusive;

use icu_properties::CodePointMapData;
use icu_properties::props::{EastAsianWidth, GeneralCategory, GeneralCategoryGroup, Script};

use super::{Table, UNICODE_LICENSE, confusable::Confusables, fold, literal};

/// The scripts told apart, in the order of their codes, with their names in the library.
/// The first also takes Inherited, the last everything else.
const SCRIPTS: [(Script, &str); 21] = [
    (Script::Common, "Common"),
    (Script::Latin, "Latin"),
    (Script::Greek, "Greek"),
    (Script::Cyrillic, "Cyrillic"),
    (Script::Armenian, "Armenian"),
    (Script::Georgian, "Georgian"),
    (Script::Hebrew, "Hebrew"),
    (Script::Arabic, "Arabic"),
    (Script::Devanagari, "Devanagari"),
    (Script::Bengali, "Bengali"),
    (Script::Tamil, "Tamil"),
    (Script::Thai, "Thai"),
    (Script::Lao, "Lao"),
    (Script::Khmer, "Khmer"),
    (Script::Myanmar, "Myanmar"),
    (Script::Hangul, "Hangul"),
    (Script::Han, "Han"),
    (Script::Hiragana, "Hiragana"),
    (Script::Katakana, "Katakana"),
    (Script::Ethiopic, "Ethiopic"),
    (Script::Unknown, "Other"),
];
const OTHER: u16 = 20;

/// The flags above the five bits of the script.
const FLAGS: [(&str, &str); 7] = [
    ("LETTER", "General category L."),
    ("MARK", "General category M."),
    ("DIGIT", "General category Nd."),
    ("UPPER", "General category Lu or Lt."),
    ("DOUBLE", "Two columns wide in our sense."),
    ("FOLDS", "Has a fold mapping."),
    ("CONFUSABLE", "Is drawn like an ASCII letter or digit."),
];
const FIRST_FLAG: usize = 5;

/// Sizes tried, as powers of two: characters of a block, blocks of a group.
const LOW: RangeInclusive<u32> = 3..=8;
const HIGH: RangeInclusive<u32> = 3..=8;

pub(super) fn table(confusables: &Confusables) -> Table {
    let records = records(confusables);
    let (codes, distinct) = encode(&records);
    let mut items = constants();
    items += &constant("IDEOGRAPH", 0x4E00..=0x9FFF, &records);
    items += &constant("SYLLABLE", 0xAC00..=0xD7A3, &records);
    let narrow = &records[..0x800];
    items += &literal::array("NARROW", "u16", "The records of the characters of one and two bytes.", narrow);
    let mut padded = distinct;
    padded.resize(256, OTHER);
    items += &literal::array("RECORDS", "u16", "The distinct records, filled up to 256.", &padded);
    items += &Stages::smallest(&codes).items();
    Table {
        name: "props.rs",
        about: "Script, category and flags of every character.",
        sources: &[("icu_properties_data", UNICODE_LICENSE)],
        unicode: true,
        items,
    }
}

/// The one record of many characters.
fn constant(name: &str, range: RangeInclusive<usize>, records: &[u16]) -> String {
    let (first, last, record) = (*range.start(), *range.end(), records[*range.start()]);
    assert!(
        records[range].iter().all(|other| *other == record),
        "one record for all from {first:X} to {last:X}"
    );
    format!(
        "\n/// The record of U+{first:X}..=U+{last:X}.\npub(in crate::unicode) const {name}: u16 = {record};\n"
    )
}

/// Names of the scripts and bits of the flags.
fn constants() -> String {
    let mut text = String::from("\nuse crate::unicode::Script;\n");
    text += "\n/// The five low bits of a record are an index into this.\n#[rustfmt::skip]\n";
    text += "pub(in crate::unicode) static SCRIPTS: [Script; 32] = [\n";
    for code in 0..32 {
        let (_, name) = SCRIPTS.get(code).unwrap_or(&SCRIPTS[usize::from(OTHER)]);
        let _ = writeln!(text, "    Script::{name},");
    }
    text += "];\n";
    for (i, (name, about)) in FLAGS.iter().enumerate() {
        let _ = write!(
            text,
            "\n/// {about}\npub(in crate::unicode) const {name}: u16 = 1 << {};\n",
            FIRST_FLAG + i
        );
    }
    text
}

/// The record of every code point. Surrogates have that of unassigned ones.
fn records(confusables: &Confusables) -> Vec<u16> {
    let script = CodePointMapData::<Script>::new();
    let category = CodePointMapData::<GeneralCategory>::new();
    let width = CodePointMapData::<EastAsianWidth>::new();
    let folder = fold::Folder::new();
    let record = |cp: u32| {
        let Some(c) = char::from_u32(cp) else { return OTHER };
        let (code, category) = (script_code(script.get(c)), category.get(c));
        let flags = [
            GeneralCategoryGroup::Letter.contains(category),
            GeneralCategoryGroup::Mark.contains(category),
            category == GeneralCategory::DecimalNumber,
            matches!(category, GeneralCategory::UppercaseLetter | GeneralCategory::TitlecaseLetter),
            is_double(c, SCRIPTS[usize::from(code)].0, width.get(c)),
            folder.mapping(c).is_some(),
            confusables.contains_key(&c),
        ];
        (0u16..).zip(flags).fold(code, |bits, (i, flag)| bits | u16::from(flag) << (FIRST_FLAG as u16 + i))
    };
    (0..=u32::from(char::MAX)).map(record).collect()
}

fn script_code(script: Script) -> u16 {
    let script = if script == Script::Inherited { Script::Common } else { script };
    (0u16..).zip(SCRIPTS).find(|(_, (known, _))| *known == script).map_or(OTHER, |(code, _)| code)
}

/// Scripts written without spaces or in squares, full-width forms, and the punctuation of the Han and kana blocks.
fn is_double(c: char, script: Script, width: EastAsianWidth) -> bool {
    const DOUBLE: [Script; 8] = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Hangul,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
    ];
    let punctuation = ('\u{3000}'..='\u{30FF}').contains(&c) && width == EastAsianWidth::Wide;
    DOUBLE.contains(&script) || width == EastAsianWidth::Fullwidth || punctuation
}

/// The records as indices into the list of distinct records.
fn encode(records: &[u16]) -> (Vec<u8>, Vec<u16>) {
    let distinct: Vec<u16> = records.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let code = |record| {
        u8::try_from(distinct.binary_search(record).unwrap_or_default()).expect("at most 256 records")
    };
    (records.iter().map(code).collect(), distinct)
}

/// Three stages: groups of blocks, blocks, codes.
struct Stages {
    low: u32,
    high: u32,
    groups: Vec<u16>,
    blocks: Vec<u16>,
    codes: Vec<u8>,
}

impl Stages {
    fn new(codes: &[u8], low: u32, high: u32) -> Self {
        let (blocks, codes) = split(codes, 1 << low);
        let (groups, blocks) = split(&blocks, 1 << high);
        Self { low, high, groups, blocks, codes }
    }

    fn bytes(&self) -> usize {
        self.groups.len() + 2 * self.blocks.len() + self.codes.len()
    }

    /// The stages in the sizes that make them smallest.
    fn smallest(codes: &[u8]) -> Self {
        let sizes = LOW.flat_map(|low| HIGH.map(move |high| (low, high)));
        sizes.map(|(low, high)| Self::new(codes, low, high)).min_by_key(Self::bytes).expect("a size")
    }

    fn items(&self) -> String {
        let constant = |name, about, value| {
            format!("\n/// {about}\npub(in crate::unicode) const {name}: u32 = {value};\n")
        };
        [
            constant("BLOCK_SHIFT", "A block has two to the power of this many characters.", self.low),
            constant("GROUP_SHIFT", "A group has two to the power of this many blocks.", self.high),
            literal::array("GROUPS", "u8", "Which group of blocks a run of characters has.", &self.groups),
            literal::array("BLOCKS", "u16", "The groups: numbers of blocks.", &self.blocks),
            literal::array("CODES", "u8", "The blocks: indices into the distinct records.", &self.codes),
        ]
        .concat()
    }
}

/// The distinct blocks of `size` items one after the other, and which block each piece is.
fn split<T: Copy + Eq + Hash>(items: &[T], size: usize) -> (Vec<u16>, Vec<T>) {
    let (mut numbers, mut blocks) = (Vec::new(), Vec::new());
    let mut known = HashMap::new();
    for block in items.chunks(size) {
        let next = u16::try_from(known.len()).expect("fewer than 65,536 blocks");
        numbers.push(*known.entry(block).or_insert_with(|| {
            blocks.extend_from_slice(block);
            next
        }));
    }
    (numbers, blocks)
}
