//! A booth that is talked to, and what it was told: the same words are told to the modules under node.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure here is a failed test"
)]

pub mod election;

use kenes_booth::Booth;
use serde_json::{Value, json};

/// A booth, and the messages and answers so far.
#[derive(Debug, Default)]
pub struct Talk {
    booth: Booth,
    /// Message and answer in turn.
    pub said: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Talk {
    /// Says something that is answered well.
    pub fn ok(&mut self, message: Value) -> Value {
        self.ok_with(message, None)
    }

    /// The same with a file.
    pub fn ok_with(&mut self, message: Value, file: Option<&[u8]>) -> Value {
        let op = message["op"].clone();
        let answer = self.say(message, file);
        assert!(answer.get("error").is_none(), "{op}: {answer}");
        answer["ok"].clone()
    }

    /// Says something that is refused with this code; what the error has beside it.
    pub fn refused(&mut self, code: &str, message: Value) -> Value {
        self.refused_with(code, message, None)
    }

    /// The same with a file.
    pub fn refused_with(&mut self, code: &str, message: Value, file: Option<&[u8]>) -> Value {
        let op = message["op"].clone();
        let answer = self.say(message, file);
        assert_eq!(answer["error"]["code"], code, "{op}: {answer}");
        answer["error"].clone()
    }

    fn say(&mut self, message: Value, file: Option<&[u8]>) -> Value {
        let mut bytes = message.to_string().into_bytes();
        if let Some(file) = file {
            bytes.push(b'\n');
            bytes.extend(file);
        }
        let answer = self.raw(&bytes);
        serde_json::from_slice(&answer).unwrap()
    }

    /// Says bytes.
    pub fn raw(&mut self, message: &[u8]) -> Vec<u8> {
        let answer = self.booth.call(message);
        self.said.push((message.to_vec(), answer.clone()));
        answer
    }
}

/// 32 bytes that follow from a number, as 64 digits.
pub fn seed(number: u8) -> String {
    format!("{number:02x}").repeat(32)
}

/// A member's key that follows from a number.
pub fn key(talk: &mut Talk, number: u8) -> Value {
    talk.ok(json!({ "op": "key_new", "seed": seed(number) }))
}

/// The text of a field.
pub fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("no text {field} in {value}")).to_owned()
}
