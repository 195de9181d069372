//! The elections of `vectors/count/condorcet`: every number of the pairs, every path, the winners and the ranking; and laws of
//! the rules that compare in pairs.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_count::format::blt;
use kenes_count::{
    BallotsBuilder, Candidate, Candidates, Contest, CountError, LotSeed, Rule, Transcript, Votes,
};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

const SEED: LotSeed = LotSeed::new([0x5e; 32]);
const RULES: [Rule; 3] = [Rule::Schulze, Rule::SchulzeMargins, Rule::RankedPairs];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count")
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(folder().join(path)).unwrap()).unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn table(value: &Value) -> Vec<Vec<u64>> {
    let row = |row: &Value| row.as_array().unwrap().iter().map(|cell| cell.as_u64().unwrap()).collect();
    value.as_array().unwrap().iter().map(row).collect()
}

fn names(transcript: &Transcript, candidates: impl IntoIterator<Item = Candidate>) -> Vec<&str> {
    candidates.into_iter().map(|candidate| transcript.candidates.name(candidate)).collect()
}

fn sorted(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names
}

#[test]
fn every_number_of_the_pairs_is_as_expected() {
    let manifest = json("manifest.json");
    let cases = manifest["cases"].as_array().unwrap().iter().filter(|case| case["rule"] == "schulze");
    let mut several = 0;
    let mut number = 0;
    for case in cases {
        let id = &case["id"];
        let parsed = blt::parse(&fs::read(folder().join(case["file"].as_str().unwrap())).unwrap()).unwrap();
        let contest = Contest::new(parsed.candidates, parsed.votes, 1).unwrap();
        let transcript = Rule::Schulze.count(&contest, None).unwrap();
        let expected = json(case["expected_file"].as_str().unwrap());
        let pairwise = transcript.pairwise.as_ref().unwrap();
        assert_eq!(names(&transcript, transcript.candidates.iter()), texts(&expected["names"]), "{id}");
        assert_eq!(pairwise.preferences, table(&expected["pairwise"]), "{id}");
        assert_eq!(pairwise.paths, table(&expected["strongest_paths_winning_votes"]), "{id}");
        let condorcet = pairwise.condorcet.map(|candidate| transcript.candidates.name(candidate));
        assert_eq!(condorcet, expected["condorcet_winner"].as_str(), "{id}");
        let ranking: Vec<Vec<&str>> =
            pairwise.ranking.iter().map(|group| sorted(names(&transcript, group.clone()))).collect();
        let groups = expected["schulze_ranking_by_wins"].as_array().unwrap();
        assert_eq!(ranking, groups.iter().map(|group| sorted(texts(group))).collect::<Vec<_>>(), "{id}");
        let elected = sorted(names(&transcript, transcript.elected()));
        assert_eq!(elected, sorted(texts(&expected["schulze_winners"])), "{id}");
        assert_eq!(elected, sorted(texts(&case["expected_winners"])), "{id}");
        assert!(transcript.ties.is_empty(), "{id}: no lot without a seed");
        // A lot picks one of several, and changes nothing where there is one.
        let seeded = Rule::Schulze.count(&contest, Some(&SEED)).unwrap();
        assert_eq!((seeded.elected().len(), seeded.ties.len()), (1, usize::from(elected.len() > 1)), "{id}");
        assert!(transcript.elected().contains(&seeded.elected()[0]), "{id}");
        several += usize::from(elected.len() > 1);
        number += 1;
        if let Some(winner) = pairwise.condorcet {
            for rule in RULES {
                assert_eq!(rule.count(&contest, None).unwrap().elected(), [winner], "{id} {rule}");
            }
        }
    }
    assert_eq!((number, several), (31, 2));
}

/// By hand: B–D 33, E–D 31, A–D 30 and C–B 29 are kept; D–C 28 contradicts C–B–D; E–B 27 and A–C 26 are kept; B–A 25 contradicts
/// A–C–B; C–E 24 is kept, so that A–C–E contradicts E–A 23.
#[test]
fn majorities_are_kept_from_the_strongest_down() {
    let file = folder().join("condorcet/schulze_paper_example1.blt");
    let parsed = blt::parse(&fs::read(file).unwrap()).unwrap();
    let contest = Contest::new(parsed.candidates, parsed.votes, 1).unwrap();
    let transcript = Rule::RankedPairs.count(&contest, None).unwrap();
    let pairwise = transcript.pairwise.as_ref().unwrap();
    let name = |candidate| transcript.candidates.name(candidate);
    let told: Vec<String> = pairwise
        .majorities
        .iter()
        .map(|majority| {
            let kept = if majority.is_kept { "" } else { " not" };
            format!("{}{} {}{kept}", name(majority.winner), name(majority.loser), majority.votes)
        })
        .collect();
    let expected = [
        "BD 33",
        "ED 31",
        "AD 30",
        "CB 29",
        "DC 28 not",
        "EB 27",
        "AC 26",
        "BA 25 not",
        "CE 24",
        "EA 23 not",
    ];
    assert_eq!(told, expected);
    assert_eq!(names(&transcript, transcript.elected()), ["A"]);
}

/// Ranks by candidate, 0 for none.
type Papers = Vec<(u64, Vec<u32>)>;

fn contest(len: usize, papers: &Papers) -> Contest {
    let mut builder = BallotsBuilder::new(len);
    for (count, ranks) in papers {
        builder.mark_ranks(ranks).unwrap();
        builder.finish_ballot(*count).unwrap();
    }
    let candidates = Candidates::new((0..len).map(|index| format!("C{index}"))).unwrap();
    Contest::new(candidates, Votes::Ballots(builder.finish()), 1).unwrap()
}

