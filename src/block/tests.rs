//! Blocks of pages, and the pieces of long lines.

use super::*;
use proptest::prelude::*;

fn pieces(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    split(text, &mut blocks);
    blocks.iter().map(|block| block.span.of(text)).collect()
}

#[test]
fn lines() {
    for (text, expected) in [
        ("", vec![]),
        (" \n\t\n", vec![]),
        ("one", vec!["one"]),
        ("one\ntwo\n", vec!["one", "two"]),
        ("\r\n one \r\n\r\n two\r\n", vec!["one", "two"]),
        ("one\rtwo", vec!["one", "two"]),
        ("　題　\n\0", vec!["題", "\0"]),
    ] {
        assert_eq!(pieces(text), expected, "{text:?}");
    }
}

#[test]
fn blank_lines_are_noticed() {
    let mut blocks = Vec::new();
    split("a\r\nb\r\n\r\nc\n\nd\ne", &mut blocks);
    assert_eq!(blocks.iter().map(|b| b.after_blank).collect::<Vec<_>>(), [true, false, true, true, false]);
    // Of the pieces of a line only the first stands behind one.
    blocks.clear();
    split(&format!("a\n\n{}", "A sentence of a long line. ".repeat(60)), &mut blocks);
    let [_, first, rest @ ..] = &blocks[..] else { panic!("{blocks:?}") };
    assert!(first.after_blank && rest.len() > 1 && !rest.iter().any(|piece| piece.after_blank));
}

#[test]
fn long_lines_are_cut_at_sentence_ends() {
    let line = "This sentence has a number of words in it. ".repeat(60);
    // The page in one line, and a line that is half of it.
    for (text, least, most) in [(line.clone(), 60, 120), (format!("{line}\n{line}"), 200, 260)] {
        let pieces = pieces(&text);
        assert!(pieces.iter().all(|piece| piece.ends_with("it.")), "{pieces:?}");
        let long = pieces.iter().filter(|piece| (least..most).contains(&piece.len())).count();
        assert!(long >= pieces.len() - 2 && long > 5, "{pieces:?}");
    }

    let text = "这是一个没有空格的句子。".repeat(80);
    assert!(pieces(&text).iter().all(|piece| piece.ends_with('。')));
}

#[test]
fn long_lines_without_an_end_are_cut_all_the_same() {
    for unit in ["word ", "x", "字", "🙂", "e\u{301}"] {
        let text = unit.repeat(4000);
        let pieces = pieces(&text);
        assert!(pieces.len() > 1, "{unit}");
        assert!(pieces.iter().all(|p| p.chars().map(columns).sum::<usize>() <= LONGEST_PIECE), "{unit}");
    }
}

/// Columns count, not bytes; and a page in one line is more than four fifths of the text.
#[test]
fn lines_are_long_by_their_columns() {
    let (word, bytes) = ("слово ", "слово ".len());
    let line = word.repeat(160);
    assert!(line.len() > LONG_LINE + bytes && line.chars().count() < LONG_LINE);
    assert_eq!(pieces(&line), [line.trim()]);
    assert!(pieces(&word.repeat(170)).len() > 1);

    for letter in ["a", "я"] {
        let line = |columns: usize| format!("{} {}", letter.repeat(499), letter.repeat(columns - 500));
        assert_eq!(
            [LONG_LINE, LONG_LINE + 1].map(|columns| pieces(&line(columns)).len()),
            [1, 2],
            "{letter}"
        );
    }

    let sentence = |number| format!("{number:02}{}. ", "a".repeat(61));
    let line = (0..17).map(sentence).collect::<String>();
    let line = line.trim();
    let first = |rest: usize| pieces(&format!("{line}\n{}", "b".repeat(rest)))[0].len();
    let fifth = line.len() / 4;
    assert_eq!((line.len() % 4, first(fifth - 2), first(fifth - 1)), (0, 64, 4 * 64 + 3));
}

#[test]
fn pieces_have_a_least_width() {
    for pieces in [Pieces::OF_PARAGRAPH, Pieces::OF_PAGE] {
        for (least, end, gap) in [
            (pieces.sentence, ".", " "),
            (pieces.sentence, "。", ""),
            // Quotes and brackets end with their sentence.
            (pieces.sentence, ".”)", " "),
            (pieces.sentence, "。」", ""),
            (FIELD, "", "\t"),
            (FIELD, "", "\u{3000}"),
            (pieces.long, "", " "),
        ] {
            for (width, is_end) in [(least, true), (least - 1, false)] {
                let piece = "a".repeat(width - end.chars().map(columns).sum::<usize>()) + end;
                let line = format!("{piece}{gap}x");
                let expected = if is_end { piece.len() } else { line.len() };
                assert_eq!(piece_end(&line, pieces), expected, "{width} {end:?} {gap:?}");
            }
        }
    }
}

#[test]
fn without_a_blank_pieces_end_between_words() {
    let pieces = pieces(&"abcdef/".repeat(700)).join("\n");
    assert_eq!(pieces.matches("/\n").count(), pieces.matches('\n').count(), "{pieces}");
}

