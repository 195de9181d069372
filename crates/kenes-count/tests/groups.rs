//! A group of persons that has to have a number of seats.

#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "tests")]

use kenes_count::{
    Action, BallotsBuilder, Candidate, Candidates, Clause, Contest, ContestError, CountError, Group, LotSeed,
    Rule, Transcript, Votes,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

const SEED: LotSeed = LotSeed::new([0x67; 32]);

const RULES: [Rule; 7] = [
    Rule::Plurality,
    Rule::Approval,
    Rule::ScottishStv,
    Rule::MeekPrf,
    Rule::MeekHww,
    Rule::Warren,
    Rule::WigmPrf,
];

const RANKED: [Rule; 5] = [Rule::ScottishStv, Rule::MeekPrf, Rule::MeekHww, Rule::Warren, Rule::WigmPrf];

type Papers = Vec<(u64, Vec<usize>)>;

fn at(index: usize) -> Candidate {
    Candidate::new(index).unwrap()
}

fn contest(len: usize, seats: u32, papers: &Papers) -> Contest {
    let candidates = Candidates::new((0..len).map(|index| format!("C{index}"))).unwrap();
    let mut builder = BallotsBuilder::new(len);
    for (count, order) in papers {
        for index in order {
            builder.mark(at(*index)).unwrap();
        }
        builder.finish_ballot(*count).unwrap();
    }
    Contest::new(candidates, Votes::Ballots(builder.finish()), seats).unwrap()
}

fn group(members: &[usize], at_least: u32) -> Group {
    Group { members: members.iter().map(|index| at(*index)).collect(), at_least }
}

fn elected(transcript: &Transcript) -> Vec<usize> {
    let mut elected: Vec<usize> = transcript.elected().into_iter().map(Candidate::index).collect();
    elected.sort_unstable();
    elected
}

fn with(len: usize, seats: u32, papers: &Papers, members: &[usize], at_least: u32) -> Contest {
    contest(len, seats, papers).with_group(group(members, at_least)).unwrap()
}

#[test]
fn the_groups_seats_go_first_by_votes() {
    let papers = vec![(9, vec![0]), (8, vec![1]), (7, vec![2]), (3, vec![3]), (2, vec![4])];
    let count = |at_least| Rule::Plurality.count(&with(5, 3, &papers, &[3, 4], at_least), None).unwrap();
    assert_eq!(elected(&Rule::Plurality.count(&contest(5, 3, &papers), None).unwrap()), [0, 1, 2]);
    assert_eq!(elected(&count(1)), [0, 1, 3]);
    let two = count(2);
    assert_eq!(elected(&two), [0, 3, 4]);
    let clauses: Vec<Clause> = two.stages[0].elected.iter().map(|elected| elected.clause).collect();
    assert_eq!(clauses, [Clause::MostVotes, Clause::OfGroup, Clause::OfGroup]);
    // Only two of the group stand: the third seat is among the others'.
    assert_eq!(elected(&count(3)), [0, 3, 4]);
}

#[test]
fn a_tie_within_the_group_is_drawn() {
    let papers = vec![(9, vec![0]), (3, vec![1]), (3, vec![2])];
    let contest = with(3, 1, &papers, &[1, 2], 1);
    let Err(CountError::NeedsLot(needs)) = Rule::Plurality.count(&contest, None) else { panic!("no lot") };
    assert_eq!(needs.among, [at(1), at(2)]);
    assert_eq!(Rule::Plurality.count(&contest, Some(&SEED)).unwrap().elected().len(), 1);
}

/// Two seats, quota 41: A and B have it at once, and one seat is the group's, of whom D has more than C.
fn crowded() -> Papers {
    vec![(45, vec![0, 1]), (42, vec![1, 0]), (15, vec![2]), (20, vec![3])]
}

#[test]
fn others_leave_when_all_seats_left_are_the_groups() {
    for rule in RANKED {
        let free = rule.count(&contest(4, 2, &crowded()), None).unwrap();
        assert_eq!(elected(&free), [0, 1], "{rule}");
        let bound = rule.count(&with(4, 2, &crowded(), &[2, 3], 1), None).unwrap();
        assert_eq!(elected(&bound), [0, 3], "{rule}");
        let stage = bound.stages.iter().find(|stage| stage.is_for_group).unwrap();
        assert_eq!(stage.action, Action::ExcludeTogether(vec![at(1)]), "{rule}");
        assert_eq!(bound.group, Some(group(&[2, 3], 1)));
    }
}

#[test]
fn the_last_of_the_group_is_not_excluded() {
    // One seat of three is the group's, and C, who has the fewest votes, is alone in it.
    let papers = vec![(15, vec![0]), (12, vec![1]), (4, vec![2]), (11, vec![3]), (10, vec![4, 3])];
    for rule in RANKED {
        let bound = rule.count(&with(5, 3, &papers, &[2], 1), None).unwrap();
        assert_eq!(elected(&bound), [0, 2, 3], "{rule}");
        let guarded = bound.stages.iter().find(|stage| !stage.guarded.is_empty()).unwrap();
        assert_eq!(
            (guarded.guarded.as_slice(), &guarded.action),
            (&[at(2)][..], &Action::Exclude(at(4))),
            "{rule}"
        );
        let free = rule.count(&contest(5, 3, &papers), None).unwrap();
        assert_eq!(elected(&free), [0, 1, 3], "{rule}");
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let papers = vec![(1, vec![0, 1])];
    let plain = || contest(2, 1, &papers);
    assert_eq!(plain().with_group(group(&[0], 2)), Err(ContestError::Group { at_least: 2, seats: 1 }));
    assert_eq!(plain().with_group(group(&[7], 1)), Err(ContestError::NotOfContest { candidate: at(7) }));
    let bound = plain().with_group(group(&[1], 1)).unwrap();
    for rule in Rule::ALL.iter().filter(|rule| !rule.knows_groups()) {
        assert_eq!(rule.count(&bound, None), Err(CountError::NoGroup { rule: *rule }));
    }
}

/// Candidates, seats, papers, the group and its seats.
fn bound() -> impl Strategy<Value = (usize, u32, Papers, Vec<usize>, u32)> {
    (2_usize..8, 1_u32..6).prop_flat_map(|(len, seats)| {
        let all: Vec<usize> = (0..len).collect();
        let order = (Just(all.clone()).prop_shuffle(), 0..=len).prop_map(|(mut order, length)| {
            order.truncate(length);
            order
        });
        (Just(len), Just(seats), vec((1_u64..40, order), 1..20), subsequence(all, 0..=len), 0..=seats)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_group_has_its_seats((len, seats, papers, members, at_least) in bound()) {
        let contest = with(len, seats, &papers, &members, at_least);
        for rule in RULES {
            let transcript = rule.count(&contest, Some(&SEED)).unwrap();
            let elected = elected(&transcript);
            prop_assert_eq!(elected.len(), len.min(usize::try_from(seats).unwrap()), "{}", rule);
            let has = elected.iter().filter(|index| members.contains(index)).count();
            let needed = members.len().min(usize::try_from(at_least).unwrap());
            prop_assert!(has >= needed, "{rule}: {has} of {needed}");
        }
    }

    #[test]
    fn without_seats_for_a_group_nothing_changes((len, seats, papers, members, _) in bound()) {
        let (free, none) = (contest(len, seats, &papers), with(len, seats, &papers, &members, 0));
        for rule in RULES {
            prop_assert_eq!(rule.count(&free, Some(&SEED)), rule.count(&none, Some(&SEED)));
        }
    }

    /// By sums: where the group has its seats anyway, the same are elected.
    #[test]
    fn what_is_fulfilled_changes_nobody((len, seats, papers, members, at_least) in bound()) {
        for rule in [Rule::Plurality, Rule::Approval] {
            // A tie among all is another lot than one within the group.
            let Ok(free) = rule.count(&contest(len, seats, &papers), None) else { continue };
            let has = elected(&free).iter().filter(|index| members.contains(index)).count();
            let at_least = at_least.min(u32::try_from(has).unwrap());
            let bound = rule.count(&with(len, seats, &papers, &members, at_least), None).unwrap();
            prop_assert_eq!(elected(&free), elected(&bound));
        }
    }

    #[test]
    fn votes_are_conserved_and_nobody_guarded_leaves((len, seats, papers, members, at_least) in bound()) {
        let contest = with(len, seats, &papers, &members, at_least);
        for rule in RANKED {
            let transcript = rule.count(&contest, Some(&SEED)).unwrap();
            let sum = |index: usize| {
                let stage = &transcript.stages[index];
                stage.votes.iter().map(|votes| votes.units()).sum::<u128>() + stage.non_transferable.units()
            };
            for (index, stage) in transcript.stages.iter().enumerate() {
                // Warren's transcript rounds numbers that have more places.
                let rounded = if rule == Rule::Warren { u128::try_from(len).unwrap() } else { 0 };
                prop_assert!(sum(index).abs_diff(sum(0)) <= rounded, "{rule}");
                let left = match &stage.action {
                    Action::Exclude(candidate) => std::slice::from_ref(candidate),
                    Action::ExcludeTogether(candidates) => candidates.as_slice(),
                    _ => &[],
                };
                prop_assert!(left.iter().all(|candidate| !stage.guarded.contains(candidate)), "{rule}");
                let of_group = |candidate: &Candidate| members.contains(&candidate.index());
                prop_assert!(!stage.is_for_group || !left.iter().any(of_group), "{rule}");
                // Nobody is excluded for the group's sake where every seat is taken.
                let before = transcript.stages.iter().take(index).map(|stage| stage.elected.len()).sum::<usize>();
                prop_assert!(!stage.is_for_group || before < usize::try_from(seats).unwrap(), "{rule}");
            }
        }
    }
}
