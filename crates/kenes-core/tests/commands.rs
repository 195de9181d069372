//! What somebody wants becomes an act that has its effect, or is refused before anybody signs: the commands of an
//! election from its call to a seat that is resigned.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use kenes_core::testing::{Fields, Who, World, text};
use kenes_core::{
    Answers, BoardChain, Command, DecideError, Lot, Occasion, Outcome, Phase, Refusal, SetupHashes, Text,
    Time, Wanted,
};
use kenes_record::Hash;
use kenes_record::act::{ActId, Datum};
use kenes_record::blob::{BlobReference, Media};
use support::{PAPERS, motion, seat_of, tied, world};

const HOUR: u64 = 3_600;
const TRUSTEES: [Who; 3] = [Who::Person(0), Who::Person(1), Who::Person(2)];

/// Carries out a command, and gives its act.
fn done(world: &mut World, command: &Command, signers: &[Who]) -> ActId {
    assert_eq!(world.command(command, signers), Ok(Outcome::Effect), "{command:?}");
    world.last()
}

/// Checks that a command is refused, and that nothing was signed.
fn refused(world: &mut World, command: &Command, signers: &[Who], refusal: Refusal) {
    let acts = world.acts().len();
    let found = world.command(command, signers);
    assert_eq!(found, Err(DecideError::Refused(refusal)), "{command:?}");
    assert_eq!(world.acts().len(), acts);
}

fn wanted(world: &mut World, body: u16, occasion: Occasion) -> Wanted {
    let at = |hours: u64| Time::from_seconds((world.now / HOUR + hours) * HOUR);
    Wanted {
        body,
        occasion,
        motion: None,
        backed: false,
        nominations: at(10 * 24),
        opens: at(16 * 24),
        closes: at(18 * 24),
        questions: world.evidence.add(Media::Json, b"[]"),
        registrars: [0, 1].map(|person| world.name(person)).into(),
        trustees: [0, 1, 2].map(|person| world.name(person)).into(),
    }
}

fn call_for(world: &World, wanted: &Wanted) -> Command {
    world.council.call_for(wanted).unwrap()
}

fn statement(number: u64) -> Text {
    let Datum::Text(blob) = text(number) else { panic!("a text") };
    Text(blob)
}

fn blob(fields: &Fields, name: &str) -> BlobReference {
    match fields.datum(name) {
        Some(Datum::Document(blob)) => *blob,
        other => panic!("{name}: {other:?}"),
    }
}

fn stand(election: ActId) -> Command {
    Command::Stand { election, interests: None, statement: statement(1) }
}

fn set_up(world: &World, election: ActId, count: u64) -> Command {
    let SetupHashes { event: setup, data, trustees, credentials, header } =
        kenes_core::testing::hashes(election);
    let eligible = u64::try_from(world.election(election).eligible.len()).unwrap();
    assert!(count <= eligible + 1);
    Command::SetUp { count, credentials, data, election, header, paper: 0, setup, trustees }
}

fn rehearse(world: &mut World, election: ActId) -> Command {
    let fields = world.rehearsal_fields(election);
    Command::Rehearse { archive: blob(&fields, "archive"), election, proofs: blob(&fields, "proofs") }
}

fn accept_ballot(election: ActId, number: u64) -> Command {
    let entry = kenes_core::testing::entries(election, number).pop().unwrap();
    Command::AcceptBallot { election, event: entry.event, height: entry.height, tracker: entry.tracker }
}

fn file_archive(world: &mut World, election: ActId, answers: Answers) -> Command {
    let parts = world.parts(election, answers);
    let fields = world.archive_fields(election, parts);
    Command::FileArchive { archive: blob(&fields, "archive"), election, proofs: blob(&fields, "proofs") }
}

