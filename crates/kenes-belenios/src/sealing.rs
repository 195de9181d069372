//! Sealing ballots at the voter's device.
//!
//! The order is fixed: the credential comes first, since the proofs include it; sealing shows the hash of the unsigned
//! ballot; then the voter either casts it, which signs, or challenges it, which reveals its randomness so that another
//! device can check that it holds the chosen answers, and never signs. Both consume the sealed ballot, so one that was
//! challenged cannot be cast.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use chacha20::ChaCha20Rng;
use rand_core::{CryptoRng, SeedableRng as _};
use zeroize::Zeroizing;

use crate::answer::{self, Answer, PlainAnswer, PlainAnswerError, ProverContext};
use crate::ballot::{Signature, Unsigned, hash_unsigned, s0, signature_text};
use crate::credential::PrivateCredential;
use crate::election::Election;
use crate::fresh::FreshBytes;
use crate::group::{Group, Scalar, backend::Sink as _};
use crate::hash::{Digest, Transcript};
use crate::proof::disjunction::ProverKey;
use crate::proof::prove_knowledge;
use crate::wire::Wire as _;

/// Seals ballots of one election; holds the tables of its public key.
pub struct Sealer<'a, G: Group> {
    election: &'a Election<G>,
    key: ProverKey<G>,
}

/// A ballot cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// Not one answer for each question.
    #[error("expected {expected} answers, one for each question, found {found}")]
    AnswerCount {
        /// How many questions there are.
        expected: usize,
        /// How many answers were given.
        found: usize,
    },
    /// An answer that its question does not allow.
    #[error("question {}: {source}", question + 1)]
    Answer {
        /// Which question, from 0.
        question: usize,
        /// What is wrong.
        source: PlainAnswerError,
    },
}

impl<'a, G: Group> Sealer<'a, G> {
    /// Prepares the tables of the election's key.
    pub fn new(election: &'a Election<G>) -> Self {
        Self { election, key: election.prover_key() }
    }

    /// Encrypts the answers, one per question, for the holder of `credential`, with fresh randomness from `rng`.
    ///
    /// # Errors
    /// [`SealError`] when an answer is not allowed; nothing was encrypted then that could be cast.
    pub fn seal(
        &self,
        credential: &PrivateCredential,
        answers: Vec<PlainAnswer>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<SealedBallot<G>, SealError> {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *seed);
        self.seal_with(credential, answers, &seed)
    }

    /// As [`Sealer::seal`], where the device's randomness comes in as bytes, which are used up.
    ///
    /// # Errors
    /// As [`Sealer::seal`].
    pub fn seal_with_fresh(
        &self,
        credential: &PrivateCredential,
        answers: Vec<PlainAnswer>,
        fresh: FreshBytes,
    ) -> Result<SealedBallot<G>, SealError> {
        self.seal_with(credential, answers, fresh.expose())
    }

    /// As [`Sealer::seal`], with the 32 bytes of randomness given: the same ballot on every platform.
    ///
    /// # Errors
    /// As [`Sealer::seal`].
    #[cfg(feature = "testing")]
    pub fn seal_from_seed(
        &self,
        credential: &PrivateCredential,
        answers: Vec<PlainAnswer>,
        seed: &[u8; 32],
    ) -> Result<SealedBallot<G>, SealError> {
        self.seal_with(credential, answers, seed)
    }

    fn seal_with(
        &self,
        credential: &PrivateCredential,
        answers: Vec<PlainAnswer>,
        seed: &[u8; 32],
    ) -> Result<SealedBallot<G>, SealError> {
        let questions = self.election.questions();
        if answers.len() != questions.len() {
            return Err(SealError::AnswerCount { expected: questions.len(), found: answers.len() });
        }
        let public = credential.public::<G>(self.election.uuid());
        let mut stream = expand(seed, self.election, credential, &answers);
        let s0 = s0(self.election, &public);
        let context = ProverContext { s0: &s0, public_key: self.election.public_key(), key: &self.key };
        let mut sealed = Vec::with_capacity(answers.len());
        let mut randomness = Vec::with_capacity(answers.len());
        for (question, (answer, asked)) in answers.iter().zip(questions).enumerate() {
            let part = answer::seal(answer, asked, &context, &mut stream)
                .map_err(|source| SealError::Answer { question, source })?;
            sealed.push(part.answer);
            randomness.push(part.randomness);
        }
        let unsigned = Unsigned { credential: public, answers: sealed };
        let open = unsigned.write_open(self.election);
        let secret = credential.secret(self.election.uuid());
        Ok(SealedBallot { hash: hash_unsigned(&open), open, secret, answers, randomness, stream })
    }
}

