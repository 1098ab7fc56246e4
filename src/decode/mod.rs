//! Turns numbers into decisions: where the body is, and what the rest is. Knows no text. Ties keep text.

mod frame;
mod spam;
pub(crate) mod span;
mod trim;

pub(crate) use frame::{Role, Zone, may_head, roles};
pub(crate) use spam::{Suspect, runs};
pub(crate) use trim::Claims;
