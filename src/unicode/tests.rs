//! Single characters, and what is known of them.

use crate::unicode::{
    HanVariant, Script, confusable, fold_mapping, han_variant, is_reading, props, simplified,
    unchanged_ideographs,
};

#[test]
fn ideographs_up_to_one_that_changes() {
    for (text, expected) in [
        ("", ""),
        ("港口的工程", "港口的工程"),
        ("港口會", "港口"),
        ("會", ""),
        ("港a口", "港"),
        ("港㐀", "港"),
        ("港。", "港"),
    ] {
        assert_eq!(&text[..unchanged_ideographs(text.as_bytes())], expected, "{text}");
    }
}

#[test]
fn readings() {
    for (han, syllable, expected) in [
        ('個', "gè", true),
        ('个', "gè", true),
        ('會', "huì", true),
        ('進', "jìn", true),
        ('質', "zhì", true),
        ('報', "bào", true),
        ('嚴', "yán", true),
        ('樹', "shù", true),
        ('女', "nǚ", true),
        ('女', "nv", false),
        ('女', "nu", false),
        ('女', "nǔ", false),
        ('行', "xíng", true),
        ('行', "háng", true),
        ('行', "hang", false),
        ('重', "zhòng", true),
        ('重', "chóng", true),
        ('的', "de", true),
        ('的', "dì", true),
        ('了', "le", true),
        ('了', "liǎo", true),
        ('長', "zhǎng", true),
        ('樂', "yuè", true),
        ('樂', "lè", true),
        ('略', "lüè", true),
        ('綠', "lǜ", true),
        ('樹', "", false),
        ('樹', "sh", false),
        ('a', "a", false),
        ('啊', "a", true),
        ('嗯', "ń", true),
    ] {
        assert_eq!(is_reading(han, syllable), expected, "{han} {syllable}");
    }
}

#[test]
fn variants() {
    use HanVariant::{Neither, Simplified, Traditional};
    for (c, variant, to) in [
        ('国', Simplified, '国'),
        ('國', Traditional, '国'),
        ('后', Neither, '后'),
        ('後', Traditional, '后'),
        ('里', Neither, '里'),
        ('裏', Traditional, '里'),
        ('干', Neither, '干'),
        ('乾', Neither, '干'),
        ('著', Neither, '著'),
        ('着', Neither, '着'),
        ('云', Neither, '云'),
        ('人', Neither, '人'),
        ('a', Neither, 'a'),
        ('あ', Neither, 'あ'),
        ('与', Simplified, '与'),
        ('體', Traditional, '体'),
        ('体', Simplified, '体'),
        ('于', Neither, '于'),
        ('於', Neither, '于'),
        ('会', Simplified, '会'),
        ('瞭', Neither, '瞭'),
        ('麼', Traditional, '么'),
        ('么', Simplified, '么'),
        ('発', Neither, '発'),
    ] {
        assert_eq!((han_variant(c), simplified(c)), (variant, to), "{c}");
    }
}

#[test]
fn folds() {
    for (c, expected) in [
        ('A', Some("a")),
        ('a', None),
        ('Ａ', Some("a")),
        ('İ', Some("i")),
        ('ı', None),
        ('ß', Some("ss")),
        ('ﬁ', Some("fi")),
        ('ς', Some("σ")),
        ('\u{AD}', Some("")),
        ('\u{200B}', Some("")),
        ('\u{200D}', Some("")),
        ('\u{FE0F}', Some("")),
        ('\u{FEFF}', Some("")),
        ('Ⅴ', Some("v")),
        ('Ⓐ', Some("a")),
        ('🄰', Some("a")),
        ('𝒜', Some("a")),
        ('Ж', Some("ж")),
        ('\u{3000}', Some(" ")),
        ('①', Some("1")),
        ('ｶ', Some("カ")),
        ('漢', None),
        ('\u{F900}', Some("豈")),
        ('가', None),
        ('\u{E0041}', Some("")),
        ('\u{10FFFF}', None),
    ] {
        assert_eq!(fold_mapping(c), expected, "{c:?}");
    }
}

#[test]
fn likenesses() {
    for (c, expected) in [
        ('α', Some('a')),
        ('а', Some('a')),
        ('е', Some('e')),
        ('о', Some('o')),
        ('р', Some('p')),
        ('с', Some('c')),
        ('у', Some('y')),
        ('х', Some('x')),
        ('∨', Some('v')),
        ('ı', Some('i')),
        ('🅰', Some('a')),
        ('🇦', Some('a')),
        ('🅐', Some('a')),
        ('❶', Some('1')),
        ('в', Some('b')),
        ('к', Some('k')),
        ('ᴀ', Some('a')),
        ('a', None),
        ('1', None),
        ('|', None),
        ('б', None),
        ('ж', None),
        ('ا', None),
        ('〇', None),
        ('é', None),
    ] {
        assert_eq!(confusable(c), expected, "{c}");
    }
}

#[test]
fn properties() {
    for (c, script, flags) in [
        ('a', Script::Latin, "l"),
        ('A', Script::Latin, "lu"),
        ('1', Script::Common, "d"),
        (' ', Script::Common, ""),
        ('漢', Script::Han, "l2"),
        ('ก', Script::Thai, "l2"),
        ('Ａ', Script::Latin, "lu2"),
        ('，', Script::Common, "2"),
        ('。', Script::Common, "2"),
        ('\u{301}', Script::Common, "m"),
        ('٣', Script::Arabic, "d"),
        ('😀', Script::Common, ""),
        ('క', Script::Other, "l"),
        ('\u{10FFFF}', Script::Other, ""),
        ('𠀀', Script::Han, "l2"),
    ] {
        let p = props(c);
        let seen: String = [
            (p.is_letter(), 'l'),
            (p.is_mark(), 'm'),
            (p.is_digit(), 'd'),
            (p.is_upper(), 'u'),
            (p.counts_double(), '2'),
        ]
        .into_iter()
        .filter_map(|(set, flag)| set.then_some(flag))
        .collect();
        assert_eq!((p.script(), seen.as_str()), (script, flags), "{c:?}");
    }
}
