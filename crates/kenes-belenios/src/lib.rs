//! The Belenios voting protocol, crypto version 1.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod archive;
pub mod group;
pub mod hash;
mod scan;

pub use scan::FormError;
mod ciphertext;
pub mod proof;
mod wire;
pub use ciphertext::Ciphertext;
pub use wire::WireError;
mod answer;
pub mod ballot;
pub mod credential;
pub mod election;
mod parallel;
pub mod pki;
pub mod question;
pub mod shuffle;
pub mod trustee;
pub use answer::{AnswerError, PlainAnswer, PlainAnswerError};
pub mod audit;
pub mod check;
pub mod decryption;
mod discrete_log;
pub mod result;
pub mod sealing;
pub mod tally;
