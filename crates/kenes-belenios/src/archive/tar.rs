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
mod tests {
    use proptest::prelude::*;

    use super::super::block::write_data;
    use super::super::testing::{Refusal, TIME, sample, survey, time};
    use super::*;

    /// Offset of the second record, the first with data.
    const SECOND: usize = 1024;

    /// Applies a change to the sample and mends the checksum of the tar header at `mend`.
    fn changed(mend: Option<usize>, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut bytes = sample();
        change(&mut bytes);
        if let Some(at) = mend {
            let block = bytes[at..].first_chunk::<BLOCK>().unwrap();
            let sum = format!("{:06o}\0 ", checksum(block));
            bytes[at + 148..at + 156].copy_from_slice(sum.as_bytes());
        }
        bytes
    }

    /// The sample with other text in the tar header at `at`.
    fn field(at: usize, within: usize, text: &[u8]) -> Vec<u8> {
        changed(Some(at), |bytes| bytes[at + within..at + within + text.len()].copy_from_slice(text))
    }

    /// The sample with another content of the BELENIOS record.
    fn header(content: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        super::super::block::write_header(&mut bytes, time());
        let mut block = [0; 1024];
        block[..BLOCK].copy_from_slice(&tar_header(HEADER, length(content.as_bytes()), TIME));
        block[BLOCK..BLOCK + content.len()].copy_from_slice(content.as_bytes());
        changed(None, |bytes| bytes[..1024].copy_from_slice(&block))
    }

    fn check(bytes: &[u8], strict: TarError, lenient: Option<TarError>) {
        let found = |form| match survey(bytes, form, 4096) {
            Err(Refusal::Tar(error)) => Some(error),
            Err(Refusal::Survey(_)) | Ok(_) => None,
        };
        assert_eq!(found(Form::Strict), Some(strict));
        assert_eq!(found(Form::Lenient), lenient);
    }

    fn check_both(bytes: &[u8], error: TarError) {
        check(bytes, error.clone(), Some(error));
    }

    #[test]
    fn header_is_what_the_peers_write() {
        let block = tar_header(HEADER, 0o46, 0o15_300_527_175);
        assert_eq!(
            &block[100..157],
            b"0000644\x000000000\x000000000\x0000000000046\x0015300527175\x00005715\0 0"
        );
    }

    #[test]
    fn form_of_the_container_is_exact() {
        let offset = 1024;
        check(&field(SECOND, 100, b"0000600"), TarError::Mode { offset }, None);
        check(&field(SECOND, 108, b"0001750"), TarError::Owner { offset }, None);
        check(&field(SECOND, 116, b"0001750"), TarError::Owner { offset }, None);
        let mtime = |found| TarError::Mtime { offset, expected: Some(time()), found };
        check(&field(SECOND, 136, b"00000000001"), mtime(Some(1)), None);
        check(&field(SECOND, 136, b"soon\0\0\0\0\0\0\0"), mtime(None), None);
        check(&field(SECOND, 156, b"\0"), TarError::FileType { offset }, None);
        check_both(&field(SECOND, 156, b"5"), TarError::FileType { offset });
        check(&field(SECOND, 257, b"ustar\x0000root"), TarError::ExtraFields { offset }, None);
        check_both(&field(SECOND, 157, b"link"), TarError::ExtraFields { offset });
        check_both(&field(SECOND, 345, b"prefix"), TarError::ExtraFields { offset });
        check_both(&field(SECOND, 511, b"x"), TarError::ExtraFields { offset });
        check(&field(SECOND, 124, b"         12 "), TarError::Size { offset }, None);
        check_both(&field(SECOND, 124, b"0000000001x"), TarError::Size { offset });
        check_both(&changed(None, |b| b[SECOND + 149] ^= 1), TarError::Checksum { offset });
        check_both(&changed(None, |b| b[SECOND + 600] = b'x'), TarError::Padding { offset });
        check(
            &field(0, 136, b"00000000001"),
            TarError::Mtime { offset: 0, expected: Some(time()), found: Some(1) },
            None,
        );
    }

