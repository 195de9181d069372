//! Receiving: shares are checked and added up to private keys (Belenios 3.3.0 §4.6.5 and §4.6.6).

use alloc::vec::Vec;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::certificate::{Certificates, key_text};
use super::commitments::{CommitmentChecks, CommitmentFault, SignedCoefexps, evaluate_commitments};
use super::count;
use super::polynomial::{SecretPolynomial, VerifiedPolynomials, read_secret_number, write_secret_number};
use crate::group::backend::Sink as _;
use crate::group::{Element, Group, Scalar};
use crate::pki::{
    ChannelError, EncryptedMessage, Seed, Signed, TrusteeKeys, check_signature, read_embedded_structure,
    write_embedded_structure,
};
use crate::proof::{Equations, Proof};
use crate::trustee::{TrusteeIndex, TrusteePublicKey, TrusteeSecretKey};
use crate::wire::{Reader, Wire, WireError, parse_with, to_bytes, write_array};

/// What the server sends to a trustee in round 4: its own polynomial, the shares dealt to it, and everybody's
/// commitments (`vinput` in Belenios 3.3.0 §4.6.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vinput<G: Group> {
    polynomial: EncryptedMessage<G>,
    secrets: Vec<EncryptedMessage<G>>,
    coefexps: Vec<SignedCoefexps<G>>,
    signatures: Vec<Proof<G>>,
}

impl<G: Group> Vinput<G> {
    /// Reads the content of a file of the peers (`*.vinput`); white space around it is allowed.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn import(file: &[u8]) -> Result<Self, WireError> {
        crate::wire::parse(file.trim_ascii())
    }

    /// The serialized structure.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }
}

impl<G: Group> Wire<G> for Vinput<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"polynomial\":")?;
        let polynomial = read_embedded_structure(reader)?;
        reader.expect(",\"secrets\":")?;
        let secrets = reader.array(read_embedded_structure)?;
        reader.expect(",\"coefexps\":")?;
        let coefexps = reader.array(Signed::read)?;
        reader.expect(",\"signatures\":")?;
        let signatures = reader.list()?;
        reader.expect("}")?;
        Ok(Self { polynomial, secrets, coefexps, signatures })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { polynomial, secrets, coefexps, signatures } = self;
        out.put(b"{\"polynomial\":");
        write_embedded_structure(out, polynomial);
        out.put(b",\"secrets\":");
        write_array(out, secrets, |secret, out| write_embedded_structure(out, secret));
        out.put(b",\"coefexps\":");
        coefexps.write(out);
        out.put(b",\"signatures\":");
        signatures.write(out);
        out.put(b"}");
    }
}

/// What a trustee received is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VinputError {
    /// Whoever holds this seed is not among the trustees.
    #[error("none of the certificates belongs to this seed")]
    NotMember,
    /// Not one share, one list of commitments and one signature from each trustee: the server's fault.
    #[error(
        "expected {expected} of each, found {secrets} shares, {coefexps} commitments, {signatures} signatures"
    )]
    Count {
        /// How many trustees there are.
        expected: u32,
        /// Shares.
        secrets: u32,
        /// Lists of commitments.
        coefexps: u32,
        /// Signatures over the certificates.
        signatures: u32,
    },
    /// A dealer's commitments are wrong.
    #[error("trustee {from}: {fault}")]
    Commitments {
        /// The dealer.
        from: TrusteeIndex,
        /// What is wrong.
        fault: CommitmentFault,
    },
    /// The trustee's own polynomial does not come back as it was sent: the server's fault.
    #[error("the trustee's own polynomial cannot be read: {0}")]
    OwnPolynomial(#[source] ChannelError),
    /// The trustee's own commitments are not those of its polynomial: the server mixed up two ceremonies, or somebody
    /// else has the seed.
    #[error("the trustee's own commitments are not those of its polynomial")]
    OwnCommitments,
    /// A share cannot be read: its dealer's fault, or the server's.
    #[error("the share from trustee {from} cannot be read: {source}")]
    Secret {
        /// The dealer.
        from: TrusteeIndex,
        /// Why not.
        source: ChannelError,
    },
    /// A share is not the value of the polynomial that its dealer committed to. Its dealer signed both, so it is the
    /// dealer's fault; unless the dealer dealt twice and the server mixed the two dealings, which the dealer shows with
    /// its copies ([`crate::trustee::threshold`]).
    #[error(
        "the share from trustee {from} does not fit its commitments: the dealer's fault, or the server mixed two of its \
         dealings"
    )]
    Share {
        /// The dealer.
        from: TrusteeIndex,
    },
}

impl From<(TrusteeIndex, CommitmentFault)> for VinputError {
    fn from((from, fault): (TrusteeIndex, CommitmentFault)) -> Self {
        Self::Commitments { from, fault }
    }
}

/// What a trustee returns in round 5: its private key, encrypted to itself, and its public key
/// (`voutput` in Belenios 3.3.0 §4.6.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voutput<G: Group> {
    private_key: EncryptedMessage<G>,
    pub(super) public_key: TrusteePublicKey<G>,
}

