//! Participatory budgets: every case of `vectors/count/pb`, and laws on random ones.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_count::budget::{Budget, BudgetBuilder, Completion, Funding, FundingError, Project};
use kenes_count::format::pabulib;
use kenes_count::{Candidate, Decimal, LotSeed, Rule};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count")
}

fn cases() -> Vec<Value> {
    let manifest: Value = serde_json::from_slice(&fs::read(folder().join("manifest.json")).unwrap()).unwrap();
    let cases = manifest["cases"].as_array().unwrap().iter();
    cases.filter(|case| case["file"].as_str().unwrap().starts_with("pb/")).cloned().collect()
}

fn ids<'a>(budget: &'a Budget, funding: &Funding) -> Vec<&'a str> {
    funding.elected().into_iter().map(|project| budget.id(project)).collect()
}

fn sorted(mut ids: Vec<&str>) -> Vec<&str> {
    ids.sort_unstable();
    ids
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn real_budgets_give_what_is_expected() {
    let cases = cases();
    assert_eq!(cases.len(), 14);
    for case in cases {
        let id = &case["id"];
        let file = fs::read(folder().join(case["file"].as_str().unwrap())).unwrap();
        let budget = pabulib::parse(&file).unwrap().budget;
        assert_eq!(
            Some(budget.ids().len()),
            case["projects"].as_u64().and_then(|number| usize::try_from(number).ok()),
            "{id}"
        );
        assert_eq!(budget.voters(), case["voters"].as_u64().unwrap(), "{id}");
        assert_eq!(budget.money().to_string(), case["budget"].to_string(), "{id}");
        let count = |rule, completion| budget.count(rule, completion, None).unwrap();
        let shares = count(Rule::EqualShares, Completion::None);
        assert_eq!(ids(&budget, &shares), texts(&case["expected"]["equal-shares"]), "{id}");
        let greedy = count(Rule::Greedy, Completion::None);
        assert_eq!(ids(&budget, &greedy), texts(&case["expected"]["greedy"]), "{id}");
        let add1 = count(Rule::EqualShares, Completion::Add1);
        assert_eq!(sorted(ids(&budget, &add1)), texts(&case["expected"]["equal-shares/add1"]), "{id}");
        assert_eq!(add1.increments, case["add1_increments"].as_u64().unwrap(), "{id}");
        let official = match case["rule"].as_str().unwrap() {
            "greedy" => &greedy,
            "greedy-no-skip" => &count(Rule::GreedyNoSkip, Completion::None),
            "equal-shares/add1" => &add1,
            other => unreachable!("{other} is not counted here"),
        };
        assert_eq!(sorted(ids(&budget, official)), texts(&case["expected_official"]), "{id}");
        for completion in [Completion::Utilitarian, Completion::Add1Utilitarian] {
            for rule in [Rule::EqualShares, Rule::EqualSharesCardinality] {
                check(&budget, &count(rule, completion));
            }
        }
    }
}

fn whole(number: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(number.into())
}

/// The shares pay for what is bought, nobody pays more than the share, and nothing that could be paid is left.
fn check(budget: &Budget, funding: &Funding) {
    let cost = |project: Candidate| budget.cost(project).units();
    let spent: u128 = funding.elected().into_iter().map(cost).sum();
    assert_eq!(spent, funding.spent.units());
    assert!(spent <= budget.money().units());
    let Some(share) = &funding.share else { return };
    let ballots = budget.ballots();
    let mut left: Vec<BigRational> = ballots.iter().map(|_| share.clone()).collect();
    for purchase in &funding.purchases {
        let mut paid = whole(0);
        let (mut full, mut last) = (0, 0);
        for ((count, marks), left) in ballots.iter().zip(&mut left) {
            let Some((_, points)) = marks.iter().find(|(project, _)| *project == purchase.project) else {
                continue;
            };
            let asked = &purchase.price * whole(*points);
            let had_some = *left > whole(0);
            let gives = if asked <= *left { asked.clone() } else { left.clone() };
            if asked <= *left {
                full += count;
            } else if had_some {
                last += count;
            }
            paid += &gives * whole(*count);
            *left -= gives;
            assert!(*left >= whole(0));
        }
        assert_eq!(paid, whole(cost(purchase.project)));
        assert_eq!(purchase.full.iter().map(|payment| payment.voters).sum::<u64>(), full);
        assert!(purchase.last >= last);
        let given = whole(full) * &purchase.price + &purchase.last_together;
        assert!(budget.is_scored() || given == whole(cost(purchase.project)));
    }
    let funded: Vec<Candidate> = funding.purchases.iter().map(|purchase| purchase.project).collect();
    for project in budget.projects().filter(|project| !funded.contains(project)) {
        let supporters = ballots
            .iter()
            .zip(&left)
            .filter(|((_, marks), _)| marks.iter().any(|(other, points)| *other == project && *points > 0));
        let have = supporters.fold(whole(0), |sum, ((count, _), left)| sum + left * whole(*count));
        assert!(have < whole(cost(project)) || budget.votes(project) == 0, "{project} could be paid");
    }
}

/// Few different costs and votes, so that ties are frequent.
fn random() -> impl Strategy<Value = Budget> {
    (2_usize..7, 1_u64..40, any::<bool>()).prop_flat_map(|(projects, money, scored)| {
        let points = if scored { 0_u32..4 } else { 0_u32..2 };
        (vec(1_u64..12, projects), vec((1_u64..4, vec(points, projects)), 1..9)).prop_map(
            move |(costs, votes)| {
                let project = |(number, cost): (usize, &u64)| Project {
                    id: format!("p{number}"),
                    name: String::new(),
                    cost: Decimal::whole(*cost),
                };
                let projects = costs.iter().enumerate().map(project);
                let mut builder = BudgetBuilder::new(None, projects, Decimal::whole(money)).unwrap();
                if scored {
                    builder.set_scored();
                }
                for (count, points) in votes {
                    let marks = points.iter().enumerate().filter(|(_, points)| **points > 0);
                    let marks: Vec<_> =
                        marks.map(|(at, points)| (Candidate::new(at).unwrap(), *points)).collect();
                    builder.vote(count, &marks).unwrap();
                }
                builder.finish()
            },
        )
    })
}

const SEED: LotSeed = LotSeed::new([7; 32]);

/// The rule once more, slowly and with fractions alone; of equal ones those with more supporters, then the cheaper ones.
fn by_hand(budget: &Budget, worth_cost: bool, share: &BigRational) -> Option<Vec<Candidate>> {
    let ballots = budget.ballots();
    let mut left: Vec<BigRational> = ballots.iter().map(|_| share.clone()).collect();
    let mut bought: Vec<Candidate> = Vec::new();
    loop {
        let mut best: Vec<(BigRational, Candidate, BigRational)> = Vec::new();
        for project in budget.projects().filter(|project| !bought.contains(project)) {
            let cost = whole(budget.cost(project).units());
            let points: Vec<u32> = ballots
                .iter()
                .map(|(_, marks)| marks.iter().find(|(other, _)| *other == project).map_or(0, |mark| mark.1))
                .collect();
            let pays = |price: &BigRational| {
                let each = ballots.iter().zip(&left).zip(&points).map(|(((count, _), left), points)| {
                    let asked = price * whole(*points);
                    if asked < *left {
                        asked * whole(*count)
                    } else if *points > 0 {
                        left * whole(*count)
                    } else {
                        whole(0)
                    }
                });
                each.fold(whole(0), |sum, part| sum + part)
            };
            // The price is where the sum, straight between these, reaches the cost.
            let mut corners: Vec<BigRational> = left
                .iter()
                .zip(&points)
                .filter(|(_, points)| **points > 0)
                .map(|(left, points)| left / whole(*points))
                .collect();
            corners.push(whole(0));
            corners.sort();
            let Some(high) = corners.iter().find(|corner| pays(corner) >= cost) else { continue };
            let low = corners.iter().rev().find(|corner| pays(corner) < cost).unwrap();
            let price = low + (high - low) * (&cost - pays(low)) / (pays(high) - pays(low));
            let rate = if worth_cost { &price / &cost } else { price.clone() };
            best.push((rate, project, price));
        }
        let Some(least) = best.iter().map(|(rate, ..)| rate.clone()).min() else { return Some(bought) };
        best.retain(|(rate, ..)| *rate == least);
        let key = |project: Candidate| (Reverse(budget.votes(project)), budget.cost(project).units());
        let first = best.iter().map(|(_, project, _)| key(*project)).min().unwrap();
        best.retain(|(_, project, _)| key(*project) == first);
        let [(_, project, price)] = best.as_slice() else { return None };
        for ((_, marks), left) in ballots.iter().zip(&mut left) {
            let points = marks.iter().find(|(other, _)| other == project).map_or(0, |mark| mark.1);
            let asked = price * whole(points);
            *left = if asked < *left { &*left - asked } else { whole(0) };
        }
        bought.push(*project);
    }
}

/// By votes once more: of what is supported and not in `funded` the largest worth, of equal ones those with more supporters, then
/// the cheaper ones; nothing where a lot is needed.
fn by_votes(
    budget: &Budget,
    funded: &[Candidate],
    skip: bool,
    worth: impl Fn(Candidate, BigRational) -> BigRational,
) -> Option<Vec<Candidate>> {
    let cost = |project: &Candidate| budget.cost(*project).units();
    let mut left = budget.money().units() - funded.iter().map(cost).sum::<u128>();
    let mut open: Vec<(BigRational, u64, Candidate)> = Vec::new();
    for project in budget.projects().filter(|project| !funded.contains(project)) {
        let (mut points, mut supporters) = (0, 0);
        for (count, marks) in budget.ballots() {
            for (_, given) in marks.iter().filter(|(other, given)| *other == project && *given > 0) {
                points += count * u64::from(*given);
                supporters += count;
            }
        }
        if supporters > 0 {
            open.push((worth(project, whole(points)), supporters, project));
        }
    }
    let mut chosen = Vec::new();
    while let Some(first) =
        open.iter().max_by_key(|(worth, votes, who)| (worth, votes, Reverse(cost(who)))).cloned()
    {
        let is_equal = |one: &(BigRational, u64, Candidate)| {
            (&one.0, one.1, cost(&one.2)) == (&first.0, first.1, cost(&first.2))
        };
        let (equal, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(is_equal);
        open = rest;
        let together: u128 = equal.iter().map(|(_, _, project)| cost(project)).sum();
        if together <= left {
            left -= together;
            chosen.extend(equal.into_iter().map(|(_, _, project)| project));
        } else if cost(&first.2) <= left {
            return None;
        } else if !skip {
            break;
        }
    }
    Some(chosen)
}

/// Shares from the whole part of money ÷ votes on, one more each time. Where a lot is needed on the way, what was bought the time
/// before, if there was one: it may be that the lot makes no difference.
fn add1_by_hand(budget: &Budget, worth_cost: bool) -> Result<Vec<Candidate>, Option<Vec<Candidate>>> {
    let supported = budget.projects().filter(|project| budget.votes(*project) > 0).count();
    let mut share = whole(budget.money().units() / u128::from(budget.voters()));
    let mut before = by_hand(budget, worth_cost, &share).ok_or(None)?;
    while before.len() < supported {
        share += whole(1);
        let Some(bought) = by_hand(budget, worth_cost, &share) else { return Err(Some(before)) };
        let spent: u128 = bought.iter().map(|project| budget.cost(*project).units()).sum();
        if spent > budget.money().units() {
            break;
        }
        before = bought;
    }
    Ok(before)
}

/// What a rule and its completion fund, in order, by the slow way. As with [`add1_by_hand`].
fn completed_by_hand(
    budget: &Budget,
    worth_cost: bool,
    completion: Completion,
) -> Result<Vec<Candidate>, Option<Vec<Candidate>>> {
    let fill = |mut bought: Vec<Candidate>| {
        let by_cost = |project: Candidate, points: BigRational| {
            let cost = whole(budget.cost(project).units());
            if worth_cost { points * &cost / cost } else { points / cost }
        };
        let filled = by_votes(budget, &bought, true, by_cost)?;
        bought.extend(filled);
        Some(bought)
    };
    let share = BigRational::new(budget.money().units().into(), budget.voters().into());
    match completion {
        Completion::None => by_hand(budget, worth_cost, &share).ok_or(None),
        Completion::Utilitarian => by_hand(budget, worth_cost, &share).and_then(fill).ok_or(None),
        Completion::Add1 => add1_by_hand(budget, worth_cost),
        Completion::Add1Utilitarian => match add1_by_hand(budget, worth_cost) {
            Ok(bought) => fill(bought).ok_or(None),
            Err(before) => Err(before.and_then(fill)),
        },
        other => unreachable!("{other} is not counted here"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every completion, slowly.
    #[test]
    fn completions_are_what_they_say(budget in random()) {
        for (rule, worth_cost) in [(Rule::EqualShares, true), (Rule::EqualSharesCardinality, false)] {
            for completion in [Completion::Utilitarian, Completion::Add1, Completion::Add1Utilitarian] {
                let expected = completed_by_hand(&budget, worth_cost, completion);
                match (budget.count(rule, completion, None), expected) {
                    (Ok(funding), Ok(expected) | Err(Some(expected))) => {
                        prop_assert_eq!(funding.elected(), expected, "{} {}", rule, completion);
                    }
                    (Err(FundingError::NeedsLot(_)), Err(_)) => {}
                    (found, expected) => prop_assert!(false, "{rule} {completion}: {found:?}, not {expected:?}"),
                }
            }
        }
    }
}

proptest! {
    /// With points and without; the one rule passes over what is too dear, the other ends there.
    #[test]
    fn votes_decide_one_after_the_other(budget in random()) {
        for (rule, skip) in [(Rule::Greedy, true), (Rule::GreedyNoSkip, false)] {
            let expected = by_votes(&budget, &[], skip, |_, points| points);
            match budget.count(rule, Completion::None, None) {
                Ok(funding) => prop_assert_eq!(Some(funding.elected()), expected, "{}", rule),
                Err(FundingError::NeedsLot(_)) => prop_assert_eq!(None, expected, "{}", rule),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

proptest! {
    #[test]
    fn nobody_pays_more_than_the_share(budget in random()) {
        for rule in [Rule::EqualShares, Rule::EqualSharesCardinality] {
            for completion in [Completion::None, Completion::Add1, Completion::Add1Utilitarian, Completion::Utilitarian] {
                check(&budget, &budget.count(rule, completion, Some(&SEED)).unwrap());
            }
        }
        for rule in [Rule::Greedy, Rule::GreedyNoSkip] {
            check(&budget, &budget.count(rule, Completion::None, Some(&SEED)).unwrap());
        }
    }

    #[test]
    fn bounds_decide_as_fractions_do(budget in random()) {
        let share = BigRational::new(budget.money().units().into(), budget.voters().into());
        for (rule, worth_cost) in [(Rule::EqualShares, true), (Rule::EqualSharesCardinality, false)] {
            let expected = by_hand(&budget, worth_cost, &share);
            match budget.count(rule, Completion::None, None) {
                Ok(funding) => prop_assert_eq!(Some(funding.elected()), expected),
                Err(FundingError::NeedsLot(_)) => prop_assert_eq!(expected, None),
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Extended justified representation, where every project is worth the same: of all voters who approve a set of
    /// projects and whose shares pay for it, somebody has as many funded projects as the set has.
    #[test]
    fn who_agrees_is_represented(budget in random()) {
        prop_assume!(!budget.is_scored());
        let funded = budget.count(Rule::EqualSharesCardinality, Completion::None, Some(&SEED)).unwrap().elected();
        let ballots = budget.ballots();
        let projects: Vec<Candidate> = budget.projects().collect();
        for set in 1_u32..1 << projects.len() {
            let of_set = projects.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            let set: Vec<Candidate> = of_set.map(|(_, project)| *project).collect();
            let cost: u128 = set.iter().map(|project| budget.cost(*project).units()).sum();
            let approves =
                |marks: &[(Candidate, u32)], project: &Candidate| marks.iter().any(|mark| mark.0 == *project);
            let poor = ballots.iter().filter(|(_, marks)| {
                let has = funded.iter().filter(|project| approves(marks, project)).count();
                set.iter().all(|project| approves(marks, project)) && has < set.len()
            });
            let poor: u64 = poor.map(|(count, _)| count).sum();
            let have = u128::from(poor) * budget.money().units();
            prop_assert!(have < cost * u128::from(budget.voters()), "{:?} of {}", set, poor);
        }
    }
}