fn papers() -> impl Strategy<Value = (usize, Papers)> {
    (2_usize..7).prop_flat_map(|len| {
        let top = u32::try_from(len).unwrap();
        (Just(len), vec((1_u64..9, vec(0..=top, len)), 1..25))
    })
}

/// Those elected; none where a lot is needed.
fn winners(rule: Rule, contest: &Contest) -> Option<BTreeSet<usize>> {
    match rule.count(contest, None) {
        Ok(transcript) => Some(transcript.elected().into_iter().map(Candidate::index).collect()),
        Err(CountError::NeedsLot(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

fn preferences(contest: &Contest) -> Vec<Vec<u64>> {
    Rule::Schulze.count(contest, None).unwrap().pairwise.unwrap().preferences
}

proptest! {
    /// Whoever beats everybody is elected, and whoever loses to everybody is not.
    #[test]
    fn condorcet_winners_win_and_losers_lose((len, papers) in papers()) {
        let contest = contest(len, &papers);
        let table = preferences(&contest);
        let beats = |one: usize, other: usize| one == other || table[one][other] > table[other][one];
        let winner = (0..len).find(|one| (0..len).all(|other| beats(*one, other)));
        let loser = (0..len).find(|one| (0..len).all(|other| beats(other, *one)));
        for rule in RULES {
            if let (Some(winner), Some(elected)) = (winner, winners(rule, &contest)) {
                prop_assert_eq!(elected, BTreeSet::from([winner]));
            }
            if let (Some(loser), Some(elected)) = (loser.filter(|_| len > 1), winners(rule, &contest)) {
                prop_assert!(!elected.contains(&loser));
            }
        }
    }

    /// A twin next to a candidate on every paper changes nothing for the others, and leaves the seat with the two or not.
    #[test]
    fn twins_change_nothing((len, papers) in papers(), of in 0_usize..7, swap in vec(any::<bool>(), 25)) {
        let of = of % len;
        let with_twin: Papers = papers
            .iter()
            .zip(&swap)
            .map(|((count, ranks), swap)| {
                // Twice the ranks leave room for the twin just behind or before. Unranked are both, and whoever is level
                // with one is level with the other.
                let alone = ranks.iter().filter(|rank| **rank == ranks[of]).count() == 1;
                let mut ranks: Vec<u32> = ranks.iter().map(|rank| rank * 2).collect();
                ranks.push(ranks[of]);
                if ranks[of] > 0 && alone {
                    ranks[if *swap { of } else { len }] += 1;
                }
                (*count, ranks)
            })
            .collect();
        for rule in RULES {
            let one = winners(rule, &contest(len, &papers));
            let two = winners(rule, &contest(len + 1, &with_twin));
            let (Some(one), Some(two)) = (one, two) else { continue };
            // Only sure where there is no tie: between twins who are level both win.
            if one.len() == 1 {
                let merged: BTreeSet<usize> = two.iter().map(|who| if *who == len { of } else { *who }).collect();
                prop_assert_eq!(&merged, &one, "{}", rule);
            }
        }
    }

    /// Who wins alone still does after rising on some papers.
    #[test]
    fn rising_never_hurts((len, papers) in papers(), raised in vec(any::<bool>(), 25)) {
        for rule in RULES {
            let Some(elected) = winners(rule, &contest(len, &papers)).filter(|elected| elected.len() == 1) else {
                continue;
            };
            let winner = *elected.first().unwrap();
            let better: Papers = papers
                .iter()
                .zip(&raised)
                .map(|((count, ranks), raised)| {
                    let mut ranks: Vec<u32> = ranks.iter().map(|rank| if *rank > 0 { rank + 1 } else { 0 }).collect();
                    if *raised {
                        ranks[winner] = 1;
                    }
                    (*count, ranks)
                })
                .collect();
            if let Some(after) = winners(rule, &contest(len, &better)) {
                prop_assert!(after.contains(&winner), "{}", rule);
            }
        }
    }

    /// All papers turned round: whoever won alone does not win alone again.
    #[test]
    fn turned_round_the_winner_changes((len, papers) in papers()) {
        let top = u32::try_from(len).unwrap() + 1;
        let turned: Papers = papers
            .iter()
            .map(|(count, ranks)| {
                (*count, ranks.iter().map(|rank| if *rank == 0 { 1 } else { top + 1 - rank }).collect())
            })
            .collect();
        for rule in [Rule::Schulze, Rule::SchulzeMargins] {
            let one = winners(rule, &contest(len, &papers)).unwrap();
            let two = winners(rule, &contest(len, &turned)).unwrap();
            prop_assert!(one.len() > 1 || one != two || len == 1);
        }
    }

    /// Fewer papers say the opposite of what was kept before than of what was kept after; nothing kept goes in a circle.
    #[test]
    fn kept_majorities_make_an_order((len, papers) in papers()) {
        let transcript = Rule::RankedPairs.count(&contest(len, &papers), Some(&SEED)).unwrap();
        let pairwise = transcript.pairwise.unwrap();
        let strengths: Vec<(u64, u64)> =
            pairwise.majorities.iter().map(|majority| (majority.votes, u64::MAX - majority.against)).collect();
        prop_assert!(strengths.is_sorted_by(|one, other| one >= other));
        let place = |who: Candidate| pairwise.ranking.iter().position(|group| group.contains(&who)).unwrap();
        for majority in &pairwise.majorities {
            if majority.is_kept {
                prop_assert!(place(majority.winner) < place(majority.loser));
            }
        }
    }
}
