use std::format;
use std::string::{String, ToString as _};
use std::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::hash::Hash;
use crate::key::NoteSigner;

fn signer(name: &str, key_use: KeyUse, secret: u8) -> NoteSigner {
    NoteSigner::from_secret(KeyName::new(name).unwrap(), key_use, &[secret; 32]).unwrap()
}

fn witness(number: u8) -> NoteSigner {
    signer(&format!("w.example/{number}"), KeyUse::Cosignature, 100 + number)
}

fn log() -> NoteSigner {
    signer("example.com/log", KeyUse::Note, 1)
}

/// Lines that define the log and the witnesses 1 to 6, of which X stands for 1 to 3 and Y for 4 to 6.
fn two_level(quorum: &str) -> String {
    let mut text = format!("# an example\nlog {} https://log.example/\n\n", log().verifier());
    for number in 1..=6 {
        text += &format!("\twitness  {number}\t{} \n", witness(number).verifier());
    }
    text + "group X 2 1 2 3\ngroup Y any 4 5 6\n  # both\ngroup X-and-Y all X Y\n" + quorum
}

fn policy(quorum: &str) -> Policy {
    Policy::parse(two_level(quorum).as_bytes()).unwrap()
}

/// A checkpoint that these witnesses cosigned, each at a time that is a thousand times its number.
fn cosigned(witnesses: &[u8]) -> Checkpoint {
    let head = Head { origin: KeyName::new("example.com/log").unwrap(), size: 5, root: Hash::of(b"5") };
    let mut checkpoint = head.sign(&log()).unwrap();
    for number in witnesses {
        let line = cosignature::cosign(&head, &witness(*number), u64::from(*number) * 1000);
        checkpoint.note_mut().push(line);
    }
    checkpoint
}

fn names(names: &[&str]) -> Vec<PolicyName> {
    names.iter().map(|name| PolicyName::new(name.as_bytes()).unwrap()).collect()
}

