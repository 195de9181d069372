//! The independent implementation against which kenes is tested, in the two releases that Debian serves.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::run;

/// A release of belenios-tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// 2.0, the groups over finite fields; in Debian 12.
    Release2,
    /// 3.3.0, with Ed25519; unpacked from Debian into a folder of the target.
    Release3,
}

impl Peer {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Release2, Self::Release3];

    /// The environment variable that names its executable for the tests.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Release2 => "KENES_BELENIOS_TOOL_20",
            Self::Release3 => "KENES_BELENIOS_TOOL_33",
        }
    }

    /// What `--version` begins with.
    fn version(self) -> &'static str {
        match self {
            Self::Release2 => "2.0",
            Self::Release3 => "3.3.0",
        }
    }

    /// For people.
    pub fn name(self) -> String {
        format!("belenios-tool {}", self.version())
    }

    /// How to get it.
    pub fn how(self) -> &'static str {
        match self {
            Self::Release2 => "on Debian 12: apt-get install belenios-tool",
            Self::Release3 => {
                "on Debian and its relatives: conformance/get-belenios-3.3 target/peers/belenios-3.3 (63 MB, changes nothing else)"
            }
        }
    }

    /// Its executable, where the environment names it or where it is usually found.
    pub fn find(self, root: &Path) -> Option<PathBuf> {
        let named = std::env::var_os(self.variable()).map(PathBuf::from);
        let usual = match self {
            Self::Release2 => PathBuf::from("/usr/bin/belenios-tool"),
            Self::Release3 => folder(root).join("belenios-tool"),
        };
        let mut candidates = named.into_iter().chain([usual]);
        candidates.find(|path| {
            run::stdout(Command::new(path).arg("--version"))
                .is_some_and(|version| version.starts_with(self.version()))
        })
    }

    /// Unpacks release 3.3.0; its output is shown. Release 2.0 is a package of the system.
    pub fn unpack(root: &Path) -> Result<bool> {
        let script = root.join("conformance/get-belenios-3.3");
        Ok(run::stream(Command::new(script).arg(folder(root)).current_dir(root))?.success)
    }
}

fn folder(root: &Path) -> PathBuf {
    root.join("target/peers/belenios-3.3")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_release_has_its_own_variable_and_version() {
        let [two, three] = Peer::ALL;
        assert_ne!(two.variable(), three.variable());
        assert_ne!(two.name(), three.name());
    }
}
