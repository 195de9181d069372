//! Ballots (Belenios 3.3.0 §4.16 and §4.17): read, verified, and of those that verify the last of each voter counted.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::answer::{Answer, AnswerError, Context};
use crate::ciphertext::Ciphertext;
use crate::credential::PublicCredentials;
use crate::election::Election;
use crate::group::{Element, Group, backend::Sink as _};
use crate::hash::{Digest, Transcript};
use crate::proof::{Equations, Proof};
use crate::scan::FormError;
use crate::wire::{Decoded, Reader, Wire, WireError, check_subgroup, write_array};

/// A ballot as submitted: well formed, nothing verified. [`BallotBox::verify`] makes a [`VerifiedBallot`] of it.
#[derive(Debug)]
pub(crate) struct Submitted<G: Group> {
    pub(crate) unsigned: Unsigned<G>,
    unsigned_hash: Digest,
    signature: Signature<G>,
    decoded: Vec<Decoded<G>>,
    tracker: Digest,
}

/// A ballot without its signature.
#[derive(Clone, Debug)]
pub(crate) struct Unsigned<G: Group> {
    pub(crate) credential: Element<G>,
    pub(crate) answers: Vec<Answer<G>>,
}

/// The structure `signature` (§4.16).
#[derive(Clone, Debug)]
pub(crate) struct Signature<G: Group> {
    pub(crate) hash: Digest,
    pub(crate) proof: Proof<G>,
}

/// A ballot whose credential is listed and whose proofs and signature all hold.
#[derive(Clone, Debug)]
pub struct VerifiedBallot<G: Group> {
    voter: usize,
    weight: u64,
    tracker: Digest,
    ciphertexts: Vec<Vec<Ciphertext<G>>>,
}

impl<G: Group> VerifiedBallot<G> {
    /// The place of the credential in the sorted list of public credentials, from 0.
    pub fn voter(&self) -> usize {
        self.voter
    }

    /// How often the ballot counts.
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// The smart ballot tracker: the hash of the whole ballot, shown in Base64.
    pub fn tracker(&self) -> Digest {
        self.tracker
    }

    /// For each question, its ciphertexts.
    pub fn ciphertexts(&self) -> &[Vec<Ciphertext<G>>] {
        &self.ciphertexts
    }
}

/// A ballot is not valid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BallotError {
    /// Not the form of the specification, or an element or number that is not canonical or not in the group.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// More bytes than a ballot with these questions can have.
    #[error("the ballot is longer than {limit} bytes, the most that these questions can take")]
    TooLong {
        /// The most it could have, in bytes.
        limit: usize,
    },
    /// Made for another election.
    #[error("the ballot is for the election {found}")]
    ElectionUuid {
        /// What the ballot says.
        found: String,
    },
    /// Made for other data of this election.
    #[error("the ballot is for other data of this election (hash {found})")]
    ElectionHash {
        /// What the ballot says.
        found: String,
    },
    /// More or fewer answers than questions.
    #[error("the ballot does not have {expected} answers, one for each question")]
    AnswerCount {
        /// How many questions there are.
        expected: usize,
    },
    /// The credential is not on the list.
    #[error("credential {credential} is not listed")]
    CredentialNotListed {
        /// The public credential's text.
        credential: String,
    },
    /// An answer is wrong.
    #[error("question {}: {source}", question + 1)]
    Answer {
        /// Which question, from 0.
        question: usize,
        /// What is wrong.
        source: AnswerError,
    },
    /// The signed hash is not the hash of the ballot.
    #[error("the signature is for another ballot")]
    SignatureHash,
    /// The signature is not by the holder of the credential.
    #[error("the signature does not hold for the ballot's credential")]
    Signature,
    /// A weight other than 1 where ballots are shuffled.
    #[error("weight {weight} in an election with a shuffled question, which counts every ballot once")]
    Weighted {
        /// The credential's weight.
        weight: u64,
    },
}

impl From<FormError> for BallotError {
    fn from(error: FormError) -> Self {
        Self::Wire(error.into())
    }
}

/// An election and its voters: what a ballot is verified against.
pub struct BallotBox<'a, G: Group> {
    election: &'a Election<G>,
    credentials: &'a PublicCredentials<G>,
}

/// Ballots whose elements are checked for the subgroup together: the checks that a batch needs whatever its size cost
/// some 2 ms, and what a ballot becomes in memory is some 20 kB.
pub const BATCH: usize = 256;

impl<'a, G: Group> BallotBox<'a, G> {
    /// A box for the ballots of one election.
    pub fn new(election: &'a Election<G>, credentials: &'a PublicCredentials<G>) -> Self {
        Self { election, credentials }
    }

