//! Dates and other numbers in many scripts, beside a regular expression.

use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;

use super::*;

/// The same as a regular expression, for digits of ASCII and words of scripts whose years are those of our era.
const DATE: &str = r"(?i)(?-u:\b)(19|20)[0-9][0-9]\s?[-/.年년]\s?[0-9]{1,2}\s?[-/.月월](\s?[0-9]{1,2})?|(?-u:\b)[0-9]{1,2}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?(19|20)?[0-9][0-9](?-u:\b)|(?-u:\b)[0-9]{1,2}(st|nd|rd|th)?[.,]?\s+(de\s+)?[\p{L}\p{M}]{3,12}[.,]?\s+(de\s+)?(19|20)[0-9][0-9](?-u:\b)|(\b|(?-u:\b))[\p{L}\p{M}]{3,12}\.?\s+[0-9]{1,2}(st|nd|rd|th)?,?\s+(19|20)[0-9][0-9](?-u:\b)|(?-u:\b)[0-9]{1,2}[-./][\p{L}\p{M}]{3,12}[-./](19|20)[0-9][0-9](?-u:\b)|(?-u:\b)(13|14)[0-9][0-9]/(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9]|3[01])(?-u:\b)|(?-u:\b)(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/(13|14|24|25)[0-9][0-9](?-u:\b)|(?-u:\b)[0-9]{1,3}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日";
const TIME: &str = r"(?-u:\b)([01]?[0-9]|2[0-3]):[0-5][0-9](?-u:\b)";
static REGEXES: LazyLock<[Regex; 2]> = LazyLock::new(|| [DATE, TIME].map(|regex| Regex::new(regex).unwrap()));

fn has_date_by_regex(text: &str) -> bool {
    let [date, time] = &*REGEXES;
    date.is_match(text) || time.find_iter(text).count() == 1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn agrees_with_the_regular_expression(
        text in "((?i)19|20|[0-9]{1,2}|20[0-9]{2}|[-/.:,_x]|\u{3000}| {1,2}|年|月|日|년|월|st|nd|rd|th|ſt|de|мая|March|ab|\
                 [a-z]{10,13}|é\u{345}e|é){0,9}",
    ) {
        prop_assert_eq!(has_date(&text), has_date_by_regex(&text));
    }

    #[test]
    fn agrees_on_dates_with_a_flaw(
        day in "[ x]?([0-9]|[0-3][0-9])(st|nd|,|\\.)?", month in "(de )?(March|мая|Mai|ab|[a-z]{11,14})[.,]?", year in "(de )?(19|20)?[0-9]{2}x?",
        gaps in ["[ -/.]", "[ -/.]"], turned in any::<bool>(),
    ) {
        let [first, second] = gaps;
        let text = if turned { format!("{month}{first}{day}{second}{year}") } else { format!("{day}{first}{month}{second}{year}") };
        prop_assert_eq!(has_date(&text), has_date_by_regex(&text), "{}", text);
    }

    #[test]
    fn agrees_on_numbers_with_a_flaw(
        parts in ["[ x]?[0-9]{1,4}", "[0-3]?[0-9]", "(13|14|24|25)?[0-9]{1,2}x?"], gaps in ["[/年-]", "[/月-]", "日?"],
    ) {
        let text: String = parts.into_iter().zip(gaps).flat_map(|(part, gap)| [part, gap]).collect();
        prop_assert_eq!(has_date(&text), has_date_by_regex(&text), "{}", text);
    }

    #[test]
    fn digits_of_all_scripts_are_read_alike(
        text in "((13|14|19|20|25)[0-9]{2}|[0-9]{1,2}|[-/.: ]|年|月|日| March | مايو | มีนาคม |令和){0,8}",
        zero in prop::sample::select(ZEROS.to_vec()),
    ) {
        let digit = |c: char| c.to_digit(10).map_or(c, |digit| char::from_u32(u32::from(zero) + digit).unwrap());
        prop_assert_eq!(has_date(&text.chars().map(digit).collect::<String>()), has_date(&text), "{}", text);
    }
}

/// Arabic, Persian, Devanagari, Bengali, Gujarati, Tamil, Thai, Lao, Tibetan, Myanmar, Khmer, and full-width.
const ZEROS: [char; 12] = ['٠', '۰', '०', '০', '૦', '௦', '๐', '໐', '༠', '၀', '០', '０'];

#[test]
fn digits_are_told_by_their_leads() {
    for c in (char::from(0x80)..=char::MAX).filter(|&c| is_digit(c)) {
        assert!(leads_digit(c.to_string().as_bytes()[0]), "{c}");
    }
}

#[test]
fn digits_have_values() {
    for zero in ZEROS {
        let all: String = (0..10).filter_map(|digit| char::from_u32(u32::from(zero) + digit)).collect();
        assert_eq!(digits(&all, 10), Some((123_456_789, "")), "{all}");
    }
}

