//! The privacy check: no field of any act can hold a name, an address or a sentence.
//!
//! A leaf is for ever. Each kind of field is on the list below with its reason and with how many bits its writer can choose
//! at most; a kind that is not on the list does not compile. Then texts are put into every place of every act, signed, and
//! must be refused.
#![expect(clippy::unwrap_used, reason = "tests")]

use kenes_record::act::{Act, ActType, Assurance, Kind, Presence, Profile, UnsignedAct};
use kenes_record::blob::Media;
use kenes_record::testing::{World, signers};
use proptest::prelude::*;
use serde_json::Value;

/// What must never be in a leaf.
const PERSONAL: &[&str] = &[
    "Anna Kowalska",
    "annakowalska",
    "Анна Ковальская",
    "김하나 김하나 김하나 김하나",
    "anna.kowalska@mail.example",
    "+48 600 700 800 ext anna",
    "ul. Długa 7, Kraków",
    "born 1984-02-29 in Oslo",
    "anna-kowalska.example",
    "192.0.2.7 Mozilla/5.0 (X11; Linux)",
    "Member of the union since 2019",
    "annakowalskaannakowalskaan",
    "Kowalska3Anna7",
];

/// Why each kind may be used. Exhaustive: a new kind has to be argued for here.
fn is_on_the_list(kind: &Kind) -> bool {
    let Assurance { reason, bits } = kind.assurance();
    let bound = match kind {
        Kind::Digest | Kind::Act | Kind::Commitment | Kind::PublicKey => 256,
        Kind::Key(holders) => {
            assert!(!holders.is_empty());
            82
        }
        Kind::Number { max } => {
            assert!(*max < 1 << 53);
            53
        }
        Kind::Minute => 33,
        Kind::Code(words) => {
            assert!(words.iter().all(|word| word.len() <= 16) && words.len() <= 16);
            5
        }
        Kind::Text(media) | Kind::Document(media) => {
            assert!(!media.is_empty());
            256 + 41 + 3
        }
        Kind::Checkpoint { cosignatures } => 53 + 256 + 576 * (u32::try_from(*cosignatures).unwrap() + 1),
        Kind::List { of, min: _, max } => {
            assert!(!matches!(of, Kind::List { .. }) && is_on_the_list(of) && *max <= 64);
            7 + 64 * 256
        }
    };
    assert!(bits <= bound && reason.len() > 10, "{kind:?}: {bits} bits, {reason}");
    true
}

#[test]
fn every_field_is_of_a_kind_that_holds_no_text() {
    for act_type in ActType::ALL {
        for field in act_type.fields() {
            assert!(is_on_the_list(&field.kind), "{}.{}", act_type.name(), field.name);
        }
    }
}

/// Withdrawable texts only where no rule reads them, by the names that such fields have.
#[test]
fn what_rules_read_is_never_a_text_that_may_be_withdrawn() {
    for act_type in ActType::ALL {
        for field in act_type.fields().iter().filter(|field| matches!(field.kind, Kind::Text(_))) {
            let name = field.name;
            assert!(["statement", "reply", "evidence", "interests", "text"].contains(&name), "{name}");
        }
    }
}

/// Acts that say nothing about who: what tells one ballot or one credential from another is not in their envelope.
#[test]
fn anonymous_acts_have_no_time_and_no_counter() {
    let ballot = ActType::BallotAccepted.profile();
    let presences = [ballot.at(), ballot.counter(), ballot.seen()];
    assert_eq!(presences, [Presence::Absent; 3]);
    let signature = ActType::PetitionSigned.profile();
    assert_eq!((signature.at(), signature.rounding()), (Presence::Optional, 86_400));
    assert!(signature.max_counter() < 10);
}

/// The places of a JSON value: each leaf, as a path.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                places(value, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{path}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(path.to_owned()),
    }
}

/// Whether the act with this object, signed by its signers, is an act of the log.
fn verifies(world: &World, act_type: ActType, object: &Value) -> bool {
    let text = format!("kenes/act/v1\n{}\n", serde_jcs::to_string(object).unwrap());
    let Ok(unsigned) = UnsignedAct::parse(text.as_bytes()) else { return false };
    let lines = signers(act_type.profile()).iter().map(|signer| unsigned.line(signer)).collect();
    let Ok(act) = unsigned.assemble(lines) else { return false };
    // Any change of a first act makes it the first of another log, so that its form alone has to keep texts out.
    act_type.profile() == Profile::Founders || act.verify(world.origin(), |name| world.key_of(name)).is_ok()
}

fn object(act: &Act) -> Value {
    serde_json::from_str(act.note().text().lines().nth(1).unwrap()).unwrap()
}

