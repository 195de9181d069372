//! Private key files protected by a passphrase.
//!
//! `{"format":"kenes/sealed-key/v1","memory":…,"passes":…,"lanes":…,"salt":…,"nonce":…,"data":…}`: the content of the
//! plain file under AES-256-GCM (NIST SP 800-38D), the key being Argon2id (RFC 9106) of the passphrase with its second
//! recommended choice of parameters, 64 MiB and 3 passes on 4 lanes. Parameters beyond what a machine should be made to
//! spend are refused.

use aes_gcm::aead::{AeadInOut as _, KeyInit as _};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64Unpadded, Encoding as _};
use rand_core::CryptoRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// How a protected file begins.
const BEGINNING: &[u8] = b"{\"format\":\"kenes/sealed-key/v1\",";

/// Argon2id: memory in KiB, passes, lanes.
const COST: [u32; 3] = [64 * 1024, 3, 4];

/// The most that a file may ask for.
const MAX_COST: [u32; 3] = [1024 * 1024, 64, 64];

/// A protected key file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealedKeyError {
    #[error("the protected key file is malformed")]
    Form,
    #[error("wrong passphrase")]
    Passphrase,
}

/// Whether a file is a protected key.
pub fn is_sealed(content: &[u8]) -> bool {
    content.starts_with(BEGINNING)
}

/// Protects the content of a key file.
pub fn seal(content: &[u8], passphrase: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, SealedKeyError> {
    let (mut salt, mut nonce) = ([0; 16], [0; 12]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut nonce);
    let key = derive(passphrase, &salt, COST)?;
    let mut data = Zeroizing::new(Vec::with_capacity(content.len().saturating_add(16)));
    data.extend_from_slice(content);
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
        .encrypt_in_place(&Nonce::from(nonce), BEGINNING, &mut *data)
        .map_err(|_| SealedKeyError::Form)?;
    let [memory, passes, lanes] = COST;
    let text = |bytes: &[u8]| Base64Unpadded::encode_string(bytes);
    let rest = json!({
        "memory": memory, "passes": passes, "lanes": lanes,
        "salt": text(&salt), "nonce": text(&nonce), "data": text(&data),
    });
    let mut file = BEGINNING.to_vec();
    file.extend_from_slice(rest.to_string().trim_start_matches('{').as_bytes());
    file.push(b'\n');
    Ok(file)
}

/// The content of a protected key file.
pub fn open(file: &[u8], passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealedKeyError> {
    let document: Value = serde_json::from_slice(file).map_err(|_| SealedKeyError::Form)?;
    let bytes = |field: &str| {
        let text = document.get(field).and_then(Value::as_str).ok_or(SealedKeyError::Form)?;
        Base64Unpadded::decode_vec(text).map_err(|_| SealedKeyError::Form)
    };
    let number = |field: &str, most: u32| {
        let number =
            document.get(field).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
        number.filter(|&number| number <= most).ok_or(SealedKeyError::Form)
    };
    let [memory, passes, lanes] = MAX_COST;
    let cost = [number("memory", memory)?, number("passes", passes)?, number("lanes", lanes)?];
    let nonce: [u8; 12] = bytes("nonce")?.try_into().map_err(|_| SealedKeyError::Form)?;
    let key = derive(passphrase, &bytes("salt")?, cost)?;
    let mut data = Zeroizing::new(bytes("data")?);
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
        .decrypt_in_place(&Nonce::from(nonce), BEGINNING, &mut *data)
        .map_err(|_| SealedKeyError::Passphrase)?;
    Ok(data)
}

fn derive(passphrase: &[u8], salt: &[u8], cost: [u32; 3]) -> Result<Zeroizing<[u8; 32]>, SealedKeyError> {
    let [memory, passes, lanes] = cost;
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| SealedKeyError::Form)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, &mut *key)
        .map_err(|_| SealedKeyError::Form)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_opens_a_key() {
        let mut rng = rand_core::UnwrapErr(getrandom::SysRng);
        let file = seal(b"\"123\"", b"correct horse", &mut rng).unwrap();
        assert!(is_sealed(&file));
        assert_eq!(*open(&file, b"correct horse").unwrap(), b"\"123\"");
        assert_eq!(open(&file, b"wrong horse").unwrap_err(), SealedKeyError::Passphrase);
        assert_eq!(open(b"{}", b"correct horse").unwrap_err(), SealedKeyError::Form);
        let greedy = String::from_utf8(file).unwrap().replace("65536", "999999999");
        assert_eq!(open(greedy.as_bytes(), b"correct horse").unwrap_err(), SealedKeyError::Form);
    }
}
