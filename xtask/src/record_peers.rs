//! The independent programs that check records: one in Go on the packages from which the formats descend, which Debian
//! serves, and pymerkle in Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::run;

/// `conformance/record/check.go`, built from Debian's packages into a folder of the target.
#[derive(Debug)]
pub struct GoChecker;

impl GoChecker {
    /// The environment variable that names the program for the tests.
    pub const VARIABLE: &str = "KENES_RECORD_GO";
    /// For people.
    pub const NAME: &str = "Go with golang.org/x/mod/sumdb";
    /// The packages of Debian.
    pub const PACKAGES: [&str; 2] = ["golang-go", "golang-golang-x-mod-dev"];
    /// How to get it.
    pub const HOW: &str = "on Debian: apt-get install golang-go golang-golang-x-mod-dev";

    /// Builds the program, when Go and the package are here.
    pub fn build(root: &Path) -> Result<Option<PathBuf>> {
        let Some(sources) = sources() else { return Ok(None) };
        if !run::succeeds(Command::new("go").arg("version")) {
            return Ok(None);
        }
        let program = root.join("target/peers/record-check");
        let mut build = Command::new("go");
        build.current_dir(root.join("conformance/record")).args(["build", "-o"]).arg(&program);
        build.env("GO111MODULE", "off").env("GOPATH", sources).env("GOFLAGS", "");
        ensure!(run::stream(&mut build)?.success, "conformance/record/check.go does not build");
        Ok(Some(program))
    }
}

/// Where Debian keeps the sources of Go packages, as GOPATH wants it.
fn sources() -> Option<PathBuf> {
    let [_, package] = GoChecker::PACKAGES;
    let files = run::stdout(Command::new("dpkg").args(["-L", package]))?;
    files.lines().find(|line| line.ends_with("/gocode")).map(PathBuf::from)
}

/// pymerkle, in a virtual environment of Python in a folder of the target.
#[derive(Debug)]
pub struct Pymerkle;

impl Pymerkle {
    /// The environment variable that names its Python for the tests.
    pub const VARIABLE: &str = "KENES_RECORD_PYTHON";
    /// For people.
    pub const NAME: &str = "pymerkle";
    /// How to get it.
    pub const HOW: &str = "python3 -m venv target/peers/python-record && target/peers/python-record/bin/pip install --no-deps --require-hashes -r conformance/record/requirements.txt (changes nothing else)";

    /// The Python that has it, where the environment names it or in its folder.
    pub fn find(root: &Path) -> Option<PathBuf> {
        let named = std::env::var_os(Self::VARIABLE).map(PathBuf::from);
        let mut candidates = named.into_iter().chain([folder(root).join("bin/python")]);
        candidates.find(|python| run::succeeds(Command::new(python).args(["-c", "import pymerkle"])))
    }

    /// Makes the environment, with the versions and hashes of `requirements.txt`; its output is shown.
    pub fn make(root: &Path) -> Result<bool> {
        let folder = folder(root);
        let made = run::stream(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(folder.join("bin/pip"));
        pip.args(["install", "--no-deps", "--require-hashes", "--disable-pip-version-check", "-r"]);
        pip.arg(root.join("conformance/record/requirements.txt"));
        Ok(made.success && run::stream(&mut pip)?.success)
    }
}

fn folder(root: &Path) -> PathBuf {
    root.join("target/peers/python-record")
}
