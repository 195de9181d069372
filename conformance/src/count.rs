//! Elections counted by kenes and by two peers, stvpoll and pyrankvote, stage by stage.
//!
//! The peers do not count quite by the Scottish rules. Where a count of theirs differs from ours, it must differ for a
//! reason that has a name ([`Difference`]), and that reason must be seen in the two counts: [`Compared`] is not a list of
//! excuses. The tests pin how often each occurs among the elections of a fixed seed.

mod compare;
mod peer;
mod walk;

pub use compare::{Compared, Difference, Winners};
pub use peer::{CountPeer, Method, PeerCount, Round};

use std::collections::BTreeMap;

use kenes_belenios::testing::TestRng;
use kenes_belenios::testing::random::{between, index};
use kenes_count::{
    Ballots, BallotsBuilder, Candidate, Candidates, Contest, CountError, Rule, Transcript, Votes,
};
use serde_json::{Value, json};

/// An election in the form in which both sides are given it.
#[derive(Clone, Debug)]
pub struct Election {
    candidates: usize,
    seats: u32,
    /// Equal papers, each with the candidates in order of preference.
    papers: BTreeMap<Vec<usize>, u64>,
}

impl Election {
    /// 3 to 8 candidates of unequal popularity, 1 to 5 seats, 20 to 200 papers that rank some or all or nobody.
    pub fn random(rng: &mut TestRng) -> Self {
        let candidates = index(rng, 6) + 3;
        let seats = u32::try_from(index(rng, candidates.min(5)) + 1).unwrap();
        let popularity: Vec<u64> = (0..candidates).map(|_| between(rng, 1, 6).pow(2)).collect();
        let mut papers = BTreeMap::new();
        let longest = index(rng, candidates) + 1;
        for _ in 0..between(rng, 20, 200) {
            *papers.entry(random_paper(&popularity, longest, rng)).or_default() += 1;
        }
        Self { candidates, seats, papers }
    }

    /// The same with one seat.
    #[must_use]
    pub fn for_one_seat(&self) -> Self {
        Self { seats: 1, ..self.clone() }
    }

    /// As a line for the peers.
    pub fn to_json(&self, method: Method) -> Value {
        let papers: Vec<_> =
            self.papers.iter().map(|(preferences, count)| json!([count, preferences])).collect();
        json!({ "method": method.name(), "candidates": self.candidates, "seats": self.seats, "papers": papers })
    }

    /// Our count by the Scottish rules, without a seed: it stops where a lot is needed.
    pub fn count(&self) -> OurCount {
        let names = (1..=self.candidates).map(|number| format!("Candidate {number}"));
        let contest =
            Contest::new(Candidates::new(names).unwrap(), Votes::Ballots(self.ballots()), self.seats);
        match Rule::ScottishStv.count(&contest.unwrap(), None) {
            Ok(transcript) => OurCount { complete: true, transcript },
            Err(CountError::NeedsLot(stopped)) => OurCount { complete: false, transcript: *stopped.so_far },
            Err(error) => panic!("{error}"),
        }
    }

    fn ballots(&self) -> Ballots {
        let mut builder = BallotsBuilder::new(self.candidates);
        for (preferences, count) in &self.papers {
            for number in preferences {
                builder.mark(Candidate::new(*number).unwrap()).unwrap();
            }
            builder.finish_ballot(*count).unwrap();
        }
        builder.finish()
    }
}

/// A paper that ranks the popular rather than the others.
fn random_paper(popularity: &[u64], longest: usize, rng: &mut TestRng) -> Vec<usize> {
    let mut left: Vec<(usize, u64)> = popularity.iter().copied().enumerate().collect();
    let length = index(rng, longest + 1);
    let mut paper = Vec::new();
    while paper.len() < length {
        let mut place = between(rng, 1, left.iter().map(|(_, weight)| weight).sum());
        let chosen = left.iter().position(|(_, weight)| {
            let here = place <= *weight;
            place = place.saturating_sub(*weight);
            here
        });
        paper.push(left.remove(chosen.unwrap()).0);
    }
    paper
}

/// A count of ours.
#[derive(Clone, Debug)]
pub struct OurCount {
    /// Whether it needed no lot. Otherwise the last tie of the transcript is the one that stopped it.
    pub complete: bool,
    /// The count, up to that tie if there is one.
    pub transcript: Transcript,
}
