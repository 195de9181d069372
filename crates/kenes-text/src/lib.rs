//! The words of kenes: messages in every language, and counts as pages, drawings, tables and sentences.
//!
//! Every sentence for people stands in the message files under `locales/` (Project Fluent), none in Rust. English is the
//! text that decides; the other languages were translated by a program and say so.
//!
//! | to do | start from |
//! |---|---|
//! | say something in a language | [`Words::t`] |
//! | give a count to a program | [`count::json`], [`count::csv`] |
//! | show a count on a terminal | [`count::table`] |
//! | show a count in a browser or on paper | [`count::page`], [`count::flow`] |
//! | say why a candidate was elected or was not | [`count::explain`] |
//! | show a text that somebody else wrote | [`shown`] |

pub mod count;
mod language;
mod words;

pub use crate::language::{Language, UnknownLanguage};
pub use crate::words::{Arg, Words, shown};
