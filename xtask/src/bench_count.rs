//! `cargo xtask bench-peer count`: kenes and its peers count the same files in turn, each in a process of its own that reads
//! the file and counts it, and the CPU time of all is compared.
//!
//! stv-rs counts by Meek's rule only, in many rounds where the Scottish rules take a few stages; beside these it is the nearest
//! peer that is fast, beside `meek-prf-fixed9` it does the same. Its arithmetic of nine fixed decimals without threads takes the
//! least CPU time. stvpoll counts by the Scottish rules, in Python. Nobody counts pairs of 200 candidates beside kenes.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::bench_budget;
use crate::bench_peer::{build_kenes, machine, ratio, shortest, target};
use crate::peer::{CountPeers, StvRs};
use crate::run;

/// A file that all count, and how long kenes may take.
struct Contest {
    name: &'static str,
    file: PathBuf,
    rule: &'static str,
    seats: &'static str,
    bar: Duration,
    /// How many times less than stv-rs it has to take.
    margin: u32,
    /// How often a measurement starts kenes, stv-rs and stvpoll, so that it takes many of the clock's hundredths of a second.
    times: [u32; 3],
}

/// Prints for each file the CPU milliseconds of all, the shortest of all runs, and the ratios; whether the bars are met.
pub fn run(root: &Path, runs: u32) -> Result<bool> {
    ensure!(runs > 0, "no runs, no figures");
    let peers = CountPeers::find(root);
    let python = peers.with_context(|| format!("{} are not here. {}", CountPeers::NAME, CountPeers::HOW))?;
    let stv_rs = StvRs::find(root).with_context(|| format!("{} is not here. {}", StvRs::NAME, StvRs::HOW))?;
    let kenes = build_kenes(root)?;
    println!("{}", machine());
    println!("reading and counting, the shortest of {runs} runs each, CPU milliseconds of a process\n");
    println!("{:<48}{:>10}{:>10}{:>8}{:>10}{:>8}", "", "kenes", "stv-rs", "ratio", "stvpoll", "ratio");
    let mut good = true;
    let folder = target(root).join("bench-count");
    fs::create_dir_all(&folder)?;
    for contest in contests(root, &folder)? {
        let programs =
            [ours(&kenes, &contest), meek(&stv_rs, &contest, &folder)?, stvpoll(root, &python, &contest)];
        let mut times = [const { Vec::new() }; 3];
        for _ in 0..runs {
            for ((program, times), count) in programs.iter().zip(&mut times).zip(contest.times) {
                times.push(repeat(program, count)?);
            }
        }
        let [ours, meek, stvpoll] = times.map(|times| shortest(&times));
        let (a, b, c) = (milliseconds(ours), milliseconds(meek), milliseconds(stvpoll));
        let (d, e) = (ratio(meek, ours), ratio(stvpoll, ours));
        println!("{:<48}{a:>10}{b:>10}{d:>8}{c:>10}{e:>8}", contest.name);
        for (is_met, bar) in [
            (ours < contest.bar, format!("under {} ms", contest.bar.as_millis())),
            (ours < stvpoll, "faster than stvpoll".to_owned()),
            (
                ours.saturating_mul(contest.margin) < meek,
                format!("{} times less than stv-rs", contest.margin),
            ),
        ] {
            if !is_met {
                println!("  the bar is not met: {bar}");
            }
            good &= is_met;
        }
    }
    good &= pairs(root, &folder, &kenes, runs)?;
    Ok(bench_budget::run(root, &kenes, &python, runs)? && good)
}

fn contests(root: &Path, folder: &Path) -> Result<[Contest; 4]> {
    let large = made(root, folder, "large_contest", "large.blt")?;
    let ward = root.join("vectors/count/stv-scottish/edinburgh_2017_ward12.blt");
    Ok([
        Contest {
            name: "Edinburgh 2017 ward 12: 4 seats of 10",
            file: ward.clone(),
            rule: "scottish-stv",
            seats: "4",
            bar: Duration::from_millis(10),
            margin: 1,
            times: [50, 20, 5],
        },
        Contest {
            name: "the same by Meek",
            file: ward,
            rule: "meek-prf-fixed9",
            seats: "4",
            bar: Duration::from_millis(10),
            margin: 1,
            times: [50, 20, 5],
        },
        Contest {
            name: "100,000 papers, no two equal: 7 seats of 20",
            file: large.clone(),
            rule: "scottish-stv",
            seats: "7",
            bar: Duration::from_millis(300),
            margin: 1,
            times: [10, 4, 1],
        },
        Contest {
            name: "the same by Meek",
            file: large,
            rule: "meek-prf-fixed9",
            seats: "7",
            bar: Duration::from_millis(300),
            margin: 2,
            times: [10, 4, 1],
        },
    ])
}

