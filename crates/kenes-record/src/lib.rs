//! A public record that anybody can check: signed acts in a tamper-evident, witnessed, append-only log.
//!
//! The formats are those of C2SP, unmodified: `signed-note`, `tlog-tiles`, `tlog-checkpoint`, `tlog-cosignature`,
//! `tlog-proof`, `tlog-policy` and `tlog-witness`. What is ours is the text of an act ([`act`]) and the salted blob
//! ([`blob`]); `docs/spec/` describes both. The crate is `no_std` with `alloc`; time and secrets are arguments. It does not
//! know what an act means.
//!
//! | to do | start from |
//! |---|---|
//! | sign or read an act | [`act`] |
//! | hash, build a tree, prove and check | [`Hash`], [`Tree`], [`proof`] |
//! | read and write the files of a log | [`tile`] |
//! | sign and check heads | [`checkpoint`], [`cosignature`], [`policy`] |
//! | hand somebody a receipt | [`receipt`] |
//! | be a witness | [`witness`] |
//! | keep a member's key, enter a site with it | [`member_key`], [`enter`] |
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod act;
pub mod blob;
pub mod checkpoint;
pub mod cosignature;
pub mod enter;
pub mod fsck;
#[cfg(any(test, feature = "testing"))]
pub mod fuzzing;
mod hash;
pub mod json;
pub mod key;
pub mod member_key;
pub mod note;
pub mod policy;
pub mod proof;
pub mod receipt;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod tile;
mod tree;
pub mod witness;

pub use crate::hash::{Hash, HashTextError, Hasher};
pub use crate::tree::{Frontier, Tree};
