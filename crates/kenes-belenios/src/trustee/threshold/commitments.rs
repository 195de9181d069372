//! Commitments to dealers' polynomials, what follows from them, and their signatures (Belenios 3.3.0 §4.6.4).
//!
//! Everything here is public and its arithmetic variable time.

use alloc::vec::Vec;

use super::certificate::{Certificate, Certificates, CertsText};
use super::count;
use crate::group::backend::Sink as _;
use crate::group::{Element, Group};
use crate::pki::{Signed, check_signature};
use crate::proof::{Equations, Proof};
use crate::trustee::TrusteeIndex;
use crate::wire::{Reader, Wire, WireError};

/// Commitments Aₖ = g^aₖ to a polynomial's coefficients (`raw_coefexps`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Coefexps<G: Group>(pub(super) Vec<Element<G>>);

impl<G: Group> Wire<G> for Coefexps<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"coefexps\":")?;
        let elements = reader.list()?;
        reader.expect("}")?;
        Ok(Self(elements))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{\"coefexps\":");
        self.0.write(out);
        out.put(b"}");
    }
}

/// Commitments with their dealer's signature.
pub(super) type SignedCoefexps<G> = Signed<G, Coefexps<G>>;

/// ∏ₖ Aₖ^(xᵏ) = g^f(x) from commitments.
pub(super) fn evaluate_commitments<G: Group>(commitments: &[Element<G>], x: TrusteeIndex) -> G::Point {
    evaluate::<G>(commitments.iter().map(|a| a.point), x)
}

fn evaluate<G: Group>(commitments: impl DoubleEndedIterator<Item = G::Point>, x: TrusteeIndex) -> G::Point {
    commitments.rev().fold(G::identity(), |value, a| G::mul(&small_power::<G>(&value, x.get()), &a))
}

/// base^exponent for a small exponent.
fn small_power<G: Group>(base: &G::Point, exponent: u32) -> G::Point {
    let mut power = G::identity();
    for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
        power = G::mul(&power, &power);
        if (exponent >> bit) & 1 == 1 {
            power = G::mul(&power, base);
        }
    }
    power
}

/// The verification keys ∏ᵢ ∏ₖ Aᵢₖ^(jᵏ) of trustees j = 1, …, n (Belenios 3.3.0 §4.6.6), from the commitments of all
/// dealers, which must be of one length.
pub(super) fn verification_keys<G: Group>(dealers: &[SignedCoefexps<G>], size: u32) -> Vec<Element<G>> {
    let sum = sum_of_polynomials(dealers);
    let indexes = TrusteeIndex::all().take_while(|index| index.get() <= size);
    let keys: Vec<_> = indexes.map(|index| evaluate::<G>(sum.iter().copied(), index)).collect();
    Element::of_all(&keys)
}

/// ∏ᵢ Aᵢₖ for each k: the commitments to the sum of the dealers' polynomials. The first is the sub-key.
pub(super) fn sum_of_polynomials<G: Group>(dealers: &[SignedCoefexps<G>]) -> Vec<G::Point> {
    let mut dealers = dealers.iter().map(|dealer| &dealer.content.0);
    let mut sum: Vec<_> = dealers.next().into_iter().flatten().map(|a| a.point).collect();
    for dealer in dealers {
        sum.iter_mut().zip(dealer).for_each(|(sum, a)| *sum = G::mul(sum, &a.point));
    }
    sum
}

/// What is wrong with a dealer's public commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommitmentFault {
    /// Not one commitment for each trustee that is needed.
    #[error("{found} commitments instead of {expected}")]
    Length {
        /// How many trustees are needed.
        expected: u32,
        /// How many commitments there are.
        found: u32,
    },
    /// The commitments are not signed by their dealer.
    #[error("the signature of the commitments is wrong")]
    Signature,
    /// The dealer did not sign these certificates with these commitments: it dealt for another group, or the server
    /// shows different certificates to different trustees.
    #[error("the signature of the certificates is wrong")]
    CertsSignature,
}

/// Checks dealers' commitments and signatures over certificates. Which of them to add, and whose they are, is the caller's.
pub(super) struct CommitmentChecks<'c, G: Group> {
    certificates: &'c Certificates<G>,
    text: CertsText,
    equations: Equations<G, (TrusteeIndex, CommitmentFault)>,
}

impl<'c, G: Group> CommitmentChecks<'c, G> {
    pub(super) fn new(certificates: &'c Certificates<G>) -> Self {
        let text = CertsText::new(certificates.as_slice());
        Self { certificates, text, equations: Equations::new() }
    }

    /// Adds the checks of the dealer at `from`; `signature` is the one over the certificates.
    pub(super) fn add(
        &mut self,
        from: TrusteeIndex,
        certificate: &Certificate<G>,
        coefexps: &SignedCoefexps<G>,
        signature: &Proof<G>,
    ) -> Result<(), (TrusteeIndex, CommitmentFault)> {
        let (expected, found) = (self.certificates.threshold().needed(), count(&coefexps.content.0));
        if found != expected {
            return Err((from, CommitmentFault::Length { expected, found }));
        }
        let key = certificate.verification_key();
        coefexps.check(key, (from, CommitmentFault::Signature), &mut self.equations);
        let text = self.text.with(&coefexps.content.0);
        check_signature(signature, key, text, (from, CommitmentFault::CertsSignature), &mut self.equations);
        Ok(())
    }

    /// Adds the checks of all dealers, in the order of the certificates.
    pub(super) fn add_all<'a>(
        &mut self,
        dealers: impl Iterator<Item = (&'a SignedCoefexps<G>, &'a Proof<G>)>,
    ) -> Result<(), (TrusteeIndex, CommitmentFault)> {
        let members = TrusteeIndex::all().zip(self.certificates.as_slice());
        for ((from, certificate), (coefexps, signature)) in members.zip(dealers) {
            self.add(from, certificate, coefexps, signature)?;
        }
        Ok(())
    }

    pub(super) fn settle(self) -> Result<(), (TrusteeIndex, CommitmentFault)> {
        self.equations.settle()
    }
}
