//! Why a container is refused; each reason is a check of its own in reports.

use alloc::boxed::Box;

use crate::archive::Timestamp;
use crate::hash::Digest;
use crate::scan::FormError;

/// A container is not an archive. Offsets are those of the record's tar header, in bytes from the start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TarError {
    /// The archive ends within a record, or before the first.
    #[error("at byte {offset}: record cut off, the archive ends at byte {length}")]
    Truncated {
        /// Where the record begins.
        offset: u64,
        /// Length of the archive.
        length: u64,
    },
    /// The reading was finished before all records were taken.
    #[error("at byte {offset}: record not read")]
    Unread {
        /// Where the record begins.
        offset: u64,
    },
    /// The first record is not the header.
    #[error("the archive begins with {found:?} instead of BELENIOS")]
    HeaderMissing {
        /// The name of the first record, escaped.
        found: Box<str>,
    },
    /// A header that is not the first record.
    #[error("at byte {offset}: a second BELENIOS header")]
    SecondHeader {
        /// Where the record begins.
        offset: u64,
    },
    /// The content of the header has another form.
    #[error("in the BELENIOS header: {0}")]
    HeaderForm(FormError),
    /// An archive of another version of the protocol, by its header or by its election.
    #[error("unsupported version {found}")]
    UnsupportedVersion {
        /// The version it claims.
        found: u64,
    },
    /// The timestamp is a number instead of a string; tolerated by [`Form::Lenient`](crate::archive::Form::Lenient).
    #[error("the timestamp of the BELENIOS header is a number instead of a string")]
    IntegerTimestamp,
    /// The timestamp is no canonical integer below 2³³.
    #[error("timestamp {found:?} of the BELENIOS header is not an integer below 2^33")]
    TimestampRange {
        /// The timestamp it claims, escaped.
        found: Box<str>,
    },
    /// Neither `<hash>.data.json` nor `<hash>.event.json`.
    #[error("at byte {offset}: name {found:?}")]
    Name {
        /// Where the record begins.
        offset: u64,
        /// The name, escaped.
        found: Box<str>,
    },
    /// The mode is not 0000644; tolerated by [`Form::Lenient`](crate::archive::Form::Lenient).
    #[error("at byte {offset}: mode is not 0000644")]
    Mode {
        /// Where the record begins.
        offset: u64,
    },
    /// User or group is not 0000000; tolerated by [`Form::Lenient`](crate::archive::Form::Lenient).
    #[error("at byte {offset}: user or group is not 0000000")]
    Owner {
        /// Where the record begins.
        offset: u64,
    },
    /// The size is not written in eleven octal digits.
    #[error("at byte {offset}: size is not a number of 11 octal digits")]
    Size {
        /// Where the record begins.
        offset: u64,
    },
    /// The time is not the archive's timestamp; tolerated by [`Form::Lenient`](crate::archive::Form::Lenient).
    #[error("at byte {offset}: modification time is not the timestamp of the archive")]
    Mtime {
        /// Where the record begins.
        offset: u64,
        /// The timestamp; none in a first record whose time is no number.
        expected: Option<Timestamp>,
        /// The time, where it is a number.
        found: Option<u64>,
    },
    /// The checksum of the tar header does not hold.
    #[error("at byte {offset}: checksum of the tar header")]
    Checksum {
        /// Where the record begins.
        offset: u64,
    },
    /// Not a regular file.
    #[error("at byte {offset}: not a regular file")]
    FileType {
        /// Where the record begins.
        offset: u64,
    },
    /// Something stands in the rest of the tar header; [`Form::Lenient`](crate::archive::Form::Lenient) tolerates the fields of `ustar`.
    #[error("at byte {offset}: extra fields in the tar header")]
    ExtraFields {
        /// Where the record begins.
        offset: u64,
    },
    /// Larger than the limit.
    #[error("at byte {offset}: record of {size} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Where the record begins.
        offset: u64,
        /// The size it claims, in bytes.
        size: u64,
        /// The largest size for such a record, in bytes.
        limit: u64,
    },
    /// Something other than zeros between the content and the next block.
    #[error("at byte {offset}: padding is not zero")]
    Padding {
        /// Where the record begins.
        offset: u64,
    },
    /// The content does not hash to the name.
    #[error("at byte {offset}: content hashes to {found}, not to its name {name}")]
    ContentHash {
        /// Where the record begins.
        offset: u64,
        /// The hash in the name.
        name: Digest,
        /// The hash of the content.
        found: Digest,
    },
    /// Zero blocks at the end; tolerated by [`Form::Lenient`](crate::archive::Form::Lenient).
    #[error("at byte {offset}: zero blocks at the end")]
    TrailingZeros {
        /// Where they begin.
        offset: u64,
    },
    /// Something other than zeros after zero blocks.
    #[error("at byte {offset}: data after the end of the archive")]
    AfterEnd {
        /// Where the bytes begin.
        offset: u64,
    },
}
