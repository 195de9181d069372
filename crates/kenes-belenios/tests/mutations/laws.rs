//! What holds for random elections: the tally is the count in the clear, every structure has one serialization, and
//! reading leniently changes nothing but form.

use kenes_belenios::archive::{Form, SurveyItem};
use kenes_belenios::audit::{Options, Verdict, audit_bytes};
use kenes_belenios::credential::PublicCredentials;
use kenes_belenios::decryption::{BoundDocument, PartialDecryption};
use kenes_belenios::election::Election;
use kenes_belenios::group::{Ed25519, GroupId};
use kenes_belenios::result::ElectionResult;
use kenes_belenios::shuffle::Shuffle;
use kenes_belenios::tally::EncryptedTally;
use kenes_belenios::testing::{Made, Scenario, count::sorted, items, random, random::Kind, rebuild, rng};
use kenes_belenios::trustee::Trustees;

use crate::json::Json;

const KINDS: [Kind; 4] = [Kind::Select, Kind::SelectOrBlank, Kind::Rank, Kind::Lists];

/// An election of random questions, voters, weights, revotes and trustees.
fn scenario(seed: u64) -> Scenario {
    let mut rng = rng(seed);
    let questions = 1 + random::index(&mut rng, 3);
    let kinds: Vec<Kind> = (0..questions).map(|_| KINDS[random::index(&mut rng, KINDS.len())]).collect();
    let voters = random::index(&mut rng, 6);
    let mut weights = vec![1; voters];
    if !kinds.contains(&Kind::Rank) && random::index(&mut rng, 2) == 0 {
        weights.iter_mut().for_each(|weight| *weight = random::between(&mut rng, 1, 1 << 31));
    }
    let turnout = random::index(&mut rng, voters + 1);
    let revotes = random::index(&mut rng, 4);
    let trustees = [(1, &[][..]), (2, &[]), (0, &[(2, 3)]), (1, &[(1, 2)]), (0, &[(2, 2), (1, 1)])];
    let (singles, thresholds) = trustees[random::index(&mut rng, trustees.len())];
    Scenario::new(GroupId::Ed25519, seed)
        .ask(&kinds)
        .weights(weights)
        .ballots(turnout, revotes)
        .trustees(singles, thresholds)
}

#[test]
fn the_result_is_the_count_of_the_votes_in_the_clear() {
    for seed in 100..if crate::long() { 1100 } else { 140 } {
        let questions = scenario(seed).questions;
        let Made { archive, bound, expected, .. } = scenario(seed).make();
        let options = Options { bound, require_bound: true, ..Options::default() };
        let report = audit_bytes(&archive, &options);
        assert_eq!(report.failures, [], "seed {seed}");
        let result = [b"{\"result\":", &*report.result.unwrap(), b"}"].concat();
        assert_eq!(sorted(ElectionResult::parse(&result, &questions).unwrap()), expected, "seed {seed}");
    }
}

#[test]
fn what_is_parsed_is_written_as_it_was() {
    for seed in 200..210 {
        let play = scenario(seed).play::<Ed25519>();
        let questions = play.board.election().questions();
        let bound = play.board.bound().to_bytes();
        assert_eq!(BoundDocument::<Ed25519>::parse(&bound).unwrap().to_bytes(), bound);
        for item in items(play.board.archive()) {
            match item {
                SurveyItem::Setup { election, trustees, credentials, setup: _ } => {
                    let parsed = Election::<Ed25519>::parse(election.clone()).unwrap();
                    let (uuid, template) = (parsed.uuid().clone(), parsed.template().clone());
                    let again = Election::new(uuid, template, *parsed.public_key()).unwrap();
                    assert_eq!(again.bytes(), election);
                    assert_eq!(Trustees::<Ed25519>::parse(&trustees).unwrap().to_bytes(), trustees);
                    let list = PublicCredentials::<Ed25519>::parse(&credentials).unwrap();
                    assert_eq!(list.to_bytes(), credentials);
                }
                SurveyItem::Tally { sized: _, bytes } => {
                    let tally = EncryptedTally::<Ed25519>::dangerously_assume_tallied(&bytes, questions);
                    assert_eq!(tally.unwrap().to_bytes(), bytes);
                }
                SurveyItem::Shuffle { owner: _, bytes } => {
                    assert_eq!(Shuffle::<Ed25519>::parse(&bytes).unwrap().to_bytes(), bytes);
                }
                SurveyItem::Decryption { owner: _, bytes } => {
                    assert_eq!(PartialDecryption::<Ed25519>::parse(&bytes).unwrap().to_bytes(), bytes);
                }
                SurveyItem::Result { bytes } => {
                    assert_eq!(ElectionResult::parse(&bytes, questions).unwrap().to_bytes(), bytes);
                }
                // Ballots are read and written as part of signing: `records_can_be_hashed_and_chained_anew`.
                SurveyItem::Ballot { .. } | SurveyItem::EndBallots | SurveyItem::EndShuffles => {}
            }
        }
    }
}

