//! The ground rules: what changes only by decision, and the server's key.

use alloc::boxed::Box;

use kenes_record::Hash;
use kenes_record::act::{ActId, Fingerprint, Holder, PublicKey, SignerName};
use kenes_record::blob::BlobReference;
use kenes_record::json::{self, Value};
use kenes_record::policy::Policy;

use super::{Change, Context, Stop};
use crate::act::body;
use crate::charter::Charter;
use crate::council::{Council, RulesVersion};
use crate::election::{Election, Purpose};
use crate::evidence::Evidence;
use crate::motion::{Motion, Subject};
use crate::refusal::Refusal;
use crate::seat::Seat;
use crate::time::Time;

body! {
    /// `server.key`.
    ServerKey {
        key: PublicKey,
    }
}

body! {
    /// `policy.set`.
    PolicySet {
        decision: ActId,
        policy: BlobReference,
    }
}

body! {
    /// `charter.amended`.
    CharterAmended {
        charter: BlobReference,
        decision: ActId,
    }
}

body! {
    /// `rules.adopted`.
    RulesAdopted {
        decision: ActId,
        rules: u64,
    }
}

/// What was decided, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The motion, or the petition.
    pub motion: ActId,
    /// When the vote was over.
    pub time: Time,
}

impl Council {
    /// The key in force hands over to a key that signs too and that nobody ever used.
    pub(super) fn server_key(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let ServerKey { key } = ServerKey::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        if !context.by_server(self) {
            return Err(Refusal::NotServer.into());
        }
        let print = Fingerprint::of(key.as_bytes());
        if !context.act.signers().contains(&SignerName { holder: Holder::Server, fingerprint: print }) {
            return Err(Refusal::Authority.into());
        }
        if self.used_keys.contains(&print) {
            return Err(Refusal::Enrolled.into());
        }
        Ok(Box::new(move |council| {
            council.servers.push(key);
            council.server_counter = None;
            council.used_keys.insert(print);
        }))
    }

    /// A witness policy that the body decided on.
    pub(super) fn policy_set(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let PolicySet { decision, policy } = PolicySet::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let digest = *policy.digest();
        let decision = self.to_carry_out(&decision, Subject::Policy, Some(digest))?;
        let witnesses = Policy::parse(context.document(&digest)?).map_err(|_| Refusal::Policy)?;
        let id = context.id();
        Ok(Box::new(move |council| {
            (council.policy, council.witnesses) = (digest, witnesses);
            council.carried_out(decision, id);
        }))
    }

    /// A charter that the body decided on and the members confirmed. It keeps what is there: its bodies and constituencies
    /// begin with those in force, since acts name them by number. Whoever holds a seat that it no longer has keeps it until
    /// the term ends; no term becomes longer.
    pub(super) fn charter_amended(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let body = CharterAmended::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let CharterAmended { charter, decision } = body;
        context.by_anyone(self)?;
        let digest = *charter.digest();
        let decision = self.to_carry_out(&decision, Subject::Charter, Some(digest))?;
        let charter = Charter::parse(context.document(&digest)?).map_err(|_| Refusal::Charter)?;
        if !charter.goes_on_from(&self.charter) {
            return Err(Refusal::Charter.into());
        }
        let id = context.id();
        Ok(Box::new(move |council| {
            for name in charter.seat_names() {
                council.seats.entry(name).or_insert_with(Seat::default);
            }
            (council.charter, council.charter_digest) = (charter, digest);
            council.carried_out(decision, id);
        }))
    }

    /// A version of the rules that the body decided on: the proposal is the document `{"rules":N}`.
    pub(super) fn rules_adopted(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let RulesAdopted { decision, rules } =
            RulesAdopted::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let decision = self.to_carry_out(&decision, Subject::Rules, None)?;
        let proposal =
            self.motions.get(&decision.motion).and_then(|motion| motion.proposal).ok_or(Refusal::Decision)?;
        let decided = rules_of(context.document(&proposal)?).ok_or(Refusal::Rules)?;
        if decided != rules || rules <= self.rules.number() {
            return Err(Refusal::Rules.into());
        }
        let version = RulesVersion::of_number(rules).ok_or(Stop::NeedsNewer(rules))?;
        let id = context.id();
        Ok(Box::new(move |council| {
            council.rules = version;
            council.carried_out(decision, id);
        }))
    }

    /// What was decided by this act: the roll call of a body (`rollcall.opened`), or the call of a vote of the members
    /// (`election.called`). A charter is decided on by the members, once a body has adopted it; what the members rejected
    /// is not decided by a body.
    pub(crate) fn decision_of(&self, decision: &ActId) -> Option<Decision> {
        let Some(election) = self.elections.get(decision) else { return self.body_decision(decision) };
        let motion = match election.purpose {
            Purpose::Charter(motion) | Purpose::Referendum(motion) => motion,
            Purpose::Seats | Purpose::ByElection | Purpose::Trial => return None,
        };
        (election.approved == Some(true)).then_some(Decision { motion, time: election.closes })
    }

    fn body_decision(&self, decision: &ActId) -> Option<Decision> {
        let id = self.rollcalls.get(decision)?;
        let motion = self.motions.get(id)?;
        let (is_adopted, time) = motion.decided?;
        let by_this = motion.rollcall.as_ref().is_some_and(|rollcall| rollcall.opened_by == *decision);
        let rejected = |election: &Election| {
            election.purpose == Purpose::Referendum(*id) && election.approved == Some(false)
        };
        let decided = is_adopted
            && by_this
            && motion.subject != Subject::Charter
            && !self.elections.values().any(rejected);
        decided.then_some(Decision { motion: *id, time })
    }

    /// The decision that an act carries out: on this subject and this proposal, not carried out yet, and not older than one
    /// on the subject that was.
    fn to_carry_out(
        &self,
        decision: &ActId,
        subject: Subject,
        proposal: Option<Hash>,
    ) -> Result<Decision, Refusal> {
        let decision = self.decision_of(decision).ok_or(Refusal::Decision)?;
        let motion = self.motions.get(&decision.motion).ok_or(Refusal::Decision)?;
        let newer = |other: &Motion| {
            other.subject == subject && other.carried_out.is_some_and(|(_, time)| time > decision.time)
        };
        let right = motion.subject == subject
            && (proposal.is_none() || motion.proposal == proposal)
            && motion.carried_out.is_none()
            && !self.motions.values().any(newer);
        if right { Ok(decision) } else { Err(Refusal::Decision) }
    }

    fn carried_out(&mut self, decision: Decision, by: ActId) {
        if let Some(motion) = self.motions.get_mut(&decision.motion) {
            motion.carried_out = Some((by, decision.time));
        }
    }
}

/// Reads `{"rules":N}`.
fn rules_of(document: &[u8]) -> Option<u64> {
    let Ok(Value::Object(object)) = json::parse(document) else { return None };
    let Some(Value::Integer(rules)) = object.field("rules") else { return None };
    u64::try_from(rules.number()).ok().filter(|_| object.len() == 1)
}
