//! The key ceremony of a threshold group, all roles played at once.

use alloc::vec::Vec;

use super::TestRng;
use crate::group::Group;
use crate::pki::Seed;
use crate::trustee::threshold::{Certificate, Certificates, Threshold, ThresholdParameters, Voutput};
use crate::trustee::{TrusteeIndex, TrusteeSecretKey};

/// What a ceremony leaves behind.
#[derive(Debug)]
pub struct Ceremony<G: Group> {
    /// What is published.
    pub parameters: ThresholdParameters<G>,
    /// The members in order.
    pub members: Vec<Member<G>>,
}

/// A member of a threshold group.
#[derive(Debug)]
pub struct Member<G: Group> {
    /// Their secret (the file `*.key` of the peers).
    pub seed: Seed,
    /// Their share of the key.
    pub secret: TrusteeSecretKey<G>,
    /// Their output, with the share encrypted to themselves (`*.dkey` of the peers).
    pub voutput: Voutput<G>,
}

impl<G: Group> Ceremony<G> {
    /// Plays the ceremony of a group of `size` members of whom `needed` are needed.
    pub fn run(needed: u32, size: u32, rng: &mut TestRng) -> Self {
        let threshold = Threshold::new(needed, size).unwrap();
        let places = TrusteeIndex::all().take(usize::try_from(size).unwrap());
        let made = places.map(|index| Certificate::generate(threshold, index, rng).unwrap());
        let (seeds, certificates): (Vec<_>, Vec<_>) = made.unzip();
        let certificates = Certificates::verify(certificates).unwrap();
        let polynomials = seeds.iter().map(|seed| certificates.deal(seed, rng).unwrap()).collect();
        let verified = certificates.verify_polynomials(polynomials).unwrap();
        let members = seeds.into_iter().zip(verified.vinputs()).map(|(seed, vinput)| {
            let (secret, voutput) = certificates.check_vinput(&seed, &vinput, rng).unwrap();
            Member { seed, secret, voutput }
        });
        let members: Vec<_> = members.collect();
        let voutputs: Vec<_> = members.iter().map(|member| member.voutput.clone()).collect();
        Self { parameters: verified.parameters(&voutputs).unwrap(), members }
    }
}
