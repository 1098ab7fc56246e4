//! Where results go: standard output, or files that appear when they are complete.

mod commit;
mod file;
mod sink;
mod table;

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(crate) use commit::Committer;
pub(crate) use file::Interrupt;
pub(crate) use file::remove_stale;
pub(crate) use sink::{Chunk, Sink, Target};
pub(crate) use table::with_texts;

/// Bytes written at once: large enough that the system calls do not show.
const BUFFER: usize = 1 << 16;

/// A buffered writer whose errors name it, for what people read.
pub(crate) struct Output {
    name: String,
    writer: Box<dyn Write>,
}

impl Output {
    /// Opens the file at `path`, or standard output. Refuses a file that is one of `inputs` or lies in one of them, for it
    /// would be emptied before it is read.
    pub(crate) fn open<'p>(
        path: Option<&Path>,
        inputs: impl IntoIterator<Item = &'p PathBuf>,
    ) -> io::Result<Self> {
        match path {
            Some(path) => {
                let writer = create(path, inputs).map_err(|error| named(path.display(), &error))?;
                Ok(Self { name: path.display().to_string(), writer: Box::new(writer) })
            }
            None => Ok(Self { name: "<stdout>".to_owned(), writer: standard() }),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes).map_err(|error| named(&self.name, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush().map_err(|error| named(&self.name, &error))
    }
}

fn create<'p>(path: &Path, inputs: impl IntoIterator<Item = &'p PathBuf>) -> io::Result<BufWriter<File>> {
    if inputs.into_iter().any(|input| holds(input, path)) {
        return Err(is_input());
    }
    Ok(BufWriter::with_capacity(BUFFER, File::create(path)?))
}

/// Whether the input is this file, or a directory above it.
fn holds(input: &Path, file: &Path) -> bool {
    matches!((fs::canonicalize(input), fs::canonicalize(file)), (Ok(input), Ok(file)) if file.starts_with(&input))
}

/// An output would overwrite what is read.
pub(crate) fn is_input() -> io::Error {
    io::Error::other("is also an input; write to another file")
}

/// Standard output; a terminal sees each line at once.
fn standard() -> Box<dyn Write + Send> {
    let stdout = io::stdout();
    if stdout.is_terminal() { Box::new(stdout) } else { Box::new(BufWriter::with_capacity(BUFFER, stdout)) }
}

/// The error with a name before it; of the same kind.
pub(crate) fn named(name: impl std::fmt::Display, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}
