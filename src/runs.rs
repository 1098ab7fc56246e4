//! Cuts a text into runs of similar characters, in one walk. Whatever counts, hashes or looks up characters is a [`Visitor`]
//! of these runs.

use crate::unicode::{Props, leading_ideograph, leading_letters, props};

/// Is called with each character of a text once, in order, and after each run of non-ASCII letters with that run; `at` is the
/// byte where it begins. A visitor that remembers where the last run ended can tell whether anything stands between, so it
/// can ignore what does not concern it.
pub(crate) trait Visitor {
    /// A run of ASCII letters, `upper` of them in upper case.
    fn letters(&mut self, at: usize, run: &[u8], upper: u32);

    /// A run of ASCII digits.
    fn digits(&mut self, at: usize, run: &[u8]);

    /// A blank, or another ASCII character that is neither letter nor digit.
    #[inline]
    fn sign(&mut self, _at: usize, _byte: u8) {}

    /// A character from U+4E00 to U+9FFF.
    fn ideograph(&mut self, at: usize, c: char);

    /// Any other non-ASCII letter.
    fn letter(&mut self, at: usize, c: char, props: Props);

    /// The non-ASCII letters from byte `at` to byte `end`: all of one script and width, `upper` of them in upper case.
    #[inline]
    fn run(&mut self, _at: usize, _end: usize, _first: Props, _letters: u32, _upper: u32) {}

    /// Any other non-ASCII character.
    fn other(&mut self, at: usize, c: char, props: Props);
}

/// Takes `visitor` through a text.
#[inline]
pub(crate) fn visit(text: &str, visitor: &mut impl Visitor) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'A'..=b'Z' | b'a'..=b'z' => {
                let (len, upper) = leading_letters(&bytes[at..]);
                visitor.letters(at, &bytes[at..at + len], upper);
                blank(bytes, at + len, visitor)
            }
            b'0'..=b'9' => {
                let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                visitor.digits(at, &bytes[at..at + len]);
                at + len
            }
            0..0x80 => {
                visitor.sign(at, byte);
                at + 1
            }
            0xE4..0xEA if leading_ideograph(&bytes[at..]).is_some() => ideographs(bytes, at, visitor),
            _ => beyond(text, at, visitor),
        };
    }
}

/// Visits the blank at byte `at`, if there is one, as there mostly is after letters; returns where to go on.
#[inline]
fn blank(bytes: &[u8], at: usize, visitor: &mut impl Visitor) -> usize {
    if bytes.get(at) != Some(&b' ') {
        return at;
    }
    visitor.sign(at, b' ');
    at + 1
}

/// Visits the ideographs from byte `at` on; returns where they end.
#[inline]
fn ideographs(bytes: &[u8], at: usize, visitor: &mut impl Visitor) -> usize {
    let mut end = at;
    while let Some(c) = bytes.get(end..).and_then(leading_ideograph) {
        visitor.ideograph(end, c);
        end += 3;
    }
    visitor.run(at, end, props('一'), count((end - at) / 3), 0);
    end
}

/// Visits the letters of one script from byte `at` on, or one character that is not a letter; returns where they end.
#[inline]
fn beyond(text: &str, at: usize, visitor: &mut impl Visitor) -> usize {
    let mut chars = text[at..].chars();
    let first = chars.next().unwrap_or_default();
    let of_first = props(first);
    if !of_first.is_letter() {
        visitor.other(at, first, of_first);
        return at + first.len_utf8();
    }
    let (mut c, mut props_of_c, mut end) = (first, of_first, at);
    let (mut letters, mut upper) = (0, 0);
    loop {
        visitor.letter(end, c, props_of_c);
        end += c.len_utf8();
        letters += 1;
        upper += u32::from(props_of_c.is_upper());
        c = chars.next().unwrap_or(' ');
        if c.is_ascii() {
            break;
        }
        props_of_c = props(c);
        if !props_of_c.is_letter() || !props_of_c.writes_like(of_first) {
            break;
        }
    }
    visitor.run(at, end, of_first, letters, upper);
    end
}

