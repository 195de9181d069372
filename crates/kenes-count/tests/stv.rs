//! The elections of `vectors/count/stv-other` under Meek, Warren, WIGM and ERS97: winners, who leaves in which order, and the
//! votes whenever somebody leaves, is elected, and at the end.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_count::format::blt;
use kenes_count::{
    Action, BallotsBuilder, Candidate, Candidates, Contest, Destination, LotSeed, Rule, Stage, Transcript,
    Votes,
};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// The rules of these elections.
const RULES: [Rule; 5] = [Rule::MeekPrf, Rule::MeekHww, Rule::Warren, Rule::WigmPrf, Rule::Ers97];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count")
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(folder().join(path)).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(text).collect()
}

/// The cases of a rule, of which there are so many, with their counts.
fn counts(rule: Rule, number: usize) -> Vec<(Value, Transcript)> {
    let manifest = json("manifest.json");
    let of_rule = manifest["cases"].as_array().unwrap().iter();
    let cases: Vec<Value> = of_rule
        .filter(|case| case["rule"] == rule.name() && text(&case["file"]).starts_with("stv-other/"))
        .cloned()
        .collect();
    assert_eq!(cases.len(), number);
    let count = |case: Value| {
        let parsed = blt::parse(&fs::read(folder().join(text(&case["file"]))).unwrap()).unwrap();
        let seats = case["seats"].as_u64().unwrap().try_into().unwrap();
        let contest = Contest::new(parsed.candidates, parsed.votes, seats).unwrap();
        let transcript = rule.count(&contest, None).unwrap_or_else(|error| panic!("{}: {error}", case["id"]));
        assert_eq!(transcript.reading.unwrap().valid, case["ballots"].as_u64().unwrap());
        let elected: BTreeSet<&str> = names(&transcript, transcript.elected()).into_iter().collect();
        assert_eq!(elected, texts(&case["expected_winners"]).into_iter().collect(), "{}", case["id"]);
        (case, transcript)
    };
    cases.into_iter().map(count).collect()
}

fn names(transcript: &Transcript, candidates: impl IntoIterator<Item = Candidate>) -> Vec<&str> {
    candidates.into_iter().map(|candidate| transcript.candidates.name(candidate)).collect()
}

/// Who leaves at a stage.
fn leaving(stage: &Stage) -> Vec<Candidate> {
    match &stage.action {
        Action::Exclude(candidate) => vec![*candidate],
        Action::ExcludeTogether(candidates) => candidates.clone(),
        _ => Vec::new(),
    }
}

/// The events of the other counter, whom it calls by name.
fn events(case: &Value) -> Vec<Value> {
    let rounds = json(text(&case["expected_rounds"]));
    rounds["events"].as_array().unwrap().clone()
}

fn compare_votes(transcript: &Transcript, stage: &Stage, event: &Value, only: impl Fn(Candidate) -> bool) {
    for candidate in transcript.candidates.iter().filter(|candidate| only(*candidate)) {
        let name = transcript.candidates.name(candidate);
        let votes = stage.votes[candidate.index()].to_string();
        assert_eq!(votes, text(&event["votes"][name]), "{name} at {}", event["text"]);
    }
    let quota = stage.quota.or(transcript.quota).unwrap();
    assert_eq!(quota.to_string(), text(&event["quota"]), "{}", event["text"]);
}

/// Everything that the other counter tells whenever somebody leaves or is elected.
fn compare_events(case: &Value, transcript: &Transcript) {
    let events = events(case);
    let everybody = |_: Candidate| true;
    // Who leaves, with the votes before; those who leave together, together.
    let defeats = events
        .iter()
        .filter(|event| event["event"] == "defeat" && !text(&event["text"]).starts_with("Defeat remaining"));
    let mut defeats = defeats.peekable();
    for pair in transcript.stages.windows(2) {
        let leave = leaving(&pair[1]);
        let mut left: Vec<&str> = Vec::new();
        for place in 0..leave.len() {
            let event = defeats.next().unwrap();
            left.push(text(&event["text"]).rsplit(": ").next().unwrap());
            if place == 0 {
                compare_votes(transcript, &pair[0], event, everybody);
            }
        }
        left.sort_unstable();
        let mut ours = names(transcript, leave);
        ours.sort_unstable();
        assert_eq!(ours, left, "{}", case["id"]);
    }
    assert_eq!(defeats.next(), None, "{}", case["id"]);
    // Who is elected, with the votes.
    for stage in &transcript.stages {
        for elected in &stage.elected {
            let name = transcript.candidates.name(elected.candidate);
            let ends = format!(": {name}");
            let is_it = |event: &&Value| event["event"] == "elect" && text(&event["text"]).ends_with(&ends);
            let event = events.iter().find(is_it).unwrap();
            if !text(&event["text"]).starts_with("Elect remaining") {
                compare_votes(transcript, stage, event, everybody);
            }
        }
    }
}

