//! The bound decryption proof: a proof of our own beside the archive that a trustee's factors are the right ones.
//!
//! Version 1 hashes neither ciphertext nor factor into the challenge of a decryption proof, so a trustee can give a
//! false factor with a proof that verifies ([`super::forger`] shows how). The format, the statement and its limits are
//! in `docs/spec/bound-decryption.md`.
//!
//! One proof for each trustee and question. With e₁, e₂, … hashed from all α and F of the question, it shows that
//! F* = ∏ Fⱼ^eⱼ is α*^x for α* = ∏ αⱼ^eⱼ and X = g^x. Were some Fⱼ = αⱼ^x · g^dⱼ with dⱼ ≠ 0, then F* = α*^x ·
//! g^(∑ eⱼ·dⱼ), and ∑ eⱼ·dⱼ = 0 has probability 2⁻²⁵² or less for each choice of factors that is hashed.

use alloc::format;
use alloc::vec::Vec;

use rand_core::CryptoRng;

use super::{DecryptionSet, PartialDecryption, commit_equal_logs};
use crate::election::Election;
use crate::group::{Element, Group, Scalar, backend::Sink as _};
use crate::hash::{Digest, Transcript};
use crate::proof::{Equations, Nonce, Proof};
use crate::tally::{Column, EncryptedTally};
use crate::trustee::TrusteeIndex;
use crate::wire::{Reader, Wire, WireError, parse_with, quoted, write_array};

/// What is hashed first.
const TAG: &str = "kenes/bound-decryption/v1";

/// The head of the document.
const FORMAT: &str = "{\"format\":\"kenes/bound/v1\",\"election\":";

/// One trustee's bound proof, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundProof<G: Group> {
    pub(super) owner: TrusteeIndex,
    pub(super) decryption: Digest,
    pub(super) proofs: Vec<Proof<G>>,
}

impl<G: Group> BoundProof<G> {
    /// The trustee's number, from 1, in the order of the trustees structure.
    pub fn owner(&self) -> TrusteeIndex {
        self.owner
    }

    /// The hash of the partial decryption that is proved.
    pub fn decryption(&self) -> Digest {
        self.decryption
    }

    pub(super) fn prove(
        election: &Election<G>,
        tally: &EncryptedTally<G>,
        owner: TrusteeIndex,
        x: &Scalar<G>,
        public_key: &Element<G>,
        decryption: &PartialDecryption<G>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Self {
        let questions = tally.columns().zip(&decryption.factors).enumerate();
        let proofs = questions
            .map(|(question, (ciphertexts, factors))| {
                let alphas = ciphertexts.iter().map(|ciphertext| &ciphertext.alpha);
                let pairs: Vec<_> = alphas.zip(factors.iter()).collect();
                let statement = Statement::new(election, owner, question, public_key, &pairs);
                let nonce = Nonce::<G>::random(rng);
                let commitments = [nonce.commit_generator(), nonce.commit(&statement.alpha.point)];
                let mut text = statement.text();
                text.elements(&Element::<G>::of_all(&commitments));
                nonce.answer(x, text.challenge())
            })
            .collect();
        Self { owner, decryption: Digest::of(&decryption.to_bytes()), proofs }
    }
}

/// What one proof is about: the pairs (αⱼ, Fⱼ) of a question, and their combination.
struct Statement<G: Group> {
    digest: Digest,
    /// α*.
    alpha: Element<G>,
    /// F*.
    factor: Element<G>,
}

impl<G: Group> Statement<G> {
    fn new(
        election: &Election<G>,
        owner: TrusteeIndex,
        question: usize,
        public_key: &Element<G>,
        pairs: &[(&Element<G>, &Element<G>)],
    ) -> Self {
        let (group, fingerprint) = (G::ID.name(), election.fingerprint());
        let (question, count) = (question.saturating_add(1), pairs.len());
        let mut text = Transcript::new(TAG);
        text.put(format!("|statement|{group}|{fingerprint}|{owner}|{question}|{count}|").as_bytes());
        text.element(public_key).put(b"|");
        text.elements(pairs.iter().flat_map(|(alpha, factor)| [*alpha, *factor]));
        let digest = text.digest();
        let coefficient =
            |index| Transcript::new(TAG).with(format!("|coefficient|{digest}|{index}")).challenge::<G>();
        let coefficients: Vec<Scalar<G>> = (1..=count).map(coefficient).collect();
        let combine = |points: &mut dyn Iterator<Item = G::Point>| {
            let terms: Vec<_> = coefficients.iter().map(|e| e.0).zip(points).collect();
            G::product_of_powers(&terms)
        };
        let alpha = Element::of(combine(&mut pairs.iter().map(|(alpha, _)| alpha.point)));
        let factor = Element::of(combine(&mut pairs.iter().map(|(_, factor)| factor.point)));
        Self { digest, alpha, factor }
    }

