//! What the documents name exists, and the page of error codes is the one that the program writes.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result};

use super::Violation;
use crate::run;
use crate::source::{files, line_of};

/// Turn on when `kenes errors --markdown` exists: from then on docs/ERRORS.md must be its output.
pub const ERRORS_PAGE_IS_GENERATED: bool = true;

/// A path in backquotes that begins with one of these is a promise that it exists.
const FOLDERS: &[&str] =
    &["crates/", "xtask/", "vectors/", "conformance/", "fuzz/", "docs/", ".ci/", ".cargo/"];

const FIX_PATH: &str = "put the path right, or take it out of the text";
const FIX_ERRORS: &str = "run `cargo run -q --locked -p kenes-cli -- errors --markdown >docs/ERRORS.md`";

/// Checks the paths in the project's own documents.
pub fn check(root: &Path) -> Result<Vec<Violation>> {
    let mut pages = vec![root.join("README.md"), root.join("CHANGELOG.md")];
    files(&root.join("docs"), &mut pages)?;
    files(&root.join("vectors"), &mut pages)?;
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    let mut found = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
        let folder = page.parent().unwrap_or(root);
        let name = page.strip_prefix(root).unwrap_or(&page);
        let lost_paths = paths(&text).into_iter().filter(|(_, path)| !root.join(path).exists());
        let lost_links = links(&text).into_iter().filter(|(_, link)| !folder.join(link).exists());
        found.extend(lost_paths.chain(lost_links).map(|(line, path)| {
            Violation::new(name, line, format!("names {path}, which does not exist"), FIX_PATH)
        }));
    }
    Ok(found)
}

/// Paths of the repository in backquotes, up to the first wildcard.
fn paths(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        for quoted in text.split('`').skip(1).step_by(2) {
            let fixed = quoted.split(['*', '{', '<', ' ', '…']).next().unwrap_or_default();
            let path = if fixed.len() < quoted.len() {
                fixed.rsplit_once('/').map_or("", |(folder, _)| folder)
            } else {
                fixed
            };
            if FOLDERS.iter().any(|folder| quoted.starts_with(folder)) && !path.is_empty() {
                found.push((line, path.trim_end_matches('/')));
            }
        }
    }
    found
}

/// Relative targets of links, without their fragment.
fn links(text: &str) -> Vec<(usize, &str)> {
    let targets = text.match_indices("](").filter_map(|(at, opening)| {
        let (before, after) = text.split_at_checked(at)?;
        let target = after.strip_prefix(opening)?.split([')', '#']).next()?;
        let relative = !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:");
        relative.then(|| (line_of(before), target))
    });
    targets.collect()
}

/// Compares docs/ERRORS.md with the page that the program writes from its table of codes.
pub fn check_errors_page(root: &Path) -> Result<Vec<Violation>> {
    let output = run::cargo(root)
        .args(["run", "-q", "--locked", "-p", "kenes-cli", "--", "errors", "--markdown"])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run `kenes errors --markdown`")?;
    let page = Path::new("docs/ERRORS.md");
    let written = fs::read(root.join(page)).context("cannot read docs/ERRORS.md")?;
    if output.status.success() && output.stdout == written {
        return Ok(Vec::new());
    }
    Ok(vec![Violation::new(page, 1, "is not what `kenes errors --markdown` writes", FIX_ERRORS)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_backquotes_are_read() {
        let text = "see `crates/a/src/lib.rs` and `vectors/protocol/positive/*.bel.gz`,\n`cargo xtask test`, `docs/`, `xtask/src/{a,b}.rs`";
        let found = paths(text);
        assert_eq!(
            found,
            [(1, "crates/a/src/lib.rs"), (1, "vectors/protocol/positive"), (2, "docs"), (2, "xtask/src")]
        );
    }

    #[test]
    fn relative_links_are_read() {
        let text = "[a](docs/A.md#b)\n[c](https://example.org) [d](#e) [f](../G.md)";
        assert_eq!(links(text), [(1, "docs/A.md"), (2, "../G.md")]);
    }
}
