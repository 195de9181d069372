//! Reading a list of persons that somebody pasted or brings as a file.
//!
//! Names one a line, or a table with commas, semicolons or tabs between (RFC 4180). The first line can say what the columns
//! are, in any of the six languages; without it the first column is the name, and one in which every cell has the sign `@` is
//! the address. Nothing is lost: [`Preview::rows`] has every line that is not empty, with everything that is wrong with it.

mod header;
mod table;

use std::collections::BTreeMap;
use std::fmt;

use kenes_text::Language;

use self::header::{Column, Columns};
use self::table::Record;
use crate::host::Name;
use crate::mail::{Address, AddressError};

/// The longest list, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The most lines of a list.
pub const MOST_ROWS: usize = 100_000;
/// The longest name, in characters.
pub const MOST_NAME: usize = 100;

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Every line that is not empty, but that of the headings.
    pub rows: Vec<Row>,
    /// The line of the headings, where there is one.
    pub headings: Option<usize>,
    /// Columns of which nobody knows what they are, as their headings say.
    pub unknown: Vec<String>,
}

/// A line of a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the text, from 1.
    pub line: usize,
    /// The name, trimmed, with single spaces; as it was written where something is wrong with it.
    pub name: Name,
    /// The address, as it was written; empty where there is none.
    pub email: String,
    /// The constituency, as it was written; empty where there is none.
    pub constituency: String,
    /// The language, as it was written; empty where there is none.
    pub language: String,
    /// What is wrong with it: somebody has to change or to leave out the line.
    pub faults: Vec<Fault>,
    /// What is unusual about it: somebody should look, and it can stay.
    pub remarks: Vec<Remark>,
}

/// Somebody who can be put on the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: Name,
    /// Where the person can be written to; none: on paper.
    pub address: Option<Address>,
    /// What was written of the constituency; none where nothing was.
    pub constituency: Option<String>,
    /// In which language; none where nothing was written.
    pub language: Option<Language>,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// There is no name.
    NoName,
    /// The name has more characters than [`MOST_NAME`].
    LongName,
    /// A character that is none to be seen, such as a control character, or one that turns the direction of writing.
    Character,
    /// Bytes that are no text in UTF-8: the file has another encoding.
    Encoding,
    /// The address is none, and why.
    Address(AddressError),
    /// No language that there are messages in.
    Language,
    /// More cells than the table has columns.
    Cells,
    /// The same name as on this line, and nothing that tells the two apart.
    Twice(usize),
}

/// What is unusual about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Remark {
    /// The same name as on this line, with another address.
    SameName(usize),
    /// The same address as on this line: who reads it gets what is meant for both.
    SameAddress(usize),
}

/// A list was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RollError {
    /// There is nothing in it.
    #[error("an empty list")]
    Empty,
    /// It is too long.
    #[error("a list of more than {MOST_ROWS} lines, or of more than {MOST_BYTES} bytes")]
    Long,
}

/// Reads a list. Bytes that are no text stand for themselves as `U+FFFD`, with [`Fault::Encoding`] on their line.
///
/// # Errors
/// There is nothing in it, or too much.
pub fn read(text: &[u8]) -> Result<Preview, RollError> {
    if text.len() > MOST_BYTES {
        return Err(RollError::Long);
    }
    let text = String::from_utf8_lossy(text);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut records = table::records(text);
    if records.len() > MOST_ROWS {
        return Err(RollError::Long);
    }
    let first = records.first().ok_or(RollError::Empty)?;
    let (columns, headings) = match Columns::of_headings(first) {
        Some(columns) => {
            let line = records.remove(0).line;
            (columns, Some(line))
        }
        None => (Columns::guessed(&records), None),
    };
    let mut rows: Vec<Row> = records.into_iter().map(|record| row(record, &columns)).collect();
    compare(&mut rows);
    Ok(Preview { rows, headings, unknown: columns.unknown })
}

impl Preview {
    /// Who can be put on the roll: the lines with which nothing is wrong, in their order.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.rows.iter().filter_map(Row::entry)
    }

    /// Whether something is wrong with some line.
    pub fn has_faults(&self) -> bool {
        self.rows.iter().any(|row| !row.faults.is_empty())
    }
}

impl Row {
    /// Who it is; none when something is wrong.
    pub fn entry(&self) -> Option<Entry> {
        if !self.faults.is_empty() {
            return None;
        }
        let given = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        Some(Entry {
            name: self.name.clone(),
            address: self.email.parse().ok(),
            constituency: given(&self.constituency),
            language: language(&self.language),
        })
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {}, {:?}, {:?}, <redacted>)", self.line, self.faults, self.remarks)
    }
}

fn row(record: Record, columns: &Columns) -> Row {
    let Record { line, cells } = record;
    let cell = |column: Column| {
        let at = columns.places.get(&column);
        at.and_then(|at| cells.get(*at)).map(|cell| single_spaced(cell)).unwrap_or_default()
    };
    let mut faults = Vec::new();
    let (name, email) = (cell(Column::Name), cell(Column::Address));
    if name.is_empty() {
        faults.push(Fault::NoName);
    }
    if name.chars().count() > MOST_NAME {
        faults.push(Fault::LongName);
    }
    if cells.iter().any(|cell| cell.chars().any(is_invisible)) {
        faults.push(Fault::Character);
    }
    if cells.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
        faults.push(Fault::Encoding);
    }
    if let (false, Err(error)) = (email.is_empty(), email.parse::<Address>()) {
        faults.push(Fault::Address(error));
    }
    let tongue = cell(Column::Language);
    if !tongue.is_empty() && language(&tongue).is_none() {
        faults.push(Fault::Language);
    }
    if cells.iter().skip(columns.width).any(|cell| !cell.trim().is_empty()) {
        faults.push(Fault::Cells);
    }
    let constituency = cell(Column::Constituency);
    Row { line, name: Name::new(&name), email, constituency, language: tongue, faults, remarks: Vec::new() }
}

/// Finds who is there twice, and who shares an address.
fn compare(rows: &mut [Row]) {
    let mut names: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut addresses: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| !row.name.expose().is_empty()) {
        let email = row.email.to_lowercase();
        let alike = names.entry(row.name.expose().to_lowercase()).or_default();
        let same = alike.iter().find(|(_, other)| *other == email || other.is_empty() || email.is_empty());
        if let Some((line, _)) = same {
            row.faults.push(Fault::Twice(*line));
        } else if let Some((line, _)) = alike.first() {
            row.remarks.push(Remark::SameName(*line));
        }
        alike.push((row.line, email.clone()));
        if email.is_empty() || row.faults.iter().any(|fault| matches!(fault, Fault::Twice(_))) {
            continue;
        }
        match addresses.get(&email) {
            Some(line) => row.remarks.push(Remark::SameAddress(*line)),
            None => drop(addresses.insert(email, row.line)),
        }
    }
}

/// A language by its tag, or by its name in itself, in English or in another of the six.
fn language(text: &str) -> Option<Language> {
    let wanted = text.to_lowercase();
    let tag = wanted.split(['-', '_']).next().unwrap_or_default();
    let by_tag = Language::ALL.iter().copied().find(|language| language.tag() == tag);
    by_tag.or_else(|| header::language_named(&wanted))
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Not to be seen, and not between the letters of any name. The joiners of Persian and Indic names are.
fn is_invisible(character: char) -> bool {
    let spaces = matches!(character, '\t' | '\n' | '\r');
    let turns =
        matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    (character.is_control() && !spaces) || turns || matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests;
