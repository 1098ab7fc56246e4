//! Reads and writes the text of prepared terms: the build script reads it, `cargo xtask lists` writes it.
//!
//! A line is a folded term, a tab, and for each list that has it the number of the list, the class of the term and the
//! rules at its two ends: `casino bonus\t147saa`. The first rule is in upper case where the term may begin within a word.

use super::index::builder::{Builder, Edges};
use super::index::mention::Mention;
use super::index::tables::Tables;

/// The letters of the classes of terms, and of the rules at their ends, in the order in which they are numbered.
const STRENGTHS: [u8; 3] = *b"swc";
const EDGES: [u8; 4] = *b"fahd";

impl Mention {
    /// Reads a mention, and whether the term may begin within a word.
    fn read(code: &str) -> Option<(Self, bool)> {
        let [number @ .., strength, left, right] = code.as_bytes() else { return None };
        let position = |names: &[u8], name: u8| names.iter().position(|&known| known == name);
        let mention = Self {
            list: str::from_utf8(number).ok()?.parse().ok()?,
            strength: position(&STRENGTHS, *strength)?,
            edges: (position(&EDGES, left.to_ascii_lowercase())?, position(&EDGES, *right)?),
        };
        Some((mention, left.is_ascii_uppercase()))
    }

    /// Writes a mention as [`read`](Self::read) reads it.
    pub(crate) fn write(self, begins_within: bool) -> String {
        let Self { list, strength, edges: (left, right) } = self;
        let [strength, mut left, right] = [STRENGTHS[strength], EDGES[left], EDGES[right]].map(char::from);
        if begins_within {
            left.make_ascii_uppercase();
        }
        format!("{list}{strength}{left}{right}")
    }
}

/// The tables of all terms of a text; `None` if a line of it is not in the format.
pub(crate) fn tables(text: &str) -> Option<Tables> {
    let mut builder = Builder::default();
    for line in text.lines() {
        let (term, codes) = line.split_once('\t')?;
        let mentions = codes.split(' ').map(Mention::read).collect::<Option<Vec<_>>>()?;
        let edges = Edges {
            inner: mentions.iter().any(|(_, inner)| *inner),
            open: mentions.iter().any(|(mention, _)| EDGES[mention.edges.1] != b'a'),
        };
        builder.add(term.as_bytes(), edges, mentions.iter().map(|(mention, _)| *mention));
    }
    Some(builder.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_read() {
        let mention = |list, strength, edges| Mention { list, strength, edges };
        for (code, expected) in [
            ("7saa", Some((mention(7, 0, (1, 1)), false))),
            ("120wHf", Some((mention(120, 1, (2, 0)), true))),
            ("saa", None),
            ("7xaa", None),
            ("?", None),
        ] {
            let found = Mention::read(code);
            assert_eq!(found, expected, "{code}");
            if let Some((mention, within)) = found {
                assert_eq!(mention.write(within), code);
                assert_eq!(Mention::unpack(mention.pack()), mention);
            }
        }
    }
}
