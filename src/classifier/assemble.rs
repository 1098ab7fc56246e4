//! Puts a report together from what the stages found.

use super::Scratch;
use crate::config::Config;
use crate::decode::Role;
use crate::label::{Label, Verdict};
use crate::report::{Report, Segment};
use crate::score::probability;
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
        confidence: located.start_confidence * located.end_confidence,
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
