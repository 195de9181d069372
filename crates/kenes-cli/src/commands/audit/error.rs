//! What stops an audit, or refuses a record.

use std::io;
use std::path::PathBuf;

use crate::code::Code;
use crate::commands::record::number_of;

/// An audit is not made, or refuses the record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    #[error("{place} is refused: {}", number_of(*failures, "failure"))]
    Refused { place: String, failures: u64 },
    #[error("{} has no record: neither the file checkpoint nor record/checkpoint nor public/checkpoint", path.display())]
    NoRecord { path: PathBuf },
    #[error("{address} has no record: there is no file checkpoint")]
    NoRecordThere { address: String },
    #[error("the record at {address} has more than {limit} GiB")]
    TooMuch { address: String, limit: u64 },
    #[error("{} is the archive of one election, not the record of a council", path.display())]
    Election { path: PathBuf },
    #[error("{} is neither a folder nor a tar file", path.display())]
    OtherFile { path: PathBuf },
    #[error("{} cannot be unpacked: {source}", path.display())]
    Tar { path: PathBuf, source: io::Error },
    #[error("{} cannot be unpacked: {name:?} {what}", path.display())]
    TarEntry { path: PathBuf, name: String, what: &'static str },
    #[error("{} cannot be unpacked: it holds more than {limit} {what}", path.display())]
    TarTooLarge { path: PathBuf, limit: u64, what: &'static str },
    #[error("{} is neither a checkpoint nor the report of an accepted audit", path.display())]
    Known { path: PathBuf },
    #[error("there is no seat {body}/{seat} among {}", number_of(*seats, "seat"))]
    NoSuchSeat { body: u16, seat: u16, seats: u64 },
    #[error("{} changed while it was audited", path.display())]
    Changed { path: PathBuf },
}

impl AuditError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused { .. } => Code::AuditRefused,
            Self::NoRecord { .. } | Self::NoRecordThere { .. } | Self::OtherFile { .. } => Code::NoRecord,
            Self::TooMuch { .. } => Code::AuditTooMuch,
            Self::Election { .. } => Code::AuditElection,
            Self::Tar { .. } | Self::TarEntry { .. } | Self::TarTooLarge { .. } => Code::AuditTar,
            Self::Known { .. } => Code::AuditKnown,
            Self::NoSuchSeat { .. } => Code::NoSuchSeat,
            Self::Changed { .. } => Code::AuditChanged,
        }
    }
}
