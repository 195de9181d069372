//! What a statute adds to the distribution of seats, and who of each list is seated.

use std::path::PathBuf;

use kenes_count::format::persons;
use kenes_count::lists::{self, ListsError, Order, Person};
use kenes_count::rule::Family;
use kenes_count::{Candidates, Decimal, Group, LotSeed, Rule, Terms, Transcript};

use super::{CountingError, names};
use crate::error::{CliError, Result};
use crate::files;

/// Who stands on each list, in ballot-paper order.
pub type Persons = Vec<Vec<Person>>;

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
    /// Who stands on each list (list,name[,votes][,group]) [default: what an archive says]; no list is given more seats than persons
    #[arg(long, global = true, value_name = "FILE")]
    persons: Option<PathBuf>,
    /// Persons are seated by their votes, not in the order of the list
    #[arg(long, global = true)]
    open_lists: bool,
    /// Seats that a group has to have, as in German works councils: the group of the file of persons, or else of --group
    #[arg(long, global = true, value_name = "N", default_value_t = 0)]
    at_least: u32,
    /// Somebody of the group, where persons are elected; may be repeated
    #[arg(long, global = true, value_name = "NAME")]
    group: Vec<String>,
}

impl Lists {
    /// Whether there is any.
    pub fn is_used(&self) -> bool {
        self.threshold.is_some()
            || self.maximum.is_some()
            || !self.ally.is_empty()
            || self.persons.is_some()
            || self.open_lists
    }

    /// Whether a group has to have a number of seats.
    pub fn has_group(&self) -> bool {
        !self.group.is_empty() || self.at_least > 0
    }

    /// Refuses a group where the rule knows none, and half of what it takes.
    pub fn check_group(&self, rule: Rule) -> Result<()> {
        let wrong = |needs| Err(CliError::Usage { needs });
        if rule.family() == Family::Apportionment {
            let named = !self.group.is_empty();
            return if named {
                wrong("--group is for persons; lists have a file of --persons")
            } else {
                Ok(())
            };
        }
        match (self.group.is_empty(), self.at_least) {
            (true, 0) => Ok(()),
            (false, 1..) if rule.knows_groups() => Ok(()),
            (false, 1..) => wrong(
                "--group is for plurality, approval, scottish-stv, wigm-prf-fixed4 and the rules of Meek and Warren",
            ),
            (true, 1..) | (false, 0) => wrong("--group and --at-least go together"),
        }
    }

    /// The group, where there is one.
    pub fn group(&self, candidates: &Candidates) -> Result<Option<Group>> {
        if self.group.is_empty() {
            return Ok(None);
        }
        let members: std::result::Result<Vec<_>, CountingError> =
            self.group.iter().map(|name| names::find(candidates, name)).collect();
        Ok(Some(Group { members: members?, at_least: self.at_least }))
    }

    /// Who stands on each list: the file says it, or else an archive.
    pub fn persons(&self, candidates: &Candidates, of_archive: Option<Persons>) -> Result<Option<Persons>> {
        let persons = match &self.persons {
            Some(path) => {
                let text = files::read_text(path, files::SMALL)?;
                let read = persons::parse(text.as_bytes(), candidates);
                Some(read.map_err(|source| CountingError::File { path: path.clone(), source })?)
            }
            None => of_archive,
        };
        if persons.is_none() && self.open_lists {
            return Err(CliError::Usage {
                needs: "--open-lists goes with --persons, or with an archive of a list vote",
            });
        }
        if self.persons.is_none() && self.at_least > 0 {
            return Err(CliError::Usage {
                needs: "--at-least goes with --persons, which says who is of the group",
            });
        }
        Ok(persons)
    }

    /// What they add to the contest.
    pub fn terms(&self, candidates: &Candidates, persons: Option<&Persons>) -> Result<Terms> {
        let threshold =
            match &self.threshold {
                Some(text) => Some(decimal(text).ok_or(CliError::Usage {
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
        let room = match persons {
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
        transcript: Transcript,
        persons: &Persons,
        seed: Option<&str>,
    ) -> std::result::Result<Transcript, ListsError> {
        let order = if self.open_lists { Order::ByVotes } else { Order::OfList };
        let seed = seed.map(LotSeed::of_text);
        lists::settle(transcript, persons, order, self.at_least, seed.as_ref())
    }
}

/// `5` or `2.5`.
pub fn decimal(text: &str) -> Option<Decimal> {
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
    fn numbers_are_read() {
        assert_eq!(decimal("5"), Some(Decimal::new(5, 0)));
        assert_eq!(decimal("2.50"), Some(Decimal::new(250, 2)));
        for wrong in ["", ".5", "5%", "-1", "1e2", "99999999999999999999999999999999999999999"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
    }
}
