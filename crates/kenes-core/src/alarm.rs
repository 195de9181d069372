//! Alarms: what a council should look at, computed from its record. They forbid nothing.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use kenes_record::act::ActId;

use crate::council::Council;
use crate::election::{Election, Purpose};
use crate::member::{Member, MemberId, Standing};
use crate::seat::{Gained, Seat, SeatName};
use crate::time::{Duration, Time};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alarm {
    /// No tick for more than a day: nothing that depends on time is decided.
    NoTick {
        /// The last one; none before the first.
        last: Option<Time>,
    },
    /// The record's time is more than an hour ahead of the reader's clock: whoever told it ended terms too early, or will.
    TimeAhead {
        /// The last tick.
        last: Time,
    },
    /// More came to the roll than the charter finds usual, whoever left meanwhile.
    RollSurge {
        /// The members then.
        from: u64,
        /// The members now and those who left since, and the keys that were recovered since: a recovery too gives a vote to
        /// somebody else.
        to: u64,
        /// Since when.
        since: Time,
    },
    /// More left the roll, or were taken off it, than the charter finds usual.
    RollLoss {
        /// The members then.
        from: u64,
        /// How many left since.
        left: u64,
        /// Since when.
        since: Time,
    },
    /// A seat that nobody elected holds, or whose term ends before an election could be held, and no election is on.
    ElectionOverdue {
        /// The body.
        body: u16,
        /// The seats.
        seats: Vec<SeatName>,
    },
    /// A seat whose term is over by the reader's clock, while the record's has not come so far.
    PastTerm {
        /// The seat.
        seat: SeatName,
        /// When the term ended.
        until: Time,
    },
    /// One person holds several seats.
    ManySeats {
        /// Who.
        member: MemberId,
        /// The seats.
        seats: Vec<SeatName>,
    },
    /// Persons who let others onto the roll guard the key of an election too.
    RegistrarsAreTrustees {
        /// The election.
        call: ActId,
        /// Who.
        members: Vec<MemberId>,
    },
    /// Persons who stand in an election guard its key or its credentials.
    CandidatesAreGuards {
        /// The election.
        call: ActId,
        /// Who.
        members: Vec<MemberId>,
    },
    /// A registrar alone can enrol.
    OneRegistrar,
    /// An election was to open, and the registrars had not set it up; since then they set up none.
    RegistrarsInDefault {
        /// Since when.
        since: Time,
    },
    /// Persons who hold no seat of the registrars list the voters of an election.
    RegistrarsNotElected {
        /// The election.
        call: ActId,
        /// Who.
        members: Vec<MemberId>,
    },
    /// A trustee alone can decrypt single ballots.
    OneTrustee {
        /// The election.
        call: ActId,
    },
    /// Ballots were accepted while there was no tick for more than an hour: whoever takes them could have taken some after the
    /// close.
    BallotsUnclocked {
        /// The election: one that is on, or that gave a seat that somebody holds, waits for or is asked for.
        call: ActId,
        /// How many.
        ballots: u64,
    },
}

impl Council {
    /// The alarms at a time: the reader's own, or that of the last tick. In a fixed order.
    pub fn alarms(&self, at: Time) -> Vec<Alarm> {
        let mut alarms = Vec::new();
        alarms.extend(self.no_tick(at));
        let ahead = self.now.filter(|last| last.since(at) > Duration::hours(1));
        alarms.extend(ahead.map(|last| Alarm::TimeAhead { last }));
        alarms.extend(self.roll_surge());
        alarms.extend(self.roll_loss());
        alarms.extend(self.overdue(at));
        alarms.extend(self.past_terms(at));
        alarms.extend(self.many_seats());
        alarms.extend((self.charter.entry.registrars == 1).then_some(Alarm::OneRegistrar));
        alarms.extend(self.default_since.map(|since| Alarm::RegistrarsInDefault { since }));
        let running = self.elections.values().filter(|election| election.is_running());
        alarms.extend(running.flat_map(|election| self.guards(election)));
        alarms.extend(self.unclocked());
        alarms
    }

    /// Only of what matters still: elections that are on, and those to which somebody owes a seat.
    fn unclocked(&self) -> Vec<Alarm> {
        let gained = |seat: &Seat| {
            let held = [&seat.holder, &seat.next].into_iter().flatten().map(|holder| holder.gained);
            held.chain(seat.elected.as_ref().map(|elect| elect.gained)).collect::<Vec<Gained>>()
        };
        let calls = self.seats.values().flat_map(gained).filter_map(|gained| match gained {
            Gained::Election(call) | Gained::Countback(call, _) => Some(call),
            Gained::Founding => None,
        });
        let seated: BTreeSet<ActId> = calls.collect();
        let matters = |election: &&Election| election.is_running() || seated.contains(&election.call);
        let counted = self.elections.values().filter(|election| election.unclocked > 0).filter(matters);
        counted
            .map(|election| Alarm::BallotsUnclocked { call: election.call, ballots: election.unclocked })
            .collect()
    }

