//! Shuffles, decryptions and result.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::blame::Blame;
use super::report::{BoundState, Findings, Place};
use super::{Options, boxed};
use crate::check::Check;
use crate::decryption::{BoundDocument, BoundError, DecryptionSet, PartialDecryption};
use crate::election::Election;
use crate::group::Group;
use crate::result::ElectionResult;
use crate::shuffle::{Generators, Shuffle};
use crate::tally::EncryptedTally;
use crate::trustee::VerifiedTrustees;
use crate::wire::WireError;

/// A shuffle comes from somebody it may not come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShufflerFault {
    /// The number is not that of a trustee.
    #[error("trustee {owner} shuffled, but there are {trustees} trustees")]
    Unknown {
        /// The number given.
        owner: u64,
        /// How many trustees there are.
        trustees: usize,
    },
    /// The trustee has shuffled already.
    #[error("trustee {owner} shuffled twice")]
    Twice {
        /// The trustee's number.
        owner: u64,
    },
    /// The election has no question that is shuffled.
    #[error("a shuffle in an election without shuffled questions")]
    Unasked,
}

/// Whether a shuffle may come from `owner`; `trustees` is their number, where they are known.
pub(super) fn shuffler_fault(
    owner: u64,
    before: &[u64],
    trustees: Option<usize>,
    asked: bool,
) -> Option<ShufflerFault> {
    let in_range =
        |trustees: usize| usize::try_from(owner).is_ok_and(|owner| (1..=trustees).contains(&owner));
    match trustees {
        _ if !asked => Some(ShufflerFault::Unasked),
        Some(trustees) if !in_range(trustees) => Some(ShufflerFault::Unknown { owner, trustees }),
        Some(_) | None => before.contains(&owner).then_some(ShufflerFault::Twice { owner }),
    }
}

/// Verifies a shuffle of the current ciphertexts and puts its outputs in their place.
pub(super) fn shuffle<G: Group>(
    election: &Election<G>,
    current: &EncryptedTally<G>,
    bytes: &[u8],
    generators: &Generators<G>,
) -> Result<EncryptedTally<G>, Box<dyn Blame>> {
    let shuffle = Shuffle::<G>::parse(bytes).map_err(|error| boxed(Malformed::Shuffle(error)))?;
    let verified = shuffle
        .verify_with(&current.nh_ciphertexts(), election.public_key(), election.fingerprint(), generators)
        .map_err(boxed)?;
    current.with_shuffle(&verified).map_err(boxed)
}

/// A structure that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// The trustees.
    #[error(transparent)]
    Trustees(WireError),
    /// A shuffle.
    #[error(transparent)]
    Shuffle(WireError),
    /// A partial decryption.
    #[error(transparent)]
    Decryption(WireError),
}

/// The partial decryptions of an archive, at most one of each trustee, read and not yet verified.
pub(super) struct Decryptions<G: Group> {
    read: BTreeMap<u64, PartialDecryption<G>>,
    /// The numbers of the trustees whose decryptions were verified, in order.
    verified: Vec<u64>,
    any: bool,
    sound: bool,
}

impl<G: Group> Default for Decryptions<G> {
    fn default() -> Self {
        Self { read: BTreeMap::new(), verified: Vec::new(), any: false, sound: true }
    }
}

/// A partial decryption comes from somebody it may not come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecrypterFault {
    /// The number is not that of a trustee.
    #[error("a partial decryption of trustee {owner}, but there are {trustees} trustees")]
    Unknown {
        /// The number given.
        owner: u64,
        /// How many trustees there are.
        trustees: usize,
    },
    /// The trustee has decrypted already.
    #[error("a second partial decryption of trustee {owner}")]
    Twice {
        /// The trustee's number.
        owner: u64,
    },
}

const DECRYPTION_CHECKS: &[Check] = &[Check::DecryptionForm, Check::DecryptionProof];

impl<G: Group> Decryptions<G> {
    /// The archive holds a partial decryption, whether or not it can be checked.
    pub(super) fn note(&mut self) {
        self.any = true;
    }

    /// Whether the archive holds no partial decryption.
    pub(super) fn none(&self) -> bool {
        !self.any
    }

    /// The numbers of the trustees whose decryptions were verified, in order.
    pub(super) fn verified(&self) -> &[u64] {
        &self.verified
    }

