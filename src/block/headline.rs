//! Finds the headline of a page that has lost its line ends. Converters put the title of a document before its text, and the
//! headline above the article repeats it.

use crate::span::Span;
use crate::steps;
use crate::unicode::columns;

/// The most bytes of the title that are looked for ...
const LONGEST: usize = 240;
/// ... and the fewest columns that make a headline.
const LEAST: usize = 20;

/// Where the title at the beginning of `text` ends, and where the headline begins and ends in `line`. The headline is the
/// longest part of the title, from its beginning, that occurs there again, and of several the first. All 0 without one.
///
/// Takes O(bytes) time and no memory.
pub(super) fn edges(text: &str, line: Span) -> [usize; 3] {
    repeated(text, line).map_or([0; 3], |(title, headline)| [title.end(), headline.start(), headline.end()])
}

fn repeated(text: &str, line: Span) -> Option<(Span, Span)> {
    let start = text.len() - text.trim_start().len();
    let title = text[start..].lines().next()?;
    let title = &title[..title.floor_char_boundary(LONGEST)];
    let from = line.start().max(start + 1);
    let (len, end) = longest_prefix(title.as_bytes(), &text.as_bytes()[from..line.end()]);
    let at = Some(from + end - len).filter(|_| len > 0)?;
    let len = whole_words(title, &text[at..], len.min(at - start));
    let headline = Span::new(at, at + len);
    let is_wide = headline.of(text).chars().map(columns).sum::<usize>() >= LEAST;
    is_wide.then_some((Span::new(start, start + len), headline))
}

/// How much of the beginning of `title` occurs in `text`, and where its first occurrence ends (Knuth, Morris and Pratt).
fn longest_prefix(title: &[u8], text: &[u8]) -> (usize, usize) {
    steps::count(text.len());
    let mut borders = [0_u8; LONGEST + 1];
    let step = |borders: &[u8; LONGEST + 1], mut matched: usize, byte: u8| {
        while matched > 0 && title.get(matched) != Some(&byte) {
            matched = usize::from(borders[matched]);
        }
        matched + usize::from(title.get(matched) == Some(&byte))
    };
    let mut matched = 0;
    for (i, &byte) in title.iter().enumerate().skip(1) {
        matched = step(&borders, matched, byte);
        borders[i + 1] = matched as u8;
    }
    let (mut matched, mut longest, mut at) = (0, (0, 0), 0);
    while let Some(&byte) = text.get(at) {
        matched = step(&borders, matched, byte);
        at += 1;
        if matched > longest.0 {
            longest = (matched, at);
        }
        if matched == 0 {
            // On to the next byte that the title begins with.
            at += title
                .first()
                .and_then(|first| memchr::memchr(*first, &text[at..]))
                .unwrap_or(text.len() - at);
        }
    }
    longest
}

/// The most bytes of `title`, at most `len`, that end with a word both there and in `text`, which begins like it.
fn whole_words(title: &str, text: &str, len: usize) -> usize {
    let len = title.floor_char_boundary(len);
    let goes_on = |text: &str| text[len..].chars().next().is_some_and(is_of_word);
    let shared = &title[..len];
    let words = if shared.ends_with(is_of_word) && (goes_on(title) || goes_on(text)) {
        shared.trim_end_matches(is_of_word)
    } else {
        shared
    };
    words.trim_end().len()
}

/// Whether a character belongs to a word of a script that has blanks between words.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() && columns(c) == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn headline(text: &str) -> Option<(&str, usize)> {
        let line = text.trim_start().lines().last().unwrap_or_default();
        let start = text.len() - line.len();
        repeated(text, Span::new(start, text.len())).map(|(title, headline)| {
            assert_eq!(title.of(text), headline.of(text));
            (headline.of(text), headline.start())
        })
    }

    #[test]
    fn headlines_repeat_the_beginning() {
        let title = "Harbour bridge reopens";
        for (text, found) in [
            (format!("{title} - Gazette Home {title} Today"), Some(38)),
            (format!("  {title} - Gazette\nHome {title} Today"), Some(40)),
            (format!("{title}{title}"), None),
            // The longest, and of those the first.
            (
                format!("{title}, at last | Harbour bridge reopens, at {title}, at last. {title}, at last."),
                Some(61),
            ),
            (format!("{title} Home News Sport"), None),
            (String::new(), None),
        ] {
            assert_eq!(headline(&text).map(|found| found.1), found, "{text}");
        }
    }

    #[test]
    fn headlines_are_whole_words_and_no_short_ones() {
        for (text, found) in [
            ("Harbour bridge reopened Home Harbour bridge reopens", None),
            (
                "The old harbour bridge reopened Home The old harbour bridge reopens",
                Some("The old harbour bridge"),
            ),
            (
                "The harbour bridge reopens. Home The harbour bridge reopens! It",
                Some("The harbour bridge reopens"),
            ),
            (
                "港口大桥今日重新开放通车_新闻 首页 港口大桥今日重新开放通车 来源",
                Some("港口大桥今日重新开放通车"),
            ),
            ("港口大桥今日重新开放_新闻 首页 港口大桥今日重新开放 来源", Some("港口大桥今日重新开放")),
            ("港口大桥通车_新闻 首页 港口大桥通车 来源", None),
            ("Harbour bridge open: Home Harbour bridge open!", None),
            // At the end of the text, and where letters begin with the same byte.
            (
                "The harbour bridge reopens: Home The harbour bridge reopens",
                Some("The harbour bridge reopens"),
            ),
            ("The old harbour bridge é Home The old harbour bridge è", Some("The old harbour bridge")),
            // It does not overlap the title that it repeats.
            (
                "                              Harbour bridge reopens Harbour bridge reopens Harbour bridge reopens",
                Some("Harbour bridge reopens"),
            ),
            (
                "Harbour bridge reopens Harbour bridge reopens Harbour bridge reopens",
                Some("Harbour bridge reopens"),
            ),
        ] {
            assert_eq!(headline(text).map(|found| found.0), found, "{text}");
        }
    }

    #[test]
    fn long_titles_are_looked_for_by_their_beginning() {
        let han: String = ('一'..).take(100).collect();
        for (title, found) in [
            (han.as_str(), Some(LONGEST)),
            (&"ab".repeat(300), None),
            (&format!("a{}", "é".repeat(300)), None),
        ] {
            let text = format!("{title}\nHome {title}");
            assert_eq!(headline(&text).map(|found| found.0.len()), found, "{title}");
        }
    }

    proptest! {
        #[test]
        fn the_longest_prefix_is_found(title in "[ab]{0,12}", text in "[ab]{0,60}") {
            let prefixes = (1..=title.len()).rev().map(|len| &title[..len]);
            let naive = prefixes.filter_map(|p| Some((p.len(), text.find(p)? + p.len()))).next();
            prop_assert_eq!(longest_prefix(title.as_bytes(), text.as_bytes()), naive.unwrap_or_default());
        }

        #[test]
        fn any_text_is_read(text in "(?s)[aé字🙂 \n]{0,60}|.{0,90}") {
            headline(&text);
        }
    }
}
