//! How far an election is, and which event may come next (the table of Belenios 3.3.0 §4.4).

use core::fmt;

use super::event::EventKind;

/// The phase that the last event of an archive belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Set up, no ballot yet.
    Setup,
    /// At least one ballot.
    Voting,
    /// No more ballots.
    BallotsEnded,
    /// The encrypted tally is there.
    EncryptedTally,
    /// At least one shuffle.
    Shuffling,
    /// No more shuffles.
    ShufflesEnded,
    /// At least one partial decryption.
    Decrypting,
    /// Finished.
    Result,
}

impl Stage {
    /// The stage as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Voting => "voting",
            Self::BallotsEnded => "ballots-ended",
            Self::EncryptedTally => "encrypted-tally",
            Self::Shuffling => "shuffle",
            Self::ShufflesEnded => "shuffles-ended",
            Self::Decrypting => "decryption",
            Self::Result => "result",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An event comes where it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderError {
    /// The archive begins with another event than Setup.
    #[error("{found} instead of Setup as the first event")]
    SetupMissing {
        /// The first event.
        found: EventKind,
    },
    /// Setup again.
    #[error("a second Setup event")]
    SecondSetup,
    /// A ballot after the vote was closed.
    #[error("a ballot after EndBallots")]
    BallotAfterEndBallots,
    /// The vote is closed again.
    #[error("a second EndBallots event")]
    SecondEndBallots,
    /// Tallied before the vote was closed.
    #[error("an encrypted tally without EndBallots")]
    TallyWithoutEndBallots,
    /// Tallied again.
    #[error("a second encrypted tally")]
    SecondTally,
    /// Nothing to shuffle yet.
    #[error("a shuffle without encrypted tally")]
    ShuffleWithoutTally,
    /// A shuffle after shuffling was closed.
    #[error("a shuffle after EndShuffles")]
    ShuffleAfterEndShuffles,
    /// A shuffle of what is being decrypted.
    #[error("a shuffle after a partial decryption")]
    ShuffleAfterDecryption,
    /// Shuffling is closed before there is anything to shuffle.
    #[error("EndShuffles without encrypted tally")]
    EndShufflesWithoutTally,
    /// Shuffling is closed again.
    #[error("a second EndShuffles event")]
    SecondEndShuffles,
    /// Shuffling is closed after decryption began without it.
    #[error("EndShuffles after a partial decryption")]
    EndShufflesAfterDecryption,
    /// Nothing to decrypt yet.
    #[error("a partial decryption without encrypted tally")]
    DecryptionWithoutTally,
    /// Decrypted before shuffling was closed.
    #[error("a partial decryption after a shuffle, without EndShuffles")]
    DecryptionBeforeEndShuffles,
    /// A result of nothing.
    #[error("a result without encrypted tally")]
    ResultWithoutTally,
    /// A result before shuffling was closed.
    #[error("a result after a shuffle, without EndShuffles")]
    ResultBeforeEndShuffles,
    /// Another result.
    #[error("a second result")]
    SecondResult,
    /// The archive stops evolving with the result.
    #[error("{found} after the result")]
    AfterResult {
        /// The event that follows.
        found: EventKind,
    },
}

/// The order of events so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    stage: Option<Stage>,
    ended_shuffles: bool,
}

impl Order {
    pub(super) fn stage(&self) -> Option<Stage> {
        self.stage
    }

    pub(super) fn ended_shuffles(&self) -> bool {
        self.ended_shuffles
    }

    /// Lets `kind` happen, or says why it may not.
    pub(super) fn step(&mut self, kind: EventKind) -> Result<(), OrderError> {
        let next = match (kind, self.stage) {
            (EventKind::Setup, None) => Stage::Setup,
            (EventKind::Setup, Some(_)) => return Err(OrderError::SecondSetup),
            (found, None) => return Err(OrderError::SetupMissing { found }),
            (EventKind::Result, Some(Stage::Result)) => return Err(OrderError::SecondResult),
            (found, Some(Stage::Result)) => return Err(OrderError::AfterResult { found }),
            (_, Some(stage)) => self.next(kind, stage)?,
        };
        self.stage = Some(next);
        self.ended_shuffles |= next == Stage::ShufflesEnded;
        Ok(())
    }

