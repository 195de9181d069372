//! Which steps of an election, by whom.

use kenes_belenios::group::Group;
use kenes_belenios::testing::TestRng;
use kenes_belenios::testing::random::{Kind, between, permute};

use crate::{By, Peer, Release, Script, Seed, assert_accepted};

/// An election, and who takes its steps.
#[derive(Clone, Debug)]
pub struct Plan {
    kinds: &'static [Kind],
    singles: u32,
    /// How many of how many.
    threshold: Option<(u32, usize)>,
    weights: Vec<u64>,
    /// Who makes a trustee's or voter's key.
    keys: Chooser,
    /// Who seals a ballot.
    ballots: Chooser,
    /// Who takes any other step.
    rest: Chooser,
}

/// Says who takes the next step.
type Chooser = fn(&mut TestRng) -> By;

impl Plan {
    fn new(kinds: &'static [Kind], keys: Chooser, ballots: Chooser, rest: Chooser) -> Self {
        Self { kinds, singles: 1, threshold: None, weights: vec![1; 4], keys, ballots, rest }
    }

    /// The peer does everything; one single trustee and four voters, here and below.
    pub fn peer(kinds: &'static [Kind]) -> Self {
        Self::new(kinds, |_| By::Peer, |_| By::Peer, |_| By::Peer)
    }

    /// Chance decides at each step.
    pub fn either(kinds: &'static [Kind]) -> Self {
        Self::new(kinds, either, either, either)
    }

    /// Kenes seals the ballots, the peer does everything else.
    pub fn ballots_by_kenes(kinds: &'static [Kind]) -> Self {
        Self::new(kinds, |_| By::Peer, |_| By::Kenes, |_| By::Peer)
    }

    /// The peer seals the ballots, kenes does everything else.
    pub fn ballots_by_peer(kinds: &'static [Kind]) -> Self {
        Self::new(kinds, |_| By::Kenes, |_| By::Peer, |_| By::Kenes)
    }

    /// So many single trustees, then a group of how many of how many.
    #[must_use]
    pub fn trustees(self, singles: u32, threshold: Option<(u32, usize)>) -> Self {
        Self { singles, threshold, ..self }
    }

    /// A voter of each weight.
    #[must_use]
    pub fn weights(self, weights: &[u64]) -> Self {
        Self { weights: weights.to_vec(), ..self }
    }

    /// Plays the election with a release of the peer, if it is here; both sides must accept it with the result of the
    /// votes in the clear. `name` is that of the test.
    pub fn check<G: Group>(self, name: &str, release: Release) {
        let Some(peer) = Peer::find(release) else { return };
        let seed = Seed::of(&format!("{name} {} {}", release.name(), G::ID));
        let mut script = Script::<G>::new(peer, seed.value, self.kinds);
        self.set_up(&mut script);
        script.vote(self.ballots);
        let turn = |script: &mut Script<G>| (self.rest)(&mut script.rng);
        let side = turn(&mut script);
        script.tally(side);
        if self.kinds.contains(&Kind::Rank) {
            for owner in 1..=u64::from(self.singles) {
                let side = turn(&mut script);
                script.shuffle(side, owner);
            }
            script.end_shuffles(side);
        }
        for owner in self.decrypting(&mut script.rng) {
            let side = turn(&mut script);
            script.decrypt(side, owner);
        }
        let side = turn(&mut script);
        script.finish(side);
        assert_accepted(&script.archive(), &script.expected());
        assert_eq!(script.result(), script.expected());
        script.peer.assert_accepts(&script.archive(), script.uuid.as_str());
    }

    fn set_up<G: Group>(&self, script: &mut Script<G>) {
        // Release 2.0 knows neither our credentials nor our threshold trustees.
        let old = script.peer.release == Release::V2;
        let own = |rng: &mut TestRng| if old { By::Peer } else { (self.keys)(rng) };
        for _ in 0..self.singles {
            let side = (self.keys)(&mut script.rng);
            script.add_single(side);
        }
        if let Some((needed, size)) = self.threshold {
            let members: Vec<_> = (0..size).map(|_| own(&mut script.rng)).collect();
            let server = own(&mut script.rng);
            script.add_threshold(needed, &members, server);
        }
        let side = own(&mut script.rng);
        script.add_voters(side, &self.weights);
        let side = (self.rest)(&mut script.rng);
        script.set_up(side);
    }

    /// All single trustees and a random choice of sufficiently many others, in random order.
    fn decrypting(&self, rng: &mut TestRng) -> Vec<u32> {
        let (needed, size) = self.threshold.unwrap_or_default();
        let mut members: Vec<_> = (self.singles + 1..).take(size).collect();
        permute(&mut members, rng);
        members.truncate(usize::try_from(needed).unwrap());
        let mut owners: Vec<_> = (1..=self.singles).chain(members).collect();
        permute(&mut owners, rng);
        owners
    }
}

fn either(rng: &mut TestRng) -> By {
    if between(rng, 0, 1) == 0 { By::Kenes } else { By::Peer }
}

/// Makes a test of each plan: `module: Group, release, { name: plan; … }`.
#[macro_export]
macro_rules! plans {
    ($($module:ident: $group:ty, $release:expr, { $($name:ident: $plan:expr;)* })*) => {
        $(mod $module {
            use super::*;
            $(#[test]
            fn $name() {
                $plan.check::<$group>(stringify!($name), $release);
            })*
        })*
    };
}
