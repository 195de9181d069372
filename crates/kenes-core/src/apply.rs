//! What an act does to a council: one file per kind of act.
//!
//! Each function checks everything first and changes the council last, so that an act without an effect changes nothing but
//! the list of ids. Most of them only look at the council and give the change ([`Change`]), so that `decide` asks the same
//! questions before anybody signs. [`Council::apply`] is total: there is no act that it cannot take.

mod charter;
mod election;
mod member;
mod motion;
mod petition;
mod preview;
mod seat;
mod text;
mod tick;

use alloc::boxed::Box;
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{
    ActId, ActType, Body, Envelope, Fingerprint, Holder, Seen, SignerName, UnsignedAct, VerifiedAct,
};

use crate::blob;
use crate::council::Council;
use crate::evidence::Evidence;
use crate::member::MemberId;
use crate::refusal::Refusal;

/// What an act did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It had its effect.
    Effect,
    /// It had none, for this reason.
    None(Refusal),
    /// A document or an archive is missing: the fold stays where it is until it is there.
    Incomplete {
        /// The digest of what is missing.
        digest: Hash,
    },
    /// The council adopted rules that this program does not have: the fold ends here.
    NeedsNewer {
        /// The version of the rules.
        version: u64,
    },
}

/// Why an act was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Refused(Refusal),
    Missing(Hash),
    NeedsNewer(u64),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

pub(crate) type Done = Result<(), Stop>;

/// What an act does to the council, once everything was checked.
pub(crate) type Change = Box<dyn FnOnce(&mut Council)>;

/// An act with what every handler needs beside its body.
pub(crate) struct Context<'a, E> {
    pub act: Said<'a>,
    pub evidence: &'a E,
}

/// What an act says, whether it is signed or is only to be decided.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    id: ActId,
    act_type: ActType,
    envelope: &'a Envelope,
    body: &'a Body,
    signers: &'a [SignerName],
}

impl<'a> Said<'a> {
    /// A signed act.
    pub fn of_act(act: &'a VerifiedAct) -> Self {
        let (id, act_type) = (act.id(), act.act_type());
        Self { id, act_type, envelope: act.envelope(), body: act.body(), signers: act.signers() }
    }

    /// An act that these are to sign.
    pub fn of_unsigned(act: &'a UnsignedAct, signers: &'a [SignerName]) -> Self {
        let (id, act_type) = (act.id(), act.act_type());
        Self { id, act_type, envelope: act.envelope(), body: act.body(), signers }
    }

    pub fn id(&self) -> ActId {
        self.id
    }

    pub fn act_type(&self) -> ActType {
        self.act_type
    }

    pub fn envelope(&self) -> &'a Envelope {
        self.envelope
    }

    pub fn body(&self) -> &'a Body {
        self.body
    }

    pub fn signers(&self) -> &'a [SignerName] {
        self.signers
    }
}

impl<E: Evidence> Context<'_, E> {
    /// The id of the act.
    pub fn id(&self) -> ActId {
        self.act.id()
    }

    /// A document of the record.
    pub fn document(&self, digest: &Hash) -> Result<&[u8], Stop> {
        self.evidence.document(digest).ok_or(Stop::Missing(*digest))
    }

    /// The members who signed.
    pub fn members(&self, council: &Council) -> Result<Vec<MemberId>, Refusal> {
        let members = self.act.signers().iter().filter(|signer| signer.holder == Holder::Member);
        members.map(|signer| council.member_of(&signer.fingerprint)).collect()
    }

    /// The one member who signed.
    pub fn member(&self, council: &Council) -> Result<MemberId, Refusal> {
        match self.members(council)?.as_slice() {
            [member] => Ok(*member),
            _ => Err(Refusal::Authority),
        }
    }

    /// Whether the server signed, with the key in force.
    pub fn by_server(&self, council: &Council) -> bool {
        let key = council.server();
        let mut signers = self.act.signers().iter();
        signers.any(|signer| signer.holder == Holder::Server && Some(signer.fingerprint) == key)
    }

    /// Who signed an act that any one member or the server may sign: the member, or none for the server.
    pub fn by_anyone(&self, council: &Council) -> Result<Option<MemberId>, Refusal> {
        if self.act.signers().iter().any(|signer| signer.holder == Holder::Server) {
            return if self.by_server(council) { Ok(None) } else { Err(Refusal::NotServer) };
        }
        self.member(council).map(Some)
    }
}

impl Council {
    /// Takes the next act of the record. Acts come in the order of the record, each once per leaf.
    pub fn apply(&mut self, act: &VerifiedAct, evidence: &impl Evidence) -> Outcome {
        if self.ids.contains(&act.id()) {
            return Outcome::None(Refusal::Again);
        }
        match self.effect(&Context { act: Said::of_act(act), evidence }) {
            // What is missing may come: until then the act was not taken.
            Err(Stop::Missing(digest)) => Outcome::Incomplete { digest },
            Err(Stop::NeedsNewer(version)) => Outcome::NeedsNewer { version },
            Ok(()) => {
                self.note(act);
                self.count(act.envelope());
                Outcome::Effect
            }
            Err(Stop::Refused(refusal)) => {
                // Who signs it right must find the id free.
                if refusal.consumes_id() {
                    self.note(act);
                }
                Outcome::None(refusal)
            }
        }
    }

    /// Remembers an act that was included with the signatures that it needs, and the blobs that it names, whatever its effect.
    fn note(&mut self, act: &VerifiedAct) {
        self.ids.insert(act.id());
        let keys = &self.keys;
        let members = act.signers().iter().filter(|signer| signer.holder == Holder::Member);
        let authors =
            || members.clone().filter_map(|signer| keys.get(&signer.fingerprint)).copied().collect();
        self.blobs.note(act.id(), act.body(), authors);
    }