impl<G: Group> Voutput<G> {
    /// Reads the content of a file of the peers (`*.voutput`); white space around it is allowed.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn import(file: &[u8]) -> Result<Self, WireError> {
        crate::wire::parse(file.trim_ascii())
    }

    /// The serialized structure.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// The private key, readable with the trustee's seed only ([`TrusteeSecretKey::open`]). The server keeps it until
    /// the trustee decrypts; its bytes are the content of the peers' `*.dkey` files.
    pub fn encrypted_decryption_key(&self) -> &EncryptedMessage<G> {
        &self.private_key
    }

    /// The verification key.
    pub fn public_key(&self) -> &TrusteePublicKey<G> {
        &self.public_key
    }
}

impl<G: Group> Wire<G> for Voutput<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"private_key\":")?;
        let private_key = read_embedded_structure(reader)?;
        reader.expect(",\"public_key\":")?;
        let public_key = TrusteePublicKey::read(reader)?;
        reader.expect("}")?;
        Ok(Self { private_key, public_key })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{\"private_key\":");
        write_embedded_structure(out, &self.private_key);
        out.put(b",\"public_key\":");
        self.public_key.write(out);
        out.put(b"}");
    }
}

/// What a trustee returned is refused; the trustee named is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VoutputError {
    /// There is no such trustee.
    #[error("there is no trustee {index}")]
    Index {
        /// The trustee asked for.
        index: TrusteeIndex,
    },
    /// Not one output from each trustee.
    #[error("{found} outputs instead of {expected}")]
    Count {
        /// How many trustees there are.
        expected: u32,
        /// How many outputs were given.
        found: u32,
    },
    /// The trustee does not prove to know the private key.
    #[error("trustee {index}: the proof of knowledge of the private key is wrong")]
    ProofOfKnowledge {
        /// The trustee.
        index: TrusteeIndex,
    },
    /// The key is not the one that follows from all commitments.
    #[error("trustee {index}: the verification key is not the one that follows from the commitments")]
    VerificationKey {
        /// The trustee.
        index: TrusteeIndex,
    },
    /// The key is not signed by the trustee.
    #[error("trustee {index}: the signature of the verification key is missing or wrong")]
    KeySignature {
        /// The trustee.
        index: TrusteeIndex,
    },
}

impl<G: Group> VerifiedPolynomials<'_, G> {
    /// Round 4, the server: what to send to each trustee, in order.
    pub fn vinputs(&self) -> impl Iterator<Item = Vinput<G>> + '_ {
        self.polynomials.iter().enumerate().map(|(position, own)| Vinput {
            polynomial: own.polynomial.clone(),
            secrets: self
                .polynomials
                .iter()
                .filter_map(|dealer| dealer.secrets.get(position))
                .cloned()
                .collect(),
            coefexps: self.coefexps.clone(),
            signatures: self.polynomials.iter().map(|dealer| dealer.signature).collect(),
        })
    }

    /// Round 5, the server: checks one output as it arrives from the trustee at `index`.
    ///
    /// # Errors
    /// [`VoutputError`], blaming that trustee.
    pub fn verify_voutput(&self, index: TrusteeIndex, voutput: &Voutput<G>) -> Result<(), VoutputError> {
        let mut equations = Equations::new();
        self.check_key(index, &voutput.public_key, &mut equations)?;
        equations.settle()
    }

    pub(super) fn check_key(
        &self,
        index: TrusteeIndex,
        key: &TrusteePublicKey<G>,
        equations: &mut Equations<G, VoutputError>,
    ) -> Result<(), VoutputError> {
        let (Some(certificate), Some(expected)) =
            (self.certificates.get(index), self.keys.get(index.position()))
        else {
            return Err(VoutputError::Index { index });
        };
        key.check_knowledge(VoutputError::ProofOfKnowledge { index }, equations);
        if key.public_key() != expected {
            return Err(VoutputError::VerificationKey { index });
        }
        let name = VoutputError::KeySignature { index };
        let signature = key.signature.as_ref().ok_or(name)?;
        check_signature(signature, certificate.verification_key(), key_text(expected), name, equations);
        Ok(())
    }
}

