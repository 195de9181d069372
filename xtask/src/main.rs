//! The project's own checks and chores, run as `cargo xtask COMMAND`.
//!
//! Owns what a machine can check about the repository and the order in which the gate runs. Leaves the meaning of the
//! code to its own tests: nothing here knows a ballot.

mod bench_budget;
mod bench_count;
mod bench_peer;
mod bench_record;
mod booth;
mod million;
mod peer;
mod record_peers;
mod run;
mod source;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  tidy              checks layers, sizes, secrets, cited sections, licences, sources, words and docs
  test [--long]     runs all that this machine can run; with CI=true it installs what is missing and skips nothing
  booth --check     builds the modules of the booth in two folders, compares them, and talks to them under node
  vectors           makes vectors/protocol/own, vectors/record, the fuzz corpus, seeded ballots and hashes of counts and records anew; the same come out each time
  bench-peer [N]    verifies the same archive with kenes and belenios-tool in turn, N runs each (5), and prints the ratio
  bench-peer count [N]
                    counts the same files with kenes, stv-rs, stvpoll and pabutools in turn, and prints the ratios
  bench-peer record [N]
                    checks and appends 100,000 acts, on SQLite and PostgreSQL, and authenticates their leaves in turn with Go";

fn main() -> ExitCode {
    match command() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs the command named on the command line; false when it found something wrong.
fn command() -> Result<bool> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root()?;
    match arguments.as_slice() {
        ["tidy"] => tidy::report(&root),
        ["test"] => test::run(&root, false),
        ["test", "--long"] => test::run(&root, true),
        ["booth", "--check"] => booth::check(&root),
        ["vectors"] => vectors(&root),
        ["bench-peer"] => bench_peer::run(&root, 5),
        ["bench-peer", "count"] => bench_count::run(&root, 5),
        ["bench-peer", "count", runs] => bench_count::run(&root, runs.parse().context("N is not a number")?),
        ["bench-peer", "record"] => bench_record::run(&root, 3),
        ["bench-peer", "record", runs] => {
            bench_record::run(&root, runs.parse().context("N is not a number")?)
        }
        ["bench-peer", runs] => bench_peer::run(&root, runs.parse().context("N is not a number")?),
        _ => bail!("{USAGE}"),
    }
}

/// Makes anew what the libraries themselves make: our own vectors, the fuzz corpus, the ballots of given seeds, the hashes of
/// transcripts and of what is found in records.
fn vectors(root: &Path) -> Result<bool> {
    let make = |package: &str, features: &[&str], example: &str| {
        let mut command = run::cargo(root);
        command.args(["run", "--locked", "-p", package]).args(features).args(["--example", example, "--"]);
        Ok::<bool, anyhow::Error>(run::stream(command.arg(root.join("vectors/protocol/own")))?.success)
    };
    let testing = ["--features", "testing"];
    Ok(make("kenes-belenios", &testing, "make_vectors")?
        && make("kenes-belenios", &testing, "make_corpus")?
        && make("kenes-record", &[], "make_record_vectors")?
        && make("kenes-wasm-vectors", &[], "make_sealing")?
        && make("kenes-wasm-vectors", &[], "make_counting")?
        && make("kenes-wasm-vectors", &[], "make_record")?)
}

/// The folder of the workspace, wherever the command was started.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.parent().context("xtask has no parent folder")?.to_path_buf())
}
