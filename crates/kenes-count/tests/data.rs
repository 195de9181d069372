//! Every file of `vectors/count` gives what is written beside it: winners, stages, ties and seats.
//!
//! The folder and the manifest are walked, so that neither holds anything that the other does not name.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kenes_count::format::blt;
use kenes_count::{
    Action, Candidate, Candidates, Contest, CountError, LotSeed, Purpose, Rule, Tie, Transcript, Votes,
};
use serde_json::Value;

/// The election in which somebody reaches exactly the quota in the middle of the count.
const EXACTLY_THE_QUOTA: &str = "stv-scottish/argyll_bute_2017_ward7/scottish-stv";

/// Files of every format, for the tests of the readers, which walk that folder.
const FORMATS: &str = "formats";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count")
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(folder().join(path)).unwrap()).unwrap()
}

fn cases(of: &str) -> Vec<Value> {
    let manifest = json("manifest.json");
    let cases = manifest["cases"].as_array().unwrap();
    let cases: Vec<Value> =
        cases.iter().filter(|case| text(&case["file"]).starts_with(of)).cloned().collect();
    assert!(!cases.is_empty(), "no case of {of}");
    cases
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(text).collect()
}

fn number(value: &Value) -> u32 {
    value.as_u64().unwrap().try_into().unwrap()
}

#[test]
fn every_file_is_named_and_every_name_is_a_file() {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() == FORMATS {
            continue;
        } else if entry.file_type().unwrap().is_dir() {
            for file in fs::read_dir(entry.path()).unwrap() {
                let file = file.unwrap().file_name().into_string().unwrap();
                found.insert(format!("{}/{file}", entry.file_name().to_str().unwrap()));
            }
        } else {
            assert!(["README.md", "manifest.json"].contains(&entry.file_name().to_str().unwrap()));
        }
    }
    let manifest = json("manifest.json");
    let cases = manifest["cases"].as_array().unwrap();
    let files =
        cases.iter().flat_map(|case| [&case["file"], &case["expected_rounds"], &case["expected_file"]]);
    let named: BTreeSet<String> = files.filter_map(Value::as_str).map(str::to_owned).collect();
    let only_one: Vec<&String> = found.symmetric_difference(&named).collect();
    assert!(only_one.is_empty(), "on one side only: {only_one:?}");
    let kinds: BTreeMap<&str, usize> = cases.iter().fold(BTreeMap::new(), |mut kinds, case| {
        *kinds.entry(text(&case["file"]).split('/').next().unwrap()).or_default() += 1;
        kinds
    });
    let expected = [
        ("abc", 31),
        ("apportionment", 14),
        ("condorcet", 31),
        ("majority-judgment", 12),
        ("pb", 14),
        ("stv-other", 48),
        ("stv-scottish", 55),
        ("stv-ties", 15),
    ];
    assert_eq!(kinds, expected.into());
}

#[test]
fn scottish_elections_equal_the_official_counts() {
    for case in cases("stv-scottish/") {
        let transcript = count_ballots(&case, None).unwrap_or_else(|error| panic!("{}: {error}", case["id"]));
        compare_with_rounds(&case, &transcript);
        // An official count that needed a lot would not be among these.
        assert!(transcript.ties.iter().all(|tie| tie.lot.is_none()), "{}", case["id"]);
        let seeded = count_ballots(&case, Some(&LotSeed::new([5; 32]))).unwrap();
        assert_eq!(seeded, transcript, "{}: the seed changed a count without lots", case["id"]);
    }
}

/// The rule as written has a surplus only above the quota (rule 49), and the official table shows no stage for it; some
/// counting programs add an empty one.
#[test]
fn exactly_the_quota_has_no_surplus_stage() {
    let with_quota: Vec<String> = cases("stv-scottish/")
        .iter()
        .filter(|case| case["notes"].is_string())
        .map(|case| text(&case["id"]).to_owned())
        .collect();
    assert_eq!(with_quota, [EXACTLY_THE_QUOTA]);
    let case = cases(EXACTLY_THE_QUOTA.trim_end_matches("/scottish-stv")).remove(0);
    let transcript = count_ballots(&case, None).unwrap();
    let exact = |stage: &kenes_count::Stage| {
        stage
            .elected
            .iter()
            .find(|elected| Some(elected.votes) == transcript.quota)
            .map(|elected| elected.candidate)
    };
    let candidate = transcript.stages.iter().find_map(exact).unwrap();
    assert_eq!(transcript.candidates.name(candidate), WITH_EXACTLY_THE_QUOTA);
    assert!(!transcript.stages.iter().any(|stage| stage.action == Action::Surplus(candidate)));
    let last = transcript.stages.last().unwrap();
    assert!(!last.elected.iter().any(|elected| elected.candidate == candidate), "the count went on");
}

