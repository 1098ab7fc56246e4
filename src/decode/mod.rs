//! Turns numbers into decisions: where the body is, and what the rest is. Knows no text. Ties keep text.

mod frame;
pub(crate) mod span;

pub(crate) use frame::{Place, Role, roles};
