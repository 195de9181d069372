//! Means of tampering with what is written, for tests only: numbers and elements altered, ballots signed anew.
//!
//! An altered archive should be refused by the check that is about the alteration and not because somebody forgot to
//! hash or to sign again; so whoever alters a ballot needs the voter's signature. [`crate::testing::rebuild`] does the
//! hashing.

use alloc::string::String;
use alloc::vec::Vec;

use rand_core::CryptoRng;

use crate::ballot::{Signature, hash_unsigned, signature_text};
use crate::credential::PrivateCredential;
use crate::election::Uuid;
use crate::group::{Element, Group, GroupId, Scalar, backend::Sink as _};
use crate::proof::prove_knowledge;
use crate::wire::Wire as _;

/// The text of the scalar after this one, modulo q; none when the text is no scalar.
pub fn next_scalar<G: Group>(text: &str) -> Option<String> {
    Some((Scalar::<G>::parse(text.as_bytes()).ok()? + Scalar::ONE).to_public_text())
}

/// The text of the largest scalar, q − 1.
pub fn last_scalar<G: Group>() -> String {
    (-Scalar::<G>::ONE).to_public_text()
}

/// The text of an element times g; none when the text is no element.
pub fn times_generator<G: Group>(text: &str) -> Option<String> {
    let element = Element::<G>::parse(text.as_bytes()).ok()?;
    Some(Element::<G>::of(G::mul(&element.point, &G::generator())).to_text())
}

/// The text of the neutral element.
pub fn identity<G: Group>() -> String {
    Element::<G>::of(G::identity()).to_text()
}

/// The canonical text of an element times one that is outside the subgroup of prime order: in Ed25519 the one of
/// order 2, elsewhere a small number. None when the text is no element.
pub fn outside_subgroup<G: Group>(text: &str) -> Option<String> {
    let element = Element::<G>::parse(text.as_bytes()).ok()?;
    let outside = match G::ID {
        GroupId::Ed25519 => G::decode(alloc::format!("7{}ec", "f".repeat(61)).as_bytes()).ok()?.0,
        GroupId::Belenios2048 | GroupId::Rfc3526 => (2..100)
            .filter_map(|number| G::decode(alloc::format!("{number}").as_bytes()).ok())
            .map(|(point, _)| point)
            .find(|point| !G::is_in_subgroup(point))?,
    };
    Some(Element::<G>::of(G::mul(&element.point, &outside)).to_text())
}

/// Signs a ballot again: `open` is its text up to where the signature belongs, whatever that text is.
pub fn sign<G: Group>(
    open: &[u8],
    credential: &PrivateCredential,
    uuid: &Uuid,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Vec<u8> {
    let hash = hash_unsigned(open);
    let proof = prove_knowledge::<G>(&credential.secret(uuid), signature_text(&hash), rng);
    let mut ballot = open.to_vec();
    ballot.put(b",\"signature\":");
    Signature { hash, proof }.write(&mut ballot);
    ballot.put(b"}");
    ballot
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{Belenios2048, Ed25519, ElementError, Rfc3526};

    fn check<G: Group>() {
        let g = Element::<G>::generator().to_text();
        assert_eq!(times_generator::<G>(&identity::<G>()), Some(g.clone()));
        assert_eq!(next_scalar::<G>("41").as_deref(), Some("42"));
        assert_eq!(next_scalar::<G>(&last_scalar::<G>()).as_deref(), Some("0"));
        let outside = outside_subgroup::<G>(&g).unwrap();
        assert_eq!(Element::<G>::parse(outside.as_bytes()), Err(ElementError::NotInSubgroup));
        assert_eq!(times_generator::<G>("x"), None);
    }

    #[test]
    fn altered_numbers_and_elements_are_well_formed() {
        check::<Ed25519>();
        check::<Belenios2048>();
        check::<Rfc3526>();
    }
}
