//! The words of kenes: messages in every language, counts and audits as pages, drawings, tables and sentences.
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
//! | show which projects are funded, and who pays | [`budget::page`], [`budget::table`], [`budget::json`] |
//! | show several rules on the same ballots | [`compare::page`], [`compare::table`], [`compare::json`] |
//! | give an audit to a program | [`audit::json`] |
//! | show an audit on a terminal, or in a browser and on paper | [`audit::table`], [`audit::page`] |
//! | say why somebody holds a seat, whom one must trust, what to look at | [`audit::why`], [`audit::trust`], [`audit::alarm`] |
//! | write a moment as a date | [`time`] |
//! | show a text that somebody else wrote | [`shown`] |

pub mod audit;
pub mod budget;
pub mod compare;
pub mod count;
mod language;
mod lines;
pub mod time;
mod words;

pub use crate::language::{Language, UnknownLanguage};
pub use crate::words::{Arg, Words, shown};
