//! Voting codes of an election, from when the registrar's machine made them until the election closes.
//!
//! Whoever has a code can vote in its place, so they are kept as short as can be: [`Codes::destroy_codes`] deletes those of an
//! election at once, with every message that carries one.

use std::fmt;
use std::future::Future;

use kenes_record::Hash;
use zeroize::Zeroizing;

use super::PersonId;
use crate::port::StoreError;

/// A voting code. Wiped when dropped, and not printed by accident.
pub struct VotingCode(Zeroizing<String>);

impl VotingCode {
    /// The code with this text.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The text, for whoever it is handed to.
    pub fn dangerously_expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for VotingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VotingCode(<redacted>)")
    }
}

/// How a code was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// It was not.
    None,
    /// In a message.
    Message,
    /// On a slip of paper.
    Slip,
    /// On the screen of whoever had entered.
    Shown,
}

impl Handover {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Message, Self::Slip, Self::Shown];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Message => "message",
            Self::Slip => "slip",
            Self::Shown => "shown",
        }
    }
}

/// The voting code of somebody in an election.
#[derive(Debug)]
pub struct Code {
    /// The election.
    pub election: Hash,
    /// Its number within the election.
    pub number: u32,
    /// Whose it is; none for one that is kept in reserve.
    pub person: Option<PersonId>,
    /// The code itself.
    pub code: VotingCode,
    /// How it was handed over.
    pub handover: Handover,
    /// How often it was shown again to somebody who had lost it.
    pub shown_again: u32,
}

/// Voting codes. The module says what all of its verbs promise.
pub trait Codes: Send + Sync + 'static {
    /// Keeps codes, all or none.
    ///
    /// # Errors
    /// The store fails, a person is not there, or a code of this number, or of this person, is there already.
    fn put_codes(&self, codes: &[Code]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The codes of an election, by number.
    ///
    /// # Errors
    /// The store fails.
    fn codes(&self, election: Hash) -> impl Future<Output = Result<Vec<Code>, StoreError>> + Send;

    /// The code of a person in an election.
    ///
    /// # Errors
    /// The store fails.
    fn code_of(
        &self,
        election: Hash,
        person: PersonId,
    ) -> impl Future<Output = Result<Option<Code>, StoreError>> + Send;

    /// Notes how a code was handed over; false when it is not there.
    ///
    /// # Errors
    /// The store fails.
    fn code_handed_over(
        &self,
        election: Hash,
        number: u32,
        handover: Handover,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Notes that a code was shown again, and says how often it was; none when it is not there.
    ///
    /// # Errors
    /// The store fails.
    fn code_shown_again(
        &self,
        election: Hash,
        number: u32,
    ) -> impl Future<Output = Result<Option<u32>, StoreError>> + Send;

    /// How often codes of an election were shown again, all together.
    ///
    /// # Errors
    /// The store fails.
    fn times_shown_again(&self, election: Hash) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Destroys the codes of an election, and the content of every message about it; says how many codes there were. The
    /// places in the file are overwritten where the engine can do it.
    ///
    /// # Errors
    /// The store fails.
    fn destroy_codes(&self, election: Hash) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
