//! What cargo knows about the workspace: its members, their dependencies, the lock file, and the root manifest's comments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::Violation;
use crate::run;

/// A dependency as a member's manifest states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// Whether only tests and benches use it.
    pub dev: bool,
}

/// A package of the dependency graph.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its SPDX expression, if it states one.
    pub licence: Option<String>,
    /// The manifest's path relative to the workspace, for members.
    pub manifest: Option<PathBuf>,
    /// What its manifest names.
    pub dependencies: Vec<Dependency>,
    /// Whether it is needed outside tests.
    pub shipped: bool,
}

/// The part of `cargo metadata` that the rules read.
#[derive(Debug)]
pub struct Metadata {
    /// Every package, members included.
    pub packages: Vec<Package>,
}

impl Metadata {
    /// Asks cargo.
    pub fn read(root: &Path) -> Result<Self> {
        let output = run::cargo(root)
            .args(["metadata", "--format-version", "1", "--locked", "--quiet"])
            .current_dir(root)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .context("cannot run cargo metadata")?;
        ensure!(
            output.status.success(),
            "cargo metadata failed; if Cargo.lock is out of date, run `cargo check`"
        );
        let value: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
        Ok(Self::parse(&value, root))
    }

    fn parse(value: &Value, root: &Path) -> Self {
        let members: BTreeSet<&str> = array(value, "workspace_members").filter_map(Value::as_str).collect();
        let shipped = shipped(value, &members);
        let packages = array(value, "packages").map(|package| {
            let id = text(package, "id");
            let manifest = Path::new(text(package, "manifest_path"));
            Package {
                name: text(package, "name").to_owned(),
                version: text(package, "version").to_owned(),
                licence: package.get("license").and_then(Value::as_str).map(str::to_owned),
                manifest: members
                    .contains(id)
                    .then(|| manifest.strip_prefix(root).unwrap_or(manifest).to_path_buf()),
                dependencies: array(package, "dependencies").map(dependency).collect(),
                shipped: shipped.contains(id),
            }
        });
        Self { packages: packages.collect() }
    }

    /// The workspace's own packages.
    pub fn members(&self) -> impl Iterator<Item = (&Package, &Path)> {
        self.packages.iter().filter_map(|package| Some((package, package.manifest.as_deref()?)))
    }
}

fn dependency(value: &Value) -> Dependency {
    Dependency {
        name: text(value, "name").to_owned(),
        dev: value.get("kind").and_then(Value::as_str) == Some("dev"),
    }
}

/// Ids of all packages that the members need outside tests; `conformance` is a test as a whole.
fn shipped<'a>(metadata: &'a Value, members: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let nodes = metadata.get("resolve").map(|resolve| array(resolve, "nodes")).into_iter().flatten();
    let edges: BTreeMap<&str, Vec<&str>> = nodes
        .map(|node| {
            let needed = array(node, "deps").filter(|edge| {
                array(edge, "dep_kinds").any(|kind| kind.get("kind").and_then(Value::as_str) != Some("dev"))
            });
            (text(node, "id"), needed.map(|edge| text(edge, "pkg")).collect())
        })
        .collect();
    let is_test = |id: &str| id.contains("/conformance#");
    let mut queue: Vec<&str> = members.iter().copied().filter(|id| !is_test(id)).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = queue.pop() {
        if reached.insert(id) {
            queue.extend(edges.get(id).into_iter().flatten());
        }
    }
    reached
}

fn array<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The lines of `Cargo.lock`.
#[derive(Debug)]
pub struct Lock(String);

impl Lock {
    /// Reads it from the workspace.
    pub fn read(root: &Path) -> Result<Self> {
        Ok(Self(fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?))
    }

