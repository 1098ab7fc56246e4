//! The same pages in every format, written without the tool.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int64Array, ListArray, RecordBatch, StringArray, types::Int32Type};
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression as TableCompression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::common::{ARTICLE, record};

/// Id and text of a page.
pub(crate) type Page = (String, String);

/// Pages that differ in length, script and what is to be cut.
pub(crate) fn pages(count: usize) -> Vec<Page> {
    (0..count).map(|number| (format!("pages/{number:04}.txt"), text(number))).collect()
}

fn text(number: usize) -> String {
    let menu = "Home | News | Sport | Contact | Archive";
    match number % 6 {
        0 => ARTICLE.to_owned(),
        1 => format!("{menu}\n\n{ARTICLE}\nCopyright {number}. All rights reserved.\n"),
        2 => String::new(),
        3 => "河邊的新圖書館今天開門,第一天就來了兩千個讀者。館長說,這裡的書比舊館多三倍。\n"
            .repeat(1 + number % 3),
        4 => format!("{}\n{ARTICLE}", "best casino bonus, free spins online, casino jackpot, ".repeat(4)),
        _ => format!(
            "Page \"{number}\"\twith \\ and é.\r\n{}",
            "One more sentence stands here. ".repeat(number % 40)
        ),
    }
}

/// As JSON Lines.
pub(crate) fn jsonl(pages: &[Page]) -> Vec<u8> {
    pages.iter().flat_map(|(id, text)| record(id, text).into_bytes()).collect()
}

pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}

pub(crate) fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 0);
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A record of an archive.
pub(crate) fn archived(kind: &str, id: &str, text: &str) -> Vec<u8> {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nX-Kept: as it is\r\n");
    let head = format!("{head}WARC-Block-Digest: sha1:{id}\r\nContent-Length: {}\r\n\r\n", text.len());
    [head.as_bytes(), text.as_bytes(), b"\r\n\r\n"].concat()
}

/// The records of an archive: one that tells of it, then a page each.
pub(crate) fn archive(pages: &[Page]) -> Vec<Vec<u8>> {
    let info = archived("warcinfo", "info", "software: none\r\n");
    [info].into_iter().chain(pages.iter().map(|(id, text)| archived("conversion", id, text))).collect()
}

/// As a table with columns beside, in several groups of rows.
pub(crate) fn table(path: &Path, pages: &[Page]) {
    let ids = StringArray::from_iter_values(pages.iter().map(|page| &page.0));
    let texts = StringArray::from_iter_values(pages.iter().map(|page| &page.1));
    let count = i64::try_from(pages.len()).expect("few pages");
    let numbers =
        Int64Array::from_iter((0..count).map(|number| (number % 3 > 0).then_some(number * 1_000_003)));
    let lists = ListArray::from_iter_primitive::<Int32Type, _, _>(
        (0..i32::try_from(count).expect("few pages")).map(|number| Some(vec![Some(number), None])),
    );
    let columns: [(&str, ArrayRef); 4] = [
        ("n", Arc::new(numbers)),
        ("text", Arc::new(texts)),
        ("list", Arc::new(lists)),
        ("id", Arc::new(ids)),
    ];
    write_table(
        path,
        &RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
            .expect("columns"),
    );
}

pub(crate) fn write_table(path: &Path, rows: &RecordBatch) {
    let properties = WriterProperties::builder()
        .set_compression(TableCompression::SNAPPY)
        .set_max_row_group_row_count(Some(50))
        .set_key_value_metadata(Some(vec![KeyValue::new("about".to_owned(), "a test".to_owned())]))
        .build();
    let file = File::create(path).expect("a file");
    let mut writer = ArrowWriter::try_new(file, rows.schema(), Some(properties)).expect("a table");
    writer.write(rows).expect("rows");
    writer.close().expect("a table");
}

/// The rows of a table, its schema and metadata.
pub(crate) fn read_table(path: &Path) -> (RecordBatch, Vec<KeyValue>) {
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(File::open(path).expect("the table")).expect("a table");
    let metadata = builder.metadata().file_metadata().key_value_metadata().cloned().unwrap_or_default();
    let reader = builder.with_batch_size(1 << 20).build().expect("a reader");
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let rows = reader.map(|rows| rows.expect("rows")).next();
    (rows.unwrap_or_else(|| RecordBatch::new_empty(schema)), metadata)
}

/// The strings in a column.
pub(crate) fn strings(rows: &RecordBatch, name: &str) -> Vec<String> {
    let column = rows.column_by_name(name).expect("the column");
    let strings = column.as_any().downcast_ref::<StringArray>().expect("strings");
    strings.iter().map(|text| text.unwrap_or("null").to_owned()).collect()
}

/// The file, decompressed by what its name says.
pub(crate) fn plain(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("the file");
    let mut plain = Vec::new();
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension {
        Some("gz") => flate2::read::MultiGzDecoder::new(&*bytes).read_to_end(&mut plain).expect("gzip"),
        Some("zst") => zstd::Decoder::new(&*bytes).expect("zstd").read_to_end(&mut plain).expect("zstd"),
        Some("bz2") => bzip2::read::MultiBzDecoder::new(&*bytes).read_to_end(&mut plain).expect("bzip2"),
        Some("xz") => liblzma::read::XzDecoder::new(&*bytes).read_to_end(&mut plain).expect("xz"),
        _ => return bytes,
    };
    plain
}

/// Writes the pages to `dir` in all formats that hold many: the names of the files.
pub(crate) fn write_all(dir: &Path, pages: &[Page]) -> Vec<&'static str> {
    let lines = jsonl(pages);
    let records = archive(pages);
    let files: [(&str, Vec<u8>); 10] = [
        ("pages.jsonl", lines.clone()),
        ("pages.jsonl.gz", gz(&lines)),
        ("pages.jsonl.zst", zst(&lines)),
        ("pages.jsonl.bz2", bz2(&lines)),
        ("pages.jsonl.xz", xz(&lines)),
        ("members.jsonl.gz", lines.chunks(5000).flat_map(gz).collect()),
        ("pages.warc", records.concat()),
        ("pages.warc.wet.gz", records.iter().flat_map(|record| gz(record)).collect()),
        ("whole.wet.gz", gz(&records.concat())),
        ("pages.wet.zst", zst(&records.concat())),
    ];
    for (name, bytes) in &files {
        fs::write(dir.join(name), bytes).expect("a file");
    }
    table(&dir.join("pages.parquet"), pages);
    files.iter().map(|file| file.0).chain(["pages.parquet"]).collect()
}

/// Writes each page to a file of its own.
pub(crate) fn write_texts(dir: &Path, pages: &[Page]) {
    for (id, text) in pages {
        let path = dir.join(id);
        fs::create_dir_all(path.parent().expect("a directory")).expect("it");
        fs::write(path, text).expect("a file");
    }
}
