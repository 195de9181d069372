//! The files that pages load: scripts, the style, the modules of the booth. All of them are in the program.
//!
//! An address has the hash of all files together in it, so a browser may keep what it has for ever, and files may name each
//! other. [`address`] gives the address of a file, [`find`] the file of an address.

use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kenes_record::Hash;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Where the addresses of all files begin.
pub const FOLDER: &str = "/assets/";

/// How many digits of the hash stand in an address.
const DIGITS: usize = 16;

/// A file that pages load.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its name.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// Their SHA-256.
    pub hash: Hash,
    /// Its media type.
    pub media: &'static str,
}

/// Every file, in the order of the names, and the hash of all.
struct Table {
    assets: Vec<Asset>,
    digits: String,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let asset = |&(name, bytes): &(&'static str, &'static [u8])| Asset {
        name,
        bytes,
        hash: Hash::of(bytes),
        media: media(name),
    };
    let assets: Vec<Asset> = FILES.iter().map(asset).collect();
    let line = |asset: &Asset| format!("{} {}\n", asset.hash.to_hex(), asset.name);
    let mut digits = Hash::of(assets.iter().map(line).collect::<String>().as_bytes()).to_hex();
    digits.truncate(DIGITS);
    Table { assets, digits }
});

impl Asset {
    /// What a page names beside the address, so that a browser takes no other file (W3C Subresource Integrity).
    pub fn integrity(&self) -> String {
        format!("sha256-{}", self.hash.to_base64())
    }
}

/// Every file, in the order of the names.
pub fn all() -> &'static [Asset] {
    &TABLE.assets
}

/// The file of this name.
pub fn named(name: &str) -> Option<&'static Asset> {
    all().iter().find(|asset| asset.name == name)
}

/// The address of the file of this name, `/assets/<hash of all files>/<name>`.
pub fn address(name: &str) -> String {
    format!("{FOLDER}{}/{name}", TABLE.digits)
}

/// What a page names beside the address of the file of this name; nothing when there is no such file.
pub fn integrity(name: &str) -> String {
    named(name).map(Asset::integrity).unwrap_or_default()
}

/// The file of an address as [`address`] gives it. Another hash is that of another version of the program.
pub fn find(path: &str) -> Option<&'static Asset> {
    let (digits, name) = path.strip_prefix(FOLDER)?.split_once('/')?;
    of_hash(digits, name)
}

/// What the address with this hash and name is answered with: the file, to be kept for ever, or that there is none.
pub fn answer(hash: &str, name: &str) -> Response {
    let Some(asset) = of_hash(hash, name) else { return StatusCode::NOT_FOUND.into_response() };
    let headers =
        [(header::CONTENT_TYPE, asset.media), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.bytes).into_response()
}

fn of_hash(digits: &str, name: &str) -> Option<&'static Asset> {
    if digits == TABLE.digits { named(name) } else { None }
}

/// Media types by the end of the name (RFC 9239 for scripts).
fn media(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_under_its_address_only() {
        assert!(all().iter().any(|asset| asset.name == "booth.js"));
        for asset in all() {
            let address = address(asset.name);
            assert_eq!(find(&address).unwrap().name, asset.name);
            assert!(find(&address.replace(&TABLE.digits, "0000000000000000")).is_none());
            assert_ne!(asset.media, "application/octet-stream", "{}", asset.name);
        }
        assert!(find("/assets/").is_none() && find(&address("../Cargo.toml")).is_none());
    }

    #[test]
    fn the_booth_and_its_scripts_are_light() {
        // Under a megabyte together without being packed; what goes over the wire is measured in a browser.
        let size = |name: &str| named(name).map_or(0, |asset| asset.bytes.len());
        assert!(size("booth.js") + size("booth-worker.js") < 10_000);
        assert!(size("ballot.wasm") < 220_000, "{}", size("ballot.wasm"));
    }
}
