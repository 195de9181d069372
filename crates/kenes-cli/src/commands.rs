//! One file per command; the documentation of its arguments is its manual.

pub mod audit;
pub mod completions;
pub mod council;
pub mod count;
pub mod demo;
pub mod election;
pub mod errors;
pub mod man;
pub mod record;
pub mod serve;
pub mod witness;
