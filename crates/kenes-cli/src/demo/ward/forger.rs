//! Copies of the finished archive, each altered by a forger who leaves nothing else to be noticed: whatever can be made
//! anew without the secrets of others is made anew, and every hash and every link of the chain is computed again.

use std::collections::BTreeMap;
use std::path::Path;

use kenes_belenios::archive::{ArchiveWriter, Form, SurveyItem, Timestamp, TooLarge, read_archive};
use kenes_belenios::ballot::{BallotBox, VerifiedBallot};
use kenes_belenios::check::Check;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::hash::Digest;
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_belenios::sealing::Sealer;
use kenes_belenios::tally::{Tally, TallyBuilder};

use super::remade::Remade;
use super::scenario::Vote;
use crate::board::Board;
use crate::demo::folder::Folder;
use crate::demo::{G, Surprise};
use crate::error::{CliError, Result};
use crate::files;
use crate::random::rng;

/// An altered copy.
pub struct Altered {
    /// The name of its files.
    pub name: &'static str,
    /// What the forger did.
    pub done: &'static str,
    /// The check that must refuse it.
    pub expected: Check,
    /// What the refusal means.
    pub means: &'static str,
    pub archive: Vec<u8>,
    pub bound: Vec<u8>,
}

/// The finished archive in the hands of a forger.
pub struct Forger<'a> {
    board: &'a Board<G>,
    folder: &'a Folder,
    items: Vec<SurveyItem>,
    timestamp: Timestamp,
    /// The ballots that count, by the place of their voter.
    counted: BTreeMap<usize, VerifiedBallot<G>>,
    bound: Vec<u8>,
}

impl<'a> Forger<'a> {
    /// Reads the archive and its bound proofs.
    pub fn of(board: &'a Board<G>, folder: &'a Folder, bound: &Path) -> Result<Self> {
        let path = &board.path;
        let mut items = Vec::new();
        let read = read_archive(files::open(path)?, Form::Strict, |item, _| {
            items.push(item);
            Ok(())
        });
        let summary =
            read.map_err(|source| CliError::Archive { path: path.clone(), source: Box::new(source) })?;
        let ballots: Vec<&[u8]> = items.iter().filter_map(|item| ballot_of(item)).collect();
        let mut counted = BTreeMap::new();
        for ballot in BallotBox::new(&board.election, &board.credentials).verify_all(&ballots) {
            let ballot = ballot.map_err(|source| Surprise::Ballot { source })?;
            counted.insert(ballot.voter(), ballot);
        }
        let bound = files::read(bound, files::LARGE)?.to_vec();
        Ok(Self { board, folder, items, timestamp: summary.extent.timestamp, counted, bound })
    }

    /// A ballot replaced by one for other candidates, before the tally: everything after it follows from the false ballot,
    /// with the help of the trustees.
    pub fn changed_vote(
        &self,
        (credential, vote): (&PrivateCredential, &Vote),
        tracker: Digest,
    ) -> Result<Altered> {
        let sealer = Sealer::new(&self.board.election);
        let sealed = sealer.seal(credential, vote.other().answers(), &mut rng()?);
        let forged = sealed.map_err(|source| CliError::Answers { source })?.cast();
        let verified = BallotBox::new(&self.board.election, &self.board.credentials).verify(&forged.bytes);
        let verified = verified.map_err(|source| Surprise::Ballot { source })?;
        let real = self.items.iter().find(|item| has_tracker(item, &tracker)).and_then(ballot_of);
        // Sealing takes the private credential here, but puts only the public one into ciphertexts and proofs: a forger
        // could do as much. What a forger cannot make, the proof in the signature, is taken from the voter's real ballot.
        let bytes = with_proof_of(&forged.bytes, real.unwrap_or_default()).ok_or(Surprise::Forging)?;
        let mut counted = self.counted.clone();
        counted.insert(verified.voter(), verified);
        let Remade { items, bound } = Remade::of(self.board, &self.tally(&counted)?, self.folder)?;
        let before = self.items.iter().take_while(|item| !matches!(item, SurveyItem::Tally { .. }));
        let before = before.map(|item| {
            if !has_tracker(item, &tracker) {
                return item.clone();
            }
            SurveyItem::Ballot { tracker: Digest::of(&bytes), bytes: bytes.clone(), height: 0 }
        });
        Ok(Altered {
            name: "changed-vote",
            done: "One voter's ballot is replaced by a well-made one for other candidates. The trustees even help the \
                   forger: tally, shuffles, decryptions and result are made anew from the false ballot, with the real \
                   keys. All that the forger lacks is the voter's private credential, so the signature is copied from the \
                   real ballot.",
            expected: Check::BallotSignature,
            means: "Only with the private credential can a ballot be signed. Without it everybody else together cannot change a \
                    vote that was cast. That is why the authority hands credentials over and keeps none.",
            archive: self.write(&before.chain(items).collect::<Vec<_>>())?,
            bound,
        })
    }

