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
            Rule::Plurality | Rule::Approval => told.push(self.say("count-check-sums", &[])),
            Rule::Countback => told.extend(self.check_countback()),
            Rule::SainteLague | Rule::Dhondt | Rule::Hamilton | Rule::HuntingtonHill => {}
            _ => {}
        }
        if transcript.rule.family() == Family::Ranked && transcript.stages.len() > 1 {
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
            ("valid", self.transcript.reading.valid.into()),
            ("seats", self.transcript.seats.into()),
            ("quota", self.transcript.quota?.into()),
        ];
        Some(self.say("count-check-quota", &args))
    }

    fn check_half(&self) -> Option<String> {
        let args = [("half", self.transcript.quota?.into()), ("valid", self.transcript.reading.valid.into())];
        Some(self.say("count-check-half", &args))
    }

    fn check_countback(&self) -> Option<String> {
        let quota = ("quota", self.transcript.quota?.into());
        let stage = self.transcript.stages.first()?;
        match self.transcript.vacated.as_ref()?.basis {
            Basis::Quota => {
                let laid = stage.votes.iter().fold(Decimal::whole(0), |sum, votes| facts::plus(sum, *votes));
                Some(self.say("count-check-held", &[quota, ("votes", laid.into())]))
            }
            Basis::AllVotes => Some(self.say("count-check-all-votes", &[quota])),
            _ => None,
        }
    }

    fn check_seats(&self, apportionment: &Apportionment) -> Vec<String> {
        let mut told = Vec::new();
        if apportionment.minimum > 0 {
            told.push(self.say("count-check-minimum", &[("minimum", apportionment.minimum.into())]));
        }
        let id = match self.transcript.rule {
            Rule::SainteLague => Some("count-check-sainte-lague"),
            Rule::Dhondt => Some("count-check-dhondt"),
            Rule::HuntingtonHill => Some("count-check-huntington-hill"),
            Rule::Hamilton => Some("count-check-hamilton"),
            Rule::ScottishStv | Rule::Plurality | Rule::Approval | Rule::TwoRound | Rule::Countback => None,
            _ => None,
        };
        let votes = apportionment.votes.iter().fold(0, |sum: u64, votes| sum.saturating_add(*votes));
        let args = [("seats", self.transcript.seats.into()), ("votes", votes.into())];
        told.extend(id.map(|id| self.say(id, &args)));
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
