//! Which crate may use which: the arrows of `docs/ARCHITECTURE.md` as a table.

use std::path::Path;

use super::Violation;
use super::workspace::{Dependency, Metadata, Package};

/// Each crate of the workspace and the crates of the workspace that it may use. Those that do not exist yet are here
/// so that they are born in their place.
const LAYERS: &[(&str, &[&str])] = &[
    ("kenes-belenios", &[]),
    ("kenes-count", &[]),
    ("kenes-record", &[]),
    ("kenes-core", &["kenes-belenios", "kenes-count", "kenes-record"]),
    ("kenes-verify", &["kenes-belenios", "kenes-count", "kenes-record", "kenes-core"]),
    ("kenes-text", &["kenes-belenios", "kenes-count", "kenes-record", "kenes-core", "kenes-verify"]),
    ("kenes-store", &["kenes-record"]),
    ("kenes-booth", &["kenes-belenios", "kenes-record", "kenes-core"]),
    ("kenes-auditor", &["kenes-belenios", "kenes-record", "kenes-core", "kenes-verify", "kenes-text"]),
    (
        "kenes-server",
        &[
            "kenes-belenios",
            "kenes-count",
            "kenes-record",
            "kenes-core",
            "kenes-verify",
            "kenes-text",
            "kenes-store",
        ],
    ),
    (
        "kenes-cli",
        &[
            "kenes-belenios",
            "kenes-count",
            "kenes-record",
            "kenes-core",
            "kenes-verify",
            "kenes-text",
            "kenes-store",
            "kenes-server",
        ],
    ),
    ("conformance", &["kenes-belenios", "kenes-count", "kenes-record", "kenes-core", "kenes-verify"]),
    (
        "kenes-wasm-vectors",
        &["kenes-belenios", "kenes-count", "kenes-record", "kenes-core", "kenes-verify", "kenes-text"],
    ),
    ("xtask", &[]),
];

/// Packages from outside that only some crates may use outside their tests: (packages, users, why).
const GATES: &[(&[&str], &[&str], &str)] = &[
    (
        &["curve25519-dalek", "ed25519-dalek", "x25519-dalek", "crypto-bigint", "elliptic-curve", "rug"],
        &["kenes-belenios", "kenes-record", "conformance"],
        "group arithmetic stands where the protocol is checked",
    ),
    (
        &["num-bigint"],
        &["kenes-count", "kenes-text", "conformance"],
        "whole numbers of any length are for the exact fractions of a count, never for secrets",
    ),
    (
        &["aes", "pbkdf2", "chacha20", "chacha20poly1305", "rand_chacha"],
        &["kenes-belenios", "conformance"],
        "encryption and key derivation belong to the protocol",
    ),
    (
        &["aes-gcm", "argon2"],
        &["kenes-belenios", "kenes-cli", "conformance"],
        "encryption belongs to the protocol, and to the program where it seals key files under a passphrase",
    ),
    (
        &["sha2", "sha3", "blake2", "blake3", "hmac", "digest"],
        &["kenes-belenios", "kenes-record", "kenes-count", "kenes-core", "conformance"],
        "hashes are tagged and named in the pure crates only",
    ),
    (
        &["getrandom", "rand"],
        &["kenes-cli", "kenes-server", "kenes-booth", "conformance"],
        "pure crates take randomness as an argument",
    ),
    (&["sqlx", "rusqlite", "postgres", "tokio-postgres"], &["kenes-store"], "SQL stands in the store only"),
    (&["axum", "tower-http", "hyper", "tower"], &["kenes-server"], "HTTP stands in the server only"),
    (&["tokio"], &["kenes-store", "kenes-server", "kenes-cli"], "pure crates know no clock, file or socket"),
    (
        &["clap", "clap_complete", "clap_mangen", "indicatif"],
        &["kenes-cli"],
        "only the program talks to a terminal",
    ),
    (
        &["anyhow", "eyre", "color-eyre"],
        &["kenes-cli", "conformance", "xtask"],
        "libraries name their errors, one enum per operation",
    ),
];

const FIX_LAYER: &str = "move the code to the layer that may know both, or change LAYERS in xtask/src/tidy/layers.rs with the arrows in docs/ARCHITECTURE.md";
const FIX_NEW: &str =
    "give the crate a line in LAYERS in xtask/src/tidy/layers.rs and a place in docs/ARCHITECTURE.md";
const FIX_GATE: &str =
    "call the crate that owns this, or change GATES in xtask/src/tidy/layers.rs and say why";

/// Checks every member's dependencies.
pub fn check(metadata: &Metadata) -> Vec<Violation> {
    let names: Vec<&str> = metadata.members().map(|(package, _)| package.name.as_str()).collect();
    metadata.members().flat_map(|(package, manifest)| check_package(package, manifest, &names)).collect()
}

fn check_package(package: &Package, manifest: &Path, members: &[&str]) -> Vec<Violation> {
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == package.name) else {
        let what = format!("the crate {} has no place in the layers", package.name);
        return vec![Violation::new(manifest, 1, what, FIX_NEW)];
    };
    let inside = |dependency: &&Dependency| members.contains(&dependency.name.as_str());
    let wrong = |dependency: &&Dependency| {
        !allowed.contains(&dependency.name.as_str()) && dependency.name != package.name
    };
    let layers = package.dependencies.iter().filter(inside).filter(wrong).map(|dependency| {
        Violation::new(manifest, 1, format!("{} must not use {}", package.name, dependency.name), FIX_LAYER)
    });
    let shipped = package.dependencies.iter().filter(|dependency| !dependency.dev);
    let gates = shipped.filter_map(|dependency| {
        let (_, users, why) = GATES.iter().find(|(names, _, _)| names.contains(&dependency.name.as_str()))?;
        let what = format!("{} must not use {}: {why}", package.name, dependency.name);
        (!users.contains(&package.name.as_str())).then(|| Violation::new(manifest, 1, what, FIX_GATE))
    });
    layers.chain(gates).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, dependencies: &[(&str, bool)]) -> Vec<String> {
        let dependencies = dependencies
            .iter()
            .map(|(name, dev)| Dependency { name: (*name).to_owned(), dev: *dev })
            .collect();
        let package = Package {
            name: name.to_owned(),
            version: "1".to_owned(),
            licence: None,
            manifest: None,
            dependencies,
            shipped: true,
        };
        let members = ["kenes-belenios", "kenes-core", "kenes-cli"];
        let violations = check_package(&package, Path::new("Cargo.toml"), &members);
        violations.into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn arrows_go_one_way() {
        assert_eq!(found("kenes-core", &[("kenes-belenios", false)]), [""; 0]);
        assert_eq!(
            found("kenes-belenios", &[("kenes-core", true)]),
            ["kenes-belenios must not use kenes-core"]
        );
    }

    #[test]
    fn curves_stay_in_the_protocol_and_tests_are_free() {
        assert_eq!(found("kenes-belenios", &[("curve25519-dalek", false), ("getrandom", true)]), [""; 0]);
        assert_eq!(found("kenes-cli", &[("curve25519-dalek", false)]).len(), 1);
        assert_eq!(found("kenes-belenios", &[("getrandom", false)]).len(), 1);
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(found("kenes-novelty", &[]).len(), 1);
    }
}
