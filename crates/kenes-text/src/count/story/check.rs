//! How to check a count with pencil and paper.

use kenes_count::rule::Family;
use kenes_count::rule::countback::Basis;
use kenes_count::{Apportionment, Decimal, Rule, Transcript};

use super::super::facts;
use super::Story;

impl Story<'_> {
    /// What to calculate, with the numbers of this count filled in.
    pub fn check(&self) -> Vec<String> {
        let transcript = self.transcript;
        let mut told = Vec::new();
        match transcript.rule {
            Rule::ScottishStv => told.extend(self.check_quota()),
            Rule::TwoRound => told.extend(self.check_half()),
            Rule::Plurality | Rule::Approval | Rule::Score => told.push(self.say("count-check-sums", &[])),
            Rule::Countback => told.extend(self.check_countback()),
            Rule::SainteLague | Rule::Dhondt | Rule::Hamilton | Rule::HuntingtonHill => {}
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
            | Rule::Star => {}
            _ => {}
        }
        let keeps = transcript.stages.iter().any(|stage| !stage.keep.is_empty());
        if keeps {
            told.push(self.say("count-check-keep", &[]));
        }
        if transcript.pairwise.is_some() {
            told.push(self.say("count-check-pairs", &[]));
        }
        if transcript.rule.family() == Family::Ranked
            && !keeps
            && transcript.reading.is_some()
            && transcript.stages.len() > 1
        {
            told.push(self.say("count-check-papers", &[]));
        }
        if let Some(sum) = constant_sum(transcript).filter(|_| transcript.stages.len() > 1) {
            told.push(self.say("count-check-sum", &[("sum", sum.into())]));
        }
        if let Some(apportionment) = &transcript.apportionment {
            told.extend(self.check_seats(apportionment));
        }
        told
    }

    fn check_quota(&self) -> Option<String> {
        let args = [
            ("valid", self.transcript.reading?.valid.into()),
            ("seats", self.transcript.seats.into()),
            ("quota", self.transcript.quota?.into()),
        ];
        Some(self.say("count-check-quota", &args))
    }

    fn check_half(&self) -> Option<String> {
        // Nobody is out at the first stage: these are the valid votes, of papers or of sums.
        let valid = facts::sum(&self.transcript.stages.first()?.votes);
        let args = [("half", self.transcript.quota?.into()), ("valid", valid.into())];
        Some(self.say("count-check-half", &args))
    }

    fn check_countback(&self) -> Option<String> {
        let quota = ("quota", self.transcript.quota?.into());
        let stage = self.transcript.stages.first()?;
        match self.transcript.vacated.as_ref()?.basis {
            Basis::Quota => {
                Some(self.say("count-check-held", &[quota, ("votes", facts::sum(&stage.votes).into())]))
            }
            Basis::AllVotes => Some(self.say("count-check-all-votes", &[quota])),
            _ => None,
        }
    }

    fn check_seats(&self, apportionment: &Apportionment) -> Vec<String> {
        let mut told = Vec::new();
        let minimum = |id| {
            (apportionment.minimum > 0).then(|| self.say(id, &[("minimum", apportionment.minimum.into())]))
        };
        let by_shares = self.transcript.rule == Rule::Hamilton;
        told.extend(minimum("count-check-minimum").filter(|_| !by_shares));
        let id = match self.transcript.rule {
            Rule::SainteLague => Some("count-check-sainte-lague"),
            Rule::Dhondt => Some("count-check-dhondt"),
            Rule::HuntingtonHill => Some("count-check-huntington-hill"),
            Rule::Hamilton => Some("count-check-hamilton"),
            Rule::ScottishStv | Rule::Plurality | Rule::Approval | Rule::TwoRound | Rule::Countback => None,
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
            | Rule::Score
            | Rule::Star => None,
            _ => None,
        };
        let votes = apportionment.votes.iter().fold(0, |sum: u64, votes| sum.saturating_add(*votes));
        let args = [("seats", self.transcript.seats.into()), ("votes", votes.into())];
        told.extend(id.map(|id| self.say(id, &args)));
        told.extend(minimum("count-check-minimum-share").filter(|_| by_shares));
        if let Some(last) = apportionment.awards.last() {
            let args =
                [("name", self.name(last.to)), ("claim", super::super::numbers::claim(&last.claim).into())];
            told.push(self.say("count-check-last", &args));
        }
        told
    }
}

/// What the votes of each stage add up to, where it is the same in all.
fn constant_sum(transcript: &Transcript) -> Option<Decimal> {
    let sum = |stage: &kenes_count::Stage| {
        stage.votes.iter().fold(stage.non_transferable, |sum, votes| facts::plus(sum, *votes))
    };
    let first = sum(transcript.stages.first()?);
    let same = |other: Decimal| facts::minus(first, other).is_zero() && facts::minus(other, first).is_zero();
    transcript.stages.iter().all(|stage| same(sum(stage))).then_some(first)
}
