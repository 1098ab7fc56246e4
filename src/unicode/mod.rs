//! What is known of single characters: script, class, width, folding, Han variants, likenesses, readings.
//!
//! A small facade over generated tables, which `cargo xtask tables` writes. No function allocates; each is a look-up.
//!
//! | function | table | adds to a release binary (x86-64) |
//! |---|---|---|
//! | [`props`](fn@props), [`script`], `is_*` | three stages of records | 22 KB |
//! | [`fold_mapping`] | runs over one pool of strings | 30 KB (and [`props`](fn@props)) |
//! | [`confusable`] | sorted pairs | 2 KB (and [`props`](fn@props)) |
//! | [`han_variant`], [`simplified`] | bits with ranks | 26 KB |
//! | [`is_reading`] | bits with ranks, lists of syllables | 43 KB (and [`simplified`]) |
//! | all | | 121 KB |
//!
//! Facts are of Unicode 18, of `OpenCC`'s character dictionaries, and of `pinyin-data`: see `tables/NOTICE.md`.

mod ascii;
mod fold;
mod han;
pub(crate) mod lanes;
#[cfg(test)]
mod oracle;
mod pinyin;
mod props;
mod tables;
#[cfg(test)]
mod tests;

pub(crate) use ascii::leading_letters;
pub(crate) use fold::{confusable, fold_mapping};
pub(crate) use han::{
    HanVariant, han_variant, han_variant_counts, leading_ideograph, simplified, unchanged_ideographs,
};
pub(crate) use pinyin::is_reading;
pub(crate) use props::{
    Props, Script, columns, counts_double, is_digit, is_letter, is_mark, is_word, props, script,
};