/// From the call to the opening.
fn opened(world: &mut World) -> ActId {
    let wanted = wanted(world, 0, Occasion::Seats);
    let call = call_for(world, &wanted);
    refused(world, &call, &[Who::Person(99)], Refusal::NotMember);
    let election = done(world, &call, &[Who::Person(9)]);
    refused(world, &call_for_again(world, &wanted), &[Who::Person(8)], Refusal::Running);
    for person in 3..9 {
        done(world, &stand(election), &[Who::Person(person)]);
    }
    let last = world.last();
    refused(world, &stand(election), &[Who::Person(3)], Refusal::Candidate);
    refused(world, &Command::StandDown { candidacy: last }, &[Who::Person(3)], Refusal::Authority);
    done(world, &Command::StandDown { candidacy: last }, &[Who::Person(8)]);
    refused(world, &set_up(world, election, 14), &[Who::Person(0), Who::Person(1)], Refusal::Phase);
    world.go_to(world.election(election).nominations);
    refused(world, &set_up(world, election, 15), &[Who::Person(0), Who::Person(1)], Refusal::Credentials);
    refused(world, &set_up(world, election, 14), &[Who::Person(0)], Refusal::Authority);
    done(world, &set_up(world, election, 14), &[Who::Person(0), Who::Person(1)]);
    let command = rehearse(world, election);
    refused(world, &command, &TRUSTEES[..2], Refusal::Authority);
    done(world, &command, &TRUSTEES);
    world.go_to(world.election(election).opens);
    election
}

fn call_for_again(world: &World, wanted: &Wanted) -> Command {
    let Command::CallElection { seats, .. } = call_for(world, wanted) else { panic!("a call") };
    assert_eq!(seats, 0, "all of them are in the election that is on");
    call_for(world, wanted)
}

/// From the first ballot to the archive.
fn counted(world: &mut World, election: ActId) {
    done(world, &accept_ballot(election, 1), &[Who::Server]);
    refused(world, &accept_ballot(election, 1), &[Who::Server], Refusal::Ballot);
    done(world, &accept_ballot(election, 2), &[Who::Server]);
    let close = |ballots| Command::CloseBallots {
        ballots,
        election,
        head: parts_of(world, election).0,
        height: parts_of(world, election).1,
        length: parts_of(world, election).2,
    };
    let (right, wrong) = (close(2), close(3));
    refused(world, &right, &[Who::Server], Refusal::Phase);
    world.go_to(world.election(election).closes);
    refused(world, &wrong, &[Who::Server], Refusal::Close);
    refused(world, &right, &[Who::ServerKey(7)], Refusal::NotServer);
    done(world, &right, &[Who::Server]);
    let archive = file_archive(world, election, world.rankings(election, PAPERS));
    refused(world, &archive, &[Who::Server], Refusal::Result);
    let name = Command::NameResult { election, result: parts_of(world, election).3 };
    done(world, &name, &[Who::Person(4)]);
    refused(world, &name, &[Who::Server], Refusal::Result);
    let lot =
        Command::OpenLot { count: Lot::First, election, proofs: world.evidence.add(Media::Json, b"lot") };
    refused(world, &lot, &[Who::Server], Refusal::Lot);
    done(world, &archive, &[Who::Server]);
}

/// The head, the height and the length of the closed board, and the result.
fn parts_of(world: &World, election: ActId) -> (Hash, u64, u64, Hash) {
    let parts = world.parts(election, Answers::Sums(Vec::new()));
    assert_ne!(parts.board, BoardChain::new());
    (parts.head, parts.height, parts.length, parts.result)
}