    pub(crate) fn effect(&mut self, context: &Context<'_, impl Evidence>) -> Done {
        self.check_envelope(context)?;
        self.check(context)?(self);
        Ok(())
    }

    /// What an act would do.
    pub(crate) fn check(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        match context.act.act_type() {
            ActType::CharterGenesis | ActType::LogSucceeded => Err(Refusal::NotFirst.into()),
            ActType::Tick => self.tick(context),
            ActType::ServerKey => self.server_key(context),
            ActType::CharterAmended => self.charter_amended(context),
            ActType::RulesAdopted => self.rules_adopted(context),
            ActType::PolicySet => self.policy_set(context),
            ActType::EnrolCommitted => self.enrol_committed(context),
            ActType::EnrolWithdrawn => self.enrol_withdrawn(context),
            ActType::KeyBound => self.key_bound(context),
            ActType::KeyRotated => self.key_rotated(context),
            ActType::KeyRecoveryOpened => self.recovery_opened(context),
            ActType::KeyRecoveryVetoed => self.recovery_vetoed(context),
            ActType::KeyRecovered => self.key_recovered(context),
            ActType::ElectionCalled => self.election_called(context),
            ActType::CandidacyFiled => self.candidacy_filed(context),
            ActType::CandidacyWithdrawn => self.candidacy_withdrawn(context),
            ActType::ElectionSetup => self.election_setup(context),
            ActType::ElectionRehearsed => self.election_rehearsed(context),
            ActType::BallotAccepted => self.ballot_accepted(context),
            ActType::ElectionBallotsClosed => self.ballots_closed(context),
            ActType::ElectionTallied => self.election_tallied(context),
            ActType::ElectionArchived => self.election_archived(context),
            ActType::LotOpened => self.lot_opened(context),
            ActType::SeatAccepted => self.seat_accepted(context),
            ActType::SeatDeclined => self.seat_declined(context),
            ActType::SeatResigned => self.seat_resigned(context),
            ActType::MotionFiled => self.motion_filed(context),
            ActType::MotionWithdrawn => self.motion_withdrawn(context),
            ActType::PetitionOpened => self.petition_opened(context),
            ActType::PetitionEndorsed => self.petition_endorsed(context),
            ActType::RollcallOpened => self.rollcall_opened(context),
            ActType::RollcallVoted => self.rollcall_voted(context),
            ActType::RollcallClosed => self.rollcall_closed(context),
            ActType::ResolutionAdopted => self.resolution_adopted(context),
            ActType::BlobWithdrawn => self.blob_withdrawn(context),
            // For later versions of the rules.
            ActType::OutageDeclared
            | ActType::OutageEnded
            | ActType::CandidacyChallenged
            | ActType::CandidacyAnswered
            | ActType::CandidacyDecided
            | ActType::CodesReprinted
            | ActType::PaperCounted
            | ActType::InterestDeclared
            | ActType::RecusalDeclared
            | ActType::MandateGiven
            | ActType::MandateEnded
            | ActType::PetitionAnswered
            | ActType::PetitionCodesIssued
            | ActType::PetitionSigned
            | ActType::MotionAmended
            | ActType::BudgetAdopted
            | ActType::BundleSealed
            | ActType::BundleImported
            | ActType::PeerRecognised
            | ActType::PeerHead
            | ActType::PeerEnded
            | ActType::EvidenceEquivocation => Err(Refusal::NotInRules.into()),
        }
    }

    /// What holds of every act: the history that the signer saw, the documents that it names, and the order of the signer's
    /// acts.
    pub(crate) fn check_envelope(&self, context: &Context<'_, impl Evidence>) -> Done {
        let envelope = context.act.envelope();
        // The first acts of other records name no log.
        let log = envelope.log.ok_or(Refusal::NotFirst)?;
        let is_other = |seen: &Seen| context.evidence.root(seen.size) != Some(seen.root);
        if log != self.log || envelope.seen.as_ref().is_some_and(is_other) {
            return Err(Refusal::OtherHistory.into());
        }
        // A rule would read what mirrors delete.
        if blob::documents(context.act.body()).any(|document| self.is_withdrawn(&document)) {
            return Err(Refusal::Withdrawn.into());
        }
        // Else whoever names somebody's text as a document keeps it from being deleted.
        if blob::documents(context.act.body()).any(|document| self.blobs.is_only_text(&document)) {
            return Err(Refusal::Text.into());
        }
        match (envelope.counter, self.counter(&envelope.by)) {
            (Some(counter), Some(last)) if counter <= last => Err(Refusal::Counter.into()),
            _ => Ok(()),
        }
    }

    /// The counter of the last act with an effect of a key in force: a member's or the server's.
    pub fn counter(&self, by: &Fingerprint) -> Option<u64> {
        if self.server() == Some(*by) {
            return self.server_counter;
        }
        self.keys.get(by).and_then(|id| self.member(*id))?.counter
    }

    /// Remembers the counter of an act that had an effect.
    fn count(&mut self, envelope: &Envelope) {
        let Some(counter) = envelope.counter else { return };
        if self.server() == Some(envelope.by) {
            self.server_counter = Some(counter);
        } else if let Some(member) =
            self.keys.get(&envelope.by).and_then(|id| self.members.get_mut(id.index()))
        {
            member.counter = Some(counter);
        }
    }
}
