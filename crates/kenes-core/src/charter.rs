//! The charter: the rules of one council as data, each value within the range that it may have.
//!
//! A charter is canonical JSON ([`kenes_record::json`]), a document of the record. `docs/spec/charter.md` lists the fields
//! with their ranges, defaults and sources. Reading is strict: a field too many, too few or out of range is an error.

use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::json::{self, JsonError, Object, Value};

use crate::seat::SeatName;
use crate::time::Duration;

/// The most bodies, constituencies and seats of a charter.
pub const MAX_PLACES: usize = 500;

/// The rules of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Charter {
    /// Who may vote for what: constituencies by number.
    pub constituencies: Vec<Constituency>,
    /// Who is elected: bodies by number.
    pub bodies: Vec<Body>,
    /// Elections.
    pub elections: Elections,
    /// How one joins.
    pub entry: Entry,
    /// How long the founders serve at most before the first seating: 1 to 90 days.
    pub founders_days: u64,
    /// Decisions.
    pub motions: Motions,
}

/// A part of the membership that elects together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Constituency {
    /// The most members it may have, for offices and rolls of a known size; 0 for no limit.
    pub most: u64,
}

/// A council, a board, or an office of one seat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Body {
    /// Who elects it.
    pub constituency: u16,
    /// The counting rule.
    pub counting: Counting,
    /// How many seats.
    pub seats: u16,
    /// The term: 12 to 60 months.
    pub term_months: u64,
    /// Terms in a row after which one is out for one term; 0 for no limit.
    pub terms: u64,
}

/// The counting rules that a body may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Scottish STV, with one seat too.
    StvScottish,
    /// Approval.
    Approval,
    /// Plurality.
    Plurality,
}

/// How elections go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Elections {
    /// Days in which who was elected says yes or no: 1 to 30.
    pub answer_days: u64,
    /// Days from the call to the opening at least: 7 to 60.
    pub notice_days: u64,
    /// Days before the end of a term from which an election may be called: 15 to 180.
    pub due_days: u64,
    /// How many registrars certify the list of credentials at least.
    pub registrars: u64,
    /// Trustees, and how many of them decrypt.
    pub trustees: u64,
    /// How many of the trustees are needed.
    pub threshold: u64,
    /// Below so many eligible a call needs an acknowledgement: 0 to 50.
    pub small: u64,
    /// The hours that the vote is open at least: 1 to 720.
    pub open_hours: u64,
}

/// How one joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The body whose holders are the registrars; the founders in it are, until its first seating.
    pub body: u16,
    /// Registrars who must sign an enrolment: 1 to 16.
    pub registrars: u64,
    /// Members who must vouch besides: 0 to 8.
    pub sponsors: u64,
    /// Days before a new member's vote counts: 0 to 180.
    pub waiting_days: u64,
    /// The growth in percent that raises the alarm: 1 to 100.
    pub surge_percent: u64,
    /// The days in which this growth raises it: 1 to 365.
    pub surge_days: u64,
    /// Recoveries of keys that may be opened within 30 days: 1 to 1000.
    pub recoveries: u64,
}

/// How decisions are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Motions {
    /// The body that decides on the charter, the rules and the witness policy.
    pub body: u16,
    /// Percent of a body's seats that must take part: 34 to 100.
    pub quorum_percent: u64,
    /// Hours that a roll call is open at least: 1 to 720.
    pub open_hours: u64,
    /// The share of all seats for a change of the charter: 3/5 to 3/4.
    pub charter_share: Share,
    /// Days of notice of a change of the charter: 7 to 90.
    pub charter_days: u64,
    /// Members, in percent of the roll, who can demand a vote of all: 1 to 40.
    pub initiative_percent: u64,
}

/// A share as a fraction: two thirds are no whole number of percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// So many.
    pub part: u64,
    /// Of so many.
    pub whole: u64,
}

impl Share {
    /// Whether `votes` are at least this share of `all`.
    pub const fn is_reached(self, votes: u64, all: u64) -> bool {
        votes.saturating_mul(self.whole) >= all.saturating_mul(self.part)
    }
}

/// A document is not a charter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CharterError {
    /// Not canonical JSON.
    #[error("the charter is not canonical JSON: {0}")]
    Json(#[from] JsonError),
    /// Another kind of value.
    #[error("{field} is of another kind")]
    Kind {
        /// The field, with the fields around it.
        field: String,
    },
    /// A field that is missing.
    #[error("{field} is missing")]
    Missing {
        /// The field.
        field: String,
    },
    /// A field that no charter has.
    #[error("{field} is not a field of a charter")]
    Unknown {
        /// The field.
        field: String,
    },
    /// A number out of its range.
    #[error("{field} is {found}; it may be from {least} to {most}")]
    Range {
        /// The field.
        field: String,
        /// The number.
        found: i64,
        /// The smallest.
        least: u64,
        /// The largest.
        most: u64,
    },
    /// A word that is not on the list.
    #[error("{field} is not one of the words it may be")]
    Word {
        /// The field.
        field: String,
    },
    /// A threshold above the number it is of, or a reference to nothing.
    #[error("{field} does not fit the rest of the charter")]
    Unfit {
        /// The field.
        field: &'static str,
    },
}

