//! Which steps of an election, by whom.

use kenes_belenios::group::Group;
use kenes_belenios::testing::TestRng;
use kenes_belenios::testing::random::{Kind, between, permute};

use crate::{By, Draw, Peer, Release, Script, assert_accepted};

/// An election, and who takes its steps.
#[derive(Clone, Debug)]
pub struct Plan {
    kinds: &'static [Kind],
    singles: u32,
    /// How many of how many.
    threshold: Option<(u32, usize)>,
    weights: Vec<u64>,
    /// Who makes the keys of trustees and voters.
    keys: Turns,
    /// Who seals ballots.
    ballots: Turns,
    /// Who takes the other steps.
    rest: Turns,
}

/// Who takes step after step.
#[derive(Clone, Copy, Debug)]
enum Turns {
    Always(By),
    /// Kenes first.
    Alternate(By),
    ByChance,
}

impl Turns {
    fn next(&mut self, rng: &mut TestRng) -> By {
        match self {
            Self::Always(side) => *side,
            Self::Alternate(next) => {
                let other = if *next == By::Kenes { By::Peer } else { By::Kenes };
                std::mem::replace(next, other)
            }
            Self::ByChance if between(rng, 0, 1) == 0 => By::Kenes,
            Self::ByChance => By::Peer,
        }
    }
}

impl Plan {
    fn new(kinds: &'static [Kind], keys: Turns, ballots: Turns, rest: Turns) -> Self {
        Self { kinds, singles: 1, threshold: None, weights: vec![1; 4], keys, ballots, rest }
    }

    /// The peer does everything; one single trustee and four voters, here and below.
    pub fn peer(kinds: &'static [Kind]) -> Self {
        let peer = Turns::Always(By::Peer);
        Self::new(kinds, peer, peer, peer)
    }

    /// Chance decides at each step.
    pub fn by_chance(kinds: &'static [Kind]) -> Self {
        Self::new(kinds, Turns::ByChance, Turns::ByChance, Turns::ByChance)
    }

    /// Trustees, ballots, shuffles, decryptions are made by kenes and the peer in turn.
    pub fn in_turn(kinds: &'static [Kind]) -> Self {
        let turns = Turns::Alternate(By::Kenes);
        Self::new(kinds, turns, turns, turns)
    }

    /// Kenes seals the ballots, the peer does everything else.
    pub fn ballots_by_kenes(kinds: &'static [Kind]) -> Self {
        let (kenes, peer) = (Turns::Always(By::Kenes), Turns::Always(By::Peer));
        Self::new(kinds, peer, kenes, peer)
    }

    /// The peer seals the ballots, kenes does everything else.
    pub fn ballots_by_peer(kinds: &'static [Kind]) -> Self {
        let (kenes, peer) = (Turns::Always(By::Kenes), Turns::Always(By::Peer));
        Self::new(kinds, kenes, peer, kenes)
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
    pub fn check<G: Group>(mut self, name: &str, release: Release) {
        let Some(peer) = Peer::find(release) else { return };
        let seed = Draw::of(&format!("{name} {} {}", release.name(), G::ID));
        let mut script = Script::<G>::new(peer, seed.value, self.kinds);
        self.set_up(&mut script);
        script.vote(|rng| self.ballots.next(rng));
        let side = self.rest.next(&mut script.rng);
        script.tally(side);
        if self.kinds.contains(&Kind::Rank) {
            for owner in 1..=u64::from(self.singles) {
                let side = self.rest.next(&mut script.rng);
                script.shuffle(side, owner);
            }
            let side = self.rest.next(&mut script.rng);
            script.end_shuffles(side);
        }
        for owner in self.decrypting(&mut script.rng) {
            let side = self.rest.next(&mut script.rng);
            script.decrypt(side, owner);
        }
        let side = self.rest.next(&mut script.rng);
        script.finish(side);
        assert_accepted(&script.archive(), &script.expected());
        assert_eq!(script.result(), script.expected());
        script.peer.assert_accepts(&script.archive(), script.uuid.as_str());
    }

    fn set_up<G: Group>(&mut self, script: &mut Script<G>) {
        for _ in 0..self.singles {
            let side = self.keys.next(&mut script.rng);
            script.add_single(side);
        }
        if script.peer.release == Release::V2 {
            // It knows neither our credentials nor our threshold trustees.
            self.keys = Turns::Always(By::Peer);
        }
        if let Some((needed, size)) = self.threshold {
            let members: Vec<_> = (0..size).map(|_| self.keys.next(&mut script.rng)).collect();
            let server = self.keys.next(&mut script.rng);
            script.add_threshold(needed, &members, server);
        }
        let side = self.keys.next(&mut script.rng);
        script.add_voters(side, &self.weights);
        let side = self.rest.next(&mut script.rng);
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
