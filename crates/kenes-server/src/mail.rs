//! Messages to persons: written to the private store first, sent by a job, never while somebody waits for a page.
//!
//! [`Outbox::put`] keeps a [`Letter`]. Without a mail server it stays there until somebody hands it over; the page of the
//! outbox shows it. With one, [`run`] sends what is due through a [`Carrier`], tries again with growing pauses, and gives up
//! after three days: then somebody can still hand it over.
//!
//! **Invariants.** A letter of one name is kept once and carries that name as its `Message-ID`, so that what was sent twice
//! after a crash is shown once. Nothing that a person could be known by is logged: neither address, nor name, nor what a mail
//! server answers, which likes to repeat the address. An [`Address`] holds no line break, and neither does a subject.

mod address;
mod job;
mod letter;
mod outbox;
mod smtp;

pub use self::address::{Address, AddressError};
pub use self::job::run;
pub use self::letter::{Kind, Letter, LetterError};
pub use self::outbox::{Carrier, CarryError, Delivered, Entry, Outbox, OutboxError, name_of};
pub use self::smtp::{Smtp, SmtpError};
