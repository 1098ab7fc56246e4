//! What holds of every report on every text. The tests and the fuzzing check the same.

use gangue::{Classifier, Label, Report, Segment};

/// Checks everything that a report promises, whatever the text and the configuration.
pub(crate) fn everything(classifier: &Classifier, text: &str) {
    let report = classifier.classify(text);
    assert_eq!(report.text(), text);
    covers(&report);
    is_well_formed(&report);
    glosses_are_brackets(&report);
    kept_and_cut_partition(&report);
    is_a_slice_or_its_parts(&report);
    explains(classifier, &report);
}

/// Segments are sorted, disjoint, on character boundaries, trimmed and not empty, and hold all that is not white space.
pub(crate) fn covers(report: &Report<'_>) {
    let text = report.text();
    let mut end = 0;
    for segment in report.segments() {
        let span = segment.span();
        assert!(end <= span.start() && span.end() <= text.len(), "{span:?} after {end}");
        assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?}");
        assert_eq!(segment.text(), &text[span.range()]);
        assert!(!segment.text().is_empty() && segment.text().trim() == segment.text(), "{segment:?}");
        let gap = &text[end..span.start()];
        assert!(gap.trim().is_empty(), "{gap:?} is in no segment");
        end = span.end();
    }
    let gap = &text[end..];
    assert!(gap.trim().is_empty(), "{gap:?} is in no segment");
}

/// Scores, kinds and the confidence are what they are documented to be.
pub(crate) fn is_well_formed(report: &Report<'_>) {
    for segment in report.segments() {
        assert!((0.0..=1.0).contains(&segment.score()), "{segment:?}");
        let fits = match segment.label() {
            Label::Spam | Label::Boilerplate => {
                segment.kind().is_some_and(|kind| kind.label().is_none_or(|label| label == segment.label()))
            }
            _ => segment.kind().is_none(),
        };
        assert!(fits, "{segment:?}");
    }
    assert!((0.0..=1.0).contains(&report.confidence()), "{}", report.confidence());
}

/// Glosses are sorted, disjoint and bracketed.
fn glosses_are_brackets(report: &Report<'_>) {
    let mut end = 0;
    for gloss in report.glosses() {
        assert!(end <= gloss.start(), "{:?}", report.glosses());
        let text = gloss.of(report.text());
        assert!(text.starts_with(['(', '（']) && text.ends_with([')', '）']), "{text:?}");
        end = gloss.end();
    }
}

/// Kept and cut segments are all segments, and the body is made of the kept ones.
fn kept_and_cut_partition(report: &Report<'_>) {
    let mut parts: Vec<_> = report.kept().chain(report.cut()).map(Segment::span).collect();
    parts.sort();
    assert_eq!(parts, report.segments().iter().map(Segment::span).collect::<Vec<_>>());
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let kept: String = report.kept().map(|segment| squeeze(segment.text())).collect();
    assert_eq!(squeeze(&report.body()), kept);
    let glosses: usize = report.glosses().iter().map(|gloss| gloss.len()).sum();
    assert!(report.clean().len() + glosses >= report.body().len());
    assert!(report.glosses().is_empty() <= (report.clean() == report.body()));
}

/// Each line of the body is a run of the text; where everything is kept, the body is the text.
fn is_a_slice_or_its_parts(report: &Report<'_>) {
    let (text, body) = (report.text(), report.body());
    assert!(body.len() <= text.len() && body.trim() == body, "{body:?}");
    if report.cut().next().is_none() {
        assert_eq!(body, text.trim());
    }
}

/// `explain` says the same as `classify`, and why it cuts what it cuts.
fn explains(classifier: &Classifier, report: &Report<'_>) {
    let explained = classifier.explain(report.text());
    assert_eq!(explained.segments().len(), report.segments().len());
    for (explained, plain) in explained.segments().iter().zip(report.segments()) {
        assert_eq!(
            (explained.span(), explained.label(), explained.kind()),
            (plain.span(), plain.label(), plain.kind())
        );
        assert_eq!((explained.score(), explained.is_kept()), (plain.score(), plain.is_kept()));
        assert!(plain.reasons().is_empty());
        let is_frame_or_spam = !matches!(explained.label(), Label::Body);
        assert!(!is_frame_or_spam || !explained.reasons().is_empty(), "{explained:?}");
        let weights = explained.reasons().iter().map(|reason| reason.contribution().abs());
        assert!(weights.is_sorted_by(|a, b| a >= b), "{explained:?}");
        for reason in explained.reasons() {
            let inside =
                reason.span().end() <= report.text().len() && !reason.span().of(report.text()).is_empty();
            let range = match explained.label() {
                // A term of spam contributes through its signal.
                Label::Spam if reason.term().is_some() => 0.0..=0.0,
                Label::Title | Label::Byline => 0.0..=1.0,
                _ => f32::MIN..=f32::MAX,
            };
            assert!(inside && range.contains(&reason.contribution()), "{reason:?}");
            assert_eq!(reason.term().is_some(), reason.origin().is_some());
        }
    }
    assert_eq!(explained.glosses(), report.glosses());
    assert_eq!((explained.verdict(), explained.confidence()), (report.verdict(), report.confidence()));
}
