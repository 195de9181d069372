//! The container of an archive (Belenios 3.3.0 §4.4): an old-style tar file in its one canonical form.
//!
//! Bare headers of tar's seventh edition: the name; mode `0000644`; user and group `0000000`; size and time in eleven
//! octal digits, the time being the archive's timestamp; checksum; type `0`; nothing else. Contents are padded with
//! zeros to 512 bytes, and nothing follows the last record. The specification does not say so much, but the peers
//! write this form and no other, and releases refuse archives that differ in any byte.

mod error;

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

pub use self::error::TarError;
use super::block::{
    BLOCK, Form, HEADER, Timestamp, VERSION, checksum, is_checksum, length, octal, part_of, tar_header,
};
use crate::hash::Digest;
use crate::scan::{Scanner, parse_u64};

/// Largest data record that a [`TarReader`] takes unless told otherwise: 256 MiB, in bytes. The credentials of a million
/// voters take 67 MB, a shuffle of 100,000 rankings 60 MB.
pub const DEFAULT_LIMIT: u64 = 1 << 28;

/// Largest header or event, in bytes; a canonical one is far smaller.
pub const SMALL_LIMIT: u64 = 1024;

/// One record of an archive, its name the hash of its content. Made by [`TarReader`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    kind: RecordKind,
    digest: Digest,
    offset: u64,
    bytes: Vec<u8>,
}

/// What a record is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// `BELENIOS`, the first one.
    Header {
        /// Beginning of the election, and the time of all records.
        timestamp: Timestamp,
    },
    /// `<hash>.data.json`.
    Data,
    /// `<hash>.event.json`.
    Event,
}

impl Record {
    /// What it is.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// Hash of the content; but for the header also its name.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Where its tar header begins in the archive, in bytes; the content is 512 bytes later.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// What a whole container was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Beginning of the election.
    pub timestamp: Timestamp,
    /// Length of the archive, in bytes.
    pub length: u64,
}

/// Cuts an archive, pushed in pieces of any size, into records.
///
/// After each push call [`Self::next_record`] until it has none. Holds the pieces not yet taken and one record. After
/// an error only that error comes back.
#[derive(Debug)]
pub struct TarReader {
    form: Form,
    limit: u64,
    timestamp: Option<Timestamp>,
    /// The timestamp was a number, which is refused as soon as the version is known.
    integer_timestamp: bool,
    /// The first record after the header was met.
    version_known: bool,
    input: Vec<u8>,
    /// How many bytes of `input` are done with.
    taken: usize,
    /// How many bytes of the archive are done with.
    at: u64,
    current: Option<Entry>,
    /// A zero block was met, tolerated.
    ended: bool,
    failed: Option<TarError>,
}

/// A record under way.
#[derive(Debug)]
struct Entry {
    offset: u64,
    name: Name,
    size: usize,
    mtime: Option<u64>,
    content: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Name {
    Header,
    Data(Digest),
    Event(Digest),
}

impl TarReader {
    /// A reader at the start of an archive.
    pub fn new(form: Form) -> Self {
        Self {
            form,
            limit: DEFAULT_LIMIT,
            timestamp: None,
            integer_timestamp: false,
            version_known: false,
            input: Vec::new(),
            taken: 0,
            at: 0,
            current: None,
            ended: false,
            failed: None,
        }
    }

    /// Refuses data records larger than `limit` bytes, instead of [`DEFAULT_LIMIT`].
    #[must_use]
    pub fn with_limit(self, limit: u64) -> Self {
        Self { limit, ..self }
    }

