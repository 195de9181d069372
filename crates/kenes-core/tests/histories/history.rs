//! One history: the next act, mostly right.

use std::collections::{BTreeMap, BTreeSet};

use kenes_core::testing::{
    Fields, Who, World, board, enrol_body, member_key, next_hash, public, server_key, text,
};
use kenes_core::{
    Answers, ArchiveParts, Council, Election, Filling, Gained, MemberId, Motion, Outcome, Phase, Purpose,
    SeatName, Subject,
};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum, Fingerprint, Holder, Seen, SignerName, VerifiedAct};
use kenes_record::blob::{Commitment, Media};

use crate::random::Random;
use crate::rules::check;
use crate::situation::POLICY;
use crate::support::{charter, question, yes_no};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// A history while it goes on.
pub struct History {
    pub world: World,
    pub random: Random,
    persons: u64,
    keys: BTreeMap<u64, u64>,
    server: u64,
    fresh: u64,
}

/// An act that was taken.
pub struct Step {
    pub act_type: ActType,
    /// The council in front of it.
    pub before: Council,
    pub outcome: Outcome,
}

/// An act that is to be: its type, who signs, and its body.
pub type Plan = (ActType, Vec<Who>, Fields);

impl History {
    pub fn new(world: World, seed: u64) -> Self {
        let persons = u64::try_from(world.council.members().count()).unwrap();
        Self { world, random: Random(seed), persons, keys: BTreeMap::new(), server: 0, fresh: 0 }
    }

    fn person(&mut self) -> u64 {
        u64::try_from(self.random.below(usize::try_from(self.persons).unwrap())).unwrap()
    }

    fn fresh(&mut self) -> u64 {
        self.fresh += 1;
        self.random.next() % 1_000_000_000 + self.fresh
    }

    fn election(&mut self, fits: impl Fn(&Election) -> bool) -> Option<ActId> {
        let calls: Vec<ActId> = self
            .world
            .council
            .elections()
            .filter(|election| fits(election))
            .map(|election| election.call)
            .collect();
        self.random.of(&calls)
    }

    fn any_election(&mut self, phase: Phase) -> Option<ActId> {
        if self.random.one_in(12) {
            self.election(|_| true)
        } else {
            self.election(|election| election.phase == phase)
        }
    }

    fn acts_of(&self, act_type: ActType) -> Vec<ActId> {
        self.world.acts().iter().filter(|act| act.act_type() == act_type).map(|act| act.id()).collect()
    }

    fn signer_of(&self, member: MemberId) -> Who {
        Who::Person(self.world.person(member))
    }

    fn founders(&self) -> Vec<Who> {
        self.world.registrars().into_iter().map(Who::Person).collect()
    }

    /// The next act: every other time one that brings an election on, else any.
    fn plan(&mut self) -> Option<Plan> {
        (0..8).find_map(|_| if self.random.one_in(2) { self.onward() } else { self.anything() })
    }

    /// What an election that is on waits for; nothing where none does.
    fn onward(&mut self) -> Option<Plan> {
        let waits = |election: &Election| election.is_running() || !election.elected.is_empty();
        let call = self.election(waits)?;
        let chance = self.random.below(4);
        match (self.world.phase(call), chance) {
            (Phase::Called, 0 | 1) => self.candidacy(),
            (Phase::Called, 2) => self.step_back(),
            (Phase::Called, _) => self.set_up(),
            (Phase::Setup, _) => self.rehearse(),
            (Phase::Rehearsed, 0 | 1) => self.ballot(),
            (Phase::Rehearsed, _) => self.close(),
            (Phase::Closed, 0) => self.tally(),
            (Phase::Closed, _) => self.archive(),
            (Phase::NeedsLot, _) => self.lot(),
            (Phase::Counted, 0) => self.lot(),
            (Phase::Counted, 1) => self.answer(ActType::SeatDeclined),
            (Phase::Counted | Phase::Void, _) => self.answer(ActType::SeatAccepted),
        }
    }

