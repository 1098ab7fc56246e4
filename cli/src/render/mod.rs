//! Text for people: a report in words, bars and colours.

mod bar;
pub(crate) mod escape;
mod lines;
mod marks;
mod palette;
mod reasons;
mod report;
mod suspects;

pub(crate) use marks::parts;
pub(crate) use palette::{Palette, Role};
pub(crate) use report::{LineCount, View, write_report};
