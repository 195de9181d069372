//! What a council does from one election to the next.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{ACTIVE, Council, Plan, Says, Signer, blob};
use crate::act::{ActId, ActType, Body, Datum, Draft, Envelope, Holder};
use crate::blob::{Commitment, Media, Salt};
use crate::hash::Hash;

/// People who join before each election.
const JOINING: u64 = 12;
/// Candidates.
const CANDIDATES: u64 = 6;
/// The candidate whose statement is withdrawn.
const WITHDRAWN: u64 = 2;
/// Ballots of the first election, and of each later one.
const BALLOTS: (u64, u64) = (60, 900);
/// Signatures of a petition.
const SIGNATURES: u64 = 8;

/// What comes next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Enrol,
    Bind,
    Call,
    Stand(u64),
    WithdrawText,
    SetUp,
    Ballot(u64),
    Close,
    Tally,
    Accept,
    Petition,
    Sign(u64),
    Move,
}

/// The steps of a season that are still to come, and what they refer to.
#[derive(Debug)]
pub(super) struct Season {
    steps: VecDeque<Step>,
    number: u64,
    people: u64,
    /// The last enrolment, and the credential that was given out with it.
    enrol: Option<(ActId, Signer)>,
    election: Option<ActId>,
    petition: Option<ActId>,
    /// The candidacy whose statement is withdrawn, and the statement.
    candidacy: Option<(ActId, Hash)>,
    ballots: u64,
}

impl Season {
    pub(super) fn new() -> Self {
        Self {
            steps: VecDeque::new(),
            number: 0,
            people: 0,
            enrol: None,
            election: None,
            petition: None,
            candidacy: None,
            ballots: 0,
        }
    }

    pub(super) fn next(&mut self) -> Step {
        if self.steps.is_empty() {
            self.refill();
        }
        self.steps.pop_front().unwrap_or(Step::Enrol)
    }

    fn refill(&mut self) {
        let (first, later) = BALLOTS;
        self.ballots = if self.number == 0 { first } else { later };
        self.number = self.number.saturating_add(1);
        self.steps.extend((0..JOINING).flat_map(|_| [Step::Enrol, Step::Bind]));
        self.steps.push_back(Step::Call);
        self.steps.extend((0..CANDIDATES).map(Step::Stand));
        self.steps.extend([Step::WithdrawText, Step::SetUp]);
        self.steps.extend((0..self.ballots).map(Step::Ballot));
        self.steps.extend([Step::Close, Step::Tally, Step::Accept, Step::Petition]);
        self.steps.extend((0..SIGNATURES).map(Step::Sign));
        self.steps.push_back(Step::Move);
    }
}

impl Council {
    pub(super) fn step(&mut self, step: Step) -> Plan {
        match step {
            Step::Enrol => self.enrol(),
            Step::Bind => self.bind(),
            Step::Call => self.call(),
            Step::Stand(number) => self.stand(number),
            Step::WithdrawText => self.withdraw_text(),
            Step::SetUp => self.set_up(),
            Step::Ballot(number) => self.ballot(number),
            Step::Close => self.close(),
            Step::Tally => self.tally(),
            Step::Accept => self.accept(),
            Step::Petition => self.petition(),
            Step::Sign(number) => self.sign(number),
            Step::Move => self.move_text(),
        }
    }

    fn enrol(&mut self) -> Plan {
        let person = self.season.people;
        let credential = Signer::new(&self.seed, "credential", person, Holder::Credential);
        let salt = Salt::from_bytes(self.draw("salt of a person").as_bytes());
        let commitment = Commitment::to_record(&salt, b"a sample person");
        let body = Body::new(Vec::from([
            ("commitment", Datum::Commitment(commitment)),
            ("constituency", Datum::Number(person % 12)),
            ("token", credential.name(Holder::Credential)),
        ]));
        let plan = self.plan(ActType::EnrolCommitted, Says::Founders, body);
        self.season.enrol = Some((plan.id(), credential));
        plan
    }

