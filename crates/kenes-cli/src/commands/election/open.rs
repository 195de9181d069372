//! `kenes election open`.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kenes_belenios::archive::{ArchiveWriter, Timestamp};
use kenes_belenios::credential::PublicCredentials;
use kenes_belenios::election::{Election, group_of};
use kenes_belenios::group::Group;
use kenes_belenios::trustee::VerifiedTrustees;
use kenes_belenios::with_group;
use serde_json::{Value, json};

use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::kind::Kind;
use crate::output::{Output, say};
use crate::template::Draft;
use crate::trustees::TrusteeFiles;

/// Opens the vote: puts election, trustees and public credentials together (administrator)
///
/// Checks every proof and signature of the trustees and the list of credentials, and writes the archive UUID.bel with its
/// first event. From then on nothing of the setup can change.
///
/// SETUP is the draft of the election, or an election.json of belenios-tool, which must have been made with the same
/// trustees. Single trustees are numbered first, in the order given, then threshold trustees.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The draft (UUID.draft.json), or an election.json
    setup: PathBuf,
    /// The list of public credentials (public_creds.json)
    #[arg(long, value_name = "FILE")]
    credentials: PathBuf,
    #[command(flatten)]
    trustees: TrusteeFiles,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl Args {
    /// Writes the archive.
    pub fn run(self, output: Output) -> Result<()> {
        let content = files::read(&self.setup, files::SMALL)?;
        if Kind::of(&content) == Kind::Election {
            let election = content.trim_ascii().to_vec();
            let group =
                group_of(&election).map_err(|source| CliError::Election { source: Box::new(source) })?;
            return with_group!(group, G => self.open_election::<G>(election, output));
        }
        let draft = Draft::read(&self.setup)?;
        with_group!(draft.group, G => self.open_draft::<G>(draft, output))
    }

    fn open_draft<G: Group>(&self, draft: Draft, output: Output) -> Result<()> {
        let trustees = self.trustees.read::<G>()?;
        let Draft { uuid, group: _, template } = draft;
        let election = Election::new(uuid, template, *trustees.public_key());
        self.write(
            &election.map_err(|source| CliError::Election { source: Box::new(source) })?,
            &trustees,
            output,
        )
    }

    fn open_election<G: Group>(&self, election: Vec<u8>, output: Output) -> Result<()> {
        let trustees = self.trustees.read::<G>()?;
        let election = Election::<G>::parse(election)
            .map_err(|source| CliError::Election { source: Box::new(source) })?;
        if election.public_key() != trustees.public_key() {
            return Err(CliError::OtherKey { path: self.setup.clone() });
        }
        self.write(&election, &trustees, output)
    }

    fn write<G: Group>(
        &self,
        election: &Election<G>,
        trustees: &VerifiedTrustees<G>,
        output: Output,
    ) -> Result<()> {
        let credentials = read_credentials::<G>(&self.credentials)?;
        let path = self.dir.join(format!("{}.bel", election.uuid()));
        files::make_folder(&self.dir, Secrecy::Public)?;
        write_archive(&path, election, trustees, &credentials)?;
        let owners = trustees.owners().count();
        say(format_args!("The vote is open: {} voters, {owners} trustees.", credentials.len()));
        let document = json!({
            "archive": path, "uuid": election.uuid().as_str(), "fingerprint": election.fingerprint(),
            "voters": credentials.len(), "trustees": owners,
        });
        output.data(&document, path.display())
    }
}

/// Writes a new archive with its first event.
pub fn write_archive<G: Group>(
    path: &Path,
    election: &Election<G>,
    trustees: &VerifiedTrustees<G>,
    credentials: &PublicCredentials<G>,
) -> Result<()> {
    let (mut writer, mut archive) = ArchiveWriter::begin(now());
    let setup = writer.setup(election.bytes(), &trustees.trustees().to_bytes(), &credentials.to_bytes());
    archive.extend(setup.map_err(|source| CliError::RecordTooLarge { path: path.into(), source })?);
    files::write_new(path, &archive, Secrecy::Public)
}

/// The time, as an archive's beginning.
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Timestamp::new(since.map_or(0, |since| since.as_secs())).unwrap_or(Timestamp::MAX)
}

/// Reads a list of public credentials. In the peers' intermediate lists an entry is `key,weight,name`; names have no place
/// in an archive.
pub fn read_credentials<G: Group>(path: &Path) -> Result<PublicCredentials<G>> {
    let content = files::read(path, files::LARGE)?;
    let failed = |source| CliError::Credentials { path: path.into(), source };
    let content = content.trim_ascii();
    let stripped = match serde_json::from_slice::<Vec<String>>(content) {
        Ok(entries) if entries.iter().any(|entry| entry.matches(',').count() > 1) => {
            let entries: Vec<Value> = entries.iter().map(|entry| strip_name(entry).into()).collect();
            Some(Value::Array(entries).to_string().into_bytes())
        }
        _ => None,
    };
    PublicCredentials::parse(stripped.as_deref().unwrap_or(content)).map_err(failed)
}

fn strip_name(entry: &str) -> String {
    let mut parts = entry.splitn(3, ',');
    match (parts.next().unwrap_or_default(), parts.next()) {
        (key, None | Some("")) => key.into(),
        (key, Some(weight)) => format!("{key},{weight}"),
    }
}
