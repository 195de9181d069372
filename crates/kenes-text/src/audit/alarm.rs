//! Alarms in words: what a council should look at.

use kenes_core::{Alarm, MemberId, SeatName};
use serde_json::{Value, json};

use super::json::{put, put_time};
use super::{ENGLISH, call_name, moment, seat_name, seat_text};
use crate::words::{Arg, Words};

/// An alarm in a language.
pub fn alarm(alarm: &Alarm, words: &Words) -> String {
    let (id, args) = message(alarm, words);
    words.t(id, &args)
}

/// The message, and what is filled into it.
fn message(alarm: &Alarm, words: &Words) -> (&'static str, Vec<(&'static str, Arg)>) {
    match alarm {
        Alarm::NoTick { last } => last.map_or_else(
            || ("audit-alarm-no-tick-ever", vec![]),
            |last| ("audit-alarm-no-tick", vec![("time", moment(last))]),
        ),
        Alarm::TimeAhead { last } => ("audit-alarm-time-ahead", vec![("time", moment(*last))]),
        Alarm::RollSurge { from, to, since } => {
            let args = vec![("from", (*from).into()), ("to", (*to).into()), ("time", moment(*since))];
            ("audit-alarm-roll-surge", args)
        }
        Alarm::ElectionOverdue { body, seats } => {
            let args = vec![("body", u32::from(*body).into()), ("seats", seat_names(seats, words))];
            ("audit-alarm-election-overdue", args)
        }
        Alarm::PastTerm { seat, until } => {
            ("audit-alarm-past-term", vec![("seat", seat_name(*seat)), ("time", moment(*until))])
        }
        Alarm::ManySeats { member, seats } => {
            let args = vec![("member", member.number().into()), ("seats", seat_names(seats, words))];
            ("audit-alarm-many-seats", args)
        }
        Alarm::RegistrarsAreTrustees { call, members } => {
            let args = vec![("call", call_name(call)), ("members", member_names(members, words))];
            ("audit-alarm-registrars-are-trustees", args)
        }
        Alarm::CandidatesAreGuards { call, members } => {
            let args = vec![("call", call_name(call)), ("members", member_names(members, words))];
            ("audit-alarm-candidates-are-guards", args)
        }
        Alarm::OneRegistrar => ("audit-alarm-one-registrar", vec![]),
        Alarm::OneTrustee { call } => ("audit-alarm-one-trustee", vec![("call", call_name(call))]),
        _ => ("audit-alarm-other", vec![]),
    }
}

fn seat_names(seats: &[SeatName], words: &Words) -> Arg {
    let names: Vec<String> = seats.iter().map(|seat| seat_text(*seat)).collect();
    Arg::Text(words.list(&names))
}

fn member_names(members: &[MemberId], words: &Words) -> Arg {
    let names: Vec<String> = members.iter().map(|member| member.number().to_string()).collect();
    Arg::Text(words.list(&names))
}

/// The same for programs: `id`, what it is about, and the English sentence as `text`.
pub(super) fn to_json(alarm: &Alarm) -> Value {
    let seats = |seats: &[SeatName]| seats.iter().map(|seat| seat_text(*seat)).collect::<Vec<_>>();
    let members = |members: &[MemberId]| members.iter().map(|member| member.number()).collect::<Vec<_>>();
    let mut value = match alarm {
        Alarm::NoTick { last } => {
            let mut value = json!({ "id": "no-tick" });
            put_time(&mut value, "last", *last);
            value
        }
        Alarm::TimeAhead { last } => {
            let mut value = json!({ "id": "time-ahead" });
            put_time(&mut value, "last", Some(*last));
            value
        }
        Alarm::RollSurge { from, to, since } => {
            let mut value = json!({ "id": "roll-surge", "from": from, "to": to });
            put_time(&mut value, "since", Some(*since));
            value
        }
        Alarm::ElectionOverdue { body, seats: due } => {
            json!({ "id": "election-overdue", "body": body, "seats": seats(due) })
        }
        Alarm::PastTerm { seat, until } => {
            let mut value = json!({ "id": "past-term", "seats": seats(&[*seat]) });
            put_time(&mut value, "until", Some(*until));
            value
        }
        Alarm::ManySeats { member, seats: held } => {
            json!({ "id": "many-seats", "member": member.number(), "seats": seats(held) })
        }
        Alarm::RegistrarsAreTrustees { call, members: found } => {
            json!({ "id": "registrars-are-trustees", "call": call.to_hex(), "members": members(found) })
        }
        Alarm::CandidatesAreGuards { call, members: found } => {
            json!({ "id": "candidates-are-guards", "call": call.to_hex(), "members": members(found) })
        }
        Alarm::OneRegistrar => json!({ "id": "one-registrar" }),
        Alarm::OneTrustee { call } => json!({ "id": "one-trustee", "call": call.to_hex() }),
        _ => json!({ "id": "other" }),
    };
    put(&mut value, "text", self::alarm(alarm, &ENGLISH).into());
    value
}
