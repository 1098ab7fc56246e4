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
/// Those in `outputs` are passed over below an argument: they hold what an earlier run wrote.
pub(crate) fn expand<'p>(
    arguments: &[PathBuf],
    outputs: impl IntoIterator<Item = &'p Path>,
    log: &mut Log,
) -> Vec<Input> {
    let outputs = outputs.into_iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut walk = Walk { outputs, inputs: Vec::new(), log };
    for path in arguments {
        if path.is_dir() && !is_stdin(path) {
            walk.directory(path, Path::new(""));
        } else {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            walk.inputs.push(Input { path: path.clone(), relative });
        }
    }
    walk.inputs
}

struct Walk<'l> {
    outputs: Vec<PathBuf>,
    inputs: Vec<Input>,
    log: &'l mut Log,
}

impl Walk<'_> {
    fn directory(&mut self, directory: &Path, relative: &Path) {
        match entries(directory) {
            Ok(entries) => {
                for (path, is_directory) in entries {
                    let relative = path.file_name().map(|name| relative.join(name)).unwrap_or_default();
                    if !is_directory {
                        self.inputs.push(Input { path, relative });
                    } else if !self.is_output(&path) {
                        self.directory(&path, &relative);
                    }
                }
            }
            Err(error) => self.log.fail(&directory.display().to_string(), error),
        }
    }

    fn is_output(&self, directory: &Path) -> bool {
        !self.outputs.is_empty() && fs::canonicalize(directory).is_ok_and(|path| self.outputs.contains(&path))
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
        let arguments = [dir.path().join("b"), dir.path().to_owned(), "x/y.txt".into(), "-".into()];
        let mut expanded = |outputs: &[&Path]| -> Vec<PathBuf> {
            let inputs = expand(&arguments, outputs.iter().copied(), &mut log);
            inputs.into_iter().map(|input| input.relative).collect()
        };
        let all = ["2.jsonl", "c/1.jsonl", "a.txt", "b/2.jsonl", "b/c/1.jsonl", "z.txt", "y.txt", "-"];
        assert_eq!(expanded(&[]), all.map(PathBuf::from));
        // An argument is read, whatever it is; an output below one is not.
        let output = dir.path().join("b/c/../c");
        let rest = ["2.jsonl", "a.txt", "b/2.jsonl", "z.txt", "y.txt", "-"];
        assert_eq!(expanded(&[&output, &dir.path().join("b/new"), dir.path()]), rest.map(PathBuf::from));
    }
}