/// A contest that an example of kenes-count writes.
fn made(root: &Path, folder: &Path, example: &str, name: &str) -> Result<PathBuf> {
    let file = folder.join(name);
    let mut make = run::cargo(root);
    make.args(["run", "--release", "--locked", "-q", "-p", "kenes-count", "--example", example, "--"]);
    ensure!(run::succeeds(make.arg(&file)), "the contest {name} could not be made");
    Ok(file)
}

/// Pairs of 200 candidates on 100,000 papers: the CPU milliseconds, and whether the bar is met.
fn pairs(root: &Path, folder: &Path, kenes: &Path, runs: u32) -> Result<bool> {
    let file = made(root, folder, "pairs_contest", "pairs.blt")?;
    let options = ["--rule", "schulze", "--format", "json"];
    let program = words(&[kenes.as_ref(), "count".as_ref(), file.as_ref()], &options);
    let mut times = Vec::new();
    for _ in 0..runs {
        times.push(repeat(&program, 2)?);
    }
    let time = shortest(&times);
    println!("{:<48}{:>10}", "schulze: 100,000 papers rank 200 candidates", milliseconds(time));
    let is_met = time < PAIRS_BAR;
    if !is_met {
        println!("  the bar is not met: under {} ms", PAIRS_BAR.as_millis());
    }
    Ok(is_met)
}

/// How long pairs of 200 candidates may take.
const PAIRS_BAR: Duration = Duration::from_secs(1);

fn ours(kenes: &Path, contest: &Contest) -> Vec<OsString> {
    let options = ["--rule", contest.rule, "--seats", contest.seats, "--format", "json"];
    words(&[kenes.as_ref(), "count".as_ref(), contest.file.as_ref()], &options)
}

fn stvpoll(root: &Path, python: &Path, contest: &Contest) -> Vec<OsString> {
    let script = root.join("conformance/count/peer.py");
    words(&[python.as_ref(), script.as_ref(), contest.file.as_ref()], &[])
}

/// stv-rs on the file as it wants it, which is made here.
fn meek(stv_rs: &Path, contest: &Contest, folder: &Path) -> Result<Vec<OsString>> {
    let text = fs::read_to_string(&contest.file)
        .with_context(|| format!("cannot read {}", contest.file.display()))?;
    let made = for_stv_rs(&text).context("not a plain BLT file")?;
    let file = folder.join(contest.file.file_name().context("a file has a name")?).with_extension("nick.blt");
    fs::write(&file, made)?;
    let options = ["meek", "--parallel", "no"];
    Ok(words(&[stv_rs.as_ref(), "--arithmetic=fixed9".as_ref(), "--input".as_ref(), file.as_ref()], &options))
}

fn words(paths: &[&OsStr], options: &[&str]) -> Vec<OsString> {
    let options = options.iter().map(OsString::from);
    paths.iter().map(OsString::from).chain(options).collect()
}

/// A BLT file without withdrawals in the dialect of stv-rs: candidates have nicknames, and ballots name these.
fn for_stv_rs(text: &str) -> Option<String> {
    let (header, rest) = text.split_once('\n')?;
    let (ballots, names) = rest.split_once("\n0\n")?;
    let candidates: u32 = header.split(' ').next()?.parse().ok()?;
    let nicknames: String = (1..=candidates).map(|number| format!(" c{number}")).collect();
    let mut made = format!("{header}\n[nick{nicknames}]\n");
    for ballot in ballots.lines() {
        let mut preferences = ballot.strip_suffix(" 0")?.split(' ');
        made.push_str(preferences.next()?);
        preferences.try_for_each(|number| write!(made, " c{number}")).ok()?;
        made.push_str(" 0\n");
    }
    Some(made + "0\n" + names)
}

/// The CPU time of one process of several, started one after the other by a shell whose own time is shared by all.
pub fn repeat(program: &[OsString], times: u32) -> Result<Duration> {
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg("n=$1; shift; while [ $n -gt 0 ]; do \"$@\" >/dev/null || exit 1; n=$((n - 1)); done");
    shell.arg("sh").arg(times.to_string()).args(program);
    Ok(run::cpu_time(&mut shell)?.checked_div(times).unwrap_or_default())
}

/// One decimal.
fn milliseconds(time: Duration) -> String {
    let tenths = time.as_micros() / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ballots_get_nicknames() {
        let text = "3 2\n4 1 3 0\n1 0\n2 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"Title\"\n";
        let made = "3 2\n[nick c1 c2 c3]\n4 c1 c3 0\n1 0\n2 c2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"Title\"\n";
        assert_eq!(for_stv_rs(text).as_deref(), Some(made));
        assert_eq!(for_stv_rs("3 2\n4 1 3\n0\n"), None);
    }

    #[test]
    fn milliseconds_have_one_decimal() {
        assert_eq!(milliseconds(Duration::from_micros(1_290)), "1.2");
    }
}
