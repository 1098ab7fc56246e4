//! What a block repeats of the page's title. Converters put the title of the document before its text, mostly with the name
//! of the site; the headline above the article repeats it.

use crate::steps;

/// A block of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    /// What it is compared by.
    pub(crate) elements: &'t [u32],
}

/// The most bytes of a title, or of a line that repeats it.
const LONGEST: usize = 600;
/// The most elements that are compared.
const MOST_ELEMENTS: usize = 64;
/// A line repeats at least this share of the title ...
const LEAST_SHARE: f32 = 1.0 / 3.0;
/// ... and is at least to this share a part of it.
const LEAST_PART: f32 = 0.8;

/// The share of a title that a line repeats: of its bytes, where the line stands in it as it is, else of its elements, where
/// nearly all of the line's are among them. 0 where that is little.
pub(crate) fn repeated(title: Line<'_>, line: Line<'_>) -> f32 {
    if title.text.len() > LONGEST || line.text.len() > LONGEST {
        return 0.0;
    }
    let share = bytes(title.text, line.text).max(elements(title.elements, line.elements));
    if share >= LEAST_SHARE { share } else { 0.0 }
}

fn bytes(title: &str, line: &str) -> f32 {
    steps::count(title.len());
    if !line.is_empty() && title.contains(line) { line.len() as f32 / title.len() as f32 } else { 0.0 }
}

fn elements(title: &[u32], line: &[u32]) -> f32 {
    let [title, line] = [title, line].map(|elements| &elements[..elements.len().min(MOST_ELEMENTS)]);
    if LEAST_PART * line.len() as f32 > title.len() as f32 {
        return 0.0;
    }
    steps::count(title.len() * line.len());
    let held = |of: &[u32], by: &[u32]| of.iter().filter(|element| by.contains(element)).count() as f32;
    let is_part = held(line, title) >= LEAST_PART * line.len() as f32;
    if is_part && !line.is_empty() {
        held(title, line) / title.len() as f32 * held(line, title) / line.len() as f32
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::split;
    use crate::sketch::Elements;

    /// What the second line repeats of the first.
    fn of(text: &str) -> f32 {
        let (mut blocks, mut elements) = (Vec::new(), Elements::default());
        split(text, &mut blocks);
        elements.measure(text, &blocks, &mut Vec::new());
        let line = |i: usize| Line { text: blocks[i].span.of(text), elements: elements.of(i) };
        repeated(line(0), line(1))
    }

    #[test]
    fn headlines_repeat_the_title() {
        for (text, expected) in [
            ("Harbour bridge reopens\nHarbour bridge reopens", 1.0),
            ("Harbour bridge reopens - Town Gazette\nHarbour bridge reopens", 3.0 / 5.0),
            ("Town Gazette: Harbour bridge reopens\nHarbour bridge reopens", 22.0 / 36.0),
            // Without regard to case and marks, by words or pairs of characters.
            ("Harbour bridge reopens | Town Gazette\nHARBOUR BRIDGE: REOPENS!", 3.0 / 5.0),
            ("港口大桥 重新通车_日报\n港口大桥，重新通车", 6.0 / 7.0),
            // With more than it, as in `Listen: …`.
            ("Harbour bridge reopens today\nListen: harbour bridge reopens today", 4.0 / 5.0),
            ("Harbour bridge reopens\nListen, harbour bridge reopens", 0.0),
            // The name of the site, another headline, and the first sentence.
            ("Harbour bridge reopens - Town Gazette\nGazette", 0.0),
            ("Harbour bridge reopens\nHarbour ferry suspended", 0.0),
            ("Harbour bridge reopens\nThe harbour bridge was closed for years and reopens on Sunday", 0.0),
            // Three quarters of its words are no part, and less than a third is little.
            ("Harbour bridge reopens today at noon\nListen: harbour bridge reopens", 0.0),
            ("aaabbbccc\nbbb", 1.0 / 3.0),
            ("aaabbbcccd\nbbb", 0.0),
            ("aaabbbcccd\nabbb", 0.4),
            ("Harbour bridge reopens\n?", 0.0),
            ("?\nHarbour bridge reopens", 0.0),
        ] {
            let found = of(text);
            assert!((found - expected).abs() < 1e-4, "{text}: {found}");
        }
    }

    #[test]
    fn long_lines_repeat_nothing() {
        let twice = |len: usize| of(&format!("{0}\n{0}", "a".repeat(len)));
        assert_eq!([LONGEST, LONGEST + 1].map(twice), [1.0, 0.0]);
        // One of the two is enough.
        let lines = |title: usize, line: usize| {
            let [title, line] =
                [title, line].map(|len| format!("{}-b", "a ".repeat(len / 2 - 1) + &"-".repeat(len % 2)));
            of(&format!("{title}\n{line}"))
        };
        assert_eq!(
            [(600, 600), (601, 600), (600, 601)].map(|(title, line)| lines(title, line)),
            [1.0, 0.0, 0.0]
        );
    }
}
