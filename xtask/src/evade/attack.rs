//! The attacks: each rewrites spam as somebody would who wants it to stay.

use std::collections::BTreeMap;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use pinyin::{Pinyin, ToPinyin};

use super::draw::Draw;
use super::phrase::{byline, promotion};

/// What an attacker has: the spam, the page that it goes into, and tables of characters.
pub(super) struct Spam<'a> {
    pub(super) text: &'a str,
    pub(super) lang: &'a str,
    /// Lines of the page's own body.
    pub(super) honest: &'a [&'a str],
    pub(super) traditional: &'a BTreeMap<char, char>,
}

/// Where the rewritten spam goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// Where it was.
    Same,
    /// Into a byline above the body, which is written around it.
    Byline,
}

/// A way to rewrite spam.
pub(crate) struct Attack {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) place: Place,
    pub(super) rewrite: fn(&Spam<'_>, &mut Draw) -> String,
}

const fn attack(
    name: &'static str,
    about: &'static str,
    rewrite: fn(&Spam<'_>, &mut Draw) -> String,
) -> Attack {
    Attack { name, about, place: Place::Same, rewrite }
}

/// All attacks, in the order of the report.
pub(crate) const ATTACKS: &[Attack] = &[
    attack("homoglyphs", "a third of the letters from another script, or Kangxi radicals", homoglyphs),
    attack("styled letters", "mathematical, enclosed or full-width letters", styled),
    attack("stacked marks", "a combining mark on a third of the letters", stacked),
    attack("leetspeak", "half of the letters a e i o s as digits", leet),
    attack("zero width", "zero-width characters and soft hyphens in a third of the gaps", zero_width),
    attack("masks", "`**` in every fourth gap", masks),
    attack("dots", "a dot between all letters of a word", |spam, _| spelled(spam.text, ".")),
    attack("blanks", "a blank between all letters of a word", |spam, _| spelled(spam.text, " ")),
    attack("middle dots", "a middle dot in every other gap", middle_dots),
    attack("bars", "separators that look alike: 丨, I, ｜, ǀ", bars),
    attack("glued", "separators and blanks left out", |spam, _| Parts::of(spam.text).items.concat()),
    attack("suffixes", "random letters behind a third of the parts", suffixes),
    attack("shuffled", "parts, or words, in another order", shuffled),
    attack("lines", "one to three parts a line", lines),
    attack("punctuation", "parts as sentences, with commas and full stops", punctuation),
    attack("honest words 10 %", "one part in ten from the article", |spam, draw| mixed(spam, draw, 10)),
    attack("honest words 20 %", "one part in five", |spam, draw| mixed(spam, draw, 20)),
    attack("honest words 30 %", "three parts in ten", |spam, draw| mixed(spam, draw, 30)),
    attack("honest words 50 %", "every other part", |spam, draw| mixed(spam, draw, 50)),
    attack("Traditional", "in Traditional characters", |spam, _| traditional(spam)),
    attack("glosses", "with pinyin behind a third of the characters", glosses),
    Attack {
        name: "byline",
        about: "three parts inside a byline",
        place: Place::Byline,
        rewrite: |spam, _| byline(spam.lang).replace("{}", &few(spam.text)),
    },
    attack("promotion", "three parts in sentences of an advertisement", promotional),
    attack("several", "homoglyphs, zero width, bars and shuffled", several),
];

/// Spam in parts with one separator.
struct Parts<'a> {
    items: Vec<&'a str>,
    separator: &'a str,
}

/// Signs between parts. Those with blanks come first.
const SEPARATORS: [&str; 15] =
    ["\n", " | ", ", ", " · ", " - ", " I ", " 丨 ", "_", "丨", "|", "、", "，", ",", "-", " "];
impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let count = |separator: &&str| text.matches(separator).count();
        let separator =
            SEPARATORS.into_iter().find(|s| count(s) >= 3).or_else(|| text.contains(' ').then_some(" "));
        match separator {
            Some(separator) => {
                let items = text.split(separator).map(str::trim).filter(|item| !item.is_empty());
                Self { items: items.collect(), separator }
            }
            None => Self { items: vec![text], separator: "" },
        }
    }
}

