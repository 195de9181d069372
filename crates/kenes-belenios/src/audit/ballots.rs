//! Ballots in batches, and the tally of those that count.

use alloc::vec::Vec;

use super::blame::Blame as _;
use super::census::LastBallots;
use super::report::{Findings, Place};
use crate::archive::Form;
use crate::ballot::{BallotBox, Published};
use crate::check::Check;
use crate::credential::PublicCredentials;
use crate::election::Election;
use crate::group::Group;
use crate::hash::Digest;
use crate::lenient;
use crate::question::Question;
use crate::tally::{Tally, TallyBuilder};

/// Ballots held at once: enough to keep every core busy between two reads.
const HELD: usize = 512;

/// Verifies ballots as they come and tallies those that count.
pub(super) struct Ballots<G: Group> {
    credentials: PublicCredentials<G>,
    last: LastBallots,
    form: Form,
    waiting: Vec<Waiting>,
    verified: u64,
    builder: TallyBuilder<G>,
}

struct Waiting {
    bytes: Vec<u8>,
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
        Self { credentials, last, form, waiting: Vec::new(), verified: 0, builder }
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
        self.waiting.push(Waiting { bytes, tracker, height });
        if self.waiting.len() >= HELD {
            self.flush(election, findings);
        }
    }

    /// Verifies the ballots that wait.
    pub(super) fn flush(&mut self, election: &Election<G>, findings: &mut Findings) {
        let waiting = core::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        findings.reach(checks_of(election.questions()).as_slice());
        let read: Vec<_> = waiting.iter().map(|ballot| lenient::ballot(self.form, &ballot.bytes)).collect();
        let published = waiting.iter().zip(&read);
        let published: Vec<_> =
            published.map(|(ballot, read)| Published { bytes: &ballot.bytes, read }).collect();
        let results = BallotBox::new(election, &self.credentials).verify_published(&published);
        for (Waiting { bytes: _, tracker, height }, result) in waiting.iter().zip(results) {
            let place = Place::Ballot { height: *height, tracker: *tracker };
            let counts = self.last.contains(self.verified);
            self.verified += 1;
            match result {
                Ok(ballot) if counts => {
                    if let Err(error) = self.builder.add(&ballot) {
                        findings.add(error.check(), place, alloc::format!("{error}"));
                    }
                }
                Ok(_) => {}
                Err(error) => findings.fail(&error, place),
            }
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