    /// Verifies one ballot.
    ///
    /// # Errors
    /// [`BallotError`] names what is wrong.
    pub fn verify(&self, bytes: &[u8]) -> Result<VerifiedBallot<G>, BallotError> {
        let submitted = Submitted::parse(bytes, self.election)?;
        check_subgroup(&submitted.decoded, bytes)?;
        self.verify_submitted(submitted)
    }

    /// Verifies many ballots, each on its own merit, sharing the subgroup checks; on every core with the feature
    /// `rayon`. The results are in the order of the ballots.
    pub fn verify_all(&self, ballots: &[&[u8]]) -> Vec<Result<VerifiedBallot<G>, BallotError>> {
        let ballots: Vec<_> = ballots.iter().map(|bytes| Published::canonical(bytes)).collect();
        self.verify_published(&ballots)
    }

    /// As [`BallotBox::verify_all`], for ballots that may differ in form from the bytes that they are read from.
    pub(crate) fn verify_published(
        &self,
        ballots: &[Published<'_>],
    ) -> Vec<Result<VerifiedBallot<G>, BallotError>> {
        let share = ballots.len().div_ceil(crate::parallel::threads()).clamp(1, BATCH);
        let batches: Vec<_> = ballots.chunks(share).collect();
        crate::parallel::map(&batches, |batch| self.verify_batch(batch)).into_iter().flatten().collect()
    }

    fn verify_batch(&self, ballots: &[Published<'_>]) -> Vec<Result<VerifiedBallot<G>, BallotError>> {
        let submitted: Vec<_> =
            ballots.iter().map(|ballot| Submitted::parse_published(*ballot, self.election)).collect();
        // The coins depend on every ballot, so nobody can choose elements after knowing them.
        let seed =
            submitted.iter().flatten().fold(Transcript::new("kenes/ballots/v1|"), |t, s| t.with(s.tracker.0));
        let points: Vec<_> =
            submitted.iter().flatten().flat_map(|s| &s.decoded).map(|d| d.element.point).collect();
        let all_inside = G::are_in_subgroup(&points, &seed.digest().0);
        let verify = |(ballot, submitted): (&Published<'_>, Result<Submitted<G>, BallotError>)| {
            let submitted = submitted?;
            if !all_inside {
                check_subgroup(&submitted.decoded, ballot.read)?;
            }
            self.verify_submitted(submitted)
        };
        ballots.iter().zip(submitted).map(verify).collect()
    }

    /// The subgroup checks are done.
    fn verify_submitted(&self, submitted: Submitted<G>) -> Result<VerifiedBallot<G>, BallotError> {
        let Submitted { unsigned, unsigned_hash, signature, decoded: _, tracker } = submitted;
        let (voter, weight) = self
            .credentials
            .find(&unsigned.credential)
            .ok_or_else(|| BallotError::CredentialNotListed { credential: unsigned.credential.to_text() })?;
        if weight != 1 && self.election.template().has_shuffled_questions() {
            return Err(BallotError::Weighted { weight });
        }
        if signature.hash != unsigned_hash {
            return Err(BallotError::SignatureHash);
        }
        let mut equations = Equations::new();
        equations.commit_generator(&signature.proof, &unsigned.credential.point);
        equations.check(BallotError::Signature, signature_text(&signature.hash), signature.proof.challenge);
        unsigned.equations(self.election, &mut equations)?;
        equations.settle()?;
        let ciphertexts = unsigned.answers.iter().map(Answer::ciphertexts).collect();
        Ok(VerifiedBallot { voter, weight, tracker, ciphertexts })
    }
}

impl<G: Group> fmt::Debug for BallotBox<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BallotBox").field("election", self.election).finish_non_exhaustive()
    }
}

/// S₀: φ, a vertical bar, and the public credential (§4.11).
pub(crate) fn s0<G: Group>(election: &Election<G>, credential: &Element<G>) -> String {
    alloc::format!("{}|{credential}", election.fingerprint())
}

/// The text before the commitment of a signature: `sig|H|`.
pub(crate) fn signature_text(hash: &Digest) -> Transcript {
    Transcript::new("sig|").with(hash.to_base64()).with("|")
}

/// A ballot as published, and the form of it that is read, of the same length. They differ in the order of fields
/// inside answers at most, and only when reading leniently (`crate::lenient`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Published<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) read: &'a [u8],
}

impl<'a> Published<'a> {
    /// A ballot that is read as it was published.
    pub(crate) fn canonical(bytes: &'a [u8]) -> Self {
        Self { bytes, read: bytes }
    }
}

impl<G: Group> Submitted<G> {
    /// Reads a ballot of `election`.
    pub(crate) fn parse(bytes: &[u8], election: &Election<G>) -> Result<Self, BallotError> {
        Self::parse_published(Published::canonical(bytes), election)
    }

