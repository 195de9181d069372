//! The persons of lists, as CSV: who stands on which list, in the order of the list.
//!
//! ```text
//! list,name,votes,group
//! Red,Ann,12,x
//! Red,Bob,9,
//! ```
//!
//! The first two columns are `list` and `name`; `votes` (personal votes) and `group` may follow, in this order. Whoever has something
//! in the last column is of the group that has to have a number of seats. Quotes, separators and blanks are as in
//! [`super::csv`].

use alloc::borrow::ToOwned as _;
use alloc::vec;
use alloc::vec::Vec;

use super::csv::record::{Records, fields_before};
use super::csv::{Misplaced, number};
use super::fault::{Fault, FormatError};
use super::line::{self, Lines, one_more};
use crate::candidate::Candidates;
use crate::lists::Person;

/// Reads a file that is held as a whole: the persons of each list, in ballot-paper order of the lists.
///
/// # Errors
/// It cannot be read, or names a list that is not in the contest; the error says where.
pub fn parse(bytes: &[u8], lists: &Candidates) -> Result<Vec<Vec<Person>>, FormatError> {
    let mut reader = Reader {
        lines: Lines::default(),
        records: Records::new(),
        header: None,
        persons: vec![Vec::new(); lists.len()],
    };
    line::lines(bytes).try_for_each(|line| reader.line(line, lists))?;
    match reader.header {
        Some(_) => Ok(reader.persons),
        None => Err(reader.lines.at_end(Fault::Empty)),
    }
}

/// Which columns follow the name.
#[derive(Clone, Copy)]
struct Header {
    votes: bool,
    group: bool,
}

struct Reader {
    lines: Lines,
    records: Records,
    header: Option<Header>,
    persons: Vec<Vec<Person>>,
}

impl Reader {
    fn line(&mut self, bytes: &[u8], lists: &Candidates) -> Result<(), FormatError> {
        let separator = self.records.separator();
        let line = self.lines.read_with(bytes, |before| one_more(fields_before(before, separator)))?;
        if line.bytes().all(|byte| byte == b' ') {
            return Ok(());
        }
        let line = line.to_owned();
        let read = match self.header {
            None => self.begin(&line),
            Some(header) => self.row(&line, header, lists),
        };
        read.map_err(|(field, fault)| FormatError {
            line: self.lines.number(),
            column: one_more(field),
            fault,
        })
    }

    fn begin(&mut self, line: &str) -> Result<(), Misplaced> {
        self.records.detect_separator(line);
        self.records.split(line)?;
        self.records.set_width();
        let mut fields = self.records.fields();
        for (at, column) in [(0, "list"), (1, "name")] {
            if !fields.next().is_some_and(|field| field.eq_ignore_ascii_case(column)) {
                return Err((at, Fault::ColumnMissing { column }));
            }
        }
        let further: Vec<&str> = fields.collect();
        let is = |place: usize, word: &str| {
            further.get(place).is_some_and(|field: &&str| field.eq_ignore_ascii_case(word))
        };
        let header = Header { votes: is(0, "votes"), group: is(0, "group") || is(1, "group") };
        self.header = Some(header);
        Ok(())
    }

    fn row(&mut self, line: &str, header: Header, lists: &Candidates) -> Result<(), Misplaced> {
        self.records.split(line)?;
        self.records.check_width()?;
        let mut fields = self.records.fields();
        let list = fields.next().unwrap_or_default();
        let found = lists.find(list).ok_or_else(|| (0, Fault::UnknownName { name: list.to_owned() }))?;
        let name = line::name(fields.next().unwrap_or_default()).map_err(|fault| (1, fault))?.to_owned();
        let votes = match header.votes.then(|| fields.next().unwrap_or_default()) {
            None | Some("") => 0,
            Some(votes) => number(votes).map_err(|fault| (2, fault))?,
        };
        let is_of_group = header.group && fields.next().is_some_and(|field| !field.is_empty());
        if let Some(persons) = self.persons.get_mut(found.index()) {
            persons.push(Person { name, votes, is_of_group });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString as _};

    use super::*;

    #[test]
    fn persons_stand_on_their_lists() {
        let lists = Candidates::new(["Red", "Green"].map(|name| name.to_string())).unwrap();
        let file = "list;name;votes;group\nGreen;Cy;4;\nRed;Ann;12;x\n\nRed;Bob;;\n";
        let persons = parse(file.as_bytes(), &lists).unwrap();
        let told: Vec<Vec<(String, u64, bool)>> = persons
            .into_iter()
            .map(|list| list.into_iter().map(|one| (one.name, one.votes, one.is_of_group)).collect())
            .collect();
        let expected = [
            vec![("Ann".to_string(), 12, true), ("Bob".to_string(), 0, false)],
            vec![("Cy".to_string(), 4, false)],
        ];
        assert_eq!(told, expected);
        let group = parse(b"list,name,group\nRed,Ann,1\n", &lists).unwrap();
        assert!(group.first().unwrap().first().unwrap().is_of_group);
        for (wrong, line, column) in [
            ("", 1, 1),
            ("name,list\n", 1, 1),
            ("list,name\nBlue,Ann\n", 2, 1),
            ("list,name,votes\nRed,Ann,x\n", 2, 3),
        ] {
            let error = parse(wrong.as_bytes(), &lists).unwrap_err();
            assert_eq!((error.line, error.column), (line, column), "{wrong}: {error}");
        }
    }
}
