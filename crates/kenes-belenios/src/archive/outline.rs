//! The outline of an archive: what others who keep a record of the election hold on to (Belenios 3.3.0 §4.4).

use alloc::vec::Vec;

use super::block::Form;
use super::payload::SetupData;
use super::survey::{Survey, SurveyError, SurveyItem};
use super::tar::{Record, RecordKind, TarError, TarReader};
use crate::hash::Digest;

/// What fixes an archive, read in one go. Says nothing about proofs: that is the audit's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The hash of the content of the record `BELENIOS`.
    pub header: Digest,
    /// The setup.
    pub setup: Option<OutlineSetup>,
    /// How many ballots were cast, revotes included.
    pub ballots: u64,
    /// The end of the vote.
    pub end: Option<OutlineEnd>,
    /// The hash of the result, as the Result event has it.
    pub result: Option<Digest>,
}

/// The Setup event and what it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineSetup {
    /// The hash of the event.
    pub event: Digest,
    /// The hashes of election, trustees and credentials.
    pub data: SetupData,
    /// The bytes of the election.
    pub election: Vec<u8>,
    /// The bytes of the trustees.
    pub trustees: Vec<u8>,
}

/// The EndBallots event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineEnd {
    /// The hash of the event.
    pub event: Digest,
    /// The height of the event.
    pub height: u64,
    /// How many bytes of the archive there are up to the end of the event's record, its padding included.
    pub length: u64,
}

/// A ballot on the board, superseded or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BallotEntry {
    /// The hash of the ballot.
    pub tracker: Digest,
    /// The hash of the Ballot event.
    pub event: Digest,
    /// The height of the event.
    pub height: u64,
}

