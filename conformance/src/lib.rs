//! Elections made by kenes and by belenios-tool, each checked by the other; contests counted by kenes and by two peers
//! ([`count`]), and committees and budgets by two more ([`proportional`]); records of kenes checked by two more ([`record`]).
//!
//! The tests of this crate run the two releases of the peer that `cargo xtask test` finds ([`Peer`]). Votes are random;
//! a failure prints the seed, and `KENES_SEED` sets it ([`Draw`]): the gate does, to the same number each time unless it is given `--long`.
//! Every test has a folder of its own ([`Folder`]).
//!
//! Release 3.3.0 drops the outcome of its check of the ballots when it verifies an archive. So its acceptance of an
//! archive says nothing about ballots, and each is given to its `verify-ballot` besides ([`Peer::verify_ballots`]),
//! in a folder whose archive ends with the Setup. A refusal counts, and so does everything that release 2.0 says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests: what fails here fails the test")]

mod ceremony;
pub mod count;
mod folder;
pub mod one_seat;
mod peer;
mod plan;
pub mod proportional;
pub mod record;
mod script;
mod seed;

pub use folder::Folder;
pub use peer::{Output, Peer, Release};
pub use plan::Plan;
pub use script::{By, Script};
pub use seed::Draw;

use kenes_belenios::audit::{Options, Report, audit_file};
use kenes_belenios::question::Question;
use kenes_belenios::result::ElectionResult;
use kenes_belenios::testing::count::sorted;
use serde_json::Value;

/// The report of kenes on an archive.
pub fn audit(archive: &[u8]) -> Report {
    audit_file(|| Ok(archive), &Options::default(), |_| {}).unwrap()
}

/// Asserts that kenes accepts an archive, with this result (sorted) if it is finished.
pub fn assert_accepted(archive: &[u8], expected: &ElectionResult) {
    let report = audit(archive);
    assert_eq!(report.failures, [], "kenes refuses");
    let questions = report.template.unwrap().questions;
    let arrays = report.result.unwrap();
    assert_eq!(&parse_result(&[b"{\"result\":", &*arrays, b"}"].concat(), &questions), expected);
}

/// The numbers of a published result, ballots sorted.
pub fn parse_result(bytes: &[u8], questions: &[Question]) -> ElectionResult {
    sorted(ElectionResult::parse(bytes.trim_ascii(), questions).unwrap())
}

/// The ballots of an archive in order, whatever else is wrong with it.
pub fn ballots(archive: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut data, mut ballots) = (archive, Vec::new(), Vec::new());
    while let Some((header, after)) = rest.split_at_checked(BLOCK) {
        let content = after.get(..size_of(header)).unwrap_or_default();
        rest = after.get(content.len().next_multiple_of(BLOCK)..).unwrap_or_default();
        let name = header.split(|&byte| byte == 0).next().unwrap_or_default();
        if name.ends_with(b".data.json") {
            data = content.to_vec();
        } else if kind_of(content).as_deref() == Some("Ballot") {
            ballots.push(data.clone());
        }
    }
    ballots
}

/// The type of an event.
fn kind_of(event: &[u8]) -> Option<String> {
    let event: Value = serde_json::from_slice(event).ok()?;
    event.get("type")?.as_str().map(str::to_owned)
}

/// Bytes in a block of a tar file.
const BLOCK: usize = 512;

/// The size of a record's content.
fn size_of(header: &[u8]) -> usize {
    let digits = header.get(124..135).and_then(|digits| str::from_utf8(digits).ok());
    digits.and_then(|digits| usize::from_str_radix(digits, 8).ok()).unwrap()
}

/// The lines of a peer's output: structures that the archive holds, their payload last.
pub fn lines(output: &[u8]) -> Vec<Vec<u8>> {
    output.trim_ascii().split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect()
}
