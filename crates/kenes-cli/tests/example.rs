//! The living example that `kenes serve --demo` makes: whole, or made anew; and `--check`, which opens everything.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn serve(dir: &Path) -> Output {
    check(&["--demo"], dir)
}

fn check(more: &[&str], dir: &Path) -> Output {
    let mut serve = Command::new(env!("CARGO_BIN_EXE_kenes"));
    serve.args(["serve", "--check", "--listen", "127.0.0.1:0"]).args(more).arg("--data").arg(dir);
    serve.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
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

#[test]
fn everything_is_opened_and_what_cannot_be_served_is_said() {
    let folder = tempfile::tempdir().unwrap();
    // An empty folder is where one begins; nothing is written.
    let empty = folder.path().join("empty");
    let begins = check(&[], &empty);
    assert!(begins.status.success() && said(&begins).contains("can be served"), "{}", said(&begins));
    assert!(!empty.exists());

    // A council: the one of the example, which is given back each time.
    let dir = folder.path().join("example");
    assert!(serve(&dir).status.success());
    let (council, file) = (dir.join("server"), dir.join("server/kenes.toml"));
    for _ in 0..2 {
        let opened = check(&[], &council);
        assert!(opened.status.success() && said(&opened).contains("can be served"), "{}", said(&opened));
    }
    let settings = fs::read_to_string(&file).unwrap();
    let smtp = "\n[smtp]\nfrom = \"council@example.org\"\nhost = ";
    fs::write(&file, format!("{settings}{smtp}\"mail.example.org\"\n")).unwrap();
    assert!(check(&[], &council).status.success(), "a mail server that is away is no fault");
    fs::write(&file, format!("{settings}{smtp}\"mail..example.org\"\n")).unwrap();
    let wrong = check(&[], &council);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        said(&wrong).contains("K-CLI-200") && said(&wrong).contains("mail..example.org"),
        "{}",
        said(&wrong)
    );
    fs::write(&file, settings).unwrap();

    // A database that is none.
    fs::write(council.join("record.db"), b"no database at all, and long enough to be looked at").unwrap();
    let broken = check(&[], &council);
    assert!(!broken.status.success() && !said(&broken).contains("can be served"), "{}", said(&broken));
}
