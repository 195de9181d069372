//! People without a right to it try to have another history accepted, or an honest record refused.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
#![allow(dead_code, reason = "the means are shared")]

mod support;

use kenes_core::Outcome;
use kenes_core::testing::{CHARTER, Fields, Who, World, body, text, text_blob};
use kenes_record::act::{ActId, ActType, Datum, Draft, Envelope, Fingerprint, PublicKey, Seen};
use kenes_record::blob::{Blob, BlobReference, Media, Salt, path};
use kenes_record::checkpoint::Head;
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::{Hash, Tree};
use kenes_verify::{CheckId, Known, Options, Verdict, audit};

use self::support::{audited, council, effect, failures, grown, last_leaf};

const ANY_POLICY: &[u8] = b"quorum none\n";

fn tree_of(entries: &[Vec<u8>]) -> Tree {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(Hash::leaf(entry)));
    tree
}

fn key(prefix: &str, secret: u8) -> NoteSigner {
    NoteSigner::self_named(prefix, KeyUse::Note, &[secret; 32]).unwrap()
}

fn public(key: &NoteSigner) -> PublicKey {
    PublicKey::new(*key.verifier().public()).unwrap()
}

/// The acts by which somebody without any key of the council names own keys, a policy without witnesses and a new key of the log.
fn taking_over(world: &World, entries: &mut Vec<Vec<u8>>) -> Blob {
    let (member, token, old, new) = (key("m", 41), key("c", 43), key("s", 41), key("s", 42));
    let tree = tree_of(entries);
    let (log, first) = (*world.council.log(), world.acts()[0].id());
    let envelope = |by: &NoteSigner, seen: bool| Envelope {
        at: Some(1_795_046_400),
        by: Fingerprint::of(by.verifier().public()),
        log: Some(log),
        counter: Some(0),
        seen: seen.then(|| Seen { size: tree.size(), root: tree.root() }),
    };
    let draft =
        |act_type, envelope, fields: &[_]| Draft { act_type, envelope, body: body(fields) }.write().unwrap();
    let bound = draft(
        ActType::KeyBound,
        envelope(&member, true),
        &[
            ("credential", Datum::PublicKey(public(&token))),
            ("custody", Datum::Code("own")),
            ("enrol", Datum::Act(first)),
            ("key", Datum::PublicKey(public(&member))),
            ("next", Datum::Digest(Hash::of(b""))),
        ],
    );
    let lines = vec![bound.line(&member), bound.line(&token)];
    entries.push(bound.assemble(lines).unwrap().to_bytes());
    let policy = Blob::seal(Salt::from_bytes(&[9; 32]), ANY_POLICY);
    let reference = policy.reference(Media::Policy).unwrap();
    let fields = [("decision", Datum::Act(first)), ("policy", Datum::Document(reference))];
    let set = draft(ActType::PolicySet, envelope(&member, true), &fields);
    entries.push(set.sign(&member).unwrap().to_bytes());
    let hand = draft(ActType::ServerKey, envelope(&old, false), &[("key", Datum::PublicKey(public(&new)))]);
    let lines = vec![hand.line(&old), hand.line(&new)];
    entries.push(hand.assemble(lines).unwrap().to_bytes());
    policy
}

/// Cuts a resignation off a record, and signs what is left with own keys.
fn fork(mut world: World) {
    world.join(3..12);
    world.tick();
    world.days(31);
    let keep = world.acts().len();
    effect(world.resign(1, 0, 0));
    world.tick();
    let all = world.entries();
    let mut entries = all[..keep].to_vec();
    let policy = taking_over(&world, &mut entries);
    let (mut files, tree) = (world.files_of(&entries), tree_of(&entries));
    let origin = audited(&world.files()).head.unwrap().origin;
    let log_key = NoteSigner::from_secret(origin.clone(), KeyUse::Note, &[42; 32]).unwrap();
    let head =
        Head { origin, size: tree.size(), root: tree.root() }.sign(&log_key).unwrap().note().to_bytes();
    files.0.insert("checkpoint".into(), head.clone());
    files.0.insert(format!("checkpoints/{}", tree.size()), head);
    files.0.insert(path(&policy.digest()), policy.file().to_vec());
    files.0.insert("policy".into(), ANY_POLICY.to_vec());
    let known = tree_of(&all[..keep]);
    let known = Some(Known { size: known.size(), root: known.root() });
    let report = audit(&files, &Options { known, ..Options::default() }, &mut |_| {}).unwrap();
    assert_eq!(report.verdict(), Verdict::Refused);
    let failed = |failure: &kenes_verify::Failure| failure.check == CheckId::Checkpoints;
    assert!(report.failures.iter().any(failed), "{:?}", report.failures);
}

#[test]
fn nobody_takes_over_a_record_by_acts_without_effect() {
    fork(World::new(CHARTER));
    fork(World::with_witnesses(CHARTER, 4, 3));
}

#[test]
fn a_policy_that_nobody_decided_changes_nothing() {
    let mut world = council();
    let call = world.call(1);
    let policy = world.evidence.add(Media::Policy, b"quorum none\n\n");
    let fields = [("decision", Datum::Act(call)), ("policy", Datum::Document(policy))];
    let outcome = world.act(ActType::PolicySet, &[Who::Person(4)], body(&fields));
    assert!(matches!(outcome, Outcome::None(_)));
    world.tick();
    let mut files = world.files();
    assert_eq!(failures(&files), []);
    // Nor does whoever publishes it as the one in force.
    assert_ne!(files.0["policy"], b"quorum none\n\n");
    files.0.insert("policy".into(), b"quorum none\n\n".to_vec());
    let found = audited(&files).failures;
    let is_it = |failure: &kenes_verify::Failure| {
        failure.check == CheckId::Blobs && failure.file.as_deref() == Some("policy")
    };
    assert!(found.iter().any(is_it), "{found:?}");
}

