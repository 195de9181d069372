//! Members and their keys, time, and the server: each rule with what it refuses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use kenes_core::testing::{
    BEGINNING, CHARTER, FOUNDERS, NO_WITNESSES, Who, World, body, enrol_body, member_key, next_hash, public,
    server_key, witness_key,
};
use kenes_core::{Clock, Council, Custody, MemberId, Outcome, Refusal, Time};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Body, Datum};
use kenes_record::cosignature::cosign;

const PANEL: [Who; 2] = [Who::Person(0), Who::Person(1)];
const DAY: u64 = 86_400;

/// An act that has no effect changes nothing: applied to a copy, it leaves the copy equal but for the ids.
#[track_caller]
fn refused(world: &mut World, act_type: ActType, signers: &[Who], body: Body, refusal: Refusal) {
    let before = world.clone();
    assert_eq!(world.act(act_type, signers, body), Outcome::None(refusal), "{}", act_type.name());
    assert!(world.is_same_but_acts(&before), "{} changed something", act_type.name());
}

#[track_caller]
fn done(world: &mut World, act_type: ActType, signers: &[Who], body: Body) {
    assert_eq!(world.act(act_type, signers, body), Outcome::Effect, "{}", act_type.name());
}

fn member(council: &Council, number: u32) -> &kenes_core::Member {
    council.members().find(|(id, _)| id.number() == number).unwrap().1
}

fn replaced(from: &str, to: &str) -> String {
    assert!(CHARTER.contains(from));
    CHARTER.replace(from, to)
}

