//! The key infrastructure of threshold trustees (Belenios 3.3.0 §4.6.1 and §4.6.3): seeds, the keys derived from
//! them, signed messages and private channels.
//!
//! Trustees who share an election key know each other only through the server, so each starts from a secret [`Seed`]
//! that gives a key to sign and a key to decrypt. A structure that travels inside a JSON string is read by the same
//! strict scanner as everything else; hence the text that was signed is the text that we would write, and
//! only the content is kept. Which structures travel this way stands in [`crate::trustee::threshold`].

mod ccm;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::fmt;

use aes_gcm::aead::consts::U32;
use aes_gcm::aes::Aes256;
use aes_gcm::{AeadInOut as _, AesGcm, Key, KeyInit as _, Nonce};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::credential::random_base58;
use crate::election::BASE58;
use crate::group::backend::Sink;
use crate::group::{Element, Group, Scalar};
use crate::hash::Transcript;
use crate::proof::{Equations, Proof, prove_knowledge, verify_knowledge};
use crate::scan::{FormError, Scanner};
use crate::wire::{Reader, Wire, WireError, parse_with, quoted, to_bytes};

/// A threshold trustee's secret: 22 Base58 characters, from which the keys for signing and decrypting are derived
/// (Belenios 3.3.0 §4.6.1).
pub struct Seed(Zeroizing<[u8; Seed::LENGTH]>);

/// A text is not a seed: not 22 Base58 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a seed of 22 Base58 characters")]
pub struct SeedError;

impl Seed {
    /// Characters in a seed, 128.8 bits.
    pub const LENGTH: usize = 22;

    /// A fresh seed.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let text = random_base58(Self::LENGTH, rng);
        let mut seed = Self(Zeroizing::new([0; Self::LENGTH]));
        for (to, from) in seed.0.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        seed
    }

    /// Reads the content of a private key file of the peers (`*.key`); white space around the seed is allowed.
    ///
    /// # Errors
    /// [`SeedError`] when it is not 22 Base58 characters.
    pub fn import(file: &[u8]) -> Result<Self, SeedError> {
        let text: [u8; Self::LENGTH] = file.trim_ascii().try_into().map_err(|_| SeedError)?;
        let seed = Self(Zeroizing::new(text));
        if seed.0.iter().all(|c| BASE58.contains(c)) { Ok(seed) } else { Err(SeedError) }
    }

    /// The seed's text, for its owner's private key file.
    pub fn export(&self) -> &str {
        core::str::from_utf8(&*self.0).unwrap_or_default()
    }

    fn derive<G: Group>(&self, tag: &str) -> Scalar<G> {
        Transcript::new(tag).with(self.0.as_slice()).challenge()
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(<redacted>)")
    }
}

/// A trustee's key for signing, wiped on drop.
struct SigningKey<G: Group>(Zeroizing<Scalar<G>>);

/// A trustee's key for opening what others encrypted to them, wiped on drop.
struct DecryptionKey<G: Group>(Zeroizing<Scalar<G>>);

/// The four keys derived from a seed (Belenios 3.3.0 §4.6.1).
pub(crate) struct TrusteeKeys<G: Group> {
    signing: SigningKey<G>,
    decryption: DecryptionKey<G>,
    /// g^sk, checks signatures.
    pub(crate) verification: Element<G>,
    /// g^dk, others encrypt to it.
    pub(crate) encryption: Element<G>,
}

impl<G: Group> fmt::Debug for TrusteeKeys<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrusteeKeys")
            .field("verification", &self.verification)
            .field("encryption", &self.encryption)
            .finish_non_exhaustive()
    }
}

impl<G: Group> TrusteeKeys<G> {
    pub(crate) fn derive(seed: &Seed) -> Self {
        let signing = SigningKey(Zeroizing::new(seed.derive("sk|")));
        let decryption = DecryptionKey(Zeroizing::new(seed.derive("dk|")));
        let verification = Element::power_of_generator(&signing.0);
        let encryption = Element::power_of_generator(&decryption.0);
        Self { signing, decryption, verification, encryption }
    }

