//! The list of voters: one `ID` or `ID,WEIGHT` per line. It never leaves the credential authority.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use crate::error::{CliError, Result};
use crate::files;

/// The longest line that is read, in bytes.
const LINE: u64 = 4096;

/// One voter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    /// A name, address or number that the credential authority knows the voter by.
    pub id: String,
    /// How often the voter's ballot counts.
    pub weight: u64,
}

/// A line is not a voter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VoterError {
    #[error("no voter before the comma")]
    NoId,
    #[error("{weight:?} is not a weight: a whole number from 1")]
    Weight { weight: String },
    #[error("voter {id:?} is listed twice")]
    Twice { id: String },
    #[error("a control character")]
    Control,
}

/// Reads a list; empty lines and lines that begin with `#` are passed over.
pub fn read(path: &Path) -> Result<Vec<Voter>> {
    let mut reader = BufReader::new(files::open(path)?);
    let mut voters = Vec::new();
    let mut seen = BTreeSet::new();
    for line in 1.. {
        let mut bytes = Vec::new();
        let read = reader.by_ref().take(LINE + 1).read_until(b'\n', &mut bytes);
        let length = read.map_err(|source| CliError::Open { path: path.into(), source })?;
        if length == 0 {
            break;
        }
        if u64::try_from(length).unwrap_or(u64::MAX) > LINE {
            return Err(CliError::LineTooLong { path: path.into(), line, limit: LINE });
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| CliError::NotText { path: path.into() })?.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let voter = parse(text).and_then(|voter| {
            let id = voter.id.clone();
            if seen.insert(id.clone()) { Ok(voter) } else { Err(VoterError::Twice { id }) }
        });
        voters.push(voter.map_err(|source| CliError::Voters { path: path.into(), line, source })?);
    }
    Ok(voters)
}

/// Voters without names: the numbers from 1.
pub fn numbered(count: u32) -> Vec<Voter> {
    (1..=count).map(|number| Voter { id: number.to_string(), weight: 1 }).collect()
}

fn parse(text: &str) -> std::result::Result<Voter, VoterError> {
    let (id, weight) = text.split_once(',').unwrap_or((text, "1"));
    let (id, weight) = (id.trim(), weight.trim());
    if id.is_empty() {
        return Err(VoterError::NoId);
    }
    if id.chars().any(char::is_control) {
        return Err(VoterError::Control);
    }
    match weight.parse() {
        Ok(number) if number > 0 => Ok(Voter { id: id.into(), weight: number }),
        _ => Err(VoterError::Weight { weight: weight.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        assert_eq!(parse("ann@example.org"), Ok(Voter { id: "ann@example.org".into(), weight: 1 }));
        assert_eq!(parse("bob, 3"), Ok(Voter { id: "bob".into(), weight: 3 }));
        assert_eq!(parse(",3"), Err(VoterError::NoId));
        assert_eq!(parse("bob,0"), Err(VoterError::Weight { weight: "0".into() }));
        assert_eq!(parse("bob,1,2"), Err(VoterError::Weight { weight: "1,2".into() }));
    }
}
