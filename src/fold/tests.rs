//! Cases, properties, and a plain fold to compare the fast one with.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::fold::gloss::Glosses;
use crate::fold::{Folded, fold, undress};
use crate::span::Span;
use crate::unicode;

/// Source, its fold, a piece of the fold (the first such), and what stands there in the source.
type Row = (&'static str, &'static str, &'static str, &'static str);

const DISGUISED: &[Row] = &[
    ("Buy VIAGRA now", "buy viagra now", "viagra", "VIAGRA"),
    ("ｖｉａｇｒａ", "viagra", "agra", "ａｇｒａ"),
    ("см. саѕіnо", "cm. casino", "casino", "саѕіnо"),
    ("国产性色αv视频", "国产性色av视频", "av", "αv"),
    ("aⅴ a∨", "av av", "av", "aⅴ"),
    ("𝐜𝐚𝐬𝐢𝐧𝐨 𝓼𝓵𝓸𝓽", "casino slot", "slot", "𝓼𝓵𝓸𝓽"),
    ("Ⓢⓛⓞⓣ", "slot", "slot", "Ⓢⓛⓞⓣ"),
    ("vi\u{200B}ag\u{AD}ra\u{FE0F}!", "viagra!", "viagra", "vi\u{200B}ag\u{AD}ra"),
    ("s̲l͍o̲t̲ x", "slot x", "slot", "s̲l͍o̲t"),
    ("v*i*a*g*r*a", "viagra", "viagra", "v*i*a*g*r*a"),
    ("欧美**字幕", "欧美字幕", "美字", "美**字"),
    ("ca＊si×no", "casino", "casino", "ca＊si×no"),
    ("buy v.i.a.g.r.a!", "buy viagra!", "viagra", "v.i.a.g.r.a"),
    ("c a s i n o", "casino", "casino", "c a s i n o"),
    ("C-A-S-I-N-O", "casino", "sin", "S-I-N"),
    ("s l o t   g a c o r", "slot gacor", "slot gacor", "s l o t   g a c o r"),
    ("s-l-o-t g-a-c-o-r", "slot gacor", "gacor", "g-a-c-o-r"),
    ("v.i.a.g.r.a f.r.e.e", "viagra free", "a f", "a f"),
    ("a  b c d", "abcd", "abcd", "a  b c d"),
    ("在 线 视 频", "在线视频", "线视", "线 视"),
    ("日韓(hán)字幕", "日韩字幕", "日韩字幕", "日韓(hán)字幕"),
    ("時（shí ）間", "时间", "时", "時"),
    ("三個(ｇè)，", "三个,", "个,", "個(ｇè)，"),
    ("slot-gacor_77\u{A0}\t 88", "slot gacor 77 88", "77 88", "77\u{A0}\t 88"),
    ("  - a", " a", " ", "  - "),
    ("ﬁnance…", "finance...", "nce.", "nce…"),
    ("S3l0t 5l0t g4c0r4d S3X", "selot slot gacor4d sex", "slot", "5l0t"),
    ("C4s1n0 s3ns4t10n4l h0k1 h0k77", "casino sensational hoki hok77", "casino", "C4s1n0"),
    ("91国.产.精.品99在.线", "91国产精品99在线", "国产精品", "国.产.精.品"),
    ("国·产精+品★在线", "国产精品在线", "产精品", "产精+品"),
    ("国产.精品 欧美~字幕", "国产精品 欧美字幕", "产精", "产.精"),
    ("ส.ล็.อ.ต", "สล็อต", "ล็", "ล็"),
    ("เกม ส ล็ อ ต", "เกม สล็อต", "สล็อต", "ส ล็ อ ต"),
    ("토.토 먹.튀.검.증", "토토 먹튀검증", "토토", "토.토"),
    ("c·as·ino sl•o•t", "casino slot", "sino", "s·ino"),
    ("ca·sh ga·me sl·ot wi·ns", "cash game slot wins", "ash", "a·sh"),
    ("在 线 看", "在线看", "线看", "线 看"),
    ("bu·y c·a·s·i·no via·gra bonus·es", "buy casino viagra bonuses", "viagra", "via·gra"),
    ("スヒ·ートル·ラッ·クを·回·す", "スヒートルラックを回す", "トルラ", "トル·ラ"),
    ("e\u{301}te\u{302}\u{323} A\u{308}\u{332}", "étệ ä", "ệ", "e\u{302}\u{323}"),
];

