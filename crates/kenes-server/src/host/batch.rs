//! Many acts of the machine at once: the ballots that it took.
//!
//! Each ballot has an act of its own, and all acts of a batch are committed together: one commit and one signed head for as
//! many ballots as waited. What is answered for each is what its voter takes home: the act, with the proof that it is in the
//! record.

use std::collections::{BTreeMap, BTreeSet};

use kenes_core::{BoardEntry, Command, Council, Election, Signers, Time};
use kenes_record::act::{Act, ActId, ActType, Datum, Holder, SignerName};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::receipt::Receipt;
use kenes_record::{Hash, key::NoteSigner};
use kenes_store::port::{NewLeaf, RecordStore as _};
use kenes_store::sequencer::{Acknowledged, SubmitError};

use super::error::HostError;
use super::parallel::each;
use super::{Host, LEAVES};

/// A ballot that the record has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedBallot {
    /// What the act says.
    pub entry: BoardEntry,
    /// Where the act is.
    pub leaf: u64,
    /// The act, with the proof that it is below the first head that was signed over it.
    pub receipt: Receipt,
}

impl Host {
    /// Takes in that these ballots, durably on the board, were accepted, in their order. All of them or, where the machine or
    /// the store fails in between, the first so many: [`Host::catch_up`] finds out.
    ///
    /// # Errors
    /// A rule is against one of them, which then keeps all out; or the record cannot be written.
    pub async fn accept_ballots(
        &mut self,
        election: ActId,
        ballots: &[BoardEntry],
        at: Time,
    ) -> Result<Vec<AcceptedBallot>, HostError> {
        check_order(ballots)?;
        let signer = self.server_key()?;
        let acts: Result<Vec<Act>, HostError> =
            each(ballots, |entry| self.ballot_act(election, entry, &signer, at)).into_iter().collect();
        let acts = acts?;
        let before = board_of(self.council(), election).map_or(0, |found| found.board.accepted.ballots);
        let leaves = acts.iter().map(|act| NewLeaf { id: *act.id().hash(), bytes: act.to_bytes() }).collect();
        let acknowledged = self.submit_all(leaves).await?;
        let end = acknowledged.iter().map(|acknowledged| acknowledged.index.saturating_add(1)).max();
        self.fold.go_on(&*self.store, &self.shelf, &self.tree, end.unwrap_or(0)).await?;
        let after = board_of(self.council(), election).map_or(0, |found| found.board.accepted.ballots);
        let expected = u64::try_from(ballots.len()).unwrap_or(u64::MAX);
        if after.saturating_sub(before) != expected {
            return Err(HostError::NoEffect { refusal: kenes_core::Refusal::Ballot });
        }
        let places: Vec<u64> = acknowledged.iter().map(|acknowledged| acknowledged.index).collect();
        let receipts = self.receipts_of(&acts, &places).await?;
        let all = ballots.iter().zip(places).zip(receipts);
        Ok(all.map(|((entry, leaf), receipt)| AcceptedBallot { entry: *entry, leaf, receipt }).collect())
    }

    /// Folds what the store has and the fold does not: after a failure, of which nobody knows what was written. Says whether
    /// that is known now; else the sequencer finds it out with the next act.
    ///
    /// # Errors
    /// The store fails, or what it has cannot be folded.
    pub async fn catch_up(&mut self) -> Result<bool, HostError> {
        // A leaf that is there already adds nothing, and makes the sequencer find out and sign what has no head yet. Until
        // then leaves may be lost: none of them is folded.
        for leaf in self.store.leaves(0..1).await? {
            self.submitter.submit(leaf).await?;
        }
        let signed = self.store.head().await?.map_or(0, |head| head.head().size);
        let (stored, known) = (self.store.size().await?, self.tree.size().min(signed));
        self.fold.go_on(&*self.store, &self.shelf, &self.tree, stored.min(known)).await?;
        Ok(stored <= known)
    }

    /// What shows that a leaf is in the record: the same whenever it is asked for, since it is that of the first head over the
    /// leaf, with the signatures that it has by now.
    ///
    /// # Errors
    /// There is no such leaf, or the store fails.
    pub async fn receipt(&self, leaf: u64) -> Result<Receipt, HostError> {
        let found = self.store.leaves(leaf..leaf.saturating_add(1)).await?;
        let bytes = found.first().map(|found| found.bytes.as_slice()).unwrap_or_default();
        let heads = self.store.heads(leaf.saturating_add(1), 1).await?;
        self.receipt_below(bytes, leaf, heads.first())
    }

