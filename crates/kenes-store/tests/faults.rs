//! What disks, systems and operators do wrong, on real files and in real processes: nothing that was acknowledged is lost
//! unnoticed, there are never two heads of one size, and what is refused says why.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::type_complexity,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod common;

#[path = "faults/calls.rs"]
mod calls;
#[path = "faults/full.rs"]
mod full;
#[path = "faults/published.rs"]
mod published;
#[path = "faults/sequencers.rs"]
mod sequencers;
#[path = "faults/stale.rs"]
mod stale;
#[path = "faults/torn.rs"]
mod torn;

/// Not a test: other tests start this program again as a writer.
#[test]
fn writer() {
    common::writer::be_a_writer();
}
