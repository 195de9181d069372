//! Elections in the small world: acts as they should be, to be changed by tests, and archives that nobody audited.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Body, Datum};
use kenes_record::blob::Media;

use super::{BEGINNING, Who, World, text};
use crate::apply::Outcome;
use crate::election::{BoardChain, Election, Phase};
use crate::evidence::{Answers, ArchiveParts, BoardEntry, SetupHashes, VerifiedArchive, VerifiedLot};
use crate::seat::SeatName;
use crate::time::Time;

const HOUR: u64 = 3_600;

/// A body to be changed field by field.
#[derive(Clone, Debug)]
pub struct Fields(BTreeMap<&'static str, Datum>);

impl Fields {
    /// The body with these fields.
    pub fn new(fields: &[(&'static str, Datum)]) -> Self {
        Self(fields.iter().cloned().collect())
    }

    /// The same with another value.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: Datum) -> Self {
        self.0.insert(field, value);
        self
    }

    /// A field of it.
    pub fn datum(&self, field: &str) -> Option<&Datum> {
        self.0.get(field)
    }

    /// A number or a minute in it.
    pub fn number(&self, field: &str) -> u64 {
        match self.0.get(field) {
            Some(Datum::Number(number) | Datum::Minute(number)) => *number,
            Some(_) | None => 0,
        }
    }

    /// The body.
    pub fn body(&self) -> Body {
        Body::new(self.0.iter().map(|(name, datum)| (*name, datum.clone())).collect())
    }
}

impl World {
    /// The latest tick.
    pub fn freeze(&self) -> ActId {
        self.council.last_tick().copied().unwrap_or(self.council.genesis)
    }

    /// A call for a body that says what it should: for a purpose, with a cause, so many seats and so many eligible. Its
    /// registrars are [`World::registrars`], its trustees 0, 1 and 2.
    pub fn call_fields(&mut self, body: u16, purpose: &'static str) -> Fields {
        let now = self.council.now.unwrap_or(Time::from_seconds(BEGINNING));
        let rules = self.council.charter.body(body).cloned();
        let constituency = rules.as_ref().map_or(0, |rules| rules.constituency);
        let eligible = self.council.eligible(constituency, now).len();
        let due = self.council.due(body, now, purpose == "by_election").len();
        let counting = rules.map_or("yes_no", |rules| crate::Rule::Persons(rules.counting).word());
        let number = |number: usize| Datum::Number(u64::try_from(number).unwrap_or_default());
        let minute = now.seconds().div_ceil(60) * 60;
        let at = |hours: u64| Datum::Minute(minute + hours * HOUR);
        let people = |world: &Self, people: &[u64]| {
            Datum::List(people.iter().map(|person| Datum::Key(world.name(*person))).collect())
        };
        let registrars = self.registrars();
        Fields::new(&[
            ("body", Datum::Number(body.into())),
            ("cause", Datum::Act(self.council.genesis)),
            ("closes", at(17 * 24)),
            ("collectors", Datum::List(Vec::new())),
            ("constituency", Datum::Number(constituency.into())),
            ("counting", Datum::Code(counting)),
            ("eligible", number(eligible)),
            ("freeze", Datum::Act(self.freeze())),
            ("grace", Datum::Number(0)),
            ("nominations", at(10 * 24)),
            ("opens", at(15 * 24)),
            ("purpose", Datum::Code(purpose)),
            ("questions", Datum::Document(self.evidence.add(Media::Json, b"[]"))),
            ("registrars", people(self, &registrars)),
            ("seats", number(due)),
            ("small", Datum::Number(u64::from(eligible < 10))),
            ("threshold", Datum::Number(2)),
            ("trustees", people(self, &[0, 1, 2])),
        ])
    }

    /// Two who hold seats of the registrars' body, else the persons 0 and 1.
    pub fn registrars(&self) -> Vec<u64> {
        let seats = self.council.seats_in(self.council.charter.entry.body);
        let holders = seats.filter_map(|(_, seat)| seat.holder.as_ref());
        let mut persons: Vec<u64> = holders.map(|holder| self.person(holder.member)).collect();
        persons.sort_unstable();
        persons.dedup();
        if persons.len() < 2 { Vec::from([0, 1]) } else { persons }
    }

    /// Calls an election for the seats that are due, and gives its name. Person 0 signs.
    pub fn call(&mut self, body: u16) -> ActId {
        let seats = self.council.charter.body(body).map_or(0, |body| body.seats);
        let fields = self.call_fields(body, if seats == 1 { "office" } else { "seats" });
        let called = self.act(ActType::ElectionCalled, &[Who::Person(0)], fields.body());
        debug_assert_eq!(called, Outcome::Effect);
        self.last()
    }

    /// An election.
    pub fn election(&self, call: ActId) -> &Election {
        match self.council.elections.get(&call) {
            Some(election) => election,
            None => unreachable!("no election {call}"),
        }
    }

    /// A seat.
    pub fn seat(&self, body: u16, seat: u16) -> &crate::Seat {
        match self.council.seats.get(&SeatName { body, seat }) {
            Some(seat) => seat,
            None => unreachable!("no seat {seat}"),
        }
    }

    /// Somebody stands.
    pub fn stand(&mut self, call: ActId, person: u64) -> Outcome {
        let fields = Fields::new(&[("election", Datum::Act(call)), ("statement", text(person))]);
        self.act(ActType::CandidacyFiled, &[Who::Person(person)], fields.body())
    }

    /// Somebody stands no longer.
    pub fn step_back(&mut self, candidacy: ActId, person: u64) -> Outcome {
        let fields = Fields::new(&[("candidacy", Datum::Act(candidacy))]);
        self.act(ActType::CandidacyWithdrawn, &[Who::Person(person)], fields.body())
    }

    /// A setup as it should be, with a credential for everybody.
    pub fn setup_fields(&self, call: ActId) -> Fields {
        let eligible = self.election(call).eligible.len();
        let SetupHashes { event, data, trustees, credentials, header } = hashes(call);
        Fields::new(&[
            ("count", Datum::Number(u64::try_from(eligible).unwrap_or_default())),
            ("credentials", Datum::Digest(credentials)),
            ("data", Datum::Digest(data)),
            ("election", Datum::Act(call)),
            ("header", Datum::Digest(header)),
            ("paper", Datum::Number(0)),
            ("setup", Datum::Digest(event)),
            ("trustees", Datum::Digest(trustees)),
        ])
    }

    /// The registrars certify the setup, once nominations are over.
    pub fn set_up(&mut self, call: ActId) -> Outcome {
        let fields = self.setup_fields(call);
        let registrars = self.election(call).registrars.iter();
        let signers: Vec<Who> = registrars.map(|member| Who::Person(self.person(*member))).collect();
        self.act(ActType::ElectionSetup, &signers, fields.body())
    }

    /// A rehearsal as it should be.
    pub fn rehearsal_fields(&mut self, call: ActId) -> Fields {
        let setup = self.other_setup(call);
        self.rehearsal_by(call, setup, &[0, 1, 2])
    }

    /// A rehearsal in which the trustees at these places decrypt, in the archive with this setup.
    pub fn rehearsal_by(&mut self, call: ActId, setup: SetupHashes, places: &[u64]) -> Fields {
        let decrypters = places.iter().copied().collect();
        let parts = ArchiveParts { setup, decrypters, ..self.parts(call, Answers::Sums(Vec::new())) };
        self.archive_fields(call, parts)
    }

    /// The setup of another election by the same keys.
    pub fn other_setup(&self, call: ActId) -> SetupHashes {
        SetupHashes {
            trustees: hashes(call).trustees,
            ..hashes(ActId::of_text(&format!("rehearsal {call}")))
        }
    }

    /// The trustees rehearse.
    pub fn rehearse(&mut self, call: ActId) -> Outcome {
        let fields = self.rehearsal_fields(call);
        let trustees = self.election(call).trustees.iter();
        let signers: Vec<Who> = trustees.map(|member| Who::Person(self.person(*member))).collect();
        self.act(ActType::ElectionRehearsed, &signers, fields.body())
    }

    /// The ballot with this number, from 1.
    pub fn ballot_fields(&self, call: ActId, number: u64) -> Fields {
        let BoardEntry { tracker, event, height } = entry(call, number);
        Fields::new(&[
            ("election", Datum::Act(call)),
            ("event", Datum::Digest(event)),
            ("height", Datum::Number(height)),
            ("tracker", Datum::Digest(tracker)),
        ])
    }

    /// The server accepts the ballot with this number, from 1. Archives hold the ballots 1, 2, 3 and so on.
    pub fn ballot(&mut self, call: ActId, number: u64) -> Outcome {
        let fields = self.ballot_fields(call, number);
        self.act(ActType::BallotAccepted, &[Who::Server], fields.body())
    }

    /// A close as it should be.
    pub fn close_fields(&self, call: ActId) -> Fields {
        let board = &self.election(call).board;
        Fields::new(&[
            ("ballots", Datum::Number(board.accepted.ballots)),
            ("election", Datum::Act(call)),
            ("head", Datum::Digest(hash("head", call, 0))),
            ("height", Datum::Number(board.height + 1)),
            ("length", Datum::Number(10_000)),
        ])
    }

    /// The server closes the board.
    pub fn close(&mut self, call: ActId) -> Outcome {
        let fields = self.close_fields(call);
        self.act(ActType::ElectionBallotsClosed, &[Who::Server], fields.body())
    }

    /// An initiative of a body as it should be.
    pub fn petition_fields(&self, body: u16, number: u64) -> Fields {
        Fields::new(&[
            ("body", Datum::Number(body.into())),
            ("freeze", Datum::Act(self.freeze())),
            ("purpose", Datum::Code("initiative")),
            ("registrars", Datum::List(Vec::new())),
            ("statement", text(number)),
            ("subject", Datum::Act(self.council.genesis)),
        ])
    }

    /// Somebody endorses a petition.
    pub fn endorse(&mut self, petition: ActId, person: u64) -> Outcome {
        let fields = Fields::new(&[("petition", Datum::Act(petition))]);
        self.act(ActType::PetitionEndorsed, &[Who::Person(person)], fields.body())
    }

    /// Somebody names the result.
    pub fn tally(&mut self, call: ActId) -> Outcome {
        let result = Datum::Digest(hash("result", call, 0));
        let fields = Fields::new(&[("election", Datum::Act(call)), ("result", result)]);
        self.act(ActType::ElectionTallied, &[Who::Person(1)], fields.body())
    }

    /// What an audit of a right archive finds.
    pub fn parts(&self, call: ActId, answers: Answers) -> ArchiveParts {
        let election = self.election(call);
        ArchiveParts {
            setup: hashes(call),
            credentials: election.setup.as_ref().map_or(0, |setup| setup.credentials),
            board: board(call, election.board.accepted.ballots),
            head: hash("head", call, 0),
            height: election.board.height + 1,
            length: 10_000,
            result: hash("result", call, 0),
            bound: true,
            shufflers: 2,
            decrypters: [0, 1].into(),
            asked: election.asks(),
            paper: election.marks(),
            answers,
        }
    }

    /// An act that names an archive with these parts, which then is evidence.
    pub fn archive_fields(&mut self, call: ActId, parts: ArchiveParts) -> Fields {
        let content = format!("{parts:?}");
        let archive = self.evidence.add(Media::Archive, content.as_bytes());
        let proofs = self.evidence.add(Media::Json, format!("proofs {content}").as_bytes());
        let names = (*archive.digest(), *proofs.digest());
        self.evidence.archives.insert(names, Some(VerifiedArchive::of_audit(parts)));
        Fields::new(&[
            ("archive", Datum::Document(archive)),
            ("election", Datum::Act(call)),
            ("proofs", Datum::Document(proofs)),
        ])
    }

    /// Somebody names the archive, with these parts.
    pub fn archive(&mut self, call: ActId, parts: ArchiveParts) -> Outcome {
        let fields = self.archive_fields(call, parts);
        self.act(ActType::ElectionArchived, &[Who::Person(1)], fields.body())
    }

    /// An act that opens the lot of an election, which then is evidence.
    pub fn lot_fields(&mut self, call: ActId, count: &'static str) -> Fields {
        let proofs = self.evidence.add(Media::Json, format!("lot {call}").as_bytes());
        let lot = VerifiedLot::of_audit(hashes(call).event, hash("head", call, 0), b"P^x".to_vec());
        self.evidence.lots.insert(*proofs.digest(), Some(lot));
        Fields::new(&[
            ("count", Datum::Code(count)),
            ("election", Datum::Act(call)),
            ("proofs", Datum::Document(proofs)),
        ])
    }

    /// Somebody opens the lot.
    pub fn lot(&mut self, call: ActId, count: &'static str) -> Outcome {
        let fields = self.lot_fields(call, count);
        self.act(ActType::LotOpened, &[Who::Person(1)], fields.body())
    }

    /// Somebody answers for a seat: `seat.accepted` or `seat.declined`.
    pub fn answer(&mut self, act_type: ActType, call: ActId, seat: u16, person: u64) -> Outcome {
        let fields = Fields::new(&[("election", Datum::Act(call)), ("seat", Datum::Number(seat.into()))]);
        self.act(act_type, &[Who::Person(person)], fields.body())
    }

    /// Somebody resigns.
    pub fn resign(&mut self, body: u16, seat: u16, person: u64) -> Outcome {
        let fields =
            Fields::new(&[("body", Datum::Number(body.into())), ("seat", Datum::Number(seat.into()))]);
        self.act(ActType::SeatResigned, &[Who::Person(person)], fields.body())
    }

    /// The number of the person who is this member: founders are known by their place, others by the key or the enrolment.
    pub fn person(&self, member: crate::MemberId) -> u64 {
        if let Some(person) = self.persons.get(&member) {
            return *person;
        }
        let enrolment = self.council.member(member).and_then(crate::Member::enrolment);
        let known = self.enrolments.iter().find(|(_, act)| Some(**act) == enrolment);
        known.map_or_else(|| member.number().into(), |(person, _)| *person)
    }

    /// Who stands on the ballot paper, in its order, as persons.
    pub fn paper(&self, call: ActId) -> Vec<u64> {
        self.election(call).ballot_paper().iter().map(|(_, member)| self.person(*member)).collect()
    }

    /// Rankings in which these persons stand in this order, each list so many times.
    pub fn rankings(&self, call: ActId, papers: &[(usize, &[u64])]) -> Answers {
        let paper = self.paper(call);
        let rank = |order: &[u64], person: &u64| {
            let place = order.iter().position(|ranked| ranked == person);
            place.map_or(0, |place| u32::try_from(place).unwrap_or_default() + 1)
        };
        let ranking =
            |order: &[u64]| -> Vec<u32> { paper.iter().map(|person| rank(order, person)).collect() };
        let all = papers.iter().flat_map(|(count, order)| core::iter::repeat_n(ranking(order), *count));
        Answers::Rankings(all.collect())
    }

    /// Sums for these persons; nobody else has a vote.
    pub fn sums(&self, call: ActId, votes: &[(u64, u64)]) -> Answers {
        let of = |person: &u64| votes.iter().find(|(voted, _)| voted == person).map_or(0, |(_, sum)| *sum);
        Answers::Sums(self.paper(call).iter().map(of).collect())
    }

    /// Goes through an election from the call to the close, with these candidates and so many ballots.
    pub fn vote(&mut self, call: ActId, persons: &[u64], ballots: u64) {
        for person in persons {
            let stood = self.stand(call, *person);
            debug_assert_eq!(stood, Outcome::Effect, "{person}");
        }
        self.go_to(self.election(call).nominations);
        let prepared = (self.set_up(call), self.rehearse(call));
        debug_assert_eq!(prepared, (Outcome::Effect, Outcome::Effect));
        self.go_to(self.election(call).opens);
        for number in 1..=ballots {
            let accepted = self.ballot(call, number);
            debug_assert_eq!(accepted, Outcome::Effect, "{number}");
        }
        self.go_to(self.election(call).closes);
        let closed = (self.close(call), self.tally(call));
        debug_assert_eq!(closed, (Outcome::Effect, Outcome::Effect));
    }

    /// The same, and the count of these answers.
    pub fn elect(&mut self, call: ActId, persons: &[u64], answers: impl Fn(&Self) -> Answers) -> Outcome {
        self.vote(call, persons, 3);
        let parts = self.parts(call, answers(self));
        self.archive(call, parts)
    }

    /// Everybody who was elected accepts.
    pub fn accept_all(&mut self, call: ActId) {
        let body = self.election(call).body;
        let asked = self.council.seats_in(body);
        let asked: Vec<(u16, u64)> = asked
            .filter_map(|(name, seat)| Some((name.seat, self.person(seat.elected.as_ref()?.member))))
            .collect();
        for (seat, person) in asked {
            let accepted = self.answer(ActType::SeatAccepted, call, seat, person);
            debug_assert_eq!(accepted, Outcome::Effect, "{seat}");
        }
    }

    /// Whether the council is another one in nothing but the acts that were included.
    pub fn is_same_but_acts(&self, other: &Self) -> bool {
        let mut council = self.council.clone();
        council.ids.clone_from(&other.council.ids);
        council.blobs.clone_from(&other.council.blobs);
        council == other.council
    }

    /// A tick at this time, when it is not so late yet.
    pub fn go_to(&mut self, time: Time) {
        if self.council.now.is_none_or(|now| now < time) {
            let ticked = self.tick_at(time.seconds());
            debug_assert_eq!(ticked, Outcome::Effect);
        }
    }

    /// How far an election is.
    pub fn phase(&self, call: ActId) -> Phase {
        self.election(call).phase
    }
}

/// The hashes of an election's setup.
pub fn hashes(call: ActId) -> SetupHashes {
    SetupHashes {
        event: hash("event", call, 0),
        data: hash("data", call, 0),
        trustees: hash("trustees", call, 0),
        credentials: hash("credentials", call, 0),
        header: hash("header", call, 0),
    }
}

/// The first ballots of an election.
pub fn entries(call: ActId, ballots: u64) -> Vec<BoardEntry> {
    (1..=ballots).map(|number| entry(call, number)).collect()
}

/// The same as a board.
pub fn board(call: ActId, ballots: u64) -> BoardChain {
    let mut board = BoardChain::new();
    board.extend(&entries(call, ballots));
    board
}

fn entry(call: ActId, number: u64) -> BoardEntry {
    let (tracker, event) = (hash("tracker", call, number), hash("ballot", call, number));
    BoardEntry { tracker, event, height: number }
}

fn hash(what: &str, call: ActId, number: u64) -> Hash {
    Hash::of(format!("kenes/testing/{what}/{number}/{call}").as_bytes())
}