impl Charter {
    /// Reads a charter.
    ///
    /// # Errors
    /// The bytes are none, or a value is out of its range.
    pub fn parse(bytes: &[u8]) -> Result<Self, CharterError> {
        let value = json::parse(bytes)?;
        let mut root = Reader::new(&value, String::new())?;
        root.number("v", 1, 1)?;
        let charter = Self {
            constituencies: root.list("constituencies", constituency)?,
            bodies: root.list("bodies", body)?,
            elections: root.object("elections", elections)?,
            entry: root.object("entry", entry)?,
            founders_days: root.number("founders_days", 1, 90)?,
            motions: root.object("motions", motions)?,
        };
        root.end()?;
        charter.check()?;
        Ok(charter)
    }

    /// The body with this number.
    pub fn body(&self, number: u16) -> Option<&Body> {
        self.bodies.get(usize::from(number))
    }

    /// Every seat, by body and place.
    pub fn seat_names(&self) -> impl Iterator<Item = SeatName> {
        let bodies = (0..).zip(&self.bodies);
        bodies.flat_map(|(body, rules)| (0..rules.seats).map(move |seat| SeatName { body, seat }))
    }

    /// Whether the bodies and constituencies of an earlier charter keep their numbers, and the bodies their constituencies.
    pub(crate) fn goes_on_from(&self, earlier: &Self) -> bool {
        let same = |(old, new): (&Body, &Body)| old.constituency == new.constituency;
        self.constituencies.len() >= earlier.constituencies.len()
            && self.bodies.len() >= earlier.bodies.len()
            && earlier.bodies.iter().zip(&self.bodies).all(same)
    }

    fn check(&self) -> Result<(), CharterError> {
        let constituencies = self.constituencies.len();
        let unfit = |field| Err(CharterError::Unfit { field });
        if self.bodies.iter().any(|body| usize::from(body.constituency) >= constituencies) {
            return unfit("bodies.constituency");
        }
        if self.elections.threshold > self.elections.trustees {
            return unfit("elections.threshold");
        }
        if self.body(self.motions.body).is_none() {
            return unfit("motions.body");
        }
        let Some(registrars) = self.body(self.entry.body) else { return unfit("entry.body") };
        if self.entry.registrars > u64::from(registrars.seats) {
            return unfit("entry.registrars");
        }
        // Else no call could name as many of them as it must, and anybody might be named.
        if self.elections.registrars > u64::from(registrars.seats) {
            return unfit("elections.registrars");
        }
        // From 3/5 to 3/4, by governance rules of many bodies.
        let Share { part, whole } = self.motions.charter_share;
        let in_range = part.saturating_mul(5) >= whole.saturating_mul(3)
            && part.saturating_mul(4) <= whole.saturating_mul(3);
        if in_range { Ok(()) } else { unfit("motions.charter_share") }
    }
}

impl Body {
    /// The term.
    pub fn term(&self) -> Duration {
        Duration::months(self.term_months)
    }
}

fn constituency(reader: &mut Reader<'_>) -> Result<Constituency, CharterError> {
    Ok(Constituency { most: reader.number("most", 0, 100_000_000)? })
}

fn body(reader: &mut Reader<'_>) -> Result<Body, CharterError> {
    Ok(Body {
        constituency: reader.small("constituency", 0, 499)?,
        counting: reader.word(
            "counting",
            &[
                ("stv_scottish", Counting::StvScottish),
                ("approval", Counting::Approval),
                ("plurality", Counting::Plurality),
            ],
        )?,
        seats: reader.small("seats", 1, 500)?,
        term_months: reader.number("term_months", 12, 60)?,
        terms: reader.number("terms", 0, 20)?,
    })
}

fn elections(reader: &mut Reader<'_>) -> Result<Elections, CharterError> {
    Ok(Elections {
        answer_days: reader.number("answer_days", 1, 30)?,
        notice_days: reader.number("notice_days", 7, 60)?,
        due_days: reader.number("due_days", 15, 180)?,
        registrars: reader.number("registrars", 1, 16)?,
        trustees: reader.number("trustees", 1, 16)?,
        threshold: reader.number("threshold", 1, 16)?,
        small: reader.number("small", 0, 50)?,
        open_hours: reader.number("open_hours", 1, 720)?,
    })
}

