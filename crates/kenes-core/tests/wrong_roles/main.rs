//! Every act of the first rules, from a council in which it has its effect: signed by somebody else, or with another value
//! in a field, it is refused, unless the field is the signer's to choose.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod cases;
#[path = "../support/mod.rs"]
mod support;
mod values;

use std::collections::BTreeSet;

use kenes_core::testing::{Fields, Who, World, member_key, next_hash, public, server_key};
use kenes_core::{Outcome, Refusal};
use kenes_record::act::{ActType, Datum};

use cases::{By, Case, cases};
use values::others;

/// Nobody whom the record knows.
const OUTSIDER: Who = Who::Person(99);
/// A member with no part in anything.
const OTHER: Who = Who::Person(13);

fn name(case: &Case) -> &'static str {
    case.act_type.name()
}

/// What comes of a case when these sign this; nothing where it is no act.
fn outcome(case: &Case, signers: &[Who], fields: &Fields) -> Option<Outcome> {
    outcome_in(&case.world, case, signers, fields)
}

fn outcome_in(world: &World, case: &Case, signers: &[Who], fields: &Fields) -> Option<Outcome> {
    let mut after = world.clone();
    let outcome = after.attempt(case.act_type, signers, fields.body()).ok()?;
    if outcome != Outcome::Effect {
        assert!(world.is_same_but_acts(&after), "{}", name(case));
    }
    Some(outcome)
}

fn has_effect(case: &Case, found: Option<Outcome>) -> bool {
    found == Some(case.outcome)
}

#[test]
fn each_act_of_the_first_rules_has_its_effect() {
    let mut types = BTreeSet::new();
    for case in cases() {
        let found = outcome(&case, &case.signers, &case.fields);
        assert_eq!(found, Some(case.outcome), "{} {:?}", name(&case), case.fields);
        types.insert(case.act_type);
    }
    assert_eq!(types.len(), 34, "all that come after the first act");
}

/// Others in the place of a signer.
fn instead(who: Who) -> Vec<Who> {
    match who {
        Who::Person(person) => vec![OUTSIDER, OTHER, Who::Server, Who::Key(person, 1)],
        Who::Server => vec![Who::ServerKey(9), OTHER, OUTSIDER],
        Who::ServerKey(_) => vec![Who::ServerKey(9)],
        Who::Key(person, number) => vec![Who::Key(50, number), Who::Key(person, number + 1)],
        Who::Token(_) => vec![Who::Token(50)],
    }
}

#[test]
fn nobody_signs_for_another() {
    for case in cases() {
        for (place, who) in case.signers.iter().enumerate() {
            for other in instead(*who) {
                let mut signers = case.signers.clone();
                signers[place] = other;
                let may = match case.by {
                    By::Nobody => false,
                    By::Member => other == OTHER,
                    By::Anyone => [OTHER, Who::Server].contains(&other),
                };
                let found = outcome(&case, &signers, &case.fields);
                assert_eq!(has_effect(&case, found), may, "{} by {signers:?}: {found:?}", name(&case));
            }
        }
    }
}

#[test]
fn nobody_signs_besides_who_is_no_member() {
    for case in cases() {
        let signers: Vec<Who> = case.signers.iter().copied().chain([OUTSIDER]).collect();
        let found = outcome(&case, &signers, &case.fields);
        assert!(!has_effect(&case, found), "{}: {found:?}", name(&case));
    }
}

#[test]
fn fewer_do_not_sign() {
    for case in cases().into_iter().filter(|case| case.signers.len() > 1) {
        for place in 0..case.signers.len() {
            let mut signers = case.signers.clone();
            signers.remove(place);
            let found = outcome(&case, &signers, &case.fields);
            assert!(!has_effect(&case, found), "{} by {signers:?}: {found:?}", name(&case));
        }
    }
}

/// A member goes on to the next key; the server hands over.
fn replace_key(world: &mut World, who: Who) -> Refusal {
    let (outcome, refusal) = if let Who::Person(person) = who {
        let fields = Fields::new(&[
            ("key", Datum::PublicKey(public(&member_key(person, 1)))),
            ("member", Datum::Key(world.name(person))),
            ("next", Datum::Digest(next_hash(person, 2))),
        ]);
        (world.act(ActType::KeyRotated, &[Who::Key(person, 1)], fields.body()), Refusal::NotMember)
    } else {
        let fields = Fields::new(&[("key", Datum::PublicKey(public(&server_key(1))))]);
        let signers = [Who::ServerKey(0), Who::ServerKey(1)];
        (world.act(ActType::ServerKey, &signers, fields.body()), Refusal::NotServer)
    };
    assert_eq!(outcome, Outcome::Effect);
    refusal
}

/// Whether somebody signs with a key in force of the record, in this case.
fn signs_in_force(who: &Who) -> bool {
    matches!(who, Who::Person(_) | Who::Server)
}

#[test]
fn old_keys_sign_nothing() {
    for case in cases() {
        for who in case.signers.iter().copied().filter(signs_in_force) {
            let mut world = case.world.clone();
            let refusal = replace_key(&mut world, who);
            // The world signs with the keys that it knows: the old ones. A tick is cosigned by the new key then.
            let found = outcome_in(&world, &case, &case.signers, &case.fields);
            assert_eq!(found, Some(Outcome::None(refusal)), "{}", name(&case));
        }
    }
}

#[test]
fn whoever_left_signs_nothing() {
    for case in cases() {
        for who in case.signers.iter().copied() {
            let Who::Person(person) = who else { continue };
            let mut world = case.world.clone();
            let fields = Fields::new(&[("member", Datum::Key(world.name(person)))]);
            assert_eq!(world.act(ActType::EnrolWithdrawn, &[who], fields.body()), Outcome::Effect);
            let found = outcome_in(&world, &case, &case.signers, &case.fields);
            assert_eq!(found, Some(Outcome::None(Refusal::NotMember)), "{}", name(&case));
        }
    }
}

#[test]
fn each_field_counts() {
    for mut case in cases() {
        let mut chosen = BTreeSet::new();
        for field in case.act_type.fields() {
            let value = case.fields.datum(field.name).cloned();
            for other in others(&mut case.world, &field.kind, value.as_ref()) {
                let fields = case.fields.clone().with(field.name, other);
                let found = outcome(&case, &case.signers, &fields);
                if has_effect(&case, found) {
                    assert!(case.free.contains(&field.name), "{} with {fields:?}", name(&case));
                    chosen.insert(field.name);
                }
            }
        }
        // No field is said to be free that is not.
        assert_eq!(chosen, case.free.iter().copied().collect(), "{}", name(&case));
    }
}