    #[test]
    fn names_are_hashes() {
        let offset = 1024;
        let upper = changed(Some(SECOND), |b| b[SECOND..SECOND + 64].make_ascii_uppercase());
        let found = escaped(upper[SECOND..].split(|b| *b == 0).next().unwrap());
        check_both(&upper, TarError::Name { offset, found });
        let garbage = field(SECOND, 80, b"x");
        let found = escaped(sample()[SECOND..].split(|b| *b == 0).next().unwrap());
        check_both(&garbage, TarError::Name { offset, found });
        check_both(&field(SECOND, 0, b"x\0"), TarError::Name { offset, found: "x".into() });
        check_both(&field(SECOND, 0, b"BELENIOS\0"), TarError::SecondHeader { offset });
        check_both(&field(0, 0, b"BELENIOX"), TarError::HeaderMissing { found: "BELENIOX".into() });
        check_both(&[0; 1024], TarError::HeaderMissing { found: "".into() });
        check_both(
            &changed(None, |b| b[SECOND + BLOCK] = b'E'),
            TarError::ContentHash {
                offset,
                name: Digest::of(b"{election}"),
                found: Digest::of(b"Eelection}"),
            },
        );
    }

    #[test]
    fn header_record_is_exact() {
        check_both(&header(r#"{"version":2,"timestamp":1}"#), TarError::UnsupportedVersion { found: 2 });
        check_both(
            &header(r#"{"version":0,"timestamp":"1795337891"}"#),
            TarError::UnsupportedVersion { found: 0 },
        );
        let integer = header(r#"{"version":1,"timestamp":1795337891}"#);
        check(&integer, TarError::IntegerTimestamp, None);
        check(&integer[..1024], TarError::IntegerTimestamp, None);
        let mut next_version = integer[..1024].to_vec();
        write_data(&mut next_version, br#"{"version":2,"description":""}"#, time());
        check_both(&next_version, TarError::UnsupportedVersion { found: 2 });
        for found in [r#""01795337891""#, r#""""#, r#""-1""#, r#""8589934592""#, r#""1e9""#] {
            check_both(
                &header(&format!(r#"{{"version":1,"timestamp":{found}}}"#)),
                TarError::TimestampRange { found: escaped(found.as_bytes()) },
            );
        }
        for content in [
            "",
            "{}",
            r#"{"version": 1,"timestamp":"1795337891"}"#,
            r#"{"version":1,"timestamp":"1795337891"} "#,
            r#"{"timestamp":"1795337891","version":1}"#,
            r#"{"version":1,"timestamp":null}"#,
            r#"{"version":"1","timestamp":"1795337891"}"#,
        ] {
            let found = survey(&header(content), Form::Lenient, 100);
            assert!(matches!(found, Err(Refusal::Tar(TarError::HeaderForm(_)))), "{content}: {found:?}");
        }
        let other = header(r#"{"version":1,"timestamp":"1795337890"}"#);
        let found = survey(&other, Form::Strict, 100);
        assert!(matches!(found, Err(Refusal::Tar(TarError::Mtime { offset: 0, .. }))), "{found:?}");
    }

    #[test]
    fn nothing_follows_the_last_record() {
        let offset = length(&sample());
        let zeros = |count| [sample(), alloc::vec![0; count]].concat();
        check(&zeros(512), TarError::TrailingZeros { offset }, None);
        check(&zeros(10_240), TarError::TrailingZeros { offset }, None);
        check_both(&zeros(511), TarError::Truncated { offset, length: offset + 511 });
        let after = [zeros(512), b"x".to_vec()].concat();
        check(&after, TarError::TrailingZeros { offset }, Some(TarError::AfterEnd { offset: offset + 512 }));
        let after = [zeros(512), sample()].concat();
        check(&after, TarError::TrailingZeros { offset }, Some(TarError::AfterEnd { offset: offset + 512 }));
    }

    #[test]
    fn cut_archives_are_refused() {
        let bytes = sample();
        for length in (0..bytes.len()).step_by(7).chain((0..bytes.len()).step_by(512)) {
            let found = survey(&bytes[..length], Form::Strict, 4096);
            if length % 512 != 0 || length == 0 {
                assert!(
                    matches!(found, Err(Refusal::Tar(TarError::Truncated { .. }))),
                    "{length}: {found:?}"
                );
            }
        }
    }

    #[test]
    fn any_changed_byte_is_refused() {
        let bytes = sample();
        for at in 0..bytes.len() {
            for bit in [1, 0x20, 0x80] {
                let mut flipped = bytes.clone();
                flipped[at] ^= bit;
                let found = survey(&flipped, Form::Strict, usize::MAX);
                assert!(matches!(found, Err(Refusal::Tar(_))), "byte {at}: {found:?}");
            }
        }
    }

    #[test]
    fn sizes_are_limited_before_memory_is_taken() {
        let mut bytes = sample()[..SECOND].to_vec();
        let name = format!("{}.data.json", Digest::of(b""));
        bytes.extend(tar_header(name.as_bytes(), DEFAULT_LIMIT + 1, TIME));
        let too_large = TarError::TooLarge { offset: 1024, size: DEFAULT_LIMIT + 1, limit: DEFAULT_LIMIT };
        check_both(&bytes, too_large);
        bytes.truncate(SECOND);
        bytes.extend(tar_header(name.as_bytes(), DEFAULT_LIMIT, TIME));
        bytes.extend([b'x'; 100]);
        let mut reader = TarReader::new(Form::Strict);
        reader.push(&bytes);
        reader.next_record().unwrap().unwrap();
        assert_eq!(reader.next_record(), Ok(None));
        let entry = reader.current.unwrap();
        assert!(entry.content.capacity() <= 1 << 16, "{} bytes for 100", entry.content.capacity());
        let event = format!("{}.event.json", Digest::of(b""));
        bytes.truncate(SECOND);
        bytes.extend(tar_header(event.as_bytes(), 2048, TIME));
        check_both(&bytes, TarError::TooLarge { offset: 1024, size: 2048, limit: SMALL_LIMIT });
    }

    #[test]
    fn own_limits_hold_and_errors_stay() {
        let mut reader = TarReader::new(Form::Strict).with_limit(999);
        reader.push(&sample());
        let too_large = loop {
            match reader.next_record() {
                Ok(record) => assert!(record.is_some()),
                Err(error) => break error,
            }
        };
        assert!(matches!(too_large, TarError::TooLarge { size: 1500, limit: 999, .. }));
        reader.push(&sample());
        assert_eq!(reader.next_record(), Err(too_large.clone()));
        assert_eq!(reader.finish(), Err(too_large));
    }

    #[test]
    fn unread_records_are_no_success() {
        let mut reader = TarReader::new(Form::Strict);
        reader.push(&sample());
        assert_eq!(reader.finish(), Err(TarError::Unread { offset: 0 }));
    }

    #[test]
    fn large_records_grow_with_what_arrives() {
        let content = alloc::vec![b'x'; 300_000];
        let mut bytes = sample()[..SECOND].to_vec();
        write_data(&mut bytes, &content, time());
        let mut reader = TarReader::new(Form::Strict);
        let mut records = Vec::new();
        for piece in bytes.chunks(1000) {
            reader.push(piece);
            while let Some(record) = reader.next_record().unwrap() {
                records.push(record);
            }
            assert!(reader.input.len() <= 1000 + BLOCK);
        }
        assert_eq!(records[1].bytes(), content);
        assert_eq!(records[1].bytes.capacity(), content.len());
        assert_eq!(reader.finish(), Ok(Extent { timestamp: time(), length: length(&bytes) }));
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_give_the_same(cuts in proptest::collection::vec(0..20_000_usize, 0..40)) {
            let bytes = sample();
            let whole = survey(&bytes, Form::Strict, usize::MAX).unwrap();
            let (mut tar, mut survey, mut items) = (TarReader::new(Form::Strict), super::super::Survey::new(), Vec::new());
            let mut cuts: Vec<_> = cuts.into_iter().filter(|cut| *cut < bytes.len()).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            for pair in cuts.windows(2) {
                tar.push(&bytes[pair[0]..pair[1]]);
                while let Some(record) = tar.next_record().unwrap() {
                    items.extend(survey.record(record).unwrap());
                }
            }
            prop_assert!(tar.finish().is_ok());
            prop_assert_eq!((items, survey.finish().unwrap()), whole);
        }

        #[test]
        fn reading_never_panics(bytes: Vec<u8>, at in 0..15_000_usize, with: [u8; 8], chunk in 1..5000_usize) {
            let _ = survey(&bytes, Form::Lenient, chunk);
            let mut bytes = sample();
            let at = at.min(bytes.len() - 8);
            bytes[at..at + 8].copy_from_slice(&with);
            let _ = survey(&bytes, Form::Lenient, chunk);
        }
    }
}