#[test]
fn meek_equals_the_reference() {
    for (case, transcript) in counts(Rule::MeekPrf, 13) {
        compare_events(&case, &transcript);
        let events = events(&case);
        let last = transcript.stages.last().unwrap();
        let elected = transcript.elected();
        compare_votes(&transcript, last, events.last().unwrap(), |candidate| elected.contains(&candidate));
        // No other count has the keep factors.
        for (name, keep) in events.last().unwrap()["keep_factors"].as_object().unwrap() {
            let candidate = transcript.candidates.find(name).unwrap();
            if elected.contains(&candidate) {
                assert_eq!(last.keep[candidate.index()].to_string(), text(keep), "{name}");
            }
        }
    }
}

#[test]
fn warren_equals_the_other_counter() {
    for (case, transcript) in counts(Rule::Warren, 13) {
        compare_events(&case, &transcript);
    }
}

#[test]
fn wigm_equals_the_other_counter() {
    for (case, transcript) in counts(Rule::WigmPrf, 13) {
        compare_events(&case, &transcript);
        let events = events(&case);
        compare_votes(&transcript, transcript.stages.last().unwrap(), events.last().unwrap(), |_| true);
    }
}

/// Every stage of the table that Hill, Wichmann and Woodall's program wrote is one of ours, in the same order.
#[test]
fn the_reference_count_of_meek_is_found_again() {
    for (case, transcript) in counts(Rule::MeekHww, 1) {
        let table = json(text(&case["expected_rounds"]));
        let mut stages = transcript.stages.iter();
        for expected in table["stages"].as_array().unwrap() {
            let shown = |decimal: kenes_count::Decimal| {
                let hundredths = (decimal.units() + 5_000_000) / 10_000_000;
                let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            };
            let is_it = |stage: &&Stage| {
                transcript.candidates.iter().all(|candidate| {
                    let votes = &expected["votes"][transcript.candidates.name(candidate)];
                    shown(stage.votes[candidate.index()]) == text(votes)
                }) && shown(stage.non_transferable) == text(&expected["exhausted"])
            };
            let found = stages.find(is_it);
            assert!(found.is_some(), "stage {} is not found", expected["reference_stage"]);
        }
        assert!(stages.next().is_none(), "the reference count ends here");
        let left: Vec<Candidate> = transcript.stages.iter().flat_map(leaving).collect();
        assert_eq!(names(&transcript, left), texts(&table["exclusion_order"]));
    }
}

/// A row of a file in which cells are quoted where they are text.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.trim().chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

/// The tables have the votes after each stage in every second column, `-` for those who are out.
#[test]
fn ers97_equals_the_tables_of_the_other_counter() {
    for (case, transcript) in counts(Rule::Ers97, 8) {
        let id = &case["id"];
        let table = fs::read_to_string(folder().join(text(&case["expected_rounds"]))).unwrap();
        let rows: Vec<Vec<String>> = table.lines().map(cells).collect();
        let row = |name: &str| rows.iter().find(|row| row[0] == name).unwrap();
        let last = transcript.stages.last().unwrap();
        assert_eq!(last.quota.unwrap().to_string(), row("Quota")[1], "{id}");
        let actions = row("Candidates");
        for (place, stage) in transcript.stages.iter().enumerate() {
            let at = format!("{id}, stage {}", stage.number);
            let column = (2 * place + 1).max(1);
            if place > 0 {
                let mut expected: Vec<&str> = actions[2 * place].split('+').collect();
                expected.sort_unstable();
                let who = match &stage.action {
                    Action::Surplus(candidate) => vec![*candidate],
                    _ => leaving(stage),
                };
                let mut ours = names(&transcript, who);
                ours.sort_unstable();
                assert_eq!(ours, expected, "{at}");
            }
            for candidate in transcript.candidates.iter() {
                let name = transcript.candidates.name(candidate);
                let votes = stage.votes[candidate.index()].to_string();
                let expected = match row(name)[column].as_str() {
                    "-" => "0.00".to_owned(),
                    whole if !whole.contains('.') => format!("{whole}.00"),
                    votes => votes.to_owned(),
                };
                assert_eq!(votes, expected, "{name}: {at}");
            }
            if place > 0 {
                assert_eq!(stage.non_transferable.to_string(), row("Non-transferable")[column], "{at}");
            }
        }
        assert_eq!(2 * transcript.stages.len(), actions.len(), "{id}: as many stages");
    }
}