    fn no_tick(&self, at: Time) -> Option<Alarm> {
        let last = self.now;
        let is_late = last.is_none_or(|last| at.since(last) > Duration::days(1));
        is_late.then_some(Alarm::NoTick { last })
    }

    fn roll_surge(&self) -> Option<Alarm> {
        let (since, from) = self.roll_before()?;
        // Who is taken off the roll makes no room for others: else all could be replaced without an alarm.
        let came = self.recoveries_since(since).saturating_add(self.left_since(since));
        let to = self.roll().saturating_add(came);
        let grown = to.saturating_sub(from);
        self.is_unusual(grown, from).then_some(Alarm::RollSurge { from, to, since })
    }

    fn roll_loss(&self) -> Option<Alarm> {
        let (since, from) = self.roll_before()?;
        let left = self.left_since(since);
        self.is_unusual(left, from).then_some(Alarm::RollLoss { from, left, since })
    }

    /// The last note of the roll before the charter's days, or the first where there is none so old.
    fn roll_before(&self) -> Option<(Time, u64)> {
        let window = self.now?.minus(Duration::days(self.charter.entry.surge_days));
        let before = self.roll_sizes.iter().rev().find(|(noted, _)| *noted <= window);
        before.or_else(|| self.roll_sizes.first()).copied()
    }

    fn is_unusual(&self, changed: u64, from: u64) -> bool {
        changed > 0 && changed.saturating_mul(100) >= from.saturating_mul(self.charter.entry.surge_percent)
    }

    fn left_since(&self, since: Time) -> u64 {
        let left = |member: &&Member| matches!(member.standing, Standing::Left(left) if left >= since);
        u64::try_from(self.members.iter().filter(left).count()).unwrap_or(u64::MAX)
    }

    fn overdue(&self, at: Time) -> Vec<Alarm> {
        let rules = &self.charter.elections;
        // The time that an election takes at least.
        let needed = Duration::days(rules.notice_days.saturating_add(rules.answer_days));
        let horizon = at.plus(needed).plus(Duration::hours(rules.open_hours));
        let is_due = |name: &SeatName| self.seats.get(name).is_some_and(|seat| is_due(seat, horizon));
        let mut bodies: BTreeMap<u16, Vec<SeatName>> = BTreeMap::new();
        for name in self.charter.seat_names().filter(is_due).filter(|name| !self.is_being_filled(name)) {
            bodies.entry(name.body).or_default().push(name);
        }
        bodies.into_iter().map(|(body, seats)| Alarm::ElectionOverdue { body, seats }).collect()
    }

    fn is_being_filled(&self, name: &SeatName) -> bool {
        let mut running = self.elections.values().filter(|election| election.is_running());
        running.any(|election| election.purpose != Purpose::Trial && election.seats.contains(name))
    }

    fn past_terms(&self, at: Time) -> Vec<Alarm> {
        let past = |(seat, found): (SeatName, &Seat)| {
            let until = found.holder.as_ref()?.until;
            (self.founded.is_some() && until <= at).then_some(Alarm::PastTerm { seat, until })
        };
        self.seats().filter_map(past).collect()
    }

    fn many_seats(&self) -> Vec<Alarm> {
        let mut held: BTreeMap<MemberId, Vec<SeatName>> = BTreeMap::new();
        for (name, holder) in self.seats().filter_map(|(name, seat)| Some((name, seat.holder.as_ref()?))) {
            held.entry(holder.member).or_default().push(name);
        }
        let several = held.into_iter().filter(|(_, seats)| seats.len() > 1);
        several.map(|(member, seats)| Alarm::ManySeats { member, seats }).collect()
    }

    /// Whether the powers over an election lie in few hands.
    fn guards(&self, election: &Election) -> Vec<Alarm> {
        let call = election.call;
        let mut alarms = Vec::new();
        let enrols = |member: &&MemberId| self.sits_in(**member, self.charter.entry.body);
        let members: Vec<MemberId> = election.trustees.iter().filter(enrols).copied().collect();
        if !members.is_empty() {
            alarms.push(Alarm::RegistrarsAreTrustees { call, members });
        }
        let standing = election.candidacies.values().filter(|candidacy| !candidacy.withdrawn);
        let guards =
            |member: &MemberId| election.trustees.contains(member) || election.registrars.contains(member);
        let members: Vec<MemberId> = standing.map(|candidacy| candidacy.member).filter(guards).collect();
        if !members.is_empty() {
            alarms.push(Alarm::CandidatesAreGuards { call, members });
        }
        let members: Vec<MemberId> =
            election.registrars.iter().filter(|member| !enrols(member)).copied().collect();
        if !members.is_empty() {
            alarms.push(Alarm::RegistrarsNotElected { call, members });
        }
        alarms.extend((election.threshold == 1).then_some(Alarm::OneTrustee { call }));
        alarms
    }
}

/// Whether nobody who was elected holds the seat beyond a time, accepted it or is asked.
fn is_due(seat: &Seat, horizon: Time) -> bool {
    let holds = seat.holder.as_ref().is_some_and(|holder| holder.until > horizon && !seat.is_founders());
    !holds && seat.next.is_none() && seat.elected.is_none()
}
