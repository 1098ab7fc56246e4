//! Which script a document is in.

use gangue::{Label, Report};
use unicode_script::{Script, UnicodeScript};

/// Letters that are looked at: enough to tell, however long the document.
const LETTERS: usize = 2000;

/// The script of most letters of the body, or if there is none, of the text. Japanese and Korean are recognised by their own
/// letters among the Han characters.
pub(crate) fn of(report: &Report<'_>) -> &'static str {
    let body = report.segments().iter().filter(|segment| segment.label() == Label::Body);
    let body = letters(body.flat_map(|segment| segment.text().chars()));
    let counts = if body.is_empty() { letters(report.text().chars()) } else { body };
    name(&counts)
}

/// Scripts and how many letters there are of each, in the order of their first.
fn letters(chars: impl Iterator<Item = char>) -> Vec<(Script, usize)> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    let scripts = chars.filter(|c| c.is_alphabetic()).map(|c| c.script());
    let own = |script: &Script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    for script in scripts.filter(own).take(LETTERS) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts
}

fn name(counts: &[(Script, usize)]) -> &'static str {
    let count = |scripts: &[Script]| {
        counts.iter().filter(|(script, _)| scripts.contains(script)).map(|(_, count)| count).sum::<usize>()
    };
    let kana = count(&[Script::Hiragana, Script::Katakana]);
    let han = count(&[Script::Han, Script::Bopomofo]);
    let others = counts.iter().filter(|(script, _)| {
        !matches!(script, Script::Han | Script::Bopomofo | Script::Hiragana | Script::Katakana)
    });
    // Japanese prose has far more kana than a tenth; a quotation in a Chinese page far less.
    let east = if 10 * kana > han + kana { "Japanese" } else { "Han" };
    let rows = others.map(|&(script, count)| (script.full_name(), count)).chain([(east, han + kana)]);
    let most = rows.filter(|&(_, count)| count > 0).max_by_key(|&(name, count)| (count, name));
    most.map_or("none", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide() {
        let cases = [
            ("", "none"),
            ("12 % !", "none"),
            ("A house.", "Latin"),
            ("Дом house дом", "Cyrillic"),
            ("河边的房子 tea", "Han"),
            ("川のそばの家", "Japanese"),
            ("강가의 집 河", "Hangul"),
            ("بيت على النهر", "Arabic"),
            ("नदी के पास घर", "Devanagari"),
        ];
        for (text, expected) in cases {
            assert_eq!(name(&letters(text.chars())), expected, "{text}");
        }
    }
}
