//! Elections, from the call to the seats.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_record::blob::BlobReference;

use crate::charter::Counting;
use crate::evidence::{Asked, BoardEntry, SetupHashes};
use crate::large::LargeSet;
use crate::member::MemberId;
use crate::seat::SeatName;
use crate::time::{Duration, Time};

/// How far an election has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Called: candidates come forward.
    Called,
    /// Set up: data, trustees and credentials are fixed.
    Setup,
    /// Rehearsed: the trustees decrypted a test ballot; the vote may open.
    Rehearsed,
    /// The board is closed.
    Closed,
    /// The archive is there, and a lot has to be opened before the count can end.
    NeedsLot,
    /// Counted: whoever was elected is asked.
    Counted,
    /// Over without a result: nobody stood, or it did not come to its end in time.
    Void,
}

/// What an election is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Seats, for a whole term.
    Seats,
    /// Vacant seats, for the rest of the term.
    ByElection,
    /// A vote of the members on a motion that a body adopted, or on an initiative: its act.
    Referendum(ActId),
    /// A vote of the members on a change of the charter that a body adopted: the motion.
    Charter(ActId),
    /// An exercise that gives nothing.
    Trial,
}

/// How the answers become a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Persons, by the body's rule.
    Persons(Counting),
    /// Yes or no: more yes than no.
    YesNo,
}

/// An election.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Election {
    /// The call.
    pub call: ActId,
    /// How far it is.
    pub phase: Phase,
    /// What it is for.
    pub purpose: Purpose,
    /// The body.
    pub body: u16,
    /// The seats that it fills.
    pub seats: Vec<SeatName>,
    /// The rule.
    pub rule: Rule,
    /// What the charter said when it was called, for what comes later: open processes keep the charter of their call.
    pub terms: Terms,
    /// Until when candidates come forward.
    pub nominations: Time,
    /// When the vote opens.
    pub opens: Time,
    /// When it closes.
    pub closes: Time,
    /// The members who may vote: the roll at the freeze.
    pub eligible: BTreeSet<MemberId>,
    /// The registrars.
    pub registrars: BTreeSet<MemberId>,
    /// The trustees.
    pub trustees: BTreeSet<MemberId>,
    /// How many of them decrypt.
    pub threshold: u64,
    /// Whether all its registrars and trustees signed the call: no other call takes its seats.
    pub backed: bool,
    /// The questions, a document.
    pub questions: BlobReference,
    /// Who stands, by the act of the candidacy; withdrawn ones are marked.
    pub candidacies: BTreeMap<ActId, Candidacy>,
    /// What the setup fixed.
    pub setup: Option<Setup>,
    /// The trustees who showed in a rehearsal that they can decrypt, by the places of their keys, from 0.
    pub rehearsed: BTreeSet<u64>,
    /// The ballots that were accepted.
    pub board: Board,
    /// Of these so many while the clock stood: between two ticks more than an hour apart.
    pub unclocked: u64,
    /// The close.
    pub close: Option<Close>,
    /// The results that somebody named, with who did: a member, or none for the server; the archive decides.
    pub results: BTreeMap<Hash, Option<MemberId>>,
    /// The archive that was counted.
    pub archive: Option<Archive>,
    /// The value of the lot, once the trustees opened it: every tie of this election is drawn from it.
    pub lot: Option<Vec<u8>>,
    /// Of a vote with yes and no: whether more said yes.
    pub approved: Option<bool>,
    /// Who was elected by the first count, in the order of election: places on the ballot paper, from 0.
    pub elected: Vec<usize>,
    /// The vacancies that its ballots filled or are to fill, in order.
    pub vacancies: Vec<Vacancy>,
}

/// What the charter said when an election was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The time in which to accept.
    pub answer: Duration,
    /// The term.
    pub term: Duration,
    /// Terms in a row; 0 for no limit.
    pub limit: u64,
    /// How long a member must be out after as many: nearly a term, since dates shift.
    pub out: Duration,
    /// How many registrars sign the list of credentials at least.
    pub certifiers: u64,
}

/// What an election's setup fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The hashes.
    pub hashes: SetupHashes,
    /// How many credentials there are.
    pub credentials: u64,
}

/// The ballots that the server accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The ballots.
    pub accepted: BoardChain,
    /// The height of the last one; 0 before the first.
    pub height: u64,
    /// How many came since the last tick.
    pub latest: u64,
    /// The trackers, until the close.
    pub(crate) trackers: LargeSet<Hash>,
}

/// Ballots in their order: how many, and one hash of them all, which takes less memory than a million ballots. Two boards
/// that are equal hold the same ballots in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardChain {
    /// How many.
    pub ballots: u64,
    /// The hash of all: SHA-256(`kenes/board/v1`) for none, and for one more SHA-256(the hash before ‖ tracker ‖ event ‖ height
    /// in 8 bytes, the highest first).
    pub chain: Hash,
}

