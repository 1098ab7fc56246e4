//! Reads the text format of wordlists (`wordlists/README.md`).

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::Error;
use crate::label::{Kind, Label, UnknownName};
use crate::lexicon::entry::{Entry, Group, Pattern, Strength};

/// Reads a list: what it is about, and its entries.
///
/// # Errors
/// Any departure from the format; the error names the list and, except for a missing header, the line.
pub(super) fn parse(name: &str, text: &str) -> Result<(Topic, Vec<Arc<Entry>>), Error> {
    let mut parser = Parser::new(name);
    match parser.faults(text).into_iter().next() {
        Some(error) => Err(error),
        None => Ok((parser.topic().map_err(|fault| fault.at(name, None))?, parser.entries)),
    }
}

/// All departures from the format, of which [`parse`] names the first. Of a list that does not say what it is about, none
/// after its first term.
pub(super) fn faults(name: &str, text: &str) -> Vec<Error> {
    Parser::new(name).faults(text)
}

/// Reads what a list is about, from the lines before its first term.
///
/// # Errors
/// Those of [`parse`] that these lines can have.
pub(super) fn parse_topic(name: &str, text: &str) -> Result<Topic, Error> {
    let mut parser = Parser::new(name);
    let is_head = |line: &str| line.is_empty() || line.starts_with(['#', '@']);
    for (number, line) in numbered(text).take_while(|(_, line)| is_head(line)) {
        parser.line(number, line).map_err(|fault| fault.at(name, Some(number)))?;
    }
    parser.topic().map_err(|fault| fault.at(name, None))
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.trim_start_matches('\u{feff}').lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// Whether a line has one, tabs apart. Most lines are ASCII, and told without being decoded.
fn has_control_character(line: &str) -> bool {
    let is_control = |byte: u8| byte.is_ascii_control() && byte != b'\t';
    line.bytes().fold(false, |found, byte| found | is_control(byte))
        || !line.is_ascii() && line.chars().any(|c| !c.is_ascii() && c.is_control())
}

/// What is wrong, and where if not in the line being read.
struct Fault {
    line: Option<usize>,
    message: String,
}

impl Fault {
    fn on(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), message: message.into() }
    }

    /// The error for a fault met while reading this line, or after the last line if `None`.
    fn at(self, name: &str, line: Option<usize>) -> Error {
        Error::new(name, self.line.or(line), self.message)
    }
}

impl<T: Into<String>> From<T> for Fault {
    fn from(message: T) -> Self {
        Self { line: None, message: message.into() }
    }
}

/// What all terms of a list share.
#[derive(Clone)]
pub(super) struct Topic {
    pub(super) group: Group,
    pub(super) lang: Arc<str>,
}

/// A header line: its value and its number.
type Header = Option<(String, usize)>;

struct Parser {
    name: Arc<str>,
    /// Values of [`HEADERS`].
    headers: [Header; HEADERS.len()],
    topic: Option<Topic>,
    entries: Vec<Arc<Entry>>,
    /// Folded terms and the line that has them.
    seen: HashMap<Box<str>, usize>,
}

/// What a list says about itself, each once and before the terms.
const HEADERS: [&str; 5] = ["label", "kind", "lang", "source", "license"];

