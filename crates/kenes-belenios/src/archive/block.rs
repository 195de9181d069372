//! The blocks of a tar file: the one canonical header of a record, and whole records written with it.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use crate::hash::{Digest, Sink as _};

/// Bytes in a block of a tar file.
pub(super) const BLOCK: usize = 512;

/// Name of the first record.
pub(super) const HEADER: &[u8] = b"BELENIOS";

/// The version of the archive's header, and of the election in it.
pub(super) const VERSION: u64 = 1;

/// How strictly the form of an archive is read. What it says is verified alike in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Only the canonical form, which is what the peers write.
    #[default]
    Strict,
    /// Tolerates what other programs for tar files write: time, mode, user and group, the `ustar` fields, zero blocks
    /// at the end; and a timestamp written as a number. Names, hashes and checksums must hold all the same. An audit
    /// also reads data whose JSON has another form: white space, another order of fields, needless escapes, counts as
    /// strings or numbers; in ballots another order of fields inside answers, nothing else. Events have one form.
    Lenient,
}

/// Beginning of an election in seconds since 1970, below 2³³ as a tar header can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The latest one.
    pub const MAX: Self = Self((1 << 33) - 1);

    /// The timestamp of so many seconds, if a tar header can hold it.
    pub const fn new(seconds: u64) -> Option<Self> {
        if seconds <= Self::MAX.0 { Some(Self(seconds)) } else { None }
    }

    /// Seconds since 1970.
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The canonical tar header of a record; sizes and times are below 2³³.
pub(super) fn tar_header(name: &[u8], size: u64, mtime: u64) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    put(&mut block, 0, name);
    put(&mut block, 100, b"0000644\x000000000\x000000000");
    put(&mut block, 124, format!("{size:011o}\0{mtime:011o}").as_bytes());
    put(&mut block, 156, b"0");
    let sum = checksum(&block);
    put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
    block
}

fn put(block: &mut [u8; BLOCK], at: usize, bytes: &[u8]) {
    for (to, from) in block.iter_mut().skip(at).zip(bytes) {
        *to = *from;
    }
}

pub(super) fn is_checksum(at: usize) -> bool {
    (148..156).contains(&at)
}

/// The sum of the bytes of a tar header, its checksum counted as spaces.
pub(super) fn checksum(block: &[u8; BLOCK]) -> u64 {
    block
        .iter()
        .enumerate()
        .map(|(at, b)| if is_checksum(at) { u64::from(b' ') } else { u64::from(*b) })
        .sum()
}

/// A number of a tar header: strictly eleven octal digits and a zero byte; leniently any octal digits with spaces
/// before, and spaces or zero bytes after them.
pub(super) fn octal(field: &[u8], form: Form) -> Option<u64> {
    let digits = match form {
        Form::Strict => field.strip_suffix(b"\0").filter(|digits| digits.len() == 11)?,
        Form::Lenient => {
            let text = field.trim_ascii_start();
            let end = text.iter().position(|b| matches!(b, b' ' | 0)).unwrap_or(text.len());
            let (digits, rest) = text.split_at_checked(end)?;
            rest.iter().all(|b| matches!(b, b' ' | 0)).then_some(digits)?
        }
    };
    let all_octal = !digits.is_empty() && digits.iter().all(|b| matches!(b, b'0'..=b'7'));
    all_octal.then(|| digits.iter().fold(0, |number, digit| number << 3 | u64::from(digit - b'0')))
}

pub(super) fn part_of(block: &[u8; BLOCK], from: usize, to: usize) -> &[u8] {
    block.get(from..to).unwrap_or_default()
}

pub(super) fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Writes the header record of an archive.
pub(super) fn write_header(out: &mut Vec<u8>, timestamp: Timestamp) {
    let content = format!("{{\"version\":{VERSION},\"timestamp\":\"{timestamp}\"}}");
    write_file(out, HEADER, content.as_bytes(), timestamp);
}

/// Writes a data record; returns its hash.
pub(super) fn write_data(out: &mut Vec<u8>, content: &[u8], timestamp: Timestamp) -> Digest {
    let digest = Digest::of(content);
    write_file(out, format!("{digest}.data.json").as_bytes(), content, timestamp);
    digest
}

/// Writes an event record.
pub(super) fn write_event(out: &mut Vec<u8>, content: &[u8], timestamp: Timestamp) {
    write_file(out, format!("{}.event.json", Digest::of(content)).as_bytes(), content, timestamp);
}

fn write_file(out: &mut Vec<u8>, name: &[u8], content: &[u8], timestamp: Timestamp) {
    out.put(&tar_header(name, length(content), timestamp.seconds()));
    out.put(content);
    out.resize(out.len().next_multiple_of(BLOCK), 0);
}
