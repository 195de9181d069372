//! The texts that devices sign to come in. None is kept until it was signed: whoever asks for many fills no disk.
//!
//! The server recognises its own by a key that it makes at its start ([`ChallengeKey`]), so none outlives it. Their times are
//! those of a clock that nobody sets, counted from the start. Those that let somebody in are remembered until they are over, in
//! memory: only the holder of a member's key adds to them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use kenes_record::enter::ChallengeKey;

use crate::host::random;

/// How long a device has to sign one, in milliseconds.
const LASTS: u64 = 5 * 60_000;

/// What is known of the challenges that were given.
pub struct Challenges {
    begun: Instant,
    key: OnceLock<ChallengeKey>,
    /// Those that were used, in the order of the times at which they were given.
    used: Mutex<BTreeSet<[u8; 32]>>,
}

impl Challenges {
    /// None was given yet.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { begun: Instant::now(), key: OnceLock::new(), used: Mutex::default() })
    }

    /// The bytes of a new one. Nothing of it is kept.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn give(&self) -> Result<[u8; 32], getrandom::Error> {
        self.give_at(self.now())
    }

    /// Uses one up; false for one that was not given here, is over, or was used before. Of those who use one at the same time
    /// exactly one succeeds.
    pub fn use_up(&self, nonce: &[u8; 32]) -> bool {
        self.use_up_at(nonce, || self.now())
    }

    fn give_at(&self, at: u64) -> Result<[u8; 32], getrandom::Error> {
        let key = match self.key.get() {
            Some(key) => key,
            None => {
                let fresh = ChallengeKey::new(&random()?);
                self.key.get_or_init(|| fresh)
            }
        };
        Ok(key.give(at, random()?))
    }

    fn use_up_at(&self, nonce: &[u8; 32], now: impl FnOnce() -> u64) -> bool {
        let Some(at) = self.key.get().and_then(|key| key.given_at(nonce)) else { return false };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at under the lock, so that none is forgotten as used before it is over for everybody.
        let now = now();
        if now.checked_sub(at).is_none_or(|age| age >= LASTS) {
            return false;
        }
        let mut oldest = [0; 32];
        let (time, _) = oldest.split_at_mut(8);
        time.copy_from_slice(&now.saturating_sub(LASTS).to_be_bytes());
        *used = used.split_off(&oldest);
        used.insert(*nonce)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl fmt::Debug for Challenges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenges")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_used_once() {
        let challenges = Challenges::new();
        let (one, other) = (challenges.give().unwrap(), challenges.give().unwrap());
        assert_ne!(one, other);
        assert!(challenges.use_up(&one));
        assert!(!challenges.use_up(&one));
        assert!(challenges.use_up(&other) && !challenges.use_up(&one) && !challenges.use_up(&other));
    }

    #[test]
    fn one_that_is_over_is_refused_and_forgotten() {
        let challenges = Challenges::new();
        let at = 10_000;
        let [one, other, third] = [at, at, at + LASTS].map(|at| challenges.give_at(at).unwrap());
        assert!(!challenges.use_up_at(&one, || at - 1), "it was given later");
        assert!(!challenges.use_up_at(&one, || at + LASTS));
        assert!(challenges.use_up_at(&one, || at + LASTS - 1));
        assert!(!challenges.use_up_at(&one, || at + LASTS - 1));
        assert!(!challenges.use_up_at(&other, || at + LASTS));
        assert!(challenges.use_up_at(&third, || at + LASTS + 1));
        assert_eq!(challenges.used.lock().unwrap().iter().collect::<Vec<_>>(), [&third]);
        assert!(!challenges.use_up_at(&one, || at + LASTS + 1));
    }

    #[test]
    fn those_of_others_and_of_another_start_are_refused() {
        let (before, now) = (Challenges::new(), Challenges::new());
        let old = before.give().unwrap();
        assert!(!now.use_up(&old), "before it gave any");
        let mut made_up = now.give().unwrap();
        assert!(!now.use_up(&old));
        made_up[7] ^= 1;
        assert!(!now.use_up(&made_up), "another time");
        assert!(!now.use_up(&[0; 32]) && before.use_up(&old));
    }

    #[test]
    fn of_many_at_once_one_succeeds() {
        let challenges = Challenges::new();
        let one = challenges.give().unwrap();
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let challenges = Arc::clone(&challenges);
                std::thread::spawn(move || challenges.use_up(&one))
            })
            .collect();
        assert_eq!(tries.into_iter().map(|one| one.join().unwrap()).filter(|it| *it).count(), 1);
    }
}
