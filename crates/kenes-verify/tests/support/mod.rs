//! Councils with real elections: the acts of `kenes_core::testing` with archives of `kenes_belenios::testing`.
#![allow(dead_code, reason = "each test uses a part")]

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::{Form, Outline, OutlineReader};
use kenes_belenios::audit::{self as protocol, audit_bytes};
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::decryption::{BoundDocument, forger};
use kenes_belenios::election::{Election, Template, Uuid};
use kenes_belenios::group::Ed25519;
use kenes_belenios::hash::Digest;
use kenes_belenios::lot::{Lot, LotDocument, open};
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_belenios::testing::{Board, Ceremony, TestRng, rng};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeKind, Trustees};
use kenes_core::testing::{CHARTER, Fields, MemoryFiles, Who, World};
use kenes_core::{
    Answers, ArchiveParts, Asked, BoardChain, BoardEntry, Outcome, SetupHashes, VerifiedArchive, VerifiedLot,
};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum};
use kenes_record::blob::Media;
use kenes_verify::{Options, Report, audit, questions_document};

pub const NAME: &str = "Two registrars";
pub const DESCRIPTION: &str = "";
pub const QUESTION: &str = "Who should keep the roll?";

/// Audits without anything known before.
pub fn audited(files: &MemoryFiles) -> Report {
    audit(files, &Options::default(), &mut |_| {}).unwrap()
}

/// The failures of a record, each as its check, its leaf and the beginning of its message.
pub fn failures(files: &MemoryFiles) -> Vec<(&'static str, Option<u64>, String)> {
    let report = audited(files);
    report.failures.into_iter().map(|failure| (failure.check.name(), failure.leaf, failure.message)).collect()
}

/// A council of 12, whose votes count.
pub fn council() -> World {
    grown(CHARTER)
}

/// The same under another charter.
pub fn grown(charter: &str) -> World {
    let mut world = World::new(charter);
    world.join(3..12);
    world.days(31);
    world
}

/// The number of the last leaf.
pub fn last_leaf(world: &World) -> u64 {
    u64::try_from(world.acts().len()).unwrap() - 1
}

/// What registrars set up beside the questions.
pub struct Registrars {
    /// How many of the three trustees are needed.
    pub needed: u32,
    /// How much the last voter counts, who does not vote.
    pub weight: u64,
}

impl Default for Registrars {
    fn default() -> Self {
        Self { needed: 2, weight: 1 }
    }
}

/// Everything about one election: what is public, and every secret.
pub struct Vote {
    pub call: ActId,
    pub board: Board<Ed25519>,
    pub voters: Vec<PrivateCredential>,
    keys: Ceremony<Ed25519>,
    rng: TestRng,
}

impl Vote {
    /// Calls an election for a body with these candidates, sets it up and rehearses it.
    pub fn prepare(world: &mut World, body: u16, candidates: &[u64]) -> Self {
        let vote = Self::set_up(world, body, candidates, |_| {});
        vote.rehearse(world)
    }

    /// The same without the rehearsal. `change` may change what the election asks.
    pub fn set_up(
        world: &mut World,
        body: u16,
        candidates: &[u64],
        change: impl FnOnce(&mut Template),
    ) -> Self {
        Self::set_up_by(world, body, candidates, &Registrars::default(), change)
    }

