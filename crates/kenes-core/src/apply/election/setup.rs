//! The setup, certified by the registrars, and the rehearsal by the trustees.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_record::blob::BlobReference;

use super::change;
use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::election::{Phase, Purpose, Setup};
use crate::evidence::{Evidence, SetupHashes};
use crate::member::MemberId;
use crate::refusal::Refusal;

act::body! {
    SetUp {
        count: u64,
        credentials: Hash,
        data: Hash,
        election: ActId,
        header: Hash,
        paper: u64,
        setup: Hash,
        trustees: Hash,
    }
}

act::body! {
    Rehearsed {
        archive: BlobReference,
        election: ActId,
        proofs: BlobReference,
    }
}

impl Council {
    pub(in crate::apply) fn election_setup(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let SetUp { count, credentials, data, election: call, header, paper, setup, trustees } =
            SetUp::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let signers: BTreeSet<MemberId> = context.members(self)?.into_iter().collect();
        // Nobody may sign for an election that is not there.
        let election = self.elections.get(&call).ok_or(Refusal::Authority)?;
        let enough = u64::try_from(signers.len()).is_ok_and(|signers| signers >= election.terms.certifiers);
        if !enough || !signers.is_subset(&election.registrars) {
            return Err(Refusal::Authority.into());
        }
        let now = self.time()?;
        if election.phase != Phase::Called || now < election.nominations || now >= election.opens {
            return Err(Refusal::Phase.into());
        }
        // No rule of this version counts ballots on paper.
        let most = u64::try_from(election.eligible.len()).unwrap_or(0);
        if count == 0 || count > most || paper != 0 {
            return Err(Refusal::Credentials.into());
        }
        if election.has_candidates() && !election.has_standing() {
            return Err(Refusal::Phase.into());
        }
        // A setup that served before would bring its ballots with it.
        let is_other = |other: &Setup| other.hashes.event == setup;
        if self.elections.values().filter_map(|other| other.setup.as_ref()).any(is_other) {
            return Err(Refusal::Setup.into());
        }
        let hashes = SetupHashes { event: setup, data, trustees, credentials, header };
        let in_earnest = election.purpose != Purpose::Trial;
        Ok(Box::new(move |council| {
            if let Some(election) = council.elections.get_mut(&call) {
                election.setup = Some(Setup { hashes, credentials: count });
                election.phase = Phase::Setup;
            }
            if in_earnest {
                council.default_since = None;
            }
        }))
    }

    pub(in crate::apply) fn election_rehearsed(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Rehearsed { archive, election: call, proofs } =
            Rehearsed::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let signers: BTreeSet<MemberId> = context.members(self)?.into_iter().collect();
        let election = self.elections.get(&call).ok_or(Refusal::Authority)?;
        // Every one of them: who does not take part is found out now, not after the vote.
        if signers != election.trustees {
            return Err(Refusal::Authority.into());
        }
        let now = self.time()?;
        if election.phase != Phase::Setup || now >= election.opens {
            return Err(Refusal::Phase.into());
        }
        let setup = election.setup.as_ref().ok_or(Refusal::Phase)?;
        let archive = context.archive(archive.digest(), proofs.digest())?;
        // Another election by the same keys.
        if archive.setup.trustees != setup.hashes.trustees || archive.setup.event == setup.hashes.event {
            return Err(Refusal::Archive.into());
        }
        if !archive.bound {
            return Err(Refusal::Bound.into());
        }
        let trustees = u64::try_from(election.trustees.len()).unwrap_or(u64::MAX);
        let is_new = |place: &&u64| **place < trustees && !election.rehearsed.contains(*place);
        let new: Vec<u64> = archive.decrypters.iter().filter(is_new).copied().collect();
        if new.is_empty() {
            return Err(Refusal::Rehearsal.into());
        }
        // A share that nobody can find again is found out now too: so each of them is used once.
        Ok(change(call, move |election| {
            election.rehearsed.extend(new);
            if u64::try_from(election.rehearsed.len()) == Ok(trustees) {
                election.phase = Phase::Rehearsed;
            }
        }))
    }
}
