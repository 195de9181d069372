//! Reading and writing the structures of the protocol.
//!
//! A [`Reader`] decodes elements without their subgroup check and remembers every one of them, so that the check,
//! exact or batched, cannot forget a field. [`parse`] reads a whole structure and checks each element exactly.

use alloc::vec::Vec;

use crate::group::{Element, ElementError, Group, Scalar, backend::Sink};
use crate::hash::Digest;
use crate::scan::{FormError, Scanner};

/// A structure could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// Not the form of the specification.
    #[error(transparent)]
    Form(#[from] FormError),
    /// A text that is no element of the group.
    #[error("at byte {at}: {source}")]
    Element {
        /// Offset in the structure, in bytes.
        at: usize,
        /// What is wrong with it.
        source: ElementError,
    },
    /// A text that is no scalar.
    #[error("at byte {at}: not a canonical decimal number below the order of the group")]
    Scalar {
        /// Offset in the structure, in bytes.
        at: usize,
    },
}

/// A structure with one serialization.
pub(crate) trait Wire<G: Group>: Sized {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError>;
    fn write(&self, out: &mut Vec<u8>);
}

/// A strict scanner that decodes elements and remembers them for the subgroup check.
#[derive(Debug)]
pub(crate) struct Reader<'a, G: Group> {
    pub(crate) scan: Scanner<'a>,
    decoded: Vec<Decoded<G>>,
}

/// A decoded element that still owes its subgroup check.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decoded<G: Group> {
    pub(crate) at: usize,
    pub(crate) element: Element<G>,
}

impl<'a, G: Group> Reader<'a, G> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { scan: Scanner::new(bytes), decoded: Vec::new() }
    }

    /// Ends the reading; the caller owes the subgroup check of what comes back.
    pub(crate) fn finish(self) -> Result<Vec<Decoded<G>>, FormError> {
        self.scan.end()?;
        Ok(self.decoded)
    }

    pub(crate) fn expect(&mut self, literal: &'static str) -> Result<(), WireError> {
        Ok(self.scan.expect(literal)?)
    }

    pub(crate) fn element(&mut self) -> Result<Element<G>, WireError> {
        let at = self.scan.position();
        let text = self.scan.plain()?;
        let element = Element::decode_without_subgroup_check(text)
            .map_err(|source| WireError::Element { at, source })?;
        self.decoded.push(Decoded { at, element });
        Ok(element)
    }

    pub(crate) fn scalar(&mut self) -> Result<Scalar<G>, WireError> {
        let at = self.scan.position();
        let text = self.scan.plain()?;
        Scalar::parse(text).map_err(|_| WireError::Scalar { at })
    }

    /// A SHA-256 hash in lower-case hexadecimal.
    pub(crate) fn digest(&mut self) -> Result<Digest, WireError> {
        let at = self.scan.position();
        let digest = Digest::parse_hex(self.scan.plain()?);
        digest.ok_or_else(|| FormError { at, expected: "a SHA-256 hash in lower-case hexadecimal" }.into())
    }

    pub(crate) fn array<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let mut items = Vec::new();
        self.expect("[")?;
        if self.scan.take("]") {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if !self.scan.take(",") {
                break;
            }
        }
        self.expect("]")?;
        Ok(items)
    }

    pub(crate) fn list<T: Wire<G>>(&mut self) -> Result<Vec<T>, WireError> {
        self.array(T::read)
    }
}

/// Reads one structure and checks each of its elements.
pub(crate) fn parse<G: Group, T: Wire<G>>(bytes: &[u8]) -> Result<T, WireError> {
    parse_with(bytes, T::read)
}

/// Reads one structure with `read` and checks each of its elements.
pub(crate) fn parse_with<G: Group, T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_, G>) -> Result<T, WireError>,
) -> Result<T, WireError> {
    let mut reader = Reader::new(bytes);
    let value = read(&mut reader)?;
    let decoded = reader.finish()?;
    check_subgroup(&decoded, bytes)?;
    Ok(value)
}

/// Checks that all elements are in the subgroup, together, and if not names the first that is not.
///
/// The batch takes its coins from `context`, which must hold the texts of all the elements.
pub(crate) fn check_subgroup<G: Group>(decoded: &[Decoded<G>], context: &[u8]) -> Result<(), WireError> {
    let points: Vec<_> = decoded.iter().map(|d| d.element.point).collect();
    if G::are_in_subgroup(&points, &Digest::of(context).0) {
        return Ok(());
    }
    let outside = decoded.iter().find(|d| !G::is_in_subgroup(&d.element.point));
    let at = outside.map_or(0, |d| d.at);
    Err(WireError::Element { at, source: ElementError::NotInSubgroup })
}

/// Serializes one structure.
pub(crate) fn to_bytes<G: Group, T: Wire<G>>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

impl<G: Group> Wire<G> for Element<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.element()
    }

    fn write(&self, out: &mut Vec<u8>) {
        quoted(out, |out| self.write_text(out));
    }
}

impl<G: Group> Wire<G> for Scalar<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.scalar()
    }

    fn write(&self, out: &mut Vec<u8>) {
        quoted(out, |out| self.write_text(out));
    }
}

impl<G: Group, T: Wire<G>> Wire<G> for Vec<T> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.list()
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_array(out, self, |item, out| item.write(out));
    }
}

/// `"` text `"`.
pub(crate) fn quoted(out: &mut Vec<u8>, text: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    text(out);
    out.push(b'"');
}

/// `[item,item,…]`.
pub(crate) fn write_array<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(T, &mut Vec<u8>),
) {
    out.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(b']');
}

/// A JSON string, escaped as the peers do: quote, backslash and controls; the rest as UTF-8.
pub(crate) fn write_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for c in text.chars() {
        match c {
            '"' => out.put(b"\\\""),
            '\\' => out.put(b"\\\\"),
            '\u{8}' => out.put(b"\\b"),
            '\u{c}' => out.put(b"\\f"),
            '\n' => out.put(b"\\n"),
            '\r' => out.put(b"\\r"),
            '\t' => out.put(b"\\t"),
            '\0'..='\u{1f}' | '\u{7f}' => out.put(alloc::format!("\\u{:04x}", u32::from(c)).as_bytes()),
            _ => out.put(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(b'"');
}

/// A weight or count: a number, or above 2³⁰−1 a string of digits.
pub(crate) fn write_count(out: &mut Vec<u8>, count: u64) {
    let digits = alloc::format!("{count}");
    if count > crate::scan::MAX_PLAIN_COUNT {
        quoted(out, |out| out.put(digits.as_bytes()));
    } else {
        out.put(digits.as_bytes());
    }
}
