//! Elections act by act: each condition of `docs/spec/election.md` with a case that breaks it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;

use kenes_core::testing::{Fields, Who, World, entries};
use kenes_core::{Alarm, Answers, ArchiveParts, Asked, BoardChain, BoardEntry, Outcome, Phase, Refusal};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum};
use support::{
    PAPERS, asked, charter, motion, other, question, refused, refused_by, taken, tied, with_registrars,
    world, yes_no,
};

const DAY: u64 = 86_400;

fn names(world: &World, persons: &[u64]) -> Datum {
    Datum::List(persons.iter().map(|person| Datum::Key(world.name(*person))).collect())
}

#[test]
fn any_member_calls_what_is_due() {
    let mut world = world();
    let fields = world.call_fields(0, "seats");
    let call = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    let election = world.election(call);
    assert_eq!((election.phase, election.seats.len(), election.eligible.len()), (Phase::Called, 3, 14));
    refused(&world, ActType::ElectionCalled, &[99], &fields.clone(), Refusal::NotMember);
    // A second call for the same seats, by somebody else and for other dates.
    let again = fields.clone().with("closes", Datum::Minute(fields.number("closes") + 60));
    refused(&world, ActType::ElectionCalled, &[8], &again, Refusal::Running);
}

#[test]
fn a_call_says_what_the_charter_says() {
    let mut world = world();
    let minute = Datum::Minute;
    let old_tick = world.freeze();
    world.tick_at(world.now + 60);
    let last_but_one = world.freeze();
    world.tick_at(world.now + DAY);
    let fields = world.call_fields(0, "seats");
    let number = |field| fields.number(field);
    let (opens, closes) = (number("opens"), number("closes"));
    let cases = [
        ("body", Datum::Number(77), Refusal::Place),
        ("constituency", Datum::Number(1), Refusal::Place),
        ("cause", Datum::Act(ActId::of_text("")), Refusal::Reference),
        ("purpose", Datum::Code("office"), Refusal::Call),
        ("purpose", Datum::Code("recall"), Refusal::NotInRules),
        ("purpose", Datum::Code("budget"), Refusal::NotInRules),
        ("purpose", Datum::Code("by_election"), Refusal::NotDue),
        ("counting", Datum::Code("approval"), Refusal::Call),
        ("collectors", names(&world, &[3]), Refusal::Call),
        ("grace", Datum::Number(72), Refusal::Call),
        ("seats", Datum::Number(2), Refusal::Call),
        ("threshold", Datum::Number(3), Refusal::Call),
        ("trustees", names(&world, &[0, 1]), Refusal::Call),
        ("trustees", names(&world, &[0, 1, 1]), Refusal::Call),
        ("trustees", names(&world, &[0, 1, 99]), Refusal::NotMember),
        ("registrars", names(&world, &[0]), Refusal::Call),
        // Members, but holders of no seat of the registrars' body.
        ("registrars", names(&world, &[0, 2]), Refusal::Call),
        ("eligible", Datum::Number(13), Refusal::Roll),
        ("eligible", Datum::Number(15), Refusal::Roll),
        // A day old at most, and a tick.
        ("freeze", Datum::Act(old_tick), Refusal::Roll),
        ("freeze", Datum::Act(world.acts()[0].id()), Refusal::Roll),
        ("small", Datum::Number(1), Refusal::Call),
        ("opens", minute(opens - 60), Refusal::Dates),
        ("opens", minute(opens + 61 * DAY), Refusal::Dates),
        ("closes", minute(opens + DAY - 60), Refusal::Dates),
        ("closes", minute(closes + 61 * DAY), Refusal::Dates),
        ("nominations", minute(world.now), Refusal::Dates),
        ("nominations", minute(opens - DAY + 60), Refusal::Dates),
    ];
    for (field, value, refusal) in cases {
        refused(&world, ActType::ElectionCalled, &[3], &fields.clone().with(field, value), refusal);
    }
    let earlier = fields.with("freeze", Datum::Act(last_but_one));
    taken(&mut world, ActType::ElectionCalled, &[3], &earlier);
}

#[test]
fn small_bodies_need_an_acknowledgement() {
    let mut world = World::new(&charter());
    let fields = world.call_fields(0, "seats");
    assert_eq!(fields.number("eligible"), 3);
    let silent = fields.clone().with("small", Datum::Number(0));
    refused(&world, ActType::ElectionCalled, &[0], &silent, Refusal::Small);
    taken(&mut world, ActType::ElectionCalled, &[0], &fields);
}

#[test]
fn nothing_is_called_before_the_first_tick() {
    let mut world = World::untold(&charter(), kenes_core::testing::NO_WITNESSES, 0);
    let fields = world.call_fields(0, "seats");
    refused(&world, ActType::ElectionCalled, &[0], &fields, Refusal::NoTime);
}

