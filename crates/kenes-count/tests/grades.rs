//! The profiles of `vectors/count/majority-judgment`, and the rules that count grades and scores.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kenes_count::format::csv;
use kenes_count::{By, Candidate, Candidates, Contest, CountError, LotSeed, Rule, Scores, Transcript, Votes};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

const SEED: LotSeed = LotSeed::new([0x5e; 32]);

fn json(path: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count");
    serde_json::from_slice(&fs::read(folder.join(path)).unwrap()).unwrap()
}

fn texts(value: &Value) -> BTreeSet<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn names(transcript: &Transcript, candidates: impl IntoIterator<Item = Candidate>) -> BTreeSet<&str> {
    candidates.into_iter().map(|candidate| transcript.candidates.name(candidate)).collect()
}

#[test]
fn every_profile_gives_its_ranking() {
    let manifest = json("manifest.json");
    let of_rule = |case: &&Value| case["rule"] == "majority-judgment";
    let cases: Vec<&Value> = manifest["cases"].as_array().unwrap().iter().filter(of_rule).collect();
    assert_eq!(cases.len(), 12);
    let mut several = 0;
    for case in cases {
        let id = &case["id"];
        let profile = json(case["file"].as_str().unwrap());
        let grades: Vec<String> = serde_json::from_value(profile["grades_worst_to_best"].clone()).unwrap();
        let counts = profile["counts"].as_object().unwrap();
        let candidates = Candidates::new(counts.keys().cloned()).unwrap();
        let rows = counts.values().map(|row| serde_json::from_value(row.clone()).unwrap()).collect();
        let scores = Scores::of_profile(grades, rows).unwrap();
        let contest = Contest::new(candidates, Votes::Scores(scores), 1).unwrap();
        let transcript = Rule::MajorityJudgment.count(&contest, None).unwrap();
        let elected = names(&transcript, transcript.elected());
        assert_eq!(elected, texts(&case["expected_winners"]), "{id}");
        let grading = transcript.grading.as_ref().unwrap();
        let ranking: Vec<BTreeSet<&str>> =
            grading.ranking.iter().map(|group| names(&transcript, group.clone())).collect();
        let expected: Vec<BTreeSet<&str>> =
            profile["ranking_tied_groups"].as_array().unwrap().iter().map(texts).collect();
        assert_eq!(ranking, expected, "{id}");
        for (name, median) in profile["median"].as_object().unwrap() {
            let candidate = transcript.candidates.find(name).unwrap();
            let found = transcript.stages[0].votes[candidate.index()].units();
            assert_eq!(found, u128::from(median.as_u64().unwrap()), "{id} {name}");
        }
        let seeded = Rule::MajorityJudgment.count(&contest, Some(&SEED)).unwrap();
        assert_eq!(seeded.ties.len(), usize::from(elected.len() > 1), "{id}");
        several += seeded.ties.len();
    }
    assert_eq!(several, 2);
}

fn count(rule: Rule, file: &str, seats: u32) -> Result<Transcript, CountError> {
    let parsed = csv::parse(file.as_bytes(), None).unwrap();
    rule.count(&Contest::new(parsed.candidates, parsed.votes, seats).unwrap(), None)
}

#[test]
fn scores_are_read_and_added_up() {
    let file = "scores 5,Ann,Ben,Cy\n3,5,4,\n2,0,5,1\n4,,,\n";
    let transcript = count(Rule::Score, file, 2).unwrap();
    let sums: Vec<u128> = transcript.stages[0].votes.iter().map(|votes| votes.units()).collect();
    assert_eq!(sums, [15, 22, 2]);
    let reading = transcript.reading.unwrap();
    assert_eq!((reading.papers, reading.valid, reading.blank), (9, 5, 4));
    assert_eq!(names(&transcript, transcript.elected()), ["Ann", "Ben"].into());
    // No grade is the worst: Cy's profile has all five papers.
    assert_eq!(transcript.grading.unwrap().profile[2], [3, 2, 0, 0, 0, 0]);
}

#[test]
fn star_elects_whom_more_papers_prefer() {
    // Ben has the higher sum, but more papers score Ann higher.
    let file = "scores 5,Ann,Ben,Cy\n3,5,4,0\n2,0,5,1\n";
    let transcript = count(Rule::Star, file, 1).unwrap();
    assert_eq!(names(&transcript, transcript.elected()), ["Ann"].into());
    assert_eq!(count(Rule::Score, file, 1).unwrap().elected(), [Candidate::new(1).unwrap()]);
    // Ann and Ben are level with each other: the sum decides, and then the highest scores.
    let file = "scores 5,Ann,Ben\n1,5,4\n1,0,2\n";
    let transcript = count(Rule::Star, file, 1).unwrap();
    assert_eq!(names(&transcript, transcript.elected()), ["Ben"].into());
    assert_eq!(transcript.ties[0].steps[0].by, By::Sum);
    let file = "scores 5,Ann,Ben\n1,5,3\n1,1,3\n";
    let transcript = count(Rule::Star, file, 1).unwrap();
    assert_eq!(names(&transcript, transcript.elected()), ["Ann"].into());
    assert_eq!(transcript.ties[0].steps[0].by, By::HighestScores);
}

