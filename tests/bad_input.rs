//! Input that breaks programs: huge, empty, made of one thing only. Each has a report that covers it.
//!
//! The sizes are small enough for an unoptimised build, and large enough that anything quadratic would not end.

#[path = "common/holds.rs"]
#[expect(dead_code, reason = "other tests check more of a report")]
mod holds;

use gangue::{Classifier, Label, Report, Verdict};

use holds::covers;

const MILLION: usize = 1_000_000;
const MEGABYTE: usize = 1 << 20;

/// A text of at least `size` bytes, made of repetitions.
fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size.div_ceil(piece.len()))
}

/// Checks the segments and gives the report back.
fn covered(text: &str) -> Report<'_> {
    let report = Classifier::new().classify(text);
    covers(&report);
    report
}

#[test]
fn nothing() {
    for text in ["", "\n", "\r\n\r\n", " \t\u{3000}\u{a0}"] {
        let report = covered(text);
        assert_eq!((report.verdict(), report.glosses().len()), (Verdict::Empty, 0), "{text:?}");
    }
}

#[test]
fn a_million_lines_of_one_character() {
    covered(&["a\n", "国\n", "|\n", "\0\n"].concat().repeat(MILLION / 4));
}

#[test]
fn a_million_empty_lines() {
    assert_eq!(covered(&"\n".repeat(MILLION)).segments().len(), 0);
    assert_eq!(covered(&"\r\n".repeat(MILLION)).segments().len(), 0);
}

#[test]
fn long_lines() {
    let prose = "The ferry leaves at six, and the captain rings the bell twice. ";
    for piece in [prose, "城南的旧书店今年五十岁了。", "a", "的", "a ", "\u{301}", "\u{200b}", "👩\u{200d}"]
    {
        covered(&repeated(piece, MEGABYTE));
    }
}

#[test]
fn long_lists_of_terms() {
    for piece in ["国产精品", "casino|", "国产精品_日韩欧美一区二区,", "buy viagra online - "]
    {
        let text = repeated(piece, MEGABYTE);
        let report = covered(&text);
        let spam = report.segments().iter().filter(|segment| segment.label() == Label::Spam);
        let spam: usize = spam.map(|segment| segment.text().len()).sum();
        assert!(spam * 100 > text.len() * 95, "{spam} of {} bytes of {piece:?}", text.len());
        assert_eq!(report.verdict(), Verdict::Doorway, "{piece:?}");
    }
}

#[test]
fn readings_and_brackets_without_end() {
    for piece in ["業(yè)", "(", "業(", "(yè", "()", "))", "業(yè)務(wù)會(huì)"] {
        covered(&repeated(piece, MEGABYTE / 2));
    }
}

#[test]
fn separators_and_controls() {
    for piece in
        ["|", "_", ",", "\t|\t", "\0", "\u{7f}", "\u{1b}[0m", "\u{fffd}", "\u{202e}", "\u{2028}", "\r", " . "]
    {
        covered(&repeated(piece, MEGABYTE / 2));
    }
}

#[test]
fn markup_without_end() {
    for piece in ["<div>", "<", "{{", "&nbsp;", "http://", "1-", "2021-03-05 ", "010-", "@", "0000 "] {
        covered(&repeated(piece, MEGABYTE / 2));
    }
}

/// A NUL is a character like others: it does not end the text.
#[test]
fn text_goes_on_behind_a_nul() {
    let text = "A quiet town by the river.\0 Nobody knew who had painted the door.";
    assert_eq!(covered(text).body(), text);
}
