//! The result of an analysis: segments that cover the text, and which of them are kept.

use std::borrow::Cow;

use crate::label::{Kind, Label, Verdict};
use crate::reason::Reason;
use crate::restore;
use crate::span::Span;

/// A run of text with one label. It neither begins nor ends with white space and is never empty.
///
/// ```
/// use gangue::{Classifier, Kind, Label};
/// let page = "buy viagra online cheap | generic cialis without prescription | cheap levitra online pharmacy";
/// let report = Classifier::new().classify(page);
/// let segment = &report.segments()[0];
/// assert_eq!((segment.label(), segment.kind()), (Label::Spam, Some(Kind::Pharma)));
/// assert_eq!(&page[segment.span().range()], segment.text());
/// assert!(!segment.is_kept());
/// ```
///
/// With the feature `serde`, it is written without its text and, unless the report was explained, without reasons:
/// `{"span":{"start":0,"end":9},"label":"spam","kind":"gambling","score":0.97,"kept":false}`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Segment<'t> {
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) text: &'t str,
    pub(crate) span: Span,
    pub(crate) label: Label,
    pub(crate) kind: Option<Kind>,
    pub(crate) score: f32,
    pub(crate) kept: bool,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub(crate) reasons: Vec<Reason>,
}

impl<'t> Segment<'t> {
    /// Where the segment lies, in bytes of the text that was classified.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What the segment is.
    #[must_use]
    pub const fn label(&self) -> Label {
        self.label
    }

    /// The kind of boilerplate or the category of spam; `None` for the other labels.
    #[must_use]
    pub const fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// How strongly the evidence supports the label, from 0 to 1. For spam it is an estimate of the probability of spam;
    /// scores of different labels do not compare.
    #[must_use]
    pub const fn score(&self) -> f32 {
        self.score
    }

    /// The text of the segment, untouched.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.span.of(self.text)
    }

    /// Whether the configuration keeps this segment.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.kept
    }

    /// Why the segment got its label, the weightiest first. Empty unless the report came from
    /// [`Classifier::explain`](crate::Classifier::explain).
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

/// What [`Classifier::classify`](crate::Classifier::classify) found in a text.
///
/// The segments are sorted and disjoint, lie on character boundaries, and together hold every character that is not
/// white space. A report borrows the text.
///
/// ```
/// let report = gangue::Classifier::new().classify("One sentence is a body. Nothing is around it.");
/// assert_eq!(report.body(), "One sentence is a body. Nothing is around it.");
/// assert_eq!(report.cut().count(), 0);
/// ```
///
/// With the feature `serde`, a report is written without its text, as
/// `{"segments":[…],"glosses":[…],"verdict":"article","confidence":0.93}`. See [`Segment`] and [`Span`] for the elements.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Report<'t> {
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) text: &'t str,
    pub(crate) segments: Vec<Segment<'t>>,
    pub(crate) glosses: Vec<Span>,
    pub(crate) verdict: Verdict,
    pub(crate) confidence: f32,
}

impl<'t> Report<'t> {
    /// The text that was classified.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The segments in the order of the text.
    #[must_use]
    pub fn segments(&self) -> &[Segment<'t>] {
        &self.segments
    }

    /// What the page as a whole is.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// How sure the place of the body is, from 0 to 1: high where one place is far more likely than all others, low where many
    /// are as likely (`exp(-h)` for the mean entropy `h` of its first and of its last block). It ranks pages well, and is low on
    /// shops, forums and listings; it is not a probability.
    #[must_use]
    pub const fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Pinyin readings that a mirror site put after characters, as in `個(gè)`: each with its brackets, in bytes, sorted and
    /// disjoint. Empty where readings belong to the text, as in a language lesson.
    #[must_use]
    pub fn glosses(&self) -> &[Span] {
        &self.glosses
    }

    /// The segments that are kept: title and body, unless the configuration says otherwise.
    pub fn kept(&self) -> impl Iterator<Item = &Segment<'t>> {
        self.segments.iter().filter(|segment| segment.kept)
    }

    /// The segments that are cut. Together with [`kept`](Self::kept) they are all segments.
    pub fn cut(&self) -> impl Iterator<Item = &Segment<'t>> {
        self.segments.iter().filter(|segment| !segment.kept)
    }

    /// What should be indexed: the kept segments, with the white space of the text between them. Where something was cut
    /// between two segments, the white space on one side of it stays: the side with more line ends.
    ///
    /// Borrowed if nothing between the first and the last kept segment was cut; otherwise built anew on each call, in time
    /// linear in the text.
    #[must_use]
    pub fn body(&self) -> Cow<'t, str> {
        restore::join(self, &[])
    }

    /// Like [`body`](Self::body), without the injected [`glosses`](Self::glosses).
    ///
    /// ```
    /// let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/page-zh.txt"));
    /// let report = gangue::Classifier::new().classify(page);
    /// assert!(report.body().contains("這(zhè)座石橋") && report.clean().contains("這座石橋"));
    /// ```
    #[must_use]
    pub fn clean(&self) -> Cow<'t, str> {
        restore::join(self, &self.glosses)
    }
}
