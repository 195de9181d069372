//! Committees from approvals: every case of `vectors/count/abc`, and laws on random papers.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_count::{
    BallotsBuilder, Candidate, Candidates, Contest, CountError, LotSeed, Rule, Transcript, Votes,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

const RULES: [Rule; 4] = [Rule::SeqPav, Rule::RevSeqPav, Rule::SeqPhragmen, Rule::EqualShares];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count")
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(folder().join(path)).unwrap()).unwrap()
}

fn contest(candidates: usize, seats: u32, papers: &[(u64, Vec<usize>)]) -> Contest {
    let mut builder = BallotsBuilder::new(candidates);
    for (count, marks) in papers {
        for index in marks {
            builder.mark_equal(Candidate::new(*index).unwrap()).unwrap();
        }
        builder.finish_ballot(*count).unwrap();
    }
    let candidates = Candidates::new((0..candidates).map(|number| format!("C{number}"))).unwrap();
    Contest::new(candidates, Votes::Ballots(builder.finish()), seats).unwrap()
}

fn committee(transcript: &Transcript) -> Vec<usize> {
    let mut elected: Vec<usize> = transcript.elected().into_iter().map(Candidate::index).collect();
    elected.sort_unstable();
    elected
}

/// The committees that lots can give.
fn by_lots(rule: Rule, contest: &Contest, seeds: u8) -> BTreeSet<Vec<usize>> {
    let seeds = (0..seeds).map(|seed| LotSeed::new([seed; 32]));
    seeds.map(|seed| committee(&rule.count(contest, Some(&seed)).unwrap())).collect()
}

fn indexes(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(|index| usize::try_from(index.as_u64().unwrap()).unwrap()).collect()
}

#[test]
fn known_committees_are_found() {
    let manifest = json("manifest.json");
    let cases = manifest["cases"].as_array().unwrap().iter();
    let cases: Vec<&Value> =
        cases.filter(|case| case["file"].as_str().unwrap().starts_with("abc/")).collect();
    assert_eq!(cases.len(), 31);
    let (mut compared, mut tied) = (0, 0);
    for case in cases {
        let file = json(case["file"].as_str().unwrap());
        let papers: Vec<(u64, Vec<usize>)> =
            file["profile"].as_array().unwrap().iter().map(|marks| (1, indexes(marks))).collect();
        let number = |key: &str| usize::try_from(file[key].as_u64().unwrap()).unwrap();
        let seats = u32::try_from(number("committee_size")).unwrap();
        let contest = contest(number("num_candidates"), seats, &papers);
        for rule in case["rule"].as_array().unwrap() {
            let rule = rule.as_str().unwrap();
            let expected = file["winning_committees"][rule].as_array().unwrap().iter();
            let expected: BTreeSet<Vec<usize>> = expected.map(indexes).collect();
            let rule: Rule = rule.parse().unwrap();
            let id = &case["id"];
            match rule.count(&contest, None) {
                Ok(transcript) => {
                    assert_eq!(BTreeSet::from([committee(&transcript)]), expected, "{id} {rule}");
                    assert!(transcript.ties.is_empty());
                }
                Err(CountError::NeedsLot(_)) => {
                    assert!(expected.len() > 1, "{id} {rule}: only one committee");
                    let found = by_lots(rule, &contest, 40);
                    assert!(found.is_subset(&expected), "{id} {rule}: {found:?}");
                    assert!(found.len() > 1, "{id} {rule}");
                    tied += 1;
                }
                Err(error) => panic!("{error}"),
            }
            compared += 1;
        }
    }
    assert_eq!((compared, tied), (COMPARED, TIED));
}

const COMPARED: usize = 123;
/// Of these more than one committee wins.
const TIED: usize = 45;

fn random() -> impl Strategy<Value = (usize, u32, Vec<(u64, Vec<usize>)>)> {
    (2_usize..7).prop_flat_map(|candidates| {
        let seats = 1..u32::try_from(candidates).unwrap();
        let marks = vec(any::<bool>(), candidates).prop_map(|marks| {
            marks.iter().enumerate().filter(|(_, marked)| **marked).map(|(at, _)| at).collect()
        });
        (Just(candidates), seats, vec((1_u64..5, marks), 1..9))
    })
}

