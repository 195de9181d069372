//! Failures and outcomes while an audit goes on.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::fsck;

use crate::check::{CheckId, Outcome};
use crate::report::{Failure, MAX_FAILURES};

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// By check, in the order in which they were found, at most as many as are kept of all.
    failures: BTreeMap<CheckId, Vec<Failure>>,
    count: u64,
    reached: BTreeSet<CheckId>,
}

impl Findings {
    /// Something failed.
    pub fn fail(
        &mut self,
        check: CheckId,
        leaf: Option<u64>,
        file: Option<String>,
        message: impl Into<String>,
    ) {
        self.count = self.count.saturating_add(1);
        let failures = self.failures.entry(check).or_default();
        if failures.len() < MAX_FAILURES {
            failures.push(Failure { check, leaf, file, message: message.into() });
        }
    }

    /// These checks were made to their end.
    pub fn reached(&mut self, checks: &[CheckId]) {
        self.reached.extend(checks);
    }

    /// These were not, after all.
    pub fn not_reached(&mut self, checks: &[CheckId]) {
        self.reached.retain(|check| !checks.contains(check));
    }

    /// The check of the files counts more faults than it keeps.
    pub fn count_more(&mut self, checked: &fsck::Report) {
        let kept = u64::try_from(checked.faults.len()).unwrap_or(u64::MAX);
        self.count = self.count.saturating_add(checked.fault_count.saturating_sub(kept));
    }

    /// Every check with its outcome, the failures in the order of the checks, and how many there are.
    pub fn finish(self) -> (Vec<(CheckId, Outcome)>, Vec<Failure>, u64) {
        let Self { failures, count, reached } = self;
        let outcome = |check: &CheckId| {
            if failures.contains_key(check) {
                Outcome::Failed
            } else if reached.contains(check) {
                Outcome::Passed
            } else {
                Outcome::NotReached
            }
        };
        let checks = CheckId::ALL.iter().map(|check| (*check, outcome(check))).collect();
        let failures = failures.into_values().flatten().take(MAX_FAILURES).collect();
        (checks, failures, count)
    }
}
