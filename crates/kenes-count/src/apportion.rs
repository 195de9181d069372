//! Distributes seats in proportion to votes. Owns the votes, the seats given so far and the loop over claims; what a claim
//! is belongs to the rule.
//!
//! Claims are fractions of whole numbers. They are compared by their continued fractions, which needs no number larger
//! than those in them: nothing is rounded and nothing overflows.

mod alliances;

use alloc::collections::BinaryHeap;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use num_rational::Ratio;

use crate::candidate::Candidate;
use crate::contest::{Contest, Terms, Votes};
use crate::rule::plurality::{Sums, votes_of};
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{Extreme, LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Alliance, Apportionment, Award, Share, Transcript};

/// A divisor rule.
pub(crate) struct Divisors {
    pub rule: Rule,
    /// How many seats everybody has at least, whatever the contest says.
    pub minimum: u32,
    /// What these votes claim the next seat with after so many; less after more.
    pub claim: fn(votes: u64, seats: u32) -> Ratio<u128>,
}

/// Gives each the minimum, then seat after seat to whoever has the largest claim.
///
/// # Errors
/// Nobody stands, nobody has a vote, there are fewer seats than everybody has at least, or a lot is needed.
pub(crate) fn by_divisors(
    contest: &Contest,
    seed: Option<&LotSeed>,
    divisors: &Divisors,
) -> Result<Transcript, CountError> {
    let mut distribution = Distribution::begin(contest, divisors.rule)?;
    if !contest.terms().alliances.is_empty() {
        return alliances::by_divisors(distribution, seed, divisors);
    }
    let minimum = contest.minimum().max(divisors.minimum);
    distribution.give_minimum(minimum)?;
    let mut ties = Ties::new(divisors.rule.name(), seed);
    let outcome = award_all(&mut distribution, divisors, &mut ties);
    distribution.finish(ties, outcome)
}

fn award_all(
    distribution: &mut Distribution<'_>,
    divisors: &Divisors,
    ties: &mut Ties<'_>,
) -> Result<(), Unresolved> {
    let claim = |distribution: &Distribution<'_>, candidate: Candidate| {
        (divisors.claim)(distribution.votes(candidate), distribution.seats(candidate))
    };
    let with_votes = distribution.standing.iter().copied();
    let with_votes = with_votes
        .filter(|candidate| distribution.votes(*candidate) > 0 && distribution.has_room(*candidate));
    // Of equal claims that of the first on the ballot paper comes first.
    let mut claims: BinaryHeap<(Ratio<u128>, Reverse<Candidate>)> =
        with_votes.map(|candidate| (claim(distribution, candidate), Reverse(candidate))).collect();
    while distribution.left > 0 {
        let Some((largest, Reverse(first))) = claims.pop() else { break };
        let mut tied = vec![first];
        while claims.peek().is_some_and(|(other, _)| *other == largest) {
            tied.extend(claims.pop().map(|(_, Reverse(candidate))| candidate));
        }
        let claimants = tied.iter().map(|candidate| (*candidate, largest)).collect();
        distribution.award(claimants, ties)?;
        tied.retain(|candidate| distribution.has_room(*candidate));
        claims.extend(tied.into_iter().map(|candidate| (claim(distribution, candidate), Reverse(candidate))));
    }
    Ok(())
}

/// Seats while they are distributed.
pub(crate) struct Distribution<'a> {
    contest: &'a Contest,
    rule: Rule,
    sums: Sums,
    /// Those who have not withdrawn and reach the threshold, in ballot-paper order.
    pub standing: Vec<Candidate>,
    /// Those of them who do not reach the threshold.
    below: Vec<Candidate>,
    alliances: Vec<Alliance>,
    /// The seats that are not given yet.
    pub left: u32,
    seats: Vec<u32>,
    minimum: u32,
    shares: Vec<Share>,
    awards: Vec<Award>,
}

