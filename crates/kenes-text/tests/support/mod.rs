//! Small contests, counted.
#![allow(dead_code, reason = "each test file uses some of these")]

use kenes_count::rule::Family;
use kenes_count::rule::countback::{self, Basis, Vacancy};
use kenes_count::{
    BallotsBuilder, Candidate, Candidates, Contest, CountError, Group, LotSeed, Rule, Scores, Transcript,
    Votes,
};

pub fn at(number: usize) -> Candidate {
    Candidate::new(number - 1).unwrap()
}

pub fn candidates(names: &[&str]) -> Candidates {
    Candidates::new(names.iter().map(|name| (*name).to_owned())).unwrap()
}

/// Papers as numbers of candidates, from 1, in order of preference; 0 leaves a rank empty.
pub fn contest(candidates: Candidates, seats: u32, papers: &[(u64, &[usize])]) -> Contest {
    let mut builder = BallotsBuilder::new(candidates.len());
    for (count, order) in papers {
        for number in *order {
            if *number == 0 {
                builder.skip();
            } else {
                builder.mark(at(*number)).unwrap();
            }
        }
        builder.finish_ballot(*count).unwrap();
    }
    Contest::new(candidates, Votes::Ballots(builder.finish()), seats).unwrap()
}

pub fn totals(names: &[&str], votes: &[u64], seats: u32) -> Contest {
    Contest::new(candidates(names), Votes::Totals(votes.to_vec()), seats).unwrap()
}

pub fn count(rule: Rule, contest: &Contest) -> Transcript {
    rule.count(contest, Some(&LotSeed::new([0x5e; 32]))).unwrap()
}

/// The count up to the lot that it needs.
pub fn stopped(rule: Rule, contest: &Contest) -> Transcript {
    match rule.count(contest, None) {
        Err(CountError::NeedsLot(needs)) => *needs.so_far,
        other => panic!("no lot is needed: {other:?}"),
    }
}

const SIX: &[(u64, &[usize])] = &[
    (2, &[1, 5]),
    (1, &[1, 6, 5, 2, 4, 3]),
    (3, &[2]),
    (3, &[2, 4, 5, 6, 3]),
    (2, &[2, 5, 1, 3]),
    (3, &[3, 2]),
    (3, &[3, 6, 2, 1]),
    (3, &[4]),
    (2, &[4, 1, 2, 5, 3]),
    (3, &[4, 1, 5, 6, 3]),
    (2, &[4, 2, 3, 1, 5]),
    (3, &[4, 3, 1, 2, 5, 6]),
    (1, &[4, 3, 6, 2, 1]),
    (2, &[4, 6]),
    (4, &[5]),
    (3, &[5, 3, 6, 4, 2]),
    (2, &[5, 4, 1, 6]),
    (1, &[6]),
    (3, &[6, 1, 5, 3]),
    (2, &[6, 2, 1, 3, 4]),
    (2, &[6, 5, 4]),
    // A rank left out, a candidate marked twice, no first preference, no mark.
    (1, &[3, 0, 4]),
    (1, &[4, 2, 4, 3]),
    (1, &[0, 2]),
    (1, &[]),
];

/// Six candidates for two seats: a tie that an earlier stage resolves, a surplus, exclusions.
pub fn six() -> Contest {
    contest(candidates(&["Ann", "Bea", "Cid", "Dan", "Eve", "Fay"]), 2, SIX)
}

/// Three with equally few votes from the beginning, one withdrawn.
pub fn lots() -> Contest {
    let mut candidates = candidates(&["Ann", "Bea", "Cid", "Dan", "Eve"]);
    candidates.withdraw(at(5));
    let papers: &[(u64, &[usize])] =
        &[(5, &[1, 2]), (4, &[5, 1]), (3, &[2, 3]), (3, &[3, 4]), (3, &[4, 2]), (2, &[5])];
    contest(candidates, 2, papers)
}

/// Names that try to be more than names.
pub fn hostile() -> Contest {
    let long = "Ω".repeat(200);
    let names = [
        "<script>alert(1)</script>",
        "=HYPERLINK(\"http://x\")",
        "محمد \u{202e}gnp.exe",
        &long,
        "A & \"B\" 'C' ]]> --> </style>",
        "\u{1b}[2J\u{0}\r\n{ $name } {{ name }}",
    ];
    contest(candidates(&names), 2, SIX)
}

/// A seat vacated by Ann, filled from the papers by which she held it and from all, without a lot and with one.
fn countbacks() -> Vec<(String, Transcript)> {
    let papers: &[(u64, &[usize])] = &[
        (20, &[1, 2]),
        (15, &[1, 3, 2]),
        (15, &[1]),
        (10, &[1, 4, 2]),
        (10, &[1, 5]),
        (25, &[2]),
        (30, &[3]),
        (5, &[4, 3]),
    ];
    let contest = contest(candidates(&["Ann", "Bea", "Cid", "Dan", "Eve"]), 2, papers);
    let mut all = Vec::new();
    for (name, basis, standing) in [
        ("countback-quota", Basis::Quota, vec![at(2), at(4), at(5)]),
        ("countback-lot", Basis::Quota, vec![at(4), at(5)]),
        ("countback-all", Basis::AllVotes, vec![at(2), at(4)]),
    ] {
        let seed = Some(LotSeed::new([0x5e; 32]));
        let vacancy = Vacancy { vacating: at(1), standing, basis, seed };
        all.push((name.to_owned(), countback::count(&contest, None, &[vacancy]).unwrap()));
    }
    all
}