#[test]
fn founders_are_members_who_vote_at_once_and_hold_the_first_seats() {
    let world = World::untold(CHARTER, NO_WITNESSES, 0);
    let council = &world.council;
    assert_eq!((council.members().count(), council.now(), council.roll()), (3, None, FOUNDERS));
    let held: Vec<_> =
        council.seats().filter(|(_, seat)| seat.holder.is_some()).map(|(name, _)| name).collect();
    // Three of the seven seats of body 0, both of body 1.
    assert_eq!(
        held.iter().map(|name| (name.body, name.seat)).collect::<Vec<_>>(),
        [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
    );
    assert_eq!(council.eligible(0, Time::from_seconds(BEGINNING)).len(), 3);
}

#[test]
fn nothing_that_depends_on_time_is_done_before_the_first_tick() {
    let mut world = World::untold(CHARTER, NO_WITNESSES, 0);
    refused(&mut world, ActType::EnrolCommitted, &PANEL, enrol_body(3, 0), Refusal::NoTime);
    assert_eq!(world.tick(), Outcome::Effect);
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
}

#[test]
fn founders_serve_no_longer_than_the_charter_says() {
    let mut world = World::new(CHARTER);
    assert_eq!(world.days(89), Outcome::Effect);
    assert_eq!(world.council.seats().filter(|(_, seat)| seat.holder.is_some()).count(), 5);
    assert_eq!(world.days(1), Outcome::Effect);
    assert_eq!(world.council.seats().filter(|(_, seat)| seat.holder.is_some()).count(), 0);
    refused(&mut world, ActType::EnrolCommitted, &PANEL, enrol_body(3, 0), Refusal::Authority);
}

#[test]
fn the_clock_never_goes_back_and_says_whose_it_is() {
    let mut world = World::new(CHARTER);
    assert_eq!(world.council.clock(), Some(Clock::Server));
    let now = world.now;
    assert_eq!(world.tick_at(now), Outcome::None(Refusal::Tick));
    assert_eq!(world.tick_at(now - 3600), Outcome::None(Refusal::Tick));
    // Without its cosignature the server's word is what it wrote into the act.
    world.now = now + 3_659;
    let checkpoint = world.checkpoint();
    assert_eq!(world.tick_with(checkpoint), Outcome::Effect);
    assert_eq!(world.council.clock(), Some(Clock::ServerAct));
    assert_eq!(world.council.now(), Some(Time::from_seconds((now + 3_659) / 60 * 60)));
}

#[test]
fn witnesses_tell_the_time_where_the_policy_names_any() {
    let mut world = World::with_witnesses(CHARTER, 4, 3);
    assert_eq!(world.council.clock(), Some(Clock::Witnesses(4)));
    let mut tick = |times: &[(u64, u64)]| {
        let mut checkpoint = world.checkpoint();
        let head = checkpoint.head().clone();
        for (witness, time) in times {
            checkpoint.note_mut().push(cosign(&head, &witness_key(*witness), BEGINNING + time));
        }
        (world.tick_with(checkpoint), world.council.now())
    };
    let time = |time: u64| Some(Time::from_seconds(BEGINNING + time));
    // The lower median: one liar moves it nowhere.
    assert_eq!(tick(&[(0, 10_000), (1, 10_002), (2, 9_999_999)]), (Outcome::Effect, time(10_002)));
    assert_eq!(tick(&[(0, 1), (1, 20_000), (2, 20_001), (3, 20_002)]), (Outcome::Effect, time(20_000)));
    assert_eq!(tick(&[(0, 30_000), (1, 30_000)]), (Outcome::None(Refusal::Tick), time(20_000)));
    // A witness that the policy does not name says nothing.
    assert_eq!(tick(&[(0, 30_000), (1, 30_000), (7, 30_000)]), (Outcome::None(Refusal::Tick), time(20_000)));
    assert_eq!(tick(&[(0, 20_000), (1, 20_000), (2, 20_000)]), (Outcome::None(Refusal::Tick), time(20_000)));
}

#[test]
fn a_tick_is_of_this_record_and_by_this_server() {
    let mut world = World::new(CHARTER);
    let older = world.checkpoint();
    let mut other = world.clone();
    assert_eq!(other.enrol(50, 0), Outcome::Effect);
    assert_eq!((world.tick(), world.tick()), (Outcome::Effect, Outcome::Effect));
    world.now += 3_600;
    let checkpoint = other.checkpoint();
    let before = world.clone();
    assert_eq!(world.tick_with(checkpoint), Outcome::None(Refusal::OtherHistory));
    assert_eq!(world.tick_with(older), Outcome::None(Refusal::Tick));
    assert!(world.is_same_but_acts(&before));
    // A server's key that is not in force.
    let table = Datum::Digest(Hash::of(b"table"));
    let tick = body(&[("checkpoint", Datum::Checkpoint(world.checkpoint().into())), ("table", table)]);
    refused(&mut world, ActType::Tick, &[Who::ServerKey(1)], tick, Refusal::NotServer);
}

#[test]
fn every_act_names_the_history_that_its_signer_saw_and_counts_up() {
    let mut world = World::new(CHARTER);
    let mut draft = world.draft(ActType::EnrolCommitted, &PANEL, enrol_body(3, 0));
    draft.envelope.seen.as_mut().unwrap().root = Hash::of(b"another history");
    let outcome = world.sign(draft.write().unwrap(), &PANEL);
    assert_eq!(outcome, Outcome::None(Refusal::OtherHistory));
    let late = world.draft(ActType::EnrolCommitted, &PANEL, enrol_body(4, 0)).write().unwrap();
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
    assert_eq!(world.sign(late, &PANEL), Outcome::None(Refusal::Counter));
    // The same act a second time.
    let act = world.acts().iter().rev().nth(1).unwrap().clone();
    assert_eq!(world.apply(&act), Outcome::None(Refusal::Again));
    // The counters of the server.
    let late = world.checkpoint();
    let table = Datum::Digest(Hash::of(b"table"));
    let tick = body(&[("checkpoint", Datum::Checkpoint(late.into())), ("table", table)]);
    let late = world.draft(ActType::Tick, &[Who::Server], tick).write().unwrap();
    assert_eq!(world.tick(), Outcome::Effect);
    assert_eq!(world.sign(late, &[Who::Server]), Outcome::None(Refusal::Counter));
}

#[test]
fn registrars_and_sponsors_let_people_in() {
    let mut world = World::new(&replaced("\"sponsors\":0", "\"sponsors\":1"));
    let enrol = |person| enrol_body(person, 0);
    for few in [&[Who::Person(0)][..], &[Who::Person(0), Who::Person(2)], &PANEL] {
        refused(&mut world, ActType::EnrolCommitted, few, enrol(3), Refusal::Authority);
    }
    refused(&mut world, ActType::EnrolCommitted, &[Who::Person(9)], enrol(3), Refusal::NotMember);
    let all = [Who::Person(0), Who::Person(1), Who::Person(2)];
    done(&mut world, ActType::EnrolCommitted, &all, enrol(3));
    refused(&mut world, ActType::EnrolCommitted, &all, enrol(3), Refusal::Enrolled);
    refused(&mut world, ActType::EnrolCommitted, &all, enrol_body(4, 2), Refusal::Place);
    // Constituency 1 has two places.
    done(&mut world, ActType::EnrolCommitted, &all, enrol_body(4, 1));
    done(&mut world, ActType::EnrolCommitted, &all, enrol_body(5, 1));
    refused(&mut world, ActType::EnrolCommitted, &all, enrol_body(6, 1), Refusal::Full);
}

#[test]
fn a_new_member_vouches_for_nobody_while_waiting() {
    let mut world = World::new(&replaced("\"sponsors\":0", "\"sponsors\":1"));
    world.call(0);
    let all = [Who::Person(0), Who::Person(1), Who::Person(2)];
    assert_eq!(world.enrol_by(3, 0, &all), Outcome::Effect);
    assert_eq!(world.bind(3), Outcome::Effect);
    let new = [Who::Person(0), Who::Person(1), Who::Person(3)];
    refused(&mut world, ActType::EnrolCommitted, &new, enrol_body(4, 0), Refusal::Authority);
    assert_eq!(world.days(30), Outcome::Effect);
    assert_eq!(world.enrol_by(4, 0, &new), Outcome::Effect);
}

#[test]
fn who_is_on_the_first_roll_does_not_wait() {
    let mut world = World::new(CHARTER);
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
    assert_eq!(world.bind(3), Outcome::Effect);
    let now = world.council.now().unwrap();
    assert_eq!(member(&world.council, 3).votes_from, now);
    assert_eq!(world.tick(), Outcome::Effect);
    let now = world.council.now().unwrap();
    let trial = world.call_fields(0, "trial").with("seats", Datum::Number(0));
    assert_eq!(world.act(ActType::ElectionCalled, &[Who::Person(0)], trial.body()), Outcome::Effect);
    assert_eq!(world.enrol(4, 0), Outcome::Effect);
    assert_eq!(world.bind(4), Outcome::Effect);
    assert_eq!(member(&world.council, 4).votes_from, now, "an exercise ends nothing");
    world.call(0);
    assert_eq!(world.enrol(5, 0), Outcome::Effect);
    assert_eq!(world.bind(5), Outcome::Effect);
    assert_eq!(member(&world.council, 5).votes_from, now.plus(kenes_core::Duration::days(30)));
}

#[test]
fn a_credential_introduces_one_key_once() {
    let mut world = World::new(CHARTER);
    world.call(0);
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
    let right = world.bind_body(3);
    let with = |field: &'static str, datum: Datum| {
        let fields = right.fields().iter().cloned();
        Body::new(
            fields.map(|(name, value)| (name, if name == field { datum.clone() } else { value })).collect(),
        )
    };
    let (key, token) = (Who::Key(3, 0), Who::Token(3));
    let bind = ActType::KeyBound;
    let stranger = Datum::Act(ActId::from_hash(Hash::of(b"nothing")));
    refused(&mut world, bind, &[key, token], with("enrol", stranger), Refusal::Reference);
    refused(&mut world, bind, &[key, Who::Token(4)], right.clone(), Refusal::Authority);
    refused(&mut world, bind, &[Who::Key(4, 0), token], right.clone(), Refusal::Authority);
    let founder = Datum::PublicKey(public(&member_key(0, 0)));
    refused(&mut world, bind, &[Who::Key(0, 0), token], with("key", founder), Refusal::Enrolled);
    let other = Datum::PublicKey(public(&kenes_core::testing::token_key(4)));
    refused(&mut world, bind, &[key, token], with("credential", other.clone()), Refusal::Authority);
    refused(&mut world, bind, &[key, Who::Token(4)], with("credential", other), Refusal::Enrolment);
    done(&mut world, bind, &[key, token], with("custody", Datum::Code("custodial")));
    refused(&mut world, bind, &[Who::Key(3, 7), token], right.clone(), Refusal::Authority);
    let seventh = Datum::PublicKey(public(&member_key(3, 7)));
    refused(&mut world, bind, &[Who::Key(3, 7), token], with("key", seventh), Refusal::Enrolment);
    let joined = member(&world.council, 3);
    assert_eq!(joined.key.map(|key| key.custody), Some(Custody::Custodial));
    // The vote counts 30 days after the enrolment.
    let at = |days: u64| Time::from_seconds(BEGINNING + 3_600 + days * DAY);
    let votes = |time: Time| world.council.eligible(0, time).len();
    assert_eq!((votes(at(29)), votes(at(30))), (3, 4));
}

