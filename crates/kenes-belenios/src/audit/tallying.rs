//! Shuffles, decryptions and result.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::blame::Blame;
use super::report::{BoundState, Findings, Place};
use super::{Options, boxed};
use crate::check::Check;
use crate::decryption::{BoundDocument, DecryptionSet, PartialDecryption};
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

/// A structure of the tally phase that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A shuffle.
    #[error(transparent)]
    Shuffle(WireError),
    /// A partial decryption.
    #[error(transparent)]
    Decryption(WireError),
}

/// The partial decryptions of an archive, read and not yet verified.
pub(super) struct Decryptions<G: Group> {
    read: Vec<(u64, PartialDecryption<G>)>,
    any: bool,
}

impl<G: Group> Default for Decryptions<G> {
    fn default() -> Self {
        Self { read: Vec::new(), any: false }
    }
}

impl<G: Group> Decryptions<G> {
    pub(super) fn push(&mut self, owner: u64, bytes: &[u8], findings: &mut Findings) {
        self.any = true;
        findings.reach(&[Check::DecryptionForm]);
        match PartialDecryption::parse(bytes) {
            Ok(decryption) => self.read.push((owner, decryption)),
            Err(error) => findings.fail(&Malformed::Decryption(error), Place::Decryption { owner }),
        }
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
        let mut set = DecryptionSet::new(self.election, self.trustees, self.current);
        let mut sound = true;
        if decryptions.any {
            findings.reach(&[Check::DecryptionForm, Check::DecryptionOwner, Check::DecryptionProof]);
        }
        for (owner, decryption) in core::mem::take(&mut decryptions.read) {
            if let Err(error) = set.add(owner, decryption) {
                findings.fail(&error, Place::Decryption { owner });
                sound = false;
            }
        }
        let bound = self.check_bound(&set, decryptions.any, findings);
        if let Some(result) = result
            && sound
        {
            self.check_result(&set, result, findings);
        }
        bound
    }

    fn check_bound(&self, set: &DecryptionSet<'_, G>, any: bool, findings: &mut Findings) -> BoundState {
        let Some(document) = &self.options.bound else {
            if any && self.options.require_bound {
                findings.reach(&[Check::BoundPresent]);
                let message =
                    "there are no bound decryption proofs, so a trustee could have given false factors";
                findings.add(Check::BoundPresent, Place::Bound, message.into());
            }
            return if any { BoundState::Absent } else { BoundState::NotNeeded };
        };
        findings.reach(&[Check::BoundForm, Check::BoundProof, Check::BoundPresent]);
        let checked = BoundDocument::<G>::parse(document)
            .map_err(boxed)
            .and_then(|document| document.verify(set).map_err(boxed));
        if let Err(blame) = checked {
            findings.fail(&*blame, Place::Bound);
        }
        BoundState::Checked
    }

    fn check_result(&self, set: &DecryptionSet<'_, G>, result: &[u8], findings: &mut Findings) {
        findings.reach(&[Check::DecryptionComplete]);
        let factors = match set.combine() {
            Ok(factors) => factors,
            Err(error) => return findings.fail(&error, Place::Result),
        };
        findings.reach(&[Check::ResultForm, Check::ResultValue]);
        let questions = self.election.questions();
        let verified = ElectionResult::verify(result, questions, self.current, &factors, self.total_weight);
        if let Err(error) = verified {
            findings.fail(&error, Place::Result);
        }
    }
}
