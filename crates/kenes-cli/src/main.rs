//! kenes.
fn main() {}