/// Who that is.
const WITH_EXACTLY_THE_QUOTA: &str = "Bobby GOOD";

#[test]
fn ties_are_resolved_by_earlier_stages() {
    for case in cases("stv-ties/") {
        let transcript = count_ballots(&case, None).unwrap_or_else(|error| panic!("{}: {error}", case["id"]));
        compare_with_rounds(&case, &transcript);
        let rounds = json(text(&case["expected_rounds"]));
        let stages = rounds["stages"].as_array().unwrap();
        let expected =
            stages.iter().filter(|stage| stage["ties"].is_array()).flat_map(|stage| texts(&stage["ties"]));
        let expected: Vec<String> = expected.map(str::to_owned).collect();
        assert!(!expected.is_empty(), "{}: no tie", case["id"]);
        let names = &transcript.candidates;
        let met: Vec<String> = transcript.ties.iter().map(|tie| described(tie, names)).collect();
        assert_eq!(met, expected, "{}", case["id"]);
        assert!(transcript.ties.iter().all(|tie| !tie.steps.is_empty() && tie.lot.is_none()));
    }
}

/// A tie in the words of the program that counted these elections.
fn described(tie: &Tie, candidates: &Candidates) -> String {
    let purpose = match tie.purpose {
        Purpose::Exclude => "defeat low candidate",
        Purpose::Transfer => "largest surplus",
        _ => panic!("{tie:?}"),
    };
    let tied: Vec<&str> = tie.tied.iter().map(|candidate| candidates.name(*candidate)).collect();
    let chosen = candidates.name(tie.chosen.unwrap());
    format!("Break tie by prior stage ({purpose}): [{}] -> {chosen}", tied.join(", "))
}

fn count_ballots(case: &Value, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let parsed = blt::parse(&fs::read(folder().join(text(&case["file"]))).unwrap()).unwrap();
    let id = &case["id"];
    let Votes::Ballots(ballots) = &parsed.votes else { panic!("{id}: no ballots") };
    assert_eq!(ballots.papers(), case["ballots"].as_u64().unwrap(), "{id}");
    assert_eq!(parsed.candidates.len(), usize::try_from(number(&case["candidates"])).unwrap(), "{id}");
    assert_eq!(parsed.seats, Some(number(&case["seats"])), "{id}");
    let contest = Contest::new(parsed.candidates, parsed.votes, number(&case["seats"])).unwrap();
    let rule: Rule = text(&case["rule"]).parse().unwrap();
    rule.count(&contest, seed)
}

fn names(transcript: &Transcript, candidates: impl IntoIterator<Item = Candidate>) -> Vec<&str> {
    candidates.into_iter().map(|candidate| transcript.candidates.name(candidate)).collect()
}

/// Those elected, in the order of election where the case is sure of it.
fn in_order<'a>(case: &Value, mut elected: Vec<&'a str>) -> Vec<&'a str> {
    if !case["winners_in_order"].as_bool().unwrap() {
        elected.sort_unstable();
    }
    elected
}

fn compare_with_rounds(case: &Value, transcript: &Transcript) {
    let id = text(&case["id"]);
    let winners = names(transcript, transcript.elected());
    assert_eq!(in_order(case, winners), in_order(case, texts(&case["expected_winners"])), "{id}");
    let rounds = json(text(&case["expected_rounds"]));
    assert_eq!(transcript.quota.unwrap().to_string(), text(&rounds["quota"]), "{id}");
    if let Some(valid) = rounds["valid_votes"].as_u64() {
        assert_eq!(transcript.reading.unwrap().valid, valid, "{id}");
    }
    let stages = rounds["stages"].as_array().unwrap();
    assert_eq!(transcript.stages.len(), stages.len(), "{id}");
    for (stage, expected) in transcript.stages.iter().zip(stages) {
        let at = format!("{id}, stage {}", stage.number);
        let (action, who) = match stage.action {
            Action::FirstPreferences => ("first preferences", None),
            Action::Surplus(candidate) => ("surplus", Some(transcript.candidates.name(candidate))),
            Action::Exclude(candidate) => ("exclude", Some(transcript.candidates.name(candidate))),
            _ => panic!("{at}: {:?}", stage.action),
        };
        assert_eq!(action, text(&expected["action"]), "{at}");
        let expected_who = expected["candidate"].as_str().or_else(|| expected["candidates"][0].as_str());
        assert_eq!(who, expected_who, "{at}");
        let votes = transcript.candidates.iter().zip(&stage.votes);
        let votes: BTreeMap<&str, String> = votes
            .map(|(candidate, votes)| (transcript.candidates.name(candidate), votes.to_string()))
            .collect();
        let expected_votes = expected["votes"].as_object().unwrap();
        let expected_votes: BTreeMap<&str, String> =
            expected_votes.iter().map(|(name, votes)| (name.as_str(), text(votes).to_owned())).collect();
        assert_eq!(votes, expected_votes, "{at}");
        assert_eq!(stage.non_transferable.to_string(), text(&expected["non_transferable"]), "{at}");
        let elected = names(transcript, stage.elected.iter().map(|elected| elected.candidate));
        let key = if expected["elected"].is_array() { "elected" } else { "elected_this_stage" };
        assert_eq!(in_order(case, elected), in_order(case, texts(&expected[key])), "{at}");
    }
}

