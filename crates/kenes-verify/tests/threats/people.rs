//! Members, those who enrol them, and whoever has a key that is not theirs.

use kenes_core::testing::{CHARTER, Fields, Who, World, enrol_body, member_key, next_hash, public, text};
use kenes_core::{Alarm, Outcome, Refusal};
use kenes_record::act::{ActType, Body, Datum};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature::cosign;
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_verify::CheckId;

use crate::support::{council, effect, grown, last_leaf};
use crate::{found, leaf_of, prevented, sound};

const PANEL: [Who; 2] = [Who::Person(0), Who::Person(1)];

fn eligible(world: &World) -> usize {
    world.council.eligible(0, world.council.now().unwrap()).len()
}

fn surge(world: &World) -> Option<(u64, u64)> {
    sound(&world.files()).alarms.into_iter().find_map(|alarm| {
        let Alarm::RollSurge { from, to, since: _ } = alarm else { return None };
        Some((from, to))
    })
}

#[test]
fn registrar_alone_enrols_nobody() {
    let mut world = council();
    for alone in [vec![Who::Person(0)], vec![Who::Person(0), Who::Person(5)]] {
        prevented(&mut world, Refusal::Authority, |world| world.enrol_by(20, 0, &alone));
    }
    // The control: two of them.
    effect(world.enrol(20, 0));
    effect(world.bind(20));
    sound(&world.files());
}

#[test]
fn registrar_alone_sets_no_election_up() {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    world.go_to(world.election(call).nominations);
    let fields = world.setup_fields(call);
    prevented(&mut world, Refusal::Authority, |world| {
        world.act(ActType::ElectionSetup, &[Who::Person(0)], fields.body())
    });
    effect(world.set_up(call));
    sound(&world.files());
}

/// They can, and everybody sees how many came.
#[test]
fn registrars_together_enrol_people_who_do_not_exist_in_a_number_that_is_seen() {
    let mut world = World::new(CHARTER);
    world.join(3..20);
    world.days(1);
    world.days(61);
    assert_eq!(surge(&world), None);
    world.join(100..104);
    assert_eq!(surge(&world), Some((20, 24)));
    // A few are below the alarm; the number is public all the same.
    let mut few = World::new(CHARTER);
    few.join(3..20);
    few.days(1);
    few.days(61);
    few.join(100..101);
    assert_eq!((surge(&few), few.council.roll()), (None, 21));
    let enrolled = sound(&few.files()).council.unwrap().members().count();
    assert_eq!(enrolled, 21);
}

/// Nobody who came after the freeze votes or stands, and there are no more codes than eligible.
#[test]
fn registrars_together_add_nobody_after_the_freeze() {
    let mut world = council();
    let call = world.call(1);
    assert_eq!(world.election(call).eligible.len(), 12);
    effect(world.stand(call, 3));
    world.join(100..103);
    assert_eq!(world.election(call).eligible.len(), 12);
    prevented(&mut world, Refusal::Candidate, |world| world.stand(call, 100));
    world.go_to(world.election(call).nominations);
    let fields = world.setup_fields(call).with("count", Datum::Number(13));
    prevented(&mut world, Refusal::Credentials, |world| {
        world.act(ActType::ElectionSetup, &PANEL, fields.body())
    });
    // Nor is anybody taken off the roll of an election that is on.
    let fields = Fields::new(&[("member", Datum::Key(world.name(7)))]);
    prevented(&mut world, Refusal::Frozen, |world| world.act(ActType::EnrolWithdrawn, &PANEL, fields.body()));
    effect(world.set_up(call));
    sound(&world.files());
}

/// Whoever joins in a crowd waits, and the crowd is seen.
#[test]
fn sybils_wait_before_they_vote() {
    let mut world = council();
    let call = world.call(1);
    let before = eligible(&world);
    world.join(100..120);
    assert_eq!((eligible(&world), world.election(call).eligible.len()), (before, before));
    prevented(&mut world, Refusal::Candidate, |world| world.stand(call, 100));
    assert_eq!(surge(&world), Some((3, 32)));
    world.days(31);
    assert_eq!((eligible(&world), world.election(call).eligible.len()), (before + 20, before));
    sound(&world.files());
}