#[test]
fn a_vote_needs_no_key() {
    let mut world = World::new(CHARTER);
    let enrolled = world.enrol(3, 0);
    assert_eq!((enrolled, world.council.roll()), (Outcome::Effect, 4));
    let id = world.council.enrolled_by(&world.enrolment(3)).unwrap();
    let joined = world.council.member(id).unwrap();
    assert_eq!((joined.key, joined.name(), joined.enrolment()), (None, None, Some(world.enrolment(3))));
    let votes_from = joined.votes_from;
    // On the roll of the next tick, whose vote counts when that of anybody enrolled then does.
    world.days(31);
    let now = world.council.now().unwrap();
    assert!(world.council.eligible(0, now).contains(&id));
    // The key comes later, and changes neither the member nor from when the vote counts.
    assert_eq!(world.bind(3), Outcome::Effect);
    let bound = world.council.member(id).unwrap();
    assert_eq!((bound.votes_from, bound.name()), (votes_from, Some(world.name(3))));
    assert_eq!(world.council.members().count(), 4);
}

#[test]
fn who_leaves_is_off_the_roll_and_off_the_seat() {
    let mut world = World::new(CHARTER);
    world.join(3..6);
    let by_enrol = |world: &World, person| body(&[("enrol", Datum::Act(world.enrolment(person)))]);
    let by_name = |world: &World, person| body(&[("member", Datum::Key(world.name(person)))]);
    let withdraw = ActType::EnrolWithdrawn;
    // One member cannot withdraw another, nor can one registrar.
    let act = by_name(&world, 4);
    refused(&mut world, withdraw, &[Who::Person(3)], act.clone(), Refusal::Authority);
    refused(&mut world, withdraw, &[Who::Person(0)], act.clone(), Refusal::Authority);
    let with_another = [Who::Person(0), Who::Person(1), Who::Person(3)];
    refused(&mut world, withdraw, &with_another, act, Refusal::Authority);
    // The registrars can; nobody is withdrawn twice.
    let act = by_enrol(&world, 4);
    done(&mut world, withdraw, &PANEL, act.clone());
    refused(&mut world, withdraw, &PANEL, act, Refusal::Enrolment);
    let act = by_name(&world, 4);
    refused(&mut world, withdraw, &PANEL, act, Refusal::NotMember);
    refused(&mut world, withdraw, &PANEL, body(&[]), Refusal::Enrolment);
    let nothing = body(&[("enrol", Datum::Act(ActId::from_hash(Hash::of(b"nothing"))))]);
    refused(&mut world, withdraw, &PANEL, nothing, Refusal::Reference);
    // An enrolment that nobody used.
    assert_eq!(world.enrol(6, 1), Outcome::Effect);
    let act = by_enrol(&world, 6);
    done(&mut world, withdraw, &PANEL, act);
    assert_eq!(world.bind(6), Outcome::None(Refusal::Enrolment));
    assert_eq!(world.council.roll(), 5);
    // Who holds a seat is not unseated by registrars, and may leave.
    let act = by_name(&world, 2);
    refused(&mut world, withdraw, &PANEL, act.clone(), Refusal::Frozen);
    done(&mut world, withdraw, &[Who::Person(2)], act);
    assert!(
        world
            .council
            .seats()
            .all(|(_, seat)| seat.holder.as_ref().is_none_or(|holder| holder.member.number() != 2))
    );
    let act = by_name(&world, 5);
    refused(&mut world, withdraw, &[Who::Person(2)], act, Refusal::NotMember);
}

