//! What kenes answers over HTTP, and whom it asks.
//!
//! Owns sockets and the files of a witness. What is right about a checkpoint, `kenes-record` says.
//!
//! | to do | start from |
//! |---|---|
//! | host a council: its record, its fold, what comes into both | [`host`] |
//! | be a witness of records | [`witness`] |
//! | ask witnesses to cosign | [`witnesses`] |

pub mod host;
pub mod witness;
pub mod witnesses;
