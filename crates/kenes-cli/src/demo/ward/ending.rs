//! The story from the close of the vote to the forger's defeat.

use std::fmt::Write as _;
use std::path::PathBuf;

use kenes_belenios::archive::Form;
use kenes_belenios::audit::{Failure, Outcome, Report, Verdict};
use kenes_belenios::decryption::BoundDocument;
use serde_json::json;

use super::declaring::Declared;
use super::forger::{Altered, Forger};
use super::numbers::Numbers;
use super::readme;
use super::scenario::Vote;
use super::story::{Receipts, Story, count};
use crate::board::Board;
use crate::commands::election::credentials::Made;
use crate::commands::election::verify;
use crate::demo::counting;
use crate::demo::{DECRYPTERS, G, SHUFFLERS, Surprise};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{self, Output};

/// An altered copy that was refused.
pub struct Refused {
    pub name: &'static str,
    pub path: PathBuf,
    pub failure: Failure,
}

impl Story {
    pub(super) fn archive(&self) -> PathBuf {
        self.folder.archive(&self.draft.uuid)
    }

    /// The vote ends, and the ballots are added up.
    pub fn tally(&mut self) -> Result<()> {
        self.teller.chapter("The ballots are put together, still encrypted")?;
        self.teller.step("the vote ends; all ballots are verified again and tallied");
        counting::close(&self.archive())?;
        let counted = counting::tally(&self.archive())?;
        self.teller.tell(format_args!(
            "The vote ends. Of each voter the last ballot counts: {} ballots. The answers to question 2 are added up without \
             being opened: the encryption allows to compute the encrypted sum from the encrypted ballots, and anybody can \
             repeat that. Orders of preference cannot be added up, so these stay a list of {} encrypted rankings.",
            indicatif::HumanCount(counted),
            indicatif::HumanCount(counted)
        ))
    }

    /// Two trustees shuffle.
    pub fn shuffle(&mut self) -> Result<()> {
        self.teller.chapter("Two shuffles")?;
        for number in SHUFFLERS {
            let owner = Board::<G>::read(&self.archive())?.trustee(number)?;
            self.teller.step(format_args!("trustee {number} verifies everything so far, then shuffles"));
            counting::shuffle(&self.archive(), owner)?;
        }
        counting::end_shuffles(&self.archive())?;
        let [first, second] = SHUFFLERS;
        self.teller.tell(format_args!(
            "Anybody can still see which encrypted ranking came with which ballot. So trustee {first} brings the list into a \
             secret order and encrypts every ranking once more, which changes how all of them look; then trustee {second} does \
             the same again. Each proves that what came out is what went in, nothing added, lost or changed, without showing \
             the order. As long as one of the two keeps that order secret, nobody can say whose ranking is whose.",
        ))
    }

    /// Two of the three trustees decrypt.
    pub fn decrypt(&mut self, board: &Board<G>) -> Result<()> {
        self.teller.chapter("Two of three trustees decrypt")?;
        let mut document = BoundDocument::new(&board.election);
        for number in DECRYPTERS {
            self.teller.step(format_args!("trustee {number} verifies everything so far, then decrypts"));
            let proof = counting::decrypt_part(&self.archive(), &self.folder, board.trustee(number)?)?;
            let owner = proof.owner();
            document.insert(proof).map_err(|_| CliError::Contributed { owner, what: "bound proof" })?;
        }
        let bound = self.folder.bound(&self.draft.uuid);
        files::write_new(&bound, &document.to_bytes(), Secrecy::Public)?;
        self.teller.step("the decryptions are combined");
        counting::publish(&self.archive())?;
        let [first, second] = DECRYPTERS;
        self.teller.tell(format_args!(
            "Trustees {first} and {second} each verify all that happened so far and give their part of the decryption of the \
             sums and of the shuffled rankings. Nothing is decrypted of which anybody knows whose it is. Trustee 2 stays away: two are enough. \
             Each proves that its part was made with its key; a second proof, which Belenios does not have, also binds \
             that part to these very ballots, so that no trustee can spoil the result with a false part.",
        ))?;
        self.teller.item(self.folder.shown(&bound), "the second proofs")
    }

    /// Shows the result.
    pub fn result(&mut self) -> Result<Numbers> {
        let numbers = Numbers::read(&self.archive())?;
        let candidates = &self.cast.candidates;
        self.teller.chapter("The result")?;
        self.teller.tell("Question 1, first preferences:")?;
        self.teller.chart(candidates.iter().map(String::as_str).zip(numbers.firsts(candidates.len())))?;
        self.teller.tell(format_args!(
            "This is not the count: {} seats are filled from all preferences, by the single transferable vote. The rankings are \
             counted below, once the archive has been audited.",
            self.cast.seats
        ))?;
        self.teller.tell("Question 2:")?;
        self.teller.chart(Vote::MEETING.into_iter().zip(numbers.meeting.iter().copied()))?;
        Ok(numbers)
    }