fn rotation(world: &World, person: u64, key: u64) -> Body {
    body(&[
        ("key", Datum::PublicKey(public(&member_key(person, key)))),
        ("member", Datum::Key(world.name(person))),
        ("next", Datum::Digest(next_hash(person, key + 1))),
    ])
}

#[test]
fn the_next_key_alone_replaces_the_key() {
    let mut world = World::new(CHARTER);
    world.join(3..4);
    let (old, next) = (Who::Key(3, 0), Who::Key(3, 1));
    let rotate = ActType::KeyRotated;
    let act = rotation(&world, 3, 1);
    refused(&mut world, rotate, &[old], act.clone(), Refusal::Authority);
    refused(&mut world, rotate, &[next, Who::Person(0)], act.clone(), Refusal::Authority);
    let other = rotation(&world, 3, 2);
    refused(&mut world, rotate, &[Who::Key(3, 2)], other, Refusal::NextKey);
    done(&mut world, rotate, &[next], act);
    // The old key is nobody's, and never comes back.
    let draft = world.draft(rotate, &[Who::Key(3, 2)], rotation(&world.clone(), 3, 2));
    let outcome = world.sign(draft.write().unwrap(), &[Who::Key(3, 2)]);
    assert_eq!(outcome, Outcome::None(Refusal::NotMember));
    world.set_key(3, 1);
    // Both together, as a founder does it.
    let act = rotation(&world, 0, 1);
    done(&mut world, rotate, &[Who::Key(0, 0), Who::Key(0, 1)], act);
    assert_eq!(member(&world.council, 0).key.unwrap().key, public(&member_key(0, 1)));
    assert_eq!(member(&world.council, 3).key.unwrap().key, public(&member_key(3, 1)));
}