fn entry(reader: &mut Reader<'_>) -> Result<Entry, CharterError> {
    Ok(Entry {
        body: reader.small("body", 0, 499)?,
        registrars: reader.number("registrars", 1, 16)?,
        sponsors: reader.number("sponsors", 0, 8)?,
        waiting_days: reader.number("waiting_days", 0, 180)?,
        surge_percent: reader.number("surge_percent", 1, 100)?,
        surge_days: reader.number("surge_days", 1, 365)?,
        recoveries: reader.number("recoveries", 1, 1_000)?,
    })
}

fn motions(reader: &mut Reader<'_>) -> Result<Motions, CharterError> {
    Ok(Motions {
        body: reader.small("body", 0, 499)?,
        quorum_percent: reader.number("quorum_percent", 34, 100)?,
        open_hours: reader.number("open_hours", 1, 720)?,
        charter_share: reader.object("charter_share", share)?,
        charter_days: reader.number("charter_days", 7, 90)?,
        initiative_percent: reader.number("initiative_percent", 1, 40)?,
    })
}

fn share(reader: &mut Reader<'_>) -> Result<Share, CharterError> {
    Ok(Share { part: reader.number("part", 1, 100)?, whole: reader.number("whole", 1, 100)? })
}

/// Reads the fields of an object, each once.
struct Reader<'a> {
    object: &'a Object,
    /// The fields around it, with a point at the end.
    place: String,
    read: usize,
}

impl<'a> Reader<'a> {
    fn new(value: &'a Value, place: String) -> Result<Self, CharterError> {
        match value {
            Value::Object(object) => Ok(Self { object, place, read: 0 }),
            Value::Bool(_) | Value::Integer(_) | Value::String(_) | Value::Array(_) => {
                Err(CharterError::Kind { field: place })
            }
        }
    }

    fn name(&self, field: &str) -> String {
        alloc::format!("{}{field}", self.place)
    }

    fn value(&mut self, field: &str) -> Result<&'a Value, CharterError> {
        self.read = self.read.saturating_add(1);
        self.object.field(field).ok_or_else(|| CharterError::Missing { field: self.name(field) })
    }

    fn number(&mut self, field: &str, least: u64, most: u64) -> Result<u64, CharterError> {
        let Value::Integer(integer) = self.value(field)? else {
            return Err(CharterError::Kind { field: self.name(field) });
        };
        let found = integer.number();
        let number = u64::try_from(found).ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| CharterError::Range { field: self.name(field), found, least, most })
    }

    fn small(&mut self, field: &str, least: u64, most: u64) -> Result<u16, CharterError> {
        self.number(field, least, most).map(|number| u16::try_from(number).unwrap_or(u16::MAX))
    }

    fn word<T: Copy>(&mut self, field: &str, words: &[(&str, T)]) -> Result<T, CharterError> {
        let Value::String(text) = self.value(field)? else {
            return Err(CharterError::Kind { field: self.name(field) });
        };
        let found = words.iter().find(|(word, _)| word == text).map(|(_, value)| *value);
        found.ok_or_else(|| CharterError::Word { field: self.name(field) })
    }

    fn object<T>(
        &mut self,
        field: &str,
        read: impl Fn(&mut Reader<'_>) -> Result<T, CharterError>,
    ) -> Result<T, CharterError> {
        let value = self.value(field)?;
        let mut inner = Reader::new(value, alloc::format!("{}.", self.name(field)))?;
        let found = read(&mut inner)?;
        inner.end()?;
        Ok(found)
    }

    fn list<T>(
        &mut self,
        field: &str,
        read: impl Fn(&mut Reader<'_>) -> Result<T, CharterError>,
    ) -> Result<Vec<T>, CharterError> {
        let Value::Array(items) = self.value(field)? else {
            return Err(CharterError::Kind { field: self.name(field) });
        };
        if items.is_empty() || items.len() > MAX_PLACES {
            let (found, most) = (i64::try_from(items.len()).unwrap_or(i64::MAX), 500);
            return Err(CharterError::Range { field: self.name(field), found, least: 1, most });
        }
        let item = |(index, value): (usize, &Value)| {
            let mut inner = Reader::new(value, alloc::format!("{}[{index}].", self.name(field)))?;
            let found = read(&mut inner)?;
            inner.end()?;
            Ok(found)
        };
        items.iter().enumerate().map(item).collect()
    }

    /// Refuses fields that were not read: every field was asked for once, so a longer object has one too many.
    fn end(&self) -> Result<(), CharterError> {
        if self.object.len() == self.read {
            Ok(())
        } else {
            Err(CharterError::Unknown { field: self.place.clone() })
        }
    }
}
