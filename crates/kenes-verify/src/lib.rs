//! The auditor's whole program: the static files of a record in, a [`Report`] out.
//!
//! [`audit`] reads every file of a record, checks every act, signature, hash and head, folds the acts into a council, audits
//! the archive of every election and counts it again, and says who holds which seat. It never stops at the first fault, and
//! trusts nothing but the files: the record begins with the act that names its keys. [`why`] follows a seat back to the
//! charter.
//!
//! The crate is `no_std` with `alloc`: files are a trait ([`kenes_record::fsck::Files`]), the reader's clock is an argument. The
//! same files give the same report everywhere.
//!
//! | to do | start from |
//! |---|---|
//! | audit a record | [`audit`], or in steps [`Audit`] |
//! | know which files to fetch for it | [`Gathering`] |
//! | hold them in memory | [`MemoryFiles`] |
//! | know what was checked, in the order of `docs/spec/audit.md` | [`CheckId`], [`Report`] |
//! | know why somebody holds a seat | [`why`] |
//! | see a count stage by stage | [`recounted`] |
//! | fold a record that one keeps oneself | [`Papers`] |
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod audit;
mod check;
mod election;
mod gathering;
mod names;
mod papers;
mod progress;
mod questions;
mod report;
mod unread;
mod why;

pub use crate::audit::{Audit, Known, Options, Recounted, audit, lot_seed, recounted};
pub use crate::check::{CheckId, Outcome};
pub use crate::election::{ElectionAudit, LotAudit, OpenedLot, VoidReason};
pub use crate::gathering::{Gathered, Gathering, Kept, Wanted};
pub use crate::papers::{At, Blobs, FileBlobs, Learned, MAX_DOCUMENT, Papers};
pub use crate::progress::{Phase, Progress};
pub use crate::questions::{Questions, questions_document};
pub use crate::report::{
    Counted, Failure, MAX_FAILURES, MAX_NO_EFFECT, NoEffect, Report, SeatHolder, SeatLine, Verdict,
};
pub use crate::unread::is_refused_unread;
pub use crate::why::{Step, StepKind, Why, why};
pub use kenes_record::fsck::{MemoryFiles, NoSuchFile};
