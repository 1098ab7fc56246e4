//! Makes text of pages safe to stand in HTML, and visible: what hides or turns around its neighbours is shown by its
//! number.

use crate::render::escape::{escaped, is_hidden};

/// Text as the content of an element.
pub(crate) fn text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\t' => html.push(c),
            _ if is_hidden(c) => html.push_str(&chip(c)),
            _ => push(&mut html, c),
        }
    }
    html
}

/// Text as the value of an attribute in double quotes, or as the content of a title.
pub(crate) fn attribute(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escaped(text).chars().for_each(|c| push(&mut html, c));
    html
}

/// A name or a term among other text, set apart so that its direction does not spread.
pub(crate) fn isolated(name: &str) -> String {
    format!("<bdi>{}</bdi>", text(name))
}

fn chip(c: char) -> String {
    format!("<span class=\"esc\">U+{:04X}</span>", u32::from(c))
}

fn push(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        _ => html.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        let cases = [
            ("a & b", "a &amp; b"),
            ("</style><script>x('\")</script>", "&lt;/style&gt;&lt;script&gt;x(&#39;&quot;)&lt;/script&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a\r\nb\tc", "a\nb\tc"),
            ("a\rb", "a<span class=\"esc\">U+000D</span>b"),
            ("\u{202E}x\0", "<span class=\"esc\">U+202E</span>x<span class=\"esc\">U+0000</span>"),
            ("漢字 می\u{200C}شود 👩\u{200D}🚀", "漢字 می\u{200C}شود 👩\u{200D}🚀"),
        ];
        for (source, expected) in cases {
            assert_eq!(text(source), expected);
        }
        assert_eq!(attribute("\"><b>\n\u{202E}"), "&quot;&gt;&lt;b&gt;\\n\\u{202e}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_inert(source in "([<>&\"'\\PC]|\u{202E}|\0|<script>|</style>|<!--){0,40}") {
            let inner = text(&source).replace("<span class=\"esc\">", "").replace("</span>", "");
            proptest::prop_assert!(!inner.contains(['<', '>', '"', '\'']));
            proptest::prop_assert!(!attribute(&source).contains(['<', '>', '"', '\'']));
        }
    }
}
