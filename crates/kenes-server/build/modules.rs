//! How the modules of pages are built: by `build.rs`, and twice by `cargo xtask booth --check`, which compares them.

use std::env::{var_os, vars_os};
use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the modules are built for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A module: its name, and the crate and the feature that it is.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its name.
    pub name: &'static str,
    /// The crate.
    package: &'static str,
    /// The one feature that it is built with, where the crate makes several modules.
    feature: Option<&'static str>,
}

/// Every module: those of the booth, each a feature of it, and the auditor.
pub const MODULES: [Module; 4] = [booth("ballot"), booth("person"), booth("trustee"), AUDITOR];

const AUDITOR: Module = Module { name: "auditor", package: "kenes-auditor", feature: None };

const fn booth(feature: &'static str) -> Module {
    Module { name: feature, package: "kenes-booth", feature: Some(feature) }
}

/// Builds a module of the workspace `root` in the target folder `target`, and copies it to `file`.
pub fn build(
    module: Module,
    root: &Path,
    target: &Path,
    file: &Path,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut cargo = Command::new(var_os("CARGO").ok_or("cargo is not named")?);
    for (name, _) in vars_os() {
        if !is_kept(&name) {
            cargo.env_remove(name);
        }
    }
    cargo.current_dir(root).env("CARGO_ENCODED_RUSTFLAGS", remapped(root)?);
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        "--profile",
        "wasm",
        "--target",
        TARGET,
        "-p",
        module.package,
    ]);
    if let Some(feature) = module.feature {
        cargo.args(["--no-default-features", "--features", feature]);
    }
    cargo.arg("--target-dir").arg(target);
    if !cargo.status()?.success() {
        return Err(format!("the module {} of {} was not built", module.name, module.package).into());
    }
    let built = format!("{}.wasm", module.package.replace('-', "_"));
    fs::copy(target.join(TARGET).join("wasm").join(built), file)?;
    Ok(())
}

/// Whether a variable stays as it is: all but what this build says about itself, or would change what is built. What says
/// where packages come from stays.
fn is_kept(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let own =
        ["CARGO_PKG_", "CARGO_CFG_", "CARGO_FEATURE_", "CARGO_MANIFEST_", "CARGO_BUILD_", "CARGO_PROFILE_"];
    let build = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"];
    let flags =
        ["CARGO_TARGET_DIR", "CARGO_PRIMARY_PACKAGE", "CARGO_INCREMENTAL", "TARGET", "HOST", "PROFILE"];
    let is = |names: &[&str]| names.contains(&name.as_ref());
    !own.iter().any(|prefix| name.starts_with(prefix)) && !is(&build) && !is(&flags)
}

/// Flags that take the folders of this machine out of the module.
fn remapped(root: &Path) -> Result<OsString, Box<dyn Error + Send + Sync>> {
    let home = var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(var_os("HOME")?).join(".cargo")));
    let mut flags = format!("--remap-path-prefix={}=kenes", root.display());
    if let Some(home) = home {
        write!(flags, "\u{1f}--remap-path-prefix={}=cargo", home.display())?;
    }
    Ok(flags.into())
}
