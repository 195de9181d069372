//! Builds the modules of the pages and lists the files that every page may load.
//!
//! The modules are `kenes-booth` for WebAssembly, once for each of its features, and `kenes-auditor`, with a target folder of
//! their own so that no lock is held twice. Paths of this machine are mapped away, so the same sources give the same bytes anywhere.
//! `KENES_SKIP_BOOTH=1` leaves the modules empty, for editors.

#[path = "build/modules.rs"]
mod modules;

use std::env::{var, var_os};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use modules::{MODULES, TARGET, build};

/// What the modules are made of: crates, and what they have besides sources.
const SOURCES: [(&str, &[&str]); 8] = [
    ("kenes-booth", &[]),
    ("kenes-auditor", &[]),
    ("kenes-belenios", &[]),
    ("kenes-record", &[]),
    ("kenes-count", &[]),
    ("kenes-core", &[]),
    ("kenes-verify", &[]),
    ("kenes-text", &["locales", "templates"]),
];

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let out = PathBuf::from(var("OUT_DIR")?);
    let package = PathBuf::from(var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/modules.rs");
    println!("cargo::rerun-if-env-changed=KENES_SKIP_BOOTH");
    let root = package.ancestors().nth(2).ok_or("the crate stands in no workspace")?;
    for (source, more) in SOURCES {
        for part in ["src", "Cargo.toml"].iter().chain(more) {
            println!("cargo::rerun-if-changed={}", root.join("crates").join(source).join(part).display());
        }
    }
    let skip = var_os("KENES_SKIP_BOOTH").is_some_and(|value| value == "1");
    if !skip {
        add_target()?;
    }
    for module in MODULES {
        let file = out.join(format!("{}.wasm", module.name));
        if skip { fs::write(file, [])? } else { build(module, root, &out.join("wasm-target"), &file)? }
    }
    fs::write(out.join("assets.rs"), list(&package.join("static"), &out)?)?;
    Ok(())
}

/// Adds the target where it is missing.
fn add_target() -> Result<(), Box<dyn Error + Send + Sync>> {
    let rustc = var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let found = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output()?;
    if Path::new(String::from_utf8(found.stdout)?.trim()).is_dir() {
        return Ok(());
    }
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    if added.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(format!("the pages need the Rust target {TARGET}: rustup target add {TARGET}").into())
}

/// The table of all files, for `assets.rs`.
fn list(folder: &Path, out: &Path) -> Result<String, Box<dyn Error + Send + Sync>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.is_file());
    files.extend(MODULES.map(|module| out.join(format!("{}.wasm", module.name))));
    files.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    let mut table = format!("const FILES: [(&str, &[u8]); {}] = [\n", files.len());
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a file's name is not text")?;
        writeln!(table, "    ({name:?}, include_bytes!({file:?})),")?;
    }
    table.push_str("];\n");
    Ok(table)
}
