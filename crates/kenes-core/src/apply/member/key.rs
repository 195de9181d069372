//! The first key of a member, and the next one.

use alloc::boxed::Box;

use kenes_record::Hash;
use kenes_record::act::{ActId, Fingerprint, Holder, PublicKey, SignerName};

use crate::act::body;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::evidence::Evidence;
use crate::member::{Custody, Member, MemberId, MemberKey, RecoveryState, next_of};
use crate::refusal::Refusal;

body! {
    /// `key.bound`.
    KeyBound {
        credential: PublicKey,
        custody: &'static str,
        enrol: ActId,
        key: PublicKey,
        next: Hash,
    }
}

body! {
    /// `key.rotated`.
    KeyRotated {
        key: PublicKey,
        member: SignerName,
        next: Hash,
    }
}

impl Council {
    /// A key that was never used, introduced by the credential of an enrolment that nobody used.
    pub(in crate::apply) fn key_bound(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let body = KeyBound::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let KeyBound { credential, custody, enrol, key, next } = body;
        let introduced = Fingerprint::of(credential.as_bytes());
        if !signed(context, Holder::Credential, &introduced) {
            return Err(Refusal::Authority.into());
        }
        let print = key_that_signed(context, &key)?;
        let id = self.enrolled_by(&enrol).ok_or(Refusal::Reference)?;
        let waits = |member: &Member| {
            let is_token = member.introduction.is_some_and(|person| person.token == introduced);
            member.is_enrolled() && member.key.is_none() && is_token
        };
        if !self.member(id).is_some_and(waits) {
            return Err(Refusal::Enrolment.into());
        }
        self.check_new(&print)?;
        self.time()?;
        let key = MemberKey { key, next, custody: custody_of(custody) };
        Ok(Box::new(move |council| council.put_key(id, key)))
    }

    /// The next key signs, and is the one that was committed to. The old key may sign too, and need not: it may be lost, or
    /// stolen. Whoever has the next key needs no recovery, so one that is open ends.
    pub(in crate::apply) fn key_rotated(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let body = KeyRotated::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let KeyRotated { key, member: name, next } = body;
        let print = key_that_signed(context, &key)?;
        let id = self.member_of(&name.fingerprint)?;
        let member = self.member(id).ok_or(Refusal::NotMember)?;
        let signers = context.act.signers();
        if signers.iter().any(|signer| signer.fingerprint != print && *signer != name) {
            return Err(Refusal::Authority.into());
        }
        let custody = member.key.filter(|old| next_of(&key) == old.next).ok_or(Refusal::NextKey)?.custody;
        self.check_new(&print)?;
        Ok(Box::new(move |council| {
            council.end_recoveries(id);
            council.put_key(id, MemberKey { key, next, custody });
        }))
    }

    /// Nobody ever used this key here.
    fn check_new(&self, print: &Fingerprint) -> Result<(), Refusal> {
        if self.used_keys.contains(print) { Err(Refusal::Enrolled) } else { Ok(()) }
    }

    /// Puts a key into force, in place of an old one if there is one. Its acts are counted anew.
    pub(super) fn put_key(&mut self, id: MemberId, key: MemberKey) {
        let print = Fingerprint::of(key.key.as_bytes());
        let Some(member) = self.members.get_mut(id.index()) else { return };
        if let Some(name) = member.name() {
            self.keys.remove(&name.fingerprint);
        }
        self.keys.insert(print, id);
        self.used_keys.insert(print);
        (member.key, member.counter) = (Some(key), None);
    }

    fn end_recoveries(&mut self, id: MemberId) {
        for recovery in self.recoveries.values_mut() {
            if recovery.member == id && recovery.state == RecoveryState::Open {
                recovery.state = RecoveryState::Vetoed;
            }
        }
    }
}

/// The fingerprint of a key that signed.
fn key_that_signed(context: &Context<'_, impl Evidence>, key: &PublicKey) -> Result<Fingerprint, Refusal> {
    let print = Fingerprint::of(key.as_bytes());
    if signed(context, Holder::Member, &print) { Ok(print) } else { Err(Refusal::Authority) }
}

fn signed(context: &Context<'_, impl Evidence>, holder: Holder, fingerprint: &Fingerprint) -> bool {
    context.act.signers().contains(&SignerName { holder, fingerprint: *fingerprint })
}

fn custody_of(word: &str) -> Custody {
    if word == "own" { Custody::Own } else { Custody::Custodial }
}
