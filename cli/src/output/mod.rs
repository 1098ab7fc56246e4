//! Where results go: standard output, or files that appear when they are complete.

mod commit;
mod file;
mod sink;
mod table;

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

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
    /// Opens the file at `path`, or standard output. Refuses a file that is also in `inputs`, for it would be emptied
    /// before it is read.
    pub(crate) fn open(path: Option<&Path>, inputs: &[impl AsRef<Path>]) -> io::Result<Self> {
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

fn create(path: &Path, inputs: &[impl AsRef<Path>]) -> io::Result<impl Write + 'static> {
    if inputs.iter().any(|input| is_same(input.as_ref(), path)) {
        return Err(is_input());
    }
    Ok(BufWriter::with_capacity(BUFFER, File::create(path)?))
}

/// Whether both are one file that exists.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(a), Ok(b)) if a == b)
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
