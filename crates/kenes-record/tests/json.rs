//! Canonical JSON: a corpus of tricky cases, and agreement with `serde_jcs` (RFC 8785 by others).
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_record::json::{JsonError, MAX_DEPTH, MAX_INTEGER, Object, Value, parse};
use proptest::prelude::*;

/// What `serde_json` and `serde_jcs` together say: whether the bytes are the canonical form of a value of the profile.
fn oracle(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return false };
    in_profile(&value, MAX_DEPTH) && serde_jcs::to_vec(&value).is_ok_and(|canonical| canonical == bytes)
}

fn in_profile(value: &serde_json::Value, depth: usize) -> bool {
    let key = |key: &str| {
        !key.is_empty() && key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    match value {
        serde_json::Value::Null => false,
        serde_json::Value::Bool(_) | serde_json::Value::String(_) => true,
        serde_json::Value::Number(number) => {
            number.as_i64().is_some_and(|number| (-MAX_INTEGER..=MAX_INTEGER).contains(&number))
        }
        serde_json::Value::Array(items) => depth > 0 && items.iter().all(|item| in_profile(item, depth - 1)),
        serde_json::Value::Object(fields) => {
            depth > 0 && fields.iter().all(|(name, item)| key(name) && in_profile(item, depth - 1))
        }
    }
}

fn agrees(bytes: &[u8]) -> Result<(), String> {
    let ours = parse(bytes);
    if ours.is_ok() == oracle(bytes) {
        return Ok(());
    }
    Err(format!("{}: {ours:?}", String::from_utf8_lossy(bytes)))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/record/json")
}

/// The name of an error as the manifest has it.
fn name(error: JsonError) -> &'static str {
    match error {
        JsonError::NotText => "not-text",
        JsonError::Syntax { .. } => "syntax",
        JsonError::Depth { .. } => "depth",
        JsonError::Number { .. } => "number",
        JsonError::Escape { .. } => "escape",
        JsonError::Control { .. } => "control",
        JsonError::Key { .. } => "key",
        JsonError::Order { .. } => "order",
        JsonError::Duplicate { .. } => "duplicate",
        JsonError::Trailing { .. } => "trailing",
        JsonError::NotCanonical => "not-canonical",
        error => panic!("{error} has no name yet"),
    }
}

#[test]
fn the_vectors_are_read_as_their_manifest_says() {
    let manifest = fs::read(folder().join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let mut named = BTreeSet::from(["manifest.json".to_owned()]);
    for entry in manifest.as_array().unwrap() {
        let text = |field: &str| entry.get(field).and_then(serde_json::Value::as_str);
        let file = text("file").unwrap();
        let bytes = fs::read(folder().join(file)).unwrap();
        assert_eq!(parse(&bytes).err().map(name), text("error"), "{file}");
        agrees(&bytes).unwrap();
        assert!(text("what").is_some(), "{file} does not say what it is");
        assert!(named.insert(file.to_owned()), "{file} twice");
    }
    let found = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(found.collect::<BTreeSet<_>>(), named);
}

/// A value of the profile, with every kind of character in its texts.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(|number| Value::integer(number).unwrap()),
        prop_oneof![any::<String>(), "[\\x00-\\x7f\\u{2028}\\u{ff}\\u{1f600}]{0,12}"].prop_map(Value::string),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            proptest::collection::btree_map("[a-z0-9_]{1,4}", inner, 0..6).prop_map(|fields| {
                let mut object = Object::new();
                fields.into_iter().for_each(|(key, value)| object.insert(&key, value).unwrap());
                Value::Object(object)
            }),
        ]
    })
}

fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(if std::env::var_os("KENES_LONG").is_some() { 1_000_000 } else { 5_000 })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_value_is_read_back_and_written_as_the_oracle_writes_it(value in values()) {
        let text = value.encode();
        prop_assert_eq!(parse(text.as_bytes()), Ok(value));
        prop_assert!(oracle(text.as_bytes()), "{}", text);
    }

    /// Texts made of the pieces of JSON, right and wrong, and changed bytes in right ones.
    #[test]
    fn no_text_is_read_differently_by_the_oracle(
        pieces in proptest::collection::vec(pieces(), 0..24),
        value in values(),
        at in any::<prop::sample::Index>(),
        piece in pieces(),
    ) {
        agrees(pieces.concat().as_bytes()).map_err(TestCaseError::fail)?;
        let text = value.encode();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (before, after) = text.split_at(*at.get(&places));
        agrees([before, piece, after].concat().as_bytes()).map_err(TestCaseError::fail)?;
        let rest = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap();
        agrees([before, piece, rest].concat().as_bytes()).map_err(TestCaseError::fail)?;
    }
}

fn pieces() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\":",
        "\"b\":",
        "\"\"",
        "0",
        "1",
        "9",
        "-",
        "-0",
        "1.0",
        "1e0",
        "E+",
        "9007199254740991",
        "9007199254740992",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\\",
        "\\n",
        "\\/",
        "\\u0001",
        "\\u000a",
        "\\u001F",
        "\\u007f",
        "\\ud800",
        "\u{2028}",
        "\u{feff}",
        "é",
        "\u{1}",
    ])
}

#[test]
fn deep_nesting_ends_early() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(parse(deep.as_bytes()), Err(JsonError::Depth { at: MAX_DEPTH }));
}
