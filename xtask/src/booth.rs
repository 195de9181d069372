//! `cargo xtask booth --check`: the modules of pages, those of the booth and the auditor, are the same wherever they are built, and
//! answer what their crates answer.

#[path = "../../crates/kenes-server/build/modules.rs"]
mod modules;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};

use self::modules::{MODULES, build};
use crate::run;

/// What a copy of the workspace does not need.
const LEFT_OUT: &[&str] = &["target", ".git", "vectors", "fuzz", "docs", "node_modules"];

/// Builds every module in two folders, whose names differ in length, compares them, and lets node talk to them where it is
/// there; false when something differs.
pub fn check(root: &Path) -> Result<bool> {
    let work = std::env::temp_dir().join(format!("kenes-booth-{}", std::process::id()));
    let result = compare(root, &work);
    let removed = fs::remove_dir_all(&work);
    let right = result?;
    removed.context("cannot remove the copies")?;
    Ok(right)
}

fn compare(root: &Path, work: &Path) -> Result<bool> {
    let places = ["a", "another-place-with-a-longer-name"].map(|name| work.join(name));
    for place in &places {
        println!("building in {}", place.display());
        copy(root, &place.join("kenes"))?;
        for module in MODULES {
            let file = place.join(format!("{}.wasm", module.name));
            build(module, &place.join("kenes"), &place.join("target"), &file)
                .map_err(|error| anyhow!(error))?;
        }
    }
    let mut right = true;
    for module in MODULES.map(|module| module.name) {
        let [one, other] = &places;
        let read =
            |place: &Path| fs::read(place.join(format!("{module}.wasm"))).context("a module is missing");
        let (one, other) = (read(one)?, read(other)?);
        let same = one == other;
        println!(
            "{module}.wasm: {} bytes, {}",
            one.len(),
            if same { "the same in both" } else { "DIFFERENT" }
        );
        right &= same;
    }
    let [first, _] = &places;
    Ok(right && talk(root, first)?)
}

/// Tells the modules what their crates were told natively.
fn talk(root: &Path, modules: &Path) -> Result<bool> {
    if !run::succeeds(Command::new("node").arg("--version")) {
        println!("skipped: node is not here to run the modules");
        return Ok(true);
    }
    for (package, example) in [("kenes-booth", "messages"), ("kenes-auditor", "audit_messages")] {
        let mut messages = run::cargo(root);
        messages.args(["run", "--quiet", "--locked", "-p", package, "--example", example, "--"]).arg(modules);
        if !run::stream(&mut messages)?.success {
            return Ok(false);
        }
    }
    let runner = root.join("crates/kenes-booth/tests/module.mjs");
    Ok(run::stream(Command::new("node").arg(runner).args([modules, modules]))?.success)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        if LEFT_OUT.iter().any(|left| name == *left) {
            continue;
        }
        if kind.is_dir() {
            copy(&entry.path(), &to.join(&name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}
