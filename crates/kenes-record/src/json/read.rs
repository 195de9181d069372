//! Reads canonical JSON, and nothing else.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Integer, JsonError, MAX_DEPTH, Object, Value, is_key};

/// One value, and nothing after it.
pub(super) fn document(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    if reader.peek().is_some() { Err(JsonError::Trailing { at: reader.at }) } else { Ok(value) }
}

struct Reader<'a> {
    text: &'a str,
    /// Always between two characters.
    at: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        match self.peek() {
            Some(b'{') => self.object(self.deeper(depth)?).map(Value::Object),
            Some(b'[') => self.array(self.deeper(depth)?).map(Value::Array),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.integer().map(Value::Integer),
            Some(b't') => self.word("true").map(|()| Value::Bool(true)),
            Some(b'f') => self.word("false").map(|()| Value::Bool(false)),
            _ => Err(self.syntax()),
        }
    }

    fn deeper(&self, depth: usize) -> Result<usize, JsonError> {
        if depth < MAX_DEPTH { Ok(depth.saturating_add(1)) } else { Err(JsonError::Depth { at: self.at }) }
    }

    fn object(&mut self, depth: usize) -> Result<Object, JsonError> {
        self.expect(b'{')?;
        let mut object = Object::new();
        let mut last = "";
        while !self.ends(b'}', last.is_empty())? {
            let at = self.at;
            let key = self.key()?;
            if key == last {
                return Err(JsonError::Duplicate { at });
            }
            if key < last {
                return Err(JsonError::Order { at });
            }
            self.expect(b':')?;
            let value = self.value(depth)?;
            object.insert(key, value).map_err(|_| JsonError::Key { at })?;
            last = key;
        }
        Ok(object)
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, JsonError> {
        self.expect(b'[')?;
        let mut items = Vec::new();
        while !self.ends(b']', items.is_empty())? {
            items.push(self.value(depth)?);
        }
        Ok(items)
    }

    /// Whether the list ends here; otherwise the comma before the next item, which the first has not, is behind us.
    fn ends(&mut self, end: u8, first: bool) -> Result<bool, JsonError> {
        if self.peek() == Some(end) {
            self.at = self.at.saturating_add(1);
            return Ok(true);
        }
        if !first {
            self.expect(b',')?;
        }
        Ok(false)
    }

    fn key(&mut self) -> Result<&'a str, JsonError> {
        let at = self.at;
        self.expect(b'"')?;
        let (key, _) = self.rest().split_once('"').ok_or(JsonError::Syntax { at })?;
        if !is_key(key) {
            return Err(JsonError::Key { at });
        }
        self.at = self.at.saturating_add(key.len()).saturating_add(1);
        Ok(key)
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
            let length = rest.bytes().position(special).unwrap_or(rest.len());
            text.push_str(rest.get(..length).unwrap_or_default());
            self.at = self.at.saturating_add(length);
            match self.peek() {
                Some(b'"') => {
                    self.at = self.at.saturating_add(1);
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(JsonError::Control { at: self.at }),
                None => return Err(self.syntax()),
            }
        }
    }

    /// Only the escapes that RFC 8785, section 3.2.2.2 writes: so no `\/`, no surrogate, no capital digit.
    fn escape(&mut self) -> Result<char, JsonError> {
        let error = JsonError::Escape { at: self.at };
        let rest = self.rest();
        let (character, length) = match rest.as_bytes().get(1).ok_or(error)? {
            b'"' => ('"', 2),
            b'\\' => ('\\', 2),
            b'b' => ('\u{8}', 2),
            b't' => ('\t', 2),
            b'n' => ('\n', 2),
            b'f' => ('\u{c}', 2),
            b'r' => ('\r', 2),
            b'u' => (control(rest.as_bytes().get(2..6).ok_or(error)?).ok_or(error)?, 6),
            _ => return Err(error),
        };
        self.at = self.at.saturating_add(length);
        Ok(character)
    }

    fn integer(&mut self) -> Result<Integer, JsonError> {
        let error = JsonError::Number { at: self.at };
        let rest = self.rest();
        // Everything that could belong to a number of JSON is looked at, so that `1.0` and `1e0` are named as what they are.
        let part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().position(|byte| !part(byte)).unwrap_or(rest.len());
        let number = rest.get(..length).unwrap_or_default();
        let digits = number.strip_prefix('-').unwrap_or(number);
        let zero = number == "0";
        let canonical =
            zero || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()));
        if !canonical {
            return Err(error);
        }
        let integer = number.parse().ok().and_then(Integer::new).ok_or(error)?;
        self.at = self.at.saturating_add(length);
        Ok(integer)
    }

    fn word(&mut self, word: &str) -> Result<(), JsonError> {
        if !self.rest().starts_with(word) {
            return Err(self.syntax());
        }
        self.at = self.at.saturating_add(word.len());
        Ok(())
    }

    fn expect(&mut self, byte: u8) -> Result<(), JsonError> {
        if self.peek() != Some(byte) {
            return Err(self.syntax());
        }
        self.at = self.at.saturating_add(1);
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn syntax(&self) -> JsonError {
        JsonError::Syntax { at: self.at }
    }
}

/// The control character of four hexadecimal digits, when it has no shorter escape.
fn control(digits: &[u8]) -> Option<char> {
    let [b'0', b'0', high @ (b'0' | b'1'), low] = digits else { return None };
    let low = match low {
        b'0'..=b'9' => low.checked_sub(b'0')?,
        b'a'..=b'f' => low.checked_sub(b'a')?.checked_add(10)?,
        _ => return None,
    };
    let code = high.checked_sub(b'0')?.checked_mul(16)?.checked_add(low)?;
    let shorter = matches!(code, 0x08 | 0x09 | 0x0a | 0x0c | 0x0d);
    (!shorter).then(|| char::from(code))
}