#[test]
fn where_registrars_are_missing_any_member_may_be_one() {
    let mut world = world();
    assert_eq!((world.resign(1, 0, 0), world.resign(1, 1, 1)), (Outcome::Effect, Outcome::Effect));
    let fields = world.call_fields(1, "seats").with("registrars", names(&world, &[6, 7]));
    taken(&mut world, ActType::ElectionCalled, &[6], &fields);
}

#[test]
fn an_exercise_is_for_holders_and_gives_nothing() {
    let mut world = world();
    let fields = world.call_fields(0, "trial").with("seats", Datum::Number(0));
    refused(&world, ActType::ElectionCalled, &[3], &fields, Refusal::Authority);
    let call = taken(&mut world, ActType::ElectionCalled, &[0], &fields);
    refused(&world, ActType::ElectionCalled, &[1], &fields, Refusal::Running);
    assert!(!world.election(call).freezes(world.member(3).unwrap()));
    let archived = world.elect(call, &[3, 4, 5, 6], |world| world.rankings(call, PAPERS));
    assert_eq!((archived, world.phase(call)), (Outcome::Effect, Phase::Counted));
    assert_eq!(asked(&world, 0, 3), [None; 3]);
    // The election in earnest is due as before.
    world.call(0);
}

#[test]
fn members_vote_on_what_a_body_adopted() {
    let mut world = with_registrars(world());
    let text = motion(&mut world, "text", b"{}", true);
    let fields = question(&mut world, "referendum", text);
    for (field, value, refusal) in [
        ("cause", Datum::Act(ActId::of_text("")), Refusal::Reference),
        ("body", Datum::Number(1), Refusal::Place),
        ("counting", Datum::Code("stv_scottish"), Refusal::Call),
        ("purpose", Datum::Code("charter"), Refusal::Decision),
    ] {
        refused(&world, ActType::ElectionCalled, &[5], &fields.clone().with(field, value), refusal);
    }
    let call = taken(&mut world, ActType::ElectionCalled, &[5], &fields);
    refused(&world, ActType::CandidacyFiled, &[5], &candidacy(call), Refusal::Candidate);
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    assert_eq!(world.election(call).approved, Some(true));
    let again = question(&mut world, "referendum", text);
    refused(&world, ActType::ElectionCalled, &[6], &again, Refusal::Running);
}

#[test]
fn a_tie_is_no() {
    let mut world = with_registrars(world());
    let text = motion(&mut world, "text", b"{}", true);
    let fields = question(&mut world, "referendum", text);
    let call = taken(&mut world, ActType::ElectionCalled, &[5], &fields);
    world.vote(call, &[], 3);
    for wrong in [Answers::Sums(vec![1]), Answers::Sums(vec![1; 4]), Answers::Rankings(Vec::new())] {
        let wrong = world.parts(call, wrong);
        let fields = world.archive_fields(call, wrong);
        refused(&world, ActType::ElectionArchived, &[1], &fields, Refusal::Archive);
    }
    let parts = world.parts(call, Answers::Sums(vec![4, 4]));
    assert_eq!(world.archive(call, parts), Outcome::Effect);
    assert_eq!(world.election(call).approved, Some(false));
}

#[test]
fn all_members_confirm_a_charter_with_longer_notice() {
    let mut world = with_registrars(world());
    let change = motion(&mut world, "charter", charter().as_bytes(), true);
    let fields = question(&mut world, "charter", change);
    let soon = fields.number("opens") - 6 * DAY;
    refused(
        &world,
        ActType::ElectionCalled,
        &[5],
        &fields.clone().with("opens", Datum::Minute(soon)),
        Refusal::Dates,
    );
    taken(&mut world, ActType::ElectionCalled, &[5], &fields);
}

fn candidacy(call: ActId) -> Fields {
    Fields::new(&[("election", Datum::Act(call)), ("statement", kenes_core::testing::text(0))])
}

#[test]
fn candidates_come_forward_once_until_nominations_close() {
    let mut world = world();
    let call = world.call(0);
    assert_eq!(world.stand(call, 3), Outcome::Effect);
    let filed = world.last();
    refused(&world, ActType::CandidacyFiled, &[3], &candidacy(call), Refusal::Candidate);
    refused(&world, ActType::CandidacyFiled, &[4], &candidacy(ActId::of_text("")), Refusal::Reference);
    let listed = candidacy(call).with("list", Datum::Number(1));
    refused(&world, ActType::CandidacyFiled, &[4], &listed, Refusal::Candidate);
    let back = Fields::new(&[("candidacy", Datum::Act(filed))]);
    refused(&world, ActType::CandidacyWithdrawn, &[4], &back, Refusal::Authority);
    let nothing = Fields::new(&[("candidacy", Datum::Act(call))]);
    refused(&world, ActType::CandidacyWithdrawn, &[3], &nothing, Refusal::Reference);
    assert_eq!(world.step_back(filed, 3), Outcome::Effect);
    refused(&world, ActType::CandidacyWithdrawn, &[3], &back, Refusal::Candidate);
    // Once each: nobody comes back.
    refused(&world, ActType::CandidacyFiled, &[3], &candidacy(call), Refusal::Candidate);
    assert_eq!(world.stand(call, 4), Outcome::Effect);
    let filed = Fields::new(&[("candidacy", Datum::Act(world.last()))]);
    assert_eq!(world.paper(call), [4]);
    world.go_to(world.election(call).nominations);
    refused(&world, ActType::CandidacyFiled, &[5], &candidacy(call), Refusal::Phase);
    refused(&world, ActType::CandidacyWithdrawn, &[4], &filed, Refusal::Phase);
}

