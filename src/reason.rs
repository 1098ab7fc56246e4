//! Why a segment has its label: signals, and what each contributed.

use crate::signal::Signal;
use crate::span::Span;

/// One piece of evidence behind a label, as [`Classifier::explain`](crate::Classifier::explain) gives it.
///
/// With the feature `serde`, it is written as
/// `{"signal":"wording","contribution":5.62,"span":{"start":0,"end":147},"term":null,"origin":null}`.
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

    /// How much the signal speaks for the label of the segment; negative if it speaks against it. The unit depends on the
    /// label:
    ///
    /// * spam: log odds of spam. A reason that only points at a wordlist term has 0; what the term adds is part of the
    ///   reasons without one;
    /// * boilerplate: log odds against the body, or for a wordlist term the votes for the kind;
    /// * title and byline: the strength of the evidence, from 0 to 1.
    #[must_use]
    pub const fn contribution(&self) -> f32 {
        self.contribution
    }

    /// The text that the signal is about, in bytes of the caller's text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The wordlist term that was found, as written in its list; `None` if the reason is not about a term.
    #[must_use]
    pub fn term(&self) -> Option<&str> {
        self.term.as_deref()
    }

    /// Where the term is listed, as `list:line` with lines counted from 1; `None` if there is no [`term`](Self::term).
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }
}