/// An archive has no outline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OutlineError {
    /// Not the form of the container, or cut off.
    #[error(transparent)]
    Tar(#[from] TarError),
    /// The records do not tell an election.
    #[error(transparent)]
    Survey(#[from] SurveyError),
}

/// Reads the outline of an archive that is pushed in pieces of any size.
///
/// Holds what a [`Survey`] holds, and the election and its trustees. After an error only that error comes back.
#[derive(Debug)]
pub struct OutlineReader {
    tar: TarReader,
    survey: Survey,
    /// Of the record `BELENIOS`, once it was met.
    header: Option<Digest>,
    setup: Option<OutlineSetup>,
    ballots: u64,
    end: Option<OutlineEnd>,
    result: Option<Digest>,
    failed: Option<OutlineError>,
}

/// A large piece is read in parts, so that the reader's copy of what it has not taken yet stays small.
const PART: usize = 1 << 16;

impl OutlineReader {
    /// A reader at the start of an archive.
    pub fn new(form: Form) -> Self {
        Self {
            tar: TarReader::new(form),
            survey: Survey::new(),
            header: None,
            setup: None,
            ballots: 0,
            end: None,
            result: None,
            failed: None,
        }
    }

    /// Reads the next bytes and hands over each ballot that they complete.
    ///
    /// # Errors
    /// The archive is malformed. The ballots before the fault were handed over.
    pub fn push(&mut self, bytes: &[u8], on_ballot: &mut dyn FnMut(BallotEntry)) -> Result<(), OutlineError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let outcome = bytes.chunks(PART).try_for_each(|part| self.part(part, on_ballot));
        self.failed = outcome.clone().err();
        outcome
    }

    /// Ends the reading: no more bytes will come.
    ///
    /// # Errors
    /// The archive is cut off or has data after its last event, or an earlier failure.
    pub fn finish(self) -> Result<Outline, OutlineError> {
        let Self { tar, survey, header, setup, ballots, end, result, failed } = self;
        if let Some(error) = failed {
            return Err(error);
        }
        let offset = tar.offset();
        let extent = tar.finish()?;
        survey.finish()?;
        // An archive that has an event has a header before it.
        let header = header.ok_or(TarError::Truncated { offset, length: extent.length })?;
        Ok(Outline { header, setup, ballots, end, result })
    }

    fn part(&mut self, part: &[u8], on_ballot: &mut dyn FnMut(BallotEntry)) -> Result<(), OutlineError> {
        self.tar.push(part);
        while let Some(record) = self.tar.next_record()? {
            self.record(record, on_ballot)?;
        }
        Ok(())
    }

    fn record(&mut self, record: Record, on_ballot: &mut dyn FnMut(BallotEntry)) -> Result<(), OutlineError> {
        let event = record.digest();
        if let RecordKind::Header { timestamp: _ } = record.kind() {
            self.header = Some(event);
        }
        let Some(item) = self.survey.record(record)? else { return Ok(()) };
        match item {
            SurveyItem::Setup { election, trustees, credentials: _, setup: data } => {
                self.setup = Some(OutlineSetup { event, data, election, trustees });
            }
            SurveyItem::Ballot { bytes: _, tracker, height } => {
                self.ballots += 1;
                on_ballot(BallotEntry { tracker, event, height });
            }
            SurveyItem::EndBallots => {
                let height = self.survey.chain().count().saturating_sub(1);
                self.end = Some(OutlineEnd { event, height, length: self.tar.offset() });
            }
            // The survey found these bytes by their hash, which is the payload of the event.
            SurveyItem::Result { bytes } => self.result = Some(Digest::of(&bytes)),
            SurveyItem::Tally { .. }
            | SurveyItem::Shuffle { .. }
            | SurveyItem::EndShuffles
            | SurveyItem::Decryption { .. } => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Builder, sample};
    use super::super::{ArchiveWriter, EventKind, Timestamp};
    use super::*;

    fn outline(archive: &[u8], size: usize) -> Result<(Outline, Vec<BallotEntry>), OutlineError> {
        let (mut reader, mut ballots) = (OutlineReader::new(Form::Strict), Vec::new());
        for chunk in archive.chunks(size) {
            reader.push(chunk, &mut |entry| ballots.push(entry))?;
        }
        Ok((reader.finish()?, ballots))
    }

    #[test]
    fn everything_that_a_record_fixes_is_there() {
        let archive = sample();
        let (found, ballots) = outline(&archive, 1000).unwrap();
        for size in [1, 511, 512, 65_536, archive.len()] {
            assert_eq!(outline(&archive, size).unwrap(), (found.clone(), ballots.clone()));
        }
        let header = archive.get(512..).unwrap().split(|byte| *byte == 0).next().unwrap();
        assert_eq!(found.header, Digest::of(header));
        assert_eq!(found.result, Some(Digest::of(b"{result}")));
        let setup = found.setup.unwrap();
        assert_eq!((&*setup.election, &*setup.trustees), (&b"{election}"[..], &b"[trustees]"[..]));
        assert_eq!(setup.data.election, Digest::of(b"{election}"));
        assert_eq!(setup.data.trustees, Digest::of(b"[trustees]"));
        assert_eq!(setup.data.credentials, Digest::of(&[b'c'; 1500]));
        let trackers = [Digest::of(b"{ballot 1}"), Digest::of(&[b'b'; 512])];
        assert_eq!(ballots.iter().map(|entry| entry.tracker).collect::<Vec<_>>(), trackers);
        assert_eq!(ballots.iter().map(|entry| entry.height).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found.ballots, 2);
    }

    /// The same events with the chain of the writer, which says what the hashes are.
    #[test]
    fn hashes_and_lengths_are_those_of_the_events() {
        let time = Timestamp::new(1).unwrap();
        let (mut writer, mut archive) = ArchiveWriter::begin(time);
        archive.extend(writer.setup(b"e", b"t", b"c").unwrap());
        let setup = writer.last().unwrap();
        archive.extend(writer.ballot(b"ballot").unwrap());
        let ballot = writer.last().unwrap();
        archive.extend(writer.end_ballots());
        let (event, height) = writer.last().unwrap();
        let length = u64::try_from(archive.len()).unwrap();
        archive.extend(writer.encrypted_tally(1, 1, b"tally").unwrap());
        let (found, ballots) = outline(&archive, 100).unwrap();
        assert_eq!((found.setup.unwrap().event, 0), setup);
        assert_eq!((ballots[0].event, ballots[0].height), ballot);
        assert_eq!(found.end, Some(OutlineEnd { event, height, length }));
        assert_eq!(found.result, None);
    }

    #[test]
    fn what_is_no_archive_has_no_outline() {
        let archive = sample();
        for cut in [0, 1, 511, 512, 1024, archive.len() - 1] {
            let found = outline(archive.get(..cut).unwrap(), 100);
            assert!(matches!(found, Err(OutlineError::Tar(_) | OutlineError::Survey(_))), "{cut}");
        }
        let mut builder = Builder::set_up();
        builder.step(EventKind::Ballot, b"ballot").step(EventKind::Ballot, b"ballot");
        builder.event(EventKind::EndBallots, None);
        let mut seen = 0;
        let mut reader = OutlineReader::new(Form::Strict);
        let fault = reader.push(&builder.out, &mut |_| seen += 1).unwrap_err();
        assert!(matches!(fault, OutlineError::Survey(SurveyError::BallotReplayed { height: 2, .. })));
        assert_eq!(seen, 1);
        assert_eq!(reader.push(&[0], &mut |_| panic!()), Err(fault.clone()));
        assert_eq!(reader.finish(), Err(fault));
    }
}
