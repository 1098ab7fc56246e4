//! What the blocks outside the body are: title, byline, or a kind of boilerplate.

use std::ops::Range;

use crate::label::{Kind, Label};
use crate::signal::Frame;
use crate::steps;

/// What is known of a block when its role is decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Place {
    /// Spam, or part of it: passed over.
    Spam,
    /// Inside the body, with the evidence of blocks near its start that may be title or byline.
    Body(Option<Frame>),
    /// Outside the body.
    Outside(Frame),
}

/// The label of a block, with its kind and a score from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Role {
    pub(crate) label: Label,
    pub(crate) kind: Option<Kind>,
    pub(crate) score: f32,
}

/// A title stands at most so many blocks before the body.
const TITLE_REACH: usize = 14;
/// A byline stands at most so many blocks from the title or the start of the body.
const BYLINE_REACH: usize = 4;
/// Evidence from which a block is the title, or a byline.
const MIN_TITLE: f32 = 0.25;
const MIN_BYLINE: f32 = 0.3;
/// A first block of the body is taken out of it as a byline only if nothing speaks against that.
const MIN_BYLINE_IN_BODY: f32 = 0.55;

/// Decides the role of every block that is not spam. `body` is the range of blocks of the body.
pub(crate) fn roles(places: &[Place], body: &Range<usize>, out: &mut Vec<Role>) {
    steps::count(places.len());
    out.clear();
    let mut before = None;
    for (i, place) in places.iter().enumerate() {
        let role = match place {
            Place::Spam => Role { label: Label::Spam, kind: None, score: 1.0 },
            Place::Body(_) => Role { label: Label::Body, kind: None, score: 1.0 },
            Place::Outside(frame) => boilerplate(frame, i < body.start, before),
        };
        before = role.kind;
        out.push(role);
    }
    menus(places, out);
    if !body.is_empty() {
        headline(places, body, out);
    }
}

/// An entry of a menu is navigation, wherever it leads: a short block with short blocks before and behind it.
fn menus(places: &[Place], out: &mut [Role]) {
    let short = |i: usize| matches!(&places[i], Place::Outside(frame) if !frame.is_wide);
    for i in 1..places.len().saturating_sub(1) {
        let leads = matches!(out[i].kind, Some(Kind::Contact | Kind::Subscribe | Kind::Tags | Kind::Legal));
        if leads && short(i - 1) && short(i) && short(i + 1) && !is_marked(&places[i]) {
            out[i].kind = Some(Kind::Navigation);
        }
    }
}

/// Whether a block has more votes than a word alone can give.
fn is_marked(place: &Place) -> bool {
    matches!(place, Place::Outside(frame) if frame.claim() > WORD_ALONE)
}

/// The votes of a strong term that is all of a block.
const WORD_ALONE: f32 = 3.0;

/// Labels the title and the bylines near it and near the start of the body.
fn headline(places: &[Place], body: &Range<usize>, out: &mut [Role]) {
    let title = title(places, body);
    if let Some((i, score)) = title {
        out[i] = Role { label: Label::Title, kind: None, score };
    }
    let title = title.map(|(i, _)| i);
    let first = title.map_or(body.start.saturating_sub(BYLINE_REACH), |i| i.saturating_sub(2));
    let last = title.map_or(body.start, |i| i.max(body.start)) + BYLINE_REACH;
    for i in (first..last.min(places.len())).filter(|&i| title != Some(i) && i <= body.start + BYLINE_REACH) {
        let between =
            title.is_some_and(|title| (title..body.start).contains(&i) && body.start - title <= BYLINE_REACH);
        let byline = match &places[i] {
            Place::Outside(frame) if between && is_unclaimed(frame) => Some(frame.byline.max(MIN_BYLINE)),
            Place::Outside(frame) if i < body.start => (frame.byline >= MIN_BYLINE).then_some(frame.byline),
            Place::Body(Some(frame)) => (frame.byline >= MIN_BYLINE_IN_BODY).then_some(frame.byline),
            _ => None,
        };
        if let Some(score) = byline {
            out[i] = Role { label: Label::Byline, kind: None, score };
        }
    }
}

/// Whether no kind of boilerplate but credits has a word for a block: such a line between title and body is a byline.
fn is_unclaimed(frame: &Frame) -> bool {
    let votes = |kind: &Kind| *kind != Kind::Credits && frame.votes[*kind as usize] > MIN_VOTES;
    !Kind::ALL.iter().any(votes)
}

/// The most headline-like block shortly before the body, or its first block. Nearer ones win.
fn title(places: &[Place], body: &Range<usize>) -> Option<(usize, f32)> {
    let candidates =
        (body.start.saturating_sub(TITLE_REACH)..(body.start + 2).min(body.end)).filter_map(|i| {
            let (frame, inside) = match &places[i] {
                Place::Outside(frame) => (frame, false),
                Place::Body(Some(frame)) => (frame, true),
                _ => return None,
            };
            let distance = body.start.saturating_sub(i) as f32;
            let nearness = 1.0 - 0.5 * distance / TITLE_REACH as f32;
            let first = if inside && i > body.start { 0.6 } else { 1.0 };
            Some((i, frame.headline * nearness * first))
        });
    candidates.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, score)| *score >= MIN_TITLE)
}

/// The kind with the most votes. A block without votes goes on with the section of the block before it; else it is a
/// teaser if it is as long as a headline and stands behind the body, and navigation otherwise.
fn boilerplate(frame: &Frame, in_head: bool, before: Option<Kind>) -> Role {
    let best = Kind::ALL.iter().copied().filter(|kind| kind.label() != Some(Label::Spam));
    let best = best.max_by(|a, b| {
        frame.votes[*a as usize].total_cmp(&frame.votes[*b as usize]).then((*b as usize).cmp(&(*a as usize)))
    });
    let voted = best.filter(|kind| frame.votes[*kind as usize] > MIN_VOTES);
    let kind = voted
        .or_else(|| before.filter(|kind| goes_on(*kind, frame)))
        .unwrap_or(if frame.is_wide && !in_head { Kind::Related } else { Kind::Navigation });
    let votes = frame.votes[kind as usize];
    Role { label: Label::Boilerplate, kind: Some(kind), score: 0.5 + 0.5 * (votes / 4.0).min(1.0) }
}

/// Votes that make a kind.
const MIN_VOTES: f32 = 0.3;

/// Whether a section of this kind goes on with a block that says nothing of its own. Comments and teasers have
/// long lines, and menus short ones.
const fn goes_on(kind: Kind, frame: &Frame) -> bool {
    match kind {
        Kind::Comments | Kind::Related | Kind::Consent => true,
        Kind::Navigation | Kind::Share | Kind::Tags | Kind::Pagination => !frame.is_wide,
        Kind::Legal | Kind::Subscribe => frame.is_wide,
        _ => false,
    }
}
