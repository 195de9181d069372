//! The archive of an election, the `.bel` file (Belenios 3.3.0 §4.4): everything that was published, from the setup
//! to the result.
//!
//! Owns the container, the chain of events and their order; what an election, a ballot or a proof says belongs to
//! others. Everything is pure, except [`read_archive`] under the feature `std`. From the outside in:
//!
//! 1. [`TarReader`] cuts bytes, in pieces of any size, into [`Record`]s: the header, data, events.
//! 2. [`Survey`] folds records into [`SurveyItem`]s, one for each event, with the bytes that the event refers to.
//! 3. [`OutlineReader`] gathers the hashes and places by which others hold on to an archive.
//! 4. [`ArchiveWriter`] goes the other way: the bytes to append for each step of an election.
//!
//! What holds for all that a survey yields:
//!
//! - The container has exactly one form, so equal items come from equal bytes; every byte is checked or hashed.
//!   [`Form::Lenient`] tolerates other writings of the container and leaves the data to the audit.
//! - A record's name is the hash of its content; an event's parent is the hash of the event before it.
//! - Data belong to the next event: all of them are used by it, none is left over, none is referred to twice.
//!   Their order within the group of one event is free, since the specification calls its own "typical"; we write
//!   that one, and release 2.0 of the peer accepts no other.
//! - Setup, ballots, end of ballots, encrypted tally, shuffles, end of shuffles, partial decryptions, result, in this
//!   order, the single ones once. How many shuffles and decryptions there must be depends on the election and is
//!   checked where that is known.
//! - Memory does not grow with the archive, but for 24 bytes of the digest of each data record, which tell a replay.

mod block;
mod event;
#[cfg(feature = "std")]
mod file;
mod outline;
mod payload;
mod stage;
mod survey;
mod tar;
#[cfg(test)]
mod testing;
mod writer;

pub use self::block::{Form, Timestamp};
pub use self::event::{Chain, ChainError, Event, EventError, EventKind};
#[cfg(feature = "std")]
pub(crate) use self::file::read_archive_again;
#[cfg(feature = "std")]
pub use self::file::{ArchiveFile, Position, ReadError, ReadSummary, read_archive};
pub use self::outline::{BallotEntry, Outline, OutlineEnd, OutlineError, OutlineReader, OutlineSetup};
pub use self::payload::{Owned, SetupData, SizedTally};
pub use self::stage::{OrderError, Stage};
pub use self::survey::{Survey, SurveyError, SurveyItem, Surveyed};
pub use self::tar::{DEFAULT_LIMIT, Extent, Record, RecordKind, SMALL_LIMIT, TarError, TarReader};
pub use self::writer::{ArchiveWriter, TooLarge};
