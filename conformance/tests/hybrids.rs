//! Elections of which some steps are taken by kenes and others by the peer, on the same files, are accepted by both with
//! the expected result: keys, credentials, setup, ballots, tally, shuffles, decryptions, result.

use conformance::{Plan, Release, plans};
use kenes_belenios::group::{Belenios2048, Ed25519, Rfc3526};
use kenes_belenios::testing::random::Kind;

plans! {
    ed25519: Ed25519, Release::V3, {
        ballots_by_kenes: Plan::ballots_by_kenes(&[Kind::Select, Kind::Rank, Kind::Lists]);
        ballots_by_peer: Plan::ballots_by_peer(&[Kind::SelectOrBlank, Kind::Rank, Kind::Lists]);
        in_turn: Plan::in_turn(&[Kind::Select, Kind::Rank, Kind::Lists]).trustees(2, Some((2, 3)));
        ballots_by_kenes_for_members: Plan::ballots_by_kenes(&[Kind::Select]).trustees(1, Some((2, 3)));
        ballots_by_peer_for_members: Plan::ballots_by_peer(&[Kind::Select]).trustees(1, Some((2, 3)));
        single: Plan::by_chance(&[Kind::Select]);
        threshold: Plan::by_chance(&[Kind::SelectOrBlank]).trustees(2, Some((2, 3)));
        three_of_five: Plan::by_chance(&[Kind::Select]).trustees(1, Some((3, 5)));
        rankings: Plan::by_chance(&[Kind::Rank]).trustees(4, None);
        everything: Plan::by_chance(&[Kind::Lists, Kind::Rank, Kind::Select]).trustees(2, Some((2, 3)));
        weights: Plan::by_chance(&[Kind::Select, Kind::Lists]).weights(&[1, 1 << 30, 17]);
    }
    belenios_2048: Belenios2048, Release::V3, {
        threshold: Plan::by_chance(&[Kind::SelectOrBlank]).trustees(1, Some((2, 3))).weights(&[1, 1]);
        weights: Plan::by_chance(&[Kind::Lists, Kind::Select]).weights(&[1 << 30, 2]);
    }
    rfc_3526: Rfc3526, Release::V3, {
        mixed: Plan::by_chance(&[Kind::Rank, Kind::SelectOrBlank]).trustees(2, None).weights(&[1, 1]);
        threshold: Plan::by_chance(&[Kind::Select]).trustees(0, Some((2, 3))).weights(&[1]);
    }
    old_belenios_2048: Belenios2048, Release::V2, {
        single: Plan::by_chance(&[Kind::Select, Kind::SelectOrBlank]).trustees(2, None).weights(&[1, 1, 1]);
        ballots_by_kenes: Plan::ballots_by_kenes(&[Kind::SelectOrBlank]).weights(&[1, 1]);
        ballots_by_peer: Plan::ballots_by_peer(&[Kind::Select]).weights(&[1, 1]);
        in_turn: Plan::in_turn(&[Kind::SelectOrBlank]).trustees(2, None).weights(&[1, 1]);
        threshold: Plan::by_chance(&[Kind::Select]).trustees(1, Some((2, 3))).weights(&[1, 1]);
        weights: Plan::by_chance(&[Kind::SelectOrBlank]).weights(&[1 << 30, 3]);
    }
    old_rfc_3526: Rfc3526, Release::V2, {
        rankings: Plan::by_chance(&[Kind::Rank]).trustees(3, None).weights(&[1, 1]);
        mixed: Plan::by_chance(&[Kind::SelectOrBlank, Kind::Rank]).trustees(2, None).weights(&[1, 1]);
        threshold: Plan::by_chance(&[Kind::Select]).trustees(0, Some((2, 3))).weights(&[1]);
    }
}
