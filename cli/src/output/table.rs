//! Parquet: rows with another text, written in groups of bounded size.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use arrow_schema::{ArrowError, DataType};
use arrow_select::filter::filter_record_batch;
use parquet::arrow::ArrowWriter;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::input::Shape;

/// Bytes of a group of rows, at most: so much is kept in memory until the group is written.
const GROUP: usize = 32 << 20;
/// A column whose values repeat little is not worth a large dictionary.
const DICTIONARY: usize = 1 << 18;

/// Writes a table.
pub(crate) struct TableWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
    shape: Arc<Shape>,
}

impl<W: Write + Send> TableWriter<W> {
    pub(crate) fn new(writer: W, shape: &Arc<Shape>) -> io::Result<Self> {
        let metadata = (!shape.metadata.is_empty()).then(|| shape.metadata.clone());
        let properties = WriterProperties::builder()
            .set_compression(shape.compression)
            .set_dictionary_page_size_limit(DICTIONARY)
            .set_key_value_metadata(metadata)
            .build();
        let writer =
            ArrowWriter::try_new(writer, Arc::clone(&shape.schema), Some(properties)).map_err(failed)?;
        Ok(Self { writer, shape: Arc::clone(shape) })
    }

    pub(crate) fn write(&mut self, rows: &RecordBatch) -> io::Result<()> {
        if rows.schema() != self.shape.schema {
            return Err(io::Error::other("tables with different columns do not go into one output"));
        }
        self.writer.write(rows).map_err(failed)?;
        if self.writer.in_progress_size() > GROUP { self.writer.flush().map_err(failed) } else { Ok(()) }
    }

    pub(crate) fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(failed)
    }
}

/// The error of the writer below, where it is one.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

/// The rows with these texts in the column `field`, without those that have none.
pub(crate) fn with_texts(
    rows: &RecordBatch,
    field: &str,
    texts: &[Option<String>],
) -> Result<RecordBatch, ArrowError> {
    let column = rows.schema().index_of(field)?;
    let values = texts.iter().map(|text| Some(text.as_deref().unwrap_or_default()));
    let array: ArrayRef = match rows.schema().field(column).data_type() {
        DataType::LargeUtf8 => Arc::new(LargeStringArray::from_iter(values)),
        DataType::Utf8View => Arc::new(StringViewArray::from_iter(values)),
        _ => Arc::new(StringArray::from_iter(values)),
    };
    let mut columns = rows.columns().to_vec();
    if let Some(place) = columns.get_mut(column) {
        *place = array;
    }
    let rows = RecordBatch::try_new(rows.schema(), columns)?;
    if texts.iter().all(Option::is_some) {
        return Ok(rows);
    }
    filter_record_batch(&rows, &BooleanArray::from_iter(texts.iter().map(|text| Some(text.is_some()))))
}

#[cfg(test)]
mod tests {
    use arrow_schema::{Field, Schema};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use parquet::basic::Compression;

    use super::*;

    /// Bytes of a text, which repeats nothing of another one.
    const TEXT: usize = 1 << 18;

    fn rows(first: usize, count: usize) -> RecordBatch {
        let texts = (first..first + count).map(|number| Some(format!("{number} ").repeat(TEXT / 4)));
        let texts: ArrayRef = Arc::new(StringArray::from_iter(texts));
        RecordBatch::try_from_iter_with_nullable([("text", texts, true)]).unwrap()
    }

    #[test]
    fn groups_are_bounded_and_small_ones_are_joined() {
        let schema = Arc::new(Schema::new(vec![Field::new("text", DataType::Utf8, true)]));
        let shape = Arc::new(Shape { schema, compression: Compression::UNCOMPRESSED, metadata: Vec::new() });
        let mut writer = TableWriter::new(Vec::new(), &shape).unwrap();
        let mut most = 0;
        for number in 0..60 {
            writer.write(&rows(100 + 4 * number, 4)).unwrap();
            most = most.max(writer.writer.memory_size());
        }
        // A group is written when it is full, and so holds at most one write more.
        assert!((GROUP / 2..=GROUP + 4 * TEXT).contains(&most), "{most}");
        let bytes = writer.finish().unwrap();
        let groups = groups(&bytes);
        assert!((2..=4).contains(&groups.len()), "{groups:?}");
        assert_eq!(groups.iter().sum::<i64>(), 240);
    }

    /// The numbers of rows in the groups of a table.
    fn groups(bytes: &[u8]) -> Vec<i64> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        builder
            .metadata()
            .row_groups()
            .iter()
            .map(parquet::file::metadata::RowGroupMetaData::num_rows)
            .collect()
    }
}