/// Three parts, words at most eight in all, as one phrase.
fn few(text: &str) -> String {
    let parts = Parts::of(text);
    let count = if parts.separator == " " { 8 } else { 3 };
    let glue = if parts.separator == " " { " " } else { ", " };
    parts.items.iter().take(count).copied().collect::<Vec<_>>().join(glue)
}

/// Every character by itself.
fn each(text: &str, mut write: impl FnMut(char, &mut String)) -> String {
    let mut out = String::new();
    text.chars().for_each(|c| write(c, &mut out));
    out
}

/// Something in some of the gaps between two letters; marks stay with their letter.
fn in_gaps(text: &str, mut between: impl FnMut(&mut String)) -> String {
    let mut before = ' ';
    each(text, |c, out| {
        if (before.is_alphabetic() || is_mark(before)) && c.is_alphabetic() && !is_mark(c) {
            between(out);
        }
        out.push(c);
        before = c;
    })
}

fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// The pairs of look-alikes `text` lists two by two.
fn pair_of(text: &str, c: char) -> Option<char> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(2).find(|pair| pair[0] == c).map(|pair| pair[1])
}

/// Latin from Cyrillic and Greek, Cyrillic and Greek from Latin, Han from the radicals.
const HOMOGLYPHS: &str = "aаeеoоcсpрxхyуiіsѕjјhһvνuυAАBВEЕKКMМHНOОPРCСTТXХYΥNΝZΖIΙ\
                          аaеeоoсcрpхxуyАAВBЕEКKМMНHОOРPСCТTХXοoνvαaρpιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX\
                          一⼀人⼈入⼊力⼒口⼝大⼤女⼥子⼦小⼩山⼭手⼿日⽇月⽉木⽊水⽔火⽕片⽚牛⽜玉⽟生⽣用⽤\
                          白⽩目⽬石⽯立⽴羊⽺老⽼自⾃色⾊行⾏西⾑身⾝金⾦高⾼";

fn homoglyphs(spam: &Spam<'_>, draw: &mut Draw) -> String {
    each(spam.text, |c, out| out.push(pair_of(HOMOGLYPHS, c).filter(|_| draw.chance(33)).unwrap_or(c)))
}

fn styled(spam: &Spam<'_>, draw: &mut Draw) -> String {
    const ALPHABETS: [(u32, u32); 5] =
        [(0x1D41A, 0x1D400), (0x1D5EE, 0x1D5D4), (0x24D0, 0x24B6), (0xFF41, 0xFF21), (0x1D68A, 0x1D670)];
    let Some(&(small, capital)) = draw.pick(&ALPHABETS) else { return spam.text.to_owned() };
    each(spam.text, |c, out| {
        let (first, plain) = if c.is_ascii_uppercase() { (capital, 'A') } else { (small, 'a') };
        let letter = char::from_u32(first + (u32::from(c).wrapping_sub(u32::from(plain)) & 31));
        out.push(letter.filter(|_| c.is_ascii_alphabetic()).unwrap_or(c));
    })
}

fn stacked(spam: &Spam<'_>, draw: &mut Draw) -> String {
    const MARKS: [char; 6] = ['\u{332}', '\u{336}', '\u{34D}', '\u{353}', '\u{33E}', '\u{20D2}'];
    each(spam.text, |c, out| {
        out.push(c);
        let mark = draw.pick(&MARKS).copied();
        out.extend(mark.filter(|_| c.is_alphabetic() && draw.chance(33)));
    })
}

fn leet(spam: &Spam<'_>, draw: &mut Draw) -> String {
    each(spam.text, |c, out| {
        let digit = pair_of("a4e3i1o0s5", c.to_ascii_lowercase());
        out.push(digit.filter(|_| draw.chance(50)).unwrap_or(c));
    })
}

fn zero_width(spam: &Spam<'_>, draw: &mut Draw) -> String {
    const NOTHING: [char; 6] = ['\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{AD}', '\u{FEFF}'];
    in_gaps(spam.text, |out| {
        let nothing = draw.pick(&NOTHING).copied();
        out.extend(nothing.filter(|_| draw.chance(33)));
    })
}

fn masks(spam: &Spam<'_>, draw: &mut Draw) -> String {
    in_gaps(spam.text, |out| out.push_str(if draw.chance(25) { "**" } else { "" }))
}