    /// Reads a ballot of `election`; what is hashed is what was published.
    fn parse_published(ballot: Published<'_>, election: &Election<G>) -> Result<Self, BallotError> {
        let Published { bytes, read } = ballot;
        let mut reader = Reader::new(read);
        let unsigned = Unsigned::read(&mut reader, election)?;
        let unsigned_hash = hash_unsigned(bytes.get(..reader.scan.position()).unwrap_or_default());
        reader.expect(",\"signature\":")?;
        let signature = Signature::read(&mut reader)?;
        reader.expect("}")?;
        let decoded = reader.finish()?;
        Ok(Self { unsigned, unsigned_hash, signature, decoded, tracker: Digest::of(bytes) })
    }
}

/// The beginning of a text that should have been short.
fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text.get(..64).unwrap_or(text)).into_owned()
}

fn read_answers<G: Group>(
    reader: &mut Reader<'_, G>,
    election: &Election<G>,
) -> Result<Vec<Answer<G>>, BallotError> {
    let questions = election.questions();
    let wrong_count = BallotError::AnswerCount { expected: questions.len() };
    reader.expect("[")?;
    let mut answers = Vec::with_capacity(questions.len());
    for (index, question) in questions.iter().enumerate() {
        if reader.scan.sees("]") {
            return Err(wrong_count);
        }
        if index > 0 {
            reader.expect(",")?;
        }
        answers.push(Answer::read(question, reader)?);
    }
    if reader.scan.sees(",") {
        return Err(wrong_count);
    }
    reader.expect("]")?;
    Ok(answers)
}

/// The hash of a ballot without its signature, given its bytes up to that field: the closing brace follows.
pub(crate) fn hash_unsigned(open: &[u8]) -> Digest {
    Transcript::new("").with(open).with("}").digest()
}

impl<G: Group> Unsigned<G> {
    /// Reads a ballot of `election` up to where the signature belongs.
    pub(crate) fn read(reader: &mut Reader<'_, G>, election: &Election<G>) -> Result<Self, BallotError> {
        reader.expect("{\"election_uuid\":")?;
        let uuid = reader.scan.plain()?;
        if uuid != election.uuid().as_str().as_bytes() {
            return Err(BallotError::ElectionUuid { found: shown(uuid) });
        }
        reader.expect(",\"election_hash\":")?;
        let hash = reader.scan.plain()?;
        if hash != election.fingerprint().as_bytes() {
            return Err(BallotError::ElectionHash { found: shown(hash) });
        }
        reader.expect(",\"credential\":")?;
        let credential = reader.element()?;
        reader.expect(",\"answers\":")?;
        let answers = read_answers(reader, election)?;
        Ok(Self { credential, answers })
    }

    /// Verifies the proofs of all answers, not the signature.
    pub(crate) fn verify_proofs(&self, election: &Election<G>) -> Result<(), BallotError> {
        let mut equations = Equations::new();
        self.equations(election, &mut equations)?;
        equations.settle()
    }

    fn equations(
        &self,
        election: &Election<G>,
        equations: &mut Equations<G, BallotError>,
    ) -> Result<(), BallotError> {
        let Self { credential, answers } = self;
        let s0 = s0(election, credential);
        let context = Context { s0: &s0, public_key: election.public_key(), y: election.public_base() };
        for (question, (asked, answer)) in election.questions().iter().zip(answers).enumerate() {
            let name = |source| BallotError::Answer { question, source };
            answer.equations(asked, &context, equations, name).map_err(name)?;
        }
        Ok(())
    }

    /// Writes the ballot up to where the signature belongs, the brace left open.
    pub(crate) fn write_open(&self, election: &Election<G>) -> Vec<u8> {
        let Self { credential, answers } = self;
        let mut out = Vec::new();
        out.put(b"{\"election_uuid\":\"");
        out.put(election.uuid().as_str().as_bytes());
        out.put(b"\",\"election_hash\":\"");
        out.put(election.fingerprint().as_bytes());
        out.put(b"\",\"credential\":");
        credential.write(&mut out);
        out.put(b",\"answers\":");
        write_array(&mut out, answers, Answer::write);
        out
    }
}

impl<G: Group> Wire<G> for Signature<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"hash\":")?;
        let start = reader.scan.clone();
        let hash = match Digest::parse_base64(reader.scan.plain()?) {
            Some(hash) => hash,
            None => return Ok(start.error("a SHA-256 hash in Base64 without padding")?),
        };
        reader.expect(",\"proof\":")?;
        let proof = Proof::read(reader)?;
        reader.expect("}")?;
        Ok(Self { hash, proof })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { hash, proof } = self;
        out.put(b"{\"hash\":\"");
        out.put(hash.to_base64().as_bytes());
        out.put(b"\",\"proof\":");
        proof.write(out);
        out.put(b"}");
    }
}