    /// The same by registrars who may do something else than the call says.
    pub fn set_up_by(
        world: &mut World,
        body: u16,
        candidates: &[u64],
        registrars: &Registrars,
        change: impl FnOnce(&mut Template),
    ) -> Self {
        let questions = questions_document(NAME, DESCRIPTION, QUESTION);
        let questions = Datum::Document(world.evidence.add(Media::Json, &questions));
        let fields = world.call_fields(body, "seats").with("questions", questions);
        effect(world.act(ActType::ElectionCalled, &[Who::Person(0)], fields.body()));
        let call = world.last();
        for person in candidates {
            effect(world.stand(call, *person));
        }
        world.go_to(world.election(call).nominations);
        let mut template = template(world, call);
        change(&mut template);
        let mut rng = rng(u64::from(body) + 1);
        let keys = Ceremony::<Ed25519>::run(registrars.needed, 3, &mut rng);
        let eligible = world.election(call).eligible.len();
        let weights = core::iter::repeat_n(1, eligible - 1).chain([registrars.weight]).collect();
        let (board, voters) = opened(&keys, template, weights, &mut rng);
        let mut vote = Self { call, board, voters, keys, rng };
        let fields = vote.setup_fields(world);
        let registrars: Vec<Who> = world.registrars().into_iter().map(Who::Person).collect();
        effect(world.act(ActType::ElectionSetup, &registrars, fields.body()));
        vote.rng = kenes_belenios::testing::rng(u64::from(body) + 1_000);
        vote
    }

    /// The trustees rehearse with an election of their own by the same keys.
    pub fn rehearse(mut self, world: &mut World) -> Self {
        let (archive, proofs) = self.rehearsal(true);
        effect(self.file_rehearsal(world, &archive, &proofs, true));
        world.go_to(world.election(self.call).opens);
        self
    }

    /// An archive of a rehearsal with its bound proofs. Two are enough, and all three have to show it.
    pub fn rehearsal(&mut self, is_bound: bool) -> (Vec<u8>, Vec<u8>) {
        self.rehearsal_by(is_bound, &[1, 2, 3])
    }

    /// The same by these trustees.
    pub fn rehearsal_by(&mut self, is_bound: bool, owners: &[u32]) -> (Vec<u8>, Vec<u8>) {
        let question = Question::Homomorphic(Homomorphic {
            answers: vec!["yes".into(), "no".into()],
            blank: None,
            min: 0,
            max: 1,
            question: "Does it work?".into(),
        });
        let template = Template {
            description: String::new(),
            name: "Rehearsal".into(),
            questions: vec![question],
            administrator: None,
            credential_authority: None,
        };
        let (mut board, voters) = opened(&self.keys, template, vec![1], &mut self.rng);
        board.cast(&[(&voters[0], vec![PlainAnswer::Homomorphic(vec![1, 0])])], &mut self.rng);
        finish_by(&mut board, &self.keys, &mut self.rng, (owners, false));
        let none = BoundDocument::new(board.election());
        let bound = if is_bound { board.bound() } else { &none };
        (board.archive().to_vec(), bound.to_bytes())
    }

    /// The trustees file a rehearsal.
    pub fn file_rehearsal(
        &self,
        world: &mut World,
        archive: &[u8],
        proofs: &[u8],
        is_right: bool,
    ) -> Outcome {
        let fields = self.archive_fields(world, archive, proofs, is_right);
        world.act(ActType::ElectionRehearsed, &[0, 1, 2].map(Who::Person), fields.body())
    }

    /// Casts ballots with these rankings of persons, the first choice first.
    pub fn cast(&mut self, world: &World, rankings: &[&[u64]]) {
        let paper = world.paper(self.call);
        let ranked = matches!(world.election(self.call).asks(), Asked::Rankings);
        let questions = self.board.election().questions().len();
        let answer = |ranking: &&[u64]| {
            let rank = |person: &u64| {
                let place = ranking.iter().position(|ranked| ranked == person);
                place.map_or(0, |place| if ranked { u8::try_from(place).unwrap() + 1 } else { 1 })
            };
            let values = paper.iter().map(rank);
            // The blank vote stands before the others.
            let blank = u8::from(ranking.is_empty());
            let answer = if ranked {
                PlainAnswer::NonHomomorphic(values.collect())
            } else {
                PlainAnswer::Homomorphic(core::iter::once(blank).chain(values).collect())
            };
            vec![answer; questions]
        };
        let votes: Vec<_> = self.voters.iter().zip(rankings.iter().map(answer)).collect();
        self.board.cast(&votes, &mut self.rng);
    }

