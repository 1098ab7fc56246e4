//! What the blocks outside the body are: title, byline, or a kind of boilerplate.

use std::ops::Range;

use crate::label::{Kind, Label};
use crate::signal::Frame;
use crate::steps;

/// What is known of a block when its role is decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Zone {
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

/// Most blocks between a title and the body.
const TITLE_REACH: usize = 14;
/// Most blocks between a title that the page's title repeats and the body.
const REPEAT_REACH: usize = 32;
/// Most blocks between a byline and the title or the start of the body.
const BYLINE_REACH: usize = 4;
/// Most blocks from a title to a dateline under it.
const DATELINE_REACH: usize = 3;
/// Evidence from which a block is the title, or a byline.
const MIN_TITLE: f32 = 0.25;
const MIN_REPEATING: f32 = 0.25;
const MIN_BYLINE: f32 = 0.3;
const MIN_SHORT_BYLINE: f32 = 0.24;
/// A first block of the body is taken out of it as a byline only if nothing speaks against that, or if it is the name of an author
/// right under the title.
const MIN_BYLINE_IN_BODY: f32 = 0.55;
const MIN_BYLINE_UNDER_TITLE: f32 = 0.4;

/// Whether a block outside a body is near enough to be its title or a byline; without a body none is.
pub(crate) fn may_head(block: usize, body: &Range<usize>) -> bool {
    // A byline stands at most two blocks before the title.
    !body.is_empty()
        && (body.start.saturating_sub(REPEAT_REACH + 2)..=body.start + BYLINE_REACH).contains(&block)
}

/// Decides the role of every block that is not spam. `body` is the range of blocks of the body.
pub(crate) fn roles(zones: &[Zone], body: &Range<usize>, out: &mut Vec<Role>) {
    steps::count(zones.len());
    out.clear();
    let mut before = None;
    for (i, zone) in zones.iter().enumerate() {
        let role = match zone {
            Zone::Spam => Role { label: Label::Spam, kind: None, score: 1.0 },
            Zone::Body(_) => Role { label: Label::Body, kind: None, score: 1.0 },
            Zone::Outside(frame) => boilerplate(frame, i < body.start, before),
        };
        before = role.kind;
        out.push(role);
    }
    menus(zones, if body.is_empty() { zones.len() } else { body.start }, out);
    if !body.is_empty() {
        headline(zones, body, out);
    }
}

/// An entry of a menu is navigation, wherever it leads: a short block with short blocks before and after it. From the
/// article on, at block `end`, such a block is what it says; so is a legal notice anywhere.
fn menus(zones: &[Zone], end: usize, out: &mut [Role]) {
    let short = |i: usize| matches!(&zones[i], Zone::Outside(frame) if !frame.is_wide());
    for i in 1..zones.len().saturating_sub(1).min(end) {
        let leads = matches!(out[i].kind, Some(Kind::Contact | Kind::Subscribe | Kind::Tags | Kind::Credits));
        if leads && short(i - 1) && short(i) && short(i + 1) && !is_marked(&zones[i]) {
            out[i].kind = Some(Kind::Navigation);
        }
    }
}

/// Whether a block has more votes than a word alone can give.
fn is_marked(zone: &Zone) -> bool {
    matches!(zone, Zone::Outside(frame) if frame.claim() > WORD_ALONE)
}

/// The votes of a strong term that is all of a block.
const WORD_ALONE: f32 = 3.0;

/// Labels the title and the bylines near it and near the start of the body.
fn headline(zones: &[Zone], body: &Range<usize>, out: &mut [Role]) {
    let title = title(zones, body);
    if let Some((i, score)) = title {
        out[i] = Role { label: Label::Title, kind: None, score: score.min(1.0) };
    }
    let title = title.map(|(i, _)| i);
    let first = title.map_or(body.start.saturating_sub(BYLINE_REACH), |i| i.saturating_sub(2));
    let last = title.map_or(body.start, |i| i.max(body.start)) + BYLINE_REACH;
    for i in (first..last.min(zones.len())).filter(|&i| title != Some(i) && i <= body.start + BYLINE_REACH) {
        if is_standfirst(zones, i, title, body) {
            out[i] = Role { label: Label::Body, kind: None, score: 0.5 };
        } else if let Some(score) = byline(zones, i, title, body) {
            out[i] = Role { label: Label::Byline, kind: None, score };
        }
    }
}

/// Whether a block is a sentence of the article right under its title.
fn is_standfirst(zones: &[Zone], i: usize, title: Option<usize>, body: &Range<usize>) -> bool {
    let is_sentence = |frame: &Frame| is_sentence(frame) && is_unclaimed(frame) && !is_dateline(frame);
    title.is_some_and(|title| i == title + 1)
        && i < body.start
        && matches!(&zones[i], Zone::Outside(frame) if is_sentence(frame))
}

