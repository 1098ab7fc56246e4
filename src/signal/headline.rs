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

/// A title or line of more bytes is none.
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
