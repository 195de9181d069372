//! The second implementation of the fold, in `conformance/council`: its own tests, and every history of `vectors/council`.

use std::path::Path;
use std::process::Command;

#[test]
fn another_program_finds_the_same_outcomes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("council");
    let tests = Command::new("python3").args(["-B", "-m", "unittest"]).current_dir(folder).output();
    let Ok(tests) = tests else {
        println!("skipped: python3 is not here");
        return;
    };
    assert!(tests.status.success(), "{}", String::from_utf8(tests.stderr).unwrap());
}
