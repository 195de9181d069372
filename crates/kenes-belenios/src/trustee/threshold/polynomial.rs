//! Dealing: secret polynomials, commitments to them and shares (Belenios 3.3.0 §4.6.4).

use alloc::vec::Vec;
use core::fmt;

use chacha20::ChaCha20Rng;
use rand_core::{CryptoRng, SeedableRng as _};
use zeroize::{Zeroize as _, Zeroizing};

use super::certificate::{Certificates, CertsText};
use super::commitments::{Coefexps, CommitmentChecks, CommitmentFault, SignedCoefexps, verification_keys};
use super::count;
use crate::group::backend::Sink as _;
use crate::group::{Element, Group, Scalar};
use crate::hash::Transcript;
use crate::pki::{
    EncryptedMessage, Seed, Signed, TrusteeKeys, read_embedded_structure, write_embedded_structure,
};
use crate::proof::Proof;
use crate::trustee::TrusteeIndex;
use crate::wire::{Reader, Wire, WireError, parse_with, to_bytes, write_array};

/// A dealer's secret polynomial f(x) = a₀ + a₁x + … + aₜxᵗ, wiped on drop.
pub(super) struct SecretPolynomial<G: Group>(Zeroizing<Vec<Scalar<G>>>);

impl<G: Group> SecretPolynomial<G> {
    /// A random polynomial with as many coefficients as trustees are needed.
    pub(super) fn random(coefficients: u32, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        Self(Zeroizing::new((0..coefficients).map(|_| Scalar::random(rng)).collect()))
    }

    /// f(index), constant time.
    fn share(&self, index: TrusteeIndex) -> Zeroizing<Scalar<G>> {
        let x = Scalar::from(u64::from(index.get()));
        Zeroizing::new(self.0.iter().rev().fold(Scalar::ZERO, |value, a| value * x + *a))
    }

    /// g^aₖ for each coefficient, constant time.
    pub(super) fn commitments(&self) -> Vec<Element<G>> {
        let points: Vec<_> = self.0.iter().map(|a| G::pow_generator(&a.0)).collect();
        Element::of_all(&points)
    }

    /// Serialized as `raw_polynomial`.
    pub(super) fn to_message(&self) -> Zeroizing<Vec<u8>> {
        // Never grows, so no copy of a secret is left behind.
        let coefficients = self.0.len() * (G::ID.scalar_digits() + 3);
        let mut message = Zeroizing::new(Vec::with_capacity(32 + coefficients));
        message.put(b"{\"polynomial\":");
        write_array(&mut message, self.0.iter(), |a, out| a.write(out));
        message.put(b"}");
        message
    }

    /// Reads `raw_polynomial`.
    pub(super) fn parse(message: &[u8]) -> Result<Self, WireError> {
        parse_with::<G, _>(message, |reader| {
            reader.expect("{\"polynomial\":")?;
            // Never grows: a coefficient takes at least three bytes.
            let mut coefficients = Zeroizing::new(Vec::with_capacity(message.len() / 3));
            reader.array(|reader| reader.scalar().map(|a| coefficients.push(a)))?;
            reader.expect("}")?;
            Ok(Self(coefficients))
        })
    }
}

impl<G: Group> fmt::Debug for SecretPolynomial<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretPolynomial(<redacted>)")
    }
}

/// `{"name":"number"}`, the form of `secret` and `partial_decryption_key`.
pub(super) fn write_secret_number<G: Group>(name: &'static str, number: &Scalar<G>) -> Zeroizing<Vec<u8>> {
    // Never grows, so no copy of the number is left behind.
    let mut message = Zeroizing::new(Vec::with_capacity(name.len() + G::ID.scalar_digits() + 7));
    message.put(b"{\"");
    message.put(name.as_bytes());
    message.put(b"\":\"");
    number.write_text(&mut *message);
    message.put(b"\"}");
    message
}