/// The same data with fields in the opposite order and white space everywhere; numbers in the result as strings.
fn reformed(bytes: &[u8]) -> Vec<u8> {
    fn write(json: &Json) -> String {
        match json {
            Json::Object(fields) => {
                let fields =
                    fields.iter().rev().map(|(name, value)| format!("\t\"{name}\" :{}", write(value)));
                format!("{{\n{}}}\r\n", fields.collect::<Vec<_>>().join(" ,"))
            }
            Json::List(items) => format!("[ {} ]", items.iter().map(write).collect::<Vec<_>>().join(",\n")),
            Json::Text(text) => match text.strip_prefix('1') {
                Some(rest) => format!("\"\\u0031{rest}\""),
                None => json.write(),
            },
            Json::Plain(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("\"{number}\"")
            }
            Json::Plain(_) | Json::Embedded(_) => json.write(),
        }
    }
    write(&Json::parse(core::str::from_utf8(bytes).unwrap())).into_bytes()
}

#[test]
fn other_forms_of_all_data_are_read_leniently_with_the_same_outcome() {
    let lenient = Options { form: Form::Lenient, ..Options::default() };
    for seed in 300..312 {
        let archive = scenario(seed).make().archive;
        let strict = audit_bytes(&archive, &Options::default());
        let mut items = items(&archive);
        for item in &mut items {
            match item {
                // The election's bytes are in the ballots.
                SurveyItem::Setup { election: _, trustees, credentials, setup: _ } => {
                    (*trustees, *credentials) = (reformed(trustees), reformed(credentials));
                }
                SurveyItem::Tally { bytes, .. }
                | SurveyItem::Shuffle { bytes, .. }
                | SurveyItem::Decryption { bytes, .. }
                | SurveyItem::Result { bytes } => *bytes = reformed(bytes),
                SurveyItem::Ballot { .. } | SurveyItem::EndBallots | SurveyItem::EndShuffles => {}
            }
        }
        let other = rebuild(&items);
        let report = audit_bytes(&other, &lenient);
        assert_eq!(report.failures, [], "seed {seed}");
        assert_eq!((&report.result, report.checks), (&strict.result, strict.checks), "seed {seed}");
        assert_eq!(audit_bytes(&other, &Options::default()).verdict(), Verdict::Refused);
    }
}

#[test]
fn another_form_of_an_election_is_read_leniently() {
    let archive = scenario(320).until(kenes_belenios::archive::Stage::Setup).make().archive;
    let mut items = items(&archive);
    let SurveyItem::Setup { election, .. } = &mut items[0] else { panic!("an archive begins with Setup") };
    let template = Election::<Ed25519>::parse(election.clone()).unwrap().template().clone();
    *election = reformed(election);
    let report = audit_bytes(&rebuild(&items), &Options { form: Form::Lenient, ..Options::default() });
    assert_eq!(report.failures, []);
    assert_eq!(report.template, Some(template));
}