#[test]
fn a_key_that_was_used_does_not_come_a_second_time() {
    let mut world = World::new(CHARTER);
    // A member who commits to the key of somebody else cannot rotate to it.
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
    let fields = world.bind_body(3);
    let fields = fields.fields().iter().cloned().map(|(name, value)| match name {
        "next" => (name, Datum::Digest(next_hash(0, 0))),
        _ => (name, value),
    });
    done(&mut world, ActType::KeyBound, &[Who::Key(3, 0), Who::Token(3)], Body::new(fields.collect()));
    let act = body(&[
        ("key", Datum::PublicKey(public(&member_key(0, 0)))),
        ("member", Datum::Key(world.name(3))),
        ("next", Datum::Digest(next_hash(3, 2))),
    ]);
    refused(&mut world, ActType::KeyRotated, &[Who::Person(0)], act, Refusal::Enrolled);
}

fn recovery(world: &World, person: u64, key: u64) -> Body {
    rotation(world, person, key)
}

fn by_recovery(id: ActId) -> Body {
    body(&[("recovery", Datum::Act(id))])
}

#[test]
fn a_recovery_waits_and_can_be_vetoed() {
    let mut world = World::new(CHARTER);
    world.join(3..5);
    let open = ActType::KeyRecoveryOpened;
    let act = recovery(&world, 3, 5);
    refused(&mut world, open, &[Who::Person(0)], act.clone(), Refusal::Authority);
    let used = recovery(&world, 3, 0);
    refused(&mut world, open, &PANEL, used, Refusal::Enrolled);
    done(&mut world, open, &PANEL, act.clone());
    let first = world.last();
    let again = recovery(&world, 3, 6);
    refused(&mut world, open, &PANEL, again, Refusal::Recovery);
    refused(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(first), Refusal::Recovery);
    refused(
        &mut world,
        ActType::KeyRecoveryVetoed,
        &[Who::Person(4)],
        by_recovery(first),
        Refusal::Authority,
    );
    let nothing = by_recovery(ActId::from_hash(Hash::of(b"nothing")));
    refused(&mut world, ActType::KeyRecoveryVetoed, &[Who::Person(4)], nothing, Refusal::Reference);
    done(&mut world, ActType::KeyRecoveryVetoed, &[Who::Person(3)], by_recovery(first));
    assert_eq!(world.days(30), Outcome::Effect);
    refused(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(first), Refusal::Recovery);
    // Nobody vetoes the second.
    let act = recovery(&world, 3, 7);
    done(&mut world, open, &PANEL, act);
    let second = world.last();
    assert_eq!(world.days(29), Outcome::Effect);
    refused(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(second), Refusal::Recovery);
    assert_eq!(world.days(1), Outcome::Effect);
    done(&mut world, ActType::KeyRecovered, &[Who::Server], by_recovery(second));
    refused(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(second), Refusal::Recovery);
    world.set_key(3, 7);
    assert_eq!(world.member(3).map(MemberId::number), Some(3));
}

