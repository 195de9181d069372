//! The lot of an election: a number that nobody can know before the vote is closed and nobody can choose, for ties that a
//! counting rule leaves to chance. The format, the statement and its limits are in `docs/spec/lot.md`.
//!
//! The value is P^x: P is hashed to the group from the Setup event and the EndBallots event, so it is not known before the
//! close; x is the election's private key, so the value is fixed by then and nobody knows it unless enough trustees tell.
//! Each trustee opens a [`LotShare`], P^xᵢ with a proof that it has the logarithm of the trustee's key; shares are
//! collected in a [`LotDocument`], whose verification gives the [`VerifiedLotValue`]. Whichever trustees open it, as many as
//! are needed, the value is the same.

mod document;
#[cfg(test)]
mod tests;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use rand_core::CryptoRng;

pub use self::document::{LotDocument, LotDocumentError, LotMergeError, LotValueError};
use crate::decryption::commit_equal_logs;
use crate::election::{Election, ElectionError, group_of};
use crate::group::{Element, Group, backend::Sink as _};
use crate::hash::{Digest, Transcript};
use crate::proof::{Equations, Nonce, Proof};
use crate::trustee::{TrusteeError, TrusteeIndex, TrusteeSecretKey, Trustees};
use crate::wire::WireError;

/// What is hashed first.
const TAG: &str = "kenes/lot-value/v1";

/// What is opened: the board of an election at its close, and P (`docs/spec/lot.md`, "The base").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot<G: Group> {
    setup: Digest,
    head: Digest,
    base: Element<G>,
}

impl<G: Group> Lot<G> {
    /// The lot of the election whose Setup event has the hash `setup` and whose EndBallots event has the hash `head`.
    pub fn new(setup: Digest, head: Digest) -> Self {
        let seed = Transcript::new(TAG).with(format!("|base|{}|{setup}|{head}", G::ID)).digest();
        let mut count = 0u64;
        let base = G::hash_to_group(|| {
            count += 1;
            Transcript::new(TAG).with(format!("|block|{seed}|{count}")).digest().0
        });
        Self { setup, head, base: Element::of(base) }
    }

    /// The hash of the Setup event.
    pub fn setup(&self) -> Digest {
        self.setup
    }

    /// The hash of the EndBallots event.
    pub fn head(&self) -> Digest {
        self.head
    }

    /// P, whose logarithm nobody knows.
    pub fn base(&self) -> &Element<G> {
        &self.base
    }

    /// The text before the commitments in the proof of `owner`.
    fn proof_text(&self, owner: TrusteeIndex, public_key: &Element<G>, value: &Element<G>) -> Transcript {
        let Self { setup, head, base } = self;
        let mut text = Transcript::new(TAG).with(format!("|challenge|{}|{setup}|{head}|{owner}|", G::ID));
        text.element(public_key).put(b"|");
        text.elements([base, value]);
        text.with("|")
    }
}

/// One trustee's part of a lot, not yet verified: P^xᵢ and a proof that xᵢ is the trustee's private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotShare<G: Group> {
    owner: TrusteeIndex,
    value: Element<G>,
    proof: Proof<G>,
}

impl<G: Group> LotShare<G> {
    /// The trustee's number, from 1, in the order of the trustees structure.
    pub fn owner(&self) -> TrusteeIndex {
        self.owner
    }

    /// P^xᵢ, unless the trustee lies.
    pub fn value(&self) -> &Element<G> {
        &self.value
    }

    /// Adds the equation of the proof, under the name `name`.
    fn equation<Name>(
        &self,
        lot: &Lot<G>,
        public_key: &Element<G>,
        name: Name,
        equations: &mut Equations<G, Name>,
    ) {
        let Self { owner, value, proof } = self;
        commit_equal_logs(equations, proof, &public_key.point, [&lot.base.point, &value.point]);
        equations.check(name, lot.proof_text(*owner, public_key, value), proof.challenge);
    }
}

