//! Simple ways to find the body, to compare with: each says of a page's lines which to keep.

use crate::fit::corpus::Piece;
use crate::fit::example::weight;

/// A line by its form.
pub(crate) struct Line<'a> {
    text: &'a str,
    chars: usize,
    /// Characters of scripts without blanks.
    double: usize,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, chars: text.chars().count(), double: text.chars().filter(|&c| is_double(c)).count() }
    }

    fn width(&self) -> usize {
        self.chars + self.double
    }

    /// White-space tokens, or two characters a word and runs of ASCII.
    fn words(&self) -> usize {
        if 10 * self.double < 3 * self.chars {
            return self.text.split_whitespace().count();
        }
        let runs =
            self.text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty()).count();
        self.double / 2 + runs
    }
}

fn is_double(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The methods, by name.
pub(crate) const METHODS: [(&str, fn(&[Line<'_>]) -> Vec<bool>); 3] =
    [("keep all", keep_all), ("longest run", longest_run), ("C4 + CJK", c4)];

fn keep_all(lines: &[Line<'_>]) -> Vec<bool> {
    vec![true; lines.len()]
}

/// The run of long lines, gaps of up to three lines, that holds most text.
fn longest_run(lines: &[Line<'_>]) -> Vec<bool> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, width) in lines.iter().map(Line::width).enumerate().filter(|(_, width)| *width >= 70) {
        match runs.last_mut() {
            Some((_, last, sum)) if i - *last <= 4 => (*last, *sum) = (i, *sum + width),
            _ => runs.push((i, i, width)),
        }
    }
    // Of equal runs the first.
    let Some(&(first, last, _)) = runs.iter().rev().max_by_key(|run| run.2) else { return keep_all(lines) };
    (0..lines.len()).map(|i| (first..=last).contains(&i)).collect()
}

/// Lines that end like a sentence, with five words and no code: the rules of C4, with the stops of CJK added.
fn c4(lines: &[Line<'_>]) -> Vec<bool> {
    const ENDS: &str = ".!?\"”。！？」』…’'»．;";
    let keeps = |line: &Line<'_>| {
        line.text.trim_end().ends_with(|c| ENDS.contains(c))
            && line.words() >= 5
            && !line.text.to_lowercase().contains("javascript")
            && !line.text.contains('{')
    };
    lines.iter().map(keeps).collect()
}

/// Characters kept that are body, kept, and body.
pub(crate) fn counts(pieces: &[Piece], method: fn(&[Line<'_>]) -> Vec<bool>) -> [f32; 3] {
    let lines: Vec<Line<'_>> = pieces.iter().map(|piece| Line::new(&piece.text)).collect();
    let mut counts = [0.0; 3];
    for (piece, kept) in pieces.iter().zip(method(&lines)).filter(|(piece, _)| piece.label >= 0) {
        let (is_body, weight) = (piece.label == 1, weight(&piece.text));
        for (count, counts_here) in counts.iter_mut().zip([kept && is_body, kept, is_body]) {
            *count += if counts_here { weight } else { 0.0 };
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_keep_what_they_say() {
        let long = "a word and then another one, ".repeat(4);
        let texts =
            ["Menu", &long, "a", "b", "c", &long, "d", "e", "f", "g", "One two three four five six. "];
        let lines: Vec<_> = texts.iter().map(|text| Line::new(text)).collect();
        assert_eq!(longest_run(&lines), (0..11).map(|i| (1..=5).contains(&i)).collect::<Vec<_>>());
        assert_eq!(c4(&lines), (0..11).map(|i| i == 10).collect::<Vec<_>>());
        assert_eq!(
            c4(&[Line::new("我们今天一起去公园散步，晚上回家。"), Line::new("我们。")]),
            [true, false]
        );
    }
}
