//! Every field of every act of the rules is read: the types of bodies are those of the record's schema.

use kenes_core::testing::{CHARTER, Who, World};
use kenes_core::{Outcome, Refusal};
use kenes_record::act::{ActType, Body, Datum, Profile};
use kenes_record::testing as record;

/// The acts that the first rules do not know; of petitions only initiatives, and the sample is a recall.
const LATER: [ActType; 23] = [
    ActType::OutageDeclared,
    ActType::OutageEnded,
    ActType::CandidacyChallenged,
    ActType::CandidacyAnswered,
    ActType::CandidacyDecided,
    ActType::CodesReprinted,
    ActType::PaperCounted,
    ActType::InterestDeclared,
    ActType::RecusalDeclared,
    ActType::MandateGiven,
    ActType::MandateEnded,
    ActType::PetitionOpened,
    ActType::PetitionAnswered,
    ActType::PetitionCodesIssued,
    ActType::PetitionSigned,
    ActType::MotionAmended,
    ActType::BudgetAdopted,
    ActType::BundleSealed,
    ActType::BundleImported,
    ActType::PeerRecognised,
    ActType::PeerHead,
    ActType::PeerEnded,
    ActType::EvidenceEquivocation,
];

fn signers(profile: Profile) -> Vec<Who> {
    match profile {
        Profile::Member | Profile::Officers | Profile::Anyone | Profile::Founders => vec![Who::Person(0)],
        Profile::Rotation => vec![Who::Person(0), Who::Key(0, 1)],
        Profile::Introduced => vec![Who::Key(3, 0), Who::Token(3)],
        Profile::Server | Profile::Board => vec![Who::Server],
        Profile::Handover => vec![Who::ServerKey(0), Who::ServerKey(1)],
        Profile::Credential => vec![Who::Token(3)],
    }
}

#[test]
fn every_body_of_the_schema_is_read_with_and_without_what_it_may_lack() {
    let samples = record::World::new("other.example");
    for act_type in ActType::ALL.iter().copied().filter(|act_type| act_type.profile() != Profile::Founders) {
        let full = samples.draft(act_type, 0).body;
        let required =
            |name: &str| act_type.fields().iter().any(|field| field.name == name && field.required);
        let least = full.fields().iter().filter(|(name, _)| required(name)).cloned().collect();
        for body in [full, Body::new(least)] {
            let mut world = World::new(CHARTER);
            let own = Datum::Checkpoint(world.checkpoint().into());
            let with_own = |(name, datum): &(&'static str, Datum)| {
                let is_checkpoint = matches!(datum, Datum::Checkpoint(_));
                (*name, if is_checkpoint { own.clone() } else { datum.clone() })
            };
            let body = Body::new(body.fields().iter().map(with_own).collect());
            let outcome = world.act(act_type, &signers(act_type.profile()), body);
            let is_later = LATER.contains(&act_type);
            assert_eq!(outcome == Outcome::None(Refusal::NotInRules), is_later, "{}", act_type.name());
        }
    }
}
