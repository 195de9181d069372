//! `cargo xtask test`: everything that this machine can run, stage by stage, with its time and its counts.
//!
//! On a laptop, what needs something that is missing is skipped and named with the way to get it. With `CI=true` it is
//! installed, and what cannot be installed is a failure.

mod counts;
pub mod postgres;
mod seed;
pub mod tools;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;

use self::counts::Counts;
use self::seed::Draws;
use self::tools::{Outcome, Tools};
use crate::peer::{CountPeers, Peer, StvRs};
use crate::record_peers::{GoChecker, Pymerkle};
use crate::{booth, million, run, tidy};

/// What the stages share.
struct Gate {
    root: PathBuf,
    long: bool,
    tools: Tools,
    /// For tests: the variable of each peer that was found, and its path or address.
    peers: Vec<(&'static str, PathBuf)>,
    /// From which number the tests against the peers draw.
    seed: Draws,
    /// For tests of the store; stopped at the end.
    postgres: Option<postgres::Server>,
    /// What was skipped, or done without, and how to get it.
    notes: Vec<String>,
}

type Stage = fn(&mut Gate) -> Result<Counts>;

/// The order of the stages: the quick ones first, the peers before the tests that call them.
const STAGES: &[(&str, Stage)] = &[
    ("fmt", Gate::fmt),
    ("clippy", Gate::clippy),
    ("tidy", Gate::tidy),
    ("peers", Gate::peers),
    ("PostgreSQL", Gate::postgres),
    ("tests", Gate::tests),
    ("doc tests", Gate::doc_tests),
    ("optimised", Gate::optimised),
    ("wasm", Gate::wasm),
    ("booth", Gate::booth),
    ("browser", Gate::browser),
    ("cross-implementation", Gate::cross_implementation),
    ("a million ballots", Gate::million),
];

/// Runs every stage; true when nothing failed.
pub fn run(root: &Path, long: bool) -> Result<bool> {
    let start = Instant::now();
    let mut gate = Gate {
        root: root.to_path_buf(),
        long,
        tools: Tools::new(root),
        peers: Vec::new(),
        seed: Draws::choose(long, std::env::var(seed::VARIABLE).ok()),
        postgres: None,
        notes: Vec::new(),
    };
    let mut finished: Vec<(&str, Duration, Counts)> = Vec::new();
    for (name, stage) in STAGES {
        println!("== {name}");
        let begin = Instant::now();
        let counts = stage(&mut gate).unwrap_or_else(|error| {
            println!("{error:#}");
            Counts::FAILED
        });
        println!("== {name}: {counts} in {}\n", seconds(begin.elapsed()));
        finished.push((name, begin.elapsed(), counts));
    }

    for (name, time, counts) in &finished {
        println!("{name:<22}{:>10}   {counts}", seconds(*time));
    }
    println!("{:<22}{:>10}", "total", seconds(start.elapsed()));
    for note in &gate.notes {
        println!("{note}");
    }
    let total = finished.iter().fold(Counts::default(), |sum, (_, _, counts)| sum.plus(*counts));
    println!("{total}");
    Ok(total.failed == 0)
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

impl Gate {
    fn fmt(&mut self) -> Result<Counts> {
        let need = self.tools.component("rustfmt");
        self.with(&need, |gate| Ok(gate.cargo(&["fmt", "--all", "--check"])?.one()))
    }

    fn clippy(&mut self) -> Result<Counts> {
        let need = self.tools.component("clippy");
        let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
        self.with(&need, |gate| Ok(gate.cargo(&arguments)?.one()))
    }

    fn tidy(&mut self) -> Result<Counts> {
        Ok(Counts::one(tidy::report(&self.root)?))
    }

    /// Finds the peers, and fetches them in CI. A peer that is found is not a test, so it counts nothing.
    fn peers(&mut self) -> Result<Counts> {
        let mut counts = Counts::default();
        for peer in Peer::ALL {
            if let Some(path) = self.find_peer(peer)? {
                println!("{}: {}", peer.name(), path.display());
                self.peers.push((peer.variable(), path));
                continue;
            }
            let missing = format!("{} is not here. {}", peer.name(), peer.how());
            println!("{missing}");
            counts = match (self.tools.ci, peer) {
                (false, _) => {
                    self.notes.push(format!("skipped: what needs {missing}"));
                    counts.plus(Counts::SKIPPED)
                }
                (true, Peer::Release2) => counts.plus(Counts::FAILED),
                (true, Peer::Release3) => {
                    self.notes.push(gone());
                    // Set and empty: the conformance tests are to go on without it.
                    self.peers.push((peer.variable(), PathBuf::new()));
                    counts
                }
            };
        }
        Ok(counts.plus(self.count_peers()?).plus(self.record_peers()?))
    }

    /// Likewise the peers of the count; in CI they cannot be missing.
    fn count_peers(&mut self) -> Result<Counts> {
        let found = self.tools.count_peers()?;
        let python = self.peer(found, (CountPeers::VARIABLE, CountPeers::NAME, CountPeers::HOW))?;
        let found = self.tools.stv_rs()?;
        Ok(python.plus(self.peer(found, (StvRs::VARIABLE, StvRs::NAME, StvRs::HOW))?))
    }

    /// Likewise those of the record.
    fn record_peers(&mut self) -> Result<Counts> {
        let built = self.tools.go_checker()?;
        let go = self.peer(built, (GoChecker::VARIABLE, GoChecker::NAME, GoChecker::HOW))?;
        let found = self.tools.pymerkle()?;
        Ok(go.plus(self.peer(found, (Pymerkle::VARIABLE, Pymerkle::NAME, Pymerkle::HOW))?))
    }

    fn peer(
        &mut self,
        found: Option<PathBuf>,
        (variable, name, how): (&'static str, &str, &str),
    ) -> Result<Counts> {
        if let Some(path) = found {
            println!("{name}: {}", path.display());
            self.peers.push((variable, path));
            return Ok(Counts::default());
        }
        let need = Outcome::Missing { what: name.to_owned(), how: how.to_owned() };
        self.with(&need, |_| Ok(Counts::default()))
    }

    fn find_peer(&mut self, peer: Peer) -> Result<Option<PathBuf>> {
        if let Some(path) = peer.find(&self.root) {
            return Ok(Some(path));
        }
        if !self.tools.ci {
            return Ok(None);
        }
        let fetched = match peer {
            Peer::Release2 => self.tools.install("belenios-tool")?,
            Peer::Release3 => Peer::unpack(&self.root)?,
        };
        Ok(if fetched { peer.find(&self.root) } else { None })
    }

    /// Starts a server for the tests of the store. It is not a test, so it counts nothing.
    fn postgres(&mut self) -> Result<Counts> {
        let need = match postgres::programs(&mut self.tools)? {
            Some(programs) => {
                let server = postgres::Server::start(programs, postgres::Disk::Lazy)?;
                println!("{}", server.url());
                self.peers.push((postgres::VARIABLE, PathBuf::from(server.url())));
                self.postgres = Some(server);
                Outcome::Here
            }
            None => Outcome::Missing {
                what: "PostgreSQL".to_owned(),
                how: "on Debian: apt-get install postgresql".to_owned(),
            },
        };
        self.with(&need, |_| Ok(Counts::default()))
    }

    fn tests(&mut self) -> Result<Counts> {
        // What needs it says by itself that it was skipped.
        if let Outcome::Missing { what, how } = self.tools.strace() {
            self.notes.push(format!("skipped: what needs {what}. {how}"));
        }
        let mut arguments = vec!["--workspace", "--locked"];
        if self.has_conformance() {
            arguments.extend(["--exclude", "conformance"]);
        }
        self.cargo_test(&arguments)
    }

    fn doc_tests(&mut self) -> Result<Counts> {
        let ended = self.cargo(&["test", "--doc", "--workspace", "--locked", "--no-fail-fast"])?;
        Ok(Counts::of_tests(&ended))
    }

    /// The golden records once more as users have the program: every state has the hash that it has without optimisation.
    fn optimised(&mut self) -> Result<Counts> {
        let golden = ["test", "--release", "--locked", "-p", "kenes-core", "--test", "golden"];
        Ok(Counts::of_tests(&self.cargo(&golden)?))
    }

    fn wasm(&mut self) -> Result<Counts> {
        let target = self.tools.target("wasm32-unknown-unknown");
        // The crate as a program for voters has it, then the module that the vectors run in.
        let packages: [&[&str]; 2] = [&["kenes-belenios", "--no-default-features"], &["kenes-wasm-vectors"]];
        let mut counts = Counts::default();
        for package in packages {
            counts = counts.plus(self.with(&target, |gate| {
                let build: &[&str] = &["build", "--locked", "--target", "wasm32-unknown-unknown", "-p"];
                Ok(gate.cargo(&[build, package].concat())?.one())
            })?);
        }
        let runner = self.root.join("conformance/wasm/run.mjs");
        if counts.passed == 2 {
            let node = self.tools.node();
            let run =
                |gate: &mut Self| Ok(Counts::of_runner(&gate.shared(Command::new("node").arg(&runner))?));
            counts = counts.plus(self.with(&node, run)?);
        }
        Ok(counts)
    }

    /// The modules of the pages: the same bytes in two folders, and the same answers as natively.
    fn booth(&mut self) -> Result<Counts> {
        let target = self.tools.target("wasm32-unknown-unknown");
        self.with(&target, |gate| Ok(Counts::one(booth::check(&gate.root)?)))
    }

    /// Whole flows in a browser, against the program as it is built here.
    fn browser(&mut self) -> Result<Counts> {
        let need = self.tools.browser(&self.root.join("e2e"));
        self.with(&need, |gate| {
            if !gate.cargo(&["build", "--locked", "-p", "kenes-cli"])?.success {
                return Ok(Counts::FAILED);
            }
            let ended = gate.shared(Command::new("node").arg(gate.root.join("e2e/run.mjs")))?;
            Ok(Counts::of_runner(&ended))
        })
    }

    fn cross_implementation(&mut self) -> Result<Counts> {
        if !self.has_conformance() {
            return Ok(Counts::default());
        }
        println!("{}", self.seed);
        self.cargo_test(&["-p", "conformance", "--locked"])
    }

    /// Only in the long run.
    fn million(&mut self) -> Result<Counts> {
        if self.long { Ok(Counts::one(million::audit(&self.root)?)) } else { Ok(Counts::default()) }
    }

    /// Runs tests by nextest where it is installed, which is quicker, and by cargo elsewhere.
    fn cargo_test(&mut self, arguments: &[&str]) -> Result<Counts> {
        let runner: &[&str] = if self.tools.nextest() {
            &["nextest", "run", "--no-fail-fast", "--no-tests=pass"]
        } else {
            &["test", "--no-fail-fast", "--tests"]
        };
        let ended = self.cargo(&[runner, arguments].concat())?;
        Ok(Counts::of_tests(&ended))
    }

    fn cargo(&self, arguments: &[&str]) -> Result<run::Ended> {
        println!("$ cargo {}", arguments.join(" "));
        self.shared(run::cargo(&self.root).args(arguments))
    }

    /// Runs a command with what all stages share.
    fn shared(&self, command: &mut Command) -> Result<run::Ended> {
        command.current_dir(&self.root).envs(self.peers.iter().map(|(name, path)| (name, path)));
        command.envs(self.seed.value().map(|seed| (seed::VARIABLE, seed)));
        if self.long {
            command.env("KENES_LONG", "1");
        }
        run::stream(command)
    }

    fn has_conformance(&self) -> bool {
        self.root.join("conformance/Cargo.toml").exists()
    }

    /// Runs a step when what it needs is there; else it is skipped, or fails in CI.
    fn with(&mut self, need: &Outcome, step: impl FnOnce(&mut Self) -> Result<Counts>) -> Result<Counts> {
        let Outcome::Missing { what, how } = need else { return step(self) };
        println!("{what} is not here. {how}");
        if self.tools.ci {
            return Ok(Counts::FAILED);
        }
        self.notes.push(format!("skipped: what needs {what}. {how}"));
        Ok(Counts::SKIPPED)
    }
}

/// What is said when Debian no longer serves the release.
fn gone() -> String {
    let line = "!".repeat(78);
    let text = "belenios-tool 3.3.0 can no longer be had from Debian: NOTHING OF KENES WAS CHECKED BY IT in this run.\n\
        Its archives in vectors/protocol were verified all the same. Put conformance/get-belenios-3.3 right.";
    format!("{line}\n{text}\n{line}")
}

impl run::Ended {
    /// A stage that counts as one.
    fn one(&self) -> Counts {
        Counts::one(self.success)
    }
}