    /// The text before the commitments.
    fn text(&self) -> Transcript {
        let Self { digest, alpha, factor } = self;
        let mut text = Transcript::new(TAG).with(format!("|challenge|{digest}|"));
        text.elements([alpha, factor]);
        text.with("|")
    }
}

/// The bound proofs of an election, one for each trustee: the file `<uuid>.bound.json`, not yet verified.
///
/// A trustee hands over a document with its own proof alone; whoever collects them inserts each into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundDocument<G: Group> {
    pub(super) election: Digest,
    /// By owner, in increasing order.
    pub(super) proofs: Vec<BoundProof<G>>,
}

/// Bytes are not a document of bound proofs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoundDocumentError {
    /// Not the form of `docs/spec/bound-decryption.md`.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The trustees are not in increasing order.
    #[error("the bound proof of trustee {owner} is out of order or a duplicate")]
    Order {
        /// The first trustee whose number is not above the one before.
        owner: TrusteeIndex,
    },
}

/// A trustee has a bound proof already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("trustee {owner} has a bound proof already")]
pub struct DuplicateOwner {
    /// The trustee's number, from 1.
    pub owner: TrusteeIndex,
}

impl<G: Group> BoundDocument<G> {
    /// A document without proofs.
    pub fn new(election: &Election<G>) -> Self {
        Self { election: election.digest(), proofs: Vec::new() }
    }

    /// Adds a trustee's proof.
    ///
    /// # Errors
    /// [`DuplicateOwner`] when there is one of this trustee.
    pub fn insert(&mut self, proof: BoundProof<G>) -> Result<(), DuplicateOwner> {
        match self.proofs.binary_search_by_key(&proof.owner, BoundProof::owner) {
            Ok(_) => Err(DuplicateOwner { owner: proof.owner }),
            Err(place) => {
                self.proofs.insert(place, proof);
                Ok(())
            }
        }
    }

    /// The hash of the election that it says it is for.
    pub fn election(&self) -> Digest {
        self.election
    }

    /// The proofs, by trustee.
    pub fn proofs(&self) -> &[BoundProof<G>] {
        &self.proofs
    }

    /// The proofs, by trustee, without a copy.
    pub fn into_proofs(self) -> Vec<BoundProof<G>> {
        self.proofs
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`BoundDocumentError`] for any other form.
    pub fn parse(bytes: &[u8]) -> Result<Self, BoundDocumentError> {
        let document: Self = parse_with(bytes, Self::read)?;
        let mut last = None;
        for &BoundProof { owner, decryption: _, proofs: _ } in &document.proofs {
            if Some(owner) <= last {
                return Err(BoundDocumentError::Order { owner });
            }
            last = Some(owner);
        }
        Ok(document)
    }

    /// The one serialization.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { election, proofs } = self;
        let mut out = Vec::from(FORMAT.as_bytes());
        quoted(&mut out, |out| out.put(election.to_hex().as_bytes()));
        out.put(b",\"decryptions\":");
        proofs.write(&mut out);
        out.put(b"}");
        out
    }

    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect(FORMAT)?;
        let election = reader.digest()?;
        reader.expect(",\"decryptions\":")?;
        let proofs = reader.list()?;
        reader.expect("}")?;
        Ok(Self { election, proofs })
    }
}