    /// The server accepts what is on the board, and closes it.
    pub fn close(&mut self, world: &mut World) {
        self.board.end_ballots();
        self.accept(world, self.board.archive());
    }

    /// The server accepts the ballots of this archive, which has no result yet, and closes the board.
    pub fn accept(&self, world: &mut World, archive: &[u8]) {
        self.accept_with(world, archive, |_| {});
    }

    /// The same, but the server says of each ballot what `change` makes of it.
    pub fn accept_with(&self, world: &mut World, archive: &[u8], change: impl Fn(&mut BoardEntry)) {
        let (outline, mut entries) = outline(archive);
        entries.iter_mut().for_each(change);
        for BoardEntry { tracker, event, height } in &entries {
            let fields = Fields::new(&[
                ("election", Datum::Act(self.call)),
                ("event", Datum::Digest(*event)),
                ("height", Datum::Number(*height)),
                ("tracker", Datum::Digest(*tracker)),
            ]);
            effect(world.act(ActType::BallotAccepted, &[Who::Server], fields.body()));
        }
        world.go_to(world.election(self.call).closes);
        let end = outline.end.unwrap();
        let fields = Fields::new(&[
            ("ballots", Datum::Number(u64::try_from(entries.len()).unwrap())),
            ("election", Datum::Act(self.call)),
            ("head", Datum::Digest(hash(&end.event))),
            ("height", Datum::Number(end.height)),
            ("length", Datum::Number(end.length)),
        ]);
        effect(world.act(ActType::ElectionBallotsClosed, &[Who::Server], fields.body()));
    }

    /// The trustees tally: the archive with its bound proofs. The first of them may lie.
    pub fn tally(&mut self, is_forged: bool) -> (Vec<u8>, Vec<u8>) {
        finish(&mut self.board, &self.keys, &mut self.rng, is_forged);
        (self.board.archive().to_vec(), self.board.bound().to_bytes())
    }

    /// Somebody names the result.
    pub fn name_result(&self, world: &mut World, archive: &[u8]) {
        let result = hash(&outline(archive).0.result.unwrap());
        let fields = Fields::new(&[("election", Datum::Act(self.call)), ("result", Datum::Digest(result))]);
        effect(world.act(ActType::ElectionTallied, &[Who::Person(4)], fields.body()));
    }

    /// Somebody files an archive.
    pub fn file(
        &self,
        world: &mut World,
        who: Who,
        archive: &[u8],
        proofs: &[u8],
        is_right: bool,
    ) -> Outcome {
        let fields = self.archive_fields(world, archive, proofs, is_right);
        world.act(ActType::ElectionArchived, &[who], fields.body())
    }

    /// From the ballots to the seats.
    pub fn elect(&mut self, world: &mut World, rankings: &[&[u64]]) {
        self.cast(world, rankings);
        self.close(world);
        let (archive, proofs) = self.tally(false);
        self.name_result(world, &archive);
        effect(self.file(world, Who::Person(5), &archive, &proofs, true));
    }

    /// The trustees with these numbers open the lot, for the first count or a countback.
    pub fn lot(
        &mut self,
        world: &mut World,
        count: &'static str,
        who: Who,
        trustees: &[u32],
        spoil: bool,
    ) -> Outcome {
        let (outline, _) = outline(self.board.archive());
        let (setup, end) = (outline.setup.unwrap(), outline.end.unwrap());
        let lot = Lot::<Ed25519>::new(setup.event, end.event);
        let mut document = LotDocument::new(&lot);
        for owner in trustees {
            let owner = TrusteeIndex::new(*owner).unwrap();
            let secret = &self.keys.members[usize::try_from(owner.get()).unwrap() - 1].secret;
            document.insert(open(&lot, owner, secret, &mut self.rng)).unwrap();
        }
        let mut bytes = document.to_bytes();
        if spoil {
            bytes.push(b'\n');
        }
        let proofs = world.evidence.add(Media::Json, &bytes);
        let verified = document.verify(self.board.trustees(), &lot).ok().filter(|_| !spoil);
        let verified = verified.map(|value| {
            VerifiedLot::of_audit(hash(&value.setup()), hash(&value.head()), value.into_bytes())
        });
        world.evidence.lots.insert(*proofs.digest(), verified);
        let fields = Fields::new(&[
            ("count", Datum::Code(count)),
            ("election", Datum::Act(self.call)),
            ("proofs", Datum::Document(proofs)),
        ]);
        world.act(ActType::LotOpened, &[who], fields.body())
    }

