//! Weighs evidence: strengths in, log odds out. Knows no text; the weights are data.

pub(crate) mod boundary;
pub(crate) mod vocabulary;
