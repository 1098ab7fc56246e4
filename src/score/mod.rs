//! Weighs evidence: strengths in, log odds out. Knows no text; the weights are data.

mod bound;
pub(crate) mod boundary;
mod forest;
pub(crate) mod pairs;
mod spam;
pub(crate) mod vocabulary;
pub(crate) mod wording;

pub(crate) use bound::Reach;
pub(crate) use boundary::{Located, Scratch as Locator};
pub(crate) use pairs::{is_usual_pair, misfits};
pub(crate) use spam::{SpamModel, Unit};
pub(crate) use wording::{spam_wording, spam_wording_from, worded_like_spam};