impl Parser {
    fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            headers: Default::default(),
            topic: None,
            entries: Vec::new(),
            seen: HashMap::new(),
        }
    }

    /// Reads all lines, and gives what is wrong with them.
    fn faults(&mut self, text: &str) -> Vec<Error> {
        let name = Arc::clone(&self.name);
        let mut faults = Vec::new();
        for (number, line) in numbered(text) {
            let Err(fault) = self.line(number, line) else { continue };
            faults.push(fault.at(&name, Some(number)));
            if !line.starts_with('@') && self.topic().is_err() {
                return faults;
            }
        }
        faults.extend(self.topic().err().map(|fault| fault.at(&name, None)));
        faults
    }

    fn line(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        if has_control_character(line) {
            return Err("control character".into());
        }
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line.trim() != line {
            return Err("blanks at the start or the end of the line".into());
        }
        match line.strip_prefix('@') {
            Some(directive) => self.directive(number, directive),
            None => self.term(number, line),
        }
    }

    fn directive(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        let (name, value) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let value = value.trim();
        if value.is_empty() {
            return Err(format!("@{name} without a value").into());
        }
        match (name, HEADERS.iter().position(|header| *header == name)) {
            // Examples are for the tests of the list, which read them from the file.
            ("hit" | "pass", _) => Ok(()),
            (_, Some(index)) => self.header(index, number, value),
            _ => Err(format!("unknown directive @{name}").into()),
        }
    }

    fn header(&mut self, index: usize, number: usize, value: &str) -> Result<(), Fault> {
        if self.topic.is_some() {
            return Err("headers stand before the terms".into());
        }
        match self.headers.get_mut(index) {
            Some(header @ None) => *header = Some((value.to_owned(), number)),
            _ => return Err("this header was given before".into()),
        }
        Ok(())
    }

    fn term(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        let Topic { group, .. } = self.topic()?;
        let mut fields = line.splitn(3, '\t');
        let term = fields.next().unwrap_or_default();
        let strength = strength(group, fields.next(), fields.next())?;
        if term.trim() != term {
            return Err("blanks at the end of the term".into());
        }
        let pattern = Pattern::new(term).ok_or("the fold leaves nothing of this term")?;
        if let Some(line) = self.seen.insert(pattern.folded.clone(), number) {
            return Err(format!("{term:?} is the same as the term of line {line}").into());
        }
        let list = Arc::clone(&self.name);
        let entry = Entry { term: term.into(), pattern, group, strength, list, line: number };
        self.entries.push(Arc::new(entry));
        Ok(())
    }

    /// The subject of the list, from its headers; read once.
    fn topic(&mut self) -> Result<Topic, Fault> {
        if self.topic.is_none() {
            self.topic = Some(self.read_topic()?);
        }
        self.topic.clone().ok_or_else(|| "no headers".into())
    }

    fn read_topic(&self) -> Result<Topic, Fault> {
        let [label, kind, lang, ..] = &self.headers;
        let missing = |name: &str| Fault::from(format!("header @{name} is missing"));
        let (label, line) = label.as_ref().ok_or_else(|| missing("label"))?;
        let group = match (label.as_str(), kind) {
            ("spam", Some(kind)) => Group::Spam(fitting(kind, Label::Spam)?),
            ("boilerplate", Some(kind)) => Group::Boilerplate(fitting(kind, Label::Boilerplate)?),
            ("spam" | "boilerplate", None) => return Err(missing("kind")),
            ("function-words", None) => Group::FunctionWord,
            ("function-words", Some((_, line))) => {
                return Err(Fault::on(*line, "function words have no kind"));
            }
            _ => return Err(Fault::on(*line, format!("unknown label {label:?}"))),
        };
        let (lang, _) = lang.as_ref().ok_or_else(|| missing("lang"))?;
        Ok(Topic { group, lang: lang.as_str().into() })
    }
}

/// The kind that a header names, if it belongs to the label.
fn fitting((name, line): &(String, usize), label: Label) -> Result<Kind, Fault> {
    let kind: Kind = name.parse().map_err(|error: UnknownName| Fault::on(*line, error.to_string()))?;
    if kind.label().is_some_and(|own| own != label) {
        return Err(Fault::on(*line, format!("{kind} is not a kind of {label}")));
    }
    Ok(kind)
}

