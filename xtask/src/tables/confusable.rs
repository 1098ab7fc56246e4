//! Characters drawn like an ASCII letter or digit.

use std::collections::BTreeMap;

use icu_casemap::CaseMapper;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use unicode_security::confusable_detection::skeleton;

use super::{Table, UNICODE_LICENSE, fold::Folder, literal};

/// What each character is drawn like.
pub(super) type Confusables = BTreeMap<char, char>;

/// Where a Latin letter is imitated from. A letter of another script is what it is, even if it is a bar or a ring.
const SCRIPTS: [Script; 10] = [
    Script::Latin,
    Script::Greek,
    Script::Coptic,
    Script::Cyrillic,
    Script::Armenian,
    Script::Cherokee,
    Script::Lisu,
    Script::CanadianAboriginal,
    Script::Deseret,
    Script::Common,
];

/// Alphabets and digits in frames that have no compatibility mapping: first character, what the first is, how many.
const FRAMED: [(char, char, u8); 8] = [
    ('🅐', 'a', 26),
    ('🅰', 'a', 26),
    ('🇦', 'a', 26),
    ('⓵', '1', 9),
    ('⓿', '0', 1),
    ('❶', '1', 9),
    ('➀', '1', 9),
    ('➊', '1', 9),
];

/// Pairs that the skeletons do not give: small capitals, and letters whose lower case is the likeness that is meant.
const BY_HAND: &str = "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz 🄋0 🄌0 \
                       ηn μu υu ωw єe";

/// Letters that the skeletons give, but that stand for themselves: б is no six, þ no p.
const REFUSED: &str = "бþ";

pub(super) fn confusables() -> Confusables {
    let mut pairs = Confusables::new();
    let folder = Folder::new();
    let script = CodePointMapData::<Script>::new();
    let category = CodePointMapData::<GeneralCategory>::new();
    for c in ('\u{80}'..=char::MAX).filter(|&c| SCRIPTS.contains(&script.get(c))) {
        let apart = GeneralCategoryGroup::Mark.union(GeneralCategoryGroup::Other).contains(category.get(c));
        if apart || REFUSED.contains(c) || folder.mapping(c).is_some() {
            continue;
        }
        let found = likeness(c).or_else(|| likeness(upper(c)?));
        // Bars and inverted exclamation marks are signs first.
        if let Some(likeness) = found.filter(|l| script.get(c) != Script::Common || !"li".contains(*l)) {
            pairs.insert(c, likeness);
        }
    }
    pairs.extend(framed().chain(by_hand()));
    pairs
}

/// The ASCII letter or digit that is the whole skeleton of `c` (UTS #39).
fn likeness(c: char) -> Option<char> {
    single(skeleton(c.encode_utf8(&mut [0; 4])))
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
}

/// The upper case of `c`: the fold has taken it to lower case before it gets here.
fn upper(c: char) -> Option<char> {
    Some(CaseMapper::new().simple_uppercase(c)).filter(|&upper| upper != c)
}

fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

fn framed() -> impl Iterator<Item = (char, char)> {
    let step = |c: char, i: u8| char::from_u32(u32::from(c) + u32::from(i));
    FRAMED.into_iter().flat_map(move |(first, plain, count)| {
        (0..count).filter_map(move |i| Some((step(first, i)?, step(plain, i)?)))
    })
}

fn by_hand() -> impl Iterator<Item = (char, char)> {
    BY_HAND.split_whitespace().filter_map(|pair| pair.chars().next().zip(pair.chars().nth(1)))
}

pub(super) fn table(confusables: &Confusables) -> Table {
    let keys: Vec<u32> =
        confusables.iter().map(|(&c, &plain)| u32::from(c) << 8 | u32::from(plain)).collect();
    Table {
        name: "confusable.rs",
        about: "Characters drawn like an ASCII letter or digit.",
        sources: &[("unicode-security", UNICODE_LICENSE), ("icu_properties_data", UNICODE_LICENSE)],
        unicode: true,
        items: literal::array("CONFUSABLES", "u32", "Character << 8 | what it is drawn like.", &keys),
    }
}
