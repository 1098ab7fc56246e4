//! Decides from numbers alone which blocks form the body.

pub(crate) mod span;
