//! Collects the reasons for the segments of a report from what the stages left in the scratch.

use super::Scratch;
use super::spam::Injection;
use crate::decode::Zone;
use crate::label::{Kind, Label};
use crate::lexicon::{Matcher, Strength};
use crate::reason::Reason;
use crate::report::{Report, Segment};
use crate::score::SpamModel;
use crate::signal::Signal;
use crate::span::Span;
use crate::steps;

/// Gives every segment of the report its reasons, the weightiest first.
pub(super) fn attach(report: &mut Report<'_>, scratch: &Scratch, matcher: &Matcher, model: &SpamModel) {
    for segment in &mut report.segments {
        let mut reasons = match segment.label {
            Label::Spam => spam(segment, scratch, matcher, model),
            Label::Body => Vec::new(),
            _ => frame(segment, scratch, matcher),
        };
        reasons.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        segment.reasons = reasons;
    }
}

fn reason(signal: Signal, contribution: f32, span: Span) -> Reason {
    Reason { signal, contribution, span, term: None, origin: None }
}

/// A reason that points at a wordlist entry.
fn term(signal: Signal, contribution: f32, span: Span, entry: u32, matcher: &Matcher) -> Option<Reason> {
    let entry = matcher.entry(entry)?;
    let origin = format!("{}:{}", entry.list, entry.line);
    Some(Reason { signal, contribution, span, term: Some(entry.term.clone()), origin: Some(origin.into()) })
}

/// The signals that made a segment spam, and the terms in it.
fn spam(segment: &Segment<'_>, scratch: &Scratch, matcher: &Matcher, model: &SpamModel) -> Vec<Reason> {
    let first = scratch.injections.partition_point(|injection| injection.span.start() < segment.span.start());
    let Some(injection) = scratch.injections.get(first) else { return Vec::new() };
    let Injection { unit, strengths, span, .. } = injection;
    let signals = model.contributions(*unit, strengths).into_iter();
    let signals = signals.map(|(signal, value)| reason(signal, value, *span));
    let first = scratch.spam_terms.partition_point(|hit| hit.span.start() < segment.span.start());
    let hits = scratch.spam_terms[first..].iter().take_while(|hit| hit.span.start() < segment.span.end());
    let hits = hits.inspect(|_| steps::count(1));
    let hits = hits.filter_map(|hit| {
        let signal = match hit.strength {
            Strength::Strong => Signal::StrongTerms,
            Strength::Weak => Signal::WeakTerms,
            Strength::Combo => Signal::ComboTerms,
        };
        term(signal, 0.0, hit.span, hit.entry, matcher)
    });
    signals.chain(hits).collect()
}

/// What speaks for the role of the blocks of a segment outside the body.
fn frame(segment: &Segment<'_>, scratch: &Scratch, matcher: &Matcher) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let first = scratch.blocks.partition_point(|block| block.span.end() <= segment.span.start());
    let blocks = scratch.blocks.iter().enumerate().skip(first);
    for (i, block) in blocks.take_while(|(_, block)| block.span.start() < segment.span.end()) {
        steps::count(1);
        let (Zone::Outside(frame) | Zone::Body(Some(frame))) = &scratch.zones[i] else { continue };
        match segment.label {
            Label::Title => reasons.push(reason(Signal::Headline, frame.headline, block.span)),
            Label::Byline => reasons.push(reason(Signal::Dateline, frame.byline, block.span)),
            _ => {
                let logit = scratch.locator.logits().get(i).copied().unwrap_or_default();
                reasons.push(reason(Signal::OutsideBody, -logit, block.span));
                let boilerplate = scratch.boilerplate_of(i).iter().filter(|m| segment.kind == Some(m.kind));
                let votes = votes(frame.votes, segment.kind);
                reasons.extend(
                    boilerplate
                        .filter_map(|m| term(Signal::BoilerplateTerms, votes, m.span, m.entry, matcher)),
                );
            }
        }
    }
    reasons
}

fn votes(votes: [f32; Kind::ALL.len()], kind: Option<Kind>) -> f32 {
    kind.and_then(|kind| votes.get(kind as usize).copied()).unwrap_or_default()
}