#[test]
fn who_joined_after_the_freeze_does_not_stand() {
    let mut world = world();
    let call = world.call(0);
    world.join(14..15);
    refused(&world, ActType::CandidacyFiled, &[14], &candidacy(call), Refusal::Candidate);
}

#[test]
fn a_ranking_has_29_candidates_at_most() {
    let mut world = World::new(&charter());
    world.join(3..34);
    world.days(31);
    let call = world.call(0);
    for person in 3..32 {
        assert_eq!(world.stand(call, person), Outcome::Effect);
    }
    refused(&world, ActType::CandidacyFiled, &[32], &candidacy(call), Refusal::Candidate);
}

#[test]
fn the_ballot_paper_is_in_an_order_that_nobody_chose() {
    let mut world = world();
    let call = world.call(0);
    for person in 3..10 {
        world.stand(call, person);
    }
    let paper = world.paper(call);
    assert_eq!(paper.len(), 7);
    assert_ne!(paper, [3, 4, 5, 6, 7, 8, 9]);
}

/// An election whose nominations are over.
fn nominated() -> (World, ActId) {
    let mut world = world();
    let call = world.call(0);
    world.stand(call, 3);
    world.go_to(world.election(call).nominations);
    (world, call)
}

#[test]
fn registrars_certify_no_more_credentials_than_members() {
    let (mut world, call) = nominated();
    let fields = world.setup_fields(call);
    for (field, value, refusal) in [
        ("count", Datum::Number(15), Refusal::Credentials),
        ("count", Datum::Number(0), Refusal::Credentials),
        ("paper", Datum::Number(1), Refusal::Credentials),
        // Nobody may sign for what is not there.
        ("election", Datum::Act(ActId::of_text("")), Refusal::Authority),
    ] {
        refused(&world, ActType::ElectionSetup, &[0, 1], &fields.clone().with(field, value), refusal);
    }
    refused(&world, ActType::ElectionSetup, &[0], &fields, Refusal::Authority);
    refused(&world, ActType::ElectionSetup, &[0, 2], &fields, Refusal::Authority);
    refused(&world, ActType::ElectionSetup, &[0, 1, 2], &fields, Refusal::Authority);
    let mut late = world.clone();
    late.go_to(late.election(call).opens);
    assert_eq!(late.phase(call), Phase::Void);
    refused(&late, ActType::ElectionSetup, &[0, 1], &fields, Refusal::Phase);
    taken(&mut world, ActType::ElectionSetup, &[0, 1], &fields);
    refused(
        &world,
        ActType::ElectionSetup,
        &[0, 1],
        &fields.with("count", Datum::Number(13)),
        Refusal::Phase,
    );
}

#[test]
fn a_setup_comes_after_the_nominations_and_serves_once() {
    let mut world = world();
    let call = world.call(0);
    let fields = world.setup_fields(call);
    refused(&world, ActType::ElectionSetup, &[0, 1], &fields, Refusal::Phase);
    let second = world.call(2);
    for (call, person) in [(call, 3), (second, 4)] {
        world.stand(call, person);
    }
    world.go_to(world.election(second).nominations);
    assert_eq!(world.set_up(call), Outcome::Effect);
    let event = Datum::Digest(kenes_core::testing::hashes(call).event);
    let same = world.setup_fields(second).with("setup", event);
    refused(&world, ActType::ElectionSetup, &[0, 1], &same, Refusal::Setup);
}

#[test]
fn an_election_in_which_nobody_stands_is_void() {
    let mut world = world();
    let call = world.call(0);
    world.stand(call, 3);
    let filed = world.last();
    world.step_back(filed, 3);
    world.go_to(world.election(call).nominations);
    assert_eq!(world.phase(call), Phase::Void);
    world.call(0);
}

