//! The living example that `kenes serve --demo` makes: whole, or made anew.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn serve(dir: &Path) -> Output {
    let mut serve = Command::new(env!("CARGO_BIN_EXE_kenes"));
    serve.args(["serve", "--demo", "--check", "--listen", "127.0.0.1:0", "--data"]).arg(dir).output().unwrap()
}

#[test]
fn an_example_that_was_interrupted_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("example");
    // As whoever ends the program in the middle leaves it.
    fs::create_dir_all(dir.join(".making/server")).unwrap();
    fs::write(dir.join(".making/server/half"), b"").unwrap();
    let made = serve(&dir);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(dir.join("server").is_dir() && !dir.join(".making").exists());
    // The second time it is there.
    let again = serve(&dir);
    assert!(again.status.success() && !String::from_utf8_lossy(&again.stderr).contains("Making"));

    // What somebody else has there stays.
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("letter"), b"mine").unwrap();
    assert!(!serve(&other).status.success());
    assert_eq!(fs::read(other.join("letter")).unwrap(), b"mine");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
}
