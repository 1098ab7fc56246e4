//! What a page keeps although it may be spam: text that would be spam at half the threshold.

use gangue::{Classifier, Label, Report, Segment, Span};

/// The suspects of a page, in order.
pub(crate) struct Suspects<'t> {
    pub(crate) threshold: f32,
    found: Vec<Segment<'t>>,
}

impl<'t> Suspects<'t> {
    /// Looks for them in the page of a report that `classifier` gave.
    pub(crate) fn of(classifier: &Classifier, report: &Report<'t>) -> Self {
        let config = classifier.config().clone();
        let threshold = config.spam_threshold();
        let bolder = classifier.clone().with_config(config.with_spam_threshold(threshold / 2.0));
        let bold = bolder.classify(report.text());
        let spam = bold.segments().iter().filter(|part| part.label() == Label::Spam);
        let suspects = spam.filter(|part| part.score() < threshold && is_kept(report, part.span()));
        Self { threshold, found: suspects.cloned().collect() }
    }

    /// Those that begin in a span.
    pub(crate) fn within(&self, span: Span) -> &[Segment<'t>] {
        let before = |end: usize| self.found.partition_point(|suspect| suspect.span().start() < end);
        self.found.get(before(span.start())..before(span.end())).unwrap_or_default()
    }
}

/// Whether all of a span is kept, and none of it as spam.
fn is_kept(report: &Report<'_>, span: Span) -> bool {
    let segments = report.segments();
    let first = segments.partition_point(|segment| segment.span().end() <= span.start());
    let mut touched = segments.iter().skip(first).take_while(|segment| segment.span().start() < span.end());
    touched.all(|segment| segment.is_kept() && segment.label() != Label::Spam)
}
