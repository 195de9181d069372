//! Keys and acts: every type of act is read and told, a line is right and stands for nothing else, and nothing else is read.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use kenes_record::act::{ActType, Body, Datum, PublicKey, UnsignedAct};
use kenes_record::blob::{Blob, Media, Salt};
use kenes_record::enter::Challenge;
use kenes_record::member_key::{MemberKey, Token};
use kenes_record::note::{Note, NoteSignature};
use kenes_record::testing::World;
use serde_json::{Value, json};

use self::support::{Talk, key, seed, text};

const ORIGIN: &str = "https://council.example.org";

fn act(act_type: ActType) -> UnsignedAct {
    World::new("example.org").draft(act_type, 3).write().unwrap()
}

#[test]
fn keys_are_made_read_and_changed() {
    let mut talk = Talk::default();
    let made = key(&mut talk, 1);
    let read = talk.ok(json!({ "op": "key_read", "file": made["file"] }));
    assert_eq!(
        (&read["name"], &read["public"], &read["next"]),
        (&made["name"], &made["public"], &made["next"])
    );
    assert!(read.get("file").is_none());
    let rotated = talk.ok(json!({ "op": "key_rotate", "file": made["file"], "seed": seed(2) }));
    let public: PublicKey = text(&rotated, "public").parse().unwrap();
    assert_eq!(kenes_core::next_of(&public).to_hex(), text(&made, "next"));
    assert_ne!(rotated["next"], made["next"]);
    let file = text(&made, "file");
    assert!(MemberKey::parse(&file).is_ok());
    let cut = talk.refused("K-BOOTH-010", json!({ "op": "key_read", "file": &file[..file.len() - 1] }));
    assert_eq!(cut["line"], 4);
    // No answer but those that make the file has a secret of it.
    let secrets: Vec<&str> = file.lines().skip(2).collect();
    let told =
        talk.said.iter().filter(|(message, _)| String::from_utf8_lossy(message).contains("\"key_read\""));
    assert!(
        told.map(|(_, answer)| String::from_utf8_lossy(answer)).all(|answer| !answer.contains(secrets[0]))
    );
}

#[test]
fn every_type_of_act_is_read_in_full() {
    let mut talk = Talk::default();
    for act_type in ActType::ALL {
        let act = act(*act_type);
        let told = talk.ok(json!({ "op": "act_read", "text": act.text() }));
        assert_eq!((text(&told, "type"), text(&told, "id")), (act_type.name().into(), act.id().to_hex()));
        let names: Vec<String> =
            told["fields"].as_array().unwrap().iter().map(|field| text(field, "name")).collect();
        let expected: Vec<&str> = act.body().fields().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, expected);
        let member = act.envelope().seen.is_some();
        assert_eq!(told.get("seen").is_some(), member);
    }
    let text = act(ActType::SeatAccepted).text().to_owned();
    for (from, to) in
        [("\"seat\":", "\"seat\": "), ("kenes/act", "kenes/acts"), ("\"v\":1", "\"v\":2"), ("}\n", "}")]
    {
        talk.refused("K-BOOTH-011", json!({ "op": "act_read", "text": text.replace(from, to) }));
    }
}

#[test]
fn a_line_is_right_and_for_the_act_that_was_shown() {
    let mut talk = Talk::default();
    let file = key(&mut talk, 1);
    let act = act(ActType::SeatAccepted);
    let sign = |text: &str, id: Option<String>| {
        let mut message = json!({ "op": "act_sign", "text": text, "file": file["file"] });
        if let Some(id) = id {
            message["id"] = json!(id);
        }
        message
    };
    let signed = talk.ok(sign(act.text(), Some(act.id().to_hex())));
    let mut note = Note::new(act.text().to_owned()).unwrap();
    note.push(NoteSignature::from_line(&text(&signed, "line")).unwrap());
    let own = MemberKey::parse(&text(&file, "file")).unwrap();
    note.verify(own.signer().verifier()).unwrap();
    assert_eq!(text(&signed, "name"), own.name().to_string());
    talk.refused("K-BOOTH-012", sign(act.text(), Some("00".repeat(32))));
    talk.refused("K-BOOTH-013", sign(self::act(ActType::Tick).text(), None));
    talk.refused("K-BOOTH-011", sign(&Challenge::new(ORIGIN, [1; 32]).unwrap().to_text(), None));
}

