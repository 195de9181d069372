//! The call: what an election is for, when it is, and who guards it.
//!
//! A call that the charter makes due any member may file: nobody can keep an election from being held. So its dates are
//! bounded on both sides, who is named in it must be there, and it yields to one that all who are named in it sign.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use kenes_record::act::{ActId, SignerName};
use kenes_record::blob::BlobReference;

use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::charter::Body;
use crate::council::Council;
use crate::election::{Board, Election, Phase, Purpose, Rule, Terms};
use crate::evidence::Evidence;
use crate::member::MemberId;
use crate::motion::Subject;
use crate::refusal::Refusal;
use crate::seat::SeatName;
use crate::time::{Duration, Time};

/// How much later than the notice wants a vote may open. Without it a call for the far future would stand in the way of
/// every other.
const LATEST_OPENING: Duration = Duration::days(60);
/// How long a vote may be open.
const LONGEST_VOTE: Duration = Duration::days(60);
/// How old the freeze of the roll may be: those who are to sign a call together need time.
const FREEZE: Duration = Duration::days(1);
/// The time between the end of nominations and the opening: for the ballot paper, the setup and the rehearsal.
const PREPARATION: Duration = Duration::days(1);

act::body! {
    /// `election.called`.
    Call {
        body: u16,
        cause: ActId,
        closes: u64,
        collectors: Vec<SignerName>,
        constituency: u16,
        counting: &'static str,
        eligible: u64,
        freeze: ActId,
        grace: u64,
        nominations: u64,
        opens: u64,
        purpose: &'static str,
        questions: BlobReference,
        registrars: Vec<SignerName>,
        seats: u64,
        small: u64,
        threshold: u64,
        trustees: Vec<SignerName>,
    }
    optional {
        backed: u64,
    }
}

/// When an election is.
struct Dates {
    nominations: Time,
    opens: Time,
    closes: Time,
}

impl Council {
    pub(in crate::apply) fn election_called(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let call = Call::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let signers = context.members(self)?;
        self.check_callers(&call, &signers, context.act.signers())?;
        let displaces = self.displaces(&call);
        let election = self.called(context.id(), call, displaces)?;
        Ok(Box::new(move |council| {
            if displaces {
                council.displace(&election);
            }
            council.elections.insert(election.call, election);
        }))
    }

    /// The election that a call makes.
    fn called(&self, id: ActId, call: Call, displaces: bool) -> Result<Election, Refusal> {
        let backed = call.is_backed();
        let Call {
            body,
            cause,
            closes,
            collectors,
            constituency,
            counting,
            eligible,
            freeze,
            grace,
            nominations,
            opens,
            purpose,
            questions, // A document that no rule reads: the audit compares it with the election's data.
            registrars,
            seats,
            small,
            threshold,
            trustees,
            backed: _, // Read above.
        } = call;
        let now = self.time()?;
        let rules = self.charter.body(body).ok_or(Refusal::Place)?;
        if rules.constituency != constituency {
            return Err(Refusal::Place);
        }
        let purpose = self.purpose(purpose, cause, rules)?;
        let eligible = self.check_roll(&purpose, constituency, freeze, eligible)?;
        check_small(small, self.is_small(&eligible))?;
        self.check_cause(&purpose, body, now)?;
        let seats = self.check_seats(&purpose, body, (seats, displaces), now)?;
        let rule = rule(&purpose, rules);
        // No rule knows ballots that are collected without a network yet.
        if counting != rule.word() || !collectors.is_empty() || grace != 0 {
            return Err(Refusal::Call);
        }
        let Dates { nominations, opens, closes } =
            self.check_dates(&purpose, now, Dates::new(nominations, opens, closes))?;
        Ok(Election {
            call: id,
            phase: Phase::Called,
            purpose,
            body,
            seats,
            rule,
            terms: self.terms(rules),
            nominations,
            opens,
            closes,
            eligible,
            registrars: self.check_certifiers(&registrars, backed, now)?,
            trustees: self.check_trustees(&trustees, threshold)?,
            threshold,
            backed,
            questions,
            candidacies: BTreeMap::new(),
            setup: None,
            rehearsed: BTreeSet::new(),
            board: Board::new(),
            unclocked: 0,
            close: None,
            results: BTreeMap::new(),
            archive: None,
            lot: None,
            approved: None,
            elected: Vec::new(),
            vacancies: Vec::new(),
        })
    }

