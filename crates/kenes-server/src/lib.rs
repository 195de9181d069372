//! What kenes answers over HTTP, and whom it asks.
//!
//! Owns sockets and the files of a witness. What is right about a checkpoint, `kenes-record` says.
//!
//! | to do | start from |
//! |---|---|
//! | be a witness of records | [`witness`] |
//! | ask witnesses to cosign | [`witnesses`] |

pub mod witness;
pub mod witnesses;
