//! What an election asks, as a document that its call names: `docs/spec/election.md`, "The call".

use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::json::{self, Object, Value};

/// The texts of an election with one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questions {
    /// The title of the election.
    pub name: String,
    /// A longer text.
    pub description: String,
    /// The question.
    pub question: String,
}

/// The version of the document.
const VERSION: i64 = 1;

/// The document that a call names: canonical JSON.
pub fn questions_document(name: &str, description: &str, question: &str) -> Vec<u8> {
    let mut object = Object::new();
    let texts = [("description", description), ("name", name), ("question", question)];
    let fields = texts.map(|(key, text)| (key, Value::string(text)));
    for (key, value) in fields.into_iter().chain(Value::integer(VERSION).map(|version| ("v", version))) {
        let inserted = object.insert(key, value);
        debug_assert!(inserted.is_ok(), "the keys are plain");
    }
    Value::Object(object).encode().into_bytes()
}

impl Questions {
    /// Reads the document; nothing when it is anything else.
    pub fn parse(document: &[u8]) -> Option<Self> {
        let Value::Object(object) = json::parse(document).ok()? else { return None };
        if object.len() != 4 || object.field("v") != Value::integer(VERSION).as_ref() {
            return None;
        }
        let text = |key| match object.field(key) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Bool(_) | Value::Integer(_) | Value::Array(_) | Value::Object(_)) | None => None,
        };
        Some(Self { name: text("name")?, description: text("description")?, question: text("question")? })
    }

    /// The document.
    pub fn document(&self) -> Vec<u8> {
        questions_document(&self.name, &self.description, &self.question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_back() {
        let document = questions_document("Council", "", "Who?");
        assert_eq!(document, br#"{"description":"","name":"Council","question":"Who?","v":1}"#);
        let read = Questions::parse(&document).unwrap();
        assert_eq!((&*read.name, &*read.description, &*read.question), ("Council", "", "Who?"));
        assert_eq!(read.document(), document);
    }

    #[test]
    fn anything_else_is_none() {
        for other in [
            "",
            "[]",
            r#"{"description":"","name":"","question":""}"#,
            r#"{"description":"","name":"","question":"","v":2}"#,
            r#"{"description":"","name":"","question":1,"v":1}"#,
            r#"{"a":"","description":"","name":"","question":"","v":1}"#,
            r#"{"name":"","description":"","question":"","v":1}"#,
        ] {
            assert_eq!(Questions::parse(other.as_bytes()), None, "{other}");
        }
    }
}
