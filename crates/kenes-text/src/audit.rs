//! The audit of a record in every form: for programs, for a terminal, as a page, and the reasons for a seat in words.
//!
//! Each form says what the report says and decides nothing. The record holds no names: members are numbers and keys, with
//! the names that ballot papers have of those who stood; bodies and seats are numbers from 0 as the charter lists them. What failed is told in English as well as by its check, since whoever looks
//! for the cause compares it word by word.

mod alarm;
mod ids;
mod json;
mod names;
mod page;
mod seats;
mod story;
mod table;
mod told;
mod trust;
mod why;

use kenes_core::{MemberId, Refusal, SeatName, Time};
use kenes_record::act::ActId;
use kenes_verify::{CheckId, Report};

pub use self::alarm::{alarm, alarm_with};
pub use self::json::json;
pub use self::names::{Names, Numbers};
pub use self::page::page;
pub use self::seats::{SeatsDrawing, seats_drawing, seats_legend};
pub use self::table::table;
pub use self::told::{Told, ToldFailed, ToldSeat, told};
pub use self::trust::{trust, trust_with};
pub use self::why::{Reason, by_hand, reasons, why, why_json};
use crate::language::Language;
use crate::time;
use crate::words::{Arg, Words};

/// The verdict in a sentence.
pub fn verdict(report: &Report, words: &Words) -> String {
    story::Story::new(report, *words).verdict()
}

/// What a check states: what is so when it holds.
pub fn states(check: CheckId, words: &Words) -> String {
    words.t(ids::check(check).0, &[])
}

/// What to do when a check fails.
pub fn remedy(check: CheckId, words: &Words) -> String {
    words.t(ids::check(check).1, &[])
}

/// Why an act has no effect, without a full stop.
pub fn reason(refusal: Refusal, words: &Words) -> String {
    words.t(ids::refusal(refusal), &[])
}

/// The language of what programs read.
const ENGLISH: Words = Words::new(Language::English);

/// How many hexadecimal digits of an id stand in a sentence.
const SHORT: usize = 16;

/// A moment in a sentence.
fn moment(time: Time) -> Arg {
    Arg::Text(time::minute(time.seconds()))
}

/// A seat: body and number, both from 0.
fn seat_text(seat: SeatName) -> String {
    format!("{}/{}", seat.body, seat.seat)
}

/// A seat in a sentence.
fn seat_name(seat: SeatName) -> Arg {
    Arg::Text(seat_text(seat))
}

/// The beginning of the id of a call.
fn call_text(call: &ActId) -> String {
    call.to_hex().get(..SHORT).unwrap_or_default().to_owned()
}

/// A member: the number, and in quotation marks the name that a ballot paper has, where one does.
fn member_text(member: MemberId, name: Option<&str>, words: Words) -> String {
    match name {
        Some(name) => format!("{} “{}”", member.number(), words.name(name)),
        None => member.number().to_string(),
    }
}

/// An election in a sentence.
fn call_name(call: &ActId) -> Arg {
    Arg::Text(call_text(call))
}
