//! How far a count is, and who is awaited: a function of the archive.

use kenes_belenios::archive::Stage;
use kenes_belenios::board::Board;
use kenes_belenios::trustee::TrusteeIndex;

use super::{G, shufflers};

/// Who has to decrypt before the result is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// As many as the key needs.
    Enough,
    /// Everybody, as in a rehearsal.
    All,
}

/// How far the count of an archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The stage.
    pub stage: Stage,
    /// The trustees.
    pub trustees: Vec<TrusteeIndex>,
    /// How many of them shuffle; 0 where nothing is ranked.
    pub shufflers: usize,
    /// Who has shuffled.
    pub shuffled: Vec<TrusteeIndex>,
    /// How many of them decrypt.
    pub decrypters: usize,
    /// Who has decrypted.
    pub decrypted: Vec<TrusteeIndex>,
    /// How many ballots there are, later ones of the same voter included.
    pub ballots: u64,
    /// How many voters cast them.
    pub voters: usize,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The vote is not over.
    Vote,
    /// The machine goes on by itself.
    Machine,
    /// So many of these trustees shuffle, one after the other.
    Shuffle {
        /// How many shuffles are missing.
        missing: usize,
        /// Whose they can be.
        of: Vec<TrusteeIndex>,
    },
    /// So many of these trustees decrypt, in any order.
    Decrypt {
        /// How many partial decryptions are missing.
        missing: usize,
        /// Whose they can be.
        of: Vec<TrusteeIndex>,
    },
    /// Nothing: there is a result.
    Done,
}

impl Progress {
    pub(super) fn of(board: &Board<G>, wanted: Wanted) -> Self {
        let published = &board.published;
        let owners = |contributions: &[(u64, Vec<u8>)]| {
            contributions.iter().filter_map(|(owner, _)| board.trustees.owner(*owner)).collect()
        };
        let trustees: Vec<TrusteeIndex> = board.trustees.owners().collect();
        let needed =
            board.trustees.items().iter().map(|item| usize::try_from(item.needed()).unwrap_or(usize::MAX));
        let decrypters = match wanted {
            Wanted::Enough => needed.fold(0, usize::saturating_add),
            Wanted::All => trustees.len(),
        };
        Self {
            stage: published.stage(),
            shufflers: shufflers(board),
            shuffled: owners(&published.shuffles),
            decrypters,
            decrypted: owners(&published.decryptions),
            ballots: published.summary.surveyed.ballots,
            voters: published.voted(),
            trustees,
        }
    }

    /// What comes next, and whose turn it is.
    pub fn next(&self) -> Next {
        match self.stage {
            Stage::Setup | Stage::Voting => Next::Vote,
            Stage::BallotsEnded => Next::Machine,
            Stage::Result => Next::Done,
            _ if self.decrypts() && self.decrypted_enough() => Next::Machine,
            _ if self.decrypts() => Next::Decrypt {
                missing: self.decrypters.saturating_sub(self.decrypted.len()),
                of: self.others(&self.decrypted),
            },
            _ if self.shuffled.len() >= self.shufflers => Next::Machine,
            Stage::EncryptedTally | Stage::Shuffling | Stage::ShufflesEnded | Stage::Decrypting => {
                Next::Shuffle {
                    missing: self.shufflers.saturating_sub(self.shuffled.len()),
                    of: self.others(&self.shuffled),
                }
            }
        }
    }

    /// Whether trustees can decrypt now.
    pub(super) fn decrypts(&self) -> bool {
        match self.stage {
            Stage::EncryptedTally => self.shufflers == 0,
            Stage::ShufflesEnded | Stage::Decrypting => true,
            Stage::Setup | Stage::Voting | Stage::BallotsEnded | Stage::Shuffling | Stage::Result => false,
        }
    }

    pub(super) fn decrypted_enough(&self) -> bool {
        self.decrypted.len() >= self.decrypters
    }

    fn others(&self, done: &[TrusteeIndex]) -> Vec<TrusteeIndex> {
        self.trustees.iter().copied().filter(|index| !done.contains(index)).collect()
    }
}
