//! Petitions: an initiative of the members, who endorse it openly.

use alloc::collections::BTreeSet;

use kenes_record::Hash;
use kenes_record::act::ActId;

use crate::council::Council;
use crate::election::{Phase, Purpose};
use crate::member::MemberId;
use crate::refusal::Refusal;
use crate::time::{Duration, Time};

/// How long members endorse a petition.
const ENDORSED: Duration = Duration::days(90);
/// How long after its opening a vote on it is called.
const CALLED: Duration = Duration::days(120);
/// How long after a vote on it that came to nothing another is called.
const CALLED_AGAIN: Duration = Duration::days(30);

/// An initiative: members demand a vote of all on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Petition {
    /// The body whose constituency votes on it.
    pub body: u16,
    /// The digest of the document that it names, if any.
    pub proposal: Option<Hash>,
    /// The time of the tick at which the roll is frozen: who may endorse it.
    pub freeze: Time,
    /// How many these were.
    pub eligible: u64,
    /// How many of a hundred of them demand a vote: what the charter said when it was opened.
    pub percent: u64,
    /// When it was opened.
    pub opened: Time,
    /// Who endorsed it, the member who opened it included.
    pub endorsed: BTreeSet<MemberId>,
    /// The act that states that the members said yes to it.
    pub stated: Option<ActId>,
}

impl Petition {
    /// Whether it may be endorsed at a time.
    pub fn is_open(&self, at: Time) -> bool {
        at < self.opened.plus(ENDORSED)
    }

    /// Whether enough endorsed it for a vote of the members.
    pub fn is_reached(&self) -> bool {
        let endorsed = u64::try_from(self.endorsed.len()).unwrap_or(u64::MAX);
        endorsed.saturating_mul(100) >= self.percent.saturating_mul(self.eligible)
    }
}

impl Council {
    /// Whether a vote on a petition is on or has an answer.
    pub(crate) fn is_petition_called(&self, id: &ActId) -> bool {
        let on_it = |purpose: &Purpose| *purpose == Purpose::Referendum(*id);
        let mut votes = self.elections.values().filter(|election| on_it(&election.purpose));
        votes.any(|election| election.phase != Phase::Void)
    }

    /// Whether a vote on a petition may be called now: enough endorsed it, and not too long ago. Whoever lets such a vote come
    /// to nothing does not gain by it: there is time for another.
    pub(crate) fn check_petition(&self, id: &ActId, body: u16, now: Time) -> Result<(), Refusal> {
        let petition = self.petitions.get(id).ok_or(Refusal::Reference)?;
        if petition.body != body {
            return Err(Refusal::Place);
        }
        let void = self
            .elections
            .values()
            .filter(|election| election.purpose == Purpose::Referendum(*id) && election.phase == Phase::Void);
        let again = void.map(|election| election.closes.plus(CALLED_AGAIN)).max().unwrap_or_default();
        let in_time = now < petition.opened.plus(CALLED).max(again);
        if petition.is_reached() && in_time { Ok(()) } else { Err(Refusal::Decision) }
    }

    /// Whether the last petition that a member opened for a body may be endorsed still, and is neither voted on nor answered.
    pub(crate) fn has_open_petition(&self, body: u16, member: MemberId, now: Time) -> bool {
        let last = self.petitioners.get(&(body, member));
        let petition = last.and_then(|id| Some((id, self.petitions.get(id)?)));
        petition.is_some_and(|(id, petition)| petition.is_open(now) && !self.is_petition_called(id))
    }
}
