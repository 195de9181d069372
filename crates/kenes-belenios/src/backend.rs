//! Which code for curve arithmetic runs on this machine.

use std::format;
use std::string::String;

/// The code of curve25519-dalek that runs here: chosen when the program is compiled, and by the processor at run time.
pub fn curve_backend() -> String {
    let bits = if cfg!(target_pointer_width = "64") { 64 } else { 32 };
    format!("{}, {bits}-bit", vector_backend())
}

#[cfg(target_arch = "x86_64")]
#[expect(unexpected_cfgs, reason = "a setting of curve25519-dalek, made in .cargo/config.toml")]
fn vector_backend() -> &'static str {
    if cfg!(curve25519_dalek_backend = "serial") {
        return "serial";
    }
    let ifma =
        std::arch::is_x86_feature_detected!("avx512ifma") && std::arch::is_x86_feature_detected!("avx512vl");
    if cfg!(curve25519_dalek_backend = "avx512") && ifma {
        "avx512 IFMA"
    } else if std::arch::is_x86_feature_detected!("avx2") {
        "avx2"
    } else {
        "serial"
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn vector_backend() -> &'static str {
    if cfg!(target_arch = "wasm32") { "serial (wasm)" } else { "serial" }
}