    /// The purpose, with what it refers to.
    fn purpose(&self, word: &str, cause: ActId, body: &Body) -> Result<Purpose, Refusal> {
        let purpose = match (word, body.seats) {
            ("office", 1) | ("seats", 2..) => Purpose::Seats,
            ("office" | "seats", _) => return Err(Refusal::Call),
            ("by_election", _) => Purpose::ByElection,
            ("trial", _) => Purpose::Trial,
            ("referendum", _) => Purpose::Referendum(cause),
            ("charter", _) => Purpose::Charter(cause),
            // Recalls and budgets come with a later version of the rules.
            _ => return Err(Refusal::NotInRules),
        };
        let is_there = match purpose {
            // The charter makes these due, from the first act on.
            Purpose::Seats | Purpose::ByElection | Purpose::Trial => cause == self.genesis,
            Purpose::Referendum(cause) => {
                self.motions.contains_key(&cause) || self.petitions.contains_key(&cause)
            }
            Purpose::Charter(motion) => self.motions.contains_key(&motion),
        };
        if is_there { Ok(purpose) } else { Err(Refusal::Reference) }
    }

    /// The roll at the freeze, a tick of the last day: that of the constituency, and of all for the charter of all.
    fn check_roll(
        &self,
        purpose: &Purpose,
        constituency: u16,
        freeze: ActId,
        eligible: u64,
    ) -> Result<BTreeSet<MemberId>, Refusal> {
        let at = self.freeze(&freeze, FREEZE)?;
        let roll = self.roll_at(at, constituency, matches!(purpose, Purpose::Charter(_)));
        let right = !roll.is_empty() && u64::try_from(roll.len()) == Ok(eligible);
        if right { Ok(roll) } else { Err(Refusal::Roll) }
    }

    /// The members whose votes count at a time: of a constituency, or of all.
    pub(crate) fn roll_at(&self, now: Time, constituency: u16, of_all: bool) -> BTreeSet<MemberId> {
        if !of_all {
            return self.eligible(constituency, now);
        }
        let all = 0..u16::try_from(self.charter.constituencies.len()).unwrap_or(u16::MAX);
        all.flat_map(|constituency| self.eligible(constituency, now)).collect()
    }

    pub(crate) fn is_small(&self, roll: &BTreeSet<MemberId>) -> bool {
        u64::try_from(roll.len()).is_ok_and(|roll| roll < self.charter.elections.small)
    }

    /// Whether what it is about may be voted on: what the charter makes due, an exercise, what the body adopted, or an
    /// initiative that enough endorsed.
    fn check_cause(&self, purpose: &Purpose, body: u16, now: Time) -> Result<(), Refusal> {
        let (cause, of_charter) = match purpose {
            Purpose::Seats | Purpose::ByElection | Purpose::Trial => return Ok(()),
            Purpose::Referendum(cause) => (cause, false),
            Purpose::Charter(motion) => (motion, true),
        };
        let Some(motion) = self.motions.get(cause) else { return self.check_petition(cause, body, now) };
        if motion.withdrawn {
            return Err(Refusal::Reference);
        }
        if motion.body != body {
            return Err(Refusal::Place);
        }
        let is_right = motion.is_adopted() && (motion.subject == Subject::Charter) == of_charter;
        if is_right { Ok(()) } else { Err(Refusal::Decision) }
    }

    /// The seats that it fills: all that are due and not in another election.
    fn check_seats(
        &self,
        purpose: &Purpose,
        body: u16,
        (seats, displaces): (u64, bool),
        now: Time,
    ) -> Result<Vec<SeatName>, Refusal> {
        let stays = |election: &Election| election.is_running() && !(displaces && election.yields());
        let filled = match purpose {
            Purpose::Seats | Purpose::ByElection => {
                let rest = *purpose == Purpose::ByElection;
                if self.due(body, now, rest).is_empty() {
                    return Err(Refusal::NotDue);
                }
                let free = self.free(body, now, (rest, displaces));
                if free.is_empty() {
                    return Err(Refusal::Running);
                }
                free
            }
            Purpose::Trial => {
                let is_same = |election: &Election| election.purpose == *purpose && election.body == body;
                if self.elections.values().any(|election| is_same(election) && stays(election)) {
                    return Err(Refusal::Running);
                }
                Vec::new()
            }
            // A question is answered once.
            Purpose::Referendum(_) | Purpose::Charter(_) => {
                let is_same = |election: &Election| {
                    election.purpose == *purpose && (stays(election) || election.approved.is_some())
                };
                if self.elections.values().any(is_same) {
                    return Err(Refusal::Running);
                }
                Vec::new()
            }
        };
        if u64::try_from(filled.len()) == Ok(seats) { Ok(filled) } else { Err(Refusal::Call) }
    }

