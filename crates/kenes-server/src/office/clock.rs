//! What time it is here.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kenes_core::Time;

/// The clock of an office: that of the machine, or for trying out one that goes ahead of it.
#[derive(Debug)]
pub struct Clock {
    /// Seconds ahead of the machine's clock.
    ahead: AtomicU64,
    can_skip: bool,
}

impl Clock {
    /// The clock of the machine.
    pub const fn of_machine() -> Self {
        Self { ahead: AtomicU64::new(0), can_skip: false }
    }

    /// A clock that goes so many seconds ahead and can be put forward: for trying out, which every page then says.
    pub const fn for_trying_out(ahead: u64) -> Self {
        Self { ahead: AtomicU64::new(ahead), can_skip: true }
    }

    /// The time.
    pub fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Time::from_seconds(since.saturating_add(self.ahead()))
    }

    /// Milliseconds since 1970, as private data count them.
    pub fn milliseconds(&self) -> i64 {
        i64::try_from(self.now().seconds().saturating_mul(1_000)).unwrap_or(i64::MAX)
    }

    /// The same without what it is ahead: by this the visits of browsers and links end, which go on where a clock is put forward.
    pub fn real_milliseconds(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        i64::try_from(since).unwrap_or(i64::MAX)
    }

    /// Seconds ahead of the machine's clock.
    pub fn ahead(&self) -> u64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Whether it can be put forward.
    pub const fn can_skip(&self) -> bool {
        self.can_skip
    }

    /// Goes forward to a time; never back. Says by how many seconds the clock is ahead now.
    pub fn skip_to(&self, to: Time) -> u64 {
        if self.can_skip {
            let more = to.seconds().saturating_sub(self.now().seconds());
            self.ahead.fetch_add(more, Ordering::Relaxed);
        }
        self.ahead()
    }
}

#[cfg(test)]
mod tests {
    use kenes_core::Duration;

    use super::*;

    #[test]
    fn only_a_clock_for_trying_out_goes_forward() {
        let (fixed, free) = (Clock::of_machine(), Clock::for_trying_out(0));
        let later = free.now().plus(Duration::days(9));
        assert_eq!(fixed.skip_to(later), 0);
        assert!(free.skip_to(later) > 8 * 86_400 && free.now() >= later);
        assert!(free.skip_to(fixed.now()) > 8 * 86_400, "never back");
    }
}
