//! `cargo xtask bench-peer record`: a record of 100,000 acts is checked, exported and appended to, and kenes and Go's own
//! packages authenticate its leaves in turn.
//!
//! Work that computes is measured in CPU seconds, work that waits for a disk on the clock. The shortest of all runs counts.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::bench_count::repeat;
use crate::bench_peer::{build_kenes, machine, ratio, shortest, target};
use crate::record_peers::GoChecker;
use crate::run;
use crate::test::postgres::{self, Disk};
use crate::test::tools::Tools;

/// The acts of the record.
const ACTS: u32 = 100_000;
/// Clients enough that the next batch of 256 is there when one is written.
const MANY: &str = "512";

/// What is measured, with a bar that it must stay below.
struct Bench {
    runs: u32,
    folder: PathBuf,
    kenes: PathBuf,
    /// `record_speed` of kenes-record.
    speed: PathBuf,
    /// `append_forever` of kenes-store.
    append: PathBuf,
    go: PathBuf,
    good: bool,
}

/// Prints what was measured beside its bar; whether all bars are met.
pub fn run(root: &Path, runs: u32) -> Result<bool> {
    ensure!(runs > 0, "no runs, no figures");
    let go = GoChecker::build(root)?;
    let go = go.with_context(|| format!("{} is not here. {}", GoChecker::NAME, GoChecker::HOW))?;
    let programs = postgres::programs(&mut Tools::new(root))?;
    let programs = programs.context("PostgreSQL is not here. On Debian: apt-get install postgresql")?;
    let kenes = build_kenes(root)?;
    let speed = build_example(root, "kenes-record", "record_speed")?;
    let append = build_example(root, "kenes-store", "append_forever")?;
    let folder = target(root).join("bench-record");
    // Left over by the run before.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let server = postgres::Server::start(programs, Disk::Durable)?;
    println!("\n{}", machine());
    println!("a record of {ACTS} acts, the shortest of {runs} runs each\n");
    println!("{:<58}{:>14}{:>14}", "", "bar", "measured");
    let mut bench = Bench { runs, folder, kenes, speed, append, go, good: true };
    bench.files()?;
    bench.sqlite()?;
    bench.appends("PostgreSQL", &["--postgres", &server.url(), "-"])?;
    Ok(bench.good)
}

fn build_example(root: &Path, package: &str, example: &str) -> Result<PathBuf> {
    let build = ["build", "--release", "--locked", "-q", "-p", package, "--example", example];
    ensure!(run::stream(run::cargo(root).args(build))?.success, "{example} does not build");
    Ok(target(root).join("release/examples").join(example))
}

impl Bench {
    /// What needs only the static files.
    fn files(&mut self) -> Result<()> {
        let record = self.folder.join("sample");
        let acts = ACTS.to_string();
        let mut sample = Command::new(&self.kenes);
        ensure!(
            run::succeeds(sample.args(["record", "sample", "--acts", &acts, "--dir"]).arg(&record)),
            "the record could not be made"
        );
        let mut fsck = Command::new(&self.kenes);
        fsck.args(["record", "fsck"]).arg(&record).env("RAYON_NUM_THREADS", "1");
        let times = self.repeat(|| run::cpu_time(&mut fsck))?;
        self.below("kenes record fsck, CPU", Duration::from_secs(10), shortest(&times));

        let ours = [self.speed.as_os_str(), "leaves".as_ref(), record.as_ref()].map(OsString::from);
        let theirs = [self.go.as_os_str(), "-leaves".as_ref(), record.as_ref()].map(OsString::from);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..self.runs {
            a.push(repeat(&ours, 10)?);
            b.push(repeat(&theirs, 5)?);
        }
        let (ours, theirs) = (shortest(&a), shortest(&b));
        self.below(
            "every leaf hash authenticated through the tiles, CPU",
            Duration::from_millis(1_500),
            ours,
        );
        println!("{:<58}{:>14}{:>14}", "  the same by Go's sumdb/tlog", "", format!("{theirs:.1?}"));
        println!("{:<58}{:>14}{:>14}", "  ratio", "", ratio(theirs, ours));

        let mut proofs = Command::new(&self.speed);
        proofs.arg("proofs").arg(&record);
        let times = self.repeat(|| {
            let line = run::stdout(&mut proofs).context("record_speed proofs failed")?;
            let seconds = line.trim().rsplit_once(" proofs in ").and_then(|(_, time)| duration(time));
            let all = seconds.with_context(|| format!("not understood: {line}"))?;
            Ok(all.checked_div(ACTS).unwrap_or_default())
        })?;
        self.below("a proof of inclusion verified", Duration::from_micros(10), shortest(&times));
        Ok(())
    }

