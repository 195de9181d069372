//! What an election needs from the machine, at its time: the setup once the candidates are known, the rehearsal, the close,
//! the count, and the end of the voting codes.
//!
//! Everything is read from the record and the files, so that nothing is lost by a restart, and done twice it changes nothing.

use std::sync::Arc;

use kenes_belenios::archive::Stage;
use kenes_core::{Election, MemberId, Phase, Rule};
use kenes_record::act::{ActId, SignerName};
use kenes_store::port::StoreError;
use kenes_store::private::{
    Code, Codes as _, Draft as Kept, DraftId, Drafts as _, Handover, PersonId, PrivateStore as _, VotingCode,
};
use kenes_verify::Questions;

use super::{Draft, Office, TendError};
use crate::host::{Host, random};
use crate::poll::{Ceremony, Poll, Prepared, Rehearsal, template};

impl Office {
    /// Does what elections need by now.
    pub async fn tend(&self) {
        let all: Vec<ActId> = {
            let host = self.host.read().await;
            host.council().elections().map(|election| election.call).collect()
        };
        for call in all {
            if let Err(error) = self.tend_one(&call).await {
                tracing::error!(%error, election = %call, "an election does not go on");
            }
        }
    }

    /// Does what one election needs by now.
    ///
    /// # Errors
    /// Something cannot be read, written or verified; what was done stays.
    pub async fn tend_one(&self, call: &ActId) -> Result<(), TendError> {
        // One after the other: two setups of one election would be one too many.
        let _turn = self.tending.lock().await;
        let Some(election) = self.election(call).await else { return Ok(()) };
        // First what the end of the vote asks for: the count may not go on for a long time.
        self.forget_codes(&election).await?;
        match election.phase {
            Phase::Called => self.prepare(&election).await,
            Phase::Setup => self.rehearse(&election).await,
            Phase::Rehearsed | Phase::Closed | Phase::NeedsLot => {
                if let Some(poll) = self.poll(call).await? {
                    poll.advance().await?;
                }
                match self.election(call).await {
                    Some(election) => self.forget_codes(&election).await,
                    None => Ok(()),
                }
            }
            Phase::Counted | Phase::Void => Ok(()),
        }
    }

    /// An election as the record has it.
    pub async fn election(&self, call: &ActId) -> Option<Election> {
        let host = self.host.read().await;
        host.council().elections().find(|election| election.call == *call).cloned()
    }