/// The score of a block as a byline.
fn byline(zones: &[Zone], i: usize, title: Option<usize>, body: &Range<usize>) -> Option<f32> {
    let after_title = title.filter(|&title| title < i && i < body.start);
    let between = || after_title.is_some_and(|title| body.start - title <= BYLINE_REACH);
    let named =
        || after_title.is_some_and(|title| i - title <= BYLINE_REACH && has_dateline(zones, i, title));
    match &zones[i] {
        Zone::Outside(frame) if is_unclaimed(frame) && (between() || is_name(frame) && named()) => {
            Some(frame.byline.max(MIN_BYLINE))
        }
        Zone::Outside(frame) if i < body.start => {
            let is_byline = frame.byline >= MIN_BYLINE || after_title.is_some() && is_dateline(frame);
            is_byline.then_some(frame.byline)
        }
        Zone::Body(Some(frame)) if is_sentence(frame) => None,
        Zone::Body(Some(frame)) => {
            let is_named = is_name(frame) && title.is_some_and(|title| i == title + 1);
            let least = if is_named { MIN_BYLINE_UNDER_TITLE } else { MIN_BYLINE_IN_BODY };
            (frame.byline >= least).then_some(frame.byline)
        }
        _ => None,
    }
}

/// Whether a block outside the body is a dateline by itself; abbreviations in a short one look like sentences.
const fn is_dateline(frame: &Frame) -> bool {
    frame.byline >= if frame.width < LEAST_SENTENCE { MIN_SHORT_BYLINE } else { MIN_BYLINE }
}

/// Whether a dateline stands right above or under a block, and below the title.
fn has_dateline(zones: &[Zone], i: usize, title: usize) -> bool {
    let beside = [i - 1, i + 1].into_iter().filter(|&beside| beside > title);
    beside.filter_map(|i| zones.get(i)).any(|zone| matches!(zone, Zone::Outside(frame) if is_dateline(frame)))
}

/// Whether a block is short enough for a name, and what its owner is.
const fn is_name(frame: &Frame) -> bool {
    LEAST_NAME <= frame.width && frame.width <= MOST_NAME && !frame.is_stopped
}

/// Columns.
const LEAST_NAME: u32 = 5;
const MOST_NAME: u32 = 48;

/// Whether a block is a sentence, longer than dates that end with an abbreviation.
const fn is_sentence(frame: &Frame) -> bool {
    frame.is_stopped && frame.width >= LEAST_SENTENCE
}

/// Columns.
const LEAST_SENTENCE: u32 = 60;

/// Whether no kind of boilerplate but credits has a word for a block: such a line between title and body is a byline.
fn is_unclaimed(frame: &Frame) -> bool {
    let votes = |kind: &Kind| *kind != Kind::Credits && frame.votes[*kind as usize] > MIN_VOTES;
    !Kind::ALL.iter().any(votes)
}

/// The block that repeats the page's title, or else the one that is most like a headline.
fn title(zones: &[Zone], body: &Range<usize>) -> Option<(usize, f32)> {
    repeating(zones, body).or_else(|| headlike(zones, body))
}

/// The block near the start of the body that repeats most of the page's title; nearer ones win.
fn repeating(zones: &[Zone], body: &Range<usize>) -> Option<(usize, f32)> {
    let reach = body.start.saturating_sub(REPEAT_REACH)..(body.start + BYLINE_REACH).min(body.end);
    let headlines = reach.filter_map(|i| Some((i, headed(&zones[i])?)));
    let repeating = headlines.filter(|(_, frame)| frame.repeated > 0.0 && frame.headline >= MIN_REPEATING);
    let rank = |(i, frame): &(usize, &Frame)| frame.repeated * nearness(*i, body, REPEAT_REACH);
    let (i, frame) = repeating.max_by(|a, b| rank(a).total_cmp(&rank(b)))?;
    Some((i, frame.headline))
}

/// The most headline-like block shortly before the body, or its first block. Nearer ones win, but no sentence under a heading:
/// rather another before it, or the heading.
fn headlike(zones: &[Zone], body: &Range<usize>) -> Option<(usize, f32)> {
    let opening =
        body.clone().take(BYLINE_REACH).take_while(|&i| i == body.start || !is_paragraph(&zones[i - 1]));
    let reach = body.start.saturating_sub(TITLE_REACH)..body.start + opening.count();
    let heading = |i: usize| i.checked_sub(1).filter(|&above| is_heading(&zones[above], &zones[i]));
    // Sentences are seldom headlines.
    let bare = |i: usize| headed(&zones[i]).is_some_and(is_sentence) && heading(i).is_none();
    let likeness = |i: usize| Some(likeness(zones, i, body)? * if bare(i) { 0.5 } else { 1.0 });
    let best = |is_asked: &dyn Fn(usize) -> bool| {
        let candidates = reach.clone().filter(|&i| is_asked(i)).filter_map(|i| Some((i, likeness(i)?)));
        candidates.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, score)| *score >= MIN_TITLE)
    };
    let (i, score) = best(&|_| true)?;
    let Some(above) = heading(i) else { return Some((i, score)) };
    best(&|j| j < i && heading(j).is_none()).or(Some((above, score)))
}