fn spelled(text: &str, between: &str) -> String {
    // A blank between letters leaves words apart only if words are parted by more.
    let words = if between == " " { text.replace(' ', "   ") } else { text.to_owned() };
    in_gaps(&words, |out| out.push_str(between))
}

fn middle_dots(spam: &Spam<'_>, draw: &mut Draw) -> String {
    in_gaps(spam.text, |out| out.push_str(if draw.chance(50) { "·" } else { "" }))
}

fn bars(spam: &Spam<'_>, draw: &mut Draw) -> String {
    const BARS: [&str; 6] = ["丨", " 丨 ", " I ", "｜", " ǀ ", " l "];
    let bar = draw.pick(&BARS).copied().unwrap_or_default();
    let parts = Parts::of(spam.text);
    if parts.separator == " " { spam.text.to_owned() } else { parts.items.join(bar) }
}

fn suffixes(spam: &Spam<'_>, draw: &mut Draw) -> String {
    let parts = Parts::of(spam.text);
    let suffixed = |item: &&str| {
        let letters = if draw.chance(33) { draw.below(3) + 3 } else { 0 };
        let tail: String = (0..letters).map(|_| char::from(b'a' + draw.below(26) as u8)).collect();
        format!("{item}{tail}")
    };
    parts.items.iter().map(suffixed).collect::<Vec<_>>().join(parts.separator)
}

fn shuffled(spam: &Spam<'_>, draw: &mut Draw) -> String {
    let mut parts = Parts::of(spam.text);
    draw.shuffle(&mut parts.items);
    parts.items.join(parts.separator)
}

fn lines(spam: &Spam<'_>, draw: &mut Draw) -> String {
    let parts = Parts::of(spam.text);
    let most = if parts.separator == " " { 6 } else { 3 };
    let mut out = String::new();
    let mut left = draw.below(most) + 1;
    for (i, item) in parts.items.iter().enumerate() {
        if i > 0 && left == 0 {
            out.push('\n');
            left = draw.below(most) + 1;
        } else if i > 0 {
            out.push_str(parts.separator);
        }
        out.push_str(item);
        left = left.saturating_sub(1);
    }
    out
}

fn punctuation(spam: &Spam<'_>, draw: &mut Draw) -> String {
    let parts = Parts::of(spam.text);
    let wide = spam.lang.starts_with("zh") || spam.lang == "ja";
    let (comma, stop) = if wide { ("，", "。") } else { (", ", ". ") };
    let words = parts.separator == " ";
    let mut out = String::new();
    let mut since = 0;
    for (i, item) in parts.items.iter().enumerate() {
        out.push_str(item);
        since += 1;
        let ends =
            i + 1 == parts.items.len() || since >= if words { 7 } else { 3 } || since > 1 && draw.chance(15);
        out.push_str(if ends {
            stop
        } else if words && since != 4 {
            " "
        } else {
            comma
        });
        since = if ends { 0 } else { since };
    }
    out.trim_end().to_owned()
}

/// Parts of the article between those of the spam, as long as they are; `percent` of all are honest.
fn mixed(spam: &Spam<'_>, draw: &mut Draw, percent: usize) -> String {
    let parts = Parts::of(spam.text);
    let mut out: Vec<String> = Vec::new();
    let mut honest = 0;
    for item in &parts.items {
        out.push((*item).to_owned());
        while (honest + 1) * 100 <= percent * (out.len() + 1) {
            let Some(part) = honest_part(spam, item, draw) else { break };
            out.push(part);
            honest += 1;
        }
    }
    out.join(parts.separator)
}

/// As many words, or characters in a script without blanks, from a line of the article as `like` has.
fn honest_part(spam: &Spam<'_>, like: &str, draw: &mut Draw) -> Option<String> {
    let line = draw.pick(spam.honest)?;
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() * 12 > line.chars().count() {
        let count = like.split_whitespace().count().min(words.len());
        let first = draw.below(words.len() - count + 1);
        return Some(words[first..first + count].join(" "));
    }
    let chars: Vec<char> = line.chars().filter(|c| c.is_alphanumeric()).collect();
    let count = like.chars().count().min(chars.len());
    let first = draw.below(chars.len() - count + 1);
    Some(chars[first..first + count].iter().collect())
}