/// The close of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Close {
    /// The hash of the EndBallots event.
    pub head: Hash,
    /// Its height.
    pub height: u64,
    /// The bytes of the archive up to its end.
    pub length: u64,
}

/// An archive with its bound proofs, by the digests of their blobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The archive.
    pub archive: Hash,
    /// The bound proofs.
    pub proofs: Hash,
}

/// Somebody who stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidacy {
    /// Who.
    pub member: MemberId,
    /// Whether the candidacy was withdrawn before the ballot paper was made.
    pub withdrawn: bool,
}

/// A seat that somebody whom this election elected does not take, or leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// The seat.
    pub seat: SeatName,
    /// Who leaves: the place on the ballot paper, from 0.
    pub vacating: usize,
    /// When.
    pub since: Time,
    /// When the term ends.
    pub until: Time,
    /// How it was filled.
    pub filled: Filling,
}

/// What became of a vacancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Its turn has not come, or it waits for a lot.
    Waiting,
    /// Counted among these; the last is the place of the one who was asked.
    Counted {
        /// Who stood: places on the ballot paper, from 0.
        standing: Vec<usize>,
        /// Who was elected.
        elected: usize,
    },
    /// Nobody was left, or nobody opened the lot in time: a by-election is due.
    Nobody,
}

impl Rule {
    /// Its word in a call.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Persons(Counting::StvScottish) => "stv_scottish",
            Self::Persons(Counting::Approval) => "approval",
            Self::Persons(Counting::Plurality) => "plurality",
            Self::YesNo => "yes_no",
        }
    }
}

impl Election {
    /// The ballot paper: the candidacies that stand, in the order of the hash of the call and the candidacy, which no caller
    /// and no server chooses; a candidate can try several acts for an early place.
    pub fn ballot_paper(&self) -> Vec<(ActId, MemberId)> {
        let mut standing: Vec<(Hash, ActId, MemberId)> = self
            .candidacies
            .iter()
            .filter(|(_, candidacy)| !candidacy.withdrawn)
            .map(|(act, candidacy)| (paper_order(&self.call, act), *act, candidacy.member))
            .collect();
        standing.sort_unstable_by_key(|(order, _, _)| *order);
        standing.into_iter().map(|(_, act, member)| (act, member)).collect()
    }

    /// The mark of each line of the ballot paper, in order, which the archive must have in its answers: else whoever sets
    /// the election up could put one name for another. For persons the first 16 hexadecimal digits of the id of the
    /// candidacy, for a question `yes` and `no`.
    pub fn marks(&self) -> Vec<String> {
        match self.rule {
            Rule::Persons(_) => self.ballot_paper().iter().map(|(candidacy, _)| mark(candidacy)).collect(),
            Rule::YesNo => Vec::from(["yes", "no"].map(String::from)),
        }
    }

    /// Whether a candidacy has the mark that one of this id would have: two could be put one for the other.
    pub(crate) fn has_mark(&self, candidacy: &ActId) -> bool {
        let same = mark(candidacy);
        self.candidacies.keys().any(|other| mark(other) == same)
    }

    /// What the question of the archive must ask for: rankings for countings by them, else so many answers.
    pub fn asks(&self) -> Asked {
        match self.rule {
            Rule::Persons(Counting::StvScottish) => Asked::Rankings,
            Rule::Persons(Counting::Approval) => {
                let standing = self.candidacies.values().filter(|candidacy| !candidacy.withdrawn).count();
                Asked::Choices { most: u64::try_from(standing).unwrap_or(u64::MAX) }
            }
            Rule::Persons(Counting::Plurality) | Rule::YesNo => Asked::Choices { most: 1 },
        }
    }

    /// Whether it is neither counted nor void.
    pub fn is_running(&self) -> bool {
        match self.phase {
            Phase::Called | Phase::Setup | Phase::Rehearsed | Phase::Closed | Phase::NeedsLot => true,
            Phase::Counted | Phase::Void => false,
        }
    }

    /// Whether a call that is backed may take its seats: it is only called, and those whom it names did not sign it.
    pub fn yields(&self) -> bool {
        self.phase == Phase::Called && !self.backed
    }

    /// Whether it was to open by now and its registrars did not set it up, though there is something to vote on.
    pub(crate) fn is_missed(&self, now: Time) -> bool {
        let has_choice = match self.rule {
            Rule::Persons(_) => self.has_standing(),
            Rule::YesNo => true,
        };
        self.phase == Phase::Called && self.purpose != Purpose::Trial && now >= self.opens && has_choice
    }

    /// Whether anybody stands.
    pub(crate) fn has_standing(&self) -> bool {
        self.candidacies.values().any(|candidacy| !candidacy.withdrawn)
    }

