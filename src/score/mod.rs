//! Weighs evidence: strengths in, log odds out; the weights are data. Only the learned vocabularies and the table of pairs see
//! text.

mod bound;
pub(crate) mod boundary;
mod forest;
pub(crate) mod pairs;
mod spam;
pub(crate) mod vocabulary;
pub(crate) mod wording;

pub(crate) use bound::Reach;
pub(crate) use boundary::{Located, Locator};
pub(crate) use pairs::{is_usual_pair, misfits};
pub(crate) use spam::{SpamModel, Unit};
pub(crate) use wording::{spam_wording, spam_wording_from, worded_like_spam};
