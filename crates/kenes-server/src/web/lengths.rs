//! How long what is sent may be, all bounds in one place.
//!
//! Most of it is a form, or a few lines of a script: [`FORM`]. A ballot has its own bound, and is the longest that somebody can
//! send who has not come in. What grows with a council, and is read only after whoever sends it came in, has a bound that grows:
//! a list of persons, and what a trustee makes of all ballots.

use axum::extract::DefaultBodyLimit;

use crate::roll;

/// A form, or what a script sends, where nothing else is said: as axum has it by itself.
const FORM: usize = 2 << 20;
/// A ballot: one with hundreds of candidates.
pub const BALLOT: usize = 1 << 20;
/// A list of persons: as long as one that is read. Each of its bytes can be written as three in a form.
const LIST: usize = 3 * roll::MOST_BYTES + FORM;
/// The most ballots of a vote whose count guards can send.
pub const MOST_BALLOTS: usize = 100_000;
/// What a guard sends for each ballot: its place in a shuffle, or its decryption with both proofs, as text within JSON.
const OF_A_BALLOT: usize = 1 << 10;

/// Where ballots are sent to.
pub fn ballot() -> DefaultBodyLimit {
    DefaultBodyLimit::max(BALLOT)
}

/// Where lists of persons are sent to.
pub fn list() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LIST)
}

/// What a guard of a vote with so many ballots sends, in bytes.
pub fn of_guard(ballots: u64) -> usize {
    let ballots = usize::try_from(ballots).unwrap_or(MOST_BALLOTS).min(MOST_BALLOTS);
    ballots.saturating_mul(OF_A_BALLOT).saturating_add(FORM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_guard_sends_grows_with_the_ballots_up_to_the_most() {
        assert_eq!(of_guard(0), FORM);
        assert_eq!(of_guard(5_000), FORM + 5_000 * OF_A_BALLOT);
        assert_eq!(of_guard(100_000), of_guard(u64::MAX));
        assert!(of_guard(u64::MAX) < 128 << 20, "what one request may take of the memory");
    }
}
