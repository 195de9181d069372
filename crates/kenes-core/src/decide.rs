//! Commands: what somebody wants to do becomes an act to sign, if the rules allow it now.
//!
//! [`Council::decide`] asks the questions that [`Council::apply`] asks, of the same functions, and changes nothing: an act
//! that was decided and is applied next has its effect. The other way round nothing is lost: whoever signs an act without
//! deciding it first learns from the record what became of it.

mod call;
mod command;

use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{ActError, Draft, Envelope, Presence, Seen, SignerName};

pub use self::call::{Occasion, Wanted};
pub use self::command::{Aim, Command, Lot, Text, Topic};
use crate::apply::{Context, Said, Stop};
use crate::council::Council;
use crate::evidence::Evidence;
use crate::refusal::Refusal;
use crate::time::Time;

/// Who is to sign, and what they saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signers {
    /// Their keys. The first one's acts are counted.
    pub keys: Vec<SignerName>,
    /// The last checkpoint that they verified; not for the server.
    pub seen: Option<Seen>,
}

/// A command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecideError {
    /// A rule is against it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A document or an archive is missing.
    #[error("{} is missing", digest.to_hex())]
    Missing {
        /// Its digest.
        digest: Hash,
    },
    /// The rules of this version need a newer program.
    #[error("the rules of version {version} need a newer program")]
    NeedsNewer {
        /// The version.
        version: u64,
    },
    /// A value cannot stand in an act, or the signers are not those of such an act.
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<Stop> for DecideError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::Missing(digest) => Self::Missing { digest },
            Stop::NeedsNewer(version) => Self::NeedsNewer { version },
        }
    }
}

impl Council {
    /// The acts that carry out a command, to be signed by these at this time, in this order. Time is what the signer's clock
    /// shows and no rule believes; it is rounded down to the minute.
    ///
    /// # Errors
    /// A rule is against it, something is missing, or a value cannot stand in an act.
    pub fn decide(
        &self,
        command: &Command,
        signers: &Signers,
        evidence: &impl Evidence,
        at: Time,
    ) -> Result<Vec<Draft>, DecideError> {
        let draft = self.draft(command, signers, at)?;
        let unsigned = draft.write()?;
        let mut keys = signers.keys.clone();
        keys.sort_unstable_by_key(|key| alloc::format!("{key}"));
        let context = Context { act: Said::of_unsigned(&unsigned, &keys), evidence };
        self.check_envelope(&context)?;
        let _change = self.check(&context)?;
        Ok(Vec::from([draft]))
    }

    /// The act that says a command, whether the rules allow it or not: for what is decided elsewhere, or rests on evidence
    /// that is only verified when the act comes.
    ///
    /// # Errors
    /// Nobody signs.
    pub fn draft(&self, command: &Command, signers: &Signers, at: Time) -> Result<Draft, DecideError> {
        let act_type = command.act_type();
        let profile = act_type.profile();
        let by = signers.keys.first().ok_or(Refusal::Authority)?.fingerprint;
        let minute = at.seconds().saturating_sub(at.seconds() % 60);
        let counter = self.counter(&by).map_or(0, |last| last.saturating_add(1));
        let is_there = |presence: Presence| presence != Presence::Absent;
        let envelope = Envelope {
            at: is_there(profile.at()).then_some(minute),
            by,
            log: is_there(profile.log()).then_some(self.log),
            counter: is_there(profile.counter()).then_some(counter),
            seen: signers.seen.filter(|_| is_there(profile.seen())),
        };
        Ok(Draft { act_type, envelope, body: command.body() })
    }
}
