//! BLT, the ballot files of Scottish councils and of most programs for the single transferable vote.
//!
//! Sources: I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: Single Transferable Vote by Meek's Method", The
//! Computer Journal 30 (1987), which describes the data; and OpaVote's description of the format with its extensions.
//!
//! ```text
//! 4 2              # candidates, seats
//! -2               # candidate 2 has withdrawn
//! 3 1 3 4 0        # three papers: 1 first, then 3, then 4
//! 4 1=3 2 0        # 1 and 3 share the first rank
//! 1 4 - 3 0        # nobody at the second rank
//! 2 0              # two papers without a mark
//! 0                # the end of the ballots
//! "Ann"
//! "Bernard ""Bo"" Carter"
//! Dora
//! "Éva"
//! "Ward 5"         # the title may be missing
//! ```
//!
//! Each ballot stands on a line of its own. Blanks, tabs, blank lines and comments from `#` on are passed over. A candidate
//! who is twice on one ballot is an error, since such a file was not made from papers. Counts of papers are whole
//! numbers from 1.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt::Write as _;

use crate::ballot::{Ballots, BallotsBuilder, MarkKind, Mention};
use crate::candidate::{Candidate, Candidates, MAX_CANDIDATES};
use crate::contest::{MAX_SEATS, Votes};
use crate::format::fault::{Fault, FormatError};
use crate::format::line::{self, Cursor, Lines, Misread};
use crate::format::{Parsed, quote};

/// Reads a file that is held as a whole.
///
/// # Errors
/// It is not BLT; the error says where.
pub fn parse(bytes: &[u8]) -> Result<Parsed, FormatError> {
    let mut reader = Reader::new();
    line::lines(bytes).try_for_each(|line| reader.line(line))?;
    reader.end()
}

/// The file of an election.
///
/// BLT has no word for a candidate marked twice on one paper: the second mark is written as a skipped rank, at which a
/// paper is cut just as well. Control characters in names become blanks; blanks around names are lost on reading.
pub fn write(title: Option<&str>, candidates: &Candidates, ballots: &Ballots, seats: u32) -> String {
    let mut to = Text(String::new());
    to.line(format_args!("{} {seats}", candidates.len()));
    for candidate in candidates.iter().filter(|candidate| candidates.is_withdrawn(*candidate)) {
        to.line(format_args!("-{candidate}"));
    }
    for ballot in ballots.iter() {
        to.piece(format_args!("{}", ballot.count));
        let mut shared = false;
        for mark in ballot.marks {
            match mark.kind() {
                MarkKind::Equal(candidate) if shared => to.piece(format_args!("={candidate}")),
                MarkKind::Next(candidate) | MarkKind::Equal(candidate) => {
                    to.piece(format_args!(" {candidate}"))
                }
                MarkKind::Skipped | MarkKind::Repeated(_) => to.piece(format_args!(" -")),
            }
            shared = matches!(mark.kind(), MarkKind::Next(_) | MarkKind::Equal(_));
        }
        to.line(format_args!(" 0"));
    }
    to.line(format_args!("0"));
    for text in candidates.iter().map(|candidate| candidates.name(candidate)).chain(title) {
        quote::write(text, &mut to.0);
        to.0.push('\n');
    }
    to.0
}

/// Reads a file line by line.
#[derive(Clone, Debug)]
pub struct Reader {
    lines: Lines,
    part: Part,
    candidates: usize,
    seats: u32,
    withdrawn: Vec<Candidate>,
    ballots: BallotsBuilder,
    names: Vec<String>,
    title: Option<String>,
}

/// What the next line may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Header,
    Withdrawals,
    Ballots,
    Names,
    Title,
    End,
}

