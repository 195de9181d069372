//! Alarms in words: what a council should look at.

use kenes_core::{Alarm, MemberId, SeatName};
use serde_json::{Value, json};

use super::json::{put, put_time};
use super::names::{Names, Numbers};
use super::{ENGLISH, moment, seat_text};
use crate::words::{Arg, Words};

/// An alarm in a language.
pub fn alarm(alarm: &Alarm, words: &Words) -> String {
    alarm_with(alarm, words, &Numbers)
}

/// An alarm in a language, with names in place of numbers.
pub fn alarm_with(alarm: &Alarm, words: &Words, names: &dyn Names) -> String {
    let (id, args) = message(alarm, words, names);
    words.t(id, &args)
}

/// The message, and what is filled into it.
fn message(alarm: &Alarm, words: &Words, names: &dyn Names) -> (&'static str, Vec<(&'static str, Arg)>) {
    let election = |call| ("call", Arg::Text(names.election(call)));
    let of_seats = |seats: &[SeatName]| {
        let named: Vec<String> = seats.iter().map(|seat| names.seat(*seat)).collect();
        ("seats", Arg::Text(words.list(&named)))
    };
    let of_members = |members: &[MemberId]| {
        let named: Vec<String> = members.iter().map(|member| names.member(*member)).collect();
        ("members", Arg::Text(words.list(&named)))
    };
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
        Alarm::RollLoss { from, left, since } => {
            let args = vec![("from", (*from).into()), ("left", (*left).into()), ("time", moment(*since))];
            ("audit-alarm-roll-loss", args)
        }
        Alarm::ElectionOverdue { body, seats } => {
            let args = vec![("body", names.body(*body).into()), of_seats(seats)];
            ("audit-alarm-election-overdue", args)
        }
        Alarm::PastTerm { seat, until } => {
            ("audit-alarm-past-term", vec![("seat", names.seat(*seat).into()), ("time", moment(*until))])
        }
        Alarm::ManySeats { member, seats } => {
            let args = vec![("member", names.member(*member).into()), of_seats(seats)];
            ("audit-alarm-many-seats", args)
        }
        Alarm::RegistrarsAreTrustees { call, members } => {
            let args = vec![election(call), of_members(members)];
            ("audit-alarm-registrars-are-trustees", args)
        }
        Alarm::CandidatesAreGuards { call, members } => {
            let args = vec![election(call), of_members(members)];
            ("audit-alarm-candidates-are-guards", args)
        }
        Alarm::RegistrarsNotElected { call, members } => {
            let args = vec![election(call), of_members(members)];
            ("audit-alarm-registrars-not-elected", args)
        }
        Alarm::OneRegistrar => ("audit-alarm-one-registrar", vec![]),
        Alarm::RegistrarsInDefault { since } => {
            ("audit-alarm-registrars-in-default", vec![("time", moment(*since))])
        }
        Alarm::OneTrustee { call } => ("audit-alarm-one-trustee", vec![election(call)]),
        Alarm::BallotsUnclocked { call, ballots } => {
            ("audit-alarm-ballots-unclocked", vec![election(call), ("ballots", (*ballots).into())])
        }
        _ => ("audit-alarm-other", vec![]),
    }
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
        Alarm::RollLoss { from, left, since } => {
            let mut value = json!({ "id": "roll-loss", "from": from, "left": left });
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
        Alarm::RegistrarsNotElected { call, members: found } => {
            json!({ "id": "registrars-not-elected", "call": call.to_hex(), "members": members(found) })
        }
        Alarm::OneRegistrar => json!({ "id": "one-registrar" }),
        Alarm::RegistrarsInDefault { since } => {
            let mut value = json!({ "id": "registrars-in-default" });
            put_time(&mut value, "since", Some(*since));
            value
        }
        Alarm::OneTrustee { call } => json!({ "id": "one-trustee", "call": call.to_hex() }),
        Alarm::BallotsUnclocked { call, ballots } => {
            json!({ "id": "ballots-unclocked", "call": call.to_hex(), "ballots": ballots })
        }
        _ => json!({ "id": "other" }),
    };
    put(&mut value, "text", self::alarm(alarm, &ENGLISH).into());
    value
}
