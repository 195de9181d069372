//! Random committees and budgets have the same outcome at the peers: abcvoting and pabutools.
//!
//! Where kenes needs a lot, more than one committee must win at abcvoting, and the committees that seeds give must be
//! among these. Budgets that need a lot are not compared. How often which occurs is pinned for one seed; other elections
//! are drawn from the seed of the run.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use conformance::Draw;
use conformance::proportional::{Approvals, Asked, Money, ProportionalPeer};
use kenes_belenios::testing::rng;
use kenes_count::budget::{Completion, FundingError};
use kenes_count::{Candidate, CountError, LotSeed, Rule, Transcript};
use serde_json::Value;

const COMMITTEES: [Rule; 4] = [Rule::SeqPav, Rule::RevSeqPav, Rule::SeqPhragmen, Rule::EqualShares];

/// How often the outcome was the same without a lot, and how often one was needed.
type Classes = BTreeMap<Rule, (usize, usize)>;

fn indexes(value: &Value) -> Vec<usize> {
    serde_json::from_value(value.clone()).unwrap()
}

fn committee(transcript: &Transcript) -> Vec<usize> {
    let mut elected: Vec<usize> = transcript.elected().into_iter().map(Candidate::index).collect();
    elected.sort_unstable();
    elected
}

fn committees(seed: u64, elections: usize) -> Option<Classes> {
    let peer = ProportionalPeer::find()?;
    let mut rng = rng(seed);
    let elections: Vec<Approvals> = (0..elections).map(|_| Approvals::random(&mut rng)).collect();
    let lines: Vec<Value> = elections.iter().map(Approvals::to_json).collect();
    let mut classes = Classes::new();
    for (election, theirs) in elections.iter().zip(peer.count(&lines)) {
        let contest = election.contest();
        for rule in COMMITTEES {
            let theirs: BTreeSet<Vec<usize>> =
                theirs[rule.name()].as_array().unwrap().iter().map(indexes).collect();
            let what = || format!("{rule} of {}", election.to_json());
            let class = classes.entry(rule).or_default();
            match rule.count(&contest, None) {
                Ok(transcript) => {
                    assert_eq!(BTreeSet::from([committee(&transcript)]), theirs, "{}", what());
                    class.0 += 1;
                }
                Err(CountError::NeedsLot(_)) => {
                    assert!(theirs.len() > 1, "{}: {theirs:?}", what());
                    for seed in 0..5 {
                        let drawn = rule.count(&contest, Some(&LotSeed::new([seed; 32]))).unwrap();
                        assert!(theirs.contains(&committee(&drawn)), "{}: {theirs:?}", what());
                    }
                    class.1 += 1;
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
    Some(classes)
}

/// Of each rule and completion, as the peer calls it.
type BudgetClasses = BTreeMap<String, (usize, usize)>;

fn budgets(seed: u64, elections: usize, with: Asked) -> Option<BudgetClasses> {
    let peer = ProportionalPeer::find()?;
    let mut rng = rng(seed);
    let elections: Vec<Money> = (0..elections).map(|_| Money::random(&mut rng)).collect();
    let lines: Vec<Value> = elections.iter().map(|election| election.to_json(with)).collect();
    let mut classes = BudgetClasses::new();
    for (election, theirs) in elections.iter().zip(peer.count(&lines)) {
        let budget = election.budget();
        for (name, theirs) in theirs.as_object().unwrap() {
            let (rule, completion) =
                name.split_once('/').map_or((name.as_str(), None), |(rule, completion)| {
                    (rule, Some(completion.parse::<Completion>().unwrap()))
                });
            let rule: Rule = rule.parse().unwrap();
            let class = classes.entry(name.clone()).or_default();
            match budget.count(rule, completion.unwrap_or_default(), None) {
                Ok(funding) => {
                    let mut ours: Vec<usize> = funding.elected().into_iter().map(Candidate::index).collect();
                    let mut theirs = indexes(theirs);
                    // It does not tell the order of what it funds by votes, nor keeps that of what was bought before.
                    if rule == Rule::Greedy || completion.is_some() {
                        // What nobody supports is not funded here.
                        theirs.retain(|number| budget.votes(Candidate::new(*number).unwrap()) > 0);
                        ours.sort_unstable();
                        theirs.sort_unstable();
                    }
                    assert_eq!(ours, theirs, "{name} of {}", election.to_json(with));
                    class.0 += 1;
                }
                Err(FundingError::NeedsLot(_)) => class.1 += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
    Some(classes)
}

#[test]
fn committees_of_one_seed_are_pinned() {
    if let Some(classes) = committees(3, 2000) {
        let expected = [
            (Rule::SeqPav, (1545, 455)),
            (Rule::RevSeqPav, (1553, 447)),
            (Rule::SeqPhragmen, (1566, 434)),
            (Rule::EqualShares, (1577, 423)),
        ];
        assert_eq!(classes, Classes::from(expected));
    }
}

#[test]
fn budgets_of_one_seed_are_pinned() {
    if let Some(classes) = budgets(3, 2000, Asked::Rules) {
        let expected =
            [("equal-shares", (1985, 15)), ("equal-shares-cardinality", (1984, 16)), ("greedy", (1997, 3))];
        assert_eq!(classes, BudgetClasses::from(expected.map(|(name, counts)| (name.to_owned(), counts))));
    }
}

#[test]
fn completions_of_one_seed_are_pinned() {
    if let Some(classes) = budgets(5, 200, Asked::Completions) {
        let expected = [
            ("equal-shares/add1", (198, 2)),
            ("equal-shares/add1u", (197, 3)),
            ("equal-shares/utilitarian", (197, 3)),
            ("equal-shares-cardinality/add1", (198, 2)),
            ("equal-shares-cardinality/add1u", (197, 3)),
            ("equal-shares-cardinality/utilitarian", (197, 3)),
        ];
        assert_eq!(classes, BudgetClasses::from(expected.map(|(name, counts)| (name.to_owned(), counts))));
    }
}

#[test]
fn fresh_committees_agree() {
    let _ = committees(Draw::of("fresh_committees_agree").value, 300);
}

#[test]
fn fresh_budgets_agree() {
    let _ = budgets(Draw::of("fresh_budgets_agree").value, 300, Asked::Rules);
}

#[test]
fn fresh_completions_agree() {
    let _ = budgets(Draw::of("fresh_completions_agree").value, 50, Asked::Completions);
}