impl<G: Group> fmt::Debug for Sealer<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer").field("election", self.election).finish_non_exhaustive()
    }
}

/// The randomness of one sealing: fresh bytes, bound to what is sealed, so that even a repeated seed never gives two
/// different ballots the same randomness.
fn expand<G: Group>(
    seed: &[u8; 32],
    election: &Election<G>,
    credential: &PrivateCredential,
    answers: &[PlainAnswer],
) -> ChaCha20Rng {
    let mut text = Transcript::new("kenes/seal/v1|").with(seed).with(election.digest().0).with("|");
    text.put(credential.expose().as_bytes());
    let mut plain = Zeroizing::new(Vec::new());
    answer::plain::write_all(answers, &mut plain);
    text.put(b"|");
    text.put(&plain);
    let key = Zeroizing::new(text.digest().0);
    ChaCha20Rng::from_seed(*key)
}

/// An encrypted ballot that is not signed yet.
pub struct SealedBallot<G: Group> {
    /// The ballot's bytes up to where its signature belongs.
    open: Vec<u8>,
    hash: Digest,
    secret: Zeroizing<Scalar<G>>,
    answers: Vec<PlainAnswer>,
    randomness: Vec<Zeroizing<Vec<Scalar<G>>>>,
    stream: ChaCha20Rng,
}

impl<G: Group> SealedBallot<G> {
    /// The hash of the unsigned ballot, to be noted before choosing to cast or to challenge.
    pub fn hash(&self) -> Digest {
        self.hash
    }

    /// How many bytes the unsigned ballot has.
    pub fn size(&self) -> usize {
        self.open.len() + 1
    }

    /// Signs the ballot, which makes it ready to be sent.
    pub fn cast(mut self) -> CastBallot {
        let proof = prove_knowledge::<G>(&self.secret, signature_text(&self.hash), &mut self.stream);
        let mut bytes = self.open;
        bytes.put(b",\"signature\":");
        Signature { hash: self.hash, proof }.write(&mut bytes);
        bytes.put(b"}");
        let tracker = Digest::of(&bytes);
        CastBallot { bytes, tracker }
    }

    /// Reveals the randomness for checking; the ballot can never be cast.
    pub fn challenge(self) -> Opening {
        let mut ballot = self.open;
        ballot.push(b'}');
        let text = |r: &Scalar<G>| r.to_public_text();
        let randomness = self.randomness.iter().map(|r| r.iter().map(text).collect()).collect();
        Opening { ballot, answers: self.answers, randomness }
    }
}

impl<G: Group> fmt::Debug for SealedBallot<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedBallot").field("hash", &self.hash).finish_non_exhaustive()
    }
}

/// A signed ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastBallot {
    /// The ballot as it enters the archive.
    pub bytes: Vec<u8>,
    /// Its smart ballot tracker (Belenios 3.3.0 §4.17), the voter's receipt.
    pub tracker: Digest,
}

/// What a challenge reveals: the unsigned ballot, its answers and the randomness of each ciphertext.
///
/// No longer secret: a challenged ballot is never counted. [`Opening::verify`] is run on another device.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    ballot: Vec<u8>,
    answers: Vec<PlainAnswer>,
    /// For each question, the decimal text of the randomness of each ciphertext.
    randomness: Vec<Vec<String>>,
}

/// A challenged ballot that holds exactly the answers it was sealed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedOpening {
    /// The hash of the unsigned ballot, which must be the one shown at sealing.
    pub hash: Digest,
    /// The text of the public credential that the ballot was sealed for.
    pub credential: String,
}

/// A challenge's output does not fit its ballot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpeningError {
    /// The document or the ballot inside is malformed.
    #[error(transparent)]
    Ballot(#[from] crate::ballot::BallotError),
    /// Randomness or answers do not match the questions or their ciphertexts, or the question does not allow them.
    #[error("question {}: the answers or the randomness do not fit the question", question + 1)]
    Shape {
        /// Which question, from 0.
        question: usize,
    },
    /// A ciphertext does not hold the answer that the ballot is said to hold: the device cheated.
    #[error("question {}: ciphertext {} does not hold the chosen answer", question + 1, index + 1)]
    Differs {
        /// Which question, from 0.
        question: usize,
        /// Which ciphertext, from 0.
        index: usize,
    },
}

