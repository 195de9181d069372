//! Councils as a fold: who holds which seat is a pure function of the record, which anybody can compute.
//!
//! [`Council::open`] starts from the first act of a record, [`Council::apply`] takes one verified act after the other and
//! cannot fail: an act that breaks a rule has no effect, with a [`Refusal`] that anybody recomputes. There is no act that
//! gives a seat. Seats follow from the verified archive of an election, the counting rule that the call named, and the
//! acceptance of whoever was elected.
//!
//! The crate is `no_std` with `alloc`. Time comes from ticks in the record alone; evidence too big for a leaf is passed in as
//! verified values ([`Evidence`]). Where evidence is missing the fold says so ([`Outcome::Incomplete`]) and stays where it
//! is: never a different council. Rules versions ([`RulesVersion`]) are never edited once released.
#![no_std]

extern crate alloc;
#[cfg(any(test, feature = "testing"))]
extern crate std;

mod act;
mod alarm;
mod apply;
mod blob;
mod charter;
mod council;
mod decide;
mod election;
mod evidence;
mod hash;
mod large;
mod member;
mod motion;
mod open;
mod petition;
mod refusal;
mod seat;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod time;
mod trust;

pub use crate::alarm::Alarm;
pub use crate::apply::Outcome;
pub use crate::charter::{
    Body, Charter, CharterError, Constituency, Counting, Elections, Entry, Motions, Share,
};
pub use crate::council::{Council, RulesVersion};
pub use crate::decide::{Aim, Command, DecideError, Lot, Occasion, Signers, Text, Topic, Wanted};
pub use crate::election::{
    Archive, Board, BoardChain, Candidacy, Close, Election, Filling, Phase, Purpose, Rule, Setup, Terms,
    Vacancy,
};
pub use crate::evidence::{
    Answers, ArchiveParts, Asked, BoardEntry, Evidence, Found, SetupHashes, VerifiedArchive, VerifiedLot,
};
pub use crate::member::{
    Custody, Introduction, Member, MemberId, MemberKey, Recovery, RecoveryState, Standing, next_of,
};
pub use crate::motion::{Majority, Motion, Rollcall, Subject, Verdict, Vote};
pub use crate::open::OpenError;
pub use crate::petition::Petition;
pub use crate::refusal::Refusal;
pub use crate::seat::{Elect, End, Gained, Holder, Past, Seat, SeatName};
pub use crate::time::{Clock, Duration, Time};
pub use crate::trust::Trust;
