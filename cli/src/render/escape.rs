//! Makes text safe to show: a page can hold sequences that drive a terminal, and characters that hide or turn around
//! their neighbours.

/// A part of a text, as it can be shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Chunk<'t> {
    Text(&'t str),
    /// A character that must not be sent to a terminal.
    Hidden(char),
    /// The end of a line: LF or CR LF.
    Break,
}

/// Whether a character is shown escaped: controls, line and paragraph separators, and what is invisible, but for the
/// joiners that Persian, Indic scripts and emoji are written with.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Takes a text apart into what can be shown and what must be escaped.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (chunk, behind) = first_chunk(rest)?;
        rest = behind;
        Some(chunk)
    })
}

fn first_chunk(text: &str) -> Option<(Chunk<'_>, &str)> {
    if let Some(behind) = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')) {
        return Some((Chunk::Break, behind));
    }
    let first = text.chars().next()?;
    if is_hidden(first) {
        return Some((Chunk::Hidden(first), text.split_at(first.len_utf8()).1));
    }
    let (shown, behind) = text.split_at(text.find(is_hidden).unwrap_or(text.len()));
    Some((Chunk::Text(shown), behind))
}

/// A text on one line, safe to show.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) { safe.extend(c.escape_default()) } else { safe.push(c) }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        let cases = [
            ("plain 文字 é 👩\u{200D}🚀", "plain 文字 é 👩\u{200D}🚀"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\tb\r\nc\0", "a\\tb\\r\\nc\\u{0}"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("\u{202E}abc\u{200B}", "\\u{202e}abc\\u{200b}"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected);
            assert!(!escaped(text).contains(is_hidden));
        }
    }

    #[test]
    fn chunks_keep_line_ends_apart() {
        let found: Vec<_> = chunks("a\r\nb\rc\n\n").collect();
        let expected = [
            Chunk::Text("a"),
            Chunk::Break,
            Chunk::Text("b"),
            Chunk::Hidden('\r'),
            Chunk::Text("c"),
            Chunk::Break,
            Chunk::Break,
        ];
        assert_eq!(found, expected);
    }
}
