//! Decisions of a body: a motion, a roll call by name, and what was decided.
//!
//! A motion is filed by holders of the body's seats. A roll call is open for the hours of the charter at least, and takes one
//! vote for each seat from whoever holds it then. It is counted by what the charter said when it was opened. The charter, the
//! rules and the witness policy are for one body, which the charter names.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use kenes_record::act::ActId;
use kenes_record::blob::BlobReference;

use super::{Change, Context, Stop};
use crate::act::body;
use crate::council::Council;
use crate::evidence::Evidence;
use crate::member::MemberId;
use crate::motion::{Majority, Motion, Rollcall, Subject, Verdict, Vote};
use crate::refusal::Refusal;
use crate::seat::{Seat, SeatName};
use crate::time::{Duration, Time};

body! {
    /// `motion.filed`.
    MotionFiled {
        body: u16,
        subject: &'static str,
        text: BlobReference,
    }
    optional {
        proposal: BlobReference,
    }
}

body! {
    /// `motion.withdrawn`.
    MotionWithdrawn {
        motion: ActId,
    }
}

body! {
    /// `rollcall.opened`.
    RollcallOpened {
        closes: u64,
        motion: ActId,
        order: Vec<ActId>,
    }
}

body! {
    /// `rollcall.voted`.
    RollcallVoted {
        rollcall: ActId,
        seat: u16,
        vote: &'static str,
    }
}

body! {
    /// `rollcall.closed`.
    RollcallClosed {
        rollcall: ActId,
    }
}

body! {
    /// `resolution.adopted`.
    ResolutionAdopted {
        decision: ActId,
        motion: ActId,
    }
}

/// The longest time that a roll call may be open: a motion is not put off for ever.
const LONGEST: Duration = Duration::days(90);

impl Council {
    /// Holders of the body's seats move something.
    pub(super) fn motion_filed(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        // The text is for people; the proposal is what rules read.
        let MotionFiled { body, subject, text: _, proposal } =
            MotionFiled::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let movers = self.sitting(context, body)?;
        let filed = self.time()?;
        let subject = subject_of(subject);
        if subject.is_ground_rule() && (proposal.is_none() || body != self.charter.motions.body) {
            return Err(Refusal::Proposal.into());
        }
        let motion = Motion {
            body,
            subject,
            proposal: proposal.map(|proposal| *proposal.digest()),
            movers,
            filed,
            withdrawn: false,
            rollcall: None,
            decided: None,
            stated: None,
            carried_out: None,
        };
        let id = context.id();
        Ok(Box::new(move |council| {
            council.motions.insert(id, motion);
        }))
    }

    /// All who moved it take it back, before the roll is called.
    pub(super) fn motion_withdrawn(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let MotionWithdrawn { motion: id } =
            MotionWithdrawn::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let signers: BTreeSet<MemberId> = context.members(self)?.into_iter().collect();
        // Nobody may take back what is not there.
        if self.motions.get(&id).is_none_or(|motion| signers != motion.movers) {
            return Err(Refusal::Authority.into());
        }
        self.open_motion(&id)?;
        Ok(Box::new(move |council| {
            if let Some(motion) = council.motions.get_mut(&id) {
                motion.withdrawn = true;
            }
        }))
    }

    /// Holders of the body's seats call the roll.
    pub(super) fn rollcall_opened(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let RollcallOpened { closes, motion: id, order } =
            RollcallOpened::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        // Nobody sits where there is no motion.
        let body = self.motions.get(&id).map(|motion| motion.body);
        let signers = context.members(self)?;
        if !body.is_some_and(|body| signers.iter().all(|signer| self.sits_in(*signer, body))) {
            return Err(Refusal::Authority.into());
        }
        let now = self.time()?;
        let motion = self.open_motion(&id)?;
        // The first rules have no amendments, so there is nothing to put in order.
        if !order.is_empty() {
            return Err(Refusal::Reference.into());
        }
        let closes = Time::from_seconds(closes);
        let rules = &self.charter.motions;
        let notice = if motion.subject == Subject::Charter { rules.charter_days } else { 0 };
        let in_time = now >= motion.filed.plus(Duration::days(notice))
            && closes >= now.plus(Duration::hours(rules.open_hours))
            && closes <= now.plus(LONGEST);
        if !in_time {
            return Err(Refusal::Notice.into());
        }
        let seats = self.charter.body(motion.body).ok_or(Refusal::Place)?.seats;
        let rollcall = Rollcall {
            opened_by: context.id(),
            closes,
            seats: u64::from(seats),
            quorum_percent: rules.quorum_percent,
            majority: match motion.subject {
                Subject::Charter => Majority::OfSeats(rules.charter_share),
                Subject::Text | Subject::Rules | Subject::Policy | Subject::Other => Majority::OfVotes,
            },
            votes: BTreeMap::new(),
            closed: false,
        };
        Ok(Box::new(move |council| {
            council.rollcalls.insert(rollcall.opened_by, id);
            if let Some(motion) = council.motions.get_mut(&id) {
                motion.rollcall = Some(rollcall);
            }
        }))
    }

