//! Laws of statistics.
