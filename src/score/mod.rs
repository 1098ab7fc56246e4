//! Weighs evidence: strengths in, log odds out. Knows no text; the weights are data.

mod spam;

pub(crate) use spam::{SpamModel, probability};