    /// Signs the text fed to `text`, which must come from [`signature_text`].
    pub(crate) fn sign(&self, text: Transcript, rng: &mut (impl CryptoRng + ?Sized)) -> Proof<G> {
        prove_knowledge(&self.signing.0, text, rng)
    }

    /// Signs a structure.
    pub(crate) fn sign_content<T: Wire<G>>(
        &self,
        content: T,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Signed<G, T> {
        let signature = self.sign(signature_text(&to_bytes(&content)), rng);
        Signed { content, signature }
    }

    /// Sends `message` to the owner of `recipient`: signed, then encrypted (Belenios 3.3.0 §4.6.3).
    pub(crate) fn send(
        &self,
        recipient: &Element<G>,
        message: &[u8],
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> EncryptedMessage<G> {
        self.send_as(recipient, recipient, message, rng)
    }

    /// As [`TrusteeKeys::send`], with the recipient that the message names apart from the key that it is encrypted to.
    pub(crate) fn send_as(
        &self,
        named: &Element<G>,
        encryption: &Element<G>,
        message: &[u8],
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> EncryptedMessage<G> {
        let mut channel = secret_buffer(message.len());
        channel.put(b"{\"recipient\":");
        named.write(&mut channel);
        channel.put(b",\"message\":");
        write_embedded(&mut channel, message);
        channel.put(b"}");
        let signature = self.sign(signature_text(&channel), rng);
        let mut signed = secret_buffer(channel.len());
        write_signed(&mut signed, &channel, &signature);
        EncryptedMessage::seal(encryption, signed, rng)
    }

    /// Opens what the owner of the verification key `sender` sent to us (Belenios 3.3.0 §4.6.3).
    ///
    /// # Errors
    /// [`ChannelError`]: whoever made or carried the message is to blame.
    pub(crate) fn receive(
        &self,
        sender: &Element<G>,
        message: &EncryptedMessage<G>,
    ) -> Result<Zeroizing<Vec<u8>>, ChannelError> {
        let signed = message.open(&self.decryption)?;
        let (channel, signature) = parse_with(&signed, read_signed::<G>)?;
        if !verify_knowledge(&signature, sender, signature_text(&channel)) {
            return Err(ChannelError::Signature);
        }
        let mut own = Vec::new();
        self.encryption.write_text(&mut own);
        parse_with::<G, _>(&channel, |reader| {
            reader.expect("{\"recipient\":")?;
            let for_us = reader.scan.plain()? == own;
            reader.expect(",\"message\":")?;
            let message = Zeroizing::new(Embedded::scan(&mut reader.scan)?.text());
            reader.expect("}")?;
            Ok(for_us.then_some(message))
        })?
        .ok_or(ChannelError::Recipient)
    }
}

/// A message from one trustee to another is refused (Belenios 3.3.0 §4.6.3).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChannelError {
    /// It was encrypted to another key, or altered on the way.
    #[error("the message cannot be decrypted with this key")]
    Decryption,
    /// What it holds is not in the form of the specification.
    #[error("the decrypted message is malformed: {0}")]
    Form(#[from] WireError),
    /// Its signature is not the sender's.
    #[error("the decrypted message is not signed by its sender")]
    Signature,
    /// It names another recipient: a message meant for somebody else and encrypted to us.
    #[error("the decrypted message is addressed to somebody else")]
    Recipient,
}

/// A structure in a JSON string and its author's signature (`signed_msg` in Belenios 3.3.0 §4.6.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed<G: Group, T> {
    pub(crate) content: T,
    pub(crate) signature: Proof<G>,
}

impl<G: Group, T: Wire<G>> Signed<G, T> {
    /// Adds the check of the signature to `equations`.
    pub(crate) fn check<Name>(&self, key: &Element<G>, name: Name, equations: &mut Equations<G, Name>) {
        let text = signature_text(&to_bytes(&self.content));
        check_signature(&self.signature, key, text, name, equations);
    }
}

impl<G: Group, T: Wire<G>> Wire<G> for Signed<G, T> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"message\":")?;
        let content = read_embedded_structure(reader)?;
        reader.expect(",\"signature\":")?;
        let signature = Proof::read(reader)?;
        reader.expect("}")?;
        Ok(Self { content, signature })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_signed(out, &to_bytes(&self.content), &self.signature);
    }
}

