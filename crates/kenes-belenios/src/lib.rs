//! The Belenios voting protocol, crypto version 1, as deployed in Belenios 2.0 to 3.3: elections made and verified.
//!
//! The reference is the text of the specification at release 3.3.0; every public item cites its section. The crate is
//! `no_std` with `alloc`, takes time and randomness as arguments, and reads no file unless the feature `std` is on.
//! It can be used alone.
//!
//! | to do | start from |
//! |---|---|
//! | audit an archive | [`audit::audit_bytes`], [`audit::audit_file`] for a large file, [`audit::audit_chunks`] without `std` |
//! | read or write an archive | [`archive`] |
//! | make credentials | [`credential::PrivateCredential`], [`credential::PublicCredentials`] |
//! | hold a trustee's key, alone or in a group with a threshold | [`trustee`] |
//! | set up an election | [`election::Election::new`], [`archive::ArchiveWriter::setup`] |
//! | seal, challenge and cast a ballot | [`sealing::Sealer`] |
//! | accept a ballot | [`ballot::BallotBox`] |
//! | go on with an unfinished archive | [`board`] |
//! | draw a lot that nobody can know or choose | [`lot`] |
//! | tally, shuffle, decrypt, announce | [`tally`], [`shuffle`], [`decryption`], [`result`] |
//!
//! Three rules run through it:
//!
//! - **What is read is strict.** Each structure has one serialization ([`FormError`] names the byte that differs), each
//!   element is canonical and in the group of prime order, each number is reduced. Only the texts of an election may be
//!   escaped in more ways than one, as JSON allows; its bytes are kept and hashed as they are.
//! - **What was verified is a type.** [`ballot::VerifiedBallot`], [`trustee::VerifiedTrustees`],
//!   [`shuffle::VerifiedShuffle`], [`decryption::VerifiedDecryption`] and the like are made by verification only, and
//!   the next step asks for them.
//! - **Secrets are types of their own**: wiped on drop, silent in `Debug`, used in constant time.
//!
//! The group is a type parameter, [`group::Ed25519`] by default; [`with_group!`] goes from the name in an election to
//! the type.
//!
//! # Features
//! `std` (files and gzip), `rayon` (every core), both on by default; `testing` (a caller's seed, generators of test
//! data, a forger), never in a program for voters.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod archive;
pub mod audit;
pub mod ballot;
#[cfg(feature = "std")]
pub mod board;
pub mod check;
pub mod credential;
pub mod decryption;
pub mod election;
pub mod fresh;
#[cfg(feature = "testing")]
pub mod fuzzing;
pub mod group;
pub mod hash;
pub mod lot;
pub mod pki;
pub mod proof;
pub mod question;
pub mod result;
pub mod sealing;
pub mod shuffle;
pub mod tally;
#[cfg(any(test, feature = "testing"))]
pub mod tampering;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod trustee;

mod answer;
#[cfg(feature = "std")]
mod backend;
mod ciphertext;
mod discrete_log;
mod lenient;
mod parallel;
mod scan;
mod wire;

pub use answer::{AnswerError, PlainAnswer, PlainAnswerError};
#[cfg(feature = "std")]
pub use backend::curve_backend;
pub use ciphertext::Ciphertext;
pub use scan::FormError;
pub use wire::WireError;