fn fault(text: &str) -> PolicyFault {
    match Policy::parse(text.as_bytes()) {
        Err(PolicyTextError::Line { fault, .. }) => fault,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn more_than_two_thirds() {
    let table = [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 5), (8, 6), (9, 7), (10, 7)];
    for (witnesses, enough) in table {
        assert_eq!(quorum_of(witnesses), enough, "{witnesses}");
    }
    assert_eq!(quorum_of(usize::MAX), usize::MAX / 3 * 2 + 1);
}

#[test]
fn groups_of_groups() {
    let policy = policy("quorum X-and-Y\n");
    let enough = |list: &[&str]| policy.is_quorum(&names(list));
    assert!(enough(&["1", "3", "5"]));
    assert!(enough(&["1", "2", "3", "4", "5", "6", "7"]));
    for too_few in [&["1", "3"][..], &["1", "5"], &["4", "5", "6"], &["X", "Y"], &["X-and-Y"], &[]] {
        assert!(!enough(too_few), "{too_few:?}");
    }
    assert_eq!(policy.verify(&cosigned(&[3, 5, 1])).unwrap().time(), Some(3000));
    let error = policy.verify(&cosigned(&[4, 5, 1])).unwrap_err();
    assert_eq!(error, PolicyError::NoQuorum { cosigned: 3, witnesses: 6 });
}

#[test]
fn what_is_read_is_written_in_one_form() {
    let policy = policy("quorum X-and-Y\n");
    let text = policy.to_bytes();
    assert_eq!(Policy::parse(&text).unwrap(), policy);
    let text = String::from_utf8(text).unwrap();
    assert!(text.ends_with("group X 2 1 2 3\ngroup Y 1 4 5 6\ngroup X-and-Y 2 X Y\nquorum X-and-Y\n"));
    assert!(text.starts_with(&format!("log {} https://log.example/\nwitness 1 ", log().verifier())));
    assert_eq!(Policy::parse(b"quorum none\n").unwrap().to_bytes(), b"quorum none\n");
}

#[test]
fn a_policy_of_witnesses_is_written() {
    let log = PolicyLog { key: log().verifier().clone(), url: None };
    let witnesses = || {
        (1..=4).map(|number| {
            let key = witness(number).verifier().clone();
            PolicyWitness {
                name: key.name().try_into().unwrap(),
                key,
                url: Some(b"https://w.example/".to_vec()),
            }
        })
    };
    let policy = Policy::of_witnesses(log.clone(), witnesses(), quorum_of(4)).unwrap();
    let text = String::from_utf8(policy.to_bytes()).unwrap();
    assert!(
        text.ends_with(
            "group witnesses 3 w.example/1 w.example/2 w.example/3 w.example/4\nquorum witnesses\n"
        )
    );
    assert_eq!(Policy::parse(text.as_bytes()).unwrap(), policy);
    assert!(policy.verify(&cosigned(&[1, 2])).is_err());
    let head = policy.verify(&cosigned(&[4, 1, 2])).unwrap();
    assert_eq!(head.time(), Some(2000));
    assert_eq!(
        head.cosigners().iter().map(|by| by.name().to_string()).collect::<Vec<_>>().join(" "),
        "w.example/1 w.example/2 w.example/4"
    );

    let without = Policy::of_witnesses(log.clone(), [], 0).unwrap();
    assert_eq!(without.verify(&cosigned(&[])).unwrap().time(), None);
    for enough in [0, 5] {
        let error = Policy::of_witnesses(log.clone(), witnesses(), enough).unwrap_err();
        assert_eq!(error, PolicyFault::Threshold { members: 4 });
    }
    let url = Some(b"https://w.example/\nquorum none".to_vec());
    let wrong = witnesses().map(|witness| PolicyWitness { url: url.clone(), ..witness });
    assert_eq!(Policy::of_witnesses(log, wrong, 3), Err(PolicyFault::Url));
}

#[test]
fn witnesses_on_which_the_quorum_does_not_rest_are_checked_and_not_counted() {
    let policy = policy("quorum X\n");
    let head = policy.verify(&cosigned(&[1, 2, 4, 5, 6])).unwrap();
    assert_eq!((head.cosigners().len(), head.time()), (2, Some(1000)));
    let single = self::policy("quorum 4\n");
    assert!(single.verify(&cosigned(&[4])).is_ok() && single.verify(&cosigned(&[1, 2, 3])).is_err());
    let none = self::policy("quorum none\n");
    assert_eq!(none.verify(&cosigned(&[1])).unwrap().time(), None);

    let mut wrong = cosigned(&[1, 2]);
    let other = Head { size: 6, ..wrong.head().clone() };
    wrong.note_mut().push(cosignature::cosign(&other, &witness(4), 4000));
    let error = policy.verify(&wrong).unwrap_err();
    assert!(matches!(error, PolicyError::Wrong { name } if name.as_str() == "w.example/4"));
    assert!(none.verify(&wrong).is_err());
}

#[test]
fn the_log_must_be_listed_and_must_have_signed() {
    let policy = policy("quorum X-and-Y\n");
    let strange = Head { origin: KeyName::new("example.com/other").unwrap(), ..cosigned(&[]).head().clone() };
    let error = policy.verify(&strange.sign(&log()).unwrap()).unwrap_err();
    assert!(matches!(error, PolicyError::UnknownLog { .. }));
    let impostor = cosigned(&[]).head().sign(&signer("example.com/log", KeyUse::Note, 9)).unwrap();
    assert!(matches!(policy.verify(&impostor), Err(PolicyError::NotSigned { .. })));

    // While the log's key is being replaced, either key is enough; a wrong line by either is not.
    let text = format!("log {}\n", signer("example.com/log", KeyUse::Note, 9).verifier())
        + &two_level("quorum none\n");
    let both = Policy::parse(text.as_bytes()).unwrap();
    assert!(both.verify(&impostor).is_ok() && both.verify(&cosigned(&[])).is_ok());
    let mut mixed = cosigned(&[]);
    let other = Head { size: 6, ..mixed.head().clone() };
    mixed.note_mut().push(
        other.sign(&signer("example.com/log", KeyUse::Note, 9)).unwrap().note().signatures()[0].clone(),
    );
    assert!(matches!(both.verify(&mixed), Err(PolicyError::Wrong { .. })));
}

#[test]
fn names_are_octets() {
    let line = format!("witness \u{212a} {}\n", witness(1).verifier());
    let kelvin = Policy::parse(format!("{line}quorum \u{212a}\n").as_bytes()).unwrap();
    assert!(!kelvin.is_quorum(&names(&["K"])) && kelvin.is_quorum(&names(&["\u{212a}"])));
    let mut bytes = b"witness \xff\x80 ".to_vec();
    bytes.extend_from_slice(format!("{} \x68\n", witness(1).verifier()).as_bytes());
    bytes.extend_from_slice(b"quorum \xff\x80\n");
    let policy = Policy::parse(&bytes).unwrap();
    assert_eq!(policy.witnesses()[0].name.as_bytes(), b"\xff\x80");
    assert_eq!(policy.to_bytes(), bytes);
    // The no-break space is a space for names of keys, and none here.
    assert!(PolicyName::new("a\u{a0}b".as_bytes()).is_ok());
}

#[test]
fn wrong_lines_are_refused() {
    let (log, one, two) =
        (log().verifier().to_string(), witness(1).verifier().to_string(), witness(2).verifier().to_string());
    let base = format!("witness 1 {one}\nwitness 2 {two}\n");
    let with = |line: &str| fault(&format!("{base}{line}\nquorum 1\n"));
    let name = |name: &str| names(&[name])[0].clone();
    assert_eq!(with("witnes 3"), PolicyFault::Form);
    assert_eq!(with("log"), PolicyFault::Form);
    assert_eq!(with(&format!("log {log} a b")), PolicyFault::Form);
    assert_eq!(with("quorum"), PolicyFault::Form);
    assert_eq!(with("quorum 1 2"), PolicyFault::Form);
    assert_eq!(with("quorum 2"), PolicyFault::SecondQuorum);
    assert_eq!(with("a\r"), PolicyFault::Octet);
    assert_eq!(with("# \x7f"), PolicyFault::Octet);
    assert_eq!(with("# \x0b"), PolicyFault::Octet);
    assert_eq!(with("log abc"), PolicyFault::Key(VerifierKeyError::Form));
    assert!(matches!(with(&format!("log {one}")), PolicyFault::KeyUse { .. }));
    assert!(matches!(with(&format!("witness 3 {log}")), PolicyFault::KeyUse { .. }));
    assert!(matches!(with(&format!("witness 3 {one}")), PolicyFault::DuplicateKey { .. }));
    let renamed = signer("w.example/renamed", KeyUse::Cosignature, 101);
    assert!(matches!(with(&format!("witness 3 {}", renamed.verifier())), PolicyFault::DuplicateKey { .. }));
    assert!(matches!(with(&format!("log {log}\nlog {log}")), PolicyFault::DuplicateKey { .. }));
    let third = witness(3).verifier().to_string();
    assert_eq!(with(&format!("witness 2 {third}")), PolicyFault::DuplicateName { name: name("2") });
    assert_eq!(with(&format!("witness none {third}")), PolicyFault::Name);
    assert_eq!(with("group 1 any 2"), PolicyFault::DuplicateName { name: name("1") });
    assert_eq!(with("group none any 1"), PolicyFault::Name);
    assert_eq!(with("group g any none"), PolicyFault::Name);
    assert_eq!(with("group g any g"), PolicyFault::UnknownName { name: name("g") });
    assert_eq!(with("group g any 1 1"), PolicyFault::UsedTwice { name: name("1") });
    assert_eq!(with("group g any 1\ngroup h any 1 2"), PolicyFault::UsedTwice { name: name("1") });
    for threshold in ["0", "3", "01", "+1", "-1", "1.0", "ANY", "18446744073709551617", "\u{661}"] {
        assert_eq!(
            with(&format!("group g {threshold} 1 2")),
            PolicyFault::Threshold { members: 2 },
            "{threshold}"
        );
    }
    assert_eq!(with("group g any"), PolicyFault::Threshold { members: 0 });
    assert_eq!(fault("quorum 1\n"), PolicyFault::UnknownName { name: name("1") });
    assert_eq!(fault("quorum none\nquorum none\n"), PolicyFault::SecondQuorum);
}

#[test]
fn wrong_files_are_refused() {
    assert_eq!(Policy::parse(b""), Err(PolicyTextError::NoQuorum));
    assert_eq!(Policy::parse(b"\n#quorum none\n"), Err(PolicyTextError::NoQuorum));
    assert_eq!(Policy::parse(b"quorum none"), Err(PolicyTextError::Unended));
    assert_eq!(Policy::parse(&std::vec![b'\n'; MAX_POLICY + 1]), Err(PolicyTextError::TooLarge));
}

#[test]
fn as_many_as_the_limits_say() {
    let line = |number: u8| {
        let witness = signer(&format!("w/{number}"), KeyUse::Cosignature, number);
        format!("witness {number} {}\ngroup g{number} 1 {number}\n", witness.verifier())
    };
    let text: String = (1..=64).map(line).collect();
    let members: String = (1..=63).map(|number| format!(" g{number}")).collect();
    let text = text.replace("group g64 1 64\n", &format!("group g64 all{members} 64\n"));
    let full = Policy::parse(format!("{text}quorum g64\n").as_bytes()).unwrap();
    assert_eq!(full.witnesses().len(), MAX_OF_A_KIND);
    let all: Vec<PolicyName> = full.witnesses().iter().map(|witness| witness.name.clone()).collect();
    assert!(full.is_quorum(&all) && !full.is_quorum(&all[1..]));
    assert_eq!(fault(&format!("{text}{}", line(65))), PolicyFault::TooMany);
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Policy::parse(&bytes);
    }

    #[test]
    fn lines_of_items_are_read_and_written_alike(lines in proptest::collection::vec(
        prop_oneof!["(group|quorum|witness|log|#)?( |\t)?", "group [a-d] (any|all|[0-3])( [a-d1-3]| X){0,3}", "quorum ([a-d1-6XY]|none)"], 0..5)) {
        let base = two_level("");
        let text = format!("{base}{}\nquorum none\n", lines.join("\n"));
        if let Ok(policy) = Policy::parse(text.as_bytes()) {
            let written = policy.to_bytes();
            let again = Policy::parse(&written).unwrap();
            prop_assert_eq!(&again, &policy);
            prop_assert_eq!(again.to_bytes(), written);
        }
    }
}

/// A changed byte of a policy may rename a witness or change an address. It never lets a checkpoint through that the policy
/// did not let through: whoever is still trusted is trusted by the key on the file, which its number guards.
#[test]
fn no_changed_byte_admits_what_was_refused() {
    let text = two_level("quorum X-and-Y\n").into_bytes();
    let stranger = cosigned(&[]).head().sign(&signer("example.com/log", KeyUse::Note, 9)).unwrap();
    let mut unlike = cosigned(&[1, 2, 3, 4, 5, 6]);
    let other = Head { size: 6, ..unlike.head().clone() };
    unlike.note_mut().push(cosignature::cosign(&other, &witness(4), 4000));
    for place in 0..text.len() {
        for change in [0x01, 0x20, 0x80] {
            let mut changed = text.clone();
            changed[place] ^= change;
            let Ok(policy) = Policy::parse(&changed) else { continue };
            assert!(policy.verify(&stranger).is_err(), "{place}");
            assert!(policy.verify(&cosigned(&[])).is_err(), "{place}");
            assert!(policy.verify(&cosigned(&[7, 8, 9])).is_err(), "{place}");
        }
    }
    assert!(policy("quorum X-and-Y\n").verify(&unlike).is_err());
}
