//! The fields of a line, such as a byline: what stands between bars, and behind the colon of a label.

use crate::span::Span;
use crate::steps;
use crate::unicode::counts_double;

/// Shorter fields are entries of a menu, in columns.
const MIN_FIELD: usize = 24;

/// Appends the long fields of a block that has more than one. Takes O(bytes).
pub(crate) fn fields(text: &str, block: Span, out: &mut Vec<Span>) {
    steps::count(block.len());
    // No character has more columns than bytes.
    if block.len() < MIN_FIELD || !block.of(text).contains(|c| is_bar(c) || matches!(c, ':' | '：')) {
        return;
    }
    let first = out.len();
    let (mut start, mut word, mut before) = (block.start(), block.start(), ' ');
    let mut end_at = |start: &mut usize, end: usize| {
        let field = Span::new(*start, end).trimmed(text);
        out.extend((!field.is_empty()).then_some(field));
        *start = end;
    };
    for (at, c) in block.of(text).char_indices().map(|(at, c)| (block.start() + at, c)) {
        if is_bar(c) {
            end_at(&mut start, at);
            start = at + c.len_utf8();
        } else if before == '：' || before == ':' && c == ' ' {
            // A label begins with the word before its colon.
            let label = word.max(start);
            end_at(&mut start, label);
            end_at(&mut start, at);
        }
        if before.is_whitespace() && !c.is_whitespace() {
            word = at;
        }
        before = c;
    }
    end_at(&mut start, block.end());
    if out.len() == first + 1 {
        out.truncate(first);
    }
    let mut kept = first;
    for i in first..out.len() {
        let columns = out[i].of(text).chars().map(|c| 1 + usize::from(counts_double(c))).sum::<usize>();
        if columns >= MIN_FIELD {
            out[kept] = out[i];
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// What stands between the fields of a line.
const fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '丨' | '│' | '•' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_between_bars_and_behind_labels() {
        for (line, expected) in [
            (
                "By a writer of this paper | Updated on the 6th of May 2024 | 4 min read",
                &["By a writer of this paper", "Updated on the 6th of May 2024"][..],
            ),
            (
                "发布时间：2024-05-06 10:32 来源：城南旧书店日报社新闻部门 编辑：小周",
                &["城南旧书店日报社新闻部门"],
            ),
            ("Author: a writer of this newspaper Date: today", &["a writer of this newspaper"]),
            (
                "the first half of a line丨the second half of a line",
                &["the first half of a line", "the second half of a line"],
            ),
            // Short ones; addresses and times; a line that is one field.
            ("Home | News | Sport", &[]),
            ("See the page at https://example.com:80/a at 10:32", &[]),
            ("One sentence, which is long enough for a field.", &[]),
            ("| One sentence, which is long enough for a field. |", &[]),
            (":：:：", &[]),
            ("", &[]),
        ] {
            let mut spans = Vec::new();
            fields(line, Span::new(0, line.len()), &mut spans);
            let found: Vec<_> = spans.iter().map(|span| span.of(line)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
