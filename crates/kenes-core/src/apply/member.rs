//! Who is on the roll, and by which key.
//!
//! Registrars enrol a person by a commitment and a one-time credential; from then on the person is a member, and may bind a
//! key of their own. A key is replaced by the one that was committed to, which needs neither the old key nor anybody's leave. A key that is lost
//! together with the next one is recovered by the registrars, as slowly as a new member is let in, and the key that is said to
//! be lost can stop it. `docs/spec/charter.md` names the rules.

mod key;
mod recovery;

use alloc::boxed::Box;
use alloc::collections::BTreeSet;

use kenes_record::act::{ActId, SignerName};
use kenes_record::blob::Commitment;

use super::{Change, Context, Stop};
use crate::act::body;
use crate::council::Council;
use crate::election::Purpose;
use crate::evidence::Evidence;
use crate::member::{Introduction, Member, MemberId, Standing};
use crate::refusal::Refusal;
use crate::time::{Duration, Time};

body! {
    /// `enrol.committed`.
    EnrolCommitted {
        commitment: Commitment,
        constituency: u16,
        token: SignerName,
    }
}

body! {
    /// `enrol.withdrawn`.
    EnrolWithdrawn {
    }
    optional {
        enrol: ActId,
        member: SignerName,
    }
}

impl Council {
    /// How long a new member's vote does not count. Those on the first roll, before anything was called in earnest, do not
    /// wait: there is nobody yet whom they could outvote.
    fn waiting(&self) -> Duration {
        let is_first = self.elections.values().all(|election| election.purpose == Purpose::Trial);
        Duration::days(if is_first { 0 } else { self.charter.entry.waiting_days })
    }

    /// Registrars and sponsors let a person in, where there is room, under a commitment and a credential that are new.
    pub(super) fn enrol_committed(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let body = EnrolCommitted::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let EnrolCommitted { commitment, constituency, token } = body;
        self.check_entry(context)?;
        let now = self.time()?;
        let rules = self.charter.constituencies.get(usize::from(constituency)).ok_or(Refusal::Place)?;
        let places = self.places.get(&constituency).copied().unwrap_or_default();
        if rules.most != 0 && places >= rules.most {
            return Err(Refusal::Full.into());
        }
        let token = token.fingerprint;
        if self.commitments.contains(&commitment) || self.tokens.contains(&token) {
            return Err(Refusal::Enrolled.into());
        }
        let id = MemberId(u32::try_from(self.members.len()).map_err(|_| Refusal::Full)?);
        let member = Member {
            joined_by: context.id(),
            introduction: Some(Introduction { commitment, token }),
            constituency,
            enrolled: now,
            votes_from: now.plus(self.waiting()),
            key: None,
            standing: Standing::Enrolled,
            counter: None,
        };
        Ok(Box::new(move |council| {
            council.enrolments.insert(member.joined_by, id);
            council.members.push(member);
            council.commitments.insert(commitment);
            council.tokens.insert(token);
            council.places.insert(constituency, places.saturating_add(1));
        }))
    }

    /// A person leaves: by the registrars' word, or by the member's own. Registrars cannot take anybody off the roll who
    /// holds a seat, was elected to one, or may vote or stands in an election that is on: nobody is unseated by officers.
    pub(super) fn enrol_withdrawn(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let body = EnrolWithdrawn::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let EnrolWithdrawn { enrol, member } = body;
        let leaver = match (enrol, member) {
            (Some(enrol), None) => self.leaver_of(&enrol),
            (None, Some(name)) => self.member_of(&name.fingerprint),
            (Some(_), Some(_)) | (None, None) => Err(Refusal::Enrolment),
        };
        let signers = context.members(self)?;
        let is_own = matches!(leaver, Ok(member) if signers.as_slice() == [member]);
        if !is_own {
            self.check_only_registrars(&signers)?;
        }
        let now = self.time()?;
        let leaver = leaver?;
        if !is_own {
            self.check_removable(leaver)?;
        }
        self.leave(leaver, now, context)
    }

    fn leaver_of(&self, enrol: &ActId) -> Result<MemberId, Refusal> {
        let id = self.enrolled_by(enrol).ok_or(Refusal::Reference)?;
        let is_there = self.member(id).is_some_and(Member::is_enrolled);
        if is_there { Ok(id) } else { Err(Refusal::Enrolment) }
    }

    fn check_removable(&self, member: MemberId) -> Result<(), Refusal> {
        if self.seats.values().any(|seat| seat.names(member))
            || self.elections.values().any(|election| election.freezes(member))
        {
            return Err(Refusal::Frozen);
        }
        Ok(())
    }

    /// Those who let somebody in: so many registrars, and so many members besides whose votes count.
    fn check_entry(&self, context: &Context<'_, impl Evidence>) -> Result<(), Refusal> {
        // Before the first tick there are founders alone, whose votes count from the beginning.
        let now = self.now.unwrap_or_default();
        let signers = context.members(self)?;
        let registrars = self.registrars_among(&signers)?;
        let (needed, sponsors) = (self.charter.entry.registrars, self.charter.entry.sponsors);
        let votes = |id: &MemberId| self.member(*id).is_some_and(|member| member.votes_from <= now);
        let others = signers.iter().filter(|id| !registrars.contains(id) && votes(id)).count();
        // A registrar whose signature is not needed as such vouches like anybody else.
        let vouching = count(others).saturating_add(count(registrars.len()).saturating_sub(needed));
        if vouching >= sponsors { Ok(()) } else { Err(Refusal::Authority) }
    }

    /// Checks that enough registrars signed, and nobody else.
    pub(super) fn check_only_registrars(&self, signers: &[MemberId]) -> Result<(), Refusal> {
        let registrars = self.registrars_among(signers)?;
        if registrars.len() == signers.len() { Ok(()) } else { Err(Refusal::Authority) }
    }

    /// The registrars among the signers, when they are enough.
    fn registrars_among(&self, signers: &[MemberId]) -> Result<BTreeSet<MemberId>, Refusal> {
        let body = self.charter.entry.body;
        let registrars: BTreeSet<MemberId> =
            signers.iter().copied().filter(|member| self.sits_in(*member, body)).collect();
        let enough = count(registrars.len()) >= self.charter.entry.registrars;
        if enough { Ok(registrars) } else { Err(Refusal::Authority) }
    }

    fn free_place(&mut self, constituency: u16) {
        if let Some(places) = self.places.get_mut(&constituency) {
            *places = places.saturating_sub(1);
        }
    }

    /// What it changes that a member leaves: the key, the place on the roll, the seats and candidacies.
    fn leave(&self, id: MemberId, now: Time, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let member = self.member(id).ok_or(Refusal::NotMember)?;
        let (constituency, name) = (member.constituency, member.name());
        let changes = self.member_leaves(id, now, context.evidence)?;
        Ok(Box::new(move |council| {
            council.commit(changes);
            if let Some(name) = name {
                council.keys.remove(&name.fingerprint);
            }
            if let Some(member) = council.members.get_mut(id.index()) {
                member.standing = Standing::Left(now);
            }
            council.free_place(constituency);
        }))
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
