//! `kenes election credentials`.

use std::path::{Path, PathBuf};

use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::group::{Element, Group};
use kenes_belenios::with_group;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::kind::Kind;
use crate::output::{Bar, Output, say};
use crate::random::rng;
use crate::template::Draft;
use crate::voters::{self, Voter};

/// Makes the voters' credentials (credential authority)
///
/// Writes to a new folder, one part for each role, so that no role gets another's secrets:
///
///   for-administrator/public_creds.json  the public list, for `open`
///   for-voters/NNNN-ID.credential        one private credential per voter, to be handed over and then destroyed;
///                                        with --one-file instead private_creds.json, as belenios-tool writes it
///   authority-only/mapping.json          which voter has which public credential: never publish it
///
/// Voters come from a file of lines ID or ID,WEIGHT, or are numbers from 1.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, group(clap::ArgGroup::new("who").required(true)))]
pub struct Args {
    /// The draft of the election (UUID.draft.json)
    draft: PathBuf,
    /// File of voters, one ID or ID,WEIGHT a line
    #[arg(long, value_name = "FILE", group = "who")]
    voters: Option<PathBuf>,
    /// So many voters, known by number
    #[arg(long, value_name = "N", group = "who")]
    count: Option<u32>,
    /// One file of all private credentials instead of one per voter
    #[arg(long)]
    one_file: bool,
    /// New folder to write to
    #[arg(long)]
    dir: PathBuf,
}

impl Args {
    /// Makes and writes them.
    pub fn run(self, output: Output) -> Result<()> {
        let draft = Draft::read(&self.draft)?;
        let voters = match (&self.voters, self.count) {
            (Some(path), _) => voters::read(path)?,
            (None, count) => voters::numbered(count.unwrap_or(0)),
        };
        with_group!(draft.group, G => self.make::<G>(&draft, &voters, output))
    }

    fn make<G: Group>(&self, draft: &Draft, voters: &[Voter], output: Output) -> Result<()> {
        let made = Made::<G>::new(draft, voters)?;
        let list = made.list(voters)?;
        let [public, private, own] = made.write(&self.dir, draft, voters, self.one_file)?;
        let path = public.join("public_creds.json");
        let bytes = list.to_bytes();
        let fingerprint = kenes_belenios::hash::Digest::of(&bytes).to_base64();
        say(format_args!(
            "{} credentials. Hand over {} and destroy it, keep {} to yourself; for the administrator:",
            voters.len(),
            private.display(),
            own.display()
        ));
        let document = json!({
            "voters": voters.len(), "total_weight": list.total_weight(), "public_credentials": path,
            "fingerprint": fingerprint, "private_credentials": private, "mapping": own.join("mapping.json"),
        });
        output.data(&document, format_args!("{}\nfingerprint {fingerprint}", path.display()))
    }
}

/// Credentials beside their voters.
pub struct Made<G: Group> {
    pub private: Vec<PrivateCredential>,
    public: Vec<Element<G>>,
}

impl<G: Group> Made<G> {
    /// Makes a credential for each voter.
    pub fn new(draft: &Draft, voters: &[Voter]) -> Result<Self> {
        let mut rng = rng()?;
        let bar =
            Bar::new("Making credentials", "credentials", u64::try_from(voters.len()).unwrap_or(u64::MAX));
        let mut made = Self { private: Vec::new(), public: Vec::new() };
        for (done, _) in (1..).zip(voters) {
            let credential = PrivateCredential::generate(&mut rng);
            made.public.push(credential.public::<G>(&draft.uuid));
            made.private.push(credential);
            bar.at(done);
        }
        Ok(made)
    }

    /// The public list.
    pub fn list(&self, voters: &[Voter]) -> Result<PublicCredentials<G>> {
        let entries = self.public.iter().copied().zip(voters.iter().map(|voter| voter.weight));
        PublicCredentials::new(entries)
            .map_err(|source| CliError::Credentials { path: "the voters".into(), source })
    }