const HONEST: &[Row] = &[
    ("Käse, STRASSE und Straße", "käse, strasse und strasse", "strasse", "STRASSE"),
    ("Straße", "strasse", "as", "aß"),
    ("İstanbul ılık", "istanbul ilik", "istanbul", "İstanbul"),
    ("می\u{200C}خواهم", "میخواهم", "میخ", "می\u{200C}خ"),
    ("كِتَــاب", "كتاب", "كت", "كِت"),
    ("👩\u{200D}👧 ok", "👩👧 ok", "👩👧", "👩\u{200D}👧"),
    (
        "col·legi, paral·lel, intel·ligent, novel·la",
        "col·legi, paral·lel, intel·ligent, novel·la",
        "l·l",
        "l·l",
    ),
    ("정치·경제 산업·고용 문화·예술 국제·사회", "정치·경제 산업·고용 문화·예술 국제·사회", "치·경", "치·경"),
    ("이 그 저", "이 그 저", "그", "그"),
    ("3 kg·m, 4 N·m, a·b + c·d", "3 kg·m, 4 n·m, a·b + c·d", "g·m", "g·m"),
    ("2*3 = 6, 5 * x", "2*3 = 6, 5 * x", "2*3", "2*3"),
    ("a b c", "a b c", "b", "b"),
    ("v1.2.3.4", "v1.2.3.4", "2.3", "2.3"),
    ("हिन्दी शब्द", "हिन्दी शब्द", "हिन्दी", "हिन्दी"),
    ("i18n h264 3D 1xBet a50mg 40mg 30th a1", "i18n h264 3d 1xbet a50mg 40mg 30th a1", "30th", "30th"),
    ("卡尔·a 第1.2节", "卡尔·a 第1.2节", "·a", "·a"),
    ("할 수 있다 z.B. a·b C++", "할 수 있다 z.b. a·b c++", "수", "수"),
    ("News·Sport·Wetter col·legi", "news·sport·wetter col·legi", "legi", "legi"),
    ("중국(China)", "중국(china)", "(china)", "(China)"),
    ("北京(běi jīng)", "北京(běi jīng)", "京(", "京("),
    ("他(chán)說", "他(chán)说", "说", "說"),
    ("ガﾊﾞか\u{3099}", "ガバが", "が", "か\u{3099}"),
    ("한국어 ᄒ\u{1161}\u{11AB}", "한국어 한", "어 한", "어 ᄒ\u{1161}\u{11AB}"),
];

#[test]
fn cases_fold_and_lead_back() {
    for (source, expected, piece, original) in DISGUISED.iter().chain(HONEST) {
        let mut folded = Folded::new();
        folded.push(source, 100);
        assert_eq!(folded.text(), *expected, "{source}");
        let at = expected.find(piece).unwrap();
        let span = folded.source_span(at..at + piece.len());
        let span = Span::new(span.start() - 100, span.end() - 100);
        assert_eq!(span.of(source), *original, "{source}: {piece}");
    }
}

#[test]
fn plain_text_is_without_disguise() {
    let cases: [(&str, &str, usize); 18] = [
        ("𝐂𝐚𝐬𝐢𝐧𝐨 Ⓢⓛⓞⓣ 🅑", "casino slot b", 11),
        ("S3l0t gacor77 Ｂar", "Selot gacor77 Ｂar", 2),
        ("v*i*a*g*r*a now", "viagra now", 5),
        ("s l o t   g a c o r", "slot   gacor", 7),
        ("国.产.精.品,日·韩", "国产精品,日韩", 4),
        ("vi\u{200B}ag\u{2060}ra", "viagra", 2),
        ("vi\u{200C}agra", "viagra", 1),
        ("s\u{332}l\u{34D}ot", "slot", 2),
        ("日韓(hán)字幕", "日韓字幕", 0),
        ("می\u{200C}خواهم", "میخواهم", 0),
        // At the start of a line no letter stands before it.
        ("\u{200C}viagra", "viagra", 0),
        ("👩\u{200D}👧 ❤\u{FE0F}", "👩👧 ❤", 0),
        ("Don\u{AD}nerstag", "Donnerstag", 0),
        ("Käse e\u{301} كِتَاب", "Käse e\u{301} كِتَاب", 0),
        ("z.B. v1.2.3 2*3", "z.B. v1.2.3 2*3", 0),
        ("показа розово", "показа розово", 0),
        ("пока3а", "покаeа", 1),
        ("sl0t", "slot", 1),
    ];
    for (source, expected, masks) in cases {
        let mut folded = Folded::new();
        folded.push("before v*i", 0);
        let base = "before v*i\n".len();
        folded.push(source, base);
        let text = format!("before v*i\n{source}");
        let mut found = "of another unit".to_owned();
        let count = undress(&text, Span::new(base, text.len()), folded.undressed(), &mut found);
        let found = if count.is_some() { &found } else { source };
        assert_eq!((found, count.unwrap_or_default()), (expected, masks), "{source}");
    }
}

