//! Keys from fixed secrets. They protect nothing. Each is made once, since that takes longer than to sign with it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;
use std::sync::{Mutex, PoisonError};

use kenes_record::Hash;
use kenes_record::act::{Holder, PublicKey};
use kenes_record::key::{KeyName, KeyUse, NoteSigner, self_naming};

use super::the;

/// A person's key, by its number.
pub fn member_key(person: u64, number: u64) -> Arc<NoteSigner> {
    named(Holder::Member, KeyUse::Note, &format!("{person}/{number}"))
}

/// A key of the server, by its number.
pub fn server_key(number: u64) -> Arc<NoteSigner> {
    named(Holder::Server, KeyUse::Note, &number.to_string())
}

/// The one-time credential of a person.
pub fn token_key(person: u64) -> Arc<NoteSigner> {
    named(Holder::Credential, KeyUse::Note, &person.to_string())
}

/// The key of a witness.
pub fn witness_key(number: u64) -> Arc<NoteSigner> {
    named(Holder::Witness, KeyUse::Cosignature, &number.to_string())
}

/// The public half of a key.
pub fn public(key: &NoteSigner) -> PublicKey {
    the(PublicKey::new(*key.verifier().public()))
}

/// The hash of a person's key with this number.
pub fn next_hash(person: u64, number: u64) -> Hash {
    crate::member::next_of(&public(&member_key(person, number)))
}

/// The keys that were made.
static MADE: Mutex<BTreeMap<(Holder, String), Arc<NoteSigner>>> = Mutex::new(BTreeMap::new());

/// All keys that were made, in any world of this process.
pub(super) fn made() -> Vec<Arc<NoteSigner>> {
    MADE.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
}

fn named(holder: Holder, key_use: KeyUse, what: &str) -> Arc<NoteSigner> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let key = made.entry((holder, what.into())).or_insert_with(|| Arc::new(make(holder, key_use, what)));
    Arc::clone(key)
}

fn make(holder: Holder, key_use: KeyUse, what: &str) -> NoteSigner {
    let secret = Hash::of(format!("kenes/testing/{}/{what}", holder.prefix()).as_bytes());
    // The name follows from the public key, which only a signer tells.
    let nameless = the(NoteSigner::from_secret(the(KeyName::new("x")), key_use, secret.as_bytes()));
    let name = the(self_naming(holder.prefix(), nameless.verifier().public()));
    the(NoteSigner::from_secret(name, key_use, secret.as_bytes()))
}