/// Rows of a file of votes: the names of the columns, then each unit's name and numbers.
fn table(path: &str) -> (Vec<String>, Vec<(String, Vec<u64>)>) {
    let bytes = fs::read_to_string(folder().join(path)).unwrap();
    let mut lines = bytes.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    assert_eq!(head[..2], ["name", "votes"]);
    let row =
        |row: Vec<String>| (row[0].clone(), row[1..].iter().map(|cell| cell.parse().unwrap()).collect());
    (head, lines.map(row).collect())
}

fn contest_of(rows: &[(String, Vec<u64>)], seats: u32) -> Contest {
    let candidates = Candidates::new(rows.iter().map(|(name, _)| name.clone())).unwrap();
    Contest::new(candidates, Votes::Totals(rows.iter().map(|(_, numbers)| numbers[0]).collect()), seats)
        .unwrap()
}

#[test]
fn seats_equal_the_tables() {
    for case in cases("apportionment/") {
        let id = text(&case["id"]);
        let (head, rows) = table(text(&case["file"]));
        assert_eq!(head[2..], texts(&case["rule"]), "{id}");
        let seats = number(&case["seats"]);
        for (column, rule) in (1..).zip(texts(&case["rule"])) {
            let rule: Rule = rule.parse().unwrap();
            let transcript = rule.count(&contest_of(&rows, seats), None).unwrap();
            let given = transcript.apportionment.unwrap();
            let expected: Vec<u64> = rows.iter().map(|(_, numbers)| numbers[column]).collect();
            assert_eq!(
                given.seats.iter().map(|seats| u64::from(*seats)).collect::<Vec<_>>(),
                expected,
                "{id} {rule}"
            );
            // "At least 1 seat under huntington-hill, no minimum in the other columns."
            assert_eq!(given.minimum, u32::from(rule == Rule::HuntingtonHill), "{id} {rule}");
            assert!(transcript.ties.is_empty());
        }
    }
}

#[test]
fn a_minimum_of_one_gives_every_state_a_seat() {
    let (_, rows) = table("apportionment/us_house_1960.csv");
    for rule in [Rule::Dhondt, Rule::SainteLague, Rule::Hamilton, Rule::HuntingtonHill] {
        let contest = contest_of(&rows, 435).with_minimum(1).unwrap();
        let given = rule.count(&contest, None).unwrap().apportionment.unwrap();
        assert!(given.seats.iter().all(|seats| *seats >= 1), "{rule}");
        assert_eq!((given.seats.iter().sum::<u32>(), given.minimum), (435, 1), "{rule}");
    }
}

#[test]
fn equal_votes_need_a_lot() {
    let tied: Vec<Value> =
        cases("apportionment/").into_iter().filter(|case| case["notes"] == "tie").collect();
    assert_eq!(tied.len(), 1);
    for case in tied {
        let (head, rows) = table(text(&case["file"]));
        assert_eq!(head.len(), 2);
        let contest = contest_of(&rows, number(&case["seats"]));
        for rule in [Rule::Dhondt, Rule::SainteLague, Rule::Hamilton, Rule::HuntingtonHill] {
            let Err(CountError::NeedsLot(needs)) = rule.count(&contest, None) else {
                panic!("{rule}: no tie")
            };
            assert_eq!(names(&needs.so_far, needs.among.clone()), ["A", "B", "C"], "{rule}");
            assert_eq!(needs.so_far.apportionment.unwrap().seats, [1, 1, 1], "{rule}");
        }
    }
}
