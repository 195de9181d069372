//! The setup of an election, and the fold over what follows it.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use super::Options;
use super::ballots::Ballots;
use super::census::LastBallots;
use super::report::{BoundState, Findings, Place, Summary};
use super::tallying::{self, Decryptions, Malformed};
use crate::archive::{Form, SizedTally, SurveyItem};
use crate::check::Check;
use crate::credential::PublicCredentials;
use crate::election::Election;
use crate::group::Group;
use crate::lenient;
use crate::shuffle::Generators;
use crate::tally::{EncryptedTally, Tally};
use crate::trustee::threshold::ThresholdForm;
use crate::trustee::{TrusteeItem, Trustees, VerifiedTrustees};

/// An audit under way, whatever the group.
pub(super) trait GroupAudit: fmt::Debug {
    fn item(&mut self, item: SurveyItem, findings: &mut Findings);
    fn finish(&mut self, options: &Options, findings: &mut Findings);
    fn ballots(&self) -> u64;
    fn summary(&self) -> Summary;
}

struct Audit<G: Group> {
    election: Election<G>,
    trustees: Option<VerifiedTrustees<G>>,
    ballots: Option<Ballots<G>>,
    /// The tally of the verified ballots, once the published one was found to be the same.
    tally: Option<Tally<G>>,
    /// What is decrypted: the tally, its shuffled questions replaced by each shuffle that verifies.
    current: Option<EncryptedTally<G>>,
    generators: Generators<G>,
    shufflers: Vec<u64>,
    decryptions: Decryptions<G>,
    result: Option<Vec<u8>>,
    bound: BoundState,
}

/// Checks the setup; none when there is nothing to go on with.
pub(super) fn start<G: Group>(
    election: Vec<u8>,
    trustees: &[u8],
    credentials: &[u8],
    voting: (LastBallots, Form),
    findings: &mut Findings,
) -> Option<Box<dyn GroupAudit>> {
    let parsed = match lenient::election(voting.1, &election) {
        None => Election::<G>::parse(election),
        Some(rewritten) => Election::parse_rewritten(&rewritten, election),
    };
    let election = findings.settle(parsed, Place::Setup, &[Check::ElectionForm, Check::ArchiveVersion])?;
    let trustees = check_trustees(&election, trustees, findings);
    let credentials = PublicCredentials::parse(credentials);
    let credentials =
        findings.settle(credentials, Place::Setup, &[Check::CredentialForm, Check::CredentialOnce]);
    let ballots = credentials.map(|credentials| Ballots::new(&election, credentials, voting));
    Some(Box::new(Audit {
        election,
        trustees,
        ballots,
        tally: None,
        current: None,
        generators: Generators::default(),
        shufflers: Vec::new(),
        decryptions: Decryptions::default(),
        result: None,
        bound: BoundState::NotNeeded,
    }))
}

fn check_trustees<G: Group>(
    election: &Election<G>,
    bytes: &[u8],
    findings: &mut Findings,
) -> Option<VerifiedTrustees<G>> {
    let parsed = Trustees::<G>::parse(bytes).map_err(Malformed::Trustees);
    let trustees = findings.settle(parsed, Place::Setup, &[Check::TrusteeForm])?;
    let verified = findings.settle(trustees.verify(), Place::Setup, TRUSTEE_CHECKS)?;
    if verified.trustees().has_threshold_group() {
        findings.pass(THRESHOLD_CHECKS);
        if !unbound_certificates(&verified) {
            findings.pass(BINDING_CHECKS);
        }
    }
    if verified.public_key() == election.public_key() {
        findings.pass(&[Check::ElectionKey]);
        return Some(verified);
    }
    let message = "the election's public key is not the product of the trustees' keys";
    findings.add(Check::ElectionKey, Place::Setup, message.into());
    None
}

/// What is checked of all trustees.
const TRUSTEE_CHECKS: &[Check] = &[Check::TrusteeForm, Check::TrusteeProof];

/// What is checked of a group with a threshold.
const THRESHOLD_CHECKS: &[Check] = &[Check::TrusteeThreshold, Check::TrusteeCoefexps];

/// What is checked of such a group in the form of release 3 alone: that of Belenios 2 has not all of it.
const BINDING_CHECKS: &[Check] = &[Check::TrusteeCertificate, Check::TrusteeCerts, Check::TrusteeKey];

/// Whether some group of trustees has the form of Belenios 2.
fn unbound_certificates<G: Group>(trustees: &VerifiedTrustees<G>) -> bool {
    let unbound =
        |item: &TrusteeItem| matches!(item, TrusteeItem::Pedersen { form: ThresholdForm::Unbound, .. });
    trustees.items().iter().any(unbound)
}

