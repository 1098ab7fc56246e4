//! `gangue annotate`: labels and offsets, one line of JSON a page.

use std::borrow::Cow;
use std::io::{self, Write};

use gangue::{Kind, Label, Report, Segment};
use serde::{Serialize, Serializer};

use crate::args::{AnnotateArgs, Annotations, Format};
use crate::document::{Document, Id};
use crate::dolma;
use crate::figures::rounded;
use crate::input::Columns;
use crate::log::Log;
use crate::run::{self, Command};
use crate::work::{Fate, Page, Task};

/// Annotates all inputs.
pub(crate) fn run(args: &AnnotateArgs, log: &mut Log) -> io::Result<()> {
    let command = Command {
        input: &args.input,
        output: args.output.path(),
        setup: &args.setup,
        run: &args.run,
        stats: &args.stats,
        stdin: Format::Jsonl,
        format: Some(Format::Jsonl),
        columns: Columns::Fields,
    };
    run::run(&command, Box::new(Annotate(args.clone())), log)
}

struct Annotate(AnnotateArgs);

impl Task for Annotate {
    fn page(&self, document: &Document<'_>, report: &Report<'_>, page: &mut Page<'_>) -> io::Result<Fate> {
        match self.0.output_format {
            Annotations::Jsonl => {
                serde_json::to_writer(&mut *page.out, &Annotation::new(&self.0, document, report))?;
            }
            Annotations::Dolma => dolma::write(page.out, &document.id(&self.0.input.id_field), report)?,
        }
        page.out.write_all(b"\n")?;
        Ok(Fate::Written(report.kept().map(|segment| segment.span().len()).sum()))
    }

    fn passes(&self) -> bool {
        false
    }
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
            id: document.id(&args.input.id_field),
            segments: Segments(report.segments()),
            verdict: report.verdict().as_str(),
            confidence: rounded(report.confidence()),
            clean: args.clean.then(|| if args.keep_glosses { report.body() } else { report.clean() }),
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
