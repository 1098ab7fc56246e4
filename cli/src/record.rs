//! One JSON object on a line. Fields other than the text are not interpreted, so that they pass through as they stand:
//! order, repeated names, and numbers of any size.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A record: its fields in order, each with the JSON of its value.
#[derive(Debug)]
pub(crate) struct Record<'l> {
    fields: Vec<(Cow<'l, str>, &'l RawValue)>,
}

/// A string that is borrowed from the line where it holds no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Borrowed<'l>(#[serde(borrow)] Cow<'l, str>);

impl<'l> Record<'l> {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with the line, and at which column, in bytes.
    pub(crate) fn parse(line: &'l [u8]) -> Result<Self, String> {
        let line = std::str::from_utf8(line)
            .map_err(|error| format!("invalid UTF-8 at column {}", error.valid_up_to() + 1))?;
        if line.trim_ascii_start().starts_with('{') {
            return serde_json::from_str(line).map_err(|error| message(&error));
        }
        Err(match serde_json::from_str::<&RawValue>(line) {
            Ok(_) => "not a JSON object".to_owned(),
            Err(error) => format!("not a JSON object: {}", message(&error)),
        })
    }

    /// The JSON of a field; of the last one with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'l RawValue> {
        self.fields.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// The string in a field.
    ///
    /// # Errors
    /// Where there is no such field, or it holds something else.
    pub(crate) fn text(&self, name: &str) -> Result<Cow<'l, str>, String> {
        let value = self.get(name).ok_or_else(|| format!("no field \"{name}\""))?;
        if !value.get().starts_with('"') {
            return Err(format!("field \"{name}\" is not a string but {}", type_of(value)));
        }
        let text: Borrowed<'l> = serde_json::from_str(value.get())
            .map_err(|error| format!("field \"{name}\": {}", message(&error)))?;
        Ok(text.0)
    }

    /// The record with `text` as the value of the field `name`.
    pub(crate) fn with_text<'r>(&'r self, name: &'r str, text: &'r str) -> impl Serialize + 'r {
        Replaced { record: self, name, text }
    }
}

/// The type of a JSON value, with its article.
fn type_of(value: &RawValue) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        Some(b'"') => "a string",
        _ => "a number",
    }
}

/// What the parser says, without the line number: it only ever saw one line. Objects are often written over several.
fn message(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let text = error.to_string();
    let hint = if error.is_eof() { "; a record is one line" } else { "" };
    text.strip_suffix(&place)
        .map_or_else(|| text.clone(), |what| format!("{what} at column {}{hint}", error.column()))
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some((Borrowed(name), value)) = map.next_entry()? {
            fields.push((name, value));
        }
        Ok(Record { fields })
    }
}

/// A record with another text.
struct Replaced<'r> {
    record: &'r Record<'r>,
    name: &'r str,
    text: &'r str,
}

impl Serialize for Replaced<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.record.fields.len()))?;
        for (name, value) in &self.record.fields {
            if name == self.name {
                map.serialize_entry(name, self.text)?;
            } else {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named() {
        let cases: [(&[u8], &str); 12] = [
            (b"{\"a\":}", "expected value at column 6"),
            (b"{\"a\":1", "EOF while parsing an object at column 6; a record is one line"),
            (b"{\"a\":1} x", "trailing characters at column 9"),
            (b"{'a':1}", "key must be a string at column 2"),
            (b"oops", "not a JSON object: expected value at column 1"),
            (b"[1, 2]", "not a JSON object"),
            (b"\"text\"", "not a JSON object"),
            (b"{\"text\":\"\xff\"}", "invalid UTF-8 at column 10"),
            (b"{\"text\":\"\\ud800\"}", "field \"text\": unexpected end of hex escape at column 8"),
            (b"{\"text\":7}", "field \"text\" is not a string but a number"),
            (b"{\"text\":null}", "field \"text\" is not a string but null"),
            (b"{\"body\":\"x\"}", "no field \"text\""),
        ];
        for (line, expected) in cases {
            let found = Record::parse(line).and_then(|record| record.text("text").map(|_| ()));
            assert_eq!(found, Err(expected.to_owned()), "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn deep_nesting_passes_through() {
        let line = format!("{{\"a\":{}{},\"text\":\"x\"}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Record::parse(line.as_bytes()).unwrap().text("text").unwrap(), "x");
    }

    #[test]
    fn other_fields_pass_through() {
        let cases = [
            (r#"{"text":"a","n":1}"#, r#"{"text":"NEW","n":1}"#),
            (r#"{"z": 1e400, "text": "a", "a": 1.0}"#, r#"{"z":1e400,"text":"NEW","a":1.0}"#),
            (
                r#"{"n":123456789012345678901234567890,"text":"","x":"\u00e9"}"#,
                r#"{"n":123456789012345678901234567890,"text":"NEW","x":"\u00e9"}"#,
            ),
            (r#"{"te\u0078t":"a","b":[{"text": 1}]}"#, r#"{"text":"NEW","b":[{"text": 1}]}"#),
            (r#"{"b":1,"b":2,"text":"x"}"#, r#"{"b":1,"b":2,"text":"NEW"}"#),
        ];
        for (line, expected) in cases {
            let record = Record::parse(line.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string(&record.with_text("text", "NEW")).unwrap(), expected);
        }
    }

    #[test]
    fn a_text_without_escapes_is_not_copied() {
        for (line, borrowed) in [(r#"{"text":"plain"}"#, true), (r#"{"text":"a\nb"}"#, false)] {
            let record = Record::parse(line.as_bytes()).unwrap();
            assert_eq!(matches!(record.text("text").unwrap(), Cow::Borrowed(_)), borrowed, "{line}");
        }
    }
}
