//! Laws that every count obeys, on random contests.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

use std::collections::BTreeSet;

use kenes_count::rule::countback::{self, Basis, Vacancy};
use kenes_count::{
    Action, Ballots, BallotsBuilder, Candidate, Candidates, Contest, CountError, Destination, LotSeed, Rule,
    Stage, Transcript, Votes,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;

const SEED: LotSeed = LotSeed::new([0x5e; 32]);

/// Rules that count papers; two-round needs one seat.
const OF_PAPERS: [Rule; 13] = [
    Rule::ScottishStv,
    Rule::MeekPrf,
    Rule::MeekHww,
    Rule::Warren,
    Rule::WigmPrf,
    Rule::Ers97,
    Rule::Plurality,
    Rule::Approval,
    Rule::TwoRound,
    Rule::SainteLague,
    Rule::Dhondt,
    Rule::Hamilton,
    Rule::HuntingtonHill,
];

const APPORTIONMENTS: [Rule; 4] = [Rule::SainteLague, Rule::Dhondt, Rule::Hamilton, Rule::HuntingtonHill];
const DIVISORS: [Rule; 3] = [Rule::SainteLague, Rule::Dhondt, Rule::HuntingtonHill];

/// Papers: how many, and the candidates in order of preference, by index.
type Orders = Vec<(u64, Vec<usize>)>;

fn at(index: usize) -> Candidate {
    Candidate::new(index).unwrap()
}

fn candidates(len: usize) -> Candidates {
    Candidates::new((0..len).map(|index| format!("C{index}"))).unwrap()
}

fn contest(candidates: Candidates, ballots: Ballots, seats: u32) -> Contest {
    Contest::new(candidates, Votes::Ballots(ballots), seats).unwrap()
}

fn of_orders(len: usize, orders: &Orders) -> Ballots {
    let mut builder = BallotsBuilder::new(len);
    for (count, order) in orders {
        for index in order {
            builder.mark(at(*index)).unwrap();
        }
        builder.finish_ballot(*count).unwrap();
    }
    builder.finish()
}

fn of_ranks(len: usize, papers: &[(u64, Vec<u32>)]) -> Ballots {
    let mut builder = BallotsBuilder::new(len);
    for (count, ranks) in papers {
        builder.mark_ranks(ranks).unwrap();
        builder.finish_ballot(*count).unwrap();
    }
    builder.finish()
}

/// Strict papers for so many candidates, each of them as long as it likes.
fn orders(len: usize) -> impl Strategy<Value = Orders> {
    let order = Just((0..len).collect::<Vec<usize>>()).prop_shuffle();
    let paper = (1_u64..9, order, 0..=len).prop_map(|(count, mut order, length)| {
        order.truncate(length);
        (count, order)
    });
    vec(paper, 1..25)
}

/// A number of candidates, one of seats, and strict papers.
fn strict() -> impl Strategy<Value = (usize, u32, Orders)> {
    (2_usize..8, 1_u32..5).prop_flat_map(|(len, seats)| (Just(len), Just(seats), orders(len)))
}

/// A number of candidates, one of seats, and papers with ranks as people write them.
fn marked() -> impl Strategy<Value = (usize, u32, Vec<(u64, Vec<u32>)>)> {
    (1_usize..7, 1_u32..5).prop_flat_map(|(len, seats)| {
        let top = u32::try_from(len).unwrap();
        (Just(len), Just(seats), vec((1_u64..9, vec(0..=top, len)), 1..25))
    })
}

/// Votes that are often equal, seats and a minimum that fits.
fn sums() -> impl Strategy<Value = (Vec<u64>, u32, u32)> {
    let votes = prop_oneof![0_u64..12, 0_u64..100_000, Just(u64::MAX)];
    (vec(votes, 1..9), 0_u32..3, 0_u32..60).prop_map(|(votes, minimum, more)| {
        let standing = u32::try_from(votes.len()).unwrap();
        let seats = standing.saturating_mul(minimum.max(1)).saturating_add(more);
        (votes, seats, minimum)
    })
}

fn of_sums(votes: &[u64], seats: u32, minimum: u32) -> Contest {
    let contest = Contest::new(candidates(votes.len()), Votes::Totals(votes.to_vec()), seats).unwrap();
    contest.with_minimum(minimum).unwrap()
}

fn given(rule: Rule, votes: &[u64], seats: u32, minimum: u32) -> Option<Vec<u32>> {
    match rule.count(&of_sums(votes, seats, minimum), Some(&SEED)) {
        Ok(transcript) => Some(transcript.apportionment.unwrap().seats),
        Err(CountError::NoVotes) => None,
        Err(error) => panic!("{error}"),
    }
}

fn units(stage: &Stage) -> Vec<u128> {
    stage.votes.iter().map(|votes| votes.units()).collect()
}

fn all_units(stage: &Stage) -> u128 {
    units(stage).iter().sum::<u128>() + stage.non_transferable.units()
}

/// Between two stages each candidate gains what arrived and loses what was passed on.
fn check_transfers(stages: &[Stage]) -> TestCaseResult {
    for pair in stages.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        prop_assert_eq!(all_units(before), all_units(after));
        let sum = |of: &dyn Fn(&kenes_count::Transfer) -> bool| {
            after
                .transfers
                .iter()
                .filter(|transfer| of(transfer))
                .map(|transfer| transfer.votes.units())
                .sum::<u128>()
        };
        for (index, (had, has)) in units(before).into_iter().zip(units(after)).enumerate() {
            let arrived = sum(&|transfer| transfer.to == Destination::Candidate(at(index)));
            let left = sum(&|transfer| transfer.from == at(index));
            prop_assert_eq!(had + arrived, has + left);
        }
        let nowhere = sum(&|transfer| !matches!(transfer.to, Destination::Candidate(_)));
        prop_assert_eq!(before.non_transferable.units() + nowhere, after.non_transferable.units());
        let lost = sum(&|transfer| transfer.to == Destination::Lost);
        prop_assert_eq!(before.lost.units() + lost, after.lost.units());
    }
    for transfer in stages.iter().flat_map(|stage| &stage.transfers) {
        let papers = u128::from(transfer.papers);
        let lost = transfer.to == Destination::Lost;
        prop_assert!(lost || transfer.value.units() * papers == transfer.votes.units());
    }
    Ok(())
}