/// Reads what [`write_secret_number`] writes; `open` is the object's opening up to the number's quote.
pub(super) fn read_secret_number<G: Group>(
    open: &'static str,
    message: &[u8],
) -> Result<Zeroizing<Scalar<G>>, WireError> {
    parse_with::<G, _>(message, |reader| {
        reader.expect(open)?;
        let mut number = reader.scalar()?;
        let wiped = Zeroizing::new(number);
        number.zeroize();
        reader.expect("}")?;
        Ok(wiped)
    })
}

/// What a trustee deals in round 3 (`polynomial` in Belenios 3.3.0 §4.6.4). Holds no readable secret: the
/// polynomial is encrypted to its dealer, each share to its receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polynomial<G: Group> {
    pub(super) polynomial: EncryptedMessage<G>,
    pub(super) secrets: Vec<EncryptedMessage<G>>,
    pub(super) coefexps: SignedCoefexps<G>,
    pub(super) signature: Proof<G>,
}

/// Dealt polynomials are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolynomialError {
    /// Whoever holds this seed is not among the trustees.
    #[error("none of the certificates belongs to this seed")]
    NotMember,
    /// There is no such trustee.
    #[error("there is no trustee {from}")]
    Index {
        /// The trustee asked for.
        from: TrusteeIndex,
    },
    /// Not one polynomial for each certificate.
    #[error("{found} polynomials instead of {expected}")]
    Count {
        /// How many trustees there are.
        expected: u32,
        /// How many polynomials were given.
        found: u32,
    },
    /// Not one share for each trustee.
    #[error("trustee {from} dealt {found} shares instead of {expected}")]
    Shares {
        /// The dealer.
        from: TrusteeIndex,
        /// How many trustees there are.
        expected: u32,
        /// How many shares were dealt.
        found: u32,
    },
    /// A dealer's commitments are wrong.
    #[error("trustee {from}: {fault}")]
    Commitments {
        /// The dealer.
        from: TrusteeIndex,
        /// What is wrong.
        fault: CommitmentFault,
    },
}

impl From<(TrusteeIndex, CommitmentFault)> for PolynomialError {
    fn from((from, fault): (TrusteeIndex, CommitmentFault)) -> Self {
        Self::Commitments { from, fault }
    }
}

impl<G: Group> Polynomial<G> {
    /// Reads the content of a polynomial file of the peers; white space around it is allowed.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn import(file: &[u8]) -> Result<Self, WireError> {
        crate::wire::parse(file.trim_ascii())
    }

    /// The serialized polynomial.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }
}

impl<G: Group> Wire<G> for Polynomial<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"polynomial\":")?;
        let polynomial = read_embedded_structure(reader)?;
        reader.expect(",\"secrets\":")?;
        let secrets = reader.array(read_embedded_structure)?;
        reader.expect(",\"coefexps\":")?;
        let coefexps = Signed::read(reader)?;
        reader.expect(",\"signature\":")?;
        let signature = Proof::read(reader)?;
        reader.expect("}")?;
        Ok(Self { polynomial, secrets, coefexps, signature })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { polynomial, secrets, coefexps, signature } = self;
        out.put(b"{\"polynomial\":");
        write_embedded_structure(out, polynomial);
        out.put(b",\"secrets\":");
        write_array(out, secrets, |secret, out| write_embedded_structure(out, secret));
        out.put(b",\"coefexps\":");
        coefexps.write(out);
        out.put(b",\"signature\":");
        signature.write(out);
        out.put(b"}");
    }
}