#[test]
fn terms_of_other_scripts_match_themselves() {
    for term in ["Казино онлайн", "Καζίνο", "การพนัน", "카지노", "كازينو", "קזינו"]
    {
        assert!(fold(&format!("x {} y", term.to_uppercase())).contains(&fold(term)), "{term}");
        assert!(fold(term).chars().count() >= term.chars().count(), "{term}");
    }
}

#[test]
fn pushes_are_parted_and_keep_their_bases() {
    let mut folded = Folded::new();
    for _ in 0..2 {
        folded.clear();
        folded.push("Ａb", 10);
        folded.push("c\u{301}d", 50);
        assert_eq!(folded.text(), "ab\nćd");
        assert_eq!(folded.source_span(0..2), Span::new(10, 14));
        assert_eq!(folded.source_span(3..6), Span::new(50, 54));
        assert_eq!(folded.source_span(4..5), Span::new(50, 53), "widened to the character");
    }
}

/// Page, and whether its glosses are injected.
const GLOSSED: &[(&str, bool)] = &[
    (
        "這(zhè)次會(huì)議由縣里召開(kāi),參加的人數(shù)超過(guò)往年。會(huì)上說(shuō),道路的工程將(jiāng)在\
         明年開(kāi)工,這(zhè)也是村民多年的心愿。",
        true,
    ),
    ("本店時(shí )間(jiān )表見門口,周一到周五開(kāi )放,周末休息。有問(wèn )題請找店主。", true),
    (
        "這(zhè)是新的一課，我們學(xué)寫字。會(huì)讀的同學(xué)請舉手，開(kāi)始前先看注音，再說(shuō)一遍。",
        false,
    ),
    ("我(wǒ)們(men)學(xué)習(xí)漢(hàn)字(zì)，會(huì)說(shuō)話(huà)。", false),
    ("古書難字：關關雎(jū)鳩(jiū)，窈(yǎo)窕(tiǎo)淑女，參差荇(xìng)菜，輾(zhǎn)轉反側。", false),
    ("會(huì)議與會(kuài)計，長(cháng)短與長(zhǎng)大，傳(chuán)說與傳(zhuàn)記，重複與還(hái)是。", false),
    ("三個(gè)人。", false),
];

#[test]
fn only_injected_glosses_are_found() {
    for (page, injected) in GLOSSED {
        let mut spans = Vec::new();
        Glosses::default().find(page, [Span::new(0, page.len())].into_iter(), &mut spans);
        let brackets = page.matches('(').count();
        assert_eq!(spans.len(), if *injected { brackets } else { 0 }, "{page}");
        assert!(spans.iter().all(|span| span.of(page).starts_with('(') && span.of(page).ends_with(')')));
    }
}

#[test]
fn honest_glosses_in_a_glossed_page_stay() {
    let injected = GLOSSED[0].0.repeat(4);
    let page = format!("{injected}韶(sháo)山{injected}");
    let mut spans = Vec::new();
    Glosses::default().find(&page, [Span::new(0, page.len())].into_iter(), &mut spans);
    assert_eq!(spans.len(), page.matches('(').count() - 1);
    assert!(spans.iter().all(|span| span.of(&page) != "(sháo)"));
}

/// Disguises in one another, and several in one word.
#[test]
fn disguises_are_taken_off_in_layers() {
    for (source, expected) in [
        ("會(huì)說(shuō)話", "会说话"),
        ("國(g*u*ó)語", "国语"),
        ("國(guó)*語(yǔ)", "国语"),
        ("國(guó)語(y*ǔ)c*a", "国语ca"),
        ("國(guó)(guó)語", "国语"),
        ("國(guó)(guó)(guó)(guó)(guó)(guó)語", "国语"),
        ("é.b.ö.d", "éböd"),
        ("國(g*u*ó)語, c a s i n o", "国语, casino"),
        ("在(zài) 線(xiàn) 視(shì) 頻(pín)", "在线视频"),
        ("個(gè)中(gè)", "个中(gè)"),
        ("(gè)", "(gè)"),
        ("é b ö d", "éböd"),
        ("1 2 3 4 5", "1 2 3 4 5"),
        ("ᄒ \u{1161} ᄒ \u{1161} ᄒ", "ᄒ \u{1161} ᄒ \u{1161} ᄒ"),
    ] {
        assert_eq!(fold(source), expected, "{source}");
    }
}

