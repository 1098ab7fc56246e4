//! Rust source of arrays and strings.

use std::fmt::{Display, Write as _};

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Columns of a line of a generated file.
const COLUMNS: usize = 108;

/// An array item `pub(in crate::unicode) static NAME: [KIND; n]`.
pub(super) fn array<T: Display>(name: &str, kind: &str, about: &str, values: &[T]) -> String {
    let pieces = values.iter().map(|value| format!("{value},"));
    let head = format!("static {name}: [{kind}; {}] = [", values.len());
    item(about, &head, &lines(pieces), "];")
}

/// A string item, cut into lines.
pub(super) fn string(name: &str, about: &str, text: &str) -> String {
    let mut body = String::from("    \"");
    let mut column = 0;
    for c in text.chars() {
        let escaped = escape(c);
        if column + escaped.len() > COLUMNS - 8 {
            body.push_str("\",\n    \"");
            column = 0;
        }
        column += escaped.len();
        body.push_str(&escaped);
    }
    body.push_str("\",\n");
    item(about, &format!("static {name}: &str = concat!("), &body, ");")
}

/// A character literal.
pub(super) fn character(c: char) -> String {
    if c == '\'' { "'\\''".to_owned() } else { format!("'{}'", escape(c)) }
}

fn escape(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        _ if is_plain(c) => c.to_string(),
        _ => c.escape_unicode().to_string(),
    }
}

/// Whether `c` is shown as it is. ICU is asked, not the standard library: toolchains differ in their Unicode.
fn is_plain(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let shown = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Number);
    shown.contains(category) || c.is_ascii_graphic() && c != '\\'
}

fn item(about: &str, head: &str, body: &str, tail: &str) -> String {
    format!("\n/// {about}\n#[rustfmt::skip]\npub(in crate::unicode) {head}\n{body}{tail}\n")
}

fn lines(pieces: impl Iterator<Item = String>) -> String {
    let (mut text, mut line) = (String::new(), String::new());
    for piece in pieces {
        if line.len() + piece.len() > COLUMNS - 5 {
            let _ = writeln!(text, "    {}", line.trim_end());
            line.clear();
        }
        line.push_str(&piece);
        line.push(' ');
    }
    let _ = writeln!(text, "    {}", line.trim_end());
    text
}