/// The same for one seat.
pub fn for_one(contest: &Contest) -> Contest {
    Contest::new(contest.candidates().clone(), contest.votes().clone(), 1).unwrap()
}

/// Three who beat one another in a circle, equally.
fn circle() -> Contest {
    contest(candidates(&["Ann", "Bea", "Cid"]), 1, &[(2, &[1, 2, 3]), (2, &[2, 3, 1]), (2, &[3, 1, 2])])
}

/// A surplus of few papers that can pass on, and several who are excluded together.
fn model() -> Contest {
    let papers: &[(u64, &[usize])] =
        &[(60, &[1]), (10, &[1, 2]), (20, &[2, 1, 3]), (18, &[3]), (2, &[4, 3]), (1, &[5, 3]), (1, &[6])];
    contest(candidates(&["Ann", "Bea", "Cid", "Dan", "Eve", "Fay"]), 2, papers)
}

fn scores(seats: u32) -> Contest {
    let mut scores = Scores::new(3, 5).unwrap();
    for (count, marks) in [(3, [Some(5), Some(4), None]), (2, [Some(0), Some(5), Some(1)]), (4, [None; 3])] {
        scores.add(marks.to_vec(), count).unwrap();
    }
    Contest::new(candidates(&["Ann", "Bea", "Cid"]), Votes::Scores(scores), seats).unwrap()
}

/// Two who are level in everything.
fn level_scores() -> Contest {
    let mut scores = Scores::new(2, 5).unwrap();
    for marks in [[Some(5), Some(4)], [Some(4), Some(5)]] {
        scores.add(marks.to_vec(), 1).unwrap();
    }
    Contest::new(candidates(&["Ann", "Bea"]), Votes::Scores(scores), 1).unwrap()
}

/// By every rule that knows groups: seats that go to the group first, others who leave for it, and its last who cannot leave.
fn groups() -> Vec<(String, Transcript)> {
    let crowded: &[(u64, &[usize])] = &[(45, &[1, 2]), (42, &[2, 1]), (15, &[3]), (20, &[4])];
    let crowded = contest(candidates(&["Ann", "Bea", "Cid", "Dan"]), 2, crowded);
    let few: &[(u64, &[usize])] = &[(15, &[1]), (12, &[2]), (4, &[3]), (11, &[4]), (10, &[5, 4])];
    let few = contest(candidates(&["Ann", "Bea", "Cid", "Dan", "Eve"]), 3, few);
    let mut all = Vec::new();
    for rule in Rule::ALL.iter().filter(|rule| rule.knows_groups()) {
        for (number, (contest, members, at_least)) in
            [(&crowded, vec![at(3), at(4)], 1), (&few, vec![at(3)], 1), (&few, vec![at(3)], 2)]
                .into_iter()
                .enumerate()
        {
            let contest = contest.clone().with_group(Group { members, at_least }).unwrap();
            all.push((format!("{rule}-group-{number}"), count(*rule, &contest)));
        }
    }
    all
}

/// A count by every rule, complete and stopped, with a name for each.
pub fn all() -> Vec<(String, Transcript)> {
    let lists = ["Red", "Green", "Blue", "Grey"];
    let mut all = groups();
    for rule in Rule::ALL {
        let name = rule.name();
        let contests = match rule {
            Rule::ScottishStv => vec![six(), lots(), hostile()],
            Rule::TwoRound => vec![
                contest(candidates(&["A", "B", "C"]), 1, &[(5, &[1]), (4, &[2, 1]), (2, &[3, 2]), (1, &[3])]),
                contest(candidates(&["A", "B", "C"]), 1, &[(3, &[1]), (2, &[2, 1]), (2, &[3, 2])]),
                contest(candidates(&["A", "B"]), 1, &[(5, &[1]), (1, &[2])]),
            ],
            Rule::Countback => {
                all.extend(countbacks());
                continue;
            }
            Rule::SeqPav | Rule::RevSeqPav | Rule::SeqPhragmen | Rule::EqualShares => {
                vec![six(), lots(), hostile()]
            }
            Rule::MeekPrf | Rule::MeekHww | Rule::Warren | Rule::WigmPrf | Rule::Ers97 => {
                vec![six(), lots(), hostile(), model()]
            }
            Rule::Schulze | Rule::SchulzeMargins | Rule::RankedPairs => {
                vec![for_one(&six()), for_one(&lots()), for_one(&hostile()), circle()]
            }
            Rule::Score => vec![scores(2), for_one(&scores(1))],
            Rule::MajorityJudgment | Rule::Star => vec![scores(1), level_scores()],
            // Budgets have forms and tests of their own.
            rule if rule.family() == Family::Budget => continue,
            Rule::Plurality | Rule::Approval => vec![six(), lots(), totals(&lists, &[5, 5, 5, 1], 2)],
            _ => vec![
                totals(&lists, &[123_456, 80_000, 30_000, 20_000], 8),
                totals(&lists, &[600_000, 300_000, 90_000, 10_000], 40),
                totals(&lists, &[5, 5, 5, 0], 5),
            ],
        };
        for (number, contest) in contests.iter().enumerate() {
            all.push((format!("{name}-{number}"), count(*rule, contest)));
            if let Err(CountError::NeedsLot(needs)) = rule.count(contest, None) {
                all.push((format!("{name}-{number}-stopped"), *needs.so_far));
            }
        }
    }
    all
}