#[test]
fn a_joining_code_signs_its_own_first_key_only() {
    let mut talk = Talk::default();
    let file = key(&mut talk, 1);
    let world = World::new("example.org");
    let mut draft = world.draft(ActType::KeyBound, 3);
    let enrolment = kenes_record::act::ActId::of_text("an enrolment");
    let token = Token { log: *world.origin().id(), enrolment, signer: Token::credential(&[9; 32]).unwrap() };
    let own = MemberKey::parse(&text(&file, "file")).unwrap();
    draft.envelope.by = own.name().fingerprint;
    let fields = |enrol, key: &MemberKey| {
        Body::new(vec![
            ("credential", Datum::PublicKey(token.public().unwrap())),
            ("custody", Datum::Code("own")),
            ("enrol", Datum::Act(enrol)),
            ("key", Datum::PublicKey(key.public().unwrap())),
            ("next", Datum::Digest(key.next_hash())),
        ])
    };
    let code = token.dangerously_to_text();
    let mut ask = |body: Body, file: &Value| {
        draft.body = body;
        let text = draft.write().unwrap().text().to_owned();
        json!({ "op": "token_sign", "text": text, "file": file["file"], "token": *code })
    };
    let right = ask(fields(enrolment, &own), &file);
    let signed = talk.ok(right.clone());
    assert_eq!(signed["lines"].as_array().unwrap().len(), 2);
    let lines = signed["lines"].as_array().unwrap();
    let lines = lines.iter().map(|line| NoteSignature::from_line(line.as_str().unwrap()).unwrap()).collect();
    let unsigned = UnsignedAct::parse(text(&right, "text").as_bytes()).unwrap();
    unsigned.assemble(lines).unwrap();
    let other = ask(fields(kenes_record::act::ActId::of_text("another"), &own), &file);
    assert_eq!(talk.refused("K-BOOTH-014", other)["field"], "enrol");
    let stranger = key(&mut talk, 2);
    let other = ask(fields(enrolment, &own), &stranger);
    assert_eq!(talk.refused("K-BOOTH-014", other)["field"], "key");
    let read = talk.ok(json!({ "op": "token_read", "token": *code }));
    assert_eq!(text(&read, "enrolment"), enrolment.to_hex());
    let secret = code.lines().nth(3).unwrap();
    assert!(!talk.said.iter().any(|(_, answer)| String::from_utf8_lossy(answer).contains(secret)));
}

#[test]
fn a_site_is_entered_and_no_other() {
    let mut talk = Talk::default();
    let file = key(&mut talk, 1);
    let challenge = Challenge::new(ORIGIN, [7; 32]).unwrap();
    let ask = |text: &str, origin: &str| json!({ "op": "challenge_sign", "text": text, "file": file["file"], "origin": origin });
    let signed = talk.ok(ask(&challenge.to_text(), ORIGIN));
    let line = NoteSignature::from_line(&text(&signed, "line")).unwrap();
    let public: PublicKey = text(&file, "public").parse().unwrap();
    assert_eq!(challenge.verify(line, &public).unwrap().to_string(), text(&signed, "name"));
    talk.refused("K-BOOTH-016", ask(&challenge.to_text(), "https://other.example.org"));
    talk.refused("K-BOOTH-015", ask(act(ActType::SeatAccepted).text(), ORIGIN));
}

#[test]
fn a_text_is_shown_when_it_is_the_one_that_is_named() {
    let mut talk = Talk::default();
    let blob = Blob::seal(Salt::from_bytes(&[3; 32]), "Мы, the undersigned".as_bytes());
    let reference = blob.reference(Media::Markdown).unwrap();
    let ask = json!({ "op": "blob_read", "blob": reference.digest().to_hex(), "len": reference.length(),
        "media": reference.media().name() });
    assert_eq!(text(&talk.ok_with(ask.clone(), Some(blob.file())), "content"), "Мы, the undersigned");
    talk.refused_with("K-BOOTH-017", ask.clone(), Some(&blob.file()[1..]));
    talk.refused("K-BOOTH-017", ask);
}

#[test]
fn any_bytes_have_an_answer() {
    let mut talk = Talk::default();
    let wrong: &[&[u8]] =
        &[b"", b"{}", b"[]", b"\xff", b"{\"op\":1}", b"{\"op\":\"x\"} ", b"{\"op\":\"key_new\"", b"\n\n"];
    for bytes in wrong {
        let answer: Value = serde_json::from_slice(&talk.raw(bytes)).unwrap();
        assert!(text(&answer["error"], "code").starts_with("K-BOOTH-00"), "{answer}");
    }
    talk.refused("K-BOOTH-002", json!({ "op": "key_steal" }));
    talk.refused("K-BOOTH-004", json!({ "op": "key_new", "seed": seed(1), "more": 1 }));
    assert_eq!(talk.refused("K-BOOTH-003", json!({ "op": "key_new", "seed": "x" }))["field"], "seed");
    assert_eq!(talk.refused("K-BOOTH-003", json!({ "op": "key_new" }))["field"], "seed");
    // Messages cut off, and with one byte changed.
    let whole = json!({ "op": "act_read", "text": act(ActType::KeyBound).text() }).to_string().into_bytes();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        for bytes in [&whole[..at], &changed] {
            assert!(serde_json::from_slice::<Value>(&talk.raw(bytes)).unwrap().is_object());
        }
    }
}
