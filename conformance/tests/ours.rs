//! kenes makes elections with random votes, and the peers accept them with the same result.
#![expect(clippy::unwrap_used, reason = "tests")]

use conformance::{Folder, Peer, Release, Seed, assert_accepted, parse_result};
use kenes_belenios::archive::{SizedTally, Stage};
use kenes_belenios::group::{Belenios2048, Ed25519, Group, Rfc3526};
use kenes_belenios::question::Question;
use kenes_belenios::testing::random::{Kind, between};
use kenes_belenios::testing::{Play, Scenario, rng};

/// Plays a scenario; each peer that can read it must accept each stage and compute what kenes computes.
fn check<G: Group>(name: &str, shape: fn(Scenario) -> Scenario) {
    let seed = Seed::of(&format!("{name} {}", G::ID));
    let scenario = shape(Scenario::new(G::ID, seed.value));
    let mut play = Play::<G>::begin(scenario);
    let uuid = play.board.election().uuid().to_string();
    play.advance(Stage::BallotsEnded);
    let untallied = play.board.archive().to_vec();
    play.advance(Stage::EncryptedTally);
    let sized = play.board.tally().unwrap().sized();
    play.advance(Stage::Decrypting);
    let undecided = play.board.archive().to_vec();
    let result = play.board.finish().to_bytes();
    let finished = play.board.archive();
    assert_accepted(finished, &play.expected());

    for peer in Peer::all(G::ID).into_iter().filter(|peer| can_read(peer, &play.scenario)) {
        peer.assert_accepts(finished, &uuid);
        let said = peer.run(&Folder::with(&untallied, &uuid), &["election", "compute-encrypted-tally"], b"");
        assert_eq!(SizedTally::parse(said.accepted().trim_ascii()), Ok(sized));
        let said =
            peer.run(&Folder::with(&undecided, &uuid), &["election", "compute-result"], b"").accepted();
        assert_eq!(said.trim_ascii(), result);
        assert_eq!(parse_result(&said, &play.scenario.questions), play.expected());
    }
}

/// Release 2.0 knows no lists and has threshold trustees of its own form only.
fn can_read(peer: &Peer, scenario: &Scenario) -> bool {
    let new = !scenario.thresholds.is_empty()
        || scenario.questions.iter().any(|question| matches!(question, Question::Lists(_)));
    peer.release == Release::V3 || !new
}

macro_rules! shapes {
    ($($group:ident: $type:ty { $($name:ident: $shape:expr;)* })*) => {
        $(mod $group {
            use super::*;
            $(#[test]
            fn $name() {
                check::<$type>(stringify!($name), $shape);
            })*
        })*
    };
}

shapes! {
    ed25519: Ed25519 {
        single_trustee: |s| s.trustees(1, &[]);
    }
}
