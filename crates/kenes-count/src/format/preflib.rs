//! PrefLib, the format of the library of preference data: `.soc`, `.soi`, `.toc`, `.toi`.
//!
//! Source: "Format Specification" of PrefLib (Mattei and Walsh, "PrefLib: A Library for Preferences", ADT 2013), the
//! ordinal types; and the older form of the same files, without keys.
//!
//! ```text
//! # TITLE: Debian 2002 Leader          4                   candidates
//! # DATA TYPE: toc                     1,Branden Robinson
//! # NUMBER ALTERNATIVES: 4             2,Raphael Hertzog
//! # NUMBER VOTERS: 109                 3,Bdale Garbee
//! # NUMBER UNIQUE ORDERS: 2            4,None Of The Above
//! # ALTERNATIVE NAME 1: Branden …      109,109,2           papers, their sum, different orders
//! 100: 3,1,2,4                         100,3,1,2,4
//! 9: 3,{1,2,4}                         9,3,{1,2,4}
//! ```
//!
//! Braces hold candidates at one rank; where a complete order ends with all who were not ranked, they are kept as equal.
//! What the header declares is compared with what is there: candidates, papers, lines, and for its data type whether
//! orders are strict (`so.`) and complete (`.oc`). A candidate who is twice on one ballot is an error. Keys other than
//! those above are passed over.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::ballot::{BallotsBuilder, Mention};
use crate::candidate::{Candidate, Candidates, MAX_CANDIDATES};
use crate::contest::Votes;
use crate::format::Parsed;
use crate::format::fault::{Fault, FormatError};
use crate::format::line::{self, Cursor, Lines, Misread};

const ALTERNATIVES: &str = "NUMBER ALTERNATIVES";

/// Reads a file that is held as a whole.
///
/// # Errors
/// It is not in PrefLib's format; the error says where.
pub fn parse(bytes: &[u8]) -> Result<Parsed, FormatError> {
    let mut reader = Reader::new();
    line::lines(bytes).try_for_each(|line| reader.line(line))?;
    reader.end()
}

/// Whether a comment is a key and its value: ` NUMBER VOTERS: 7`.
pub(super) fn is_header(comment: &[u8]) -> bool {
    let key = comment.split(|byte| *byte == b':').next().unwrap_or_default();
    let letters = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ';
    key.len() < comment.len() && key.iter().any(u8::is_ascii_uppercase) && key.iter().all(letters)
}

/// Reads a file line by line.
#[derive(Clone, Debug)]
pub struct Reader {
    lines: Lines,
    part: Part,
    title: Option<String>,
    /// Whether orders must be strict, and whether complete.
    strict: bool,
    complete: bool,
    names: Vec<Option<String>>,
    named: usize,
    papers: Vec<Declared>,
    orders: Option<Declared>,
    ballots: BallotsBuilder,
    found_papers: u64,
    found_orders: u64,
}

/// What the next line may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Nothing was read that tells the two forms apart.
    Start,
    Keys,
    OldNames,
    OldSums,
    /// Ballots, with what stands after their number.
    Ballots {
        separator: u8,
    },
}

/// A number that the header declares, and where.
#[derive(Clone, Debug)]
struct Declared {
    number: u64,
    line: u64,
    column: u64,
}

impl Reader {
    /// At the beginning of a file.
    pub fn new() -> Self {
        Self {
            lines: Lines::default(),
            part: Part::Start,
            title: None,
            strict: false,
            complete: false,
            names: Vec::new(),
            named: 0,
            papers: Vec::new(),
            orders: None,
            ballots: BallotsBuilder::new(0),
            found_papers: 0,
            found_orders: 0,
        }
    }

    /// Takes the next line, without its end. After an error the reader is of no more use.
    ///
    /// # Errors
    /// The line is not what the format has at this place.
    pub fn line(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        let line = self.lines.read(bytes)?;
        self.read(line).map_err(|misread| misread.on(self.lines.number(), line))
    }

