//! Counts the work of an analysis in steps, for the test that it is linear. Without the feature `fit` it does nothing.

#[cfg(feature = "fit")]
use std::cell::Cell;

#[cfg(feature = "fit")]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Counts this many bytes, terms or blocks as walked over.
#[inline]
pub(crate) fn count(steps: usize) {
    #[cfg(feature = "fit")]
    STEPS.with(|all| all.set(all.get() + steps as u64));
    #[cfg(not(feature = "fit"))]
    let _ = steps;
}

/// The steps of this thread since the last call.
#[cfg(feature = "fit")]
pub(crate) fn taken() -> u64 {
    STEPS.take()
}
