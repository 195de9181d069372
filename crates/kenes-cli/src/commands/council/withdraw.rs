//! `kenes council withdraw`.

use kenes_core::Command;
use serde_json::json;

use super::CouncilError;
use super::desk::Place;
use super::signing::Signing;
use super::which;
use crate::error::{CliError, Result};
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
    #[arg(required_unless_present = "enrolment")]
    member: Option<String>,
    /// Of somebody without a key yet, the first digits of the act that enrolled
    #[arg(long, value_name = "ID", conflicts_with = "member")]
    enrolment: Option<String>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Withdraws the enrolment.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { member, enrolment, signing, place } = self;
        place.in_time(|desk| {
            let command = match (&member, &enrolment) {
                (Some(text), _) => {
                    let key = desk.key_of(desk.member(text)?);
                    let none = || CouncilError::NoSuchMember { name: text.clone() };
                    Command::Withdraw { enrol: None, member: Some(key.ok_or_else(none)?) }
                }
                (None, Some(digits)) => {
                    let acts = desk.council().enrolments().map(|(act, _)| *act);
                    Command::Withdraw {
                        enrol: Some(which::act(acts, Some(digits), "enrolment")?),
                        member: None,
                    }
                }
                (None, None) => return Err(CliError::Usage { needs: "say who is taken off the roll" }),
            };
            signing.carry_out(desk, &command)?.tell(output, &json!({}), "")
        })
    }
}