impl<G: Group> Wire<G> for BoundProof<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"owner\":")?;
        let owner = TrusteeIndex::read(reader)?;
        reader.expect(",\"decryption\":")?;
        let decryption = reader.digest()?;
        reader.expect(",\"proofs\":")?;
        let proofs = reader.list()?;
        reader.expect("}")?;
        Ok(Self { owner, decryption, proofs })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { owner, decryption, proofs } = self;
        out.put(b"{\"owner\":");
        Wire::<G>::write(owner, out);
        out.put(format!(",\"decryption\":\"{decryption}\",\"proofs\":").as_bytes());
        write_array(out, proofs, Wire::write);
        out.put(b"}");
    }
}

/// A document of bound proofs does not show that the factors of the result are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoundError {
    /// The document is for another election.
    #[error("the bound proofs are for another election, with the hash {found}")]
    Election {
        /// The field `election`.
        found: Digest,
    },
    /// A trustee who gave a partial decryption has no bound proof.
    #[error("trustee {owner} has no bound proof")]
    Missing {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
    },
    /// A bound proof of a trustee whose partial decryption is not there.
    #[error("trustee {owner} has a bound proof but no partial decryption")]
    NoDecryption {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
    },
    /// A bound proof for another partial decryption than the one that was published.
    #[error("the bound proof of trustee {owner} is for another partial decryption, with the hash {found}")]
    OtherDecryption {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
        /// The field `decryption`.
        found: Digest,
    },
    /// Not one proof for each question.
    #[error("trustee {owner}: {found} bound proofs for {expected} questions")]
    Questions {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
        /// How many questions there are.
        expected: usize,
        /// How many proofs there are.
        found: usize,
    },
    /// A proof does not hold: the trustee, whose version 1 proofs hold, gave false factors, or a false bound proof.
    #[error("trustee {owner}: the bound proof of question {} does not hold", question + 1)]
    Proof {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
        /// Which question, from 0.
        question: usize,
    },
}

/// The factors of these trustees were proved right by bound proofs. Only [`BoundDocument::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedBound {
    owners: Vec<TrusteeIndex>,
}

impl VerifiedBound {
    /// The trustees, in increasing order.
    pub fn owners(&self) -> &[TrusteeIndex] {
        &self.owners
    }
}

impl<G: Group> BoundDocument<G> {
    /// Checks every proof of the document, and that there is one for each partial decryption, whether the result is
    /// made of it or not.
    ///
    /// # Errors
    /// [`BoundError`] names the trustee at fault.
    pub fn verify(&self, decryptions: &DecryptionSet<'_, G>) -> Result<VerifiedBound, BoundError> {
        let Self { election, proofs } = self;
        if *election != decryptions.election().digest() {
            return Err(BoundError::Election { found: *election });
        }
        let mut equations = Equations::new();
        for proof in proofs {
            proof.equations(decryptions, &mut equations)?;
        }
        equations.settle()?;
        let owners: Vec<_> = proofs.iter().map(BoundProof::owner).collect();
        match decryptions.owners().find(|owner| !owners.contains(owner)) {
            Some(owner) => Err(BoundError::Missing { owner }),
            None => Ok(VerifiedBound { owners }),
        }
    }
}

impl<G: Group> BoundProof<G> {
    fn equations(
        &self,
        decryptions: &DecryptionSet<'_, G>,
        equations: &mut Equations<G, BoundError>,
    ) -> Result<(), BoundError> {
        let &Self { owner, decryption: found, ref proofs } = self;
        let decryption = decryptions.of(owner).ok_or(BoundError::NoDecryption { owner })?;
        if found != decryption.digest() {
            return Err(BoundError::OtherDecryption { owner, found });
        }
        let (expected, found) = (decryption.factors().len(), proofs.len());
        if found != expected {
            return Err(BoundError::Questions { owner, expected, found });
        }
        let key = decryption.public_key();
        let columns = decryptions.tally().columns().map(Column::iter);
        for (question, ((ciphertexts, factors), proof)) in
            columns.zip(decryption.factors()).zip(proofs).enumerate()
        {
            let pairs: Vec<_> = ciphertexts.map(|ciphertext| &ciphertext.alpha).zip(factors).collect();
            let statement = Statement::new(decryptions.election(), owner, question, key, &pairs);
            let points = [&statement.alpha.point, &statement.factor.point];
            commit_equal_logs(equations, proof, &key.point, points);
            equations.check(BoundError::Proof { owner, question }, statement.text(), proof.challenge);
        }
        Ok(())
    }
}
