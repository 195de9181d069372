//! The file of a policy, read and written.

use alloc::string::ToString as _;
use alloc::vec::Vec;

use super::{Group, NONE, Policy, PolicyFault, PolicyLog, PolicyName, PolicyWitness};
use crate::checkpoint::decimal;
use crate::key::{VerifierKey, VerifierKeyError};

/// The largest file of a policy, in bytes.
pub const MAX_POLICY: usize = 512 * 1024;

/// Bytes are not a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyTextError {
    /// More than [`MAX_POLICY`] bytes.
    #[error("larger than {MAX_POLICY} bytes")]
    TooLarge,
    /// The last line has no end.
    #[error("the last line is not ended")]
    Unended,
    /// A line is wrong.
    #[error("line {line}: {fault}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        fault: PolicyFault,
    },
    /// There is no quorum line.
    #[error("no line says what the quorum is")]
    NoQuorum,
}

impl Policy {
    /// Reads the file of a policy. Numbers have no leading zeroes.
    ///
    /// # Errors
    /// A line is wrong, the quorum is missing, or the file is too large or not ended.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyTextError> {
        if bytes.len() > MAX_POLICY {
            return Err(PolicyTextError::TooLarge);
        }
        if bytes.is_empty() {
            return Err(PolicyTextError::NoQuorum);
        }
        let lines = bytes.strip_suffix(b"\n").ok_or(PolicyTextError::Unended)?;
        let mut policy = Self::default();
        let mut has_quorum = false;
        for (line, number) in lines.split(|octet| *octet == b'\n').zip(1..) {
            let read = policy.read_line(line, &mut has_quorum);
            read.map_err(|fault| PolicyTextError::Line { line: number, fault })?;
        }
        if has_quorum { Ok(policy) } else { Err(PolicyTextError::NoQuorum) }
    }

    /// Writes the policy in one form: single spaces, no comments, first the logs, then the witnesses, the groups with
    /// numbers, the quorum.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut lines = Vec::new();
        for log in &self.logs {
            let key = log.key.to_string();
            write_line(&mut lines, [b"log", key.as_bytes()].into_iter().chain(log.url.as_deref()));
        }
        for witness in &self.witnesses {
            let key = witness.key.to_string();
            let items: [&[u8]; 3] = [b"witness", &witness.name.0, key.as_bytes()];
            write_line(&mut lines, items.into_iter().chain(witness.url.as_deref()));
        }
        for group in &self.groups {
            let threshold = group.threshold.to_string();
            let items: [&[u8]; 3] = [b"group", &group.name.0, threshold.as_bytes()];
            write_line(
                &mut lines,
                items.into_iter().chain(group.members.iter().map(|member| self.name(*member))),
            );
        }
        let quorum = self.quorum.map_or(NONE, |quorum| self.name(quorum));
        write_line(&mut lines, [b"quorum", quorum].into_iter());
        lines
    }

    fn read_line(&mut self, line: &[u8], has_quorum: &mut bool) -> Result<(), PolicyFault> {
        if line.iter().any(|octet| (*octet < b' ' && *octet != b'\t') || *octet == 0x7f) {
            return Err(PolicyFault::Octet);
        }
        let items = line.split(|octet| *octet == b' ' || *octet == b'\t').filter(|item| !item.is_empty());
        match items.collect::<Vec<_>>().as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key, url @ ..] => self.add_log(PolicyLog { key: read_key(key)?, url: read_url(url)? }),
            [b"witness", name, key, url @ ..] => {
                let (name, key) = (PolicyName::new(name)?, read_key(key)?);
                self.add_witness(PolicyWitness { name, key, url: read_url(url)? })
            }
            [b"group", name, threshold, members @ ..] => self.read_group(name, threshold, members),
            [b"quorum", _] if *has_quorum => Err(PolicyFault::SecondQuorum),
            [b"quorum", name] => {
                let quorum = if *name == NONE { None } else { Some(self.defined(name)?) };
                *has_quorum = true;
                self.quorum = quorum;
                Ok(())
            }
            _ => Err(PolicyFault::Form),
        }
    }

    fn read_group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), PolicyFault> {
        let name = PolicyName::new(name)?;
        let members = members.iter().map(|name| self.defined(name)).collect::<Result<Vec<_>, _>>()?;
        let number = || decimal(core::str::from_utf8(threshold).ok()?)?.try_into().ok();
        let threshold = match threshold {
            b"any" => 1,
            b"all" => members.len(),
            // 0 is no threshold of any group.
            _ => number().unwrap_or(0),
        };
        self.add_group(Group { name, threshold, members })
    }

    fn defined(&self, name: &[u8]) -> Result<super::Member, PolicyFault> {
        let name = PolicyName::new(name)?;
        self.member(&name.0).ok_or(PolicyFault::UnknownName { name })
    }
}

fn read_key(item: &[u8]) -> Result<VerifierKey, PolicyFault> {
    let text = core::str::from_utf8(item).map_err(|_| VerifierKeyError::Form)?;
    Ok(text.parse::<VerifierKey>()?)
}

fn read_url(items: &[&[u8]]) -> Result<Option<Vec<u8>>, PolicyFault> {
    match items {
        [] => Ok(None),
        [url] => Ok(Some(url.to_vec())),
        _ => Err(PolicyFault::Form),
    }
}

fn write_line<'a>(lines: &mut Vec<u8>, items: impl Iterator<Item = &'a [u8]>) {
    for (place, item) in items.enumerate() {
        if place > 0 {
            lines.push(b' ');
        }
        lines.extend_from_slice(item);
    }
    lines.push(b'\n');
}
