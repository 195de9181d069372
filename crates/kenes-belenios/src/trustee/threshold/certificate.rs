//! Certificates: each trustee's keys for signing and encrypting (Belenios 3.3.0 §4.6.2).

use alloc::vec::Vec;

use rand_core::CryptoRng;

use super::{Threshold, ThresholdError, count};
use crate::group::backend::Sink as _;
use crate::group::{Element, Group, GroupId};
use crate::hash::{Digest, Transcript};
use crate::pki::{Seed, Signed, TrusteeKeys, signature_text};
use crate::proof::Equations;
use crate::scan::FormError;
use crate::trustee::TrusteeIndex;
use crate::wire::{Reader, Wire, WireError, quoted, to_bytes};

/// A trustee's keys for signing and encrypting, signed with the first (`cert` in Belenios 3.3.0 §4.6.2).
///
/// Since release 3.0 it also says for which group of trustees it was made, so that it cannot be used in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate<G: Group>(pub(super) Signed<G, CertificateKeys<G>>);

/// What a certificate signs (`cert_keys`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CertificateKeys<G: Group> {
    pub(super) context: Option<Context>,
    pub(super) verification: Element<G>,
    pub(super) encryption: Element<G>,
}

/// The use that a certificate was made for (`context`), as it stands on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Context {
    group: GroupId,
    size: u32,
    threshold: u32,
    index: u32,
}

impl Context {
    /// What the certificate of the trustee at `index` must say.
    pub(super) fn expected<G: Group>(threshold: Threshold, index: TrusteeIndex) -> Self {
        Self { group: G::ID, size: threshold.size(), threshold: threshold.needed(), index: index.get() }
    }
}

/// A list of certificates is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// There is no such trustee.
    #[error("there is no trustee {index} among {size}")]
    Index {
        /// The trustee asked for.
        index: TrusteeIndex,
        /// How many there are.
        size: u32,
    },
    /// The threshold that the first certificate names does not fit the number of certificates.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// Made for another group of trustees, another place in it, or by a release before 3.0.
    #[error("certificate {index} was not made for this use")]
    Context {
        /// Whose certificate.
        index: TrusteeIndex,
    },
    /// One of its keys is the neutral element: everybody could sign for the trustee, or read what is sent to it.
    #[error("a key of certificate {index} is the neutral element")]
    NeutralKey {
        /// Whose certificate.
        index: TrusteeIndex,
    },
    /// Not signed with the key that it shows.
    #[error("the signature of certificate {index} is wrong")]
    Signature {
        /// Whose certificate.
        index: TrusteeIndex,
    },
}

impl<G: Group> Certificate<G> {
    /// Round 1: a fresh seed, to be kept by the trustee at `index`, and its certificate, for the server.
    ///
    /// # Errors
    /// [`CertificateError::Index`] when `index` is beyond the size of the group of trustees.
    pub fn generate(
        threshold: Threshold,
        index: TrusteeIndex,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<(Seed, Self), CertificateError> {
        if index.get() > threshold.size() {
            return Err(CertificateError::Index { index, size: threshold.size() });
        }
        let seed = Seed::generate(rng);
        let keys = TrusteeKeys::<G>::derive(&seed);
        let content = CertificateKeys {
            context: Some(Context::expected::<G>(threshold, index)),
            verification: keys.verification,
            encryption: keys.encryption,
        };
        let certificate = Self(keys.sign_content(content, rng));
        Ok((seed, certificate))
    }

    /// Reads the content of a certificate file of the peers (`*.cert`); white space around it is allowed.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn import(file: &[u8]) -> Result<Self, WireError> {
        crate::wire::parse(file.trim_ascii())
    }

    /// The serialized certificate.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// The hash that the peers name a trustee's files by.
    pub fn id(&self) -> Digest {
        Digest::of(&to_bytes(&self.0.content))
    }

    /// The key that checks the trustee's signatures.
    pub fn verification_key(&self) -> &Element<G> {
        &self.0.content.verification
    }

    /// The key that others encrypt to.
    pub fn encryption_key(&self) -> &Element<G> {
        &self.0.content.encryption
    }

    /// Whether this is the certificate of whoever holds `seed`.
    pub fn is_of(&self, seed: &Seed) -> bool {
        self.matches(&TrusteeKeys::derive(seed))
    }

    /// Whether the key for signatures or the one for encryption is the neutral element.
    pub(super) fn has_neutral_key(&self) -> bool {
        self.verification_key().is_identity() || self.encryption_key().is_identity()
    }

    pub(super) fn matches(&self, keys: &TrusteeKeys<G>) -> bool {
        self.0.content.verification == keys.verification && self.0.content.encryption == keys.encryption
    }

    /// Checks one certificate as it arrives: made for the trustee at `index` and signed.
    ///
    /// # Errors
    /// [`CertificateError::Context`], [`CertificateError::NeutralKey`] or [`CertificateError::Signature`].
    pub fn verify(&self, threshold: Threshold, index: TrusteeIndex) -> Result<(), CertificateError> {
        let mut equations = Equations::new();
        self.check(threshold, index, &mut equations)?;
        equations.settle()
    }

    fn check(
        &self,
        threshold: Threshold,
        index: TrusteeIndex,
        equations: &mut Equations<G, CertificateError>,
    ) -> Result<(), CertificateError> {
        if self.0.content.context != Some(Context::expected::<G>(threshold, index)) {
            return Err(CertificateError::Context { index });
        }
        if self.has_neutral_key() {
            return Err(CertificateError::NeutralKey { index });
        }
        self.0.check(self.verification_key(), CertificateError::Signature { index }, equations);
        Ok(())
    }
}