#[test]
fn every_trustee_rehearses() {
    let (mut world, call) = nominated();
    let fields = world.rehearsal_fields(call);
    refused(&world, ActType::ElectionRehearsed, &[0, 1, 2], &fields, Refusal::Phase);
    refused(&world, ActType::ElectionRehearsed, &[0, 1], &fields, Refusal::Authority);
    world.set_up(call);
    let right = world.rehearsal_fields(call);
    refused(&world, ActType::ElectionRehearsed, &[0, 1], &right, Refusal::Authority);
    refused(&world, ActType::ElectionRehearsed, &[0, 1, 2, 3], &right, Refusal::Authority);
    let mut unbound = world.clone();
    let own = kenes_core::testing::hashes(call);
    let other = kenes_core::testing::hashes(ActId::of_text("other"));
    let trustees = kenes_core::SetupHashes { trustees: own.trustees, ..other };
    for (setup, bound, refusal) in
        [(trustees, false, Refusal::Bound), (other, true, Refusal::Archive), (own, true, Refusal::Archive)]
    {
        let parts = ArchiveParts { setup, bound, ..unbound.parts(call, Answers::Sums(Vec::new())) };
        let fields = unbound.archive_fields(call, parts);
        refused(&unbound, ActType::ElectionRehearsed, &[0, 1, 2], &fields, refusal);
    }
    let mut late = world.clone();
    late.go_to(late.election(call).opens);
    assert_eq!(late.phase(call), Phase::Void);
    refused(&late, ActType::ElectionRehearsed, &[0, 1, 2], &right, Refusal::Phase);
    taken(&mut world, ActType::ElectionRehearsed, &[0, 1, 2], &right);
}

/// An election whose vote is open.
fn open() -> (World, ActId) {
    let (mut world, call) = nominated();
    assert_eq!((world.set_up(call), world.rehearse(call)), (Outcome::Effect, Outcome::Effect));
    let early = world.ballot_fields(call, 1);
    refused_by(&world, ActType::BallotAccepted, &[Who::Server], &early, Refusal::Phase);
    world.go_to(world.election(call).opens);
    (world, call)
}

#[test]
fn the_server_takes_each_ballot_once_in_their_order() {
    let (mut world, call) = open();
    assert_eq!(world.ballot(call, 1), Outcome::Effect);
    let fields = world.ballot_fields(call, 2);
    let tracker = Datum::Digest(entries(call, 1)[0].tracker);
    for (field, value, refusal) in [
        ("tracker", tracker, Refusal::Ballot),
        ("height", Datum::Number(1), Refusal::Ballot),
        ("height", Datum::Number(0), Refusal::Ballot),
        ("election", Datum::Act(ActId::of_text("")), Refusal::Reference),
    ] {
        let fields = fields.clone().with(field, value);
        refused_by(&world, ActType::BallotAccepted, &[Who::Server], &fields, refusal);
    }
    refused_by(&world, ActType::BallotAccepted, &[Who::ServerKey(5)], &fields, Refusal::NotServer);
    assert_eq!(world.act(ActType::BallotAccepted, &[Who::Server], fields.body()), Outcome::Effect);
    assert_eq!(
        world.act(ActType::BallotAccepted, &[Who::Server], fields.body()),
        Outcome::None(Refusal::Again)
    );
    let early = world.close_fields(call);
    refused_by(&world, ActType::ElectionBallotsClosed, &[Who::Server], &early, Refusal::Phase);
    world.go_to(world.election(call).closes);
    let late = world.ballot_fields(call, 3);
    refused_by(&world, ActType::BallotAccepted, &[Who::Server], &late, Refusal::Phase);
}

#[test]
fn the_close_names_what_the_record_holds() {
    let (mut world, call) = open();
    world.ballot(call, 1);
    world.go_to(world.election(call).closes);
    let fields = world.close_fields(call);
    for (field, value, refusal) in [
        ("ballots", Datum::Number(0), Refusal::Close),
        ("ballots", Datum::Number(2), Refusal::Close),
        ("height", Datum::Number(1), Refusal::Close),
        ("election", Datum::Act(ActId::of_text("")), Refusal::Reference),
    ] {
        let fields = fields.clone().with(field, value);
        refused_by(&world, ActType::ElectionBallotsClosed, &[Who::Server], &fields, refusal);
    }
    refused_by(&world, ActType::ElectionBallotsClosed, &[Who::ServerKey(5)], &fields, Refusal::NotServer);
    let early = Fields::new(&[("election", Datum::Act(call)), ("result", other())]);
    refused(&world, ActType::ElectionTallied, &[3], &early, Refusal::Phase);
    assert_eq!(world.close(call), Outcome::Effect);
    let again = fields.with("length", Datum::Number(1));
    refused_by(&world, ActType::ElectionBallotsClosed, &[Who::Server], &again, Refusal::Phase);
}

/// An election of three with three ballots, closed and tallied.
fn closed() -> (World, ActId) {
    let mut world = world();
    let call = world.call(0);
    world.vote(call, &[3, 4, 5, 6, 7], 3);
    (world, call)
}

/// Changes an archive, where it needs one by another hash.
type Forgery = fn(&mut ArchiveParts, Hash);

/// Changes the ballots of a board.
type Stuffing = fn(&mut Vec<BoardEntry>, Hash);