fn traditional(spam: &Spam<'_>) -> String {
    each(spam.text, |c, out| out.push(spam.traditional.get(&c).copied().unwrap_or(c)))
}

fn glosses(spam: &Spam<'_>, draw: &mut Draw) -> String {
    each(spam.text, |c, out| {
        out.push(c);
        if let Some(reading) = c.to_pinyin().map(Pinyin::with_tone).filter(|_| draw.chance(33)) {
            out.push_str(&format!("({reading})"));
        }
    })
}

fn promotional(spam: &Spam<'_>, draw: &mut Draw) -> String {
    let parts = Parts::of(spam.text);
    let words = parts.separator == " ";
    let pieces: Vec<String> =
        parts.items.chunks(if words { 3 } else { 1 }).map(|chunk| chunk.join(" ")).collect();
    let mut sentences = promotion(spam.lang).to_vec();
    draw.shuffle(&mut sentences);
    let mut text =
        sentences[..2].join(if spam.lang.starts_with("zh") || spam.lang == "ja" { "" } else { " " });
    while text.contains("{}") {
        let piece = draw.pick(&pieces).map_or("", String::as_str);
        text = text.replacen("{}", piece, 1);
    }
    if spam.lang == "zh-hant" { traditional(&Spam { text: &text, ..*spam }) } else { text }
}

fn several(spam: &Spam<'_>, draw: &mut Draw) -> String {
    let mut text = spam.text.to_owned();
    for step in [shuffled, bars, homoglyphs, zero_width] {
        text = step(&Spam { text: &text, ..*spam }, draw);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(name: &str, text: &str, lang: &str) -> String {
        let traditional = BTreeMap::from([('韩', '韓')]);
        let honest = ["The mill stands by the river.", "Nobody has lived there for years."];
        let spam = Spam { text, lang, honest: &honest, traditional: &traditional };
        let attack = ATTACKS.iter().find(|attack| attack.name == name).unwrap();
        (attack.rewrite)(&spam, &mut Draw::new("page", name))
    }

    #[test]
    fn attacks_write_what_they_say() {
        for (name, text, lang, expected) in [
            ("dots", "slot gacor", "id", "s.l.o.t g.a.c.o.r"),
            ("blanks", "slot gacor", "id", "s l o t   g a c o r"),
            ("glued", "casino, poker, slots, bingo", "en", "casinopokerslotsbingo"),
            ("Traditional", "日韩_在线", "zh-hans", "日韓_在线"),
        ] {
            assert_eq!(rewritten(name, text, lang), expected, "{name}");
        }
    }

    #[test]
    fn honest_parts_are_the_share_they_should_be() {
        let spam = vec!["qq ww ee"; 100].join(", ");
        for (name, share) in
            [("honest words 10 %", 0.1), ("honest words 30 %", 0.3), ("honest words 50 %", 0.5)]
        {
            let parts = rewritten(name, &spam, "en").split(", ").map(str::to_owned).collect::<Vec<_>>();
            let honest = parts.iter().filter(|part| !part.contains("qq")).count();
            assert!(
                (honest as f64 / parts.len() as f64 - share).abs() < 0.02,
                "{name}: {honest} of {}",
                parts.len()
            );
        }
    }

    #[test]
    fn every_attack_changes_something_and_is_the_same_twice() {
        for attack in ATTACKS {
            for (text, lang) in [
                ("国产精品_亚洲日韩_欧美大色色_成人视频_av片_五月天", "zh-hans"),
                ("casino bonus, poker, slots, bet", "en"),
            ] {
                let (once, twice) = (rewritten(attack.name, text, lang), rewritten(attack.name, text, lang));
                assert_eq!(once, twice, "{}", attack.name);
                assert!(!once.is_empty(), "{}", attack.name);
                let for_chinese = ["Traditional", "glosses"].contains(&attack.name);
                let for_latin = ["styled letters", "leetspeak"].contains(&attack.name);
                let applies = if lang == "en" { !for_chinese } else { !for_latin };
                assert!(once != text || !applies || attack.name.ends_with("10 %"), "{} {lang}", attack.name);
            }
        }
    }
}