#[test]
fn entries_are_separated_by_bars_and_between_ideographs() {
    for (before, after, expected) in [
        ('字', " 字", true),
        ('字', " a", false),
        ('a', " 字", false),
        ('a', " | b", true),
        ('a', " b", false),
        ('字', "  › a", true),
        ('한', " 글", false),
    ] {
        assert_eq!(separates_entries(before, after), expected, "{before}{after}");
    }
}

#[test]
fn wide_gaps_end_a_piece_of_a_long_line() {
    let head = "Menu item ".repeat(5);
    let text = format!("{head}   {}", "A sentence of the article. ".repeat(60));
    assert_eq!(pieces(&text)[0], head.trim());
}

#[test]
fn entries_of_menus_end_a_piece_of_a_page() {
    let latin = "One entry | Another entry | ".repeat(50) + "Last entry";
    let han = "新闻频道 体育频道 娱乐频道 ".repeat(50);
    for (line, end) in [(&latin, "entry"), (&han, "频道")] {
        let width = |piece: &&str| piece.chars().map(columns).sum::<usize>();
        let fields = |text: &str| pieces(text).iter().filter(|p| (40..60).contains(&width(p))).count();
        assert!(fields(line) > 20, "{:?}", pieces(line));
        assert!(pieces(line).iter().all(|piece| piece.trim_end_matches(" |").ends_with(end)), "{line}");
        assert!(fields(&format!("{line}\n{line}")) < 3, "{line}");
    }
    assert!(pieces(&"이것은 낱말 사이를 띄어 쓴다 ".repeat(60)).len() < 20);
}

#[test]
fn the_headline_of_a_page_in_one_line_is_a_piece() {
    let title = "Harbour bridge reopens";
    let prose = "A sentence of the article goes on for a while. ".repeat(40);
    let text = format!("{title} - Town Gazette Home News Sport {title} Monday, 3 May {prose}");
    let pieces = pieces(&text);
    assert_eq!(pieces[..3], [title, "- Town Gazette Home News Sport", title], "{pieces:?}");
    assert!(pieces[3].starts_with("Monday"));
    let text = format!("{title}-{title} Monday, 3 May {prose}");
    assert_eq!(self::pieces(&text)[..3], [title, "-", title], "{text}");
}

/// Greedy wrapping, as mail programs do it.
fn wrapped(paragraph: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in paragraph.split(' ') {
        let fits = used + 1 + word.chars().count() <= width;
        out.push_str(if used == 0 {
            ""
        } else if fits {
            " "
        } else {
            "\n"
        });
        used = if fits && used > 0 { used + 1 } else { 0 } + word.chars().count();
        out.push_str(word);
    }
    out
}

#[test]
fn wrapped_lines_are_joined() {
    let paragraph = "The paragraph goes on for more than a single line and so it was wrapped by the program that \
                     sent it, as mail programs have done since the beginning, which makes every line but the last one of it full.";
    let text = format!("Menu\n{0}\n\n{0}\n{0}\nFooter", wrapped(paragraph, 60));
    let pieces = pieces(&text);
    let paragraphs: Vec<_> = pieces.iter().filter(|piece| piece.starts_with("The paragraph")).collect();
    assert_eq!((pieces.len(), paragraphs.len()), (5, 3), "{pieces:#?}");
    assert!(paragraphs.iter().all(|piece| piece.ends_with("full.")));
}

#[test]
fn wrapped_lines_have_a_usual_width_and_are_many() {
    let lines = |letter: &str, width: usize, full: usize, short: usize| {
        format!("{}{}", format!("{}\n", letter.repeat(width)).repeat(full), "b\n".repeat(short))
    };
    for (letter, width, full, short, blocks) in [
        ("a", 39, 6, 0, 6),
        ("a", 40, 6, 0, 1),
        ("a", 160, 6, 0, 1),
        ("a", 161, 6, 0, 6),
        ("я", 160, 6, 0, 1),
        ("字", 20, 6, 0, 1),
        ("字", 76, 6, 0, 1),
        ("字", 160, 6, 0, 1),
        ("字", 161, 6, 0, 6),
        ("🙂", 160, 6, 0, 1),
        ("🙂", 161, 6, 0, 6),
        // Four lines go on, and a third of all.
        ("a", 60, 4, 0, 4),
        ("a", 60, 5, 0, 1),
        ("a", 60, 5, 10, 10),
        ("a", 60, 5, 11, 16),
    ] {
        assert_eq!(
            pieces(&lines(letter, width, full, short)).len(),
            blocks,
            "{letter} {width} {full} {short}"
        );
    }
    let full = lines("a", 60, 5, 0);
    assert_eq!(pieces(&format!("{full}\n{full}")).len(), 2, "a blank line ends a paragraph");
    assert_eq!(pieces(&format!("{full}b\n{}", "c".repeat(59))).len(), 1, "the word would not have fitted");
    assert_eq!(pieces(&format!("{full}b\n{}", "c".repeat(58))).len(), 2, "it would have");
}

