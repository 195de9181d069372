//! Decisions of bodies, and the ground rules that change only by decision.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use kenes_core::testing::{CHARTER, NO_WITNESSES, Who, World, body, text};
use kenes_core::{
    Answers, Clock, Command, DecideError, Outcome, Refusal, RulesVersion, Text, Time, Topic, Vote,
};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Body, Datum};
use kenes_record::blob::{BlobReference, Media};

const FIRST: [Who; 1] = [Who::Person(0)];

#[track_caller]
fn refused(world: &mut World, act_type: ActType, signers: &[Who], body: Body, refusal: Refusal) {
    let before = world.clone();
    assert_eq!(world.act(act_type, signers, body), Outcome::None(refusal), "{}", act_type.name());
    assert!(world.is_same_but_acts(&before), "{} changed something", act_type.name());
}

#[track_caller]
fn done(world: &mut World, act_type: ActType, signers: &[Who], body: Body) -> ActId {
    assert_eq!(world.act(act_type, signers, body), Outcome::Effect, "{}", act_type.name());
    world.last()
}

fn motion(in_body: u64, subject: &'static str, proposal: Option<BlobReference>) -> Body {
    let mut fields =
        vec![("body", Datum::Number(in_body)), ("subject", Datum::Code(subject)), ("text", text(1))];
    fields.extend(proposal.map(|proposal| ("proposal", Datum::Document(proposal))));
    body(&fields)
}

fn rollcall(world: &World, motion: ActId, hours: u64) -> Body {
    body(&[
        ("closes", Datum::Minute((world.council.now().unwrap().seconds() + hours * 3_600).div_ceil(60) * 60)),
        ("motion", Datum::Act(motion)),
        ("order", Datum::List(Vec::new())),
    ])
}

fn vote(rollcall: ActId, seat: u64, vote: &'static str) -> Body {
    body(&[("rollcall", Datum::Act(rollcall)), ("seat", Datum::Number(seat)), ("vote", Datum::Code(vote))])
}

fn of_rollcall(rollcall: ActId) -> Body {
    body(&[("rollcall", Datum::Act(rollcall))])
}

fn resolution(decision: ActId, motion: ActId) -> Body {
    body(&[("decision", Datum::Act(decision)), ("motion", Datum::Act(motion))])
}