#[test]
fn a_board_with_other_ballots_seats_nobody() {
    let (mut world, call) = closed();
    let right = world.parts(call, world.rankings(call, PAPERS));
    let other = Hash::of(b"other");
    // A ballot dropped, one stuffed, two exchanged, one replaced.
    let changes: &[Stuffing] = &[
        |ballots, _| ballots.truncate(2),
        |ballots, _| ballots.push(ballots[0]),
        |ballots, _| ballots.swap(0, 1),
        |ballots, other| ballots[1].tracker = other,
        |ballots, other| ballots[1].event = other,
        |ballots, _| ballots[2].height += 1,
    ];
    for change in changes {
        let mut ballots = entries(call, 3);
        change(&mut ballots, other);
        let mut parts = right.clone();
        parts.board = BoardChain::new();
        parts.board.extend(&ballots);
        let fields = world.archive_fields(call, parts);
        refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Archive);
    }
}

/// An election in which it says so on the paper: what is asked, and the marks of the answers.
fn on_paper(world: &World, call: ActId) -> (Asked, Vec<String>) {
    let election = world.election(call);
    let candidacies = election.ballot_paper().into_iter();
    let marks: Vec<String> = candidacies.map(|(act, _)| format!("{act}")[..16].to_owned()).collect();
    if election.has_candidates() {
        assert_eq!(election.marks(), marks);
    }
    (election.asks(), election.marks())
}

#[test]
fn the_question_is_the_one_that_the_call_means() {
    let most = |most| Asked::Choices { most };
    let (world, call) = closed();
    let (asked, marks) = on_paper(&world, call);
    assert_eq!((asked, marks.len()), (Asked::Rankings, 5));
    for (body, expected) in [(2, most(3)), (3, most(1))] {
        let mut world = support::world();
        let call = world.call(body);
        (3..7).for_each(|person| assert_eq!(world.stand(call, person), Outcome::Effect));
        let last = world.last();
        assert_eq!(world.step_back(last, 6), Outcome::Effect);
        let (asked, marks) = on_paper(&world, call);
        assert_eq!((asked, marks.len()), (expected, 3));
        // The archive of such an election with more or fewer choices seats nobody.
        world.vote(call, &[], 3);
        let right = world.parts(call, world.sums(call, &[(3, 4), (4, 3), (5, 2)]));
        for asked in [Asked::Rankings, most(2), most(4)] {
            let fields = world.archive_fields(call, ArchiveParts { asked, ..right.clone() });
            refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Archive);
        }
        assert_eq!(world.archive(call, right), Outcome::Effect);
    }
}

#[test]
fn a_paper_with_exchanged_names_seats_nobody() {
    let (mut world, call) = closed();
    let right = world.parts(call, world.rankings(call, PAPERS));
    let changes: &[fn(&mut Vec<String>)] = &[
        |paper| paper.swap(0, 1),
        |paper| drop(paper.pop()),
        |paper| paper.push(paper[0].clone()),
        |paper| paper[0] = String::new(),
        |paper| paper[1] = paper[0].clone(),
        |paper| paper[2].push('0'),
        |paper| paper[2] = paper[2].to_uppercase() + "x",
        Vec::clear,
    ];
    for change in changes {
        let mut parts = right.clone();
        change(&mut parts.paper);
        let fields = world.archive_fields(call, parts);
        refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Archive);
    }
}

#[test]
fn yes_and_no_are_not_exchanged() {
    let mut world = world();
    let text = motion(&mut world, "text", b"{}", true);
    let fields = question(&mut world, "referendum", text);
    let call = taken(&mut world, ActType::ElectionCalled, &[5], &fields);
    world.vote(call, &[], 3);
    assert_eq!(on_paper(&world, call), (Asked::Choices { most: 1 }, vec!["yes".into(), "no".into()]));
    let right = world.parts(call, yes_no(3, 2));
    for paper in [vec!["no", "yes"], vec!["yes", "yes"], vec!["yes"], vec!["Yes", "No"], Vec::new()] {
        let paper = paper.into_iter().map(String::from).collect();
        let fields = world.archive_fields(call, ArchiveParts { paper, ..right.clone() });
        refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Archive);
    }
    for asked in [Asked::Rankings, Asked::Choices { most: 2 }] {
        let fields = world.archive_fields(call, ArchiveParts { asked, ..right.clone() });
        refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Archive);
    }
    assert_eq!(world.archive(call, right), Outcome::Effect);
}