    /// The stage after `kind`; `stage` is before the result.
    fn next(&self, kind: EventKind, stage: Stage) -> Result<Stage, OrderError> {
        let open = stage <= Stage::Voting;
        let tallied = stage >= Stage::EncryptedTally;
        let ended = self.ended_shuffles;
        let decrypting = stage >= Stage::Decrypting;
        let unshuffled = stage == Stage::Shuffling;
        match kind {
            EventKind::Setup => Err(OrderError::SecondSetup),
            EventKind::Ballot if open => Ok(Stage::Voting),
            EventKind::Ballot => Err(OrderError::BallotAfterEndBallots),
            EventKind::EndBallots if open => Ok(Stage::BallotsEnded),
            EventKind::EndBallots => Err(OrderError::SecondEndBallots),
            EventKind::EncryptedTally if open => Err(OrderError::TallyWithoutEndBallots),
            EventKind::EncryptedTally if tallied => Err(OrderError::SecondTally),
            EventKind::EncryptedTally => Ok(Stage::EncryptedTally),
            EventKind::Shuffle if !tallied => Err(OrderError::ShuffleWithoutTally),
            EventKind::Shuffle if ended => Err(OrderError::ShuffleAfterEndShuffles),
            EventKind::Shuffle if decrypting => Err(OrderError::ShuffleAfterDecryption),
            EventKind::Shuffle => Ok(Stage::Shuffling),
            EventKind::EndShuffles if !tallied => Err(OrderError::EndShufflesWithoutTally),
            EventKind::EndShuffles if ended => Err(OrderError::SecondEndShuffles),
            EventKind::EndShuffles if decrypting => Err(OrderError::EndShufflesAfterDecryption),
            EventKind::EndShuffles => Ok(Stage::ShufflesEnded),
            EventKind::PartialDecryption if !tallied => Err(OrderError::DecryptionWithoutTally),
            EventKind::PartialDecryption if unshuffled => Err(OrderError::DecryptionBeforeEndShuffles),
            EventKind::PartialDecryption => Ok(Stage::Decrypting),
            EventKind::Result if !tallied => Err(OrderError::ResultWithoutTally),
            EventKind::Result if unshuffled => Err(OrderError::ResultBeforeEndShuffles),
            EventKind::Result => Ok(Stage::Result),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter for each event: S B E T H(shuffle) N(end of shuffles) D R.
    fn check(events: &str, expected: Result<Stage, OrderError>) {
        let mut order = Order::default();
        let mut outcome = Ok(());
        for letter in events.chars() {
            assert_eq!(outcome, Ok(()), "{events}: refused before {letter}");
            outcome = order.step(EventKind::ALL["SBETHNDR".find(letter).unwrap()]);
        }
        assert_eq!(outcome.map(|()| order.stage().unwrap()), expected, "{events}");
        let accepted = &events[..events.len() - usize::from(expected.is_err())];
        assert_eq!(order.ended_shuffles(), accepted.contains('N'), "{events}");
    }

    #[test]
    fn elections_proceed() {
        check("S", Ok(Stage::Setup));
        check("SBBB", Ok(Stage::Voting));
        check("SE", Ok(Stage::BallotsEnded));
        check("SBET", Ok(Stage::EncryptedTally));
        check("SBETHH", Ok(Stage::Shuffling));
        check("SBETHHN", Ok(Stage::ShufflesEnded));
        check("SBETN", Ok(Stage::ShufflesEnded));
        check("SBETDD", Ok(Stage::Decrypting));
        check("SBETHNDDR", Ok(Stage::Result));
        check("SETDR", Ok(Stage::Result));
    }

    #[test]
    fn each_violation_has_its_own_name() {
        check("B", Err(OrderError::SetupMissing { found: EventKind::Ballot }));
        check("SS", Err(OrderError::SecondSetup));
        check("SETDRS", Err(OrderError::SecondSetup));
        check("SBEB", Err(OrderError::BallotAfterEndBallots));
        check("SBETB", Err(OrderError::BallotAfterEndBallots));
        check("SBEE", Err(OrderError::SecondEndBallots));
        check("SBETE", Err(OrderError::SecondEndBallots));
        check("ST", Err(OrderError::TallyWithoutEndBallots));
        check("SBT", Err(OrderError::TallyWithoutEndBallots));
        check("SBETT", Err(OrderError::SecondTally));
        check("SBETHT", Err(OrderError::SecondTally));
        check("SBETDT", Err(OrderError::SecondTally));
        check("SBEH", Err(OrderError::ShuffleWithoutTally));
        check("SBETHNH", Err(OrderError::ShuffleAfterEndShuffles));
        check("SBETHNDH", Err(OrderError::ShuffleAfterEndShuffles));
        check("SBETDH", Err(OrderError::ShuffleAfterDecryption));
        check("SBEN", Err(OrderError::EndShufflesWithoutTally));
        check("SBETHNN", Err(OrderError::SecondEndShuffles));
        check("SBETHNDN", Err(OrderError::SecondEndShuffles));
        check("SBETDN", Err(OrderError::EndShufflesAfterDecryption));
        check("SBED", Err(OrderError::DecryptionWithoutTally));
        check("SBETHD", Err(OrderError::DecryptionBeforeEndShuffles));
        check("SBER", Err(OrderError::ResultWithoutTally));
        check("SBETHR", Err(OrderError::ResultBeforeEndShuffles));
        check("SBETDRR", Err(OrderError::SecondResult));
        check("SBETDRD", Err(OrderError::AfterResult { found: EventKind::PartialDecryption }));
        check("SBETDRB", Err(OrderError::AfterResult { found: EventKind::Ballot }));
    }
}