/// What leaves a pile is the surplus, or all of it.
fn check_passed(transcript: &Transcript) -> TestCaseResult {
    for pair in transcript.stages.windows(2) {
        let (from, stays) = match &pair[1].action {
            Action::Surplus(candidate) => (*candidate, transcript.quota.unwrap().units()),
            Action::Exclude(candidate) => (*candidate, 0),
            _ => continue,
        };
        let passed: u128 = pair[1].transfers.iter().map(|transfer| transfer.votes.units()).sum();
        prop_assert!(pair[1].transfers.iter().all(|transfer| transfer.from == from));
        prop_assert_eq!(passed, units(&pair[0])[from.index()] - stays);
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_order_of_ballots_is_irrelevant(
        (len, seats, papers) in marked(),
        picks in vec(any::<prop::sample::Index>(), 8),
    ) {
        // Some groups come last, some are counted in two parts.
        let mut other = papers.clone();
        for pick in picks {
            let (count, ranks) = other.remove(pick.index(other.len()));
            if count > 1 {
                other.insert(0, (1, ranks.clone()));
            }
            other.push((count - u64::from(count > 1), ranks));
        }
        for rule in OF_PAPERS {
            let seats = if rule == Rule::TwoRound { 1 } else { seats };
            let one = rule.count(&contest(candidates(len), of_ranks(len, &papers), seats), Some(&SEED));
            let two = rule.count(&contest(candidates(len), of_ranks(len, &other), seats), Some(&SEED));
            prop_assert_eq!(one, two);
        }
    }

    #[test]
    fn a_seed_that_is_not_needed_changes_nothing((len, seats, papers) in marked()) {
        for rule in OF_PAPERS {
            let seats = if rule == Rule::TwoRound { 1 } else { seats };
            let contest = contest(candidates(len), of_ranks(len, &papers), seats);
            let seeded = rule.count(&contest, Some(&SEED));
            match rule.count(&contest, None) {
                Err(CountError::NeedsLot(needs)) => {
                    let tie = needs.so_far.ties.last().unwrap();
                    prop_assert_eq!(tie.chosen, None);
                    // With the seed the same tie is met, and a lot is drawn among the same.
                    let seeded = seeded.unwrap();
                    let met = &seeded.ties[needs.so_far.ties.len() - 1];
                    prop_assert_eq!(&met.lot.as_ref().unwrap().among, &needs.among);
                    prop_assert_eq!((&met.tied, &met.steps), (&tie.tied, &tie.steps));
                }
                other => prop_assert_eq!(seeded, other),
            }
        }
    }

    #[test]
    fn votes_are_conserved((len, seats, papers) in marked()) {
        for rule in [Rule::ScottishStv, Rule::TwoRound] {
            let seats = if rule == Rule::TwoRound { 1 } else { seats };
            let contest = contest(candidates(len), of_ranks(len, &papers), seats);
            let transcript = rule.count(&contest, Some(&SEED)).unwrap();
            let reading = transcript.reading.unwrap();
            let places = transcript.stages[0].votes[0].places();
            prop_assert_eq!(reading.papers, papers.iter().map(|(count, _)| count).sum::<u64>());
            let kinds = reading.valid + reading.blank + reading.no_first + reading.nobody_standing;
            prop_assert_eq!(reading.papers, kinds);
            for stage in &transcript.stages {
                prop_assert_eq!(all_units(stage), u128::from(reading.valid) * 10_u128.pow(places));
            }
            check_transfers(&transcript.stages)?;
            check_passed(&transcript)?;
            let filled = usize::try_from(seats).unwrap().min(len);
            prop_assert_eq!(transcript.elected().len(), filled);
            prop_assert_eq!(transcript.elected().into_iter().collect::<BTreeSet<_>>().len(), filled);
        }
    }

    #[test]
    fn a_majority_wins((len, _, papers) in marked()) {
        let contest = contest(candidates(len), of_ranks(len, &papers), 1);
        let plurality = Rule::Plurality.count(&contest, Some(&SEED)).unwrap();
        let valid = u128::from(plurality.reading.unwrap().valid);
        let votes = units(&plurality.stages[0]);
        if let Some(index) = votes.iter().position(|votes| votes * 2 > valid) {
            for rule in [Rule::Plurality, Rule::TwoRound, Rule::ScottishStv] {
                let transcript = rule.count(&contest, None).unwrap();
                prop_assert_eq!(transcript.elected(), [at(index)]);
                prop_assert_eq!(transcript.stages.len(), 1);
            }
        }
    }

    /// Whoever makes up k quotas and ranks the same candidates above all others is given k of them, in whatever order.
    #[test]
    fn solid_coalitions_are_represented((len, seats, papers) in strict(), size in 1_usize..5, more in 0_u64..150) {
        let size = size.min(len);
        let (solid, rest): (Orders, Orders) = papers
            .into_iter()
            .map(|(count, order)| {
                let (mut first, then): (Vec<_>, Vec<_>) = order.iter().partition(|index| **index < size);
                if count % 2 == 0 {
                    return (count, order);
                }
                first.extend((0..size).filter(|index| !order.contains(index)));
                first.extend(then);
                (count, first)
            })
            .partition(|(count, _)| count % 2 == 1);
        let mut all = solid;
        if let Some((count, _)) = all.first_mut() {
            *count += more;
        }
        let coalition: u64 = all.iter().map(|(count, _)| count).sum();
        all.extend(rest);
        let contest = contest(candidates(len), of_orders(len, &all), seats);
        let transcript = Rule::ScottishStv.count(&contest, Some(&SEED)).unwrap();
        let quota = transcript.reading.unwrap().valid / (u64::from(seats) + 1) + 1;
        // A vote more for each quota is far more than truncation loses.
        let quotas = usize::try_from(coalition / (quota + 1)).unwrap();
        let elected = transcript.elected().into_iter().filter(|candidate| candidate.index() < size).count();
        prop_assert!(elected >= quotas.min(size), "{elected} of {size} for {quotas} quotas");
    }

    #[test]
    fn new_numbers_for_the_candidates_change_nothing((len, seats, papers) in strict(), turn in 0_usize..7) {
        // Turned round and reversed: no candidate need keep its place.
        let to = |index: usize| (2 * len - 1 - index + turn) % len;
        let other: Orders =
            papers.iter().map(|(count, order)| (*count, order.iter().map(|index| to(*index)).collect())).collect();
        for rule in OF_PAPERS {
            let seats = if rule == Rule::TwoRound { 1 } else { seats };
            let one = rule.count(&contest(candidates(len), of_orders(len, &papers), seats), None);
            let two = rule.count(&contest(candidates(len), of_orders(len, &other), seats), None);
            let (Ok(one), Ok(two)) = (&one, &two) else {
                prop_assert_eq!(one.is_ok(), two.is_ok());
                continue;
            };
            prop_assert_eq!(one.stages.len(), two.stages.len());
            for (one, two) in one.stages.iter().zip(&two.stages) {
                let turned = units(two);
                let back: Vec<u128> = (0..len).map(|index| turned[to(index)]).collect();
                prop_assert_eq!(units(one), back);
            }
            let elected: BTreeSet<usize> = one.elected().into_iter().map(|who| to(who.index())).collect();
            prop_assert_eq!(elected, two.elected().into_iter().map(Candidate::index).collect());
        }
    }

    #[test]
    fn the_withdrawn_are_as_if_never_on_the_papers((len, seats, papers) in strict(), out in 0_usize..7) {
        let out = out % len;
        let kept = |index: usize| index - usize::from(index > out);
        let without = |order: &[usize]| order.iter().filter(|index| **index != out).map(|index| kept(*index)).collect();
        let fewer: Orders = papers.iter().map(|(count, order)| (*count, without(order))).collect();
        let mut with = candidates(len);
        with.withdraw(at(out));
        for rule in OF_PAPERS {
            let seats = if rule == Rule::TwoRound { 1 } else { seats };
            let one = rule.count(&contest(with.clone(), of_orders(len, &papers), seats), None);
            let two = rule.count(&contest(candidates(len - 1), of_orders(len - 1, &fewer), seats), None);
            let (Ok(one), Ok(two)) = (&one, &two) else {
                prop_assert_eq!(one.is_ok(), two.is_ok());
                continue;
            };
            prop_assert_eq!(one.reading.unwrap().valid, two.reading.unwrap().valid);
            prop_assert_eq!(one.quota, two.quota);
            prop_assert_eq!(one.stages.len(), two.stages.len());
            for (one, two) in one.stages.iter().zip(&two.stages) {
                let mut votes = units(one);
                prop_assert_eq!(votes.remove(out), 0);
                prop_assert_eq!(votes, units(two));
            }
            let elected: Vec<usize> = one.elected().into_iter().map(|who| kept(who.index())).collect();
            prop_assert_eq!(elected, two.elected().into_iter().map(Candidate::index).collect::<Vec<_>>());
        }
    }

    #[test]
    fn all_seats_are_given((votes, seats, minimum) in sums()) {
        for rule in APPORTIONMENTS {
            if let Some(given) = given(rule, &votes, seats, minimum) {
                prop_assert_eq!(given.iter().sum::<u32>(), seats);
                let least = if rule == Rule::HuntingtonHill { minimum.max(1) } else { minimum };
                prop_assert!(given.iter().all(|seats| *seats >= least));
                let more = |(votes, seats): (&u64, &u32)| *votes > 0 || *seats == least;
                prop_assert!(votes.iter().zip(&given).all(more));
            }
        }
    }

    /// A house of one seat more takes no seat from anybody: with the same seed not even by lot.
    #[test]
    fn divisor_rules_are_house_monotone((votes, seats, minimum) in sums()) {
        for rule in DIVISORS {
            let smaller = given(rule, &votes, seats, minimum);
            let larger = given(rule, &votes, seats + 1, minimum);
            if let (Some(smaller), Some(larger)) = (smaller, larger) {
                prop_assert!(smaller.iter().zip(&larger).all(|(smaller, larger)| smaller <= larger));
            }
        }
    }

    /// No seat beyond the minimum has a smaller claim than anybody's next one: that characterizes each rule.
    #[test]
    fn divisor_rules_are_min_max((votes, seats, minimum) in sums()) {
        let divisor = |rule, seats: u32| -> u128 {
            let seats = u128::from(seats);
            match rule {
                Rule::Dhondt => seats + 1,
                Rule::SainteLague => 2 * seats + 1,
                _ => seats * (seats + 1),
            }
        };
        // Squares of small numbers only: the products are compared without fractions.
        let votes: Vec<u64> = votes.iter().map(|votes| votes.min(&1_000_000)).copied().collect();
        for rule in DIVISORS {
            let Some(given) = given(rule, &votes, seats, minimum) else { continue };
            let least = if rule == Rule::HuntingtonHill { minimum.max(1) } else { minimum };
            let claim = |votes: u64| {
                let votes = u128::from(votes);
                if rule == Rule::HuntingtonHill { votes * votes } else { votes }
            };
            for (votes_i, seats_i) in votes.iter().zip(&given).filter(|(_, seats)| **seats > least) {
                for (votes_j, seats_j) in votes.iter().zip(&given) {
                    let last = claim(*votes_i) * divisor(rule, *seats_j);
                    prop_assert!(last >= claim(*votes_j) * divisor(rule, *seats_i - 1));
                }
            }
        }
    }

    #[test]
    fn hamilton_keeps_the_quota((votes, seats, _) in sums()) {
        if let Some(given) = given(Rule::Hamilton, &votes, seats, 0) {
            let all: u128 = votes.iter().map(|votes| u128::from(*votes)).sum();
            for (votes, given) in votes.iter().zip(given) {
                let share = u128::from(*votes) * u128::from(seats);
                prop_assert!((share / all..=share.div_ceil(all)).contains(&given.into()));
            }
        }
    }

    /// Each seat in turn is vacated and filled, until nobody is left to stand or no paper names anybody who does.
    #[test]
    fn countback_fills_one_seat((len, seats, papers) in strict(), bases in vec(select(vec![Basis::Quota, Basis::AllVotes]), 8), pick in 0_usize..5) {
        let contest = contest(candidates(len), of_orders(len, &papers), seats);
        let election = Rule::ScottishStv.count(&contest, Some(&SEED)).unwrap();
        let mut sitting = election.elected();
        let mut free: Vec<Candidate> = election.candidates.iter().filter(|who| !sitting.contains(who)).collect();
        let mut vacancies = Vec::new();
        while !free.is_empty() {
            let vacating = sitting.remove(pick % sitting.len());
            let basis = bases[vacancies.len() % bases.len()];
            vacancies.push(Vacancy { vacating, standing: free.clone(), basis, seed: Some(SEED) });
            let transcript = match countback::count(&contest, Some(&SEED), &vacancies) {
                Err(CountError::NobodyNamed { vacating: who }) => {
                    prop_assert_eq!(who, vacating);
                    let named = papers.iter().flat_map(|(_, paper)| paper);
                    let named = named.into_iter().any(|index| free.contains(&at(*index)));
                    prop_assert!(basis == Basis::Quota || !named, "some paper names somebody who stands");
                    break;
                }
                transcript => transcript.unwrap(),
            };
            prop_assert!(transcript.stages[0].votes.iter().any(|votes| !votes.is_zero()));
            prop_assert_eq!((transcript.rule, transcript.seats), (Rule::Countback, 1));
            let elected = transcript.elected();
            prop_assert_eq!(elected.len(), 1);
            prop_assert!(free.contains(&elected[0]));
            let guarded = |stage: &Stage| !sitting.iter().any(|who| stage.action == Action::Exclude(*who));
            prop_assert!(transcript.stages.iter().all(guarded));
            check_transfers(&transcript.stages)?;
            check_passed(&transcript)?;
            let vacated = transcript.vacated.clone().unwrap();
            prop_assert_eq!((vacated.vacating, vacated.basis), (vacating, basis));
            if basis == Basis::Quota && vacancies.len() == 1 {
                prop_assert_eq!(all_units(&transcript.stages[0]), held(&election, vacating));
            }
            free.retain(|who| *who != elected[0]);
            sitting.push(elected[0]);
        }
    }

    #[test]
    fn whoever_is_next_on_every_held_paper_fills_the_seat((len, seats, papers) in strict(), more in 1_u64..60) {
        // Papers that name 0 name it first and 1 next.
        let order = |order: &[usize]| {
            let rest = order.iter().copied().filter(|index| *index > 1);
            if order.contains(&0) { [0, 1].into_iter().chain(rest).collect() } else { order.to_vec() }
        };
        let mut papers: Orders = papers.iter().map(|(count, paper)| (*count, order(paper))).collect();
        papers.push((more, vec![0, 1]));
        let contest = contest(candidates(len), of_orders(len, &papers), seats);
        let election = Rule::ScottishStv.count(&contest, Some(&SEED)).unwrap();
        let elected = election.elected();
        if elected.contains(&at(0)) && !elected.contains(&at(1)) {
            let standing = election.candidates.iter().filter(|who| !elected.contains(who)).collect();
            let vacancy = Vacancy { vacating: at(0), standing, basis: Basis::Quota, seed: None };
            let transcript = countback::count(&contest, Some(&SEED), &[vacancy]).unwrap();
            prop_assert_eq!(transcript.elected(), [at(1)]);
            prop_assert_eq!(transcript.stages.len(), 1);
        }
    }
}

/// The votes that the papers of a member still have: those written down, and what truncation lost when its surplus passed.
fn held(election: &Transcript, member: Candidate) -> u128 {
    let lost = election.stages.iter().flat_map(|stage| &stage.transfers);
    let lost = lost.filter(|transfer| transfer.from == member && transfer.to == Destination::Lost);
    let kept = units(election.stages.last().unwrap())[member.index()];
    kept + lost.map(|transfer| transfer.votes.units()).sum::<u128>()
}
