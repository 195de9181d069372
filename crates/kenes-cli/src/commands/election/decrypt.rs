//! `kenes election decrypt` and `kenes election trustee decrypt`.

use std::path::PathBuf;

use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::decryption::{BoundDocument, DecryptionSet, PartialDecryption, decrypt};
use kenes_belenios::group::Group;
use kenes_belenios::tally::EncryptedTally;
use kenes_belenios::trustee::TrusteeIndex;
use kenes_belenios::with_group;
use serde_json::json;

use super::contribution::{self, Contribution};
use super::shuffle::write;
use crate::archive::LockedArchive;
use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::files::{self, Replacement, Secrecy};
use crate::keys::KeyArgs;
use crate::output::{Output, say};
use crate::random::rng;

const NEEDS: &str = "decryptions come after `tally`, and after `shuffle --end` where a question is shuffled";

/// Adds a trustee's partial decryption and its bound proof
///
/// A trustee makes both with `trustee decrypt` on a machine of its own. Verifies them, adds the partial decryption to the
/// archive and the bound proof to UUID.bound.json beside it.
///
/// The bound proof is looked for beside the file (decryption-N.bound.json). It shows that the factors belong to this
/// tally, which the partial decryption alone does not.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// The partial decryption (decryption-N.jsons)
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Its bound proof
    #[arg(long, value_name = "FILE")]
    bound: Option<PathBuf>,
    /// Take it without a bound proof, from a trustee who uses another program
    #[arg(long, conflicts_with = "bound")]
    without_bound: bool,
}

impl Args {
    /// Appends PartialDecryption.
    pub fn run(self, output: Output) -> Result<()> {
        let locked = LockedArchive::open(&self.file)?;
        let published = read(&self.file)?;
        with_group!(published.group()?, G => self.add::<G>(locked, published, output))
    }

    fn add<G: Group>(&self, mut locked: LockedArchive, published: Published, output: Output) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let Contribution { owner, bytes } = contribution::read(&self.from)?;
        let index = board.trustee(owner)?;
        let proof = self.own_bound::<G>(index)?;
        let tally = tally_of(&board)?;
        let mut set = board.decryptions(&tally)?;
        if set.of(index).is_some() {
            return Err(CliError::Contributed { owner: index, what: "partial decryption" });
        }
        let decryption = PartialDecryption::parse(&bytes).map_err(|source| CliError::Working {
            path: self.from.clone(),
            expected: crate::kind::Kind::Decryption,
            source,
        })?;
        let refused = |source| CliError::DecryptionRefused { path: self.from.clone(), source };
        set.add(owner, decryption).map_err(refused)?;
        let records = board.published.writer().decryption(owner, &bytes);
        let records =
            records.map_err(|source| CliError::RecordTooLarge { path: self.file.clone(), source })?;
        let bound = proof.map(|proof| add_bound(&board, &set, proof)).transpose()?;
        locked.append(board.published.length(), &records)?;
        bound.map_or(Ok(()), Replacement::commit)?;
        let complete = set.check_complete().is_ok();
        say(if complete {
            "These decryptions are enough. Next: `result`."
        } else {
            "More decryptions are needed."
        });
        let document = json!({ "trustee": owner, "bound": !self.without_bound, "complete": complete });
        output.data(&document, format_args!("added the partial decryption of trustee {owner}"))
    }

    /// The document with the trustee's own bound proof.
    fn own_bound<G: Group>(&self, owner: TrusteeIndex) -> Result<Option<BoundDocument<G>>> {
        if self.without_bound {
            return Ok(None);
        }
        let path = self.bound.clone().unwrap_or_else(|| self.from.with_extension("bound.json"));
        if self.bound.is_none() && !path.exists() {
            return Err(CliError::Unbound { path, owner });
        }
        let document = parse_bound::<G>(&path)?;
        match document.proofs() {
            [proof] if proof.owner() == owner => Ok(Some(document)),
            _ => Err(CliError::Unbound { path, owner }),
        }
    }
}

fn read(path: &std::path::Path) -> Result<Published> {
    let published = Published::read(path, Form::Strict)?;
    published.need(&[Stage::EncryptedTally, Stage::ShufflesEnded, Stage::Decrypting], NEEDS)?;
    Ok(published)
}

