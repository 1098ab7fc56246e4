//! Generators of text that looks like pages, made of a small vocabulary of our own.

use gangue::{Config, Label};
use proptest::prelude::*;
use proptest::sample::select;

/// Honest pieces of text in several languages.
const PROSE: &[&str] = &[
    "The ferry leaves at six every morning, and the captain rings the bell twice.",
    "Nobody knew, he said, who had painted the door.",
    "城南的旧书店今年五十岁了，店主每天上午九点准时开门。",
    "那年冬天雪下得很大，河面结了一层薄冰。",
    "舊書店的老闆說，這條街從前沒有路燈。",
    "駅の待合室で、生徒たちは列車を待っている。",
    "Мельница стояла без дела почти сорок лет.",
    "كان البيت القديم على حافة النهر.",
    "ห้องสมุดเปิดทุกวันตั้งแต่เช้า",
    "강가의 오래된 집에는 아무도 살지 않는다.",
    "Der Turm steht noch.",
];

/// What stands around articles.
const BOILERPLATE: &[&str] = &[
    "Home",
    "Contact us",
    "All rights reserved.",
    "Share this: Facebook Twitter",
    "上一篇：春天",
    "版权所有",
    "责任编辑：李四",
    "関連記事",
    "2021-03-05 10:20",
    "Tags: rivers, dams",
];

/// Terms of spam, strong and weak.
pub(crate) const SPAM: &[&str] = &[
    "国产精品",
    "日韩欧美一区二区",
    "中文字幕在线观看",
    "國產精品",
    "澳门金沙娱乐官网",
    "slot gacor",
    "deneme bonusu",
    "buy viagra online",
    "casino",
    "в казино онлайн",
    "cheap replica watches",
    "payday loans",
    "代开发票",
];

/// Text in disguise, readings, remains of templates, and characters that are easily mishandled.
const ODDITIES: &[&str] = &[
    "個(gè)",
    "基層治理會(huì)(huì)",
    "(yè",
    "ⅴiagra",
    "саsino",
    "𝓬𝓪𝓼𝓲𝓷𝓸",
    "c\u{200b}a\u{200d}s\u{ad}ino",
    "ＣＡＳＩＮＯ",
    "i̇stanbul",
    "ﬃ",
    "{{title}}",
    "<script>",
    "&nbsp;",
    "\u{0}",
    "\u{7}",
    "\u{feff}",
    "\u{202e}abc",
    "e\u{301}\u{301}\u{301}",
    "👩\u{200d}👩\u{200d}👧",
    "\u{10ffff}",
    "**",
    "⟦⟧",
];

const SEPARATORS: &[&str] =
    &[" ", "", "_", "|", ",", "，", " - ", "丨", "\t", "\u{3000}", "  ", "\u{a0}", ">>", ".", "\u{2028}"];

const LINE_ENDS: &[&str] = &["\n", "\n\n", "\r\n", "\r", "\u{85}", " \n ", "\n\u{3000}\u{3000}"];

/// Sentences that a mirror site converted and put readings into.
const GLOSSED: &[&str] = &[
    "這(zhè)次會(huì)議由縣里召開(kāi),參加的人數(shù)超過(guò)往年。",
    "會(huì)上說(shuō),道路的工程將(jiāng)在明年開(kāi)工。",
    "這(zhè)也是村民多年的心愿,問(wèn)題(tí)不少。",
    "學(xué)校門(mén)前的車(chē)輛(liàng)也比從(cóng)前多。",
];

/// Remains of templates and scripts.
const RESIDUE: &[&str] = &[
    "{{title}}",
    "<div class=\"a\">",
    "&nbsp;&nbsp;",
    "undefined",
    "${name}",
    "[object Object]",
    "http://www.example.com/a?b=c",
    "mail@example.com",
    "010-0000 0000",
    "%s",
    "???",
];

/// Characters that are drawn like ASCII letters, or fold to them.
fn likeness(c: char) -> char {
    match c {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'i' => 'і',
        'o' => 'ο',
        'p' => 'р',
        's' => 'ѕ',
        'A'..='Z' | 'a'..='z' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A term as spam writes it to hide it. Each way folds away.
pub(crate) fn disguise(term: &str, way: usize) -> String {
    let between = |mark: &str| {
        let letters: Vec<_> = term.chars().map(String::from).collect();
        letters.join(mark)
    };
    match way % 8 {
        0 => term.to_uppercase(),
        1 => term.chars().map(likeness).collect(),
        2 => between("\u{200b}"),
        3 => between("\u{ad}"),
        4 => term.replace(' ', "-"),
        5 => term.replace(' ', " \u{3000} "),
        6 => term.chars().map(|c| if c.is_ascii_lowercase() { fullwidth(c) } else { c }).collect(),
        _ => term.to_owned(),
    }
}

fn fullwidth(c: char) -> char {
    char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)
}

fn piece() -> impl Strategy<Value = String> {
    let written = |list: &'static [&'static str]| select(list).prop_map(str::to_owned);
    prop_oneof![
        4 => written(PROSE),
        3 => written(BOILERPLATE),
        4 => written(SPAM),
        3 => written(ODDITIES),
        2 => written(GLOSSED),
        2 => written(RESIDUE),
        2 => (select(SPAM), any::<usize>()).prop_map(|(term, way)| disguise(term, way)),
        1 => any::<String>(),
        1 => (written(ODDITIES), 1..60_usize).prop_map(|(piece, times)| piece.repeat(times)),
    ]
}