    /// Feeds the next bytes of the archive.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failed.is_none() {
            self.input.drain(..self.taken);
            self.taken = 0;
            self.input.extend_from_slice(bytes);
        }
    }

    /// The next record, if all its bytes were pushed.
    ///
    /// # Errors
    /// A record is not in canonical form, is too large, or does not hash to its name.
    pub fn next_record(&mut self) -> Result<Option<Record>, TarError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let outcome = self.advance();
        if let Err(error) = &outcome {
            self.failed = Some(error.clone());
            self.input = Vec::new();
            self.taken = 0;
        }
        outcome
    }

    /// Where the next record begins, or the one under way.
    pub fn offset(&self) -> u64 {
        self.current.as_ref().map_or(self.at, |entry| entry.offset)
    }

    /// Ends the reading: no more bytes will come.
    ///
    /// # Errors
    /// The archive ends within a record or before the first, records were left unread, or reading failed before.
    pub fn finish(mut self) -> Result<Extent, TarError> {
        if let Some(record) = self.next_record()? {
            return Err(TarError::Unread { offset: record.offset });
        }
        let length = self.at.saturating_add(length(self.rest()));
        match self.timestamp {
            Some(_) if self.integer_timestamp => Err(TarError::IntegerTimestamp),
            Some(timestamp) if self.current.is_none() && self.rest().is_empty() => {
                Ok(Extent { timestamp, length })
            }
            Some(_) | None => Err(TarError::Truncated { offset: self.offset(), length }),
        }
    }

    fn rest(&self) -> &[u8] {
        self.input.get(self.taken..).unwrap_or_default()
    }

    fn skip(&mut self, bytes: usize) {
        self.taken = self.taken.saturating_add(bytes);
        self.at = self.at.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    fn advance(&mut self) -> Result<Option<Record>, TarError> {
        if self.current.is_none() && !self.open_next()? {
            return Ok(None);
        }
        let Some(mut entry) = self.current.take() else { return Ok(None) };
        if self.fill(&mut entry)? {
            return self.close(entry).map(Some);
        }
        self.current = Some(entry);
        Ok(None)
    }

    /// Begins the next record; false if its block is not there.
    fn open_next(&mut self) -> Result<bool, TarError> {
        if self.ended {
            return self.skip_zeros().map(|()| false);
        }
        let Some(block) = self.rest().first_chunk::<BLOCK>().copied() else { return Ok(false) };
        if self.timestamp.is_some() && block.iter().all(|b| *b == 0) {
            return match self.form {
                Form::Strict => Err(TarError::TrailingZeros { offset: self.at }),
                Form::Lenient => {
                    self.ended = true;
                    self.skip_zeros().map(|()| false)
                }
            };
        }
        self.current = Some(self.open(&block)?);
        self.skip(BLOCK);
        Ok(true)
    }

    fn skip_zeros(&mut self) -> Result<(), TarError> {
        let zeros = self.rest().iter().take_while(|b| **b == 0).count();
        self.skip(zeros);
        if self.rest().is_empty() { Ok(()) } else { Err(TarError::AfterEnd { offset: self.at }) }
    }

    /// Reads a tar header by writing the one that should be there and comparing.
    fn open(&self, block: &[u8; BLOCK]) -> Result<Entry, TarError> {
        let offset = self.at;
        let text = part_of(block, 0, 100).split(|b| *b == 0).next().unwrap_or_default();
        let name = self.name(text)?;
        let size = octal(part_of(block, 124, 136), self.form).ok_or(TarError::Size { offset })?;
        let mtime = octal(part_of(block, 136, 148), self.form);
        let expected_time = self.timestamp.map(Timestamp::seconds).or(mtime).unwrap_or_default();
        let canonical = tar_header(text, size, expected_time);
        let mut differing =
            block.iter().zip(&canonical).enumerate().filter(|(_, (found, expected))| found != expected);
        let deviation = differing
            .find(|(at, (found, _))| !is_checksum(*at) && !self.tolerates(*at, **found))
            .map(|(at, _)| at);
        if let Some(at) = deviation {
            return Err(self.deviation(at, escaped(text), mtime));
        }
        let checksum_holds = match self.form {
            Form::Strict => part_of(block, 148, 156) == part_of(&canonical, 148, 156),
            Form::Lenient => octal(part_of(block, 148, 156), self.form) == Some(checksum(block)),
        };
        if !checksum_holds {
            return Err(TarError::Checksum { offset });
        }
        let limit = match name {
            Name::Header | Name::Event(_) => SMALL_LIMIT.min(self.limit),
            Name::Data(_) => self.limit,
        };
        let too_large = TarError::TooLarge { offset, size, limit };
        match usize::try_from(size) {
            Ok(bytes) if size <= limit => Ok(Entry { offset, name, size: bytes, mtime, content: Vec::new() }),
            Ok(_) | Err(_) => Err(too_large),
        }
    }

    fn name(&self, text: &[u8]) -> Result<Name, TarError> {
        let offset = self.at;
        match (text == HEADER, self.timestamp.is_some()) {
            (true, false) => return Ok(Name::Header),
            (true, true) => return Err(TarError::SecondHeader { offset }),
            (false, false) => return Err(TarError::HeaderMissing { found: escaped(text) }),
            (false, true) => {}
        }
        let data = text.strip_suffix(b".data.json").and_then(Digest::parse_hex).map(Name::Data);
        let event = text.strip_suffix(b".event.json").and_then(Digest::parse_hex).map(Name::Event);
        data.or(event).ok_or_else(|| TarError::Name { offset, found: escaped(text) })
    }

    /// Whether a byte of a tar header may differ from the canonical one.
    fn tolerates(&self, at: usize, found: u8) -> bool {
        match (self.form, at) {
            (Form::Strict, _) => false,
            // Mode, user, group; size and time, which were read as numbers; magic, names and devices of ustar.
            (Form::Lenient, 100..148 | 257..345) => true,
            // The type of a regular file in the seventh edition itself.
            (Form::Lenient, 156) => found == 0,
            (Form::Lenient, _) => false,
        }
    }

    /// Names the field of a tar header in which the byte at `at` is not the canonical one.
    fn deviation(&self, at: usize, name: Box<str>, mtime: Option<u64>) -> TarError {
        let offset = self.at;
        match at {
            0..100 => TarError::Name { offset, found: name },
            100..108 => TarError::Mode { offset },
            108..124 => TarError::Owner { offset },
            124..136 => TarError::Size { offset },
            136..148 => TarError::Mtime { offset, expected: self.timestamp, found: mtime },
            156 => TarError::FileType { offset },
            _ => TarError::ExtraFields { offset },
        }
    }

    /// Moves what has arrived into the record; true once content and padding are complete.
    fn fill(&mut self, entry: &mut Entry) -> Result<bool, TarError> {
        let missing = entry.size.saturating_sub(entry.content.len());
        let available = self.rest();
        let part = available.get(..missing).unwrap_or(available);
        let moved = part.len();
        reserve(&mut entry.content, moved, entry.size);
        entry.content.extend_from_slice(part);
        self.skip(moved);
        let padding = (BLOCK - entry.size % BLOCK) % BLOCK;
        let Some(zeros) = self.rest().get(..padding).filter(|_| moved == missing) else { return Ok(false) };
        if zeros.iter().any(|b| *b != 0) {
            return Err(TarError::Padding { offset: entry.offset });
        }
        self.skip(padding);
        Ok(true)
    }

    fn close(&mut self, entry: Entry) -> Result<Record, TarError> {
        let Entry { offset, name, size: _, mtime, content } = entry;
        let digest = Digest::of(&content);
        if let Name::Data(name) | Name::Event(name) = name {
            if name != digest {
                return Err(TarError::ContentHash { offset, name, found: digest });
            }
            self.check_version(&content)?;
        }
        let kind = match name {
            Name::Header => {
                let timestamp = self.header(&content)?;
                if self.form == Form::Strict && mtime != Some(timestamp.seconds()) {
                    return Err(TarError::Mtime { offset, expected: Some(timestamp), found: mtime });
                }
                self.timestamp = Some(timestamp);
                RecordKind::Header { timestamp }
            }
            Name::Data(_) => RecordKind::Data,
            Name::Event(_) => RecordKind::Event,
        };
        Ok(Record { kind, digest, offset, bytes: content })
    }

    /// Looks into the first record after the header: which version of the protocol an archive is of stands in the
    /// election, and that one comes first. The next version writes the timestamp as a number, so only now is it known
    /// whether a number there is a fault.
    fn check_version(&mut self, content: &[u8]) -> Result<(), TarError> {
        if self.version_known {
            return Ok(());
        }
        self.version_known = true;
        let mut scan = Scanner::new(content);
        if scan.take("{\"version\":")
            && let Ok(found) = scan.integer()
            && found != VERSION
        {
            return Err(TarError::UnsupportedVersion { found });
        }
        if self.integer_timestamp { Err(TarError::IntegerTimestamp) } else { Ok(()) }
    }

    /// Reads `{"version":1,"timestamp":"…"}`, `header` in Belenios 3.3.0 §4.4.
    fn header(&mut self, content: &[u8]) -> Result<Timestamp, TarError> {
        let form = TarError::HeaderForm;
        let mut scan = Scanner::new(content);
        scan.expect("{\"version\":").map_err(form)?;
        let version = scan.integer().map_err(form)?;
        if version != VERSION {
            return Err(TarError::UnsupportedVersion { found: version });
        }
        scan.expect(",\"timestamp\":").map_err(form)?;
        let start = scan.position();
        let seconds = if scan.sees("\"") {
            parse_u64(scan.plain().map_err(form)?)
        } else {
            self.integer_timestamp = self.form == Form::Strict;
            Some(scan.integer().map_err(form)?)
        };
        let text = scan.since(start);
        scan.expect("}").map_err(form)?;
        scan.end().map_err(form)?;
        seconds.and_then(Timestamp::new).ok_or_else(|| TarError::TimestampRange { found: escaped(text) })
    }
}

/// Makes room for `more` bytes of a record that claims `size`: at most twice what has arrived, so that a false claim
/// costs nothing, and never more than the claim.
fn reserve(content: &mut Vec<u8>, more: usize, size: usize) {
    const FIRST: usize = 1 << 16;
    let needed = content.len().saturating_add(more);
    if content.capacity() < needed {
        let room = needed.max(content.len().saturating_mul(2)).max(FIRST).min(size).max(needed);
        content.reserve_exact(room.saturating_sub(content.len()));
    }
}

/// Foreign text as evidence.
pub(super) fn escaped(text: &[u8]) -> Box<str> {
    format!("{}", text.escape_ascii()).into()
}

#[cfg(test)]
mod tests;
