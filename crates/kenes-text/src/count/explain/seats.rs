//! Why a list was given its seats, and how far it was from the next.

use kenes_count::{Apportionment, Award, Candidate, Rule, Share};
use num_rational::Ratio;

use super::super::numbers::claim;
use super::super::story::Story;
use crate::words::number;

/// Up to so many seats each is told with its quotient.
const TOLD_ONE_BY_ONE: usize = 8;

pub(super) fn explain(story: &Story<'_>, apportionment: &Apportionment, candidate: Candidate) -> Vec<String> {
    let list = List::new(story, apportionment, candidate);
    let mut told = vec![list.share()];
    // By shares only those below the minimum are given it, which their share tells.
    if apportionment.minimum > 0 && list.rule() != Rule::Hamilton {
        told.push(story.say("count-explain-minimum", &[("minimum", apportionment.minimum.into())]));
    }
    told.extend(list.whole());
    told.extend(list.awards());
    for tie in story.transcript.ties.iter().filter(|tie| tie.tied.contains(&candidate)) {
        told.extend(story.tie_in_short(tie));
    }
    told.extend(list.next());
    told
}

/// A list, its votes and its seats.
struct List<'a> {
    story: &'a Story<'a>,
    apportionment: &'a Apportionment,
    candidate: Candidate,
    votes: u64,
    seats: u32,
}

impl<'a> List<'a> {
    fn new(story: &'a Story<'a>, apportionment: &'a Apportionment, candidate: Candidate) -> Self {
        let votes = apportionment.votes.get(candidate.index()).copied().unwrap_or(0);
        let seats = apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
        Self { story, apportionment, candidate, votes, seats }
    }

    fn rule(&self) -> Rule {
        self.story.transcript.rule
    }

