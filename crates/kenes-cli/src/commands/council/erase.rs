//! `kenes council erase`.

use kenes_core::{Command, Refusal};
use kenes_record::Hash;
use kenes_record::act::ActId;
use serde_json::json;

use super::CouncilError;
use super::desk::Place;
use super::people::slug;
use super::signing::Signing;
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// Erases a person (registrars, or the person)
///
/// The name and what opens the commitment are deleted from this machine: what stands in the record is a number of which nobody
/// can tell any more whose it was. The texts that the person wrote are withdrawn and deleted, here and from every mirror that
/// follows. Counts, seats and every check of the record stay right. Backups keep what they have until they run out: erase it
/// there too.
///
/// Whoever was elected is public by office: think of the time for which the name has to be kept.
///
/// With --json: member, texts (how many were deleted).
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
    /// Erases.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { member, signing, place } = self;
        if signing.out.is_some() {
            return Err(CliError::Usage { needs: "texts are withdrawn one by one here: leave --out away" });
        }
        place.in_time(|desk| {
            let id = desk.member(&member)?;
            let name = desk.name(id)?;
            let texts: Vec<(Hash, ActId)> =
                desk.council().texts_of(id).map(|(text, act)| (*text, *act)).collect();
            let mut left = 0;
            for (blob, act) in &texts {
                match signing.carry_out(desk, &Command::WithdrawBlob { act: *act, blob: *blob }) {
                    // It is read by rules: that keeps nobody's name here.
                    Err(CliError::Council(error)) if error.is_refusal(Refusal::Text) => left += 1,
                    done => drop(done?),
                }
            }
            let milliseconds = desk.at.seconds().saturating_mul(1_000);
            let milliseconds = i64::try_from(milliseconds).unwrap_or(i64::MAX);
            desk.wait(desk.host().erase(id, milliseconds)).map_err(CouncilError::from)?;
            if let Some(name) = name {
                let path = desk.people().join(format!("{}.code", slug(name.expose())));
                // A joining code that was never used is of no use to anybody now.
                drop(std::fs::remove_file(path));
                say("A key file of the person on this machine has the name as its own: rename or delete it.");
            }
            let count = texts.len() - left;
            if left > 0 {
                say(format_args!("{left} texts stay, since rules read them"));
            }
            let text = format!("member {} is erased, with {count} texts", id.number());
            output.data(&json!({ "member": id.number(), "texts": count }), text)
        })
    }
}
