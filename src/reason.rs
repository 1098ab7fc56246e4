//! Why a segment got its label: signals and what each contributed.

use crate::signal::Signal;
use crate::span::Span;

/// One piece of evidence behind a label, as [`Classifier::explain`](crate::Classifier::explain) gives it.
///
/// ```
/// let text = "国产精品一区二区三区,日韩欧美中文字幕在线,亚洲成人无码免费视频,久久精品国产";
/// let report = gangue::Classifier::new().explain(text);
/// for reason in report.segments()[0].reasons() {
///     println!("{:+.2} {}: {:?}", reason.contribution(), reason.signal(), reason.span().of(text));
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Reason {
    pub(crate) signal: Signal,
    pub(crate) contribution: f32,
    pub(crate) span: Span,
    pub(crate) term: Option<Box<str>>,
    pub(crate) origin: Option<Box<str>>,
}

impl Reason {
    /// What was measured.
    #[must_use]
    pub const fn signal(&self) -> Signal {
        self.signal
    }

    /// How much the signal speaks for the label of the segment; negative where it speaks against it.
    ///
    /// For spam, what it added to the log odds of spam. For boilerplate, the log odds against the body, or the votes of
    /// a word for the kind. For title and byline, the evidence from 0 to 1. A reason of a spam segment that only points
    /// at a wordlist entry contributes through its signal and has 0 here.
    #[must_use]
    pub const fn contribution(&self) -> f32 {
        self.contribution
    }

    /// The text that the signal speaks of, in bytes of the caller's text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The wordlist term that was found, as its list has it, where the reason is about one.
    #[must_use]
    pub fn term(&self) -> Option<&str> {
        self.term.as_deref()
    }

    /// The wordlist and line of the term, as `list:line`.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }
}