#[test]
fn an_election_by_commands_ends_in_seats() {
    let mut world = world();
    let election = opened(&mut world);
    counted(&mut world, election);
    assert_eq!(world.phase(election), Phase::Counted);
    let seat = |world: &World, person| seat_of(world, person);
    let accept = |seat| Command::AcceptSeat { election, seat };
    let (third, fourth, fifth) = (seat(&world, 3), seat(&world, 4), seat(&world, 5));
    refused(&mut world, &accept(third), &[Who::Person(4)], Refusal::NotElected);
    done(&mut world, &accept(third), &[Who::Person(3)]);
    done(&mut world, &accept(fourth), &[Who::Person(4)]);
    refused(&mut world, &Command::Resign { body: 0, seat: fourth }, &[Who::Person(3)], Refusal::NotHolder);
    done(&mut world, &Command::DeclineSeat { election, seat: fifth }, &[Who::Person(5)]);
    done(&mut world, &Command::Resign { body: 0, seat: third }, &[Who::Person(3)]);
    // Who follows is found from the same ballots.
    assert_eq!(support::asked(&world, 0, 3)[usize::from(third)], Some(6));
    done(&mut world, &accept(third), &[Who::Person(6)]);
}

#[test]
fn a_lot_is_opened_by_a_command() {
    let (mut world, election) = tied();
    let fields = world.lot_fields(election, "first");
    let proofs = blob(&fields, "proofs");
    let open = |count| Command::OpenLot { count, election, proofs };
    refused(&mut world, &open(Lot::Countback), &[Who::Server], Refusal::Lot);
    let found = world.evidence.lots.remove(proofs.digest()).unwrap();
    let missing = Err(DecideError::Missing { digest: *proofs.digest() });
    assert_eq!(world.command(&open(Lot::First), &[Who::Server]), missing);
    world.evidence.lots.insert(*proofs.digest(), found);
    done(&mut world, &open(Lot::First), &[Who::Server]);
    assert_eq!(world.phase(election), Phase::Counted);
}

#[test]
fn every_occasion_has_its_call() {
    let mut world = world();
    let text = motion(&mut world, "text", b"{}", true);
    let charter = motion(&mut world, "charter", b"{}", true);
    let cases = [
        (0, Occasion::Seats, None),
        (3, Occasion::Office, None),
        (0, Occasion::Trial, None),
        (0, Occasion::Referendum, Some(text)),
        (0, Occasion::Charter, Some(charter)),
    ];
    for (body, occasion, motion) in cases {
        let mut world = world.clone();
        let mut wanted = Wanted { motion, ..wanted(&mut world, body, occasion) };
        if occasion == Occasion::Charter {
            // A charter has a longer notice.
            let later = |time: Time| Time::from_seconds(time.seconds() + 20 * 24 * HOUR);
            (wanted.opens, wanted.closes) = (later(wanted.opens), later(wanted.closes));
        }
        let call = call_for(&world, &wanted);
        done(&mut world, &call, &[Who::Person(0)]);
    }
    let none = wanted(&mut world, 0, Occasion::ByElection);
    let none = call_for(&world, &none);
    refused(&mut world, &none, &[Who::Person(0)], Refusal::NotDue);
    let nowhere = wanted(&mut world, 9, Occasion::Seats);
    assert_eq!(world.council.call_for(&nowhere), Err(Refusal::Place));
}

#[test]
fn vacant_seats_have_a_by_election() {
    let (mut world, _) = support::seated();
    for seat in 0..3 {
        // Whoever is found from the ballots declines, until nobody is left.
        while let Some(holder) = support::holders(&world, 0, 3)[usize::from(seat)] {
            done(&mut world, &Command::Resign { body: 0, seat }, &[Who::Person(holder)]);
        }
        while let Some(asked) = support::asked(&world, 0, 3)[usize::from(seat)] {
            let election = world.council.elections().next().unwrap().call;
            done(&mut world, &Command::DeclineSeat { election, seat }, &[Who::Person(asked)]);
        }
    }
    let wanted = wanted(&mut world, 0, Occasion::ByElection);
    let call = call_for(&world, &wanted);
    let Command::CallElection { seats, .. } = &call else { panic!("a call") };
    assert_eq!(*seats, 3);
    done(&mut world, &call, &[Who::Person(9)]);
}
