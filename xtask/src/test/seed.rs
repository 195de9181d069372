//! From which number the tests against the peers draw their elections.
//!
//! Drawn anew, an election may meet a difference that nobody has named yet: worth a run of its own, but no reason for a change that
//! has nothing to do with it to fail. So the gate draws the same elections every time, unless it is asked for more.

use std::fmt;

/// The environment variable that the tests read.
pub const VARIABLE: &str = "KENES_SEED";

/// The number of the gate.
const FIXED: &str = "2026";

/// Where the number comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draws {
    /// The gate sets it.
    Fixed,
    /// The environment has it already.
    Set(String),
    /// Each test draws its own.
    Fresh,
}

impl Draws {
    /// For a run that is long or is not, with what the environment says.
    pub fn choose(long: bool, set: Option<String>) -> Self {
        match set {
            Some(number) => Self::Set(number),
            None if long => Self::Fresh,
            None => Self::Fixed,
        }
    }

    /// What the tests are given, if anything.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Fixed => Some(FIXED),
            Self::Set(number) => Some(number),
            Self::Fresh => None,
        }
    }
}

impl fmt::Display for Draws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed => {
                write!(f, "{VARIABLE}={FIXED}: the same elections every time; --long draws others")
            }
            Self::Set(number) => write!(f, "{VARIABLE}={number}, as the environment has it"),
            Self::Fresh => write!(f, "elections are drawn anew; a test that fails prints its {VARIABLE}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_run_draws_anew() {
        let value =
            |long, set: Option<&str>| Draws::choose(long, set.map(str::to_owned)).value().map(str::to_owned);
        assert_eq!(value(false, None).as_deref(), Some(FIXED));
        assert_eq!(value(true, None), None);
        for long in [false, true] {
            assert_eq!(value(long, Some("7")).as_deref(), Some("7"));
        }
        assert!(FIXED.parse::<u64>().is_ok(), "the tests read a number");
    }
}