impl<'a> Distribution<'a> {
    /// No seat is given yet.
    pub fn begin(contest: &'a Contest, rule: Rule) -> Result<Self, CountError> {
        let mut standing: Vec<Candidate> = contest.candidates().standing().collect();
        if standing.is_empty() {
            return Err(CountError::NobodyStands);
        }
        if let Votes::Scores(_) = contest.votes() {
            return Err(CountError::NoScores { rule });
        }
        let sums = Sums::first_preferences(contest);
        if sums.votes.iter().all(|votes| *votes == 0) {
            return Err(CountError::NoVotes);
        }
        let below = below_threshold(contest, &standing, &sums.votes);
        standing.retain(|candidate| !below.contains(candidate));
        if standing.is_empty() {
            return Err(CountError::NobodyReaches);
        }
        Ok(Self {
            contest,
            rule,
            seats: vec![0; sums.votes.len()],
            sums,
            standing,
            below,
            alliances: Vec::new(),
            left: contest.seats(),
            minimum: 0,
            shares: Vec::new(),
            awards: Vec::new(),
        })
    }

    /// The same before any seat is given.
    fn afresh(&self) -> Self {
        Self {
            contest: self.contest,
            rule: self.rule,
            sums: Sums { votes: self.sums.votes.clone(), reading: self.sums.reading },
            standing: self.standing.clone(),
            below: Vec::new(),
            alliances: Vec::new(),
            left: self.contest.seats(),
            seats: vec![0; self.seats.len()],
            minimum: 0,
            shares: Vec::new(),
            awards: Vec::new(),
        }
    }

    /// Whether a candidate can be given another seat.
    fn has_room(&self, candidate: Candidate) -> bool {
        self.seats(candidate) < self.contest.most(candidate)
    }

    /// Adds seats that were given elsewhere.
    fn add(&mut self, candidate: Candidate, number: u32) {
        if let Some(seats) = self.seats.get_mut(candidate.index()) {
            *seats = seats.saturating_add(number);
        }
    }

    /// The votes of a candidate.
    pub fn votes(&self, candidate: Candidate) -> u64 {
        votes_of(&self.sums.votes, candidate)
    }

    /// The seats that a candidate has so far.
    pub fn seats(&self, candidate: Candidate) -> u32 {
        self.seats.get(candidate.index()).copied().unwrap_or(0)
    }

    /// Tells what each has at least, for the transcript.
    pub fn set_minimum(&mut self, minimum: u32) {
        self.minimum = minimum;
    }

    /// Gives everybody who stands so many seats.
    pub fn give_minimum(&mut self, minimum: u32) -> Result<(), CountError> {
        let (seats, standing) = (self.left, self.standing.len());
        let needed = u32::try_from(standing).ok().and_then(|standing| standing.checked_mul(minimum));
        if needed.is_none_or(|needed| needed > seats) {
            return Err(CountError::TooFewSeats { rule: self.rule, seats, standing });
        }
        self.set_minimum(minimum);
        for candidate in self.standing.clone() {
            self.give(candidate, minimum);
        }
        Ok(())
    }

    /// Gives seats that follow from the candidate's share at once.
    pub fn give_share(&mut self, share: Share) {
        self.shares.push(share);
        self.give(share.candidate, share.whole);
    }

    /// Gives one seat to each of those who claim it, largest claim first. Where more share the smallest claim that is
    /// still given a seat than there are seats for, lots are drawn for one seat after the other: the list of the tied, and
    /// with it the lot, differs each time.
    pub fn award(
        &mut self,
        mut claimants: Vec<(Candidate, Ratio<u128>)>,
        ties: &mut Ties<'_>,
    ) -> Result<(), Unresolved> {
        claimants.sort_by_key(|(candidate, claim)| (Reverse(*claim), *candidate));
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let first_out = claimants.get(left).map(|(_, claim)| *claim);
        let (sure, rest): (Vec<_>, Vec<_>) =
            claimants.into_iter().partition(|(_, claim)| first_out.is_none_or(|out| *claim > out));
        for (candidate, claim) in sure {
            self.award_one(candidate, claim);
        }
        let Some(claim) = first_out else { return Ok(()) };
        let tied = rest.into_iter().filter(|(_, other)| *other == claim);
        let mut tied: Vec<Candidate> = tied.map(|(candidate, _)| candidate).collect();
        while self.left > 0 {
            let candidate = ties.choose(Purpose::Seat, tied.clone(), Extreme::Highest, &[])?;
            tied.retain(|other| *other != candidate);
            self.award_one(candidate, claim);
        }
        Ok(())
    }

