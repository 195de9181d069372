//! `kenes council seats`.

use std::fmt::Write as _;

use kenes_core::{Gained, Seat, SeatName, Time};
use kenes_record::act::ActId;
use serde_json::{Value, json};

use super::desk::{Desk, Place};
use crate::error::Result;
use crate::output::Output;

/// Shows who holds which seat, since when, until when and how
///
/// Numbers are from 0, as in the record. Nobody assigns a seat: it follows from the record, and `kenes audit` recomputes it.
///
/// With --json: seats (body, body_name, seat, holder (member, key, name), since, until, how, asked, answer_by, next).
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Shows the seats.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let seats: Vec<(SeatName, Seat)> =
                desk.council().seats().map(|(name, seat)| (name, seat.clone())).collect();
            let (mut json, mut text) = (Vec::new(), String::new());
            for (name, seat) in &seats {
                json.push(to_json(desk, *name, seat)?);
                let _ = writeln!(text, "{}", line(desk, *name, seat)?);
            }
            output.data(&json!({ "seats": json }), text.trim_end())
        })
    }
}

/// A seat in a line.
pub fn line(desk: &Desk, name: SeatName, seat: &Seat) -> Result<String> {
    let place = format!("{} {}/{}", desk.body(name.body)?, name.body, name.seat);
    let mut text = match &seat.holder {
        Some(holder) => {
            let (since, until) = (day(holder.since), day(holder.until));
            format!("{place}  {}, {since} to {until}, {}", desk.shown(holder.member)?, how(&holder.gained))
        }
        None => format!("{place}  vacant"),
    };
    if let Some(elect) = &seat.elected {
        let until = kenes_text::time::minute(elect.answer_by.seconds());
        let _ = write!(text, "; elected: {}, to answer by {until}", desk.shown(elect.member)?);
    }
    if let Some(next) = &seat.next {
        let _ = write!(text, "; next: {}, from {}", desk.shown(next.member)?, day(next.since));
    }
    Ok(text)
}

fn to_json(desk: &Desk, name: SeatName, seat: &Seat) -> Result<Value> {
    let holder = match &seat.holder {
        Some(holder) => json!({
            "member": holder.member.number(),
            "key": desk.key_of(holder.member).map(|key| key.to_string()),
            "name": desk.name(holder.member)?.map(|name| name.expose().to_owned()),
        }),
        None => Value::Null,
    };
    let time = |time: Time| kenes_text::time::rfc3339(time.seconds());
    Ok(json!({
        "body": name.body,
        "body_name": desk.body(name.body)?,
        "seat": name.seat,
        "holder": holder,
        "since": seat.holder.as_ref().map(|holder| time(holder.since)),
        "until": seat.holder.as_ref().map(|holder| time(holder.until)),
        "how": seat.holder.as_ref().map(|holder| how(&holder.gained)),
        "asked": seat.elected.as_ref().map(|elect| elect.member.number()),
        "answer_by": seat.elected.as_ref().map(|elect| time(elect.answer_by)),
        "next": seat.next.as_ref().map(|next| next.member.number()),
    }))
}

fn day(time: Time) -> String {
    kenes_text::time::day(time.seconds())
}

/// How a seat was gained.
pub fn how(gained: &Gained) -> String {
    match gained {
        Gained::Founding => "founding".into(),
        Gained::Election(call) => format!("election {}", Desk::short(call)),
        Gained::Countback(call, number) => format!("countback {} {number}", Desk::short(call)),
    }
}

/// The call of the election that gave a seat.
pub fn call_of(gained: &Gained) -> Option<ActId> {
    match gained {
        Gained::Founding => None,
        Gained::Election(call) | Gained::Countback(call, _) => Some(*call),
    }
}