/// A number of candidates, one of seats, and strict papers of any length.
fn papers() -> impl Strategy<Value = (usize, u32, Vec<(u64, Vec<usize>)>)> {
    (2_usize..8, 1_u32..5).prop_flat_map(|(len, seats)| {
        let order = Just((0..len).collect::<Vec<usize>>()).prop_shuffle();
        let paper = (1_u64..99, order, 1..=len).prop_map(|(count, mut order, length)| {
            order.truncate(length);
            (count, order)
        });
        (Just(len), Just(seats), vec(paper, 1..25))
    })
}

fn contest(len: usize, seats: u32, papers: &[(u64, Vec<usize>)]) -> Contest {
    let mut builder = BallotsBuilder::new(len);
    for (count, order) in papers {
        for index in order {
            builder.mark(Candidate::new(*index).unwrap()).unwrap();
        }
        builder.finish_ballot(*count).unwrap();
    }
    let candidates = Candidates::new((0..len).map(|index| format!("C{index}"))).unwrap();
    Contest::new(candidates, Votes::Ballots(builder.finish()), seats).unwrap()
}

proptest! {
    #[test]
    fn every_vote_is_somewhere_and_every_seat_is_filled((len, seats, papers) in papers()) {
        let all: u64 = papers.iter().map(|(count, _)| count).sum();
        for rule in RULES {
            let transcript = rule.count(&contest(len, seats, &papers), Some(&LotSeed::new([9; 32]))).unwrap();
            for stage in &transcript.stages {
                let one = 10_u128.pow(stage.votes[0].places());
                let sum: u128 = stage.votes.iter().map(|votes| votes.units()).sum();
let (sum, all) = (sum + stage.non_transferable.units(), u128::from(all) * one);
                // Warren's transcript rounds numbers that have more places.
                let rounded = if rule == Rule::Warren { u128::try_from(len).unwrap() } else { 0 };
                prop_assert!(sum.abs_diff(all) <= rounded, "{rule}: {sum} of {all}");
                let quota = stage.quota.or(transcript.quota).unwrap();
                prop_assert_eq!(quota.places(), stage.votes[0].places());
            }
            let elected: BTreeSet<Candidate> = transcript.elected().into_iter().collect();
            prop_assert_eq!(elected.len(), transcript.elected().len());
            prop_assert_eq!(elected.len(), len.min(usize::try_from(seats).unwrap()), "{}", rule);
        }
    }

    /// Between two stages everybody gains what arrived and loses what was passed on, where papers move.
    #[test]
    fn transfers_explain_the_votes((len, seats, papers) in papers()) {
        for rule in [Rule::WigmPrf, Rule::Ers97] {
            let transcript = rule.count(&contest(len, seats, &papers), Some(&LotSeed::new([9; 32]))).unwrap();
            for pair in transcript.stages.windows(2) {
                let moved = |of: &dyn Fn(&kenes_count::Transfer) -> bool| -> u128 {
                    pair[1].transfers.iter().filter(|transfer| of(transfer)).map(|transfer| transfer.votes.units()).sum()
                };
                for candidate in transcript.candidates.iter() {
                    let (had, has) = (pair[0].votes[candidate.index()], pair[1].votes[candidate.index()]);
                    let arrived = moved(&|transfer| transfer.to == Destination::Candidate(candidate));
                    let left = moved(&|transfer| transfer.from == candidate);
                    prop_assert_eq!(had.units() + arrived, has.units() + left, "{}", rule);
                }
                for transfer in pair[1].transfers.iter().filter(|transfer| transfer.papers > 0) {
                    prop_assert_eq!(transfer.value.units() * u128::from(transfer.papers), transfer.votes.units());
                }
            }
        }
    }

    /// Meek's fixed point: when nobody is elected or excluded in between, each of the elected has the quota, whoever keeps
    /// all of a paper has less, and the keep factors give these votes again when the papers are followed.
    #[test]
    fn meek_ends_stages_at_the_fixed_point((len, seats, papers) in papers()) {
        let transcript = Rule::MeekPrf.count(&contest(len, seats, &papers), Some(&LotSeed::new([9; 32]))).unwrap();
        for (index, stage) in transcript.stages.iter().enumerate() {
            let last = index + 1 == transcript.stages.len();
            let quota = stage.quota.unwrap().units();
            let elected: Vec<Candidate> =
                transcript.stages[..index].iter().flat_map(|stage| &stage.elected).map(|elected| elected.candidate).collect();
            if !last {
                let followed = followed(&papers, stage);
                prop_assert_eq!(&followed, &stage.votes.iter().map(|votes| votes.units()).collect::<Vec<_>>());
            }
            // With next to no votes left, nine places are too few to find it.
            if !last && stage.elected.is_empty() && quota > 1_000_000_000 {
                let surplus: u128 = elected.iter().map(|who| stage.votes[who.index()].units().saturating_sub(quota)).sum();
// 0.000001, or what rounding up adds on so many papers with so many preferences.
                let papers: u64 = papers.iter().map(|(count, _)| count).sum();
                let rounded = u128::from(papers) * 10 * u128::try_from(len).unwrap();
                prop_assert!(surplus < 1_000 + rounded, "{surplus}");
                for candidate in transcript.candidates.iter().filter(|candidate| !elected.contains(candidate)) {
                    prop_assert!(stage.votes[candidate.index()].units() < quota);
                }
            }
        }
    }

    /// Whoever makes up k quotas and ranks the same candidates above all others is given k of them.
    #[test]
    fn solid_coalitions_are_represented((len, seats, papers) in papers(), size in 1_usize..5, more in 0_u64..900) {
        let size = size.min(len);
        let mut papers = papers;
        for (count, order) in papers.iter_mut().filter(|(count, _)| *count % 2 == 1) {
            let (mut first, then): (Vec<usize>, Vec<usize>) = order.iter().partition(|index| **index < size);
            first.extend((0..size).filter(|index| !order.contains(index)));
            first.extend(then);
            (*count, *order) = (*count * 2 + 1, first);
        }
        if let Some((count, _)) = papers.iter_mut().find(|(count, _)| *count % 2 == 1) {
            *count += more * 2;
        }
        let coalition: u64 = papers.iter().map(|(count, _)| count).filter(|count| *count % 2 == 1).sum();
        let all: u64 = papers.iter().map(|(count, _)| count).sum();
        // A vote more for each quota is far more than rounding loses.
        let quotas = usize::try_from(coalition / (all / (u64::from(seats) + 1) + 2)).unwrap();
        for rule in RULES {
            // The last papers received are not proportional in this sense, and certain losers are not always certain.
            if [Rule::Ers97, Rule::Warren].contains(&rule) {
                continue;
            }
            let transcript = rule.count(&contest(len, seats, &papers), Some(&LotSeed::new([9; 32]))).unwrap();
            let elected = transcript.elected().into_iter().filter(|candidate| candidate.index() < size).count();
            prop_assert!(elected >= quotas.min(size), "{rule}: {elected} of {size} for {quotas} quotas");
        }
    }
}

/// What everybody has when the papers are followed with the keep factors of a stage.
fn followed(papers: &[(u64, Vec<usize>)], stage: &Stage) -> Vec<u128> {
    const ONE: u128 = 1_000_000_000;
    let mut votes = vec![0; stage.keep.len()];
    for (count, order) in papers {
        let mut weight = ONE;
        for index in order {
            let part = (weight * stage.keep[*index].units()).div_ceil(ONE);
            votes[*index] += part * u128::from(*count);
            weight -= part;
        }
    }
    votes
}
