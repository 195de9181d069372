//! Random elections by Meek's rule have the same winners, the same who leave and the same votes whenever somebody leaves at the
//! peer, stv-rs with nine fixed decimals, as far as kenes counts without a lot.
//!
//! In some the votes differ in the last three of the nine decimals, where both have stopped at a surplus below 0.000001: stv-rs
//! rounds otherwise when it calculates keep factors. Where kenes has every digit of the reference program, see
//! `crates/kenes-count/tests/stv.rs`.
//!
//! In a few, when somebody elected has a little less than the quota, the peer's surplus is below 0, so that nobody has the fewest
//! votes or little more, and it ends with an error. It has a switch against that, and with it the same is compared.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::Draw;
use kenes_belenios::testing::random::{between, index};
use kenes_belenios::testing::{TestRng, rng};
use kenes_count::{Action, BallotsBuilder, Candidate, Candidates, Contest, CountError, Rule, Votes};

/// The environment variable with the path of stv-rs 0.5.1, set by `cargo xtask test`.
const VARIABLE: &str = "KENES_STV_RS";

/// The peer, if it is here: where the environment names it, or where `cargo xtask test` builds it. Otherwise this says so; in CI
/// it must be.
fn stv_rs() -> Option<PathBuf> {
    if let Some(path) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/stv-rs/bin/stv-rs");
    if path.is_file() {
        return Some(path);
    }
    let missing =
        format!("stv-rs is not here: set {VARIABLE} to its path, or build it in target/peers/stv-rs");
    assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{missing}");
    println!("SKIPPED, NOT CHECKED BY THE PEER: {missing}");
    None
}

struct Election {
    candidates: usize,
    seats: usize,
    papers: Vec<(u64, Vec<usize>)>,
}

impl Election {
    /// 3 to 8 candidates, seats for some of them, 5 to 40 different papers of up to 30 voters each.
    fn random(rng: &mut TestRng) -> Self {
        let candidates = index(rng, 6) + 3;
        let seats = index(rng, candidates - 1) + 1;
        let paper = |rng: &mut TestRng| {
            let mut left: Vec<usize> = (0..candidates).collect();
            let length = index(rng, candidates) + 1;
            let order = (0..length).map(|_| left.remove(index(rng, left.len()))).collect();
            (between(rng, 1, 30), order)
        };
        let papers = (0..index(rng, 36) + 5).map(|_| paper(rng)).collect();
        Self { candidates, seats, papers }
    }

    /// In the dialect of stv-rs: candidates have nicknames.
    fn text(&self) -> String {
        let mut text = format!("{} {}\n[nick", self.candidates, self.seats);
        (0..self.candidates).for_each(|number| write!(text, " c{number}").unwrap());
        text.push_str("]\n");
        for (count, order) in &self.papers {
            write!(text, "{count}").unwrap();
            order.iter().for_each(|number| write!(text, " c{number}").unwrap());
            text.push_str(" 0\n");
        }
        text.push_str("0\n");
        (0..self.candidates).for_each(|number| writeln!(text, "\"C{number}\"").unwrap());
        text + "\"Title\"\n"
    }

    fn contest(&self) -> Contest {
        let mut builder = BallotsBuilder::new(self.candidates);
        for (count, order) in &self.papers {
            for number in order {
                builder.mark(Candidate::new(*number).unwrap()).unwrap();
            }
            builder.finish_ballot(*count).unwrap();
        }
        let candidates = Candidates::new((0..self.candidates).map(|number| format!("C{number}"))).unwrap();
        Contest::new(candidates, Votes::Ballots(builder.finish()), u32::try_from(self.seats).unwrap())
            .unwrap()
    }
}

/// Who leaves, one after the other with the votes of all before, and who is elected in the end.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    left: Vec<(String, BTreeMap<String, String>)>,
    elected: Vec<String>,
}

/// The peer's count, and whether it came to its end only with its switch against surpluses below 0.
fn theirs(program: &Path, election: &Election) -> (Outcome, bool) {
    let (is_complete, text) = told(program, election, &[]);
    if is_complete {
        return (outcome(&text), false);
    }
    let last = text.lines().rev().find_map(|line| line.trim().strip_prefix("Surplus: "));
    assert!(
        last.is_some_and(|surplus| surplus.starts_with('-')),
        "the peer ended badly: {}",
        election.text()
    );
    let (is_complete, text) = told(program, election, &["--force-positive-surplus"]);
    assert!(is_complete, "the peer ended badly: {}", election.text());
    (outcome(&text), true)
}

