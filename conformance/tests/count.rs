//! Random elections are counted by kenes as its peers count them, or otherwise for a reason that has a name.
//!
//! The elections of a fixed seed must fall into the same classes every time, so that a new kind of difference does not
//! hide in an old one. Others are drawn from the seed of the run.
#![expect(clippy::panic, reason = "tests")]

use std::collections::BTreeMap;

use conformance::Draw;
use conformance::count::Difference::{
    AsManyAsSeats, ElectedBetweenSurpluses, NearlyEqual, NoMajority, OtherSurplus, OwnTieRule,
    PassesToElected, Rounds, SeveralExcluded, SurplusesAtOnce, TieBetweenSurpluses,
};
use conformance::count::Winners::{Lot, Other, Same};
use conformance::count::{Compared, CountPeer, Difference, Election, Method, OurCount, PeerCount, Winners};
use kenes_belenios::testing::rng;

/// How often which outcome.
type Classes = BTreeMap<(Option<Difference>, Winners), usize>;

/// Compares the counts of so many elections.
fn compare(seed: u64, elections: usize, method: Method) -> Option<Classes> {
    let peer = CountPeer::find()?;
    let mut rng = rng(seed);
    let one_seat = matches!(method, Method::StvpollIrv | Method::PyrankvoteIrv);
    let elections = (0..elections).map(|_| Election::random(&mut rng));
    let elections: Vec<_> = if one_seat {
        elections.map(|election| election.for_one_seat()).collect()
    } else {
        elections.collect()
    };
    let compare: fn(&OurCount, &PeerCount) -> Compared = match method {
        Method::Stvpoll => Compared::stvpoll,
        Method::StvpollByTheRule => Compared::stvpoll_by_the_rule,
        Method::StvpollIrv => Compared::stvpoll_irv,
        Method::PyrankvoteIrv => Compared::pyrankvote_irv,
        Method::PyrankvoteStv => Compared::pyrankvote_stv,
    };
    let mut classes = Classes::new();
    for (election, theirs) in elections.iter().zip(peer.count(&elections, method)) {
        let compared = std::panic::catch_unwind(|| compare(&election.count(), &theirs));
        let compared = compared.unwrap_or_else(|_| panic!("in {}", election.to_json(method)));
        *classes.entry((compared.difference, compared.winners)).or_default() += 1;
    }
    Some(classes)
}

macro_rules! peers {
    ($($name:ident: $method:expr, [$($class:expr => $count:expr),* $(,)?];)*) => {
        /// 2,000 elections of one seed: how many fall into which class.
        mod pinned {
            use super::*;
            $(#[test]
            fn $name() {
                if let Some(classes) = compare(3, 2000, $method) {
                    assert_eq!(classes, Classes::from([$(($class, $count)),*]));
                }
            })*
        }

        /// Elections of the seed of the run: no difference without a name.
        mod fresh {
            use super::*;
            $(#[test]
            fn $name() {
                let draw = Draw::of(stringify!($name));
                let _ = compare(draw.value, 300, $method);
            })*
        }
    };
}

peers! {
    // 328 counts end at a lot of ours. Of the others stvpoll has all stages of 1,542, and other winners in 3.
    stvpoll_by_the_rule: Method::StvpollByTheRule, [
        (None, Same) => 1542,
        (None, Lot) => 277,
        (Some(ElectedBetweenSurpluses), Same) => 127,
        (Some(ElectedBetweenSurpluses), Other) => 3,
        (Some(ElectedBetweenSurpluses), Lot) => 2,
        (Some(SurplusesAtOnce), Lot) => 49,
    ];
    stvpoll: Method::Stvpoll, [
        (None, Same) => 1038,
        (None, Lot) => 255,
        (Some(Rounds), Same) => 185,
        (Some(Rounds), Lot) => 8,
        (Some(PassesToElected), Same) => 433,
        (Some(PassesToElected), Other) => 16,
        (Some(PassesToElected), Lot) => 16,
        (Some(SurplusesAtOnce), Lot) => 49,
    ];
    stvpoll_irv: Method::StvpollIrv, [
        (None, Same) => 1249,
        (None, Lot) => 514,
        (Some(NoMajority), Other) => 237,
    ];
    pyrankvote_irv: Method::PyrankvoteIrv, [
        (None, Same) => 1327,
        (None, Lot) => 509,
        (Some(SeveralExcluded), Same) => 88,
        (Some(OwnTieRule), Same) => 45,
        (Some(OwnTieRule), Other) => 26,
        (Some(OwnTieRule), Lot) => 5,
    ];
    pyrankvote_stv: Method::PyrankvoteStv, [
        (None, Same) => 460,
        (None, Lot) => 114,
        (Some(SeveralExcluded), Same) => 16,
        (Some(OwnTieRule), Same) => 16,
        (Some(OwnTieRule), Other) => 7,
        (Some(OwnTieRule), Lot) => 2,
        (Some(AsManyAsSeats), Other) => 291,
        (Some(OtherSurplus), Same) => 859,
        (Some(OtherSurplus), Other) => 23,
        (Some(OtherSurplus), Lot) => 212,
    ];
}

// Rare: none of the 2,000 elections of the other seed has these two.

#[test]
fn a_stage_between_surpluses_settles_a_tie() {
    if let Some(classes) = compare(11_759_697_363_926_076_124, 300, Method::StvpollByTheRule) {
        assert_eq!(classes.get(&(Some(TieBetweenSurpluses), Same)), Some(&1), "{classes:?}");
    }
}

#[test]
fn votes_that_are_nearly_equal_end_the_count_of_the_peer() {
    if let Some(classes) = compare(226_601_369_305_382_483, 300, Method::PyrankvoteStv) {
        assert_eq!(classes.get(&(Some(NearlyEqual), Other)), Some(&1), "{classes:?}");
    }
}
