//! What the stages need from the machine, and how it is installed in CI.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::peer::{CountPeers, StvRs};
use crate::record_peers::{GoChecker, Pymerkle};
use crate::run;

/// Whether something that a stage needs is there.
#[derive(Debug)]
pub enum Outcome {
    /// It is.
    Here,
    /// It is not, and in CI it could not be installed.
    Missing {
        /// What it is.
        what: String,
        /// How to get it.
        how: String,
    },
}

/// The machine.
#[derive(Debug)]
pub struct Tools {
    /// Whether what is missing is installed, and nothing skipped.
    pub ci: bool,
    root: PathBuf,
    packages_listed: bool,
}

impl Tools {
    /// Reads the environment: `CI` set to anything but nothing, `0` or `false`.
    pub fn new(root: &Path) -> Self {
        let ci = std::env::var("CI").is_ok_and(|value| is_on(&value));
        Self { ci, root: root.to_path_buf(), packages_listed: false }
    }

    /// A component of the toolchain: `rustfmt`, `clippy`.
    pub fn component(&self, name: &str) -> Outcome {
        let command = if name == "rustfmt" { "fmt" } else { name };
        let here = || run::succeeds(run::cargo(&self.root).args([command, "--version"]));
        self.rustup(name, &["component", "add", name], here)
    }

    /// A compilation target of the toolchain.
    pub fn target(&self, name: &str) -> Outcome {
        let here = || {
            let sysroot =
                run::stdout(Command::new("rustc").args(["--print", "sysroot"]).current_dir(&self.root));
            sysroot.is_some_and(|path| {
                Path::new(path.trim()).join("lib/rustlib").join(name).join("lib").is_dir()
            })
        };
        self.rustup(&format!("the target {name}"), &["target", "add", name], here)
    }

    fn rustup(&self, what: &str, arguments: &[&str], here: impl Fn() -> bool) -> Outcome {
        if here() {
            return Outcome::Here;
        }
        if self.ci && run::succeeds(Command::new("rustup").args(arguments).current_dir(&self.root)) && here()
        {
            return Outcome::Here;
        }
        Outcome::Missing { what: what.to_owned(), how: format!("rustup {}", arguments.join(" ")) }
    }

    /// Node, which runs the WebAssembly module.
    pub fn node(&mut self) -> Outcome {
        let here = || run::succeeds(Command::new("node").arg("--version"));
        if here() || (self.ci && self.install("nodejs").unwrap_or(false) && here()) {
            return Outcome::Here;
        }
        Outcome::Missing { what: "node".to_owned(), how: "on Debian: apt-get install nodejs".to_owned() }
    }

    /// Chromium with letters for every language, and the packages of the browser tests as their lock file has them.
    pub fn browser(&mut self, folder: &Path) -> Outcome {
        let node = self.node();
        if matches!(node, Outcome::Missing { .. }) {
            return node;
        }
        let packages: &[(&str, &[&str])] =
            &[("chromium", &["chromium", "--version"]), ("npm", &["npm", "--version"])];
        for (package, check) in packages {
            let here = || {
                check.split_first().is_some_and(|(name, rest)| run::succeeds(Command::new(name).args(rest)))
            };
            let is_installed = here() || (self.ci && self.install(package).unwrap_or(false) && here());
            if !is_installed {
                let how = format!("on Debian: apt-get install {package}");
                return Outcome::Missing { what: (*package).to_owned(), how };
            }
        }
        // Without letters of Korean, its pages are boxes; the tests still say what they find.
        let has_letters = Path::new("/usr/share/fonts/truetype/nanum").is_dir();
        if self.ci && !has_letters && !self.install("fonts-nanum").unwrap_or(false) {
            let (what, how) = ("fonts-nanum".to_owned(), "on Debian: apt-get install fonts-nanum".to_owned());
            return Outcome::Missing { what, how };
        }
        let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        let has_modules = || folder.join("node_modules/playwright-core/package.json").is_file();
        if has_modules()
            || (self.ci
                && run::succeeds(Command::new("npm").args(install).current_dir(folder))
                && has_modules())
        {
            return Outcome::Here;
        }
        let (what, how) = (
            "what the browser tests need".to_owned(),
            "in the folder e2e: npm ci --ignore-scripts".to_owned(),
        );
        Outcome::Missing { what, how }
    }

    /// strace, by which the tests of the store watch and disturb what a process asks of the system.
    pub fn strace(&mut self) -> Outcome {
        let here = || run::succeeds(Command::new("strace").args(["-o", "/dev/null", "true"]));
        if here() || (self.ci && self.install("strace").unwrap_or(false) && here()) {
            return Outcome::Here;
        }
        let how = "on Debian: apt-get install strace; in a container, allow ptrace".to_owned();
        Outcome::Missing { what: "strace".to_owned(), how }
    }

    /// The peers of the count, in a virtual environment of Python that is made in CI.
    pub fn count_peers(&mut self) -> Result<Option<PathBuf>> {
        let found = CountPeers::find(&self.root);
        if found.is_some() || !self.ci {
            return Ok(found);
        }
        let made = self.can_make_environments()? && CountPeers::make(&self.root)?;
        Ok(if made { CountPeers::find(&self.root) } else { None })
    }

    /// stv-rs, which is built in CI.
    pub fn stv_rs(&mut self) -> Result<Option<PathBuf>> {
        let found = StvRs::find(&self.root);
        if found.is_some() || !self.ci {
            return Ok(found);
        }
        Ok(if StvRs::install(&self.root)? { StvRs::find(&self.root) } else { None })
    }

    /// The checker of records in Go, built here; in CI, Go is installed.
    pub fn go_checker(&mut self) -> Result<Option<PathBuf>> {
        let built = GoChecker::build(&self.root)?;
        if built.is_some() || !self.ci {
            return Ok(built);
        }
        for package in GoChecker::PACKAGES {
            if !self.install(package)? {
                return Ok(None);
            }
        }
        GoChecker::build(&self.root)
    }

    /// pymerkle, likewise in an environment of its own.
    pub fn pymerkle(&mut self) -> Result<Option<PathBuf>> {
        let found = Pymerkle::find(&self.root);
        if found.is_some() || !self.ci {
            return Ok(found);
        }
        let made = self.can_make_environments()? && Pymerkle::make(&self.root)?;
        Ok(if made { Pymerkle::find(&self.root) } else { None })
    }

    /// Debian has the module apart from its Python.
    fn can_make_environments(&mut self) -> Result<bool> {
        let here = run::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"]));
        Ok(here || self.install("python3-venv")?)
    }

    /// Whether cargo-nextest is installed; without it cargo's own runner does the same more slowly.
    pub fn nextest(&self) -> bool {
        run::succeeds(run::cargo(&self.root).args(["nextest", "--version"]))
    }

    /// Installs a package of Debian by name; its output is shown.
    pub fn install(&mut self, package: &str) -> Result<bool> {
        if !self.packages_listed {
            self.packages_listed = self.apt_get(&["update"])?;
        }
        self.apt_get(&["install", "--yes", "--no-install-recommends", package])
    }

    fn apt_get(&self, arguments: &[&str]) -> Result<bool> {
        let is_root = run::stdout(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
        let mut command = if is_root { Command::new("env") } else { Command::new("sudo") };
        if !is_root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]).args(arguments);
        Ok(run::stream(&mut command)?.success)
    }
}

fn is_on(value: &str) -> bool {
    !["", "0", "false"].contains(&value.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_is_on_unless_it_says_no() {
        assert!(is_on("true") && is_on("1"));
        assert!(!is_on("") && !is_on("0") && !is_on("False"));
    }
}
