//! `gangue annotate`: labels and offsets, one line of JSON a page.

use std::borrow::Cow;
use std::io::{self, Write};

use gangue::{Kind, Label, Report, Segment};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::args::{AnnotateArgs, Format};
use crate::document::{self, Document, Origin};
use crate::figures::rounded;
use crate::log::Log;
use crate::output::Output;
use crate::setup;
use crate::stats::Collector;

/// Annotates all inputs.
pub(crate) fn run(args: &AnnotateArgs, log: &mut Log) -> io::Result<()> {
    let classifier = setup::classifier(&args.setup)?;
    let mut out = Output::open(args.output.path.as_deref(), &args.input.files)?;
    let mut stats = Collector::open(&args.stats, &args.id_field, &args.input.files)?;
    document::each(&args.input, Format::Jsonl, log, |document| {
        let report = stats.classify(&classifier, &document.text);
        stats.add(document, &report);
        serde_json::to_writer(&mut out, &Annotation::new(args, document, &report))?;
        out.write_all(b"\n")
    })?;
    out.flush()?;
    stats.finish()
}

/// One line of output.
#[derive(Serialize)]
struct Annotation<'d> {
    id: Id<'d>,
    segments: Segments<'d>,
    verdict: &'static str,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    clean: Option<Cow<'d, str>>,
}

impl<'d> Annotation<'d> {
    fn new(args: &AnnotateArgs, document: &'d Document<'d>, report: &'d Report<'d>) -> Self {
        Self {
            id: Id::of(document, &args.id_field),
            segments: Segments(report.segments()),
            verdict: report.verdict().as_str(),
            confidence: rounded(report.confidence()),
            clean: args.clean.then(|| if args.keep_glosses { report.body() } else { report.clean() }),
        }
    }
}

/// What names the page: the field of its record as it stands, or the path of its file.
#[derive(Serialize)]
#[serde(untagged)]
enum Id<'d> {
    Name(&'d str),
    Field(Option<&'d RawValue>),
}

impl<'d> Id<'d> {
    fn of(document: &'d Document<'d>, field: &str) -> Self {
        match &document.origin {
            Origin::Whole => Self::Name(document.name),
            Origin::Record(_, record) => Self::Field(record.get(field)),
        }
    }
}

/// Writes segments without collecting them first.
struct Segments<'d>(&'d [Segment<'d>]);

impl Serialize for Segments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Row::of))
    }
}

#[derive(Serialize)]
struct Row {
    start: usize,
    end: usize,
    label: &'static str,
    kind: Option<&'static str>,
    category: Option<&'static str>,
    score: f64,
}

impl Row {
    fn of(segment: &Segment<'_>) -> Self {
        let kind = segment.kind().map(Kind::as_str);
        Self {
            start: segment.span().start(),
            end: segment.span().end(),
            label: segment.label().as_str(),
            kind,
            category: kind.filter(|_| segment.label() == Label::Spam),
            score: rounded(segment.score()),
        }
    }
}
