//! Inputs from arguments: a directory stands for the files in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::log::Log;

use super::is_stdin;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    /// Its place below the argument that names it.
    pub(crate) relative: PathBuf,
}

/// The files that the arguments name, those of directories sorted by name. Directories that cannot be read go to the log.
pub(crate) fn expand(arguments: &[PathBuf], log: &mut Log) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in arguments {
        if path.is_dir() && !is_stdin(path) {
            walk(path, Path::new(""), &mut inputs, log);
        } else {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Input { path: path.clone(), relative });
        }
    }
    inputs
}

fn walk(directory: &Path, relative: &Path, inputs: &mut Vec<Input>, log: &mut Log) {
    match entries(directory) {
        Ok(entries) => {
            for (path, is_directory) in entries {
                let relative = path.file_name().map(|name| relative.join(name)).unwrap_or_default();
                if is_directory {
                    walk(&path, &relative, inputs, log);
                } else {
                    inputs.push(Input { path, relative });
                }
            }
        }
        Err(error) => log.fail(&directory.display().to_string(), error),
    }
}

/// What is in a directory, sorted, each with whether it is a directory itself. Not what is hidden, and not `_SUCCESS`
/// and its like, which are no data; links to directories are not followed, for they can lead in circles.
fn entries(directory: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let path = entry.path();
        let is_data = !entry.file_name().to_string_lossy().starts_with(['.', '_']);
        if is_data && (kind.is_dir() || path.is_file()) {
            found.push((path, kind.is_dir()));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_stands_for_its_files() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("b/c")).unwrap();
        for name in ["z.txt", "a.txt", ".hidden", "_SUCCESS", "b/c/1.jsonl", "b/2.jsonl"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        let mut log = Log::default();
        let inputs =
            expand(&[dir.path().join("b"), dir.path().to_owned(), "x/y.txt".into(), "-".into()], &mut log);
        let relative: Vec<&str> = inputs.iter().filter_map(|input| input.relative.to_str()).collect();
        assert_eq!(
            relative,
            ["2.jsonl", "c/1.jsonl", "a.txt", "b/2.jsonl", "b/c/1.jsonl", "z.txt", "y.txt", "-"]
        );
    }
}
