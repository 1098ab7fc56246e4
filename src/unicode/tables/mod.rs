//! Generated tables: `cargo xtask tables` writes every file beside this one.

pub(super) mod confusable;
pub(super) mod fold;
pub(super) mod han;
pub(super) mod pinyin;
pub(super) mod props;
