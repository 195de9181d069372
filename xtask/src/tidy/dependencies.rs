//! Where dependencies come from and under which licence they may be used.

use std::path::Path;

use super::Violation;
use super::workspace::{Lock, Metadata, Package};

/// The one source of packages, as `Cargo.lock` writes it.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences (SPDX) of what is part of a program.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "BSL-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CDLA-Permissive-2.0", // a licence of data: the list of certificate authorities that TLS to a database trusts
];

/// Licences that are fine besides where only tests use the package.
const ALLOWED_IN_TESTS: &[&str] = &["MPL-2.0"];

const FIX_SOURCE: &str = "use a released version of the package from crates.io";
const FIX_CHECKSUM: &str =
    "let cargo write Cargo.lock; a package without a checksum cannot be told from another";
const FIX_LICENCE: &str =
    "choose another package, or argue for the licence in ALLOWED of xtask/src/tidy/dependencies.rs";

/// Checks sources and checksums in `Cargo.lock` and the licence of each package.
pub fn check(metadata: &Metadata, lock: &Lock) -> Vec<Violation> {
    let mut found = sources(lock);
    found.extend(metadata.packages.iter().filter(|package| !licence_fits(package)).map(|package| {
        let stated = package.licence.as_deref().unwrap_or("none stated");
        let what = format!("the licence of {} {} does not fit: {stated}", package.name, package.version);
        Violation::new(
            Path::new("Cargo.lock"),
            lock.line_of(&package.name, &package.version),
            what,
            FIX_LICENCE,
        )
    }));
    found
}

fn sources(lock: &Lock) -> Vec<Violation> {
    let expected = format!("source = \"{SOURCE}\"");
    let file = Path::new("Cargo.lock");
    let mut found = Vec::new();
    for ((line, text), (_, next)) in lock.lines().zip(lock.lines().skip(1).chain([(0, "")])) {
        if text.starts_with("source = ") && text != expected {
            found.push(Violation::new(file, line, "a package that does not come from crates.io", FIX_SOURCE));
        } else if text == expected && !next.starts_with("checksum = ") {
            found.push(Violation::new(file, line, "a package without a checksum", FIX_CHECKSUM));
        }
    }
    found
}

fn licence_fits(package: &Package) -> bool {
    let fits = |name: &str| ALLOWED.contains(&name) || (!package.shipped && ALLOWED_IN_TESTS.contains(&name));
    package.licence.as_deref().is_some_and(|expression| satisfied(expression, &fits))
}

/// Whether the terms that fit satisfy an SPDX expression of `OR`, `AND` and parentheses (and the old `/` for `OR`).
fn satisfied(expression: &str, fits: &impl Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    let result = any(&mut rest, fits);
    result && rest.is_empty()
}

fn any(rest: &mut &[&str], fits: &impl Fn(&str) -> bool) -> bool {
    let mut result = all(rest, fits);
    while let ["OR", tail @ ..] = *rest {
        *rest = tail;
        result |= all(rest, fits);
    }
    result
}

fn all(rest: &mut &[&str], fits: &impl Fn(&str) -> bool) -> bool {
    let mut result = term(rest, fits);
    while let ["AND", tail @ ..] = *rest {
        *rest = tail;
        result &= term(rest, fits);
    }
    result
}

fn term(rest: &mut &[&str], fits: &impl Fn(&str) -> bool) -> bool {
    match *rest {
        ["(", tail @ ..] => {
            *rest = tail;
            let result = any(rest, fits);
            let [")", tail @ ..] = *rest else { return false };
            *rest = tail;
            result
        }
        [name, "WITH", exception, tail @ ..] => {
            *rest = tail;
            fits(&format!("{name} WITH {exception}"))
        }
        [name, tail @ ..] => {
            *rest = tail;
            fits(name)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(licence: Option<&str>, shipped: bool) -> bool {
        licence_fits(&Package {
            name: "a".to_owned(),
            version: "1".to_owned(),
            licence: licence.map(str::to_owned),
            manifest: None,
            dependencies: Vec::new(),
            shipped,
        })
    }

    #[test]
    fn expressions_are_read() {
        assert!(fits(Some("MIT OR Apache-2.0"), true));
        assert!(fits(Some("GPL-3.0 OR MIT"), true));
        assert!(fits(Some("(MIT OR GPL-3.0) AND Unicode-3.0"), true));
        assert!(fits(Some("Apache-2.0 WITH LLVM-exception"), true));
        assert!(fits(Some("MIT/Apache-2.0"), true));
        assert!(!fits(Some("MIT AND GPL-3.0"), true));
        assert!(!fits(Some("AGPL-3.0-only"), true));
        assert!(!fits(Some("(MIT"), true));
        assert!(!fits(Some(""), true));
        assert!(!fits(None, true));
    }

    #[test]
    fn some_licences_are_for_tests_only() {
        assert!(fits(Some("MPL-2.0"), false));
        assert!(!fits(Some("MPL-2.0"), true));
    }

    #[test]
    fn only_one_source_is_trusted() {
        let good = format!("name = \"a\"\nversion = \"1\"\nsource = \"{SOURCE}\"\nchecksum = \"00\"\n");
        assert!(sources(&Lock::new(&good)).is_empty());
        assert_eq!(sources(&Lock::new("source = \"git+https://example.org/a\"\n")).len(), 1);
        assert_eq!(sources(&Lock::new(&format!("source = \"{SOURCE}\"\n"))).len(), 1);
    }
}
