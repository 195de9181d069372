//! Records into the steps of an election: chain, order, and data for each event (Belenios 3.3.0 §4.4).

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::event::{Chain, ChainError, Event, EventError, EventKind};
use super::payload::{Owned, SetupData, SizedTally};
use super::stage::{Order, OrderError, Stage};
use super::tar::{Record, RecordKind};
use crate::hash::Digest;
use crate::scan::FormError;

/// One event with the data it refers to, as bytes still to be parsed and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyItem {
    /// The election is set up.
    Setup {
        /// `election`, Belenios 3.3.0 §4.10.
        election: Vec<u8>,
        /// `trustees`, §4.7.
        trustees: Vec<u8>,
        /// `public_credentials`, §4.8.
        credentials: Vec<u8>,
        /// The hashes of the three.
        setup: SetupData,
    },
    /// A ballot.
    Ballot {
        /// `ballot`, §4.17.
        bytes: Vec<u8>,
        /// Its hash.
        tracker: Digest,
        /// Height of its event.
        height: u64,
    },
    /// No more ballots.
    EndBallots,
    /// The encrypted tally.
    Tally {
        /// What it claims to tally, §4.18.
        sized: SizedTally,
        /// `encrypted_tally`, §4.18.
        bytes: Vec<u8>,
    },
    /// A shuffle.
    Shuffle {
        /// Number of the trustee, from 1; not checked here.
        owner: u64,
        /// `shuffle`, §4.19.
        bytes: Vec<u8>,
    },
    /// No more shuffles.
    EndShuffles,
    /// A partial decryption.
    Decryption {
        /// Number of the trustee, from 1; not checked here.
        owner: u64,
        /// `partial_decryption`, §4.20.
        bytes: Vec<u8>,
    },
    /// The result.
    Result {
        /// `election_result`, §4.21.
        bytes: Vec<u8>,
    },
}

impl SurveyItem {
    /// The kind of its event.
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Setup { .. } => EventKind::Setup,
            Self::Ballot { .. } => EventKind::Ballot,
            Self::EndBallots => EventKind::EndBallots,
            Self::Tally { .. } => EventKind::EncryptedTally,
            Self::Shuffle { .. } => EventKind::Shuffle,
            Self::EndShuffles => EventKind::EndShuffles,
            Self::Decryption { .. } => EventKind::PartialDecryption,
            Self::Result { .. } => EventKind::Result,
        }
    }
}

/// The records of an archive do not tell an election. Offsets are those of the record's tar header, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyError {
    /// A record named as an event is none.
    #[error("at byte {offset}: {source}")]
    Event {
        /// Where the record begins.
        offset: u64,
        /// What is wrong with it.
        source: EventError,
    },
    /// An event does not continue the chain.
    #[error("at byte {offset}: {source}")]
    Chain {
        /// Where the record begins.
        offset: u64,
        /// What is wrong with it.
        source: ChainError,
    },
    /// An event comes where it may not.
    #[error("at byte {offset}, event {height}: {source}")]
    Order {
        /// Where the record begins.
        offset: u64,
        /// Height of the event.
        height: u64,
        /// What is wrong with it.
        source: OrderError,
    },
    /// The structure between an event and its data has another form.
    #[error("event {height}: payload of {kind}: {source}")]
    Payload {
        /// Height of the event.
        height: u64,
        /// Kind of the event.
        kind: EventKind,
        /// What is wrong with it.
        source: FormError,
    },
    /// Data that an event refers to do not come right before it, and never came.
    #[error("event {height}: data {digest} are missing")]
    PayloadMissing {
        /// Height of the event.
        height: u64,
        /// The hash it refers to.
        digest: Digest,
    },
    /// Data that an event refers to belong to an earlier one, and were not repeated.
    #[error("event {height}: data {digest} belong to an earlier event")]
    PayloadReused {
        /// Height of the event.
        height: u64,
        /// The hash it refers to.
        digest: Digest,
    },
    /// A ballot that was already cast, byte for byte.
    #[error("event {height}: ballot {tracker} was already cast")]
    BallotReplayed {
        /// Height of the event.
        height: u64,
        /// Hash of the ballot.
        tracker: Digest,
    },
    /// Data that the next event does not refer to.
    #[error("at byte {offset}: event {height} does not refer to data {digest}")]
    Unreferenced {
        /// Where the record begins.
        offset: u64,
        /// Height of the next event.
        height: u64,
        /// Hash of the data.
        digest: Digest,
    },
    /// More data without an event than any event refers to.
    #[error("at byte {offset}: more than {MAX_PENDING} data records without an event")]
    TooMuchData {
        /// Where the first record too many begins.
        offset: u64,
    },
    /// Data after the last event: the archive was cut off.
    #[error("at byte {offset}: data {digest} after the last event")]
    TrailingData {
        /// Where the record begins.
        offset: u64,
        /// Hash of the data.
        digest: Digest,
    },
    /// No event at all.
    #[error("the archive has no event")]
    NoEvent,
}

