//! Messages: an object of JSON on one line, and after the line's end, where an op takes one, a file.

use kenes_text::{Language, Words};
use serde_json::{Map, Value};

use crate::AuditorError;

/// What an op is asked.
pub struct Request<'a> {
    object: Map<String, Value>,
    file: &'a [u8],
}

impl<'a> Request<'a> {
    /// Reads a message.
    pub fn parse(message: &'a [u8]) -> Result<Self, AuditorError> {
        let end = message.iter().position(|&byte| byte == b'\n').unwrap_or(message.len());
        let (object, file) = message.split_at_checked(end).unwrap_or((message, &[]));
        let object = serde_json::from_slice(object).map_err(|_| AuditorError::Message)?;
        Ok(Self { object, file: file.get(1..).unwrap_or_default() })
    }

    /// Its op; no op has an empty name.
    pub fn op(&self) -> &str {
        self.text("op").unwrap_or_default()
    }

    /// A text.
    pub fn text(&self, field: &'static str) -> Result<&str, AuditorError> {
        self.object.get(field).and_then(Value::as_str).ok_or(AuditorError::Field { field })
    }

    /// A number from 0.
    pub fn number(&self, field: &'static str) -> Result<u64, AuditorError> {
        self.optional_number(field)?.ok_or(AuditorError::Field { field })
    }

    /// A number from 0, if it is there.
    pub fn optional_number(&self, field: &'static str) -> Result<Option<u64>, AuditorError> {
        let number = |value: &Value| value.as_u64().ok_or(AuditorError::Field { field });
        self.object.get(field).map(number).transpose()
    }

    /// The messages in the language that the field `lang` names.
    pub fn words(&self) -> Result<Words, AuditorError> {
        let language: Language =
            self.text("lang")?.parse().map_err(|_| AuditorError::Field { field: "lang" })?;
        Ok(Words::new(language).isolating())
    }

    /// The file after the object.
    pub fn file(&self) -> &'a [u8] {
        self.file
    }
}