    /// What the file says.
    ///
    /// # Errors
    /// The file ends too early, or does not hold what it declares.
    pub fn end(self) -> Result<Parsed, FormatError> {
        match self.part {
            Part::Start => return Err(self.lines.at_end(Fault::Empty)),
            Part::OldSums => return Err(self.lines.at_end(Fault::NumberMissing)),
            Part::Keys | Part::OldNames | Part::Ballots { .. } => {}
        }
        self.check_names().map_err(|fault| self.lines.at_end(fault))?;
        let (papers, orders) = (self.found_papers, self.found_orders);
        for declared in &self.papers {
            declared.compare(papers, |declared, found| Fault::PapersDeclared { declared, found })?;
        }
        if let Some(declared) = &self.orders {
            declared.compare(orders, |declared, found| Fault::OrdersDeclared { declared, found })?;
        }
        let candidates = Candidates::new(self.names.into_iter().flatten());
        let candidates = candidates.map_err(|error| self.lines.at_end(error.into()))?;
        let votes = Votes::Ballots(self.ballots.finish());
        Ok(Parsed { title: self.title, candidates, votes, seats: None })
    }

    fn read(&mut self, line: &str) -> Result<(), Misread> {
        let mut cursor = Cursor::new(line);
        cursor.skip_blanks();
        if cursor.peek().is_none() {
            return Ok(());
        }
        if cursor.peek() == Some(b'#') {
            cursor.advance();
            return self.key(cursor);
        }
        match self.part {
            Part::Start => self.old_header(cursor),
            Part::OldNames => self.old_name(cursor),
            Part::OldSums => self.old_sums(cursor),
            Part::Keys => {
                self.check_names().map_err(|fault| cursor.misread(fault))?;
                self.part = Part::Ballots { separator: b':' };
                self.ballot(cursor, b':')
            }
            Part::Ballots { separator } => self.ballot(cursor, separator),
        }
    }

    /// ` KEY: value`.
    fn key(&mut self, mut cursor: Cursor<'_>) -> Result<(), Misread> {
        cursor.skip_blanks();
        let start = cursor;
        let Some((key, _)) = cursor.rest().split_once(':') else { return Ok(()) };
        cursor.pass(key.len().saturating_add(1));
        cursor.skip_blanks();
        let value = cursor.rest().trim_end();
        let key = key.trim_end();
        let number_of_name = key.strip_prefix("ALTERNATIVE NAME ");
        let known = ["TITLE", "DATA TYPE", ALTERNATIVES, "NUMBER VOTERS", "NUMBER UNIQUE ORDERS"];
        match self.part {
            Part::Start => self.part = Part::Keys,
            Part::Keys => {}
            Part::OldNames | Part::OldSums | Part::Ballots { .. } => {
                let known = number_of_name.is_some() || known.contains(&key);
                return if known { Err(start.misread(Fault::HeaderLate)) } else { Ok(()) };
            }
        }
        match (key, number_of_name) {
            (_, Some(_)) => self.alternative_name(start, &cursor),
            ("TITLE", _) => self.title(value, &cursor),
            ("DATA TYPE", _) => self.data_type(value).map_err(|fault| cursor.misread(fault)),
            (ALTERNATIVES, _) => self.alternatives(cursor),
            ("NUMBER VOTERS", _) => {
                let declared = self.declared(&mut cursor)?;
                self.papers.push(declared);
                nothing_more(&mut cursor)
            }
            ("NUMBER UNIQUE ORDERS", _) => {
                self.orders = Some(self.declared(&mut cursor)?);
                nothing_more(&mut cursor)
            }
            (_, None) => Ok(()),
        }
    }

    fn title(&mut self, value: &str, cursor: &Cursor<'_>) -> Result<(), Misread> {
        if !value.is_empty() {
            self.title = Some(line::name(value).map_err(|fault| cursor.misread(fault))?.to_owned());
        }
        Ok(())
    }

