//! Elections made by kenes and by belenios-tool, each checked by the other.
//!
//! The tests of this crate run the two releases of the peer that `cargo xtask test` finds ([`Peer`]). Votes are random;
//! a failure prints the seed, and `KENES_SEED` sets it ([`Seed`]). Every test has a folder of its own ([`Folder`]).
//!
//! Release 3.3.0 drops the outcome of its check of the ballots when it verifies an archive. So its acceptance of an
//! archive says nothing about ballots, and each is given to its `verify-ballot` besides ([`Peer::verify_ballots`]),
//! in a folder whose archive ends with the Setup. A refusal counts, and so does everything that release 2.0 says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests: what fails here fails the test")]

mod folder;
mod peer;
mod seed;

pub use folder::Folder;
pub use peer::{Output, Peer, Release};
pub use seed::Seed;

use kenes_belenios::archive::SurveyItem;
use kenes_belenios::audit::{Options, Report, audit_file};
use kenes_belenios::question::Question;
use kenes_belenios::result::ElectionResult;
use kenes_belenios::testing::count::sorted;
use kenes_belenios::testing::items;

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

/// The ballots of an archive in order.
pub fn ballots(archive: &[u8]) -> Vec<Vec<u8>> {
    let ballot = |item| match item {
        SurveyItem::Ballot { bytes, tracker: _, height: _ } => Some(bytes),
        SurveyItem::Setup { .. }
        | SurveyItem::EndBallots
        | SurveyItem::Tally { .. }
        | SurveyItem::Shuffle { .. }
        | SurveyItem::EndShuffles
        | SurveyItem::Decryption { .. }
        | SurveyItem::Result { .. } => None,
    };
    items(archive).into_iter().filter_map(ballot).collect()
}