#[test]
fn an_archive_that_differs_in_anything_seats_nobody() {
    let (mut world, call) = closed();
    let right = world.parts(call, world.rankings(call, PAPERS));
    let other = Hash::of(b"other");
    let changes: &[(Forgery, Refusal)] = &[
        (|parts, other| parts.setup.event = other, Refusal::Archive),
        (|parts, other| parts.setup.data = other, Refusal::Archive),
        (|parts, other| parts.setup.trustees = other, Refusal::Archive),
        (|parts, other| parts.setup.credentials = other, Refusal::Archive),
        (|parts, other| parts.setup.header = other, Refusal::Archive),
        (|parts, _| parts.credentials -= 1, Refusal::Archive),
        (|parts, other| parts.board.chain = other, Refusal::Archive),
        (|parts, _| parts.board.ballots += 1, Refusal::Archive),
        (|parts, other| parts.head = other, Refusal::Archive),
        (|parts, _| parts.height += 1, Refusal::Archive),
        (|parts, _| parts.length += 1, Refusal::Archive),
        (|parts, other| parts.result = other, Refusal::Result),
        (|parts, _| parts.bound = false, Refusal::Bound),
        (|parts, _| parts.answers = Answers::Sums(vec![1; 5]), Refusal::Archive),
        (|parts, _| parts.answers = Answers::Rankings(vec![vec![1; 4]]), Refusal::Archive),
    ];
    for (change, refusal) in changes {
        let mut parts = right.clone();
        change(&mut parts, other);
        let fields = world.archive_fields(call, parts);
        refused(&world, ActType::ElectionArchived, &[3], &fields, *refusal);
    }
    assert_eq!(world.archive(call, right), Outcome::Effect);
    let mut asked: Vec<u64> = asked(&world, 0, 3).into_iter().flatten().collect();
    asked.sort_unstable();
    assert_eq!(asked, [3, 4, 5]);
}

#[test]
fn a_missing_archive_stops_the_fold_and_a_wrong_one_does_not() {
    let (mut world, call) = closed();
    let parts = world.parts(call, world.rankings(call, PAPERS));
    let known: BTreeSet<(Hash, Hash)> = world.evidence.archives.keys().copied().collect();
    let fields = world.archive_fields(call, parts);
    let before = world.clone();
    let names = *world.evidence.archives.keys().find(|names| !known.contains(names)).unwrap();
    let found = world.evidence.archives.remove(&names).unwrap();
    let outcome = world.act(ActType::ElectionArchived, &[Who::Person(3)], fields.body());
    assert_eq!(outcome, Outcome::Incomplete { digest: names.0 });
    assert!(before.is_same_but_acts(&world) && world.is_same_but_acts(&before));
    // The act was not taken, so the same one is taken once the archive is there.
    let act = world.acts().last().unwrap().clone();
    let mut refused = world.clone();
    refused.evidence.archives.insert(names, None);
    assert_eq!(refused.council.apply(&act, &refused.evidence), Outcome::None(Refusal::Archive));
    world.evidence.archives.insert(names, found);
    assert_eq!(world.council.apply(&act, &world.evidence), Outcome::Effect);
    assert_eq!(world.phase(call), Phase::Counted);
}

#[test]
fn anybody_names_results_and_a_wrong_one_is_in_nobodys_way() {
    let (mut world, call) = closed();
    let wrong = Fields::new(&[("election", Datum::Act(call)), ("result", other())]);
    taken(&mut world, ActType::ElectionTallied, &[9], &wrong);
    refused(&world, ActType::ElectionTallied, &[10], &wrong, Refusal::Result);
    let nothing = wrong.clone().with("election", Datum::Act(ActId::of_text("")));
    refused(&world, ActType::ElectionTallied, &[9], &nothing, Refusal::Reference);
    refused_by(&world, ActType::ElectionTallied, &[Who::ServerKey(5)], &wrong, Refusal::NotServer);
    let parts = world.parts(call, world.rankings(call, PAPERS));
    let fields = world.archive_fields(call, parts.clone());
    let elsewhere = fields.with("election", Datum::Act(ActId::of_text("")));
    refused(&world, ActType::ElectionArchived, &[3], &elsewhere, Refusal::Reference);
    assert_eq!(world.archive(call, parts.clone()), Outcome::Effect);
    let again = world.archive_fields(call, parts);
    refused(&world, ActType::ElectionArchived, &[3], &again, Refusal::Phase);
}

#[test]
fn an_election_without_a_result_is_void_after_a_month() {
    let (mut world, call) = closed();
    let closes = world.election(call).closes.seconds();
    world.tick_at(closes + 30 * DAY - 60);
    assert_eq!(world.phase(call), Phase::Closed);
    world.tick_at(closes + 30 * DAY);
    assert_eq!(world.phase(call), Phase::Void);
    world.call(0);
}