/// What is decrypted, everything before it verified.
fn tally_of<G: Group>(board: &Board<G>) -> Result<EncryptedTally<G>> {
    let path = || board.path.clone();
    if board.election.template().has_shuffled_questions() && !board.published.summary.surveyed.ended_shuffles
    {
        return Err(CliError::Stage { path: path(), found: board.published.stage(), needs: NEEDS });
    }
    board.open_tally()?.decryptable().map_err(|source| CliError::ShuffleRefused { path: path(), source })
}

fn parse_bound<G: Group>(path: &std::path::Path) -> Result<BoundDocument<G>> {
    let content = files::read(path, files::LARGE)?;
    BoundDocument::parse(content.trim_ascii())
        .map_err(|source| CliError::BoundDocument { path: path.into(), source })
}

/// The bound proofs beside an archive, and where they are or belong.
pub fn read_bound<G: Group>(board: &Board<G>) -> Result<(PathBuf, Option<BoundDocument<G>>)> {
    let path = board.path.with_file_name(format!("{}.bound.json", board.election.uuid()));
    let document = if path.exists() { Some(parse_bound(&path)?) } else { None };
    Ok((path, document))
}

/// Verifies a trustee's bound proof and prepares the document with it.
fn add_bound<G: Group>(
    board: &Board<G>,
    set: &DecryptionSet<'_, G>,
    own: BoundDocument<G>,
) -> Result<Replacement> {
    let (path, document) = read_bound(board)?;
    if own.election() != board.election.digest() {
        return Err(CliError::BoundElection { path });
    }
    let mut document = document.unwrap_or_else(|| BoundDocument::new(&board.election));
    for proof in own.into_proofs() {
        let owner = proof.owner();
        document.insert(proof).map_err(|_| CliError::Contributed { owner, what: "bound proof" })?;
    }
    match document.verify(set) {
        // Others may come later, or never where they use another program.
        Ok(_) | Err(kenes_belenios::decryption::BoundError::Missing { .. }) => {}
        Err(source) => return Err(CliError::Bound { path, source }),
    }
    Replacement::prepare(&path, &document.to_bytes())
}

/// Decrypts an archive's tally in part, for `election decrypt --from` (trustee)
///
/// Verifies all ballots, the tally and the shuffles first: the key is used for the tally of this election and for nothing
/// else. Writes decryption-N.jsons, in the form of belenios-tool, and decryption-N.bound.json with the bound proof.
#[derive(Debug, clap::Args)]
pub struct MakeArgs {
    /// A current copy of the archive
    file: PathBuf,
    #[command(flatten)]
    key: KeyArgs,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl MakeArgs {
    /// Writes the partial decryption.
    pub fn run(self, output: Output) -> Result<()> {
        let published = read(&self.file)?;
        with_group!(published.group()?, G => self.make::<G>(published, output))
    }

    fn make<G: Group>(&self, published: Published, output: Output) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let (index, secret) = self.key.open(&board.trustees, board.election.uuid())?;
        let owner = u64::from(index.get());
        if board.published.decryptions.iter().any(|(other, _)| *other == owner) {
            return Err(CliError::Contributed { owner: index, what: "partial decryption" });
        }
        let tally = tally_of(&board)?;
        let (decryption, proof) = decrypt(&board.election, &tally, index, &secret, &mut rng()?);
        let mut document = BoundDocument::new(&board.election);
        document.insert(proof).map_err(|_| CliError::Contributed { owner: index, what: "bound proof" })?;
        let contribution = Contribution { owner, bytes: decryption.to_bytes() };
        let bound = self.dir.join(format!("decryption-{owner}.bound.json"));
        if bound.exists() {
            return Err(CliError::Exists { path: bound });
        }
        let path = write(&self.dir, "decryption", &contribution)?;
        files::write_new(&bound, &document.to_bytes(), Secrecy::Public)?;
        say("Hand both files to the administrator, for `election decrypt`:");
        let text = format!("{}\n{}", path.display(), bound.display());
        output.data(&json!({ "trustee": owner, "decryption": path, "bound": bound }), text)
    }
}