    /// Wraps a text.
    #[cfg(test)]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its lines, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.0.lines())
    }

    /// The line of a package, or the first line when it is not there.
    pub fn line_of(&self, name: &str, version: &str) -> usize {
        let (name, version) = (format!("name = \"{name}\""), format!("version = \"{version}\""));
        let mut pairs = self.lines().zip(self.lines().skip(1));
        let found = pairs.find(|((_, first), (_, second))| *first == name && *second == version);
        found.map_or(1, |((line, _), _)| line)
    }
}

const COMMENT_DEPENDENCY: &str = "add a comment that names the standard or the need it serves";
const COMMENT_MEMBER: &str = "add a comment of one line that says what the crate is for";

/// Checks that each member and each dependency of the root manifest has a comment.
pub fn check_comments(root: &Path) -> Result<Vec<Violation>> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).context("cannot read Cargo.toml")?;
    Ok(uncommented(&manifest))
}

fn uncommented(manifest: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut section = "";
    for (number, line) in (1..).zip(manifest.lines().map(str::trim)) {
        if line.starts_with('[') {
            section = line;
        }
        let commented = line.contains(" # ") || line.starts_with('#') || line.is_empty();
        let is_path = line.contains("path = \"");
        let is_member = section == "[workspace]" && line.starts_with('"') && line.ends_with(['"', ',']);
        let file = Path::new("Cargo.toml");
        if section == "[workspace.dependencies]" && line != section && !commented && !is_path {
            found.push(Violation::new(
                file,
                number,
                format!("a dependency without a comment: {line}"),
                COMMENT_DEPENDENCY,
            ));
        } else if is_member && !commented {
            found.push(Violation::new(
                file,
                number,
                format!("a member without a comment: {line}"),
                COMMENT_MEMBER,
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_and_members_want_comments() {
        let good = "[workspace]\nmembers = [\n  \"a\", # does a\n]\n[workspace.dependencies]\na = { path = \"a\" }\nb = \"1\" # RFC 1\n# c\n";
        assert!(uncommented(good).is_empty());
        let bad = "[workspace]\nmembers = [\n  \"a\",\n]\n[workspace.dependencies]\nb = \"1\"\n";
        let lines: Vec<usize> = uncommented(bad).iter().map(|v| v.line).collect();
        assert_eq!(lines, [3, 6]);
    }

    #[test]
    fn what_only_tests_need_is_not_shipped() {
        let text = r##"{"workspace_members": ["path+file:///w/a#1"],
            "packages": [
                {"id": "path+file:///w/a#1", "name": "a", "version": "1", "manifest_path": "/w/a/Cargo.toml", "license": "MIT",
                 "dependencies": [{"name": "b", "kind": null}, {"name": "c", "kind": "dev"}]},
                {"id": "b", "name": "b", "version": "1", "license": "MIT", "dependencies": []},
                {"id": "c", "name": "c", "version": "1", "license": null, "dependencies": []}],
            "resolve": {"nodes": [{"id": "path+file:///w/a#1", "deps": [
                {"pkg": "b", "dep_kinds": [{"kind": null}, {"kind": "dev"}]}, {"pkg": "c", "dep_kinds": [{"kind": "dev"}]}]}]}}"##;
        let value: Value = serde_json::from_str(text).expect("JSON");
        let metadata = Metadata::parse(&value, Path::new("/w"));
        let shipped: Vec<_> = metadata.packages.iter().map(|p| (p.name.as_str(), p.shipped)).collect();
        assert_eq!(shipped, [("a", true), ("b", true), ("c", false)]);
        let manifests: Vec<_> = metadata.members().map(|(_, path)| path.to_path_buf()).collect();
        assert_eq!(manifests, [PathBuf::from("a/Cargo.toml")]);
    }

    #[test]
    fn finds_a_package_in_the_lock_file() {
        let lock = Lock::new(
            "[[package]]\nname = \"a\"\nversion = \"1\"\n\n[[package]]\nname = \"a\"\nversion = \"2\"\n",
        );
        assert_eq!(lock.line_of("a", "2"), 6);
        assert_eq!(lock.line_of("b", "2"), 1);
    }
}