    fn data_type(&mut self, value: &str) -> Result<(), Fault> {
        (self.strict, self.complete) = match value {
            "soc" => (true, true),
            "soi" => (true, false),
            "toc" => (false, true),
            "toi" => (false, false),
            _ => return Err(Fault::DataType { found: value.chars().take(20).collect() }),
        };
        Ok(())
    }

    /// `NUMBER ALTERNATIVES: 4`, or the first line of the older form.
    fn alternatives(&mut self, mut cursor: Cursor<'_>) -> Result<(), Misread> {
        let here = cursor;
        let candidates = match usize::try_from(cursor.number()?) {
            Ok(0) => Err(Fault::NoCandidates),
            Ok(candidates) if candidates <= MAX_CANDIDATES => Ok(candidates),
            Ok(_) | Err(_) => Err(Fault::TooManyCandidates),
        };
        let candidates = candidates.map_err(|fault| here.misread(fault))?;
        nothing_more(&mut cursor)?;
        self.names = alloc::vec![None; candidates];
        self.named = 0;
        self.ballots = BallotsBuilder::new(candidates);
        Ok(())
    }

    /// `ALTERNATIVE NAME 3: Bdale Garbee`.
    fn alternative_name(&mut self, mut key: Cursor<'_>, value: &Cursor<'_>) -> Result<(), Misread> {
        if self.names.is_empty() {
            return Err(key.misread(Fault::HeaderMissing { key: ALTERNATIVES }));
        }
        key.pass("ALTERNATIVE NAME ".len());
        key.skip_blanks();
        self.name(key, value, b':')
    }

    /// A candidate's number and name, which stands at `value`.
    fn name(&mut self, mut cursor: Cursor<'_>, value: &Cursor<'_>, separator: u8) -> Result<(), Misread> {
        let here = cursor;
        let number = cursor.number()?;
        cursor.skip_blanks();
        expect(&mut cursor, separator)?;
        let candidate = self.candidate(number).map_err(|fault| here.misread(fault))?;
        let name = line::name(value.rest().trim()).map_err(|fault| value.misread(fault))?;
        let place = self.names.get_mut(candidate.index());
        if place.is_some_and(|place| place.replace(name.to_owned()).is_some()) {
            return Err(here.misread(Fault::NamedTwice { candidate: number }));
        }
        self.named = self.named.saturating_add(1);
        Ok(())
    }

    /// The number of candidates, alone on its line.
    fn old_header(&mut self, cursor: Cursor<'_>) -> Result<(), Misread> {
        self.alternatives(cursor)?;
        self.part = Part::OldNames;
        Ok(())
    }

    /// `3,Bdale Garbee`.
    fn old_name(&mut self, cursor: Cursor<'_>) -> Result<(), Misread> {
        let mut value = cursor;
        value.pass(cursor.rest().find(',').map_or(0, |at| at.saturating_add(1)));
        value.skip_blanks();
        self.name(cursor, &value, b',')?;
        if self.named == self.names.len() {
            self.part = Part::OldSums;
        }
        Ok(())
    }

    /// `475,475,31`.
    fn old_sums(&mut self, mut cursor: Cursor<'_>) -> Result<(), Misread> {
        for _ in 0..2 {
            let declared = self.declared(&mut cursor)?;
            self.papers.push(declared);
            cursor.skip_blanks();
            expect(&mut cursor, b',')?;
            cursor.skip_blanks();
        }
        self.orders = Some(self.declared(&mut cursor)?);
        self.part = Part::Ballots { separator: b',' };
        nothing_more(&mut cursor)
    }

    fn declared(&self, cursor: &mut Cursor<'_>) -> Result<Declared, Misread> {
        let column = cursor.column();
        Ok(Declared { number: cursor.number()?, line: self.lines.number(), column })
    }