    /// A holder votes for the seat, once.
    pub(super) fn rollcall_voted(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let RollcallVoted { rollcall, seat, vote } =
            RollcallVoted::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let (id, motion, rollcall) = self.open_rollcall(&rollcall)?;
        if now >= rollcall.closes {
            return Err(Refusal::Motion.into());
        }
        let name = SeatName { body: motion.body, seat };
        let holds = self.holder(name).is_some_and(|holder| holder.member == member);
        if !holds || u64::from(seat) >= rollcall.seats || rollcall.votes.contains_key(&name) {
            return Err(Refusal::Vote.into());
        }
        let vote = vote_of(vote);
        Ok(Box::new(move |council| {
            let motion = council.motions.get_mut(&id);
            if let Some(rollcall) = motion.and_then(|motion| motion.rollcall.as_mut()) {
                rollcall.votes.insert(name, vote);
            }
        }))
    }

    /// The time is over, or every seat that is held has voted.
    pub(super) fn rollcall_closed(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let RollcallClosed { rollcall } =
            RollcallClosed::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let now = self.time()?;
        let (id, motion, rollcall) = self.open_rollcall(&rollcall)?;
        let waits = |(name, seat): (SeatName, &Seat)| {
            seat.holder.is_some()
                && u64::from(name.seat) < rollcall.seats
                && !rollcall.votes.contains_key(&name)
        };
        if now < rollcall.closes && self.seats_in(motion.body).any(waits) {
            return Err(Refusal::Motion.into());
        }
        let decided = match rollcall.count() {
            Verdict::Adopted => Some((true, now)),
            Verdict::Rejected => Some((false, now)),
            Verdict::NoQuorum => None,
        };
        Ok(Box::new(move |council| {
            let Some(motion) = council.motions.get_mut(&id) else { return };
            motion.decided = decided;
            motion.rollcall.iter_mut().for_each(|rollcall| rollcall.closed = true);
        }))
    }

    /// Says once what was decided.
    pub(super) fn resolution_adopted(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let ResolutionAdopted { decision, motion: id } =
            ResolutionAdopted::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let of_motion = || self.motions.get(&id).map(|motion| motion.stated);
        let of_petition = || self.petitions.get(&id).map(|petition| petition.stated);
        let stated = of_motion().or_else(of_petition).ok_or(Refusal::Reference)?;
        let decided = self.decision_of(&decision).is_some_and(|decision| decision.motion == id);
        if !decided || stated.is_some() {
            return Err(Refusal::NotAdopted.into());
        }
        let act = context.id();
        Ok(Box::new(move |council| {
            if let Some(motion) = council.motions.get_mut(&id) {
                motion.stated = Some(act);
            } else if let Some(petition) = council.petitions.get_mut(&id) {
                petition.stated = Some(act);
            }
        }))
    }

    /// The signers, who must all hold seats of the body.
    fn sitting(
        &self,
        context: &Context<'_, impl Evidence>,
        body: u16,
    ) -> Result<BTreeSet<MemberId>, Refusal> {
        let members: BTreeSet<MemberId> = context.members(self)?.into_iter().collect();
        let sit = members.iter().all(|member| self.sits_in(*member, body));
        if sit && !members.is_empty() { Ok(members) } else { Err(Refusal::Authority) }
    }

    /// A motion that is neither decided nor taken back, and on which no roll call is open.
    fn open_motion(&self, id: &ActId) -> Result<&Motion, Refusal> {
        let motion = self.motions.get(id).ok_or(Refusal::Reference)?;
        let is_called = motion.rollcall.as_ref().is_some_and(|rollcall| !rollcall.closed);
        if motion.withdrawn || motion.decided.is_some() || is_called {
            Err(Refusal::Motion)
        } else {
            Ok(motion)
        }
    }

    /// A roll call that is not closed, with its motion.
    fn open_rollcall(&self, id: &ActId) -> Result<(ActId, &Motion, &Rollcall), Refusal> {
        let motion_id = self.rollcalls.get(id).ok_or(Refusal::Reference)?;
        let motion = self.motions.get(motion_id).ok_or(Refusal::Reference)?;
        let rollcall = motion.rollcall.as_ref().ok_or(Refusal::Motion)?;
        if rollcall.closed || rollcall.opened_by != *id {
            return Err(Refusal::Motion);
        }
        Ok((*motion_id, motion, rollcall))
    }
}

fn subject_of(word: &str) -> Subject {
    match word {
        "text" => Subject::Text,
        "charter" => Subject::Charter,
        "rules" => Subject::Rules,
        "policy" => Subject::Policy,
        _ => Subject::Other,
    }
}

fn vote_of(word: &str) -> Vote {
    match word {
        "for" => Vote::For,
        "against" => Vote::Against,
        _ => Vote::Abstain,
    }
}