#[test]
fn star_fills_the_second_place_by_pairs() {
    // Ben and Cy have 6; two papers of three place Cy before Ben.
    let file = "scores 5,Ann,Ben,Cy\n1,5,4,0\n1,5,1,3\n1,5,1,3\n";
    let transcript = count(Rule::Star, file, 1).unwrap();
    let tie = &transcript.ties[0];
    assert_eq!((tie.steps[0].by, names(&transcript, tie.chosen)), (By::Pairs, ["Cy"].into()));
}

#[test]
fn rules_refuse_what_they_do_not_count() {
    let scores = "scores 5,Ann,Ben\n1,5,4\n";
    for rule in Rule::ALL.iter().filter(|rule| ![Rule::Countback].contains(rule)) {
        let own = [Rule::MajorityJudgment, Rule::Score, Rule::Star].contains(rule);
        assert_eq!(count(*rule, scores, 1).is_ok(), own, "{rule}");
        if own {
            let sums = count(*rule, "name,votes\nAnn,3\nBen,2\n", 1);
            assert_eq!(sums, Err(CountError::NeedsScores { rule: *rule }));
        }
    }
    // A profile does not say how many papers score one higher than another.
    let profile = "grades,bad,good\nAnn,1,2\nBen,2,1\n";
    assert!(count(Rule::MajorityJudgment, profile, 1).is_ok() && count(Rule::Score, profile, 1).is_ok());
    assert_eq!(count(Rule::Star, profile, 1), Err(CountError::NeedsScores { rule: Rule::Star }));
    for wrong in [
        "scores 0,Ann\n1,0\n",
        "scores 100,Ann\n1,0\n",
        "scores 5,Ann\n1,6\n",
        "scores 5,Ann\n0,1\n",
        "grades,one\nAnn,1\n",
    ] {
        assert!(csv::parse(wrong.as_bytes(), None).is_err(), "{wrong}");
    }
}

type Sheets = Vec<(u64, Vec<Option<u8>>)>;

fn contest(len: usize, sheets: &Sheets) -> Contest {
    let mut scores = Scores::new(len, 5).unwrap();
    for (count, marks) in sheets {
        scores.add(marks.clone(), *count).unwrap();
    }
    let candidates = Candidates::new((0..len).map(|index| format!("C{index}"))).unwrap();
    Contest::new(candidates, Votes::Scores(scores), 1).unwrap()
}

fn sheets() -> impl Strategy<Value = (usize, Sheets)> {
    (2_usize..6)
        .prop_flat_map(|len| (Just(len), vec((1_u64..6, vec(proptest::option::of(0_u8..=5), len)), 1..12)))
}

proptest! {
    #[test]
    fn the_order_of_papers_is_irrelevant((len, sheets) in sheets()) {
        let mut turned = sheets.clone();
        turned.reverse();
        for rule in [Rule::MajorityJudgment, Rule::Score, Rule::Star] {
            let one = rule.count(&contest(len, &sheets), Some(&SEED));
            prop_assert_eq!(one, rule.count(&contest(len, &turned), Some(&SEED)));
        }
    }

    /// Who is given the highest grade by more than half has it as median; a better grade never hurts.
    #[test]
    fn better_grades_never_hurt((len, sheets) in sheets(), raised in vec(any::<bool>(), 12)) {
        for rule in [Rule::MajorityJudgment, Rule::Score] {
            let Ok(before) = rule.count(&contest(len, &sheets), None) else { continue };
            let [winner] = before.elected()[..] else { continue };
            let better = sheets.iter().zip(&raised).map(|((count, marks), raised)| {
                let mut marks = marks.clone();
                // A blank paper stays one: else it would count for everybody.
                if *raised && marks.iter().any(Option::is_some) {
                    marks[winner.index()] = Some(5);
                }
                (*count, marks)
            });
            let after = rule.count(&contest(len, &better.collect()), None).unwrap_or_else(|error| panic!("{error}"));
            prop_assert_eq!(after.elected(), [winner]);
        }
    }
}