    /// The seats of a body for which an election is due: with `rest` those that are vacant while their term runs on, else
    /// those of founders, and those whose term is over or about to end.
    pub(crate) fn due(&self, body: u16, now: Time, rest: bool) -> Vec<SeatName> {
        let seats = 0..self.charter.body(body).map_or(0, |body| body.seats);
        let soon = now.plus(Duration::days(self.charter.elections.due_days));
        let is_due = |name: &SeatName| {
            let Some(seat) = self.seats.get(name) else { return !rest };
            let runs_on = seat.term_ends.is_some_and(|ends| ends > soon);
            let is_open = seat.elected.is_none() && seat.next.is_none();
            match (rest, seat.is_founders()) {
                (true, _) => seat.is_vacant() && runs_on && !self.is_waiting(*name),
                (false, true) => is_open,
                (false, false) => is_open && !runs_on,
            }
        };
        seats.map(|seat| SeatName { body, seat }).filter(is_due).collect()
    }

    /// Those of them that no election fills yet; for a call that displaces others, none that does not yield to it.
    pub(crate) fn free(&self, body: u16, now: Time, (rest, displaces): (bool, bool)) -> Vec<SeatName> {
        let stays = |election: &&Election| election.is_running() && !(displaces && election.yields());
        let running = self.elections.values().filter(stays);
        let taken: BTreeSet<&SeatName> = running.flat_map(|election| &election.seats).collect();
        let due = self.due(body, now, rest).into_iter();
        due.filter(|seat| !taken.contains(seat)).collect()
    }

    fn check_dates(&self, purpose: &Purpose, now: Time, dates: Dates) -> Result<Dates, Refusal> {
        let Dates { nominations, opens, closes } = dates;
        let days = match purpose {
            Purpose::Charter(_) => self.charter.motions.charter_days.max(self.charter.elections.notice_days),
            Purpose::Seats | Purpose::ByElection | Purpose::Referendum(_) | Purpose::Trial => {
                self.charter.elections.notice_days
            }
        };
        let first = now.plus(Duration::days(days));
        let shortest = opens.plus(Duration::hours(self.charter.elections.open_hours));
        // Who calls it is ready to stand at once; the others need to hear of it.
        let half = Duration::hours(self.charter.elections.notice_days.saturating_mul(12));
        let is_heard = match purpose {
            Purpose::Seats | Purpose::ByElection => nominations >= now.plus(half),
            Purpose::Referendum(_) | Purpose::Charter(_) | Purpose::Trial => nominations > now,
        };
        let right = is_heard
            && nominations.plus(PREPARATION) <= opens
            && (first..=first.plus(LATEST_OPENING)).contains(&opens)
            && (shortest..=opens.plus(LONGEST_VOTE)).contains(&closes);
        if right { Ok(dates) } else { Err(Refusal::Dates) }
    }

    fn terms(&self, body: &Body) -> Terms {
        let rules = &self.charter.elections;
        Terms {
            answer: Duration::days(rules.answer_days),
            term: body.term(),
            limit: body.terms,
            out: Duration::months(body.term_months.checked_div(2).unwrap_or(0)),
            certifiers: rules.registrars,
        }
    }
}

impl Dates {
    fn new(nominations: u64, opens: u64, closes: u64) -> Self {
        let [nominations, opens, closes] = [nominations, opens, closes].map(Time::from_seconds);
        Self { nominations, opens, closes }
    }
}

/// In a small body results can show how people voted: the call says that its callers know.
fn check_small(acknowledged: u64, is_small: bool) -> Result<(), Refusal> {
    match (acknowledged, is_small) {
        (0, true) => Err(Refusal::Small),
        (0, false) | (1, true) => Ok(()),
        _ => Err(Refusal::Call),
    }
}

fn rule(purpose: &Purpose, body: &Body) -> Rule {
    match purpose {
        Purpose::Seats | Purpose::ByElection | Purpose::Trial => Rule::Persons(body.counting),
        Purpose::Referendum(_) | Purpose::Charter(_) => Rule::YesNo,
    }
}