    /// Audits the archive, and compares the result with what was put in.
    pub fn audit(&mut self, numbers: &Numbers) -> Result<Report> {
        self.teller.chapter("The audit")?;
        self.teller.step("an auditor reads the file and verifies all of it");
        let report =
            verify::audit(&self.archive(), Form::Strict, Some(&self.folder.bound(&self.draft.uuid)), true)?;
        if report.verdict() != Verdict::Accepted {
            for failure in &report.failures {
                self.teller
                    .note(format_args!("{} in {}: {}", failure.check, failure.place, failure.message))?;
            }
            return Err(Surprise::Refused.into());
        }
        let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
        self.teller.tell(format_args!(
            "An auditor trusts nobody. From the file alone the auditor computes again: every link of the chain, {} ballots with \
             their signatures and proofs, the tally, both shuffles, the decryptions with their second proofs, the result. \
             {passed} kinds of checks passed, none failed: ACCEPTED.",
            indicatif::HumanCount(report.ballots)
        ))?;
        let different = numbers.compare(&self.cast.votes)?;
        self.teller.tell(format_args!(
            "And since this is a demonstration, we know what nobody knows in a real election: what was put in. All {} rankings \
             came out again, each of {} different ones exactly as often as it was put in, and so did the answers to question 2. \
             Not one was lost, added or changed, and nobody saw whose they are.",
            count(numbers.rankings.len()),
            count(different)
        ))?;
        Ok(report)
    }

    /// A forger alters copies; each must be refused.
    pub fn tamper(&mut self, made: &Made<G>, receipts: &Receipts) -> Result<Vec<Refused>> {
        self.teller.chapter("Somebody cheats")?;
        self.teller.tell(
            "Three copies of the archive are altered, as well as it can be done: every hash and every link of the chain is \
             computed again, so that no fingerprint gives the forger away. The same audit reads them.",
        )?;
        self.teller.step("the forger reads the archive");
        let board = Board::<G>::read(&self.archive())?;
        let forger = Forger::of(&board, &self.folder, &self.folder.bound(&self.draft.uuid))?;
        let mut refused = Vec::new();
        let places = [self.cast.votes.len() / 2, self.cast.votes.len() / 4];
        let [victim, dropped] = places.map(|place| receipts.0.get(place).copied());
        if let (Some(tracker), Some(voter)) =
            (victim, made.private.iter().zip(&self.cast.votes).nth(places[0]))
        {
            self.teller.step("the forger changes a vote; trustees who help him shuffle and decrypt again");
            refused.push(self.expect_refusal(forger.changed_vote(voter, tracker)?)?);
        }
        if let Some(tracker) = dropped {
            self.teller.step("the forger drops a ballot");
            refused.push(self.expect_refusal(forger.dropped_ballot(tracker)?)?);
        }
        self.teller.step("the forger flips the result");
        refused.push(self.expect_refusal(forger.flipped_result()?)?);
        self.teller.tell(
            "What an audit cannot know: whether the people on the list of credentials exist, and whether the file is the one \
             that others were shown. So the list is compared with the voters, and copies with each other.",
        )?;
        Ok(refused)
    }

    fn expect_refusal(&self, altered: Altered) -> Result<Refused> {
        let Altered { name, done, expected, means, archive, bound } = altered;
        let path = self.folder.file("tampered", &format!("{name}.bel"));
        let bound_path = self.folder.file("tampered", &format!("{name}.bound.json"));
        files::write_new(&path, &archive, Secrecy::Public)?;
        files::write_new(&bound_path, &bound, Secrecy::Public)?;
        let report = verify::audit(&path, Form::Strict, Some(&bound_path), true)?;
        let failure = report.failures.into_iter().next().filter(|failure| failure.check == expected);
        let failure = failure.ok_or(Surprise::NotRefused { name, expected })?;
        self.teller.line(format_args!("\n  {}", self.folder.shown(&path)))?;
        self.teller.note(done)?;
        self.teller.note(format_args!(
            "REFUSED by the check {expected}, in {}: {}.",
            failure.place, failure.message
        ))?;
        self.teller.note(format_args!("The check: {}", expected.states()))?;
        self.teller.note(means)?;
        Ok(Refused { name, path, failure })
    }

    /// Writes README.txt and sums up.
    pub fn end(
        &mut self,
        output: Output,
        report: &Report,
        refused: &[Refused],
        declared: &Declared,
    ) -> Result<()> {
        let readme = self.folder.root().join("README.txt");
        let text = readme::text(&self.folder, &self.draft.uuid, &self.cast);
        files::write_new(&readme, text.as_bytes(), Secrecy::Public)?;
        self.teller.chapter("What lies here, and what to try")?;
        self.teller.line(format_args!("\n{}", readme::next(&self.folder, &self.draft.uuid, &self.cast)))?;
        let (archive, bound) = (self.archive(), self.folder.bound(&self.draft.uuid));
        let tampered = refused.iter().map(|Refused { name, path, failure }| {
            json!({
                "name": name, "archive": path, "verdict": "refused", "check": failure.check.code(),
                "where": failure.place.to_string(), "message": failure.message,
            })
        });
        let document = json!({
            "folder": self.folder.root(), "uuid": self.draft.uuid.as_str(), "archive": archive, "bound": bound,
            "readme": readme, "voters": report.voters, "ballots": report.ballots, "counted": report.counted,
            "verdict": report.verdict().to_string(), "tampered": tampered.collect::<Vec<_>>(),
            "elected": declared.elected, "equals_official": declared.official.then_some(true),
            "page": declared.page, "count": declared.document, "seconds": self.teller.seconds(),
        });
        if output.json {
            return output::raw(document);
        }
        let mut last = String::new();
        let ballots = indicatif::HumanCount(report.counted);
        let _ = write!(
            last,
            "\n{ballots} ballots, accepted; elected: {}; {} altered copies, all refused; {} seconds. Read {} next.",
            declared.elected.join(", "),
            refused.len(),
            self.teller.seconds(),
            readme.display()
        );
        output::raw(last)
    }
}