    /// Any act; nothing where there is none of that kind now.
    fn anything(&mut self) -> Option<Plan> {
        match self.random.below(62) {
            0..=2 => self.call(),
            3 | 4 => self.candidacy(),
            5 => self.tally(),
            6 => self.archive(),
            7 => self.resign(),
            8..=10 => self.enrol(),
            11..=14 => self.bind(),
            15 => self.withdraw(),
            16 => self.rotate(),
            17 | 18 => self.open_recovery(),
            19 | 20 => self.recovery(ActType::KeyRecoveryVetoed),
            21..=24 => self.recovery(ActType::KeyRecovered),
            25 | 26 => self.file_motion(),
            27 => self.withdraw_motion(),
            28..=30 => self.open_rollcall(),
            31..=37 => self.vote(),
            38..=40 => self.close_rollcall(),
            41 => self.resolve(),
            42 => self.hand_over(),
            43..=45 => self.set_policy(),
            46..=49 => self.amend(),
            50 => self.adopt_rules(),
            51..=53 => self.withdraw_text(),
            54 | 55 => self.open_petition(),
            56..=59 => self.endorse(),
            _ => self.not_in_rules(),
        }
    }

    fn call(&mut self) -> Option<Plan> {
        let body = u16::try_from(self.random.below(4)).unwrap();
        let one_seat = body == 3;
        let purpose = match self.random.below(6) {
            0..=2 => {
                if one_seat {
                    "office"
                } else {
                    "seats"
                }
            }
            3 => "by_election",
            4 => "trial",
            _ => "referendum",
        };
        let mut fields = self.world.call_fields(body, purpose);
        if purpose == "trial" {
            fields = fields.with("seats", Datum::Number(0));
        }
        if self.random.one_in(8) {
            fields = fields.with("small", Datum::Number(self.random.next() % 2));
        }
        if purpose == "referendum" {
            let motions = self.world.council.motions().map(|(id, _)| *id);
            let causes: Vec<ActId> =
                motions.chain(self.world.council.petitions().map(|(id, _)| *id)).collect();
            let motion = self.random.of(&causes)?;
            let purpose = self.random.of(&["referendum", "charter"])?;
            fields = question(&mut self.world, purpose, motion);
        }
        let signers = (0..=self.random.below(4)).map(|_| self.person()).collect::<BTreeSet<u64>>();
        if self.random.one_in(3) {
            return Some(self.backed(fields));
        }
        Some((ActType::ElectionCalled, signers.into_iter().map(Who::Person).collect(), fields))
    }

    /// The same by all whom it names, who may be others.
    fn backed(&mut self, fields: Fields) -> Plan {
        let mut trustees: BTreeSet<u64> = BTreeSet::new();
        while trustees.len() < 3 {
            trustees.insert(self.person());
        }
        let registrars = if self.random.one_in(3) { vec![4, 5] } else { self.world.registrars() };
        let names = |persons: &[u64]| {
            Datum::List(persons.iter().map(|person| Datum::Key(self.world.name(*person))).collect())
        };
        let guards: Vec<u64> = trustees.iter().copied().collect();
        let fields = fields
            .with("backed", Datum::Number(1))
            .with("registrars", names(&registrars))
            .with("trustees", names(&guards));
        let signers: BTreeSet<u64> = trustees.into_iter().chain(registrars).collect();
        (ActType::ElectionCalled, signers.into_iter().map(Who::Person).collect(), fields)
    }

    fn open_petition(&mut self) -> Option<Plan> {
        let (body, statement) = (u16::try_from(self.random.below(3)).unwrap(), self.fresh());
        let mut fields = self.world.petition_fields(body, statement);
        if self.random.one_in(4) {
            let proposal = self.world.evidence.add(Media::Json, b"{}");
            fields = fields.with("proposal", Datum::Document(proposal));
        }
        Some((ActType::PetitionOpened, vec![Who::Person(self.person())], fields))
    }

