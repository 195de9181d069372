//! Texts that are deleted: by whom, and never what rules read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod support;

use kenes_core::testing::{Fields, Who, World, text};
use kenes_core::{Command, DecideError, Outcome, Refusal};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum};
use kenes_record::blob::{BlobReference, Media};
use support::{refused, taken, world};

fn withdrawal(act: ActId, blob: Hash) -> Fields {
    Fields::new(&[("act", Datum::Act(act)), ("blob", Datum::Digest(blob))])
}

fn digest(number: u64) -> Hash {
    let Datum::Text(blob) = text(number) else { panic!("a text") };
    *blob.digest()
}

/// A person declares interests, which has no effect under these rules: the text is in the record all the same.
fn declared(world: &mut World, person: u64, text: Datum) -> ActId {
    let fields = Fields::new(&[("interests", text)]);
    let outcome = world.act(ActType::InterestDeclared, &[Who::Person(person)], fields.body());
    assert!(matches!(outcome, Outcome::None(_)));
    world.last()
}

/// A motion on the charter whose proposal is this blob.
fn proposing(blob: Hash) -> Fields {
    Fields::new(&[
        ("body", Datum::Number(0)),
        ("proposal", Datum::Document(BlobReference::new(blob, 10, Media::Json).unwrap())),
        ("subject", Datum::Code("charter")),
        ("text", text(2)),
    ])
}

#[test]
fn an_author_deletes_a_text_whatever_its_act_did() {
    let mut world = world();
    let act = declared(&mut world, 5, text(1));
    let fields = withdrawal(act, digest(1));
    refused(&world, ActType::BlobWithdrawn, &[6], &fields, Refusal::Authority);
    refused(&world, ActType::BlobWithdrawn, &[5, 6], &fields, Refusal::Authority);
    refused(&world, ActType::BlobWithdrawn, &[99], &fields, Refusal::NotMember);
    assert!(!world.council.is_withdrawn(&digest(1)));
    let before = world.council.state_hash();
    taken(&mut world, ActType::BlobWithdrawn, &[5], &fields);
    assert!(world.council.is_withdrawn(&digest(1)) && world.council.state_hash() != before);
    refused(&world, ActType::BlobWithdrawn, &[5], &fields, Refusal::Withdrawn);
}

#[test]
fn a_new_key_of_the_author_is_the_author() {
    let mut world = world();
    let act = declared(&mut world, 5, text(1));
    let fields = Fields::new(&[
        ("key", Datum::PublicKey(kenes_core::testing::public(&kenes_core::testing::member_key(5, 1)))),
        ("member", Datum::Key(world.name(5))),
        ("next", Datum::Digest(kenes_core::testing::next_hash(5, 2))),
    ]);
    assert_eq!(world.act(ActType::KeyRotated, &[Who::Key(5, 1)], fields.body()), Outcome::Effect);
    refused(&world, ActType::BlobWithdrawn, &[5], &withdrawal(act, digest(1)), Refusal::NotMember);
    world.set_key(5, 1);
    taken(&mut world, ActType::BlobWithdrawn, &[5], &withdrawal(act, digest(1)));
}

#[test]
fn registrars_delete_any_text_and_as_many_as_let_members_in() {
    let mut world = world();
    // An outsider's text, which no member wrote.
    let act = declared(&mut world, 99, text(1));
    let fields = withdrawal(act, digest(1));
    refused(&world, ActType::BlobWithdrawn, &[0], &fields, Refusal::Authority);
    refused(&world, ActType::BlobWithdrawn, &[0, 5], &fields, Refusal::Authority);
    refused(&world, ActType::BlobWithdrawn, &[0, 1, 5], &fields, Refusal::Authority);
    taken(&mut world, ActType::BlobWithdrawn, &[0, 1], &fields);
}

