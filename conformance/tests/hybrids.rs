//! Elections of which some steps are taken by kenes and others by the peer, on the same files, are accepted by both with
//! the expected result: keys, credentials, setup, ballots, tally, shuffles, decryptions, result.

use conformance::{Plan, Release, plans};
use kenes_belenios::group::{Belenios2048, Ed25519, Rfc3526};
use kenes_belenios::testing::random::Kind;

plans! {
    ed25519: Ed25519, Release::V3, {
        ballots_by_kenes: Plan::ballots_by_kenes(&[Kind::Select, Kind::Rank, Kind::Lists]);
        ballots_by_peer: Plan::ballots_by_peer(&[Kind::SelectOrBlank, Kind::Rank, Kind::Lists]);
        kenes_members_of_peers: Plan::ballots_by_kenes(&[Kind::Select]).trustees(1, Some((2, 3)));
        peer_seals_for_kenes_members: Plan::ballots_by_peer(&[Kind::Select]).trustees(1, Some((2, 3)));
        single: Plan::either(&[Kind::Select]);
        threshold: Plan::either(&[Kind::SelectOrBlank]).trustees(2, Some((2, 3)));
        three_of_five: Plan::either(&[Kind::Select]).trustees(1, Some((3, 5)));
        rankings: Plan::either(&[Kind::Rank]).trustees(4, None);
        everything: Plan::either(&[Kind::Lists, Kind::Rank, Kind::Select]).trustees(2, Some((2, 3)));
        weights: Plan::either(&[Kind::Select, Kind::Lists]).weights(&[1, 1 << 30, (1 << 30) - 1, 17]);
    }
    belenios_2048: Belenios2048, Release::V3, {
        threshold: Plan::either(&[Kind::SelectOrBlank]).trustees(1, Some((2, 3))).weights(&[1, 1]);
        weights: Plan::either(&[Kind::Lists, Kind::Select]).weights(&[1 << 30, 2]);
    }
    rfc_3526: Rfc3526, Release::V3, {
        mixed: Plan::either(&[Kind::Rank, Kind::SelectOrBlank]).trustees(2, None).weights(&[1, 1]);
        threshold: Plan::either(&[Kind::Select]).trustees(0, Some((2, 3))).weights(&[1]);
    }
    old_belenios_2048: Belenios2048, Release::V2, {
        single: Plan::either(&[Kind::Select, Kind::SelectOrBlank]).trustees(2, None).weights(&[1, 1, 1]);
        ballots_by_kenes: Plan::ballots_by_kenes(&[Kind::SelectOrBlank]).weights(&[1, 1]);
        ballots_by_peer: Plan::ballots_by_peer(&[Kind::Select]).weights(&[1, 1]);
        threshold: Plan::either(&[Kind::Select]).trustees(1, Some((2, 3))).weights(&[1, 1]);
        weights: Plan::either(&[Kind::SelectOrBlank]).weights(&[1 << 30, 3]);
    }
    old_rfc_3526: Rfc3526, Release::V2, {
        rankings: Plan::either(&[Kind::Rank]).trustees(3, None).weights(&[1, 1]);
        mixed: Plan::either(&[Kind::SelectOrBlank, Kind::Rank]).trustees(2, None).weights(&[1, 1]);
        threshold: Plan::either(&[Kind::Select]).trustees(0, Some((2, 3))).weights(&[1]);
    }
}