impl Reader {
    /// At the beginning of a file.
    pub fn new() -> Self {
        Self {
            lines: Lines::default(),
            part: Part::Header,
            candidates: 0,
            seats: 0,
            withdrawn: Vec::new(),
            ballots: BallotsBuilder::new(0),
            names: Vec::new(),
            title: None,
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
    /// The file ends too early.
    pub fn end(self) -> Result<Parsed, FormatError> {
        let found = self.names.len();
        match self.part {
            Part::Header => return Err(self.lines.at_end(Fault::Empty)),
            Part::Withdrawals | Part::Ballots => return Err(self.lines.at_end(Fault::BallotsUnended)),
            Part::Names => {
                return Err(self.lines.at_end(Fault::NamesMissing { expected: self.candidates, found }));
            }
            Part::Title | Part::End => {}
        }
        let candidates = Candidates::new(self.names);
        let mut candidates = candidates.map_err(|_| self.lines.at_end(Fault::NoCandidates))?;
        self.withdrawn.iter().for_each(|candidate| candidates.withdraw(*candidate));
        let votes = Votes::Ballots(self.ballots.finish());
        Ok(Parsed { title: self.title, candidates, votes, seats: Some(self.seats) })
    }

    fn read(&mut self, line: &str) -> Result<(), Misread> {
        if let Part::Names | Part::Title | Part::End = self.part {
            return self.text(line);
        }
        let mut cursor = Cursor::new(line);
        if ended(&mut cursor) {
            return Ok(());
        }
        match (self.part, cursor.peek()) {
            (Part::Header, _) => self.header(cursor),
            (Part::Withdrawals, Some(b'-')) => self.withdrawals(cursor),
            (_, _) => {
                self.part = Part::Ballots;
                self.ballot(cursor)
            }
        }
    }

    /// `candidates seats`.
    fn header(&mut self, mut cursor: Cursor<'_>) -> Result<(), Misread> {
        let at = cursor.at();
        let candidates = match usize::try_from(number(&mut cursor)?) {
            Ok(0) => Err(Fault::NoCandidates),
            Ok(candidates) if candidates <= MAX_CANDIDATES => Ok(candidates),
            Ok(_) | Err(_) => Err(Fault::TooManyCandidates),
        };
        self.candidates = candidates.map_err(|fault| Misread { at, fault })?;
        cursor.skip_blanks();
        let at = cursor.at();
        let seats = match u32::try_from(number(&mut cursor)?) {
            Ok(0) => Err(Fault::NoSeats),
            Ok(seats) if seats <= MAX_SEATS => Ok(seats),
            Ok(_) | Err(_) => Err(Fault::TooManySeats),
        };
        self.seats = seats.map_err(|fault| Misread { at, fault })?;
        self.ballots = BallotsBuilder::new(self.candidates);
        self.part = Part::Withdrawals;
        nothing_more(&mut cursor)
    }

    /// `-3 -5`.
    fn withdrawals(&mut self, mut cursor: Cursor<'_>) -> Result<(), Misread> {
        while !ended(&mut cursor) {
            if !cursor.take(b'-') {
                return nothing_more(&mut cursor);
            }
            let at = cursor.at();
            let candidate = self.candidate(number(&mut cursor)?).map_err(|fault| Misread { at, fault })?;
            self.withdrawn.push(candidate);
        }
        Ok(())
    }

    /// `count pref pref … 0`, or the `0` after the last ballot.
    fn ballot(&mut self, mut cursor: Cursor<'_>) -> Result<(), Misread> {
        let start = cursor.at();
        if !cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(not_a_ballot(&cursor));
        }
        let count = number(&mut cursor)?;
        if count == 0 {
            if !ended(&mut cursor) {
                return Err(Misread { at: start, fault: Fault::NoPapers });
            }
            self.part = Part::Names;
            return Ok(());
        }
        while self.rank(&mut cursor)? {}
        nothing_more(&mut cursor)?;
        self.ballots.finish_ballot(count).map_err(|error| Misread { at: start, fault: error.into() })
    }

    /// `3`, `2=3` or `-`; false at the `0` after the last rank.
    fn rank(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Misread> {
        cursor.skip_blanks();
        let start = *cursor;
        if let Some(preference @ 1..) = cursor.short_number() {
            let marked = self.mark(preference.into(), false);
            return marked.map(|()| true).map_err(|fault| start.misread(fault));
        }
        // A 0 before a blank was read as a number, too.
        *cursor = start;
        if ended(cursor) {
            return Err(cursor.misread(Fault::BallotUnended));
        }
        let mut at = cursor.at();
        if cursor.take(b'-') {
            return match cursor.peek() {
                None | Some(b' ' | b'\t' | b'#') => {
                    self.ballots.skip();
                    Ok(true)
                }
                Some(_) => Err(Misread { at, fault: Fault::Negative }),
            };
        }
        let mut preference = number(cursor)?;
        if preference == 0 && cursor.peek() != Some(b'=') {
            return Ok(false);
        }
        let mut equal = false;
        loop {
            self.mark(preference, equal).map_err(|fault| Misread { at, fault })?;
            if !cursor.take(b'=') {
                return Ok(true);
            }
            equal = true;
            at = cursor.at();
            preference = number(cursor)?;
        }
    }

    fn mark(&mut self, preference: u64, equal: bool) -> Result<(), Fault> {
        let candidate = self.candidate(preference)?;
        let mention =
            if equal { self.ballots.mark_equal(candidate)? } else { self.ballots.mark(candidate)? };
        match mention {
            Mention::First => Ok(()),
            Mention::Again => Err(Fault::CandidateTwice { candidate: preference }),
        }
    }

    fn candidate(&self, number: u64) -> Result<Candidate, Fault> {
        line::candidate(number, self.candidates)
    }

    /// A name or the title.
    fn text(&mut self, line: &str) -> Result<(), Misread> {
        let at = line.len().saturating_sub(line.trim_start().len());
        let Some(text) = quote::text(line)? else { return Ok(()) };
        let here = |fault| Misread { at, fault };
        match self.part {
            Part::Title => {
                self.part = Part::End;
                if !text.trim().is_empty() {
                    self.title = Some(line::name(&text).map_err(here)?.to_string());
                }
                Ok(())
            }
            Part::End => Err(here(Fault::TextAfterEnd)),
            Part::Header | Part::Withdrawals | Part::Ballots | Part::Names => {
                self.names.push(line::name(&text).map_err(here)?.to_string());
                if self.names.len() == self.candidates {
                    self.part = Part::Title;
                }
                Ok(())
            }
        }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// Text that is written piece by piece.
struct Text(String);

impl Text {
    #[expect(clippy::let_underscore_must_use, reason = "a string can always be written to")]
    fn piece(&mut self, piece: core::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(piece);
    }

    fn line(&mut self, piece: core::fmt::Arguments<'_>) {
        self.piece(piece);
        self.0.push('\n');
    }
}

/// Whether only a comment follows.
fn ended(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_blanks();
    matches!(cursor.peek(), None | Some(b'#'))
}

fn nothing_more(cursor: &mut Cursor<'_>) -> Result<(), Misread> {
    if ended(cursor) {
        return Ok(());
    }
    let found = cursor.rest().chars().next().unwrap_or_default();
    Err(cursor.misread(Fault::TrailingText { found }))
}

/// A number as a word of its own, or as one side of `=`.
fn number(cursor: &mut Cursor<'_>) -> Result<u64, Misread> {
    let start = cursor.at();
    if let None | Some(b'#') = cursor.peek() {
        return Err(cursor.misread(Fault::NumberMissing));
    }
    let number = cursor.number()?;
    match cursor.peek() {
        None | Some(b' ' | b'\t' | b'#' | b'=') => Ok(number),
        Some(b'.' | b',') => Err(Misread { at: start, fault: Fault::NotWhole }),
        Some(_) => Err(cursor.not_a_number()),
    }
}

/// Where a name stands instead of a ballot, the line `0` is missing.
fn not_a_ballot(cursor: &Cursor<'_>) -> Misread {
    let first = cursor.rest().chars().next().unwrap_or_default();
    if first == '"' || first.is_alphabetic() {
        cursor.misread(Fault::BallotsUnended)
    } else {
        cursor.not_a_number()
    }
}