/// Characters whose places in the memo are the same do not take each other's letter.
#[test]
fn letters_are_not_mixed_up() {
    for c in (0xC0..0x2000_u32).filter_map(char::from_u32) {
        let others = [0x400, 0x800, 0x1000].map(|step| char::from_u32(c as u32 + step));
        for other in others.into_iter().flatten() {
            let mut folded = Folded::new();
            folded.push(&format!("{c}|{other}|{c}"), 0);
            let expected = [c, other, c].map(|c| fold(c.encode_utf8(&mut [0; 4])));
            let found: Vec<_> = folded.text().split('|').collect();
            assert_eq!(found, expected, "{c:?} {other:?}");
        }
    }
}

/// Every character that is mapped at all, by itself.
#[test]
fn characters_become_what_the_tables_say() {
    let is_mapped = |c: &char| unicode::fold_mapping(*c).is_some() || unicode::simplified(*c) != *c;
    let mut mapped = (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(is_mapped);
    let wrong = mapped.find(|c| fold(c.encode_utf8(&mut [0; 4])) != naive_fold(c.encode_utf8(&mut [0; 4])));
    assert_eq!(wrong, None);
}

/// Every character by itself: what it becomes stays as it is.
#[test]
fn every_fold_of_a_character_is_a_fixed_point() {
    let (mut once, mut twice) = (Folded::new(), Folded::new());
    let mut is_unstable = |c: char| {
        once.clear();
        once.push(c.encode_utf8(&mut [0; 4]), 0);
        twice.clear();
        twice.push(once.text(), 0);
        once.text() != twice.text()
    };
    let unstable: Vec<char> =
        (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|&c| is_unstable(c)).collect();
    assert!(unstable.is_empty(), "{unstable:?}");
}

/// The fold as its rules say it, one character after the other.
fn naive_fold(source: &str) -> String {
    let mapped: String =
        source.chars().map(|c| unicode::fold_mapping(c).map_or(c.to_string(), str::to_owned)).collect();
    let mut out: Vec<char> = Vec::new();
    let mut base = None;
    for c in mapped.chars() {
        let composed = base.and_then(|base| super::compose::compose(base, c));
        let blank = c.is_whitespace() || "-_\u{2010}".contains(c);
        let c = if blank { ' ' } else { composed.unwrap_or(unicode::simplified(c)) };
        if composed.is_some() {
            out.pop();
        } else if c == '\u{640}'
            || unicode::is_mark(c) && super::letter::is_stacked(c)
            || c == ' ' && out.last() == Some(&' ')
        {
            continue;
        }
        base = Some(c);
        out.push(if "×●".contains(c) || c.is_ascii() { c } else { unicode::confusable(c).unwrap_or(c) });
    }
    out.into_iter().collect()
}

/// What web text, honest or not, is made of.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "B", "x y", "7", "0", "s3", "4d", "+", "★", " ", "  ", "-", "_", ".", "·", "\n", "\u{A0}", "\u{3000}", "*", "×", "●", "＊", "(", ")", "（",
    "個(gè)", "会(huì )", "發", "国", "中", "文", "(z h ō n g)", "鍾", "\u{301}", "\u{332}", "\u{308}", "e\u{323}", "é", "ể",
    "\u{200B}", "\u{FE0F}", "ß", "…", "ﬁ", "İ", "а", "σ", "я", "𝐚", "Ａ", "⒜", "㏂", "ガ", "ｶﾞ", "か", "\u{3099}",
    "\u{1112}", "\u{1161}", "\u{11AB}", "가", "क", "ि", "س", "ـ", "\u{64E}", "👩\u{200D}👧",
];

fn piece() -> impl Strategy<Value = String> {
    let fixed = select(PIECES).prop_map(str::to_owned);
    prop_oneof![8 => fixed, 1 => any::<String>(), 1 => any::<char>().prop_map(String::from)]
}

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Letters, digits and marks alone, what no rule of the second step cuts outside a gloss; digits as the letters that
/// they may stand for.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|&c| unicode::is_letter(c) || unicode::is_digit(c) || unicode::is_mark(c));
    kept.map(|c| u8::try_from(c).ok().and_then(super::unmask::letter_of).unwrap_or(c)).collect()
}

