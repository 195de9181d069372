//! Who calls an election, and who guards it: registrars and trustees.
//!
//! A call that its registrars and trustees sign is *backed*: they will do their part. It may take the seats of one that names
//! people who do not know of it, or do not want to, which could otherwise stand in the way for months.

use alloc::collections::BTreeSet;

use kenes_record::act::{Holder, SignerName};

use super::call::Call;
use crate::council::Council;
use crate::election::{Election, Phase};
use crate::member::MemberId;
use crate::refusal::Refusal;
use crate::time::{Duration, Time};

/// How long the registrars are in default before others may be named in their place.
const DEFAULT: Duration = Duration::days(14);

impl Call {
    /// Whether it says that all whom it names sign it.
    pub(super) fn is_backed(&self) -> bool {
        self.backed == Some(1)
    }

    fn named(&self) -> impl Iterator<Item = &SignerName> {
        self.registrars.iter().chain(&self.trustees)
    }
}

impl Council {
    /// Any member may call; a call that says that it is backed all sign whom it names, and an exercise a holder of a seat.
    /// Whatever else is wrong comes later: a copy from which lines were taken away must not be refused for another reason.
    pub(super) fn check_callers(
        &self,
        call: &Call,
        members: &[MemberId],
        signers: &[SignerName],
    ) -> Result<(), Refusal> {
        let is_signed = !call.is_backed() || call.named().all(|name| signers.contains(name));
        let may = call.purpose != "trial" || members.iter().any(|member| self.sits_in(*member, call.body));
        if is_signed && may { Ok(()) } else { Err(Refusal::Authority) }
    }

    /// Whether a call takes the place of others: it is backed, and by nobody who backed one that came to nothing.
    pub(super) fn displaces(&self, call: &Call) -> bool {
        call.is_backed() && self.are_ready(call.body, call.named())
    }

    /// Whether none of these backed a call for this body that came to nothing, since the last one was counted.
    pub(crate) fn are_ready<'a>(&self, body: u16, mut names: impl Iterator<Item = &'a SignerName>) -> bool {
        let Some(unready) = self.unready.get(&body) else { return true };
        !names.any(|name| self.member_of(&name.fingerprint).is_ok_and(|member| unready.contains(&member)))
    }

    /// Ends the elections that yield, of any of the same seats, or on the same question, or the same body's exercise.
    pub(super) fn displace(&mut self, by: &Election) {
        let is_same = |election: &Election| match by.seats.as_slice() {
            [] => election.purpose == by.purpose && election.body == by.body,
            seats => election.seats.iter().any(|seat| seats.contains(seat)),
        };
        for election in self.elections.values_mut().filter(|election| election.yields() && is_same(election))
        {
            election.phase = Phase::Void;
            election.board.trackers.clear();
        }
    }

    /// Who backed a call that came to nothing without a setup, by the body.
    pub fn unready(&self, body: u16) -> impl Iterator<Item = MemberId> {
        self.unready.get(&body).into_iter().flatten().copied()
    }

    /// Registrars hold seats of the body that the charter names, so they were elected. Where too few are left there, any
    /// member may be one, and in a call that is backed also where they were in default for long: nobody keeps an election
    /// from being held.
    pub(super) fn check_certifiers(
        &self,
        names: &[SignerName],
        backed: bool,
        now: Time,
    ) -> Result<BTreeSet<MemberId>, Refusal> {
        let registrars = self.named(names)?;
        let least = self.charter.elections.registrars;
        let holders = self.seats_in(self.charter.entry.body).filter_map(|(_, seat)| seat.holder.as_ref());
        let holders: BTreeSet<MemberId> = holders.map(|holder| holder.member).collect();
        let enough = |group: &BTreeSet<MemberId>| u64::try_from(group.len()).is_ok_and(|size| size >= least);
        let in_default = self.default_since.is_some_and(|since| since.plus(DEFAULT) <= now);
        let may_be_any = !enough(&holders) || (backed && in_default);
        let right = enough(&registrars) && (may_be_any || registrars.is_subset(&holders));
        if right { Ok(registrars) } else { Err(Refusal::Call) }
    }

    pub(super) fn check_trustees(
        &self,
        names: &[SignerName],
        threshold: u64,
    ) -> Result<BTreeSet<MemberId>, Refusal> {
        let trustees = self.named(names)?;
        let rules = &self.charter.elections;
        let right = u64::try_from(trustees.len()) == Ok(rules.trustees) && threshold == rules.threshold;
        if right { Ok(trustees) } else { Err(Refusal::Call) }
    }

    /// The members with these keys, each once.
    fn named(&self, names: &[SignerName]) -> Result<BTreeSet<MemberId>, Refusal> {
        let mut members = BTreeSet::new();
        for name in names {
            let member = match name.holder {
                Holder::Member => self.member_of(&name.fingerprint)?,
                Holder::Server | Holder::Witness | Holder::Credential => return Err(Refusal::NotMember),
            };
            if !members.insert(member) {
                return Err(Refusal::Call);
            }
        }
        Ok(members)
    }
}