/// The class of a term, from what follows it in its line.
fn strength(group: Group, class: Option<&str>, comment: Option<&str>) -> Result<Strength, Fault> {
    if comment.is_some_and(|text| !text.starts_with('#')) {
        return Err("a third field is a comment and starts with #".into());
    }
    match (group, class) {
        (Group::FunctionWord, None) => Ok(Strength::Combo),
        (Group::FunctionWord, Some(_)) => Err("function words have no class".into()),
        (_, None) => Err("no class: a tab and strong, weak or combo follow the term".into()),
        (_, Some(name)) => Strength::from_name(name).ok_or_else(|| format!("unknown class {name:?}").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::list::List;

    const HEAD: &str = "@label spam\n@kind gambling\n@lang en\n";

    #[test]
    fn reads_terms_and_examples() {
        let text = format!(
            "# Betting.\r\n{HEAD}@source us\n@license CC0-1.0\n\nbet*\tweak\t# also tech\tand sport\n\
             casino bonus\tstrong\n\n@hit   casino bonus!\n@pass\tA bet.\n"
        );
        let list = List::parse("l", &format!("\u{feff}{text}")).unwrap();
        let terms: Vec<_> =
            list.entries().iter().map(|e| (&*e.term, &*e.pattern.folded, e.strength, e.line)).collect();
        let expected =
            [("bet*", "bet", Strength::Weak, 8), ("casino bonus", "casino bonus", Strength::Strong, 9)];
        assert_eq!(terms, expected);
        assert!(list.entries().iter().all(|e| e.group == Group::Spam(Kind::Gambling)));
        assert_eq!((list.group, &*list.lang), (Group::Spam(Kind::Gambling), "en"));
        assert_eq!(list.size(), "betcasino bonus".len());
    }

    #[test]
    fn reads_function_words_and_kinds_of_both_labels() {
        let list = List::parse("l", "@label function-words\n@lang en\nthe\nof\n").unwrap();
        assert_eq!(list.entries().iter().map(|e| e.group).collect::<Vec<_>>(), [Group::FunctionWord; 2]);
        for label in ["spam", "boilerplate"] {
            let text = format!("@lang en\n@kind other\n@label {label}\nword\tcombo\n");
            assert_eq!(List::parse("l", &text).unwrap().entries()[0].group.kind(), Some(Kind::Other));
        }
    }

    #[test]
    fn names_the_line_at_fault() {
        let after = |line: &str| format!("{HEAD}{line}");
        let cases = [
            (String::new(), None, "@label is missing"),
            ("@label nonsense".into(), Some(1), "unknown label"),
            ("@label spam\n@lang en".into(), None, "@kind is missing"),
            ("@label spam\n@kind adult".into(), None, "@lang is missing"),
            ("@label spam\n@kind adult\n\nword\tweak".into(), Some(4), "@lang is missing"),
            ("@label spam\n@kind fruit\n@lang en".into(), Some(2), "unknown kind"),
            ("@kind legal\n@label spam\n@lang en".into(), Some(1), "legal is not a kind of spam"),
            ("@label boilerplate\n@kind adult\n@lang en".into(), Some(2), "not a kind of boilerplate"),
            ("@label function-words\n@kind other\n@lang en".into(), Some(2), "have no kind"),
            ("@label function-words\n@lang en\nthe\tweak".into(), Some(3), "have no class"),
            ("@label spam\n@label spam".into(), Some(2), "given before"),
            ("@labels spam".into(), Some(1), "unknown directive @labels"),
            ("@hit".into(), Some(1), "@hit without a value"),
            ("@kind  ".into(), Some(1), "blanks"),
            (after("word"), Some(4), "no class"),
            (after("word\tmild"), Some(4), "unknown class"),
            (after("word\t"), Some(4), "blanks"),
            (after("word \tweak"), Some(4), "blanks"),
            (after(" word\tweak"), Some(4), "blanks"),
            (after("\tweak"), Some(4), "blanks"),
            (after("*\tweak"), Some(4), "nothing of this term"),
            (after("a\u{7}b\tweak"), Some(4), "control"),
            (after("a\rb\tweak"), Some(4), "control"),
            (after("word\tweak\twhy"), Some(4), "starts with #"),
            (after("word\tweak\n@source us"), Some(5), "before the terms"),
            (after("word\tweak\n\nWord*\tstrong"), Some(6), "term of line 4"),
        ];
        for (text, line, message) in cases {
            let error = List::parse("some/list", &text).expect_err(&text);
            assert_eq!((error.origin(), error.line()), ("some/list", line), "{text:?}: {error}");
            assert!(error.to_string().contains(message), "{text:?}: {error}");
        }
    }

    #[test]
    fn names_all_faults() {
        let list =
            "@label spam\n@kind gambling\n@lang en\nbet\tmild\n@hit\nspin\tweak\n@lang de\nspin\tstrong\n";
        let cases: [(&str, &[Option<usize>]); 6] = [
            (list, &[Some(4), Some(5), Some(7), Some(8)]),
            ("@label spam\n@kind gambling\n@lang en\nbet\tweak\n", &[]),
            // Without a topic no term can be judged.
            ("@label spam\n@kinds gambling\n@lang en\nbet\tmild\nspin\tmild\n", &[Some(2), Some(4)]),
            ("@labels spam\n@hit\n", &[Some(1), Some(2), None]),
            ("\u{0}\n\u{0}\n", &[Some(1)]),
            ("", &[None]),
        ];
        for (text, lines) in cases {
            let faults = faults("l", text);
            assert_eq!(faults.iter().map(Error::line).collect::<Vec<_>>(), lines, "{text:?}");
            assert_eq!(List::parse("l", text).err().as_ref(), faults.first(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(@label spam\n@kind adult\n@lang x\n)?([a*@# \t\r\n\\PC]|strong|\tweak\n){0,60}") {
            if let Ok(list) = List::parse("l", &text) {
                proptest::prop_assert!(list.entries().iter().all(|entry| !entry.pattern.folded.is_empty()));
            }
        }
    }
}
