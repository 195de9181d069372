//! `cargo xtask bench-peer`: kenes and its peer verify the same archive in turn, and the CPU time of both is compared.
//!
//! belenios-tool 3.3.0 does not finish its check of the ballots in every run. A run in which it did not takes a small
//! part of the time of one in which it did, and does not count.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::peer::Peer;
use crate::run;

/// A run of the peer shorter than its longest run divided by this did not check the ballots.
const UNCHECKED: u32 = 4;

/// Prints the CPU seconds of each run, the shortest of each side, and their ratio.
pub fn run(root: &Path, runs: u32) -> Result<bool> {
    ensure!(runs > 0, "no runs, no figures");
    let peer = Peer::Release3;
    let tool = peer.find(root).with_context(|| format!("{} is not here. {}", peer.name(), peer.how()))?;
    let build = ["build", "--release", "--locked", "-p", "kenes-cli"];
    ensure!(run::stream(run::cargo(root).args(build))?.success, "kenes does not build");
    let kenes = target(root).join("release/kenes");
    let archive = unpack(root)?;

    println!("{}", run::stdout(Command::new(&kenes).arg("--version")).unwrap_or_default().trim());
    println!("{}, archive {}", peer.name(), archive.display());
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for number in 1..=runs {
        ours.push(run::cpu_time(Command::new(&kenes).args(["election", "verify"]).arg(&archive))?);
        let folder = archive.parent().unwrap_or(root);
        theirs.push(run::cpu_time(Command::new(&tool).args(["election", "verify", "--dir"]).arg(folder))?);
        let last = |times: &[Duration]| times.last().map_or(0.0, Duration::as_secs_f64);
        println!("run {number}: kenes {:.2} s CPU, peer {:.2} s CPU", last(&ours), last(&theirs));
    }
    let (ours, theirs) = (shortest(&ours), shortest(&complete(&theirs)));
    println!(
        "kenes {:.2} s CPU, peer {:.2} s CPU in runs that checked the ballots",
        ours.as_secs_f64(),
        theirs.as_secs_f64()
    );
    println!("ratio {}", ratio(theirs, ours));
    Ok(true)
}

/// The benchmark's archive, unpacked under the name that the peer wants.
fn unpack(root: &Path) -> Result<PathBuf> {
    let packed = root.join("vectors/bench/bench-1000.bel.gz");
    let facts: Value = serde_json::from_slice(&fs::read(root.join("vectors/bench/bench-1000.json"))?)?;
    let uuid = facts.get("uuid").and_then(Value::as_str).context("bench-1000.json names no uuid")?;
    let folder = target(root).join("bench-peer");
    fs::create_dir_all(&folder)?;
    let output = Command::new("gzip").arg("-dc").arg(&packed).output().context("cannot run gzip")?;
    ensure!(output.status.success(), "gzip cannot unpack {}", packed.display());
    let archive = folder.join(format!("{uuid}.bel"));
    fs::write(&archive, output.stdout)?;
    Ok(archive)
}

/// Where cargo builds.
fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// The runs that took as long as a check of all ballots takes.
fn complete(times: &[Duration]) -> Vec<Duration> {
    let longest = times.iter().max().copied().unwrap_or_default();
    times.iter().copied().filter(|time| time.saturating_mul(UNCHECKED) >= longest).collect()
}

fn shortest(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

/// One decimal, by integers.
fn ratio(theirs: Duration, ours: Duration) -> String {
    match theirs.as_millis().saturating_mul(10).checked_div(ours.as_millis()) {
        Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        None => "not measurable".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_skipped_the_ballots_do_not_count() {
        let times = [1500, 17_000, 16_000, 1400].map(Duration::from_millis);
        assert_eq!(shortest(&complete(&times)), Duration::from_millis(16_000));
        assert_eq!(complete(&[]), []);
    }

    #[test]
    fn the_ratio_has_one_decimal() {
        assert_eq!(ratio(Duration::from_millis(16_000), Duration::from_millis(1_200)), "13.3");
        assert_eq!(ratio(Duration::from_secs(1), Duration::ZERO), "not measurable");
    }
}
