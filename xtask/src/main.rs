//! Maintenance tasks of gangue.
fn main() {}
