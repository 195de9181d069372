//! Lines as characters, and a cursor that reads numbers on them.

use crate::candidate::Candidate;
use crate::format::fault::{Fault, FormatError};
use crate::format::{MAX_LINE, MAX_NAME};

/// A fault at a byte of a line.
#[derive(Clone, Debug)]
pub(super) struct Misread {
    pub at: usize,
    pub fault: Fault,
}

impl Misread {
    /// The error with its place, where columns are characters.
    pub fn on(self, number: u64, line: &str) -> FormatError {
        let before = line.get(..self.at).unwrap_or(line);
        FormatError { line: number, column: one_more(before.chars().count()), fault: self.fault }
    }
}

/// The number of a place from 1.
pub(super) fn one_more(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1)
}

/// Counts lines and makes text of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    count: u64,
}

impl Lines {
    /// The number of the line that was read last, from 1.
    pub fn number(&self) -> u64 {
        self.count
    }

    /// An error at the end of the file: on the line after the last.
    pub fn at_end(&self, fault: Fault) -> FormatError {
        FormatError { line: self.count.saturating_add(1), column: 1, fault }
    }

    /// The next line as text, without the mark of the byte order and the carriage return. Columns are characters.
    pub fn read<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a str, FormatError> {
        self.read_with(bytes, |before| one_more(before.chars().count()))
    }

    /// The next line; an error is in the column that `column` makes of the text before it.
    pub fn read_with<'a>(
        &mut self,
        bytes: &'a [u8],
        column: impl Fn(&str) -> u64,
    ) -> Result<&'a str, FormatError> {
        self.count = self.count.saturating_add(1);
        let error = |column, fault| Err(FormatError { line: self.count, column, fault });
        if bytes.len() > MAX_LINE {
            return error(1, Fault::LineTooLong);
        }
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let marked = if self.count == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF") } else { None };
        let bytes = marked.unwrap_or(bytes);
        let text = match core::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(invalid) => {
                let valid = bytes.get(..invalid.valid_up_to()).unwrap_or_default();
                return error(column(core::str::from_utf8(valid).unwrap_or_default()), Fault::NotUtf8);
            }
        };
        match control(text) {
            Some((at, code)) => {
                error(column(text.get(..at).unwrap_or_default()), Fault::ControlCharacter { code })
            }
            None => Ok(text),
        }
    }
}

/// The first control character other than the tab.
fn control(text: &str) -> Option<(usize, u32)> {
    // Without branches, since nearly every line has none.
    let suspect = text.bytes().fold(false, |suspect, byte| {
        suspect | ((byte < b' ') & (byte != b'\t')) | (byte == 0x7F) | (byte == 0xC2)
    });
    if !suspect {
        return None;
    }
    let is_control = |character: char| character.is_control() && character != '\t';
    text.char_indices()
        .find(|(_, character)| is_control(*character))
        .map(|(at, character)| (at, character.into()))
}

/// The lines of a file that is held as a whole.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let whole = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    // A file without a byte has no line.
    let lines = (!bytes.is_empty()).then(|| whole.split(|byte| *byte == b'\n'));
    lines.into_iter().flatten()
}

/// A name without the blanks around it, which is neither empty nor longer than [`MAX_NAME`].
pub(super) fn name(text: &str) -> Result<&str, Fault> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Fault::EmptyName);
    }
    if name.len() > MAX_NAME && name.chars().count() > MAX_NAME {
        return Err(Fault::NameTooLong);
    }
    Ok(name)
}

/// The candidate with this number on the ballot paper.
pub(super) fn candidate(number: u64, candidates: usize) -> Result<Candidate, Fault> {
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    index
        .filter(|index| *index < candidates)
        .and_then(Candidate::new)
        .ok_or(Fault::UnknownCandidate { found: number, candidates })
}

/// Where a line is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The beginning of the line.
    pub fn new(line: &'a str) -> Self {
        Self { line, at: 0 }
    }

    /// The place, in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The byte there.
    pub fn peek(&self) -> Option<u8> {
        self.line.as_bytes().get(self.at).copied()
    }

    /// The text from there on.
    pub fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// Goes on by one byte, which is ASCII.
    pub fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// Goes on by so many bytes, to the beginning of a character.
    pub fn pass(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// The place as a number of characters, from 1.
    pub fn column(&self) -> u64 {
        one_more(self.line.get(..self.at).unwrap_or(self.line).chars().count())
    }

    /// Takes this byte, if it is there.
    pub fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        if there {
            self.advance();
        }
        there
    }

    /// Passes over blanks and tabs.
    pub fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.advance();
        }
    }

    /// A fault here.
    pub fn misread(&self, fault: Fault) -> Misread {
        Misread { at: self.at, fault }
    }

    /// The fault of what stands here instead of a number.
    pub fn not_a_number(&self) -> Misread {
        self.misread(match self.rest().chars().next() {
            None => Fault::NumberMissing,
            Some('-' | '\u{2212}') => Fault::Negative,
            Some('.') => Fault::NotWhole,
            Some(found) => Fault::NotANumber { found },
        })
    }

    /// The number here, if it has one or two digits and a blank after it: nearly every number on a ballot. Whether one
    /// or two cannot be foreseen, so that it is not asked with a branch.
    #[inline]
    pub fn short_number(&mut self) -> Option<u8> {
        let [first, second, third, ..] = self.line.as_bytes().get(self.at..)? else { return None };
        let digit = |byte: &u8| byte.wrapping_sub(b'0');
        let (tens, units) = (digit(first), digit(second));
        let two = units <= 9;
        let number = if two { tens.wrapping_mul(10).wrapping_add(units) } else { tens };
        let after = if two { third } else { second };
        if tens > 9 || *after != b' ' {
            return None;
        }
        self.at = self.at.saturating_add(1).saturating_add(usize::from(two));
        Some(number)
    }

    /// The digits here as a number. What follows is for the caller to read.
    #[inline]
    pub fn number(&mut self) -> Result<u64, Misread> {
        let start = self.at;
        // The number is only kept while one more digit fits.
        let mut number: u64 = 0;
        let mut fits = true;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let digit = u64::from(digit.wrapping_sub(b'0'));
            fits &= number <= (u64::MAX - 9) / 10;
            number = number.wrapping_mul(10).wrapping_add(digit);
            self.advance();
        }
        if fits && self.at > start { Ok(number) } else { Err(self.no_number(start)) }
    }

    #[cold]
    fn no_number(&self, start: usize) -> Misread {
        if self.at == start {
            return self.not_a_number();
        }
        Misread { at: start, fault: Fault::NumberTooLarge }
    }
}
