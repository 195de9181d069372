//! How the small world signs.

use alloc::sync::Arc;
use alloc::vec::Vec;

use kenes_record::act::{ActError, ActType, Body, Fingerprint, UnsignedAct, VerifiedAct};
use kenes_record::key::{KeyName, NoteSigner};

use super::{Who, World, the, witness_key};
use crate::apply::Outcome;
use crate::member::MemberId;

impl World {
    /// Signs a text, appends the act and applies it.
    pub fn sign(&mut self, unsigned: UnsignedAct, signers: &[Who]) -> Outcome {
        let act = the(self.signed(unsigned, signers));
        let outcome = self.apply(&act);
        if outcome == Outcome::Effect && act.act_type() == ActType::KeyBound {
            let bound: Vec<_> = signers.iter().filter_map(|who| self.bound_by(*who)).collect();
            self.persons.extend(bound);
        }
        outcome
    }

    /// Which member a person is who has just bound a first key.
    fn bound_by(&self, who: Who) -> Option<(MemberId, u64)> {
        let Who::Key(person, _) = who else { return None };
        let print = Fingerprint::of(self.signer(who).verifier().public());
        Some((self.council.member_of(&print).ok()?, person))
    }

    /// The same for what may be no act at all: a value that cannot stand in it, or signers that it cannot have.
    ///
    /// # Errors
    /// It is none.
    pub fn attempt(&mut self, act_type: ActType, signers: &[Who], body: Body) -> Result<Outcome, ActError> {
        let unsigned = self.draft(act_type, signers, body).write()?;
        let act = self.signed(unsigned, signers)?;
        Ok(self.apply(&act))
    }

    fn signed(&self, unsigned: UnsignedAct, signers: &[Who]) -> Result<VerifiedAct, ActError> {
        let keys: Vec<Arc<NoteSigner>> = signers.iter().map(|who| self.signer(*who)).collect();
        let lines = keys.iter().map(|key| unsigned.line(key)).collect();
        let act = unsigned.assemble(lines)?;
        // Only ticks have lines of others, and making keys takes time.
        let is_tick = act.act_type() == ActType::Tick;
        let witnesses = if is_tick { self.witnesses.max(16) } else { 0 };
        let witnesses: Vec<Arc<NoteSigner>> = (0..witnesses).map(witness_key).collect();
        let others = if is_tick { Vec::from([self.log_key(), self.own_witness()]) } else { Vec::new() };
        let known = |name: &KeyName| {
            let named = keys.iter().chain(&witnesses).map(Arc::as_ref).chain(&others);
            named.map(NoteSigner::verifier).find(|key| key.name() == name).cloned()
        };
        Ok(the(act.verify(&self.origin, known)))
    }
}