fn line() -> impl Strategy<Value = String> {
    let pieces = (1..4_usize, 1..30_usize);
    let count = pieces.prop_flat_map(|(few, many)| prop_oneof![5 => Just(few), 1 => Just(many)]);
    let line = (count, select(SEPARATORS))
        .prop_flat_map(|(count, separator)| (prop::collection::vec(piece(), count), Just(separator)));
    line.prop_map(|(pieces, separator)| pieces.join(separator))
}

/// A line of some kilobytes: prose, a list, or one thing again and again.
fn huge_line() -> impl Strategy<Value = String> {
    let unit = prop_oneof![select(PROSE), select(SPAM), select(GLOSSED), select(RESIDUE)];
    (unit, select(SEPARATORS), 40..160_usize)
        .prop_map(|(unit, separator, times)| (unit.to_owned() + separator).repeat(times))
}

/// Many lines of hardly anything.
fn tiny_lines() -> impl Strategy<Value = String> {
    let tiny = prop_oneof![select(BOILERPLATE).prop_map(str::to_owned), any::<char>().prop_map(String::from)];
    prop::collection::vec(tiny, 20..60).prop_map(|lines| lines.join("\n"))
}

/// A text in which a mirror site put readings behind characters.
pub(crate) fn glossed_page() -> impl Strategy<Value = String> {
    let lines =
        prop::collection::vec(prop_oneof![4 => select(GLOSSED).prop_map(str::to_owned), 1 => line()], 3..12);
    lines.prop_map(|lines| lines.join("\n"))
}

/// Pages with a huge line or many tiny ones among others.
pub(crate) fn lopsided_page() -> impl Strategy<Value = String> {
    (page(), prop_oneof![huge_line(), tiny_lines()], page())
        .prop_map(|(above, middle, below)| above + &middle + "\n" + &below)
}

/// Any configuration.
pub(crate) fn config() -> impl Strategy<Value = Config> {
    let number = prop_oneof![any::<f32>(), -1.0..9.0_f32];
    let presets = [Config::conservative(), Config::balanced(), Config::aggressive()];
    let keep = prop::sample::subsequence(Label::ALL, 0..=Label::ALL.len());
    (select(presets.to_vec()), number.clone(), number, keep, any::<bool>()).prop_map(
        |(preset, bonus, threshold, keep, own)| {
            let config = preset.with_keep(&keep);
            if own { config.with_edge_bonus(bonus).with_spam_threshold(threshold) } else { config }
        },
    )
}

/// The text of a page, more or less.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec((line(), select(LINE_ENDS)), 0..16);
    lines.prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// A page of one keyword list over honest paragraphs.
pub(crate) fn page_with_head() -> impl Strategy<Value = String> {
    let head = (prop::collection::vec(select(SPAM), 1..12), select(SEPARATORS));
    let head = head.prop_map(|(terms, separator)| terms.join(separator));
    let prose = prop::collection::vec(prop::collection::vec(select(PROSE), 2..6), 1..5);
    let prose =
        prose.prop_map(|paragraphs| paragraphs.iter().map(|p| p.concat()).collect::<Vec<_>>().join("\n"));
    (head, prose).prop_map(|(head, prose)| format!("{head}\n{prose}\n"))
}

/// A paragraph of honest sentences with something spliced in: a term, in one place or in several; a list of them; or
/// those of a name.
fn spliced_paragraph() -> impl Strategy<Value = String> {
    let honest = prop::collection::vec(select(PROSE), 1..9).prop_map(|sentences| sentences.join(" "));
    let list = (prop::collection::vec(select(SPAM), 1..6), select(SEPARATORS));
    let list = list.prop_map(|(terms, separator)| terms.join(separator));
    let name = (select(&["金海", "lucky7 ", "Big Nine ", ""][..]), select(SPAM));
    let spliced = prop_oneof![2 => list, 1 => name.prop_map(|(name, term)| name.to_owned() + term)];
    let places =
        prop::collection::vec((any::<prop::sample::Index>(), select(&["", " ", "，", ". "][..])), 1..4);
    (honest, spliced, places).prop_map(|(honest, spliced, places)| {
        let mut characters: Vec<String> = honest.chars().map(String::from).collect();
        for (place, gap) in places {
            characters.insert(place.index(characters.len() + 1), format!("{gap}{spliced}{gap}"));
        }
        characters.concat()
    })
}

/// A page in which spam is spliced into paragraphs, which may stand beside lists.
pub(crate) fn spliced_page() -> impl Strategy<Value = String> {
    let head = prop::collection::vec(select(SPAM), 1..9).prop_map(|terms| terms.join("，"));
    let honest = prop::collection::vec(select(PROSE), 1..6).prop_map(|sentences| sentences.concat());
    let lines = prop::collection::vec(prop_oneof![4 => spliced_paragraph(), 1 => head, 2 => honest], 1..8);
    lines.prop_map(|lines| lines.join("\n"))
}
