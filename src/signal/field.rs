//! The fields of a line, such as a byline: what stands between bars, and after the colon of a label.

use crate::span::Span;
use crate::steps;
use crate::unicode;

/// The fewest columns of a field: shorter ones are entries of a menu, or in a byline, names.
const MIN_FIELD: usize = 24;
const MIN_NAME: usize = 4;

/// Words in front of names that are too short for a wordlist.
const CREDITS: [&str; 14] =
    ["by", "par", "por", "von", "av", "af", "di", "de", "door", "oleh", "από", "بقلم", "tác giả", "autor"];

/// Appends the fields of a block that has more than one: the long ones, or, of a byline, all but the shortest, without the
/// word in front of a name. Takes O(bytes).
pub(crate) fn fields(text: &str, block: Span, is_byline: bool, out: &mut Vec<Span>) {
    steps::count(block.len());
    // No character has more columns than bytes.
    let least = if is_byline { MIN_NAME } else { MIN_FIELD };
    if block.len() < least || !block.of(text).contains(|c| is_bar(c) || matches!(c, ':' | '：')) {
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
            // A label begins with the word before its colon; a small letter in the middle of a sentence begins none.
            let label = word.max(start);
            if label == start || !text[label..].starts_with(char::is_lowercase) {
                end_at(&mut start, label);
                end_at(&mut start, at);
            }
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
        let field = if is_byline { without_credit(text, out[i]) } else { out[i] };
        if columns(text, field) >= least {
            out[kept] = field;
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// Whether a field is longer than the entries of a menu.
pub(crate) fn is_long(text: &str, field: Span) -> bool {
    columns(text, field) >= MIN_FIELD
}

fn columns(text: &str, field: Span) -> usize {
    field.of(text).chars().map(unicode::columns).sum()
}

/// A field without the word in front of a name.
fn without_credit(text: &str, field: Span) -> Span {
    let of_word = |credit: &&str| {
        let word = field.of(text).get(..credit.len())?;
        let alike = word.chars().flat_map(char::to_lowercase).eq(credit.chars());
        let after = field.of(text).get(word.len()..).filter(|rest| alike && rest.starts_with(' '))?;
        Some(Span::new(field.end() - after.len(), field.end()).trimmed(text))
    };
    CREDITS.iter().find_map(of_word).unwrap_or(field)
}

/// What stands between the fields of a line.
const fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '丨' | '│' | '•' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str, is_byline: bool) -> Vec<&str> {
        let mut spans = Vec::new();
        fields(line, Span::new(0, line.len()), is_byline, &mut spans);
        spans.iter().map(|span| span.of(line)).collect()
    }

    #[test]
    fn long_fields_have_the_columns_of_one() {
        for (field, expected) in [
            ("the writer of this paper", true),
            ("the writer of our paper", false),
            ("城南旧书店日报社新闻部门", true),
            ("城南旧书店日报社新闻部a", false),
        ] {
            assert_eq!(is_long(field, Span::new(0, field.len())), expected, "{field}");
        }
    }

    #[test]
    fn names_of_a_byline_are_short() {
        for (line, expected) in [
            ("By a writer | Updated 6 May 2024 | 4 m", &["a writer", "Updated 6 May 2024"][..]),
            ("Por Ana Paz | 6 de mayo de 2024", &["Ana Paz", "6 de mayo de 2024"]),
            ("بقلم كاتب الصحيفة | 2024", &["كاتب الصحيفة", "2024"]),
            ("来源：棋牌官网 编辑：小周 浏览：1", &["来源：", "棋牌官网", "编辑：", "小周", "浏览："]),
            // No word in front of a name, and nothing but that.
            ("Byron Bay | Byte", &["Byron Bay", "Byte"]),
            ("Door | Autor", &["Door", "Autor"]),
        ] {
            assert_eq!(found(line, true), expected, "{line}");
        }
    }

    #[test]
    fn fields_stand_between_bars_and_after_labels() {
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
            (
                "author: a writer of this newspaper | It adds a second charge: the letter was late",
                &["a writer of this newspaper", "It adds a second charge: the letter was late"],
            ),
            // Short ones; addresses and times; a line that is one field.
            ("Home | News | Sport", &[]),
            ("See the page at https://example.com:80/a at 10:32", &[]),
            ("One sentence, which is long enough for a field.", &[]),
            ("| One sentence, which is long enough for a field. |", &[]),
            (":：:：", &[]),
            ("", &[]),
        ] {
            assert_eq!(found(line, false), expected, "{line}");
        }
    }
}
