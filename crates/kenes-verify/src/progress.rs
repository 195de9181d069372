//! How far an audit is.

/// How far an audit is: so much of the phase is done. Archives are audited between acts, where they are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which work.
    pub phase: Phase,
    /// How much of it is done.
    pub done: u64,
    /// How much there is.
    pub all: u64,
}

/// What an audit is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading the acts.
    Acts,
    /// Reading an archive: bytes.
    Archive {
        /// Its number in the record, from 1.
        number: u64,
    },
    /// Verifying its ballots, which takes longest.
    Ballots {
        /// Its number in the record, from 1.
        number: u64,
    },
}
