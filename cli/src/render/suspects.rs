//! What was suspected of spam, and kept.

use gangue::{Kind, Segment, Span};

use super::lines::Flow;
use super::palette::Role;
use super::reasons::{below, flow};
use super::report::View;
use crate::suspects::Suspects;

/// The lines that tell what was suspected in a span, to be indented by the caller.
pub(super) fn lines(suspects: &Suspects<'_>, span: Span, view: View) -> Vec<String> {
    suspects.within(span).iter().flat_map(|suspect| told(suspect, suspects.threshold, view)).collect()
}

fn told(suspect: &Segment<'_>, threshold: f32, view: View) -> impl Iterator<Item = String> {
    let kind = suspect.kind().map_or("", Kind::as_str);
    let (score, span) = (suspect.score(), suspect.span());
    let head =
        format!("{score:6.2}  may be {kind} spam, but scores less than {threshold:.2}: bytes {span:?}");
    let mut text: Flow = flow(view.palette, view.width.saturating_sub(2), view.full);
    text.push(suspect.text(), Role::Plain);
    std::iter::once(head).chain(below(text, view.palette))
}
