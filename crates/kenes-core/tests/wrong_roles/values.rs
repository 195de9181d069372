//! Other values of the kind of a field.

use kenes_core::testing::{World, member_key, public, text, token_key};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum, Holder, Kind, SignerName};
use kenes_record::blob::{BlobReference, Commitment, Media};

/// Other values for a field that has this one, or none.
pub fn others(world: &mut World, kind: &Kind, value: Option<&Datum>) -> Vec<Datum> {
    let mut found = candidates(world, kind, value);
    found.retain(|other| Some(other) != value && !is_same_blob(other, value));
    found
}

/// Whether it is the same document with another length.
fn is_same_blob(other: &Datum, value: Option<&Datum>) -> bool {
    matches!((other, value), (Datum::Document(one), Some(Datum::Document(two))) if one.digest() == two.digest())
}

fn candidates(world: &mut World, kind: &Kind, value: Option<&Datum>) -> Vec<Datum> {
    match kind {
        Kind::Digest => vec![Datum::Digest(Hash::of(b"other"))],
        Kind::Act => acts(world),
        Kind::Commitment => vec![Datum::Commitment(Commitment::from_hash(Hash::of(b"other")))],
        Kind::PublicKey => {
            let used = *world.council.key_of_server().unwrap();
            vec![Datum::PublicKey(public(&member_key(50, 0))), Datum::PublicKey(used)]
        }
        Kind::Key(holders) => names(world, holders),
        Kind::Number { max } => {
            let number = match value {
                Some(Datum::Number(number)) => *number,
                _ => 0,
            };
            [number.saturating_add(1), number.saturating_sub(1), 0, 7, 9_999]
                .into_iter()
                .filter(|other| other <= max)
                .map(Datum::Number)
                .collect()
        }
        Kind::Minute => {
            let minute = match value {
                Some(Datum::Minute(minute)) => *minute,
                _ => world.now / 60 * 60,
            };
            let year = 365 * 86_400;
            let minutes = [minute + 60, minute - 60, minute - year, minute + year, 0];
            minutes.map(Datum::Minute).into()
        }
        Kind::Code(words) => words.iter().map(|word| Datum::Code(word)).collect(),
        Kind::Text(_) => vec![text(77)],
        Kind::Document(media) => documents(world, media),
        Kind::Checkpoint { .. } => earlier_checkpoints(world),
        Kind::List { of, min, .. } => lists(world, of, *min, value),
    }
}

/// The first and the last act of each type that the record holds, and one that is not there.
fn acts(world: &World) -> Vec<Datum> {
    let ends = |act_type: &ActType| {
        let mut acts = world.acts().iter().filter(|act| act.act_type() == *act_type).map(|act| act.id());
        [acts.next(), acts.next_back()].into_iter().flatten()
    };
    let there = ActType::ALL.iter().flat_map(ends);
    there.chain([ActId::of_text("")]).map(Datum::Act).collect()
}

fn names(world: &World, holders: &[Holder]) -> Vec<Datum> {
    if holders.contains(&Holder::Credential) {
        return vec![Datum::Key(SignerName::of(Holder::Credential, token_key(50).verifier().public()))];
    }
    [13, 12, 99].map(|person| Datum::Key(world.name(person))).into()
}

/// One that is there, one that is not, and the charter in force.
fn documents(world: &mut World, media: &[Media]) -> Vec<Datum> {
    let there = world.evidence.add(media[0], b"another document");
    let absent = BlobReference::new(Hash::of(b"absent"), 8, media[0]).unwrap();
    let charter = BlobReference::new(*world.council.charter_digest(), 8, media[0]).unwrap();
    [there, absent, charter].map(Datum::Document).into()
}

fn earlier_checkpoints(world: &World) -> Vec<Datum> {
    let ticks = world.acts().iter().rev().filter(|act| act.act_type() == ActType::Tick);
    ticks.take(2).map(|tick| tick.body().field("checkpoint").unwrap().clone()).collect()
}

/// One fewer, one twice, and another in the last place.
fn lists(world: &mut World, of: &Kind, min: usize, value: Option<&Datum>) -> Vec<Datum> {
    let Some(Datum::List(items)) = value else { return Vec::new() };
    let mut found = Vec::new();
    let kept = items.len().saturating_sub(1);
    if kept >= min {
        found.push(Datum::List(items[..kept].to_vec()));
    }
    found.extend(items.last().map(|last| Datum::List(items.iter().chain([last]).cloned().collect())));
    for other in candidates(world, of, items.last()) {
        found.push(Datum::List(items[..kept].iter().cloned().chain([other]).collect()));
    }
    found
}
