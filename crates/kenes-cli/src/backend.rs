//! The version, with the code for curve arithmetic that runs on this machine.

use std::sync::OnceLock;

use kenes_belenios::curve_backend;

/// What `kenes --version` prints after the name.
pub fn version() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{}\ncurve backend: {}", env!("CARGO_PKG_VERSION"), curve_backend()))
}