    fn sqlite(&mut self) -> Result<()> {
        let database = self.folder.join("record.sqlite").display().to_string();
        self.appends("SQLite", &[&database, "-"])?;
        // A start with nothing to append: everything is read, recomputed and written to an empty folder.
        let database = self.folder.join("export.sqlite").display().to_string();
        let acts = ACTS.to_string();
        self.append(&[&database, "-", "--clients", MANY, "--acts", &acts])?;
        let mut number = 0;
        let times = self.repeat(|| {
            number += 1;
            let folder = self.folder.join(format!("export-{number}")).display().to_string();
            let begin = Instant::now();
            self.append(&[&database, &folder, "--acts", "0"])?;
            let time = begin.elapsed();
            ensure!(Path::new(&folder).join("checkpoint").exists(), "nothing was exported");
            Ok(time)
        })?;
        self.below(
            "SQLite: read, recomputed and exported, on the clock",
            Duration::from_secs(2),
            shortest(&times),
        );
        Ok(())
    }

    /// Appends through a sequencer that commits durably, before it answers, up to 256 at a time.
    fn appends(&mut self, name: &str, place: &[&str]) -> Result<()> {
        let many = self.repeat(|| {
            let (time, _) = self.append(&[place, &["--clients", MANY, "--acts", "50000"]].concat())?;
            Ok(time)
        })?;
        let each = shortest(&many).checked_div(50_000).unwrap_or_default();
        let rate = Duration::from_secs(1).as_nanos().checked_div(each.as_nanos()).unwrap_or_default();
        let what = format!("{name}: acts a second, in batches of 256");
        self.row(&what, "5000".to_owned(), rate.to_string(), rate >= 5_000);
        let waits = self.repeat(|| {
            let (_, wait) = self.append(&[place, &["--clients", "100", "--acts", "5000"]].concat())?;
            Ok(wait)
        })?;
        let what = format!("{name}: receipts of 100 clients, 99 % within");
        self.below(&what, Duration::from_millis(500), shortest(&waits));
        Ok(())
    }

    /// How long it took, and within which time 99 % of the answers came.
    fn append(&self, arguments: &[&str]) -> Result<(Duration, Duration)> {
        let output = Command::new(&self.append).args(arguments).stdin(Stdio::null()).output()?;
        let line = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "append_forever failed: {line}");
        times_of(&line).with_context(|| format!("not understood: {line}"))
    }

    fn repeat(&self, mut run: impl FnMut() -> Result<Duration>) -> Result<Vec<Duration>> {
        (0..self.runs).map(|_| run()).collect()
    }

    fn below(&mut self, what: &str, bar: Duration, measured: Duration) {
        self.row(what, format!("{bar:?}"), format!("{measured:.1?}"), measured < bar);
    }

    fn row(&mut self, what: &str, bar: String, measured: String, is_met: bool) {
        let verdict = if is_met { "" } else { "  NOT MET" };
        println!("{what:<58}{bar:>14}{measured:>14}{verdict}");
        self.good &= is_met;
    }
}

/// Reads `N acts in 1.61 s: …; an answer after … (median), 21.7ms (99 %)`.
fn times_of(line: &str) -> Option<(Duration, Duration)> {
    let (_, rest) = line.split_once(" acts in ")?;
    let (all, rest) = rest.split_once(": ")?;
    let (_, wait) = rest.rsplit_once("(median), ")?;
    Some((duration(all)?, duration(wait.split_once(" (")?.0)?))
}

/// Reads what Rust prints of a duration, or seconds after a space.
fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let unit = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at_checked(unit)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let scale: u32 = match unit.trim() {
        "s" => 9,
        "ms" => 6,
        "µs" => 3,
        "ns" => 0,
        _ => return None,
    };
    // Digits beyond a nanosecond are left out.
    let digits: String =
        part.chars().chain(std::iter::repeat('0')).take(usize::try_from(scale).ok()?).collect();
    format!("{whole}{digits}").parse().ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, nanoseconds) in
            [("1.61 s", 1_610_000_000), ("21.730215ms", 21_730_215), ("3.5µs", 3_500), ("0ns", 0)]
        {
            assert_eq!(duration(text), Some(Duration::from_nanos(nanoseconds)), "{text}");
        }
        assert_eq!(duration("5"), None);
        assert_eq!(duration("5 hours"), None);
    }

    #[test]
    fn the_line_of_the_program_is_read() {
        let line = "50000 acts in 1.58 s: 31617/s; an answer after 13.7ms (median), 21.7ms (99 %)\n";
        assert_eq!(times_of(line), Some((Duration::from_millis(1_580), Duration::from_micros(21_700))));
    }
}
