//! What a group of threshold trustees publishes (Belenios 3.3.0 §4.6.7).

use alloc::vec::Vec;

use super::certificate::{Certificate, CertsText, Context, key_text, small_integer};
use super::commitments::{SignedCoefexps, sum_of_polynomials, verification_keys};
use super::output::{Voutput, VoutputError};
use super::polynomial::VerifiedPolynomials;
use super::{Threshold, ThresholdError, count};
use crate::group::backend::Sink as _;
use crate::group::{Element, Group};
use crate::pki::{Signed, check_signature};
use crate::proof::{Equations, Proof};
use crate::trustee::{TrusteeIndex, TrusteePublicKey};
use crate::wire::{Reader, Wire, WireError, to_bytes};

/// Certificates, commitments and verification keys of a group of threshold trustees (`threshold_parameters` in
/// Belenios 3.3.0 §4.6.7).
///
/// Reading checks the form only; [`crate::trustee::Trustees::verify`] checks the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdParameters<G: Group> {
    pub(super) threshold: u32,
    pub(super) certs: Vec<Certificate<G>>,
    pub(super) coefexps: Vec<SignedCoefexps<G>>,
    pub(super) signatures: Option<Vec<Proof<G>>>,
    pub(super) keys: Vec<TrusteePublicKey<G>>,
}

/// Which releases wrote threshold parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ThresholdForm {
    /// Since release 3.0: contexts in certificates, signatures over the certificates and over the keys.
    Bound,
    /// Before release 3.0: nothing says that the trustees saw the same certificates. Read, never written.
    Unbound,
}

