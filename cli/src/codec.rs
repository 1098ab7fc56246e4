//! Compression of inputs and outputs, by extension or by the first bytes.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use bzip2::bufread::MultiBzDecoder;
use bzip2::write::BzEncoder;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use liblzma::bufread::XzDecoder;
use liblzma::write::XzEncoder;

/// Decompressed bytes read at once.
const BUFFER: usize = 1 << 17;
/// The level of zstd's own tool.
const ZSTD_LEVEL: i32 = 3;

/// How bytes are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Codec {
    #[default]
    Plain,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// Extension, first bytes, codec.
const CODECS: [(&str, &[u8], Codec); 4] = [
    ("gz", b"\x1F\x8B", Codec::Gzip),
    ("zst", b"\x28\xB5\x2F\xFD", Codec::Zstd),
    ("bz2", b"BZh", Codec::Bzip2),
    ("xz", b"\xFD7zXZ\0", Codec::Xz),
];

/// What follows `BZh` and a digit: the first block, or the end of an empty stream.
const BZIP2_BLOCKS: [&[u8]; 2] = [b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"];

impl Codec {
    /// The codec that the extension of a name stands for, and the name without it.
    pub(crate) fn of_name(name: &Path) -> (Self, &Path) {
        let extension = name.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let known = CODECS.iter().find(|(known, ..)| extension.eq_ignore_ascii_case(known));
        match (known, name.file_stem()) {
            (Some(&(.., codec)), Some(stem)) => (codec, Path::new(stem)),
            _ => (Self::Plain, name),
        }
    }

    /// The codec whose streams begin like `bytes`.
    fn of_bytes(bytes: &[u8]) -> Self {
        let codec =
            CODECS.iter().find(|(_, magic, _)| bytes.starts_with(magic)).map_or(Self::Plain, |known| known.2);
        let is_bzip2 =
            || BZIP2_BLOCKS.iter().any(|block| bytes.get(4..).is_some_and(|b| b.starts_with(block)));
        if codec == Self::Bzip2 && !is_bzip2() { Self::Plain } else { codec }
    }

    /// The extension, without dot; none for plain bytes.
    pub(crate) fn extension(self) -> Option<&'static str> {
        CODECS.iter().find(|known| known.2 == self).map(|known| known.0)
    }
}

/// The decompressed bytes of `reader`. The first bytes tell the codec; they must be those of `by_name`, if that is one.
///
/// # Errors
/// Where nothing can be read, or what the name promises is not there.
pub(crate) fn decoder(
    mut reader: impl BufRead + Send + 'static,
    by_name: Codec,
) -> io::Result<Box<dyn BufRead + Send>> {
    let first = reader.fill_buf()?;
    let codec = Codec::of_bytes(first);
    if by_name != Codec::Plain && codec != by_name {
        let what = if first.is_empty() { "an empty file" } else { "not compressed as its name says" };
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    Ok(match codec {
        Codec::Plain => Box::new(reader),
        Codec::Gzip => buffered(MultiGzDecoder::new(reader)),
        Codec::Zstd => buffered(zstd::Decoder::with_buffer(reader)?),
        Codec::Bzip2 => buffered(MultiBzDecoder::new(reader)),
        Codec::Xz => buffered(XzDecoder::new_multi_decoder(reader)),
    })
}

fn buffered(reader: impl io::Read + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// A writer that compresses.
pub(crate) enum Encoder<W: Write> {
    Plain(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::Encoder<'static, W>),
    Bzip2(BzEncoder<W>),
    Xz(XzEncoder<W>),
}

impl<W: Write> Encoder<W> {
    pub(crate) fn new(codec: Codec, writer: W) -> io::Result<Self> {
        Ok(match codec {
            Codec::Plain => Self::Plain(writer),
            Codec::Gzip => Self::Gzip(GzEncoder::new(writer, flate2::Compression::default())),
            Codec::Zstd => {
                let mut encoder = zstd::Encoder::new(writer, ZSTD_LEVEL)?;
                encoder.include_checksum(true)?;
                Self::Zstd(encoder)
            }
            Codec::Bzip2 => Self::Bzip2(BzEncoder::new(writer, bzip2::Compression::default())),
            Codec::Xz => Self::Xz(XzEncoder::new(writer, 6)),
        })
    }

    /// Writes what ends the stream.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(writer) => Ok(writer),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Zstd(encoder) => encoder.finish(),
            Self::Bzip2(encoder) => encoder.finish(),
            Self::Xz(encoder) => encoder.finish(),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Plain(writer) => writer,
            Self::Gzip(encoder) => encoder,
            Self::Zstd(encoder) => encoder,
            Self::Bzip2(encoder) => encoder,
            Self::Xz(encoder) => encoder,
        }
    }
}

impl<W: Write> Write for Encoder<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

/// `bytes` as a gzip member of its own.
pub(crate) fn gzip_member(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = Encoder::new(Codec::Gzip, Vec::new())?;
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    const ALL: [Codec; 5] = [Codec::Plain, Codec::Gzip, Codec::Zstd, Codec::Bzip2, Codec::Xz];

    fn encoded(codec: Codec, bytes: &[u8]) -> Vec<u8> {
        let mut encoder = Encoder::new(codec, Vec::new()).unwrap();
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn decoded(bytes: Vec<u8>, by_name: Codec) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        decoder(io::Cursor::new(bytes), by_name)?.read_to_end(&mut all)?;
        Ok(all)
    }

    #[test]
    fn what_was_compressed_comes_back() {
        for codec in ALL {
            for text in ["", "a", &"some text ".repeat(50_000)] {
                let bytes = encoded(codec, text.as_bytes());
                assert_eq!(decoded(bytes.clone(), Codec::Plain).unwrap(), text.as_bytes(), "{codec:?}");
                let twice = [bytes.clone(), bytes].concat();
                assert_eq!(
                    decoded(twice, codec).unwrap(),
                    text.repeat(2).as_bytes(),
                    "{codec:?}: streams in a row"
                );
            }
        }
    }

    #[test]
    fn what_is_cut_short_is_an_error() {
        let text: String = (0..20_000).map(|number| format!("{} ", number * 7919 % 10_007)).collect();
        for codec in &ALL[1..] {
            let bytes = encoded(*codec, text.as_bytes());
            for length in [0, 1, 3, bytes.len() / 2, bytes.len() - 1] {
                assert!(decoded(bytes[..length].to_vec(), *codec).is_err(), "{codec:?} {length}");
            }
        }
    }

    #[test]
    fn names_tell_the_codec() {
        let cases = [
            ("a.jsonl.gz", Codec::Gzip, "a.jsonl"),
            ("a.ZST", Codec::Zstd, "a"),
            ("a.bz2", Codec::Bzip2, "a"),
            ("a.txt.xz", Codec::Xz, "a.txt"),
            ("a.txt", Codec::Plain, "a.txt"),
            ("gz", Codec::Plain, "gz"),
            (".gz", Codec::Plain, ".gz"),
        ];
        for (name, codec, stem) in cases {
            assert_eq!(Codec::of_name(Path::new(name)), (codec, Path::new(stem)), "{name}");
        }
    }

    #[test]
    fn text_is_not_taken_for_compressed() {
        for text in ["BZh9 is how bzip2 files begin", "BZ", "(", "PK"] {
            assert_eq!(decoded(text.into(), Codec::Plain).unwrap(), text.as_bytes());
        }
    }
}
