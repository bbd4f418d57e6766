//! Starts `duban`.
fn main() {}