    /// Writes the parts for administrator, voters and authority, and returns their folders.
    pub fn write(&self, dir: &Path, draft: &Draft, voters: &[Voter], one_file: bool) -> Result<[PathBuf; 3]> {
        let list = self.list(voters)?.to_bytes();
        files::make_secret_folder(dir)?;
        let parts = ["for-administrator", "for-voters", "authority-only"].map(|part| dir.join(part));
        let [public, private, own] = &parts;
        files::make_folder(public, Secrecy::Public)?;
        files::make_secret_folder(private)?;
        files::make_secret_folder(own)?;
        if one_file {
            write_one(private, voters, self)?;
        } else {
            write_each(private, draft, voters, self)?;
        }
        files::write_new(&own.join("mapping.json"), &self.mapping(voters), Secrecy::Secret)?;
        files::write_new(&public.join("public_creds.json"), &list, Secrecy::Public)?;
        Ok(parts)
    }

    fn mapping(&self, voters: &[Voter]) -> Vec<u8> {
        let entry = |(voter, public): (&Voter, &Element<G>)| json!({ "voter": voter.id, "weight": voter.weight, "public_credential": public.to_text() });
        let entries: Vec<Value> = voters.iter().zip(&self.public).map(entry).collect();
        format!("{}\n", Value::Array(entries)).into_bytes()
    }
}

/// All private credentials in the format of belenios-tool: an object from voter to credential.
fn write_one<G: Group>(dir: &Path, voters: &[Voter], made: &Made<G>) -> Result<()> {
    let mut object = Zeroizing::new(String::from("{"));
    for (index, (voter, credential)) in voters.iter().zip(&made.private).enumerate() {
        let separator = if index > 0 { "," } else { "" };
        let id = Value::from(voter.id.as_str());
        object.push_str(&Zeroizing::new(format!("{separator}{id}:\"{}\"", credential.expose())));
    }
    object.push_str("}\n");
    files::write_new(&dir.join("private_creds.json"), object.as_bytes(), Secrecy::Secret)
}

fn write_each<G: Group>(dir: &Path, draft: &Draft, voters: &[Voter], made: &Made<G>) -> Result<()> {
    let width = voters.len().to_string().len().max(4);
    for (number, (voter, credential)) in (1_usize..).zip(voters.iter().zip(&made.private)) {
        let (uuid, id) = (&draft.uuid, &voter.id);
        let path = dir.join(format!("{number:0width$}-{}.credential", file_name(id)));
        let label = format!("# private credential of {id} in election {uuid}: for this voter only");
        let content = Zeroizing::new(format!("{label}\n{}\n", credential.expose()));
        files::write_new(&path, content.as_bytes(), Secrecy::Secret)?;
    }
    Ok(())
}

/// A voter's name as part of a file's name.
fn file_name(id: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_.@".contains(c) { c } else { '_' };
    id.chars().map(safe).take(64).collect()
}

/// Reads a private credential: a file with nothing else but lines that begin with `#`, or, with a voter's name, one of
/// belenios-tool's files of many (an object, or lines of name and credential).
pub fn read_credential(path: &Path, voter: Option<&str>) -> Result<PrivateCredential> {
    let text = files::read_text(path, files::SMALL)?;
    let origin = || path.display().to_string();
    let found = match voter {
        None => text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')),
        Some(voter) => {
            let missing = || CliError::NoSuchVoter { origin: origin(), voter: voter.into() };
            let all: Option<Map<String, Value>> = serde_json::from_str(&text).ok();
            if let Some(all) = all {
                let text = all.get(voter).and_then(Value::as_str).ok_or_else(missing)?;
                return parse_credential(origin(), text);
            }
            let of_voter =
                |line: &str| line.split_once(char::is_whitespace).is_some_and(|(id, _)| id == voter);
            let line = text.lines().find(|line| of_voter(line)).ok_or_else(missing)?;
            line.split_once(char::is_whitespace).map(|(_, credential)| credential.trim())
        }
    };
    parse_credential(origin(), found.unwrap_or_default())
}

fn parse_credential(origin: String, text: &str) -> Result<PrivateCredential> {
    PrivateCredential::parse(text).map_err(|source| {
        let found = Kind::of(text.as_bytes());
        if found == Kind::Unknown {
            CliError::PrivateCredential { origin, source }
        } else {
            CliError::NotACredential { origin, found }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_harmless() {
        assert_eq!(file_name("../../etc/passwd"), ".._.._etc_passwd");
        assert_eq!(file_name("ann@example.org"), "ann@example.org");
    }
}
