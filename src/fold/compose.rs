//! Canonical composition of the letter and mark pairs that web text spells in two characters.

/// The character that `base` and the combining `mark` after it form, lower case and unicameral letters only.
///
/// Pairs that Unicode composes, of Latin, Greek, Cyrillic, Arabic and kana letters, and of conjoining Hangul.
pub(super) fn compose(base: char, mark: char) -> Option<char> {
    let Ok(row) = PAIRS.binary_search_by_key(&mark, |row| row.0) else { return compose_hangul(base, mark) };
    let mut chars = PAIRS.get(row)?.1.chars();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        if from == base {
            return Some(to);
        }
    }
    None
}

/// Whether `c` is a conjoining Hangul vowel or final consonant, which belongs to the letter before it.
pub(super) fn is_jamo_tail(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}')
}

/// Leading consonant and vowel, or syllable without final and final (The Unicode Standard, section 3.12).
fn compose_hangul(base: char, mark: char) -> Option<char> {
    let (base, mark) = (u32::from(base), u32::from(mark));
    let code = match (base, mark) {
        (0x1100..=0x1112, 0x1161..=0x1175) => 0xAC00 + ((base - 0x1100) * 21 + (mark - 0x1161)) * 28,
        (0xAC00..=0xD7A3, 0x11A8..=0x11C2) if (base - 0xAC00) % 28 == 0 => base + (mark - 0x11A7),
        _ => return None,
    };
    char::from_u32(code)
}

/// Mark, then base and composed character in turn; sorted by mark. Taken from the canonical decompositions of
/// `UnicodeData.txt`; a character with two marks is listed under either order that is canonically equivalent.
#[rustfmt::skip]
const PAIRS: &[(char, &str)] = &[
    ('\u{300}', "aàeèiìnǹoòuùwẁyỳâầêềôồüǜăằēḕōṑơờưừαὰεὲηὴιὶοὸυὺωὼϊῒϋῢеѐиѝἀἂἁἃἐἒἑἓἠἢἡἣἰἲἱἳὀὂὁὃὐὒὑὓὠὢὡὣ"),
    ('\u{301}', "aácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźâấåǻæǽçḉêếïḯôốõṍøǿüǘăắēḗōṓũṹơớưứαάεέηήιίοόυύωώϊΐϋΰгѓкќἀἄἁἅἐἔἑἕἠἤἡἥἰἴἱἵὀὄὁὅὐὔὑὕὠὤὡὥ"),
    ('\u{302}', "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑạậẹệọộ"),
    ('\u{303}', "aãeẽiĩnñoõuũvṽyỹâẫêễôỗăẵơỡưữ"),
    ('\u{304}', "aāeēgḡiīoōuūyȳäǟæǣõȭöȫüǖǫǭȧǡȯȱαᾱιῑυῡиӣуӯḷḹṛṝ"),
    ('\u{306}', "aăeĕgğiĭoŏuŭȩḝαᾰιῐυῠаӑеӗжӂийуўạặ"),
    ('\u{307}', "aȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżśṥšṧṣṩ"),
    ('\u{308}', "aäeëhḧiïoötẗuüwẅxẍyÿõṏūṻιϊυϋаӓеёжӝзӟиӥоӧуӱчӵыӹэӭіїәӛөӫ"),
    ('\u{309}', "aảeẻiỉoỏuủyỷâẩêểôổăẳơởưử"),
    ('\u{30A}', "aåuůwẘyẙ"),
    ('\u{30B}', "oőuűуӳ"),
    ('\u{30C}', "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžüǚʒǯ"),
    ('\u{30F}', "aȁeȅiȉoȍrȑuȕѵѷ"),
    ('\u{311}', "aȃeȇiȋoȏrȓuȗ"),
    ('\u{313}', "αἀεἐηἠιἰοὀρῤυὐωὠ"),
    ('\u{314}', "αἁεἑηἡιἱοὁρῥυὑωὡ"),
    ('\u{31B}', "oơuưòờóớõỡùừúứũữọợỏởụựủử"),
    ('\u{323}', "aạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓâậêệôộăặơợưựṡṩ"),
    ('\u{324}', "uṳ"),
    ('\u{325}', "aḁ"),
    ('\u{326}', "sștț"),
    ('\u{327}', "cçdḑeȩgģhḩkķlļnņrŗsştţćḉĕḝ"),
    ('\u{328}', "aąeęiįoǫuųōǭ"),
    ('\u{32D}', "dḓeḙlḽnṋtṱuṷ"),
    ('\u{32E}', "hḫ"),
    ('\u{330}', "eḛiḭuṵ"),
    ('\u{331}', "bḇdḏhẖkḵlḻnṉrṟtṯzẕ"),
    ('\u{342}', "αᾶηῆιῖυῦωῶϊῗϋῧἀἆἁἇἠἦἡἧἰἶἱἷὐὖὑὗὠὦὡὧ"),
    ('\u{653}', "\u{627}\u{622}"),
    ('\u{654}', "\u{627}\u{623}\u{648}\u{624}\u{64A}\u{626}\u{6C1}\u{6C2}\u{6D2}\u{6D3}\u{6D5}\u{6C0}"),
    ('\u{655}', "\u{627}\u{625}"),
    ('\u{3099}', "うゔかがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼウヴカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボワヷヰヸヱヹヲヺ"),
    ('\u{309A}', "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn c(code: u32) -> char {
        char::from_u32(code).unwrap()
    }

    /// The syllables stand in the order of their consonants, vowels and finals.
    #[test]
    fn hangul_is_composed_of_all_its_letters() {
        let mut syllable = 0xAC00;
        for lead in 0x1100..=0x1112 {
            for vowel in 0x1161..=0x1175 {
                let open = compose(c(lead), c(vowel));
                assert_eq!(open, Some(c(syllable)));
                for tail in 0x11A8..=0x11C2 {
                    syllable += 1;
                    assert_eq!(compose(open.unwrap(), c(tail)), Some(c(syllable)));
                    assert_eq!(compose(c(syllable), c(tail)), None);
                }
                syllable += 1;
            }
        }
        assert_eq!(syllable, 0xD7A4);
        for (base, mark) in
            [(0x1113, 0x1161), (0x1100, 0x1160), (0x1100, 0x1176), (0xAC00, 0x11A7), (0xAC00, 0x11C3)]
        {
            assert_eq!(compose(c(base), c(mark)), None, "{base:x} {mark:x}");
        }
    }

    #[test]
    fn pairs_are_those_of_unicode() {
        for (mark, row) in PAIRS {
            let row: Vec<char> = row.chars().collect();
            for pair in row.chunks(2) {
                assert_eq!(compose(pair[0], *mark), Some(pair[1]));
                let known = unicode_normalization::char::compose(pair[0], *mark);
                assert!(known.is_none_or(|known| known == pair[1]), "{pair:?}");
            }
        }
        assert!(PAIRS.is_sorted_by_key(|row| row.0));
        assert_eq!((compose('b', '\u{301}'), compose('a', 'b')), (None, None));
    }
}
