//! A member's key: made here, kept by the page, read back.

use kenes_record::json::Value;
use kenes_record::member_key::{MemberKey, WeakKey};
use rand_core::Rng as _;
use zeroize::Zeroizing;

use crate::message::{Request, object};
use crate::{Booth, BoothError, Op};

/// The ops of this module.
pub const OPS: &[Op] =
    &[("key_new", &["seed"], new), ("key_rotate", &["file", "seed"], rotate), ("key_read", &["file"], read)];

/// Two fresh keys, the second announced and unused.
fn new(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let mut rng = request.seed()?.expand("kenes/booth/v1|key_new");
    let mut fresh = || {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut_slice());
        secret
    };
    let (key, next) = (fresh(), fresh());
    with_file(&MemberKey::from_secrets(&key, &next).map_err(weak)?)
}

/// The next key in force, and a fresh one after it.
fn rotate(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let key = file(request)?;
    let mut next = Zeroizing::new([0; 32]);
    request.seed()?.expand("kenes/booth/v1|key_rotate").fill_bytes(next.as_mut_slice());
    with_file(&key.rotated(&next).map_err(weak)?)
}

fn read(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let key = file(request)?;
    let [name, public, next] = public(&key)?;
    Ok(object([name, public, next]))
}

/// The key in the field `file`.
pub fn file(request: &Request<'_>) -> Result<MemberKey, BoothError> {
    Ok(MemberKey::parse(request.text("file")?)?)
}

fn with_file(key: &MemberKey) -> Result<Value, BoothError> {
    let [name, public, next] = public(key)?;
    let file = Value::string(key.dangerously_to_text().as_str());
    Ok(object([("file", file), name, public, next]))
}

/// What everybody may know of a key.
fn public(key: &MemberKey) -> Result<[(&'static str, Value); 3], BoothError> {
    let public = key.public().map_err(weak)?.to_hex();
    Ok([
        ("name", Value::string(key.name().to_string())),
        ("public", Value::string(public)),
        ("next", Value::string(key.next_hash().to_hex())),
    ])
}

fn weak(WeakKey: WeakKey) -> BoothError {
    BoothError::Field { field: "seed" }
}
