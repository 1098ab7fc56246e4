//! What is known of single characters: script, class, width, folding, Han variants, likenesses, readings.
//!
//! A small face over generated tables; `cargo xtask tables` writes them.

mod fold;
mod han;
mod pinyin;
mod props;
mod tables;
#[cfg(test)]
mod tests;

pub(crate) use fold::{confusable, fold_mapping};
pub(crate) use han::{HanVariant, han_variant, simplified};
pub(crate) use pinyin::is_reading;
pub(crate) use props::{Props, Script, counts_double, is_digit, is_letter, is_mark, is_upper, props, script};
