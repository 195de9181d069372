//! Files of ballots and votes.
//!
//! Readers take a file line by line, so that a program needs no more memory than the ballots themselves; each refuses a
//! file at the first line that is wrong, with the place, the fault and what to do ([`FormatError`], [`Fault::remedy`]).
//! Nothing is reserved on the word of a file: a header that announces a thousand million candidates costs nothing.
//!
//! | format | files | what it holds |
//! |---|---|---|
//! | [`blt`] | `.blt` | candidates, seats, ballots |
//! | [`csv`] | `.csv`, `.tsv` | sums of votes, or ballots |
//! | [`preflib`] | `.soc`, `.soi`, `.toc`, `.toi` | candidates, ballots |
//! | [`pabulib`] | `.pb` | a participatory budget: projects, money, votes |
//!
//! All are text in UTF-8 with or without a mark of the byte order, in lines that end in LF or CRLF. A control character
//! other than the tab is refused, so that a name does no harm to a terminal.

pub mod blt;
pub mod csv;
mod fault;
mod line;
pub mod pabulib;
pub mod persons;
pub mod preflib;
mod quote;

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

pub use crate::format::fault::{Fault, FormatError};

use crate::candidate::Candidates;
use crate::contest::Votes;

/// The most bytes of one line.
pub const MAX_LINE: usize = 1 << 20;

/// The most characters of a name or a title.
pub const MAX_NAME: usize = 1_000;

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What the contest is called.
    pub title: Option<String>,
    /// Who stands, and who has withdrawn.
    pub candidates: Candidates,
    /// What was voted.
    pub votes: Votes,
    /// How many seats there are, where the format says so.
    pub seats: Option<u32>,
}

/// What is known besides the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Who stands, for files that hold names on ballots only ([`csv`] with columns of ranks).
    pub candidates: Option<Candidates>,
}

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// [`blt`].
    Blt,
    /// [`csv`].
    Csv,
    /// [`preflib`].
    PrefLib,
}

impl Format {
    /// The format that files with this extension are in (`blt`, without the point, in any case).
    pub fn of_extension(extension: &str) -> Option<Self> {
        let known = [
            ("blt", Self::Blt),
            ("csv", Self::Csv),
            ("tsv", Self::Csv),
            ("soc", Self::PrefLib),
            ("soi", Self::PrefLib),
            ("toc", Self::PrefLib),
            ("toi", Self::PrefLib),
        ];
        known.iter().find(|(name, _)| name.eq_ignore_ascii_case(extension)).map(|(_, format)| *format)
    }

    /// The format that a file seems to be in that begins with these bytes, at best its first thousand.
    pub fn of_content(beginning: &[u8]) -> Option<Self> {
        let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
        let first =
            line::lines(beginning).map(<[u8]>::trim_ascii).find(|line| match line.strip_prefix(b"#") {
                Some(comment) => preflib::is_header(comment),
                None => !line.is_empty(),
            });
        first.and_then(Self::of_line)
    }

    /// The format whose files begin with this line.
    fn of_line(line: &[u8]) -> Option<Self> {
        if line.starts_with(b"#") {
            return Some(Self::PrefLib);
        }
        let before_comment = line.split(|byte| *byte == b'#').next().unwrap_or(line);
        let mut words = before_comment.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let is_number = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
        match (words.next(), words.next(), words.next()) {
            (Some(word), None, _) if is_number(word) => Some(Self::PrefLib),
            (Some(first), Some(second), None) if is_number(first) && is_number(second) => Some(Self::Blt),
            _ => line.iter().any(|byte| matches!(byte, b',' | b';' | b'\t')).then_some(Self::Csv),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blt => "BLT",
            Self::Csv => "CSV",
            Self::PrefLib => "PrefLib",
        })
    }
}

/// Reads a file that is held as a whole.
///
/// # Errors
/// It is not in this format; the error says where.
pub fn parse(format: Format, options: Options, bytes: &[u8]) -> Result<Parsed, FormatError> {
    let mut reader = Reader::new(format, options);
    line::lines(bytes).try_for_each(|line| reader.line(line))?;
    reader.end()
}

/// Reads a file of any format line by line.
///
/// Where a file is read in pieces, one more byte than [`MAX_LINE`] is enough of a line: such a line is refused.
#[derive(Clone, Debug)]
pub enum Reader {
    /// Of [`blt`].
    Blt(Box<blt::Reader>),
    /// Of [`csv`].
    Csv(Box<csv::Reader>),
    /// Of [`preflib`].
    PrefLib(Box<preflib::Reader>),
}

impl Reader {
    /// At the beginning of a file.
    pub fn new(format: Format, options: Options) -> Self {
        match format {
            Format::Blt => Self::Blt(Box::default()),
            Format::Csv => Self::Csv(Box::new(csv::Reader::new(options.candidates))),
            Format::PrefLib => Self::PrefLib(Box::default()),
        }
    }

    /// Takes the next line, without its end. After an error the reader is of no more use.
    ///
    /// # Errors
    /// The line is not what the format has at this place.
    pub fn line(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        match self {
            Self::Blt(reader) => reader.line(bytes),
            Self::Csv(reader) => reader.line(bytes),
            Self::PrefLib(reader) => reader.line(bytes),
        }
    }

    /// What the file says.
    ///
    /// # Errors
    /// The file ends too early, or does not hold what it declares.
    pub fn end(self) -> Result<Parsed, FormatError> {
        match self {
            Self::Blt(reader) => reader.end(),
            Self::Csv(reader) => reader.end(),
            Self::PrefLib(reader) => reader.end(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_extension_and_content() {
        assert_eq!(Format::of_extension("BLT"), Some(Format::Blt));
        assert_eq!(Format::of_extension("toi"), Some(Format::PrefLib));
        assert_eq!(Format::of_extension("cat"), None);
        let check = |content: &str, expected| {
            assert_eq!(Format::of_content(content.as_bytes()), expected, "{content}")
        };
        check("\u{feff}\n # a ward\n 7\t4 # seats\r\n", Some(Format::Blt));
        check("# FILE NAME: a.soi\n# TITLE: 3 4\n", Some(Format::PrefLib));
        check("3\n1,Ann\n", Some(Format::PrefLib));
        check("name,votes\n", Some(Format::Csv));
        check("1;2;3\n", Some(Format::Csv));
        check("{\"uuid\": 1}", None);
        check("", None);
    }
}
