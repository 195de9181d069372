//! Verification keys and private keys of trustees (Belenios 3.3.0 §4.5).

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::group::backend::Sink as _;
use crate::group::{Element, Group, Scalar};
use crate::hash::Transcript;
use crate::proof::{Equations, Proof, prove_knowledge};
use crate::scan::FormError;
use crate::wire::{Reader, Wire, WireError, parse, parse_with, quoted, to_bytes, write_string};

/// A trustee's public key X with a proof that its owner knows the private key (`trustee_public_key` in
/// Belenios 3.3.0 §4.5).
///
/// Reading checks the form only; the proof is checked with the structure that holds the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrusteePublicKey<G: Group> {
    pub(super) pok: Proof<G>,
    pub(super) public_key: Element<G>,
    pub(super) signature: Option<Proof<G>>,
    name: Option<String>,
}

impl<G: Group> TrusteePublicKey<G> {
    /// Reads the content of a public key file of the peers (`*.pubkey`); white space around it is allowed.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn import(file: &[u8]) -> Result<Self, WireError> {
        parse(file.trim_ascii())
    }

    /// The serialized key.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// The public key X.
    pub fn public_key(&self) -> &Element<G> {
        &self.public_key
    }

    /// What the server calls the trustee. The specification is silent about this field; the peers' server writes it and
    /// nothing protects it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether the proof of knowledge holds.
    pub fn proves_knowledge(&self) -> bool {
        let mut equations = Equations::new();
        self.check_knowledge((), &mut equations);
        equations.settle().is_ok()
    }

    /// Adds the check of the proof of knowledge to `equations`.
    pub(super) fn check_knowledge<Name>(&self, name: Name, equations: &mut Equations<G, Name>) {
        equations.commit_generator(&self.pok, &self.public_key.point);
        equations.check(name, knowledge_text(&self.public_key), self.pok.challenge);
    }
}

/// What is hashed before the commitment in a proof of knowledge of the private key of `key`.
fn knowledge_text<G: Group>(key: &Element<G>) -> Transcript {
    let mut text = Transcript::new("pok|").with(G::ID.name()).with("|");
    text.element(key);
    text.with("|")
}

impl<G: Group> Wire<G> for TrusteePublicKey<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"pok\":")?;
        let pok = Proof::read(reader)?;
        reader.expect(",\"public_key\":")?;
        let public_key = reader.element()?;
        let signed = reader.scan.take(",\"signature\":");
        let signature = signed.then(|| Proof::read(reader)).transpose()?;
        let named = reader.scan.take(",\"name\":");
        let name = named.then(|| read_name(reader)).transpose()?;
        reader.expect("}")?;
        Ok(Self { pok, public_key, signature, name })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{\"pok\":");
        self.pok.write(out);
        out.put(b",\"public_key\":");
        self.public_key.write(out);
        if let Some(signature) = &self.signature {
            out.put(b",\"signature\":");
            signature.write(out);
        }
        if let Some(name) = &self.name {
            out.put(b",\"name\":");
            write_string(out, name);
        }
        out.put(b"}");
    }
}

/// A string in the one writing that [`write_string`] gives.
fn read_name<G: Group>(reader: &mut Reader<'_, G>) -> Result<String, WireError> {
    let at = reader.scan.position();
    let name = reader.scan.string()?;
    let mut canonical = Vec::new();
    write_string(&mut canonical, &name);
    if reader.scan.since(at) == canonical {
        Ok(name)
    } else {
        Err(FormError { at, expected: "a string without needless escapes" }.into())
    }
}

/// A trustee's private key x (`private_key` in Belenios 3.3.0 §4.5), wiped on drop.
///
/// With single trustees it is random; threshold trustees compute it together
/// ([`crate::trustee::threshold::Certificates::check_vinput`]).
pub struct TrusteeSecretKey<G: Group>(Zeroizing<Scalar<G>>);

/// A file does not hold a private key: not the JSON string of a canonical decimal number below q.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a private key: expected a decimal number below the order of the group, in quotes")]
pub struct SecretKeyError;

impl<G: Group> TrusteeSecretKey<G> {
    /// A fresh key of a single trustee.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        Self::of(Scalar::random(rng))
    }

    pub(super) fn of(secret: Scalar<G>) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// Reads the content of a private key file of the peers (`*.privkey`); white space around it is allowed. Not
    /// constant time: once, on the trustee's own device.
    ///
    /// # Errors
    /// [`SecretKeyError`] for any other content.
    pub fn import(file: &[u8]) -> Result<Self, SecretKeyError> {
        parse_with(file.trim_ascii(), |reader| reader.scalar()).map(Self::of).map_err(|_| SecretKeyError)
    }

    /// The content of a private key file, without a line's end. Its length tells how many digits the key has.
    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        // Never grows, so no copy of the key is left behind.
        let mut file = Zeroizing::new(Vec::with_capacity(G::ID.scalar_digits() + 2));
        quoted(&mut file, |out| self.0.write_text(out));
        file
    }

    /// The public key with a fresh proof of knowledge.
    pub fn public_key(&self, rng: &mut (impl CryptoRng + ?Sized)) -> TrusteePublicKey<G> {
        let public_key = self.element();
        let pok = prove_knowledge(&self.0, knowledge_text(&public_key), rng);
        TrusteePublicKey { pok, public_key, signature: None, name: None }
    }

    /// g^x.
    pub fn element(&self) -> Element<G> {
        Element::power_of_generator(&self.0)
    }

    /// The number, for partial decryptions.
    pub(crate) fn scalar(&self) -> &Scalar<G> {
        &self.0
    }
}

impl<G: Group> fmt::Debug for TrusteeSecretKey<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrusteeSecretKey(<redacted>)")
    }
}
