//! Writing an archive, record by record (Belenios 3.3.0 §4.4).

use alloc::vec::Vec;

use super::block::{Timestamp, write_data, write_event, write_header};
use super::event::{Chain, EventKind};
use super::payload::{Owned, SetupData, SizedTally};
use super::tar::DEFAULT_LIMIT;
use crate::hash::Digest;

/// Makes the bytes to append to an archive for each step of an election, in the order of records that the peers write
/// and compare.
///
/// Knows the timestamp and the last event, nothing else: whether a step may come next is for a
/// [`Survey`](super::Survey) to say. Where appending the bytes fails, go back to a clone made before.
#[derive(Clone, Debug)]
pub struct ArchiveWriter {
    timestamp: Timestamp,
    chain: Chain,
}

/// A structure is larger than readers take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record of {size} bytes, more than the limit of {limit}")]
pub struct TooLarge {
    /// Its size, in bytes.
    pub size: u64,
    /// The largest size, in bytes.
    pub limit: u64,
}

impl ArchiveWriter {
    /// Begins an archive: the writer, and the bytes of the header, which come first.
    pub fn begin(timestamp: Timestamp) -> (Self, Vec<u8>) {
        let mut out = Vec::new();
        write_header(&mut out, timestamp);
        (Self { timestamp, chain: Chain::new() }, out)
    }

    /// Continues an archive of that timestamp whose last event has the hash `head` and the given height.
    pub fn resume(timestamp: Timestamp, head: Digest, height: u64) -> Self {
        Self { timestamp, chain: Chain::resume(head, height) }
    }

    /// Hash and height of the last event.
    pub fn last(&self) -> Option<(Digest, u64)> {
        Some((self.chain.head()?, self.chain.count().checked_sub(1)?))
    }

    /// Setup: the serialized election, trustees and public credentials.
    ///
    /// # Errors
    /// One of them is too large; nothing is then changed, here and below.
    pub fn setup(
        &mut self,
        election: &[u8],
        trustees: &[u8],
        credentials: &[u8],
    ) -> Result<Vec<u8>, TooLarge> {
        let mut out = Vec::new();
        check_size(election)?;
        check_size(trustees)?;
        check_size(credentials)?;
        let setup = SetupData {
            election: write_data(&mut out, election, self.timestamp),
            trustees: write_data(&mut out, trustees, self.timestamp),
            credentials: write_data(&mut out, credentials, self.timestamp),
        };
        self.end_group(&mut out, EventKind::Setup, &setup.to_bytes());
        Ok(out)
    }

    /// Ballot: a serialized ballot.
    ///
    /// # Errors
    /// It is too large.
    pub fn ballot(&mut self, ballot: &[u8]) -> Result<Vec<u8>, TooLarge> {
        self.simple(EventKind::Ballot, ballot)
    }

    /// EndBallots.
    pub fn end_ballots(&mut self) -> Vec<u8> {
        self.bare(EventKind::EndBallots)
    }

    /// EncryptedTally: how many ballots were tallied, their total weight, the serialized tally.
    ///
    /// # Errors
    /// The tally is too large.
    pub fn encrypted_tally(
        &mut self,
        num_tallied: u64,
        total_weight: u64,
        tally: &[u8],
    ) -> Result<Vec<u8>, TooLarge> {
        check_size(tally)?;
        let mut out = Vec::new();
        let encrypted_tally = write_data(&mut out, tally, self.timestamp);
        let sized = SizedTally { num_tallied, total_weight, encrypted_tally };
        self.end_group(&mut out, EventKind::EncryptedTally, &sized.to_bytes());
        Ok(out)
    }

    /// Shuffle: the number of the trustee, from 1, and its serialized shuffle.
    ///
    /// # Errors
    /// The shuffle is too large.
    pub fn shuffle(&mut self, owner: u64, shuffle: &[u8]) -> Result<Vec<u8>, TooLarge> {
        self.owned(EventKind::Shuffle, owner, shuffle)
    }

