//! `kenes council resolution`, `charter`, `rules` and `policy`: what was decided is stated, or comes into force.

use kenes_core::{Command, Motion, Subject};
use kenes_record::act::ActId;
use kenes_record::blob::{BlobReference, Media};
use serde_json::json;

use super::CouncilError;
use super::desk::{Desk, Place};
use super::motion::find;
use super::signing::Signing;
use crate::error::{CliError, Result};
use crate::output::Output;

/// What is stated or put into force.
#[derive(Clone, Copy, Debug)]
pub enum Matter {
    /// A text.
    Resolution,
    /// A charter, after the members' vote.
    Charter,
    /// A version of the rules.
    Rules,
    /// A witness policy.
    Policy,
}

/// What was decided.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The motion: the first digits of its act; needed where several were adopted
    motion: Option<String>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// States it, or puts it into force.
    pub fn run(self, matter: Matter, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let motion = find(desk, self.motion.as_deref(), |motion| is_open(motion, matter))?;
            let command = Self::command(desk, matter, motion)?;
            self.signing.carry_out_own(desk, &command)?.tell(output, &json!({}), "")
        })
    }

    fn command(desk: &Desk, matter: Matter, motion: ActId) -> Result<Command> {
        let decision = decision(desk, motion)?;
        Ok(match matter {
            Matter::Resolution => Command::StateResolution { decision, motion },
            Matter::Charter => {
                Command::AmendCharter { charter: Self::proposed(desk, motion, Media::Json)?, decision }
            }
            Matter::Policy => {
                Command::SetPolicy { decision, policy: Self::proposed(desk, motion, Media::Policy)? }
            }
            Matter::Rules => {
                let content = desk.content(&Self::proposed(desk, motion, Media::Json)?)?;
                let json: serde_json::Value = serde_json::from_slice(&content).unwrap_or_default();
                let rules = json.get("rules").and_then(serde_json::Value::as_u64);
                let needs = "the proposal of a motion on the rules is {\"rules\":N}";
                Command::AdoptRules { decision, rules: rules.ok_or(CliError::Usage { needs })? }
            }
        })
    }

    /// The proposal, by the name that the motion has for it.
    fn proposed(desk: &Desk, motion: ActId, media: Media) -> Result<BlobReference> {
        let found = desk.council().motions().find(|(act, _)| **act == motion);
        let digest = found.and_then(|(_, motion)| motion.proposal);
        let none = || {
            CliError::from(CouncilError::NoSuch { what: "proposal of motion", name: Desk::short(&motion) })
        };
        let digest = digest.ok_or_else(none)?;
        let content = desk.wait(desk.host().blob(&digest)).map_err(CouncilError::from)?;
        let length = content.map(|content| content.len()).ok_or_else(none)?;
        BlobReference::new(digest, u64::try_from(length).unwrap_or(u64::MAX), media).ok_or_else(none)
    }
}

impl Desk {
    /// The content of a document.
    pub fn content(&self, document: &BlobReference) -> Result<Vec<u8>> {
        let content = self.wait(self.host().blob(document.digest())).map_err(CouncilError::from)?;
        Ok(content.unwrap_or_default())
    }
}

/// Whether a motion waits for this.
fn is_open(motion: &Motion, matter: Matter) -> bool {
    let is_adopted = matches!(motion.decided, Some((true, _)));
    match matter {
        Matter::Resolution => is_adopted && motion.stated.is_none(),
        Matter::Charter => motion.subject == Subject::Charter && motion.carried_out.is_none(),
        Matter::Rules => is_adopted && motion.subject == Subject::Rules && motion.carried_out.is_none(),
        Matter::Policy => is_adopted && motion.subject == Subject::Policy && motion.carried_out.is_none(),
    }
}

/// The act that opened the vote: the call of the members' vote, where there was one, else the roll call.
fn decision(desk: &Desk, motion: ActId) -> Result<ActId> {
    use kenes_core::Purpose;
    let voted = desk.council().elections().find(|election| {
        let is_on =
            matches!(election.purpose, Purpose::Charter(on) | Purpose::Referendum(on) if on == motion);
        is_on && election.approved == Some(true)
    });
    if let Some(election) = voted {
        return Ok(election.call);
    }
    let found = desk.council().motions().find(|(act, _)| **act == motion);
    let call = found.and_then(|(_, motion)| motion.rollcall.as_ref()).map(|call| call.opened_by);
    let none =
        || CliError::from(CouncilError::NoSuch { what: "decision on motion", name: Desk::short(&motion) });
    call.ok_or_else(none)
}