proptest! {
    #[test]
    fn folding_again_changes_nothing(source in source()) {
        let once = fold(&source);
        prop_assert_eq!(fold(&once), once);
    }

    /// The rules of the second step find nothing more where they look at all of a folded text, seen or not. But for two
    /// syllables with a sign between them: those are seen only where the first is all that stands after a separator.
    #[test]
    fn nothing_suspect_is_passed_over(source in source()) {
        let folded = fold(&source);
        let (mut cuts, mut digits, all) = (Vec::new(), Vec::new(), 0..folded.len());
        let is_sign = |c: char| c != ' ' && super::unmask::is_separator(c);
        if !folded.contains(unicode::counts_double) || !folded.contains(is_sign) {
            super::unmask::spaced(&folded, all.clone(), |gap| &folded[gap], &mut Vec::new(), &mut cuts);
        }
        super::unmask::masks(&folded, all.clone(), &mut cuts);
        super::unmask::digits(&folded, all, &mut digits);
        prop_assert!(cuts.is_empty() && digits.is_empty(), "{cuts:?} {digits:?} in {folded:?}");
    }

    /// Without anything to unmask the fold is the plain one.
    #[test]
    fn mapping_is_the_naive_one(source in source()) {
        let source = source.replace(['(', '（', '⒜'], "").replace(['*', '×', '●', '＊'], "");
        let naive = naive_fold(&source);
        let (mut cuts, mut digits) = (Vec::new(), Vec::new());
        super::unmask::spaced(&naive, 0..naive.len(), |_| "", &mut Vec::new(), &mut cuts);
        super::unmask::masks(&naive, 0..naive.len(), &mut cuts);
        super::unmask::shreds(&naive, 0, &mut cuts);
        super::unmask::digits(&naive, 0..naive.len(), &mut digits);
        if cuts.is_empty() && digits.is_empty() {
            prop_assert_eq!(fold(&source), naive);
        } else {
            prop_assert_eq!(letters(&fold(&source)), letters(&naive));
        }
    }

    /// The span of any folded range lies between characters, and its own fold holds the letters of the range.
    /// Spans begin and end in the order in which their ranges do.
    #[test]
    fn spans_lead_back(source in source(), base in 0..1000_usize) {
        let mut folded = Folded::new();
        folded.push(&source, base);
        let text = folded.text();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut piece = 0;
        for (i, &start) in ends.iter().enumerate() {
            for &end in ends.iter().skip(i + 1).take(7) {
                let span = folded.source_span(start..end);
                prop_assert_eq!(folded.next_source_span(start..end, &mut piece), span);
                let original = source.get(span.start() - base..span.end() - base);
                prop_assert!(original.is_some_and(|original| !original.is_empty()), "{:?}", span);
                let (again, range) = (letters(&fold(original.unwrap_or_default())), letters(&text[start..end]));
                prop_assert!(again.contains(&range), "{:?} of {:?} in {:?}", range, original, source);
            }
        }
        for pair in ends.windows(3) {
            let (one, two) = (folded.source_span(pair[0]..pair[1]), folded.source_span(pair[1]..pair[2]));
            prop_assert!(one.start() <= two.start() && one.end() <= two.end());
            prop_assert_eq!(folded.source_span(pair[0]..pair[2]), Span::new(one.start(), two.end()));
        }
    }

    #[test]
    fn pushes_fold_as_if_alone(sources in prop::collection::vec(source(), 1..4)) {
        let (mut folded, mut alone, mut base) = (Folded::new(), Vec::new(), 0);
        folded.push("stale", 7);
        folded.clear();
        for source in &sources {
            folded.push(source, base);
            let fold = fold(source);
            if !(alone.is_empty() && fold.is_empty()) {
                alone.push(fold);
            }
            base += source.len() + 1;
        }
        prop_assert_eq!(folded.text(), alone.join("\n"));
        prop_assert!(folded.source_span(0..usize::MAX).end() <= base);
    }

    #[test]
    fn gloss_spans_are_bracket_groups(source in source()) {
        let mut spans = Vec::new();
        Glosses::default().find(&source, [Span::new(0, source.len())].into_iter(), &mut spans);
        prop_assert!(spans.iter().all(|span| span.of(&source).starts_with(['(', '（'])));
    }
}