/// Sybils do not vouch for each other before they have waited.
#[test]
fn sybils_need_sponsors_who_have_waited() {
    let from = r#""sponsors":0"#;
    assert!(CHARTER.contains(from));
    let mut world = World::new(&CHARTER.replace(from, r#""sponsors":1"#));
    // The first roll ends with the first call.
    world.call(1);
    let with = |sponsor| [Who::Person(0), Who::Person(1), Who::Person(sponsor)];
    prevented(&mut world, Refusal::Authority, |world| world.enrol_by(3, 0, &PANEL));
    effect(world.enrol_by(3, 0, &with(2)));
    effect(world.bind(3));
    prevented(&mut world, Refusal::Authority, |world| world.enrol_by(4, 0, &with(3)));
    world.days(31);
    effect(world.enrol_by(4, 0, &with(3)));
    sound(&world.files());
}

/// What makes this key of a person the one in force.
fn rotation(world: &World, person: u64, key: u64) -> Body {
    Fields::new(&[
        ("key", Datum::PublicKey(public(&member_key(person, key)))),
        ("member", Datum::Key(world.name(person))),
        ("next", Datum::Digest(next_hash(person, key + 1))),
    ])
    .body()
}

/// A thief has the key in force, and not the next one, which lies elsewhere. The number 7 is a key of the thief's making.
#[test]
fn device_thief_does_not_survive_the_next_key() {
    let mut world = council();
    let call = world.call(1);
    // What the page admits: until then the thief acts as the member.
    effect(world.stand(call, 3));
    // The thief would put an own key into force.
    let own = rotation(&world, 3, 7);
    prevented(&mut world, Refusal::NextKey, |world| {
        world.act(ActType::KeyRotated, &[Who::Key(3, 7)], own.clone())
    });
    prevented(&mut world, Refusal::NextKey, |world| {
        world.act(ActType::KeyRotated, &[Who::Key(3, 0), Who::Key(3, 7)], own)
    });
    // The owner does.
    let next = rotation(&world, 3, 1);
    effect(world.act(ActType::KeyRotated, &[Who::Key(3, 1)], next));
    let stolen = Fields::new(&[("body", Datum::Number(1)), ("seat", Datum::Number(0))]);
    prevented(&mut world, Refusal::NotMember, |world| {
        world.act(ActType::SeatResigned, &[Who::Key(3, 0)], stolen.body())
    });
    sound(&world.files());
}

#[test]
fn device_thief_touches_no_other_member() {
    let mut world = council();
    prevented(&mut world, Refusal::NotHolder, |world| world.resign(1, 0, 3));
    // In the name of another member the signature is wrong.
    let fields = Fields::new(&[("body", Datum::Number(1)), ("seat", Datum::Number(0))]);
    let unsigned = world.draft(ActType::SeatResigned, &[Who::Person(0)], fields.body()).write().unwrap();
    let name = world.signer(Who::Person(0)).verifier().name().clone();
    let stolen = member_key(3, 0).dangerously_expose_secret();
    let line = unsigned.line(&NoteSigner::from_secret(name, KeyUse::Note, &stolen).unwrap());
    let mut entries = world.entries();
    entries.push(unsigned.assemble(vec![line]).unwrap().to_bytes());
    let expected = [(CheckId::Signatures, Some(last_leaf(&world) + 1))];
    assert_eq!(found(&world.files_of(&entries)), expected);
    effect(world.resign(1, 0, 0));
    sound(&world.files());
}

/// A thief who talks the registrars into a recovery is seen, and the owner objects.
#[test]
fn device_recovery_of_anothers_key_waits_for_an_objection() {
    let mut world = council();
    let recovered = |world: &World| Fields::new(&[("recovery", Datum::Act(world.last()))]).body();
    let own = rotation(&world, 3, 7);
    prevented(&mut world, Refusal::Authority, |world| {
        world.act(ActType::KeyRecoveryOpened, &[Who::Person(0)], own.clone())
    });
    effect(world.act(ActType::KeyRecoveryOpened, &PANEL, own));
    let opened = recovered(&world);
    prevented(&mut world, Refusal::Recovery, |world| {
        world.act(ActType::KeyRecovered, &[Who::Person(0)], opened.clone())
    });
    effect(world.act(ActType::KeyRecoveryVetoed, &[Who::Person(3)], opened.clone()));
    world.days(60);
    prevented(&mut world, Refusal::Recovery, |world| {
        world.act(ActType::KeyRecovered, &[Who::Person(0)], opened)
    });
    // The control: nobody objects.
    let mut lost = council();
    let act = rotation(&lost, 3, 7);
    effect(lost.act(ActType::KeyRecoveryOpened, &PANEL, act));
    let opened = recovered(&lost);
    lost.days(30);
    effect(lost.act(ActType::KeyRecovered, &[Who::Person(0)], opened));
    lost.set_key(3, 7);
    effect(lost.tick());
    sound(&lost.files());
}

/// A roll call of the council on a motion of its holders, and how each seat votes.
#[test]
fn member_votes_once_and_for_the_own_seat() {
    let mut world = grown(&CHARTER.replace(r#""quorum_percent":50"#, r#""quorum_percent":34"#));
    let motion = [("body", Datum::Number(0)), ("subject", Datum::Code("text")), ("text", text(77))];
    effect(world.act(ActType::MotionFiled, &[Who::Person(0)], Fields::new(&motion).body()));
    let closes = Datum::Minute((world.council.now().unwrap().seconds() / 60 + 1) * 60 + 86_400);
    let opened =
        [("closes", closes), ("motion", Datum::Act(world.last())), ("order", Datum::List(Vec::new()))];
    effect(world.act(ActType::RollcallOpened, &[Who::Person(0)], Fields::new(&opened).body()));
    let rollcall = world.last();
    let vote = |seat, vote| {
        let fields =
            [("rollcall", Datum::Act(rollcall)), ("seat", Datum::Number(seat)), ("vote", Datum::Code(vote))];
        Fields::new(&fields).body()
    };
    effect(world.act(ActType::RollcallVoted, &[Who::Person(0)], vote(0, "for")));
    for (seat, person) in [(0, 0), (1, 0), (1, 5)] {
        prevented(&mut world, Refusal::Vote, |world| {
            world.act(ActType::RollcallVoted, &[Who::Person(person)], vote(seat, "against"))
        });
    }
    effect(world.act(ActType::RollcallVoted, &[Who::Person(1)], vote(1, "against")));
    sound(&world.files());
}

#[test]
fn member_who_left_acts_no_more() {
    let mut world = council();
    let call = world.call(1);
    let leaving = Fields::new(&[("member", Datum::Key(world.name(5)))]);
    effect(world.act(ActType::EnrolWithdrawn, &[Who::Person(5)], leaving.body()));
    prevented(&mut world, Refusal::NotMember, |world| world.stand(call, 5));
    effect(world.stand(call, 6));
    sound(&world.files());
}

/// Whoever holds a seat of a body does not stand for another one.
#[test]
fn member_stands_once() {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    prevented(&mut world, Refusal::Candidate, |world| world.stand(call, 3));
}

#[test]
fn replay_of_an_act_gains_nothing() {
    let mut world = council();
    effect(world.enrol(20, 0));
    let enrolled = world.acts().last().unwrap().clone();
    let mut twice = world.clone();
    let before = twice.clone();
    assert_eq!(twice.apply(&enrolled), Outcome::None(Refusal::Again));
    assert!(twice.is_same_but_acts(&before));
    // No honest server takes it in: that it is there is a fault.
    assert_eq!(found(&twice.files()), [(CheckId::History, Some(last_leaf(&twice)))]);
    // Said again with a new signature, it is another act, and gains nothing either.
    prevented(&mut world, Refusal::Enrolled, |world| {
        world.act(ActType::EnrolCommitted, &PANEL, enrol_body(20, 0))
    });
}

/// An act that was held back comes too late.
#[test]
fn replay_of_an_older_act_of_the_same_key() {
    let mut world = council();
    let fields = Fields::new(&[("body", Datum::Number(1)), ("seat", Datum::Number(0))]);
    let held_back = world.draft(ActType::SeatResigned, &[Who::Person(0)], fields.body()).write().unwrap();
    effect(world.enrol(20, 0));
    prevented(&mut world, Refusal::Counter, |world| world.sign(held_back, &[Who::Person(0)]));
    effect(world.resign(1, 0, 0));
    sound(&world.files());
}

/// The same people with the same keys have another council.
#[test]
fn replay_of_an_act_of_another_council() {
    let world = council();
    let mut other = grown(&CHARTER.replace(r#""terms":3"#, r#""terms":4"#));
    effect(other.resign(1, 0, 0));
    let mut entries = world.entries();
    entries.push(other.entries().pop().unwrap());
    let found = found(&world.files_of(&entries));
    assert_eq!(found.iter().map(|(_, leaf)| *leaf).collect::<Vec<_>>(), [Some(last_leaf(&world) + 1)]);
    assert!([CheckId::Signatures, CheckId::Acts, CheckId::History].contains(&found[0].0), "{found:?}");
}

/// A head of another council stands below no record of this one, and in no tick.
#[test]
fn replay_of_a_head_of_another_council() {
    let (mut world, other) = (council(), grown(&CHARTER.replace(r#""terms":3"#, r#""terms":4"#)));
    let mut files = world.files();
    files.0.insert("checkpoint".into(), other.files().0["checkpoint"].clone());
    assert!(found(&files).iter().any(|(check, _)| *check == CheckId::Checkpoints));
    world.now += 3_600;
    let tick = |world: &mut World, mut checkpoint: Checkpoint| {
        let time = cosign(checkpoint.head(), &world.own_witness(), world.now);
        checkpoint.note_mut().push(time);
        let table = Datum::Digest(world.council.seats_hash());
        let fields = [("checkpoint", Datum::Checkpoint(Box::new(checkpoint))), ("table", table)];
        world.attempt(ActType::Tick, &[Who::Server], Fields::new(&fields).body())
    };
    assert!(tick(&mut world, other.checkpoint()).is_err());
    let own = world.checkpoint();
    assert_eq!(tick(&mut world, own), Ok(Outcome::Effect));
    sound(&world.files());
}

fn found_leaf(world: &World, entries: &[Vec<u8>]) -> Option<u64> {
    found(&world.files_of(entries)).first().and_then(|(_, leaf)| *leaf)
}

#[test]
fn replay_of_a_ballot() {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    world.go_to(world.election(call).nominations);
    effect(world.set_up(call));
    effect(world.rehearse(call));
    world.go_to(world.election(call).opens);
    effect(world.ballot(call, 1));
    assert_eq!(world.ballot(call, 1), Outcome::None(Refusal::Again));
    let (again, other) = (world.ballot_fields(call, 1), world.ballot_fields(call, 2));
    let again = again.with("height", other.datum("height").unwrap().clone());
    assert_eq!(
        world.act(ActType::BallotAccepted, &[Who::Server], again.body()),
        Outcome::None(Refusal::Ballot)
    );
    effect(world.ballot(call, 2));
}

/// Junk by a member, who is known and can be stopped at the door, costs reading and nothing else.
#[test]
fn flooding_by_a_member_changes_nothing() {
    let mut world = council();
    let before = world.clone();
    for _ in 0..300 {
        assert_eq!(world.resign(1, 0, 7), Outcome::None(Refusal::NotHolder));
    }
    assert!(world.is_same_but_acts(&before));
    let report = sound(&world.files());
    assert_eq!(report.no_effect_counts.values().sum::<u64>(), 300);
    assert_eq!(report.effective, u64::try_from(before.acts().len()).unwrap());
    // Nobody else is kept from acting.
    effect(world.resign(1, 0, 0));
}

/// What a stranger signs is no act of this record: a server that takes it in spoils its own record.
#[test]
fn flooding_by_strangers_is_not_taken_in() {
    let mut world = council();
    let fields = Fields::new(&[("body", Datum::Number(1)), ("seat", Datum::Number(0))]);
    let junk = world.draft(ActType::SeatResigned, &[Who::Person(900)], fields.body()).write().unwrap();
    let junk = junk.sign(&world.signer(Who::Person(900))).unwrap();
    let mut entries = world.entries();
    entries.push(junk.to_bytes());
    assert_eq!(found_leaf(&world, &entries), Some(last_leaf(&world) + 1));
    sound(&world.files());
}

#[test]
fn flooding_by_large_acts_is_bounded() {
    let mut world = council();
    let call = world.call(1);
    let fields = world.call_fields(1, "seats");
    let members = (0..12).map(|person| Datum::Key(world.name(person % 12)));
    let many = Datum::List(members.cycle().take(400).collect());
    let large = fields.with("trustees", many).body();
    assert!(world.attempt(ActType::ElectionCalled, &[Who::Person(0)], large).is_err());
    let mut entries = world.entries();
    let mut padded = entries[leaf_of(&world, ActType::ElectionCalled)].clone();
    padded.extend(core::iter::repeat_n(b'x', 40_000));
    entries.push(padded);
    assert_eq!(found(&world.files_of(&entries)), [(CheckId::Acts, Some(last_leaf(&world) + 1))]);
    effect(world.stand(call, 3));
    sound(&world.files());
}