/// Whether the peer ended well, and what it printed.
fn told(program: &Path, election: &Election, more: &[&str]) -> (bool, String) {
    let mut child = Command::new(program)
        .args(["--arithmetic=fixed9", "meek", "--parallel", "no"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(election.text().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

fn outcome(text: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for action in text.split("Action: ").skip(1) {
        let (head, rest) = action.split_once('\n').unwrap();
        // Those without votes stand together on a line.
        let told = rest.lines().filter_map(|line| {
            let (kind, who) = line.trim().split_once(':')?;
            let (names, votes) = who.trim().strip_suffix(')')?.split_once(" (")?;
            Some(names.split(", ").map(|name| (kind.to_owned(), name.to_owned(), votes.to_owned())))
        });
        let told: Vec<(String, String, String)> = told.flatten().collect();
        if head.starts_with("Defeat") && !head.starts_with("Defeat remaining") {
            let name = head.rsplit(": ").next().unwrap().to_owned();
            outcome
                .left
                .push((name, told.iter().map(|(_, name, votes)| (name.clone(), votes.clone())).collect()));
        } else if head.starts_with("Count Complete") {
            let elected = told.iter().filter(|(kind, _, _)| kind == "Elected");
            outcome.elected = elected.map(|(_, name, _)| name.clone()).collect();
            outcome.elected.sort_unstable();
        }
    }
    outcome
}

/// None where a lot is needed.
fn ours(election: &Election) -> Option<Outcome> {
    let transcript = match Rule::MeekPrf.count(&election.contest(), None) {
        Ok(transcript) => transcript,
        Err(CountError::NeedsLot(_)) => return None,
        Err(error) => panic!("{error}"),
    };
    let name = |candidate| transcript.candidates.name(candidate).to_owned();
    let mut outcome = Outcome::default();
    for pair in transcript.stages.windows(2) {
        if let [before, after] = pair
            && let Action::Exclude(candidate) = after.action
        {
            let votes = transcript.candidates.iter().zip(&before.votes);
            outcome
                .left
                .push((name(candidate), votes.map(|(who, votes)| (name(who), votes.to_string())).collect()));
        }
    }
    outcome.elected = transcript.elected().into_iter().map(name).collect();
    outcome.elected.sort_unstable();
    Some(outcome)
}

/// How many counts were the same in every digit, the same up to the last three, how many needed a lot, and in how many of the first
/// two the peer needed its switch.
fn compare(seed: u64, elections: usize) -> Option<[usize; 4]> {
    let program = stv_rs()?;
    let mut rng = rng(seed);
    let (mut same, mut close, mut lots, mut switched) = (0, 0, 0, 0);
    for _ in 0..elections {
        let election = Election::random(&mut rng);
        let Some(ours) = ours(&election) else {
            lots += 1;
            continue;
        };
        let (mut theirs, is_switched) = theirs(&program, &election);
        switched += usize::from(is_switched);
        // It lists only those who are still in the count.
        let mut expected = ours.left;
        for ((_, ours), (_, theirs)) in expected.iter_mut().zip(&mut theirs.left) {
            ours.retain(|name, _| theirs.contains_key(name));
        }
        assert_eq!(ours.elected, theirs.elected, "{}", election.text());
        if expected == theirs.left {
            same += 1;
            continue;
        }
        let rounded = |left: &[(String, BTreeMap<String, String>)]| {
            let units = |votes: &String| votes.replace('.', "").parse::<i64>().unwrap();
            let stage = |(name, votes): &(String, BTreeMap<String, String>)| {
                (name.clone(), votes.iter().map(|(name, votes)| (name.clone(), units(votes))).collect())
            };
            left.iter().map(stage).collect::<Vec<(String, BTreeMap<String, i64>)>>()
        };
        let (one, other) = (rounded(&expected), rounded(&theirs.left));
        assert_eq!(one.len(), other.len(), "{}", election.text());
        for ((left, votes), (their_left, their_votes)) in one.iter().zip(&other) {
            assert_eq!(left, their_left, "{}", election.text());
            let differ = votes.iter().any(|(name, votes)| (votes - their_votes[name]).abs() >= 1_000);
            assert!(!differ, "{left}: {votes:?} {their_votes:?} in {}", election.text());
        }
        close += 1;
    }
    Some([same, close, lots, switched])
}

#[test]
fn a_thousand_elections_of_one_seed() {
    if let Some(found) = compare(11, 1_000) {
        assert_eq!(found, [821, 141, 38, 0]);
    }
}

// Rare: none of the thousand has it.
#[test]
fn a_surplus_below_nothing_ends_the_count_of_the_peer() {
    if let Some(found) = compare(6_494_812_538_194_586_197, 200) {
        assert_eq!(found[3], 1, "{found:?}");
    }
}

#[test]
fn other_elections_in_each_run() {
    let draw = Draw::of("other_elections_in_each_run");
    let _ = compare(draw.value, 200);
}
