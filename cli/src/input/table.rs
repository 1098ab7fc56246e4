//! Parquet: each row is a record. Rows become JSON to be looked at; columns that only pass through stay as they are.

use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, Schema, SchemaRef};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ARROW_SCHEMA_META_KEY, ProjectionMask};
use parquet::basic::Compression;
use parquet::file::metadata::{ColumnChunkMetaData, KeyValue, ParquetMetaData, RowGroupMetaData};

use super::batch::FULL;
use super::json::Row;
use super::{Batch, Batches, Body, Columns, Fields, Wanted};

/// Rows of a batch, at most.
const ROWS: i64 = 1024;

/// What there is to a table besides its rows.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) schema: SchemaRef,
    pub(crate) compression: Compression,
    pub(crate) metadata: Vec<KeyValue>,
}

/// Rows that follow each other.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) shape: Arc<Shape>,
    pub(crate) batch: RecordBatch,
    /// The number of the first, counted from 1.
    first: usize,
    /// The columns to look at.
    seen: Vec<usize>,
}

impl Rows {
    /// Bytes it holds in memory.
    pub(crate) fn size(&self) -> usize {
        self.batch.get_array_memory_size()
    }

    /// The number of each row and what is looked at as JSON, or why it cannot be.
    pub(crate) fn each(&self, mut handle: impl FnMut(usize, Result<&[u8], String>)) {
        let mut line = Vec::new();
        for index in 0..self.batch.num_rows() {
            line.clear();
            let row = Row { rows: &self.batch, columns: &self.seen, index };
            match serde_json::to_writer(&mut line, &row) {
                Ok(()) => handle(self.first + index, Ok(&line)),
                Err(error) => handle(self.first + index, Err(error.to_string())),
            }
        }
    }
}

/// The rows of a file.
pub(crate) struct Table {
    rows: ParquetRecordBatchReader,
    name: Arc<str>,
    shape: Arc<Shape>,
    seen: Vec<usize>,
    /// Rows that came out.
    next: usize,
    ended: bool,
    /// Bytes of the file for each row, and where they are counted.
    row: u64,
    read: Arc<AtomicU64>,
}

impl Table {
    pub(crate) fn open(file: File, name: Arc<str>, wanted: &Wanted) -> io::Result<Self> {
        let length = file.metadata()?.len();
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
        check(builder.schema(), &wanted.fields.text)?;
        let fields = columns(builder.schema(), &wanted.fields);
        let mask = match wanted.columns {
            Columns::Fields => ProjectionMask::roots(builder.parquet_schema(), fields.iter().copied()),
            Columns::All | Columns::Pass => ProjectionMask::all(),
        };
        let (rows, compression) = (rows_at_once(builder.metadata()), compression(builder.metadata()));
        let metadata = metadata(builder.metadata());
        let count = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let rows = builder.with_projection(mask).with_batch_size(rows).build().map_err(broken)?;
        let schema = rows.schema();
        let seen = match wanted.columns {
            Columns::Pass => fields,
            Columns::Fields | Columns::All => (0..schema.fields().len()).collect(),
        };
        let shape = Arc::new(Shape { schema, compression, metadata });
        let (row, read) = (length / count.max(1), Arc::clone(&wanted.read));
        Ok(Self { rows, name, shape, seen, next: 0, ended: false, row, read })
    }

    fn batch(&self, batch: RecordBatch) -> Batch {
        let rows =
            Rows { shape: Arc::clone(&self.shape), batch, first: self.next + 1, seen: self.seen.clone() };
        Batch { name: Arc::clone(&self.name), body: Body::Rows(rows) }
    }
}

impl Batches for Table {
    /// At least one batch, which may be empty: a table without rows has its columns.
    fn next(&mut self) -> io::Result<Option<Batch>> {
        if self.ended {
            return Ok(None);
        }
        let Some(batch) = self.rows.next() else {
            self.ended = true;
            let empty = || self.batch(RecordBatch::new_empty(Arc::clone(&self.shape.schema)));
            return Ok((self.next == 0).then(empty));
        };
        let batch = batch.map_err(broken)?;
        let count = batch.num_rows();
        let batch = self.batch(batch);
        self.next += count;
        self.read.fetch_add(self.row * count as u64, Ordering::Relaxed);
        Ok(Some(batch))
    }
}

fn broken(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

/// The column of the text is there, and of strings.
fn check(schema: &Schema, text: &str) -> io::Result<()> {
    let Ok(field) = schema.field_with_name(text) else {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        return Err(broken(format_args!("no column \"{text}\"; there are {}", names.join(", "))));
    };
    match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(()),
        other => Err(broken(format_args!("column \"{text}\" is not of strings but of {other}"))),
    }
}

/// The columns that hold fields.
fn columns(schema: &Schema, fields: &Fields) -> Vec<usize> {
    let named = |name: &str| [&fields.text, &fields.id].iter().any(|field| *field == name);
    let all = schema.fields().iter().enumerate();
    all.filter(|(_, field)| named(field.name())).map(|(index, _)| index).collect()
}

/// The number of rows that about fill a batch.
fn rows_at_once(metadata: &ParquetMetaData) -> usize {
    let groups = metadata.row_groups();
    let bytes: i64 = groups.iter().map(RowGroupMetaData::total_byte_size).sum();
    let rows: i64 = groups.iter().map(RowGroupMetaData::num_rows).sum();
    let row = (bytes / rows.max(1)).max(1);
    let full = i64::try_from(FULL).unwrap_or(i64::MAX);
    usize::try_from((full / row).clamp(1, ROWS)).unwrap_or(1)
}

/// The compression of the first column that has one.
fn compression(metadata: &ParquetMetaData) -> Compression {
    let columns = metadata.row_groups().iter().flat_map(RowGroupMetaData::columns);
    columns
        .map(ColumnChunkMetaData::compression)
        .find(|&compression| compression != Compression::UNCOMPRESSED)
        .unwrap_or(Compression::UNCOMPRESSED)
}

/// The metadata of the file, without the schema, which is written anew.
fn metadata(metadata: &ParquetMetaData) -> Vec<KeyValue> {
    let all = metadata.file_metadata().key_value_metadata().into_iter().flatten();
    all.filter(|pair| pair.key != ARROW_SCHEMA_META_KEY).cloned().collect()
}