#[test]
fn nobody_takes_anothers_text_by_naming_it_too() {
    let mut world = world();
    let first = declared(&mut world, 5, text(1));
    let second = declared(&mut world, 6, text(1));
    refused(&world, ActType::BlobWithdrawn, &[6], &withdrawal(first, digest(1)), Refusal::Authority);
    refused(&world, ActType::BlobWithdrawn, &[6], &withdrawal(second, digest(1)), Refusal::Authority);
    let unknown = ActId::of_text("");
    refused(&world, ActType::BlobWithdrawn, &[5], &withdrawal(first, digest(2)), Refusal::Authority);
    refused(&world, ActType::BlobWithdrawn, &[5], &withdrawal(second, digest(1)), Refusal::Text);
    refused(&world, ActType::BlobWithdrawn, &[5], &withdrawal(unknown, digest(1)), Refusal::Reference);
}

#[test]
fn what_rules_read_is_not_deleted() {
    let mut world = world();
    let charter = *world.council.charter_digest();
    // Named as a text, the charter is a document still.
    let reference = BlobReference::new(charter, 10, Media::Markdown).unwrap();
    let act = declared(&mut world, 5, Datum::Text(reference));
    for signers in [&[5][..], &[0, 1]] {
        refused(&world, ActType::BlobWithdrawn, signers, &withdrawal(act, charter), Refusal::Text);
    }
    // And a text that was deleted is not read by rules, whether its file is there or not.
    let act = declared(&mut world, 5, text(1));
    taken(&mut world, ActType::BlobWithdrawn, &[5], &withdrawal(act, digest(1)));
    refused(&world, ActType::MotionFiled, &[0], &proposing(digest(1)), Refusal::Withdrawn);
}

#[test]
fn nobody_keeps_anothers_text_by_naming_it_as_a_document() {
    let mut world = world();
    let act = declared(&mut world, 5, text(1));
    let motion = proposing(digest(1));
    refused(&world, ActType::MotionFiled, &[0], &motion, Refusal::Text);
    world.act(ActType::MotionFiled, &[Who::Person(0)], motion.body());
    taken(&mut world, ActType::BlobWithdrawn, &[5], &withdrawal(act, digest(1)));
    // What one act names as both is a document.
    let both = proposing(digest(3))
        .with("text", Datum::Text(BlobReference::new(digest(3), 10, Media::Markdown).unwrap()));
    let filed = taken(&mut world, ActType::MotionFiled, &[0], &both);
    refused(&world, ActType::BlobWithdrawn, &[0], &withdrawal(filed, digest(3)), Refusal::Text);
    taken(&mut world, ActType::MotionFiled, &[1], &both);
}

#[test]
fn nobody_keeps_a_document_from_being_read_by_naming_it_as_a_text() {
    let mut world = world();
    let policy = b"quorum none\n";
    let motion = support::motion(&mut world, "policy", policy, true);
    let proposal = world.evidence.add(Media::Policy, policy);
    // An outsider, whose act has no effect.
    let text = BlobReference::new(*proposal.digest(), 10, Media::Markdown).unwrap();
    declared(&mut world, 99, Datum::Text(text));
    let rollcall = world.council.motions().find(|(id, _)| **id == motion).unwrap().1.rollcall.clone();
    let decision = Datum::Act(rollcall.unwrap().opened_by);
    let set = Fields::new(&[("decision", decision), ("policy", Datum::Document(proposal))]);
    taken(&mut world, ActType::PolicySet, &[5], &set);
}

#[test]
fn a_text_is_deleted_by_a_command() {
    let mut world = world();
    let act = declared(&mut world, 5, text(1));
    let command = Command::WithdrawBlob { act, blob: digest(1) };
    assert_eq!(world.command(&command, &[Who::Person(6)]), Err(DecideError::Refused(Refusal::Authority)));
    assert_eq!(world.command(&command, &[Who::Person(5)]), Ok(Outcome::Effect));
    assert!(world.council.is_withdrawn(&digest(1)));
}
