//! Text as it reads without its disguise.

use crate::span::Span;
use crate::steps;
use crate::unicode::{Script, script};

/// A place of the source, and the letter that it stands for, if any.
pub(crate) type Undressed = (Span, Option<char>);

/// Sets `out` to the text of `span` without the disguise that the fold found at the places `undressed`. Returns the number of
/// places where the text is disguised; `None`, with `out` empty, if there is nothing to take out or replace.
pub(crate) fn undress(text: &str, span: Span, undressed: &[Undressed], out: &mut String) -> Option<usize> {
    let first = undressed.partition_point(|(place, _)| place.start() < span.start());
    let inside = undressed.get(first..)?.iter().take_while(|(place, _)| place.end() <= span.end());
    out.clear();
    let (mut count, mut at) = (0, span.start());
    for &(place, letter) in inside.filter(|(place, _)| !place.is_empty()) {
        if place.start() >= at {
            out.push_str(Span::new(at, place.start()).of(text));
            out.extend(letter);
            count += usize::from(letter.is_some() || is_disguise(text, place));
            at = place.end();
        }
    }
    if at == span.start() {
        return None;
    }
    steps::count(span.len());
    out.push_str(Span::new(at, span.end()).of(text));
    Some(count)
}

/// Whether what was taken out at this place is a disguise. Glosses are not: a mirror site's converter put them there. Soft
/// hyphens, variation selectors and direction marks have honest uses, and so have joiners in scripts that join their letters.
fn is_disguise(text: &str, place: Span) -> bool {
    let before = text.get(..place.start()).and_then(|before| before.chars().next_back());
    place.of(text).chars().next().is_some_and(|c| match c {
        '\u{200C}' | '\u{200D}' => before.is_some_and(|c| NEVER_JOINED.contains(&script(c))),
        '(' | '（' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}' | '\u{200E}' | '\u{200F}' => false,
        c => !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
    })
}

/// Scripts that do not join their letters.
const NEVER_JOINED: [Script; 8] = [
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Hangul,
    Script::Thai,
];
