//! `kenes council members`.

use std::fmt::Write as _;

use kenes_core::{Custody, MemberId, RecoveryState, Standing, Time};
use serde_json::{Value, json};

use super::desk::{Desk, Place};
use crate::error::Result;
use crate::output::Output;

/// Lists the members and their keys; who has none votes with a voting code and signs nothing
///
/// Names are shown from this machine's private store: the record has none.
///
/// With --json: members (number, enrolment, key, name, constituency, votes_from, votes, custodial, left, recovery).
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Lists them.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let ids: Vec<MemberId> = desk.council().members().map(|(id, _)| id).collect();
            let (mut members, mut text) = (Vec::new(), String::new());
            for id in ids {
                let (json, line) = one(desk, id)?;
                members.push(json);
                let _ = writeln!(text, "{line}");
            }
            output.data(&json!({ "members": members }), text.trim_end())
        })
    }
}

fn one(desk: &Desk, id: MemberId) -> Result<(Value, String)> {
    let Some(member) = desk.council().member(id) else { return Ok((Value::Null, String::new())) };
    let (votes_from, standing) = (member.votes_from, member.standing);
    let is_custodial = member.key.is_some_and(|key| key.custody == Custody::Custodial);
    let enrolment = member.enrolment().map(|act| act.to_hex());
    let votes = desk.council().now().is_some_and(|now| votes_from <= now) && member.is_enrolled();
    let recovery = desk
        .council()
        .recoveries()
        .find(|(_, recovery)| recovery.member == id && recovery.state == RecoveryState::Open)
        .map(|(act, recovery)| (act.to_hex(), recovery.due));
    let name = desk.name(id)?.map(|name| name.expose().to_owned());
    let key = desk.key_of(id).map(|key| key.to_string());
    let mut line = format!(
        "{:>4}  {}  {}",
        id.number(),
        key.as_deref().unwrap_or("(no key yet)"),
        name.as_deref().unwrap_or("(name erased or not known here)")
    );
    match standing {
        Standing::Left(since) => {
            let _ = write!(line, ", left {}", day(since));
        }
        Standing::Enrolled if !votes => {
            let _ = write!(line, ", votes from {}", day(votes_from));
        }
        Standing::Enrolled => {}
    }
    if is_custodial {
        line.push_str(", key made by somebody else");
    }
    if let Some((act, due)) = &recovery {
        let short: String = act.chars().take(16).collect();
        let _ = write!(line, ", recovery {short} due {}", day(*due));
    }
    let left = match standing {
        Standing::Left(since) => Some(kenes_text::time::rfc3339(since.seconds())),
        Standing::Enrolled => None,
    };
    let json = json!({
        "number": id.number(), "enrolment": enrolment, "key": key, "name": name,
        "constituency": desk.council().member(id).map(|member| member.constituency),
        "votes_from": kenes_text::time::rfc3339(votes_from.seconds()), "votes": votes,
        "custodial": is_custodial, "left": left,
        "recovery": recovery.map(|(act, _)| act),
    });
    Ok((json, line))
}

fn day(time: Time) -> String {
    kenes_text::time::day(time.seconds())
}
