//! Committees and budgets counted by kenes and by its peers, abcvoting and pabutools.
//!
//! The peers are asked for what they find: abcvoting for all tied committees, pabutools for one funding with the order of
//! equal projects that kenes has before a lot. Where no lot is needed there is one outcome, and it must be theirs.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use kenes_belenios::testing::TestRng;
use kenes_belenios::testing::random::{between, index};
use kenes_count::budget::{Budget, BudgetBuilder, Project};
use kenes_count::{BallotsBuilder, Candidate, Candidates, Contest, Decimal, Votes};
use serde_json::{Value, json};

/// The environment variable with the path of a Python that has the packages, set by `cargo xtask test`.
const VARIABLE: &str = "KENES_COUNT_PEERS";

/// Approvals in the form in which both sides are given them.
#[derive(Clone, Debug)]
pub struct Approvals {
    candidates: usize,
    seats: u32,
    papers: Vec<(u64, Vec<usize>)>,
}

impl Approvals {
    /// 3 to 7 candidates, 1 seat up to one fewer, up to 12 different papers of up to 6 voters each.
    pub fn random(rng: &mut TestRng) -> Self {
        let candidates = index(rng, 5) + 3;
        let seats = u32::try_from(index(rng, candidates - 1) + 1).unwrap();
        let papers = (0..index(rng, 12) + 1).map(|_| {
            let marks = (0..candidates).filter(|_| index(rng, 5) < 2).collect();
            (between(rng, 1, 6), marks)
        });
        Self { candidates, seats, papers: papers.collect() }
    }

    /// As a line for the peer.
    pub fn to_json(&self) -> Value {
        let Self { candidates, seats, papers } = self;
        json!({ "kind": "committee", "candidates": candidates, "seats": seats, "papers": papers })
    }

    /// For kenes.
    pub fn contest(&self) -> Contest {
        let mut builder = BallotsBuilder::new(self.candidates);
        for (count, marks) in &self.papers {
            for number in marks {
                builder.mark_equal(Candidate::new(*number).unwrap()).unwrap();
            }
            builder.finish_ballot(*count).unwrap();
        }
        let candidates = Candidates::new((0..self.candidates).map(|number| format!("C{number}"))).unwrap();
        Contest::new(candidates, Votes::Ballots(builder.finish()), self.seats).unwrap()
    }
}

/// What pabutools is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The rules, alone.
    Rules,
    /// Equal Shares with each completion, which takes it long.
    Completions,
}

/// Votes of a budget in the form in which both sides are given them.
#[derive(Clone, Debug)]
pub struct Money {
    money: u64,
    costs: Vec<u64>,
    scored: bool,
    votes: Vec<(u64, Vec<(usize, u32)>)>,
}

impl Money {
    /// 2 to 9 projects of costs that are often equal, up to 15 different votes of up to 8 voters each.
    pub fn random(rng: &mut TestRng) -> Self {
        let projects = index(rng, 8) + 2;
        let costs = (0..projects).map(|_| between(rng, 1, 30) * between(rng, 1, 4)).collect();
        let scored = index(rng, 3) == 0;
        let votes = (0..index(rng, 15) + 1).map(|_| {
            let marked: Vec<usize> = (0..projects).filter(|_| index(rng, 5) < 2).collect();
            let points =
                |rng: &mut TestRng| if scored { u32::try_from(between(rng, 1, 5)).unwrap() } else { 1 };
            let marks = marked.into_iter().map(|number| (number, points(rng))).collect();
            (between(rng, 1, 8), marks)
        });
        let votes = votes.collect();
        Self { money: between(rng, 20, 300), costs, scored, votes }
    }

    /// As a line for the peer.
    pub fn to_json(&self, asked: Asked) -> Value {
        let Self { money, costs, scored, votes } = self;
        let completions = asked == Asked::Completions;
        json!({
            "kind": "budget", "budget": money, "costs": costs, "scored": scored, "votes": votes, "completions": completions
        })
    }

    /// For kenes.
    pub fn budget(&self) -> Budget {
        let project = |(number, cost): (usize, &u64)| Project {
            id: number.to_string(),
            name: String::new(),
            cost: Decimal::whole(*cost),
        };
        let projects = self.costs.iter().enumerate().map(project);
        let mut builder = BudgetBuilder::new(None, projects, Decimal::whole(self.money)).unwrap();
        if self.scored {
            builder.set_scored();
        }
        for (count, marks) in &self.votes {
            let marks: Vec<_> =
                marks.iter().map(|(number, points)| (Candidate::new(*number).unwrap(), *points)).collect();
            builder.vote(*count, &marks).unwrap();
        }
        builder.finish()
    }
}

/// Both packages, if they are here.
#[derive(Clone, Debug)]
pub struct ProportionalPeer {
    python: PathBuf,
}

impl ProportionalPeer {
    /// The peers, if they are here. Otherwise this says so; in CI they must be.
    pub fn find() -> Option<Self> {
        if let Some(python) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
            return Some(Self { python: python.into() });
        }
        let missing =
            format!("abcvoting and pabutools are not here: set {VARIABLE} to the Python that has them");
        assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{missing}");
        println!("SKIPPED, NOT CHECKED BY THE PEERS: {missing}");
        None
    }

    /// Has one process count them all.
    pub fn count(&self, elections: &[Value]) -> Vec<Value> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("count/proportional.py");
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
