//! The independent implementations against which kenes is tested: belenios-tool in the two releases that Debian serves, some
//! Python packages that count, and stv-rs.

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

/// stvpoll, pyrankvote, abcvoting and pabutools, in a virtual environment of Python in a folder of the target.
#[derive(Debug)]
pub struct CountPeers;

impl CountPeers {
    /// The environment variable that names its Python for the tests.
    pub const VARIABLE: &str = "KENES_COUNT_PEERS";
    /// For people.
    pub const NAME: &str = "stvpoll, pyrankvote, abcvoting, pabutools and votelib";
    /// How to get them.
    pub const HOW: &str = "python3 -m venv target/peers/python && target/peers/python/bin/pip install --no-deps --require-hashes -r conformance/count/requirements.txt (changes nothing else)";

    /// The Python that has them all, where the environment names it or in its folder.
    pub fn find(root: &Path) -> Option<PathBuf> {
        let named = std::env::var_os(Self::VARIABLE).map(PathBuf::from);
        let mut candidates = named.into_iter().chain([python_folder(root).join("bin/python")]);
        let imports = "import stvpoll.scottish_stv, stvpoll.irv, pyrankvote, numpy, networkx, pulp, abcvoting, pabutools.rules, votelib";
        candidates.find(|python| run::succeeds(Command::new(python).args(["-c", imports])))
    }

    /// Makes the environment, with the versions and hashes of `requirements.txt`; its output is shown.
    pub fn make(root: &Path) -> Result<bool> {
        let folder = python_folder(root);
        let made = run::stream(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(folder.join("bin/pip"));
        pip.args(["install", "--no-deps", "--require-hashes", "--disable-pip-version-check", "-r"]);
        pip.arg(root.join("conformance/count/requirements.txt"));
        Ok(made.success && run::stream(&mut pip)?.success)
    }
}

/// stv-rs, which counts by Meek's rule, built by cargo into a folder of the target.
#[derive(Debug)]
pub struct StvRs;

impl StvRs {
    /// The environment variable that names its program for the tests.
    pub const VARIABLE: &str = "KENES_STV_RS";
    /// As it calls itself.
    pub const NAME: &str = "stv-rs 0.5.1";
    /// How to get it.
    pub const HOW: &str = "cargo install stv-rs --version 0.5.1 --locked --root target/peers/stv-rs (a minute of CPU time; changes nothing else)";

    /// What cargo is told. It is built with the versions of its own lock file.
    const INSTALL: [&str; 6] = ["install", "stv-rs", "--version", "=0.5.1", "--locked", "--root"];

    /// The program of that release, where the environment names it or in its folder.
    pub fn find(root: &Path) -> Option<PathBuf> {
        let named = std::env::var_os(Self::VARIABLE).map(PathBuf::from);
        let mut candidates = named.into_iter().chain([stv_rs_folder(root).join("bin/stv-rs")]);
        candidates.find(|path| {
            run::stdout(Command::new(path).arg("--version"))
                .is_some_and(|version| version.trim() == Self::NAME)
        })
    }

    /// Builds it; what cargo says is shown.
    pub fn install(root: &Path) -> Result<bool> {
        Ok(run::stream(run::cargo(root).args(Self::INSTALL).arg(stv_rs_folder(root)))?.success)
    }
}

fn stv_rs_folder(root: &Path) -> PathBuf {
    root.join("target/peers/stv-rs")
}

fn python_folder(root: &Path) -> PathBuf {
    root.join("target/peers/python")
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
