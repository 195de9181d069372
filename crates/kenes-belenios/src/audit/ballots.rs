//! Ballots in batches, and the tally of those that count.

use alloc::vec::Vec;

use super::census::LastBallots;
use super::report::{Findings, Place};
use crate::archive::Form;
use crate::ballot::{BATCH, BallotBox, BallotError, Published, VerifiedBallot};
use crate::check::Check;
use crate::credential::PublicCredentials;
use crate::election::Election;
use crate::group::Group;
use crate::hash::Digest;
use crate::lenient;
use crate::question::Question;
use crate::tally::{Tally, TallyBuilder};

/// Bytes of ballots held at once.
const HELD_BYTES: usize = 1 << 24;

/// Ballots held at once: a full batch for every core.
fn held() -> usize {
    BATCH.saturating_mul(crate::parallel::threads())
}

/// Verifies ballots as they come and tallies those that count.
pub(super) struct Ballots<G: Group> {
    credentials: PublicCredentials<G>,
    last: LastBallots,
    form: Form,
    /// What every ballot with these questions undergoes.
    checks: Vec<Check>,
    /// The most bytes that a ballot with these questions can have.
    longest: usize,
    waiting: Vec<Waiting>,
    /// The bytes of the ballots that wait.
    held: usize,
    verified: u64,
    builder: TallyBuilder<G>,
}

struct Waiting {
    /// None when there are more than a ballot can have; they are not kept.
    bytes: Option<Vec<u8>>,
    tracker: Digest,
    height: u64,
}

impl<G: Group> Ballots<G> {
    pub(super) fn new(
        election: &Election<G>,
        credentials: PublicCredentials<G>,
        (last, form): (LastBallots, Form),
    ) -> Self {
        let builder = TallyBuilder::new(election.questions());
        let checks = checks_of(election.questions());
        let longest = longest_ballot::<G>(election.questions());
        Self { credentials, last, form, checks, longest, waiting: Vec::new(), held: 0, verified: 0, builder }
    }

    pub(super) fn voters(&self) -> u64 {
        u64::try_from(self.credentials.len()).unwrap_or(u64::MAX)
    }

    pub(super) fn verified(&self) -> u64 {
        self.verified
    }

    pub(super) fn push(
        &mut self,
        election: &Election<G>,
        (bytes, tracker, height): (Vec<u8>, Digest, u64),
        findings: &mut Findings,
    ) {
        let bytes = (bytes.len() <= self.longest).then_some(bytes);
        self.held += bytes.as_ref().map_or(0, Vec::len);
        self.waiting.push(Waiting { bytes, tracker, height });
        if self.waiting.len() >= held() || self.held >= HELD_BYTES {
            self.flush(election, findings);
        }
    }

    /// Verifies the ballots that wait.
    pub(super) fn flush(&mut self, election: &Election<G>, findings: &mut Findings) {
        let waiting = core::mem::take(&mut self.waiting);
        self.held = 0;
        let read: Vec<_> = waiting
            .iter()
            .filter_map(|ballot| ballot.bytes.as_deref())
            .map(|bytes| (bytes, lenient::ballot(self.form, bytes)))
            .collect();
        let published: Vec<_> = read.iter().map(|(bytes, read)| Published { bytes, read }).collect();
        let mut results =
            BallotBox::new(election, &self.credentials).verify_published(&published).into_iter();
        for Waiting { bytes, tracker, height } in &waiting {
            let result = bytes.as_ref().and_then(|_| results.next());
            let place = Place::Ballot { height: *height, tracker: *tracker };
            self.note(result.unwrap_or(Err(BallotError::TooLong { limit: self.longest })), place, findings);
        }
    }

    /// Counts a ballot that was verified, if it is the last of its voter.
    fn note(
        &mut self,
        result: Result<VerifiedBallot<G>, BallotError>,
        place: Place,
        findings: &mut Findings,
    ) {
        let counts = self.last.contains(self.verified);
        self.verified += 1;
        let Some(ballot) = findings.settle(result, place, &self.checks) else { return };
        if counts && let Err(error) = self.builder.add(&ballot) {
            findings.fail(&error, place, &[]);
        }
    }

    /// How many ballots count so far, and the sum of their weights.
    pub(super) fn counted(&self) -> (u64, u64) {
        (self.builder.num_tallied(), self.builder.total_weight())
    }

    /// The tally of the ballots so far.
    pub(super) fn tally(&self) -> Tally<G> {
        self.builder.clone().finish()
    }
}

/// The most bytes that a ballot with these questions can have, generously: twice what its numbers and their names take.
fn longest_ballot<G: Group>(questions: &[Question]) -> usize {
    let number = G::ID.longest_text() + 64;
    let numbers: usize = questions.iter().map(numbers_of).sum();
    2 * number.saturating_mul(numbers.saturating_add(8)).saturating_add(1024)
}

/// How many elements and scalars an answer to the question consists of.
fn numbers_of(question: &Question) -> usize {
    let choice = 2 + 4;
    match question {
        Question::Homomorphic(q) => {
            let overall = usize::try_from(q.overall_proofs()).unwrap_or(usize::MAX);
            q.choices().saturating_mul(choice).saturating_add(overall.saturating_mul(2)).saturating_add(4)
        }
        Question::NonHomomorphic(_) => choice,
        Question::Lists(q) => q.answers.iter().map(|list| list.len() * choice + 4).sum::<usize>() + 8,
    }
}

/// The checks that ballots with these questions undergo.
fn checks_of(questions: &[Question]) -> Vec<Check> {
    let mut checks = alloc::vec![
        Check::BallotForm,
        Check::BallotGroup,
        Check::BallotElection,
        Check::BallotCredential,
        Check::BallotAnswers,
        Check::BallotSignature,
        Check::BallotReplay,
    ];
    for question in questions {
        match question {
            Question::Homomorphic(question) => {
                checks.extend([Check::BallotIndividual, Check::BallotOverall]);
                if question.allows_blank() {
                    checks.push(Check::BallotBlank);
                }
            }
            Question::NonHomomorphic(_) => checks.extend([Check::BallotEncryption, Check::BallotWeight]),
            Question::Lists(_) => checks.extend([
                Check::BallotIndividual,
                Check::BallotOverall,
                Check::BallotList,
                Check::BallotNonZero,
            ]),
        }
    }
    checks
}
