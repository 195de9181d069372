//! Every field of every structure of an election is altered in every way that [`alter`] knows; then whatever refers to
//! it is hashed and chained anew, and ballots are signed anew with the voter's credential, so that only the check that
//! is about the alteration can refuse the archive. [`table`] says which that is.
//!
//! In Ed25519 the gate tries every alteration of the chosen records, thousands; in the finite fields a part of them, and
//! with `KENES_LONG=1` all.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod alter;
mod bytes;
mod elections;
mod json;
mod laws;
mod table;
mod tape;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use kenes_belenios::audit::{Options, audit_bytes};
use kenes_belenios::check::Check;
use kenes_belenios::group::{Belenios2048, Group, Rfc3526};
use kenes_belenios::tampering;
use kenes_belenios::testing::{Play, random, rng};

use crate::alter::Alteration;
use crate::json::{Json, Place};
use crate::table::Expected;
use crate::tape::{Structure, Tape};

/// At least so many alterations are there to be tried.
const COUNT: usize = 1000;

/// Alterations tried in the gate for each election in a finite field.
const SAMPLE: usize = 80;

/// One alteration of one field.
struct Mutation {
    record: usize,
    structure: Structure,
    place: Place,
    path: String,
    alteration: Alteration,
    new: Json,
    expected: Expected,
}

/// An election and its records.
struct Subject<G: Group> {
    name: &'static str,
    play: Play<G>,
    tape: Tape,
    bound: Vec<u8>,
}