#[test]
fn a_wrong_length_is_the_word_of_whoever_wrote_it() {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    let right = text_blob(3).reference(Media::Markdown).unwrap();
    let wrong = BlobReference::new(*right.digest(), right.length() + 1, Media::Markdown).unwrap();
    let fields = [("election", Datum::Act(call)), ("statement", Datum::Text(wrong))];
    effect(world.act(ActType::CandidacyFiled, &[Who::Person(4)], body(&fields)));
    assert_eq!(failures(&world.files()), []);
}

/// The body of delegates adopts a proposal: the roll call by which it did.
fn decided(world: &mut World, subject: &'static str, proposal: BlobReference) -> ActId {
    let moved = [
        ("body", Datum::Number(0)),
        ("proposal", Datum::Document(proposal)),
        ("subject", Datum::Code(subject)),
        ("text", text(77)),
    ];
    let motion = done(world, ActType::MotionFiled, 0, &moved);
    let closes = Datum::Minute((world.council.now().unwrap().seconds() / 60 + 1) * 60 + 86_400);
    let opened = [("closes", closes), ("motion", Datum::Act(motion)), ("order", Datum::List(vec![]))];
    let rollcall = done(world, ActType::RollcallOpened, 0, &opened);
    for seat in 0..3 {
        let vote =
            [("rollcall", Datum::Act(rollcall)), ("seat", Datum::Number(seat)), ("vote", Datum::Code("for"))];
        done(world, ActType::RollcallVoted, seat, &vote);
    }
    world.days(2);
    done(world, ActType::RollcallClosed, 4, &[("rollcall", Datum::Act(rollcall))]);
    rollcall
}

fn done(world: &mut World, act_type: ActType, who: u64, fields: &[(&'static str, Datum)]) -> ActId {
    effect(world.act(act_type, &[Who::Person(who)], Fields::new(fields).body()));
    world.last()
}

/// Three of five seats decide.
fn small_quorum() -> World {
    grown(&CHARTER.replace(r#""quorum_percent":50"#, r#""quorum_percent":34"#))
}

#[test]
fn a_policy_of_another_length_is_that_of_its_digest() {
    let mut world = small_quorum();
    let policy = world.evidence.add(Media::Policy, b"quorum none\n\n");
    let rollcall = decided(&mut world, "policy", policy);
    let wrong = BlobReference::new(*policy.digest(), policy.length() + 7, Media::Policy).unwrap();
    let set = [("decision", Datum::Act(rollcall)), ("policy", Datum::Document(wrong))];
    done(&mut world, ActType::PolicySet, 4, &set);
    world.tick();
    assert_eq!(failures(&world.files()), []);
}

#[test]
fn what_a_newer_program_must_judge_is_not_judged() {
    let mut world = small_quorum();
    let rules = world.evidence.add(Media::Json, br#"{"rules":2}"#);
    let rollcall = decided(&mut world, "rules", rules);
    let adopted = body(&[("decision", Datum::Act(rollcall)), ("rules", Datum::Number(2))]);
    assert_eq!(
        world.act(ActType::RulesAdopted, &[Who::Person(0)], adopted),
        Outcome::NeedsNewer { version: 2 }
    );
    let report = audited(&world.files());
    assert_eq!(report.verdict(), Verdict::Refused);
    let failure = &report.failures[0];
    assert_eq!((failure.check, failure.leaf), (CheckId::Fold, Some(last_leaf(&world))));
    assert!(failure.message.contains("version 2"), "{}", failure.message);
}

#[test]
fn a_text_that_was_withdrawn_is_not_missed_since_somebody_names_it_again() {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    let (stood, blob) = (world.last(), text_blob(3));
    let gone = [("act", Datum::Act(stood)), ("blob", Datum::Digest(blob.digest()))];
    effect(world.act(ActType::BlobWithdrawn, &[Who::Person(3)], body(&gone)));
    let again = blob.reference(Media::Policy).unwrap();
    let set = [("decision", Datum::Act(call)), ("policy", Datum::Document(again))];
    assert!(matches!(world.act(ActType::PolicySet, &[Who::Person(5)], body(&set)), Outcome::None(_)));
    world.tick();
    let mut files = world.files();
    files.0.remove(&path(&blob.digest()));
    assert_eq!(failures(&files), []);
}

#[test]
fn what_was_no_longer_counted_has_not_passed() {
    let world = council();
    let mut entries = world.entries();
    entries.extend((0..1_100).map(|number| format!("not an act {number}").into_bytes()));
    let mut files = world.files_of(&entries);
    files.0.insert("zzz".into(), Vec::new());
    let blob = files.0.keys().find(|path| path.starts_with("blob/")).unwrap().clone();
    files.0.get_mut(&blob).unwrap().push(1);
    let report = audited(&files);
    for check in [CheckId::Files, CheckId::Blobs] {
        assert_ne!(report.outcome(check), kenes_verify::Outcome::Passed, "{check:?}");
    }
}
