//! The pages: what people see of a council.
//!
//! [`router`] has all addresses on one page. A handler finds out who asks, asks the rules, adds to the record, and writes a
//! page; words stand in `kenes-text`, SQL in `kenes-store`.
//!
//! **Invariants.** What somebody may do follows from the record, each time anew; the private store only says whose browser it is.
//! No page holds a script or a style of its own, so that none can be smuggled in. GET changes nothing.

mod answered;
mod audits;
mod begin;
mod challenges;
mod error;
mod form;
mod headers;
mod language;
mod lengths;
mod limits;
mod naming;
mod page;
mod pages;
mod practice;
mod qr;
mod router;
mod site;
mod snapshot;
mod streamed;
mod visitor;
mod words;

pub use self::begin::Beginning;
pub use self::error::{Fault, Wrong};
pub use self::limits::Network;
pub use self::site::{Setting, Site, serve};
