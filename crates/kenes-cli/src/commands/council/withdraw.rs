//! `kenes council withdraw`.

use kenes_core::Command;
use serde_json::json;

use super::desk::Place;
use super::signing::Signing;
use crate::error::Result;
use crate::output::Output;

/// Takes somebody off the roll (the member, or registrars)
///
/// A member may leave at any time. Registrars may not take anybody off who holds a seat or may vote in an election that is on:
/// officers unseat nobody. What this machine knows of the person stays until `kenes council erase`.
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The member: a name, a number or a key
    member: String,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Withdraws the enrolment.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { member, signing, place } = self;
        place.in_time(|desk| {
            let leaver = desk.member(&member)?;
            let command = match desk.key_of(leaver) {
                Some(key) => Command::Withdraw { enrol: None, member: Some(key) },
                // Who has no key is named by the enrolment.
                None => {
                    let enrol = desk.council().member(leaver).and_then(kenes_core::Member::enrolment);
                    Command::Withdraw { enrol, member: None }
                }
            };
            signing.carry_out(desk, &command)?.tell(output, &json!({}), "")
        })
    }
}