#[test]
fn a_tie_waits_for_the_lot() {
    let (mut world, call) = tied();
    assert_eq!((world.phase(call), asked(&world, 0, 3)), (Phase::NeedsLot, vec![None; 3]));
    let fields = world.lot_fields(call, "first");
    refused(
        &world,
        ActType::LotOpened,
        &[3],
        &fields.clone().with("count", Datum::Code("countback")),
        Refusal::Lot,
    );
    let nothing = fields.clone().with("election", Datum::Act(ActId::of_text("")));
    refused(&world, ActType::LotOpened, &[3], &nothing, Refusal::Reference);
    // Another election's lot, one that was refused, and one that is not there.
    let names: Vec<_> = world.evidence.lots.keys().copied().collect();
    let mut others = world.clone();
    let wrong = |setup, head| kenes_core::VerifiedLot::of_audit(setup, head, vec![1]);
    let (setup, head) = (kenes_core::testing::hashes(call).event, world.parts(call, yes_no(0, 0)).head);
    for lot in [Some(wrong(head, head)), Some(wrong(setup, setup)), None] {
        others.evidence.lots.insert(names[0], lot);
        refused(&others, ActType::LotOpened, &[3], &fields, Refusal::Lot);
    }
    others.evidence.lots.clear();
    let missing = others.act(ActType::LotOpened, &[Who::Person(3)], fields.body());
    assert_eq!(missing, Outcome::Incomplete { digest: names[0] });
    taken(&mut world, ActType::LotOpened, &[3], &fields);
    assert_eq!(world.phase(call), Phase::Counted);
    let asked: Vec<u64> = asked(&world, 0, 3).into_iter().flatten().collect();
    assert!(asked.len() == 3 && asked.contains(&3) && asked.contains(&4));
    refused(&world, ActType::LotOpened, &[4], &fields, Refusal::Lot);
}

#[test]
fn the_same_lot_draws_the_same_and_another_election_another() {
    let drawn: Vec<Vec<Option<u64>>> = (0..2)
        .map(|_| {
            let (mut world, call) = tied();
            world.lot(call, "first");
            asked(&world, 0, 3)
        })
        .collect();
    assert_eq!(drawn[0], drawn[1]);
}

#[test]
fn who_withholds_the_lot_cannot_hold_the_seats() {
    let (mut world, call) = tied();
    let closes = world.election(call).closes.seconds();
    world.tick_at(closes + 60 * DAY);
    assert_eq!(world.phase(call), Phase::Void);
    let fields = world.lot_fields(call, "first");
    refused(&world, ActType::LotOpened, &[3], &fields, Refusal::Lot);
}

#[test]
fn a_rehearsal_is_over_when_every_trustee_has_decrypted() {
    let (mut world, call) = nominated();
    world.set_up(call);
    let rehearsed = ActType::ElectionRehearsed;
    let setup = world.other_setup(call);
    // Nobody who is a trustee here.
    for places in [&[][..], &[3]] {
        let fields = world.rehearsal_by(call, setup, places);
        refused(&world, rehearsed, &[0, 1, 2], &fields, Refusal::Rehearsal);
    }
    let first = world.rehearsal_by(call, setup, &[0, 2]);
    taken(&mut world, rehearsed, &[0, 1, 2], &first);
    assert_eq!((world.phase(call), world.election(call).rehearsed.len()), (Phase::Setup, 2));
    // Again, or by some of the same.
    for places in [&[0, 2][..], &[2]] {
        let fields = world.rehearsal_by(call, setup, places);
        refused(&world, rehearsed, &[0, 1, 2], &fields, Refusal::Rehearsal);
    }
    let last = world.rehearsal_by(call, setup, &[1, 2]);
    taken(&mut world, rehearsed, &[0, 1, 2], &last);
    assert_eq!(world.phase(call), Phase::Rehearsed);
}

#[test]
fn rankings_are_shuffled_by_two() {
    let (mut world, call) = closed();
    let right = world.parts(call, world.rankings(call, PAPERS));
    for shufflers in [0, 1] {
        let fields = world.archive_fields(call, ArchiveParts { shufflers, ..right.clone() });
        refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Shuffles);
    }
    // What is wrong in another way is found first, but for the result.
    let unbound = ArchiveParts { shufflers: 1, bound: false, ..right.clone() };
    let fields = world.archive_fields(call, unbound);
    refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Bound);
    let other = ArchiveParts { shufflers: 1, result: Hash::of(b"other"), ..right.clone() };
    let fields = world.archive_fields(call, other);
    refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Shuffles);
    assert_eq!(world.archive(call, right), Outcome::Effect);
}