    /// A ballot left out after the result, with the encrypted tally adapted to it.
    pub fn dropped_ballot(&self, tracker: Digest) -> Result<Altered> {
        let mut counted = self.counted.clone();
        counted.retain(|_, ballot| ballot.tracker() != tracker);
        let tally = self.tally(&counted)?;
        let kept = self.items.iter().filter(|item| !has_tracker(item, &tracker)).map(|item| {
            if matches!(item, SurveyItem::Tally { .. }) { Remade::tally_item(&tally) } else { item.clone() }
        });
        Ok(Altered {
            name: "dropped-ballot",
            done: "One ballot is left out, and the encrypted tally is computed anew without it. The shuffles, decryptions \
                   and the result stay as the trustees made them.",
            expected: Check::ShuffleForm,
            means: "The shuffles were made of all the ballots that the trustees saw, and cannot be made to fit one fewer. \
                    Had the ballot vanished before the trustees came, its voter would not find its tracker, and whoever \
                    kept an earlier copy would see it with `kenes election verify-diff`.",
            archive: self.write(&kept.collect::<Vec<_>>())?,
            bound: self.bound.clone(),
        })
    }

    /// Another result of the second question.
    pub fn flipped_result(&self) -> Result<Altered> {
        let items = self.items.iter().map(|item| {
            let SurveyItem::Result { bytes } = item else { return Ok(item.clone()) };
            Ok(SurveyItem::Result { bytes: self.flip(bytes)? })
        });
        Ok(Altered {
            name: "flipped-result",
            done: "The numbers of Yes and No change places in the published result.",
            expected: Check::ResultValue,
            means: "The result follows from the trustees' decryptions by arithmetic that anybody can do. Whoever announces \
                    it has no say in it.",
            archive: self.write(&items.collect::<Result<Vec<_>>>()?)?,
            bound: self.bound.clone(),
        })
    }

    fn flip(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut result = ElectionResult::parse(bytes, self.board.election.questions())
            .map_err(|source| CliError::Result { path: self.board.path.clone(), source })?;
        for question in &mut result.questions {
            if let QuestionResult::Counts(counts) = question
                && let [_blank, yes, no] = counts.as_mut_slice()
            {
                if yes == no {
                    // A tie has nothing to swap: it is broken.
                    *yes = yes.saturating_sub(1);
                    *no = no.saturating_add(1);
                } else {
                    std::mem::swap(yes, no);
                }
            }
        }
        Ok(result.to_bytes())
    }

    fn tally(&self, counted: &BTreeMap<usize, VerifiedBallot<G>>) -> Result<Tally<G>> {
        let mut builder = TallyBuilder::new(self.board.election.questions());
        for ballot in counted.values() {
            let added = builder.add(ballot);
            added.map_err(|source| CliError::AddBallot { path: self.board.path.clone(), source })?;
        }
        Ok(builder.finish())
    }

    fn write(&self, items: &[SurveyItem]) -> Result<Vec<u8>> {
        let written = write(self.timestamp, items);
        written.map_err(|source| CliError::RecordTooLarge { path: self.board.path.clone(), source })
    }
}

/// An archive of these items: every hash and every link is new.
fn write(timestamp: Timestamp, items: &[SurveyItem]) -> std::result::Result<Vec<u8>, TooLarge> {
    let (mut writer, mut archive) = ArchiveWriter::begin(timestamp);
    for item in items {
        archive.extend(match item {
            SurveyItem::Setup { election, trustees, credentials, setup: _ } => {
                writer.setup(election, trustees, credentials)?
            }
            SurveyItem::Ballot { bytes, tracker: _, height: _ } => writer.ballot(bytes)?,
            SurveyItem::EndBallots => writer.end_ballots(),
            SurveyItem::Tally { sized, bytes } => {
                writer.encrypted_tally(sized.num_tallied, sized.total_weight, bytes)?
            }
            SurveyItem::Shuffle { owner, bytes } => writer.shuffle(*owner, bytes)?,
            SurveyItem::EndShuffles => writer.end_shuffles(),
            SurveyItem::Decryption { owner, bytes } => writer.decryption(*owner, bytes)?,
            SurveyItem::Result { bytes } => writer.result(bytes)?,
        });
    }
    Ok(archive)
}

fn ballot_of(item: &SurveyItem) -> Option<&[u8]> {
    if let SurveyItem::Ballot { bytes, .. } = item { Some(bytes) } else { None }
}

fn has_tracker(item: &SurveyItem, wanted: &Digest) -> bool {
    matches!(item, SurveyItem::Ballot { tracker, .. } if tracker == wanted)
}

/// A ballot with the proof in its signature, which is the last of its proofs, taken from another ballot.
fn with_proof_of(ballot: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    const PROOF: &[u8] = b",\"proof\":";
    let last = |bytes: &[u8]| bytes.windows(PROOF.len()).rposition(|window| window == PROOF);
    Some([ballot.get(..last(ballot)?)?, other.get(last(other)?..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_proof_is_replaced() {
        let (a, b) = (br#"{"x":1,"proof":1,"y":2,"proof":2}"#, br#"{"z":3,"proof":3}"#);
        assert_eq!(with_proof_of(a, b).unwrap(), br#"{"x":1,"proof":1,"y":2,"proof":3}"#);
        assert_eq!(with_proof_of(a, b"{}"), None);
    }
}
