//! The peers of the record: `conformance/record/check.go`, built, and `conformance/record/root.py` in a Python that has
//! pymerkle.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use kenes_record::Hash;

/// The environment variable with the path of the checker, set by `cargo xtask test`.
const GO: &str = "KENES_RECORD_GO";
/// The environment variable with the path of the Python, likewise.
const PYTHON: &str = "KENES_RECORD_PYTHON";

/// The checker of records in Go.
#[derive(Clone, Debug)]
pub struct GoPeer(PathBuf);

/// A Python that has pymerkle.
#[derive(Clone, Debug)]
pub struct PythonPeer(PathBuf);

/// What the checker says of a record.
#[derive(Clone, Debug)]
pub struct Checked {
    /// All lines.
    pub text: String,
    /// How many checks passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
}

impl GoPeer {
    /// The checker, if it is here. Otherwise this says so; in CI it must be.
    pub fn find() -> Option<Self> {
        found(GO, "the checker of records in Go").map(Self)
    }

    /// Checks a record, and receipts of its leaves.
    pub fn check(&self, record: &Path, receipts: &[PathBuf]) -> Checked {
        let (success, text) = run(Command::new(&self.0).arg(record).args(receipts));
        let last = text.lines().last().and_then(|line| line.strip_suffix(" failed")?.split_once(" passed, "));
        let (passed, failed) = last.unwrap_or_else(|| panic!("{text}"));
        let checked = Checked { passed: passed.parse().unwrap(), failed: failed.parse().unwrap(), text };
        assert_eq!(success, checked.failed == 0, "{}", checked.text);
        checked
    }
}

impl PythonPeer {
    /// The Python, if it is here. Otherwise this says so; in CI it must be.
    pub fn find() -> Option<Self> {
        found(PYTHON, "pymerkle").map(Self)
    }

    /// The roots of the first leaves of a record, one for each size.
    pub fn roots(&self, record: &Path, sizes: &[u64]) -> Vec<Hash> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("record/root.py");
        let sizes = sizes.iter().map(u64::to_string);
        let (success, text) = run(Command::new(&self.0).arg(script).arg(record).args(sizes));
        assert!(success, "{text}");
        text.lines().map(|line| Hash::from_base64(line).unwrap()).collect()
    }
}

fn found(variable: &str, what: &str) -> Option<PathBuf> {
    if let Some(path) = env::var_os(variable).filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    let missing = format!("{what} is not here: {variable} does not name it");
    assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{missing}");
    println!("SKIPPED, NOT CHECKED BY THE PEER: {missing}");
    None
}

/// Whether the program ended well, and what it printed.
fn run(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.success(), text + &String::from_utf8_lossy(&output.stderr))
}
