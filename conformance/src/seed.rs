//! Random, but repeatable.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// The seed of a test. When the test panics it says how to run it again.
#[derive(Debug)]
pub struct Draw {
    run: u64,
    /// For the test itself: another one for each name.
    pub value: u64,
}

impl Draw {
    /// The seed of the test of that name: from `KENES_SEED`, which the gate sets, or a fresh one.
    pub fn of(test: &str) -> Self {
        let run = match std::env::var("KENES_SEED") {
            Ok(text) => text.parse().unwrap_or_else(|_| panic!("KENES_SEED is no number: {text}")),
            // Below 2^32, which is long enough to type.
            Err(_) => RandomState::new().build_hasher().finish() >> 32,
        };
        // FNV-1a, which is the same everywhere.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        let value = test.bytes().fold(run ^ 0xcbf2_9ce4_8422_2325, mix);
        Self { run, value }
    }
}

impl Drop for Draw {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("to run it again: KENES_SEED={}", self.run);
        }
    }
}
