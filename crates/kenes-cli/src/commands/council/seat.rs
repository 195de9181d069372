//! `kenes council accept`, `decline` and `resign`.

use kenes_core::{Command, MemberId, Refusal, SeatName};
use kenes_record::act::ActId;
use serde_json::json;

use super::CouncilError;
use super::desk::{Desk, Place};
use super::seats;
use super::signing::Signing;
use super::which;
use crate::error::Result;
use crate::output::Output;

/// Whose seat, and which.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The seat, as BODY/SEAT; needed where the member has several
    #[arg(long, value_name = "BODY/SEAT", value_parser = which::seat)]
    seat: Option<SeatName>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

/// What is said of the seat.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Yes.
    Accept,
    /// No.
    Decline,
    /// No longer.
    Resign,
}

impl Args {
    /// Says it.
    pub fn run(self, answer: Answer, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let members = self.signing.members(desk)?;
            let command = match answer {
                Answer::Accept => {
                    let (seat, election) = asked(desk, &members, self.seat)?;
                    Command::AcceptSeat { election, seat: seat.seat }
                }
                Answer::Decline => {
                    let (seat, election) = asked(desk, &members, self.seat)?;
                    Command::DeclineSeat { election, seat: seat.seat }
                }
                Answer::Resign => {
                    let SeatName { body, seat } = held(desk, &members, self.seat)?;
                    Command::Resign { body, seat }
                }
            };
            let done = self.signing.carry_out(desk, &command)?;
            let all: Vec<_> = desk.council().seats().map(|(name, seat)| (name, seat.clone())).collect();
            let lines = all.iter().map(|(name, seat)| seats::line(desk, *name, seat));
            done.tell(output, &json!({}), &lines.collect::<Result<Vec<_>>>()?.join("\n"))
        })
    }
}

/// The seat for which one of these is asked, and the election that asks.
fn asked(desk: &Desk, members: &[MemberId], wanted: Option<SeatName>) -> Result<(SeatName, ActId)> {
    let mut found = desk.council().seats().filter_map(|(name, seat)| {
        let elect = seat.elected.as_ref().filter(|elect| members.contains(&elect.member))?;
        wanted.is_none_or(|wanted| wanted == name).then_some((name, elect.gained))
    });
    let none = || CouncilError::Refused { refusal: Refusal::NotElected };
    let (name, gained) = found.next().ok_or_else(none)?;
    if found.next().is_some() {
        return Err(CouncilError::NoSuch { what: "seat", name: "that is meant: say --seat".into() }.into());
    }
    Ok((name, seats::call_of(&gained).ok_or_else(none)?))
}

/// The seat that one of these holds, or waits for.
fn held(desk: &Desk, members: &[MemberId], wanted: Option<SeatName>) -> Result<SeatName> {
    let is_theirs =
        |holder: Option<&kenes_core::Holder>| holder.is_some_and(|holder| members.contains(&holder.member));
    let mut found = desk.council().seats().filter(|(name, seat)| {
        wanted.is_none_or(|wanted| wanted == *name)
            && (is_theirs(seat.holder.as_ref()) || is_theirs(seat.next.as_ref()))
    });
    match (found.next(), found.next()) {
        (Some((name, _)), None) => Ok(name),
        (None, _) => Err(CouncilError::Refused { refusal: Refusal::NotHolder }.into()),
        (Some(_), Some(_)) => {
            Err(CouncilError::NoSuch { what: "seat", name: "that is meant: say --seat".into() }.into())
        }
    }
}