    /// The ballots of an election that the record has, by their trackers, each with the leaf of its act.
    ///
    /// # Errors
    /// The store fails.
    pub async fn ballots_of(&self, election: ActId) -> Result<BTreeMap<Hash, u64>, HostError> {
        let (mut found, mut from) = (BTreeMap::new(), 0_u64);
        while from < self.size() {
            let until = from.saturating_add(LEAVES).min(self.size());
            for (leaf, index) in self.store.leaves(from..until).await?.into_iter().zip(from..) {
                found.extend(
                    Act::parse(&leaf.bytes)
                        .ok()
                        .and_then(|act| accepted(&act, election))
                        .map(|tracker| (tracker, index)),
                );
            }
            from = until;
        }
        Ok(found)
    }

    /// Hands leaves over. What failed is handed over again, which is safe and tells what became of it.
    async fn submit_all(&self, leaves: Vec<NewLeaf>) -> Result<Vec<Acknowledged>, SubmitError> {
        match self.submitter.submit_all(leaves.clone()).await {
            Err(SubmitError::Failed { full: _ }) => self.submitter.submit_all(leaves).await,
            done => done,
        }
    }

    fn ballot_act(
        &self,
        election: ActId,
        entry: &BoardEntry,
        signer: &NoteSigner,
        at: Time,
    ) -> Result<Act, HostError> {
        let BoardEntry { tracker, event, height } = *entry;
        let command = Command::AcceptBallot { election, event, height, tracker };
        let key = SignerName::of(Holder::Server, signer.verifier().public());
        let signers = Signers { keys: vec![key], seen: None };
        let drafts = self.council().decide(&command, &signers, &self.evidence(), at)?;
        let draft = drafts.into_iter().next().ok_or(kenes_core::Refusal::Authority);
        Ok(draft.map_err(kenes_core::DecideError::from)?.write()?.sign(signer)?)
    }

    async fn receipts_of(&self, acts: &[Act], places: &[u64]) -> Result<Vec<Receipt>, HostError> {
        let first = places.iter().min().copied().unwrap_or(0);
        let limit = u32::try_from(places.len()).unwrap_or(u32::MAX);
        let heads = self.store.heads(first.saturating_add(1), limit).await?;
        let below = |leaf: u64| heads.iter().find(|head| head.head().size > leaf);
        let acts: Vec<(&Act, u64)> = acts.iter().zip(places.iter().copied()).collect();
        let receipt = |(act, leaf): &(&Act, u64)| self.receipt_below(&act.to_bytes(), *leaf, below(*leaf));
        each(&acts, receipt).into_iter().collect()
    }

    fn receipt_below(
        &self,
        entry: &[u8],
        leaf: u64,
        head: Option<&Checkpoint>,
    ) -> Result<Receipt, HostError> {
        let none = HostError::NoLeaf { leaf };
        let Some(head) = head else { return Err(none) };
        let Some(proof) = self.tree.prove_inclusion(leaf, head.head().size) else { return Err(none) };
        Ok(Receipt::new(leaf, proof, head.clone())?.with_entry(entry)?)
    }
}

/// Ballots stand on a board once, one after the other. The rules are asked of each on its own, so what is wrong between
/// those of a batch is found here.
fn check_order(ballots: &[BoardEntry]) -> Result<(), HostError> {
    let mut trackers = BTreeSet::new();
    let rises = ballots.windows(2).all(|two| matches!(two, [one, next] if one.height < next.height));
    if rises && ballots.iter().all(|entry| trackers.insert(entry.tracker)) {
        Ok(())
    } else {
        Err(HostError::NoEffect { refusal: kenes_core::Refusal::Ballot })
    }
}

fn board_of(council: &Council, election: ActId) -> Option<&Election> {
    council.elections().find(|found| found.call == election)
}

/// The tracker of a ballot of the election, where the act takes one.
fn accepted(act: &Act, election: ActId) -> Option<Hash> {
    if act.act_type() != ActType::BallotAccepted
        || act.body().field("election") != Some(&Datum::Act(election))
    {
        return None;
    }
    let Some(Datum::Digest(tracker)) = act.body().field("tracker") else { return None };
    Some(*tracker)
}