    fn bind(&mut self) -> Plan {
        let person = self.season.people;
        let Some((enrol, credential)) = self.season.enrol.take() else { return self.enrol() };
        self.season.people = person.saturating_add(1);
        let mut member = Signer::new(&self.seed, "member", person, Holder::Member);
        let body = Body::new(Vec::from([
            ("credential", credential.public()),
            ("custody", Datum::Code(if person % 4 == 3 { "custodial" } else { "own" })),
            ("enrol", Datum::Act(enrol)),
            ("key", member.public()),
            ("next", Datum::Digest(self.draw("next key"))),
        ]));
        let envelope = Envelope {
            at: Some(self.at),
            by: member.fingerprint(),
            log: Some(*self.origin.id()),
            counter: Some(member.count()),
            seen: self.seen,
        };
        let signers = Vec::from([credential.key, Arc::clone(&member.key)]);
        self.members.push_back(member);
        if self.members.len() > ACTIVE {
            self.members.pop_front();
        }
        Plan::new(Draft { act_type: ActType::KeyBound, envelope, body }, signers)
    }

    fn call(&mut self) -> Plan {
        let number = self.season.number;
        let questions = format!(r#"[{{"question":"Who shall be on sample council {number}?"}}]"#);
        let questions = self.document("questions", Media::Json, questions.as_bytes());
        let people = |count| {
            let founders = self.founders.iter().take(count);
            Datum::List(founders.map(|founder| founder.name(Holder::Member)).collect())
        };
        let hours = |hours: u64| Datum::Minute(self.at.saturating_add(hours.saturating_mul(3_600)));
        let body = Body::new(Vec::from([
            ("body", Datum::Number(1)),
            ("cause", Datum::Act(self.genesis_id)),
            ("closes", hours(72)),
            ("collectors", Datum::List(Vec::new())),
            ("constituency", Datum::Number(number % 12)),
            ("counting", Datum::Code("stv_scottish")),
            ("eligible", Datum::Number(self.season.people)),
            ("freeze", Datum::Act(self.last_tick)),
            ("grace", Datum::Number(72)),
            ("nominations", hours(24)),
            ("opens", hours(48)),
            ("purpose", Datum::Code("seats")),
            ("questions", questions),
            ("registrars", people(2)),
            ("seats", Datum::Number(3)),
            ("small", Datum::Number(0)),
            ("threshold", Datum::Number(2)),
            ("trustees", people(3)),
        ]));
        let plan = self.plan(ActType::ElectionCalled, Says::Founders, body);
        self.season.election = Some(plan.id());
        plan
    }

    fn stand(&mut self, number: u64) -> Plan {
        let text = format!("# Candidate {number}\n\nA made-up statement, number {}.\n", self.made);
        let (reference, file) = blob(self.draw("salt of a statement"), Media::Markdown, text.as_bytes());
        let is_withdrawn = number == WITHDRAWN;
        if is_withdrawn {
            self.held = Some(file);
        } else {
            self.files.push(file);
        }
        let mut fields = Vec::from([("election", self.election()), ("statement", Datum::Text(reference))]);
        if number % 2 == 1 {
            fields.push(("interests", self.text("interests", "None.\n")));
            fields.push(("list", Datum::Number(number)));
        }
        let place = usize::try_from(number).unwrap_or_default();
        let plan = self.plan(ActType::CandidacyFiled, Says::Member(place), Body::new(fields));
        if is_withdrawn {
            self.season.candidacy = Some((plan.id(), *reference.digest()));
        }
        plan
    }

    fn withdraw_text(&mut self) -> Plan {
        let Some((act, digest)) = self.season.candidacy.take() else { return self.move_text() };
        self.held = None;
        let body = Body::new(Vec::from([("act", Datum::Act(act)), ("blob", Datum::Digest(digest))]));
        self.plan(ActType::BlobWithdrawn, Says::Founders, body)
    }

    fn set_up(&mut self) -> Plan {
        let digest = |what| Datum::Digest(self.draw(what));
        let body = Body::new(Vec::from([
            ("count", Datum::Number(self.season.ballots)),
            ("credentials", digest("credentials")),
            ("data", digest("election")),
            ("election", self.election()),
            ("header", digest("header")),
            ("paper", Datum::Number(0)),
            ("setup", digest("setup")),
            ("trustees", digest("trustees")),
        ]));
        self.plan(ActType::ElectionSetup, Says::Founders, body)
    }

    fn ballot(&mut self, number: u64) -> Plan {
        let body = Body::new(Vec::from([
            ("election", self.election()),
            ("event", Datum::Digest(self.draw("event"))),
            ("height", Datum::Number(number.saturating_add(1))),
            ("tracker", Datum::Digest(self.draw("tracker"))),
        ]));
        self.plan(ActType::BallotAccepted, Says::Board, body)
    }

    fn close(&mut self) -> Plan {
        let ballots = self.season.ballots;
        let body = Body::new(Vec::from([
            ("ballots", Datum::Number(ballots)),
            ("election", self.election()),
            ("head", Datum::Digest(self.draw("head"))),
            ("height", Datum::Number(ballots)),
            ("length", Datum::Number(ballots.saturating_mul(2_000))),
        ]));
        self.plan(ActType::ElectionBallotsClosed, Says::Server, body)
    }

    fn tally(&mut self) -> Plan {
        let result = Datum::Digest(self.draw("result"));
        let body = Body::new(Vec::from([("election", self.election()), ("result", result)]));
        self.plan(ActType::ElectionTallied, Says::Server, body)
    }

    fn accept(&mut self) -> Plan {
        let body = Body::new(Vec::from([("election", self.election()), ("seat", Datum::Number(1))]));
        self.plan(ActType::SeatAccepted, Says::Member(0), body)
    }

    fn petition(&mut self) -> Plan {
        let statement = self.text("petition", "# A petition\n\nMade up.\n");
        let registrars = self.founders.iter().take(2).map(|founder| founder.name(Holder::Member));
        let body = Body::new(Vec::from([
            ("body", Datum::Number(1)),
            ("freeze", Datum::Act(self.last_tick)),
            ("purpose", Datum::Code("initiative")),
            ("registrars", Datum::List(registrars.collect())),
            ("statement", statement),
            ("subject", self.election()),
        ]));
        let plan = self.plan(ActType::PetitionOpened, Says::Founders, body);
        self.season.petition = Some(plan.id());
        plan
    }

    /// A credential that names nobody signs the petition.
    fn sign(&mut self, number: u64) -> Plan {
        let number = self.season.number.saturating_mul(SIGNATURES).saturating_add(number);
        let mut credential = Signer::new(&self.seed, "petition", number, Holder::Credential);
        let petition = self.season.petition.unwrap_or(self.genesis_id);
        let body =
            Body::new(Vec::from([("credential", credential.public()), ("petition", Datum::Act(petition))]));
        let envelope = Envelope {
            at: None,
            by: credential.fingerprint(),
            log: Some(*self.origin.id()),
            counter: Some(credential.count()),
            seen: self.seen,
        };
        let draft = Draft { act_type: ActType::PetitionSigned, envelope, body };
        Plan::new(draft, Vec::from([credential.key]))
    }

    fn move_text(&mut self) -> Plan {
        let text = self.text("motion", "# A motion\n\nMade up.\n");
        let body = Body::new(Vec::from([
            ("body", Datum::Number(1)),
            ("subject", Datum::Code("text")),
            ("text", text),
        ]));
        self.plan(ActType::MotionFiled, Says::Founders, body)
    }

    fn election(&self) -> Datum {
        Datum::Act(self.season.election.unwrap_or(self.genesis_id))
    }
}
