//! Elections that the peer makes alone, from keys to result, are accepted by kenes with the expected result.

use conformance::{Plan, Release, plans};
use kenes_belenios::group::{Belenios2048, Ed25519, Rfc3526};
use kenes_belenios::testing::random::Kind;

plans! {
    ed25519: Ed25519, Release::V3, {
        single: Plan::peer(&[Kind::Select]);
        threshold: Plan::peer(&[Kind::SelectOrBlank]).trustees(2, Some((2, 3)));
        three_of_five: Plan::peer(&[Kind::Select]).trustees(0, Some((3, 5)));
        rankings: Plan::peer(&[Kind::Rank]).trustees(3, None);
        everything: Plan::peer(&[Kind::Lists, Kind::Rank, Kind::SelectOrBlank]).trustees(2, Some((2, 3)));
        weights: Plan::peer(&[Kind::Select, Kind::Lists]).weights(&[1, 1 << 30, 17]);
        nobody: Plan::peer(&[Kind::Rank, Kind::Lists]).weights(&[]);
    }
    belenios_2048: Belenios2048, Release::V3, {
        threshold: Plan::peer(&[Kind::SelectOrBlank]).trustees(1, Some((2, 3))).weights(&[1, 1]);
        lists: Plan::peer(&[Kind::Lists]).weights(&[1, 2]);
    }
    rfc_3526: Rfc3526, Release::V3, {
        rankings: Plan::peer(&[Kind::Rank]).trustees(2, None).weights(&[1, 1]);
        threshold: Plan::peer(&[Kind::Select]).trustees(0, Some((2, 3))).weights(&[1]);
    }
    old_belenios_2048: Belenios2048, Release::V2, {
        single: Plan::peer(&[Kind::Select]).weights(&[1, 1, 1]);
        threshold: Plan::peer(&[Kind::SelectOrBlank]).trustees(1, Some((2, 3))).weights(&[1, 1]);
        weights: Plan::peer(&[Kind::Select]).weights(&[1, 1 << 30, 17]);
    }
    old_rfc_3526: Rfc3526, Release::V2, {
        rankings: Plan::peer(&[Kind::Rank]).trustees(2, None).weights(&[1, 1]);
        mixed: Plan::peer(&[Kind::Select, Kind::Rank]).trustees(2, None).weights(&[1, 1]);
    }
}