    /// Ends the count.
    pub fn finish(
        mut self,
        ties: Ties<'_>,
        outcome: Result<(), Unresolved>,
    ) -> Result<Transcript, CountError> {
        let Self { contest, rule, sums, seats, minimum, awards, below, alliances, .. } = self;
        let Terms { threshold, maximum, alliances: _, room: _ } = contest.terms().clone();
        self.shares.sort_by_key(|share| share.candidate);
        let shares = self.shares;
        let mut transcript = Transcript::new(rule, contest.seats(), contest.candidates(), sums.reading);
        transcript.apportionment = Some(Apportionment {
            votes: sums.votes,
            seats,
            minimum,
            shares,
            awards,
            threshold,
            below,
            maximum,
            alliances,
        });
        conclude(transcript, ties, outcome)
    }

    fn award_one(&mut self, to: Candidate, claim: Ratio<u128>) {
        self.give(to, 1);
        let seat = self.contest.seats().saturating_sub(self.left);
        self.awards.push(Award { seat, to, claim });
    }

    fn give(&mut self, candidate: Candidate, number: u32) {
        if let Some(seats) = self.seats.get_mut(candidate.index()) {
            *seats = seats.saturating_add(number);
        }
        self.left = self.left.saturating_sub(number);
    }
}

/// Who has less than the threshold of the votes of all who stand: votes × 100 < percentage × all votes.
fn below_threshold(contest: &Contest, standing: &[Candidate], votes: &[u64]) -> Vec<Candidate> {
    let Some(threshold) = contest.terms().threshold else { return Vec::new() };
    let all = standing.iter().map(|candidate| u128::from(votes_of(votes, *candidate))).sum::<u128>();
    let hundred = 10_u128.saturating_pow(threshold.places()).saturating_mul(100);
    let needed = threshold.units().saturating_mul(all);
    let is_below = |who: &Candidate| u128::from(votes_of(votes, *who)).saturating_mul(hundred) < needed;
    standing.iter().copied().filter(is_below).collect()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::candidate::Candidates;

    const DIVISORS: [Rule; 3] = [Rule::Dhondt, Rule::SainteLague, Rule::HuntingtonHill];
    const ALL: [Rule; 4] = [Rule::Dhondt, Rule::SainteLague, Rule::HuntingtonHill, Rule::Hamilton];

    fn contest(votes: &[u64], seats: u32) -> Contest {
        let candidates = Candidates::new(votes.iter().map(|_| "X".to_string())).unwrap();
        Contest::new(candidates, Votes::Totals(votes.to_vec()), seats).unwrap()
    }

    fn apportionment(rule: Rule, contest: &Contest) -> Apportionment {
        rule.count(contest, None).unwrap().apportionment.unwrap()
    }

    /// The example of the encyclopedias: 8 seats by d'Hondt and Sainte-Laguë, 5 for the others by hand.
    #[test]
    fn each_rule_gives_its_own_seats() {
        let votes = [100_000, 80_000, 30_000, 20_000];
        for (rule, expected) in [
            (Rule::Dhondt, [4, 3, 1, 0]),
            (Rule::SainteLague, [3, 3, 1, 1]),
            (Rule::HuntingtonHill, [3, 3, 1, 1]),
            (Rule::Hamilton, [3, 3, 1, 1]),
        ] {
            assert_eq!(apportionment(rule, &contest(&votes, 8)).seats, expected, "{rule}");
        }
    }

    #[test]
    fn awards_are_numbered_by_the_seat_and_show_the_claim() {
        let given = apportionment(Rule::HuntingtonHill, &contest(&[30, 10], 4));
        assert_eq!((given.seats, given.minimum), (vec![3, 1], 1));
        let awards: Vec<_> =
            given.awards.iter().map(|award| (award.seat, award.to.number(), award.claim)).collect();
        assert_eq!(awards, [(3, 1, Ratio::new(450, 1)), (4, 1, Ratio::new(150, 1))]);
        let given = apportionment(Rule::Hamilton, &contest(&[7, 2], 5));
        let shares: Vec<_> = given.shares.iter().map(|share| (share.exact, share.whole)).collect();
        assert_eq!(shares, [(Ratio::new(35, 9), 3), (Ratio::new(10, 9), 1)]);
        assert_eq!(given.awards[0].claim, Ratio::new(8, 9));
    }

    #[test]
    fn a_tie_that_matters_needs_a_lot() {
        for rule in ALL {
            // One seat each: nothing to decide.
            let transcript = rule.count(&contest(&[5, 5, 5], 3), None).unwrap();
            assert_eq!((transcript.apportionment.unwrap().seats, transcript.ties), (vec![1, 1, 1], vec![]));
            // Two more seats for three.
            let contest = contest(&[5, 5, 5], 5);
            let Err(CountError::NeedsLot(needs)) = rule.count(&contest, None) else { panic!("no tie") };
            assert_eq!(needs.among.len(), 3);
            assert_eq!(needs.so_far.apportionment.unwrap().seats, [1, 1, 1], "{rule}");
            let transcript = rule.count(&contest, Some(&LotSeed::new([3; 32]))).unwrap();
            let lots: Vec<_> = transcript.ties.iter().map(|tie| (tie.stage, tie.tied.len())).collect();
            assert_eq!(lots, [(0, 3), (0, 2)]);
            assert_eq!(transcript.apportionment.unwrap().seats.iter().sum::<u32>(), 5);
        }
    }

    #[test]
    fn nobody_without_votes_is_given_seats_but_the_minimum() {
        for rule in ALL {
            assert_eq!(rule.count(&contest(&[0, 0], 2), None), Err(CountError::NoVotes));
            let seats = apportionment(rule, &contest(&[9, 0], 7)).seats;
            assert_eq!(seats, if rule == Rule::HuntingtonHill { [6, 1] } else { [7, 0] });
            let minimum = contest(&[9, 0, 1], 9).with_minimum(2).unwrap();
            assert_eq!(apportionment(rule, &minimum).seats, [5, 2, 2], "{rule}");
        }
    }

    #[test]
    fn a_seat_for_everybody_takes_as_many_seats() {
        let rule = Rule::HuntingtonHill;
        let error = rule.count(&contest(&[9, 1, 1], 2), None);
        assert_eq!(error, Err(CountError::TooFewSeats { rule, seats: 2, standing: 3 }));
    }

    /// 100 seats, at least 10 each, for 60, 30, 9, 1: first D and C leave, and B's share of 80 seats is 26.7.
    #[test]
    fn hamilton_shares_afresh_after_the_minimum() {
        let contest = contest(&[60, 30, 9, 1], 100).with_minimum(10).unwrap();
        let given = apportionment(Rule::Hamilton, &contest);
        assert_eq!(given.seats, [53, 27, 10, 10]);
        assert_eq!(given.shares[1].exact, Ratio::new(80, 3));
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        for rule in ALL {
            let votes = [u64::MAX, u64::MAX - 1, 1];
            let given = apportionment(rule, &contest(&votes, 65_535));
            assert_eq!(given.seats.iter().sum::<u32>(), 65_535, "{rule}");
        }
    }

    #[test]
    fn many_seats_for_many_units() {
        let votes: Vec<u64> = (1..=1_000_u64).map(|unit| unit * unit * 7_919 % 1_000_003 + 1).collect();
        for rule in DIVISORS {
            let given = apportionment(rule, &contest(&votes, 65_535));
            assert_eq!(given.seats.iter().sum::<u32>(), 65_535);
        }
    }
}
