//! Puts a report together from what the stages found.

use super::Scratch;
use crate::config::Config;
use crate::decode::Role;
use crate::label::{Label, Verdict};
use crate::odds::probability;
use crate::report::{Report, Segment};
use crate::span::Span;
use crate::steps;

/// A page is a doorway if spam is at least this share of its spam, title and body together, in bytes.
const DOORWAY_SHARE: f32 = 0.6;

/// The report of an analysed text.
pub(super) fn report<'t>(text: &'t str, scratch: &Scratch, config: &Config) -> Report<'t> {
    let changes = scratch
        .roles
        .windows(2)
        .filter(|pair| (pair[0].label, pair[0].kind) != (pair[1].label, pair[1].kind));
    let most = 1 + changes.count() + 2 * scratch.injections.len();
    let mut segments: Vec<Segment<'t>> = Vec::with_capacity(most);
    let mut injections = scratch.injections.iter().peekable();
    for (i, block) in scratch.blocks.iter().enumerate() {
        let role = scratch.roles[i];
        let role =
            Role { score: score(role, scratch.locator.logits().get(i).copied().unwrap_or_default()), ..role };
        let mut start = block.span.start();
        while let Some(injection) = injections.next_if(|injection| injection.block == i) {
            push(&mut segments, text, Span::new(start, injection.span.start()), role);
            let spam = Role { label: Label::Spam, kind: Some(injection.kind), score: injection.score };
            push(&mut segments, text, injection.span, spam);
            start = injection.span.end();
        }
        push(&mut segments, text, Span::new(start, block.span.end()), role);
    }
    steps::count(scratch.blocks.len() + segments.len());
    for segment in &mut segments {
        segment.kept = config.keeps(segment.label);
    }
    let located = &scratch.located;
    Report {
        text,
        verdict: verdict(scratch, &segments),
        confidence: located.certainty,
        glosses: scratch.glosses.clone(),
        segments,
    }
}

/// How well the evidence of the boundary supports a label.
fn score(role: Role, logit: f32) -> f32 {
    match role.label {
        Label::Body => probability(logit),
        Label::Boilerplate => probability(-logit).max(role.score * 0.5),
        _ => role.score,
    }
}

/// Appends a segment without the white space at its ends; joins it to the one before it if that has the same label
/// and kind. Spam segments stay apart: each was judged by itself.
fn push<'t>(segments: &mut Vec<Segment<'t>>, text: &'t str, span: Span, role: Role) {
    let span = span.trimmed(text);
    if span.is_empty() {
        return;
    }
    let Role { label, kind, score } = role;
    match segments.last_mut() {
        Some(last) if label != Label::Spam && (last.label, last.kind) == (label, kind) => {
            let share = span.len() as f32 / (last.span.len() + span.len()) as f32;
            last.score += (score - last.score) * share;
            last.span = Span::new(last.span.start(), span.end());
        }
        _ => segments.push(Segment { text, span, label, kind, score, kept: false, reasons: Vec::new() }),
    }
}

