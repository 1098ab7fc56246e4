//! The tool's reader of records: a line of JSON, or a fault with its column; other fields pass through.

#![no_main]
#![allow(dead_code, reason = "the module is that of the tool, and not all of it is used here")]

#[path = "../../cli/src/record.rs"]
mod record;

use libfuzzer_sys::fuzz_target;
use record::Record;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    for line in bytes.split(|&byte| byte == b'\n') {
        let record = match Record::parse(line) {
            Ok(record) => record,
            Err(fault) => {
                assert!(!fault.is_empty());
                continue;
            }
        };
        let Ok(text) = record.text("text") else { continue };
        let written = serde_json::to_string(&record.with_text("text", &text)).expect("a record can be written");
        // What is too deep for a tree of values, or holds half a surrogate pair elsewhere, passes through all the same.
        if let Ok(before) = serde_json::from_slice::<Value>(line) {
            assert_eq!(serde_json::from_str::<Value>(&written).ok(), Some(before));
        }
        let again = Record::parse(written.as_bytes()).expect("what was written can be read");
        assert_eq!(again.text("text").as_deref(), Ok(&*text));
    }
});
