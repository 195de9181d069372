//! The readers of files: on the committed vectors, on whatever is written, and on the entry points of the fuzz targets.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kenes_count::format::{Fault, Format, FormatError, MAX_LINE, Options, Parsed, blt, csv, parse};
use kenes_count::fuzzing::{ENTRY_POINTS, EntryPoint};
use kenes_count::{Ballot, Ballots, BallotsBuilder, Candidate, Candidates, MarkKind, Votes};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// More than any input here takes, by far, on a slow and busy machine.
const LIMIT: Duration = Duration::from_secs(10);

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn files(path: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder(path)).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// The lines of a table of the vectors after its header, by file.
fn table(name: &str) -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(folder("vectors/count/formats").join(name)).unwrap();
    let rows = text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect());
    rows.map(|row: Vec<String>| (row[0].clone(), row)).collect()
}

fn read(name: &str, bytes: &[u8]) -> Result<Parsed, FormatError> {
    // The type of a file that is not of orders is found in the file.
    let extension = name.rsplit('.').next().unwrap().replace("cat", "toc");
    parse(Format::of_extension(&extension).unwrap(), Options::default(), bytes)
}

fn preferences(ballot: &Ballot<'_>) -> String {
    let mut text = String::new();
    for mark in ballot.marks {
        match mark.kind() {
            MarkKind::Next(candidate) => text += &format!(" {candidate}"),
            MarkKind::Equal(candidate) => text += &format!("={candidate}"),
            MarkKind::Repeated(candidate) => text += &format!(" {candidate}*"),
            MarkKind::Skipped => text += " -",
        }
    }
    text
}

fn votes(parsed: &Parsed) -> String {
    let votes: Vec<String> = match &parsed.votes {
        Votes::Ballots(ballots) => ballots
            .iter()
            .map(|ballot| format!("{}: {}", ballot.count, preferences(&ballot).trim_start()))
            .collect(),
        Votes::Totals(totals) => totals.iter().map(u64::to_string).collect(),
        Votes::Scores(scores) => scores.grades().to_vec(),
    };
    votes.join("; ")
}

fn names(candidates: &Candidates) -> String {
    let name = |candidate| {
        let withdrawn = if candidates.is_withdrawn(candidate) { " (withdrawn)" } else { "" };
        format!("{}{withdrawn}", candidates.name(candidate))
    };
    candidates.iter().map(name).collect::<Vec<_>>().join(" | ")
}

