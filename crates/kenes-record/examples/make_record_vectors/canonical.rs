// tidy: table
//! Canonical JSON and what looks like it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub fn files(files: &mut BTreeMap<String, Vec<u8>>) {
    let mut entries = Vec::new();
    for (name, error, bytes, what) in JSON {
        let file = format!("{name}.json");
        files.insert(format!("json/{file}"), bytes.to_vec());
        entries.push(json!({"file": file, "error": error, "what": what}));
    }
    files.insert("json/manifest.json".to_owned(), super::manifest(&Value::Array(entries)));
}

/// The cases of canonical JSON: the error, if it must be refused; the bytes; what they are.
const JSON: &[(&str, Option<&str>, &[u8], &str)] = &[
    ("object", None, b"{\"a\":1,\"b\":[true,false],\"b_1\":{}}", "an object"),
    ("order", None, b"{\"1\":0,\"_\":0,\"a\":0,\"aa\":0}", "keys in the order of bytes"),
    ("integers", None, b"[0,-1,9007199254740991,-9007199254740991]", "integers to the ends of the range"),
    ("escapes", None, b"\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f\"", "every escape there is"),
    (
        "unicode",
        None,
        "\"\u{7f}\u{e9}\u{2028}\u{feff}\u{1f600}/\"".as_bytes(),
        "characters that are not escaped",
    ),
    ("depth-8", None, b"[[[[[[[[0]]]]]]]]", "eight levels"),
    ("empty", None, b"[{},[],\"\"]", "nothing in different forms"),
    ("no-bytes", Some("syntax"), b"", "no bytes"),
    ("duplicate-key", Some("duplicate"), b"{\"a\":1,\"a\":1}", "a key twice"),
    ("duplicate-key-apart", Some("order"), b"{\"a\":1,\"b\":1,\"a\":1}", "a key twice, another between"),
    ("space-inside", Some("syntax"), b"{\"a\": 1}", "a space after the colon"),
    ("space-before", Some("syntax"), b" 1", "a space before"),
    ("space-after", Some("trailing"), b"1 ", "a space after"),
    ("line-end", Some("trailing"), b"1\n", "a line's end after"),
    ("wrong-order", Some("order"), b"{\"b\":1,\"a\":1}", "keys out of order"),
    ("fraction", Some("number"), b"1.0", "an integer with a fraction"),
    ("exponent", Some("number"), b"1e0", "an integer with an exponent"),
    ("minus-zero", Some("number"), b"-0", "zero with a minus"),
    ("plus", Some("syntax"), b"+1", "a plus"),
    ("leading-zero", Some("number"), b"01", "a leading zero"),
    ("minus-alone", Some("number"), b"-", "a minus alone"),
    ("two-to-53", Some("number"), b"9007199254740992", "2^53"),
    ("minus-two-to-53", Some("number"), b"-9007199254740992", "-2^53"),
    ("two-to-53-plus-1", Some("number"), b"9007199254740993", "2^53 + 1, which a double rounds"),
    ("many-digits", Some("number"), b"100000000000000000000000000000", "more than 64 bits"),
    ("null", Some("syntax"), b"null", "null"),
    ("nan", Some("syntax"), b"NaN", "no number"),
    ("capital-true", Some("syntax"), b"True", "a word of another language"),
    ("needless-escape", Some("escape"), b"\"\\u0061\"", "an escaped letter"),
    ("escaped-slash", Some("escape"), b"\"\\/\"", "an escaped slash"),
    ("long-escape", Some("escape"), b"\"\\u000a\"", "a long escape where there is a short one"),
    ("capital-escape", Some("escape"), b"\"\\u001F\"", "a capital digit in an escape"),
    ("escaped-delete", Some("escape"), b"\"\\u007f\"", "an escaped U+007F"),
    ("escaped-line-separator", Some("escape"), b"\"\\u2028\"", "an escaped U+2028"),
    ("lone-surrogate", Some("escape"), b"\"\\ud800\"", "half a pair of surrogates"),
    ("surrogate-pair", Some("escape"), b"\"\\ud83d\\ude00\"", "an escaped pair of surrogates"),
    ("surrogate-bytes", Some("not-text"), b"\"\xed\xa0\x80\"", "a surrogate in UTF-8"),
    ("overlong", Some("not-text"), b"\"\xc0\xaf\"", "a slash in two bytes"),
    ("invalid-utf-8", Some("not-text"), b"\"\xff\"", "a byte that no UTF-8 has"),
    ("byte-order-mark", Some("syntax"), b"\xef\xbb\xbf{}", "a byte order mark"),
    ("control", Some("control"), b"\"\x01\"", "a control character"),
    ("tab", Some("control"), b"\"\t\"", "a tabulator"),
    ("nul", Some("control"), b"\"\0\"", "a NUL"),
    ("unfinished-text", Some("syntax"), b"\"a", "a text without end"),
    ("unfinished-escape", Some("escape"), b"\"\\", "an escape without end"),
    ("unfinished-object", Some("syntax"), b"{\"a\":1", "an object without end"),
    ("comma-at-the-end", Some("syntax"), b"[1,]", "a comma too many"),
    ("comma-missing", Some("syntax"), b"[1[]]", "a comma too few"),
    ("two-values", Some("trailing"), b"{}{}", "two values"),
    ("capital-key", Some("key"), b"{\"A\":1}", "a key with a capital letter"),
    ("empty-key", Some("key"), b"{\"\":1}", "a key without characters"),
    ("escaped-key", Some("key"), b"{\"\\u0061\":1}", "a key with an escape"),
    ("key-with-a-dash", Some("key"), b"{\"a-b\":1}", "a key with a dash"),
    ("number-as-key", Some("syntax"), b"{1:1}", "a number as key"),
    ("single-quotes", Some("syntax"), b"{'a':1}", "single quotes"),
    ("comment", Some("syntax"), b"/**/1", "a comment"),
    ("depth-9", Some("depth"), b"[[[[[[[[[0]]]]]]]]]", "nine levels"),
];
