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

/// What a comparison runs on both sides, in this order in each round.
struct Work {
    name: &'static str,
    /// Whether the peer leaves the check of the ballots out in some runs, which then do not count.
    unsteady: bool,
    ours: Command,
    theirs: Command,
}

/// Prints for each work the CPU seconds of both sides, the shortest of all runs, and their ratio.
pub fn run(root: &Path, runs: u32) -> Result<bool> {
    ensure!(runs > 0, "no runs, no figures");
    let peer = Peer::Release3;
    let tool = peer.find(root).with_context(|| format!("{} is not here. {}", peer.name(), peer.how()))?;
    let kenes = build_kenes(root)?;
    println!("{}", machine());
    println!("{}, the shortest of {runs} runs each, CPU seconds\n", peer.name());
    println!("{:<48}{:>10}{:>10}{:>8}", "", "kenes", "peer", "ratio");
    for mut work in works(root, &kenes, &tool)? {
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for _ in 0..runs {
            ours.push(run::cpu_time(&mut work.ours)?);
            theirs.push(run::cpu_time(&mut work.theirs)?);
        }
        let theirs = if work.unsteady { complete(&theirs) } else { theirs };
        let (ours, theirs) = (shortest(&ours), shortest(&theirs));
        let (a, b) = (ours.as_secs_f64(), theirs.as_secs_f64());
        println!("{:<48}{a:>10.2}{b:>10.2}{:>8}", work.name, ratio(theirs, ours));
    }
    Ok(true)
}

/// Builds the program as it is shipped, and prints what it says of itself.
pub fn build_kenes(root: &Path) -> Result<PathBuf> {
    let build = ["build", "--release", "--locked", "-p", "kenes-cli"];
    ensure!(run::stream(run::cargo(root).args(build))?.success, "kenes does not build");
    let kenes = target(root).join("release/kenes");
    println!("{}", run::stdout(Command::new(&kenes).arg("--version")).unwrap_or_default().trim());
    Ok(kenes)
}

/// The processor and how many of it there are.
pub fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores of {}", name.map_or("an unknown processor", |(_, name)| name.trim()))
}

fn works(root: &Path, kenes: &Path, tool: &Path) -> Result<Vec<Work>> {
    let bench = unpack(root)?;
    let seal = make(root, "choose", "setup")?;
    let tallied = make(root, "rank", "tally")?;
    let ranked = make(root, "rank", "result")?;
    let verify = |archive: &Path| {
        let mut command = Command::new(kenes);
        command.args(["election", "verify"]).arg(archive);
        command
    };
    let theirs = |verb: &str, archive: &Path| {
        let mut command = Command::new(tool);
        command.args(["election", verb, "--dir"]).arg(archive.parent().unwrap_or(root));
        command
    };
    let fresh = |command: &str, out: &Path| {
        // Nothing is overwritten, so what the run before wrote goes first.
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("rm -f \"$0\" && \"$1\" election {command}")).arg(out).arg(kenes);
        shell
    };
    let ballot = beside(&seal, "ballot");
    let mut vote = fresh("vote \"$2\" --credential \"$3\" --answers \"$4\" --out \"$0\"", &ballot);
    vote.arg(&seal).arg(beside(&seal, "credential")).arg(beside(&seal, "answers"));
    let mut generate = theirs("generate-ballot", &seal);
    generate.arg("--privcred").arg(beside(&seal, "credential")).arg("--choice").arg(beside(&seal, "answers"));
    let folder = tallied.parent().unwrap_or(root);
    let mut shuffle =
        fresh("trustee shuffle \"$2\" --trustee 1 --dir \"$3\"", &folder.join("shuffle-1.jsons"));
    shuffle.arg(&tallied).arg(folder);
    let mut peer_shuffle = theirs("shuffle", &tallied);
    peer_shuffle.args(["--trustee-id", "1"]);
    Ok(vec![
        work("audit: 1,000 ballots, up to 5 of 10", true, verify(&bench), theirs("verify", &bench)),
        work("audit: 1,000 rankings, two shuffles", true, verify(&ranked), theirs("verify", &ranked)),
        work("shuffle 1,000 rankings (a process)", false, shuffle, peer_shuffle),
        work("seal a ballot, up to 5 of 10 (a process)", false, vote, generate),
    ])
}

fn work(name: &'static str, unsteady: bool, ours: Command, theirs: Command) -> Work {
    Work { name, unsteady, ours, theirs }
}

fn beside(archive: &Path, ending: &str) -> PathBuf {
    archive.with_extension(format!("bel.{ending}"))
}

/// An election of 1,000 voters up to a stage, in a folder of its own, as the peer wants it.
fn make(root: &Path, kind: &str, stage: &str) -> Result<PathBuf> {
    let folder = target(root).join(format!("bench-peer/{kind}-{stage}"));
    fs::create_dir_all(&folder)?;
    let archive = folder.join("Benchmark11111.bel");
    let arguments = ["run", "--release", "--locked", "-q", "-p", "kenes-belenios", "--features", "testing"];
    let mut command = run::cargo(root);
    command
        .args(arguments)
        .args(["--example", "large_archive", "--"])
        .arg(&archive)
        .args(["1000", kind, stage]);
    ensure!(command.output()?.status.success(), "the archive {kind} {stage} could not be made");
    Ok(archive)
}

/// The benchmark's archive, unpacked under the name that the peer wants.
fn unpack(root: &Path) -> Result<PathBuf> {
    let packed = root.join("vectors/bench/bench-1000.bel.gz");
    let facts: Value = serde_json::from_slice(&fs::read(root.join("vectors/bench/bench-1000.json"))?)?;
    let uuid = facts.get("uuid").and_then(Value::as_str).context("bench-1000.json names no uuid")?;
    let folder = target(root).join("bench-peer/bench-1000");
    fs::create_dir_all(&folder)?;
    let output = Command::new("gzip").arg("-dc").arg(&packed).output().context("cannot run gzip")?;
    ensure!(output.status.success(), "gzip cannot unpack {}", packed.display());
    let archive = folder.join(format!("{uuid}.bel"));
    fs::write(&archive, output.stdout)?;
    Ok(archive)
}

/// Where cargo builds.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// The runs that took as long as a check of all ballots takes.
fn complete(times: &[Duration]) -> Vec<Duration> {
    let longest = times.iter().max().copied().unwrap_or_default();
    times.iter().copied().filter(|time| time.saturating_mul(UNCHECKED) >= longest).collect()
}

/// The shortest of the runs.
pub fn shortest(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

/// One decimal, by integers.
pub fn ratio(theirs: Duration, ours: Duration) -> String {
    match theirs.as_micros().saturating_mul(10).checked_div(ours.as_micros()) {
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
