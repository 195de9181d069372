//! What `run.mjs` asks of the crate for councils.

use kenes_core::testing::golden::{Replayed, replay};

/// Applies the acts of a golden record of `vectors/council`: for each the outcome and the hash of the state on a line; nothing
/// when the file cannot be read.
pub fn council(file: &[u8]) -> Vec<u8> {
    let line = |step: Replayed| {
        let (outcome, state) = step.found;
        format!("{outcome} {state}\n")
    };
    replay(file).unwrap_or_default().into_iter().map(line).collect::<String>().into_bytes()
}