#[test]
fn dates_of_many_languages() {
    for text in [
        // After a space that does not break, as after any other.
        "at 6\u{A0}14:05",
        "6·2024-05-06",
        "5.3.24",
        "6 May 2024",
        "6 Wintersmonat 2024",
        "6 May 1999",
        "31/12/2568",
        "12 มีนาคม 2499",
        "23:59",
        // Digits of other scripts.
        "۲۰۲۴/۰۵/۰۶",
        "٦ مايو ٢٠٢٤",
        "٦/٥/٢٠٢٤م",
        "١٤:٠٥",
        "६ मई २०२४",
        "৬ মে ২০২৪",
        "๖ พฤษภาคม ๒๕๖๗",
        "２０２４年５月６日",
        // Words with marks, short ones, and after which the day stands.
        "12 नवंबर 2016",
        "12 मई, 2024",
        "नवंबर 12, 2016",
        "5 செப்டம்பர் 2024",
        "6 ನವೆಂಬರ್\u{200C} 2024",
        "12 במאי 2024",
        "6 أيار/مايو 2024",
        "6 مايو، 2024",
        "Ноябрь 12, 2024",
        "März 6, 2024",
        "发布于March 6, 2024",
        "6.mai.2024, 7h30",
        "06-May-2024",
        "6/مايو/٢٠٢٤",
        "一一一一一一一一一一丰March 6, 2024",
        "в Ноябре 12, 2024",
        // Thai, Lao and Khmer.
        "12 มีนาคม 2568",
        "วันที่12มีนาคม2568",
        "12 มีนาคม พ.ศ. 2568",
        "2 มี.ค. 68",
        "2 มี.ค.2568",
        "31 ธ.ค 67",
        "12/3/2568",
        "12 ມີນາ 2568",
        "១២ មីនា ២៥៦៨",
    ] {
        assert!(has_date(text), "{text}");
    }
}

#[test]
fn dates_of_other_calendars() {
    for text in [
        // Persian, and Arabic after the Hijra.
        "۱۸ خرداد ۱۴۰۲",
        "١٨ خرداد ١٤٠٢",
        "18 خرداد 1402",
        "۱۸ دی ۱۳۹۹",
        "۱۴۰۲/۰۳/۱۸",
        "18/03/1402",
        "5 رمضان 1445 هـ",
        // East Asia.
        "平成26年12月29日",
        "令和6年",
        "令和 6 年 5 月",
        "令和元年5月1日",
        "昭和64年(",
        "民國113年5月6日",
        "民国三十年 民国 38年1月",
        "113年05月06日",
        "2024. 5. 6.",
        "2024년 5월 6일",
        "2024年5月",
    ] {
        assert!(has_date(text), "{text}");
    }
}

#[test]
fn one_time_of_day_dates_a_line() {
    for (text, expected) in [
        ("14:05", true),
        ("Updated 14:05:33", true),
        ("Mon 7:15-20:00", false),
        ("9:00 to 18:00", false),
        ("6:40, 8:10, 10:25", false),
        ("0:00/3:45", false),
        ("٩:٠٠ - ١٨:٠٠", false),
        ("6 May 2024, 14:05, updated 15:10", true),
        ("14:05 and 25:10", true),
    ] {
        assert_eq!(has_date(text), expected, "{text}");
    }
}

/// One month may stand after a slash, and no more is looked at.
#[test]
fn months_without_end_are_no_date() {
    assert!(!has_date(&format!("6 {}", "أيار/".repeat(1 << 20))));
    assert!(!has_date("6 أيار/مايو/مايو 2024"));
}

/// Numbers, prices, versions, telephone numbers, and dates that cannot be.
#[rustfmt::skip]
const NO_DATES: [&str; 56] = [
    "1402", "2500", "We sold 2500 of 1402 tickets", "12 boats 2568", "18 boats 1402",
    "12 лодок 2568", "12 мм 2024", "6.mm.2024", "6.beta.24", "ab 6, 2024", "ราคา 2500 บาท",
    "ราคา 12 บาท 68", "12 ก.ม. 68", "12 ก.ก. 2568", "12 क 2016", "12 میلیون 2500", "12 ล้าน 1402",
    "۱۴۰۲ نفر", "قیمت ۲۵۰۰ تومان", "۱۴۰۲ ۲۵۰۰", "12.3.2568", "1.2.1402", "02-12-2500",
    "021-1402-2500", "๐๒-๑๒๓-๔๕๖๗", "13/12/2600", "1402/13/18", "32/3/2568", "0/3/2568", "1402/03",
    "12/2568", "3/12/25681", "1402/3/18x", "1.402,50", "₹१,२००", "१२.५", "Марта5, 2024",
    "6May 2024", "6 May2024", "Unquestionably 6, 2024", "Достопримечательность 6, 2024",
    "6 Schlachtmonat 2024", "24:00", "14:60", "5.3.245", "٢٤:٠٠", "令和6年度", "令和6年能登の", "平成の町",
    "3年6月", "26年", "100年前", "民國", "第113年", "元年5月", "113年5月",
];

#[test]
fn other_numbers_are_no_dates() {
    for text in NO_DATES {
        assert!(!has_date(text), "{text}");
    }
}
