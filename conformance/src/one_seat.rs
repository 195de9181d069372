//! One seat counted by kenes and by its peer, votelib.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use kenes_belenios::testing::TestRng;
use kenes_belenios::testing::random::{between, index};
use kenes_count::rule::Family;
use kenes_count::{Ballots, BallotsBuilder, Candidates, Contest, Rule, Scores, Votes};
use serde_json::{Value, json};

/// The environment variable with the path of a Python that has the packages, set by `cargo xtask test`.
const VARIABLE: &str = "KENES_COUNT_PEERS";

/// The highest score.
const HIGHEST: u8 = 5;

/// Papers that rank and score candidates, in the form in which both sides are given them.
#[derive(Clone, Debug)]
pub struct Papers {
    candidates: usize,
    papers: Vec<(u64, Vec<u32>, Vec<u8>)>,
}

impl Papers {
    /// 2 to 7 candidates, up to 15 different papers of up to 9 voters each, with equal ranks and with none.
    pub fn random(rng: &mut TestRng) -> Self {
        let candidates = index(rng, 6) + 2;
        let paper = |rng: &mut TestRng| {
            let ranks = (0..candidates).map(|_| u32::try_from(index(rng, candidates + 1)).unwrap()).collect();
            let scores = (0..candidates).map(|_| u8::try_from(index(rng, 6)).unwrap()).collect();
            (between(rng, 1, 9), ranks, scores)
        };
        Self { candidates, papers: (0..index(rng, 15) + 1).map(|_| paper(rng)).collect() }
    }

    /// How many stand.
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// As a line for the peer.
    pub fn to_json(&self) -> Value {
        let ranks: Vec<_> = self.papers.iter().map(|(count, ranks, _)| json!([count, ranks])).collect();
        let scores: Vec<_> = self.papers.iter().map(|(count, _, scores)| json!([count, scores])).collect();
        json!({ "candidates": self.candidates, "ranks": ranks, "scores": scores })
    }

    /// For a rule of kenes.
    pub fn contest(&self, rule: Rule) -> Contest {
        let candidates = Candidates::new((0..self.candidates).map(|number| format!("C{number}"))).unwrap();
        let votes = if rule.family() == Family::Scores {
            Votes::Scores(self.scores())
        } else {
            Votes::Ballots(self.ballots())
        };
        Contest::new(candidates, votes, 1).unwrap()
    }

    fn ballots(&self) -> Ballots {
        let mut builder = BallotsBuilder::new(self.candidates);
        for (count, ranks, _) in &self.papers {
            builder.mark_ranks(ranks).unwrap();
            builder.finish_ballot(*count).unwrap();
        }
        builder.finish()
    }

    fn scores(&self) -> Scores {
        let mut all = Scores::new(self.candidates, HIGHEST).unwrap();
        for (count, _, scores) in &self.papers {
            all.add(scores.iter().copied().map(Some).collect(), *count).unwrap();
        }
        all
    }
}

/// votelib, if it is here.
#[derive(Clone, Debug)]
pub struct OneSeatPeer {
    python: PathBuf,
}

impl OneSeatPeer {
    /// The peer, if it is here. Otherwise this says so; in CI it must be.
    pub fn find() -> Option<Self> {
        if let Some(python) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
            return Some(Self { python: python.into() });
        }
        let missing = format!("votelib is not here: set {VARIABLE} to the Python that has it");
        assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{missing}");
        println!("SKIPPED, NOT CHECKED BY THE PEER: {missing}");
        None
    }

    /// Has one process count them all.
    pub fn count(&self, elections: &[Value]) -> Vec<Value> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("count/one_seat.py");
        let mut child = Command::new(&self.python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.python.display()));
        let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let counts: Vec<Value> = thread::scope(|scope| {
            // It answers line by line, so both ends move at once.
            scope.spawn(move || elections.iter().try_for_each(|election| writeln!(input, "{election}")));
            BufReader::new(output).lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
        });
        assert!(child.wait().unwrap().success(), "the peer ended badly");
        assert_eq!(counts.len(), elections.len());
        counts
    }
}
