//! A log of made-up acts: one of every type, signed by keys of fixed secrets. For tests, vectors and fuzz targets; these
//! keys protect nothing.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt::Debug;

use sha2::{Digest as _, Sha256};

use crate::act::{
    Act, ActId, ActType, Body, Datum, Draft, Envelope, Fingerprint, Holder, Kind, LogId, Origin, Presence,
    Profile, PublicKey, Seen, SignerName, UnsignedAct,
};
use crate::blob::{Blob, Commitment, Media, Salt};
use crate::checkpoint::Head;
use crate::cosignature::cosign;
use crate::hash::Hash;
use crate::key::{KeyName, KeyUse, NoteSigner, VerifierKey, self_naming};

/// The time at which the log begins: seconds since 1970, the first of a day.
pub const BEGINNING: u64 = 1_795_046_400;

/// How many keys of each holder there are.
const KEYS: u8 = 8;

/// A log that has just begun, its keys and its witnesses.
#[derive(Debug)]
pub struct World {
    genesis: Act,
    origin: Origin,
    log: NoteSigner,
    witnesses: Vec<NoteSigner>,
}

impl World {
    /// The log with this founding host, opened by three members.
    pub fn new(host: &str) -> Self {
        let founders = [0, 1, 2].map(member);
        let draft = Draft {
            act_type: ActType::CharterGenesis,
            envelope: Envelope {
                at: Some(BEGINNING),
                by: by(&founders[0]),
                log: None,
                counter: Some(0),
                seen: None,
            },
            body: Body::new(
                ActType::CharterGenesis
                    .fields()
                    .iter()
                    .map(|field| {
                        (
                            field.name,
                            datum(field.name, &field.kind, 0, &|| unreachable!("no checkpoint is here")),
                        )
                    })
                    .collect(),
            ),
        };
        let unsigned = the(draft.write());
        let lines = founders.iter().map(|founder| unsigned.line(founder)).collect();
        let genesis = the(unsigned.assemble(lines));
        let origin = the(Origin::new(host, LogId::of(&genesis.id())));
        let log = the(NoteSigner::from_secret(origin.name().clone(), KeyUse::Note, &secret("log", 0)));
        let witnesses = [0, 1, 2].map(witness).into();
        Self { genesis, origin, log, witnesses }
    }

    /// The first act.
    pub fn genesis(&self) -> &Act {
        &self.genesis
    }

    /// The origin of the log.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The key that signs its checkpoints.
    pub fn log(&self) -> &NoteSigner {
        &self.log
    }

    /// The witnesses that cosign them.
    pub fn witnesses(&self) -> &[NoteSigner] {
        &self.witnesses
    }

    /// The key of this name.
    pub fn key_of(&self, name: &KeyName) -> Option<VerifierKey> {
        let others = core::iter::once(&self.log).chain(&self.witnesses);
        let known = others.map(NoteSigner::verifier).find(|key| key.name() == name);
        known.cloned().or_else(|| {
            let signer: SignerName = name.as_str().parse().ok()?;
            let keys = (0..KEYS).map(|number| key(signer.holder, number).verifier().clone());
            keys.into_iter().find(|key| key.name() == name)
        })
    }

    /// The checkpoint of a made-up tree, cosigned by every witness.
    pub fn checkpoint(&self, size: u64) -> crate::checkpoint::Checkpoint {
        let head = Head { origin: self.origin.name().clone(), size, root: digest("root", size) };
        let mut checkpoint = the(head.sign(&self.log));
        for witness in &self.witnesses {
            checkpoint.note_mut().push(cosign(&head, witness, BEGINNING + size));
        }
        checkpoint
    }

    /// What an act of this type may say, in its fullest form. Other numbers give other acts.
    pub fn draft(&self, act_type: ActType, number: u64) -> Draft {
        let profile = act_type.profile();
        let there = |presence: Presence| presence != Presence::Absent;
        let minute = BEGINNING + number % 1_000 * 86_400;
        let fields = act_type.fields().iter().map(|field| {
            let checkpoint = || Datum::Checkpoint(Box::new(self.checkpoint(number)));
            (field.name, datum(field.name, &field.kind, number, &checkpoint))
        });
        Draft {
            act_type,
            envelope: Envelope {
                at: there(profile.at()).then_some(minute),
                by: signers(profile).first().map_or_else(|| by(&member(0)), by),
                log: there(profile.log()).then_some(*self.origin.id()),
                counter: there(profile.counter()).then_some(number % (profile.max_counter() + 1)),
                seen: there(profile.seen()).then(|| Seen { size: number, root: digest("root", number) }),
            },
            body: Body::new(fields.collect()),
        }
    }

    /// Signs by as many keys as the type needs, one of officers.
    pub fn sign(&self, unsigned: UnsignedAct) -> Act {
        let signers = signers(unsigned.act_type().profile());
        let lines = signers.iter().map(|signer| unsigned.line(signer)).collect();
        the(unsigned.assemble(lines))
    }

    /// A signed act of this type.
    pub fn act(&self, act_type: ActType, number: u64) -> Act {
        self.sign(the(self.draft(act_type, number).write()))
    }
}