/// A number of characters. It always fits: longer texts are cut before they are visited.
fn count(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

/// Two visitors at once.
impl<A: Visitor, B: Visitor> Visitor for (&mut A, &mut B) {
    #[inline]
    fn letters(&mut self, at: usize, run: &[u8], upper: u32) {
        self.0.letters(at, run, upper);
        self.1.letters(at, run, upper);
    }

    #[inline]
    fn digits(&mut self, at: usize, run: &[u8]) {
        self.0.digits(at, run);
        self.1.digits(at, run);
    }

    #[inline]
    fn sign(&mut self, at: usize, byte: u8) {
        self.0.sign(at, byte);
        self.1.sign(at, byte);
    }

    #[inline]
    fn ideograph(&mut self, at: usize, c: char) {
        self.0.ideograph(at, c);
        self.1.ideograph(at, c);
    }

    #[inline]
    fn letter(&mut self, at: usize, c: char, props: Props) {
        self.0.letter(at, c, props);
        self.1.letter(at, c, props);
    }

    #[inline]
    fn run(&mut self, at: usize, end: usize, first: Props, letters: u32, upper: u32) {
        self.0.run(at, end, first, letters, upper);
        self.1.run(at, end, first, letters, upper);
    }

    #[inline]
    fn other(&mut self, at: usize, c: char, props: Props) {
        self.0.other(at, c, props);
        self.1.other(at, c, props);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts the text together again, and notes the calls.
    #[derive(Default)]
    struct Copy {
        text: String,
        runs: String,
    }

    impl Copy {
        fn push(&mut self, at: usize, part: &str, class: char) {
            assert_eq!(self.text.len(), at);
            self.text += part;
            self.runs.push(class);
        }
    }

    impl Visitor for Copy {
        fn letters(&mut self, at: usize, run: &[u8], upper: u32) {
            assert_eq!(run.iter().filter(|byte| byte.is_ascii_uppercase()).count(), upper as usize);
            self.push(at, std::str::from_utf8(run).unwrap(), 'a');
        }

        fn digits(&mut self, at: usize, run: &[u8]) {
            self.push(at, std::str::from_utf8(run).unwrap(), '1');
        }

        fn sign(&mut self, at: usize, byte: u8) {
            self.push(at, &char::from(byte).to_string(), '.');
        }

        fn ideograph(&mut self, at: usize, c: char) {
            self.push(at, &c.to_string(), 'h');
        }

        fn letter(&mut self, at: usize, c: char, of_c: Props) {
            assert!(of_c.is_letter() && of_c == props(c));
            self.push(at, &c.to_string(), 'l');
        }

        fn run(&mut self, at: usize, end: usize, first: Props, letters: u32, upper: u32) {
            let run = &self.text[at..end];
            assert_eq!(run.chars().count(), letters as usize);
            assert_eq!(run.chars().filter(|&c| props(c).is_upper()).count(), upper as usize);
            assert!(run.chars().all(|c| props(c).is_letter() && props(c).writes_like(first)));
            self.runs.push('|');
        }

        fn other(&mut self, at: usize, c: char, of_c: Props) {
            assert!(!of_c.is_letter() && of_c == props(c));
            self.push(at, &c.to_string(), 'o');
        }
    }

    #[test]
    fn texts_are_cut_into_runs() {
        for (text, runs) in [
            ("", ""),
            ("Two words 12.", "a.a.1."),
            ("漢字かなカナ한글", "hh|ll|ll|ll|"),
            ("Жизнь é", "lllll|.l|"),
            ("，e\u{301}١", "oaoo"),
            ("a字b々", "ah|al|"),
        ] {
            let mut copy = Copy::default();
            visit(text, &mut copy);
            assert_eq!((copy.text.as_str(), copy.runs.as_str()), (text, runs));
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_left_out(text in "(?s)[a-cA-C1 .,字體䀀䷀々한かカÄжЖ١e\u{301}]{0,60}|.{0,60}") {
            let (mut first, mut second) = (Copy::default(), Copy::default());
            visit(&text, &mut (&mut first, &mut second));
            proptest::prop_assert_eq!(&first.text, &text);
            proptest::prop_assert_eq!(first.runs, second.runs);
        }
    }
}
