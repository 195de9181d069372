//! What a statute adds to the distribution of seats, and who of each list is seated.

use std::path::PathBuf;

use kenes_count::format::persons;
use kenes_count::lists::{self, Order, Person};
use kenes_count::{Candidates, CountError, Decimal, LotSeed, Terms, Transcript};

use super::{CountingError, names};
use crate::error::{CliError, Result};
use crate::files;

/// Options for lists.
#[derive(Debug, clap::Args)]
pub struct Lists {
    /// The percentage of all votes without which a list is given no seat
    #[arg(long, global = true, value_name = "PERCENT")]
    threshold: Option<String>,
    /// The most seats of each
    #[arg(long, global = true, value_name = "N")]
    maximum: Option<u32>,
    /// Lists that are counted as one first, with commas between them; may be repeated
    #[arg(long, global = true, value_name = "LISTS")]
    ally: Vec<String>,
    /// Who stands on each list (list,name[,votes][,group]); no list is given more seats than persons
    #[arg(long, global = true, value_name = "FILE")]
    persons: Option<PathBuf>,
    /// Persons are seated by their votes, not in the order of the list
    #[arg(long, global = true, requires = "persons")]
    open_lists: bool,
    /// Seats that the group of the file of persons has to have, as in German works councils
    #[arg(long, global = true, value_name = "N", requires = "persons", default_value_t = 0)]
    at_least: u32,
}

impl Lists {
    /// Whether there is any.
    pub fn is_used(&self) -> bool {
        self.threshold.is_some() || self.maximum.is_some() || !self.ally.is_empty() || self.persons.is_some()
    }

    /// What they add to the contest.
    pub fn terms(&self, candidates: &Candidates) -> Result<Terms> {
        let threshold =
            match &self.threshold {
                Some(text) => Some(percentage(text).ok_or(CliError::Usage {
                    needs: "--threshold is a percentage in digits, like 5 or 2.5",
                })?),
                None => None,
            };
        let mut alliances = Vec::new();
        for alliance in &self.ally {
            let members: std::result::Result<Vec<_>, CountingError> =
                alliance.split(',').map(|name| names::find(candidates, name)).collect();
            alliances.push(members?);
        }
        // An alliance has room as a whole; then persons are only looked at afterwards.
        let room = match self.read_persons(candidates)? {
            Some(persons) if alliances.is_empty() => {
                persons.iter().map(|list| u32::try_from(list.len()).unwrap_or(u32::MAX)).collect()
            }
            _ => Vec::new(),
        };
        Ok(Terms { threshold, maximum: self.maximum, alliances, room })
    }

    /// Seats the persons.
    pub fn seat(
        &self,
        outcome: std::result::Result<Transcript, CountError>,
        seed: Option<&str>,
    ) -> Result<std::result::Result<Transcript, CountError>> {
        let transcript = match outcome {
            Ok(transcript) => transcript,
            Err(error) => return Ok(Err(error)),
        };
        let Some(persons) = self.read_persons(&transcript.candidates)? else { return Ok(Ok(transcript)) };
        let order = if self.open_lists { Order::ByVotes } else { Order::OfList };
        let seed = seed.map(LotSeed::of_text);
        let settled = lists::settle(transcript, &persons, order, self.at_least, seed.as_ref());
        Ok(Ok(settled.map_err(|source| CountingError::Lists { source })?))
    }

    fn read_persons(&self, candidates: &Candidates) -> Result<Option<Vec<Vec<Person>>>> {
        let Some(path) = &self.persons else { return Ok(None) };
        let text = files::read_text(path, files::SMALL)?;
        let read = persons::parse(text.as_bytes(), candidates);
        Ok(Some(read.map_err(|source| CountingError::File { path: path.clone(), source })?))
    }
}

/// `5` or `2.5`.
fn percentage(text: &str) -> Option<Decimal> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(places) || places.len() > 10 {
        return None;
    }
    let units = format!("{whole}{places}").parse().ok()?;
    Some(Decimal::new(units, u32::try_from(places.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read() {
        assert_eq!(percentage("5"), Some(Decimal::new(5, 0)));
        assert_eq!(percentage("2.50"), Some(Decimal::new(250, 2)));
        for wrong in ["", ".5", "5%", "-1", "1e2", "99999999999999999999999999999999999999999"] {
            assert_eq!(percentage(wrong), None, "{wrong}");
        }
    }
}
