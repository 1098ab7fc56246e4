//! `gangue lexicon`: work with wordlists.

use std::io;
use std::path::{Path, PathBuf};

use gangue::Lexicon;

use crate::log::Log;
use crate::setup::read_list;

/// Logs what is wrong with each file; nothing for files without a fault.
pub(crate) fn check(files: &[PathBuf], log: &mut Log) {
    files.iter().for_each(|path| check_one(path, log));
}

fn check_one(path: &Path, log: &mut Log) {
    match read_list(path) {
        Ok(text) => {
            let faults = Lexicon::faults(&path.display().to_string(), &text);
            faults.iter().for_each(|fault| log.bad_list(fault));
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => log.bad_list(error),
        Err(error) => log.stop(&error),
    }
}
