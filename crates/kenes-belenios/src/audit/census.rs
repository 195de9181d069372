//! The first reading of an archive: which ballot is the last of its credential.

use alloc::vec::Vec;

use crate::archive::SurveyItem;
use crate::hash::Digest;
use crate::scan::Scanner;

/// How much of the hash of a credential is kept, in bytes. Two credentials that collide would be taken for one, and a
/// ballot left out; finding two costs 2⁹⁶ hashes.
const KEPT: usize = 24;

/// Goes through an archive once and notes which ballot is the last of its credential (`last` in Belenios 3.3.0
/// §4.17). Holds 28 bytes a ballot, then one bit.
#[derive(Debug, Default)]
pub(crate) struct Census {
    credentials: Vec<([u8; KEPT], u32)>,
    ballots: u64,
}

impl Census {
    /// Nothing read yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Notes one item.
    pub(crate) fn item(&mut self, item: SurveyItem) {
        if let SurveyItem::Ballot { bytes, tracker, height: _ } = item {
            self.ballot(&bytes, tracker);
        }
    }

    /// How many ballots there are, revotes included.
    pub(crate) fn ballots(&self) -> u64 {
        self.ballots
    }

    fn ballot(&mut self, bytes: &[u8], tracker: Digest) {
        // A ballot whose credential cannot be found stands alone; the second reading refuses it.
        let hash = credential_of(bytes).map_or(tracker, Digest::of).0;
        if let (Some(&key), Ok(number)) = (hash.first_chunk(), u32::try_from(self.ballots)) {
            self.credentials.push((key, number));
        }
        self.ballots += 1;
    }

    /// Which ballots count, by their number from 0.
    pub(super) fn last_ballots(&mut self) -> LastBallots {
        let mut credentials = core::mem::take(&mut self.credentials);
        let mut last = LastBallots { bits: Vec::new(), counted: 0 };
        last.bits.resize(credentials.len().div_ceil(8), 0);
        credentials.sort_unstable();
        for (index, &(credential, number)) in credentials.iter().enumerate() {
            if credentials.get(index + 1).is_none_or(|next| next.0 != credential) {
                last.set(number);
            }
        }
        last
    }
}

/// The text of a ballot's credential.
fn credential_of(ballot: &[u8]) -> Option<&[u8]> {
    let mut scan = Scanner::new(ballot);
    scan.expect("{\"election_uuid\":").ok()?;
    scan.plain().ok()?;
    scan.expect(",\"election_hash\":").ok()?;
    scan.plain().ok()?;
    scan.expect(",\"credential\":").ok()?;
    scan.plain().ok()
}

/// One bit for each ballot: whether it is the last of its credential.
#[derive(Clone, Debug, Default)]
pub(super) struct LastBallots {
    bits: Vec<u8>,
    counted: u64,
}

impl LastBallots {
    fn set(&mut self, number: u32) {
        let (byte, bit) = (usize::try_from(number / 8).unwrap_or(usize::MAX), number % 8);
        if let Some(byte) = self.bits.get_mut(byte) {
            *byte |= 1 << bit;
            self.counted += 1;
        }
    }

    /// Whether ballot number `number`, from 0, counts.
    pub(super) fn contains(&self, number: u64) -> bool {
        let byte = usize::try_from(number / 8).ok().and_then(|byte| self.bits.get(byte));
        byte.is_some_and(|byte| (byte >> (number % 8)) & 1 == 1)
    }
}