#[test]
fn recoveries_are_few_and_end_with_a_rotation() {
    let mut world = World::new(CHARTER);
    world.join(3..7);
    let [third, fourth] = [3, 4].map(|person| {
        let act = recovery(&world, person, 5);
        done(&mut world, ActType::KeyRecoveryOpened, &PANEL, act);
        world.last()
    });
    let act = recovery(&world, 5, 5);
    refused(&mut world, ActType::KeyRecoveryOpened, &PANEL, act, Refusal::Recovery);
    // Whoever has the next key has lost nothing.
    let act = rotation(&world, 4, 1);
    done(&mut world, ActType::KeyRotated, &[Who::Key(4, 1)], act);
    assert_eq!(world.days(40), Outcome::Effect);
    refused(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(fourth), Refusal::Recovery);
    // The other recovery is not touched by that.
    done(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(third));
    let act = recovery(&world, 5, 5);
    done(&mut world, ActType::KeyRecoveryOpened, &PANEL, act);
    refused(&mut world, ActType::KeyRecovered, &[Who::ServerKey(3)], by_recovery(fourth), Refusal::NotServer);
}

#[test]
fn the_server_hands_over_to_a_key_that_signs() {
    let mut world = World::new(CHARTER);
    let to = |number| body(&[("key", Datum::PublicKey(public(&server_key(number))))]);
    let both = [Who::ServerKey(0), Who::ServerKey(1)];
    refused(
        &mut world,
        ActType::ServerKey,
        &[Who::ServerKey(2), Who::ServerKey(1)],
        to(1),
        Refusal::NotServer,
    );
    refused(
        &mut world,
        ActType::ServerKey,
        &[Who::ServerKey(0), Who::ServerKey(2)],
        to(1),
        Refusal::Authority,
    );
    refused(&mut world, ActType::ServerKey, &both, to(0), Refusal::Enrolled);
    done(&mut world, ActType::ServerKey, &both, to(1));
    world.now += 3_600;
    let checkpoint = world.checkpoint();
    assert_eq!(world.tick_with(checkpoint), Outcome::None(Refusal::NotServer));
    world.set_server(1);
    assert_eq!(world.tick(), Outcome::Effect);
}

#[test]
fn only_the_first_act_opens_a_record_and_other_acts_are_not_in_the_rules_yet() {
    let mut world = World::new(CHARTER);
    let genesis = world.acts()[0].clone();
    assert_eq!(world.apply(&genesis), Outcome::None(Refusal::Again));
    let interests = body(&[("interests", kenes_core::testing::text(1))]);
    refused(&mut world, ActType::InterestDeclared, &[Who::Person(0)], interests, Refusal::NotInRules);
}

#[test]
fn while_an_election_is_on_no_key_is_recovered_and_nobody_is_withdrawn_by_registrars() {
    let mut world = World::new(CHARTER);
    world.join(3..6);
    let act = recovery(&world, 5, 5);
    done(&mut world, ActType::KeyRecoveryOpened, &PANEL, act);
    let opened = world.last();
    assert_eq!(world.days(30), Outcome::Effect);
    world.call(0);
    refused(&mut world, ActType::KeyRecovered, &[Who::Person(0)], by_recovery(opened), Refusal::Frozen);
    let act = body(&[("member", Datum::Key(world.name(4)))]);
    refused(&mut world, ActType::EnrolWithdrawn, &PANEL, act, Refusal::Frozen);
    // The next key goes on: it proves itself.
    let act = rotation(&world, 4, 1);
    done(&mut world, ActType::KeyRotated, &[Who::Key(4, 1)], act);
}

#[test]
fn neither_a_commitment_nor_a_credential_comes_twice() {
    let mut world = World::new(CHARTER);
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
    let known = enrol_body(3, 0);
    for field in ["commitment", "token"] {
        let mut fields = enrol_body(9, 0).fields().to_vec();
        for (name, datum) in fields.iter_mut().filter(|(name, _)| *name == field) {
            *datum = known.field(name).unwrap().clone();
        }
        refused(&mut world, ActType::EnrolCommitted, &PANEL, body(&fields), Refusal::Enrolled);
    }
    done(&mut world, ActType::EnrolCommitted, &PANEL, enrol_body(9, 0));
}