#[test]
fn one_shuffles_where_there_is_one_trustee_and_nobody_where_nothing_is_ranked() {
    let alone = charter().replace(r#""threshold":2,"trustees":3"#, r#""threshold":1,"trustees":1"#);
    for (body, shufflers) in [(0, 1), (2, 0)] {
        let mut world = World::new(&alone);
        world.join(3..14);
        world.days(31);
        let trustees = names(&world, &[0]);
        let fields = world.call_fields(body, "seats").with("threshold", Datum::Number(1));
        let call = taken(&mut world, ActType::ElectionCalled, &[9], &fields.with("trustees", trustees));
        world.vote(call, &[3, 4, 5], 3);
        let answers =
            if body == 0 { world.rankings(call, PAPERS) } else { world.sums(call, &[(3, 2), (4, 1)]) };
        let right = ArchiveParts { shufflers, ..world.parts(call, answers) };
        if shufflers > 0 {
            let fields = world.archive_fields(call, ArchiveParts { shufflers: 0, ..right.clone() });
            refused(&world, ActType::ElectionArchived, &[3], &fields, Refusal::Shuffles);
        }
        assert_eq!(world.archive(call, right), Outcome::Effect);
    }
    // Nor in an exercise.
    let mut world = world();
    let fields = world.call_fields(0, "trial").with("seats", Datum::Number(0));
    let call = taken(&mut world, ActType::ElectionCalled, &[0], &fields);
    world.vote(call, &[3, 4, 5, 6, 7], 3);
    let parts = ArchiveParts { shufflers: 0, ..world.parts(call, world.rankings(call, PAPERS)) };
    assert_eq!(world.archive(call, parts), Outcome::Effect);
}

#[test]
fn one_signer_names_three_results_at_most() {
    let (mut world, call) = closed();
    let naming = |number: u64| {
        let result = Datum::Digest(Hash::of(&number.to_be_bytes()));
        Fields::new(&[("election", Datum::Act(call)), ("result", result)])
    };
    // Person 1 named the right one.
    for number in 1..3 {
        taken(&mut world, ActType::ElectionTallied, &[1], &naming(number));
    }
    refused(&world, ActType::ElectionTallied, &[1], &naming(3), Refusal::Result);
    taken(&mut world, ActType::ElectionTallied, &[2], &naming(3));
    for number in 4..7 {
        let named = world.act(ActType::ElectionTallied, &[Who::Server], naming(number).body());
        assert_eq!(named, Outcome::Effect);
    }
    refused_by(&world, ActType::ElectionTallied, &[Who::Server], &naming(7), Refusal::Result);
    taken(&mut world, ActType::ElectionTallied, &[3], &naming(7));
}

#[test]
fn ballots_that_come_while_the_clock_stands_are_told() {
    let (mut world, call) = open();
    let told = |world: &World| {
        let alarms = world.council.alarms(world.council.now().unwrap());
        let told = alarms.into_iter().filter_map(|alarm| {
            let Alarm::BallotsUnclocked { call, ballots } = alarm else { return None };
            Some((call, ballots))
        });
        told.collect::<Vec<_>>()
    };
    // An hour is no matter.
    world.ballot(call, 1);
    world.tick_at(world.now + 3_600);
    assert_eq!((told(&world), world.election(call).unclocked), (Vec::new(), 0));
    world.ballot(call, 2);
    world.ballot(call, 3);
    assert_eq!(told(&world), []);
    world.tick_at(world.now + 3_601);
    assert_eq!(told(&world), [(call, 2)]);
    // Of those that were counted once none is counted again.
    world.tick_at(world.now + 7_200);
    assert_eq!(told(&world), [(call, 2)]);
    world.ballot(call, 4);
    world.go_to(world.election(call).closes);
    assert_eq!(told(&world), [(call, 3)]);
    let closed = (world.close(call), world.tally(call));
    assert_eq!(closed, (Outcome::Effect, Outcome::Effect));
    let parts = world.parts(call, world.rankings(call, &[(3, &[3])]));
    assert_eq!(world.archive(call, parts), Outcome::Effect);
    // As long as somebody has a seat by it, and no longer.
    assert_eq!(told(&world), [(call, 3)]);
    world.accept_all(call);
    assert_eq!(told(&world), [(call, 3)]);
    world.days(800);
    assert_eq!(told(&world), []);
}

#[test]
fn the_roll_of_a_past_tick_is_that_of_the_tick() {
    let mut world = world();
    world.days(31);
    let freeze = world.freeze();
    // Who is enrolled after the tick is not on its roll, and who leaves after it still is.
    world.enrol(14, 0);
    world.tick();
    let leaving = Fields::new(&[("member", Datum::Key(world.name(13)))]);
    taken(&mut world, ActType::EnrolWithdrawn, &[13], &leaving);
    world.tick();
    let now = world.council.now().unwrap();
    assert_eq!(world.council.eligible(0, now).len(), 14);
    let fields = world.call_fields(0, "seats").with("freeze", Datum::Act(freeze));
    let call = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    let members: Vec<u64> = world.election(call).eligible.iter().map(|id| world.person(*id)).collect();
    assert_eq!(members, (0..14).collect::<Vec<_>>());
}

#[test]
fn who_has_no_key_may_vote_and_is_not_taken_off_the_roll_meanwhile() {
    let mut world = world();
    world.enrol(14, 0);
    world.days(31);
    let fields = world.call_fields(0, "seats");
    let call = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    let id = world.council.enrolled_by(&world.enrolment(14)).unwrap();
    let eligible = &world.election(call).eligible;
    assert_eq!((eligible.len(), eligible.contains(&id)), (15, true));
    let fields = Fields::new(&[("enrol", Datum::Act(world.enrolment(14)))]);
    refused(&world, ActType::EnrolWithdrawn, &[0, 1], &fields, Refusal::Frozen);
}