/// 1/n summed.
fn harmonic(number: usize) -> BigRational {
    (1..=number).fold(BigRational::from_integer(0.into()), |sum, n| {
        sum + BigRational::new(BigInt::from(1), BigInt::from(n))
    })
}

proptest! {
    /// Extended justified representation of Equal Shares: of all papers that approve the same `l` and are enough for `l`
    /// seats, one has `l` of its candidates in.
    #[test]
    fn equal_shares_represents_who_agrees((candidates, seats, papers) in random()) {
        let transcript = Rule::EqualShares.count(&contest(candidates, seats, &papers), Some(&LotSeed::new([1; 32])));
        let elected = committee(&transcript.unwrap());
        let all: u64 = papers.iter().map(|(count, _)| count).sum();
        for set in 1_u32..1 << candidates {
            let set: Vec<usize> = (0..candidates).filter(|at| set >> at & 1 == 1).collect();
            let poor = papers.iter().filter(|(_, marks)| {
                let has = marks.iter().filter(|at| elected.contains(at)).count();
                set.iter().all(|at| marks.contains(at)) && has < set.len()
            });
            let poor: u64 = poor.map(|(count, _)| count).sum();
            prop_assert!(poor * u64::from(seats) < all * u64::try_from(set.len()).unwrap(), "{:?}: {}", set, poor);
        }
    }

    /// The numbers of the rounds are those of the definition: satisfaction gained, or lost.
    #[test]
    fn satisfaction_is_gained_and_lost((candidates, seats, papers) in random()) {
        let contest = contest(candidates, seats, &papers);
        let satisfaction = |members: &[usize]| {
            papers.iter().fold(BigRational::from_integer(0.into()), |sum, (count, marks)| {
                let within = marks.iter().filter(|at| members.contains(at)).count();
                sum + harmonic(within) * BigInt::from(*count)
            })
        };
        for rule in [Rule::SeqPav, Rule::RevSeqPav] {
            let transcript = rule.count(&contest, Some(&LotSeed::new([2; 32]))).unwrap();
            let adds = rule == Rule::SeqPav;
            let mut members: Vec<usize> = if adds { Vec::new() } else { (0..candidates).collect() };
            for round in transcript.committee.unwrap().rounds {
                let before = satisfaction(&members);
                if adds {
                    members.push(round.candidate.index());
                } else {
                    members.retain(|at| *at != round.candidate.index());
                }
                let change = satisfaction(&members) - before;
                prop_assert_eq!(round.by.unwrap(), if adds { change } else { -change });
            }
            prop_assert_eq!(members.len(), usize::try_from(seats).unwrap());
        }
    }

    /// The loads of all papers make up the seats.
    #[test]
    fn loads_make_up_the_seats((candidates, seats, papers) in random()) {
        let transcript = Rule::SeqPhragmen.count(&contest(candidates, seats, &papers), Some(&LotSeed::new([3; 32])));
        let zero = BigRational::from_integer(0.into());
        let mut loads = vec![zero.clone(); papers.len()];
        let mut carried = 0_i64;
        for round in transcript.unwrap().committee.unwrap().rounds {
            let Some(by) = round.by else { continue };
            carried += 1;
            for ((_, marks), load) in papers.iter().zip(&mut loads) {
                if marks.contains(&round.candidate.index()) {
                    prop_assert!(*load <= by);
                    *load = by.clone();
                }
            }
        }
        let sum = papers.iter().zip(&loads).fold(zero, |sum, ((count, _), load)| sum + load * BigInt::from(*count));
        prop_assert_eq!(sum, BigRational::from_integer(carried.into()));
    }

    #[test]
    fn the_order_of_papers_is_irrelevant((candidates, seats, papers) in random()) {
        let mut other: Vec<(u64, Vec<usize>)> = papers.iter().rev().cloned().collect();
        let (count, marks) = other.remove(0);
        other.extend((0..count).map(|_| (1, marks.iter().rev().copied().collect())));
        for rule in RULES {
            let seed = LotSeed::new([4; 32]);
            let one = rule.count(&contest(candidates, seats, &papers), Some(&seed));
            let two = rule.count(&contest(candidates, seats, &other), Some(&seed));
            prop_assert_eq!(one, two);
            let without = rule.count(&contest(candidates, seats, &papers), None);
            if let Ok(without) = without {
                prop_assert_eq!(Ok(without), rule.count(&contest(candidates, seats, &papers), Some(&seed)));
            }
        }
    }
}
