//! What kenes answers over HTTP, and whom it asks.
//!
//! Owns sockets and the files of a witness. What is right about a checkpoint, `kenes-record` says.
//!
//! | to do | start from |
//! |---|---|
//! | host a council: its record, its fold, what comes into both | [`host`] |
//! | keep a council at work: time, acts that wait for signatures | [`office`] |
//! | answer people: the pages | [`web`] |
//! | write to persons | [`mail`] |
//! | read a list of persons | [`roll`] |
//! | show a council that is made up | [`example`] |
//! | read `kenes.toml` | [`config`] |
//! | be a witness of records | [`witness`] |
//! | ask witnesses to cosign | [`witnesses`] |

pub mod archive;
pub mod assets;
pub mod config;
pub mod example;
pub mod host;
pub mod mail;
pub mod office;
pub mod poll;
pub mod preset;
pub mod roll;
pub mod web;
pub mod witness;
pub mod witnesses;
