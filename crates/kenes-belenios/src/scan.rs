//! A strict scanner of compact JSON (Belenios 3.3.0 §4.1): no white space, the fields of an object in the order of
//! the specification, nothing unknown.
//!
//! The grammar is the specification's own, so a structure that scans has exactly one serialization, its bytes. One
//! kind of field is an exception: the free texts and values of an election (names, questions, answers, `extra`). JSON
//! (RFC 4627) lets one text be written with more or fewer escapes, the specification does not choose, and others'
//! elections differ. [`Scanner::string`] and [`Scanner::value`] take any writing; so nothing that is hashed may be
//! written again from what they read, and an election keeps its bytes. Owns syntax only; what a text means (an element,
//! a scalar) belongs to the callers. Foreign archives whose form differs are first rewritten by [`crate::lenient`].

use alloc::string::String;
use alloc::vec::Vec;

/// A structure is not written in the form of the specification.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at byte {at}: expected {expected}")]
pub struct FormError {
    /// Offset from the start of the structure, in bytes.
    pub at: usize,
    /// What the specification wants there.
    pub expected: &'static str,
}

/// A cursor over the bytes of one structure.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Scans one structure that must fill `bytes`.
    pub(crate) fn whole<T, Err: From<FormError>>(
        bytes: &'a [u8],
        scan: impl FnOnce(&mut Self) -> Result<T, Err>,
    ) -> Result<T, Err> {
        let mut scanner = Self::new(bytes);
        let value = scan(&mut scanner)?;
        scanner.end()?;
        Ok(value)
    }

    /// Offset of the next byte.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The bytes from an earlier position up to the next byte.
    pub(crate) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    pub(crate) fn error<T>(&self, expected: &'static str) -> Result<T, FormError> {
        Err(FormError { at: self.at, expected })
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next byte, if any.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// Whether the next bytes are `literal`; consumes nothing.
    pub(crate) fn sees(&self, literal: &str) -> bool {
        self.rest().starts_with(literal.as_bytes())
    }

    /// Consumes `literal` if it comes next.
    pub(crate) fn take(&mut self, literal: &str) -> bool {
        let found = self.sees(literal);
        if found {
            self.at += literal.len();
        }
        found
    }

    /// Consumes `literal`, which the form demands here.
    pub(crate) fn expect(&mut self, literal: &'static str) -> Result<(), FormError> {
        if self.take(literal) { Ok(()) } else { self.error(literal) }
    }

    pub(crate) fn end(&self) -> Result<(), FormError> {
        if self.rest().is_empty() { Ok(()) } else { self.error("end of data") }
    }

    /// The text of a string that needs no escapes: printable ASCII without quote and backslash, as all numbers,
    /// elements, hashes and names of the protocol are.
    pub(crate) fn plain(&mut self) -> Result<&'a [u8], FormError> {
        self.expect("\"")?;
        let text = self.unescaped();
        self.expect("\"")?;
        Ok(text)
    }

    /// Printable ASCII up to a quote, a backslash or anything else; perhaps nothing.
    pub(crate) fn unescaped(&mut self) -> &'a [u8] {
        self.skip(|byte| matches!(byte, 0x20..=0x7e) && !matches!(byte, b'"' | b'\\'))
    }

    /// Consumes bytes as long as `wanted` holds.
    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|&&byte| wanted(byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A non-negative JSON integer without leading zeros.
    pub(crate) fn integer(&mut self) -> Result<u64, FormError> {
        let start = self.at;
        let digits = self.skip(|byte| byte.is_ascii_digit());
        parse_u64(digits)
            .ok_or(FormError { at: start, expected: "an integer below 2^64 without leading zeros" })
    }

    /// A weight or count: a JSON integer, or above 2³⁰−1 a string of digits.
    pub(crate) fn count(&mut self) -> Result<u64, FormError> {
        let start = self.clone();
        let quoted = self.sees("\"");
        let value = if quoted {
            let text = self.plain()?;
            parse_u64(text).ok_or(FormError { at: start.at, expected: "an integer below 2^64" })?
        } else {
            self.integer()?
        };
        if quoted == (value > MAX_PLAIN_COUNT) {
            Ok(value)
        } else {
            start.error("a number up to 2^30-1, or a string of digits above it")
        }
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, FormError> {
        if self.take("true") {
            return Ok(true);
        }
        if self.take("false") { Ok(false) } else { self.error("true or false") }
    }

    /// `[item,item,…]`, possibly empty.
    pub(crate) fn array<T, Err: From<FormError>>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, Err>,
    ) -> Result<Vec<T>, Err> {
        let mut items = Vec::new();
        self.expect("[")?;
        if self.take("]") {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if !self.take(",") {
                break;
            }
        }
        self.expect("]")?;
        Ok(items)
    }

    /// A JSON string with escapes, decoded. Other writings of the text may give the same.
    pub(crate) fn string(&mut self) -> Result<String, FormError> {
        self.expect("\"")?;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let run = rest.iter().take_while(|b| !matches!(b, b'"' | b'\\' | 0..=0x1f)).count();
            match core::str::from_utf8(rest.get(..run).unwrap_or_default()) {
                Ok(part) => text.push_str(part),
                Err(error) => {
                    self.at += error.valid_up_to();
                    return self.error("valid UTF-8");
                }
            }
            self.at += run;
            if self.take("\"") {
                return Ok(text);
            }
            self.expect("\\")?;
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, FormError> {
        let simple = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) | None => return self.error("an escape of JSON"),
        };
        self.at += 1;
        Ok(simple)
    }

    fn unicode_escape(&mut self) -> Result<char, FormError> {
        let high = self.utf16_unit()?;
        let units = match high {
            0xd800..=0xdbff => {
                self.expect("\\")?;
                [high, self.utf16_unit()?]
            }
            _ => return char::from_u32(high.into()).map_or_else(|| self.error("a Unicode scalar value"), Ok),
        };
        match char::decode_utf16(units).next() {
            Some(Ok(c)) => Ok(c),
            Some(Err(_)) | None => self.error("the second half of a surrogate pair"),
        }
    }

    /// `uXXXX`, the backslash consumed.
    fn utf16_unit(&mut self) -> Result<u16, FormError> {
        self.expect("u")?;
        let digits = self.rest().get(..4).and_then(|d| core::str::from_utf8(d).ok());
        let unit = digits
            .filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|d| u16::from_str_radix(d, 16).ok());
        match unit {
            Some(unit) => {
                self.at += 4;
                Ok(unit)
            }
            None => self.error("four hexadecimal digits"),
        }
    }

    /// Any JSON value in compact form, kept as its bytes (`json` in the specification).
    pub(crate) fn value(&mut self) -> Result<&'a [u8], FormError> {
        let start = self.at;
        self.skip_value(MAX_DEPTH)?;
        Ok(self.since(start))
    }

    fn skip_value(&mut self, depth: usize) -> Result<(), FormError> {
        if depth == 0 {
            return self.error("less nesting");
        }
        match self.peek() {
            Some(b'"') => self.string().map(|_| ()),
            Some(b'[') => self.array(|s| s.skip_value(depth - 1)).map(|_| ()),
            Some(b'{') => self.skip_object(depth),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(_) | None if self.take("null") => Ok(()),
            Some(_) | None => self.boolean().map(|_| ()),
        }
    }

    /// A number of JSON (RFC 8259 §6), the same as in RFC 4627.
    fn skip_number(&mut self) -> Result<(), FormError> {
        self.take("-");
        if !self.take("0") {
            self.skip_digits()?;
        }
        if self.take(".") {
            self.skip_digits()?;
        }
        if self.take("e") || self.take("E") {
            let _sign = self.take("+") || self.take("-");
            self.skip_digits()?;
        }
        Ok(())
    }

    /// At least one digit.
    fn skip_digits(&mut self) -> Result<(), FormError> {
        if self.skip(|byte| byte.is_ascii_digit()).is_empty() { self.error("a digit") } else { Ok(()) }
    }

    fn skip_object(&mut self, depth: usize) -> Result<(), FormError> {
        self.expect("{")?;
        if self.take("}") {
            return Ok(());
        }
        loop {
            self.string()?;
            self.expect(":")?;
            self.skip_value(depth - 1)?;
            if !self.take(",") {
                return self.expect("}");
            }
        }
    }
}