#[test]
fn wrapped_paragraphs_are_not_endless() {
    let line = "a".repeat(63) + "\n";
    for (lines, blocks) in [(LONGEST_PARAGRAPH / 64, 1), (LONGEST_PARAGRAPH / 64 + 1, 2)] {
        assert_eq!(pieces(&line.repeat(lines)).len(), blocks, "{lines} lines");
    }
    let all = pieces(&line.repeat(10_000)).into_iter().map(str::len).max();
    assert_eq!(all, Some(LONGEST_PARAGRAPH - 1));
}

#[test]
fn lines_of_endless_texts_are_joined() {
    let lines = MOST_LINES + 10_000;
    let text = "a\n\n".repeat(lines);
    let blocks = pieces(&text);
    let (first, rest) = blocks.split_at(MOST_LINES - 1);
    assert!(first.iter().all(|block| *block == "a"));
    // Of the joined ones all but the last are full.
    let (last, full) = rest.split_last().unwrap();
    assert!(full.iter().all(|block| (JOINED - 3..=JOINED).contains(&block.len())) && last.len() <= JOINED);
    assert_eq!(blocks.iter().map(|block| block.matches('a').count()).sum::<usize>(), lines);
    for (len, joined) in [(JOINED - 2, 0), (JOINED - 1, 1)] {
        let text = format!("{}{}", "a\n".repeat(MOST_LINES), "b".repeat(len));
        // Whatever blocks of other texts stand before.
        let mut blocks = vec![Block { span: Span::default(), after_blank: true }; 3];
        split(&text, &mut blocks);
        assert_eq!(blocks.len(), 3 + MOST_LINES + joined, "what is too long is not joined");
    }
}

#[test]
fn lists_are_not_taken_for_wrapped() {
    let text =
        "Apples\nPears and plums\nA line that is clearly longer than all of the others here\nNuts\nFigs";
    assert_eq!(pieces(text).len(), 5);
}

/// The end of the first piece, character by character.
fn naive_end(line: &str, pieces: Pieces) -> usize {
    let (mut width, mut ended, mut before) = (0, false, ' ');
    for (at, c) in line.char_indices() {
        let gap = c.is_whitespace();
        let wide_gap = gap && (c == '\t' || c == '\u{3000}' || before.is_whitespace());
        let entry = pieces.of_page && gap && separates_entries(before, &line[at..]);
        let sentence = width >= pieces.sentence && ended && (gap || !is_closing(c) && !before.is_ascii());
        if sentence || width >= FIELD && (wide_gap || entry) || width >= pieces.long && gap {
            return at;
        }
        if width >= LONGEST_PIECE {
            return word_boundary(line, at);
        }
        ended = is_terminal(c) || ended && is_closing(c);
        width += columns(c);
        before = c;
    }
    line.len()
}

proptest! {
    #[test]
    fn pieces_end_where_the_definition_says(
        words in prop::collection::vec(
            prop_oneof![
                20 => "[a-z]{1,9}|[字漢]{1,9}|[a字か.。”)| \t\u{3000}]{1,3}",
                1 => "[a-z]{1700}|[字]{900}|[a-z]{90}",
            ],
            0..90,
        ),
        sentences in any::<bool>(),
    ) {
        let line = words.join(if sentences { " " } else { "" });
        for pieces in [Pieces::OF_PARAGRAPH, Pieces::OF_PAGE] {
            prop_assert_eq!(piece_end(&line, pieces), naive_end(&line, pieces));
        }
    }

    #[test]
    fn wide_texts_have_more_columns(
        text in "(?s)[a-zéж字かก🙂 ]{0,60}|.{0,60}|[a-z]{0,9}[字ก]", off in 0..5_usize, most in 0..90_usize,
    ) {
        let columns = text.chars().map(columns).sum::<usize>();
        for most in [most, (columns + off).saturating_sub(2)] {
            prop_assert_eq!(is_wider(&text, most), columns > most);
        }
    }

    #[test]
    fn blocks_hold_all_but_white_space(text in "(?s)[a-z .。字\n\r\t　]{0,300}|.{0,200}") {
        let mut blocks = Vec::new();
        split(&text, &mut blocks);
        let mut at = 0;
        for block in &blocks {
            prop_assert!(text[at..block.span.start()].trim().is_empty());
            let part = block.span.of(&text);
            prop_assert!(!part.is_empty() && part.trim() == part);
            at = block.span.end();
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}

/// A line goes on in the next if the first word of that had no room after it.
#[test]
fn a_line_goes_on_if_the_next_word_had_no_room() {
    let wrap = Wrap { width: 12, measure: columns };
    for (text, expected) in [
        ("the old ferry\nboat", true),
        // With the blank between them one column too many, and just enough room.
        ("the ferry\nnow", true),
        ("the ferr\nnow", false),
        ("the ferry\nno", false),
        ("the ferry\nno more", false),
        ("the ferry\nnow or never", true),
        // Between ideographs is no blank.
        ("海辺の駅の\n字", false),
        ("海辺の駅の町\n字", true),
        // After a blank line begins another paragraph.
        ("the old ferry\n\nboat", false),
    ] {
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let [line, next] = blocks[..] else { panic!("{blocks:?}") };
        assert_eq!(wrap.continues(text, line, next), expected, "{text}");
    }
}
