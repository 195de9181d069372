//! Messages: an object of canonical JSON ([`kenes_record::json`]), and after a line's end, where an op takes one, a file.

#![cfg_attr(
    not(all(feature = "ballot", feature = "person", feature = "trustee")),
    allow(dead_code, reason = "each module needs a part of it")
)]

use kenes_belenios::fresh::FreshBytes;
use kenes_belenios::hash::Digest;
use kenes_record::json::{self, Object, Value};

use crate::BoothError;

/// A message that was read.
pub struct Message<'a> {
    object: Object,
    file: &'a [u8],
}

/// What an op is asked.
pub struct Request<'a> {
    op: &'a str,
    object: &'a Object,
    file: &'a [u8],
}

impl<'a> Message<'a> {
    /// Reads a message. Canonical JSON has no line's end but in escapes, so the first one ends the object.
    pub fn parse(message: &'a [u8]) -> Result<Self, BoothError> {
        let end = message.iter().position(|&byte| byte == b'\n').unwrap_or(message.len());
        let (object, file) = message.split_at_checked(end).unwrap_or((message, &[]));
        match json::parse(object) {
            Ok(Value::Object(object)) => Ok(Self { object, file: file.get(1..).unwrap_or_default() }),
            Ok(Value::Bool(_) | Value::Integer(_) | Value::String(_) | Value::Array(_)) | Err(_) => {
                Err(BoothError::Message)
            }
        }
    }

    /// Its op and fields.
    pub fn request(&self) -> Result<Request<'_>, BoothError> {
        let Some(Value::String(op)) = self.object.field("op") else { return Err(BoothError::Op) };
        Ok(Request { op, object: &self.object, file: self.file })
    }
}

impl<'a> Request<'a> {
    /// Its op.
    pub fn op(&self) -> &'a str {
        self.op
    }

    /// Refuses a field that the op does not have: a page that sends one means something that is not done.
    pub fn allow(&self, fields: &[&'static str]) -> Result<(), BoothError> {
        let known = |name: &str| name == "op" || fields.contains(&name);
        if self.object.fields().all(|(name, _)| known(name)) { Ok(()) } else { Err(BoothError::UnknownField) }
    }

    /// A text.
    pub fn text(&self, field: &'static str) -> Result<&'a str, BoothError> {
        self.optional(field)?.ok_or(BoothError::Field { field })
    }

    /// A text, if it is there.
    pub fn optional(&self, field: &'static str) -> Result<Option<&'a str>, BoothError> {
        match self.object.field(field) {
            Some(Value::String(text)) => Ok(Some(text)),
            None => Ok(None),
            Some(Value::Bool(_) | Value::Integer(_) | Value::Array(_) | Value::Object(_)) => {
                Err(BoothError::Field { field })
            }
        }
    }

    /// A number from 0.
    pub fn number<N: TryFrom<i64>>(&self, field: &'static str) -> Result<N, BoothError> {
        let Some(Value::Integer(number)) = self.object.field(field) else {
            return Err(BoothError::Field { field });
        };
        N::try_from(number.number()).map_err(|_| BoothError::Field { field })
    }

    /// Texts.
    pub fn texts(&self, field: &'static str) -> Result<Vec<&'a str>, BoothError> {
        let Some(Value::Array(items)) = self.object.field(field) else {
            return Err(BoothError::Field { field });
        };
        let text = |item: &'a Value| if let Value::String(text) = item { Some(text.as_str()) } else { None };
        items.iter().map(text).collect::<Option<_>>().ok_or(BoothError::Field { field })
    }

    /// A hash: 64 lower-case hexadecimal digits.
    pub fn digest(&self, field: &'static str) -> Result<Digest, BoothError> {
        Digest::parse_hex(self.text(field)?.as_bytes()).ok_or(BoothError::Field { field })
    }

    /// The randomness that came with the message: 64 lower-case hexadecimal digits.
    pub fn seed(&self) -> Result<FreshBytes, BoothError> {
        let field = "seed";
        let text = self.text(field)?;
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        if text.len() != 64 || base16ct::lower::decode(text, &mut *bytes).is_err() {
            return Err(BoothError::Field { field });
        }
        Ok(FreshBytes::new(*bytes))
    }

    /// The file after the object.
    pub fn file(&self) -> &'a [u8] {
        self.file
    }
}

/// An object of these fields.
pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let mut object = Object::new();
    for (name, value) in fields {
        insert(&mut object, name, value);
    }
    Value::Object(object)
}

/// Sets a field of an answer, all of which have names that may stand there.
pub fn insert(object: &mut Object, name: &str, value: Value) {
    let set = object.insert(name, value);
    debug_assert!(set.is_ok(), "no name of a field");
}

/// A number of an answer; what is above 2^53 − 1 is a text, as no reader of JSON would have it right.
pub fn number(number: impl TryInto<u64>) -> Value {
    let number = number.try_into().unwrap_or(u64::MAX);
    Value::integer(number).unwrap_or_else(|| Value::string(number.to_string()))
}

/// What is bytes and always text.
pub fn text(bytes: Vec<u8>) -> Value {
    Value::String(
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into()),
    )
}