/// Most data records of one event, those of a Setup; no more are held.
const MAX_PENDING: usize = 4;

/// What a whole archive was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surveyed {
    /// Hash of the last event.
    pub head: Digest,
    /// Height of the last event.
    pub height: u64,
    /// How far the election is.
    pub stage: Stage,
    /// Whether shuffling was ended; non-homomorphic questions need that before decryption.
    pub ended_shuffles: bool,
    /// How many ballots were cast, revotes included.
    pub ballots: u64,
}

/// Folds the records of an archive into one item for each event.
///
/// Holds the data of the event under way (four records at most) and 24 bytes for each data record before. After an
/// error only that error comes back.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    chain: Chain,
    order: Order,
    pending: Vec<Record>,
    ballots: Seen,
    others: Seen,
    failed: Option<SurveyError>,
}

impl Survey {
    /// The survey of an archive before its first record.
    pub fn new() -> Self {
        Self::default()
    }

    /// For an archive that was surveyed before: does not remember ballots, since no replay can be in it. Whoever reads
    /// again compares what [`Survey::finish`] says both times; the same head means the same ballots.
    pub(crate) fn again() -> Self {
        Self { ballots: Seen { forgetful: true, ..Seen::default() }, ..Self::default() }
    }

    /// Takes the next record; an event yields its item.
    ///
    /// # Errors
    /// An event that is malformed, breaks the chain or the order, or does not fit the data before it.
    pub fn record(&mut self, record: Record) -> Result<Option<SurveyItem>, SurveyError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let outcome = match record.kind() {
            RecordKind::Header { timestamp: _ } => Ok(None),
            RecordKind::Data => self.data(record).map(|()| None),
            RecordKind::Event => self.event(&record).map(Some),
        };
        if let Err(error) = &outcome {
            self.failed = Some(error.clone());
            self.pending = Vec::new();
        }
        outcome
    }

    /// Ends the survey: no more records will come.
    ///
    /// # Errors
    /// Data after the last event, no event at all, or an earlier failure.
    pub fn finish(self) -> Result<Surveyed, SurveyError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if let Some(left) = self.pending.first() {
            return Err(SurveyError::TrailingData { offset: left.offset(), digest: left.digest() });
        }
        match (self.chain.head(), self.order.stage()) {
            (Some(head), Some(stage)) => Ok(Surveyed {
                head,
                height: self.chain.count().saturating_sub(1),
                stage,
                ended_shuffles: self.order.ended_shuffles(),
                ballots: self.ballots.count,
            }),
            (None, _) | (Some(_), None) => Err(SurveyError::NoEvent),
        }
    }

    /// How far the election is, once it is set up.
    pub fn stage(&self) -> Option<Stage> {
        self.order.stage()
    }

    /// Whether shuffling was ended.
    pub fn ended_shuffles(&self) -> bool {
        self.order.ended_shuffles()
    }

    /// The chain of events so far.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    fn data(&mut self, record: Record) -> Result<(), SurveyError> {
        if self.pending.len() >= MAX_PENDING {
            return Err(SurveyError::TooMuchData { offset: record.offset() });
        }
        self.pending.push(record);
        Ok(())
    }

    fn event(&mut self, record: &Record) -> Result<SurveyItem, SurveyError> {
        let offset = record.offset();
        let event = Event::parse(record.bytes()).map_err(|source| SurveyError::Event { offset, source })?;
        self.chain.extend(&event, record.digest()).map_err(|source| SurveyError::Chain { offset, source })?;
        let height = event.height;
        self.order.step(event.kind).map_err(|source| SurveyError::Order { offset, height, source })?;
        let item = self.resolve(event.kind, event.payload, height, offset)?;
        match self.pending.first() {
            None => Ok(item),
            Some(left) => {
                Err(SurveyError::Unreferenced { offset: left.offset(), height, digest: left.digest() })
            }
        }
    }

    /// The item of an event, with the data it refers to.
    fn resolve(
        &mut self,
        kind: EventKind,
        payload: Option<Digest>,
        height: u64,
        offset: u64,
    ) -> Result<SurveyItem, SurveyError> {
        let form = |source| SurveyError::Payload { height, kind, source };
        let event = |source| SurveyError::Event { offset, source };
        match (kind, payload) {
            (EventKind::Setup, Some(payload)) => {
                let setup = SetupData::parse(&self.take(height, payload)?).map_err(form)?;
                Ok(SurveyItem::Setup {
                    election: self.take(height, setup.election)?,
                    trustees: self.take(height, setup.trustees)?,
                    credentials: self.take(height, setup.credentials)?,
                    setup,
                })
            }
            (EventKind::Ballot, Some(tracker)) => self.ballot(height, tracker),
            (EventKind::EndBallots, None) => Ok(SurveyItem::EndBallots),
            (EventKind::EncryptedTally, Some(payload)) => {
                let sized = SizedTally::parse(&self.take(height, payload)?).map_err(form)?;
                Ok(SurveyItem::Tally { sized, bytes: self.take(height, sized.encrypted_tally)? })
            }
            (EventKind::Shuffle, Some(payload)) => {
                let Owned { owner, payload } = Owned::parse(&self.take(height, payload)?).map_err(form)?;
                Ok(SurveyItem::Shuffle { owner, bytes: self.take(height, payload)? })
            }
            (EventKind::EndShuffles, None) => Ok(SurveyItem::EndShuffles),
            (EventKind::PartialDecryption, Some(payload)) => {
                let Owned { owner, payload } = Owned::parse(&self.take(height, payload)?).map_err(form)?;
                Ok(SurveyItem::Decryption { owner, bytes: self.take(height, payload)? })
            }
            (EventKind::Result, Some(payload)) => {
                Ok(SurveyItem::Result { bytes: self.take(height, payload)? })
            }
            (EventKind::EndBallots | EventKind::EndShuffles, Some(_)) => {
                Err(event(EventError::ExtraPayload { kind }))
            }
            (_, None) => Err(event(EventError::NoPayload { kind })),
        }
    }

    /// A ballot, which may not have been cast before: whoever copies one, even without the data, replays it.
    fn ballot(&mut self, height: u64, tracker: Digest) -> Result<SurveyItem, SurveyError> {
        if self.ballots.contains(&tracker) {
            return Err(SurveyError::BallotReplayed { height, tracker });
        }
        let bytes = self.take_from_pending(height, tracker)?;
        self.ballots.insert(&tracker);
        Ok(SurveyItem::Ballot { bytes, tracker, height })
    }

    /// Takes other data than a ballot.
    fn take(&mut self, height: u64, digest: Digest) -> Result<Vec<u8>, SurveyError> {
        let bytes = self.take_from_pending(height, digest)?;
        self.others.insert(&digest);
        Ok(bytes)
    }

    fn take_from_pending(&mut self, height: u64, digest: Digest) -> Result<Vec<u8>, SurveyError> {
        match self.pending.iter().position(|record| record.digest() == digest) {
            Some(index) => Ok(self.pending.remove(index).into_bytes()),
            None if self.ballots.contains(&digest) || self.others.contains(&digest) => {
                Err(SurveyError::PayloadReused { height, digest })
            }
            None => Err(SurveyError::PayloadMissing { height, digest }),
        }
    }
}

/// The first 24 bytes of digests that were met: two records that collide cost 2⁹⁶ hashes to find, and would be taken for
/// a replay. A tree and not a hash table, because authors choose digests.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// The newest, up to [`RECENT`].
    recent: BTreeSet<[u8; 24]>,
    /// The others, sorted: a list needs half the memory of a tree and gives it back at once.
    sorted: Vec<[u8; 24]>,
    count: u64,
    /// Counts only.
    forgetful: bool,
}

impl Seen {
    fn insert(&mut self, digest: &Digest) {
        self.count += 1;
        if self.forgetful {
            return;
        }
        self.recent.insert(prefix(digest));
        if self.recent.len() >= RECENT {
            self.sorted.extend(core::mem::take(&mut self.recent));
            // Two sorted runs: a stable sort merges them.
            self.sorted.sort();
        }
    }

    fn contains(&self, digest: &Digest) -> bool {
        let prefix = prefix(digest);
        self.recent.contains(&prefix) || self.sorted.binary_search(&prefix).is_ok()
    }
}

/// How many prefixes are kept in the tree.
const RECENT: usize = 1 << 14;

fn prefix(digest: &Digest) -> [u8; 24] {
    digest.0.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
