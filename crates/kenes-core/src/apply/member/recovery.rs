//! Recovery of a lost key: slow, rare, and open to contest.

use alloc::boxed::Box;

use kenes_record::Hash;
use kenes_record::act::{ActId, Fingerprint, PublicKey, SignerName};

use crate::act::body;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::evidence::Evidence;
use crate::member::{MemberId, MemberKey, Recovery, RecoveryState};
use crate::refusal::Refusal;
use crate::time::{Duration, Time};

body! {
    /// `key.recovery_opened`.
    RecoveryOpened {
        key: PublicKey,
        member: SignerName,
        next: Hash,
    }
}

body! {
    /// `key.recovery_vetoed`.
    RecoveryVetoed {
        recovery: ActId,
    }
}

body! {
    /// `key.recovered`.
    KeyRecovered {
        recovery: ActId,
    }
}

/// The time in which a recovery can be contested, at least.
const CONTEST: Duration = Duration::days(7);

/// The time over which recoveries are capped.
const MONTH: Duration = Duration::days(30);

impl Council {
    /// Those who let a new member in say that a member lost the key.
    pub(in crate::apply) fn recovery_opened(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let body = RecoveryOpened::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let RecoveryOpened { key, member, next } = body;
        self.check_entry(context)?;
        let now = self.time()?;
        let member = self.member_of(&member.fingerprint)?;
        let print = Fingerprint::of(key.as_bytes());
        if self.used_keys.contains(&print) {
            return Err(Refusal::Enrolled.into());
        }
        if self.is_being_recovered(member)
            || self.recoveries_since(now.minus(MONTH)) >= self.charter.entry.recoveries
        {
            return Err(Refusal::Recovery.into());
        }
        let wait = CONTEST.max(Duration::days(self.charter.entry.waiting_days));
        let due = now.plus(wait);
        let recovery = Recovery { member, key, next, opened: now, due, state: RecoveryState::Open };
        let id = context.id();
        Ok(Box::new(move |council| {
            council.used_keys.insert(print);
            council.recoveries.insert(id, recovery);
        }))
    }

    /// The key that is said to be lost is not.
    pub(in crate::apply) fn recovery_vetoed(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let RecoveryVetoed { recovery: id } =
            RecoveryVetoed::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        if self.recoveries.get(&id).ok_or(Refusal::Reference)?.member != member {
            return Err(Refusal::Authority.into());
        }
        self.open_recovery(&id)?;
        Ok(Box::new(move |council| council.end_recovery(&id, RecoveryState::Vetoed)))
    }

    /// Nobody contested it in time. While an election is on in which the member may vote or has a part, it waits.
    pub(in crate::apply) fn key_recovered(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let KeyRecovered { recovery: id } =
            KeyRecovered::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let Recovery { member, key, next, opened: _, due, state: _ } = *self.open_recovery(&id)?;
        let now = self.time()?;
        let who = self.member(member).filter(|who| now >= due && who.is_enrolled());
        let custody = who.and_then(|who| who.key).ok_or(Refusal::Recovery)?.custody;
        if self.elections.values().any(|election| election.freezes(member)) {
            return Err(Refusal::Frozen.into());
        }
        Ok(Box::new(move |council| {
            council.put_key(member, MemberKey { key, next, custody });
            council.end_recovery(&id, RecoveryState::Done);
        }))
    }

    fn open_recovery(&self, id: &ActId) -> Result<&Recovery, Refusal> {
        let recovery = self.recoveries.get(id).ok_or(Refusal::Reference)?;
        match recovery.state {
            RecoveryState::Open => Ok(recovery),
            RecoveryState::Vetoed | RecoveryState::Done => Err(Refusal::Recovery),
        }
    }

    fn is_being_recovered(&self, member: MemberId) -> bool {
        let is_open = |recovery: &Recovery| recovery.state == RecoveryState::Open;
        self.recoveries.values().any(|recovery| recovery.member == member && is_open(recovery))
    }

    /// How many recoveries were opened since then, whatever became of them.
    pub(crate) fn recoveries_since(&self, since: Time) -> u64 {
        let recent = self.recoveries.values().filter(|recovery| recovery.opened > since);
        u64::try_from(recent.count()).unwrap_or(u64::MAX)
    }

    fn end_recovery(&mut self, id: &ActId, state: RecoveryState) {
        if let Some(recovery) = self.recoveries.get_mut(id) {
            recovery.state = state;
        }
    }
}