impl<G: Group> GroupAudit for Audit<G> {
    fn item(&mut self, item: SurveyItem, findings: &mut Findings) {
        match item {
            SurveyItem::Ballot { bytes, tracker, height } => {
                if let Some(ballots) = &mut self.ballots {
                    ballots.push(&self.election, (bytes, tracker, height), findings);
                }
            }
            SurveyItem::EndBallots => self.flush(findings),
            SurveyItem::Tally { sized, bytes } => self.tally(&sized, &bytes, findings),
            SurveyItem::Shuffle { owner, bytes } => self.shuffle(owner, &bytes, findings),
            SurveyItem::Decryption { owner, bytes } => self.decryption(owner, &bytes, findings),
            SurveyItem::Result { bytes } => self.result = Some(bytes),
            // One Setup is all that the survey lets pass, and whether shuffles had to end is known from the shuffles.
            SurveyItem::Setup { .. } | SurveyItem::EndShuffles => {}
        }
    }

    fn finish(&mut self, options: &Options, findings: &mut Findings) {
        self.flush(findings);
        let (Some(trustees), Some(current), Some(tally)) = (&self.trustees, &self.current, &self.tally)
        else {
            if self.decryptions.none() {
                tallying::unused_bound::<G>(options, findings);
            }
            return;
        };
        let context = tallying::Context {
            election: &self.election,
            trustees,
            current,
            total_weight: tally.total_weight(),
            options,
        };
        self.bound = context.finish(&mut self.decryptions, self.result.as_deref(), findings);
    }

    fn ballots(&self) -> u64 {
        self.ballots.as_ref().map_or(0, Ballots::verified)
    }

    fn summary(&self) -> Summary {
        let tally = self.ballots.as_ref().map(Ballots::counted);
        Summary {
            uuid: self.election.uuid().clone(),
            group: G::ID,
            template: self.election.template().clone(),
            voters: self.ballots.as_ref().map_or(0, Ballots::voters),
            counted: tally.map_or(0, |(counted, _)| counted),
            total_weight: tally.map_or(0, |(_, weight)| weight),
            result: self.result.clone(),
            bound: self.bound,
            unbound_certificates: self.trustees.as_ref().is_some_and(unbound_certificates),
            shufflers: self.shufflers.clone(),
            decrypters: self.decryptions.verified().to_vec(),
        }
    }
}

const TALLY_CHECKS: &[Check] =
    &[Check::TallyForm, Check::TallyCount, Check::TallyWeight, Check::TallyCiphertexts];

const SHUFFLER_CHECKS: &[Check] = &[Check::ShuffleUnasked, Check::ShuffleOwner];

const SHUFFLE_CHECKS: &[Check] = &[Check::ShuffleForm, Check::ShuffleProof];

impl<G: Group> Audit<G> {
    fn flush(&mut self, findings: &mut Findings) {
        if let Some(ballots) = &mut self.ballots {
            ballots.flush(&self.election, findings);
        }
    }

    /// Compares the published tally with that of the verified ballots.
    fn tally(&mut self, sized: &SizedTally, bytes: &[u8], findings: &mut Findings) {
        let Some(ballots) = &self.ballots else { return };
        let tally = ballots.tally();
        let verified = tally.verify(sized, bytes, self.election.questions());
        if findings.settle(verified, Place::Tally, TALLY_CHECKS).is_none() {
            return;
        }
        self.current = Some(tally.encrypted().clone());
        if self.election.template().has_shuffled_questions() {
            self.generators = Generators::new(usize::try_from(tally.num_tallied()).unwrap_or(0));
        }
        self.tally = Some(tally);
    }

    fn shuffle(&mut self, owner: u64, bytes: &[u8], findings: &mut Findings) {
        let Some(current) = self.current.take() else { return };
        let known = self.trustees.as_ref().map(|trustees| trustees.owners().count());
        let place = Place::Shuffle { owner };
        let asked = current.has_shuffled_questions();
        let fault = tallying::shuffler_fault(owner, &self.shufflers, known, asked).map_or(Ok(()), Err);
        if findings.settle(fault, place, SHUFFLER_CHECKS).is_none() {
            return findings.interrupt(SHUFFLE_CHECKS);
        }
        let shuffled = tallying::shuffle(&self.election, &current, bytes, &self.generators);
        if let Some(shuffled) = findings.settle(shuffled, place, SHUFFLE_CHECKS) {
            self.shufflers.push(owner);
            self.current = Some(shuffled);
        }
    }

    fn decryption(&mut self, owner: u64, bytes: &[u8], findings: &mut Findings) {
        self.decryptions.note();
        self.require_shuffle(findings);
        if let (Some(trustees), Some(_)) = (&self.trustees, &self.current) {
            self.decryptions.push(owner, bytes, trustees, findings);
        }
    }

    /// At the first decryption: what had to be shuffled was.
    fn require_shuffle(&mut self, findings: &mut Findings) {
        let Some(current) = &self.current else { return };
        if current.has_shuffled_questions() {
            if !self.shufflers.is_empty() {
                return findings.pass(&[Check::ShufflePresent]);
            }
            let message = "nothing was shuffled, so the order of the result gives away who voted what";
            findings.add(Check::ShufflePresent, Place::Archive, message.into());
            self.current = None;
        }
    }
}

impl<G: Group> fmt::Debug for Audit<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit").field("election", &self.election).finish_non_exhaustive()
    }
}
