//! Keeps a council's data: the public record, which anybody may copy, and the private data, which can be erased.
//!
//! The crate knows leaves, heads and blobs as bytes; it does not know what an act means. Everything that touches a disk or
//! a database on behalf of the record stands here, and the order of work that makes a head safe to sign stands in one file,
//! [`sequencer`]. Randomness and the clock are arguments.
//!
//! | to do | start from |
//! |---|---|
//! | know what a store promises | [`port`], [`private`] |
//! | keep a record in SQLite or PostgreSQL | [`sql`] |
//! | make or open the folder with everything | [`data`] |
//! | append acts and sign heads | [`sequencer`] |
//! | write or read the static files | [`folder`] |
//! | back up, restore, fetch what was lost | [`backup`], [`recover`] |

pub mod backup;
pub mod data;
pub mod files;
pub mod folder;
pub mod memory;
pub mod port;
pub mod private;
pub mod recover;
pub mod sequencer;
pub mod sql;
pub mod tree;