    /// How many trustees must have shuffled: two where rankings are counted in earnest, so that nobody alone knows whose
    /// each one is.
    pub(crate) fn shufflers(&self) -> u64 {
        let trustees = u64::try_from(self.trustees.len()).unwrap_or(u64::MAX);
        match self.asks() {
            Asked::Rankings if self.purpose != Purpose::Trial => trustees.min(2),
            Asked::Rankings | Asked::Choices { most: _ } => 0,
        }
    }

    /// Whether the keys of a member must not change now: between the freeze of the roll and the result, for who may vote
    /// and who guards the vote. Trials bind nobody.
    pub fn freezes(&self, member: MemberId) -> bool {
        self.is_running()
            && self.purpose != Purpose::Trial
            && [&self.eligible, &self.registrars, &self.trustees].iter().any(|group| group.contains(&member))
    }

    /// Whether persons are elected, in earnest or as an exercise.
    pub fn has_candidates(&self) -> bool {
        match self.rule {
            Rule::Persons(_) => true,
            Rule::YesNo => false,
        }
    }
}

impl Board {
    /// An empty board.
    pub(crate) fn new() -> Self {
        Self { accepted: BoardChain::new(), height: 0, latest: 0, trackers: LargeSet::new() }
    }

    /// The board with one ballot more.
    pub(crate) fn push(&mut self, entry: &BoardEntry) {
        self.trackers.insert(entry.tracker);
        self.accepted.push(entry);
        self.height = entry.height;
        self.latest = self.latest.saturating_add(1);
    }
}

impl BoardChain {
    /// No ballots.
    pub fn new() -> Self {
        Self { ballots: 0, chain: Hash::of(BOARD) }
    }

    /// One ballot more.
    pub fn push(&mut self, entry: &BoardEntry) {
        self.chain = link(&self.chain, entry);
        self.ballots = self.ballots.saturating_add(1);
    }
}

impl Default for BoardChain {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Extend<&'a BoardEntry> for BoardChain {
    fn extend<I: IntoIterator<Item = &'a BoardEntry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.push(entry));
    }
}

/// What the chain of a board begins with.
const BOARD: &[u8] = b"kenes/board/v1";

/// SHA-256(chain ‖ tracker ‖ event ‖ height in 8 bytes, the highest first).
fn link(chain: &Hash, entry: &BoardEntry) -> Hash {
    let BoardEntry { tracker, event, height } = entry;
    let mut text = [0; 104];
    let bytes = [chain, tracker, event].into_iter().flat_map(|hash| *hash.as_bytes());
    text.iter_mut().zip(bytes.chain(height.to_be_bytes())).for_each(|(to, from)| *to = from);
    Hash::of(&text)
}

/// The mark of a candidacy: enough of its id that nobody finds two candidacies with one mark by chance.
fn mark(candidacy: &ActId) -> String {
    candidacy.to_string().chars().take(16).collect()
}

/// SHA-256(`kenes/paper/v1` ‖ call ‖ candidacy).
fn paper_order(call: &ActId, candidacy: &ActId) -> Hash {
    let mut text = Vec::from(*b"kenes/paper/v1");
    text.extend_from_slice(call.hash().as_bytes());
    text.extend_from_slice(candidacy.hash().as_bytes());
    Hash::of(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64) -> BoardEntry {
        let hash = |what: &[u8]| Hash::of(&[what, &number.to_be_bytes()].concat());
        BoardEntry { tracker: hash(b"tracker"), event: hash(b"event"), height: number }
    }

    #[test]
    fn a_mark_is_the_first_eight_bytes_of_an_id() {
        let id = |at: usize| {
            let mut bytes = *Hash::of(b"a candidacy").as_bytes();
            bytes[at] ^= 1;
            ActId::from_hash(Hash::from_bytes(bytes))
        };
        let same = mark(&id(8));
        assert_eq!(same.len(), 16);
        assert_eq!([mark(&id(31)), mark(&id(20))], [same.clone(), same.clone()]);
        assert!((0..8).all(|at| mark(&id(at)) != same));
    }

    #[test]
    fn a_board_holds_its_ballots_in_their_order_and_no_others() {
        let entries = [1, 2, 3].map(entry);
        let chain = |entries: &[BoardEntry]| {
            let mut chain = BoardChain::default();
            chain.extend(entries);
            chain
        };
        let mut board = Board::new();
        assert!(board.accepted == chain(&[]) && board.accepted != chain(&entries));
        entries.iter().for_each(|entry| board.push(entry));
        assert!(board.accepted == chain(&entries) && board.height == 3 && board.accepted.ballots == 3);
        assert_ne!(board.accepted, chain(&entries[..2]));
        assert_ne!(board.accepted, chain(&[entries[1], entries[0], entries[2]]));
        for change in [
            |entry: &mut BoardEntry| entry.height = 4,
            |entry: &mut BoardEntry| entry.event = Hash::of(b""),
            |entry: &mut BoardEntry| entry.tracker = Hash::of(b""),
        ] {
            let mut changed = entries;
            change(&mut changed[2]);
            assert_ne!(board.accepted, chain(&changed));
        }
    }
}