    fn setup_fields(&self, world: &World) -> Fields {
        let (outline, _) = outline(self.board.archive());
        let setup = setup_hashes(&outline);
        world
            .setup_fields(self.call)
            .with("credentials", Datum::Digest(setup.credentials))
            .with("data", Datum::Digest(setup.data))
            .with("header", Datum::Digest(setup.header))
            .with("setup", Datum::Digest(setup.event))
            .with("trustees", Datum::Digest(setup.trustees))
    }

    fn archive_fields(&self, world: &mut World, archive: &[u8], proofs: &[u8], is_right: bool) -> Fields {
        let verified = is_right.then(|| VerifiedArchive::of_audit(parts(archive, proofs)));
        let archive = world.evidence.add(Media::Archive, archive);
        let proofs = world.evidence.add(Media::Json, proofs);
        world.evidence.archives.insert((*archive.digest(), *proofs.digest()), verified);
        Fields::new(&[
            ("archive", Datum::Document(archive)),
            ("election", Datum::Act(self.call)),
            ("proofs", Datum::Document(proofs)),
        ])
    }
}

/// The act had its effect.
pub fn effect(outcome: Outcome) {
    assert_eq!(outcome, Outcome::Effect);
}

pub const fn hash(digest: &Digest) -> Hash {
    Hash::from_bytes(digest.0)
}

/// What the election asks: the ballot paper with its marks.
fn template(world: &World, call: ActId) -> Template {
    let election = world.election(call);
    let answers: Vec<String> = election.marks().iter().map(|mark| format!("Somebody [{mark}]")).collect();
    let question = QUESTION.to_string();
    let question = match election.asks() {
        Asked::Rankings => Question::NonHomomorphic(NonHomomorphic { answers, question, extra: None }),
        Asked::Choices { most } => {
            Question::Homomorphic(Homomorphic { answers, blank: Some(true), min: 1, max: most, question })
        }
    };
    Template {
        description: DESCRIPTION.into(),
        name: NAME.into(),
        questions: vec![question],
        administrator: None,
        credential_authority: None,
    }
}

fn opened(
    keys: &Ceremony<Ed25519>,
    template: Template,
    weights: Vec<u64>,
    rng: &mut TestRng,
) -> (Board<Ed25519>, Vec<PrivateCredential>) {
    let trustees = Trustees::new(vec![TrusteeKind::Pedersen(keys.parameters.clone())]);
    let key = *trustees.clone().verify().unwrap().public_key();
    let election = Election::new(Uuid::generate(rng), template, key).unwrap();
    let voters: Vec<_> = weights.iter().map(|_| PrivateCredential::generate(rng)).collect();
    let public = voters.iter().map(|voter| voter.public(election.uuid())).zip(weights);
    let credentials = PublicCredentials::new(public).unwrap();
    (Board::open(election, trustees, credentials), voters)
}

/// Tallies what is on the board; the first trustee may give a false factor, with a proof that verifies.
fn finish(board: &mut Board<Ed25519>, keys: &Ceremony<Ed25519>, rng: &mut TestRng, is_forged: bool) {
    finish_by(board, keys, rng, (&[1, 2], is_forged));
}

