//! Fields of lines, and bylines.

use super::*;

#[test]
fn bylines_are_short_lines_of_fields_with_a_date_or_a_credit() {
    let of_width = |width: usize| format!("By the writer | {} | 2024", "a".repeat(width - 23));
    let [short, long] = [199, 200].map(of_width);
    assert_eq!(Profile::of(&long).width(), 200);
    for (line, expected) in [
        ("By the writer | 2024", true),
        ("By the writer | 6/5/2024", true),
        ("By the writer | source: the paper", true),
        ("By the writer | of the paper", false),
        ("By the writer in 2024", false),
        (&*short, true),
        (&*long, false),
    ] {
        judged(line, |judge| assert_eq!(judge.is_byline(0), expected, "{line}"));
    }
}

/// The fields of the first line of a page that are judged, where a part of a line has a score already.
fn fields_judged(page: &str, part: Option<(usize, f32)>) -> Vec<&str> {
    judged(page, |judge| {
        let mut buffers = Buffers { worth: vec![0], ..Buffers::default() };
        buffers.parts.extend(part.map(|(block, score)| {
            let span = judge.view.blocks[block].span;
            let candidate = Candidate { block, span, around: judge.around(block) };
            Injection { score, ..judge.assess(&candidate, Unit::Insertion, &mut Memory::default()) }
        }));
        let before = buffers.parts.len();
        judge.fields(0.0, LIKELY, &mut buffers);
        buffers.parts[before..].iter().map(|field| field.span.of(page)).collect()
    })
}

#[test]
fn fields_are_judged_where_they_may_be_spam() {
    let line = "casino bonus, slot gacor, buy viagra | the news of the harbour and the town\nHome";
    let lone = "casino chips and the old lighthouse | the news of the harbour and the town\nHome";
    let byline = "By casino bonus, slot gacor | 6 May 2024 | Read in two minutes\nHome";
    let (first, named) = ("casino bonus, slot gacor, buy viagra", "casino bonus, slot gacor");
    for (page, part, expected) in [
        (line, None, &[first][..]),
        (lone, None, &[]),
        // Another part of the line is likely to be spam, or not quite, or it is of another line.
        (line, Some((0, LIKELY)), &[]),
        (line, Some((0, LIKELY - 0.01)), &[first]),
        (line, Some((1, LIKELY)), &[first]),
        // Of a byline, all that has a term or is long.
        (byline, None, &[named]),
        (byline, Some((0, LIKELY)), &[named]),
        ("By slot gacor | 2024\nHome", None, &["slot gacor"]),
        (
            "By the oldest writer of the harbour news | 2024\nHome",
            None,
            &["the oldest writer of the harbour news"],
        ),
    ] {
        assert_eq!(fields_judged(page, part), expected, "{page} {part:?}");
    }
}

/// What parts a line into fields is a bar, a tab, a bar that is a character of Chinese as well, or a label.
#[test]
fn lines_have_fields_between_bars_and_tabs() {
    let (first, rest) = ("casino bonus, slot gacor, buy viagra", "the news of the harbour and the town");
    let han = "城南旧书店日报社新闻部门的所有人员";
    for (bar, rest, expected) in [
        (" | ", rest, &[first][..]),
        ("\t", rest, &[first]),
        ("\t", han, &[first]),
        (" 丨 ", rest, &[first]),
        (" 丨 ", han, &[first]),
        (" News: ", rest, &[first]),
        (" - ", rest, &[]),
        ("。", han, &[]),
    ] {
        let page = format!("{first}{bar}{rest}\nHome");
        assert_eq!(fields_judged(&page, None), expected, "{page}");
    }
}

/// A line that is spam as a whole is not searched for fields, though it has some that are spam.
#[test]
fn fields_are_those_of_lines_that_are_not_spam_as_a_whole() {
    let news = "the news of the harbour and the town, of the ferry and of all who went to sea in the autumn";
    let page = format!("{}\ncasino bonus, slot gacor, buy viagra | {news}", [news; 3].join(". "));
    judged(&page, |judge| {
        let fields = |buffers: &Buffers| {
            buffers.parts.iter().filter(|found| found.unit == judge.unit() && !found.whole).count()
        };
        let (mut buffers, mut out) = (Buffers::default(), Vec::new());
        super::super::judge(judge.view, judge.model, &Config::balanced(), &mut buffers, &mut out);
        assert!(whole_of(&buffers.wholes, 1).is_some_and(|whole| whole.score >= 0.5));
        assert_eq!(fields(&buffers), 0);
        buffers.worth = vec![1];
        buffers.parts.clear();
        judge.fields(0.5, LIKELY, &mut buffers);
        assert_eq!(fields(&buffers), 1);
    });
}

#[test]
fn fields_are_judged_where_no_other_part_of_their_block_is_likely_to_be_spam() {
    let line = "casino bonus, slot gacor, buy viagra | the news of the harbour and the town";
    let page = [line; 3].join("\n");
    judged(&page, |judge| {
        for (scores, expected) in [([0.1, 0.1, 0.1], 1), ([0.9, 0.1, 0.9], 1), ([0.1, 0.9, 0.1], 0)] {
            let part = |(block, score): (usize, f32)| {
                let span = judge.view.blocks[block].span;
                let candidate = Candidate { block, span, around: judge.around(block) };
                Injection { score, ..judge.assess(&candidate, Unit::Insertion, &mut Memory::default()) }
            };
            let mut buffers = Buffers { worth: vec![1], ..Buffers::default() };
            buffers.parts.extend(scores.into_iter().enumerate().map(part));
            judge.fields(0.0, LIKELY, &mut buffers);
            assert_eq!(buffers.parts.len(), 3 + expected, "{scores:?}");
        }
    });
}