#[test]
fn the_accepted_say_what_the_table_says() {
    let mut table = table("accept.tsv");
    for (name, bytes) in files("vectors/count/formats/accept") {
        let row = table.remove(&name).unwrap_or_else(|| panic!("{name} is not in the table"));
        let parsed = read(&name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let seats = parsed.seats.map(|seats| seats.to_string()).unwrap_or_default();
        let title = parsed.title.clone().unwrap_or_default();
        let found = [name.clone(), title, seats, names(&parsed.candidates), votes(&parsed)];
        assert_eq!(found, row[..5], "{name}");
        let format = Format::of_content(&bytes);
        let one_column = name == "by-rank-one-column.csv";
        assert_eq!(format, Format::of_extension(name.rsplit('.').next().unwrap()).filter(|_| !one_column));
    }
    assert!(table.is_empty(), "without a file: {table:?}");
}

#[test]
fn the_rejected_are_refused_for_their_defect() {
    let mut table = table("reject.tsv");
    for (name, bytes) in files("vectors/count/formats/reject") {
        let row = table.remove(&name).unwrap_or_else(|| panic!("{name} is not in the table"));
        let error = read(&name, &bytes).expect_err(&name);
        let found = [error.line.to_string(), error.column.to_string(), format!("{:?}", error.fault)];
        assert_eq!(found, row[1..4], "{name}: {error}");
        let place = format!("line {}, column {}: ", error.line, error.column);
        assert!(error.to_string().starts_with(&place));
        assert!(error.fault.remedy().ends_with('.'));
    }
    assert!(table.is_empty(), "without a file: {table:?}");
}

#[test]
fn every_length_of_a_file_is_read_or_refused() {
    for (name, bytes) in files("vectors/count/formats/accept") {
        for length in 0..bytes.len() {
            if let Err(error) = read(&name, &bytes[..length]) {
                let lines = bytes[..length].iter().filter(|byte| **byte == b'\n').count();
                assert!(error.line <= u64::try_from(lines).unwrap() + 2, "{name} to {length}: {error}");
            }
        }
    }
}

#[test]
fn ballots_by_rank_are_read_with_a_list() {
    let listed = |list: &[&str]| Candidates::new(list.iter().map(|name| (*name).to_owned())).unwrap();
    let file = b"count,1,2\n3,Dora,Ann\n2,Ann,\n";
    let parsed = csv::parse(file, Some(listed(&["Dora", "Bernard", "Ann"]))).unwrap();
    assert_eq!(names(&parsed.candidates), "Dora | Bernard | Ann");
    assert_eq!(votes(&parsed), "3: 1 3; 2: 3");
    let error = csv::parse(file, Some(listed(&["Dora"]))).unwrap_err();
    let fault = Fault::UnknownName { name: "Ann".to_owned() };
    assert_eq!(error, FormatError { line: 2, column: 3, fault });
}

#[test]
fn a_list_for_a_file_that_names_its_candidates_is_refused() {
    for file in [&b"name,votes\nAnn,3\n"[..], b"Ann,Dora\n1,2\n"] {
        assert!(csv::parse(file, None).is_ok());
        let listed = Candidates::new(["Ann", "Dora"].map(str::to_owned)).unwrap();
        let error = csv::parse(file, Some(listed)).unwrap_err();
        assert_eq!(error, FormatError { line: 1, column: 1, fault: Fault::ListedTwice });
    }
}

#[test]
fn too_many_votes_are_called_votes() {
    let error = csv::parse(b"name,votes\nAnn,999999999999\nDora,2\n", None).unwrap_err();
    assert_eq!(error.to_string(), "line 3, column 2: there are more than 1000000000000 votes");
    assert_eq!(error.fault.remedy(), "Check the numbers of votes.");
}

#[test]
fn the_order_of_ballots_by_rank_makes_no_difference() {
    let one = csv::parse(b"1,2\nB,A\nC,B\n", None).unwrap();
    let other = csv::parse(b"1,2\nC,B\nB,A\n", None).unwrap();
    assert_eq!(one.candidates, other.candidates);
    assert_eq!((votes(&one), votes(&other)), ("1: 2 1; 1: 3 2".into(), "1: 3 2; 1: 2 1".into()));
}

#[test]
fn too_many_names_and_too_long_lines_are_refused() {
    let many = (0..1_001).fold("1\n".to_owned(), |file, number| file + &format!("C{number}\n"));
    let error = csv::parse(many.as_bytes(), None).unwrap_err();
    assert_eq!(error, FormatError { line: 1_002, column: 1, fault: Fault::TooManyCandidates });
    let many = (0..1_001).fold("name,votes\n".to_owned(), |file, number| file + &format!("C{number},1\n"));
    let error = csv::parse(many.as_bytes(), None).unwrap_err();
    assert_eq!(error, FormatError { line: 1_002, column: 1, fault: Fault::TooManyCandidates });
    for format in [Format::Blt, Format::Csv, Format::PrefLib] {
        let error = parse(format, Options::default(), &vec![b'1'; MAX_LINE + 1]).unwrap_err();
        assert_eq!(error, FormatError { line: 1, column: 1, fault: Fault::LineTooLong });
    }
}

/// An election as it can be written: no candidate twice on a paper.
#[derive(Clone, Debug)]
struct Election {
    title: Option<String>,
    candidates: Candidates,
    ballots: Ballots,
    seats: u32,
}

prop_compose! {
    fn elections()(
        names in prop::collection::vec("[\"#A-C가]|[\"#A-C가][ \"#,;A-CÉ가\t]{0,6}[\"#A-C가]", 1..6),
    )(
        title in prop::option::of("[\"#A-C]|[\"#A-C][ \"#,A-CÉ]{0,6}[\"#A-C]"),
        withdrawn in prop::collection::vec(any::<bool>(), names.len()),
        papers in prop::collection::vec(
            (1..1_000_u64, Just((0..names.len()).collect::<Vec<_>>()).prop_shuffle(),
                prop::collection::vec(0..3_u8, 0..=names.len())),
            0..8,
        ),
        names in Just(names),
        seats in 1..10_u32,
    ) -> Election {
        let mut builder = BallotsBuilder::new(names.len());
        for (count, order, kinds) in papers {
            let mut skipped = false;
            for (kind, index) in kinds.into_iter().zip(order) {
                let candidate = Candidate::new(index).unwrap();
                match kind {
                    0 => builder.skip(),
                    1 if !skipped => drop(builder.mark_equal(candidate).unwrap()),
                    _ => drop(builder.mark(candidate).unwrap()),
                }
                skipped = kind == 0;
            }
            builder.finish_ballot(count).unwrap();
        }
        let mut candidates = Candidates::new(names).unwrap();
        for (candidate, withdrawn) in candidates.iter().zip(withdrawn) {
            if withdrawn {
                candidates.withdraw(candidate);
            }
        }
        Election { title, candidates, ballots: builder.finish(), seats }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(election in elections()) {
        let Election { title, candidates, ballots, seats } = election;
        let text = blt::write(title.as_deref(), &candidates, &ballots, seats);
        let expected = Parsed { title, candidates, votes: Votes::Ballots(ballots), seats: Some(seats) };
        prop_assert_eq!(blt::parse(text.as_bytes()), Ok(expected), "{}", text);
        prop_assert_eq!(Format::of_content(text.as_bytes()), Some(Format::Blt));
    }
}

/// Of a fuzz target: what was committed for it, and the vectors of its format.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let committed = files(&format!("fuzz/corpus/{name}"));
    assert!(!committed.is_empty(), "{name} has no corpus");
    let vectors =
        ["accept", "reject"].iter().flat_map(|part| files(&format!("vectors/count/formats/{part}")));
    let of_format = vectors.filter(|(file, bytes)| {
        let format = Format::of_extension(file.rsplit('.').next().unwrap());
        bytes.len() < 1_000 && format.is_some_and(|format| format.to_string().to_lowercase() == name)
    });
    committed.into_iter().chain(of_format).map(|(_, bytes)| bytes).collect()
}

fn run(entry: EntryPoint, bytes: &[u8]) {
    let start = Instant::now();
    entry(bytes);
    assert!(start.elapsed() < LIMIT, "{:?} for {} bytes", start.elapsed(), bytes.len());
}

#[test]
fn the_corpus_runs_and_every_target_has_one() {
    for (name, entry) in ENTRY_POINTS {
        corpus(name).iter().for_each(|bytes| run(entry, bytes));
        let target = folder("fuzz/fuzz_targets").join(format!("{name}.rs"));
        assert!(fs::read_to_string(target).unwrap().contains(&format!("fuzzing::{name}(")), "{name}");
    }
}

/// A part of one file with another part of it, or of a second file, put in or in its place.
fn mutated(corpus: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let tokens =
        [" ", "0", "-", "=", "\"", "#", "\n", ",", ":", "{", "}", "1", "9999999999", "É", "\t", "\r"];
    let token = prop::sample::select(tokens.to_vec()).prop_map(|token| token.as_bytes().to_vec());
    let new = prop_oneof![3 => token, 1 => prop::collection::vec(any::<u8>(), 0..8)];
    let change = (any::<prop::sample::Index>(), 0..12_usize, new, 1..30_usize);
    let file = prop::sample::select(corpus);
    (file, prop::collection::vec(change, 1..4)).prop_map(|(mut bytes, changes)| {
        for (at, length, new, times) in changes {
            let at = at.index(bytes.len() + 1);
            let end = bytes.len().min(at + length / 2);
            bytes.splice(at..end, new.repeat(if length == 0 { times } else { 1 }));
        }
        bytes
    })
}

#[test]
fn mutations_of_the_corpus_and_garbage_do_no_harm() {
    for (name, entry) in ENTRY_POINTS {
        let garbage = prop::collection::vec(any::<u8>(), 0..300);
        let config = Config { cases: 2_000, failure_persistence: None, ..Config::default() };
        let run = |bytes: Vec<u8>| {
            run(entry, &bytes);
            Ok(())
        };
        let outcome = TestRunner::new(config.clone()).run(&mutated(corpus(name)), run);
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
        TestRunner::new(config).run(&garbage, run).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn long_inputs_are_read_or_refused_in_time() {
    let starts =
        ["", "3 2\n", "3 2\n1 ", "1,2\n", "name,votes\n", "A,B\n", "# NUMBER ALTERNATIVES: 3\n", "3\n"];
    for (name, entry) in ENTRY_POINTS {
        for start in starts {
            for unit in
                ["-", "- ", "\"", "\"\"", "#", ",", "9", " ", "\n", "1 1 0\n", "{", "{1,", "A\n", "1\n"]
            {
                println!("{name} {start:?} {unit:?}");
                run(entry, (start.to_owned() + &unit.repeat(MAX_LINE / 8 / unit.len())).as_bytes());
            }
        }
    }
}