    /// EndShuffles.
    pub fn end_shuffles(&mut self) -> Vec<u8> {
        self.bare(EventKind::EndShuffles)
    }

    /// PartialDecryption: the number of the trustee, from 1, and its serialized partial decryption.
    ///
    /// # Errors
    /// The partial decryption is too large.
    pub fn decryption(&mut self, owner: u64, decryption: &[u8]) -> Result<Vec<u8>, TooLarge> {
        self.owned(EventKind::PartialDecryption, owner, decryption)
    }

    /// Result: the serialized result.
    ///
    /// # Errors
    /// It is too large.
    pub fn result(&mut self, result: &[u8]) -> Result<Vec<u8>, TooLarge> {
        self.simple(EventKind::Result, result)
    }

    fn simple(&mut self, kind: EventKind, content: &[u8]) -> Result<Vec<u8>, TooLarge> {
        check_size(content)?;
        let mut out = Vec::new();
        self.end_group(&mut out, kind, content);
        Ok(out)
    }

    fn owned(&mut self, kind: EventKind, owner: u64, content: &[u8]) -> Result<Vec<u8>, TooLarge> {
        check_size(content)?;
        let mut out = Vec::new();
        let payload = write_data(&mut out, content, self.timestamp);
        self.end_group(&mut out, kind, &Owned { owner, payload }.to_bytes());
        Ok(out)
    }

    fn bare(&mut self, kind: EventKind) -> Vec<u8> {
        let mut out = Vec::new();
        let event = self.chain.append(kind, None);
        write_event(&mut out, &event, self.timestamp);
        out
    }

    /// The payload and its event, which end the group of records of one step.
    fn end_group(&mut self, out: &mut Vec<u8>, kind: EventKind, payload: &[u8]) {
        let digest = write_data(out, payload, self.timestamp);
        let event = self.chain.append(kind, Some(digest));
        write_event(out, &event, self.timestamp);
    }
}

fn check_size(content: &[u8]) -> Result<(), TooLarge> {
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    if size > DEFAULT_LIMIT { Err(TooLarge { size, limit: DEFAULT_LIMIT }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{sample, survey, time};
    use super::super::{Form, Stage, SurveyItem};
    use super::*;

    #[test]
    fn what_is_written_is_surveyed() {
        let (items, surveyed) = survey(&sample(), Form::Strict, 777).unwrap();
        let kinds: Vec<_> = items.iter().map(SurveyItem::kind).collect();
        assert_eq!(kinds.len(), 11);
        assert_eq!(kinds[..3], [EventKind::Setup, EventKind::Ballot, EventKind::Ballot]);
        assert_eq!(kinds[10], EventKind::Result);
        assert!(matches!(&items[1], SurveyItem::Ballot { bytes, tracker, height: 1 }
            if bytes == b"{ballot 1}" && *tracker == Digest::of(b"{ballot 1}")));
        assert!(matches!(&items[4], SurveyItem::Tally { sized, bytes }
            if sized.num_tallied == 2 && sized.total_weight == 1 << 30 && bytes == b"[tally]"));
        assert!(matches!(&items[9], SurveyItem::Decryption { owner: 2, bytes } if bytes == b"{decryption}"));
        assert_eq!((surveyed.height, surveyed.stage, surveyed.ballots), (10, Stage::Result, 2));
        assert!(surveyed.ended_shuffles);
    }

    #[test]
    fn writing_can_be_resumed() {
        let (mut writer, _) = ArchiveWriter::begin(time());
        assert_eq!(writer.last(), None);
        writer.setup(b"e", b"t", b"c").unwrap();
        let (head, height) = writer.last().unwrap();
        let mut resumed = ArchiveWriter::resume(time(), head, height);
        assert_eq!(resumed.ballot(b"b"), writer.ballot(b"b"));
        assert_eq!(resumed.end_ballots(), writer.end_ballots());
        assert_eq!(resumed.last(), writer.last());
        assert_eq!(writer.last().unwrap().1, 2);
    }
}
