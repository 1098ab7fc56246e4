//! Folding of single characters: compatibility forms, case, and likenesses of ASCII letters.

use crate::unicode::props;
use crate::unicode::tables::confusable::CONFUSABLES;
use crate::unicode::tables::fold::{POOL, RUNS};

/// What `c` becomes by NFKC and full case folding, if that is not `c` itself (`NFKC_Casefold`, Unicode 3.13).
///
/// Default ignorables (zero width, soft hyphen, variation selectors, bidi controls, tags) become nothing. Turkish
/// `İ` becomes a plain `i`. Every character of a result stays as it is when it is mapped again.
#[inline]
pub(crate) fn fold_mapping(c: char) -> Option<&'static str> {
    if props(c).folds() { run_mapping(c) } else { None }
}

fn run_mapping(c: char) -> Option<&'static str> {
    let c = u32::from(c);
    let after = RUNS.partition_point(|&(key, _, _)| key >> 11 <= c);
    let &(key, count, offset) = RUNS.get(after.checked_sub(1)?)?;
    let (distance, stride, width) = (c - (key >> 11), 1 + (key >> 10 & 1), (key & 0x3FF) as usize);
    let index = (distance / stride) as usize;
    if distance % stride != 0 || index >= usize::from(count) {
        return None;
    }
    let start = usize::from(offset) + index * width;
    POOL.get(start..start + width)
}

/// The lower-case ASCII letter or digit that `c` is drawn like; `c` is taken to be case-folded already.
///
/// Only Latin, Greek, Cyrillic and a few rare alphabets, signs, and framed letters (🅰 🇦 ❶): what spammers use.
#[inline]
pub(crate) fn confusable(c: char) -> Option<char> {
    if props(c).is_confusable() { likeness(c) } else { None }
}

fn likeness(c: char) -> Option<char> {
    let c = u32::from(c);
    let found = CONFUSABLES.binary_search_by_key(&c, |&pair| pair >> 8).ok()?;
    CONFUSABLES.get(found).and_then(|&pair| char::from_u32(pair & 0xFF))
}
