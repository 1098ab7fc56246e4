//! The tool's reader of archives (WARC and WET): records, or a fault that names one, however the bytes come in; a record
//! with a new block can be read again.

#![no_main]
#![allow(dead_code, reason = "the modules are those of the tool, and not all of them is used here")]

#[path = "../../cli/src/input/records.rs"]
mod records;
#[path = "../../cli/src/input/warc.rs"]
mod warc;

use std::io::BufReader;

use libfuzzer_sys::fuzz_target;
use records::Records;
use warc::{Headers, Reader};

/// Head and block.
type Record = (Vec<u8>, Vec<u8>);

/// The records up to the fault, if there is one.
fn read(bytes: &[u8], capacity: usize) -> (Vec<Record>, Option<String>) {
    let mut reader = Reader::new(BufReader::with_capacity(capacity, bytes));
    let (mut buffer, mut found) = (Vec::new(), Vec::new());
    loop {
        match reader.next(&mut buffer) {
            Ok(Some(piece)) => {
                assert_eq!(piece.number, found.len() + 1);
                found
                    .push((buffer[piece.start..piece.head].to_vec(), buffer[piece.head..piece.end].to_vec()));
            }
            Ok(None) => return (found, None),
            Err(fault) => return (found, Some(fault.to_string())),
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let (found, fault) = read(bytes, bytes.len().max(1));
    assert_eq!(read(bytes, 1), (found.clone(), fault.clone()));
    assert!(fault.is_none_or(|fault| fault.starts_with(&format!("record {}: ", found.len() + 1))));
    for (head, block) in found {
        let new = [&b"WARC/1.0\r\n"[..], &block].concat();
        for block in [block, new] {
            let head = Headers::new(&head).for_new_block(block.len());
            let digest = Headers::new(&head).get("WARC-Block-Digest");
            assert_eq!(digest, None);
            let record = [&head, &block[..], b"\r\n\r\n"].concat();
            assert_eq!(read(&record, 7), (vec![(head, block)], None));
        }
    }
});
