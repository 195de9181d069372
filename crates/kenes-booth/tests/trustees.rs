//! A trustee's part: a whole election through the booth is accepted by the audit, and nobody has anything else opened.

mod support;

use kenes_belenios::audit::{Options, audit_bytes};
use kenes_belenios::decryption::BoundDocument;
use kenes_belenios::group::Ed25519;
use kenes_belenios::hash::Digest;
use kenes_belenios::lot::{Lot, LotDocument};
use serde_json::json;

use self::support::election::{ceremony, play, set_up};
use self::support::{Talk, seed, text};

#[test]
fn an_election_through_the_booth_holds() {
    let mut talk = Talk::default();
    let setup = play(&mut talk);
    let report = audit_bytes(setup.board.archive(), &Options::default());
    assert_eq!(report.verdict().to_string(), "accepted", "{:?}", report.failures);
    let result = String::from_utf8(report.result.unwrap()).unwrap();
    assert!(result.contains("[1,2,1,0]"), "{result}");

    // A trustee's file says what everybody may know, and no answer but those that make it has its secret.
    let seed_of = |file: &str| file.lines().nth(2).unwrap().to_owned();
    for secret in &setup.secrets {
        let read = talk.ok(json!({ "op": "trustee_read", "secret": secret }));
        assert_eq!(
            (read["complete"].as_bool(), text(&read, "id")),
            (Some(true), secret.lines().nth(1).unwrap().into())
        );
        for (message, answer) in &talk.said {
            let message = String::from_utf8_lossy(message);
            let makes = message.contains("\"trustee_cert\"") || message.contains("\"trustee_share\"");
            assert!(makes || !String::from_utf8_lossy(answer).contains(&seed_of(secret)));
        }
    }
}

#[test]
fn the_archive_must_be_the_one_that_is_shown_and_hold() {
    let mut talk = Talk::default();
    let mut setup = set_up(&mut talk, 2);
    setup.vote(&mut talk, 0, "[[0,1,0,0],[1,2,3]]", 1);
    let open = setup.board.archive().to_vec();
    let ask = setup.part("trustee_decrypt", 0, 2);
    talk.refused_with("K-BOOTH-042", ask, Some(&open));

    setup.board.end_ballots();
    setup.board.publish_tally();
    let file = setup.board.archive().to_vec();
    // The ranking is not shuffled yet.
    talk.refused_with("K-BOOTH-042", setup.part("trustee_decrypt", 0, 2), Some(&file));
    let mut other = setup.part("trustee_shuffle", 0, 3);
    other["head"] = json!("00".repeat(32));
    assert_eq!(talk.refused_with("K-BOOTH-041", other, Some(&file))["field"], "head");
    let mut other = setup.part("trustee_shuffle", 0, 3);
    other["setup"] = json!("00".repeat(32));
    assert_eq!(talk.refused_with("K-BOOTH-041", other, Some(&file))["field"], "setup");
    talk.refused_with("K-BOOTH-040", setup.part("trustee_shuffle", 0, 3), Some(&file[1..]));
    talk.refused_with("K-BOOTH-040", setup.part("trustee_shuffle", 0, 3), None);
    talk.ok_with(setup.part("trustee_shuffle", 0, 3), Some(&file));

    // The file of another ceremony is nobody's here.
    let stranger =
        talk.ok(json!({ "op": "trustee_cert", "size": 3, "threshold": 2, "index": 1, "seed": seed(99) }));
    let mut strange = setup.part("trustee_shuffle", 0, 3);
    strange["secret"] = stranger["secret"].clone();
    talk.refused_with("K-BOOTH-031", strange, Some(&file));
}

#[test]
fn shares_of_a_lot_give_its_value() {
    let mut talk = Talk::default();
    let setup = play(&mut talk);
    let file = setup.board.archive().to_vec();
    let [start, head] = setup.hashes().map(|hash| Digest::parse_hex(hash.as_bytes()).unwrap());
    let lot = Lot::<Ed25519>::new(start, head);
    let mut document = LotDocument::new(&lot);
    for (trustee, number) in [(0, 61), (2, 62)] {
        let made = talk.ok_with(setup.part("trustee_lot", trustee, number), Some(&file));
        document.merge(LotDocument::parse(text(&made, "share").as_bytes()).unwrap()).unwrap();
    }
    document.check(setup.board.trustees(), &lot).unwrap();
}

#[test]
fn decryptions_come_with_a_bound_proof_and_once() {
    let mut talk = Talk::default();
    let setup = play(&mut talk);
    let said = talk
        .said
        .iter()
        .rev()
        .find(|(message, _)| String::from_utf8_lossy(message).contains("\"trustee_decrypt\""));
    let answer: serde_json::Value = serde_json::from_slice(&said.unwrap().1).unwrap();
    let bound = BoundDocument::<Ed25519>::parse(text(&answer["ok"], "bound").as_bytes()).unwrap();
    assert_eq!(bound.election(), setup.board.election().digest());
    // The result is out: no stage for that any more.
    let file = setup.board.archive().to_vec();
    talk.refused_with("K-BOOTH-042", setup.part("trustee_decrypt", 0, 9), Some(&file));
}

#[test]
fn a_ceremony_names_whom_to_blame() {
    let mut talk = Talk::default();
    ceremony(&mut talk);
    let cert = |talk: &mut Talk, index: u8| {
        talk.ok(
            json!({ "op": "trustee_cert", "size": 2, "threshold": 2, "index": index, "seed": seed(index) }),
        )
    };
    let (one, two) = (cert(&mut talk, 1), cert(&mut talk, 2));
    let certs = |second: &serde_json::Value| json!([one["cert"], second]);
    let deal =
        |certs| json!({ "op": "trustee_deal", "secret": one["secret"], "certs": certs, "seed": seed(7) });
    talk.ok(deal(certs(&two["cert"])));
    assert_eq!(talk.refused("K-BOOTH-034", deal(certs(&json!("{}"))))["index"], 2);
    assert_eq!(talk.refused("K-BOOTH-035", deal(certs(&one["cert"])))["index"], 2);
    let wrong = json!({ "op": "trustee_cert", "size": 2, "threshold": 3, "index": 1, "seed": seed(1) });
    assert_eq!(talk.refused("K-BOOTH-003", wrong)["field"], "threshold");
    let wrong = json!({ "op": "trustee_cert", "size": 2, "threshold": 2, "index": 3, "seed": seed(1) });
    assert_eq!(talk.refused("K-BOOTH-003", wrong)["field"], "index");
    // Both members' dealings, handed to the wrong one.
    let read = json!({ "op": "trustee_read", "secret": "kenes/trustee/v1\nx" });
    assert_eq!(talk.refused("K-BOOTH-030", read)["line"], 2);
}

#[test]
fn a_trustee_alone_has_a_key() {
    let mut talk = Talk::default();
    let made = talk.ok(json!({ "op": "trustee_single", "seed": seed(1) }));
    let read = talk.ok(json!({ "op": "trustee_read", "secret": made["secret"] }));
    assert_eq!((read["complete"].as_bool(), &read["id"]), (Some(true), &made["id"]));
    let key =
        kenes_belenios::trustee::TrusteePublicKey::<Ed25519>::import(text(&made, "key").as_bytes()).unwrap();
    assert!(key.proves_knowledge());
}