fn read_signed<G: Group>(reader: &mut Reader<'_, G>) -> Result<(Zeroizing<Vec<u8>>, Proof<G>), WireError> {
    reader.expect("{\"message\":")?;
    let message = Zeroizing::new(Embedded::scan(&mut reader.scan)?.text());
    reader.expect(",\"signature\":")?;
    let signature = Proof::read(reader)?;
    reader.expect("}")?;
    Ok((message, signature))
}

fn write_signed<G: Group>(out: &mut Vec<u8>, message: &[u8], signature: &Proof<G>) {
    out.put(b"{\"message\":");
    write_embedded(out, message);
    out.put(b",\"signature\":");
    signature.write(out);
    out.put(b"}");
}

/// What is hashed before the commitment in a signature of `message` (Belenios 3.3.0 §4.6.1).
pub(crate) fn signature_text(message: &[u8]) -> Transcript {
    Transcript::new("sigmsg|").with(message).with("|")
}

/// Adds the check of a signature under `key` to `equations`.
pub(crate) fn check_signature<G: Group, Name>(
    signature: &Proof<G>,
    key: &Element<G>,
    text: Transcript,
    name: Name,
    equations: &mut Equations<G, Name>,
) {
    equations.commit_generator(signature, &key.point);
    equations.check(name, text, signature.challenge);
}

/// A message encrypted to a trustee (`encrypted_msg` in Belenios 3.3.0 §4.6.1): ElGamal carries the key of a symmetric
/// cipher.
///
/// The key and the initialization vector are SHA-256 hashes, 32 bytes each; the tag follows the ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptedMessage<G: Group> {
    cipher: Cipher,
    alpha: Element<G>,
    beta: Element<G>,
    data: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cipher {
    /// AES-256-GCM with a vector of 256 bits and a tag of 128, written since release 3.1.
    Gcm,
    /// AES-256-CCM with a tag of 64 bits, before 3.1, when messages did not name a cipher. Read, never written.
    Ccm,
}

type Aes256Gcm = AesGcm<Aes256, U32>;

impl<G: Group> EncryptedMessage<G> {
    /// Reads the content of an encrypted decryption key file of the peers (`*.dkey`); white space around it is allowed.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn import(file: &[u8]) -> Result<Self, WireError> {
        crate::wire::parse(file.trim_ascii())
    }

    /// The serialized message.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    fn seal(
        recipient: &Element<G>,
        mut message: Zeroizing<Vec<u8>>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Self {
        let r = Zeroizing::new(Scalar::<G>::random(rng));
        let s = Zeroizing::new(Scalar::<G>::random(rng));
        let alpha = Element::power_of_generator(&r);
        let shared = Zeroizing::new(G::pow_generator(&s.0));
        let mask = Zeroizing::new(G::pow(&recipient.point, &r.0));
        let beta = Element::of(G::mul(&mask, &shared));
        let key = cipher_key::<G>(*shared);
        let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key));
        match cipher.encrypt_in_place(&Nonce::from(vector(&alpha)), b"", &mut *message) {
            Ok(()) => {}
            Err(_) => unreachable!("AES-GCM refuses only texts over 2^36 bytes"),
        }
        let data = core::mem::take(&mut *message);
        Self { cipher: Cipher::Gcm, alpha, beta, data }
    }

    fn open(&self, key: &DecryptionKey<G>) -> Result<Zeroizing<Vec<u8>>, ChannelError> {
        let mask = Zeroizing::new(G::pow(&self.alpha.point, &key.0.0));
        let shared = Zeroizing::new(G::mul(&self.beta.point, &G::inverse(&mask)));
        let key = cipher_key::<G>(*shared);
        let mut data = Zeroizing::new(self.data.clone());
        let vector = vector(&self.alpha);
        match self.cipher {
            Cipher::Gcm => Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
                .decrypt_in_place(&Nonce::from(vector), b"", &mut *data)
                .map_err(|_| ChannelError::Decryption)?,
            Cipher::Ccm => ccm::decrypt_in_place(&key, &vector, &mut data).ok_or(ChannelError::Decryption)?,
        }
        Ok(data)
    }
}