/// Opens a trustee's share of a lot (`docs/spec/lot.md`, "The share"); `owner` is the trustee's number. The private key takes
/// constant-time paths only.
///
/// The caller must have made sure that the vote is closed for good with this head: a share for a board that can still
/// grow tells those who have enough of them what the lot would be.
pub fn open<G: Group>(
    lot: &Lot<G>,
    owner: TrusteeIndex,
    secret: &TrusteeSecretKey<G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> LotShare<G> {
    let x = secret.scalar();
    let nonce = Nonce::<G>::random(rng);
    let powers = [
        G::pow_generator(&x.0),
        G::pow(&lot.base.point, &x.0),
        nonce.commit_generator(),
        nonce.commit(&lot.base.point),
    ];
    let [public_key, value, a, b] = powers.map(Element::<G>::of);
    let mut text = lot.proof_text(owner, &public_key, &value);
    text.elements(&[a, b]);
    LotShare { owner, value, proof: nonce.answer(x, text.challenge()) }
}

/// The value of a lot. Only [`LotDocument::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedLotValue {
    setup: Digest,
    head: Digest,
    value: String,
}

impl VerifiedLotValue {
    /// The hash of the Setup event of the election.
    pub fn setup(&self) -> Digest {
        self.setup
    }

    /// The hash of the EndBallots event of the election.
    pub fn head(&self) -> Digest {
        self.head
    }

    /// The bytes of P^x: its canonical text, as Belenios writes elements of the group.
    pub fn bytes(&self) -> &[u8] {
        self.value.as_bytes()
    }

    /// The bytes of P^x, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.value.into_bytes()
    }
}

/// A lot does not verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LotError {
    /// The election cannot be read.
    #[error("the election: {0}")]
    Election(#[source] ElectionError),
    /// The trustees cannot be read.
    #[error("the trustees: {0}")]
    TrusteeForm(#[source] WireError),
    /// The trustees are refused.
    #[error(transparent)]
    Trustees(#[from] TrusteeError),
    /// The trustees are not those of the election: their keys multiply to another one.
    #[error("the trustees' keys do not multiply to the election's public key")]
    OtherTrustees,
    /// The document cannot be read.
    #[error("the lot: {0}")]
    Document(#[source] LotDocumentError),
    /// The document does not open the lot.
    #[error(transparent)]
    Value(#[from] LotValueError),
}

/// Verifies a document of lot shares from bytes alone: election and trustees as they stand in the archive, in whichever group,
/// and the hashes of its Setup event and its EndBallots event (`docs/spec/lot.md`, "Verification").
///
/// The caller must have found election and trustees by the hashes of the Setup event, as
/// [`OutlineReader`](crate::archive::OutlineReader) does.
///
/// # Errors
/// [`LotError`] says what is wrong, and whose fault it is.
pub fn verify_document(
    election: &[u8],
    trustees: &[u8],
    document: &[u8],
    setup: Digest,
    head: Digest,
) -> Result<VerifiedLotValue, LotError> {
    let group = group_of(election).map_err(LotError::Election)?;
    crate::with_group!(group, G => verify_in::<G>(election, trustees, document, &Lot::new(setup, head)))
}

fn verify_in<G: Group>(
    election: &[u8],
    trustees: &[u8],
    document: &[u8],
    lot: &Lot<G>,
) -> Result<VerifiedLotValue, LotError> {
    let election = Election::<G>::parse(election.to_vec()).map_err(LotError::Election)?;
    let trustees = Trustees::<G>::parse(trustees).map_err(LotError::TrusteeForm)?.verify()?;
    if trustees.public_key() != election.public_key() {
        return Err(LotError::OtherTrustees);
    }
    let document = LotDocument::<G>::parse(document).map_err(LotError::Document)?;
    Ok(document.verify(&trustees, lot)?)
}