impl<G: Group> Subject<G> {
    fn new((name, play): (&'static str, Play<G>)) -> Self {
        let tape = Tape::read(play.board.archive());
        let bound = play.board.bound().to_bytes();
        Self { name, play, tape, bound }
    }

    /// All mutations, of one record of each structure, and of all where one differs from the other.
    fn mutations(&self) -> Vec<Mutation> {
        let mut mutations = Vec::new();
        for (index, record) in self.tape.records.iter().enumerate() {
            let chosen = match record.structure {
                Structure::Ballot => record.number == 0,
                Structure::Event => record.number < 2 || record.number % 3 == 0,
                _ => true,
            };
            if chosen {
                self.of_record(index, record.structure, &record.text, &mut mutations);
            }
        }
        let bound = core::str::from_utf8(&self.bound).unwrap();
        self.of_record(self.tape.records.len(), Structure::Bound, bound, &mut mutations);
        mutations
    }

    fn of_record(&self, record: usize, structure: Structure, text: &str, mutations: &mut Vec<Mutation>) {
        let tree = Json::parse(text);
        assert_eq!(tree.write(), text);
        let nodes = tree.nodes();
        let leaf = |(_, _, node): &(Place, String, &Json)| match node {
            Json::Text(text) => Some(text.clone()),
            _ => None,
        };
        let leaves: Vec<String> = nodes.iter().filter_map(leaf).collect();
        for (place, path, node) in &nodes {
            let altered = match (structure, &**path) {
                (Structure::OwnedShuffle | Structure::OwnedDecryption, "owner") => {
                    self.owners(record, structure, node)
                }
                _ => alter::all::<G>(structure, path, node, &leaves),
            };
            mutations.extend(altered.into_iter().map(|(alteration, new, expected)| {
                let expected =
                    elections::exception(self.name, structure, path, alteration, &new).unwrap_or(expected);
                let (place, path) = (place.clone(), path.clone());
                Mutation { record, structure, place, path, alteration, new, expected }
            }));
        }
    }

    /// Other owners of a shuffle or decryption.
    fn owners(&self, record: usize, structure: Structure, node: &Json) -> Vec<alter::Altered> {
        let owner: u64 = node.write().parse().unwrap();
        let trustees = u64::try_from(self.play.board.trustees().owners().count()).unwrap();
        let others = |records: &[tape::Record]| -> Vec<u64> {
            let same = records.iter().filter(|record| record.structure == structure);
            same.map(|record| record.text[9..].split(',').next().unwrap().parse().unwrap()).collect()
        };
        let (before, after) =
            (others(&self.tape.records[..record]), others(&self.tape.records[record + 1..]));
        let expected = |new: u64| {
            let fault = !(1..=trustees).contains(&new) || before.contains(&new) || after.contains(&new);
            match (structure, fault) {
                (Structure::OwnedShuffle, true) => Some(Check::ShuffleOwner),
                // Nothing binds a shuffle to its owner.
                (Structure::OwnedShuffle, false) => None,
                (_, true) => Some(Check::DecryptionOwner),
                (_, false) => Some(Check::DecryptionProof),
            }
        };
        let form = Some(table::form(structure));
        let number = |new: u64| Json::Plain(new.to_string());
        vec![
            (Alteration::Next, number(owner + 1), expected(owner + 1)),
            (Alteration::Previous, number(owner - 1), expected(owner - 1)),
            (Alteration::OtherType, Json::Text(owner.to_string()), form),
            (Alteration::Space, Json::Plain(format!(" {owner}")), form),
            (Alteration::Null, Json::Plain("null".into()), form),
        ]
    }

    /// What the audit says: the check that refuses, or none.
    fn outcome(&self, mutation: &Mutation) -> Expected {
        let Mutation { record, structure, place, new, .. } = mutation;
        let (record, structure) = (*record, *structure);
        let text = self.tape.records.get(record).map(|record| record.text.clone());
        let text = text.unwrap_or_else(|| String::from_utf8(self.bound.clone()).unwrap());
        let mut tree = Json::parse(&text);
        *tree.at(place) = new.clone();
        let mut altered = tree.write();
        let in_signature = mutation.path.starts_with("signature") || place.is_empty();
        if structure == Structure::Ballot && !in_signature {
            altered = self.sign(&altered);
        }
        // A ballot is audited alone, with the setup: later records would only repeat that something is wrong.
        let end = if structure == Structure::Ballot { record + 2 } else { self.tape.records.len() };
        let mut options = Options::default();
        if structure == Structure::Bound {
            options.bound = Some(altered.clone().into_bytes());
            options.require_bound = true;
        }
        let archive = self.tape.rewrite(record, &altered, end);
        audit_bytes(&archive, &options).failures.first().map(|failure| failure.check)
    }

    /// Signs the first ballot anew.
    fn sign(&self, ballot: &str) -> String {
        let (open, _) = ballot.rsplit_once(",\"signature\":").unwrap();
        let voter = &self.play.voters[self.play.votes[0].voter];
        let uuid = self.play.board.election().uuid();
        String::from_utf8(tampering::sign::<G>(open.as_bytes(), voter, uuid, &mut rng(1))).unwrap()
    }

    /// A choice of `count` mutations, of different kinds as far as possible, or all if `count` is none; and which of
    /// them have another outcome than the table says.
    fn check(&self, count: Option<usize>) -> (usize, Vec<String>) {
        let mut mutations = self.mutations();
        random::permute(&mut mutations, &mut rng(7));
        // The first of each kind to the front.
        let mut seen = BTreeMap::new();
        mutations.sort_by_cached_key(|mutation| {
            let Mutation { structure, path, alteration, .. } = mutation;
            let times = seen.entry((*structure, path.clone(), *alteration)).or_insert(0usize);
            *times += 1;
            *times > 1
        });
        if let Some(count) = count {
            mutations.truncate(count);
        }
        let wrong = parallel(&mutations, |mutation| {
            let found = self.outcome(mutation);
            let Mutation { structure, path, alteration, new, expected, .. } = mutation;
            (found != *expected).then(|| {
                let mut new = new.write();
                new.truncate(80);
                let name = |check: Expected| check.map_or("accepted", Check::name);
                let (expected, found) = (name(*expected), name(found));
                format!(
                    "{} {structure:?} {path} {alteration:?}: {expected} expected, {found} found: {new}",
                    self.name
                )
            })
        });
        println!("{}: {} mutations, {} kinds", self.name, mutations.len(), seen.len());
        (mutations.len(), wrong)
    }
}

/// What `f` finds, on every core.
fn parallel<T: Sync>(items: &[T], f: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(f(item));
        }
        found
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

fn long() -> bool {
    std::env::var_os("KENES_LONG").is_some()
}

/// How many mutations were tried, all with the right outcome.
fn check<G: Group>(elections: Vec<(&'static str, Play<G>)>, sample: Option<usize>) -> usize {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for election in elections {
        let subject = Subject::new(election);
        assert_eq!(audit_bytes(subject.play.board.archive(), &Options::default()).failures, []);
        let (count, differences) = subject.check(sample);
        tried += count;
        wrong.extend(differences);
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    tried
}

#[test]
fn every_alteration_of_every_field_is_refused_by_the_right_check() {
    let tried = check(elections::ed25519(), None);
    assert!(tried >= COUNT);
}

#[test]
fn alterations_in_finite_fields_are_refused_by_the_right_check() {
    let sample = (!long()).then_some(SAMPLE);
    check::<Belenios2048>(elections::belenios2048(), sample);
    check::<Rfc3526>(elections::rfc3526(), sample);
}

#[test]
fn records_can_be_hashed_and_chained_anew() {
    for (_, play) in elections::ed25519() {
        let archive = play.board.archive();
        let tape = Tape::read(archive);
        assert!(tape.rewrite(usize::MAX, "", usize::MAX) == archive);
        let items = kenes_belenios::testing::items(archive);
        assert!(kenes_belenios::testing::rebuild(&items) == archive);
    }
}