    pub(super) fn push(
        &mut self,
        owner: u64,
        bytes: &[u8],
        trustees: &VerifiedTrustees<G>,
        findings: &mut Findings,
    ) {
        let place = Place::Decryption { owner };
        let allowed = self.check_owner(owner, trustees);
        let read = findings.settle(allowed, place, &[Check::DecryptionOwner]).and_then(|()| {
            let parsed = PartialDecryption::parse(bytes).map_err(Malformed::Decryption);
            findings.settle(parsed, place, &[Check::DecryptionForm])
        });
        match read {
            Some(decryption) => _ = self.read.insert(owner, decryption),
            None => {
                findings.interrupt(DECRYPTION_CHECKS);
                self.sound = false;
            }
        }
    }

    fn check_owner(&self, owner: u64, trustees: &VerifiedTrustees<G>) -> Result<(), DecrypterFault> {
        if trustees.owner(owner).is_none() {
            return Err(DecrypterFault::Unknown { owner, trustees: trustees.owners().count() });
        }
        if self.read.contains_key(&owner) { Err(DecrypterFault::Twice { owner }) } else { Ok(()) }
    }
}

/// Bound proofs where there is nothing yet that they could be about.
pub(super) fn unused_bound<G: Group>(options: &Options, findings: &mut Findings) {
    let Some(document) = &options.bound else { return };
    let parsed = BoundDocument::<G>::parse(document);
    let Some(document) = findings.settle(parsed, Place::Bound, &[Check::BoundForm]) else { return };
    if !document.proofs().is_empty() {
        let message = "there are bound proofs, but no partial decryption that was verified";
        findings.add(Check::BoundForm, Place::Bound, message.into());
    }
}

/// What decryptions are checked against.
pub(super) struct Context<'a, G: Group> {
    pub(super) election: &'a Election<G>,
    pub(super) trustees: &'a VerifiedTrustees<G>,
    pub(super) current: &'a EncryptedTally<G>,
    pub(super) total_weight: u64,
    pub(super) options: &'a Options,
}

impl<G: Group> Context<'_, G> {
    /// Verifies decryptions, bound proofs and result; says what is known of the bound proofs.
    pub(super) fn finish(
        &self,
        decryptions: &mut Decryptions<G>,
        result: Option<&[u8]>,
        findings: &mut Findings,
    ) -> BoundState {
        let set = DecryptionSet::new(self.election, self.trustees, self.current);
        let Some(mut set) = findings.settle(set, Place::Setup, &[]) else { return BoundState::NotNeeded };
        let mut sound = decryptions.sound;
        for (owner, decryption) in core::mem::take(&mut decryptions.read) {
            let added = set.add(owner, decryption);
            match findings.settle(added, Place::Decryption { owner }, DECRYPTION_CHECKS) {
                Some(_) => decryptions.verified.push(owner),
                None => sound = false,
            }
        }
        let bound = self.check_bound(&set, decryptions.any, findings);
        match result {
            Some(result) if sound => self.check_result(&set, result, findings),
            Some(_) | None => {}
        }
        bound
    }

    fn check_bound(&self, set: &DecryptionSet<'_, G>, any: bool, findings: &mut Findings) -> BoundState {
        let Some(document) = &self.options.bound else {
            if !any {
                return BoundState::NotNeeded;
            }
            if self.options.require_bound {
                let message =
                    "there are no bound decryption proofs, so a trustee could have given false factors";
                findings.add(Check::BoundPresent, Place::Bound, message.into());
            }
            return BoundState::Absent;
        };
        let parsed = BoundDocument::<G>::parse(document);
        let Some(document) = findings.settle(parsed, Place::Bound, &[Check::BoundForm]) else {
            return BoundState::Checked;
        };
        match document.verify(set) {
            // Whoever gave one is checked first: only then is somebody missing.
            Err(BoundError::Missing { .. }) if !self.options.require_bound => {
                findings.pass(&[Check::BoundForm, Check::BoundProof]);
                BoundState::Incomplete
            }
            verified => {
                findings.settle(verified, Place::Bound, BOUND_CHECKS);
                BoundState::Checked
            }
        }
    }

    fn check_result(&self, set: &DecryptionSet<'_, G>, result: &[u8], findings: &mut Findings) {
        let factors = findings.settle(set.combine(), Place::Result, &[Check::DecryptionComplete]);
        let Some(factors) = factors else { return };
        let questions = self.election.questions();
        let verified = ElectionResult::verify(result, questions, self.current, &factors, self.total_weight);
        findings.settle(verified, Place::Result, &[Check::ResultForm, Check::ResultValue]);
    }
}

const BOUND_CHECKS: &[Check] = &[Check::BoundForm, Check::BoundProof, Check::BoundPresent];
