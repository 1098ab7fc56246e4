//! Takes text apart into what a term can be made of: words, and characters of scripts without spaces.

use gangue::Lexicon;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// Longest term in words, and in characters of a script without spaces.
const WORDS: usize = 4;
const CHARACTERS: usize = 8;
/// Longest term in tokens.
pub(super) const LONGEST_RUN: usize = 8;
/// Shortest term: one word of [`WORD`] characters, or [`SHORTEST`] characters of a script without spaces.
const WORD: usize = 3;
const SHORTEST: usize = 2;
/// Longest word that can be (part of) a term, in bytes.
const LONGEST: usize = 64;

/// A word, or a character of a script without spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The form in which text is compared.
    pub(super) folded: String,
    /// The form to show.
    pub(super) shown: String,
    pub(super) is_word: bool,
    /// Where it begins, in bytes of the text.
    pub(super) start: usize,
}

impl Token {
    /// `None` where the fold leaves nothing.
    fn new(text: &str, is_word: bool, start: usize) -> Option<Self> {
        let folded = Lexicon::fold(text);
        let shown = if !is_word || is_disguised(text) { folded.clone() } else { text.to_lowercase() };
        (!folded.trim().is_empty()).then_some(Self { folded, shown, is_word, start })
    }
}

/// Whether the letters of a word are not what they seem: of several scripts, or Latin ones in a shape of their own.
fn is_disguised(word: &str) -> bool {
    let mut scripts = word.chars().map(|c| c.script());
    let own = |script: &Script| !matches!(script, Script::Common | Script::Inherited);
    let Some(first) = scripts.find(own) else { return true };
    let letters = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    scripts.filter(own).any(|script| script != first)
        || (first == Script::Latin && !word.chars().all(letters))
}

/// The tokens of a text, in runs that no punctuation interrupts.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Vec<Token>> {
    let is_break = |c: char| !(c.is_alphanumeric() || is_blank(c) || is_mark(c));
    let mut start = 0;
    text.split_inclusive(is_break)
        .map(move |run| {
            let tokens = tokens(run.trim_end_matches(is_break), start);
            start += run.len();
            tokens
        })
        .filter(|run| !run.is_empty())
}

/// What may stand between the words of a term.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\'' | '’' | '-' | '_' | '\u{AD}' | '\u{200B}'..='\u{200D}')
}

/// Whether a character is part of a word that blanks or punctuation set off.
pub(super) fn is_in_word(c: char) -> bool {
    (c.is_alphanumeric() && !is_unspaced(c)) || is_mark(c)
}

/// Marks and joiners belong to the letters before them.
fn is_mark(c: char) -> bool {
    matches!(c.script(), Script::Inherited)
        || (!c.is_ascii() && !c.is_alphanumeric() && is_unspaced(c))
        || is_vowel(c)
}

/// Vowel signs of Indic scripts are no letters.
fn is_vowel(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{DFF}') && !c.is_alphanumeric()
}

fn is_unspaced(c: char) -> bool {
    use Script::{Bopomofo, Han, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai};
    matches!(c.script(), Bopomofo | Han | Hiragana | Katakana | Khmer | Lao | Myanmar | Thai) || c == 'ー'
}

fn tokens(run: &str, mut start: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    for word in run.split_inclusive(is_blank) {
        let mut rest = word.trim_end_matches(is_blank);
        let mut place = start;
        start += word.len();
        while let Some(first) = rest.chars().next() {
            let unspaced = is_unspaced(first);
            let same = |c: char| is_unspaced(c) == unspaced || (!unspaced && is_mark(c));
            let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
            let (part, behind) = rest.split_at(end);
            if unspaced {
                let characters = part.grapheme_indices(true);
                tokens
                    .extend(characters.filter_map(|(offset, text)| Token::new(text, false, place + offset)));
            } else {
                tokens.extend(Token::new(part, true, place));
            }
            (rest, place) = (behind, place + part.len());
        }
    }
    tokens
}

/// All that could be a term within a run of tokens.
pub(super) fn windows(run: &[Token]) -> impl Iterator<Item = &[Token]> {
    (0..run.len()).flat_map(move |start| {
        let rest = run.get(start..).unwrap_or_default();
        let is_word = rest.first().is_some_and(|token| token.is_word);
        let longest = if is_word { WORDS } else { CHARACTERS };
        let alike = rest.iter().take(longest).take_while(|token| token.is_word == is_word).count();
        (1..=alike).filter_map(move |length| rest.get(..length))
    })
}

/// Whether a window is long enough for a term, and not of numbers alone.
pub(super) fn may_be_term(window: &[Token]) -> bool {
    let is_long = match window {
        [only] => only.is_word && only.folded.chars().count() >= WORD,
        [first, ..] => first.is_word || window.len() >= SHORTEST,
        [] => false,
    };
    let has_letter = |token: &Token| token.folded.chars().any(char::is_alphabetic);
    let edges = [window.first(), window.last()];
    is_long
        && edges.into_iter().flatten().all(has_letter)
        && window.iter().all(|token| token.folded.len() <= LONGEST)
}

/// The term that a window of tokens makes, in the form to show.
pub(super) fn term(window: &[Token]) -> String {
    let blank = if window.first().is_some_and(|token| token.is_word) { " " } else { "" };
    window.iter().map(|token| token.shown.as_str()).collect::<Vec<_>>().join(blank)
}

/// The name of the script of a term.
pub(super) fn script(term: &str) -> &'static str {
    term.chars().find(|c| c.is_alphabetic()).map_or("none", |c| c.script().full_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        let cases = [
            ("", ""),
            ("one two, three", "one two|three"),
            ("online casino在线 娱乐", "online casino 在 线 娱 乐"),
            ("don't", "don t"),
            ("bet365 - x | y", "bet365 x|y"),
            ("Казино ИГРОВОЙ", "казино игровой"),
            ("cаsіno ＳＬＯＴ", "casino slot"),
            ("線上娛樂", "线 上 娱 乐"),
            ("जुआ घर", "जुआ घर"),
            ("สล็อต", "ส ล็ อ ต"),
            ("スロット", "ス ロ ッ ト"),
        ];
        for (text, expected) in cases {
            let runs = runs(text)
                .map(|run| run.iter().map(|token| token.shown.as_str()).collect::<Vec<_>>().join(" "));
            assert_eq!(runs.collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }

    #[test]
    fn tokens_know_their_place() {
        let text = "Buy, zorbax-now! 在线 ok";
        for token in runs(text).flatten() {
            assert!(text[token.start..].to_lowercase().starts_with(&token.shown), "{token:?}");
        }
    }

    #[test]
    fn windows_are_terms() {
        let terms = |text: &str| -> Vec<String> {
            let runs: Vec<_> = runs(text).collect();
            let windows = runs.iter().flat_map(|run| windows(run)).filter(|window| may_be_term(window));
            windows.map(term).collect()
        };
        assert_eq!(
            terms("buy zorbax 500 mg"),
            ["buy", "buy zorbax", "buy zorbax 500 mg", "zorbax", "zorbax 500 mg"]
        );
        assert_eq!(terms("在线娱"), ["在线", "在线娱", "线娱"]);
        assert_eq!(terms("ab 12 在"), ["ab 12"; 0]);
    }
}
