//! The auditor of a page finds what `kenes audit` finds, wherever the files come from, and has an answer to anything.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;
#[path = "support/talk.rs"]
mod talk;

use kenes_text::Language;
use kenes_verify::{MemoryFiles, Options, audit};
use serde_json::{Value, json};

use self::support::{Case, cases};
use self::talk::Talk;

/// What the program would print.
fn native(case: &Case) -> String {
    let options = Options { at: case.at, ..Options::default() };
    kenes_text::audit::json(&audit(&case.files, &options, &mut |_| {}).unwrap()).to_string()
}

fn tar_of(files: &MemoryFiles) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in &files.0 {
        let mut header = tar::Header::new_ustar();
        header.set_size(u64::try_from(content.len()).unwrap());
        header.set_mode(0o644);
        tar.append_data(&mut header, format!("record/{path}"), content.as_slice()).unwrap();
    }
    tar.into_inner().unwrap()
}

#[test]
fn it_finds_what_the_program_finds() {
    for case in cases() {
        let expected = native(&case);
        for count in [1, 6] {
            let mut talk = Talk::default();
            talk.begin(&case);
            talk.fetch(&case.files, count);
            let (found, steps) = talk.audit();
            assert_eq!(found, expected, "{}", case.name);
            assert!(steps > 1, "{steps} steps");
        }
        let mut talk = Talk::default();
        talk.begin(&case);
        talk.put(&case.files, "copy/record/");
        assert_eq!(talk.audit().0, expected);
        talk.begin(&case);
        talk.say(&json!({ "op": "audit_tar" }), Some(&tar_of(&case.files)));
        assert_eq!(talk.audit().0, expected);
        let found: Value = serde_json::from_str(&expected).unwrap();
        let failures = found["failures"].as_array().unwrap();
        let failing: Vec<_> = failures.iter().map(|failure| failure["check"].as_str().unwrap()).collect();
        assert_eq!(failing, case.failing);
    }
}

#[test]
fn it_tells_in_words() {
    for case in cases() {
        let mut talk = Talk::default();
        talk.begin(&case);
        talk.fetch(&case.files, 6);
        talk.audit();
        let is_sound = case.failing.is_empty();
        for language in Language::ALL {
            let told = talk.ok(json!({ "op": "audit_told", "lang": language.tag() }));
            assert_eq!(told["accepted"], is_sound);
            let failed: Vec<_> =
                told["failed"].as_array().unwrap().iter().map(|failed| &failed["code"]).collect();
            assert_eq!(failed, case.failing);
            for failed in told["failed"].as_array().unwrap() {
                assert!(!failed["remedy"].as_str().unwrap().is_empty());
                assert!(!failed["places"][0]["place"].as_str().unwrap().is_empty());
            }
            let seats = told["seats"].as_array().unwrap();
            assert!(!seats.is_empty());
            if is_sound {
                let chained = seats.iter().filter(|seat| !seat["reasons"].as_array().unwrap().is_empty());
                assert_eq!(chained.count(), seats.iter().filter(|seat| !seat["holder"].is_null()).count());
            }
            let page = talk.ok(json!({ "op": "audit_page", "lang": language.tag(), "name": "record" }));
            assert!(page["html"].as_str().unwrap().starts_with("<!"));
        }
    }
}

fn code(talk: &mut Talk, message: &Value) -> String {
    talk.say(message, None)["error"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn everything_has_an_answer() {
    let mut talk = Talk::default();
    for message in [&b""[..], b"x", b"[]", b"\n", b"{}x", b"\xff\xff", b"null\nfile"] {
        let answer = kenes_auditor::Auditor::new().call(message);
        assert!(answer.starts_with(br#"{"error":{"code":"K-BOOTH-001""#), "{message:?}");
    }
    assert_eq!(code(&mut talk, &json!({})), "K-BOOTH-002");
    assert_eq!(code(&mut talk, &json!({ "op": "audit" })), "K-BOOTH-002");
    for op in ["audit_start", "audit_step", "audit_json", "audit_tar"] {
        assert_eq!(code(&mut talk, &json!({ "op": op })), "K-BOOTH-050", "{op}");
    }
    for message in [
        json!({ "op": "audit_begin" }),
        json!({ "op": "audit_begin", "limit": -1 }),
        json!({ "op": "audit_begin", "limit": 1, "at": "x" }),
        json!({ "op": "audit_wanted" }),
        json!({ "op": "audit_file" }),
    ] {
        assert_eq!(code(&mut talk, &message), "K-BOOTH-003", "{message}");
    }
    talk.ok(json!({ "op": "audit_begin", "limit": 3 }));
    assert_eq!(code(&mut talk, &json!({ "op": "audit_step" })), "K-BOOTH-050");
    let long = talk.say(&json!({ "op": "audit_put", "path": "a" }), Some(b"long"));
    assert_eq!(long, json!({ "error": { "code": "K-BOOTH-052", "limit": 3 } }));
    talk.ok(json!({ "op": "audit_begin", "limit": 3 }));
    assert_eq!(code(&mut talk, &json!({ "op": "audit_start" })), "K-BOOTH-051");
    for file in [&b""[..], b"not a tar file", &[0; 1024]] {
        talk.ok(json!({ "op": "audit_begin", "limit": 3 }));
        let answer = talk.say(&json!({ "op": "audit_tar" }), Some(file));
        assert_eq!(answer["error"]["code"], "K-BOOTH-053", "{file:?}");
    }
}

#[test]
fn a_copy_with_links_is_refused() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    tar.append_link(&mut header, "record/checkpoint", "/etc/passwd").unwrap();
    let file = tar.into_inner().unwrap();
    let mut talk = Talk::default();
    talk.ok(json!({ "op": "audit_begin", "limit": 10_000 }));
    let answer = talk.say(&json!({ "op": "audit_tar" }), Some(&file));
    assert_eq!(answer["error"]["code"], "K-BOOTH-053");
}
