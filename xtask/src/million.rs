//! A stage of the long run: a million ballots are audited in bounded memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::run;

const BALLOTS: &str = "1000000";

/// The largest resident set that the audit may reach, in KiB.
const LIMIT: u64 = 128 * 1024;

/// Makes an archive of a million distinct ballots, audits it with the program as shipped, and says how much memory and
/// time that took; false when it was refused or took too much memory. Linux only.
pub fn audit(root: &Path) -> Result<bool> {
    let folder = root.join("target/long");
    fs::create_dir_all(&folder)?;
    let archive = folder.join("million.bel");
    let build = ["build", "--release", "--locked", "-p", "kenes-cli"];
    ensure!(run::stream(run::cargo(root).args(build))?.success, "kenes does not build");
    let run = ["run", "--release", "--locked", "-p", "kenes-belenios", "--features", "testing"];
    let mut make = run::cargo(root);
    make.args(run).args(["--example", "large_archive", "--"]).arg(&archive).args([BALLOTS, "small"]);
    let made = run::stream(&mut make)?.success;
    ensure!(made, "the archive could not be made");
    let begin = Instant::now();
    let kenes = root.join("target/release/kenes");
    let (accepted, peak) = watch(Command::new(kenes).args(["election", "verify"]).arg(&archive))?;
    println!("{BALLOTS} ballots: {:.0} s, at most {} MiB", begin.elapsed().as_secs_f64(), peak / 1024);
    fs::remove_file(&archive)?;
    Ok(accepted && peak < LIMIT)
}

/// Runs a program and says how it ended and the peak of its resident set in KiB.
fn watch(command: &mut Command) -> Result<(bool, u64)> {
    let mut child = command.stdin(Stdio::null()).spawn().context("cannot run kenes")?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(now) = fs::read_to_string(&status).ok().as_deref().and_then(peak_of) {
            peak = now.max(peak);
        }
        if let Some(ended) = child.try_wait()? {
            return Ok((ended.success(), peak));
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// `VmHWM`, which only grows.
fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read() {
        assert_eq!(peak_of("Name:\tkenes\nVmHWM:\t  4711 kB\nVmRSS:\t 1 kB\n"), Some(4711));
        assert_eq!(peak_of("Name:\tkenes\n"), None);
    }
}
