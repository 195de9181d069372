//! Ballots of the booth: taken by the box that verifies, those of the library for the same seed, and cast or challenged once.

mod support;

use kenes_belenios::PlainAnswer;
use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::hash::Digest;
use kenes_belenios::sealing::Sealer;
use serde_json::{Value, json};

use self::support::election::set_up;
use self::support::{Talk, seed, text};

const ANSWERS: &str = "[[0,1,0,0],[1,2,3]]";

#[test]
fn a_ballot_is_the_library_s_for_the_same_seed_and_is_taken() {
    let mut talk = Talk::default();
    let setup = set_up(&mut talk, 1);
    let sealed = talk.ok(setup.sealing(0, ANSWERS, 7));
    let cast = talk.ok(json!({ "op": "ballot_cast", "handle": sealed["handle"] }));
    let election = setup.board.election();
    let answers = PlainAnswer::parse_all(ANSWERS.as_bytes(), election.questions()).unwrap();
    let code = PrivateCredential::parse(&setup.codes[0]).unwrap();
    let own = Sealer::new(election).seal_from_seed(&code, answers, &[7; 32]).unwrap();
    assert_eq!(sealed["size"], own.size());
    let own = own.cast();
    assert_eq!(text(&cast, "ballot").into_bytes(), own.bytes);
    let found = BallotBox::new(election, setup.board.credentials()).verify(&own.bytes).unwrap();
    assert_eq!(text(&cast, "tracker"), found.tracker().to_base64());
    // Neither the code nor the answers are in what is sent.
    assert!(!text(&cast, "ballot").contains(&setup.codes[0]));
}

#[test]
fn the_vectors_of_sealing_come_out() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("../../../conformance/wasm/sealing.json")).unwrap();
    let mut done = 0;
    for case in cases {
        let mut talk = Talk::default();
        let message = json!({ "op": "ballot_seal", "election": case["election"], "credential": case["credential"],
            "answers": case["answers"], "seed": case["seed"] });
        if !text(&case, "election").contains("\"Ed25519\"") {
            talk.refused("K-BOOTH-021", message);
            continue;
        }
        let sealed = talk.ok(message);
        let cast = talk.ok(json!({ "op": "ballot_cast", "handle": sealed["handle"] }));
        assert_eq!(
            Digest::of(text(&cast, "ballot").as_bytes()).to_hex(),
            text(&case, "sha256"),
            "{}",
            case["name"]
        );
        done += 1;
    }
    assert!(done >= 4, "{done}");
}

#[test]
fn a_handle_works_once_and_what_was_challenged_cannot_be_cast() {
    let mut talk = Talk::default();
    let setup = set_up(&mut talk, 1);
    let cast = |handle: &Value| json!({ "op": "ballot_cast", "handle": handle });
    let challenge = |handle: &Value| json!({ "op": "ballot_challenge", "handle": handle });

    let sealed = talk.ok(setup.sealing(0, ANSWERS, 1));
    talk.refused("K-BOOTH-025", cast(&json!(0)));
    let opened = talk.ok(challenge(&sealed["handle"]));
    talk.refused("K-BOOTH-025", cast(&sealed["handle"]));
    talk.refused("K-BOOTH-025", challenge(&sealed["handle"]));

    // What the challenge gives away is checked by another device, and no box takes it.
    let opening = text(&opened, "opening");
    let check =
        |opening: &str| json!({ "op": "opening_check", "election": setup.election(), "opening": opening });
    let checked = Talk::default().ok(check(&opening));
    assert_eq!(checked["hash"], sealed["hash"]);
    assert_eq!(checked["answers"].to_string(), ANSWERS);
    let document: Value = serde_json::from_str(&opening).unwrap();
    for bytes in [opening.clone(), document["ballot"].to_string()] {
        assert!(
            BallotBox::new(setup.board.election(), setup.board.credentials())
                .verify(bytes.as_bytes())
                .is_err()
        );
    }
    // A device that cheated is found out.
    let other = opening.replace("\"answers\":[[0,1,0,0]", "\"answers\":[[0,0,1,0]");
    let wrong = talk.refused("K-BOOTH-026", check(&other));
    assert_eq!((&wrong["why"], &wrong["question"]), (&json!("differs"), &json!(0)));
    talk.refused("K-BOOTH-026", check("{}"));

    // A cast ballot cannot be challenged, and a new sealing forgets the old one.
    let first = talk.ok(setup.sealing(0, ANSWERS, 2));
    let second = talk.ok(setup.sealing(0, ANSWERS, 3));
    assert!(first["handle"] != second["handle"]);
    talk.refused("K-BOOTH-025", cast(&first["handle"]));
    talk.ok(cast(&second["handle"]));
    talk.refused("K-BOOTH-025", challenge(&second["handle"]));
}

#[test]
fn nothing_is_held_of_a_ballot_that_was_refused() {
    let mut talk = Talk::default();
    let setup = set_up(&mut talk, 1);
    let sealed = talk.ok(setup.sealing(0, ANSWERS, 1));
    assert_eq!(talk.refused("K-BOOTH-024", setup.sealing(0, "[[0,1,1,0],[1,2,3]]", 2))["question"], 0);
    talk.refused("K-BOOTH-025", json!({ "op": "ballot_cast", "handle": sealed["handle"] }));
}

#[test]
fn a_code_and_an_election_are_read() {
    let mut talk = Talk::default();
    let setup = set_up(&mut talk, 1);
    let check = |credential: &str| json!({ "op": "ballot_check", "election": setup.election(), "credential": credential });
    let found = talk.ok(check(&format!(" {} ", setup.codes[0])));
    assert_eq!(found["uuid"], setup.board.election().uuid().as_str());
    assert_eq!(found["questions"][0]["kind"], "choices");
    assert_eq!(found["questions"][1]["answers"][2], "최");
    let why = |talk: &mut Talk, code: &str| text(&talk.refused("K-BOOTH-022", check(code)), "why");
    assert_eq!(why(&mut talk, "abc"), "shape");
    let mistyped = format!("0{}", &setup.codes[0][1..]);
    assert_eq!(why(&mut talk, &mistyped), "character");
    talk.refused(
        "K-BOOTH-020",
        json!({ "op": "ballot_check", "election": "{}", "credential": setup.codes[0] }),
    );
    assert_eq!(talk.refused("K-BOOTH-023", setup.sealing(0, "[[0,1,0,0],", 1))["at"], 11);
    let mut bad = setup.sealing(0, ANSWERS, 1);
    bad["seed"] = json!(seed(1)[2..]);
    assert_eq!(talk.refused("K-BOOTH-003", bad)["field"], "seed");
    // No answer repeats a code.
    assert!(!talk.said.iter().any(|(_, answer)| String::from_utf8_lossy(answer).contains(&setup.codes[0])));
}
