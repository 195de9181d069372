//! Why a shuffle is refused.

use core::fmt;

/// A shuffle does not verify. Questions are counted from 0 among the non-homomorphic ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShuffleError {
    /// Not one list of ciphertexts and one proof for each question.
    #[error("{ciphertexts} lists and {proofs} proofs for {expected} non-homomorphic questions")]
    Questions {
        /// How many non-homomorphic questions there are.
        expected: usize,
        /// How many lists of ciphertexts the shuffle has.
        ciphertexts: usize,
        /// How many proofs it has.
        proofs: usize,
    },
    /// A list does not have one entry for each ballot.
    #[error("non-homomorphic question {}: {actual} entries of {list} for {expected} ciphertexts", question + 1)]
    Length {
        /// Which question, from 0 among the non-homomorphic ones.
        question: usize,
        /// Which list.
        list: ShuffleList,
        /// The number of ciphertexts that go into the shuffle.
        expected: usize,
        /// The number of entries of the list.
        actual: usize,
    },
    /// An equation of the proof does not hold.
    ///
    /// Altering what is hashed (ciphertexts, c, ĉ, t, t̂) alters the challenge, so that all equations fail and t₁ is
    /// named; altering a response fails its own equation only.
    #[error("non-homomorphic question {}: equation {equation} of the proof does not hold", question + 1)]
    Equation {
        /// Which question, from 0 among the non-homomorphic ones.
        question: usize,
        /// The first equation, in the order of the specification, that does not hold.
        equation: ShuffleEquation,
    },
}

/// A list of a shuffle that has one entry for each ballot (Belenios 3.3.0 §4.19 and §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShuffleList {
    /// e′, the shuffled ciphertexts.
    Ciphertexts,
    /// t̂, the commitments of the proof about the chain.
    THat,
    /// ŝ, their responses.
    SHat,
    /// s′, the responses about the permuted challenges.
    SPrime,
    /// c, the commitments to the permutation.
    C,
    /// ĉ, the chain of commitments.
    CHat,
}

impl fmt::Display for ShuffleList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ciphertexts => "ciphertexts",
            Self::THat => "t-hat",
            Self::SHat => "s-hat",
            Self::SPrime => "s-prime",
            Self::C => "c",
            Self::CHat => "c-hat",
        })
    }
}

/// An equation of `CheckShuffleProof` (Belenios 3.3.0 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShuffleEquation {
    /// t₁: c commits to a matrix whose rows sum to 1.
    T1,
    /// t₂: the chain ends in the product of all challenges.
    T2,
    /// t₃: c commits to the permutation of the challenges in s′.
    T3,
    /// t₄: the outputs re-encrypt the inputs, permuted likewise.
    T4,
    /// t̂: one link of the chain.
    THat {
        /// Which link, from 0.
        index: usize,
    },
}

impl fmt::Display for ShuffleEquation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::T1 => f.write_str("t1"),
            Self::T2 => f.write_str("t2"),
            Self::T3 => f.write_str("t3"),
            Self::T4 => f.write_str("t4"),
            Self::THat { index } => write!(f, "t-hat {index}"),
        }
    }
}
