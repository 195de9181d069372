//! Which election, motion or seat is meant.

use kenes_core::{Election, Phase, SeatName};
use kenes_record::act::ActId;

use super::CouncilError;
use super::desk::Desk;
use crate::error::Result;

/// Which election.
#[derive(Clone, Debug, clap::Args)]
pub struct WhichElection {
    /// The election: the first digits of the id of its call; needed where several are on
    #[arg(long, value_name = "ID")]
    pub election: Option<String>,
}

impl WhichElection {
    /// The one that is named, or the only one in one of these phases.
    pub fn find(&self, desk: &Desk, phases: &[Phase]) -> Result<Election> {
        if let Some(digits) = &self.election {
            let none = || CouncilError::NoSuchElection { name: digits.clone() };
            let mut found = desk.council().elections().filter(|election| is_called(&election.call, digits));
            let election = found.next().ok_or_else(none)?;
            return if found.next().is_none() { Ok(election.clone()) } else { Err(none().into()) };
        }
        let mut found = desk.council().elections().filter(|election| phases.contains(&election.phase));
        match (found.next(), found.count()) {
            (Some(election), 0) => Ok(election.clone()),
            (first, more) => {
                let count = more.saturating_add(usize::from(first.is_some()));
                Err(CouncilError::WhichElection { count }.into())
            }
        }
    }
}

/// Whether these are the first digits of an act's id.
pub fn is_called(act: &ActId, digits: &str) -> bool {
    digits.len() >= 4 && act.to_hex().starts_with(&digits.to_lowercase())
}

/// The only act among these whose id begins so; without digits the only one.
pub fn act(acts: impl Iterator<Item = ActId>, digits: Option<&str>, what: &'static str) -> Result<ActId> {
    let mut found = acts.filter(|act| digits.is_none_or(|digits| is_called(act, digits)));
    match (found.next(), found.next()) {
        (Some(act), None) => Ok(act),
        _ => {
            let name = digits.unwrap_or("that is meant: say which").into();
            Err(CouncilError::NoSuch { what, name }.into())
        }
    }
}

/// Reads `BODY/SEAT`.
pub fn seat(text: &str) -> std::result::Result<SeatName, NotASeat> {
    let (body, seat) = text.split_once('/').ok_or(NotASeat)?;
    match (body.parse(), seat.parse()) {
        (Ok(body), Ok(seat)) => Ok(SeatName { body, seat }),
        _ => Err(NotASeat),
    }
}

/// A text is no seat.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("write BODY/SEAT, such as 0/3: both from 0, as `kenes council seats` shows them")]
pub struct NotASeat;