    /// The id of the message for remainders, for squares of quotients or for quotients, whatever the rule compares.
    fn by_rule(&self, [remainder, square, quotient]: [&'static str; 3]) -> &'static str {
        if self.rule() == Rule::Hamilton {
            remainder
        } else if self.rule() == Rule::HuntingtonHill {
            square
        } else {
            quotient
        }
    }

    fn share(&self) -> String {
        let all = self.apportionment.votes.iter().fold(0, |sum: u64, votes| sum.saturating_add(*votes));
        let args = [
            ("name", self.story.name(self.candidate)),
            ("votes", number(self.votes).into()),
            ("all", number(all).into()),
            ("seats", self.seats.into()),
            ("all-seats", self.story.transcript.seats.into()),
        ];
        self.story.say("count-explain-share", &args)
    }

    /// The exact share, where the rule distributes by shares.
    fn whole(&self) -> Option<String> {
        let share = self.apportionment.shares.iter().find(|share| share.candidate == self.candidate)?;
        let args = [("share", claim(&share.exact).into()), ("seats", share.whole.into())];
        let id = if is_raised(share) { "count-explain-below-minimum" } else { "count-explain-whole" };
        Some(self.story.say(id, &args))
    }

    fn awards(&self) -> Vec<String> {
        let own = self.apportionment.awards.iter().filter(|award| award.to == self.candidate);
        let own: Vec<&Award> = own.collect();
        match own.as_slice() {
            [first, .., last] if own.len() > TOLD_ONE_BY_ONE => {
                let args = [
                    ("number", own.len().into()),
                    ("name", self.story.name(self.candidate)),
                    ("first", claim(&first.claim).into()),
                    ("first-seat", first.seat.into()),
                    ("last", claim(&last.claim).into()),
                    ("last-seat", last.seat.into()),
                ];
                let squared = self.rule() == Rule::HuntingtonHill;
                let id = if squared { "count-explain-quotients-squared" } else { "count-explain-quotients" };
                vec![self.story.say(id, &args)]
            }
            few => few.iter().map(|award| self.award(award)).collect(),
        }
    }

    fn award(&self, award: &Award) -> String {
        let id = self.by_rule([
            "count-explain-remainder",
            "count-explain-quotient-squared",
            "count-explain-quotient",
        ]);
        let args = [
            ("seat", award.seat.into()),
            ("name", self.story.name(self.candidate)),
            ("claim", claim(&award.claim).into()),
        ];
        self.story.say(id, &args)
    }

    /// How far the next seat was.
    fn next(&self) -> Vec<String> {
        let Some(last) = self.apportionment.awards.last() else { return Vec::new() };
        let (Some(own), true) = (self.next_claim(), last.to != self.candidate) else { return Vec::new() };
        let id = self.by_rule([
            "count-explain-no-remainder",
            "count-explain-next-quotient-squared",
            "count-explain-next-quotient",
        ]);
        let args = [
            ("name", self.story.name(self.candidate)),
            ("claim", claim(&own).into()),
            ("other", self.story.name(last.to)),
            ("last", claim(&last.claim).into()),
        ];
        let mut told = vec![self.story.say(id, &args)];
        let short = self.more_votes(&last.claim);
        told.extend(
            short.map(|short| self.story.say("count-explain-more-votes", &[("short", short.into())])),
        );
        told
    }

    /// What the list claims a further seat with. None for a list that was given a seat by its remainder already, or the
    /// minimum.
    fn next_claim(&self) -> Option<Ratio<u128>> {
        let votes = u128::from(self.votes);
        if self.rule() == Rule::Hamilton {
            let share = self.apportionment.shares.iter().find(|share| share.candidate == self.candidate)?;
            let given = self.apportionment.awards.iter().any(|award| award.to == self.candidate);
            return (!given && !is_raised(share)).then(|| share.exact.fract());
        }
        let squared = self.rule() == Rule::HuntingtonHill;
        let numerator = if squared { votes.checked_mul(votes)? } else { votes };
        Some(Ratio::new(numerator, self.divisor()?))
    }

    /// By what the votes, or their square, are divided for the next seat. None where the rule has no divisors.
    fn divisor(&self) -> Option<u128> {
        let seats = u128::from(self.seats);
        match self.rule() {
            Rule::Dhondt => Some(seats.saturating_add(1)),
            Rule::SainteLague => Some(seats.saturating_mul(2).saturating_add(1)),
            Rule::HuntingtonHill => {
                Some(seats.saturating_mul(seats.saturating_add(1))).filter(|divisor| *divisor > 0)
            }
            Rule::ScottishStv
            | Rule::Plurality
            | Rule::Approval
            | Rule::TwoRound
            | Rule::Hamilton
            | Rule::Countback => None,
            Rule::SeqPav
            | Rule::RevSeqPav
            | Rule::SeqPhragmen
            | Rule::EqualShares
            | Rule::EqualSharesCardinality
            | Rule::Greedy
            | Rule::GreedyNoSkip
            | Rule::MeekPrf
            | Rule::MeekHww
            | Rule::Warren
            | Rule::WigmPrf
            | Rule::Ers97
            | Rule::Schulze
            | Rule::SchulzeMargins
            | Rule::RankedPairs
            | Rule::MajorityJudgment
            | Rule::Star
            | Rule::Score => None,
            _ => None,
        }
    }

    /// How many votes more would have made the quotient larger than the last that was given a seat, all other votes as they
    /// are.
    fn more_votes(&self, last: &Ratio<u128>) -> Option<u64> {
        let product = last.numer().checked_mul(self.divisor()?)?.checked_div(*last.denom())?;
        let least = if self.rule() == Rule::HuntingtonHill { product.isqrt() } else { product };
        let needed = least.checked_add(1)?.checked_sub(self.votes.into())?;
        u64::try_from(needed).ok()
    }
}

/// Whether the share was below the minimum, which was given in its place.
fn is_raised(share: &Share) -> bool {
    u128::from(share.whole) > share.exact.to_integer()
}
