//! kenes makes elections with random votes, and the peers accept them with the same result.
#![expect(clippy::unwrap_used, reason = "tests")]

use conformance::{Draw, Folder, Peer, Release, assert_accepted, lines, parse_result};
use kenes_belenios::archive::Stage;
use kenes_belenios::group::{Belenios2048, Ed25519, Group, Rfc3526};
use kenes_belenios::question::{Lists, NonHomomorphic, Question};
use kenes_belenios::testing::random::{Kind, between};
use kenes_belenios::testing::{Play, Scenario, rng};

/// Plays a scenario; each peer that can read it must accept each stage and compute what kenes computes.
fn check<G: Group>(name: &str, shape: fn(Scenario) -> Scenario) {
    let seed = Draw::of(&format!("{name} {}", G::ID));
    let scenario = shape(Scenario::new(G::ID, seed.value));
    let mut play = Play::<G>::begin(scenario);
    let uuid = play.board.election().uuid().to_string();
    play.advance(Stage::BallotsEnded);
    let untallied = play.board.archive().to_vec();
    play.advance(Stage::EncryptedTally);
    let tally = play.board.tally().unwrap();
    let tally = vec![tally.encrypted().to_bytes(), tally.sized().to_bytes()];
    play.advance(Stage::Decrypting);
    let undecided = play.board.archive().to_vec();
    let result = play.board.finish().to_bytes();
    let finished = play.board.archive();
    assert_accepted(finished, &play.expected());

    for peer in Peer::all(G::ID).into_iter().filter(|peer| can_read(peer, &play.scenario)) {
        peer.assert_accepts(finished, &uuid);
        let said = peer.run(&Folder::with(&untallied, &uuid), &["election", "compute-encrypted-tally"], b"");
        assert_eq!(lines(&said.accepted()), tally);
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
        three_trustees: |s| s.trustees(3, &[]).decrypting(&[2, 3, 1]);
        two_of_three_by_any: |s| s.trustees(0, &[(2, 3)]);
        two_of_three_by_last_and_first: |s| s.trustees(0, &[(2, 3)]).decrypting(&[3, 1]);
        two_of_three_by_all: |s| s.trustees(0, &[(2, 3)]).decrypting(&[2, 3, 1]);
        three_of_five_by_any: |s| s.trustees(0, &[(3, 5)]);
        three_of_five_by_odd: |s| s.trustees(0, &[(3, 5)]).decrypting(&[1, 3, 5]);
        three_of_five_by_last: |s| s.trustees(0, &[(3, 5)]).decrypting(&[5, 4, 3]);
        three_of_three: |s| s.trustees(0, &[(3, 3)]);
        one_of_one: |s| s.trustees(0, &[(1, 1)]);
        singles_and_threshold: |s| s.trustees(2, &[(2, 3)]);
        singles_and_two_thresholds: |s| s.trustees(1, &[(2, 3), (1, 2)]).ask(&[Kind::Rank, Kind::Select]);
        weights: |s| weighted(s, 77);
        large_weights: |s| weighted(s, 1 << 30);
        largest_small_weight: |s| s.weights(vec![(1 << 30) - 1]);
        weighted_lists: |s| weighted(s, 1 << 30).ask(&[Kind::Lists]);
        blanks: |s| s.ask(&[Kind::SelectOrBlank, Kind::SelectOrBlank]).voters(7);
        revotes: |s| s.ballots(3, 6);
        abstentions: |s| s.ballots(1, 0);
        zero_ballots: |s| s.ballots(0, 0).trustees(2, &[]);
        zero_ballots_everywhere: |s| s.ballots(0, 0).ask(&[Kind::SelectOrBlank, Kind::Rank, Kind::Lists]);
        no_voters: |s| s.voters(0);
        rankings: |s| s.ask(&[Kind::Rank]).trustees(2, &[]).voters(9);
        rankings_shuffled_thrice: |s| s.ask(&[Kind::Rank, Kind::Rank]).trustees(1, &[(2, 3)]).shuffles(3);
        one_ranking: |s| s.ask(&[Kind::Rank]).ballots(1, 1);
        many_ranks: |s| s.questions(vec![long_ranking(29)]);
        lists: |s| s.ask(&[Kind::Lists]).voters(7);
        one_list: |s| s.questions(vec![single_list()]);
        mixed: |s| s.ask(&[Kind::Select, Kind::Rank, Kind::Lists, Kind::SelectOrBlank]).trustees(2, &[]);
        mixed_otherwise: |s| s.ask(&[Kind::Rank, Kind::Lists, Kind::Rank, Kind::Select]).trustees(2, &[]);
    }
    belenios_2048: Belenios2048 {
        single_trustee: |s| s.trustees(1, &[]);
        three_trustees: |s| s.trustees(3, &[]).decrypting(&[3, 1, 2]);
        two_of_three: |s| s.trustees(0, &[(2, 3)]);
        singles_and_threshold: |s| s.trustees(1, &[(2, 3)]).ballots(2, 0);
        large_weights: |s| weighted(s, 1 << 30);
        blanks_and_revotes: |s| s.ask(&[Kind::SelectOrBlank]).ballots(3, 2);
        lists: |s| s.ask(&[Kind::Lists]).voters(3);
        zero_ballots: |s| s.ballots(0, 0);
    }
    rfc_3526_2048: Rfc3526 {
        three_trustees: |s| s.trustees(3, &[]).ballots(1, 1);
        threshold: |s| s.trustees(0, &[(2, 3)]).ballots(2, 0);
        large_weights: |s| weighted(s.ballots(2, 0), 1 << 30);
        rankings: |s| s.ask(&[Kind::Rank]).trustees(2, &[]).ballots(4, 1);
        mixed: |s| s.ask(&[Kind::SelectOrBlank, Kind::Rank]).trustees(2, &[]).ballots(2, 0);
        lists: |s| s.ask(&[Kind::Lists, Kind::Rank]).ballots(2, 0);
        many_ranks: |s| s.questions(vec![long_ranking(60)]).ballots(2, 0);
        zero_ballots: |s| s.ask(&[Kind::Rank, Kind::Select]).ballots(0, 0);
    }
}

/// Voters of random weights, one of whom has `large`, which the others do not exceed by much together: finding a count
/// takes the peers time.
fn weighted(scenario: Scenario, large: u64) -> Scenario {
    let mut rng = rng(scenario.seed);
    let voters = scenario.turnout;
    let weights = (0..voters).map(|voter| if voter == 0 { large } else { between(&mut rng, 0, 1000) });
    scenario.weights(weights.collect())
}

fn long_ranking(answers: u8) -> Question {
    let answers = (0..answers).map(|i| format!("answer {i}")).collect();
    Question::NonHomomorphic(NonHomomorphic { answers, question: "Rank?".into(), extra: None })
}

fn single_list() -> Question {
    let answers = vec![vec!["list".into(), "candidate".into()]];
    Question::Lists(Lists { answers, question: "List?".into(), extra: None })
}
