//! In what a count of a peer differs from ours, and why.

use kenes_count::{Action, Clause, Purpose};

use super::walk::{Stop, same_stages, walk};
use super::{OurCount, PeerCount};

/// Why a peer counts otherwise. Each is a rule of the peer's own that is not the Scottish one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// stvpoll rounds the value of a paper to the nearest in five decimals; rule 49 ignores what follows them. No candidate's
    /// votes differ by more than 0.00001 for each paper and surplus.
    Rounds,
    /// stvpoll elects all who reach the quota in one round and passes their surpluses on in the order of that round, and
    /// to those of them whose turn is yet to come. By rules 48 to 50 whoever is elected is given no more papers.
    PassesToElected,
    /// One of several surpluses elects somebody before the others are passed on. Rule 48 keeps papers of the others from
    /// them; stvpoll looks for the quota only when all have been passed on.
    ElectedBetweenSurpluses,
    /// Those with the fewest votes are equal, and were not at a stage between several surpluses. Rule 52 looks at it; stvpoll,
    /// which passes them on in one round, has none.
    TieBetweenSurpluses,
    /// Equal surpluses: rule 50 draws a lot for the first. stvpoll passes both on at once and needs none.
    SurplusesAtOnce,
    /// stvpoll's instant runoff elects nobody when the last who stands has not half of the papers. Rule 53 gives the seat
    /// to the last who stands.
    NoMajority,
    /// pyrankvote excludes several candidates in one round when together they could not overtake the next.
    SeveralExcluded,
    /// pyrankvote excludes of the tied whoever has fewer second preferences. Rule 52 looks at earlier stages.
    OwnTieRule,
    /// pyrankvote ends with an error when as many stand as there are seats. Rule 53 elects them.
    AsManyAsSeats,
    /// pyrankvote takes votes that differ by less than 0.001 for equal, orders them by its tie rule, and ends with an error when
    /// it meets more votes behind fewer.
    NearlyEqual,
    /// pyrankvote's quota is votes ÷ (seats + 1) as a fraction, and all papers of a surplus pass on at one value, whatever
    /// they were worth before. So every surplus is another.
    OtherSurplus,
}

/// Whether the winners are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Winners {
    /// They are.
    Same,
    /// They are not.
    Other,
    /// Our count ends at a lot, and what comes after it was not compared.
    Lot,
}

/// What the comparison of two counts found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// Why the stages differ, where they do.
    pub difference: Option<Difference>,
    /// Whether the winners do.
    pub winners: Winners,
}

impl Compared {
    /// stvpoll as it is. Panics at a difference without a name.
    pub fn stvpoll(ours: &OurCount, theirs: &PeerCount) -> Self {
        let walked = walk(ours, theirs);
        let difference = match walked.stop {
            Stop::End => None,
            Stop::Surplus => Some(surpluses_at_once(ours)),
            _ if several_with_surplus(ours, theirs, walked.rounds) => Some(Difference::PassesToElected),
            Stop::Votes { by } => {
                let papers = u128::from(ours.transcript.reading.unwrap().papers);
                let surpluses =
                    ours.transcript.stages.iter().filter(|stage| matches!(stage.action, Action::Surplus(_)));
                let most = papers * u128::try_from(surpluses.count()).unwrap();
                assert!(by <= most, "{by} units of difference: more than rounding");
                Some(Difference::Rounds)
            }
            Stop::Choice | Stop::ElectedBetween | Stop::TieBetween => panic!("unexplained: {walked:?}"),
        };
        Self::of(difference, ours, theirs).explained()
    }

    /// stvpoll with its switches turned: every stage is the same, but for what happens between surpluses.
    pub fn stvpoll_by_the_rule(ours: &OurCount, theirs: &PeerCount) -> Self {
        let walked = walk(ours, theirs);
        let difference = match walked.stop {
            Stop::End => None,
            Stop::Surplus => Some(surpluses_at_once(ours)),
            Stop::ElectedBetween => Some(Difference::ElectedBetweenSurpluses),
            Stop::TieBetween => Some(Difference::TieBetweenSurpluses),
            Stop::Votes { .. } | Stop::Choice => panic!("unexplained: {walked:?}"),
        };
        Self::of(difference, ours, theirs).explained()
    }

