//! What members, bodies, seats and elections are called on pages, and the lines that use these names.

use std::collections::{BTreeMap, BTreeSet};

use kenes_core::{Alarm, Council, Election, MemberId, SeatName, Time, Trust};
use kenes_record::act::ActId;
use kenes_text::audit::{self, Names};
use kenes_text::{Words, shown};
use kenes_verify::Questions;

use super::error::Wrong;
use super::page::Page;
use crate::host::Host;

/// Names that were looked up.
#[derive(Clone, Debug)]
pub struct Naming {
    words: Words,
    bodies: Vec<String>,
    members: BTreeMap<MemberId, String>,
    elections: BTreeMap<ActId, String>,
}

impl Naming {
    /// The names of all bodies, and of these members and elections.
    ///
    /// # Errors
    /// The store fails.
    pub async fn of(
        host: &Host,
        page: &Page,
        members: &BTreeSet<MemberId>,
        calls: &BTreeSet<ActId>,
    ) -> Result<Self, Wrong> {
        let mut bodies = Vec::new();
        for body in (0_u16..).take(host.council().charter().bodies.len()) {
            bodies.push(shown(&host.body_name(body).await?));
        }
        let mut naming =
            Self { words: page.words(), bodies, members: BTreeMap::new(), elections: BTreeMap::new() };
        for member in members {
            naming.members.insert(*member, shown(&host.name_shown(*member).await?));
        }
        for election in host.council().elections().filter(|election| calls.contains(&election.call)) {
            naming.elections.insert(election.call, title(host, election).await?);
        }
        Ok(naming)
    }

    /// What a body is called.
    pub fn body_name(&self, body: u16) -> String {
        let number = || u32::from(body).saturating_add(1).to_string();
        self.bodies.get(usize::from(body)).cloned().unwrap_or_else(number)
    }

    /// What a member is called.
    pub fn member_name(&self, member: MemberId) -> String {
        self.members.get(&member).cloned().unwrap_or_else(|| member.number().to_string())
    }
}

impl Names for Naming {
    fn election(&self, call: &ActId) -> String {
        self.words.name(self.elections.get(call).map_or("", String::as_str))
    }

    fn body(&self, body: u16) -> String {
        self.words.name(&self.body_name(body))
    }

    fn seat(&self, seat: SeatName) -> String {
        let number = u32::from(seat.seat).saturating_add(1);
        let args = [("body", self.body_name(seat.body).into()), ("seat", number.into())];
        self.words.t("web-seat-of", &args)
    }

    fn member(&self, member: MemberId) -> String {
        self.words.name(&self.member_name(member))
    }
}

/// What an election is called: as its call says, else as its body.
///
/// # Errors
/// The store fails.
pub async fn title(host: &Host, election: &Election) -> Result<String, Wrong> {
    let asked = questions(host, election).await?.map(|questions| shown(questions.name.trim()));
    match asked.filter(|name| !name.is_empty()) {
        Some(name) => Ok(name),
        None => Ok(shown(&host.body_name(election.body).await?)),
    }
}

/// What an election asks; none where the text is not here.
///
/// # Errors
/// The store fails.
pub async fn questions(host: &Host, election: &Election) -> Result<Option<Questions>, Wrong> {
    let document = host.blob(election.questions.digest()).await?;
    Ok(document.and_then(|document| Questions::parse(&document)))
}

/// Whom one has to trust and what to look at, in sentences.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What to look at, the most pressing first.
    pub alarms: Vec<String>,
    /// Whom one has to trust, and for what.
    pub trust: Vec<String>,
}

impl Panel {
    /// Of the whole council.
    ///
    /// # Errors
    /// The store fails.
    pub async fn of(host: &Host, page: &Page, now: Time) -> Result<Self, Wrong> {
        let council = host.council();
        Self::tell(host, page, council.trust(), council.alarms(now)).await
    }

    /// Of one election that is on.
    ///
    /// # Errors
    /// The store fails.
    pub async fn of_election(host: &Host, page: &Page, now: Time, call: ActId) -> Result<Self, Wrong> {
        let council = host.council();
        let trust = council.trust().into_iter().filter(|trust| call_of(trust) == Some(call)).collect();
        let alarms = council.alarms(now).into_iter().filter(|alarm| about(alarm).1.contains(&call)).collect();
        Self::tell(host, page, trust, alarms).await
    }