/// Threshold parameters are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParametersError {
    /// The lists are not all of one length.
    #[error(
        "{certs} certificates, {coefexps} commitments and {keys} verification keys, {signatures:?} signatures"
    )]
    Count {
        /// Certificates.
        certs: u32,
        /// Lists of commitments.
        coefexps: u32,
        /// Signatures over the certificates, if any.
        signatures: Option<u32>,
        /// Verification keys.
        keys: u32,
    },
    /// The threshold is not between 1 and the number of trustees.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// A trustee's polynomial has another degree than the threshold says.
    #[error("trustee {member}: {found} commitments instead of {expected}")]
    Degree {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
        /// The threshold.
        expected: u32,
        /// How many commitments there are.
        found: u32,
    },
    /// A certificate or key has a field that the others lack, or lacks one that they have.
    #[error("trustee {member}: a field is missing or should not be there")]
    Form {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The certificate names another group, size, threshold or place.
    #[error("trustee {member}: the certificate was not made for this use")]
    CertificateContext {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// A key in the certificate is the neutral element: everybody could sign for the trustee, or read what was sent to
    /// it.
    #[error("trustee {member}: a key in the certificate is the neutral element")]
    NeutralKey {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The certificate is not signed with the key that it shows.
    #[error("trustee {member}: the signature of the certificate is wrong")]
    CertificateSignature {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The commitments are not signed by their dealer.
    #[error("trustee {member}: the signature of the commitments is wrong")]
    CoefexpsSignature {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The dealer did not sign these certificates with its commitments.
    #[error("trustee {member}: the signature of the certificates is wrong")]
    CertsSignature {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The trustee does not prove to know its private key.
    #[error("trustee {member}: the proof of knowledge of the private key is wrong")]
    ProofOfKnowledge {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The verification key is not the one that follows from all commitments.
    #[error("trustee {member}: the verification key is not the one that follows from the commitments")]
    VerificationKey {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
    /// The verification key is not signed by the trustee.
    #[error("trustee {member}: the signature of the verification key is wrong")]
    KeySignature {
        /// The trustee, counted from 1 in its group.
        member: TrusteeIndex,
    },
}

impl<G: Group> VerifiedPolynomials<'_, G> {
    /// Round 6, the server: checks the outputs of all trustees, in order, and makes what is published.
    ///
    /// # Errors
    /// [`VoutputError`] names the first trustee at fault.
    pub fn parameters(&self, voutputs: &[Voutput<G>]) -> Result<ThresholdParameters<G>, VoutputError> {
        let threshold = self.certificates.threshold();
        let (expected, found) = (threshold.size(), count(voutputs));
        if found != expected {
            return Err(VoutputError::Count { expected, found });
        }
        let mut equations = Equations::new();
        for (index, voutput) in TrusteeIndex::all().zip(voutputs) {
            self.check_key(index, &voutput.public_key, &mut equations)?;
        }
        equations.settle()?;
        Ok(ThresholdParameters {
            threshold: threshold.needed(),
            certs: self.certificates.as_slice().to_vec(),
            coefexps: self.coefexps.clone(),
            signatures: Some(self.polynomials.iter().map(|dealer| dealer.signature).collect()),
            keys: voutputs.iter().map(|voutput| voutput.public_key.clone()).collect(),
        })
    }
}

impl<G: Group> ThresholdParameters<G> {
    /// Reads the content of a file of the peers (`threshold.json`); white space around it is allowed.
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

    /// Which releases wrote it.
    pub fn form(&self) -> ThresholdForm {
        if self.signatures.is_some() { ThresholdForm::Bound } else { ThresholdForm::Unbound }
    }

    /// The certificates in order: who the trustees of the group are.
    pub fn certificates(&self) -> &[Certificate<G>] {
        &self.certs
    }

    /// The verification keys in order.
    pub fn verification_keys(&self) -> &[TrusteePublicKey<G>] {
        &self.keys
    }

    /// Checks everything and gives the threshold and the sub-key ∏ᵢ Aᵢ₀.
    pub(in crate::trustee) fn verify(&self) -> Result<(Threshold, Element<G>), ParametersError> {
        let threshold = self.check_counts()?;
        self.check_form(threshold)?;
        self.check_dealers()?;
        self.check_keys(threshold)?;
        let sub_key = sum_of_polynomials(&self.coefexps).first().copied().unwrap_or_else(G::identity);
        Ok((threshold, Element::of(sub_key)))
    }

    fn check_counts(&self) -> Result<Threshold, ParametersError> {
        let Self { threshold, certs, coefexps, signatures, keys } = self;
        let (certs, coefexps, keys) = (count(certs), count(coefexps), count(keys));
        let signatures = signatures.as_deref().map(count);
        if coefexps != certs || keys != certs || signatures.is_some_and(|signatures| signatures != certs) {
            return Err(ParametersError::Count { certs, coefexps, signatures, keys });
        }
        let threshold = Threshold::new(*threshold, certs)?;
        for (member, coefexps) in TrusteeIndex::all().zip(&self.coefexps) {
            let (expected, found) = (threshold.needed(), count(&coefexps.content.0));
            if found != expected {
                return Err(ParametersError::Degree { member, expected, found });
            }
        }
        Ok(threshold)
    }

    /// All fields that release 3.0 added, or none; and the contexts and keys of the certificates.
    fn check_form(&self, threshold: Threshold) -> Result<(), ParametersError> {
        let bound = self.form() == ThresholdForm::Bound;
        for (member, (cert, key)) in TrusteeIndex::all().zip(self.certs.iter().zip(&self.keys)) {
            let context = &cert.0.content.context;
            if context.is_some() != bound || key.signature.is_some() != bound {
                return Err(ParametersError::Form { member });
            }
            if context.is_some_and(|context| context != Context::expected::<G>(threshold, member)) {
                return Err(ParametersError::CertificateContext { member });
            }
            if cert.has_neutral_key() {
                return Err(ParametersError::NeutralKey { member });
            }
        }
        Ok(())
    }

    /// What each trustee signed as a dealer: its certificate, its commitments, everybody's certificates.
    fn check_dealers(&self) -> Result<(), ParametersError> {
        let mut equations = Equations::new();
        for (member, (cert, coefexps)) in TrusteeIndex::all().zip(self.certs.iter().zip(&self.coefexps)) {
            let key = cert.verification_key();
            cert.0.check(key, ParametersError::CertificateSignature { member }, &mut equations);
            coefexps.check(key, ParametersError::CoefexpsSignature { member }, &mut equations);
        }
        let text = CertsText::new(&self.certs);
        let dealers = self.certs.iter().zip(&self.coefexps).zip(self.signatures.iter().flatten());
        for (member, ((cert, coefexps), signature)) in TrusteeIndex::all().zip(dealers) {
            let text = text.with(&coefexps.content.0);
            let name = ParametersError::CertsSignature { member };
            check_signature(signature, cert.verification_key(), text, name, &mut equations);
        }
        equations.settle()
    }

    /// Each verification key: its value, the proof of knowledge, the owner's signature.
    fn check_keys(&self, threshold: Threshold) -> Result<(), ParametersError> {
        let mut equations = Equations::new();
        let expected = verification_keys(&self.coefexps, threshold.size());
        let members = TrusteeIndex::all().zip(self.keys.iter().zip(&expected).zip(&self.certs));
        for (member, ((key, expected), cert)) in members {
            if key.public_key() != expected {
                return Err(ParametersError::VerificationKey { member });
            }
            key.check_knowledge(ParametersError::ProofOfKnowledge { member }, &mut equations);
            if let Some(signature) = &key.signature {
                let name = ParametersError::KeySignature { member };
                check_signature(signature, cert.verification_key(), key_text(expected), name, &mut equations);
            }
        }
        equations.settle()
    }
}

impl<G: Group> Wire<G> for ThresholdParameters<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"threshold\":")?;
        let threshold = small_integer(reader)?;
        reader.expect(",\"certs\":")?;
        let certs = reader.list()?;
        reader.expect(",\"coefexps\":")?;
        let coefexps = reader.array(Signed::read)?;
        let signed = reader.scan.take(",\"signatures\":");
        let signatures = signed.then(|| reader.list()).transpose()?;
        reader.expect(",\"verification_keys\":")?;
        let keys = reader.list()?;
        reader.expect("}")?;
        Ok(Self { threshold, certs, coefexps, signatures, keys })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { threshold, certs, coefexps, signatures, keys } = self;
        out.put(alloc::format!("{{\"threshold\":{threshold},\"certs\":").as_bytes());
        certs.write(out);
        out.put(b",\"coefexps\":");
        coefexps.write(out);
        if let Some(signatures) = signatures {
            out.put(b",\"signatures\":");
            signatures.write(out);
        }
        out.put(b",\"verification_keys\":");
        keys.write(out);
        out.put(b"}");
    }
}