impl<G: Group> Certificates<G> {
    /// Round 3, the trustee who holds `seed`: deals the polynomial.
    ///
    /// Its coefficients follow from the seed and the certificates, so that dealing again, after a lost file, gives the
    /// same shares and commitments. Nothing that the trustee signs binds a share to the commitments it belongs to: from
    /// two different dealings a server could make one that blames an honest trustee.
    ///
    /// # Errors
    /// [`PolynomialError::NotMember`] when no certificate belongs to `seed`.
    pub fn deal(
        &self,
        seed: &Seed,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<Polynomial<G>, PolynomialError> {
        let keys = TrusteeKeys::derive(seed);
        self.index_of_keys(&keys).ok_or(PolynomialError::NotMember)?;
        let secret = SecretPolynomial::random(self.threshold().needed(), &mut self.coefficients(seed));
        Ok(self.deal_polynomial(&keys, &secret, rng))
    }

    /// The stream from which the holder of `seed` draws coefficients for these certificates.
    fn coefficients(&self, seed: &Seed) -> ChaCha20Rng {
        let mut text = Transcript::new("kenes/deal/v1|").with(seed.export()).with("|");
        let mut certificates = Vec::new();
        write_array(&mut certificates, self.as_slice(), |certificate, out| certificate.write(out));
        text.put(&certificates);
        ChaCha20Rng::from_seed(*Zeroizing::new(text.digest().0))
    }

    pub(super) fn deal_polynomial(
        &self,
        keys: &TrusteeKeys<G>,
        secret: &SecretPolynomial<G>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Polynomial<G> {
        let members = self.as_slice().iter().zip(TrusteeIndex::all());
        let secrets = members.map(|(certificate, index)| {
            let share = secret.share(index);
            let message = write_secret_number("secret", &*share);
            keys.send(certificate.encryption_key(), &message, rng)
        });
        let secrets = secrets.collect();
        let coefexps = Coefexps(secret.commitments());
        let signature = keys.sign(CertsText::new(self.as_slice()).with(&coefexps.0), rng);
        Polynomial {
            polynomial: keys.send(&keys.encryption, &secret.to_message(), rng),
            secrets,
            coefexps: keys.sign_content(coefexps, rng),
            signature,
        }
    }

    /// Checks one polynomial as it arrives from the trustee at `from`: its form and signatures. Whether the shares are
    /// right only their receivers can check, in round 5.
    ///
    /// # Errors
    /// [`PolynomialError`], blaming `from`.
    pub fn verify_polynomial(
        &self,
        from: TrusteeIndex,
        polynomial: &Polynomial<G>,
    ) -> Result<(), PolynomialError> {
        let certificate = self.get(from).ok_or(PolynomialError::Index { from })?;
        self.check_shares(from, polynomial)?;
        let Polynomial { polynomial: _for_its_dealer, secrets: _for_receivers, coefexps, signature } =
            polynomial;
        let mut checks = CommitmentChecks::new(self);
        checks.add(from, certificate, coefexps, signature)?;
        Ok(checks.settle()?)
    }

    fn check_shares(&self, from: TrusteeIndex, polynomial: &Polynomial<G>) -> Result<(), PolynomialError> {
        let (expected, found) = (self.threshold().size(), count(&polynomial.secrets));
        if found == expected { Ok(()) } else { Err(PolynomialError::Shares { from, expected, found }) }
    }

    /// Round 3, the server: checks the polynomials of all trustees, in the order of the certificates.
    ///
    /// # Errors
    /// [`PolynomialError`] names the first dealer at fault.
    pub fn verify_polynomials(
        &self,
        polynomials: Vec<Polynomial<G>>,
    ) -> Result<VerifiedPolynomials<'_, G>, PolynomialError> {
        let (expected, found) = (self.threshold().size(), count(&polynomials));
        if found != expected {
            return Err(PolynomialError::Count { expected, found });
        }
        for (from, polynomial) in TrusteeIndex::all().zip(&polynomials) {
            self.check_shares(from, polynomial)?;
        }
        let mut checks = CommitmentChecks::new(self);
        checks.add_all(polynomials.iter().map(|p| (&p.coefexps, &p.signature)))?;
        checks.settle()?;
        let coefexps: Vec<_> = polynomials.iter().map(|p| p.coefexps.clone()).collect();
        let keys = verification_keys(&coefexps, self.threshold().size());
        Ok(VerifiedPolynomials { certificates: self, polynomials, coefexps, keys })
    }
}

/// What all trustees dealt, checked; made by [`Certificates::verify_polynomials`] only.
#[derive(Clone, Debug)]
pub struct VerifiedPolynomials<'c, G: Group> {
    pub(super) certificates: &'c Certificates<G>,
    pub(super) polynomials: Vec<Polynomial<G>>,
    pub(super) coefexps: Vec<SignedCoefexps<G>>,
    /// The verification key that each trustee must arrive at.
    pub(super) keys: Vec<Element<G>>,
}