/// The same by these trustees.
fn finish_by(
    board: &mut Board<Ed25519>,
    keys: &Ceremony<Ed25519>,
    rng: &mut TestRng,
    (owners, is_forged): (&[u32], bool),
) {
    use kenes_belenios::archive::SurveyItem;
    if outline(board.archive()).0.end.is_none() {
        board.end_ballots();
    }
    board.publish_tally();
    if board.election().questions().iter().any(Question::is_shuffled) {
        board.shuffle(1, rng);
        board.shuffle(2, rng);
        board.end_shuffles();
    }
    for owner in owners.iter().copied() {
        let index = TrusteeIndex::new(owner).unwrap();
        let secret = &keys.members[usize::try_from(owner).unwrap() - 1].secret;
        if is_forged && owner == 1 {
            let (decryption, _) =
                forger::forge(board.election(), board.decryptable(), index, secret, (0, 0), rng);
            board.add(&SurveyItem::Decryption { owner: owner.into(), bytes: decryption.to_bytes() });
        } else {
            board.decrypt(index, secret, rng);
        }
    }
    board.finish();
}

pub fn outline(archive: &[u8]) -> (Outline, Vec<BoardEntry>) {
    let (mut reader, mut entries) = (OutlineReader::new(Form::Strict), Vec::new());
    reader
        .push(archive, &mut |entry| {
            let (tracker, event) = (hash(&entry.tracker), hash(&entry.event));
            entries.push(BoardEntry { tracker, event, height: entry.height });
        })
        .unwrap();
    (reader.finish().unwrap(), entries)
}

fn setup_hashes(outline: &Outline) -> SetupHashes {
    let setup = outline.setup.as_ref().unwrap();
    SetupHashes {
        event: hash(&setup.event),
        data: hash(&setup.data.election),
        trustees: hash(&setup.data.trustees),
        credentials: hash(&setup.data.credentials),
        header: hash(&outline.header),
    }
}

/// What follows from a right archive, read by other means than the auditor's.
fn parts(archive: &[u8], proofs: &[u8]) -> ArchiveParts {
    let (outline, entries) = outline(archive);
    let options = protocol::Options {
        bound: Some(proofs.to_vec()),
        require_bound: true,
        ..protocol::Options::default()
    };
    let report = audit_bytes(archive, &options);
    assert_eq!(report.failures, []);
    let questions = report.template.unwrap().questions;
    let result = [b"{\"result\":", report.result.unwrap().as_slice(), b"}"].concat();
    let mark = |text: &String| {
        text.trim_end_matches(']').rsplit_once('[').map(|(_, mark)| mark.to_string()).unwrap_or_default()
    };
    let (asked, paper) = match &questions[0] {
        Question::NonHomomorphic(question) => (Asked::Rankings, question.answers.iter().map(mark).collect()),
        Question::Homomorphic(question) => {
            (Asked::Choices { most: question.max }, question.answers.iter().map(mark).collect())
        }
        Question::Lists(_) | _ => unreachable!("no lists here"),
    };
    let answers = match ElectionResult::parse(&result, &questions).unwrap().questions.remove(0) {
        QuestionResult::Counts(sums) => Answers::Sums(sums),
        QuestionResult::Values(values) => Answers::Rankings(
            values.iter().map(|ranks| ranks.iter().map(|rank| u32::from(*rank)).collect()).collect(),
        ),
        QuestionResult::Lists(_) | _ => unreachable!("no lists here"),
    };
    let end = outline.end.unwrap();
    let mut board = BoardChain::new();
    board.extend(&entries);
    ArchiveParts {
        setup: setup_hashes(&outline),
        credentials: report.voters,
        board,
        head: hash(&end.event),
        height: end.height,
        length: end.length,
        result: hash(&outline.result.unwrap()),
        bound: true,
        shufflers: u64::try_from(report.shufflers.len()).unwrap(),
        decrypters: report.decrypters.iter().map(|owner| owner - 1).collect(),
        asked,
        paper,
        answers,
    }
}