    async fn tell(
        host: &Host,
        page: &Page,
        trust: Vec<Trust>,
        mut alarms: Vec<Alarm>,
    ) -> Result<Self, Wrong> {
        alarms.sort_by_key(pressing);
        let calls = trust.iter().filter_map(call_of).chain(alarms.iter().flat_map(|alarm| about(alarm).1));
        let (calls, members) =
            (calls.collect(), alarms.iter().flat_map(|alarm| about(alarm).0).collect::<BTreeSet<MemberId>>());
        let naming = Naming::of(host, page, &members, &calls).await?;
        let words = page.words();
        Ok(Self {
            alarms: alarms.iter().map(|alarm| audit::alarm_with(alarm, &words, &naming)).collect(),
            trust: trust.iter().map(|trust| audit::trust_with(trust, &words, &naming)).collect(),
        })
    }
}

/// The election of a line.
fn call_of(trust: &Trust) -> Option<ActId> {
    match trust {
        Trust::Trustees { call, threshold: _, trustees: _ }
        | Trust::Credentials { call, registrars: _, eligible: _ }
        | Trust::Small { call, eligible: _ } => Some(*call),
        Trust::Time(_)
        | Trust::NoWitnesses
        | Trust::FewWitnesses { witnesses: _ }
        | Trust::Witnesses { witnesses: _ }
        | Trust::Registrars { needed: _, registrars: _, sponsors: _ }
        | Trust::CustodialKeys { keys: _, members: _ }
        | Trust::Founders { seats: _, of: _ }
        | _ => None,
    }
}

/// The members and the elections of an alarm.
fn about(alarm: &Alarm) -> (Vec<MemberId>, Vec<ActId>) {
    match alarm {
        Alarm::ManySeats { member, seats: _ } => (vec![*member], vec![]),
        Alarm::RegistrarsAreTrustees { call, members }
        | Alarm::CandidatesAreGuards { call, members }
        | Alarm::RegistrarsNotElected { call, members } => (members.clone(), vec![*call]),
        Alarm::OneTrustee { call } | Alarm::BallotsUnclocked { call, ballots: _ } => (vec![], vec![*call]),
        Alarm::NoTick { last: _ }
        | Alarm::TimeAhead { last: _ }
        | Alarm::RollSurge { from: _, to: _, since: _ }
        | Alarm::RollLoss { from: _, left: _, since: _ }
        | Alarm::ElectionOverdue { body: _, seats: _ }
        | Alarm::PastTerm { seat: _, until: _ }
        | Alarm::OneRegistrar
        | Alarm::RegistrarsInDefault { since: _ }
        | _ => (vec![], vec![]),
    }
}

/// How pressing an alarm is: the lowest first. A time that is wrong makes everything else doubtful; then come seats without a
/// right, the roll, the vote, and last what a small council cannot help.
fn pressing(alarm: &Alarm) -> u8 {
    match alarm {
        Alarm::TimeAhead { last: _ } => 0,
        Alarm::NoTick { last: _ } => 1,
        Alarm::PastTerm { seat: _, until: _ } => 2,
        Alarm::BallotsUnclocked { call: _, ballots: _ } => 3,
        Alarm::RollSurge { from: _, to: _, since: _ } | Alarm::RollLoss { from: _, left: _, since: _ } => 4,
        Alarm::RegistrarsInDefault { since: _ } => 5,
        Alarm::CandidatesAreGuards { call: _, members: _ }
        | Alarm::RegistrarsNotElected { call: _, members: _ } => 6,
        Alarm::ElectionOverdue { body: _, seats: _ } => 7,
        Alarm::OneTrustee { call: _ } => 8,
        Alarm::RegistrarsAreTrustees { call: _, members: _ } => 9,
        Alarm::ManySeats { member: _, seats: _ } => 10,
        Alarm::OneRegistrar => 11,
        _ => 12,
    }
}

/// The elections, those that are on first, then the newest.
pub fn newest_first(council: &Council) -> Vec<&Election> {
    let mut elections: Vec<&Election> = council.elections().collect();
    elections.sort_by_key(|election| {
        (!election.is_running(), std::cmp::Reverse((election.closes, election.call)))
    });
    elections
}
