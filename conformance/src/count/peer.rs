//! The peers of the count: Python packages, called by `conformance/count/peer.py`.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

use super::Election;

/// The environment variable with the path of a Python that has both packages, set by `cargo xtask test`.
const VARIABLE: &str = "KENES_COUNT_PEERS";

/// How a peer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// stvpoll's Scottish STV.
    Stvpoll,
    /// The same with two switches of its own turned: truncation, and papers that pass by whoever is elected.
    StvpollByTheRule,
    /// stvpoll's instant runoff.
    StvpollIrv,
    /// pyrankvote's instant runoff.
    PyrankvoteIrv,
    /// pyrankvote's single transferable vote.
    PyrankvoteStv,
}

impl Method {
    /// As the script calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stvpoll => "stvpoll",
            Self::StvpollByTheRule => "stvpoll-by-the-rule",
            Self::StvpollIrv => "stvpoll-irv",
            Self::PyrankvoteIrv => "pyrankvote-irv",
            Self::PyrankvoteStv => "pyrankvote-stv",
        }
    }
}

/// Both packages, if they are here.
#[derive(Clone, Debug)]
pub struct CountPeer {
    python: PathBuf,
}

impl CountPeer {
    /// The peers, if they are here. Otherwise this says so; in CI they must be.
    pub fn find() -> Option<Self> {
        if let Some(python) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
            return Some(Self { python: python.into() });
        }
        let missing =
            format!("stvpoll and pyrankvote are not here: set {VARIABLE} to the Python that has them");
        assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{missing}");
        println!("SKIPPED, NOT CHECKED BY THE PEERS: {missing}");
        None
    }

    /// Has one process count them all.
    pub fn count(&self, elections: &[Election], method: Method) -> Vec<PeerCount> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("count/peer.py");
        let mut child = Command::new(&self.python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.python.display()));
        let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let counts: Vec<_> = thread::scope(|scope| {
            // It answers line by line, so both ends move at once.
            scope.spawn(move || {
                elections.iter().try_for_each(|election| writeln!(input, "{}", election.to_json(method)))
            });
            BufReader::new(output).lines().map(|line| PeerCount::parse(&line.unwrap())).collect()
        });
        assert!(child.wait().unwrap().success(), "{} ended badly", method.name());
        assert_eq!(counts.len(), elections.len());
        counts
    }
}

/// A count of a peer.
#[derive(Clone, Debug)]
pub struct PeerCount {
    /// Whether all seats were filled.
    pub complete: bool,
    /// Who was elected, by index, ascending.
    pub elected: Vec<usize>,
    /// What it reports on the way.
    pub rounds: Vec<Round>,
    /// Whether pyrankvote ended with an error because it had not ordered the standing by their votes.
    pub misordered: bool,
}

/// Votes, and who was elected or excluded because of them.
#[derive(Clone, Debug)]
pub struct Round {
    /// The votes in units of 0.00001 of those who were neither elected nor excluded before, by ascending index.
    pub votes: Vec<(usize, u128)>,
    /// The votes that lay with nobody before, without what rounding lost.
    pub exhausted: u128,
    /// Who was elected.
    pub elected: Vec<usize>,
    /// Who was excluded.
    pub excluded: Vec<usize>,
}

impl PeerCount {
    fn parse(line: &str) -> Self {
        let value: Value = serde_json::from_str(line).unwrap();
        let field = |name| value.get(name).unwrap();
        Self {
            complete: field("complete").as_bool().unwrap(),
            elected: indices(field("elected")),
            rounds: field("rounds").as_array().unwrap().iter().map(Round::parse).collect(),
            misordered: value.get("misordered").is_some_and(|value| value.as_bool().unwrap()),
        }
    }
}

impl Round {
    fn parse(value: &Value) -> Self {
        let field = |name| value.get(name).unwrap();
        let votes = field("votes").as_object().unwrap().iter();
        let mut votes: Vec<_> = votes.map(|(index, votes)| (index.parse().unwrap(), units(votes))).collect();
        votes.sort_unstable();
        Self {
            votes,
            exhausted: units(field("exhausted")),
            elected: indices(field("elected")),
            excluded: indices(field("excluded")),
        }
    }

    /// Who stands at its beginning, ascending.
    pub fn standing(&self) -> Vec<usize> {
        self.votes.iter().map(|(index, _)| *index).collect()
    }
}

fn indices(value: &Value) -> Vec<usize> {
    let numbers = value.as_array().unwrap().iter().map(|number| number.as_u64().unwrap());
    let mut indices: Vec<_> = numbers.map(|number| usize::try_from(number).unwrap()).collect();
    indices.sort_unstable();
    indices
}

/// A decimal with five places in units of the last.
fn units(value: &Value) -> u128 {
    let (whole, rest) = value.as_str().unwrap().split_once('.').unwrap();
    assert_eq!(rest.len(), 5, "{value}");
    format!("{whole}{rest}").parse().unwrap()
}