impl From<crate::wire::WireError> for OpeningError {
    fn from(error: crate::wire::WireError) -> Self {
        Self::Ballot(error.into())
    }
}

impl From<crate::scan::FormError> for OpeningError {
    fn from(error: crate::scan::FormError) -> Self {
        Self::Ballot(error.into())
    }
}

impl Opening {
    /// The answers that the ballot is said to hold.
    pub fn answers(&self) -> &[PlainAnswer] {
        &self.answers
    }

    /// The document: `{"format":"kenes/opening/v1","ballot":…,"answers":…,"randomness":…}`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { ballot, answers, randomness } = self;
        let mut out = Vec::new();
        out.put(b"{\"format\":\"kenes/opening/v1\",\"ballot\":");
        out.put(ballot);
        out.put(b",\"answers\":");
        answer::plain::write_all(answers, &mut out);
        out.put(b",\"randomness\":");
        crate::wire::write_array(&mut out, randomness, |texts, out| {
            crate::wire::write_array(out, texts, |text, out| {
                crate::wire::quoted(out, |out| out.put(text.as_bytes()));
            });
        });
        out.put(b"}");
        out
    }

    /// Reads the document and checks it against the election: the proofs hold, and every ciphertext encrypts its part
    /// of the answers with the revealed randomness.
    ///
    /// # Errors
    /// [`OpeningError`] names the ciphertext that does not fit.
    pub fn verify<G: Group>(
        document: &[u8],
        election: &Election<G>,
    ) -> Result<(Self, CheckedOpening), OpeningError> {
        let mut reader = crate::wire::Reader::<G>::new(document);
        reader.expect("{\"format\":\"kenes/opening/v1\",\"ballot\":")?;
        let start = reader.scan.position();
        let unsigned = Unsigned::read(&mut reader, election)?;
        let hash = hash_unsigned(reader.scan.since(start));
        reader.expect("}")?;
        let ballot = reader.scan.since(start).to_vec();
        reader.expect(",\"answers\":")?;
        let answers = PlainAnswer::read_all(&mut reader.scan, election.questions())?;
        reader.expect(",\"randomness\":")?;
        let scalars: Vec<Vec<Scalar<G>>> =
            reader.array(|reader| reader.array(crate::wire::Reader::scalar))?;
        reader.expect("}")?;
        let decoded = reader.finish()?;
        crate::wire::check_subgroup(&decoded, document)?;
        unsigned.verify_proofs(election)?;
        check_answers(&unsigned, election, &answers, &scalars)?;
        let randomness = scalars.iter().map(|q| q.iter().map(|r| r.to_public_text()).collect()).collect();
        let checked = CheckedOpening { hash, credential: unsigned.credential.to_text() };
        Ok((Self { ballot, answers, randomness }, checked))
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening(<redacted>)")
    }
}

/// Encrypts the answers again with the revealed randomness and compares.
fn check_answers<G: Group>(
    unsigned: &Unsigned<G>,
    election: &Election<G>,
    answers: &[PlainAnswer],
    randomness: &[Vec<Scalar<G>>],
) -> Result<(), OpeningError> {
    let count = unsigned.answers.len();
    if answers.len() != count || randomness.len() != count {
        return Err(OpeningError::Shape { question: answers.len().min(randomness.len()) });
    }
    for (question, ((answer, plain), scalars)) in
        unsigned.answers.iter().zip(answers).zip(randomness).enumerate()
    {
        // Without this a claim of another shape could have the same ciphertexts, and be read as other answers.
        let asked = election.questions().get(question).ok_or(OpeningError::Shape { question })?;
        answer::check(plain, asked).map_err(|_| OpeningError::Shape { question })?;
        let ciphertexts = Answer::ciphertexts(answer);
        let messages = plain.messages::<G>();
        if messages.len() != ciphertexts.len() || scalars.len() != ciphertexts.len() {
            return Err(OpeningError::Shape { question });
        }
        for (index, ((ciphertext, r), message)) in ciphertexts.iter().zip(scalars).zip(messages).enumerate() {
            let alpha = G::pow_generator(&r.0);
            let beta = G::mul(&G::product_of_powers(&[(r.0, election.public_key().point)]), &message);
            let expected = crate::ciphertext::Ciphertext::of_all(&[crate::ciphertext::Pair { alpha, beta }]);
            if expected.first() != Some(ciphertext) {
                return Err(OpeningError::Differs { question, index });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