impl<G: Group> Certificates<G> {
    /// Round 5, the trustee who holds `seed`: checks what everybody dealt and computes the private key.
    ///
    /// Beyond the peers, checks every dealer's signature over the certificates, so a server that shows different
    /// certificates to different trustees is found out here; and that the trustee's own commitments are its own.
    ///
    /// # Errors
    /// [`VinputError`] says whose fault it is.
    pub fn check_vinput(
        &self,
        seed: &Seed,
        vinput: &Vinput<G>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<(TrusteeSecretKey<G>, Voutput<G>), VinputError> {
        let keys = TrusteeKeys::derive(seed);
        let index = self.index_of_keys(&keys).ok_or(VinputError::NotMember)?;
        let Vinput { polynomial, secrets, coefexps, signatures } = vinput;
        self.check_counts(vinput)?;
        let mut checks = CommitmentChecks::new(self);
        checks.add_all(coefexps.iter().zip(signatures))?;
        checks.settle()?;
        if let Some(own) = coefexps.get(index.position()) {
            check_own(&keys, polynomial, own)?;
        }
        let secret_key = TrusteeSecretKey::of(*self.receive_shares(&keys, index, secrets, coefexps)?);
        let voutput = Voutput::new(&keys, &secret_key, rng);
        Ok((secret_key, voutput))
    }

    fn check_counts(&self, vinput: &Vinput<G>) -> Result<(), VinputError> {
        let Vinput { polynomial: _one, secrets, coefexps, signatures } = vinput;
        let expected = self.threshold().size();
        let (secrets, coefexps, signatures) = (count(secrets), count(coefexps), count(signatures));
        if [secrets, coefexps, signatures] == [expected; 3] {
            Ok(())
        } else {
            Err(VinputError::Count { expected, secrets, coefexps, signatures })
        }
    }

    /// The sum of the shares, each checked against its dealer's commitments.
    fn receive_shares(
        &self,
        keys: &TrusteeKeys<G>,
        index: TrusteeIndex,
        secrets: &[EncryptedMessage<G>],
        coefexps: &[SignedCoefexps<G>],
    ) -> Result<Zeroizing<Scalar<G>>, VinputError> {
        let mut sum = Zeroizing::new(Scalar::ZERO);
        let dealers = TrusteeIndex::all().zip(self.as_slice()).zip(secrets.iter().zip(coefexps));
        for ((from, certificate), (secret, coefexps)) in dealers {
            let message = keys
                .receive(certificate.verification_key(), secret)
                .map_err(|source| VinputError::Secret { from, source })?;
            let share = read_secret_number::<G>("{\"secret\":", &message)
                .map_err(|error| VinputError::Secret { from, source: error.into() })?;
            let expected = evaluate_commitments::<G>(&coefexps.content.0, index);
            if Element::<G>::power_of_generator(&share) != Element::of(expected) {
                return Err(VinputError::Share { from });
            }
            *sum = *sum + *share;
        }
        Ok(sum)
    }
}

/// Checks that the trustee's own polynomial came back and is the one behind the commitments in its name.
fn check_own<G: Group>(
    keys: &TrusteeKeys<G>,
    polynomial: &EncryptedMessage<G>,
    coefexps: &SignedCoefexps<G>,
) -> Result<(), VinputError> {
    let message = keys.receive(&keys.verification, polynomial).map_err(VinputError::OwnPolynomial)?;
    let polynomial =
        SecretPolynomial::<G>::parse(&message).map_err(|error| VinputError::OwnPolynomial(error.into()))?;
    if polynomial.commitments() == coefexps.content.0 { Ok(()) } else { Err(VinputError::OwnCommitments) }
}

impl<G: Group> Voutput<G> {
    fn new(
        keys: &TrusteeKeys<G>,
        secret_key: &TrusteeSecretKey<G>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Self {
        let mut public_key = secret_key.public_key(rng);
        public_key.signature = Some(keys.sign(key_text(public_key.public_key()), rng));
        let message = write_secret_number("decryption_key", secret_key.scalar());
        Self { private_key: keys.send(&keys.encryption, &message, rng), public_key }
    }
}

/// A threshold trustee's private key cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The message is not one that the holder of this seed sent to itself.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// It belongs to another public key.
    #[error("the private key does not belong to this verification key")]
    OtherKey,
}

impl<G: Group> TrusteeSecretKey<G> {
    /// A threshold trustee's private key, from its seed and the message that it sent to itself in round 5; `public_key`
    /// is its verification key in the election.
    ///
    /// # Errors
    /// [`OpenError`] when seed, message and verification key do not belong together.
    pub fn open(
        seed: &Seed,
        encrypted: &EncryptedMessage<G>,
        public_key: &Element<G>,
    ) -> Result<Self, OpenError> {
        let keys = TrusteeKeys::derive(seed);
        let message = keys.receive(&keys.verification, encrypted)?;
        let secret_key = Self::of(*read_decryption_key::<G>(&message).map_err(ChannelError::from)?);
        if secret_key.element() == *public_key { Ok(secret_key) } else { Err(OpenError::OtherKey) }
    }
}

/// Reads `partial_decryption_key`. Releases before 3.0 added the shares up without reducing the sum modulo q, so any
/// number is taken modulo q here; it comes from the trustee itself.
fn read_decryption_key<G: Group>(message: &[u8]) -> Result<Zeroizing<Scalar<G>>, WireError> {
    parse_with::<G, _>(message, |reader| {
        reader.expect("{\"decryption_key\":")?;
        let at = reader.scan.position();
        let digits = reader.scan.plain()?;
        reader.expect("}")?;
        if matches!(digits, [] | [b'0', _, ..]) || !digits.iter().all(u8::is_ascii_digit) {
            return Err(WireError::Scalar { at });
        }
        let ten = Scalar::from(10);
        let mut number = Zeroizing::new(Scalar::ZERO);
        for digit in digits {
            *number = *number * ten + Scalar::from(u64::from(digit - b'0'));
        }
        Ok(number)
    })
}