/// The verdict on the page, by the bytes of body and spam.
fn verdict(scratch: &Scratch, segments: &[Segment<'_>]) -> Verdict {
    let size = |label: Label| -> usize {
        segments.iter().filter(|segment| segment.label == label).map(|segment| segment.span.len()).sum()
    };
    let (body, spam) = (size(Label::Body) + size(Label::Title), size(Label::Spam));
    let whole_blocks = scratch.injections.iter().any(|injection| injection.whole);
    if whole_blocks && spam as f32 >= DOORWAY_SHARE * (body + spam) as f32 {
        Verdict::Doorway
    } else if body == 0 {
        Verdict::Empty
    } else {
        Verdict::Article
    }
}

#[cfg(test)]
mod tests {
    use super::super::Classifier;
    use super::super::spam::Injection;
    use super::*;
    use crate::label::Kind;
    use crate::score::Unit;
    use crate::signal::Strengths;

    const SPAM: Option<Kind> = Some(Kind::Gambling);

    fn pushed(parts: &[(usize, usize, Label, Option<Kind>, f32)]) -> Vec<(usize, usize, Label, f32)> {
        let (text, mut segments) = (" one two three four ", Vec::new());
        for &(start, end, label, kind, score) in parts {
            push(&mut segments, text, Span::new(start, end), Role { label, kind, score });
        }
        segments.iter().map(|part| (part.span.start(), part.span.end(), part.label, part.score)).collect()
    }

    #[test]
    fn neighbours_of_one_label_are_one_segment() {
        use Label::{Body, Boilerplate, Spam, Title};
        let legal = Some(Kind::Legal);
        for (parts, expected) in [
            (&[(0, 4, Body, None, 0.5)][..], &[(1, 4, Body, 0.5)][..]),
            (&[(0, 1, Body, None, 0.5), (4, 5, Body, None, 0.5)], &[]),
            // The score is the mean over bytes.
            (&[(1, 4, Body, None, 0.5), (5, 8, Body, None, 1.0)], &[(1, 8, Body, 0.75)]),
            (&[(1, 8, Body, None, 0.5), (9, 19, Body, None, 1.0)], &[(1, 19, Body, 0.5 + 0.5 * 10.0 / 17.0)]),
            (&[(1, 4, Title, None, 0.5), (5, 8, Body, None, 1.0)], &[(1, 4, Title, 0.5), (5, 8, Body, 1.0)]),
            (
                &[(1, 4, Boilerplate, None, 0.5), (5, 8, Boilerplate, legal, 1.0)],
                &[(1, 4, Boilerplate, 0.5), (5, 8, Boilerplate, 1.0)],
            ),
            // Spam was judged part by part.
            (&[(1, 4, Spam, SPAM, 0.5), (5, 8, Spam, SPAM, 1.0)], &[(1, 4, Spam, 0.5), (5, 8, Spam, 1.0)]),
        ] {
            let found = pushed(parts);
            assert_eq!(found.len(), expected.len(), "{found:?}");
            for (found, expected) in found.iter().zip(expected) {
                let same = (found.0, found.1, found.2) == (expected.0, expected.1, expected.2);
                assert!(same && (found.3 - expected.3).abs() < 1e-5, "{found:?} {expected:?}");
            }
        }
    }

    #[test]
    fn scores_are_those_of_the_boundary_for_body_and_frame() {
        for (label, role, logit, expected) in [
            (Label::Body, 0.1, 0.0, 0.5),
            (Label::Title, 0.1, 5.0, 0.1),
            (Label::Spam, 0.1, 5.0, 0.1),
            (Label::Boilerplate, 0.1, 0.0, 0.5),
            (Label::Boilerplate, 0.8, 50.0, 0.4),
        ] {
            let found = score(Role { label, kind: None, score: role }, logit);
            assert!((found - expected).abs() < 1e-5, "{label} {role} {logit}: {found}");
        }
        let outside = Role { label: Label::Boilerplate, kind: None, score: 0.0 };
        assert!(score(outside, -2.0) > 0.8 && score(outside, 2.0) < 0.2);
    }

    #[test]
    fn doorways_are_mostly_spam_and_empty_pages_have_no_body() {
        use Label::{Body, Boilerplate, Spam, Title};
        let text = "a".repeat(400);
        for (sizes, whole, expected) in [
            (&[(Body, 39), (Spam, 61)][..], true, Verdict::Doorway),
            (&[(Body, 41), (Spam, 59)], true, Verdict::Article),
            (&[(Body, 20), (Title, 19), (Spam, 61)], true, Verdict::Doorway),
            (&[(Body, 20), (Title, 21), (Spam, 59)], true, Verdict::Article),
            // Spam within blocks makes no doorway, and boilerplate does not count.
            (&[(Body, 39), (Spam, 61)], false, Verdict::Article),
            (&[(Body, 39), (Spam, 61), (Boilerplate, 200)], true, Verdict::Doorway),
            (&[(Spam, 60)], true, Verdict::Doorway),
            (&[(Spam, 60)], false, Verdict::Empty),
            (&[(Boilerplate, 60)], false, Verdict::Empty),
            (&[(Title, 60)], false, Verdict::Article),
        ] {
            let mut scratch = Scratch::default();
            let (span, unit, strengths) = (Span::new(0, 1), Unit::Block, Strengths::default());
            scratch.injections.push(Injection {
                span,
                block: 0,
                whole,
                unit,
                kind: Kind::Gambling,
                score: 1.0,
                strengths,
            });
            let (mut segments, mut start) = (Vec::new(), 0);
            for &(label, size) in sizes {
                let kind = matches!(label, Spam | Boilerplate).then_some(Kind::Other);
                push(&mut segments, &text, Span::new(start, start + size), Role { label, kind, score: 1.0 });
                start += size;
            }
            assert_eq!(verdict(&scratch, &segments), expected, "{sizes:?} {whole}");
        }
    }

    #[test]
    fn the_confidence_is_the_certainty_of_the_place() {
        let (classifier, mut scratch, text) =
            (Classifier::new(), Scratch::default(), "One sentence.\nAnother one.");
        classifier.analyse(text, &mut scratch);
        scratch.located.certainty = 0.125;
        assert_eq!(report(text, &scratch, &Config::default()).confidence, 0.125);
    }

    #[test]
    fn spam_stands_where_it_was_found() {
        let (classifier, mut scratch, text) =
            (Classifier::new(), Scratch::default(), include_str!("../../examples/page.txt"));
        classifier.analyse(text, &mut scratch);
        let report = report(text, &scratch, &Config::default());
        let spam = report.segments.iter().filter(|segment| segment.label == Label::Spam);
        let found: Vec<_> = spam.map(|segment| segment.span).collect();
        let expected: Vec<_> = scratch.injections.iter().map(|injection| injection.span).collect();
        assert!(found == expected && found.len() > 1, "{found:?} {expected:?}");
    }
}
