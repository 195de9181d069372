//! JSON with one way to write each value: RFC 8785, restricted.
//!
//! The profile has objects, arrays, strings, integers within ±(2^53 − 1), `true` and `false`; no fractions, no exponents,
//! no `null`. Keys are ASCII `[a-z0-9_]+`, so that the order of RFC 8785 is that of bytes. [`parse`] accepts exactly what
//! [`Value::encode`] writes: a signature over the bytes is a signature over the value. How long a document may be is the
//! caller's to say. `docs/spec/act.md` describes the profile.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

mod read;
mod write;

/// The largest integer, and the smallest but for its sign: 2^53 − 1.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// How many objects and arrays may stand in each other.
pub const MAX_DEPTH: usize = 8;

/// A value of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(Integer),
    /// A text.
    String(String),
    /// Values in order.
    Array(Vec<Self>),
    /// Values by name.
    Object(Object),
}

/// An integer within ±(2^53 − 1), which every reader of JSON holds exactly (RFC 8785, appendix D).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer(i64);

/// Values by name, in the order of the bytes of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object(BTreeMap<String, Value>);

/// A text cannot be a key: it is empty, or has another character than `[a-z0-9_]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is one or more of a to z, 0 to 9 and _")]
pub struct KeyError;

/// Bytes are not canonical JSON of the profile. Places are counted in bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Not UTF-8.
    #[error("not text in UTF-8")]
    NotText,
    /// Something else than the profile has here, spaces and `null` among it.
    #[error("nothing that may stand at byte {at}")]
    Syntax {
        /// Where.
        at: usize,
    },
    /// More than [`MAX_DEPTH`] objects and arrays in each other.
    #[error("deeper than {MAX_DEPTH} levels at byte {at}")]
    Depth {
        /// Where.
        at: usize,
    },
    /// A number that is no integer of the profile, or is not written in the one way.
    #[error("not an integer of at most 53 bits without leading zeroes at byte {at}")]
    Number {
        /// Where.
        at: usize,
    },
    /// An escape that RFC 8785 does not write.
    #[error("an escape that is not canonical at byte {at}")]
    Escape {
        /// Where.
        at: usize,
    },
    /// A control character that must be escaped.
    #[error("a control character at byte {at}")]
    Control {
        /// Where.
        at: usize,
    },
    /// A key with other characters than it may have.
    #[error("a key with other characters than a to z, 0 to 9 and _ at byte {at}")]
    Key {
        /// Where.
        at: usize,
    },
    /// A key that should stand before the one in front of it.
    #[error("a key out of order at byte {at}")]
    Order {
        /// Where.
        at: usize,
    },
    /// A key for the second time.
    #[error("a key for the second time at byte {at}")]
    Duplicate {
        /// Where.
        at: usize,
    },
    /// More after the value.
    #[error("more than one value, from byte {at}")]
    Trailing {
        /// Where.
        at: usize,
    },
    /// Writing what was read gives other bytes.
    #[error("not the one way to write this value")]
    NotCanonical,
}

impl Value {
    /// The integer, when it is one within ±(2^53 − 1).
    pub fn integer(number: impl TryInto<i64>) -> Option<Self> {
        number.try_into().ok().and_then(Integer::new).map(Self::Integer)
    }

    /// The text.
    pub fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    /// The one way to write the value (RFC 8785, section 3.2).
    pub fn encode(&self) -> String {
        let mut out = String::new();
        write::value(self, &mut out);
        out
    }
}

impl Integer {
    /// The integer, when it is within ±(2^53 − 1).
    pub const fn new(number: i64) -> Option<Self> {
        if number >= -MAX_INTEGER && number <= MAX_INTEGER { Some(Self(number)) } else { None }
    }

    /// The number.
    pub const fn number(self) -> i64 {
        self.0
    }
}

impl Object {
    /// An object without fields yet.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Sets a field.
    ///
    /// # Errors
    /// The key has other characters than `[a-z0-9_]`, or none.
    pub fn insert(&mut self, key: &str, value: Value) -> Result<(), KeyError> {
        if !is_key(key) {
            return Err(KeyError);
        }
        self.0.insert(key.into(), value);
        Ok(())
    }

    /// The value of a field.
    pub fn field(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The fields, in canonical order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads a value. What is accepted is canonical by construction, and is compared with what [`Value::encode`] writes all
/// the same: a signature must never cover bytes that two readers take for two values.
///
/// # Errors
/// The bytes are anything else than the one way to write a value of the profile.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    let text = core::str::from_utf8(bytes).map_err(|_| JsonError::NotText)?;
    let value = read::document(text)?;
    if value.encode() == text { Ok(value) } else { Err(JsonError::NotCanonical) }
}

fn is_key(key: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !key.is_empty() && key.bytes().all(allowed)
}