/// A motion of body 0 with the votes of the founders: the motion and the roll call, closed.
fn decide(world: &mut World, filed: Body, votes: &[&'static str]) -> (ActId, ActId) {
    let motion = done(world, ActType::MotionFiled, &FIRST, filed);
    let act = rollcall(world, motion, 24);
    let call = done(world, ActType::RollcallOpened, &FIRST, act);
    for (seat, cast) in (0..).zip(votes) {
        done(world, ActType::RollcallVoted, &[Who::Person(seat)], vote(call, seat, cast));
    }
    assert_eq!(world.days(1), Outcome::Effect);
    done(world, ActType::RollcallClosed, &FIRST, of_rollcall(call));
    (motion, call)
}

/// A council of five seats, of which founders hold three: a majority takes part.
fn world() -> World {
    World::new(&CHARTER.replace(r#""seats":7"#, r#""seats":5"#))
}

fn is_adopted(world: &World, motion: ActId) -> Option<bool> {
    let found = world.council.motions().find(|(id, _)| **id == motion).unwrap().1;
    found.decided.map(|(adopted, _)| adopted)
}

#[test]
fn holders_move_call_the_roll_and_vote_once_each() {
    let mut world = world();
    world.join(3..4);
    let file = ActType::MotionFiled;
    refused(&mut world, file, &[Who::Person(3)], motion(0, "text", None), Refusal::Authority);
    refused(&mut world, file, &FIRST, motion(2, "text", None), Refusal::Authority);
    let id = done(&mut world, file, &FIRST, motion(0, "text", None));
    let open = ActType::RollcallOpened;
    let act = rollcall(&world, id, 24);
    refused(&mut world, open, &[Who::Person(3)], act.clone(), Refusal::Authority);
    for hours in [23, 24 * 91] {
        let act = rollcall(&world, id, hours);
        refused(&mut world, open, &FIRST, act, Refusal::Notice);
    }
    let nothing = ActId::from_hash(Hash::of(b"nothing"));
    let stray = rollcall(&world, nothing, 24);
    refused(&mut world, open, &FIRST, stray, Refusal::Authority);
    let mut ordered: Vec<_> = act.fields().to_vec();
    ordered.retain(|(name, _)| *name != "order");
    ordered.push(("order", Datum::List(vec![Datum::Act(id)])));
    refused(&mut world, open, &FIRST, Body::new(ordered), Refusal::Reference);
    let call = done(&mut world, open, &FIRST, act.clone());
    refused(&mut world, open, &FIRST, act, Refusal::Motion);

    let cast = ActType::RollcallVoted;
    refused(&mut world, cast, &[Who::Person(3)], vote(call, 0, "for"), Refusal::Vote);
    refused(&mut world, cast, &FIRST, vote(call, 1, "for"), Refusal::Vote);
    refused(&mut world, cast, &FIRST, vote(call, 4, "for"), Refusal::Vote);
    refused(&mut world, cast, &FIRST, vote(nothing, 0, "for"), Refusal::Reference);
    done(&mut world, cast, &FIRST, vote(call, 0, "for"));
    refused(&mut world, cast, &FIRST, vote(call, 0, "against"), Refusal::Vote);
    refused(&mut world, ActType::RollcallClosed, &FIRST, of_rollcall(call), Refusal::Motion);
    refused(&mut world, ActType::ResolutionAdopted, &FIRST, resolution(call, id), Refusal::NotAdopted);
    done(&mut world, cast, &[Who::Person(1)], vote(call, 1, "against"));
    // When every seat that is held has voted, nobody waits.
    done(&mut world, cast, &[Who::Person(2)], vote(call, 2, "for"));
    done(&mut world, ActType::RollcallClosed, &[Who::Server], of_rollcall(call));
    assert_eq!(is_adopted(&world, id), Some(true));
    refused(&mut world, cast, &FIRST, vote(call, 0, "for"), Refusal::Motion);
    refused(&mut world, ActType::ResolutionAdopted, &FIRST, resolution(id, id), Refusal::NotAdopted);
    refused(&mut world, ActType::ResolutionAdopted, &FIRST, resolution(call, nothing), Refusal::Reference);
    done(&mut world, ActType::ResolutionAdopted, &FIRST, resolution(call, id));
    refused(
        &mut world,
        ActType::ResolutionAdopted,
        &[Who::Server],
        resolution(call, id),
        Refusal::NotAdopted,
    );
}

#[test]
fn votes_are_counted_by_the_charter() {
    let check = |votes: &[&'static str], expected: Option<bool>| {
        let mut world = world();
        let (id, _) = decide(&mut world, motion(0, "text", None), votes);
        assert_eq!(is_adopted(&world, id), expected, "{votes:?}");
    };
    check(&["for", "for", "for"], Some(true));
    check(&["for", "against", "abstain"], Some(false));
    check(&["for", "abstain", "abstain"], Some(true));
    check(&["abstain", "abstain", "abstain"], Some(false));
    check(&["against", "against", "for"], Some(false));
    // Half of five seats are three.
    check(&["for", "for"], None);
    check(&[], None);
}

#[test]
fn without_a_quorum_the_roll_is_called_again() {
    let mut world = world();
    let (id, first) = decide(&mut world, motion(0, "text", None), &["for", "for"]);
    let act = rollcall(&world, id, 24);
    let second = done(&mut world, ActType::RollcallOpened, &FIRST, act);
    refused(&mut world, ActType::RollcallVoted, &FIRST, vote(first, 0, "for"), Refusal::Motion);
    for seat in 0..3 {
        done(&mut world, ActType::RollcallVoted, &[Who::Person(seat)], vote(second, seat, "for"));
    }
    assert_eq!(world.days(1), Outcome::Effect);
    refused(&mut world, ActType::RollcallVoted, &FIRST, vote(second, 0, "for"), Refusal::Motion);
    done(&mut world, ActType::RollcallClosed, &FIRST, of_rollcall(second));
    refused(&mut world, ActType::RollcallClosed, &FIRST, of_rollcall(second), Refusal::Motion);
    assert_eq!(is_adopted(&world, id), Some(true));
    let act = rollcall(&world, id, 24);
    refused(&mut world, ActType::RollcallOpened, &FIRST, act, Refusal::Motion);
}

#[test]
fn a_motion_is_taken_back_by_all_who_moved_it() {
    let mut world = world();
    let movers = [Who::Person(0), Who::Person(1)];
    let id = done(&mut world, ActType::MotionFiled, &movers, motion(0, "text", None));
    let withdraw = body(&[("motion", Datum::Act(id))]);
    refused(&mut world, ActType::MotionWithdrawn, &FIRST, withdraw.clone(), Refusal::Authority);
    done(&mut world, ActType::MotionWithdrawn, &movers, withdraw.clone());
    refused(&mut world, ActType::MotionWithdrawn, &movers, withdraw, Refusal::Motion);
    let act = rollcall(&world, id, 24);
    refused(&mut world, ActType::RollcallOpened, &FIRST, act, Refusal::Motion);
}

#[test]
fn ground_rules_are_for_one_body_and_name_what_they_change() {
    let mut world = world();
    let proposal = world.evidence.add(Media::Policy, NO_WITNESSES.as_bytes());
    refused(&mut world, ActType::MotionFiled, &FIRST, motion(1, "policy", Some(proposal)), Refusal::Proposal);
    refused(&mut world, ActType::MotionFiled, &FIRST, motion(0, "policy", None), Refusal::Proposal);
    done(&mut world, ActType::MotionFiled, &FIRST, motion(0, "policy", Some(proposal)));
}

fn set_policy(decision: ActId, policy: BlobReference) -> Body {
    body(&[("decision", Datum::Act(decision)), ("policy", Datum::Document(policy))])
}

#[test]
fn a_policy_is_set_by_decision_once_and_never_an_older_one() {
    let mut world = world();
    let witnessed = kenes_core::testing::policy(4, 3);
    let new = world.evidence.add(Media::Policy, witnessed.as_bytes());
    let none = world.evidence.add(Media::Policy, b"quorum none\n# again\n");
    let (_, older) = decide(&mut world, motion(0, "policy", Some(none)), &["for", "for", "for"]);
    let (id, call) = decide(&mut world, motion(0, "policy", Some(new)), &["for", "for", "for"]);
    let (_, rejected) = decide(&mut world, motion(0, "policy", Some(none)), &["against", "for", "against"]);
    let set = ActType::PolicySet;
    for (decision, policy) in [(call, none), (id, new), (rejected, none)] {
        refused(&mut world, set, &FIRST, set_policy(decision, policy), Refusal::Decision);
    }
    refused(&mut world, set, &[Who::ServerKey(1)], set_policy(call, new), Refusal::NotServer);
    done(&mut world, set, &[Who::Server], set_policy(call, new));
    refused(&mut world, set, &FIRST, set_policy(call, new), Refusal::Decision);
    refused(&mut world, set, &FIRST, set_policy(older, none), Refusal::Decision);
    // From now on the server's word is not enough.
    assert_eq!(world.tick(), Outcome::None(Refusal::Tick));
    world.set_witnesses(4);
    assert_eq!(world.tick(), Outcome::Effect);
    assert_eq!(world.council.clock(), Some(Clock::Witnesses(4)));
}

#[test]
fn what_is_no_policy_is_not_set_and_what_is_missing_is_waited_for() {
    let mut world = world();
    let wrong = world.evidence.add(Media::Policy, b"no policy");
    let (_, call) = decide(&mut world, motion(0, "policy", Some(wrong)), &["for", "for", "for"]);
    refused(&mut world, ActType::PolicySet, &FIRST, set_policy(call, wrong), Refusal::Policy);
    let content = world.evidence.documents.remove(wrong.digest()).unwrap();
    let before = world.council.clone();
    let outcome = world.act(ActType::PolicySet, &FIRST, set_policy(call, wrong));
    assert_eq!((outcome, &world.council), (Outcome::Incomplete { digest: *wrong.digest() }, &before));
    world.evidence.documents.insert(*wrong.digest(), content);
    // The fold did not go on: the act comes again.
    let act = world.acts().last().unwrap().clone();
    assert_eq!(world.apply(&act), Outcome::None(Refusal::Policy));
}

fn adopt(decision: ActId, rules: u64) -> Body {
    body(&[("decision", Datum::Act(decision)), ("rules", Datum::Number(rules))])
}

#[test]
fn rules_that_the_program_does_not_have_end_the_fold() {
    let mut world = world();
    let two = world.evidence.add(Media::Json, br#"{"rules":2}"#);
    let one = world.evidence.add(Media::Json, br#"{"rules":1}"#);
    let (_, older) = decide(&mut world, motion(0, "rules", Some(one)), &["for", "for", "for"]);
    let (_, newer) = decide(&mut world, motion(0, "rules", Some(two)), &["for", "for", "for"]);
    let rules = ActType::RulesAdopted;
    refused(&mut world, rules, &FIRST, adopt(older, 1), Refusal::Rules);
    refused(&mut world, rules, &FIRST, adopt(newer, 3), Refusal::Rules);
    refused(&mut world, rules, &FIRST, adopt(ActId::from_hash(Hash::of(b"nothing")), 2), Refusal::Decision);
    let before = world.council.clone();
    assert_eq!(world.act(rules, &FIRST, adopt(newer, 2)), Outcome::NeedsNewer { version: 2 });
    assert_eq!((&world.council, world.council.rules()), (&before, RulesVersion::V1));
}

fn amend(decision: ActId, charter: BlobReference) -> Body {
    body(&[("charter", Datum::Document(charter)), ("decision", Datum::Act(decision))])
}

/// A body adopts a charter after its notice, and the members vote on it: the call, when it came so far.
fn change(world: &mut World, charter: BlobReference, answers: [u64; 2]) -> ActId {
    let motion = done(world, ActType::MotionFiled, &FIRST, motion(0, "charter", Some(charter)));
    let early = rollcall(world, motion, 24);
    refused(world, ActType::RollcallOpened, &FIRST, early, Refusal::Notice);
    assert_eq!(world.days(30), Outcome::Effect);
    let act = rollcall(world, motion, 24);
    let call = done(world, ActType::RollcallOpened, &FIRST, act);
    for seat in 0..3 {
        done(world, ActType::RollcallVoted, &[Who::Person(seat)], vote(call, seat, "for"));
    }
    done(world, ActType::RollcallClosed, &FIRST, of_rollcall(call));
    // What the body adopted is not decided before the members agree.
    refused(world, ActType::CharterAmended, &FIRST, amend(call, charter), Refusal::Decision);
    refused(world, ActType::ResolutionAdopted, &FIRST, resolution(call, motion), Refusal::NotAdopted);
    let now = world.council.now().unwrap().seconds().div_ceil(60) * 60;
    let at = |days: u64| Datum::Minute(now + days * 86_400);
    let fields = world
        .call_fields(0, "charter")
        .with("cause", Datum::Act(motion))
        .with("counting", Datum::Code("yes_no"))
        .with("seats", Datum::Number(0))
        .with("nominations", at(1))
        .with("opens", at(30))
        .with("closes", at(31));
    let vote = done(world, ActType::ElectionCalled, &FIRST, fields.body());
    refused(world, ActType::CharterAmended, &FIRST, amend(vote, charter), Refusal::Decision);
    assert_eq!(world.elect(vote, &[], |_| Answers::Sums(answers.to_vec())), Outcome::Effect);
    vote
}

/// Four seats, so that three founders are more than two thirds of them.
fn four_seats() -> String {
    CHARTER.replace(r#""seats":7"#, r#""seats":4"#)
}

#[test]
fn a_charter_is_changed_by_two_thirds_of_the_seats_and_then_by_the_members() {
    let mut world = World::new(&four_seats());
    let text = four_seats().replace(r#""seats":4"#, r#""seats":9"#);
    let charter = world.evidence.add(Media::Json, text.as_bytes());
    let vote = change(&mut world, charter, [2, 1]);
    done(&mut world, ActType::CharterAmended, &[Who::Server], amend(vote, charter));
    assert_eq!((world.council.charter_digest(), world.council.seats().count()), (charter.digest(), 11));
    refused(&mut world, ActType::CharterAmended, &FIRST, amend(vote, charter), Refusal::Decision);
}

#[test]
fn a_charter_that_the_members_reject_is_not_in_force() {
    let mut world = World::new(&four_seats());
    let charter = world.evidence.add(Media::Json, CHARTER.as_bytes());
    let vote = change(&mut world, charter, [1, 2]);
    refused(&mut world, ActType::CharterAmended, &FIRST, amend(vote, charter), Refusal::Decision);
}

#[test]
fn a_charter_keeps_the_numbers_of_bodies() {
    for text in [
        CHARTER.replace(r#"{"most":0},"#, ""),
        // Body 1 would be elected by others.
        four_seats().replace(
            r#"{"constituency":0,"counting":"stv_scottish","seats":2"#,
            r#"{"constituency":1,"counting":"stv_scottish","seats":2"#,
        ),
        "no charter".into(),
    ] {
        let mut world = World::new(&four_seats());
        let charter = world.evidence.add(Media::Json, text.as_bytes());
        let vote = change(&mut world, charter, [3, 0]);
        refused(&mut world, ActType::CharterAmended, &FIRST, amend(vote, charter), Refusal::Charter);
    }
}

#[test]
fn two_thirds_are_of_all_seats() {
    // Three of five seats are for it: fewer than two thirds.
    let mut world = world();
    let charter = world.evidence.add(Media::Json, CHARTER.as_bytes());
    let motion = done(&mut world, ActType::MotionFiled, &FIRST, motion(0, "charter", Some(charter)));
    assert_eq!(world.days(30), Outcome::Effect);
    let act = rollcall(&world, motion, 24);
    let call = done(&mut world, ActType::RollcallOpened, &FIRST, act);
    for seat in 0..3 {
        done(&mut world, ActType::RollcallVoted, &[Who::Person(seat)], vote(call, seat, "for"));
    }
    done(&mut world, ActType::RollcallClosed, &FIRST, of_rollcall(call));
    assert_eq!(is_adopted(&world, motion), Some(false));
}

#[test]
fn what_was_decided_has_its_effect_and_what_is_refused_is_not_signed() {
    let mut world = world();
    let Datum::Text(blob) = text(1) else { panic!("a text") };
    let file =
        |body| Command::FileMotion { body, proposal: None, subject: Topic::Procedure, text: Text(blob) };
    assert_eq!(world.command(&file(0), &FIRST), Ok(Outcome::Effect));
    let motion = world.last();
    assert_eq!(world.command(&file(7), &FIRST), Err(DecideError::Refused(Refusal::Authority)));
    let closes = Time::from_seconds((world.now + 25 * 3_600) / 60 * 60);
    let open = Command::OpenRollcall { closes, motion, order: Vec::new() };
    assert_eq!(world.command(&open, &FIRST), Ok(Outcome::Effect));
    let rollcall = world.last();
    let vote = |seat| Command::Vote { rollcall, seat, vote: Vote::For };
    for seat in 0..3 {
        assert_eq!(world.command(&vote(seat), &[Who::Person(seat.into())]), Ok(Outcome::Effect));
    }
    assert_eq!(world.command(&vote(0), &FIRST), Err(DecideError::Refused(Refusal::Vote)));
    assert_eq!(world.command(&Command::CloseRollcall { rollcall }, &[Who::Server]), Ok(Outcome::Effect));
    let state = Command::StateResolution { decision: rollcall, motion };
    assert_eq!(world.command(&state, &FIRST), Ok(Outcome::Effect));
    let policy = world.evidence.add(Media::Policy, b"x");
    world.evidence.documents.clear();
    let set = Command::SetPolicy { decision: rollcall, policy };
    assert_eq!(world.command(&set, &FIRST), Err(DecideError::Refused(Refusal::Decision)));
    let checkpoint = world.checkpoint();
    world.now += 7_200;
    let tick = Command::Tick { checkpoint, table: world.council.seats_hash() };
    assert_eq!(world.command(&tick, &[Who::Server]), Ok(Outcome::Effect));
}

/// The members vote on what the body adopted.
fn referendum(world: &mut World, motion: ActId, answers: [u64; 2]) -> ActId {
    let fields = world
        .call_fields(0, "referendum")
        .with("cause", Datum::Act(motion))
        .with("counting", Datum::Code("yes_no"))
        .with("seats", Datum::Number(0));
    let call = done(world, ActType::ElectionCalled, &FIRST, fields.body());
    assert_eq!(world.elect(call, &[], |_| Answers::Sums(answers.to_vec())), Outcome::Effect);
    call
}

#[test]
fn what_the_members_rejected_is_not_decided_and_nothing_else_is_touched() {
    let mut world = world();
    let (first, adopted) = decide(&mut world, motion(0, "text", None), &["for", "for", "for"]);
    let other = motion(0, "procedure", None);
    let (second, confirmed) = decide(&mut world, other, &["for", "for", "for"]);
    referendum(&mut world, first, [1, 2]);
    refused(&mut world, ActType::ResolutionAdopted, &FIRST, resolution(adopted, first), Refusal::NotAdopted);
    // Nor is it put to the vote of the body again.
    let again = rollcall(&world, first, 24);
    refused(&mut world, ActType::RollcallOpened, &FIRST, again, Refusal::Motion);
    // The vote was on that motion alone.
    done(&mut world, ActType::ResolutionAdopted, &FIRST, resolution(confirmed, second));
}

#[test]
fn members_do_not_vote_on_what_no_body_adopted() {
    let mut world = world();
    let (rejected, _) = decide(&mut world, motion(0, "text", None), &["against", "for", "against"]);
    let open = done(&mut world, ActType::MotionFiled, &FIRST, motion(0, "text", None));
    for motion in [rejected, open] {
        let fields = world
            .call_fields(0, "referendum")
            .with("cause", Datum::Act(motion))
            .with("counting", Datum::Code("yes_no"))
            .with("seats", Datum::Number(0));
        let all = [Who::Person(0), Who::Person(1), Who::Person(2)];
        refused(&mut world, ActType::ElectionCalled, &all, fields.body(), Refusal::Decision);
    }
}