/// Deepest nesting of a free JSON value.
const MAX_DEPTH: usize = 32;

/// Largest weight or count written as a JSON number; larger ones are strings.
pub(crate) const MAX_PLAIN_COUNT: u64 = (1 << 30) - 1;

/// Digits without leading zeros, below 2⁶⁴.
pub(crate) fn parse_u64(digits: &[u8]) -> Option<u64> {
    let canonical = match digits {
        [] => false,
        [b'0', _, ..] => false,
        _ => digits.iter().all(u8::is_ascii_digit),
    };
    canonical.then(|| core::str::from_utf8(digits).ok()?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: PartialEq + core::fmt::Debug>(
        scan: impl FnOnce(&mut Scanner<'_>) -> Result<T, FormError>,
        input: &str,
        expected: Option<T>,
    ) {
        assert_eq!(Scanner::whole(input.as_bytes(), scan).ok(), expected, "{input}");
    }

    #[test]
    fn integers_are_canonical() {
        check(|s| s.integer(), "0", Some(0));
        check(|s| s.integer(), "18446744073709551615", Some(u64::MAX));
        for bad in ["", "00", "01", "-1", "1.0", "1e1", "18446744073709551616", " 1", "1 "] {
            check(|s| s.integer(), bad, None);
        }
    }

    #[test]
    fn counts_change_form_above_two_to_the_thirty() {
        check(|s| s.count(), "1073741823", Some(1_073_741_823));
        check(|s| s.count(), "\"1073741824\"", Some(1_073_741_824));
        for bad in ["1073741824", "\"1073741823\"", "\"01073741824\"", "\"-1\"", "\"\""] {
            check(|s| s.count(), bad, None);
        }
    }

    #[test]
    fn strings_decode_escapes_and_refuse_raw_controls() {
        check(|s| s.string(), r#""a\"\\\/\n\u00e9\ud83d\uddf3é""#, Some("a\"\\/\né🗳é".into()));
        for bad in ["\"a", "\"\n\"", r#""\x""#, r#""\ud83d""#, r#""\ud83dA""#, r#""\udc00""#, r#""\u12""#] {
            check(|s| s.string(), bad, None);
        }
    }

    #[test]
    fn arrays_have_no_trailing_comma_and_no_space() {
        check(|s| s.array(|s| s.integer()), "[1,2,3]", Some(alloc::vec![1, 2, 3]));
        check(|s| s.array(|s| s.integer()), "[]", Some(Vec::new()));
        for bad in ["[1,]", "[1, 2]", "[", "[1", "1]", "[1,2]]"] {
            check(|s| s.array(|s| s.integer()), bad, None);
        }
    }

    #[test]
    fn free_numbers_are_those_of_json() {
        for good in [
            "0",
            "-0",
            "7",
            "10",
            "-12.50",
            "0.0",
            "1e5",
            "1E+05",
            "2.5e-3",
            "123456789012345678901234567890",
        ] {
            check(|s| s.value().map(<[u8]>::len), good, Some(good.len()));
        }
        for bad in [
            "-", "-e+.E--", "01", "-01", "1.", ".5", "1.e3", "1e", "1e+", "1e+-1", "--1", "+1", "1-", "0x1",
            "1.2.3",
        ] {
            check(|s| s.value().map(<[u8]>::len), bad, None);
            check(|s| s.value().map(<[u8]>::len), &alloc::format!("[{bad}]"), None);
        }
    }

    #[test]
    fn texts_keep_their_meaning_however_they_are_escaped() {
        for writing in [r#""A/é""#, r#""\u0041/é""#, r#""A\/é""#, r#""A/\u00e9""#, r#""A/\u00E9""#] {
            check(|s| s.string(), writing, Some("A/é".into()));
        }
    }

    #[test]
    fn nesting_of_free_values_is_bounded() {
        let deep = alloc::format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        check(|s| s.value().map(<[u8]>::len), &deep, None);
        check(|s| s.value().map(<[u8]>::len), r#"{"a":[1,-2.5e3,null,true,{"b":""}]}"#, Some(35));
    }
}