/// How much a block is like the headline of the body: more if a dateline stands near it.
fn likeness(zones: &[Zone], i: usize, body: &Range<usize>) -> Option<f32> {
    let frame = headed(&zones[i])?;
    let above = i.checked_sub(1).and_then(|above| headed(&zones[above]));
    let dateline = match above {
        _ if is_dated(&zones[i + 1..]) => 1.5,
        Some(above) if is_dateline(above) => 1.2,
        _ => 1.0,
    };
    let first = if i > body.start { 0.6 } else { 1.0 };
    Some(frame.headline * nearness(i, body, TITLE_REACH) * dateline * first)
}

/// Whether a dateline stands at the top of these blocks, or under others that may be bylines.
fn is_dated(zones: &[Zone]) -> bool {
    let mut below = zones.iter().take(DATELINE_REACH).map_while(headed);
    below.find(|frame| is_dateline(frame) || !is_unclaimed(frame)).is_some_and(is_dateline)
}

/// Whether a block is a paragraph of the body: no headline stands after one.
fn is_paragraph(zone: &Zone) -> bool {
    match zone {
        Zone::Body(frame) => frame.as_ref().is_none_or(is_sentence),
        _ => false,
    }
}

/// From 1 at the start of the body to a half as far before it as a title may stand.
fn nearness(i: usize, body: &Range<usize>, reach: usize) -> f32 {
    1.0 - 0.5 * body.start.saturating_sub(i) as f32 / reach as f32
}

/// The evidence of a block that may be title or byline.
const fn headed(zone: &Zone) -> Option<&Frame> {
    match zone {
        Zone::Outside(frame) | Zone::Body(Some(frame)) => Some(frame),
        _ => None,
    }
}

/// Whether the first block is the heading of the second: it is shorter and has no full stop, where the second is a sentence with
/// one, and it is not so much less like a headline that it must belong to the frame.
fn is_heading(above: &Zone, below: &Zone) -> bool {
    let (Some(above), Some(below)) = (headed(above), headed(below)) else { return false };
    let is_sentence = below.is_stopped && !above.is_stopped && above.width < below.width;
    is_sentence
        && above.headline >= LEAST_HEADING * below.headline
        && above.byline < MIN_BYLINE
        && is_unclaimed(above)
}

/// How much like a headline a heading is, compared to the sentence under it.
const LEAST_HEADING: f32 = 0.25;

/// The kind with the most votes. A block without votes, or with few for an address where a form may ask for one, goes on
/// with the section of the block before it; else it is a teaser if it is as long as a headline and stands after the body,
/// and navigation otherwise.
fn boilerplate(frame: &Frame, in_head: bool, before: Option<Kind>) -> Role {
    let votes = |kind: Kind| frame.votes[kind as usize];
    let best = || {
        let kinds = Kind::ALL.iter().copied().filter(|kind| kind.label() != Some(Label::Spam));
        kinds.max_by(|&a, &b| votes(a).total_cmp(&votes(b)).then((b as usize).cmp(&(a as usize))))
    };
    // Most blocks have no votes.
    let voted = (frame.claim() > MIN_VOTES).then(best).flatten().filter(|kind| votes(*kind) > MIN_VOTES);
    let section = before.filter(|kind| goes_on(*kind, frame));
    let is_field = voted == Some(Kind::Contact)
        && votes(Kind::Contact) < MOST_FIELD_VOTES
        && matches!(section, Some(Kind::Comments | Kind::Subscribe));
    // What is a section of the site is a tag in a list of those.
    let is_tag = voted == Some(Kind::Navigation)
        && section == Some(Kind::Tags)
        && !in_head
        && frame.claim() <= WORD_ALONE;
    let kind = voted.filter(|_| !is_field && !is_tag).or(section).unwrap_or(if frame.is_wide() && !in_head {
        Kind::Related
    } else {
        Kind::Navigation
    });
    Role { label: Label::Boilerplate, kind: Some(kind), score: 0.5 + 0.5 * (votes(kind) / 4.0).min(1.0) }
}

/// Votes that make a kind.
const MIN_VOTES: f32 = 0.3;
/// With fewer votes for contact a block may be a field of the form above it, as for a mail address.
const MOST_FIELD_VOTES: f32 = 1.3;

/// Columns of the number of a page.
const MOST_NUMBER: u32 = 4;

/// Whether a section of this kind continues with a block that says nothing by itself. Comments and teasers have
/// long lines, and menus short ones.
const fn goes_on(kind: Kind, frame: &Frame) -> bool {
    match kind {
        Kind::Comments | Kind::Related | Kind::Consent => true,
        Kind::Navigation | Kind::Share | Kind::Tags => !frame.is_wide(),
        // The numbers of pages.
        Kind::Pagination => frame.width <= MOST_NUMBER,
        Kind::Legal | Kind::Subscribe => frame.is_wide(),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