fn cipher_key<G: Group>(shared: G::Point) -> Zeroizing<[u8; 32]> {
    let mut text = Transcript::new("key|");
    text.element(&Element::<G>::of(shared));
    Zeroizing::new(text.digest().0)
}

fn vector<G: Group>(alpha: &Element<G>) -> [u8; 32] {
    let mut text = Transcript::new("iv|");
    text.element(alpha);
    text.digest().0
}

impl<G: Group> Wire<G> for EncryptedMessage<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{")?;
        let cipher = if reader.scan.take("\"algorithm\":\"AES-GCM\",") { Cipher::Gcm } else { Cipher::Ccm };
        reader.expect("\"alpha\":")?;
        let alpha = reader.element()?;
        reader.expect(",\"beta\":")?;
        let beta = reader.element()?;
        reader.expect(",\"data\":")?;
        let at = reader.scan.position();
        let data = base16ct::lower::decode_vec(reader.scan.plain()?)
            .map_err(|_| FormError { at, expected: "hexadecimal digits" })?;
        reader.expect("}")?;
        Ok(Self { cipher, alpha, beta, data })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(match self.cipher {
            Cipher::Gcm => b"{\"algorithm\":\"AES-GCM\",\"alpha\":",
            Cipher::Ccm => b"{\"alpha\":",
        });
        self.alpha.write(out);
        out.put(b",\"beta\":");
        self.beta.write(out);
        out.put(b",\"data\":");
        quoted(out, |out| out.put(base16ct::lower::encode_string(&self.data).as_bytes()));
        out.put(b"}");
    }
}

/// Reads a structure inside a JSON string. Errors point at the string.
pub(crate) fn read_embedded_structure<G: Group, T: Wire<G>>(
    reader: &mut Reader<'_, G>,
) -> Result<T, WireError> {
    let start = reader.scan.position();
    let text = Embedded::scan(&mut reader.scan)?.text();
    crate::wire::parse(&text).map_err(|error| match error {
        WireError::Form(FormError { at: _, expected }) => FormError { at: start, expected }.into(),
        WireError::Element { at: _, source } => WireError::Element { at: start, source },
        WireError::Scalar { at: _ } => WireError::Scalar { at: start },
    })
}

/// Writes a structure inside a JSON string.
pub(crate) fn write_embedded_structure<G: Group, T: Wire<G>>(out: &mut Vec<u8>, value: &T) {
    write_embedded(out, &to_bytes(value));
}

/// A JSON string that holds a structure: printable ASCII with escaped quotes and backslashes, the only writing of
/// its text that is accepted.
struct Embedded<'a> {
    /// What stands between the quotes.
    escaped: &'a [u8],
    /// The length of the text.
    length: usize,
}

impl<'a> Embedded<'a> {
    /// Consumes the string and copies nothing yet.
    fn scan(scan: &mut Scanner<'a>) -> Result<Self, FormError> {
        scan.expect("\"")?;
        let start = scan.position();
        let mut length = 0;
        loop {
            length += scan.unescaped().len();
            let escaped = scan.since(start);
            if scan.take("\"") {
                return Ok(Self { escaped, length });
            }
            if !scan.take("\\\"") && !scan.take("\\\\") {
                return scan.error("the end of the string, \\\" or \\\\");
            }
            length += 1;
        }
    }

    /// The text, in a buffer of just its length: it never grows, so no copy of a secret is left behind.
    fn text(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.length);
        let mut bytes = self.escaped.iter();
        while let Some(byte) = bytes.next() {
            // The scan saw to it that something follows a backslash.
            let byte = if *byte == b'\\' { bytes.next().unwrap_or(byte) } else { byte };
            text.push(*byte);
        }
        text
    }
}

/// Writes what [`Embedded`] reads.
fn write_embedded(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// A buffer for a text that embeds `length` bytes, large enough never to grow: escapes at most double it, and two
/// elements and a proof go with it.
fn secret_buffer(length: usize) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(length.saturating_mul(2).saturating_add(4096)))
}