    fn check_names(&self) -> Result<(), Fault> {
        let expected = self.names.len();
        if expected == 0 {
            return Err(Fault::HeaderMissing { key: ALTERNATIVES });
        }
        if self.named < expected {
            return Err(Fault::NamesMissing { expected, found: self.named });
        }
        Ok(())
    }

    /// `9: 3,{1,2,4}`.
    fn ballot(&mut self, mut cursor: Cursor<'_>, separator: u8) -> Result<(), Misread> {
        let start = cursor;
        let count = cursor.number()?;
        cursor.skip_blanks();
        expect(&mut cursor, separator)?;
        cursor.skip_blanks();
        let mut found: usize = 0;
        while cursor.peek().is_some() {
            if found > 0 {
                expect(&mut cursor, b',')?;
                cursor.skip_blanks();
            }
            found = found.saturating_add(self.rank(&mut cursor)?);
            cursor.skip_blanks();
        }
        let expected = self.names.len();
        if self.complete && found < expected {
            return Err(cursor.misread(Fault::OrderIncomplete { expected, found }));
        }
        self.ballots.finish_ballot(count).map_err(|error| start.misread(error.into()))?;
        self.found_papers = self.found_papers.saturating_add(count);
        self.found_orders = self.found_orders.saturating_add(1);
        Ok(())
    }

    /// A candidate, or several in braces; returns how many.
    fn rank(&mut self, cursor: &mut Cursor<'_>) -> Result<usize, Misread> {
        let start = *cursor;
        if !cursor.take(b'{') {
            return self.mark(cursor, false).map(|()| 1);
        }
        let mut found: usize = 0;
        loop {
            cursor.skip_blanks();
            if found == 0 && cursor.peek() == Some(b'}') {
                return Err(start.misread(Fault::EmptySet));
            }
            self.mark(cursor, found > 0)?;
            found = found.saturating_add(1);
            cursor.skip_blanks();
            if !cursor.take(b',') {
                break;
            }
        }
        expect(cursor, b'}')?;
        if self.strict && found > 1 {
            return Err(start.misread(Fault::TieInStrictOrder));
        }
        Ok(found)
    }

    fn mark(&mut self, cursor: &mut Cursor<'_>, equal: bool) -> Result<(), Misread> {
        let here = *cursor;
        let number = cursor.number()?;
        let candidate = self.candidate(number).map_err(|fault| here.misread(fault))?;
        let mention = if equal { self.ballots.mark_equal(candidate) } else { self.ballots.mark(candidate) };
        match mention.map_err(|error| here.misread(error.into()))? {
            Mention::First => Ok(()),
            Mention::Again => Err(here.misread(Fault::CandidateTwice { candidate: number })),
        }
    }

    fn candidate(&self, number: u64) -> Result<Candidate, Fault> {
        line::candidate(number, self.names.len())
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Declared {
    fn compare(&self, found: u64, fault: impl Fn(u64, u64) -> Fault) -> Result<(), FormatError> {
        if self.number == found {
            return Ok(());
        }
        Err(FormatError { line: self.line, column: self.column, fault: fault(self.number, found) })
    }
}

/// Takes this character.
fn expect(cursor: &mut Cursor<'_>, expected: u8) -> Result<(), Misread> {
    if cursor.take(expected) {
        return Ok(());
    }
    let expected = char::from(expected);
    Err(cursor.misread(match cursor.rest().chars().next() {
        Some(found) => Fault::Unexpected { expected, found },
        None => Fault::LineEnds { expected },
    }))
}

fn nothing_more(cursor: &mut Cursor<'_>) -> Result<(), Misread> {
    cursor.skip_blanks();
    match cursor.rest().chars().next() {
        None => Ok(()),
        Some('.') => Err(cursor.misread(Fault::NotWhole)),
        Some(found) => Err(cursor.misread(Fault::TrailingText { found })),
    }
}
