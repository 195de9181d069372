//! The folder of a demonstration: what lies where.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kenes_belenios::election::Uuid;
use kenes_belenios::trustee::TrusteeIndex;

use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};

/// The folder that is made where none is named.
const NAME: &str = "kenes-demo";

/// A folder that was new or empty.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Makes the folder that is named, or else a new one here. What is there stays as it is.
    pub fn make(named: Option<PathBuf>) -> Result<Self> {
        let root = match named {
            Some(root) => {
                files::make_folder(&root, Secrecy::Public)?;
                let mut entries = fs::read_dir(&root).map_err(|source| write_error(&root, source))?;
                if entries.next().is_some() {
                    return Err(CliError::Exists { path: root });
                }
                root
            }
            None => make_fresh(NAME)?,
        };
        Ok(Self { root })
    }

    /// The folder of one part of a larger story, which is made.
    pub fn part(&self, name: &str) -> Result<Self> {
        let root = self.root.join(name);
        files::make_folder(&root, Secrecy::Public)?;
        Ok(Self { root })
    }

    /// Makes the folders that an election needs.
    pub fn hold_election(&self) -> Result<()> {
        for (part, secrecy) in [
            ("setup", Secrecy::Public),
            ("ceremony", Secrecy::Public),
            ("challenge", Secrecy::Public),
            ("elections", Secrecy::Public),
            ("tampered", Secrecy::Public),
            ("secrets", Secrecy::Secret),
        ] {
            files::make_folder(&self.root.join(part), secrecy)?;
        }
        Ok(())
    }

    /// Makes the folders that an election without challenges and forgers needs.
    pub fn hold_small_election(&self) -> Result<()> {
        for (part, secrecy) in
            [("setup", Secrecy::Public), ("ceremony", Secrecy::Public), ("secrets", Secrecy::Secret)]
        {
            files::make_folder(&self.root.join(part), secrecy)?;
        }
        Ok(())
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file under the folder.
    pub fn file(&self, part: &str, name: &str) -> PathBuf {
        self.root.join(part).join(name)
    }

    /// The archive of the election.
    pub fn archive(&self, uuid: &Uuid) -> PathBuf {
        self.file("elections", &format!("{uuid}.bel"))
    }

    /// The bound decryption proofs of the election.
    pub fn bound(&self, uuid: &Uuid) -> PathBuf {
        self.file("elections", &format!("{uuid}.bound.json"))
    }

    /// What a role keeps to itself.
    pub fn secrets(&self, role: &str) -> PathBuf {
        self.root.join("secrets").join(role)
    }

    /// A secret file of a trustee.
    pub fn trustee_secret(&self, index: TrusteeIndex, extension: &str) -> PathBuf {
        self.secrets(&format!("trustee-{}", index.get())).join(format!("trustee-{}.{extension}", index.get()))
    }

    /// A message of the key ceremony.
    pub fn message(&self, index: TrusteeIndex, extension: &str) -> PathBuf {
        self.file("ceremony", &format!("trustee-{}.{extension}", index.get()))
    }

    /// A path as it is shown: as seen from where the user stands.
    pub fn shown<'p>(&self, path: &'p Path) -> std::path::Display<'p> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// `NAME`, or `NAME-2`, `NAME-3`, … whichever is the first that is not there.
fn make_fresh(name: &str) -> Result<PathBuf> {
    let mut path = PathBuf::from(name);
    let mut number = 1_u32;
    loop {
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                number = number.saturating_add(1);
                path = PathBuf::from(format!("{name}-{number}"));
            }
            Err(source) => return Err(write_error(&path, source)),
        }
    }
}

fn write_error(path: &Path, source: io::Error) -> CliError {
    CliError::Write { path: path.into(), source }
}
