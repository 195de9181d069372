//! The project's own checks and chores, run as `cargo xtask COMMAND`.
//!
//! Owns what a machine can check about the repository and the order in which the gate runs. Leaves the meaning of the
//! code to its own tests: nothing here knows a ballot.

mod bench_peer;
mod million;
mod peer;
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
  vectors           makes vectors/protocol/own anew; the same files come out at every run
  bench-peer [N]    verifies the same archive with kenes and belenios-tool in turn, N runs each (5), and prints the ratio";

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
        ["vectors"] => vectors(&root),
        ["bench-peer"] => bench_peer::run(&root, 5),
        ["bench-peer", runs] => bench_peer::run(&root, runs.parse().context("N is not a number")?),
        _ => bail!("{USAGE}"),
    }
}

/// Makes the vectors that are our own.
fn vectors(root: &Path) -> Result<bool> {
    let make = ["run", "--release", "--locked", "-p", "kenes-belenios", "--features", "testing"];
    let mut command = run::cargo(root);
    command.args(make).args(["--example", "make_vectors", "--"]).arg(root.join("vectors/protocol/own"));
    Ok(run::stream(&mut command)?.success)
}

/// The folder of the workspace, wherever the command was started.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.parent().context("xtask has no parent folder")?.to_path_buf())
}
