//! `kenes council lot`: the trustees open the lot that a count waits for.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use kenes_belenios::archive::Form;
use kenes_belenios::group::Group;
use kenes_belenios::hash::Digest;
use kenes_belenios::lot::{self, Lot, LotDocument};
use kenes_belenios::with_group;
use kenes_core::{Command as Decision, Election, Filling, Lot as Count, Phase};
use kenes_record::act::ActId;
use kenes_record::blob::Media;
use serde_json::json;

use super::CouncilError;
use super::board::hash;
use super::desk::{Desk, Place};
use super::signing::Signing;
use super::which::WhichElection;
use crate::board::{Board, Published};
use crate::commands::audit;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::keys::KeyArgs;
use crate::output::{Output, say};
use crate::random::rng;

/// Opens the lot that a count waits for: nobody can know it before the close, and nobody can choose it
///
/// The lot follows from the closed board and the election's key, of which the trustees hold shares. Each trustee gives a share
/// with a proof (`open`), as many as decrypt are enough, and anyone files them (`file`). docs/spec/lot.md.
#[derive(Debug, Subcommand)]
pub enum Command {
    Open(OpenArgs),
    File(FileArgs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Open(args) => args.run(output),
            Self::File(args) => args.run(output),
        }
    }
}

/// Makes a trustee's share of the lot (trustee)
///
/// From copies of the closed archive and of the public record: the council's folder is not needed. Whoever gave you the archive
/// could show you one that was never closed so, to learn which end of the vote gives which lot. So the record is audited first: it
/// must have set this election up and closed it with this last event, and a count must wait for the lot. Take the record from
/// where you trust it, such as where everybody reads it. Open one lot for an election, never two.
///
/// With --json: trustee, share (the file), election (the id of the call), head (the hash of the EndBallots event).
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// A copy of the closed archive
    file: PathBuf,
    /// The public record: a folder, an address, or a tar file, as for `kenes audit`
    #[arg(long, value_name = "WHERE")]
    record: String,
    #[command(flatten)]
    key: KeyArgs,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl OpenArgs {
    fn run(self, output: Output) -> Result<()> {
        let published = Published::read(&self.file, Form::Strict)?;
        let (setup, head) = hashes(&self.file)?;
        let call = closed_so(&self.record, (setup, head))?;
        with_group!(published.group()?, G => self.open::<G>(published, (setup, head), call, output))
    }

    fn open<G: Group>(
        &self,
        published: Published,
        (setup, head): (Digest, Digest),
        call: ActId,
        output: Output,
    ) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let (owner, secret) = self.key.open(&board.trustees, board.election.uuid())?;
        let lot = Lot::<G>::new(setup, head);
        let mut document = LotDocument::new(&lot);
        let share = lot::open(&lot, owner, &secret, &mut rng()?);
        document
            .insert(share)
            .map_err(|_| CouncilError::LotShares { what: "two shares of one trustee differ" })?;
        let path = self.dir.join(format!("lot-{}.json", owner.get()));
        files::make_folder(&self.dir, Secrecy::Public)?;
        files::write_new(&path, &document.to_bytes(), Secrecy::Public)?;
        say(format_args!("A share of the lot of election {call}, which ended with {head}."));
        say("Hand the file over, for `kenes council lot file`:");
        let document = json!({
            "trustee": owner.get(), "share": path, "election": call.to_hex(), "head": head.to_hex(),
        });
        output.data(&document, path.display())
    }
}

/// Files the trustees' shares: the count goes on (anyone)
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct FileArgs {
    /// Files of shares (lot-N.json)
    #[arg(required = true, value_name = "SHARE")]
    shares: Vec<PathBuf>,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl FileArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.election(desk)?;
            let path = desk.board_path(&election.call)?;
            let group = Published::read(&path, Form::Strict)?.group()?;
            let (setup, head) = hashes(&path)?;
            let document = with_group!(group, G => merged::<G>(&self.shares, &Lot::<G>::new(setup, head)))?;
            let proofs = desk.put(&document, Media::Json)?;
            let count = if election.phase == Phase::NeedsLot { Count::First } else { Count::Countback };
            let command = Decision::OpenLot { count, election: election.call, proofs };
            self.signing.carry_out_own(desk, &command)?.tell(output, &json!({}), "")
        })
    }

    /// The one that waits for a lot: for its first count, or to fill a vacancy.
    fn election(&self, desk: &Desk) -> Result<Election> {
        if self.which.election.is_some() {
            return self.which.find(desk, &[]);
        }
        let mut found = desk.council().elections().filter(|election| waits(election));
        match (found.next(), found.count()) {
            (Some(election), 0) => Ok(election.clone()),
            (first, more) => {
                let count = more.saturating_add(usize::from(first.is_some()));
                Err(CouncilError::WhichElection { count }.into())
            }
        }
    }
}

/// Whether a count waits for the lot: the first one, or that of a vacancy.
fn waits(election: &Election) -> bool {
    let vacancy = election.vacancies.iter().any(|vacancy| vacancy.filled == Filling::Waiting);
    election.phase == Phase::NeedsLot || (vacancy && election.lot.is_none())
}

/// The election that the record closed with these events, if a count waits for its lot: nobody who could still change the end of
/// the vote may learn which lot it gives.
fn closed_so(record: &str, (setup, head): (Digest, Digest)) -> Result<ActId> {
    let report = audit::accepted(record)?;
    let refused = |what| CliError::from(CouncilError::LotRecord { record: record.to_owned(), what });
    let mut elections = report.council.iter().flat_map(kenes_core::Council::elections);
    let is_its = |election: &&Election| {
        election.setup.as_ref().is_some_and(|fixed| fixed.hashes.event == hash(&setup))
    };
    let election = elections.find(is_its).ok_or_else(|| refused("has no election that was set up so"))?;
    let close = election.close.as_ref().ok_or_else(|| refused("has not closed the vote"))?;
    if close.head != hash(&head) {
        return Err(refused("closed the vote with another last event"));
    }
    if waits(election) { Ok(election.call) } else { Err(refused("has no count that waits for this lot")) }
}

/// The shares in one document.
fn merged<G: Group>(shares: &[PathBuf], lot: &Lot<G>) -> Result<Vec<u8>> {
    let mut document = LotDocument::new(lot);
    for path in shares {
        let content = files::read(path, files::SMALL)?;
        let wrong = |what| CliError::from(CouncilError::LotShares { what });
        let share = LotDocument::parse(content.trim_ascii()).map_err(|_| wrong("a file is none"))?;
        document
            .merge(share)
            .map_err(|_| wrong("a file is of another election, or two shares of one trustee differ"))?;
    }
    Ok(document.to_bytes())
}

/// The hashes of the Setup event and of the EndBallots event.
fn hashes(path: &Path) -> Result<(Digest, Digest)> {
    let outline = super::board::Board::read(path)?.outline;
    match (outline.setup, outline.end) {
        (Some(setup), Some(end)) => Ok((setup.event, end.event)),
        _ => Err(CouncilError::Board { what: "it is not closed" }.into()),
    }
}
