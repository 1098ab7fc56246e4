//! A report for people.

use std::io::{self, Write};

use gangue::{Kind, Label, Report, Segment};

use super::bar::bar;
use super::escape::escaped;
use super::lines::Flow;
use super::palette::Palette;
use super::{marks, reasons, suspects};
use crate::suspects::Suspects;

/// How to show it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) palette: Palette,
    /// Columns of a line.
    pub(crate) width: usize,
    /// Nothing is folded.
    pub(crate) full: bool,
}

/// Writes a report: a head, then each segment with its reasons and suspects. `name` names the page.
pub(crate) fn write_report(
    out: &mut impl Write,
    name: &str,
    report: &Report<'_>,
    suspects: &Suspects<'_>,
    view: View,
) -> io::Result<()> {
    write_head(out, name, report, view)?;
    let mut line = LineCount::new(report.text());
    for segment in report.segments() {
        writeln!(out)?;
        write_segment_head(out, segment, line.at(segment.span().start()), view)?;
        write_text(out, report, segment, view)?;
        for reason in reasons::lines(segment, view.palette, view.width.saturating_sub(2), view.full) {
            writeln!(out, "  {reason}")?;
        }
        for suspect in suspects::lines(suspects, segment.span(), view) {
            writeln!(out, "  {suspect}")?;
        }
    }
    Ok(())
}

fn write_head(out: &mut impl Write, name: &str, report: &Report<'_>, view: View) -> io::Result<()> {
    let (strong, name) = (view.palette.strong(), escaped(name));
    let (verdict, confidence) = (report.verdict(), report.confidence());
    writeln!(out, "{strong}{name}{strong:#}: {strong}{verdict}{strong:#}, confidence {confidence:.2}")?;
    writeln!(out, "  {}", kept(report))?;
    for count in [segments(report), glosses(report)].into_iter().flatten() {
        writeln!(out, "  {count}")?;
    }
    Ok(())
}

/// How much is kept, in characters that are not white space.
fn kept(report: &Report<'_>) -> String {
    let visible = |segment: &Segment<'_>| segment.text().chars().filter(|c| !c.is_whitespace()).count();
    let kept: usize = report.kept().map(visible).sum();
    let cut: usize = report.cut().map(visible).sum();
    let all = kept + cut;
    match (100 * kept).checked_div(all) {
        Some(share) => format!("keeps {kept} of {all} characters ({share} %)"),
        None => "has no text".to_owned(),
    }
}

/// How many segments there are of each label: `1 spam, 3 body`.
fn segments(report: &Report<'_>) -> Option<String> {
    let count = |label: Label| report.segments().iter().filter(|segment| segment.label() == label).count();
    let counts = Label::ALL.iter().map(|&label| (label, count(label))).filter(|&(_, count)| count > 0);
    let counts: Vec<String> = counts.map(|(label, count)| format!("{count} {label}")).collect();
    (!counts.is_empty()).then(|| format!("segments: {}", counts.join(", ")))
}

fn glosses(report: &Report<'_>) -> Option<String> {
    match report.glosses().len() {
        0 => None,
        1 => Some("1 injected reading".to_owned()),
        count => Some(format!("{count} injected readings")),
    }
}

fn write_segment_head(
    out: &mut impl Write,
    segment: &Segment<'_>,
    line: usize,
    view: View,
) -> io::Result<()> {
    let (style, quiet) = (view.palette.label(segment.label()), view.palette.quiet());
    let label = segment.label();
    let kind = segment.kind().map_or("", Kind::as_str);
    let (bar, score) = (bar(segment.score()), segment.score());
    let fate = if segment.is_kept() { "kept" } else { "cut " };
    let span = segment.span();
    writeln!(
        out,
        "{style}{label:<11}{style:#} {kind:<11} {style}{bar}{style:#} {score:.2}  {fate}  {quiet}line {line}, bytes {span:?}{quiet:#}"
    )
}

fn write_text(
    out: &mut impl Write,
    report: &Report<'_>,
    segment: &Segment<'_>,
    view: View,
) -> io::Result<()> {
    let mut flow = Flow::new(view.palette, view.width.saturating_sub(2), view.full);
    for (span, role) in marks::parts(report, segment) {
        flow.push(span.of(report.text()), role);
    }
    let style = view.palette.label(segment.label());
    flow.finish()
        .iter()
        .try_for_each(|line| writeln!(out, "{}", format!("{style}│{style:#} {line}").trim_end()))
}

/// Line numbers of rising offsets, in one pass over the text.
pub(crate) struct LineCount<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
}

impl<'t> LineCount<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The number of the line, counted from 1, in which byte `offset` lies.
    pub(crate) fn at(&mut self, offset: usize) -> usize {
        let passed = self.text.as_bytes().get(self.offset..offset).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.offset = self.offset.max(offset);
        self.line
    }
}