impl<G: Group> Wire<G> for Certificate<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        Signed::read(reader).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }
}

impl<G: Group> Wire<G> for CertificateKeys<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{")?;
        let has_context = reader.scan.take("\"context\":");
        let context = has_context.then(|| read_context(reader)).transpose()?;
        reader.expect("\"verification\":")?;
        let verification = reader.element()?;
        reader.expect(",\"encryption\":")?;
        let encryption = reader.element()?;
        reader.expect("}")?;
        Ok(Self { context, verification, encryption })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{");
        if let Some(context) = &self.context {
            write_context(context, out);
        }
        out.put(b"\"verification\":");
        self.verification.write(out);
        out.put(b",\"encryption\":");
        self.encryption.write(out);
        out.put(b"}");
    }
}

/// The context and the comma after it.
fn read_context<G: Group>(reader: &mut Reader<'_, G>) -> Result<Context, WireError> {
    reader.expect("{\"group\":")?;
    let at = reader.scan.position();
    let name = core::str::from_utf8(reader.scan.plain()?).ok();
    let group =
        name.and_then(GroupId::parse).ok_or(FormError { at, expected: "the name of a supported group" })?;
    reader.expect(",\"size\":")?;
    let size = small_integer(reader)?;
    reader.expect(",\"threshold\":")?;
    let threshold = small_integer(reader)?;
    reader.expect(",\"index\":")?;
    let index = small_integer(reader)?;
    reader.expect("},")?;
    Ok(Context { group, size, threshold, index })
}

fn write_context(context: &Context, out: &mut Vec<u8>) {
    let Context { group, size, threshold, index } = context;
    out.put(b"\"context\":{\"group\":");
    quoted(out, |out| out.put(group.name().as_bytes()));
    out.put(alloc::format!(",\"size\":{size},\"threshold\":{threshold},\"index\":{index}}},").as_bytes());
}

/// A JSON integer below 2³².
pub(super) fn small_integer<G: Group>(reader: &mut Reader<'_, G>) -> Result<u32, WireError> {
    let at = reader.scan.position();
    let value = reader.scan.integer()?;
    u32::try_from(value).map_err(|_| FormError { at, expected: "an integer below 2^32" }.into())
}

/// The certificates of all trustees of a group, each checked; made by [`Certificates::verify`] only.
#[derive(Clone, Debug)]
pub struct Certificates<G: Group> {
    threshold: Threshold,
    certificates: Vec<Certificate<G>>,
}

impl<G: Group> Certificates<G> {
    /// Round 2: checks the certificates of a group of trustees, in their order. The threshold is the one that they sign.
    ///
    /// A trustee must see its own certificate in the list; later rounds refuse otherwise.
    ///
    /// # Errors
    /// [`CertificateError`] names the first certificate at fault.
    pub fn verify(certificates: Vec<Certificate<G>>) -> Result<Self, CertificateError> {
        let first = certificates.first().and_then(|certificate| certificate.0.content.context);
        let needed = match (first, certificates.is_empty()) {
            (Some(context), _) => context.threshold,
            (None, true) => 0,
            (None, false) => return Err(CertificateError::Context { index: TrusteeIndex::FIRST }),
        };
        let threshold = Threshold::new(needed, count(&certificates))?;
        let mut equations = Equations::new();
        for (certificate, index) in certificates.iter().zip(TrusteeIndex::all()) {
            certificate.check(threshold, index, &mut equations)?;
        }
        equations.settle()?;
        Ok(Self { threshold, certificates })
    }

    /// How many of how many trustees are needed.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// The certificates in order.
    pub fn as_slice(&self) -> &[Certificate<G>] {
        &self.certificates
    }

    /// The certificate of the trustee at `index`.
    pub fn get(&self, index: TrusteeIndex) -> Option<&Certificate<G>> {
        self.certificates.get(index.position())
    }

    /// The place of whoever holds `seed`.
    pub fn index_of(&self, seed: &Seed) -> Option<TrusteeIndex> {
        self.index_of_keys(&TrusteeKeys::derive(seed))
    }

    pub(super) fn index_of_keys(&self, keys: &TrusteeKeys<G>) -> Option<TrusteeIndex> {
        let mut members = self.certificates.iter().zip(TrusteeIndex::all());
        members.find(|(certificate, _)| certificate.matches(keys)).map(|(_, index)| index)
    }
}

/// What a dealer's signature over certificates and commitments hashes, up to the commitments
/// (`certs_sig|` in Belenios 3.3.0 §4.6.4).
pub(super) struct CertsText(Transcript);

impl CertsText {
    pub(super) fn new<G: Group>(certificates: &[Certificate<G>]) -> Self {
        let mut text = Vec::new();
        crate::wire::write_array(&mut text, certificates, |certificate, out| certificate.write(out));
        Self(Transcript::new("sigmsg|certs_sig|{\"certs\":").with(text).with(",\"coefexps\":"))
    }

    /// The whole text, for a dealer's commitments.
    pub(super) fn with<G: Group>(&self, coefexps: &Vec<Element<G>>) -> Transcript {
        self.0.clone().with(to_bytes(coefexps)).with("}|")
    }
}

/// What a trustee's signature of its verification key hashes.
pub(super) fn key_text<G: Group>(key: &Element<G>) -> Transcript {
    let mut text = Vec::new();
    key.write_text(&mut text);
    signature_text(&text)
}