    /// The board of an election; none before its archive was made here.
    ///
    /// # Errors
    /// The archive does not hold, or has less than the record.
    pub async fn poll(&self, call: &ActId) -> Result<Option<Arc<Poll>>, TendError> {
        let mut polls = self.polls.lock().await;
        if let Some(poll) = polls.get(call) {
            return Ok(Some(Arc::clone(poll)));
        }
        match Poll::open(self.desk(), *call).await {
            Ok(poll) => {
                let poll = Arc::new(poll);
                polls.insert(*call, Arc::clone(&poll));
                Ok(Some(poll))
            }
            Err(crate::poll::OpenPollError::NoArchive | crate::poll::OpenPollError::NoElection) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The board of an election that somebody asked for before.
    pub async fn poll_running(&self, call: &ActId) -> Option<Arc<Poll>> {
        self.polls.lock().await.get(call).cloned()
    }

    /// The board of an election, where it is there and holds.
    pub async fn poll_open(&self, call: &ActId) -> Option<Arc<Poll>> {
        self.poll(call).await.ok().flatten()
    }

    /// Once candidates are known and the key is made: the archive begins, every voter gets a code, and the registrars are
    /// asked to certify it.
    async fn prepare(&self, election: &Election) -> Result<(), TendError> {
        let now = self.host.read().await.council().now();
        let is_time = now.is_some_and(|now| now >= election.nominations);
        let stands = !election.has_candidates() || !election.ballot_paper().is_empty();
        if !is_time || !stands || self.is_asked("setup", &election.call).await? {
            return Ok(());
        }
        let host = self.host.read().await;
        let Some(ceremony) = Ceremony::load(&host, &election.call).await? else { return Ok(()) };
        let Some(trustees) = ceremony.trustees()? else { return Ok(()) };
        let names = paper(&host, election, &self.language).await?;
        let questions = host.blob(election.questions.digest()).await?.ok_or(TendError::Questions)?;
        let questions = Questions::parse(&questions).ok_or(TendError::Questions)?;
        let template = template(election, &questions, &names)?;
        let prepared = Prepared::new(election, template, &trustees, self.clock.now())?;
        let codes = codes(&host, election, &prepared).await?;
        let command = prepared.command().clone();
        // Codes first: without them nobody could vote. Those of a setup that nobody certified are of no use.
        self.private.destroy_codes(*election.call.hash()).await?;
        self.private.put_codes(&codes).await?;
        prepared.keep(&host).await?;
        let signers = keys(&host, registrars(election));
        drop(host);
        self.polls.lock().await.remove(&election.call);
        let next = format!("/elections/{}/office", election.call.to_hex());
        let draft = self.draft(&[command], &signers, "web-what-setup", &next).await?;
        self.ask("setup", &election.call, &draft).await
    }

    /// The trustees rehearse, and sign that they have.
    async fn rehearse(&self, election: &Election) -> Result<(), TendError> {
        let call = election.call;
        let command = {
            let host = self.host.read().await;
            let rehearsal = match Rehearsal::open(&host, call).await? {
                Some(rehearsal) => rehearsal,
                None => {
                    let Some(ceremony) = Ceremony::load(&host, &call).await? else { return Ok(()) };
                    let Some(trustees) = ceremony.trustees()? else { return Ok(()) };
                    Rehearsal::begin(&host, call, &trustees, self.clock.now()).await?
                }
            };
            let is_done = rehearsal.progress().await?.stage == Stage::Result;
            if !is_done || self.is_asked("rehearsal", &call).await? {
                return Ok(());
            }
            rehearsal.documents(&host).await?
        };
        let signers = keys(&*self.host.read().await, election.trustees.iter().copied());
        let next = format!("/elections/{}/guard", call.to_hex());
        let draft = self.draft(&[command], &signers, "web-what-rehearsed", &next).await?;
        self.ask("rehearsal", &call, &draft).await
    }

    /// Destroys the voting codes once the vote is over, with the messages that carry them: they are of no use any more.
    async fn forget_codes(&self, election: &Election) -> Result<(), TendError> {
        let is_over = match election.phase {
            Phase::Called | Phase::Setup | Phase::Rehearsed => false,
            Phase::Closed | Phase::NeedsLot | Phase::Counted | Phase::Void => true,
        };
        if !is_over || self.private.setting(&ended(&election.call)).await?.is_some() {
            return Ok(());
        }
        // How often codes were shown again is said for ever; the codes are not there any more to tell.
        if self.private.setting(&again(&election.call)).await?.is_none() {
            let times = self.private.times_shown_again(*election.call.hash()).await?;
            self.private.set(&again(&election.call), times.to_string().as_bytes()).await?;
        }
        self.private.destroy_codes(*election.call.hash()).await?;
        self.private.set(&ended(&election.call), b"1").await?;
        Ok(())
    }

    /// How often voting codes of an election were shown or printed again.
    ///
    /// # Errors
    /// The store fails.
    pub async fn shown_again(&self, call: &ActId) -> Result<u64, StoreError> {
        let kept = self.private.setting(&again(call)).await?;
        match kept.and_then(|kept| String::from_utf8(kept).ok()?.parse().ok()) {
            Some(times) => Ok(times),
            None => self.private.times_shown_again(*call.hash()).await,
        }
    }

    /// Whether those who have to sign something of an election are asked already.
    async fn is_asked(&self, what: &str, call: &ActId) -> Result<bool, TendError> {
        let kept = self.private.setting(&asked(what, call)).await?;
        let id = kept.and_then(|kept| kept.try_into().ok()).map(DraftId);
        match id {
            Some(id) => Ok(self.private.draft(id).await?.is_some()),
            None => Ok(false),
        }
    }

    async fn ask(&self, what: &str, call: &ActId, draft: &Draft) -> Result<(), TendError> {
        let id = DraftId(random()?);
        let made = self.clock.milliseconds();
        let kept = Kept { id, person: None, content: draft.to_bytes(), version: 0, made };
        self.private.put_draft(&kept).await?;
        self.private.set(&asked(what, call), &id.0).await?;
        Ok(())
    }
}

/// The setting that says which acts of an election wait for signatures.
fn asked(what: &str, call: &ActId) -> String {
    format!("asked/{what}/{call}")
}

/// The setting that says how often codes of an election were shown again.
fn again(call: &ActId) -> String {
    format!("shown-again/{call}")
}

/// The setting that says that the voting codes of an election are destroyed.
fn ended(call: &ActId) -> String {
    format!("ended/{call}")
}

/// As many registrars of an election as must sign its setup.
fn registrars(election: &Election) -> impl Iterator<Item = MemberId> {
    let needed = usize::try_from(election.terms.certifiers).unwrap_or(usize::MAX);
    election.registrars.iter().copied().take(needed)
}

/// The keys in force of members.
pub fn keys(host: &Host, members: impl Iterator<Item = MemberId>) -> Vec<SignerName> {
    members.filter_map(|member| host.council().member(member)?.name()).collect()
}

/// The names on the ballot paper, in its order.
async fn paper(
    host: &Host,
    election: &Election,
    words: &kenes_text::Language,
) -> Result<Vec<String>, TendError> {
    if election.rule == Rule::YesNo {
        let words = kenes_text::Words::new(*words);
        return Ok(["web-yes", "web-no"].map(|id| words.t(id, &[])).to_vec());
    }
    let mut names = Vec::new();
    for (_, member) in election.ballot_paper() {
        // A mark stands in square brackets at the end: no name may look as if it ended with one.
        names.push(host.name_shown(member).await?.replace(['[', ']'], ""));
    }
    Ok(names)
}

/// A code for each member who may vote.
async fn codes(host: &Host, election: &Election, prepared: &Prepared) -> Result<Vec<Code>, TendError> {
    let mut codes = Vec::new();
    for ((number, member), credential) in (0..).zip(&election.eligible).zip(prepared.credentials()) {
        let person: Option<PersonId> = host.person_of(*member).await?;
        let code = VotingCode::new(credential.expose());
        let election = *election.call.hash();
        codes.push(Code { election, number, person, code, handover: Handover::None, shown_again: 0 });
    }
    Ok(codes)
}
