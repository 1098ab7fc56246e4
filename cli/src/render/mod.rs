//! Text for people: a report in words, bars and colours.

mod bar;
pub(crate) mod escape;
mod lines;
mod marks;
mod palette;
mod reasons;
mod report;

pub(crate) use palette::Palette;
pub(crate) use report::{View, write_report};
