//! Command line tool over the gangue library.
fn main() {}