/// Puts a text into every place of every act but these, alone and beside what is there, and into new fields.
fn smuggle(world: &World, text: &str, except: &[&str]) {
    for act_type in ActType::ALL {
        let right = object(&world.act(*act_type, 3));
        let mut found = Vec::new();
        places(&right, "", &mut found);
        for place in found.iter().filter(|place| !except.contains(&place.as_str())) {
            let old = right.pointer(place).unwrap();
            let old = old.as_str().map_or_else(|| old.to_string(), ToOwned::to_owned);
            let inside = format!("{}{text}{}", &old[..old.len().min(2)], old.get(2..).unwrap_or_default());
            for new in [text.to_owned(), format!("{old}{text}"), format!("{text}{old}"), inside] {
                let mut changed = right.clone();
                *changed.pointer_mut(place).unwrap() = Value::String(new.clone());
                assert!(!verifies(world, *act_type, &changed), "{} at {place}: {new}", act_type.name());
            }
        }
        for object_place in ["", "/body"] {
            let mut changed = right.clone();
            let fields = changed.pointer_mut(object_place).unwrap().as_object_mut().unwrap();
            fields.insert("note".to_owned(), Value::String(text.to_owned()));
            assert!(!verifies(world, *act_type, &changed), "{}", act_type.name());
            let mut changed = right.clone();
            let fields = changed.pointer_mut(object_place).unwrap().as_object_mut().unwrap();
            fields.insert(text.to_owned(), Value::from(1));
            assert!(!verifies(world, *act_type, &changed), "{}", act_type.name());
        }
    }
}

#[test]
fn the_acts_that_texts_are_put_into_are_right_without_them() {
    let world = World::new("example.org");
    for act_type in ActType::ALL {
        assert!(verifies(&world, *act_type, &object(&world.act(*act_type, 3))), "{}", act_type.name());
    }
}

#[test]
fn names_and_addresses_fit_nowhere() {
    let world = World::new("example.org");
    PERSONAL.iter().for_each(|text| smuggle(&world, text, &[]));
    // A statement of 200 words.
    smuggle(&world, &"candidates promise what members ask ".repeat(40), &[]);
}

fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(if std::env::var_os("KENES_LONG").is_some() { 1_000 } else { 12 })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_text_fits_anywhere(text in prop_oneof!["[a-z]{12,80}", "[A-Za-z]{12,80}", "[a-z]{3,9}( [a-z]{3,9}){3,40}", "\\p{L}{12,40}"]) {
        let world = World::new("example.org");
        smuggle(&world, &text, &[]);
    }

    /// Texts as long as the hashes, keys and ids that stand in acts: only the digits of a hash get through.
    #[test]
    fn a_text_as_long_as_a_hash_is_no_hash(text in prop_oneof!["[a-z]{20}", "[a-z]{26}", "[a-zA-Z]{43}=", "[a-z]{64}"]) {
        prop_assume!(text.contains(|character: char| character.is_ascii_alphabetic() && !('a'..='f').contains(&character)));
        // 44 characters of Base64 are a root: in `seen`, where every reader compares it with the log's, and nowhere else.
        let except: &[&str] = if text.len() == 44 { &["/seen/1"] } else { &[] };
        smuggle(&World::new("example.org"), &text, except);
    }
}

#[test]
fn the_page_has_the_table() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/act.md");
    let page = std::fs::read_to_string(path).unwrap();
    let rows: Vec<String> = ActType::ALL.iter().map(|act_type| row(*act_type)).collect();
    let is_row =
        |line: &&str| ActType::ALL.iter().any(|of| line.starts_with(&format!("| `{}` |", of.name())));
    let on_page: Vec<&str> = page.lines().filter(is_row).collect();
    let example = include_str!("../../../vectors/record/acts/accept/seat.accepted.act");
    assert!(page.contains(example), "the example of docs/spec/act.md must be\n{example}");
    assert!(rows == on_page, "the table of docs/spec/act.md must be\n{}", rows.join("\n"));
}

/// The row of a type in the table of `docs/spec/act.md`.
fn row(act_type: ActType) -> String {
    let fields: Vec<String> = act_type
        .fields()
        .iter()
        .map(|field| {
            format!("{}{}: {}", field.name, if field.required { "" } else { "?" }, words(&field.kind))
        })
        .collect();
    format!("| `{}` | {} | {} |", act_type.name(), act_type.profile().name(), fields.join(", "))
}

fn names(media: &[Media]) -> String {
    media.iter().map(|media| media.name()).collect::<Vec<_>>().join(" or ")
}

fn words(kind: &Kind) -> String {
    match kind {
        Kind::Digest => "digest".to_owned(),
        Kind::Act => "act".to_owned(),
        Kind::Commitment => "commitment".to_owned(),
        Kind::PublicKey => "public key".to_owned(),
        Kind::Key(holders) => {
            let prefixes: Vec<&str> = holders.iter().map(|holder| holder.prefix()).collect();
            format!("key {}", prefixes.join("/"))
        }
        Kind::Number { max } => format!("≤ {max}"),
        Kind::Minute => "time".to_owned(),
        Kind::Code(words) => format!("({})", words.join(" ")),
        Kind::Text(media) => format!("text of {}", names(media)),
        Kind::Document(media) => format!("document of {}", names(media)),
        Kind::Checkpoint { cosignatures } => format!("checkpoint with ≤ {cosignatures} cosignatures"),
        Kind::List { of, min, max } => format!("[{}; {min} to {max}]", words(of)),
    }
}
