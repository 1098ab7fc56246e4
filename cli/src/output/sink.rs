//! A sink takes what workers made, and writes it to standard output or a file.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;

use super::file::{Interrupt, Pending};
use super::table::TableWriter;
use super::{BUFFER, named};
use crate::codec::{Codec, Encoder};
use crate::input::Shape;

/// What becomes of a batch.
#[derive(Debug)]
pub(crate) enum Chunk {
    Bytes(Vec<u8>),
    Rows(Arc<Shape>, RecordBatch),
}

/// Where to write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    Stdout,
    File(PathBuf),
}

impl Target {
    /// Its name in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdout => "<stdout>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) => Some(path),
        }
    }
}

/// An open target.
pub(crate) enum Sink {
    Bytes(Box<Encoder<Raw>>),
    /// A table, which begins with its first chunk.
    Table(Option<Raw>, Option<Box<TableWriter<Raw>>>),
}

impl Sink {
    pub(crate) fn bytes(target: &Target, codec: Codec, interrupt: &Interrupt) -> io::Result<Self> {
        Ok(Self::Bytes(Box::new(Encoder::new(codec, Raw::open(target, interrupt)?)?)))
    }

    pub(crate) fn table(target: &Target, interrupt: &Interrupt) -> io::Result<Self> {
        Ok(Self::Table(Some(Raw::open(target, interrupt)?), None))
    }

    pub(crate) fn write(&mut self, chunk: &Chunk) -> io::Result<()> {
        match (self, chunk) {
            (Self::Bytes(encoder), Chunk::Bytes(bytes)) => encoder.write_all(bytes),
            (Self::Table(raw, writer), Chunk::Rows(shape, rows)) => {
                if let Some(raw) = raw.take() {
                    *writer = Some(Box::new(TableWriter::new(raw, shape)?));
                }
                writer.as_mut().map_or(Ok(()), |writer| writer.write(rows))
            }
            _ => Err(io::Error::other("rows and bytes do not go into one output")),
        }
    }

    /// All is written.
    pub(crate) fn finish(self) -> io::Result<Written> {
        let mut raw = match self {
            Self::Bytes(encoder) => Some(encoder.finish()?),
            Self::Table(_, Some(writer)) => Some(writer.finish()?),
            Self::Table(raw, None) => raw,
        };
        if let Some(raw) = &mut raw {
            raw.flush()?;
        }
        Ok(Written(raw))
    }
}

/// A target that has all its bytes, but not yet its name.
pub(crate) struct Written(Option<Raw>);

impl Written {
    /// Gives the file its name, once it is on the disk.
    pub(crate) fn commit(self) -> io::Result<()> {
        self.0.map_or(Ok(()), Raw::commit)
    }
}

/// Bytes on their way to a target; errors name it.
pub(crate) struct Raw {
    name: String,
    stream: Stream,
}

enum Stream {
    /// A terminal sees each line at once.
    Terminal(io::Stdout),
    Stdout(BufWriter<io::Stdout>),
    File(BufWriter<Pending>),
}

impl Raw {
    fn open(target: &Target, interrupt: &Interrupt) -> io::Result<Self> {
        let name = target.name();
        let stream = match target {
            Target::Stdout if io::stdout().is_terminal() => Stream::Terminal(io::stdout()),
            Target::Stdout => Stream::Stdout(BufWriter::with_capacity(BUFFER, io::stdout())),
            Target::File(path) => {
                let pending = Pending::create(path, interrupt).map_err(|error| named(&name, &error))?;
                Stream::File(BufWriter::with_capacity(BUFFER, pending))
            }
        };
        Ok(Self { name, stream })
    }

    fn commit(self) -> io::Result<()> {
        match self.stream {
            Stream::Terminal(_) | Stream::Stdout(_) => Ok(()),
            Stream::File(writer) => writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(Pending::commit)
                .map_err(|error| named(&self.name, &error)),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.stream {
            Stream::Terminal(stdout) => stdout,
            Stream::Stdout(writer) => writer,
            Stream::File(writer) => writer,
        }
    }
}

impl Write for Raw {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes).map_err(|error| named(&self.name, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush().map_err(|error| named(&self.name, &error))
    }
}
