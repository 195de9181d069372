//! Ticks without anybody asking: a little more often than hourly, every quarter of an hour around a deadline, and at each deadline.

use std::sync::Arc;
use std::time::Duration;

use kenes_core::Time;

use super::{Office, dates};

/// How near a deadline ticks come closer, in seconds.
const HOUR: u64 = 3_600;
/// Seconds between ticks: a little less than an hour, after which an alarm says that the clock stood.
const REGULAR: u64 = 3_300;
/// Seconds between ticks around a deadline.
const QUARTER: u64 = 900;
/// A clock may be put right, or forward, at any time: it is looked at this often, in seconds.
const LONGEST_SLEEP: u64 = 60;

impl Office {
    /// Ticks for ever, and tends whatever goes on by itself.
    pub async fn keep_time(self: Arc<Self>) {
        loop {
            let now = self.clock.now();
            let due = {
                let host = self.host.read().await;
                next_tick(host.council().now(), &dates(host.council()), now)
            };
            if due <= now {
                let ticked = async {
                    let mut host = self.host.write().await;
                    self.tick(&mut host, now).await
                };
                if let Err(error) = ticked.await {
                    tracing::error!(%error, "no tick was written");
                    tokio::time::sleep(Duration::from_secs(LONGEST_SLEEP)).await;
                }
                self.tend().await;
                if let Err(error) = self.forget().await {
                    tracing::error!(%error, "what has run out was not deleted");
                }
                continue;
            }
            let wait = due.seconds().saturating_sub(now.seconds()).clamp(1, LONGEST_SLEEP);
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(wait)) => {}
                () = self.changed.notified() => self.tend().await,
            }
        }
    }
}

/// When the next tick is due, after the last one.
fn next_tick(last: Option<Time>, dates: &[Time], now: Time) -> Time {
    let Some(last) = last else { return now };
    let near = |date: &&Time| date.seconds().abs_diff(last.seconds()) <= HOUR;
    let step = if dates.iter().any(|date| near(&date)) { QUARTER } else { REGULAR };
    let regular = Time::from_seconds(last.seconds().saturating_add(step));
    dates.iter().copied().filter(|date| *date > last).chain([regular]).min().unwrap_or(regular)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_come_hourly_and_closer_around_deadlines() {
        let at = Time::from_seconds;
        assert_eq!(next_tick(None, &[], at(7)), at(7));
        assert_eq!(next_tick(Some(at(0)), &[], at(1)), at(3_300));
        const { assert!(REGULAR + LONGEST_SLEEP < HOUR, "the clock never stands for an hour") };
        assert_eq!(next_tick(Some(at(0)), &[at(3_000)], at(1)), at(900));
        assert_eq!(next_tick(Some(at(2_700)), &[at(3_000)], at(2_800)), at(3_000));
        assert_eq!(next_tick(Some(at(3_000)), &[at(3_000)], at(3_001)), at(3_900));
        assert_eq!(next_tick(Some(at(0)), &[at(100_000)], at(1)), at(3_300));
    }
}