    /// stvpoll's instant runoff, for one seat.
    pub fn stvpoll_irv(ours: &OurCount, theirs: &PeerCount) -> Self {
        assert!(same_stages(ours, theirs), "unexplained: it excludes others");
        assert!(ours.complete || !theirs.complete, "unexplained: it needs no lot");
        let last = ours.transcript.stages.iter().flat_map(|stage| &stage.elected).last();
        let no_majority = ours.complete && !theirs.complete;
        if no_majority {
            assert_eq!(last.map(|elected| elected.clause), Some(Clause::LastVacancies));
        }
        Self::of(no_majority.then_some(Difference::NoMajority), ours, theirs).explained()
    }

    /// pyrankvote's instant runoff, for one seat.
    pub fn pyrankvote_irv(ours: &OurCount, theirs: &PeerCount) -> Self {
        let same = same_stages(ours, theirs);
        let several = theirs.rounds.iter().any(|round| round.excluded.len() > 1);
        let compared = Self::of(None, ours, theirs);
        let difference = match compared {
            Self { winners: Winners::Same | Winners::Lot, .. } if same => None,
            _ if !ours.transcript.ties.is_empty() => Some(Difference::OwnTieRule),
            Self { winners: Winners::Same, .. } if several => Some(Difference::SeveralExcluded),
            _ => panic!("unexplained: it excludes or elects others"),
        };
        Self { difference, ..compared }
    }

    /// pyrankvote's single transferable vote: the winners, and up to the first surplus the stages.
    pub fn pyrankvote_stv(ours: &OurCount, theirs: &PeerCount) -> Self {
        if theirs.misordered {
            return Self::of(Some(Difference::NearlyEqual), ours, theirs);
        }
        if !theirs.complete {
            assert!(ours.transcript.candidates.len() == usize::try_from(ours.transcript.seats).unwrap());
            return Self::of(Some(Difference::AsManyAsSeats), ours, theirs);
        }
        let before_last = theirs.rounds.len().saturating_sub(1);
        if theirs.rounds.iter().take(before_last).any(|round| !round.elected.is_empty()) {
            return Self::of(Some(Difference::OtherSurplus), ours, theirs);
        }
        Self::pyrankvote_irv(ours, theirs)
    }

    fn of(difference: Option<Difference>, ours: &OurCount, theirs: &PeerCount) -> Self {
        let mut elected: Vec<_> =
            ours.transcript.elected().iter().map(|candidate| candidate.index()).collect();
        elected.sort_unstable();
        let winners = match (ours.complete, elected == theirs.elected) {
            (false, _) => Winners::Lot,
            (true, true) => Winners::Same,
            (true, false) => Winners::Other,
        };
        Self { difference, winners }
    }

    fn explained(self) -> Self {
        let Self { difference, winners } = self;
        assert!(difference.is_some() || winners != Winners::Other, "unexplained: it elects others");
        self
    }
}

/// The lot that ends our count is one for the order of surpluses.
fn surpluses_at_once(ours: &OurCount) -> Difference {
    assert_eq!(ours.transcript.ties.last().map(|tie| tie.purpose), Some(Purpose::Transfer));
    Difference::SurplusesAtOnce
}

/// Whether several were elected at once in the first `rounds` or the next, one of them with a surplus.
fn several_with_surplus(ours: &OurCount, theirs: &PeerCount, rounds: usize) -> bool {
    let quota = ours.transcript.quota.unwrap().units();
    theirs.rounds.iter().take(rounds + 1).any(|round| {
        let surplus = |(index, votes): &(usize, u128)| round.elected.contains(index) && *votes > quota;
        round.elected.len() > 1 && round.votes.iter().any(surplus)
    })
}
