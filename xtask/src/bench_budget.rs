//! The part of `cargo xtask bench-peer count` about budgets: kenes and pabutools read the same file and count it, each in a
//! process of its own, and must fund the same projects.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::bench_count::repeat;
use crate::bench_peer::{ratio, shortest, target};
use crate::run;

/// How many times less CPU time kenes must take.
const BAR: u32 = 50;
/// How often a measurement starts kenes, so that it takes many of the clock's hundredths of a second.
const TIMES: u32 = 10;

/// Prints for each rule the CPU seconds of both, the shortest of all runs, and the ratio; whether the bar is met.
pub fn run(root: &Path, kenes: &Path, python: &Path, runs: u32) -> Result<bool> {
    let file = unpack(root)?;
    println!("\nWarszawa 2026: 61,668 votes on 83 projects, {} MB\n", fs::metadata(&file)?.len() / 1_000_000);
    println!("{:<48}{:>10}{:>10}{:>8}", "", "kenes", "pabutools", "ratio");
    let mut good = true;
    for rule in ["greedy", "equal-shares"] {
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        let mut ours = vec![OsString::from(kenes), "count".into(), file.clone().into()];
        ours.extend(words(&["--rule", rule, "--format", "csv"]));
        let script = root.join("conformance/count/proportional.py");
        let theirs = vec![python.into(), script.into(), file.clone().into(), rule.into()];
        ensure!(funded(&ours)? == listed(&theirs)?, "{rule}: kenes and pabutools fund different projects");
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..runs {
            let [first, second] = &mut times;
            first.push(repeat(&ours, TIMES)?);
            second.push(repeat(&theirs, 1)?);
        }
        let [ours, theirs] = times.map(|times| shortest(&times));
        println!("{rule:<48}{:>10}{:>10}{:>8}", seconds(ours), seconds(theirs), ratio(theirs, ours));
        if ours.saturating_mul(BAR) > theirs {
            println!("  the bar is not met: {BAR} times less");
            good = false;
        }
    }
    Ok(good)
}

fn unpack(root: &Path) -> Result<std::path::PathBuf> {
    let packed = root.join("vectors/bench/warszawa-2026.pb.gz");
    let output = Command::new("gzip").arg("-dc").arg(&packed).output().context("cannot run gzip")?;
    ensure!(output.status.success(), "gzip cannot unpack {}", packed.display());
    let folder = target(root).join("bench-count");
    fs::create_dir_all(&folder)?;
    let file = folder.join("warszawa-2026.pb");
    fs::write(&file, output.stdout)?;
    Ok(file)
}

/// The ids that kenes funds, in order: of its CSV the first cell and the last.
fn funded(program: &[OsString]) -> Result<Vec<String>> {
    let text = output(program)?;
    let mut placed: Vec<(u32, String)> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let place = line.rsplit(',').next()?.parse().ok()?;
            Some((place, line.split(',').next()?.to_owned()))
        })
        .collect();
    placed.sort();
    Ok(placed.into_iter().map(|(_, id)| id).collect())
}

fn listed(program: &[OsString]) -> Result<Vec<String>> {
    Ok(output(program)?.lines().map(str::to_owned).collect())
}

fn output(program: &[OsString]) -> Result<String> {
    let (name, arguments) = program.split_first().context("no program")?;
    run::stdout(Command::new(name).args(arguments)).with_context(|| format!("{} failed", name.display()))
}

/// Three decimals.
fn seconds(time: Duration) -> String {
    format!("{}.{:03}", time.as_secs(), time.subsec_millis())
}
