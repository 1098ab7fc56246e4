//! Byte ranges of the caller's text.

use std::fmt;
use std::ops::Range;

/// A half-open range of bytes `start..end` of the text that was classified.
///
/// Spans in a [`Report`](crate::Report) lie on character boundaries of that text. With the feature `serde`, a span is
/// written as `{"start":3,"end":7}`.
///
/// ```
/// let span = gangue::Span::new(3, 7);
/// assert_eq!((span.start(), span.end(), span.len()), (3, 7, 4));
/// assert_eq!(span.of("ab body"), "body");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(from = "Written"))]
pub struct Span {
    start: usize,
    end: usize,
}

/// A span as it stands in a file, where its end can lie before its start.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Written {
    start: usize,
    end: usize,
}

#[cfg(feature = "serde")]
impl From<Written> for Span {
    fn from(written: Written) -> Self {
        Self::new(written.start, written.end)
    }
}

impl Span {
    /// The span `start..end`, in bytes. An `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The first byte of the span.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The first byte after the span.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to index bytes or text with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The part of `text` that the span covers: `""` where the span does not lie within `text` on character
    /// boundaries.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl Span {
    /// Whether another span lies within this one.
    pub(crate) const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without the white space of `text` at its ends.
    pub(crate) fn trimmed(self, text: &str) -> Self {
        let part = self.of(text);
        // Mostly there is none, which the first and last bytes tell.
        let bytes = part.as_bytes();
        let ends = bytes.last().is_some_and(u8::is_ascii_graphic) || matches!(bytes, [.., 0xE4..=0xEF, _, _]);
        if ends && bytes.first().is_some_and(|first| begins_no_space(*first)) {
            return self;
        }
        let rest = part.trim_start();
        let start = self.start + part.len() - rest.len();
        Self::new(start, start + rest.trim_end().len())
    }
}

/// Whether white space never begins with this byte in UTF-8.
const fn begins_no_space(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte >= 0xE4 || matches!(byte, 0xC3..=0xE0)
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_span_ends_before_it_starts() {
        assert_eq!((Span::new(7, 3).len(), Span::new(7, 3)), (0, Span::new(7, 7)));
        #[cfg(feature = "serde")]
        assert_eq!(serde_json::from_str::<Span>(r#"{"start":7,"end":3}"#).unwrap(), Span::new(7, 7));
    }

    #[test]
    fn a_span_holds_itself_and_what_lies_within() {
        for (start, end, expected) in [
            (2, 5, true),
            (2, 4, true),
            (3, 3, true),
            (1, 4, false),
            (3, 6, false),
            (1, 6, false),
            (6, 7, false),
        ] {
            assert_eq!(Span::new(2, 5).holds(Span::new(start, end)), expected, "{start}..{end}");
        }
    }

    #[test]
    fn a_span_of_another_text_holds_nothing() {
        for (start, end) in [(0, 9), (9, 12), (1, 3)] {
            assert_eq!(Span::new(start, end).of("字a"), "", "{start}..{end}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ends_are_trimmed_as_by_the_library(text in "[ \t\u{1c}\u{85}\u{a0}\u{1680}\u{2003}\u{3000}a~é字가\u{feff}]{0,6}|\\PC{0,4}") {
            let span = Span::new(0, text.len()).trimmed(&text);
            proptest::prop_assert_eq!(span.of(&text), text.trim());
        }
    }
}