/// The keys that sign an act of this profile here.
pub fn signers(profile: Profile) -> Vec<NoteSigner> {
    match profile {
        Profile::Member | Profile::Anyone | Profile::Officers => Vec::from([member(0)]),
        Profile::Founders => Vec::from([0, 1, 2].map(member)),
        Profile::Rotation => Vec::from([0, 1].map(member)),
        Profile::Introduced => Vec::from([member(0), key(Holder::Credential, 0)]),
        Profile::Server | Profile::Board => Vec::from([key(Holder::Server, 0)]),
        Profile::Handover => Vec::from([0, 1].map(|number| key(Holder::Server, number))),
        Profile::Credential => Vec::from([key(Holder::Credential, 0)]),
    }
}

/// A key for acts.
pub fn key(holder: Holder, number: u8) -> NoteSigner {
    named(holder, KeyUse::Note, number)
}

fn member(number: u8) -> NoteSigner {
    key(Holder::Member, number)
}

fn witness(number: u8) -> NoteSigner {
    named(Holder::Witness, KeyUse::Cosignature, number)
}

fn named(holder: Holder, key_use: KeyUse, number: u8) -> NoteSigner {
    let secret = secret(holder.prefix(), number);
    // The name follows from the public key, which only a signer tells.
    let nameless = the(NoteSigner::from_secret(the(KeyName::new("x")), key_use, &secret));
    let name = the(self_naming(holder.prefix(), nameless.verifier().public()));
    the(NoteSigner::from_secret(name, key_use, &secret))
}

fn by(signer: &NoteSigner) -> Fingerprint {
    Fingerprint::of(signer.verifier().public())
}

fn secret(what: &str, number: u8) -> [u8; 32] {
    Sha256::new()
        .chain_update("kenes/testing/key/")
        .chain_update(what)
        .chain_update([number])
        .finalize()
        .into()
}

fn digest(what: &str, number: u64) -> Hash {
    Hash::of(alloc::format!("kenes/testing/{what}/{number}").as_bytes())
}

/// A value of a kind, for a field of this name.
fn datum(field: &str, kind: &Kind, number: u64, checkpoint: &dyn Fn() -> Datum) -> Datum {
    let small = u8::try_from(number % u64::from(KEYS)).unwrap_or_default();
    let blob = |media: &[Media]| {
        let blob = Blob::seal(Salt::from_bytes(digest(field, number).as_bytes()), b"content");
        let media = media.first().copied().unwrap_or(Media::Json);
        the(blob.reference(media).ok_or("too long"))
    };
    match *kind {
        Kind::Digest => Datum::Digest(digest(field, number)),
        Kind::Act => Datum::Act(ActId::from_hash(digest(field, number))),
        Kind::Commitment => {
            let salt = Salt::from_bytes(digest(field, number).as_bytes());
            Datum::Commitment(Commitment::to_record(&salt, b"record"))
        }
        Kind::PublicKey => Datum::PublicKey(the(PublicKey::new(*member(small).verifier().public()))),
        Kind::Key(holders) => {
            let holder = holders.first().copied().unwrap_or(Holder::Member);
            Datum::Key(SignerName::of(holder, key(holder, small).verifier().public()))
        }
        Kind::Number { max } => Datum::Number(number.min(max)),
        Kind::Minute => Datum::Minute(BEGINNING + number % 1_000_000 * 60),
        Kind::Code(words) => {
            let at = usize::from(small).checked_rem(words.len()).unwrap_or_default();
            Datum::Code(words.get(at).copied().unwrap_or_default())
        }
        Kind::Text(media) => Datum::Text(blob(media)),
        Kind::Document(media) => Datum::Document(blob(media)),
        Kind::Checkpoint { cosignatures: _ } => checkpoint(),
        Kind::List { of, min: _, max } => {
            let length = u64::try_from(max.min(3)).unwrap_or_default();
            Datum::List(
                (0..length).map(|at| datum(field, of, number.saturating_add(at), checkpoint)).collect(),
            )
        }
    }
}

/// Whatever is made here from fixed secrets can be made.
fn the<T, E: Debug>(made: Result<T, E>) -> T {
    match made {
        Ok(made) => made,
        Err(error) => unreachable!("the test data is right: {error:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_of_every_type_is_signed_read_back_and_verified() {
        let world = World::new("example.org");
        for act_type in ActType::ALL {
            let act = world.act(*act_type, 7);
            let read = Act::parse(&act.to_bytes()).unwrap();
            assert_eq!(read, act);
            if act_type.profile() != Profile::Founders {
                let verified = read.verify(world.origin(), |name| world.key_of(name)).unwrap();
                assert_eq!((verified.id(), verified.act_type()), (act.id(), *act_type));
                assert_eq!(verified.body(), &world.draft(*act_type, 7).body);
            }
        }
        let genesis = world.genesis().verify(world.origin(), |name| world.key_of(name)).unwrap();
        assert_eq!(LogId::of(&genesis.id()), *world.origin().id());
    }
}
