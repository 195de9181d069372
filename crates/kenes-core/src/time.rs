//! Time as the record knows it: that of its last tick.

use core::fmt;

/// A moment, in seconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(u64);

/// Whose word the time of a tick is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// The lower median of the times of so many witnesses, a quorum of the policy.
    Witnesses(u64),
    /// The server's, by its timestamped cosignature of the checkpoint.
    Server,
    /// The server's, by what it wrote into the act: rounded to the minute.
    ServerAct,
}

/// A length of time, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(u64);

impl Time {
    /// So many seconds after 1970 began.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970.
    pub const fn seconds(self) -> u64 {
        self.0
    }

    /// So much later.
    #[must_use]
    pub const fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration.0))
    }

    /// So much earlier, at the earliest when 1970 began.
    #[must_use]
    pub const fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(duration.0))
    }

    /// How long after another moment this is; nothing when it is not after it.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

impl Duration {
    /// So many days of 24 hours.
    pub const fn days(days: u64) -> Self {
        Self(days.saturating_mul(86_400))
    }

    /// So many hours.
    pub const fn hours(hours: u64) -> Self {
        Self(hours.saturating_mul(3_600))
    }

    /// So many months of 30 days and 10 hours: a year is 12 of them, 365 days. Terms need no calendar.
    pub const fn months(months: u64) -> Self {
        Self(months.saturating_mul(2_628_000))
    }

    /// In seconds.
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
