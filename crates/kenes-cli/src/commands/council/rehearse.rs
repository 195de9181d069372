//! `kenes council rehearse`.

use std::path::{Path, PathBuf};

use kenes_core::{Command, MemberId, Phase};
use kenes_record::act::ActId;
use kenes_record::blob::{BlobReference, Media};
use serde_json::json;

use super::desk::{Desk, Place};
use super::signing::Signing;
use super::which::WhichElection;
use crate::archive::LockedArchive;
use crate::error::Result;
use crate::files;
use crate::output::{Output, say};

/// Shows that all trustees decrypted a test ballot with their saved keys (trustees)
///
/// Before the vote can open. The archive is that of `kenes election trustee rehearse`, with the partial decryption of every
/// trustee and `kenes election result`; the bound proofs lie beside it. All trustees of the call sign.
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive of the rehearsal, with its result
    file: PathBuf,
    /// The bound proofs, in place of UUID.bound.json beside the archive
    #[arg(long, value_name = "FILE")]
    bound: Option<PathBuf>,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Files the rehearsal.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.which.find(desk, &[Phase::Setup])?;
            let by = self.signing.members_named(desk)?.first().map(|member| (*member, election.call));
            let (archive, proofs) = put_archive(desk, &self.file, self.bound.as_deref(), by)?;
            let command = Command::Rehearse { archive, election: election.call, proofs };
            let done = self.signing.carry_out(desk, &command)?;
            say("Next: the vote opens at its time; ballots go to `kenes council ballot`.");
            done.tell(output, &json!({}), "")
        })
    }
}

/// Keeps an archive and its bound proofs. What a member brings for an election is counted; what the machine files itself is not.
pub fn put_archive(
    desk: &Desk,
    file: &Path,
    bound: Option<&Path>,
    by: Option<(MemberId, ActId)>,
) -> Result<(BlobReference, BlobReference)> {
    LockedArchive::recover_if_noted(file)?;
    let path = bound.map_or_else(|| bound_path(file), Path::to_path_buf);
    let proofs = desk.put(files::read(&path, files::LARGE)?.trim_ascii(), Media::Json)?;
    let kept = match by {
        Some((member, election)) => desk.wait(desk.host().put_archive_of(member, &election, file)),
        None => desk.host().put_archive(file),
    };
    Ok((kept.map_err(super::CouncilError::from)?, proofs))
}

/// Where the bound proofs of an archive are: named by the election, which a rehearsal's archive is named after too.
fn bound_path(file: &Path) -> PathBuf {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let uuid = stem.strip_prefix("rehearsal-").unwrap_or(stem);
    file.with_file_name(format!("{uuid}.bound.json"))
}
