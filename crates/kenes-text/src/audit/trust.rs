//! The trust panel in words: whom one must trust, and for what.

use kenes_core::{Clock, Time, Trust};
use serde_json::{Value, json};

use super::names::{Names, Numbers};
use super::{ENGLISH, moment};
use crate::words::{Arg, Words};

/// One line of the trust panel in a language.
pub fn trust(trust: &Trust, words: &Words) -> String {
    trust_with(trust, words, &Numbers)
}

/// The same with names in place of numbers.
pub fn trust_with(trust: &Trust, words: &Words, names: &dyn Names) -> String {
    let (id, args) = message(*trust, names);
    words.t(id, &args)
}

/// The message, and what is filled into it.
fn message(trust: Trust, names: &dyn Names) -> (&'static str, Vec<(&'static str, Arg)>) {
    let election = |call| ("call", Arg::Text(names.election(call)));
    match trust {
        Trust::Time(clock) => time(clock),
        Trust::NoWitnesses => ("audit-trust-no-witnesses", vec![]),
        Trust::FewWitnesses { witnesses } => {
            ("audit-trust-few-witnesses", vec![("witnesses", witnesses.into())])
        }
        Trust::Witnesses { witnesses } => ("audit-trust-witnesses", vec![("witnesses", witnesses.into())]),
        Trust::Registrars { needed, registrars, sponsors } => {
            let args = vec![
                ("needed", needed.into()),
                ("registrars", registrars.into()),
                ("sponsors", sponsors.into()),
            ];
            ("audit-trust-registrars", args)
        }
        Trust::CustodialKeys { keys, members } => {
            ("audit-trust-custodial", vec![("keys", keys.into()), ("members", members.into())])
        }
        Trust::Founders { seats, of } => {
            ("audit-trust-founders", vec![("seats", seats.into()), ("of", of.into())])
        }
        Trust::Trustees { call, threshold, trustees } if threshold == trustees && trustees > 1 => {
            ("audit-trust-trustees-all", vec![election(&call), ("trustees", trustees.into())])
        }
        Trust::Trustees { call, threshold, trustees } => {
            let numbers = [("threshold", threshold.into()), ("trustees", trustees.into())];
            let args = [election(&call)].into_iter().chain(numbers).collect();
            ("audit-trust-trustees", args)
        }
        Trust::Credentials { call, registrars, eligible } => {
            let numbers = [("registrars", registrars.into()), ("eligible", eligible.into())];
            let args = [election(&call)].into_iter().chain(numbers).collect();
            ("audit-trust-credentials", args)
        }
        Trust::Small { call, eligible } => {
            ("audit-trust-small", vec![election(&call), ("eligible", eligible.into())])
        }
        _ => ("audit-trust-other", vec![]),
    }
}

fn time(clock: Option<Clock>) -> (&'static str, Vec<(&'static str, Arg)>) {
    match clock {
        None => ("audit-trust-time-none", vec![]),
        Some(Clock::Witnesses(witnesses)) => {
            ("audit-trust-time-witnesses", vec![("witnesses", witnesses.into())])
        }
        Some(Clock::Server | Clock::ServerAct) => ("audit-trust-time-server", vec![]),
    }
}

/// The same for programs: `id`, what it counts, and the English sentence as `text`.
pub(super) fn to_json(trust: &Trust) -> Value {
    let mut value = match trust {
        Trust::Time(clock) => time_to_json(*clock),
        Trust::NoWitnesses => json!({ "id": "no-witnesses" }),
        Trust::FewWitnesses { witnesses } => json!({ "id": "few-witnesses", "witnesses": witnesses }),
        Trust::Witnesses { witnesses } => json!({ "id": "witnesses", "witnesses": witnesses }),
        Trust::Registrars { needed, registrars, sponsors } => {
            json!({ "id": "registrars", "needed": needed, "registrars": registrars, "sponsors": sponsors })
        }
        Trust::CustodialKeys { keys, members } => {
            json!({ "id": "custodial-keys", "keys": keys, "members": members })
        }
        Trust::Founders { seats, of } => json!({ "id": "founders", "seats": seats, "of": of }),
        Trust::Trustees { call, threshold, trustees } => {
            json!({ "id": "trustees", "call": call.to_hex(), "threshold": threshold, "trustees": trustees })
        }
        Trust::Credentials { call, registrars, eligible } => {
            json!({ "id": "credentials", "call": call.to_hex(), "registrars": registrars, "eligible": eligible })
        }
        Trust::Small { call, eligible } => {
            json!({ "id": "small", "call": call.to_hex(), "eligible": eligible })
        }
        _ => json!({ "id": "other" }),
    };
    super::json::put(&mut value, "text", self::trust(trust, &ENGLISH).into());
    value
}

fn time_to_json(clock: Option<Clock>) -> Value {
    match clock {
        None => json!({ "id": "time", "clock": null }),
        Some(Clock::Witnesses(witnesses)) => {
            json!({ "id": "time", "clock": "witnesses", "witnesses": witnesses })
        }
        Some(Clock::Server) => json!({ "id": "time", "clock": "server" }),
        Some(Clock::ServerAct) => json!({ "id": "time", "clock": "server-act" }),
    }
}

/// The moment of which the trust panel and the alarms are, in words.
pub(super) fn at(time: Time, words: &Words) -> String {
    words.t("audit-at", &[("time", moment(time))])
}
