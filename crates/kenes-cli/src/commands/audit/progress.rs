//! How far an audit is, on the standard error.

use kenes_verify::{Phase, Progress};

use crate::output::Bar;

/// The bar of the phase that an audit is in.
#[derive(Debug, Default)]
pub struct Bars {
    bar: Option<(Phase, Bar)>,
}

impl Bars {
    /// Shows how far the audit is.
    pub fn tell(&mut self, progress: Progress) {
        let Progress { phase, done, all } = progress;
        if self.bar.as_ref().is_none_or(|(shown, _)| *shown != phase) {
            // The old one is cleared before the new one is drawn.
            self.bar = None;
            self.bar = Some((phase, bar(phase, all)));
        }
        if let Some((_, bar)) = &self.bar {
            bar.at(done);
        }
    }
}

fn bar(phase: Phase, all: u64) -> Bar {
    match phase {
        Phase::Acts => Bar::new("checking", "acts", all),
        Phase::Archive { number: _ } => Bar::new("reading an election", "bytes", all),
        Phase::Ballots { number: _ } => Bar::new("verifying an election", "ballots", all),
    }
}
