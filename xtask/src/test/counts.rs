//! How many passed, failed and were skipped, read from the summaries that test runners print.

use std::fmt;

use crate::run::Ended;

/// Prints as the closing line: `N passed, N failed, N skipped`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Ended well.
    pub passed: u64,
    /// Ended badly, or could not begin where they must.
    pub failed: u64,
    /// Not run.
    pub skipped: u64,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

impl Counts {
    /// One failure.
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
    /// One thing skipped.
    pub const SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    /// A stage that counts as one.
    pub fn one(success: bool) -> Self {
        if success { Self { passed: 1, ..Self::default() } } else { Self::FAILED }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
            skipped: self.skipped.saturating_add(other.skipped),
        }
    }

    /// The counts of nextest or of cargo's own runner; a run that ended badly has failed at least once.
    pub fn of_tests(ended: &Ended) -> Self {
        let summaries = ended.text.lines().filter_map(summary);
        let sum = summaries.fold(Self::default(), Self::plus);
        if ended.success || sum.failed > 0 { sum } else { sum.plus(Self::FAILED) }
    }

    /// The counts of a script whose last line may be a closing line like ours; without one it counts as one.
    pub fn of_runner(ended: &Ended) -> Self {
        let closing = ended.text.lines().rev().find_map(|line| {
            let counts = items(line);
            (counts.to_string() == line.trim()).then_some(counts)
        });
        match closing {
            Some(counts) if ended.success || counts.failed > 0 => counts,
            Some(counts) => counts.plus(Self::FAILED),
            None => Self::one(ended.success),
        }
    }
}

/// Reads `Summary [ 0.1s] 9 tests run: 7 passed (1 slow), 2 failed, 1 skipped` or `test result: ok. 7 passed; …`.
fn summary(line: &str) -> Option<Counts> {
    let line = line.trim();
    let nextest = line.strip_prefix("Summary").and_then(|rest| rest.split_once(" run: "));
    let cargo = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "));
    nextest.or(cargo).map(|(_, list)| items(list))
}

/// Sums a list such as `7 passed (1 slow), 1 timed out; 1 ignored`. Other kinds (`measured`, `filtered out`) count nothing.
fn items(list: &str) -> Counts {
    let mut counts = Counts::default();
    let mut outside = String::new();
    let mut depth = 0_u32;
    for c in list.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    for item in outside.split([',', ';']) {
        let Some((number, kind)) = item.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        let one = match kind.trim() {
            "passed" => Counts { passed: number, ..Counts::default() },
            "failed" | "timed out" | "exec failed" => Counts { failed: number, ..Counts::default() },
            "skipped" | "ignored" => Counts { skipped: number, ..Counts::default() },
            _ => Counts::default(),
        };
        counts = counts.plus(one);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(success: bool, text: &str) -> (u64, u64, u64) {
        let counts = Counts::of_tests(&Ended { success, text: text.to_owned() });
        (counts.passed, counts.failed, counts.skipped)
    }

    #[test]
    fn nextest_is_read() {
        let text = "    Summary [   0.021s] 9 tests run: 6 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(counts(false, text), (6, 3, 4));
        assert_eq!(counts(true, "     Summary [   0.000s] 0 tests run: 0 passed, 0 skipped"), (0, 0, 0));
        assert_eq!(
            counts(false, "     Summary [ 1.0s] 3/9 tests run: 2 passed, 1 failed, 0 skipped"),
            (2, 1, 0)
        );
        assert_eq!(counts(true, "     Summary [ 1.0s] 1 test run: 1 passed, 0 skipped"), (1, 0, 0));
    }

    #[test]
    fn cargo_is_read_and_summed() {
        let text = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(counts(false, text), (6, 2, 1));
    }

    #[test]
    fn what_does_not_compile_has_failed() {
        assert_eq!(counts(false, "error: could not compile"), (0, 1, 0));
        assert_eq!(counts(false, "test result: ok. 5 passed; 0 failed"), (5, 1, 0));
    }

    #[test]
    fn a_script_may_count_for_itself() {
        let of =
            |success, text: &str| Counts::of_runner(&Ended { success, text: text.to_owned() }).to_string();
        assert_eq!(of(true, "x\n12 passed, 0 failed, 1 skipped\n"), "12 passed, 0 failed, 1 skipped");
        assert_eq!(of(true, "all well\n"), "1 passed, 0 failed, 0 skipped");
        assert_eq!(of(false, "12 passed, 0 failed, 0 skipped\n"), "12 passed, 1 failed, 0 skipped");
    }
}
