//! Charters: each value within its range, each field there, no other.

use std::fs;

use kenes_core::testing::CHARTER;
use kenes_core::{Charter, CharterError};

fn read(text: &str) -> Result<Charter, CharterError> {
    Charter::parse(text.as_bytes())
}

#[test]
fn the_example_of_the_page_is_a_charter() {
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/spec/charter.md")).unwrap();
    let example = page.split("```json\n").nth(1).unwrap().split('\n').next().unwrap();
    assert_eq!(read(example).map(|charter| charter.bodies.len()), Ok(2));
}

#[test]
fn numbers_are_within_their_ranges() {
    // Each with the value of the charter of the tests, the least and the most.
    for (field, value, least, most) in [
        ("term_months", 24, 12, 60),
        ("terms", 3, 0, 20),
        ("answer_days", 7, 1, 30),
        ("due_days", 60, 15, 180),
        ("notice_days", 15, 7, 60),
        ("small", 10, 0, 50),
        ("recoveries", 2, 1, 1_000),
        ("sponsors", 0, 0, 8),
        ("surge_days", 60, 1, 365),
        ("surge_percent", 15, 1, 100),
        ("waiting_days", 30, 0, 180),
        ("founders_days", 90, 1, 90),
        ("charter_days", 30, 7, 90),
        ("initiative_percent", 20, 1, 40),
        ("quorum_percent", 50, 34, 100),
        ("open_hours", 24, 1, 720),
        ("seats", 7, 1, 500),
        ("v", 1, 1, 1),
    ] {
        let with = |number: i64| {
            read(&CHARTER.replacen(&format!("\"{field}\":{value}"), &format!("\"{field}\":{number}"), 1))
        };
        for right in [least, most] {
            assert!(with(right).is_ok(), "{field} {right}: {:?}", with(right));
        }
        for wrong in [least - 1, most + 1] {
            let range = matches!(with(wrong), Err(CharterError::Range { found, .. }) if found == wrong);
            assert!(range, "{field} {wrong}: {:?}", with(wrong));
        }
    }
}

#[test]
fn the_parts_fit_together() {
    let unfit = |from: &str, to: &str| {
        assert!(CHARTER.contains(from), "{from}");
        match read(&CHARTER.replacen(from, to, 1)) {
            Err(CharterError::Unfit { field }) => field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(unfit("\"constituency\":0", "\"constituency\":2"), "bodies.constituency");
    assert_eq!(unfit("\"threshold\":2", "\"threshold\":4"), "elections.threshold");
    assert_eq!(unfit("\"entry\":{\"body\":1", "\"entry\":{\"body\":2"), "entry.body");
    assert_eq!(unfit("\"registrars\":2,\"sponsors\"", "\"registrars\":3,\"sponsors\""), "entry.registrars");
    assert_eq!(unfit("\"registrars\":2,\"small\"", "\"registrars\":3,\"small\""), "elections.registrars");
    assert_eq!(unfit("\"motions\":{\"body\":0", "\"motions\":{\"body\":2"), "motions.body");
    for (part, whole) in [(59, 100), (76, 100), (3, 2)] {
        let share = format!("{{\"part\":{part},\"whole\":{whole}}}");
        assert_eq!(unfit(r#"{"part":2,"whole":3}"#, &share), "motions.charter_share");
    }
    for (part, whole) in [(3, 5), (3, 4)] {
        let share = format!("{{\"part\":{part},\"whole\":{whole}}}");
        assert!(read(&CHARTER.replace(r#"{"part":2,"whole":3}"#, &share)).is_ok());
    }
}

#[test]
fn no_field_is_missing_or_too_many() {
    for (from, to) in [
        ("\"v\":1", "\"v\":1,\"w\":1"),
        ("\"part\":2,", "\"extra\":1,\"part\":2,"),
        ("\"terms\":3}", "\"terms\":3,\"zone\":1}"),
    ] {
        assert!(CHARTER.contains(from), "{from}");
        assert!(matches!(read(&CHARTER.replace(from, to)), Err(CharterError::Unknown { .. })), "{to}");
    }
    for field in ["\"founders_days\":90,", "\"part\":2,", "\"answer_days\":7,", "\"constituency\":0,"] {
        assert!(
            matches!(read(&CHARTER.replacen(field, "", 1)), Err(CharterError::Missing { .. })),
            "{field}"
        );
    }
    let kinds = [
        ("\"v\":1", "\"v\":\"1\""),
        ("\"founders_days\":90", "\"founders_days\":true"),
        ("stv_scottish", "lot"),
    ];
    let results = kinds.map(|(from, to)| read(&CHARTER.replace(from, to)));
    assert!(matches!(
        results,
        [Err(CharterError::Kind { .. }), Err(CharterError::Kind { .. }), Err(CharterError::Word { .. })]
    ));
    assert!(matches!(read(&format!("{CHARTER}\n")), Err(CharterError::Json(_))));
    assert!(matches!(read("[]"), Err(CharterError::Kind { .. })));
    let nobody = read(r#"{"bodies":[],"constituencies":[],"v":1}"#);
    assert!(matches!(nobody, Err(CharterError::Range { found: 0, .. })));
}