    fn endorse(&mut self) -> Option<Plan> {
        let petitions: Vec<ActId> = self.world.council.petitions().map(|(id, _)| *id).collect();
        let fields = Fields::new(&[("petition", Datum::Act(self.random.of(&petitions)?))]);
        Some((ActType::PetitionEndorsed, vec![Who::Person(self.person())], fields))
    }

    fn candidacy(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Called)?;
        let fields = Fields::new(&[("election", Datum::Act(call)), ("statement", text(self.fresh()))]);
        Some((ActType::CandidacyFiled, vec![Who::Person(self.person())], fields))
    }

    fn step_back(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Called)?;
        let filed: Vec<(ActId, MemberId)> = self
            .world
            .election(call)
            .candidacies
            .iter()
            .map(|(act, candidacy)| (*act, candidacy.member))
            .collect();
        let (act, member) = self.random.of(&filed)?;
        let fields = Fields::new(&[("candidacy", Datum::Act(act))]);
        Some((ActType::CandidacyWithdrawn, vec![self.signer_of(member)], fields))
    }

    fn set_up(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Called)?;
        let registrars = &self.world.election(call).registrars;
        let signers = registrars.iter().map(|member| self.signer_of(*member)).collect();
        self.later(call, |election| election.nominations.seconds());
        let mut fields = self.world.setup_fields(call);
        match self.random.below(12) {
            0 => fields = fields.clone().with("count", Datum::Number(fields.number("count") + 1)),
            1 => {
                let other = self.election(|election| election.setup.is_some())?;
                fields = fields.with("setup", Datum::Digest(kenes_core::testing::hashes(other).event));
            }
            _ => {}
        }
        Some((ActType::ElectionSetup, signers, fields))
    }

    fn rehearse(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Setup)?;
        let trustees = &self.world.election(call).trustees;
        let signers = trustees.iter().map(|member| self.signer_of(*member)).collect();
        let fields = if self.random.one_in(3) {
            let place = u64::try_from(self.random.below(4)).unwrap();
            let setup = self.world.other_setup(call);
            self.world.rehearsal_by(call, setup, &[place])
        } else {
            self.world.rehearsal_fields(call)
        };
        Some((ActType::ElectionRehearsed, signers, fields))
    }

    fn ballot(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Rehearsed)?;
        self.later(call, |election| election.opens.seconds());
        let number = self.world.election(call).board.accepted.ballots + 1;
        Some((ActType::BallotAccepted, vec![Who::Server], self.world.ballot_fields(call, number)))
    }

    fn close(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Rehearsed)?;
        self.later(call, |election| election.closes.seconds());
        let mut fields = self.world.close_fields(call);
        if self.random.one_in(8) {
            fields = fields.clone().with("ballots", Datum::Number(fields.number("ballots") + 1));
        }
        Some((ActType::ElectionBallotsClosed, vec![Who::Server], fields))
    }

    fn tally(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Closed)?;
        let result = self.world.parts(call, yes_no(0, 0)).result;
        let fields = Fields::new(&[("election", Datum::Act(call)), ("result", Datum::Digest(result))]);
        let signer = if self.random.one_in(2) { Who::Server } else { Who::Person(self.person()) };
        Some((ActType::ElectionTallied, vec![signer], fields))
    }

    fn archive(&mut self) -> Option<Plan> {
        let call = self.any_election(Phase::Closed)?;
        let answers = self.answers(call);
        let mut parts = self.world.parts(call, answers);
        // A board with ballots that no archive of ours holds in this order.
        parts.board = board(call, self.world.election(call).board.accepted.ballots);
        if self.random.one_in(6) {
            self.spoil(&mut parts);
        }
        let fields = self.world.archive_fields(call, parts);
        Some((ActType::ElectionArchived, vec![Who::Person(self.person())], fields))
    }

    fn spoil(&mut self, parts: &mut ArchiveParts) {
        match self.random.below(7) {
            0 => parts.bound = false,
            6 => parts.shufflers = 1,
            1 => parts.result = Hash::of(b"spoilt"),
            2 => parts.setup.event = Hash::of(b"spoilt"),
            3 => parts.board = board(ActId::of_text("another"), 1),
            4 => parts.credentials += 1,
            _ => parts.answers = Answers::Sums(vec![1]),
        }
    }

    fn answers(&mut self, call: ActId) -> Answers {
        let election = self.world.election(call);
        let paper = election.ballot_paper().len();
        match election.rule.word() {
            "yes_no" => yes_no(self.random.next() % 4, self.random.next() % 4),
            "stv_scottish" => {
                let rankings = (0..self.random.below(12)).map(|_| self.ranking(paper)).collect();
                Answers::Rankings(rankings)
            }
            _ => Answers::Sums((0..paper).map(|_| self.random.next() % 5).collect()),
        }
    }

    fn ranking(&mut self, paper: usize) -> Vec<u32> {
        (0..paper).map(|_| u32::try_from(self.random.below(paper + 1)).unwrap()).collect()
    }

    fn lot(&mut self) -> Option<Plan> {
        let waits = |election: &Election| {
            election.phase == Phase::NeedsLot
                || election.vacancies.iter().any(|vacancy| vacancy.filled == Filling::Waiting)
        };
        let call = self.election(waits)?;
        let is_first = (self.world.phase(call) == Phase::NeedsLot) != self.random.one_in(6);
        let count = if is_first { "first" } else { "countback" };
        let fields = self.world.lot_fields(call, count);
        Some((ActType::LotOpened, vec![Who::Person(self.person())], fields))
    }

    fn answer(&mut self, act_type: ActType) -> Option<Plan> {
        let asked =
            self.world.council.seats().filter_map(|(name, seat)| Some((name, seat.elected.as_ref()?)));
        let asked: Vec<(SeatName, MemberId, Gained)> =
            asked.map(|(name, elect)| (name, elect.member, elect.gained)).collect();
        let (name, member, gained) = self.random.of(&asked)?;
        let (Gained::Election(call) | Gained::Countback(call, _)) = gained else { return None };
        let fields =
            Fields::new(&[("election", Datum::Act(call)), ("seat", Datum::Number(name.seat.into()))]);
        Some((act_type, vec![self.signer_of(member)], fields))
    }

    fn resign(&mut self) -> Option<Plan> {
        let held =
            self.world.council.seats().filter_map(|(name, seat)| Some((name, seat.holder.as_ref()?.member)));
        let held: Vec<(SeatName, MemberId)> = held.collect();
        let (name, member) = self.random.of(&held)?;
        let fields = Fields::new(&[
            ("body", Datum::Number(name.body.into())),
            ("seat", Datum::Number(name.seat.into())),
        ]);
        Some((ActType::SeatResigned, vec![self.signer_of(member)], fields))
    }

    fn enrol(&mut self) -> Option<Plan> {
        let person = if self.random.one_in(2) { self.persons } else { 1_000 + self.fresh() };
        let constituency = u64::from(self.random.one_in(2));
        let fields = enrol_body(person, constituency);
        let fields = Fields::new(fields.fields());
        Some((ActType::EnrolCommitted, self.founders(), fields))
    }

    fn bind(&mut self) -> Option<Plan> {
        let person = self.persons;
        let token = Datum::Key(SignerName::of(
            Holder::Credential,
            kenes_core::testing::token_key(person).verifier().public(),
        ));
        let enrol =
            self.world.acts().iter().rev().find(|act| act.body().field("token") == Some(&token))?.id();
        let fields = Fields::new(&[
            ("credential", Datum::PublicKey(public(&kenes_core::testing::token_key(person)))),
            ("custody", Datum::Code("own")),
            ("enrol", Datum::Act(enrol)),
            ("key", Datum::PublicKey(public(&member_key(person, 0)))),
            ("next", Datum::Digest(next_hash(person, 1))),
        ]);
        Some((ActType::KeyBound, vec![Who::Key(person, 0), Who::Token(person)], fields))
    }

    fn withdraw(&mut self) -> Option<Plan> {
        let person = self.person();
        let fields = Fields::new(&[("member", Datum::Key(self.world.name(person)))]);
        let signers = if self.random.one_in(3) { self.founders() } else { vec![Who::Person(person)] };
        // Not too many: somebody has to be there.
        (person > 8).then_some((ActType::EnrolWithdrawn, signers, fields))
    }

    fn rotate(&mut self) -> Option<Plan> {
        let person = self.person();
        let number = self.keys.get(&person).copied().unwrap_or(0) + 1;
        let fields = Fields::new(&[
            ("key", Datum::PublicKey(public(&member_key(person, number)))),
            ("member", Datum::Key(self.world.name(person))),
            ("next", Datum::Digest(next_hash(person, number + 1))),
        ]);
        Some((ActType::KeyRotated, vec![Who::Key(person, number)], fields))
    }

    fn open_recovery(&mut self) -> Option<Plan> {
        let person = self.person();
        let number = 100 + self.fresh();
        let fields = Fields::new(&[
            ("key", Datum::PublicKey(public(&member_key(person, number)))),
            ("member", Datum::Key(self.world.name(person))),
            ("next", Datum::Digest(next_hash(person, number + 1))),
        ]);
        Some((ActType::KeyRecoveryOpened, self.founders(), fields))
    }

    fn recovery(&mut self, act_type: ActType) -> Option<Plan> {
        let opened = self.acts_of(ActType::KeyRecoveryOpened);
        let recovery = self.random.of(&opened)?;
        let opening = self.world.acts().iter().find(|act| act.id() == recovery)?;
        let name = opening.body().field("member").cloned();
        let own = (0..self.persons).find(|person| Some(Datum::Key(self.world.name(*person))) == name);
        if act_type == ActType::KeyRecovered && self.random.one_in(2) {
            self.wait(30 * DAY);
        }
        let signer = own.unwrap_or(0);
        Some((act_type, vec![Who::Person(signer)], Fields::new(&[("recovery", Datum::Act(recovery))])))
    }

    fn file_motion(&mut self) -> Option<Plan> {
        let subject = self.random.of(&["text", "charter", "policy", "rules", "budget"])?;
        let proposal = Datum::Document(self.world.evidence.add(Media::Json, b"{}"));
        let body = u16::from(self.random.one_in(6));
        let fields = Fields::new(&[
            ("body", Datum::Number(body.into())),
            ("proposal", proposal),
            ("subject", Datum::Code(subject)),
            ("text", text(self.fresh())),
        ]);
        Some((ActType::MotionFiled, vec![self.holder(body)?], fields))
    }

    fn holder(&mut self, body: u16) -> Option<Who> {
        let seats = self.world.council.seats().filter(|(name, _)| name.body == body);
        let holders: Vec<MemberId> =
            seats.filter_map(|(_, seat)| seat.holder.as_ref()).map(|holder| holder.member).collect();
        self.random.of(&holders).map(|member| self.signer_of(member))
    }

    fn motions(&mut self, fits: impl Fn(&Motion) -> bool) -> Option<ActId> {
        let often = !self.random.one_in(8);
        let motions = self.world.council.motions().filter(|(_, motion)| !often || fits(motion));
        let motions: Vec<ActId> = motions.map(|(id, _)| *id).collect();
        self.random.of(&motions)
    }

    fn withdraw_motion(&mut self) -> Option<Plan> {
        let id = self.motions(|motion| motion.rollcall.is_none() && !motion.withdrawn)?;
        let (_, motion) = self.world.council.motions().find(|(motion, _)| **motion == id)?;
        let signers = motion.movers.iter().map(|member| self.signer_of(*member)).collect();
        Some((ActType::MotionWithdrawn, signers, Fields::new(&[("motion", Datum::Act(id))])))
    }

    fn open_rollcall(&mut self) -> Option<Plan> {
        let motion = self.motions(|motion| motion.decided.is_none() && !motion.withdrawn)?;
        let fields = Fields::new(&[
            ("closes", Datum::Minute(self.world.now / 60 * 60 + 25 * HOUR)),
            ("motion", Datum::Act(motion)),
            ("order", Datum::List(Vec::new())),
        ]);
        Some((ActType::RollcallOpened, vec![self.holder(0)?], fields))
    }

    fn rollcall(&mut self) -> Option<ActId> {
        let all = self.random.one_in(8);
        let rollcalls = self.world.council.motions().filter_map(|(_, motion)| motion.rollcall.as_ref());
        let rollcalls: Vec<ActId> =
            rollcalls.filter(|rollcall| all || !rollcall.closed).map(|rollcall| rollcall.opened_by).collect();
        self.random.of(&rollcalls)
    }

    fn vote(&mut self) -> Option<Plan> {
        let rollcall = self.rollcall()?;
        let seat = u16::try_from(self.random.below(3)).unwrap();
        let holder = self.world.seat(0, seat).holder.as_ref().map(|holder| holder.member)?;
        let vote = self.random.of(&["for", "for", "against", "abstain"])?;
        let fields = Fields::new(&[
            ("rollcall", Datum::Act(rollcall)),
            ("seat", Datum::Number(seat.into())),
            ("vote", Datum::Code(vote)),
        ]);
        Some((ActType::RollcallVoted, vec![self.signer_of(holder)], fields))
    }

    fn close_rollcall(&mut self) -> Option<Plan> {
        let rollcall = self.rollcall()?;
        if self.random.one_in(2) {
            self.wait(26 * HOUR);
        }
        let fields = Fields::new(&[("rollcall", Datum::Act(rollcall))]);
        Some((ActType::RollcallClosed, vec![Who::Server], fields))
    }

    /// A motion on this subject, mostly, with the act that decides on it.
    fn decision(&mut self, subject: Subject) -> Option<(ActId, ActId)> {
        let any = self.random.one_in(6);
        let fits = |motion: &Motion| any || motion.subject == subject;
        let of_members = |election: &&Election| election.approved == Some(true);
        let voted =
            self.world.council.elections().filter(of_members).filter_map(|election| match election.purpose {
                Purpose::Charter(motion) if any || subject == Subject::Charter => {
                    Some((motion, election.call))
                }
                Purpose::Referendum(cause) if any || subject == Subject::Text => Some((cause, election.call)),
                Purpose::Charter(_)
                | Purpose::Referendum(_)
                | Purpose::Seats
                | Purpose::ByElection
                | Purpose::Trial => None,
            });
        let called = self
            .world
            .council
            .motions()
            .filter(|(_, motion)| fits(motion) && (any || subject != Subject::Charter));
        let called = called.filter_map(|(id, motion)| Some((*id, motion.rollcall.as_ref()?.opened_by)));
        let all: Vec<(ActId, ActId)> = voted.chain(called).collect();
        self.random.of(&all)
    }

    fn resolve(&mut self) -> Option<Plan> {
        let subject = self.random.of(&[Subject::Charter, Subject::Policy, Subject::Rules, Subject::Text])?;
        let (motion, decision) = self.decision(subject)?;
        let fields = Fields::new(&[("decision", Datum::Act(decision)), ("motion", Datum::Act(motion))]);
        Some((ActType::ResolutionAdopted, vec![Who::Server], fields))
    }

    /// A text of any act, by who signed it, by the registrars, or by somebody.
    fn withdraw_text(&mut self) -> Option<Plan> {
        let text = |datum: &Datum| match datum {
            Datum::Text(text) => Some(*text.digest()),
            _ => None,
        };
        let named = |act: &VerifiedAct| {
            let text = act.body().fields().iter().find_map(|(_, datum)| text(datum))?;
            Some((act.id(), act.envelope().by, text))
        };
        let texts: Vec<(ActId, Fingerprint, Hash)> = self.world.acts().iter().filter_map(named).collect();
        let (act, by, text) = self.random.of(&texts)?;
        let author = (0..self.persons).find(|person| self.world.name(*person).fingerprint == by);
        let signers = match self.random.below(4) {
            0 => self.founders(),
            1 => vec![Who::Person(self.person())],
            _ => vec![Who::Person(author?)],
        };
        let fields = Fields::new(&[("act", Datum::Act(act)), ("blob", Datum::Digest(text))]);
        Some((ActType::BlobWithdrawn, signers, fields))
    }

    fn hand_over(&mut self) -> Option<Plan> {
        let fields = Fields::new(&[("key", Datum::PublicKey(public(&server_key(self.server + 1))))]);
        let signers = vec![Who::ServerKey(self.server), Who::ServerKey(self.server + 1)];
        Some((ActType::ServerKey, signers, fields))
    }

    fn set_policy(&mut self) -> Option<Plan> {
        let (_, decision) = self.decision(Subject::Policy)?;
        let content: &[u8] = if self.random.one_in(3) { b"{}" } else { POLICY };
        let policy = Datum::Document(self.world.evidence.add(Media::Policy, content));
        let fields = Fields::new(&[("decision", Datum::Act(decision)), ("policy", policy)]);
        Some((ActType::PolicySet, vec![Who::Person(self.person())], fields))
    }

    fn amend(&mut self) -> Option<Plan> {
        let (_, decision) = self.decision(Subject::Charter)?;
        let content = if self.random.one_in(3) { "{}".to_owned() } else { charter() };
        let charter = Datum::Document(self.world.evidence.add(Media::Json, content.as_bytes()));
        let fields = Fields::new(&[("charter", charter), ("decision", Datum::Act(decision))]);
        Some((ActType::CharterAmended, vec![Who::Server], fields))
    }

    fn adopt_rules(&mut self) -> Option<Plan> {
        let (_, decision) = self.decision(Subject::Rules)?;
        let rules = u64::from(self.random.one_in(2)) + 1;
        let fields = Fields::new(&[("decision", Datum::Act(decision)), ("rules", Datum::Number(rules))]);
        Some((ActType::RulesAdopted, vec![Who::Server], fields))
    }

    fn not_in_rules(&mut self) -> Option<Plan> {
        let fields = Fields::new(&[("interests", text(self.fresh()))]);
        Some((ActType::InterestDeclared, vec![Who::Person(self.person())], fields))
    }

    fn wait(&mut self, seconds: u64) {
        self.until(self.world.now + seconds);
    }

    /// A tick in front of an act, after which everything must hold too.
    fn until(&mut self, time: u64) {
        self.world.tick_at(time);
        check(&self.world);
    }

    /// Usually lets time pass until it is right for an act of this election.
    fn later(&mut self, call: ActId, time: impl Fn(&Election) -> u64) {
        let time = time(self.world.election(call));
        if self.world.now < time && !self.random.one_in(4) {
            self.until(time);
        }
    }

    /// Changes a plan in a field or in its signers.
    fn disturb(&mut self, (act_type, signers, fields): Plan) -> Plan {
        if self.random.one_in(2) {
            return (act_type, self.other_signers(act_type, signers.len()), fields);
        }
        let names: Vec<&'static str> = act_type.fields().iter().map(|field| field.name).collect();
        let Some(name) = self.random.of(&names) else { return (act_type, signers, fields) };
        let body = fields.body();
        let value = body.field(name).cloned();
        let changed = value.map(|value| self.other_value(&value));
        let fields = changed.map_or(fields.clone(), |value| fields.with(name, value));
        (act_type, signers, fields)
    }

    /// Signers of the same kind, as many or fewer.
    fn other_signers(&mut self, act_type: ActType, count: usize) -> Vec<Who> {
        match act_type {
            ActType::BallotAccepted | ActType::ElectionBallotsClosed => vec![Who::ServerKey(77)],
            ActType::ServerKey => vec![Who::ServerKey(77), Who::ServerKey(78)],
            ActType::KeyBound => vec![Who::Key(self.persons, 0), Who::Token(self.persons + 1)],
            _ => {
                let mut person = || self.person() + u64::from(self.random.one_in(4)) * 50;
                let persons: BTreeSet<u64> = (0..count).map(|_| person()).collect();
                persons.into_iter().map(Who::Person).collect()
            }
        }
    }

    fn other_value(&mut self, value: &Datum) -> Datum {
        let fresh = self.fresh();
        let hash = Hash::of(&fresh.to_be_bytes());
        match value {
            Datum::Digest(_) => Datum::Digest(hash),
            Datum::Act(_) => {
                let ids: Vec<ActId> = self.world.acts().iter().map(|act| act.id()).collect();
                Datum::Act(self.random.of(&ids).unwrap())
            }
            Datum::Commitment(_) => Datum::Commitment(Commitment::from_hash(hash)),
            Datum::PublicKey(_) => Datum::PublicKey(public(&member_key(fresh, 0))),
            Datum::Key(name) if name.holder == Holder::Member => Datum::Key(self.world.name(fresh % 20)),
            Datum::Number(number) => Datum::Number((number + 1).saturating_sub(2 * (fresh % 2)) % 300),
            Datum::Minute(minute) => Datum::Minute(minute + 60 * (fresh % 60_000)),
            Datum::Key(_)
            | Datum::Code(_)
            | Datum::Text(_)
            | Datum::Document(_)
            | Datum::Checkpoint(_)
            | Datum::List(_) => value.clone(),
        }
    }

    /// Takes one step, and says what came of it.
    pub fn step(&mut self) -> Option<Step> {
        if self.random.one_in(9) {
            let seconds = self.random.of(&[0, HOUR, HOUR, 6 * HOUR, DAY, 3 * DAY, 10 * DAY, 40 * DAY])?;
            let before = self.world.council.clone();
            let outcome = self.world.tick_at(self.world.now + seconds);
            return Some(Step { act_type: ActType::Tick, before, outcome });
        }
        let mut plan = self.plan()?;
        if self.random.one_in(7) {
            plan = self.disturb(plan);
        }
        let (act_type, signers, fields) = plan;
        let mut draft = self.world.draft(act_type, &signers, fields.body());
        match self.random.below(60) {
            0 => draft.envelope.counter = draft.envelope.counter.map(|_| 0),
            1 => draft.envelope.seen = draft.envelope.seen.map(|seen| Seen { root: Hash::of(b""), ..seen }),
            _ => {}
        }
        // What cannot be written is no act.
        let unsigned = draft.write().ok()?;
        let before = self.world.council.clone();
        let outcome = self.world.sign(unsigned, &signers);
        if outcome == Outcome::Effect {
            self.note(act_type, &signers);
        }
        Some(Step { act_type, before, outcome })
    }

    /// Remembers keys that are in force now.
    fn note(&mut self, act_type: ActType, signers: &[Who]) {
        match (act_type, signers) {
            (ActType::KeyBound, _) => self.persons += 1,
            (ActType::KeyRotated, [Who::Key(person, number)]) => {
                self.keys.insert(*person, *number);
                self.world.set_key(*person, *number);
            }
            (ActType::ServerKey, _) => {
                self.server += 1;
                self.world.set_server(self.server);
            }
            // Who lost a key comes no more under the old one.
            _ => {}
        }
    }
}
